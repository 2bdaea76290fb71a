"""The table widget of a list of records: fixed rows, sorted by the store, left with Tab, opened with Enter."""

from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from observatory.terms import Language
from ui.desktop.records.columns import fitted, wishes_of
from ui.desktop.records.table_model import RecordsModel
from ui.desktop.widgets.padded_items import QuietWithoutFocus

_ROW_AIR = 8


class RecordsTable(QTableView):
    """Shows a `RecordsModel`. `pointed` tells the record at hand, `opened` the one asked for with Enter."""

    pointed = Signal(object)
    opened = Signal(object)

    def __init__(self, model: RecordsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.records = model
        self._language = Language.IT
        self._is_set_by_hand = self._is_fitting = False
        self._dress()
        self.setModel(model)
        self.sortByColumn(model.time_column, Qt.SortOrder.DescendingOrder)
        self.setSortingEnabled(True)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().sectionResized.connect(self._note_width)
        model.arrived.connect(self._point_again)
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

    def _point_again(self, first: int, last: int) -> None:
        """The record at hand came later than the cursor."""
        if first <= self.currentIndex().row() <= last:
            self.pointed.emit(self.current_record())

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

    def speak(self, language: Language) -> None:
        """Fit the columns to the words of a language."""
        self._language = language
        self._fit()

    def _fit(self) -> None:
        """Let the columns fit into the view where they can, unless somebody set one by hand; the last fills up."""
        if self._is_set_by_hand:
            return
        self._is_fitting = True
        wishes = wishes_of(self.records, self.fontMetrics(), self._language)
        for column, width in enumerate(fitted(wishes, self.viewport().width())):
            self.setColumnWidth(column, width)
        self._is_fitting = False

    def _note_width(self, column: int, _before: int, _now: int) -> None:
        if not self._is_fitting and column != self.records.columnCount() - 1:
            self._is_set_by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.current_record())
        else:
            super().keyPressEvent(event)
