"""What no safe pattern of a table can undercut: a linear program over what each single equation demands.

In an equation with a hidden cell another one must be able to make up for its change. What a sensitive cell must gain,
the others in its sum must be able to lose, or the sum to gain; what no single equation forbids is let pass, so every
safe pattern fulfils all this, and the true optimum lies at the bound or above.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from observatory.disclosure.equations import Reading
from observatory.disclosure.solver import INFINITY, Bounds, Flags, Floats, Incidence, Ints, Program
from observatory.disclosure.tables import Classification, SafeTable

MOST_CELLS = 6_000
"""Larger tables get no bound: it would take longer than protecting them."""

_UNKNOWN = 10**9
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Stake:
    """The cells of a table, in its order.

    What each can lose while hidden, how far it must be able to go down and up, what is hidden in any case, what never,
    and what hiding it costs.
    """

    room: Ints
    down: Ints
    up: Ints
    free: Flags
    fixed: Flags
    costs: Floats


def least_loss(table: SafeTable, axes: Sequence[Classification], stake: Stake, *, nodes: int = 0) -> float:
    """The least that any safe pattern of this table costs, whatever else is shown.

    For a table in which every need can be kept. Only the coordinates of `table` are read. With `nodes` the cells are
    hidden wholly or not at all, which takes longer and bounds better.
    """
    cover = _Cover.of(table, axes, stake)
    rows = list(cover.rows())
    if not rows:
        return 0.0
    places = np.concatenate([row.places for row in rows])
    signs = np.concatenate([row.signs for row in rows])
    height, width = places.shape[0], len(cover.most)
    # Rows of different lengths are filled up with zeros of the last column.
    number = np.repeat(np.arange(height), places.shape[1])
    kept = signs.ravel() != 0
    matrix = Incidence(number[kept], places.ravel()[kept], signs.ravel()[kept], height, width)
    program = Program(matrix, Bounds(np.zeros(height), np.full(height, INFINITY)), Bounds(cover.least, cover.most))
    program.set_costs(cover.costs)
    found = program.solve()
    least = 0.0 if found is None else float(cover.costs @ found)
    if nodes and least:
        program.solve_whole(np.ones(width, dtype=np.bool_), nodes=nodes)
        least = max(least, program.least)
    return least


@dataclass(frozen=True, slots=True)
class _Rows:
    """Rows that must not be negative: a line of columns and one of signs for each."""

    places: Ints
    signs: Floats


@dataclass(frozen=True, slots=True)
class _Cover:
    """Per cell of the reader's system: is it hidden (`least`) or may it be (`most`), what it costs and can lose."""

    taken: tuple[Ints, ...]
    least: Floats
    most: Floats
    costs: Floats
    room: Ints
    down: Ints
    up: Ints

    @classmethod
    def of(cls, table: SafeTable, axes: Sequence[Classification], stake: Stake) -> "_Cover":
        reading = Reading.of([table], axes)
        at, width = reading.numbers(table), reading.width
        least, costs = np.zeros((2, width))
        most, room = np.ones(width), np.full(width, _UNKNOWN)
        down, up = np.zeros((2, width), dtype=np.int64)
        least[at] = stake.free & ~stake.fixed
        most[at] = ~stake.fixed
        costs[at] = np.where(stake.free, 0.0, stake.costs)
        room[at], down[at], up[at] = stake.room, stake.down, stake.up
        taken = tuple(reading.alike[rows] for cover in reading.covers for rows in cover.rows())
        return cls(taken, least, most, costs, room, down, up)

    def rows(self) -> Iterator[_Rows]:
        """One for each cell of each equation, and for sensitive ones what it takes to move them far enough."""
        longest = max(rows.shape[1] for rows in self.taken)
        for taken in self.taken:
            for place in range(taken.shape[1]):
                for signs, asked in self._demands(taken, place):
                    yield self._useful(taken[asked], signs[asked], place, longest)

    def _demands(self, taken: Ints, place: int) -> Iterator[tuple[Floats, Flags]]:
        """The cell at this place must be balanced; a part gains only what others lose, and a sum loses so."""
        yield np.ones(taken.shape), self.most[taken[:, place]] > 0
        far = (self.up if place else self.down)[taken[:, place]]
        asked = far > 0
        share = np.minimum(self.room[taken], far[:, None]) / np.maximum(far, 1)[:, None]
        if place:
            share[:, 0] = 1.0
        yield share, asked

    def _useful(self, taken: Ints, signs: Floats, place: int, longest: int) -> _Rows:
        """Without those that the cells hidden in any case fulfil; the cell's own sign is -1."""
        signs = np.where(self.most[taken] > 0, signs, 0.0)
        signs[:, place] = 0.0
        open_ = (signs * self.least[taken]).sum(axis=1) < 1 - _CLOSE
        signs[:, place] = -1.0
        fill = ((0, 0), (0, longest - taken.shape[1]))
        return _Rows(np.pad(taken[open_], fill), np.pad(signs[open_], fill))
