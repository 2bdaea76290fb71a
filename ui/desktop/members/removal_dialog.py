"""Shutting a member out: what will happen, said first; then the name, typed; then the work, which can be stopped."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from observatory.security.members import Member, folded
from observatory.security.store_keys import StoreKeys
from observatory.terms import Term
from ui.desktop.background import Background
from ui.desktop.members.member_dialog import MemberDialog
from ui.desktop.naming import named
from ui.desktop.session import Session
from ui.desktop.unlock.card import sentence

_REMOVING = Term("Rimozione del membro", "Removing the member")


class RemovalDialog(MemberDialog):
    """Stands in front of the window while the store is written anew: nothing else touches it meanwhile."""

    removed = Signal(str)
    """The name of whoever was removed."""

    def __init__(
        self, keys: StoreKeys, member: Member, session: Session, background: Background, parent: QWidget
    ) -> None:
        super().__init__(session, background, parent)
        self.setObjectName("member_removal")
        self._keys, self._member = keys, member
        self._name = named(QLineEdit(), "removal_name")
        self._name.textChanged.connect(self._offer)
        self._fill()
        self.word(self.tr("Remove {name}").format(name=member.name), self.tr("&Remove"))
        self._offer()
        self._name.setFocus()

    def ask(self) -> None:
        keys, name = self._keys, self._member.name
        if self._is_named():
            self.carry_out(
                _REMOVING, lambda progress: keys.remove_member(name, progress), lambda _: self.removed.emit(name)
            )

    def _is_named(self) -> bool:
        return folded(self._name.text()) == folded(self._member.name)

    def _offer(self) -> None:
        self.go.setEnabled(self._is_named())

    def _fill(self) -> None:
        told = (
            self.tr("{name} will not open this store any more."),
            self.tr(
                "The whole store is written anew under new keys, which {name} never had. With many records this takes "
                "a while; it can be cancelled, and then nothing has changed."
            ),
            self.tr(
                "Copies and backups made before stay under the old keys: whoever has one and the passphrase of that "
                "time can still read it. Make a new backup, and destroy the old ones."
            ),
            self.tr("What {name} recorded and signed stays. Drafts that {name} did not record are lost."),
            self.tr("The passphrases of the others stay valid, and so does the recovery sheet."),
        )
        for place, text in enumerate(told):
            label = sentence(f"removal_told_{place}")
            label.setText(text.format(name=self._member.name))
            self.column.addWidget(label)
        self.column.addSpacing(6)
        text = self.tr("To go on, &type the name: {name}").format(name=self._member.name.replace("&", "&&"))
        self.field(QLabel(wordWrap=True), self._name, text)
