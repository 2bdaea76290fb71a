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


def price(space: Space, moves: Rectangles, along: Floats, against: Floats) -> Floats:
    """What each costs when a class costs `along` that changes as `near` does, and `against` that does the opposite."""
    corners = moves.corners()
    rows = [np.flatnonzero(there) for _, _, there in corners]
    of, turned = np.concatenate(rows), len(rows[0]) + len(rows[1])
    own = np.concatenate([atoms[at] for (atoms, _, _), at in zip(corners, rows, strict=True)])
    opposite = np.concatenate([atoms[at] for (_, atoms, _), at in zip(corners, rows, strict=True)])
    start = np.where(moves.is_line, np.uint8(2), np.uint8(0))
    parts = moves.first.astype(np.uint8) | moves.second.astype(np.uint8) << np.uint8(1)
    total = np.zeros(len(moves))
    for classes, columns in _touched(space, own, opposite, parts[of], start[of]):
        costs = np.where(columns < turned, along[classes], against[classes])
        total += np.bincount(of[columns], costs, len(moves))
    return total


def _touched(space: Space, own: Ints, opposite: Ints, parts: Bits, start: Bits) -> Iterator[tuple[Numbers, Ints]]:
    """Per table the classes above these atoms that tell them from their opposites in both parts; whose each of them is.

    Few do: only these are looked up.
    """
    for layout in space.layouts:
        cells, bits = _expanded(layout, own, opposite, parts, start)
        at = np.flatnonzero(bits == _BOTH)
        yield space.chief[np.minimum(cells.ravel()[at], np.int32(space.top))], at % len(own)


def _expanded(layout: Layout, own: Ints, opposite: Ints, parts: Bits, start: Bits) -> tuple[Numbers, Bits]:
    cells = np.full((1, len(own)), layout.offset, dtype=np.int32)
    bits = start[None, :]
    for side in layout.sides:
        groups = own[:, side.place]
        apart = side.apart_at(groups, opposite[:, side.place]) * parts[:, side.place]
        cells = (cells[:, None, :] + side.steps.take(groups, axis=1)).reshape(-1, len(own))
        bits = (bits[:, None, :] | apart).reshape(-1, len(own))
    return cells, bits
