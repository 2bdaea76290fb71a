"""Plays the reader who wants to know: how far published tables narrow the counts that they hide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from observatory.disclosure.equations import Equations, Reading, equations
from observatory.disclosure.rules import Zeros
from observatory.disclosure.solver import INFINITY, Bounds, Flags, Floats, Incidence, Ints, Program
from observatory.disclosure.tables import CellName, Classification, SafeTable
from observatory.errors import WrongUse
from observatory.terms import Term

_CLOSE = 1e-6
_ROUNDS = 30
_NODES = 20_000
SMALL = 200
"""Unknowns up to which the whole-number attacker branches; beyond, it rounds the linear interval inwards."""


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
    """What the reader has beside the tables: cells known from elsewhere, and the rule about zeros."""

    known: Mapping[CellName, int] = field(default_factory=dict)
    zeros: Zeros = "camouflage"

    @property
    def floor(self) -> int:
        return 1 if self.zeros == "open" else 0


def attack(
    tables: Sequence[SafeTable],
    classifications: Sequence[Classification],
    *,
    knowledge: Knowledge | None = None,
    whole: bool = False,
    enough: Interval = _EVERYTHING,
) -> dict[CellName, Interval]:
    """The narrowest interval of each hidden cell that linear reasoning over all tables gives.

    With `whole` the reader also uses that counts are whole: exactly for up to `SMALL` unknowns, by rounding beyond.
    An end that is found to lie beyond `enough` may be given short of its true place.
    Raises `WrongUse` when the published values contradict each other.
    """
    knowledge = knowledge or Knowledge()
    reading = Reading.of(tables, classifications)
    hidden = {
        (table.name, at): reading.numbers(table, at)
        for table in tables
        for at, cell in table.cells.items()
        if not cell.is_published
    }
    sums = {numbers.tobytes(): numbers for numbers in hidden.values()}
    if not sums:
        return {}
    siege = _Siege.of(equations(reading, knowledge.known, knowledge.floor), list(sums.values()))
    found = dict(zip(sums, siege.intervals(whole=whole, enough=enough), strict=True))
    return {cell: found[numbers.tobytes()] for cell, numbers in hidden.items()}


@dataclass(slots=True)
class _Siege:
    """Limits of the unknowns by propagation, the program over those left open, and the sums asked for."""

    limits: Bounds
    sums: Incidence
    open_: Ints
    program: Program
    far: float

    @classmethod
    def of(cls, known: Equations, sums: Sequence[Ints]) -> "_Siege":
        limits = _propagated(known)
        if np.any(limits.lower > limits.upper + _CLOSE):
            raise WrongUse(_CONTRADICTION)
        open_ = np.flatnonzero(limits.upper - limits.lower > _CLOSE)
        settled = limits.lower.copy()
        settled[open_] = 0
        matrix, rows = known.matrix.narrowed(open_)
        shift = known.matrix.times(settled)[rows]
        top = float(np.max(known.upper, initial=0, where=np.isfinite(known.upper)))
        far = 10 * top + 10_000
        columns = Bounds(limits.lower[open_], np.minimum(limits.upper[open_], far))
        upper = np.where(np.isfinite(known.upper[rows]), known.upper[rows] - shift, INFINITY)
        program = Program(matrix, Bounds(known.lower[rows] - shift, upper), columns)
        parts = [(row, numbers, 1.0) for row, numbers in enumerate(sums)]
        return cls(limits, Incidence.of(parts, len(sums), known.matrix.width), open_, program, far)

    def intervals(self, *, whole: bool, enough: Interval) -> list[Interval]:
        low, high = self.sums.times(self.limits.lower), self.sums.times(np.minimum(self.limits.upper, 2 * self.far))
        seen = _Seen(np.full(len(low), np.inf), np.full(len(low), -np.inf))
        self._pursue(seen, np.maximum(low, enough.low), 1)
        self._pursue(seen, np.minimum(high, enough.high), -1)
        if whole:
            self._whole(seen)
        return [Interval(*self._tidy(at, to)) for at, to in zip(seen.low, seen.high, strict=True)]

    def _tidy(self, low: float, high: float) -> tuple[float, float]:
        return round(float(low), 6) + 0.0, np.inf if high > self.far / 2 else round(float(high), 6) + 0.0

    def _pursue(self, seen: "_Seen", goal: Floats, sign: int) -> None:
        """Lower ends (sign 1) or upper ends (sign -1): many sums in one program, then one by one those that resist."""
        missing = np.ones(len(goal), dtype=np.bool_)
        together = True
        while missing.any():
            asked = missing if together else np.arange(len(goal)) == np.argmax(missing)
            before = missing.sum()
            seen.add(self.sums.times(self._corner(sign * asked.astype(np.float64))))
            reached = seen.low <= goal + _CLOSE if sign > 0 else seen.high >= goal - _CLOSE
            missing &= ~reached & (together | ~asked)
            together = together and missing.sum() < before

    def _corner(self, weights: Floats) -> Floats:
        """All unknowns where the weighted sums are least."""
        values = self.limits.lower.copy()
        if len(self.open_):
            self.program.set_costs(self.sums.transposed_times(weights)[self.open_])
            found = self.program.solve()
            if found is None:
                raise WrongUse(_CONTRADICTION)
            values[self.open_] = found
        return values

    def _whole(self, seen: "_Seen") -> None:
        seen.low, seen.high = np.ceil(seen.low - _CLOSE), np.floor(seen.high + _CLOSE)
        if not 0 < len(self.open_) <= SMALL:
            return
        for number in range(len(seen.low)):
            inside = self.sums.transposed_times((np.arange(len(seen.low)) == number).astype(np.float64))
            for sign in (1.0, -1.0):
                end = self._whole_end(inside, sign)
                if end is not None and sign > 0:
                    seen.low[number] = end
                elif end is not None:
                    seen.high[number] = end

    def _whole_end(self, inside: Floats, sign: float) -> float | None:
        self.program.set_costs(sign * inside[self.open_])
        found = self.program.solve_whole(np.ones(len(self.open_), dtype=np.bool_), nodes=_NODES)
        if found is None:
            return None
        values = self.limits.lower.copy()
        values[self.open_] = np.round(found)
        return float(inside @ values)


@dataclass(slots=True)
class _Seen:
    """The lowest and the highest value that each sum took at some corner."""

    low: Floats
    high: Floats

    def add(self, values: Floats) -> None:
        self.low = np.minimum(self.low, values)
        self.high = np.maximum(self.high, values)


def _propagated(known: Equations) -> Bounds:
    """What each equation alone says about each unknown, until nothing new follows."""
    matrix = known.matrix
    lower, upper = np.zeros(matrix.width), np.full(matrix.width, np.inf)
    exact = _unsigned(known)
    for _ in range(_ROUNDS):
        least = matrix.times(lower)
        room = (known.upper - least)[matrix.rows]
        ceiling = np.where(exact[matrix.rows], room + lower[matrix.columns], np.inf)
        tighter = upper.copy()
        np.minimum.at(tighter, matrix.columns, ceiling)
        reachable = np.where(np.isfinite(tighter), tighter, _UNBOUNDED)
        most = matrix.times(reachable)
        lack = (known.lower - most)[matrix.rows]
        needed = np.where(exact[matrix.rows], lack + reachable[matrix.columns], 0)
        raised = lower.copy()
        np.maximum.at(raised, matrix.columns, needed)
        if np.array_equal(tighter, upper) and np.array_equal(raised, lower):
            break
        lower, upper = raised, tighter
    return Bounds(lower, upper)


_UNBOUNDED = 1e9


def _unsigned(known: Equations) -> Flags:
    """Rows without a minus sign, the only ones that propagation uses."""
    entries = np.bincount(known.matrix.rows, minlength=known.matrix.height)
    return np.equal(known.matrix.times(np.ones(known.matrix.width)), entries)


_CONTRADICTION = Term(
    "I valori pubblicati si contraddicono: non possono venire dagli stessi conteggi.",
    "The published values contradict each other: they cannot come from the same counts.",
)
