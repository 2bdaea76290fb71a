"""The simplest worlds: events exchange some of their categories, and everything that does not look at both stays.

One event at `near` and one at `far` give way to one that has the first part of its categories from `far` and the rest
from `near`, and to one the other way about; or the reverse. Only cells change that tell the two apart in the first part
and in the second. Without a second part it is one event that moves.
"""

from dataclasses import dataclass

import numpy as np

from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.space import Bits, Layout, Numbers, Space

_BOTH = 3
_BEYOND = np.int32(1 << 30)
"""Added to a cell's number it lies behind the last cell of all, which stands for no class."""


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
    """What each costs when `tolls` says what taking each class up costs (a row) and down (the other), last no class.

    `sign` is 1 where `near` gains an event and -1 where it loses one.
    """
    line = moves.is_line
    both = np.flatnonzero(~line)
    crossed, other = np.where(moves.first, (moves.far, moves.near), (moves.near, moves.far))
    own = np.concatenate([moves.near, moves.far[both], crossed, other[both]])
    opposite = np.concatenate([moves.far, moves.near[both], other, crossed[both]])
    of = np.concatenate([np.arange(len(line)), both] * 2)
    parts = (moves.first.view(np.uint8) | moves.second.view(np.uint8) << np.uint8(1))[of]
    start = np.where(line, np.uint8(2), np.uint8(0))[of]
    row = np.repeat(np.array([0, tolls.shape[1]][::sign], dtype=np.int32), len(of) // 2)
    total = np.zeros(len(of))
    for layout in space.layouts:
        for at in layout.parts(len(of)):
            cells = _told_apart(layout, own[at], opposite[at], parts[at], start[at])
            total[at] += tolls.take(space.chief.take(cells, mode="clip") + row[at]).sum(axis=0)
    return np.asarray(np.bincount(of, total, len(line)), dtype=np.float64)


def _told_apart(layout: Layout, own: Ints, opposite: Ints, parts: Bits, start: Bits) -> Numbers:
    """A column per atom: the cells above that tell it from its opposite in both parts; for others none at all."""
    cells = np.full((1, len(own)), layout.offset, dtype=np.int32)
    bits = start[None, :]
    for side in layout.sides:
        groups = own[:, side.place]
        apart = side.apart_at(groups, opposite[:, side.place]) * parts[:, side.place]
        cells = (cells[:, None, :] + side.steps.take(groups, axis=1)).reshape(-1, len(own))
        bits = (bits[:, None, :] | apart).reshape(-1, len(own))
    return np.asarray(cells + (bits != _BOTH).astype(np.int32) * _BEYOND)
