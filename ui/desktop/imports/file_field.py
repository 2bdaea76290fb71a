"""A file chosen by typing its path, dropping it, or browsing."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from ui.desktop.naming import named
from ui.desktop.places import documents


class FileField(QObject):
    """Three widgets for a page to lay out: label, line and button. `changed` tells that the path is another."""

    changed = Signal()
    entered = Signal()

    def __init__(self, name: str, suffix: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.suffix = suffix
        self.title = ""
        self.label = named(QLabel(parent), f"{name}_label")
        self.line = named(QLineEdit(parent), f"{name}_path")
        self.button = named(QPushButton(parent, autoDefault=True), f"{name}_browse")
        self.label.setBuddy(self.line)
        self.line.textChanged.connect(self.changed)
        self.line.returnPressed.connect(self.entered)
        self.button.clicked.connect(self._browse)

    @property
    def path(self) -> Path | None:
        """The path typed; a path in quotes or a file: address, as file managers copy them, will do."""
        text = self.line.text().strip().strip('"').strip()
        if text.startswith("file:"):
            text = QUrl(text).toLocalFile()
        try:
            return Path(text).expanduser() if text else None
        except RuntimeError:  # ~ of somebody whom this machine does not know
            return Path(text)

    def set_enabled(self, enabled: bool) -> None:
        self.line.setEnabled(enabled)
        self.button.setEnabled(enabled)

    def reword(self, label: str, title: str, browse: str) -> None:
        """`label` with its mnemonic, `title` for the dialog and for whoever listens."""
        self.title = title
        self.label.setText(label)
        self.line.setAccessibleName(label.replace("&", ""))
        self.button.setText(browse)
        self.button.setAccessibleName(title)

    def _browse(self) -> None:
        start = str(self.path or documents())
        chosen, _ = QFileDialog.getOpenFileName(self.line.window(), self.title, start, f"*.{self.suffix};;*")
        if chosen:
            self.line.setText(chosen)
            self.line.setFocus()
