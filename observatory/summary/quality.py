"""How good the data are, and what changed since the last issue (T13)."""

from collections.abc import Iterable
from datetime import date, timedelta

from observatory.cases.case import Case
from observatory.codelists import FORCES
from observatory.disclosure.tables import TOTAL, Classification, Cube, SafeTable, TableSpec
from observatory.summary import windows
from observatory.summary.actions import DELAYS, timed
from observatory.summary.content import SUPPRESSED, Axis, Item, Observation, PublishedTable
from observatory.summary.events import EventCounts
from observatory.summary.facts import Facts, is_event, month_of
from observatory.summary.persons import Profiles, characteristics
from observatory.summary.published import (
    UNKNOWN,
    Observations,
    count,
    grid,
    measures,
    observed,
    protect,
    protect_part,
    total_item,
)
from observatory.terms import Term

_DEATHS = ("SU", "SI")
_OUT = ("ES", "DU")
_CHANGES = Classification(
    "change",
    {
        TOTAL: "",
        "NEW": TOTAL,
        "LATE": "NEW",
        "TIMELY": "NEW",
        **dict.fromkeys(("CONFIRMED", "RECLASSIFIED", "EXCLUDED", "NONE"), TOTAL),
    },
)
_SHOWN_CHANGES = ("NEW", "LATE", "CONFIRMED", "RECLASSIFIED", "EXCLUDED")
_AGES = Classification.flat("age", ("D45", "D180", "OVER"))


def t13(facts: Facts, counts: EventCounts, tables: Profiles) -> tuple[PublishedTable, ...]:
    """Revisions since the last issue, pending events by age, known answers by field, reporting delay."""
    if not facts.profile.internal:
        return (_revisions(facts), _completeness(facts, tables))
    return (_revisions(facts), _pending(facts, counts), _completeness(facts, tables), _delay(facts))


def _revisions(facts: Facts) -> PublishedTable:
    before = {case.id: case for case in facts.cases_before}
    changes = count((_change(before.get(c.id), c, facts), _group(c)) for c in facts.cases if c.force in FORCES)
    cube = Cube((_CHANGES, Classification.flat("kind", ("DEATH", "OTHER"))), changes)
    spec = TableSpec("T13a", cube.dimensions, {"change": frozenset({*_SHOWN_CHANGES, "TIMELY"})})
    table = protect(cube, (spec,), facts)["T13a"]
    rows = Axis("change", Term("Variazione", "Change"), _CHANGE_ITEMS)
    columns = Axis("kind", Term("Eventi", "Events"), (*_KIND_ITEMS, total_item()))
    observations = grid(rows, columns, lambda change, kind: observed(table[change, kind]))
    since = facts.previous.as_of.strftime("%d/%m/%Y")
    title = _SINCE_ISSUE if facts.previous.issue else _SINCE_DAY
    return PublishedTable(
        "T13a", title.with_values(day=since), windows.label(facts.windows.current), (rows, columns), observations
    )


def _change(before: Case | None, now: Case, facts: Facts) -> str:
    if before is None:
        return "LATE" if month_of(now) < facts.windows.current.first else "TIMELY"
    if now.status in _OUT and before.status not in _OUT:
        return "EXCLUDED"
    if now.event_type != before.event_type:
        return "RECLASSIFIED"
    return "CONFIRMED" if now.status == "CO" != before.status else "NONE"


def _group(case: Case) -> str:
    return "DEATH" if case.event_type in _DEATHS else "OTHER"


def _pending(facts: Facts, counts: EventCounts) -> PublishedTable:
    waiting = [c for c in facts.suicides(facts.windows.pooled) if c.status in ("SO", "AC")]
    cube = Cube((_AGES,), count((_age(facts.known_on[c.id], facts.as_of),) for c in waiting))
    table = protect_part(cube, "T13b", facts, counts.cell("SUP", facts.windows.pooled))
    rows = Axis("age", Term("In attesa da", "Pending for"), (*_AGE_ITEMS, total_item()))
    observations: Observations = {(item.code, "events"): observed(table[(item.code,)]) for item in rows.items}
    title = Term("Decessi in attesa di accertamento", "Deaths pending inquiry")
    number = measures(Item("events", Term("Decessi", "Deaths")))
    return PublishedTable("T13b", title, windows.label(facts.windows.pooled), (rows, number), observations)


