"""The table of the grid: walked cell by cell, opened with Enter, left with Tab."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from observatory.codelists import FORCES
from ui.desktop.naming import named
from ui.desktop.recommendations.grid_model import ADOPTED, FIRST_FORCE, NAME, OLDEST, GridModel
from ui.desktop.widgets.padded_items import QuietWithoutFocus

_LINES, _AIR = 3, 10
_LETTERS = {NAME: 30, ADOPTED: 9, OLDEST: 13}
_FORCE_LETTERS = 22
"""Widths in average characters; the forces share the rest, and scroll where that is too little."""


class GridTable(QTableView):
    """Three lines of text to a cell."""

    opened = Signal()
    """Enter, or a double click, on the cell at hand."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "grid_table")
        self.setModel(model)
        self.doubleClicked.connect(lambda _: self.opened.emit())
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * _LINES + _AIR)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setItemDelegate(QuietWithoutFocus(self))
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        for column, letters in _LETTERS.items():
            self.setColumnWidth(column, self.fontMetrics().averageCharWidth() * letters)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        rest = self.viewport().width() - sum(map(self.columnWidth, _LETTERS))
        share = max(rest // len(FORCES), self.fontMetrics().averageCharWidth() * _FORCE_LETTERS)
        for column in range(FIRST_FORCE, FIRST_FORCE + len(FORCES)):
            self.setColumnWidth(column, share)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
