"""What the page shows before the first dry run: how an import goes, and a mapping to start from."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from observatory.terms import Language
from ui.desktop.clipboard import copied_freely
from ui.desktop.imports.example import example
from ui.desktop.naming import named
from ui.desktop.widgets.headings import heading, quiet


class Hint(QWidget):
    """Text only; `save_asked` when somebody wants the example as a file."""

    save_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._what = named(quiet(""), "import_hint")
        self._title: QLabel = heading("", level=2)
        self.save = named(QPushButton(autoDefault=True), "save_example")
        self.text = named(QPlainTextEdit(readOnly=True), "example")
        copied_freely(self.text)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setTabChangesFocus(True)
        self.save.clicked.connect(self.save_asked)
        above = QHBoxLayout()
        above.addWidget(self._title, 1)
        above.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._what)
        column.addLayout(above)
        column.addWidget(self.text, 1)

    def reword(self, language: Language) -> None:
        self._what.setText(
            self.tr(
                "A dry run checks everything and writes nothing; what it finds will be shown here, row by row. "
                "The import can then be made, of the very files that were tried."
            )
        )
        self._title.setText(self.tr("Example of a mapping"))
        self.text.setAccessibleName(self.tr("Example of a mapping"))
        self.text.setPlainText(example(language))
        self.save.setText(self.tr("Save the e&xample…"))
        self.save.setAccessibleName(self.tr("Save the example"))