def _age(known: date, today: date) -> str:
    waited = today - known
    if waited <= timedelta(days=45):
        return "D45"
    return "D180" if waited <= timedelta(days=180) else "OVER"


def _completeness(facts: Facts, tables: Profiles) -> PublishedTable:
    observations: Observations = {}
    rows = []
    for characteristic in characteristics(facts):
        rows.append(Item(characteristic.id, characteristic.title))
        answers = _answers(tables[characteristic.id])
        observations |= {(characteristic.id, name): value for name, value in answers.items()}
    axis = Axis("field", Term("Campo", "Field"), tuple(rows))
    title = Term("Risposte note sui decessi per suicidio", "Known answers on deaths by suicide")
    return PublishedTable("T13c", title, windows.label(facts.windows.pooled), (axis, _ANSWERS), observations)


def _answers(table: SafeTable) -> dict[str, Observation]:
    """Known answers of all, taken from the protected table itself, so that a hidden unknown stays hidden."""
    total, unknown = table[(TOTAL,)], table.cells.get((UNKNOWN,))
    if total.value is None or (unknown is not None and unknown.value is None):
        return {"events": observed(total), "known": SUPPRESSED, "share": SUPPRESSED}
    known = total.value - (unknown.value or 0 if unknown else 0)
    share = Observation(100 * known / total.value) if total.value else Observation(0)
    return {"events": observed(total), "known": Observation(known), "share": share}


def _delay(facts: Facts) -> PublishedTable:
    rows = (
        ("DEATH", _KIND_ITEMS[0].label, _delays(facts, deaths=True)),
        ("OTHER", _KIND_ITEMS[1].label, _delays(facts, deaths=False)),
    )
    observations: Observations = {}
    for code, _, days in rows:
        observations |= {(code, name): value for name, value in timed(facts, days).items()}
    axis = Axis("kind", Term("Eventi", "Events"), tuple(Item(code, label) for code, label, _ in rows))
    title = Term("Ritardo di segnalazione, in giorni", "Reporting delay, in days")
    return PublishedTable(
        "T13d", title, windows.label(facts.windows.pooled), (axis, DELAYS), observations, notes=(_DELAY_NOTE,)
    )


def _delays(facts: Facts, *, deaths: bool) -> tuple[int, ...]:
    cases: Iterable[Case] = (c for c in facts.cases if is_event(c) and month_of(c) in facts.windows.pooled)
    return tuple(_days(c, facts) for c in cases if (c.event_type in _DEATHS) is deaths)


def _days(case: Case, facts: Facts) -> int:
    """Days from the end of the event's month, the only date kept, to the day it became known; at least 0."""
    following = month_of(case) + 1
    return max(0, (facts.known_on[case.id] - date(following.year, following.number, 1)).days + 1)


_KIND_ITEMS = (
    Item("DEATH", Term("Decessi", "Deaths")),
    Item("OTHER", Term("Altri eventi", "Other events")),
)
_CHANGE_ITEMS = (
    Item("NEW", Term("Registrati in più", "Newly recorded")),
    Item("LATE", Term("di cui di periodi precedenti", "of which of earlier periods"), depth=1),
    Item("CONFIRMED", Term("Confermati", "Confirmed")),
    Item("RECLASSIFIED", Term("Riclassificati", "Reclassified")),
    Item("EXCLUDED", Term("Esclusi o duplicati", "Ruled out or duplicate")),
)
_AGE_ITEMS = (
    Item("D45", Term("non oltre 45 giorni", "up to 45 days")),
    Item("D180", Term("46–180 giorni", "46–180 days")),
    Item("OVER", Term("oltre 180 giorni", "over 180 days")),
)
_ANSWERS = measures(
    Item("events", Term("Decessi", "Deaths")),
    Item("known", Term("Risposte note", "Known answers")),
    Item("share", Term("% note", "% known"), decimals=1),
)
_SINCE_ISSUE = Term(
    "Variazioni rispetto all’edizione precedente (dati al {day})", "Changes since the previous issue (data as of {day})"
)
_SINCE_DAY = Term(
    "Prima edizione: variazioni rispetto a quanto noto il {day}", "First issue: changes since what was known on {day}"
)
_DELAY_NOTE = Term(
    "Dalla fine del mese dell’evento, unica data conservata, alla prima registrazione.",
    "From the end of the month of the event, the only date kept, to the first registration.",
)
