"""The list of records as a table that reads only the pages somebody looks at."""

from dataclasses import replace
from time import monotonic
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from observatory.codelists import codelist
from observatory.errors import Cancelled
from observatory.fields import Entity, Field, Kind
from observatory.labels import shown
from observatory.ports import UnitOfWork
from observatory.privacy.masking import Place
from observatory.selection import TIME_FIELD, Selection
from ui.desktop.records.pages import PAGE_ROWS, Page, Pages
from ui.desktop.records.reader import Hurry, Reader
from ui.desktop.session import Session

_MOST_WANTED = 3
"""Pages that can be in sight at once."""

_WHILE_SCROLLING = 0.6
"""The share of a window’s patience that a page has which comes into sight."""

NOTICEABLE_SECONDS = 0.012
"""A page that took longer to read lets the next ones be read ahead."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class RecordsModel(QAbstractTableModel):
    """Records of one entity that meet a selection; the store sorts and counts, pages come when painted.

    What takes the store longer than a window can wait is read behind it: then rows come, and grow in number, later.
    """

    learned = Signal()
    """More is known of how many records there are."""
    arrived = Signal(int, int)
    """The first and the last of the rows whose records came later."""

    def __init__(self, entity: Entity, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entity = entity
        self.fields: tuple[Field, ...] = tuple(entity[name] for name in entity.listed)
        self._session = session
        self._selection = Selection(order_by=TIME_FIELD[entity.name])
        self._count = 0
        self._pages = Pages()
        self._wanted: list[int] = []
        self._is_slow = False
        self._counting, self._fetching = Reader(session, self), Reader(session, self)

    @property
    def time_column(self) -> int:
        """The column of the entity's time field, by which the list is sorted at first."""
        return self.entity.listed.index(TIME_FIELD[self.entity.name])

    def ask(self, selection: Selection) -> None:
        """Show the records of another selection, in the order last chosen."""
        order = (self._selection.order_by, self._selection.descending)
        self._selection = replace(selection, order_by=order[0], descending=order[1])
        self.reload()

    @property
    def is_counted(self) -> bool:
        """Whether the number of rows is that of the records; otherwise there are as many or more."""
        return not self._counting.is_reading

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being read behind the window."""
        return not (self._counting.is_reading or self._fetching.is_reading)

    def reload(self) -> None:
        """Read the store anew."""
        self._counting.stop()
        self._fetching.stop()
        first, count = self._at_once()
        self.beginResetModel()
        self._pages.clear()
        self._wanted.clear()
        self._count = len(first or ()) if count is None else count
        if first is not None:
            self._pages[0] = first
        self.endResetModel()
        if first is None:
            self._counting.ask(self._read_both, self._begin_with)
        elif count is None:
            self._counting.ask(self._read_count, self._become)

    def _at_once(self) -> tuple[Page | None, int | None]:
        """The first page and the number of records, as far as they come soon."""
        first: Page | None = None
        with self._session.begin() as unit:
            unit.heed(Hurry())
            try:
                first = self._read_first(unit)
                return first, self._read_count(unit) if len(first) == PAGE_ROWS else len(first)
            except Cancelled:
                return first, None

    def _read_first(self, unit: UnitOfWork) -> Page:
        return self._pages.first(self._selection).read(unit, self.entity.name)

    def _read_count(self, unit: UnitOfWork) -> int:
        return unit.records(self.entity.name).count(self._selection)

    def _read_both(self, unit: UnitOfWork) -> tuple[Page, int]:
        """Counted first: that there is nothing is often found sooner than nothing."""
        count = self._read_count(unit)
        return (self._read_first(unit) if count else ()), count

    def _begin_with(self, found: tuple[Page, int]) -> None:
        """The first page came later."""
        self._pages[0], count = found
        self._become(count)

    def _become(self, count: int) -> None:
        """The number of records is known, or more of it."""
        last = self.rowCount() - 1
        if count - 1 > last:
            self.beginInsertRows(QModelIndex(), last + 1, count - 1)
            self._count = count
            self.endInsertRows()
        elif count - 1 < last:
            self.beginRemoveRows(QModelIndex(), count, last)
            self._count = count
            self.endRemoveRows()
        self.learned.emit()

    def record_at(self, row: int) -> Any:  # noqa: ANN401 - the entity's dataclass
        """The record in that row, or None: it is still being read, or the store has become shorter meanwhile."""
        page = self._page(row // PAGE_ROWS)
        place = row % PAGE_ROWS
        return page[place] if place < len(page) else None

    def row_of(self, record_id: str) -> int:
        """The row of a record among the pages at hand, or -1."""
        return next((row for row, record in self._pages.rows() if record.id == record_id), -1)

    def reword(self) -> None:
        """Read every label again, in the session's language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.fields) - 1)
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self.fields) - 1))

    def _page(self, number: int) -> Page:
        if number not in self._pages and number not in self._wanted:
            self._read_page(number)
        elif self._is_slow and not self._fetching.is_reading:
            self._fetch(number)
        return self._pages.at(number)

    def _read_page(self, number: int) -> None:
        """A page that is looked at; where that takes noticeable time, the next ones are read ahead."""
        began = monotonic()
        try:
            with self._session.begin() as unit:
                unit.heed(Hurry(_WHILE_SCROLLING))
                self._pages[number] = self._pages.asked(number, self._selection).read(unit, self.entity.name)
        except Cancelled:
            self._wanted = [*self._wanted, number][-_MOST_WANTED:]
        self._is_slow = self._is_slow or monotonic() - began > NOTICEABLE_SECONDS
        self._fetch(number)

    def _fetch(self, number: int) -> None:
        """Read behind the window what is awaited; on a slow store, else, the neighbours of a page."""
        ahead = [n for n in (number + 1, number - 1) if 0 <= n * PAGE_ROWS < self._count and n not in self._pages]
        due = self._wanted or (ahead if self._is_slow else [])
        several = [self._pages.asked(each, self._selection) for each in due]

        def read(unit: UnitOfWork) -> list[tuple[int, Page]]:
            return [(each.number, each.read(unit, self.entity.name)) for each in several]

        if several:
            self._fetching.ask(read, self._take)

    def _take(self, found: list[tuple[int, Page]]) -> None:
        is_awaited = bool(self._wanted)
        self._wanted.clear()
        for number, page in found:
            self._pages[number] = page
            if not is_awaited:
                continue
            first, last = number * PAGE_ROWS, min(self._count, (number + 1) * PAGE_ROWS) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.fields) - 1))
            self.arrived.emit(first, last)

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
