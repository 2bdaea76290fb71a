"""A published table as rows and columns of text: what page, window and spreadsheet lay out alike, without a surface.

Row axes run down: the outer ones as heading rows, the innermost as rows. The other axes run across, one header row
each, wider items spanning the columns below them. Rows and columns without any observation are left out.
"""

from dataclasses import dataclass
from itertools import groupby, product

from observatory.charts.numerals import written
from observatory.summary.content import (
    GAPS,
    NO_CASES,
    REVISED,
    SIGNS,
    Axis,
    Item,
    Observation,
    ObservationStatus,
    PublishedTable,
)
from observatory.terms import Language, Term

MEASURE = "MEASURE"
_NOTHING = Observation(None)


@dataclass(frozen=True, slots=True)
class Cell:
    """A number or sign as text, and the flag printed after it in a column of its own."""

    text: str
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Spanner:
    """A heading over `span` columns, starting at column `first`."""

    first: int
    span: int
    label: Term
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; a heading row has no cells. `path` are its items, outermost first."""

    path: tuple[Item, ...]
    depth: int
    is_total: bool
    observations: tuple[Observation | None, ...]

    @property
    def label(self) -> Term:
        return self.path[-1].label if self.path else Term("", "")

    @property
    def is_heading(self) -> bool:
        return not self.observations


@dataclass(frozen=True, slots=True)
class Grid:
    """Header rows of spanners (the last one is the columns' own), columns by their items, and rows."""

    stub: Term
    header: tuple[tuple[Spanner, ...], ...]
    columns: tuple[tuple[Item, ...], ...]
    rows: tuple[Row, ...]

    def decimals(self, row: Row, column: int) -> int:
        return max((item.decimals for item in (*row.path, *self.columns[column])), default=0)

    def cell(self, row: Row, column: int, language: Language) -> Cell:
        """What is printed there; empty where the combination does not exist."""
        observation = row.observations[column]
        return printed(observation, self.decimals(row, column), language) if observation else Cell("")


def printed(observation: Observation, decimals: int, language: Language) -> Cell:
    """An observation as ISTAT prints it: a sign for no cases or for no number, or a number with its flags.

    A share or rate that is not zero but rounds to it at no decimals is not meaningful, under half the unit.
    """
    if observation.status in GAPS:
        return Cell(SIGNS[observation.status])
    if observation.value is None:
        return Cell("")
    flag = SIGNS.get(observation.status, "") + (REVISED if observation.revised else "")
    if observation.value == 0 and (decimals == 0 or isinstance(observation.value, int)):
        return Cell(NO_CASES, flag)
    if decimals == 0 and round(observation.value) == 0:
        return Cell(SIGNS[ObservationStatus.NOT_MEANINGFUL], flag)
    return Cell(written(observation.value, decimals, language), flag)


def grid(table: PublishedTable) -> Grid:
    """Lay a table out."""
    down, across = table.axes[: table.row_axes], table.axes[table.row_axes :]
    columns = _present(across, {key[table.row_axes :] for key in table.observations})
    lines = _present(down, {key[: table.row_axes] for key in table.observations})
    rows = tuple(row for line in _with_headings(lines) for row in (_row(table, line, columns),))
    return Grid(_stub(down), (*_titles(across, len(columns)), *_header(columns)), columns, rows)


def _present(axes: tuple[Axis, ...], keys: set[tuple[str, ...]]) -> tuple[tuple[Item, ...], ...]:
    """The combinations of items that occur, in the order of the axes."""
    paths = product(*(axis.items for axis in axes))
    return tuple(path for path in paths if tuple(item.code for item in path) in keys)


def _stub(down: tuple[Axis, ...]) -> Term:
    titles = [axis.title for axis in down if axis.name.upper() != MEASURE]
    return Term(" / ".join(t.it for t in titles), " / ".join(t.en for t in titles))


def _titles(across: tuple[Axis, ...], count: int) -> tuple[tuple[Spanner, ...], ...]:
    """A spanner naming the classification across, where it is one and has something to name."""
    named = [axis for axis in across if axis.name.upper() != MEASURE and axis.title.it]
    return ((Spanner(0, count, named[0].title),),) if named and count > 1 else ()


def _header(columns: tuple[tuple[Item, ...], ...]) -> tuple[tuple[Spanner, ...], ...]:
    levels = len(columns[0]) if columns else 0
    return tuple(_spanners(columns, level) for level in range(levels))


def _spanners(columns: tuple[tuple[Item, ...], ...], level: int) -> tuple[Spanner, ...]:
    spanners, first = [], 0
    for path, members in groupby(columns, key=lambda column: column[: level + 1]):
        span = len(tuple(members))
        spanners.append(Spanner(first, span, path[-1].label, path[-1].is_total))
        first += span
    return tuple(spanners)


@dataclass(frozen=True, slots=True)
class _Line:
    path: tuple[Item, ...]
    is_heading: bool = False


def _with_headings(lines: tuple[tuple[Item, ...], ...]) -> tuple[_Line, ...]:
    """Put a heading line before the rows of each outer item."""
    result: list[_Line] = []
    before: tuple[Item, ...] = ()
    for path in lines:
        outer = path[:-1]
        fresh = next((n for n in range(len(outer)) if outer[: n + 1] != before[: n + 1]), len(outer))
        result += [_Line(outer[: n + 1], is_heading=True) for n in range(fresh, len(outer))]
        result.append(_Line(path))
        before = outer
    return tuple(result)


def _row(table: PublishedTable, line: _Line, columns: tuple[tuple[Item, ...], ...]) -> Row:
    last = line.path[-1] if line.path else Item("", Term("", ""))
    depth = last.depth + len(line.path) - 1 if line.path else 0
    if line.is_heading:
        return Row(line.path, depth, last.is_total, ())
    codes = tuple(item.code for item in line.path)
    found = tuple(table.observations.get((*codes, *(i.code for i in column))) for column in columns)
    return Row(line.path, depth, last.is_total, found)
