"""One group of unknown cells under attack: how far down and up each target goes in what fits the published values."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.solver import INFINITY, Bounds, Flags, Floats, Incidence, Ints, Program
from observatory.disclosure.watch import Watch

_CLOSE = 1e-6
SMALL = 400
"""Unknown cells up to which the whole-number attacker branches long; beyond, it looks for examples a short while."""

LARGE = 8_000
"""Unknown cells and targets from which each linear program is solved anew."""

_NODES, _FEW_NODES = 20_000, 20

Solve = Callable[[], Floats | None]


@dataclass(slots=True)
class Front:
    """A program over the cells of a group, and for each target a column that counts its rise up to its goal.

    `examples` are whole states of affairs that the linear attack came across. The `watch`, which can stop it, is told
    how many questions are settled: two for each target, and as many again in whole numbers.
    """

    targets: Ints
    width: int
    within: Bounds
    program: Program
    watch: Watch
    examples: list[Floats] = field(default_factory=list)
    undecided: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    @classmethod
    def of(cls, matrix: Incidence, sums: Floats, within: Bounds, targets: Ints, watch: Watch) -> "Front":
        """`sums` are what each row of the matrix adds up to; `targets` are places among the cells."""
        number, size = np.arange(len(targets)), len(targets)
        rises = Incidence(
            np.concatenate([number, number]),
            np.concatenate([matrix.width + number, targets]),
            np.concatenate([np.ones(size), -np.ones(size)]),
            size,
            matrix.width + size,
        )
        wide = Incidence(matrix.rows, matrix.columns, matrix.signs, matrix.height, matrix.width + size)
        rows = Bounds(np.append(sums, np.full(size, -INFINITY)), np.append(sums, np.zeros(size)))
        columns = Bounds(np.append(within.lower, np.zeros(size)), np.append(within.upper, np.zeros(size)))
        program = Program(wide.above(rises), rows, columns)
        if wide.width > LARGE:
            program.take_each_anew()
        program.heed(watch.is_over)
        return cls(targets, matrix.width, within, program, watch)

    def pursue(self, goals: Bounds) -> Bounds:
        """The lowest and highest value of each target, or one beyond its goal, when cells may be any number."""
        self._set_goals(goals)
        ends = Bounds(np.full(len(self.targets), np.inf), np.full(len(self.targets), -np.inf))
        for sign in (1, -1):
            self._chase(_Chase(goals, ends, sign), self._solve)
        return ends

    def pursue_whole(self, goals: Bounds, linear: Bounds) -> Bounds:
        """The same when cells are whole; where the search does not end, the linear ends rounded inwards."""
        inwards = Bounds(np.ceil(linear.lower - _CLOSE), np.floor(linear.upper + _CLOSE))
        goals = Bounds(np.maximum(goals.lower, inwards.lower), np.minimum(goals.upper, inwards.upper))
        ends = Bounds(np.full(len(self.targets), np.inf), np.full(len(self.targets), -np.inf))
        for example in self.examples:
            _note(ends, example[self.targets])
        open_ = np.zeros(len(self.targets), dtype=np.bool_)
        for sign in (1, -1):
            chase = _Chase(goals, ends, sign)
            self._chase(chase, self._solve_whole)
            open_[chase.unproven] = True
        self.undecided = self.targets_at(open_)
        return Bounds(np.where(open_, inwards.lower, ends.lower), np.where(open_, inwards.upper, ends.upper))

    def targets_at(self, flags: Flags) -> Ints:
        return np.asarray(self.targets[flags], dtype=np.int64)

    def _set_goals(self, goals: Bounds) -> None:
        lower = np.append(self.within.lower, np.zeros(len(self.targets)))
        self.program.set_bounds(Bounds(lower, np.append(self.within.upper, np.maximum(goals.upper, 0))))

    def _chase(self, chase: "_Chase", solve: Solve) -> None:
        """Many targets in one program; where none of them gets there, half of them, down to a single one."""
        waiting = [np.arange(len(self.targets))]
        settled = self.watch.stands[0] + len(self.targets)
        while waiting:
            asked = chase.missing(waiting.pop())
            if not len(asked):
                continue
            self.program.set_costs(self._wish(asked, chase.sign))
            found = solve()
            if found is not None:
                _note(chase.ends, found[self.targets])
            left = chase.missing(asked)
            self.watch.go_on(settled - len(left) - sum(map(len, waiting)))
            if len(left) < len(asked):
                waiting.append(left)
            elif len(left) > 1:
                waiting += [left[: len(left) // 2], left[len(left) // 2 :]]
            elif solve == self._solve_whole and not self.program.is_proven:
                chase.unproven.append(int(left[0]))
        self.watch.go_on(settled)

    def _wish(self, asked: Ints, sign: int) -> Floats:
        costs = np.zeros(self.width + len(self.targets))
        costs[self.targets[asked] if sign > 0 else self.width + asked] = sign
        return costs

    def _solve(self) -> Floats | None:
        found = self.program.solve()
        cells = None if found is None else found[: self.width]
        if cells is not None and np.abs(cells - np.round(cells)).max(initial=0) < _CLOSE:
            self.examples.append(np.round(cells))
        return cells

    def _solve_whole(self) -> Floats | None:
        whole = np.arange(self.width + len(self.targets)) < self.width
        found = self.program.solve_whole(whole, nodes=_NODES if self.width <= SMALL else _FEW_NODES)
        return None if found is None else np.round(found[: self.width])


@dataclass(slots=True)
class _Chase:
    """Lower ends (sign 1) or upper ends (sign -1): how far to go, how far anything got, what nobody could settle."""

    goals: Bounds
    ends: Bounds
    sign: int
    unproven: list[int] = field(default_factory=list)

    def missing(self, among: Ints) -> Ints:
        if self.sign > 0:
            return np.asarray(among[self.ends.lower[among] > self.goals.lower[among] + _CLOSE], dtype=np.int64)
        return np.asarray(among[self.ends.upper[among] < self.goals.upper[among] - _CLOSE], dtype=np.int64)


def _note(ends: Bounds, values: Floats) -> None:
    np.minimum(ends.lower, values, out=ends.lower)
    np.maximum(ends.upper, values, out=ends.upper)
