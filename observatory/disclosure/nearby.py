"""Finds a cheap world for one need among a few atoms near its cell, by linear programming and rounding."""

from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.partners import Partners
from observatory.disclosure.routing import Router
from observatory.disclosure.shifts import Shift, Want
from observatory.disclosure.solver import INFINITY, Bounds, Flags, Floats, Incidence, Ints, Program
from observatory.disclosure.space import Space

_WHOLE = 1e-6
_DEPTH = 60
_REACH = 3
_BASES = 3
_MIXED = 40
_MOST_MIXTURES = 62


def meet_nearby(router: Router, want: Want, most: int, prices: Floats) -> bool:
    """Adds the world that a program over at most `most` atoms that occur and as many that do not finds; False if none.

    `prices` per class: 0 where it is hidden, infinite where it may not change.
    """
    viewer = router.viewers[want.viewer]
    atoms = _around(router.space, router.partners, want.number, most, prices)
    atoms = atoms[~viewer.knows(atoms)]
    if router.zeros is not None:
        atoms = atoms[~pinned(router, atoms)]
    plot = Plot.of(router, atoms, router.events(atoms), prices, want.number)
    move = Survey(plot, want.sign * router.goal(want)).find()
    if move is None:
        return False
    router.add(Shift.of(router.space, atoms[move != 0], move[move != 0]))
    return True


