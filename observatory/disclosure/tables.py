"""Classifications, cubes of counts, the tables asked for, and the only kind of table that may leave.

`Cube` → `protect` → `SafeTable`. Summaries, exports, charts and tooltips accept `SafeTable` only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

TOTAL = "_T"

Coordinates = tuple[str, ...]
"""One code per dimension of a table, in the table's order of dimensions."""

CellName = tuple[str, Coordinates]
"""A table's name and the coordinates of one of its cells."""


class Status(StrEnum):
    """SDMX observation status of a cell."""

    PUBLISHED = "A"
    SUPPRESSED = "Q"
    WITHHELD = "O"
    """Not shown either, where all zeros are: it may be a zero."""
    ROUNDED = "R"
    """A multiple of the base of rounding, near the true count or equal to it."""


@dataclass(frozen=True, slots=True)
class Classification:
    """A dimension: its codes as a tree, each code but the root with its parent.

    `parents` maps every code to its parent; the root's parent is the empty string. Leaves are the codes that are no
    one's parent. Raises `ValueError` for a cycle, an unknown parent, or other than one root.
    """

    name: str
    parents: Mapping[str, str]

    def __post_init__(self) -> None:
        roots = [code for code, parent in self.parents.items() if not parent]
        if len(roots) != 1:
            raise ValueError(f"{self.name}: {len(roots)} roots instead of one")
        for code in self.parents:
            self._path(code)

    @classmethod
    def flat(cls, name: str, leaves: tuple[str, ...], total: str = TOTAL) -> "Classification":
        """Leaves under one total."""
        return cls(name, {total: "", **dict.fromkeys(leaves, total)})

    @property
    def root(self) -> str:
        return next(code for code, parent in self.parents.items() if not parent)

    @property
    def leaves(self) -> tuple[str, ...]:
        inner = set(self.parents.values())
        return tuple(code for code in self.parents if code not in inner)

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The code itself, its parent, … up to the root."""
        return self._path(code)

    def _path(self, code: str) -> tuple[str, ...]:
        path = [code]
        while parent := self.parents[path[-1]]:
            if parent not in self.parents or parent in path:
                raise ValueError(f"{self.name}: unknown or circular parent")
            path.append(parent)
        return tuple(path)


@dataclass(frozen=True, slots=True)
class Cube:
    """Counts of the same events at the finest combination of leaf codes; combinations left out are zero."""

    classifications: tuple[Classification, ...]
    counts: Mapping[Coordinates, int]

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.classifications)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """A table asked for: its dimensions, and per dimension the codes to show (all codes where not named).

    Dimensions of the cube that are not named stand at their root.
    """

    name: str
    dimensions: tuple[str, ...]
    shown: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SafeCell:
    """A count that may be read, or the fact that it may not."""

    value: int | None
    status: Status

    @property
    def is_published(self) -> bool:
        return self.status is Status.PUBLISHED


HIDDEN = SafeCell(None, Status.SUPPRESSED)
LEFT_OUT = SafeCell(None, Status.WITHHELD)


@dataclass(frozen=True, slots=True)
class SafeTable:
    """A protected table: the only shape in which counts leave the domain. Made by `observatory.disclosure.protect`."""

    name: str
    dimensions: tuple[str, ...]
    cells: Mapping[Coordinates, SafeCell]

    def __getitem__(self, coordinates: Coordinates) -> SafeCell:
        return self.cells[coordinates]


def tallied(cube: Cube, table: SafeTable) -> dict[Coordinates, int]:
    """The true value of each cell: every event counted into all the cells above it.

    Shares nothing with the sums that protection works with.
    """
    axes = [cube.classifications[cube.dimensions.index(name)] for name in table.dimensions]
    places = [cube.dimensions.index(name) for name in table.dimensions]
    shown = [set(codes) for codes in zip(*table.cells, strict=True)]
    above = [
        {leaf: [code for code in axis.ancestors(leaf) if code in codes] for leaf in axis.leaves}
        for axis, codes in zip(axes, shown, strict=True)
    ]
    counts = dict.fromkeys(table.cells, 0)
    for at, number in cube.counts.items():
        for cell in product(*(paths[at[place]] for paths, place in zip(above, places, strict=True))):
            if cell in counts:
                counts[cell] += number
    return counts
