"""The simplest worlds: events exchange some of their categories, and everything that does not look at both stays.

One event at `near` and one at `far` give way to one that has the first part of its categories from `far` and the rest
from `near`, and to one the other way about; or the reverse. Only cells change that tell the two apart in the first part
and in the second. Without a second part it is one event that moves.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.space import Bits, Layout, Numbers, Space

_BOTH = 3
_BEYOND = np.int32(1 << 30)
"""Added to a cell's number it lies behind all of them."""


@dataclass(frozen=True, slots=True)
class Rectangles:
    """A row each: two atoms, and the dimensions of the first and of the second part in which they differ."""

    near: Ints
    far: Ints
    first: Flags
    second: Flags

    def __len__(self) -> int:
        return len(self.near)

    def picked(self, rows: Ints | Flags) -> "Rectangles":
        return Rectangles(self.near[rows], self.far[rows], self.first[rows], self.second[rows])

    @property
    def is_line(self) -> Flags:
        """Without a second part: near and far exchange nothing, one takes the other's place."""
        return np.asarray(~self.second.any(axis=1), dtype=np.bool_)

    def corners(self) -> tuple[tuple[Ints, Ints, Flags], ...]:
        """The atoms that change with `near`, then those that change against it: each with its opposite.

        The last part says for which rows the corner is there.
        """
        crossed = np.where(self.first, self.far, self.near)
        other = np.where(self.first, self.near, self.far)
        line = self.is_line
        return (
            (self.near, self.far, np.ones(len(line), dtype=np.bool_)),
            (self.far, self.near, ~line),
            (crossed, other, np.ones(len(line), dtype=np.bool_)),
            (other, crossed, ~line),
        )


def together(parts: list[Rectangles]) -> Rectangles:
    """All of them, one after the other."""
    return Rectangles(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("near", "far", "first", "second"))
    )


def price(space: Space, moves: Rectangles, tolls: Floats, sign: int) -> Floats:
    """What each costs when `tolls` says what taking each class up costs (a row) and down (the other).

    Columns are cells: the toll of a class stands at its first one, and the last column stands for no cell.
    `sign` is 1 where `near` gains an event and -1 where it loses one.
    """
    corners = moves.corners()
    rows = [np.flatnonzero(there) for _, _, there in corners]
    own = np.concatenate([atoms[at] for (atoms, _, _), at in zip(corners, rows, strict=True)])
    opposite = np.concatenate([atoms[at] for (_, atoms, _), at in zip(corners, rows, strict=True)])
    of = np.concatenate(rows)
    parts = (moves.first.view(np.uint8) | moves.second.view(np.uint8) << np.uint8(1))[of]
    start = np.where(moves.is_line, np.uint8(2), np.uint8(0))[of]
    row = np.repeat(np.array([0, tolls.shape[1]][::sign], dtype=np.int32), len(of) // 2)
    total = np.zeros(len(of))
    for layout in space.layouts:
        for at, cells in _told_apart(layout, own, opposite, parts, start):
            total[at] += tolls.take(np.minimum(cells, np.int32(space.top)) + row[at]).sum(axis=0)
    return np.asarray(np.bincount(of, total, len(moves)), dtype=np.float64)


def _told_apart(layout: Layout, own: Ints, opposite: Ints, parts: Bits, start: Bits) -> Iterator[tuple[slice, Numbers]]:
    """For some atoms at a time, a column each: the cells above that tell it from its opposite in both parts."""
    steps, apart = [], []
    for side in layout.sides:
        groups = own[:, side.place]
        steps.append(side.steps.take(groups, axis=1))
        apart.append(side.apart_at(groups, opposite[:, side.place]) * parts[:, side.place])
    for at in layout.parts(len(own)):
        bits = start[None, at]
        cells: Numbers = np.full(bits.shape, layout.offset, dtype=np.int32)
        for step, bit in zip(steps, apart, strict=True):
            cells = (cells[:, None, :] + step[:, at]).reshape(-1, bits.shape[1])
            bits = (bits[:, None, :] | bit[:, at]).reshape(-1, bits.shape[1])
        yield at, cells + (bits != _BOTH).astype(np.int32) * _BEYOND
