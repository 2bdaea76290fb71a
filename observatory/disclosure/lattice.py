"""All combinations of codes of a few dimensions as one small grid of numbers, and the simplest changes of events on it.

A change is simple when it is a product: in each dimension an event either goes from one group to another, or
comes from outside. Then the change of every cell is the product of what the dimensions' own codes change by.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from math import prod

import numpy as np

from observatory.disclosure.atoms import Grain, shown_codes
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.tables import Cube, TableSpec

Spans = tuple[tuple[int, ...], ...]

_TOGETHER = 128
"""Columns with up to so many changes of one cell are combined once and kept."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """One dimension: its spans (groups first, whole last of what is needed), and the changes that each of them can see.

    `above` has a row per span and a column per group. `changes[c]` has a row for each simple change that brings span c
    one event more, with what it does to every span; `products[c]` the same twice, without signs and with them.
    """

    spans: Spans
    groups: int
    above: Floats
    changes: tuple[Floats, ...]
    products: tuple[Floats, ...]

    def place(self, span: tuple[int, ...]) -> int:
        return self.spans.index(span)

    @property
    def shares(self) -> Floats:
        """How aggregated each span is: 0 for one group, 1 for all."""
        return np.asarray(np.log(self.above.sum(axis=1)) / np.log(max(2, self.groups)))


@lru_cache(maxsize=256)
def ladder(spans: Spans, groups: int) -> Ladder:
    """Kept between tables: it does not depend on counts."""
    above = np.array([[group in span for group in range(groups)] for span in spans], dtype=np.float64)
    one, other = np.triu_indices(groups, 1)
    every = np.concatenate([above.T[one] - above.T[other], above.T])
    changes = []
    for place in range(len(spans)):
        rows = every[every[:, place] != 0]
        changes.append(rows * rows[:, [place]])
    return Ladder(spans, groups, above, tuple(changes), tuple(np.stack([np.abs(rows), rows]) for rows in changes))


@dataclass(slots=True)
class Lattice:
    """The grid over all dimensions that some table shows; a cell's number runs through the last dimension first.

    `tables` has the numbers of each table's cells, in order.
    """

    grains: tuple[Grain, ...]
    ladders: tuple[Ladder, ...]
    codes: tuple[tuple[tuple[str, ...], ...], ...]
    tables: tuple[Ints, ...]
    shape: tuple[int, ...] = field(init=False)
    strides: tuple[int, ...] = field(init=False)
    _places: list[tuple[int, ...]] = field(init=False)
    _blocks: tuple[range, ...] = field(init=False)
    _seen: dict[tuple[int, tuple[int, ...]], tuple[Ints, Ints]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shape = tuple(len(each.spans) for each in self.ladders)
        self.strides = tuple(prod(self.shape[place + 1 :]) for place in range(len(self.shape)))
        self._places = list(product(*map(range, self.shape)))
        self._blocks = _blocks(self.ladders)

    @classmethod
    def of(cls, cube: Cube, specs: Sequence[TableSpec]) -> "Lattice":
        used = [axis for axis in cube.classifications if any(axis.name in spec.dimensions for spec in specs)]
        own = {
            axis.name: {c for s in specs if axis.name in s.dimensions for c in shown_codes(cube, s, axis.name)}
            for axis in used
        }
        grains = tuple(Grain.cut(axis, own[axis.name]) for axis in used)
        ladders = tuple(_ladder(grain) for grain in grains)
        codes = tuple(tuple(shown_codes(cube, spec, name) for name in spec.dimensions) for spec in specs)
        return cls(grains, ladders, codes, tuple(_numbers(grains, ladders, spec, cube) for spec in specs))

    @property
    def size(self) -> int:
        return prod(self.shape)

    @property
    def is_finest(self) -> Flags:
        """The cells that are single groups in every dimension."""
        found = np.zeros(self.shape, dtype=np.bool_)
        found[tuple(slice(each.groups) for each in self.ladders)] = True
        return found.ravel()

    @property
    def breadth(self) -> Floats:
        """How aggregated each cell is."""
        found = np.zeros(1)
        for each in self.ladders:
            found = np.add.outer(found, each.shares).ravel()
        return np.asarray(found)

    @property
    def most_changes(self) -> int:
        """No cell has more simple changes."""
        return prod(max(map(len, each.changes)) for each in self.ladders)

    def finest(self, cube: Cube) -> Ints:
        """How many events each combination of groups counts, in order."""
        found = np.zeros([each.groups for each in self.ladders], dtype=np.int64)
        places = [cube.dimensions.index(grain.name) for grain in self.grains]
        groups = [grain.group_of for grain in self.grains]
        for at, number in cube.counts.items():
            found[tuple(of[at[place]] for of, place in zip(groups, places, strict=True))] += number
        return found.ravel()

    def sums(self, finest: Ints) -> Ints:
        """Of each row of combinations of groups, the values of all cells."""
        found = finest.astype(np.float64)
        rows = len(found)
        for each in self.ladders:
            found = np.matmul(each.above, found.reshape(rows, each.groups, -1)).transpose(0, 2, 1)
        return np.rint(found.reshape(rows, -1)).astype(np.int64)

    def at(self, number: int) -> tuple[int, ...]:
        return self._places[number]

    def priced(self, at: tuple[int, ...], prices: Floats) -> Floats:
        """What every simple change costs that brings the cell there one event more.

        `prices` has two rows: per cell the sum of the costs of going up and of going down, and their difference.
        """
        for each, place in zip(self.ladders, at, strict=True):
            rows = prices.reshape(2, len(each.spans), -1)
            prices = np.matmul(each.products[place], rows).transpose(0, 2, 1)
        both, apart = prices.reshape(2, -1)
        return np.asarray((both + apart) / 2)

    def change(self, at: tuple[int, ...], numbers: Sequence[int]) -> tuple[Ints, Ints]:
        """Some of these changes, by their places in `priced`: a row each of cells, and of 1 or -1 for each.

        Rows are filled up with cells that do not change (0).
        """
        left = np.array(numbers, dtype=np.int64)
        cells, ways = np.zeros((len(left), 1), dtype=np.int64), np.ones((len(left), 1), dtype=np.int64)
        for block in reversed(self._blocks):
            steps, turns = self._steps(block, at)
            left, rows = np.divmod(left, len(steps))
            cells = (cells[:, :, None] + steps[rows][:, None]).reshape(len(rows), -1)
            ways = (ways[:, :, None] * turns[rows][:, None]).reshape(len(rows), -1)
        return cells, ways

    def _steps(self, block: range, at: tuple[int, ...]) -> tuple[Ints, Ints]:
        """What all changes in these columns add to a cell's number, and their signs: a row for each change."""
        key = block.start, at[block.start : block.stop]
        if key not in self._seen:
            steps, turns = np.zeros((1, 1), dtype=np.int64), np.ones((1, 1), dtype=np.int64)
            for column in block:
                changes = self.ladders[column].changes[at[column]]
                order = np.argsort(changes == 0, axis=1, kind="stable")[:, : int((changes != 0).sum(axis=1).max())]
                own, shape = np.take_along_axis(changes, order, axis=1).astype(np.int64), (len(steps) * len(order), -1)
                steps = (steps[:, None, :, None] + order[:, None] * self.strides[column]).reshape(shape)
                turns = (turns[:, None, :, None] * own[:, None]).reshape(shape)
            self._seen[key] = steps, turns
        return self._seen[key]


