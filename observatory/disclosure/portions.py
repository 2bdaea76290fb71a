"""Worlds in which parts of events move: enough against readers who are thought not to know that counts are whole (A2).

Such readers solve linear programs, so what a linear program finds is all the evidence they leave room for. The program
is solved through its dual, which has a row for each atom instead of one for each cell, and ends several times faster.
"""

from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.nearby import alike, pinned
from observatory.disclosure.routing import Router
from observatory.disclosure.solver import INFINITY, Bounds, Flags, Floats, Incidence, Ints, Program

CLOSE = 1e-7
ROOM = 0.02
"""What is left of a count that need not fall to zero: room to write the others as fractions."""

_CLOSED = 1e6
_THRIFT = 0.05
_AGAIN = 2


@dataclass(frozen=True, slots=True)
class Aims:
    """Needs, one a place: which viewer must think which row of the scene lower (-1) or higher (1), by how much."""

    viewers: Ints
    rows: Ints
    signs: Ints
    goals: Floats


@dataclass(frozen=True, slots=True)
class Scene:
    """Atoms with their counts, and the sums of them that the tables hold; classes that count the same are one row.

    `prices` per row: 0 where all its classes are hidden in any case, infinite where one may not change. `known` has
    a row per viewer: the atoms that they know. `row_of` gives each class its row, -1 where no atom is below it.
    """

    atoms: Ints
    counts: Floats
    sums: Incidence
    prices: Floats
    row_of: Ints
    known: Flags
    aims: Aims

    @classmethod
    def of(cls, router: Router) -> "Scene":
        atoms = np.unique(np.concatenate([router.partners.atoms, *(s.atoms for s in router.shifts.values())]), axis=0)
        atoms = atoms[~pinned(router, atoms)]
        counts = router.events(atoms).astype(np.float64)
        sums, row_of = _sums(router, atoms)
        prices = np.zeros(sums.height)
        there = np.flatnonzero(row_of >= 0)
        costs = np.where(router.fixed, np.inf, np.where(router.free, 0.0, router.costs))
        np.add.at(prices, row_of[there], costs[there])
        known = np.array([viewer.knows(atoms) for viewer in router.viewers])
        return cls(atoms, counts, sums, prices, row_of, known, _aims(router, row_of))

    def met(self, move: Floats) -> Flags:
        """The needs that this move meets."""
        aims = self.aims
        changes = self.sums.times(move)[aims.rows]
        apart: Flags = np.asarray(~np.any(self.known & (np.abs(move) > CLOSE), axis=1))
        return np.asarray((aims.signs * changes >= aims.goals - CLOSE) & apart[aims.viewers])

    def met_by(self, move: Ints, parts: int) -> Flags:
        """As `met`, for so many parts of events, by additions of whole numbers."""
        aims = self.aims
        changes = np.zeros(self.sums.height, dtype=np.int64)
        np.add.at(changes, self.sums.rows, move[self.sums.columns])
        apart: Flags = ~np.any(self.known & (move != 0), axis=1)
        return np.asarray((aims.signs * changes[aims.rows] >= aims.goals * parts) & apart[aims.viewers])

    def inside(self, need: int) -> Ints:
        """The atoms that count for a need."""
        own = self.sums.columns[self.sums.rows == self.aims.rows[need]]
        return np.asarray(own[~self.known[self.aims.viewers[need], own]])

    @property
    def sizes(self) -> Ints:
        """How many atoms count for each need, whoever knows them."""
        return np.bincount(self.sums.rows, minlength=self.sums.height)[self.aims.rows]


def _sums(router: Router, atoms: Ints) -> tuple[Incidence, Ints]:
    above = router.space.classes_of(atoms)
    columns = np.broadcast_to(np.arange(len(atoms)), above.shape)
    real = above < router.space.size
    classes, columns = above[real], columns[real]
    there, rows = np.unique(classes, return_inverse=True)
    first, same = alike(rows, columns)
    row_of = np.full(router.space.size, -1, dtype=np.int64)
    row_of[there] = same
    kept = first[same[rows]] == rows
    sums = Incidence(same[rows[kept]], columns[kept], np.ones(int(kept.sum())), len(first), len(atoms))
    return sums, row_of


