"""How wide the columns of a printed table are, at what size of type, and where a table too wide is divided."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from observatory.charts.numerals import glued
from observatory.reports.grid import Grid, Row
from observatory.reports.pdf.typefaces import BOLD, REGULAR, width
from observatory.summary.content import Item
from observatory.terms import Language

INDENT = 9.0
_FLAG_GAP = 1.5
_GUTTER = 7.0
_STUB = (150.0, 240.0)
"""Points: the narrowest and the widest that row names are when there is room."""
_WIDEST_NUMBER = 84.0
_STEPS_TO_EVEN = 12


@dataclass(frozen=True, slots=True)
class _Fit:
    """One way to try: size of type, space beside numbers, lines a header may take, width of the row names at most."""

    size: float
    padding: float
    lines: int
    stub: float


_FITS = (
    _Fit(8.6, 7.0, 3, 140.0),
    _Fit(8.2, 7.0, 3, 132.0),
    _Fit(7.8, 6.0, 3, 120.0),
    _Fit(7.4, 5.0, 3, 112.0),
    _Fit(7.0, 4.5, 4, 100.0),
)
_DIVIDED = _Fit(8.2, 7.0, 3, 118.0)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the grid on paper: room for the number, for flags after it, and a gutter before it."""

    index: int
    number: float
    flag: float
    gutter: float

    @property
    def all(self) -> float:
        return self.number + self.flag + self.gutter


@dataclass(frozen=True, slots=True)
class Panel:
    """The part of a table that fits the page: a size of type, the width of the row names, and columns."""

    size: float
    stub: float
    columns: tuple[Column, ...]


def panels(grid: Grid, room: float, language: Language) -> tuple[Panel, ...]:
    """Lay the columns out in the largest type in which all fit, or divide them into panels between groups."""
    for fit in _FITS:
        columns = _columns(grid, fit, language)
        if _stub(grid, fit.size, language, most=fit.stub) + sum(c.all for c in columns) <= room:
            return (_spread(Panel(fit.size, _stub(grid, fit.size, language, most=_STUB[1]), columns), room),)
    columns = _columns(grid, _DIVIDED, language)
    stub = _stub(grid, _DIVIDED.size, language, most=_DIVIDED.stub)
    return tuple(_spread(Panel(_DIVIDED.size, stub, part), room) for part in _even_parts(grid, columns, room - stub))


def _columns(grid: Grid, fit: _Fit, language: Language) -> tuple[Column, ...]:
    return tuple(_column(grid, index, fit, language) for index in range(len(grid.columns)))


def _column(grid: Grid, index: int, fit: _Fit, language: Language) -> Column:
    rows = [row for row in grid.rows if not row.is_heading]
    cells = [(row, grid.cell(row, index, language)) for row in rows]
    number = max((width(c.text, fit.size, _font(grid, row, index)) for row, c in cells), default=0.0)
    flag = max((width(c.flag, fit.size * 0.85) for _, c in cells), default=0.0)
    flag += _FLAG_GAP if flag else 0.0
    title = grid.columns[index][-1] if grid.columns[index] else None
    words = _header_need(title, fit, language) if title else 0.0
    gutter = _GUTTER if index and _opens_group(grid, index) else 0.0
    return Column(index, max(number, words) + fit.padding, flag, gutter)


def _header_need(title: Item, fit: _Fit, language: Language) -> float:
    """The width at which a header breaks into few lines without breaking a word."""
    label, font = title.label.in_(language), BOLD if title.is_total else REGULAR
    words = glued(label).split(" ")
    longest = max((width(word, fit.size, font) for word in words), default=0.0)
    return max(longest, 1.1 * width(label, fit.size, font) / min(fit.lines, max(1, len(words)))) + 1.0


def is_bold(grid: Grid, row: Row, index: int) -> bool:
    """Totals are bold, along rows and columns."""
    return row.is_total or any(item.is_total for item in grid.columns[index])


def _font(grid: Grid, row: Row, index: int) -> str:
    return BOLD if is_bold(grid, row, index) else REGULAR


def _opens_group(grid: Grid, index: int) -> bool:
    """Whether a wider heading begins at this column."""
    here, before = grid.columns[index], grid.columns[index - 1]
    return len(here) > 1 and here[:-1] != before[:-1]


def _stub(grid: Grid, size: float, language: Language, *, most: float) -> float:
    labels = [(row.depth * INDENT, row.label.in_(language), row.is_total or row.is_heading) for row in grid.rows]
    widths = [indent + width(label, size, BOLD if bold else REGULAR) for indent, label, bold in labels]
    return min(most, max(widths, default=0.0) + _GUTTER)


def _even_parts(grid: Grid, columns: tuple[Column, ...], room: float) -> tuple[tuple[Column, ...], ...]:
    """As few panels as the room allows, about equally wide."""
    fewest = len(tuple(_parts(grid, columns, room)))
    total = sum(column.all for column in columns)
    for step in range(_STEPS_TO_EVEN):
        least = total / fewest
        parts = tuple(_parts(grid, columns, least + (room - least) * step / _STEPS_TO_EVEN))
        if len(parts) == fewest:
            return parts
    return tuple(_parts(grid, columns, room))


def _parts(grid: Grid, columns: tuple[Column, ...], room: float) -> Iterator[tuple[Column, ...]]:
    """Fill panels with whole groups of columns where a group fits, with single columns where it does not."""
    part: list[Column] = []
    for _, members in groupby(columns, key=lambda c: grid.columns[c.index][:-1]):
        group = list(members)
        for piece in [group] if sum(c.all for c in group) <= room else [[column] for column in group]:
            if part and sum(c.all for c in (*part, *piece)) > room:
                yield tuple(part)
                part = []
            part += piece
    if part:
        yield tuple(part)


def _spread(panel: Panel, room: float) -> Panel:
    """Widen row names and columns to where they read well, within the page: a table of few columns stays narrow."""
    if not panel.columns:
        return panel
    first, *others = panel.columns
    columns = (replace(first, gutter=0.0), *others)
    taken = sum(column.all for column in columns)
    stub = min(max(panel.stub, _STUB[0]), room - taken)
    left = room - stub - taken
    wishes = [max(0.0, _WIDEST_NUMBER - column.number - column.flag) for column in columns]
    share = min(1.0, left / sum(wishes)) if sum(wishes) else 0.0
    grown = tuple(replace(c, number=c.number + w * share) for c, w in zip(columns, wishes, strict=True))
    return Panel(panel.size, stub, grown)
