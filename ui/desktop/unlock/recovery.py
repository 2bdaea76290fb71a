"""The way in for whoever forgot the passphrase: the key on the recovery sheet, and a new passphrase."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from observatory.security.paper_key import MistypedPaperKey, PaperKey, read_paper_key
from observatory.security.slots import Login
from observatory.terms import Language
from ui.desktop.naming import named
from ui.desktop.unlock.card import Card, complain, complaint, heading, row_of, sentence
from ui.desktop.unlock.new_passphrase import NewPassphrase


class Recovery(QWidget):
    """Collects both; whoever made it opens the store and answers with `refuse` or by going on."""

    asked = Signal(object, object)
    """Open the store with this `PaperKey` and set the passphrase of this `Login`."""
    left = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recovery")
        self._language = language
        self._title, self._folder, self._hint = heading("recovery_title"), sentence("recovery_folder"), sentence("hint")
        self._label, self._key = QLabel(), named(QLineEdit(), "paper_key")
        self._problem = complaint("paper_key_problem")
        self._name_label, self._name = QLabel(), named(QLineEdit(), "recovery_member")
        self._name_problem = complaint("recovery_member_problem")
        self._new = NewPassphrase(language)
        self._back, self._open = named(QPushButton(), "recovery_back"), named(QPushButton(), "recovery_open")
        self._busy = False
        self._arrange()
        self._key.textEdited.connect(lambda _: self._complain(""))
        self._name.textEdited.connect(lambda _: complain(self._name_problem, self._name, ""))
        self._back.clicked.connect(self.left)
        self._open.clicked.connect(self._ask)
        self._reword()

    def ask_for(self, folder: Path, *, by_name: bool = False) -> None:
        """Start anew for the store in that folder; `by_name` where it has several members."""
        self._folder.setText(str(folder))
        for widget in (self._name_label, self._name):
            widget.setVisible(by_name)
        self.wipe()

    def speak(self, language: Language) -> None:
        self._language = language
        self._new.speak(language)

    def refuse(self, text: str) -> None:
        """Say why it did not open; what was typed stays, it takes long to type."""
        self._set_busy(busy=False)
        self._complain(text)
        self._key.setFocus()

    def wipe(self) -> None:
        self._set_busy(busy=False)
        self._key.clear()
        self._name.clear()
        complain(self._name_problem, self._name, "")
        self._complain("")
        self._new.wipe()
        self._key.setFocus()

    def _ask(self) -> None:
        paper = self._paper()
        if paper is None:
            self._key.setFocus()
        elif not self._name.isHidden() and not self._name.text().strip():
            complain(self._name_problem, self._name, self.tr("Write the name of whoever lost the passphrase."))
            self._name.setFocus()
        elif self._new.is_answered():
            self._set_busy(busy=True)
            self.asked.emit(paper, Login(self._name.text().strip(), self._new.text))

    def _paper(self) -> PaperKey | None:
        try:
            paper = read_paper_key(self._key.text())
        except MistypedPaperKey as error:
            self._complain(error.message.in_(self._language))
            return None
        self._complain("")
        return paper

    def _complain(self, text: str) -> None:
        complain(self._problem, self._key, text)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        for widget in (self._key, self._name, self._new, self._back, self._open):
            widget.setEnabled(not busy)
        self._reword()

    def _arrange(self) -> None:
        hints = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
        self._key.setInputMethodHints(hints | Qt.InputMethodHint.ImhPreferUppercase)
        self._label.setBuddy(self._key)
        self._name_label.setBuddy(self._name)
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        asking = (self._label, self._key, self._problem, self._name_label, self._name, self._name_problem)
        for widget in (self._title, self._folder, self._hint, *asking, self._new):
            column.addWidget(widget)
        column.addSpacing(6)
        column.addLayout(row_of(self._back, None, self._open))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Card(content))

    def _reword(self) -> None:
        self._title.setText(self.tr("Open with the recovery sheet"))
        self._hint.setText(
            self.tr(
                "Write the eight groups printed on the sheet and choose a new passphrase: "
                "the forgotten one will no longer open the store. Nothing in the store changes."
            )
        )
        self._label.setText(self.tr("&Key on the sheet"))
        self._key.setAccessibleName(self.tr("Key on the sheet"))
        self._name_label.setText(self.tr("Na&me of whoever lost the passphrase"))
        self._name.setAccessibleName(self.tr("Name of whoever lost the passphrase"))
        self._back.setText(self.tr("&Back"))
        self._open.setText(self.tr("Opening…") if self._busy else self.tr("&Open and set the passphrase"))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)
