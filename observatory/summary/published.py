"""From protected counts to table cells: the only bridge, and hidden stays hidden across it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from itertools import product

from observatory.codelists import FORCES, codelist
from observatory.disclosure.atoms import coordinates
from observatory.disclosure.audit import release
from observatory.disclosure.preview import glanced
from observatory.disclosure.tables import (
    HIDDEN,
    TOTAL,
    CellName,
    Classification,
    Coordinates,
    Cube,
    SafeCell,
    SafeTable,
    TableSpec,
)
from observatory.periods import Window
from observatory.statistics.proportions import proportion
from observatory.summary import windows
from observatory.summary.content import SUPPRESSED, Axis, Item, Observation
from observatory.summary.counted import Count
from observatory.summary.facts import Facts
from observatory.terms import Term

KNOWN = "KNOWN"
"""Code of the row that prints the denominator of the shares: the known answers."""

UNKNOWN = "NN"

_TOTAL = Term("Totale", "Total")
_KNOWN = Term("Risposte note (N)", "Known answers (N)")

Observations = dict[tuple[str, ...], Observation]

Tells = Callable[[Coordinates], Collection[Count]]
"""What a cell of a protected table counts."""

_KEPT = 1000.0
"""Hiding a cell that the preparer asks to keep costs more than hiding all others of a table."""


def count(of: Iterable[Coordinates]) -> dict[Coordinates, int]:
    """How often each combination occurs."""
    counts: dict[Coordinates, int] = {}
    for at in of:
        counts[at] = counts.get(at, 0) + 1
    return counts


def protect(
    cube: Cube,
    specs: tuple[TableSpec, ...],
    facts: Facts,
    tells: Tells,
    public: Collection[tuple[str, Coordinates]] = (),
) -> dict[str, SafeTable]:
    """The tables asked for, protected for the facts' audience and audited; by name.

    What `tells` says of a cell decides whether it is one that the preparer asks to keep.
    """
    weights, known = _weights(cube, specs, facts, tells), frozenset(public)
    bench = {} if facts.bench is None else facts.bench
    asked = tuple((spec.name, spec.dimensions, frozenset(spec.shown.items())) for spec in specs)
    key = (frozenset(cube.counts.items()), asked, known, tuple(sorted(weights)))
    if key not in bench:
        bench[key] = {table.name: table for table in _protected(cube, specs, facts, (known, weights))}
    return dict(bench[key])


def _protected(
    cube: Cube,
    specs: tuple[TableSpec, ...],
    facts: Facts,
    around: tuple[frozenset[CellName], Mapping[CellName, float]],
) -> tuple[SafeTable, ...]:
    rule, (public, weights) = facts.audience.rule, around
    if facts.is_tried:
        return glanced(cube, specs, rule, seed=facts.seed, public=public, weights=weights)
    return release(cube, specs, rule, seed=facts.seed, public=public, weights=weights).tables


def _weights(cube: Cube, specs: tuple[TableSpec, ...], facts: Facts, tells: Tells) -> dict[CellName, float]:
    if not facts.kept:
        return {}
    cells = ((spec.name, at) for spec in specs for at in coordinates(cube, spec))
    return {cell: _KEPT for cell in cells if not facts.kept.isdisjoint(tells(cell[1]))}


def protect_part(cube: Cube, name: str, facts: Facts, total: SafeCell, tells: Tells) -> SafeTable:
    """The whole cube as one table whose total is already printed elsewhere.

    Published there, the total may not move here; hidden there, nothing is shown here.
    """
    if total.is_published:
        root = tuple(c.root for c in cube.classifications)
        return protect(cube, (TableSpec(name, cube.dimensions),), facts, tells, public=[(name, root)])[name]
    codes = (tuple(c.parents) for c in cube.classifications)
    return SafeTable(name, cube.dimensions, dict.fromkeys(product(*codes), HIDDEN))


def concealed(table: SafeTable, facts: Facts, tells: Tells) -> SafeTable:
    """Without the cells that tell a count which earlier editions of the summary forbid."""
    hidden = {at for at in table.cells if not facts.concealed.isdisjoint(tells(at))} if facts.concealed else ()
    cells = {at: HIDDEN if at in hidden else cell for at, cell in table.cells.items()}
    return SafeTable(table.name, table.dimensions, cells) if hidden else table


def shown(value: int | None) -> Observation:
    """A published count; None is one that may not be told."""
    return SUPPRESSED if value is None else Observation(value)


def total_of(*values: int | None) -> int | None:
    """A sum of published counts, which may not be told where one of them may not."""
    told = [value for value in values if value is not None]
    return sum(told) if len(told) == len(values) else None


def observed(cell: SafeCell) -> Observation:
    return Observation(cell.value) if cell.is_published else SUPPRESSED


def grid(rows: Axis, columns: Axis, value: Callable[[str, str], Observation]) -> Observations:
    """One observation per row and column."""
    return {(row.code, column.code): value(row.code, column.code) for row in rows.items for column in columns.items}


def axis(name: str, list_name: str, codes: Collection[str], *, total: bool = True) -> Axis:
    """The codes of a list that occur, in the list's order, with the total last."""
    listed = codelist(list_name)
    items = [Item(c.code, c.label) for c in listed if c.code in codes]
    return Axis(name, listed.title, (*items, total_item()) if total else tuple(items))


