"""Hides more of a release until nobody who has read the earlier ones too can narrow what any of them protects.

Unknowns are changes of the finest counts. What was told before may not change; what is to be shown now may, at a
price, and is then hidden. So the cheapest change that a protected count needs says what has to go. Most need none.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.protection import BROKEN
from observatory.disclosure.solver import INFINITY, Bounds, Flags, Floats, Incidence, Ints, Program
from observatory.disclosure.sweep import Shift, Sweep
from observatory.errors import Unprotectable
from observatory.progress import Progress, silent
from observatory.terms import Term

_WORTH = 10_000.0
_TRIFLE = 0.01
_NODES = 50
_FAR = 30.0
_CLOSE = 1e-6
_COMPARING = Term("Confronto con le edizioni precedenti", "Comparing with earlier issues")


@dataclass(frozen=True, slots=True)
class Sum:
    """A count that a reader sees or would like to know, as a sum of the finest ones.

    `is_told`: an earlier release shows it. `price`: what hiding it costs; nothing for a sum that is not shown now.
    """

    parts: tuple[int, ...]
    is_told: bool = False
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class Aim:
    """How much lower and how much higher than it is a reader must think a sum possible."""

    sum: int
    down: int
    up: int


@dataclass(frozen=True, slots=True)
class Puzzle:
    """The finest counts, the sums over them, the pairs of sums that are always equal, and what to keep open."""

    counts: Sequence[int]
    sums: Sequence[Sum]
    equal: Sequence[tuple[Sequence[int], Sequence[int]]]
    aims: Sequence[Aim]


def concealed(puzzle: Puzzle, progress: Progress = silent) -> frozenset[int]:
    """The sums to be shown now that must be hidden as well.

    Each aim is then met by a change that no reader can exclude, or as nearly met as what was told before allows. Where
    no change of whole events was found in the search allowed, one of parts of events decides what is hidden.
    Raises `Unprotectable` if such a change does not stand its proof.
    """
    if not puzzle.aims:
        return frozenset()
    search = _Search(puzzle)
    aims = [(aim.sum, sign, goal) for aim in puzzle.aims for sign, goal in ((-1, aim.down), (1, aim.up)) if goal > 0]
    search.sweep(aims)
    for done, aim in enumerate(aims):
        progress(done, len(aims), _COMPARING)
        search.meet(*aim)
    return frozenset(np.flatnonzero(search.hidden & (search.prices > 0)).tolist())


@dataclass(slots=True)
class _Search:
    puzzle: Puzzle
    prices: Floats = field(init=False)
    told: Flags = field(init=False)
    hidden: Flags = field(init=False)
    reached: dict[int, Ints] = field(init=False)
    _sums: Incidence = field(init=False)
    _ties: Incidence = field(init=False)
    _program: Program = field(init=False)

    def __post_init__(self) -> None:
        sums, counts = self.puzzle.sums, self.puzzle.counts
        self.prices = np.array([s.price for s in sums])
        self.told = np.array([s.is_told for s in sums])
        self.hidden = ~self.told & (self.prices == 0)
        self.reached = {sign: np.zeros(len(sums), dtype=np.int64) for sign in _WAYS}
        self._sums = Incidence.of([(i, _ints(s.parts), 1.0) for i, s in enumerate(sums)], len(sums), len(counts))
        self._ties = self._equalities()
        self._program = Program(self._matrix(), self._rows(), self._bounds())
        self._program.expect_new_costs()

    def _equalities(self) -> Incidence:
        pairs = self.puzzle.equal
        parts = [
            (i, _ints(side), sign) for i, pair in enumerate(pairs) for side, sign in zip(pair, _SIGNS, strict=True)
        ]
        return Incidence.of(parts, len(pairs), len(self.puzzle.counts))

    def _matrix(self) -> Incidence:
        """A row per sum: its parts' changes, less what it rises, and what it falls; then the equalities."""
        height, width = len(self.puzzle.sums), len(self.puzzle.counts)
        rows = np.arange(height)
        wide = width + 2 * height
        sums = Incidence(
            np.concatenate([self._sums.rows, rows, rows]),
            np.concatenate([self._sums.columns, width + rows, width + height + rows]),
            np.concatenate([self._sums.signs, np.full(height, -1.0), np.full(height, 1.0)]),
            height,
            wide,
        )
        ties = self._ties
        return sums.above(Incidence(ties.rows, ties.columns, ties.signs, ties.height, wide))

    def _rows(self) -> Bounds:
        zeros = np.zeros(len(self.puzzle.sums) + len(self.puzzle.equal))
        return Bounds(zeros, zeros)

    def _bounds(self) -> Bounds:
        counts, most = self._changes, np.where(self.told, 0.0, INFINITY)
        lower = np.concatenate([counts.lower, np.zeros(2 * len(most))])
        return Bounds(lower, np.concatenate([counts.upper, most, most]))

    def sweep(self, aims: Sequence[Shift]) -> None:
        """Meets what can be met without hiding more."""
        sweep = Sweep(self._changes, self._sums.picked(~self.hidden).above(self._ties), self._sums)
        for change in sweep.changes([aim for aim in aims if not self.told[aim[0]]], self.reached):
            self._take(change)

    @property
    def _changes(self) -> Bounds:
        """How far each finest count may change."""
        counts = np.array(self.puzzle.counts, dtype=np.float64)
        return Bounds(-np.minimum(counts, _FAR), np.full(len(counts), _FAR))

    def meet(self, number: int, sign: int, goal: int) -> None:
        """Finds a change of this sum unless one was found, or there can be none; hides what it changes."""
        if self.told[number] or self.reached[sign][number] >= goal:
            return
        found = self._cheapest(number, sign, goal)
        change = self._whole(found, _NODES)
        if change is None:
            self.hidden |= np.abs(self._sums.times(found)) > _CLOSE
            self._aim_at(number, sign, goal)
            change = self._whole(found, _NODES * 10)
        if change is not None:
            self._take(change)

    def _take(self, change: Ints) -> None:
        moved = np.rint(self._sums.times(change)).astype(np.int64)
        if not self._is_possible(change, moved):
            raise Unprotectable(BROKEN)
        self.hidden |= moved != 0
        for way, most in self.reached.items():
            np.maximum(most, way * moved, out=most)

    def _cheapest(self, number: int, sign: int, goal: int) -> Floats:
        self._aim_at(number, sign, goal)
        found = self._program.solve()
        if found is None:
            raise Unprotectable(BROKEN)
        return found[: len(self.puzzle.counts)]

    def _aim_at(self, number: int, sign: int, goal: int) -> None:
        """Moving this sum is worth more than everything else costs."""
        width, height = len(self.puzzle.counts), len(self.puzzle.sums)
        rise, fall = width + number, width + height + number
        wanted, other = (rise, fall) if sign > 0 else (fall, rise)
        bounds, paid = self._bounds(), np.where(self.hidden, _TRIFLE, self.prices)
        costs = np.concatenate([np.zeros(width), paid, paid])
        bounds.upper[wanted], bounds.upper[other] = goal, 0
        costs[wanted] = -_WORTH
        self._program.set_bounds(bounds)
        self._program.set_costs(costs)

    def _whole(self, found: Floats, nodes: int) -> Ints | None:
        """Whole events only: a reader knows that half an event is none. None where so much search does not find any."""
        if np.abs(found - np.rint(found)).max(initial=0.0) <= _CLOSE:
            return np.rint(found).astype(np.int64)
        width = len(found)
        whole = self._program.solve_whole(np.arange(width + 2 * len(self.told)) < width, nodes=nodes, gap=0.05)
        self._program.expect_new_costs()
        return None if whole is None or not self._program.is_proven else np.rint(whole[:width]).astype(np.int64)

    def _is_possible(self, change: Ints, moved: Ints) -> bool:
        """By additions alone: no count falls below zero, nothing that was told changes, equal sums stay equal."""
        counts = np.array(self.puzzle.counts, dtype=np.int64)
        return not ((counts + change < 0).any() or moved[self.told].any() or self._ties.times(change).any())


_SIGNS = (1.0, -1.0)
_WAYS = (-1, 1)


def _ints(numbers: Iterable[int]) -> Ints:
    return np.array(tuple(numbers), dtype=np.int64)
