"""Finds the cheapest safe pattern of a small table, and proves that there is none cheaper.

Implicit hitting sets: a pattern under which some need has no world stays unsafe however many of its cells are shown, so
each such pattern, made as large as it goes, says that at least one of the cells outside must be hidden. The master
program finds the cheapest cells that hit all these sets; when every need has a world within them, they are the optimum
(Fischetti and Salazar-González 2001 for the cuts; here for readers who know that counts are whole). Independent of the
construction, which serves only as a start.
"""

from contextlib import suppress
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.effort import Effort
from observatory.disclosure.solver import INFINITY, Bounds, Flags, Floats, Incidence, Ints, Program
from observatory.disclosure.worlds import Need

_CLOSE = 1e-6
_NODES = 20_000

Move = Ints | Floats
"""How far each atom moves: whole, unless readers are thought not to know that counts are."""


@dataclass(frozen=True, slots=True)
class Riddle:
    """What must be kept open at the least cost.

    `cells` has a row per class and a column per atom, `links` rows that must not change; `room` says per class how far
    it may go down while hidden, `free` which classes are hidden in any case, `fixed` which never change, `reach` how
    far any atom may go up. `whole`: readers know that counts are whole.
    """

    cells: Incidence
    links: Incidence
    counts: Ints
    costs: Floats
    room: Ints
    free: Flags
    fixed: Flags
    needs: tuple[Need, ...]
    reach: int
    whole: bool = True

    def cost(self, hidden: Flags) -> float:
        return float(self.costs[hidden & ~self.free].sum())


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best pattern found with a world for each need, and what no pattern can undercut.

    `hidden` is None where none was found that costs less than `cost`, which was known before.
    """

    hidden: Flags | None
    worlds: tuple[Move, ...]
    cost: float
    bound: float

    @property
    def is_proven(self) -> bool:
        return self.bound >= self.cost * (1 - _CLOSE) - _CLOSE


def optimum(riddle: Riddle, effort: Effort, most: float = np.inf) -> Optimum:
    """The cheapest safe pattern that costs less than `most`.

    It is unproven, or none at all, when the effort (trials are questions asked) ran out before the end.
    """
    return _Hunt(riddle, effort, most).run()


def is_safe(riddle: Riddle, hidden: Flags) -> bool:
    """Whether every need has a world that changes these classes only."""
    oracle = Oracle(riddle)
    return all(oracle.world(need, hidden) is not None for need in riddle.needs)


@dataclass(slots=True)
class Oracle:
    """Answers whether a need has a world within a pattern; remembers the worlds that it found.

    Columns: how far each atom moves, then what follows for each class.
    """

    riddle: Riddle
    asked: int = 0
    _program: Program = field(init=False)
    _worlds: dict[Need, list[tuple[Move, int]]] = field(init=False)

    def __post_init__(self) -> None:
        riddle, height = self.riddle, self.riddle.cells.height
        width = riddle.cells.width + height
        number = np.arange(height)
        cells = Incidence(
            np.concatenate([riddle.cells.rows, number]),
            np.concatenate([riddle.cells.columns, riddle.cells.width + number]),
            np.concatenate([riddle.cells.signs, -np.ones(height)]),
            height,
            width,
        )
        links = Incidence(riddle.links.rows, riddle.links.columns, riddle.links.signs, riddle.links.height, width)
        none = np.zeros(height + links.height)
        self._program = Program(cells.above(links), Bounds(none, none), self._bounds(riddle.free, None))
        self._worlds = {need: [] for need in riddle.needs}

    def world(self, need: Need, hidden: Flags) -> Move | None:
        """What moves by how much; None if no world within the pattern meets the need."""
        shown = _bits(~hidden)
        known = next((move for move, touched in self._worlds[need] if not touched & shown), None)
        if known is not None:
            return known
        self.asked += 1
        found = self._solved(need, hidden)
        if found is None:
            return None
        self._remember(found)
        return self._worlds[need][-1][0]

    def _solved(self, need: Need, hidden: Flags) -> Floats | None:
        width = self.riddle.cells.width
        self._aim(need, hidden)
        found = self._program.solve()
        if found is None or not need.is_met_by(float(found[width + need.target])):
            return None
        if self.riddle.whole and np.abs(found - np.rint(found)).max(initial=0) > _CLOSE:
            found = self._program.solve_whole(np.arange(len(found)) < width, nodes=_NODES)
            is_met = found is not None and need.is_met_by(float(found[width + need.target]))
            if not is_met and not self._program.is_proven:
                raise Unsettled
            return found if is_met else None
        return found

    def _aim(self, need: Need, hidden: Flags) -> None:
        """The class is to go as far as it must; nothing moving is always possible."""
        costs = np.zeros(self.riddle.cells.width + self.riddle.cells.height)
        costs[self.riddle.cells.width + need.target] = -1.0 if need.shift > 0 else 1.0
        self._program.set_costs(costs)
        self._program.set_bounds(self._bounds(hidden, need))

    def _remember(self, found: Floats) -> None:
        width = self.riddle.cells.width
        move: Move = np.rint(found[:width]).astype(np.int64) if self.riddle.whole else found[:width]
        for need, worlds in self._worlds.items():
            if need.is_met_by(float(found[width + need.target])):
                worlds.append((move, _bits(np.abs(found[width:]) > _CLOSE)))

    def _bounds(self, hidden: Flags, need: Need | None) -> Bounds:
        riddle = self.riddle
        moving = hidden & ~riddle.fixed
        lower = np.where(moving, -riddle.room.astype(float), 0.0)
        upper = np.where(moving, INFINITY, 0.0)
        if need is not None and need.shift > 0:
            upper[need.target] = min(upper[need.target], need.shift)
        elif need is not None:
            lower[need.target] = max(lower[need.target], need.shift)
        atoms = np.full(len(riddle.counts), float(riddle.reach))
        return Bounds(np.append(-riddle.counts.astype(float), lower), np.append(atoms, upper))


def _bits(flags: Flags) -> int:
    """One bit for each flag: sets are compared thousands of times."""
    return int.from_bytes(np.packbits(flags).tobytes())


class Unsettled(Exception):
    """A question over whole numbers did not come to its end, or no pattern at all is safe (the bound is infinite)."""


@dataclass(slots=True)
class _Hunt:
    """Sets that must be hit, and the best pattern so far."""

    riddle: Riddle
    effort: Effort
    most: float
    bound: float = 0.0
    best: Flags | None = None
    _oracle: Oracle = field(init=False)
    _sets: list[Flags] = field(default_factory=list)
    _order: Ints = field(init=False)

    def __post_init__(self) -> None:
        self._oracle = Oracle(self.riddle)
        self._order = np.argsort(self.riddle.costs, kind="stable")

    @property
    def _is_over(self) -> bool:
        return self._oracle.asked >= self.effort.trials or self.effort.is_over

    def run(self) -> Optimum:
        with suppress(Unsettled):
            self._pursue()
        return Optimum(self.best, self._worlds(), self.most, min(self.bound, self.most))

    def _pursue(self) -> None:
        while not self._is_over:
            chosen = self._cheapest()
            if chosen is None:
                return
            self.bound = self.riddle.cost(chosen)
            if self.bound >= self.most - _CLOSE or self._complete(chosen):
                return

    def _complete(self, chosen: Flags) -> bool:
        """Notes a set for each need that fails, hiding its cheapest class on the way; whether none failed."""
        hidden, is_whole = chosen | self.riddle.free, True
        for need in self.riddle.needs:
            while self._oracle.world(need, hidden) is None:
                is_whole = False
                outside = self._outside(need, hidden)
                if self._is_over:
                    return False
                if not outside.any():
                    self.bound = np.inf
                    raise Unsettled
                self._sets.append(outside)
                hidden[self._order[outside[self._order]][0]] = True
        self._offer(hidden)
        return is_whole

    def _offer(self, hidden: Flags) -> None:
        cost = self.riddle.cost(hidden)
        if cost < self.most - _CLOSE:
            self.most, self.best = cost, hidden

    def _outside(self, need: Need, hidden: Flags) -> Flags:
        """The classes of which one must be hidden: what is left of the largest unsafe pattern, the cheap ones in it."""
        large = hidden.copy()
        for number in self._order[~(hidden | self.riddle.fixed)[self._order]]:
            large[number] = True
            if self._oracle.world(need, large) is not None:
                large[number] = False
        return ~large & ~self.riddle.fixed

    def _cheapest(self) -> Flags | None:
        """The cheapest classes that hit all sets; None if the master did not come to its end."""
        size = len(self.riddle.costs)
        if not self._sets:
            return np.zeros(size, dtype=np.bool_)
        parts = [(row, np.flatnonzero(one), 1.0) for row, one in enumerate(self._sets)]
        rows = Bounds(np.ones(len(parts)), np.full(len(parts), INFINITY))
        program = Program(Incidence.of(parts, len(parts), size), rows, Bounds(np.zeros(size), np.ones(size)))
        program.set_costs(self.riddle.costs)
        found = program.solve_whole(np.ones(size, dtype=np.bool_), nodes=_NODES)
        return np.asarray(found > 1 / 2, dtype=np.bool_) if found is not None and program.is_proven else None

    def _worlds(self) -> tuple[Move, ...]:
        if self.best is None:
            return ()
        worlds = (self._oracle.world(need, self.best) for need in self.riddle.needs)
        return tuple({move.tobytes(): move for move in worlds if move is not None}.values())
