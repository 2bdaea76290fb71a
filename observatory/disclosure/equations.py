"""What a reader can write down from published tables: cells, and which of them add up to which. No true count is used.

Written apart from the code that protects, so that a mistake in one is not repeated in the other.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np

from observatory.disclosure.solver import Bounds, Incidence, Ints
from observatory.disclosure.tables import CellName, Classification, SafeTable, Status

JOINT_LIMIT = 20_000
"""Up to so many cells over all dimensions the reader puts all tables into one; beyond, each with its own dimensions."""

Span = frozenset[str]


@dataclass(frozen=True, slots=True)
class Tree:
    """One dimension as some tables show it: what each shown code holds, and what its parts leave over.

    `place` numbers the different spans of leaves, the whole first; `families` lists each span with the parts that make
    it up.
    """

    place: Mapping[Span, int]
    families: tuple[tuple[int, tuple[int, ...]], ...]

    @classmethod
    def of(cls, axis: Classification, codes: set[str]) -> "Tree":
        under, codes = spans(axis), {*codes, axis.root}
        above: dict[Span, Span] = {}
        for code in sorted(codes, key=list(axis.parents).index):
            larger = (under[up] for up in axis.ancestors(code)[1:] if up in codes and under[up] != under[code])
            above.setdefault(under[code], next(larger, frozenset()))
        place = {under[axis.root]: 0}
        for span in above:
            place.setdefault(span, len(place))
        parts: dict[Span, list[Span]] = {}
        for part, whole in above.items():
            parts.setdefault(whole, []).append(part)
        families = [(place[whole], _family(place, whole, inside)) for whole, inside in parts.items() if whole]
        return cls(place, tuple(families))


def _family(place: dict[Span, int], whole: Span, parts: Sequence[Span]) -> tuple[int, ...]:
    left = whole.difference(*parts)
    inside = tuple(place[part] for part in parts)
    return (*inside, place.setdefault(left, len(place))) if left else inside


def spans(axis: Classification) -> dict[str, Span]:
    """The leaves under each code."""
    under: dict[str, set[str]] = {code: set() for code in axis.parents}
    for leaf in axis.leaves:
        for code in axis.ancestors(leaf):
            under[code].add(leaf)
    return {code: frozenset(leaves) for code, leaves in under.items()}


@dataclass(frozen=True, slots=True)
class Cover:
    """All cells over some dimensions: an array of their numbers, a tree for each of its axes."""

    names: tuple[str, ...]
    trees: tuple[Tree, ...]
    numbers: Ints

    def rows(self) -> Iterator[Ints]:
        """Equations as arrays with one row each: the number of the whole, then those of its parts."""
        for axis, tree in enumerate(self.trees):
            for whole, parts in tree.families:
                taken = np.moveaxis(self.numbers, axis, 0)[[whole, *parts]]
                yield taken.reshape(1 + len(parts), -1).T

    def margin(self, names: Sequence[str], shared: Mapping[str, Sequence[Span]]) -> Ints:
        """The numbers of the cells over the shared dimensions, at these spans of them."""
        picked = [[tree.place[span] for span in shared[name]] if name in names else [0] for name, tree in self.axes]
        order = [self.names.index(name) for name in names]
        taken = self.numbers[np.ix_(*picked)] if picked else self.numbers
        rest = [axis for axis in range(len(self.names)) if axis not in order]
        return np.asarray(np.transpose(taken, [*order, *rest]).ravel(), dtype=np.int64)

    @property
    def axes(self) -> list[tuple[str, Tree]]:
        return list(zip(self.names, self.trees, strict=True))


@dataclass(frozen=True, slots=True)
class Reading:
    """Tables as a reader sees them. `alike` gives every cell of the covers the number of the first that is the same."""

    under: Mapping[str, Mapping[str, Span]]
    covers: tuple[Cover, ...]
    alike: Ints
    tables: tuple[SafeTable, ...]

    @classmethod
    def of(cls, tables: Sequence[SafeTable], axes: Sequence[Classification]) -> "Reading":
        covers = tuple(_covers(tables, {axis.name: axis for axis in axes}))
        return cls({axis.name: spans(axis) for axis in axes}, covers, _alike(covers), tuple(tables))

    @property
    def width(self) -> int:
        return len(self.alike)

    def numbers(self, table: SafeTable) -> Ints:
        """The number of each cell of a table, in the table's order."""
        cover = next(c for c in self.covers if set(table.dimensions) <= set(c.names))
        axes = [cover.names.index(name) for name in table.dimensions]
        trees = [(self.under[name], cover.trees[axis].place) for name, axis in zip(table.dimensions, axes, strict=True)]
        place = [{code: places[span] for code, span in under.items() if span in places} for under, places in trees]
        at = np.zeros((len(cover.names), len(table.cells)), dtype=np.int64)
        for axis, codes, places in zip(axes, zip(*table.cells, strict=True), place, strict=True):
            at[axis] = [places[code] for code in codes]
        return np.asarray(self.alike[cover.numbers[tuple(at)]], dtype=np.int64).reshape(len(table.cells))


