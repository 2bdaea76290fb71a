"""The second member, beside whoever opened the store: sees what exactly is to be done, and types a passphrase."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from observatory.progress import Progress
from observatory.security.custody import is_concerned
from observatory.security.members import Member, Witness
from observatory.security.proposals import Proposal
from observatory.security.roles import Permission
from observatory.terms import Term
from observatory.usecases.proposal_words import words
from ui.desktop.background import Background
from ui.desktop.members.member_dialog import MemberDialog
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence
from ui.desktop.unlock.passphrase_field import PassphraseField


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the second member is asked to stand for, and what is then done; `what` names the work while it runs."""

    proposal: Proposal
    what: Term
    act: Callable[[Witness, Progress], Any]
    besides: tuple[str, ...] = ()
    """Sentences to read with it."""


class SecondMember(MemberDialog):
    """Stands in front of the window; what it shows is what is signed."""

    confirmed = Signal(object)
    """What the act answered."""

    def __init__(self, session: Session, background: Background, wanted: Wanted, parent: QWidget) -> None:
        super().__init__(session, background, parent)
        self.setObjectName("second_member")
        self._wanted = wanted
        self._people = named(QComboBox(), "second_name")
        self._passphrase = PassphraseField("second_passphrase")
        self._fill()
        self.word(self.tr("Confirmation by a second member"), self.tr("&Confirm"))
        self._offer()

    def ask(self) -> None:
        name, passphrase = self._people.currentText(), self._passphrase.text
        if not passphrase:
            self.complain(self._passphrase.line, self.tr("The second member writes their own passphrase."))
            return
        store, act = self.session.store, self._wanted.act

        def work(progress: Progress) -> Any:  # noqa: ANN401 - whatever the act answers
            with store.second(name, passphrase) as witness:
                return act(witness, progress)

        self.carry_out(self._wanted.what, work, self.confirmed.emit)

    def wipe(self) -> None:
        self._passphrase.wipe()

    def _offer(self) -> None:
        self.go.setEnabled(self._people.count() > 0)

    def _fill(self) -> None:
        for name, value in words(self._wanted.proposal):
            self._tell(f"{self.session.say(name)}: {self.session.say(value)}")
        for text in self._wanted.besides:
            self._tell(text)
        self.column.addSpacing(8)
        self._people.addItems([member.name for member in self._seconds()])
        self.field(QLabel(), self._people, self.tr("Second &member"))
        self.field(QLabel(), self._passphrase, self.tr("Their &passphrase"))
        self._passphrase.line.setAccessibleName(self.tr("Passphrase of the second member"))
        if not self._people.count():
            self._tell(
                self.tr(
                    "The store has no member of another force who may confirm. The proposal stays prepared for 30 days."
                )
            )

    def _seconds(self) -> list[Member]:
        """Those who could confirm; the signatures decide, not this list."""
        first = self._wanted.proposal.prepared
        others = (each for each in self.session.store.members if each.id != first.member)
        able = (each for each in others if each.force not in ("", first.force) and each.may(Permission.CONFIRM))
        return [each for each in able if not is_concerned(self._wanted.proposal, each)]

    def _tell(self, text: str) -> None:
        label = sentence(f"second_told_{self.column.count()}")
        label.setText(text)
        self.column.addWidget(label)
