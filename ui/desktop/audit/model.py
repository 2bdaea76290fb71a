"""The entries of the log as a table that reads only the pages somebody looks at."""

from datetime import datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from observatory.entities import ENTITIES
from observatory.labels import moment, number
from observatory.security.audit.entries import Act, Content, Entry, Wanted, act_label
from observatory.security.audit.fingerprint import Standing
from observatory.security.roles import ROLE_LABELS, Role
from observatory.terms import Term, same
from ui.desktop.session import Session

PAGE_ROWS = 200
_Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MEMBER_LETTERS = 8
_KINDS = {entity.name: entity.label for entity in ENTITIES} | {
    "summary": Term("Sintesi", "Summary"),
    "release": Term("Edizione", "Issue"),
    "setting": Term("Impostazione", "Setting"),
    "register": Term("Registro importato", "Imported register"),
    "keys": Term("File delle chiavi", "Key file"),
    "backup": Term("Salvataggio", "Backup"),
    "revision": Term("Formato", "Format"),
    "log": Term("Registro firmato", "Signed log"),
    "member": Term("Membro", "Member"),
    "proposal": Term("Proposta", "Proposal"),
    "draft": Term("Bozza", "Draft"),
}


class At(IntEnum):
    """What stands in which column."""

    SEQUENCE = 0
    MOMENT = 1
    ACTOR = 2
    ACT = 3
    OBJECT = 4
    FIELDS = 5


class EntriesModel(QAbstractTableModel):
    """Newest first; never a value of a record."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = Wanted()
        self._count = 0
        self._names: dict[str, str] = {}
        self._pages: dict[int, tuple[Entry, ...]] = {}

    def ask(self, wanted: Wanted) -> None:
        """Show the entries that are wanted, read anew."""
        self.beginResetModel()
        self._wanted = wanted
        self._pages.clear()
        with self._session.begin() as unit:
            self._count = unit.audit.count(wanted)
        self.endResetModel()

    def reload(self) -> None:
        self.ask(self._wanted)

    def rowCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(At)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() == At.SEQUENCE else _LEFT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self._entry(index.row())
        return None if entry is None else self._text(entry, index.column())

    def _entry(self, row: int) -> Entry | None:
        page, place = divmod(row, PAGE_ROWS)
        if page not in self._pages:
            with self._session.begin() as unit:
                self._pages[page] = unit.audit.entries(self._wanted, offset=page * PAGE_ROWS, limit=PAGE_ROWS)
        return self._pages[page][place] if place < len(self._pages[page]) else None

    def _text(self, entry: Entry, column: int) -> str:
        content = entry.content
        match column:
            case At.SEQUENCE:
                return number(content.sequence, self._session.language)
            case At.MOMENT:
                return moment(datetime.fromisoformat(content.at).astimezone())
            case At.ACTOR:
                return f"{self._name(content.member)} · {self._roles(content.role)}"
            case At.ACT:
                return self._session.say(act_label(content.act))
            case At.OBJECT:
                return self._object(content)
            case _:
                return self._more(entry)

    def _name(self, member: str) -> str:
        """The member's name, of past members too; the beginning of the id for one that nobody knows."""
        if member not in self._names:
            self._names = {each.id: each.name for each in self._session.store.everyone}
        return self._names.get(member, member[:_MEMBER_LETTERS])

    def _roles(self, written: str) -> str:
        """The roles as the log writes them, in words."""
        labels = (ROLE_LABELS[Role(role)] if role in set(Role) else same(role) for role in written.split("+"))
        return ", ".join(map(self._session.say, labels))

    def _object(self, content: Content) -> str:
        kind, _, ident = content.object.partition("/")
        named = self._session.say(_KINDS.get(kind, same(kind)))
        if kind == "member":  # its number is that of the key file
            return f"{named} {self._name(ident)}"
        version = f" (v{content.version})" if content.version else ""
        return f"{named} {ident}{version}".strip()

    def _more(self, entry: Entry) -> str:
        """The names of the fields; for a summary the fingerprint that its cover carries, to be compared with paper."""
        if entry.content.act == Act.SUMMARY:
            return Standing(entry.content.sequence, entry.hash).fingerprint
        return ", ".join(self._field(entry.content, name) for name in entry.content.fields.split())

    def _field(self, content: Content, name: str) -> str:
        kind = content.object.partition("/")[0]
        entity = next((entity for entity in ENTITIES if entity.name == kind), None)
        if entity is None:
            return name
        if name in entity.children:
            return self._session.say(entity.children[name].plural)
        return self._session.say(entity[name].label) if any(f.name == name for f in entity.fields) else name

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's own type
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section == At.SEQUENCE else _LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        names = (self.tr("No."), self.tr("When"), self.tr("Who"), self.tr("Act"), self.tr("On what"), self.tr("Fields"))
        return names[section]
