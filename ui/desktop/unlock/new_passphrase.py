"""A new passphrase: typed twice, weighed as it is typed, or proposed."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from observatory.security.passphrases import SHORTEST, propose, strength
from observatory.terms import Language
from ui.desktop.naming import named
from ui.desktop.unlock.card import complain, complaint, row_of, sentence
from ui.desktop.unlock.passphrase_field import PassphraseField


class NewPassphrase(QWidget):
    """Two fields, the strength, and a proposal; says beside the fields what does not do."""

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._first_label, self._again_label = QLabel(), QLabel()
        self._first, self._again = PassphraseField("new_passphrase"), PassphraseField("new_passphrase_again")
        self._strength = named(QProgressBar(maximum=4, textVisible=False), "strength")
        self._strength_text = sentence("strength_text")
        self._proposal = named(QPushButton(), "new_passphrase_propose")
        self._problem = complaint("new_passphrase_problem")
        self._again_problem = complaint("new_passphrase_again_problem")
        self._arrange()
        self._first.changed.connect(self._weigh)
        self._proposal.clicked.connect(self._propose)
        self._reword()

    @property
    def text(self) -> str:
        return self._first.text

    def speak(self, language: Language) -> None:
        self._language = language
        self._weigh()

    def wipe(self) -> None:
        self._first.wipe()
        self._again.wipe()
        self.refuse("")
        complain(self._again_problem, self._again.line, "")

    def refuse(self, text: str) -> None:
        """Say why this passphrase does not do."""
        complain(self._problem, self._first.line, text)

    def is_answered(self) -> bool:
        """Whether both fields hold one passphrase that is long enough; the first that does not gets the keyboard."""
        long_enough, same = len(self.text) >= SHORTEST, self.text == self._again.text
        self.refuse("" if long_enough else self.tr("At least %n character(s); several words work well.", "", SHORTEST))
        complain(self._again_problem, self._again.line, "" if same else self.tr("The two passphrases differ."))
        if not long_enough:
            self._first.setFocus()
        elif not same:
            self._again.setFocus()
        return long_enough and same

    def _weigh(self) -> None:
        if len(self.text) < SHORTEST:
            self._strength.setValue(0)
            self._strength_text.setText(self.tr("%n more character(s) needed.", "", SHORTEST - len(self.text)))
            return
        rated = strength(self.text)
        self._strength.setValue(max(1, rated.score))
        self._strength_text.setText(self.tr("Strength: {strength}").format(strength=rated.label.in_(self._language)))

    def _propose(self) -> None:
        self._first.propose(propose())
        self._again.wipe()
        self._again.setFocus()

    def _arrange(self) -> None:
        self._first_label.setBuddy(self._first.line)
        self._again_label.setBuddy(self._again.line)
        self._strength.setMaximumHeight(self.fontMetrics().height() // 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._first_label)
        column.addLayout(row_of(self._first, self._proposal))
        for widget in (
            self._strength,
            self._strength_text,
            self._problem,
            self._again_label,
            self._again,
            self._again_problem,
        ):
            column.addWidget(widget)

    def _reword(self) -> None:
        self._first_label.setText(self.tr("New &passphrase"))
        self._first.line.setAccessibleName(self.tr("New passphrase"))
        self._proposal.setText(self.tr("P&ropose one"))
        self._proposal.setAccessibleName(self.tr("Propose a passphrase of several words"))
        self._again_label.setText(self.tr("The same passphrase a&gain"))
        self._again.line.setAccessibleName(self.tr("The same passphrase again"))
        self._strength.setAccessibleName(self.tr("Strength of the passphrase"))
        self._weigh()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)
