"""Counts of events by force, kind and window (T1, T3): one cube, protected once for all its tables."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from observatory.codelists import FORCES, codelist
from observatory.disclosure.tables import (
    HIDDEN,
    TOTAL,
    Classification,
    Coordinates,
    Cube,
    SafeCell,
    SafeTable,
    TableSpec,
)
from observatory.periods import Window
from observatory.statistics.poisson import count_limits
from observatory.summary import windows
from observatory.summary.content import SUPPRESSED, Axis, Item, Observation, PublishedTable
from observatory.summary.facts import Facts
from observatory.summary.published import (
    Observations,
    concealed,
    force_axis,
    grid,
    measures,
    observed,
    protect,
    time_axis,
)
from observatory.summary.told import told_by_event
from observatory.terms import Term

DEATHS, OTHERS = "DEATH", "OTHER"
"""Every kind of death, and every other event: the rows of the reporting delay."""

KINDS = Classification(
    "kind",
    {
        TOTAL: "",
        **dict.fromkeys((DEATHS, OTHERS), TOTAL),
        **dict.fromkeys(("SU", "SL", "SI"), DEATHS),
        **dict.fromkeys(("SUC", "SUP"), "SU"),
        **dict.fromkeys(("TE", "TX", "AP", "AL", "ID", "DS"), OTHERS),
    },
)
_PRINTED = ("SU", "SUP", "SL", "SI", "TE", "TX", "AP", "AL", "ID", "DS")
_PROTECTED = frozenset({*_PRINTED, "SUC"})
_DIMENSIONS = ("force", "kind", "time")


@dataclass(frozen=True, slots=True)
class EventCounts:
    """The protected counts of events; every other figure on events is derived from these."""

    tables: Mapping[str, SafeTable]

    def cell(self, kind: str, window: Window, force: str = TOTAL) -> SafeCell:
        """A count from whichever table shows it; hidden where none does."""
        coordinates = (force, kind, windows.code(window))
        shown = (table.cells[coordinates] for table in self.tables.values() if coordinates in table.cells)
        return next(shown, HIDDEN)


def event_counts(facts: Facts) -> EventCounts:
    """Count and protect the events of five years."""
    time = facts.windows.classification
    steps = {month: windows.code(step) for step in facts.windows.steps for month in step.months}
    counts: Counter[Coordinates] = Counter()
    for (force, kind, month), number in facts.known.tally.items():
        if month in steps:
            counts[force, kind, steps[month]] += number
    cube = Cube((Classification.flat("force", FORCES), KINDS, time), counts)
    tables = protect(cube, tuple(_specs(facts)), facts, told_by_event)
    return EventCounts({name: concealed(table, facts, told_by_event) for name, table in tables.items()})


def _specs(facts: Facts) -> Iterable[TableSpec]:
    w = facts.windows
    national = frozenset({TOTAL})
    forces = frozenset({TOTAL, *FORCES}) if facts.profile.by_force else national
    if facts.profile.short:
        yield _spec("T1a", national, _PROTECTED, (w.current, w.year_before, w.to_date, w.rolling, *w.rests))
        yield _spec("T1b", forces, _PROTECTED, (w.rolling,))
        yield _spec("T3a", national, frozenset({"SU", "SUC", "SUP"}), (*w.steps, w.pooled))
    else:
        yield _spec("T1b", national, frozenset({"SU", "SL", "SI", "TE", "TX", "AP", "AL", "ID", "DS"}), (w.pooled,))
    if facts.profile.internal:
        kinds = frozenset({DEATHS, "SU", "SL", "SI", OTHERS})
        yield _spec("T13d", national, kinds, (w.pooled, w.rolling, w.before_rolling))
    yield _spec("T3b", forces, frozenset({"SU"}), (*w.years, w.pooled))


def _spec(name: str, forces: frozenset[str], kinds: frozenset[str], of: Iterable[Window]) -> TableSpec:
    time = frozenset(windows.code(window) for window in of)
    return TableSpec(name, _DIMENSIONS, {"force": forces, "kind": kinds, "time": time})


def kind_axis(kinds: Iterable[str] = _PRINTED) -> Axis:
    return Axis("kind", Term("Tipo di evento", "Event type"), tuple(_kind_item(kind) for kind in kinds))


def _kind_item(kind: str) -> Item:
    own = {
        "SU": Item(kind, Term("Decessi per suicidio, in servizio", "Deaths by suicide, serving"), is_total=True),
        "SUP": Item(kind, Term("di cui in accertamento", "of which pending"), depth=1),
        "SI": Item(kind, Term("Decessi a intento da accertare", "Deaths, intent undetermined")),
        "TE": Item(kind, Term("Tentativi attuati", "Actual attempts")),
        "SL": Item(kind, Term("Decessi per suicidio, personale cessato", "Deaths by suicide, former personnel")),
        "TX": Item(kind, Term("Tentativi interrotti o auto-interrotti", "Interrupted or aborted attempts")),
    }
    return own.get(kind) or Item(kind, codelist("event_type").label(kind))


def t1(facts: Facts, counts: EventCounts) -> tuple[PublishedTable, ...]:
    """Events by kind: in the period's windows nationally, and by force over twelve months."""
    if not facts.profile.short:
        return (_by_force(facts, counts, facts.windows.pooled),)
    return (_by_window(facts, counts), _by_force(facts, counts, facts.windows.rolling))


