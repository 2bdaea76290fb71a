"""A passphrase as it is typed: hidden, unless one asks to see it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from ui.desktop.clipboard import unlearned
from ui.desktop.icons import icon
from ui.desktop.naming import named


class PassphraseField(QWidget):
    """One line with a button that shows and hides it; `name` names the line for tests and screen readers."""

    entered = Signal()
    changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = named(QLineEdit(), name)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        unlearned(self.line)
        self._eye = named(QToolButton(autoRaise=True), f"{name}_show")
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line, 1)
        row.addWidget(self._eye)
        self._reword()

    @property
    def text(self) -> str:
        return self.line.text()

    def wipe(self) -> None:
        self.line.clear()
        self._eye.setChecked(False)

    def propose(self, text: str) -> None:
        """Fill in a passphrase and show it, so that it can be written down."""
        self.line.setText(text)
        self._eye.setChecked(True)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._reword()

    def _reword(self) -> None:
        shown = self._eye.isChecked()
        text = self.tr("Hide the passphrase") if shown else self.tr("Show the passphrase")
        self._eye.setIcon(icon("hide" if shown else "show"))
        self._eye.setToolTip(text)
        self._eye.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self._reword()
        super().changeEvent(event)
