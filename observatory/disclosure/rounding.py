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
from observatory.disclosure.beside import Company, cell_of, check_size
from observatory.disclosure.gluing import glued
from observatory.disclosure.naming import Names
from observatory.disclosure.protection import BROKEN
from observatory.disclosure.rounding_draw import Ground, Manner, nearest, rounded_table
from observatory.disclosure.rounding_worlds import Needs, Neighbourhood, NoWorld, is_within
from observatory.disclosure.solver import Bounds, Floats, Ints
from observatory.disclosure.tables import Cube, SafeTable, TableSpec
from observatory.disclosure.validation import check_request
from observatory.disclosure.watch import Watch
from observatory.disclosure.worlds import FoundWorld, World
from observatory.errors import Unprotectable, WrongUse
from observatory.progress import Progress, silent
from observatory.terms import Term

WIDEST = 4
"""The bound is at most so many times the base."""

SECONDS = 600.0
"""Time given where none is said."""

_DRAWS = 3
_MANY = 2**62
_ALONE = Company()


@dataclass(frozen=True, slots=True)
class RoundedReport:
    """How a table fared. For the Observatory only: `sensitive` counts, and how far values moved."""

    name: str
    cells: int
    sensitive: int
    changed: int
    deviation: int
    largest: int

    @property
    def mean(self) -> float:
        """By how much a shown value is off, on average over all cells."""
        return self.deviation / self.cells if self.cells else 0.0


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
    company: Company = _ALONE,
    seconds: float = SECONDS,
    progress: Progress = silent,
) -> Rounding:
    """Rounds several tables of one cube together; the same seed gives the same tables.

    All values are multiples of `base` (the threshold where not said), add up in every table and between them, and lie
    within `bound` of the truth: the base itself if that is possible, else its first multiple that is. Each count under
    `threshold` can be 0 or at least `threshold` for whoever knows the tables, the method, base and bound, and all
    releases in `company`, whose own small counts stay open too. What was rounded before keeps its value.
    Raises `WrongUse` for a request that makes no sense, `Unprotectable` where no such table is found, the tables are
    too many, or `seconds` are over, and whatever `progress` raises.
    """
    check_request(cube, specs)
    base = _checked_base(threshold, base, company)
    whole = [*specs, *company.specs]
    check_size(cube, whole)
    system, rng, watch = AtomSystem.build(cube, whole), np.random.default_rng(seed), Watch(_WORKING, seconds, progress)
    ground = Ground(cube, tuple(specs), system, company, watch)
    bounds = [times * base for times in range(1, WIDEST + 1) if times * base >= company.rounded_bound()]
    stuck = -1
    for bound in np.repeat(bounds, _DRAWS).tolist():
        try:
            found = _rounded(ground, Manner(threshold, base, bound), rng)
        except NoWorld as none:
            stuck = none.number
            continue
        if found is not None:
            return _rounding(cube, specs, found)
    if stuck < 0 or not company.releases:
        raise Unprotectable(_NONE)
    table, at = cell_of(system, stuck)
    raise Unprotectable(_NONE_BESIDE.with_values(table=table, cell=" × ".join(at)))


def _checked_base(threshold: int, base: int | None, company: Company) -> int:
    before = company.rounded_base()
    base = (before or threshold) if base is None else base
    if isinstance(base, bool) or not isinstance(base, int) or threshold < 1 or base < max(2, threshold):
        raise WrongUse(_NO_BASE.with_values(threshold=max(2, threshold)))
    if before not in {0, base}:
        raise WrongUse(_OTHER_BASE.with_values(base=before))
    return base


@dataclass(frozen=True, slots=True)
class _Found:
    """The first world adds up to what is published; `limits` and `needs` are what the others answer to."""

    system: AtomSystem
    manner: Manner
    worlds: tuple[FoundWorld, ...]
    limits: Bounds
    needs: Needs

    @property
    def published(self) -> Ints:
        return self.system.values + self.worlds[0].changes


def _rounded(ground: Ground, manner: Manner, rng: np.random.Generator) -> _Found | None:
    """Raises `NoWorld` where a small count would be told."""
    system = ground.system
    atoms = nearest(ground, manner, rng)
    ground.watch.check()
    if atoms is None:
        return None
    first = FoundWorld.of(system, manner.base * atoms - system.counts)
    company = ground.with_new(system.values + first.changes, manner)
    limits, needs = company.limits(system), company.needs(system)
    fits = [first] if is_within(system, first, limits) else []
    free = np.zeros(len(system.values))
    more = Neighbourhood(system, limits, limits, free, needs, ground.watch).worlds(fits)
    found = _Found(system, manner, (first, *more), limits, needs)
    _check(found, ground.own())
    return found


def _check(found: _Found, own: Ints) -> None:
    """Additions and comparisons only: multiples, true within the bound, and every world within the limits too."""
    system, published, needs = found.system, found.published[own], found.needs
    fitting = [world for world in found.worlds if is_within(system, world, found.limits)]
    values = np.array([system.values, *(system.values + world.changes for world in fitting)])[:, needs.classes]
    holds = (
        not np.any(published % found.manner.base)
        and np.all(np.abs(published - system.values[own]) <= found.manner.bound)
        and all(world.is_possible(system) for world in found.worlds)
        and len(fitting) >= len(found.worlds) - 1
        and np.all(np.min(values, axis=0, initial=_MANY) <= needs.low)
        and np.all(np.max(values, axis=0, initial=0) >= needs.high)
    )
    if not holds:
        raise Unprotectable(BROKEN)


def _rounding(cube: Cube, specs: Sequence[TableSpec], found: _Found) -> Rounding:
    system = found.system
    names = Names.of(cube, [system.grains[name] for name in cube.dimensions if name in system.grains])
    return Rounding(
        tuple(rounded_table(cube, spec, system, found.published) for spec in specs),
        found.manner.base,
        found.manner.bound,
        tuple(_report(cube, spec, found) for spec in specs),
        tuple(glued(system, world, names) for world in found.worlds),
    )


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
_OTHER_BASE = Term(
    "Il registro contiene tavole arrotondate alla base {base}: due basi diverse direbbero di più. Nulla è stato "
    "scritto: usare --base {base}.",
    "The ledger holds tables rounded to base {base}: two different bases would tell more. Nothing was written: use "
    "--base {base}.",
)
_NONE_BESIDE = Term(
    "Accanto a ciò che è già stato pubblicato nessun arrotondamento lascia aperto un conteggio piccolo (tavola "
    "{table}, cella {cell}). Nulla è stato scritto: chiedere voci più ampie o meno tavole, oppure nascondere "
    "(suppression), o usare un altro registro per altri eventi.",
    "Beside what was released before no rounding leaves a small count open (table {table}, cell {cell}). Nothing was "
    "written: ask for broader categories or fewer tables, or hide instead (suppression), or use another ledger for "
    "other events.",
)
_NONE = Term(
    "Non si è trovato un arrotondamento che sommi e protegga tutti i conteggi. Nulla è stato scritto: chiedere meno "
    "tavole insieme, voci più ampie, oppure nascondere (suppression).",
    "No rounding was found that adds up and protects all counts. Nothing was written: ask for fewer tables together, "
    "for broader categories, or hide instead (suppression).",
)
