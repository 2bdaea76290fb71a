"""Opening a store that is there: its folder, its passphrase, and a calm answer when it does not open."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from observatory.security.slots import Login
from ui.desktop.naming import named
from ui.desktop.unlock.card import Card, complain, complaint, heading, row_of, sentence
from ui.desktop.unlock.passphrase_field import PassphraseField


class Unlock(QWidget):
    """Asks for the passphrase, and for a name where the store has several members; keeps neither.

    Whoever made it opens the store and answers with `refuse` or by going on.
    """

    asked = Signal(object)
    """Open the store with this `Login`."""
    other_wanted = Signal()
    new_wanted = Signal()
    forgotten = Signal()
    """The passphrase was forgotten; there may be a recovery sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unlock")
        self._title = heading("unlock_title")
        self._folder = sentence("unlock_folder")
        self._name_label, self._name = QLabel(), named(QLineEdit(), "member_name")
        self._name_label.setBuddy(self._name)
        self._name.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._label = QLabel()
        self._passphrase = PassphraseField("passphrase")
        self._label.setBuddy(self._passphrase.line)
        self._problem = complaint("unlock_problem")
        self._open = named(QPushButton(autoDefault=True), "unlock_open")
        self._other = named(QPushButton(flat=True, autoDefault=True), "unlock_other")
        self._new = named(QPushButton(flat=True, autoDefault=True), "unlock_new")
        self._forgot = named(QPushButton(flat=True, autoDefault=True), "unlock_forgot")
        self._arrange()
        self._passphrase.entered.connect(self._ask)
        self._passphrase.changed.connect(self._forget_problem)
        self._name.returnPressed.connect(self._passphrase.setFocus)
        self._name.textEdited.connect(self._forget_problem)
        self._open.clicked.connect(self._ask)
        self._other.clicked.connect(self.other_wanted)
        self._new.clicked.connect(self.new_wanted)
        self._forgot.clicked.connect(self.forgotten)
        self._reword()

    def ask_for(self, folder: Path, *, by_name: bool = False) -> None:
        """Start anew for the store in that folder; `by_name` where it has several members."""
        self._folder.setText(str(folder))
        for widget in (self._name_label, self._name):
            widget.setVisible(by_name)
        self.wipe()

    def refuse(self, text: str) -> None:
        """Say why it did not open, and take the next try; which of name and passphrase was wrong nobody learns."""
        self.set_busy(False)
        self._passphrase.wipe()
        complain(self._problem, self._passphrase.line, text)
        self._passphrase.setFocus()

    def set_busy(self, busy: bool) -> None:
        for widget in (self._name, self._passphrase, self._open, self._other, self._new, self._forgot):
            widget.setEnabled(not busy)
        self._open.setText(self.tr("Opening…") if busy else self.tr("&Open"))

    def wipe(self) -> None:
        self.set_busy(False)
        self._name.clear()
        self._passphrase.wipe()
        self._forget_problem()
        (self._passphrase if self._name.isHidden() else self._name).setFocus()

    def _ask(self) -> None:
        name = self._name.text().strip()
        if not self._name.isHidden() and not name:
            complain(self._problem, self._name, self.tr("Write your name as a member of this store."))
            self._name.setFocus()
        elif self._passphrase.text:
            self.set_busy(True)
            self.asked.emit(Login(name, self._passphrase.text))
        else:
            complain(self._problem, self._passphrase.line, self.tr("Write the passphrase of this store."))
            self._passphrase.setFocus()

    def _forget_problem(self) -> None:
        if self._passphrase.text or not self._problem.isHidden():
            complain(self._problem, self._passphrase.line, "")
            self._name.setAccessibleDescription("")

    def _arrange(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        naming = (self._title, self._folder, self._name_label, self._name)
        for widget in (*naming, self._label, self._passphrase, self._problem):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addLayout(row_of(self._open, None, self._other, self._new))
        column.addLayout(row_of(None, self._forgot))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Card(content))

    def _reword(self) -> None:
        self._title.setText(self.tr("Open the store"))
        self._name_label.setText(self.tr("Na&me"))
        self._name.setAccessibleName(self.tr("Name"))
        self._label.setText(self.tr("&Passphrase"))
        self._passphrase.line.setAccessibleName(self.tr("Passphrase"))
        self._open.setText(self.tr("&Open"))
        self._other.setText(self.tr("Another fol&der…"))
        self._new.setText(self.tr("&New store…"))
        self._forgot.setText(self.tr("I for&got the passphrase…"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)
