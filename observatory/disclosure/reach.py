"""How far a sum can be moved by whole records while nothing that was told changes: what readers must leave open.

Finest counts that no told sum, no equality and no wanted sum tells apart move as one, so the programs stay small; a
change found for one sum is remembered for all others.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import floor

import numpy as np

from observatory.disclosure.joint import Puzzle
from observatory.disclosure.protection import BROKEN
from observatory.disclosure.solver import Bounds, Floats, Incidence, Ints, Program
from observatory.disclosure.sweep import Shift, Sweep
from observatory.errors import Unprotectable

_FAR = 30.0
_NODES = 200
_SETTLED = 40
_CLOSE = 1e-6
_SIGNS = (1.0, -1.0)


@dataclass
class Reach:
    """Answers for one puzzle, one sum after the other."""

    puzzle: Puzzle
    _found: dict[int, Ints] = field(init=False)

    def __post_init__(self) -> None:
        self._found = {sign: np.zeros(len(self.puzzle.sums), dtype=np.int64) for sign in (-1, 1)}

    def open(self, wanted: Sequence[Shift]) -> None:
        """Finds out about many at once: most need no search of their own afterwards. Raises as `of`."""
        for change in self._sweep.changes(
            [each for each in wanted if not self.puzzle.sums[each[0]].is_told], self._found
        ):
            self._take(change)

    def is_found(self, number: int, sign: int, goal: int) -> bool:
        """Whether a change that was found takes the sum so far already."""
        return goal <= 0 or int(self._found[sign][number]) >= goal

    def of(self, number: int, sign: int, goal: int) -> int:
        """How far up (`sign` 1) or down (-1) the sum goes, up to the goal. Raises `Unprotectable` if proof fails."""
        if self.puzzle.sums[number].is_told or goal <= 0:
            return min(goal, 0)
        if self._found[sign][number] < goal:
            self._look(number, sign, goal)
        return min(int(self._found[sign][number]), goal)

    def at_most(self, number: int, sign: int, goal: int) -> int:
        """No less than how far the sum goes, up to the goal; raises as `of`.

        Where the search for whole records ends early, `of` may say less than there is; a linear program never does.
        """
        if self.puzzle.sums[number].is_told or self._found[sign][number] >= goal:
            return self.of(number, sign, goal)
        row = self._wanted_rows[number]
        return min(floor(sign * float(row @ self._solved(-sign * row)) + _CLOSE), goal)

    def _solved(self, costs: Floats) -> Floats:
        self._program.set_costs(costs)
        found = self._program.solve()
        if found is None:
            raise Unprotectable(BROKEN)
        return found

    def _look(self, number: int, sign: int, goal: int) -> None:
        goals = np.zeros(len(self.puzzle.sums), dtype=np.int64)
        goals[number] = sign * goal
        self._take(self._sweep.change(goals))
        if self._found[sign][number] >= goal:
            return
        costs = -sign * self._wanted_rows[number]
        found = self._solved(costs)
        change = np.rint(found)
        if np.abs(found - change).max(initial=0.0) > _CLOSE:
            whole = self._dived(costs, goal)
            whole = self._whole(costs, goal) if whole is None else whole
            change = 0 * change if whole is None else whole
        self._take(change.astype(np.int64))

    def _dived(self, costs: Floats, goal: int) -> Floats | None:
        """Whole records by settling one split count after the other, where that goes far enough: often, and quickly."""
        lower, upper = self._bounds.lower.copy(), self._bounds.upper.copy()
        found: Floats | None = None
        for _ in range(_SETTLED):
            self._program.set_bounds(Bounds(lower, upper))
            found = self._program.solve()
            apart = np.zeros(0) if found is None else np.abs(found - np.rint(found))
            if found is None or costs @ found > _CLOSE - goal or apart.max(initial=0.0) <= _CLOSE:
                break
            split = int(np.where(apart > _CLOSE, apart, 1.0).argmin())
            lower[split] = upper[split] = np.rint(found[split])
        self._program.set_bounds(self._bounds)
        is_whole = found is not None and np.abs(found - np.rint(found)).max(initial=0.0) <= _CLOSE
        return np.rint(found) if found is not None and is_whole and costs @ found <= _CLOSE - goal else None

    def _whole(self, costs: Floats, goal: int) -> Floats | None:
        found = self._program.solve_whole(np.ones(len(costs), dtype=np.bool_), nodes=_NODES, enough=-goal + _CLOSE)
        self._program.expect_new_costs()
        return None if found is None else np.rint(found)

    def _stands(self, change: Floats) -> bool:
        """By additions alone: no count below zero, nothing told changes, equal sums stay equal."""
        return not ((change < self._bounds.lower).any() or self._fixed.times(change).any())

    def _take(self, change: Ints) -> None:
        if not self._stands(change.astype(np.float64)):
            raise Unprotectable(BROKEN)
        moved = np.rint(self._all_sums.times(change)).astype(np.int64)
        for way, most in self._found.items():
            np.maximum(most, way * moved, out=most)

    @cached_property
    def _sweep(self) -> Sweep:
        return Sweep(self._bounds, self._fixed, self._all_sums)

    @cached_property
    def _kinds(self) -> tuple[list[int], int]:
        """For each finest count the number of its class."""
        inside: list[list[int]] = [[] for _ in self.puzzle.counts]
        wanted = {aim.sum for aim in self.puzzle.aims}
        for n, each in enumerate(self.puzzle.sums):
            for part in each.parts if each.is_told or n in wanted else ():
                inside[part].append(n)
        for n, pair in enumerate(self.puzzle.equal):
            for side, parts in enumerate(pair):
                for part in parts:
                    inside[part].append(-1 - 2 * n - side)
        classes: dict[tuple[int, ...], int] = {}
        return [classes.setdefault(tuple(one), len(classes)) for one in inside], len(classes)

    def _classes(self, parts: "tuple[int, ...] | list[int]") -> Ints:
        return np.array(sorted({self._kinds[0][part] for part in parts}), dtype=np.int64)

    @cached_property
    def _all_sums(self) -> Incidence:
        """Told and wanted sums; of the others nothing is asked, and their rows stay empty."""
        wanted = {aim.sum for aim in self.puzzle.aims}
        sums = enumerate(self.puzzle.sums)
        rows = [(n, self._classes(s.parts), 1.0) for n, s in sums if s.is_told or n in wanted]
        return Incidence.of(rows, len(self.puzzle.sums), self._kinds[1])

    @cached_property
    def _fixed(self) -> Incidence:
        told = [(n, self._classes(s.parts), 1.0) for n, s in enumerate(s for s in self.puzzle.sums if s.is_told)]
        first = len(told)
        ties = [
            (first + n, self._classes(list(side)), sign)
            for n, pair in enumerate(self.puzzle.equal)
            for side, sign in zip(pair, _SIGNS, strict=True)
        ]
        return Incidence.of([*told, *ties], first + len(self.puzzle.equal), self._kinds[1])

    @cached_property
    def _bounds(self) -> Bounds:
        counts = np.bincount(self._kinds[0], weights=self.puzzle.counts, minlength=self._kinds[1])
        return Bounds(-np.minimum(counts, _FAR), np.full(len(counts), _FAR))

    @cached_property
    def _wanted_rows(self) -> dict[int, Floats]:
        found = {}
        for number in {aim.sum for aim in self.puzzle.aims}:
            row = np.zeros(self._kinds[1])
            row[self._classes(self.puzzle.sums[number].parts)] = 1.0
            found[number] = row
        return found

    @cached_property
    def _program(self) -> Program:
        zeros = np.zeros(self._fixed.height)
        made = Program(self._fixed, Bounds(zeros, zeros), self._bounds)
        made.expect_new_costs()
        return made
