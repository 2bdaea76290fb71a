"""A published table for Qt: the same rows, signs and flags as on paper, and words for whoever listens."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from observatory.charts.chart import SIGNS, Chart
from observatory.charts.numerals import glued, written
from observatory.reports.grid import Grid, Row
from observatory.reports.wording import SPOKEN
from observatory.terms import Language, Term

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
_INDENT = "   "


class TextTable(QAbstractTableModel):
    """Rows of plain text: headings first, the name of each row in the first column."""

    def __init__(
        self, heads: list[list[str]], rows: list[list[str]], spoken: list[list[str]], bold: frozenset[int]
    ) -> None:
        """`heads` are the heading lines; the others have one entry a row; `bold` numbers the rows of totals."""
        super().__init__()
        self._cells = [*heads, *rows]
        self._spoken = [*heads, *spoken]
        self.heads = len(heads)
        self._bold = frozenset(row + len(heads) for row in bold)

    def rowCount(self, parent: Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _NOTHING) -> int:  # noqa: N802
        return 0 if parent.isValid() or not self._cells else len(self._cells[0])

    def text(self, row: int, column: int) -> str:
        """What is seen there, without the way through Qt."""
        return self._cells[row][column]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own type
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cells[row][column]
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken[row][column]
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._alignment(row, column)
            case Qt.ItemDataRole.FontRole:
                return self._font(row)
            case _:
                return None

    def _alignment(self, row: int, column: int) -> Qt.AlignmentFlag:
        if column == 0:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if row < self.heads - 1:
            # Over several columns: at their left, where it can be seen before scrolling.
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        if row < self.heads:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

    def _font(self, row: int) -> QFont | None:
        if row >= self.heads and row not in self._bold:
            return None
        font = QFont()
        font.setBold(True)
        return font


def of_grid(laid_out: Grid, language: Language) -> TextTable:
    """The model of a table's grid."""
    return TextTable(*parts_of(laid_out, language))


_Lines = list[list[str]]


def parts_of(laid_out: Grid, language: Language) -> tuple[_Lines, _Lines, _Lines, frozenset[int]]:
    """What the model of a grid is made of: headings, rows, what is said of them, and the numbers of bold ones."""
    heads = _heads(laid_out, language)
    rows = [_line(laid_out, row, language) for row in laid_out.rows]
    spoken = [_spoken_line(laid_out, row, language) for row in laid_out.rows]
    bold = frozenset(n for n, row in enumerate(laid_out.rows) if row.is_total or row.is_heading)
    return heads, rows, spoken, bold


def _heads(laid_out: Grid, language: Language) -> list[list[str]]:
    lines = []
    for number, spanners in enumerate(laid_out.header):
        line = [""] * (len(laid_out.columns) + 1)
        line[0] = laid_out.stub.in_(language) if number + 1 == len(laid_out.header) else ""
        for spanner in spanners:
            line[spanner.first + 1] = glued(spanner.label.in_(language))
        lines.append(line)
    return lines


def _line(laid_out: Grid, row: Row, language: Language) -> list[str]:
    name = _INDENT * row.depth + row.label.in_(language)
    if row.is_heading:
        return [name, *([""] * len(laid_out.columns))]
    cells = (laid_out.cell(row, column, language) for column in range(len(laid_out.columns)))
    return [name, *(f"{cell.text} {cell.flag}".strip() for cell in cells)]


def _spoken_line(laid_out: Grid, row: Row, language: Language) -> list[str]:
    """Each cell with its row and column, its signs in words."""
    shown = _line(laid_out, row, language)
    if row.is_heading:
        return shown
    names = [", ".join(item.label.in_(language) for item in column) for column in laid_out.columns]
    return [
        shown[0].strip(),
        *(f"{shown[0].strip()}, {n}: {in_words(t, language)}" for n, t in zip(names, shown[1:], strict=True)),
    ]


def in_words(text: str, language: Language) -> str:
    """A cell's text with its signs spoken out."""
    return " ".join(SPOKEN[part].in_(language) if part in SPOKEN else part for part in text.split(" "))


def of_chart(chart: Chart, language: Language) -> TextTable:
    """The model of a chart's twin: one row per point, its value and limits by series."""
    points = chart.series[0].points if chart.series else ()
    banded = any(p.low is not None for series in chart.series for p in series.points)
    heads = ["", *(name for series in chart.series for name in _columns(series.name, language, banded=banded))]
    rows = [
        [point.label.in_(language), *_values(chart, number, language, banded=banded)]
        for number, point in enumerate(points)
    ]
    spoken = [[in_words(text, language) for text in row] for row in rows]
    return TextTable([heads], rows, spoken, frozenset())


def _columns(name: Term, language: Language, *, banded: bool) -> tuple[str, ...]:
    limits = Term("limite inferiore", "lower limit"), Term("limite superiore", "upper limit")
    return (name.in_(language), *(limit.in_(language) for limit in limits if banded))


def _values(chart: Chart, number: int, language: Language, *, banded: bool) -> list[str]:
    texts: list[str] = []
    for series in chart.series:
        point = series.points[number]
        flag = " (p)" if point.provisional else ""
        limits = (point.low, point.high) if banded else ()
        value = SIGNS[point.gap] if point.value is None else written(point.value, chart.decimals, language) + flag
        texts.append(value)
        texts.extend("" if limit is None else written(limit, chart.decimals, language) for limit in limits)
    return texts
