"""One sentence in one language: the words, the places that cannot be printed, and why, with the better term."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from observatory.summary.points import Problem
from observatory.terms import Language
from ui.desktop.naming import named
from ui.desktop.unlock.card import complaint

_LINES = 4
_MOST_TOLD = 3


class _Words(QPlainTextEdit):
    """Asks for a few lines and takes what there is: so a complaint below never stands over the words."""

    def __init__(self) -> None:
        super().__init__(tabChangesFocus=True)
        self.setMinimumHeight(self.sizeHint().height())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(0, self.fontMetrics().lineSpacing() * _LINES)


class PointEdit(QWidget):
    """Emits what is typed; what is wrong with it is told from outside."""

    typed = Signal(str)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self.language = language
        self._label = QLabel()
        self.edit = named(_Words(), f"point_{language.value}")
        self._label.setBuddy(self.edit)
        self.why = complaint(f"point_why_{language.value}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self.edit, 1)
        column.addWidget(self.why)
        self.edit.textChanged.connect(lambda: self.typed.emit(self.edit.toPlainText().replace("\n", " ")))

    def show_words(self, words: str) -> None:
        self.edit.blockSignals(True)
        self.edit.setPlainText(words)
        self.edit.blockSignals(False)

    def name(self, label: str) -> None:
        self._label.setText(label)
        self.edit.setAccessibleName(label.replace("&", ""))

    def tell(self, problems: Sequence[Problem], language: Language) -> None:
        """Beside the sentence, at once; underlined in it."""
        sentences = dict.fromkeys(problem.words.in_(language) for problem in problems)
        told = "\n".join(list(sentences)[:_MOST_TOLD])
        self.why.setText(told)
        self.why.setVisible(bool(told))
        self.edit.setAccessibleDescription(told)
        self.edit.setExtraSelections([self._underlined(problem) for problem in problems])

    def _underlined(self, problem: Problem) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.edit.document())
        length = len(self.edit.toPlainText())
        cursor.setPosition(min(problem.start, length))
        cursor.setPosition(min(problem.end, length), QTextCursor.MoveMode.KeepAnchor)
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(self.palette().color(QPalette.ColorRole.BrightText))
        selection.cursor, selection.format = cursor, form
        return selection
