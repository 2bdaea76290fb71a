"""Changing the passphrase of the open store."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from observatory.errors import WrongPassphrase
from observatory.security.store_keys import StoreKeys
from observatory.terms import Language, Term
from ui.desktop.background import Background
from ui.desktop.naming import named
from ui.desktop.problems import sentence as sentence_of
from ui.desktop.unlock.card import complain, complaint, row_of, sentence
from ui.desktop.unlock.new_passphrase import NewPassphrase
from ui.desktop.unlock.passphrase_field import PassphraseField

_CHANGING = Term("Cambio della frase d’accesso", "Changing the passphrase")
_WIDTH_IN_LINES = 26


class PassphraseChange(QDialog):
    """Asks for the passphrase in use and the new one; holds neither longer than the change takes."""

    said = Signal(str)

    def __init__(self, keys: StoreKeys, background: Background, language: Language, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("passphrase_change")
        self._keys, self._background, self._language = keys, background, language
        self._is_gone = False
        self._hint, self._label = sentence("passphrase_change_hint"), QLabel()
        self._current = PassphraseField("current_passphrase")
        self._problem = complaint("current_passphrase_problem")
        self._new = NewPassphrase(language)
        self._cancel = named(QPushButton(autoDefault=False), "passphrase_cancel")
        self._change = named(QPushButton(default=True), "passphrase_change_now")
        self._arrange()
        self._cancel.clicked.connect(self.reject)
        self._change.clicked.connect(self._ask)
        self._word()

    def done(self, result: int) -> None:
        """Closed, by whomever: nothing typed stays."""
        self._is_gone = True
        self._current.wipe()
        self._new.wipe()
        super().done(result)

    def _ask(self) -> None:
        old, keys = self._current.text, self._keys
        complain(self._problem, self._current.line, "" if old else self.tr("Write the passphrase in use now."))
        if not old:
            self._current.setFocus()
        elif self._new.is_answered():
            new = self._new.text
            self._set_busy(busy=True)
            self._background.run(
                _CHANGING, lambda _: keys.change_passphrase(old, new), done=self._succeed, failed=self._refuse
            )

    def _succeed(self, _nothing: object) -> None:
        if not self._is_gone:
            self.accept()
            self.said.emit(self.tr("The passphrase was changed: only the new one is valid from now on."))

    def _refuse(self, error: Exception) -> None:
        if self._is_gone:
            return
        self._set_busy(busy=False)
        text = sentence_of(error, self._language)
        if isinstance(error, WrongPassphrase):
            self._current.wipe()
            complain(self._problem, self._current.line, text)
            self._current.setFocus()
        else:
            self._new.refuse(text)

    def _set_busy(self, *, busy: bool) -> None:
        for widget in (self._current, self._new, self._change):
            widget.setEnabled(not busy)
        self._change.setText(self.tr("Changing…") if busy else self.tr("&Change"))

    def _arrange(self) -> None:
        self._label.setBuddy(self._current.line)
        self.setMinimumWidth(self.fontMetrics().height() * _WIDTH_IN_LINES)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        for widget in (self._hint, self._label, self._current, self._problem, self._new):
            column.addWidget(widget)
        column.addLayout(row_of(None, self._cancel, self._change))

    def _word(self) -> None:
        self.setWindowTitle(self.tr("Change the passphrase"))
        self._hint.setText(
            self.tr(
                "The records stay as they are, and a recovery sheet stays valid. Old backups keep the old passphrase."
            )
        )
        self._label.setText(self.tr("Passphrase in &use"))
        self._current.line.setAccessibleName(self.tr("Passphrase in use"))
        self._cancel.setText(self.tr("Cance&l"))
        self._change.setText(self.tr("&Change"))
