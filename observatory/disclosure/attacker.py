"""Plays the reader who wants to know: how far published tables narrow the counts that they hide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from observatory.disclosure.equations import Equations, Reading, equations
from observatory.disclosure.front import Front
from observatory.disclosure.propagation import parts, propagated
from observatory.disclosure.rules import Rule, Zeros
from observatory.disclosure.solver import Bounds, Floats, Ints
from observatory.disclosure.tables import CellName, Classification, SafeTable
from observatory.disclosure.watch import Watch
from observatory.errors import WrongUse
from observatory.progress import Progress, silent
from observatory.terms import Term

_CLOSE = 1e-6
_WORKING = Term("Attacco alle celle nascoste", "Attacking the hidden cells")


class Interval(NamedTuple):
    """What a reader must think possible of a hidden count; `high` may be infinite."""

    low: float
    high: float

    @property
    def is_exact(self) -> bool:
        return self.high - self.low < _CLOSE


_EVERYTHING = Interval(-np.inf, np.inf)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the reader has beside the tables: cells known from elsewhere, and the rule about zeros.

    `floors` are the least values of hidden cells in tables for which another rule holds than `zeros`; `between` are
    cells that are known to lie in an interval.
    """

    known: Mapping[CellName, int] = field(default_factory=dict)
    zeros: Zeros = "camouflage"
    floors: Mapping[str, int] = field(default_factory=dict)
    between: Mapping[CellName, Interval] = field(default_factory=dict)

    @classmethod
    def of(cls, known: Mapping[CellName, int], rule: Rule) -> "Knowledge":
        return cls(known, "open" if rule.floor else "camouflage")

    def floor(self, table: str) -> int:
        return self.floors.get(table, 1 if self.zeros == "open" else 0)


@dataclass(frozen=True, slots=True)
class Found:
    """The interval of each hidden cell, and the cells of which a whole-number reader could not settle an end."""

    intervals: Mapping[CellName, Interval]
    undecided: frozenset[CellName]


