"""How good the data are, and what changed since the last issue (T13)."""

from dataclasses import replace
from functools import partial

from observatory.cases.reporting import reporting_days
from observatory.disclosure.tables import HIDDEN, TOTAL, Classification, Cube, SafeTable, TableSpec
from observatory.periods import long_date
from observatory.summary import windows
from observatory.summary.actions import DELAYS, FEW_INTERVALS, given_on, timed
from observatory.summary.content import MISSING, SUPPRESSED, Axis, Item, Observation, PublishedTable
from observatory.summary.events import DEATHS, OTHERS, EventCounts
from observatory.summary.facts import Facts
from observatory.summary.persons import Profiles, characteristics
from observatory.summary.published import (
    Observations,
    concealed,
    grid,
    known_answers,
    measures,
    observed,
    protect,
    time_axis,
    total_item,
)
from observatory.summary.told import shape_of, told_by_change
from observatory.summary.vintages import SHOWN, UNCHANGED
from observatory.terms import Term

_DEATHS = ("SU", "SI")
_CHANGES = Classification.flat("change", (*SHOWN, "NEW", UNCHANGED))


def t13(facts: Facts, counts: EventCounts, tables: Profiles) -> tuple[PublishedTable, ...]:
    """Revisions since the last issue, pending events by age, known answers by field, reporting delay."""
    if not facts.profile.internal:
        return (*_revisions(facts), *_completeness(facts, counts, tables))
    return (*_revisions(facts), _pending(facts, counts), *_completeness(facts, counts, tables), _delay(facts, counts))


def _revisions(facts: Facts) -> tuple[PublishedTable, ...]:
    """Nothing where nothing was known before: everything would be new, and be told twice.

    For the same reason events that happened since the last issue are not among the changes: the other tables count
    them, and counting them here again would bound what those tables hide.
    """
    if not facts.cases_before:
        return ()
    cube = Cube((_CHANGES, Classification.flat("kind", (DEATHS, OTHERS))), facts.changed)
    spec = TableSpec("T13a", cube.dimensions, {"change": frozenset(SHOWN)})
    tells = partial(told_by_change, shape_of(facts))
    table = _whole_or_none(concealed(protect(cube, (spec,), facts, tells)["T13a"], facts, tells))
    rows = Axis("change", Term("Variazione", "Change"), _CHANGE_ITEMS)
    columns = Axis("kind", Term("Eventi", "Events"), (*_KIND_ITEMS, total_item()))
    observations = grid(rows, columns, lambda change, kind: observed(table[change, kind]))
    since = long_date(facts.previous.as_of)
    title = _SINCE_ISSUE if facts.previous.issue else _SINCE_DAY
    return (
        PublishedTable(
            "T13a", title.with_values(day=since), _ALL_PERIODS, (rows, columns), observations, notes=(_LATE,)
        ),
    )


def _whole_or_none(table: SafeTable) -> SafeTable:
    """Shows all changes, or none of them.

    National totals are revised in the open, so their difference between the two days is what came in less what went
    out: beside it every change that is shown, also a zero, bounds those that are hidden.
    """
    if all(cell.is_published for cell in table.cells.values()):
        return table
    return replace(table, cells=dict.fromkeys(table.cells, HIDDEN))


def _pending(facts: Facts, counts: EventCounts) -> PublishedTable:
    """By the time of the event, in windows that the series prints too: by waiting time it would tell them apart."""
    w = facts.windows
    rows = time_axis((w.current, w.rolling, w.pooled))
    observations: Observations = {}
    for window in (w.current, w.rolling, w.pooled):
        at = windows.code(window)
        observations[at, "pending"] = observed(counts.cell("SUP", window))
        observations[at, "events"] = observed(counts.cell("SU", window))
    title = Term("Decessi in attesa di accertamento, per epoca dell’evento", "Deaths pending inquiry, by time of event")
    return PublishedTable("T13b", title, windows.label(w.pooled), (rows, _WAITING), observations)


