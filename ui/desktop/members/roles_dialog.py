"""Giving a member other roles, or another force; a linkage custodian is proposed here and appointed by two."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from observatory.errors import WrongUse
from observatory.progress import Progress
from observatory.security import custody
from observatory.security.members import Member, accepted_force
from observatory.security.proposals import Proposal, State
from observatory.security.roles import Role
from observatory.security.store_keys import StoreKeys
from observatory.terms import Term
from observatory.usecases import appoint
from ui.desktop.background import Background
from ui.desktop.members.member_dialog import MemberDialog
from ui.desktop.members.roles_editor import RolesEditor
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence
from ui.desktop.widgets.force_choice import ForceChoice
from ui.desktop.widgets.headings import heading

_CHANGING = Term("Cambio dei ruoli", "Changing roles")
_PROPOSING = Term("Preparazione della proposta", "Preparing the proposal")


class RolesDialog(MemberDialog):
    """Starts from what the member is now."""

    changed = Signal(object)
    """The `Member` as they are now."""
    proposed = Signal(object)
    """The `Proposal` to make a linkage custodian of the member: two other members stand for it."""

    def __init__(
        self, keys: StoreKeys, member: Member, session: Session, background: Background, parent: QWidget
    ) -> None:
        super().__init__(session, background, parent)
        self.setObjectName("member_roles")
        self._keys, self._member = keys, member
        self._hint = sentence("member_roles_hint")
        self._force = ForceChoice("member_force", session.language, member.force)
        self._roles = RolesEditor(session.language, member.roles)
        self._fill()
        self.word(self.tr("Roles of {name}").format(name=member.name), self.tr("&Change"))
        self._roles.setFocus()

    def ask(self) -> None:
        keys, name, roles, force = self._keys, self._member.name, self._roles.roles, self._force.force
        if not roles:
            self.complain(self._roles, self.tr("Tick at least one role."))
            return
        try:
            accepted_force(force, roles)
        except WrongUse as error:
            self.complain(self._force, self.session.say(error.message))
            return
        if custody.is_new(self._member.roles, roles):
            self._propose(roles, force)
        else:
            self.carry_out(_CHANGING, lambda _: keys.change_member(name, roles, force), self.changed.emit)

    def _propose(self, roles: tuple[Role, ...], force: str) -> None:
        """What others confirmed meanwhile is carried out at once."""
        store, clock, keys, name = self.session.store, self.session.clock, self._keys, self._member.name

        def work(_progress: Progress) -> Member | Proposal:
            proposal = appoint.proposed_appointment(store, keys.appointment(name, roles, force), clock)
            is_confirmed = proposal.state(clock()) is State.CONFIRMED
            return appoint.appoint(store, keys, proposal, clock) if is_confirmed else proposal

        self.carry_out(_PROPOSING, work, self._told)

    def _told(self, made: Member | Proposal) -> None:
        (self.changed if isinstance(made, Member) else self.proposed).emit(made)

    def _fill(self) -> None:
        self._hint.setText(
            self.tr(
                "Whoever may no longer read confidential texts gets their keys no more, and texts written from now on "
                "have new ones. To shut somebody out altogether, remove them."
            )
        )
        self.column.addWidget(self._hint)
        self.field(QLabel(), self._force, self.tr("&Force"))
        self.column.addWidget(heading(self.tr("Roles"), level=3))
        self.column.addWidget(self._roles)
