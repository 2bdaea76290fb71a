"""Protects tables: hides the sensitive cells, and as few others as make that hiding hold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod

import numpy as np

from observatory.disclosure.appraisal import Ground, appraised
from observatory.disclosure.atoms import AtomSystem, coordinates, shown_codes
from observatory.disclosure.bound import Stake
from observatory.disclosure.construction import Construction, Pattern, Task
from observatory.disclosure.exchanges import exchange
from observatory.disclosure.gluing import glued
from observatory.disclosure.history import History
from observatory.disclosure.improvement import effort, improve
from observatory.disclosure.naming import Names
from observatory.disclosure.protection import BROKEN, KNOWN, TOO_FEW, Protection, TableReport, Withheld
from observatory.disclosure.rules import Rule, sensitive_cells
from observatory.disclosure.scale import ground, protection
from observatory.disclosure.search import Limits
from observatory.disclosure.smallest import Settled, settled
from observatory.disclosure.solver import Flags, Floats
from observatory.disclosure.tables import HIDDEN, CellName, Cube, SafeCell, SafeTable, Status, TableSpec
from observatory.disclosure.validation import check_request
from observatory.disclosure.work import Circumstances
from observatory.disclosure.worlds import Need
from observatory.errors import Unprotectable
from observatory.progress import Progress, silent

_FAR = 1_000_000
_REACH = 3
_NOISE = 0.02
MOST_CELLS, MOST_DIMENSIONS = 2_500, 3
"""Tables with more cells in all, of more dimensions, or that show all zeros are protected by exchanges of records."""


@dataclass(frozen=True, slots=True)
class _Request:
    cube: Cube
    specs: tuple[TableSpec, ...]
    rule: Rule
    system: AtomSystem
    sensitive: Flags
    fixed: Flags
    seed: int
    weights: Mapping[CellName, float] = field(default_factory=dict)

    @property
    def worths(self) -> Floats:
        """Per class how much more than usual hiding it costs."""
        found = np.ones(len(self.system.values))
        for cell, weight in sorted(self.weights.items()):
            number = self.system.class_of[cell]
            found[number] = max(found[number], weight)
        return found

    def classes(self, tables: Collection[str]) -> Flags:
        """The classes that occur in these tables."""
        inside = np.zeros(len(self.system.values), dtype=np.bool_)
        inside[[number for (table, _), number in self.system.class_of.items() if table in tables]] = True
        return inside

    def tables_with(self, needs: Collection[Need]) -> frozenset[str]:
        targets = {need.target for need in needs}
        return frozenset(table for (table, _), number in self.system.class_of.items() if number in targets)


def protect(  # noqa: PLR0913 - the keywords are independent choices with defaults, read at the call
    cube: Cube,
    specs: Sequence[TableSpec],
    rule: Rule,
    *,
    seed: int = 0,
    budget_seconds: float = 5.0,
    public: Collection[CellName] = frozenset(),
    history: History | None = None,
    insiders: Collection[str] = (),
    known: Mapping[CellName, int] | None = None,
    weights: Mapping[CellName, float] | None = None,
    forced: Collection[CellName] = (),
    forbidden: Collection[CellName] = (),
    progress: Progress = silent,
) -> Protection:
    """Protects several tables of one cube together.

    Each sensitive cell keeps its protection interval (`Rule`) against everybody who reads all these tables and knows
    the cells in `public` (table, coordinates), which therefore never count as hidden from anybody. What cannot be kept
    is hidden with its whole table and listed in `withheld`; single cells that remain narrow are in `unkept`.
    `known` are cells known with their value, `forced` ones must stay shown, `forbidden` ones must be hidden; `weights`
    say how much more than usual hiding a cell costs. In a dimension of `insiders` each category knows its own records:
    what is left without them must be safe from it too. `history` is what was released before on the same events.
    `seed` breaks ties; the same seed gives the same tables unless `budget_seconds`, which only limits the search for
    fewer hidden cells, runs out first.
    Raises `WrongUse` for a request that makes no sense, `Unprotectable` if a world does not hold, and whatever
    `progress` raises.
    """
    around = Circumstances(
        frozenset(public) | frozenset(known or ()),
        frozenset(forced),
        frozenset(forbidden),
        dict(weights or {}),
        tuple(insiders),
        history or History(),
    )
    check_request(cube, specs, around.public | around.forced | around.forbidden | frozenset(around.weights))
    if _needs_exchanges(cube, specs, rule, around):
        exchanged = exchange(cube, tuple(specs), rule, around, (seed, budget_seconds, progress))
        return appraised(protection(exchanged), ground(exchanged), cube.classifications, budget_seconds)
    request = replace(_request(cube, tuple(specs), rule, frozenset(public), seed), weights=around.weights)
    draft = _draft(request, progress)
    pattern = improve(draft.construction, draft.pattern, effort(len(request.system.counts), budget_seconds), progress)
    found = settled(draft.construction.task, pattern, request.system.weights * request.worths, budget_seconds)
    _check_worlds(draft.construction.task, found.pattern)
    made = _protection(request, draft, found.pattern)
    return appraised(made, _ground(request, draft, found), cube.classifications, budget_seconds)


def _request(cube: Cube, specs: tuple[TableSpec, ...], rule: Rule, public: frozenset[CellName], seed: int) -> _Request:
    system = AtomSystem.build(cube, specs)
    sensitive, fixed = np.zeros((2, len(system.values)), dtype=np.bool_)
    axes = {axis.name: axis for axis in cube.classifications}
    for spec in specs:
        values = {at: int(system.values[system.class_of[spec.name, at]]) for at in coordinates(cube, spec)}
        for at in sensitive_cells([axes[name] for name in spec.dimensions], values, rule):
            sensitive[system.class_of[spec.name, at]] = True
    fixed[[system.class_of[cell] for cell in sorted(public)]] = True
    return _Request(cube, specs, rule, system, sensitive, fixed, seed)


def _needs_exchanges(cube: Cube, specs: Sequence[TableSpec], rule: Rule, around: Circumstances) -> bool:
    """Whether the tables are too large for a program over all combinations, or more is asked than it can do."""
    if around != Circumstances(around.public, weights=around.weights) or rule.shows_zeros:
        return True
    cells = sum(prod(len(shown_codes(cube, spec, name)) for name in spec.dimensions) for spec in specs)
    return cells > MOST_CELLS or max(len(spec.dimensions) for spec in specs) > MOST_DIMENSIONS


@dataclass(frozen=True, slots=True)
class _Draft:
    """A pattern in which every need left is met; `conceded` tables hold cells that are known already."""

    construction: Construction
    pattern: Pattern
    withheld: frozenset[str] = frozenset()
    conceded: frozenset[str] = frozenset()


def _draft(request: _Request, progress: Progress) -> _Draft:
    """Hides more until every need is met; what stays out of reach is known from elsewhere, and is lowered to that."""
    withheld, conceded = frozenset[str](), frozenset[str]()
    lowered: dict[Need, Need | None] = {}
    while True:
        task = _task(request, withheld, lowered)
        construction = Construction(task)
        pattern = construction.complete(progress)
        if pattern is None or not pattern.unreachable:
            return _Draft(construction, pattern or Pattern((), task.hidden), withheld, conceded)
        more = request.tables_with(pattern.unreachable) - withheld
        if not more:
            conceded |= request.tables_with(pattern.unreachable)
            lowered |= {need: construction.furthest(need) for need in pattern.unreachable}
        withheld |= more


def _task(request: _Request, withheld: frozenset[str], lowered: dict[Need, Need | None]) -> Task:
    system, rng = request.system, np.random.default_rng(request.seed)
    inside = request.classes(withheld)
    costs = system.weights * (1 + _NOISE * rng.random(len(system.weights))) * request.worths
    noise = rng.random(len(system.counts))
    needs = []
    for target in sorted(np.flatnonzero(request.sensitive), key=lambda number: (-costs[number], number)):
        for level in (0, request.rule.threshold):
            need: Need | None = Need(int(target), int(level - system.values[target]))
            while need in lowered:
                need = lowered[need]
            if need is not None and need.shift:
                needs.append(need)
    reach = _REACH * request.rule.threshold
    far = max(_FAR, reach * len(system.counts))  # no class goes further, as each atom stays within reach
    limits = Limits(np.where(request.fixed, 0, system.values), np.where(request.fixed, 0, far), reach)
    return Task(system, tuple(needs), request.sensitive | inside, limits, costs, noise)


def _check_worlds(task: Task, pattern: Pattern) -> None:
    """Additions and comparisons only: the worlds are possible, change hidden cells only, and meet every need."""
    for world in pattern.worlds:
        beyond = (world.changes < -task.limits.down) | (world.changes > task.limits.up)
        if not world.is_possible(task.system) or np.any(beyond | ((world.changes != 0) & ~pattern.hidden)):
            raise Unprotectable(BROKEN)
    if not all(any(need.is_met(world.changes) for world in pattern.worlds) for need in task.needs):
        raise Unprotectable(BROKEN)


def _protection(request: _Request, draft: _Draft, pattern: Pattern) -> Protection:
    tables = tuple(_safe_table(request, spec, pattern.hidden) for spec in request.specs)
    empty = [table.name for table in tables if not any(cell.is_published for cell in table.cells.values())]
    used = [name for name in request.cube.dimensions if name in request.system.grains]
    names = Names.of(request.cube, [request.system.grains[name] for name in used])
    return Protection(
        tables,
        tuple(_report(request, table, table.name in empty) for table in tables),
        tuple(Withheld(name, KNOWN if name in draft.conceded else TOO_FEW) for name in empty),
        tuple(glued(request.system, world, names) for world in pattern.worlds),
    )


def _ground(request: _Request, draft: _Draft, found: Settled) -> Ground:
    system, task = request.system, draft.construction.task
    down, up = np.zeros((2, len(system.values)), dtype=np.int64)
    for need in task.needs:
        far = down if need.shift < 0 else up
        far[need.target] = max(far[need.target], abs(need.shift))
    classes = [
        np.array([system.class_of[spec.name, at] for at in coordinates(request.cube, spec)], dtype=np.int64)
        for spec in request.specs
    ]
    costs = system.weights * request.worths
    stake = Stake(system.values, down, up, task.hidden, request.fixed, costs)
    return Ground(classes, found.pattern.hidden, stake, found.bound, not draft.conceded)


def _safe_table(request: _Request, spec: TableSpec, hidden: Flags) -> SafeTable:
    cells = {}
    for at in coordinates(request.cube, spec):
        number = request.system.class_of[spec.name, at]
        published = SafeCell(int(request.system.values[number]), Status.PUBLISHED)
        cells[at] = HIDDEN if hidden[number] else published
    return SafeTable(spec.name, spec.dimensions, cells)


def _report(request: _Request, table: SafeTable, is_withheld: bool) -> TableReport:
    classes = [request.system.class_of[table.name, at] for at in table.cells]
    sensitive = int(request.sensitive[classes].sum())
    hidden = sum(not cell.is_published for cell in table.cells.values())
    return TableReport(table.name, len(classes), sensitive, hidden - sensitive, is_withheld)
