"""Draws a multiple of the base for every count, and finds the additive tables nearest to what was drawn."""

from dataclasses import dataclass

import numpy as np

from observatory.disclosure.atoms import AtomSystem, coordinates
from observatory.disclosure.beside import Company
from observatory.disclosure.certificate import Published
from observatory.disclosure.rules import Rule
from observatory.disclosure.solver import Bounds, Incidence, Ints, Program
from observatory.disclosure.tables import Cube, SafeCell, SafeTable, Status, TableSpec
from observatory.disclosure.watch import Watch

_NODES = (5, 200)
"""Branchings: few as a rule, more where those find nothing."""

_GAP = 0.1
_STEP = 0.05
_NOISE = 0.02
_FAR = 1_000_000


@dataclass(frozen=True, slots=True)
class Manner:
    threshold: int
    base: int
    bound: int

    def limits(self, values: Ints) -> tuple[Ints, Ints]:
        """The least and the greatest multiple, in units of the base, that may stand for each count."""
        low = -((self.bound - values) // self.base)
        return np.maximum(0, low), (values + self.bound) // self.base

    def drawn(self, values: Ints, rng: np.random.Generator) -> Ints:
        """A multiple for each count: every one within the bound has a chance, and the mean is the count itself.

        A step further is as likely up as down; only below zero there is none.
        """
        floor, left = np.divmod(values, self.base)
        near = floor + (rng.random(len(values)) * self.base < left)
        room = np.where(left, self.bound // self.base - 1, self.bound // self.base)
        steps = rng.integers(-room, room + 1) * (rng.random(len(values)) < _STEP)
        low, high = self.limits(values)
        moved = near + steps
        return np.where((moved >= low) & (moved <= high), moved, near)


@dataclass(frozen=True, slots=True)
class Ground:
    """What is rounded, and beside what."""

    cube: Cube
    specs: tuple[TableSpec, ...]
    system: AtomSystem
    company: Company
    watch: Watch

    def own(self) -> Ints:
        """The classes that the new tables show."""
        names = {(spec.name, at) for spec in self.specs for at in coordinates(self.cube, spec)}
        return np.unique([number for name, number in self.system.class_of.items() if name in names])

    def with_new(self, published: Ints, manner: Manner) -> Company:
        """The company, and the new tables with these values."""
        tables = tuple(rounded_table(self.cube, spec, self.system, published) for spec in self.specs)
        new = Published(tables, Rule(manner.threshold), base=manner.base, bound=manner.bound)
        return self.company.after(new)


def nearest(ground: Ground, manner: Manner, rng: np.random.Generator) -> Ints | None:
    """Atoms in units of the base: of all additive tables within the bound the one nearest to the multiples drawn.

    Columns are how far the atoms lie from their counts rounded down (so that large counts cost no precision), then how
    far each class lies above what it drew, then how far below. What was rounded before draws what it was; cells that
    the new tables do not show may lie anywhere.
    """
    system = ground.system
    atoms, classes, start = len(system.counts), len(system.values), system.counts // manner.base
    aim = manner.drawn(system.values, rng)
    low, high = (limit.astype(np.float64) for limit in manner.limits(system.values))
    costs = 1 + _NOISE * rng.random(2 * classes)
    other = np.setdiff1d(np.arange(classes), ground.own())
    low[other], high[other], costs[other], costs[classes + other] = 0, _FAR + aim[other], 0, 0
    for number, value in ground.company.pinned(system).items():
        if number not in other:
            aim[number] = low[number] = high[number] = value // manner.base
    rows = np.concatenate([aim, np.zeros(system.links.height)])
    rows -= np.concatenate([system.membership.times(start), system.links.times(start)])
    lower = np.concatenate([-np.minimum(start, _FAR), np.zeros(2 * classes)])
    upper = np.concatenate([np.full(atoms, float(_FAR)), high - aim, aim - low])
    program = Program(_with_slack(system, classes), Bounds(rows, rows), Bounds(lower, upper))
    program.heed(ground.watch.is_over)
    program.set_costs(np.concatenate([np.zeros(atoms), costs]))
    for nodes in _NODES:
        ground.watch.guard(program)
        found = program.solve_whole(np.arange(len(upper)) < atoms, nodes=nodes, gap=_GAP)
        ground.watch.check()
        if found is not None:
            return start + np.rint(found[:atoms]).astype(np.int64)
    return None


def _with_slack(system: AtomSystem, classes: int) -> Incidence:
    width, numbers = len(system.counts), np.arange(classes)
    cells, links = system.membership, system.links
    return Incidence(
        np.concatenate([cells.rows, numbers, numbers, links.rows + classes]),
        np.concatenate([cells.columns, width + numbers, width + classes + numbers, links.columns]),
        np.concatenate([cells.signs, np.full(classes, -1.0), np.ones(classes), links.signs]),
        classes + links.height,
        width + 2 * classes,
    )


def rounded_table(cube: Cube, spec: TableSpec, system: AtomSystem, published: Ints) -> SafeTable:
    cells = {
        at: SafeCell(int(published[system.class_of[spec.name, at]]), Status.ROUNDED) for at in coordinates(cube, spec)
    }
    return SafeTable(spec.name, spec.dimensions, cells)