def _by_window(facts: Facts, counts: EventCounts) -> PublishedTable:
    w = facts.windows
    columns = tuple(dict.fromkeys((w.current, w.year_before, w.to_date, w.rolling)))
    observations: Observations = {
        (kind, windows.code(window)): observed(counts.cell(kind, window)) for kind in _PRINTED for window in columns
    }
    return PublishedTable(
        "T1a",
        Term("Eventi per tipo, quattro Forze insieme", "Events by type, four forces together"),
        windows.label(w.current),
        (kind_axis(), time_axis(columns)),
        observations,
        notes=(_PENDING, _SERVING),
    )


def _by_force(facts: Facts, counts: EventCounts, window: Window) -> PublishedTable:
    kinds = _PRINTED if facts.profile.short else tuple(kind for kind in _PRINTED if kind != "SUP")
    forces = force_axis(by_force=facts.profile.by_force)
    rows = kind_axis(kinds)
    observations = grid(rows, forces, lambda kind, force: observed(counts.cell(kind, window, force)))
    return PublishedTable(
        "T1b" if facts.profile.short else "T1",
        Term("Eventi per tipo e Forza", "Events by type and force") if facts.profile.by_force else _BY_KIND,
        windows.label(window),
        (rows, forces),
        observations,
        notes=(_SERVING,),
    )


def t3(facts: Facts, counts: EventCounts) -> tuple[PublishedTable, ...]:
    """The series: nationally by step, by force over periods of twelve months."""
    series = (_series(facts, counts),) if facts.profile.short else ()
    return (*series, _years(facts, counts))


def _series(facts: Facts, counts: EventCounts) -> PublishedTable:
    observations: Observations = {}
    for step in facts.windows.steps:
        at = windows.code(step)
        observations[at, "events"] = _marked(observed(counts.cell("SU", step)), f"{at}|events", facts)
        observations[at, "pending"] = observed(counts.cell("SUP", step))
        observations[at, "low"], observations[at, "high"] = limits(counts.cell("SU", step))
    revised = (_REVISED,) if any(o.revised for o in observations.values()) else ()
    return PublishedTable(
        "T3a",
        Term("Decessi per suicidio di personale in servizio, serie", "Deaths by suicide of serving personnel, series"),
        windows.label(facts.windows.whole),
        (time_axis(facts.windows.steps), _SERIES),
        observations,
        notes=(_PENDING, _LIMITS, *revised, _CHANCE),
    )


def _marked(value: Observation, at: str, facts: Facts) -> Observation:
    """With its mark if the previous issue printed another value there."""
    before = facts.previous.cells.get("T3a", {})
    changed = at in before and None not in (before[at], value.value) and before[at] != value.value
    return Observation(value.value, value.status, revised=changed)


def limits(cell: SafeCell) -> tuple[Observation, Observation]:
    """Exact 95 % Poisson limits of a published count."""
    if cell.value is None:
        return SUPPRESSED, SUPPRESSED
    interval = count_limits(cell.value)
    return Observation(interval.low), Observation(interval.high)


def _years(facts: Facts, counts: EventCounts) -> PublishedTable:
    forces = force_axis(by_force=facts.profile.by_force)
    years = tuple(reversed(facts.windows.years))
    observations: Observations = {
        (windows.code(year), force.code): observed(counts.cell("SU", year, force.code))
        for year in years
        for force in forces.items
    }
    return PublishedTable(
        "T3b" if facts.profile.short else "T3",
        Term("Decessi per suicidio di personale in servizio, per dodici mesi", "Deaths by suicide, by twelve months"),
        windows.label(facts.windows.whole),
        (time_axis(years), forces),
        observations,
        notes=(_SERVING,),
    )


_BY_KIND = Term("Eventi per tipo", "Events by type")
_SERIES = measures(
    Item("events", Term("Decessi", "Deaths")),
    Item("pending", Term("di cui in accertamento", "of which pending")),
    Item("low", Term("IC 95 % inf.", "95% CI low"), decimals=1),
    Item("high", Term("IC 95 % sup.", "95% CI high"), decimals=1),
)
_PENDING = Term(
    "Sono compresi gli eventi segnalati e in accertamento; esclusi quelli non confermati e i duplicati.",
    "Suspected and pending events are included; those ruled out and duplicates are not.",
)
_SERVING = Term(
    "Il personale cessato è indicato a parte e non entra nei tassi.",
    "Former personnel are shown apart and do not enter the rates.",
)
_LIMITS = Term(
    "IC 95 %: limiti esatti di Poisson (Garwood); descrivono la variabilità casuale.",
    "95% CI: exact Poisson limits (Garwood); they describe chance variation.",
)
_REVISED = Term("* valore modificato rispetto all’edizione precedente.", "* value changed since the previous issue.")
_CHANCE = Term(
    "La variazione da un periodo all’altro è dominata dal caso.",
    "Variation from one period to the next is dominated by chance.",
)
