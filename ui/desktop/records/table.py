"""The table widget of a list of records: fixed rows, sorted by the store, left with Tab, opened with Enter."""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from observatory.codelists import codelist
from observatory.fields import Field, Kind
from ui.desktop.records.table_model import RecordsModel
from ui.desktop.widgets.padded_items import QuietWithoutFocus

_ROW_AIR = 8
_CHARS = {Kind.MONTH: 15, Kind.QUARTER: 18, Kind.DATE: 12, Kind.INTEGER: 11, Kind.ANSWER: 9, Kind.CODES: 16}
_NARROWEST_CODE, _WIDEST_CODE = 6, 24


class RecordsTable(QTableView):
    """Shows a `RecordsModel`. `pointed` tells the record at hand, `opened` the one asked for with Enter."""

    pointed = Signal(object)
    opened = Signal(object)

    def __init__(self, model: RecordsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self._dress()
        self.setModel(model)
        self.sortByColumn(model.time_column, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self._widen()
        self.selectionModel().currentRowChanged.connect(lambda now, _: self.pointed.emit(self._record(now.row())))
        self.activated.connect(lambda index: self.opened.emit(self._record(index.row())))

    def point_at(self, row: int) -> None:
        """Select a row and bring it into view, without moving focus."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.records.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    def current_record(self) -> Any:  # noqa: ANN401 - the entity's dataclass
        """The record at hand, or None."""
        return self._record(self.currentIndex().row())

    def _record(self, row: int) -> Any:  # noqa: ANN401
        return self.records.record_at(row) if row >= 0 else None

    def _dress(self) -> None:
        self.verticalHeader().hide()  # shown, it asks for every row's label after a filter: seconds at 100,000 rows
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + _ROW_AIR)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(QuietWithoutFocus(self))
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _widen(self) -> None:
        """Columns as wide as their kind needs; the last takes what is left. No cell is read for it."""
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        unit = self.fontMetrics().averageCharWidth()
        for column, field in enumerate(self.records.fields):
            self.setColumnWidth(column, unit * self._characters(field))

    def _characters(self, field: Field) -> int:
        """What the longest label of a list takes, within reason; what its kind takes for other fields."""
        if field.kind is not Kind.CODE:
            return _CHARS.get(field.kind, _WIDEST_CODE)
        longest = max(len(self.records.told(field, code.code)) for code in codelist(field.codelist))
        return min(max(longest, _NARROWEST_CODE) + 2, _WIDEST_CODE)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_record())
        else:
            super().keyPressEvent(event)