def _completeness(facts: Facts, counts: EventCounts, tables: Profiles) -> tuple[PublishedTable, ...]:
    """Nothing where there is no death to know about, or none that may be told."""
    if not counts.cell("SU", facts.windows.pooled).value:
        return ()
    observations: Observations = {}
    rows = []
    for characteristic in characteristics(facts):
        rows.append(Item(characteristic.id, characteristic.title))
        answers = _answers(tables[characteristic.id])
        observations |= {(characteristic.id, name): value for name, value in answers.items()}
    axis = Axis("field", Term("Campo", "Field"), tuple(rows))
    title = Term("Risposte note sui decessi per suicidio", "Known answers on deaths by suicide")
    return (PublishedTable("T13c", title, windows.label(facts.windows.pooled), (axis, _ANSWERS), observations),)


def _answers(table: SafeTable) -> dict[str, Observation]:
    """Known answers of all, taken from the protected table itself, so that a hidden unknown stays hidden."""
    total, known = table[(TOTAL,)], known_answers(table)
    if known is None:
        return {"events": observed(total), "known": SUPPRESSED, "share": SUPPRESSED}
    share = Observation(100 * known / total.value) if total.value else MISSING
    return {"events": observed(total), "known": Observation(known), "share": share}


def _delay(facts: Facts, counts: EventCounts) -> PublishedTable:
    rows = (
        (DEATHS, _delays(facts, deaths=True)),
        (OTHERS, _delays(facts, deaths=False)),
    )
    observations: Observations = {}
    for kind, days in rows:
        total = counts.cell(kind, facts.windows.pooled)
        observations |= {(kind, name): value for name, value in timed(facts, days, total, row=kind).items()}
    items = tuple(replace(item, label=given_on(facts, item.code, item.label)) for item in _KIND_ITEMS)
    axis = Axis("kind", Term("Eventi", "Events"), items)
    title = Term("Ritardo di segnalazione, in giorni", "Reporting delay, in days")
    return PublishedTable(
        "T13d",
        title,
        windows.label(facts.windows.pooled),
        (axis, DELAYS),
        observations,
        notes=(_DELAY_NOTE, FEW_INTERVALS),
    )


def _delays(facts: Facts, *, deaths: bool) -> tuple[int, ...]:
    cases = facts.events(facts.windows.pooled)
    return tuple(reporting_days(c, facts.known_on[c.id]) for c in cases if (c.event_type in _DEATHS) is deaths)


_KIND_ITEMS = (
    Item(DEATHS, Term("Decessi", "Deaths")),
    Item(OTHERS, Term("Altri eventi", "Other events")),
)
_CHANGE_ITEMS = (
    Item("LATE", Term("Registrati in ritardo", "Recorded late")),
    Item("CONFIRMED", Term("Confermati", "Confirmed")),
    Item("RECLASSIFIED", Term("Riclassificati", "Reclassified")),
    Item("EXCLUDED", Term("Esclusi o duplicati", "Ruled out or duplicate")),
)
_WAITING = measures(
    Item("pending", Term("In attesa", "Pending")),
    Item("events", Term("Decessi", "Deaths")),
)
_LATE = Term(
    "Registrati in ritardo: eventi di mesi già cominciati al giorno indicato e allora non ancora noti. Gli eventi "
    "avvenuti dopo sono nelle tavole dei capitoli precedenti.",
    "Recorded late: events of months already begun on the day given and not yet known then. Events that happened "
    "since are in the tables of the chapters before.",
)
_ALL_PERIODS = Term("eventi di tutti i periodi", "events of all periods")
_ANSWERS = measures(
    Item("events", Term("Decessi", "Deaths")),
    Item("known", Term("Risposte note", "Known answers")),
    Item("share", Term("% note", "% known"), decimals=1),
)
_SINCE_ISSUE = Term(
    "Variazioni rispetto all’edizione precedente (data dei dati: {day})",
    "Changes since the previous issue (data as of {day})",
)
_SINCE_DAY = Term(
    "Prima edizione: variazioni rispetto ai dati noti a una data anteriore ({day})",
    "First issue: changes since what was known on {day}",
)
_DELAY_NOTE = Term(
    "Dalla fine del mese dell’evento, unica data conservata, alla prima registrazione.",
    "From the end of the month of the event, the only date kept, to the first registration.",
)
