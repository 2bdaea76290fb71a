"""The members of the open store as a table."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from observatory.codelists import codelist
from observatory.security.members import Member
from observatory.security.role_words import texts_read
from observatory.security.roles import ROLE_LABELS
from ui.desktop.session import Session

_Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_ABSENT = "–"


class At(IntEnum):
    """What stands in which column."""

    NAME = 0
    FORCE = 1
    ROLES = 2
    TEXTS = 3


class MembersModel(QAbstractTableModel):
    """By name; nothing of it is secret to another member."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._members: tuple[Member, ...] = session.store.members

    def reload(self) -> None:
        self.beginResetModel()
        self._members = self._session.store.members
        self.endResetModel()

    def member(self, row: int) -> Member | None:
        return self._members[row] if 0 <= row < len(self._members) else None

    def row_of(self, member: str) -> int:
        """Where the member of that id stands; the first row if nowhere."""
        return next((row for row, each in enumerate(self._members) if each.id == member), 0)

    def rowCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._members)

    def columnCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(At)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._text(self._members[index.row()], index.column())

    def _text(self, member: Member, column: int) -> str:
        match column:
            case At.NAME:
                own = member.id == self._session.member.id
                return self.tr("{name} (you)").format(name=member.name) if own else member.name
            case At.FORCE:
                return self._session.say(codelist("force").label(member.force)) if member.force else _ABSENT
            case At.ROLES:
                return ", ".join(self._session.say(ROLE_LABELS[role]) for role in member.roles)
            case _:
                return self._session.say(texts_read(member.roles))

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own type
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Name"), self.tr("Force"), self.tr("Roles"), self.tr("Confidential texts read"))[section]