@dataclass(frozen=True, slots=True)
class Equations:
    """Unknown cells with what is known of each alone; in every row of the matrix the signed cells add up to zero."""

    matrix: Incidence
    limits: Bounds


def equations(reading: Reading, known: Mapping[CellName, int], floor: Callable[[str], int]) -> Equations:
    """Published cells and those known from elsewhere are exact; a hidden cell of a table is at least its `floor`.

    Of cells that are left out altogether the floor says nothing.
    """
    lower, upper = np.zeros(reading.width), np.full(reading.width, np.inf)
    for table in reading.tables:
        numbers = reading.numbers(table)
        hidden = np.array([cell.status is Status.SUPPRESSED for cell in table.cells.values()], dtype=np.bool_)
        np.maximum.at(lower, numbers, np.where(hidden, floor(table.name), 0))
        values = [cell.value if cell.is_published else known.get((table.name, at)) for at, cell in table.cells.items()]
        told = np.array([value is not None for value in values], dtype=np.bool_)
        exact = np.array([value for value in values if value is not None], dtype=np.float64)
        lower[numbers[told]] = 0
        np.maximum.at(lower, numbers[told], exact)
        np.minimum.at(upper, numbers[told], exact)
    return Equations(_matrix(reading), Bounds(lower, upper))


def _matrix(reading: Reading) -> Incidence:
    rows, columns, signs, height = [], [], [], 0
    for cover in reading.covers:
        for taken in cover.rows():
            count, width = taken.shape
            rows.append(np.repeat(np.arange(height, height + count), width))
            columns.append(reading.alike[taken].ravel())
            signs.append(np.tile(np.append(1.0, -np.ones(width - 1)), count))
            height += count
    none = np.zeros(0, dtype=np.int64)
    return Incidence(
        np.concatenate([none, *rows]), np.concatenate([none, *columns]), np.concatenate([np.zeros(0), *signs]),
        height, reading.width,
    )  # fmt: skip


def is_withheld(table: SafeTable) -> bool:
    """Nothing in the table is shown."""
    return not any(cell.is_published for cell in table.cells.values())


def _covers(tables: Sequence[SafeTable], axes: Mapping[str, Classification]) -> Iterator[Cover]:
    wanted = {frozenset(table.dimensions) for table in tables}
    largest = [names for names in wanted if not any(names < other for other in wanted)]
    everything = frozenset[str]().union(*largest)
    if not _is_tree(largest) and prod(len(_tree(axes[name], tables).place) for name in everything) <= JOINT_LIMIT:
        largest = [everything]
    start = 0
    for names in sorted(tuple(name for name in axes if name in chosen) for chosen in largest):
        inside = [table for table in tables if set(table.dimensions) <= set(names)]
        trees = tuple(_tree(axes[name], inside) for name in names)
        shape = tuple(len(tree.place) for tree in trees)
        yield Cover(names, trees, np.arange(start, start + prod(shape), dtype=np.int64).reshape(shape))
        start += prod(shape)


def _tree(axis: Classification, tables: Sequence[SafeTable]) -> Tree:
    codes = set()
    for table in tables:
        if axis.name in table.dimensions:
            place = table.dimensions.index(axis.name)
            codes |= {at[place] for at in table.cells}
    return Tree.of(axis, codes)


def _is_tree(covers: Sequence[frozenset[str]]) -> bool:
    """Whether agreeing on shared margins is all that tables over these dimensions can demand (Graham's reduction)."""
    left = list(covers)
    while True:
        shared = [frozenset(n for n in names if sum(n in other for other in left) > 1) for names in left]
        fewer = [
            names
            for i, names in enumerate(shared)
            if not any(names < o or (names == o and j < i) for j, o in enumerate(shared))
        ]
        if fewer == left:
            return len(left) <= 1
        left = fewer


def _alike(covers: Sequence[Cover]) -> Ints:
    alike = np.arange(sum(cover.numbers.size for cover in covers), dtype=np.int64)
    for one, other in combinations(covers, 2):
        names = [name for name in one.names if name in other.names]
        shared = {name: _common(dict(one.axes)[name], dict(other.axes)[name]) for name in names}
        alike[other.margin(names, shared)] = alike[one.margin(names, shared)]
    return alike


def _common(one: Tree, other: Tree) -> list[Span]:
    """The spans that both trees have, in the order of the first."""
    return [span for span in one.place if span in other.place]