def attack(
    tables: Sequence[SafeTable],
    classifications: Sequence[Classification],
    *,
    knowledge: Knowledge | None = None,
    whole: bool = False,
    enough: Interval = _EVERYTHING,
) -> dict[CellName, Interval]:
    """The narrowest interval of each hidden cell that linear reasoning over all tables gives.

    With `whole` the reader also uses that counts are whole: exactly where the search comes
    to its end, by rounding where it does not. An end that is found to lie beyond `enough` may be
    given short of its true place. Raises `WrongUse` when the published values contradict each other.
    """
    hidden = {(table.name, at): enough for table in tables for at, cell in table.cells.items() if not cell.is_published}
    wanted = Wanted(hidden, knowledge or Knowledge(), whole)
    return dict(besiege(tables, classifications, wanted).intervals)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The cells to attack, each with the interval beyond which nothing more is asked, and what the reader knows."""

    cells: Mapping[CellName, Interval]
    knowledge: Knowledge
    whole: bool = False


def besiege(
    tables: Sequence[SafeTable],
    classifications: Sequence[Classification],
    wanted: Wanted,
    progress: Progress = silent,
) -> Found:
    """As `attack`, for some cells only, each with its own `enough`; also says what stayed undecided."""
    if not wanted.cells:
        return Found({}, frozenset())
    reading = Reading.of(tables, classifications)
    number: dict[CellName, int] = {}
    for table in tables:
        names = ((table.name, at) for at in table.cells)
        number |= dict(zip(names, reading.numbers(table).tolist(), strict=True))
    goals = _Goals.of({cell: number[cell] for cell in wanted.cells}, wanted.cells, reading.width)
    known = equations(reading, wanted.knowledge.known, wanted.knowledge.floor)
    for cell, told in wanted.knowledge.between.items():
        at, limits = number[cell], known.limits
        limits.lower[at], limits.upper[at] = max(limits.lower[at], told.low), min(limits.upper[at], told.high)
    seen = _Siege.of(known, goals, whole=wanted.whole).ends(progress)
    intervals = {cell: seen.interval(number[cell]) for cell in wanted.cells}
    return Found(intervals, frozenset(cell for cell in wanted.cells if number[cell] in seen.undecided))


@dataclass(frozen=True, slots=True)
class _Goals:
    """The cells that are asked for, and per cell of the system how far down and up is enough."""

    cells: Ints
    low: Floats
    high: Floats

    @classmethod
    def of(cls, number: Mapping[CellName, int], enough: Mapping[CellName, Interval], width: int) -> "_Goals":
        low, high = np.full(width, np.inf), np.full(width, -np.inf)
        for cell, at in number.items():
            low[at], high[at] = min(low[at], enough[cell].low), max(high[at], enough[cell].high)
        return cls(np.unique(list(number.values())), low, high)


@dataclass(slots=True)
class _Seen:
    """The lowest and the highest value that each cell took in some state of affairs that fits what is published."""

    low: Floats
    high: Floats
    far: float
    undecided: set[int] = field(default_factory=set)

    def interval(self, cell: int) -> Interval:
        high = float(self.high[cell])
        tidy = np.inf if high > self.far / 2 else round(high, 6) + 0.0
        return Interval(round(float(self.low[cell]), 6) + 0.0, tidy)


@dataclass(frozen=True, slots=True)
class _Siege:
    """What propagation leaves open, and the groups of cells that hang together."""

    known: Equations
    limits: Bounds
    goals: _Goals
    far: float
    whole: bool

    @classmethod
    def of(cls, known: Equations, goals: _Goals, *, whole: bool) -> "_Siege":
        limits = propagated(known.matrix, known.limits)
        if np.any(limits.lower > limits.upper + _CLOSE):
            raise WrongUse(_CONTRADICTION)
        told = known.limits.upper
        far = 10 * float(np.max(told, initial=0, where=np.isfinite(told))) + 10_000
        return cls(known, Bounds(limits.lower, np.minimum(limits.upper, far)), goals, far, whole)

    def ends(self, progress: Progress) -> _Seen:
        lower, upper = self.limits.lower, self.limits.upper
        open_ = upper - lower > _CLOSE
        seen = _Seen(np.where(open_, np.inf, lower), np.where(open_, -np.inf, lower), self.far)
        asked = np.zeros(len(open_), dtype=np.bool_)
        asked[self.goals.cells] = True
        groups = [cells for cells in parts(self.known.matrix, open_) if asked[cells].any()]
        settled = self.known.matrix.times(np.where(open_, 0.0, lower))
        questions = (4 if self.whole else 2) * sum(int(asked[cells].sum()) for cells in groups)
        watch = Watch(_WORKING, np.inf, progress, (0, questions))
        for cells in groups:
            matrix, rows = self.known.matrix.narrowed(cells)
            targets = np.flatnonzero(asked[cells])
            self._pursue(Front.of(matrix, -settled[rows], self._within(cells), targets, watch), cells, seen)
        return seen

    def _within(self, cells: Ints) -> Bounds:
        return Bounds(self.limits.lower[cells], self.limits.upper[cells])

    def _pursue(self, front: Front, cells: Ints, seen: _Seen) -> None:
        targets = cells[front.targets]
        goals = Bounds(
            np.maximum(self.limits.lower, self.goals.low)[targets],
            np.minimum(self.limits.upper, self.goals.high)[targets],
        )
        found = front.pursue(goals)
        if not np.all(np.isfinite(found.lower)):
            raise WrongUse(_CONTRADICTION)
        if self.whole:
            found = front.pursue_whole(goals, found)
        seen.low[targets], seen.high[targets] = found.lower, found.upper
        seen.undecided.update(targets[front.undecided].tolist())


_CONTRADICTION = Term(
    "I valori pubblicati si contraddicono: non possono venire dagli stessi conteggi.",
    "The published values contradict each other: they cannot come from the same counts.",
)
