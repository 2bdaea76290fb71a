"""Rounds all counts of several tables to multiples of a base so that they still add up and no small count can be told.

The counts that a reader must think possible are all those within a published bound of every published value. The table
is drawn: each count picks a multiple within the bound at random, and the additive table nearest to all of these is
published. So every such state of affairs could have led to the same tables, and it is enough to find some of them in
which a small count is 0, and some in which it is at the threshold.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from observatory.disclosure.atoms import AtomSystem, coordinates
from observatory.disclosure.gluing import glued
from observatory.disclosure.naming import Names
from observatory.disclosure.protection import BROKEN
from observatory.disclosure.rounding_worlds import Neighbourhood
from observatory.disclosure.solver import Bounds, Floats, Incidence, Ints, Program
from observatory.disclosure.tables import Cube, SafeCell, SafeTable, Status, TableSpec
from observatory.disclosure.validation import check_request
from observatory.disclosure.worlds import FoundWorld, World
from observatory.errors import Unprotectable, WrongUse
from observatory.progress import Progress, silent
from observatory.terms import Term

WIDEST = 4
"""The bound is at most so many times the base."""

MOST_CELLS, MOST_OF_MANY, MANY = 5_000, 2_500, 4
"""Tables of `MANY` dimensions or more take far longer to round, so fewer cells of them are taken."""

_DRAWS = 3
_NODES = (5, 200)
"""Branchings: few as a rule, more where those find nothing."""

_GAP = 0.1
_STEP = 0.05
_NOISE = 0.02
_FAR = 1_000_000


@dataclass(frozen=True, slots=True)
class RoundedReport:
    """How a table fared. For the Observatory only: `sensitive` counts, and how far values moved."""

    name: str
    cells: int
    sensitive: int
    changed: int
    deviation: int
    largest: int


@dataclass(frozen=True, slots=True)
class Rounding:
    """Rounded tables that may leave, with `base` and `bound`; `report` and `worlds` are for the Observatory only.

    The first world leads from the true counts to counts that add up to exactly the published values.
    """

    tables: tuple[SafeTable, ...]
    base: int
    bound: int
    report: tuple[RoundedReport, ...]
    worlds: tuple[World, ...]


def round_tables(  # noqa: PLR0913 - the keywords are independent choices with defaults, read at the call
    cube: Cube,
    specs: Sequence[TableSpec],
    threshold: int,
    *,
    base: int | None = None,
    seed: int = 0,
    progress: Progress = silent,
) -> Rounding:
    """Rounds several tables of one cube together; the same seed gives the same tables.

    All values are multiples of `base` (the threshold where not said), add up in every table and between them, and lie
    within `bound` of the truth: the base itself if that is possible, else its first multiple that is. Each count under
    `threshold` can be 0 or at least `threshold` for whoever knows the tables, the method, base and bound.
    Raises `WrongUse` for a request that makes no sense, `Unprotectable` where no such table is found.
    """
    check_request(cube, specs)
    base = threshold if base is None else base
    if isinstance(base, bool) or not isinstance(base, int) or threshold < 1 or base < max(2, threshold):
        raise WrongUse(_NO_BASE.with_values(threshold=max(2, threshold)))
    most = MOST_OF_MANY if max(len(spec.dimensions) for spec in specs) >= MANY else MOST_CELLS
    if sum(1 for spec in specs for _ in coordinates(cube, spec)) > most:
        raise Unprotectable(_TOO_LARGE.with_values(n=most))
    system = AtomSystem.build(cube, specs)
    rng = np.random.default_rng(seed)
    tries = [(times * base, turn) for times in range(1, WIDEST + 1) for turn in range(_DRAWS)]
    for done, (bound, _) in enumerate(tries):
        progress(done, len(tries), _WORKING)
        found = _rounded(system, _Manner(threshold, base, bound), rng)
        if found is not None:
            return _rounding(cube, specs, found)
    raise Unprotectable(_NONE)


@dataclass(frozen=True, slots=True)
class _Manner:
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
class _Found:
    system: AtomSystem
    manner: _Manner
    worlds: tuple[FoundWorld, ...]

    @property
    def published(self) -> Ints:
        return self.system.values + self.worlds[0].changes


def _rounded(system: AtomSystem, manner: _Manner, rng: np.random.Generator) -> _Found | None:
    atoms = _nearest(system, manner, rng)
    if atoms is None:
        return None
    first = FoundWorld.of(system, manner.base * atoms - system.counts)
    around = Neighbourhood(system, system.values + first.changes, manner.bound, manner.threshold)
    more = around.worlds(first)
    if more is None:
        return None
    found = _Found(system, manner, (first, *more))
    _check(found)
    return found


def _nearest(system: AtomSystem, manner: _Manner, rng: np.random.Generator) -> Ints | None:
    """Atoms in units of the base: of all additive tables within the bound the one nearest to the multiples drawn.

    Columns are how far the atoms lie from their counts rounded down (so that large counts cost no precision), then how
    far each class lies above what it drew, then how far below.
    """
    atoms, classes, start = len(system.counts), len(system.values), system.counts // manner.base
    aim = manner.drawn(system.values, rng)
    low, high = manner.limits(system.values)
    costs = 1 + _NOISE * rng.random(2 * classes)
    rows = np.concatenate([aim, np.zeros(system.links.height)])
    rows -= np.concatenate([system.membership.times(start), system.links.times(start)])
    lower = np.concatenate([-np.minimum(start, _FAR), np.zeros(2 * classes)])
    upper = np.concatenate([np.full(atoms, float(_FAR)), high - aim, aim - low])
    program = Program(_with_slack(system, classes), Bounds(rows, rows), Bounds(lower, upper))
    program.set_costs(np.concatenate([np.zeros(atoms), costs]))
    for nodes in _NODES:
        found = program.solve_whole(np.arange(len(upper)) < atoms, nodes=nodes, gap=_GAP)
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


def _check(found: _Found) -> None:
    """Additions and comparisons only: multiples, true within the bound, and every world within the bound too."""
    published, bound = found.published, found.manner.bound
    values = [found.system.values, *(found.system.values + world.changes for world in found.worlds)]
    small = (found.system.values > 0) & (found.system.values < found.manner.threshold)
    holds = (
        not np.any(published % found.manner.base)
        and all(world.is_possible(found.system) for world in found.worlds)
        and all(np.all(np.abs(one - published) <= bound) for one in values)
        and np.all(np.min(values, axis=0)[small] == 0)
        and np.all(np.max(values, axis=0)[small] >= found.manner.threshold)
    )
    if not holds:
        raise Unprotectable(BROKEN)


def _rounding(cube: Cube, specs: Sequence[TableSpec], found: _Found) -> Rounding:
    system = found.system
    names = Names.of(cube, [system.grains[name] for name in cube.dimensions if name in system.grains])
    return Rounding(
        tuple(_table(cube, spec, found) for spec in specs),
        found.manner.base,
        found.manner.bound,
        tuple(_report(cube, spec, found) for spec in specs),
        tuple(glued(system, world, names) for world in found.worlds),
    )


def _table(cube: Cube, spec: TableSpec, found: _Found) -> SafeTable:
    published = found.published
    cells = {
        at: SafeCell(int(published[found.system.class_of[spec.name, at]]), Status.ROUNDED)
        for at in coordinates(cube, spec)
    }
    return SafeTable(spec.name, spec.dimensions, cells)


def _report(cube: Cube, spec: TableSpec, found: _Found) -> RoundedReport:
    moved = list(_moves(cube, spec, found))
    sensitive = sum(0 < true < found.manner.threshold for true, _ in moved)
    far = [abs(change) for _, change in moved]
    return RoundedReport(spec.name, len(moved), sensitive, sum(map(bool, far)), sum(far), max(far, default=0))


def _moves(cube: Cube, spec: TableSpec, found: _Found) -> Iterator[tuple[int, int]]:
    values: Floats | Ints = found.system.values
    for at in coordinates(cube, spec):
        number = found.system.class_of[spec.name, at]
        yield int(values[number]), int(found.worlds[0].changes[number])


_WORKING = Term("Arrotondamento delle tavole", "Rounding the tables")
_NO_BASE = Term(
    "La base dell’arrotondamento dev’essere un numero intero da {threshold} in su: una base sotto la soglia non "
    "proteggerebbe.",
    "The base of rounding must be a whole number from {threshold}: a base under the threshold would not protect.",
)
_TOO_LARGE = Term(
    "L’arrotondamento arriva a {n} celle in tutto: chiedere meno dettaglio, oppure nascondere (suppression).",
    "Rounding goes up to {n} cells in all: ask for less detail, or hide instead (suppression).",
)
_NONE = Term(
    "Non si è trovato un arrotondamento che sommi e protegga tutti i conteggi. Nulla è stato scritto: chiedere meno "
    "tavole insieme, voci più ampie, oppure nascondere (suppression).",
    "No rounding was found that adds up and protects all counts. Nothing was written: ask for fewer tables together, "
    "for broader categories, or hide instead (suppression).",
)