def force_axis(*, by_force: bool = True) -> Axis:
    return axis("force", "force", FORCES if by_force else ())


def total_item(label: Term = _TOTAL) -> Item:
    return Item(TOTAL, label, is_total=True)


def time_axis(of: Iterable[Window]) -> Axis:
    items = (Item(windows.code(window), windows.label(window)) for window in dict.fromkeys(of))
    return Axis("time", Term("Periodo", "Period"), tuple(items))


def measures(*items: Item) -> Axis:
    return Axis("measure", Term("Misura", "Measure"), items)


NUMBER = measures(Item("events", Term("Numero", "Number")))
SHARES = measures(
    Item("events", Term("Numero", "Number")),
    Item("share", Term("% sui noti", "% of known"), decimals=1),
    Item("low", Term("IC 95 % inf.", "95% CI low"), decimals=1),
    Item("high", Term("IC 95 % sup.", "95% CI high"), decimals=1),
)


def one_way(table: SafeTable, rows: Axis) -> tuple[tuple[Axis, Axis], Observations]:
    """Counts of a one-way table with their shares of the known answers and Wilson limits.

    The denominator is printed as a row of its own. Where the known answers may not be told, or there are none, there
    are no shares, and the table shows counts only.
    """
    known = known_answers(table)
    if not known:
        return (rows, NUMBER), {(item.code, "events"): observed(table[(item.code,)]) for item in rows.items}
    shown: Observations = {}
    for item in rows.items:
        cell = table[(item.code,)]
        shown[item.code, "events"] = observed(cell)
        if item.code not in (TOTAL, UNKNOWN):
            shown |= {(item.code, name): value for name, value in _shares(cell, known).items()}
    shown[KNOWN, "events"] = Observation(known)
    return (Axis(rows.name, rows.title, (*rows.items, Item(KNOWN, _KNOWN))), SHARES), shown


def known_answers(table: SafeTable) -> int | None:
    """How many answers of a one-way table are known; None where that may not be told."""
    total, unknown = table[(TOTAL,)], table.cells.get((UNKNOWN,))
    if total.value is None or (unknown is not None and unknown.value is None):
        return None
    return total.value - ((unknown.value or 0) if unknown else 0)


def _shares(cell: SafeCell, known: int) -> Mapping[str, Observation]:
    if cell.value is None:
        return dict.fromkeys(("share", "low", "high"), SUPPRESSED)
    share = proportion(cell.value, known)
    return {
        "share": Observation(share.estimate * 100),
        "low": Observation(share.low * 100),
        "high": Observation(share.high * 100),
    }


def flat(name: str, list_name: str, codes: Collection[str] | None = None) -> Classification:
    """A code list under its total, or only those of its codes that can occur.

    A code that can never occur would be no cover: whoever knows that it is zero sees through it.
    """
    listed = (code.code for code in codelist(list_name))
    return Classification.flat(name, tuple(code for code in listed if codes is None or code in codes))


def group(list_name: str, published: str = "published") -> Callable[[str | None], str]:
    """From a code to the group it is published in; no answer counts as unknown."""
    return partial(_group, {c.code: c.attributes.get(published, c.code) for c in codelist(list_name)})


def _group(groups: Mapping[str, str], value: str | None) -> str:
    return groups[value] if value else UNKNOWN
