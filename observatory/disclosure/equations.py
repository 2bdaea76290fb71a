"""What a reader can write down from published tables: equations over unknown counts. Nothing here knows a true count.

Written apart from the code that protects, so that a mistake in one is not repeated in the other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np

from observatory.disclosure.solver import Floats, Incidence, Ints
from observatory.disclosure.tables import CellName, Classification, Coordinates, SafeTable

JOINT_LIMIT = 5_000
"""Up to so many combinations of all dimensions the reader thinks in single combinations; beyond, table by table."""


@dataclass(frozen=True, slots=True)
class Cover:
    """Unknowns for every combination over some dimensions, numbered from `start`."""

    names: tuple[str, ...]
    shape: tuple[int, ...]
    start: int

    def numbers(self, picked: Mapping[str, Sequence[int]]) -> Ints:
        """The unknowns in a cell, given the categories of the dimensions at which it does not stand at the total."""
        grid = np.arange(prod(self.shape), dtype=np.int64).reshape(self.shape) + self.start
        chosen = [picked.get(name, range(size)) for name, size in zip(self.names, self.shape, strict=True)]
        return np.asarray(grid[np.ix_(*chosen)].ravel() if chosen else grid.ravel(), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Reading:
    """Tables as a reader sees them: per dimension, which finest categories lie under each code; and the covers."""

    under: Mapping[str, Mapping[str, tuple[int, ...]]]
    covers: tuple[Cover, ...]
    tables: tuple[SafeTable, ...]

    @classmethod
    def of(cls, tables: Sequence[SafeTable], axes: Sequence[Classification]) -> "Reading":
        under = {axis.name: _categories(axis, tables) for axis in axes}
        sizes = {name: 1 + max(max(span) for span in spans.values()) for name, spans in under.items()}
        return cls(under, tuple(_covers(tables, sizes)), tuple(tables))

    @property
    def width(self) -> int:
        return sum(prod(cover.shape) for cover in self.covers)

    def numbers(self, table: SafeTable, at: Coordinates) -> Ints:
        """The unknowns that add up to a cell."""
        cover = next(c for c in self.covers if set(table.dimensions) <= set(c.names))
        picked = zip(table.dimensions, at, strict=True)
        return cover.numbers({name: self.under[name][code] for name, code in picked})

    def links(self) -> list[tuple[Ints, Ints]]:
        """Pairs of sums that are equal because they count the same events."""
        found = []
        for one, other in combinations(self.covers, 2):
            shared = [name for name in one.names if name in other.names]
            sizes = [one.shape[one.names.index(name)] for name in shared]
            for place in np.ndindex(*sizes):
                picked = {name: (category,) for name, category in zip(shared, place, strict=True)}
                found.append((one.numbers(picked), other.numbers(picked)))
        return found


@dataclass(frozen=True, slots=True)
class Equations:
    """Rows of unknowns with lower and upper limits of their sums; every unknown is at least zero."""

    matrix: Incidence
    lower: Floats
    upper: Floats


def equations(reading: Reading, known: Mapping[CellName, int], floor: int) -> Equations:
    """Published cells and those known from elsewhere are exact; any other cell is at least `floor`.

    In a table of which nothing is shown, and in cells that count the same events, the floor says nothing.
    """
    parts: list[tuple[int, Ints, float]] = []
    limits: list[tuple[float, float]] = []
    withheld = _withheld(reading) if floor else set()
    for table in reading.tables:
        for at, cell in table.cells.items():
            numbers = reading.numbers(table, at)
            value = cell.value if cell.is_published else known.get((table.name, at))
            least = 0 if numbers.tobytes() in withheld else floor
            if value is not None or least:
                parts.append((len(limits), numbers, 1.0))
                limits.append((least, np.inf) if value is None else (value, value))
    for one, other in reading.links():
        parts += [(len(limits), one, 1.0), (len(limits), other, -1.0)]
        limits.append((0, 0))
    bounds = np.array(limits, dtype=np.float64).reshape(-1, 2)
    return Equations(Incidence.of(parts, len(limits), reading.width), bounds[:, 0], bounds[:, 1])


def is_withheld(table: SafeTable) -> bool:
    """Nothing in the table is shown."""
    return not any(cell.is_published for cell in table.cells.values())


def _withheld(reading: Reading) -> set[bytes]:
    silent = [table for table in reading.tables if is_withheld(table)]
    return {reading.numbers(table, at).tobytes() for table in silent for at in table.cells}


def _categories(axis: Classification, tables: Sequence[SafeTable]) -> dict[str, tuple[int, ...]]:
    """Leaves that every table puts under the same codes are one category."""
    codes = {axis.root}
    for table in tables:
        if axis.name in table.dimensions:
            codes |= {at[table.dimensions.index(axis.name)] for at in table.cells}
    numbers: dict[frozenset[str], int] = {}
    for leaf in axis.leaves:
        numbers.setdefault(frozenset(axis.ancestors(leaf)) & codes, len(numbers))
    return {code: tuple(n for above, n in numbers.items() if code in above) for code in codes}


def _covers(tables: Sequence[SafeTable], sizes: Mapping[str, int]) -> list[Cover]:
    wanted = {frozenset(table.dimensions) for table in tables}
    largest = [names for names in wanted if not any(names < other for other in wanted)]
    everything = frozenset[str]().union(*largest)
    if prod(sizes[name] for name in everything) <= JOINT_LIMIT:
        largest = [everything]
    covers: list[Cover] = []
    start = 0
    for names in sorted(sorted(chosen) for chosen in largest):
        covers.append(Cover(tuple(names), tuple(sizes[name] for name in names), start))
        start += prod(covers[-1].shape)
    return covers
