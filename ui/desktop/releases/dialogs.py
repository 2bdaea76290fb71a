"""An issue as it was, and what it tells otherwise than the one before: both only to be read."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from observatory.exports.answers import Told
from observatory.summary.content import Summary
from observatory.terms import Language
from ui.desktop.clipboard import copied_freely
from ui.desktop.naming import named
from ui.desktop.statistics.answer_page import laid_out, page_of
from ui.desktop.summaries.preview import Preview
from ui.desktop.widgets.sizes import fit

_READING = (58, 36)
_LIST = (44, 28)
"""Width and height in lines of text."""
_CONTENTS_IN_LINES = 14


class IssueDialog(QDialog):
    """The pages of an issue."""

    def __init__(self, content: Summary, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.preview = Preview(self)
        self.preview.contents.setAccessibleName(self.tr("Contents of the summary"))
        self.preview.page.setAccessibleName(self.tr("Page of the summary"))
        self.preview.contents.setFixedWidth(self.fontMetrics().height() * _CONTENTS_IN_LINES)
        row = QHBoxLayout()
        row.addWidget(self.preview.contents)
        row.addWidget(self.preview.page, 1)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(_closing(self))
        fit(self, _READING)
        self.setWindowTitle(self.tr("Issue no. {number}").format(number=content.cover.issue))
        self.preview.show_summary(content, language)


class AnswerDialog(QDialog):
    """An answer as the page of statistics shows it."""

    def __init__(self, told: Told, title: str, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        page = named(QScrollArea(widgetResizable=True), "answer_page")
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setAccessibleName(title)
        page.setWidget(page_of(told, laid_out(told.answer.table, language)))
        column = QVBoxLayout(self)
        column.addWidget(page, 1)
        column.addWidget(_closing(self))
        fit(self, _READING)
        self.setWindowTitle(title)


class LinesDialog(QDialog):
    """Lines under a heading: the cells that changed, or how much detail a record file has."""

    def __init__(self, window: str, title: str, lines: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        heading = named(QLabel(title, wordWrap=True), "changes_heading")
        self.lines = named(QPlainTextEdit(readOnly=True), "changes_lines")
        self.lines.setPlainText("\n".join(lines))
        self.lines.setTabChangesFocus(True)
        self.lines.setAccessibleName(title)
        copied_freely(self.lines)
        column = QVBoxLayout(self)
        column.addWidget(heading)
        column.addWidget(self.lines, 1)
        column.addWidget(_closing(self))
        fit(self, _LIST)
        self.setWindowTitle(window)


def _closing(dialog: QDialog) -> QDialogButtonBox:
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.reject)
    return buttons