def _around(space: Space, partners: Partners, number: int, most: int, prices: Floats) -> Ints:
    """Atoms of the cell, the likest that occur, and the cheapest mixtures of both."""
    bases = partners.starts(partners.target(number), 1, np.ones(len(partners.atoms), dtype=np.int64))[:_BASES]
    occurring, mixed = [bases], [bases]
    for base in bases:
        likest = partners.atoms[np.argsort(-partners.alike(base), kind="stable")[: max(1, most // len(bases))]]
        occurring.append(likest)
        mixed += [np.where(part, likest[:_MIXED], base) for part in _parts(len(base))]
    mixtures = np.unique(np.concatenate(mixed), axis=0)
    cheap = np.argsort(prices[space.classes_of(mixtures)].sum(axis=0), kind="stable")[:most]
    return np.unique(np.concatenate([*occurring, mixtures[cheap]]), axis=0)


def pinned(router: Router, atoms: Ints) -> Flags:
    """Under a zero that is shown: nothing can come there, and nothing can go."""
    shown = router.zeros & (router.uses == 0) & np.isinf(router.breach) if router.zeros is not None else False
    zeros = np.append((router.fixed | shown) & (router.values == 0), False)
    return np.asarray(zeros[router.space.classes_of(atoms)].any(axis=0))


def _parts(width: int) -> list[Flags]:
    """Ways to split an atom's dimensions in two, all of them when there are few."""
    if 2**width - 2 <= _MOST_MIXTURES:
        numbers = range(1, 2**width - 1)
        return [(number >> np.arange(width)) & 1 > 0 for number in numbers]
    single = np.eye(width, dtype=np.bool_)
    return [*single, *~single, *(one | other for at, one in enumerate(single) for other in single[:at])]


def alike(rows: Ints, columns: Ints) -> tuple[Ints, Ints]:
    """Which rows hold the same columns, from the pairs that hold: the first row of each kind, and each row's kind."""
    noise = np.random.default_rng(1).random(int(columns.max(initial=-1)) + 1)
    hashes = np.bincount(rows, weights=noise[columns])
    _, first, same = np.unique(np.round(hashes, 9), return_index=True, return_inverse=True)
    return first, same


@dataclass(frozen=True, slots=True)
class Plot:
    """Some atoms (a row each) with their counts, and the classes above them that are not hidden yet, with their costs.

    Where zeros are shown, hidden classes are there too: `room` is how far a class may go down. Classes that count the
    same of these atoms are one row of `cells`; `target` are the atoms of the class to be moved.
    """

    atoms: Ints
    counts: Ints
    cells: Incidence
    costs: Floats
    room: Floats
    target: Floats

    @classmethod
    def of(cls, router: Router, atoms: Ints, counts: Ints, prices: Floats, number: int) -> "Plot":
        """`prices` per class: 0 where it is hidden, infinite where it may not change."""
        above = router.space.classes_of(atoms)
        columns = np.broadcast_to(np.arange(len(atoms)), above.shape)
        target = np.bincount(columns[above == number], minlength=len(atoms)).astype(np.float64)
        room = np.full(len(prices), INFINITY)
        if router.room is not None:
            room[:-1] = np.where(np.isinf(router.breach), router.room, INFINITY)
        dear = (prices > 0)[above] | (room < INFINITY)[above]
        classes, rows = np.unique(above[dear], return_inverse=True)
        columns = columns[dear]
        first, same = alike(rows, columns)
        costs = np.bincount(same, weights=prices[classes], minlength=len(first))
        least = np.full(len(first), INFINITY)
        np.minimum.at(least, same, room[classes])
        kept = np.flatnonzero(first[same[rows]] == rows)
        cells = Incidence(same[rows[kept]], columns[kept], np.ones(len(kept)), len(first), len(atoms))
        return cls(atoms, counts, cells, costs.astype(np.float64), least, target)


@dataclass(slots=True)
class Survey:
    """The program over one plot: atoms up, those with events down, then each dear cell up and down."""

    plot: Plot
    shift: int
    _givers: Ints = field(init=False)
    _program: Program = field(init=False)
    _bounds: Bounds = field(init=False)

    def __post_init__(self) -> None:
        plot, number = self.plot, np.arange(self.plot.cells.height)
        self._givers = np.flatnonzero(plot.counts > 0)
        flows = plot.cells.with_opposites(self._givers)
        aim = np.flatnonzero(plot.target)
        row = Incidence(np.zeros_like(aim), aim, plot.target[aim], 1, len(plot.atoms)).with_opposites(self._givers)
        width = flows.width + 2 * len(number)
        matrix = Incidence(
            np.concatenate([flows.rows, number, number, row.rows + len(number)]),
            np.concatenate([flows.columns, flows.width + number, flows.width + len(number) + number, row.columns]),
            np.concatenate([flows.signs, -np.ones(len(number)), np.ones(len(number)), row.signs]),
            len(number) + 1,
            width,
        )
        ends = (self.shift, INFINITY) if self.shift > 0 else (-INFINITY, self.shift)
        rows = Bounds(np.append(np.zeros(len(number)), ends[0]), np.append(np.zeros(len(number)), ends[1]))
        reach = float(_REACH * abs(self.shift))
        up = np.where(np.isfinite(plot.costs), INFINITY, 0.0)
        down = np.minimum(plot.room, up)
        self._bounds = Bounds(
            np.zeros(width),
            np.concatenate([np.full(len(plot.atoms), reach), self._most_taken(reach), up, down]),
        )
        self._program = Program(matrix, rows, self._bounds)
        costs = np.where(np.isfinite(plot.costs), plot.costs, 0.0) / abs(self.shift)
        self._program.set_costs(np.concatenate([np.full(flows.width, 1e-4), costs, costs]))

    def _most_taken(self, reach: float) -> Floats:
        return np.minimum(self.plot.counts[self._givers], reach).astype(float)

    def find(self) -> Ints | None:
        """A whole move of the plot's atoms that meets the need; None if none was found."""
        lower, upper = self._bounds.lower.copy(), self._bounds.upper.copy()
        for _ in range(_DEPTH):
            found = self._program.solve()
            if found is None:
                return None
            moves = self._net(found)
            rest = np.abs(moves - np.rint(moves))
            if rest.max() <= _WHOLE:
                return np.rint(moves).astype(np.int64)
            self._settle(moves, rest, lower, upper)
            self._program.set_bounds(Bounds(lower, upper))
        return None

    def _settle(self, moves: Floats, rest: Floats, lower: Floats, upper: Floats) -> None:
        """Fixes the fractional move that is largest, to the next whole number away from zero where it can."""
        at = int(np.argmax(np.where(rest > _WHOLE, np.abs(moves), -1)))
        value = float(np.ceil(moves[at] - _WHOLE) if moves[at] > 0 else np.floor(moves[at] + _WHOLE))
        lower[at] = upper[at] = max(value, 0.0)
        for down in np.flatnonzero(self._givers == at) + len(moves):
            lower[down] = upper[down] = max(-value, 0.0)

    def _net(self, columns: Floats) -> Floats:
        moves = columns[: len(self.plot.atoms)].copy()
        moves[self._givers] -= columns[len(moves) : len(moves) + len(self._givers)]
        return moves
