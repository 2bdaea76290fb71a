"""The check that must pass before anything is written: an attacker who works from the published tables alone."""

from collections.abc import Collection, Mapping, Sequence

from observatory.disclosure.attacker import Interval
from observatory.disclosure.case import Case, owners, sensitive_in
from observatory.disclosure.equations import is_withheld
from observatory.disclosure.history import History
from observatory.disclosure.protection import Protection
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import CellName, Coordinates, Cube, SafeTable, TableSpec, tallied
from observatory.errors import Unprotectable
from observatory.progress import Progress, silent
from observatory.terms import Term


def release(  # noqa: PLR0913 - the keywords are independent choices with defaults, read at the call
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
    """`protect` with the same keywords, then `audit`: what the rest of the program calls.

    Raises what `protect` raises, and `Unprotectable` if the audit does not pass.
    """
    protection = protect(
        cube,
        specs,
        rule,
        seed=seed,
        budget_seconds=budget_seconds,
        public=public,
        history=history,
        insiders=insiders,
        known=known,
        weights=weights,
        forced=forced,
        forbidden=forbidden,
        progress=progress,
    )
    told = {*public, *(known or ())}
    audit(protection.tables, cube, rule, public=told, insiders=insiders, history=history, progress=progress)
    return protection


def audit(  # noqa: PLR0913 - the keywords are independent choices with defaults, read at the call
    tables: Sequence[SafeTable],
    cube: Cube,
    rule: Rule,
    *,
    public: Collection[CellName] = frozenset(),
    insiders: Collection[str] = (),
    history: History | None = None,
    progress: Progress = silent,
) -> None:
    """Raises `Unprotectable`, naming table and cell, unless the tables are true and every sensitive cell is safe.

    Safe: hidden, and an attacker with all the tables, those of earlier releases from the same counts, and the cells in
    `public` must think everything from the rule's floor to its threshold possible; so must each category of the
    dimensions in `insiders`, who take off what is their own. In a table of which nothing is shown, what `public` and
    earlier figures settle by themselves is excused.
    """
    for table in tables:
        _check_published(table, tallied(cube, table), cube, rule)
    case = Case.of(tables, cube, rule, public, history or History())
    _check_intervals(case, progress)
    for own in owners(cube, insiders):
        _check_intervals(case.without(own), progress)


def _check_published(table: SafeTable, truth: Mapping[Coordinates, int], cube: Cube, rule: Rule) -> None:
    sensitive = sensitive_in(table, truth, cube, rule)
    for at, cell in table.cells.items():
        if cell.is_published and at in sensitive:
            raise Unprotectable(_SHOWN.with_values(table=table.name, cell=_named(at)))
        if cell.value != (truth[at] if cell.is_published else None):
            raise Unprotectable(_UNTRUE.with_values(table=table.name, cell=_named(at)))


def _check_intervals(case: Case, progress: Progress) -> None:
    wanted = case.sensitive()
    found = case.attacked(case.tables, wanted, progress).intervals
    narrow = {cell: wanted[cell] for cell in sorted(wanted) if not _covers(found[cell], wanted[cell])}
    if not narrow:
        return
    before = case.attacked(case.silent, narrow, progress).intervals
    withheld = {table.name for table in case.tables if is_withheld(table)}
    for cell, goal in narrow.items():
        excused = Interval(max(goal.low, before[cell].low), min(goal.high, before[cell].high))
        if cell[0] not in withheld or not _covers(found[cell], excused):
            raise Unprotectable(_NARROW.with_values(table=cell[0], cell=_named(cell[1])))


def _covers(found: Interval, wanted: Interval) -> bool:
    return found.low <= wanted.low + _CLOSE and found.high >= wanted.high - _CLOSE


_CLOSE = 1e-6


def _named(at: Coordinates) -> str:
    return " × ".join(at) or "–"


_SHOWN = Term(
    "Tavola «{table}», cella {cell}: un conteggio sotto soglia risulta visibile. Nulla è stato scritto; "
    "rifare la protezione.",
    "Table “{table}”, cell {cell}: a count under the threshold is visible. Nothing was written; protect it again.",
)
_UNTRUE = Term(
    "Tavola «{table}», cella {cell}: il valore non corrisponde ai dati. Nulla è stato scritto; rifare la protezione.",
    "Table “{table}”, cell {cell}: the value does not match the data. Nothing was written; protect it again.",
)
_NARROW = Term(
    "Tavola «{table}», cella {cell}: dal resto della pubblicazione si ricava troppo. Nulla è stato scritto; "
    "usare voci più ampie, un periodo più lungo o rinunciare a un totale.",
    "Table “{table}”, cell {cell}: the rest of the publication tells too much. Nothing was written; "
    "use broader categories, a longer period, or leave out a total.",
)
