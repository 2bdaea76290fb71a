"""Giving a member other roles, or another force."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from observatory.errors import WrongUse
from observatory.security.members import Member, accepted_force
from observatory.security.store_keys import StoreKeys
from observatory.terms import Term
from ui.desktop.background import Background
from ui.desktop.members.member_dialog import MemberDialog
from ui.desktop.members.roles_editor import RolesEditor
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence
from ui.desktop.widgets.force_choice import ForceChoice
from ui.desktop.widgets.headings import heading

_CHANGING = Term("Cambio dei ruoli", "Changing roles")


class RolesDialog(MemberDialog):
    """Starts from what the member is now."""

    changed = Signal(object)
    """The `Member` as they are now."""

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
        self.carry_out(_CHANGING, lambda _: keys.change_member(name, roles, force), self.changed.emit)

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
