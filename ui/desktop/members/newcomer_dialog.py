"""Letting somebody in: name, force, roles, and a passphrase that the newcomer types."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from observatory.errors import WrongUse
from observatory.security.members import Member, accepted_force, accepted_name, folded
from observatory.security.roles import GIVEN_BY_ONE
from observatory.security.store_keys import Newcomer, StoreKeys
from observatory.terms import Term
from ui.desktop.background import Background
from ui.desktop.members.member_dialog import MemberDialog
from ui.desktop.members.roles_editor import RolesEditor
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence
from ui.desktop.unlock.new_passphrase import NewPassphrase
from ui.desktop.widgets.force_choice import ForceChoice
from ui.desktop.widgets.headings import heading

_ADDING = Term("Aggiunta del membro", "Adding the member")


class NewcomerDialog(MemberDialog):
    """Holds the passphrase no longer than the work takes."""

    added = Signal(object)
    """The new `Member`."""

    def __init__(self, keys: StoreKeys, session: Session, background: Background, parent: QWidget) -> None:
        super().__init__(session, background, parent)
        self.setObjectName("newcomer")
        self._keys = keys
        self._name = named(QLineEdit(), "newcomer_name")
        self._force = ForceChoice("newcomer_force", session.language)
        self._roles = RolesEditor(session.language, offered=GIVEN_BY_ONE)
        self._passphrase_hint = sentence("newcomer_passphrase_hint")
        self._passphrase = NewPassphrase(session.language)
        self._fill()
        self.word(self.tr("Add a member"), self.tr("&Add"))
        self._name.setFocus()

    def ask(self) -> None:
        newcomer = self._newcomer()
        if newcomer is not None and self._passphrase.is_answered():
            keys, passphrase = self._keys, self._passphrase.text
            self.carry_out(_ADDING, lambda _: keys.add_member(newcomer, passphrase), self._succeed)

    def wipe(self) -> None:
        self._passphrase.wipe()

    def _succeed(self, member: Member) -> None:
        self.added.emit(member)

    def _newcomer(self) -> Newcomer | None:
        """What was answered; says beside the fields what does not do."""
        try:
            name = accepted_name(self._name.text())
        except WrongUse as error:
            self.complain(self._name, self.session.say(error.message))
            return None
        if folded(name) in {folded(member.name) for member in self.session.store.members}:
            self.complain(self._name, self.tr("There is a member of that name already: choose another."))
            return None
        return self._with_roles(name)

    def _with_roles(self, name: str) -> Newcomer | None:
        roles = self._roles.roles
        if not roles:
            self.complain(self._roles, self.tr("Tick at least one role."))
            return None
        try:
            newcomer = Newcomer(name, accepted_force(self._force.force, roles), roles)
        except WrongUse as error:
            self.complain(self._force, self.session.say(error.message))
            return None
        self.complain(self._name, "")
        return newcomer

    def _fill(self) -> None:
        name, force = QLabel(self.tr("&Name")), QLabel(self.tr("&Force"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        for place, (label, field) in enumerate(((name, self._name), (force, self._force))):
            label.setBuddy(field)
            field.setAccessibleName(label.text().replace("&", ""))
            grid.addWidget(label, 0, place)
            grid.addWidget(field, 1, place)
            grid.setColumnStretch(place, 1)
        self.column.addLayout(grid)
        self.column.addWidget(heading(self.tr("Roles"), level=3))
        self.column.addWidget(self._roles)
        self.column.addSpacing(4)
        self._passphrase_hint.setText(
            self.tr("Let the new member choose and type it: nobody else needs to know it, and nobody can look it up.")
        )
        self.column.addWidget(self._passphrase_hint)
        self.column.addWidget(self._passphrase)
