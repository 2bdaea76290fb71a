"""Numbers every cell of every table without listing it: cells are sums of strides, equal cells are one class.

A table of two hundred thousand cells is a handful of small arrays, one per dimension; only the values, one number per
class, are as long as the tables themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt

from observatory.disclosure.atoms import Grain, shown_codes
from observatory.disclosure.solver import Ints
from observatory.disclosure.tables import Coordinates, Cube, TableSpec

Bits = npt.NDArray[np.uint8]
Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int32]

_CHUNK = 1 << 21
_CACHED = 15_000
"""Cells looked at together: their numbers and prices stay in the cache, and memory for them is not asked anew."""

_MOST_NUMBERS = 1 << 62


@dataclass(frozen=True, slots=True)
class Side:
    """One dimension of one table: `steps` is what the shown codes above each group add to a cell's number.

    `place` is the dimension's column among an atom's groups; `apart[level, g, h]` is 1 where the code at that level
    above g does not cover h. Levels come first, so that long rows are added at a time.
    """

    place: int
    codes: tuple[str, ...]
    steps: Numbers
    apart: Bits

    def apart_at(self, groups: Ints, others: Ints) -> Bits:
        """For pairs of groups, a row per level."""
        return np.asarray(self.apart.reshape(len(self.apart), -1).take(groups * self.apart.shape[1] + others, axis=1))


@dataclass(frozen=True, slots=True)
class States:
    """A dimension that no table shows: at which of its codes each table stands, by the table's name."""

    grain: Grain
    of: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """One table: its cells are numbered from `offset` in the order of its dimensions and of their codes."""

    spec: TableSpec
    sides: tuple[Side, ...]
    offset: int

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(side.codes) for side in self.sides)

    @property
    def size(self) -> int:
        return prod(self.shape)

    def parts(self, number: int) -> Iterator[slice]:
        """Slices of so many atoms that the cells above them stay in the processor's cache."""
        return _slices(number, max(64, _CACHED // self.width))

    @property
    def width(self) -> int:
        """How many cells count an atom, at most."""
        return prod(len(side.steps) for side in self.sides)

    def codes_at(self, number: int) -> Coordinates:
        """The coordinates of a cell, given its number in this table; last its state, where there are states."""
        at = np.unravel_index(number, self.shape) if self.sides else ()
        return tuple(side.codes[int(i)] for side, i in zip(self.sides, at, strict=True))

    def number_of(self, at: Coordinates) -> int:
        """The number of a cell, given its coordinates."""
        places = [side.codes.index(code) for side, code in zip(self.sides, at, strict=False)]
        places += [0] * (len(self.sides) - len(places))
        return self.offset + (int(np.ravel_multi_index(places, self.shape)) if places else 0)


@dataclass(frozen=True, slots=True)
class Space:
    """All cells of all tables: `class_of` gives each cell's class, `first` each class's first cell.

    `chief` is the class for such a first cell and `size`, which stands for no class at all, for every other.
    """

    grains: tuple[Grain, ...]
    layouts: tuple[Layout, ...]
    class_of: Numbers
    chief: Numbers
    first: Ints
    size: int

    @classmethod
    def of(cls, cube: Cube, specs: Sequence[TableSpec], states: States | None = None) -> "Space":
        grains = _grains(cube, specs) + ((states.grain,) if states else ())
        layouts = tuple(_layouts(cube, specs, grains, states))
        _, first, class_of = np.unique(_hashes(layouts, grains), return_index=True, return_inverse=True)
        chief = np.full(len(class_of) + 1, len(first), dtype=np.int32)
        chief[first] = np.arange(len(first))
        return cls(grains, layouts, class_of.astype(np.int32), chief, first, len(first))

    def classes_of(self, atoms: Ints) -> Numbers:
        """A column per atom: the classes that count it, filled up with `size`."""
        return np.asarray(self.chief[self.cells_of(atoms)])

    def cells_of(self, atoms: Ints) -> Numbers:
        """A column per atom: the numbers of the cells that count it, filled up with `top`."""
        return np.concatenate([cells_above(layout, atoms, self.top) for layout in self.layouts])

    def numbered(self, atoms: Ints) -> Ints:
        """One number for each atom, equal for equal ones and in the same order."""
        found = np.zeros(len(atoms), dtype=np.int64)
        sizes = [len(grain.leaves) for grain in self.grains]
        if prod(sizes) >= _MOST_NUMBERS:
            return np.unique(atoms, axis=0, return_inverse=True)[1].ravel()
        for column, size in enumerate(sizes):
            found = found * size + atoms[:, column]
        return found

    @property
    def top(self) -> int:
        """One more than the last cell's number."""
        return len(self.class_of)

    def totals(self, atoms: Ints, counts: Ints) -> Ints:
        """The value of each class."""
        found = np.zeros(self.size + 1)
        for part in self.parts(len(atoms)):
            classes = self.classes_of(atoms[part])
            weights = np.broadcast_to(counts[part], classes.shape).ravel()
            found += np.bincount(classes.ravel(), weights=weights, minlength=self.size + 1)
        return found[:-1].astype(np.int64)

    def parts(self, number: int) -> Iterator[slice]:
        """Slices of so many atoms that their cells fit into little memory."""
        return _slices(number, max(1, _CHUNK // sum(layout.width for layout in self.layouts)))

    def cell(self, number: int) -> tuple[Layout, Coordinates]:
        """The first cell of a class."""
        at = int(self.first[number])
        layout = next(x for x in reversed(self.layouts) if x.offset <= at)
        return layout, layout.codes_at(at - layout.offset)


def _slices(number: int, step: int) -> Iterator[slice]:
    return (slice(start, start + step) for start in range(0, number, step))


Span = frozenset[tuple[int, tuple[int, ...]]]
"""What a cell counts, whichever vintage: groups in each dimension that is not at its total."""


def spans(space: Space, layout: Layout) -> Iterator[Span]:
    """The span of each cell of a table, in order."""
    sides = layout.sides[: len(layout.spec.dimensions)]
    whole = {(place, tuple(range(len(grain.leaves)))) for place, grain in enumerate(space.grains)}
    inside = [[(side.place, space.grains[side.place].spans[code]) for code in side.codes] for side in sides]
    return (frozenset(at) - whole for at in product(*inside))


def cells_above(layout: Layout, atoms: Ints, top: int) -> Numbers:
    """A column per atom: the numbers of the cells that count it; `top` where its branch has fewer levels."""
    cells = np.full((1, len(atoms)), layout.offset, dtype=np.int32)
    for side in layout.sides:
        cells = (cells[:, None, :] + side.steps.take(atoms[:, side.place], axis=1)).reshape(-1, len(atoms))
    return np.minimum(cells, np.int32(top))


def _grains(cube: Cube, specs: Sequence[TableSpec]) -> tuple[Grain, ...]:
    """Of the dimensions that some table has; of the first one if none has any."""
    used = [axis for axis in cube.classifications if any(axis.name in spec.dimensions for spec in specs)]
    return tuple(
        Grain.cut(axis, {c for s in specs if axis.name in s.dimensions for c in shown_codes(cube, s, axis.name)})
        for axis in used or cube.classifications[:1]
    )


def _layouts(
    cube: Cube, specs: Sequence[TableSpec], grains: Sequence[Grain], states: States | None
) -> Iterator[Layout]:
    places = {grain.name: place for place, grain in enumerate(grains)}
    shown = [[(name, shown_codes(cube, spec, name)) for name in spec.dimensions] for spec in specs]
    top = sum(prod(len(codes) for _, codes in own) for own in shown)
    offset = 0
    for spec, own in zip(specs, shown, strict=True):
        if states:
            own.append((states.grain.name, (states.of[spec.name],)))
        strides = [prod(len(codes) for _, codes in own[i + 1 :]) for i in range(len(own))]
        sides = [
            _side(places[name], grains[places[name]], codes, (stride, top))
            for (name, codes), stride in zip(own, strides, strict=True)
        ]
        layout = Layout(spec, tuple(sides), offset)
        yield layout
        offset += layout.size


def _side(place: int, grain: Grain, codes: tuple[str, ...], stride_and_top: tuple[int, int]) -> Side:
    above: list[list[int]] = [[] for _ in grain.leaves]
    for number, code in enumerate(codes):
        for group in grain.spans[code]:
            above[group].append(number)
    levels = max(map(len, above))
    stride, top = stride_and_top
    steps = np.full((levels, len(above)), top, dtype=np.int32)
    covers = np.zeros((len(codes) + 1, len(above)), dtype=np.uint8)
    for group, numbers in enumerate(above):
        steps[: len(numbers), group] = np.array(numbers, dtype=np.int32) * stride
        covers[numbers, group] = 1
    rows = np.array([numbers + [len(codes)] * (levels - len(numbers)) for numbers in above], dtype=np.int64)
    return Side(place, codes, steps, np.ascontiguousarray((1 - covers[rows]).transpose(1, 0, 2)))


def _hashes(layouts: Sequence[Layout], grains: Sequence[Grain]) -> Hashes:
    """Per cell the sum of random numbers, one for each part of a dimension that the cell counts; nothing for all."""
    numbers: dict[tuple[str, tuple[int, ...]], int] = {}
    draw = np.random.default_rng(0x5AFE)
    parts = []
    for layout in layouts:
        sums = np.zeros(1, dtype=np.uint64)
        for side in layout.sides:
            own = np.array([_number(numbers, draw, grains[side.place], c) for c in side.codes], dtype=np.uint64)
            sums = (sums[:, None] + own[None, :]).ravel()
        parts.append(sums)
    return np.concatenate(parts)


def _number(numbers: dict[tuple[str, tuple[int, ...]], int], draw: np.random.Generator, grain: Grain, code: str) -> int:
    span = grain.spans[code]
    if len(span) == len(grain.leaves):
        return 0
    return numbers.setdefault((grain.name, span), int(draw.integers(1, 1 << 63)))


def occurring(cube: Cube, grains: Sequence[Grain]) -> tuple[Ints, Ints]:
    """The patterns of groups that occur, a row each in order, and how often."""
    places = [cube.dimensions.index(grain.name) for grain in grains]
    codes = [grain.group_of for grain in grains]
    rows = [[of[at[place]] for of, place in zip(codes, places, strict=True)] for at, n in cube.counts.items() if n]
    numbers = [n for n in cube.counts.values() if n]
    atoms, inverse = np.unique(
        np.array(rows, dtype=np.int64).reshape(len(rows), len(grains)), axis=0, return_inverse=True
    )
    counts = np.zeros(len(atoms), dtype=np.int64)
    np.add.at(counts, inverse.ravel(), numbers)
    return atoms, counts
