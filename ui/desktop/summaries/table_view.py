"""A published table at its full height, so that only the page around it scrolls."""

from functools import cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QSizePolicy, QTableView, QWidget

from observatory.reports.grid import Grid
from ui.desktop.summaries.table_model import TextTable

_WIDEST_NAME_IN_LETTERS = 44
_WIDEST_HEAD_IN_LETTERS = 13
_ROW_IN_LINES = 1.45


class SummaryTable(QTableView):
    """Read and copied, never edited; Tab leaves it."""

    def __init__(self, model: TextTable, laid_out: Grid | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        model.setParent(self)
        self.setModel(model)
        self._text, self._heads = model.text, model.heads
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # Shown, they would ask for the label of every row and column; the headings are rows of the table.
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        if laid_out is not None:
            self._span(laid_out)
        self._fit()

    def _span(self, laid_out: Grid) -> None:
        """Stretch the headings over the columns they stand for."""
        for line, spanners in enumerate(laid_out.header):
            for spanner in spanners:
                if spanner.span > 1:
                    self.setSpan(line, spanner.first + 1, 1, spanner.span)

    def _fit(self) -> None:
        font = QFont(self.font())
        font.setBold(True)
        letters = QFontMetrics(font)
        model = self.model()
        for column in range(model.columnCount()):
            widest = _WIDEST_HEAD_IN_LETTERS if column else _WIDEST_NAME_IN_LETTERS
            self.setColumnWidth(column, self._width(column, letters, widest * letters.averageCharWidth()))
        line = letters.lineSpacing()
        header = self.verticalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for row in range(model.rowCount()):
            self.setRowHeight(row, self._height(row, letters, line))

    def _width(self, column: int, letters: QFontMetrics, widest: int) -> int:
        """Room for the longest number, and for headings broken between words."""
        room, wide = 0, cache(letters.horizontalAdvance)
        # A long table says the same few words and numbers again and again: each is looked at once.
        for text, breaks in self._texts(column):
            parts = text.split() if breaks and wide(text) > widest else [text]
            room = max(room, *(wide(part) for part in parts or [""]))
            if breaks:
                room = max(room, min(widest, wide(text)))
        return room + 18

    def _texts(self, column: int) -> set[tuple[str, bool]]:
        """What stands in a column, and whether it may be broken between words."""
        return {
            (self._text(row, column), row < self._heads or column == 0)
            for row in range(self.model().rowCount())
            if row >= self._heads or self.columnSpan(row, column) == 1
        }

    def _height(self, row: int, letters: QFontMetrics, line: int) -> int:
        lines = 1
        for column in range(self.model().columnCount() if row < self._heads else 1):
            text, width = self._text(row, column), self._room(row, column) - 10
            box = letters.boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap, text)
            lines = max(lines, round(box.height() / line))
        return round(line * (lines - 1 + _ROW_IN_LINES))

    def _room(self, row: int, column: int) -> int:
        return sum(self.columnWidth(column + n) for n in range(self.columnSpan(row, column)))

    def sizeHint(self) -> QSize:  # noqa: N802
        height = sum(self.rowHeight(row) for row in range(self.model().rowCount()))
        width = sum(self.columnWidth(column) for column in range(self.model().columnCount()))
        bar = self.horizontalScrollBar().sizeHint().height() if width > self.width() else 0
        return QSize(width, height + bar + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(200, self.sizeHint().height())
