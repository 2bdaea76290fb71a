"""Finds states of affairs within limits around published tables: small counts at their least, and at the threshold."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.solver import Bounds, Flags, Floats, Incidence, Ints, Program
from observatory.disclosure.watch import Watch
from observatory.disclosure.worlds import FoundWorld, changed

_QUICK, _LONG = 20, 2_000
_ROUGH, _FAR, _ENDLESS = 0.1, 1_000_000, 2.0**50


@dataclass(frozen=True, slots=True)
class Needs:
    """Classes of a system that must be possible at `low` or less and at `high` or more."""

    classes: Ints
    low: Ints
    high: Ints

    def goal(self, *, up: bool) -> Ints:
        return self.high if up else self.low


class NoWorld(Exception):
    """No state of affairs within the limits meets the need of this class."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """All whole counts that lie within `limits` of the classes of the system.

    Leaving them costs the price of the class for each event, up to the `outer` limits, which hold in any case.
    """

    system: AtomSystem
    limits: Bounds
    outer: Bounds
    prices: Floats
    needs: Needs
    watch: Watch

    def worlds(self, known: Sequence[FoundWorld] = ()) -> tuple[FoundWorld, ...]:
        """Worlds that with those `known` meet every need. Raises `NoWorld` where one is not found.

        One program asks for as many needs as possible at once; what is left is asked for again, at last one by one.
        """
        found: list[FoundWorld] = []
        for up in (False, True):
            left = np.ones(len(self.needs.classes), dtype=np.bool_)
            for world in (*known, *found):
                left &= ~self._met(world, up=up)
            if left.any():
                self._pursue(found, left, up=up)
        return tuple(found)

    def _pursue(self, found: list[FoundWorld], left: Flags, *, up: bool) -> None:
        search, moved = _Search.of(self, up=up), changed(found, len(self.system.values))
        while left.any():
            half = len(left)
            self.watch.check((2 * half if up else half) - int(left.sum()), 2 * half)
            more = self._step(search, left, moved, up=up)
            found.append(more)
            moved |= more.changes != 0
            left &= ~self._met(more, up=up)

    def _step(self, search: "_Search", left: Flags, moved: Flags, *, up: bool) -> FoundWorld:
        world = search.many(left, moved)
        self.watch.check(*self.watch.stands)
        if world is not None and np.any(self._met(world, up=up) & left):
            return world
        first = int(np.flatnonzero(left)[0])
        world = search.one(first, moved)
        self.watch.check(*self.watch.stands)
        if world is None or not self._met(world, up=up)[first]:
            raise NoWorld(int(self.needs.classes[first]))
        return world

    def _met(self, world: FoundWorld, *, up: bool) -> Flags:
        values = (self.system.values + world.changes)[self.needs.classes]
        return np.asarray(values >= self.needs.high if up else values <= self.needs.low)


@dataclass(frozen=True, slots=True)
class _Search:
    """A program over the atoms' changes, what counts of the value of each need, and the ways out of the limits.

    How far priced classes leave their limits comes last, upwards and then downwards.
    """

    around: Neighbourhood
    program: Program
    priced: Ints
    up: bool

    @classmethod
    def of(cls, around: Neighbourhood, *, up: bool) -> "_Search":
        limits, outer = around.limits, around.outer
        priced = np.flatnonzero((limits.lower > outer.lower) | (limits.upper < outer.upper))
        program = Program(_matrix(around, priced), _rows(around, up=up), Bounds(*_columns(around, priced, up=up)))
        program.heed(around.watch.is_over)
        return cls(around, program, priced, up)

    def many(self, asked: Flags, moved: Flags) -> FoundWorld | None:
        """A world that meets many of the needs asked for and leaves only limits that were left before."""
        lower, upper = _columns(self.around, self.priced, up=self.up)
        upper[len(upper) - 2 * len(self.priced) :] *= np.tile(moved[self.priced], 2)
        self.program.set_bounds(Bounds(lower, upper))
        costs = np.where(asked, -1.0 if self.up else 1.0, 0.0)
        return self._solved(costs, np.zeros(len(self.priced)), nodes=_QUICK)

    def one(self, need: int, moved: Flags) -> FoundWorld | None:
        """The cheapest world that meets one need, whatever limits with a price it leaves."""
        lower, upper = _columns(self.around, self.priced, up=self.up)
        at = len(self.around.system.counts) + need
        (lower if self.up else upper)[at] = self.around.needs.goal(up=self.up)[need]
        self.program.set_bounds(Bounds(lower, upper))
        costs = np.zeros(len(self.around.needs.classes))
        return self._solved(costs, np.where(moved, 0.0, self.around.prices)[self.priced], nodes=_LONG)

    def _solved(self, costs: Floats, prices: Floats, *, nodes: int) -> FoundWorld | None:
        atoms = len(self.around.system.counts)
        self.program.set_costs(np.concatenate([np.zeros(atoms), costs, np.tile(prices, 2)]))
        whole = np.arange(self.program.matrix.width) < atoms
        self.around.watch.guard(self.program)
        found = self.program.solve_whole(whole, nodes=nodes, gap=_ROUGH)
        return None if found is None else FoundWorld.of(self.around.system, np.rint(found[:atoms]).astype(np.int64))


def _matrix(around: Neighbourhood, priced: Ints) -> Incidence:
    """Rows are the classes, the links between blocks, then one for each need."""
    system, needs = around.system, around.needs.classes
    atoms, below, slack = len(system.counts), np.arange(len(needs)), np.arange(len(priced))
    matrix = system.membership.above(system.links)
    row = np.zeros(len(system.values), dtype=np.int64)
    row[needs] = matrix.height + below
    part = system.membership.picked(np.isin(np.arange(len(system.values)), needs))
    start = atoms + len(needs)
    return Incidence(
        np.concatenate([matrix.rows, row[part.rows], matrix.height + below, priced, priced]),
        np.concatenate([matrix.columns, part.columns, atoms + below, start + slack, start + len(priced) + slack]),
        np.concatenate([matrix.signs, part.signs, np.full(len(needs), -1.0), *_both(len(priced))]),
        matrix.height + len(needs),
        start + 2 * len(priced),
    )


def _both(n: int) -> tuple[Floats, Floats]:
    return np.full(n, -1.0), np.full(n, 1.0)


def _rows(around: Neighbourhood, *, up: bool) -> Bounds:
    """What counts of a need is at most its value on the way up, and at least its value on the way down."""
    values, zero = around.system.values, np.zeros(around.system.links.height)
    none, now = np.full(len(around.needs.classes), np.inf), -values[around.needs.classes].astype(np.float64)
    return Bounds(
        np.concatenate([around.limits.lower - values, zero, now if up else -none]),
        np.concatenate([around.limits.upper - values, zero, none if up else now]),
    )


def _columns(around: Neighbourhood, priced: Ints, *, up: bool) -> tuple[Floats, Floats]:
    system, size = around.system, len(around.needs.classes)
    far, none = np.full(len(system.counts), float(_FAR)), np.zeros(2 * len(priced))
    limits, outer = around.limits, around.outer
    end, most_now = np.minimum(outer.upper, _ENDLESS), np.minimum(limits.upper, _ENDLESS)
    room = np.concatenate([(end - most_now)[priced], (limits.lower - outer.lower)[priced]])
    least = np.zeros(size) if up else around.needs.low.astype(np.float64)
    most = around.needs.high.astype(np.float64) if up else np.full(size, np.inf)
    return (
        np.concatenate([-np.minimum(system.counts, far), least, none]),
        np.concatenate([far, most, np.minimum(room, _FAR)]),
    )


def is_within(system: AtomSystem, world: FoundWorld, limits: Bounds) -> bool:
    """Whether a world keeps all classes within the limits."""
    values = system.values + world.changes
    return bool(np.all(values >= limits.lower) and np.all(values <= limits.upper))
