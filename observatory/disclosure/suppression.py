"""Protects tables: hides the sensitive cells, and as few others as make that hiding hold."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from observatory.disclosure.atoms import AtomSystem, coordinates
from observatory.disclosure.construction import Construction, Pattern, Task
from observatory.disclosure.improvement import Effort, improve
from observatory.disclosure.rules import Rule, sensitive_cells
from observatory.disclosure.search import Limits
from observatory.disclosure.solver import Flags, Ints
from observatory.disclosure.tables import HIDDEN, CellName, Cube, SafeCell, SafeTable, Status, TableSpec
from observatory.disclosure.validation import check_request
from observatory.disclosure.worlds import Need, World
from observatory.errors import Unprotectable
from observatory.progress import Progress, silent
from observatory.terms import Term

_FAR = 1_000_000
_REACH = 3
_NOISE = 0.02


@dataclass(frozen=True, slots=True)
class Withheld:
    """A table in which nothing can be shown, and what to ask for instead."""

    table: str
    reason: Term


@dataclass(frozen=True, slots=True)
class TableReport:
    """How many cells a table has, how many are sensitive, how many more are hidden. For the Observatory only."""

    name: str
    cells: int
    sensitive: int
    secondary: int
    withheld: bool


@dataclass(frozen=True, slots=True)
class Protection:
    """Protected tables in the order asked for, and what only the Observatory may see: the report and the worlds."""

    tables: tuple[SafeTable, ...]
    report: tuple[TableReport, ...]
    withheld: tuple[Withheld, ...]
    worlds: tuple[World, ...]


@dataclass(frozen=True, slots=True)
class _Request:
    cube: Cube
    specs: tuple[TableSpec, ...]
    rule: Rule
    system: AtomSystem
    sensitive: Flags
    fixed: Flags
    seed: int

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
    progress: Progress = silent,
) -> Protection:
    """Protects several tables of one cube together.

    Each sensitive cell keeps its protection interval (`Rule`) against everybody who reads all these tables and knows
    the cells in `public` (table, coordinates), which therefore never count as hidden from anybody. What cannot be kept
    is hidden with its whole table and listed in `withheld`. `seed` breaks ties; the same seed gives the same tables
    unless `budget_seconds`, which only limits the search for fewer hidden cells, runs out first.
    Raises `WrongUse` for a request that makes no sense, `Unprotectable` if a world does not hold, and whatever
    `progress` raises.
    """
    check_request(cube, specs, public)
    request = _request(cube, tuple(specs), rule, frozenset(public), seed)
    effort = Effort.of(len(request.system.counts), budget_seconds)
    draft = _draft(request, progress)
    pattern = improve(draft.construction, draft.pattern, effort, progress)
    _check_worlds(draft.construction.task, pattern)
    return _protection(request, draft, pattern)


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
        more = _more_to_withhold(request, pattern.unreachable, withheld)
        if not more:
            conceded |= request.tables_with(pattern.unreachable)
            lowered |= {need: construction.furthest(need) for need in pattern.unreachable}
        withheld |= more


def _more_to_withhold(request: _Request, unreachable: Collection[Need], withheld: frozenset[str]) -> frozenset[str]:
    """The tables with the cell; where shown zeros still stand in the way, all tables."""
    own = request.tables_with(unreachable) - withheld
    if own or not request.rule.floor:
        return own
    return frozenset(spec.name for spec in request.specs) - withheld


def _task(request: _Request, withheld: frozenset[str], lowered: dict[Need, Need | None]) -> Task:
    system, rng = request.system, np.random.default_rng(request.seed)
    inside = request.classes(withheld)
    costs = system.weights * (1 + _NOISE * rng.random(len(system.weights)))
    noise = rng.random(len(system.counts))
    floors = np.where(inside, 0, np.minimum(request.rule.floor, system.values))
    needs = []
    for target in sorted(np.flatnonzero(request.sensitive), key=lambda number: (-costs[number], number)):
        for level in (floors[target], request.rule.threshold):
            need: Need | None = Need(int(target), int(level - system.values[target]))
            while need in lowered:
                need = lowered[need]
            if need is not None and need.shift:
                needs.append(need)
    limits = _limits(request, inside, floors)
    return Task(system, tuple(needs), request.sensitive | inside, limits, costs, noise)


def _limits(request: _Request, inside: Flags, floors: Ints) -> Limits:
    values = request.system.values
    shown_zero = (values == 0) & ~inside & (request.rule.floor > 0)
    down = np.where(request.fixed, 0, values - floors)
    up = np.where(request.fixed | shown_zero, 0, _FAR)
    return Limits(down, up, _REACH * request.rule.threshold)


def _check_worlds(task: Task, pattern: Pattern) -> None:
    """Additions and comparisons only: the worlds are possible, change hidden cells only, and meet every need."""
    for world in pattern.worlds:
        beyond = (world.changes < -task.limits.down) | (world.changes > task.limits.up)
        if not world.is_possible(task.system) or np.any(beyond | ((world.changes != 0) & ~pattern.hidden)):
            raise Unprotectable(_BROKEN)
    if not all(any(need.is_met(world.changes) for world in pattern.worlds) for need in task.needs):
        raise Unprotectable(_BROKEN)


def _protection(request: _Request, draft: _Draft, pattern: Pattern) -> Protection:
    tables = tuple(_safe_table(request, spec, pattern.hidden) for spec in request.specs)
    empty = [table.name for table in tables if not any(cell.is_published for cell in table.cells.values())]
    return Protection(
        tables,
        tuple(_report(request, table, table.name in empty) for table in tables),
        tuple(Withheld(name, _KNOWN if name in draft.conceded else _TOO_FEW) for name in empty),
        tuple(world.named(request.system) for world in pattern.worlds),
    )


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


_BROKEN = Term(
    "La protezione non regge alla sua stessa prova. Nulla è stato scritto; segnalare l'errore.",
    "The protection does not stand its own proof. Nothing was written; please report this error.",
)
_TOO_FEW = Term(
    "Nessuna cella può essere mostrata senza far riconoscere un caso: usare voci più ampie, un periodo più lungo "
    "oppure rinunciare a un totale.",
    "No cell can be shown without making a case recognisable: use broader categories, a longer period, "
    "or leave out a total.",
)
_KNOWN = Term(
    "Quanto già noto altrove fissa una cella protetta, perciò la tavola non si mostra: usare voci più ampie, "
    "un periodo più lungo oppure rinunciare a un totale.",
    "What is already known elsewhere settles a protected cell, so the table is not shown: use broader categories, "
    "a longer period, or leave out a total.",
)