def _blocks(ladders: Sequence[Ladder]) -> tuple[range, ...]:
    """Columns whose changes are few enough to be kept together."""
    blocks: list[range] = []
    most = [max(map(len, each.changes)) for each in ladders]
    for column in range(len(ladders)):
        if blocks and prod(most[blocks[-1].start : column + 1]) <= _TOGETHER:
            blocks[-1] = range(blocks[-1].start, column + 1)
        else:
            blocks.append(range(column, column + 1))
    return tuple(blocks)


def _ladder(grain: Grain) -> Ladder:
    groups = range(len(grain.leaves))
    spans = dict.fromkeys([*((group,) for group in groups), *sorted(set(grain.spans.values())), tuple(groups)])
    return ladder(tuple(spans), len(groups))


def _numbers(grains: Sequence[Grain], ladders: Sequence[Ladder], spec: TableSpec, cube: Cube) -> Ints:
    """Of a table's cells, in the order of its own dimensions."""
    columns = {grain.name: place for place, grain in enumerate(grains)}
    sizes = [len(each.spans) for each in ladders]
    whole = [each.place(tuple(range(each.groups))) for each in ladders]
    found = np.full(
        1, sum(w * prod(sizes[n + 1 :]) for n, w in enumerate(whole) if grains[n].name not in spec.dimensions)
    )
    for name in spec.dimensions:
        column = columns[name]
        own = [ladders[column].place(grains[column].spans[code]) for code in shown_codes(cube, spec, name)]
        found = np.add.outer(found, np.array(own, dtype=np.int64) * prod(sizes[column + 1 :])).ravel()
    return np.asarray(found, dtype=np.int64)