def _aims(router: Router, row_of: Ints) -> Aims:
    """Of classes that count the same the one that asks for most."""
    most: dict[tuple[int, int, int], int] = {}
    for viewer, who in enumerate(router.viewers):
        for sign in (-1, 1):
            goal = who.goal(sign)
            for number in np.flatnonzero(goal > 0):
                at = (viewer, int(row_of[number]), sign)
                most[at] = max(most.get(at, 0), int(goal[number]))
    names = np.array(sorted(most), dtype=np.int64).reshape(-1, 3)
    return Aims(names[:, 0], names[:, 1], names[:, 2], np.array([float(most[at]) for at in sorted(most)]))


@dataclass(slots=True)
class Dealer:
    """Finds the move that meets a need at the least cost, per event moved, of the rows that it changes.

    `rows` are those that cost something; prices are given for them, infinite where one may not change. The program's
    columns are what the reader would have to know of each; `steps` is the work done, the same on every machine.
    """

    scene: Scene
    rows: Ints = field(init=False)
    steps: int = 0
    _sums: Incidence = field(init=False)
    _program: Program = field(init=False)

    def __post_init__(self) -> None:
        scene = self.scene
        self.rows = np.flatnonzero(scene.prices > 0)
        place = np.full(scene.sums.height, -1, dtype=np.int64)
        place[self.rows] = np.arange(len(self.rows))
        kept = place[scene.sums.rows] >= 0
        ones = np.ones(int(kept.sum()))
        size = (len(self.rows), len(scene.atoms))
        self._sums = Incidence(place[scene.sums.rows[kept]], scene.sums.columns[kept], ones, *size)
        turned = Incidence(self._sums.columns, self._sums.rows, ones, size[1], size[0])
        none = np.zeros(size[0])
        self._program = Program(turned, Bounds(np.zeros(size[1]), np.full(size[1], INFINITY)), Bounds(none, none))
        self._program.expect_new_costs()

    def changed(self, move: Floats) -> Flags:
        """Which of the rows a move changes."""
        return np.asarray(np.abs(self._sums.times(move)) > CLOSE)

    def find(self, need: int, prices: Floats) -> Floats | None:
        """How far each atom moves; None if nothing meets the need, or if it takes more than this program can say."""
        least, bound = self._least(need)
        return None if least is None else self._found(least, bound, prices)

    def find_inside(self, exact: Flags, move: Floats, prices: Floats) -> Floats | None:
        """A move that is like this one at the atoms in `exact`, and keeps away from zero counts elsewhere."""
        least = np.where(exact, move, -(1 - ROOM) * self.scene.counts)
        return self._found(least, exact, prices)

    def _found(self, least: Floats, bound: Flags, prices: Floats) -> Floats | None:
        price = np.where(np.isfinite(prices), prices, _CLOSED)
        self._program.set_bounds(Bounds(-price, price))
        self._program.set_row_bounds(Bounds(np.where(bound, -INFINITY, 0.0), np.full(len(least), INFINITY)))
        self._program.set_costs(-self._sums.times(least))
        found = self._program.solve()
        self.steps += self._program.steps
        if found is None:
            return None
        move = least + np.where(bound, 0.0, self._program.duals)
        changes = np.abs(self._sums.times(move))
        return None if changes[~np.isfinite(prices)].max(initial=0) > CLOSE else move

    def _least(self, need: int) -> tuple[Floats | None, Flags]:
        """How far each atom goes down at most, and which of them exactly so far."""
        scene, aims = self.scene, self.scene.aims
        bound = scene.known[aims.viewers[need]].copy()
        least = np.where(bound, 0.0, -scene.counts)
        inside, goal = scene.inside(need), aims.goals[need]
        if aims.signs[need] < 0 and goal >= scene.counts[inside].sum():
            bound[inside] = True
        elif aims.signs[need] > 0 and len(inside) == 1:
            least[inside] = goal
        else:
            return None, bound
        return least, bound

    def find_few(self, need: int, prices: Floats) -> Floats | None:
        """As `find`, weighted anew so that few rows change rather than little in many (Candès, Wakin and Boyd 2008)."""
        best = self.find(need, prices)
        if best is None:
            return None
        least = float(prices[self.changed(best)].sum())
        move: Floats | None = best
        for _ in range(_AGAIN):
            if least <= 0 or move is None:
                break
            move = self.find(need, prices / (np.abs(self._sums.times(move)) + _THRIFT))
            cost = least if move is None else float(prices[self.changed(move)].sum())
            if move is None or cost >= least - CLOSE:
                break
            best, least = move, cost
        return best
