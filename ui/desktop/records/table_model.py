"""The list of records as a table that reads only the pages somebody looks at."""

from collections import OrderedDict
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from observatory.codelists import codelist
from observatory.fields import Entity, Field, Kind
from observatory.labels import shown
from observatory.privacy.masking import Place
from observatory.selection import TIME_FIELD, Selection
from ui.desktop.session import Session

PAGE_ROWS = 100
PAGES_KEPT = 30
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class RecordsModel(QAbstractTableModel):
    """Records of one entity that meet a selection; the store sorts and counts, pages come when painted."""

    def __init__(self, entity: Entity, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entity = entity
        self.fields: tuple[Field, ...] = tuple(entity[name] for name in entity.listed)
        self._session = session
        self._selection = Selection(order_by=TIME_FIELD[entity.name])
        self._count = 0
        self._pages: OrderedDict[int, tuple[Any, ...]] = OrderedDict()

    @property
    def time_column(self) -> int:
        """The column of the entity's time field, by which the list is sorted at first."""
        return self.entity.listed.index(TIME_FIELD[self.entity.name])

    def ask(self, selection: Selection) -> None:
        """Show the records of another selection, in the order last chosen."""
        order = (self._selection.order_by, self._selection.descending)
        self._selection = replace(selection, order_by=order[0], descending=order[1])
        self.reload()

    def reload(self) -> None:
        """Read the store anew."""
        self.beginResetModel()
        self._pages.clear()
        with self._session.begin() as unit:
            self._count = unit.records(self.entity.name).count(self._selection)
        self.endResetModel()

    def record_at(self, row: int) -> Any:  # noqa: ANN401 - the entity's dataclass
        """The record in that row, or None where the store has become shorter meanwhile."""
        page = self._page(row // PAGE_ROWS)
        place = row % PAGE_ROWS
        return page[place] if place < len(page) else None

    def row_of(self, record_id: str) -> int:
        """The row of a record among the pages at hand, or -1."""
        for number, page in self._pages.items():
            for place, record in enumerate(page):
                if record.id == record_id:
                    return number * PAGE_ROWS + place
        return -1

    def reword(self) -> None:
        """Read every label again, in the session's language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.fields) - 1)
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self.fields) - 1))

    def _page(self, number: int) -> tuple[Any, ...]:
        if number not in self._pages:
            asked = replace(self._selection, offset=number * PAGE_ROWS, limit=PAGE_ROWS)
            with self._session.begin() as unit:
                self._pages[number] = unit.records(self.entity.name).select(asked)
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        return self._pages[number]

    def told(self, field: Field, value: Any) -> str:  # noqa: ANN401
        """A value as the list shows it: forces by their short names, the rest in words."""
        sight = self._session.sight(Place.LIST)
        if field.codelist == "force" and value and sight.shows(field):
            codes = (value,) if isinstance(value, str) else value
            return ", ".join(codelist("force")[code].short for code in codes)
        return shown(field, value, self._session.language, sight)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.fields)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        field = self.fields[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if field.kind is Kind.INTEGER else _LEFT
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        record = self.record_at(index.row())
        if role == Qt.ItemDataRole.ToolTipRole and record is not None:
            sight = self._session.sight(Place.LIST)
            return shown(field, getattr(record, field.name), self._session.language, sight)
        return None if record is None else self.told(field, getattr(record, field.name))

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.fields[section].kind is Kind.INTEGER else _LEFT
        return self._heading(self.fields[section], role)

    def _heading(self, field: Field, role: int) -> str | None:
        """The short heading to look at, the whole label for whoever listens or rests the mouse on it."""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._session.say(field.label)
        return self._session.say(field.heading) if role == Qt.ItemDataRole.DisplayRole else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        descending = order is Qt.SortOrder.DescendingOrder
        asked = replace(self._selection, order_by=self.fields[column].name, descending=descending)
        if asked != self._selection:
            self._selection = asked
            self.reload()
