"""The check that must pass before anything is written: an attacker who works from the published tables alone."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product

from observatory.disclosure.attacker import Interval, Knowledge, attack
from observatory.disclosure.equations import is_withheld
from observatory.disclosure.rules import Rule, sensitive_cells
from observatory.disclosure.suppression import Protection, protect
from observatory.disclosure.tables import HIDDEN, CellName, Coordinates, Cube, SafeTable, TableSpec
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
    progress: Progress = silent,
) -> Protection:
    """`protect`, then `audit`: what the rest of the program calls.

    Raises what `protect` raises, and `Unprotectable` if the audit does not pass.
    """
    protection = protect(cube, specs, rule, seed=seed, budget_seconds=budget_seconds, public=public, progress=progress)
    audit(protection.tables, cube, rule, public=public)
    return protection


def audit(tables: Sequence[SafeTable], cube: Cube, rule: Rule, *, public: Collection[CellName] = frozenset()) -> None:
    """Raises `Unprotectable`, naming table and cell, unless the tables are true and every sensitive cell is safe.

    Safe: hidden, and an attacker with all the tables and the cells in `public` must think everything from the rule's
    floor to its threshold possible. In a table of which nothing is shown, what `public` alone settles is excused.
    """
    truth = {table.name: _tally(cube, table) for table in tables}
    for table in tables:
        _check_published(table, truth[table.name], cube, rule)
    known = {(name, at): truth[name][at] for name, at in public}
    sensitive = {(t.name, at) for t in tables for at in _sensitive(t, truth[t.name], cube, rule)}
    _check_intervals(tables, cube, rule, known, sensitive)


def _check_published(table: SafeTable, truth: Mapping[Coordinates, int], cube: Cube, rule: Rule) -> None:
    sensitive = _sensitive(table, truth, cube, rule)
    for at, cell in table.cells.items():
        if cell.is_published and at in sensitive:
            raise Unprotectable(_SHOWN.with_values(table=table.name, cell=_named(at)))
        if cell.value != (truth[at] if cell.is_published else None):
            raise Unprotectable(_UNTRUE.with_values(table=table.name, cell=_named(at)))


def _check_intervals(
    tables: Sequence[SafeTable], cube: Cube, rule: Rule, known: Mapping[CellName, int], sensitive: Collection[CellName]
) -> None:
    if not sensitive:
        return
    wanted = Interval(rule.floor, rule.threshold)
    found = attack(tables, cube.classifications, knowledge=Knowledge(known, rule.zeros), enough=wanted)
    narrow = [cell for cell in sorted(sensitive) if not _covers(found[cell], wanted)]
    if not narrow:
        return
    silent_tables = [SafeTable(t.name, t.dimensions, dict.fromkeys(t.cells, HIDDEN)) for t in tables]
    before = attack(silent_tables, cube.classifications, knowledge=Knowledge(known), enough=wanted)
    withheld = {table.name for table in tables if is_withheld(table)}
    for cell in narrow:
        excused = Interval(max(wanted.low, before[cell].low), min(wanted.high, before[cell].high))
        if cell[0] not in withheld or not _covers(found[cell], excused):
            raise Unprotectable(_NARROW.with_values(table=cell[0], cell=_named(cell[1])))


def _covers(found: Interval, wanted: Interval) -> bool:
    return found.low <= wanted.low + _CLOSE and found.high >= wanted.high - _CLOSE


_CLOSE = 1e-6


def _sensitive(table: SafeTable, truth: Mapping[Coordinates, int], cube: Cube, rule: Rule) -> frozenset[Coordinates]:
    axes = {axis.name: axis for axis in cube.classifications}
    return sensitive_cells([axes[name] for name in table.dimensions], truth, rule)


def _tally(cube: Cube, table: SafeTable) -> dict[Coordinates, int]:
    """Each event counted into every cell above it; shares nothing with the sums that protection works with."""
    axes = [cube.classifications[cube.dimensions.index(name)] for name in table.dimensions]
    places = [cube.dimensions.index(name) for name in table.dimensions]
    above = [{leaf: axis.ancestors(leaf) for leaf in axis.leaves} for axis in axes]
    counts = dict.fromkeys(table.cells, 0)
    for at, count in cube.counts.items():
        for cell in product(*(paths[at[place]] for paths, place in zip(above, places, strict=True))):
            if cell in counts:
                counts[cell] += count
    return counts


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
