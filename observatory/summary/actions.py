"""Interventions and firearm measures (T10): what was done, for whom by level, how fast and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from observatory.codelists import codelist
from observatory.disclosure.tables import TOTAL, Classification, Cube, SafeCell, SafeTable, TableSpec
from observatory.interventions.intervention import MEASURES_TAKEN
from observatory.periods import Window, long_date
from observatory.statistics.delay import delay
from observatory.summary import windows
from observatory.summary.acts import Acts
from observatory.summary.content import MISSING, SUPPRESSED, Axis, Item, Observation, PublishedTable
from observatory.summary.facts import Facts
from observatory.summary.published import (
    NUMBER,
    Observations,
    axis,
    concealed,
    count,
    force_axis,
    grid,
    measures,
    observed,
    protect,
    protect_part,
)
from observatory.summary.told import shape_of, told_by_timing
from observatory.terms import Term

FEWEST_INTERVALS = 10
"""Known intervals below which no median is shown: it would come close to one person's value."""

_KNOWN, _NOT_KNOWN = "S", "N"


@dataclass(frozen=True, slots=True)
class Timing:
    """A row of the timing table: which interventions it concerns and the days it reads."""

    code: str
    label: Term
    days: tuple[int | None, ...]
    total: SafeCell | None = None
    """Their number as another table prints it; None where no other does."""
    table: SafeTable | None = None
    """How many are known, where another table tells that too."""


def t10(facts: Facts, acts: Acts) -> tuple[PublishedTable, ...]:
    """Interventions by level and force; inside the Observatory also firearm measures, postvention and timing.

    A table whose total is a published zero is left out: it would only repeat it.
    """
    if acts.levels[TOTAL, TOTAL].value == 0:
        return ()
    if not facts.profile.internal:
        return (_levels(facts, acts.levels, acts.window),)
    return (
        _levels(facts, acts.levels, acts.window),
        *((_measures(acts.window, acts.measures),) if acts.measures[(TOTAL,)].value != 0 else ()),
        *((_postvention(acts),) if acts.levels["V", TOTAL].value != 0 else ()),
        *_timing(facts, _timings(acts), acts.window),
    )


def _levels(facts: Facts, table: SafeTable, window: Window) -> PublishedTable:
    rows = axis("level", "intervention_level", [code.code for code in codelist("intervention_level")])
    columns = force_axis(by_force=facts.profile.by_force)
    observations = grid(rows, columns, lambda level, force: observed(table[level, force]))
    title = Term("Interventi avviati, per livello e Forza", "Interventions begun, by level and force")
    if not facts.profile.by_force:
        title = Term("Interventi avviati, per livello", "Interventions begun, by level")
    return PublishedTable("T10a", title, windows.label(window), (rows, columns), observations, notes=(_LEVELS,))


def _measures(window: Window, table: SafeTable) -> PublishedTable:
    rows = axis("firearm_measure", "firearm_measure", MEASURES_TAKEN)
    title = Term("Misure sull’arma, per tipo e base legale", "Firearm measures, by type and legal basis")
    return _counts_only("T10b", title, window, rows, table)


def _postvention(acts: Acts) -> PublishedTable:
    rows = axis("delay", "postvention_delay", [code.code for code in codelist("postvention_delay")])
    title = Term("Postvention: tempo dall’evento al primo intervento", "Postvention: time from event to first action")
    return _counts_only("T10c", title, acts.window, rows, acts.delays)


def _counts_only(table_id: str, title: Term, window: Window, rows: Axis, table: SafeTable) -> PublishedTable:
    observations: Observations = {(item.code, "events"): observed(table[(item.code,)]) for item in rows.items}
    return PublishedTable(table_id, title, windows.label(window), (rows, NUMBER), observations)


def _timings(acts: Acts) -> tuple[Timing, ...]:
    """First contacts, and the firearm measures that T10b counts: the same total, hidden there and here alike."""
    days = tuple(i.days_from_signal for i in acts.individual)
    lasted = tuple(i.firearm_days for i in acts.measured)
    return (
        Timing("contact", _CONTACT, days, table=acts.contacts),
        Timing("firearm", _DURATION, lasted, acts.measures[(TOTAL,)]),
    )


def _timing(facts: Facts, rows: tuple[Timing, ...], window: Window) -> tuple[PublishedTable, ...]:
    """Only the rows that have something to time, or may have: a hidden number stands like any other."""
    shown = {row.code: _timed(facts, row) for row in rows}
    rows = tuple(row for row in rows if shown[row.code]["events"].value != 0)
    if not rows:
        return ()
    observations: Observations = {(row.code, name): value for row in rows for name, value in shown[row.code].items()}
    items = Axis(
        "interval", Term("Intervallo", "Interval"), tuple(Item(r.code, given_on(facts, r.code, r.label)) for r in rows)
    )
    title = Term("Tempi degli interventi, in giorni", "Timing of interventions, in days")
    notes = (FEW_INTERVALS,)
    return (PublishedTable("T10d", title, windows.label(window), (items, DELAYS), observations, notes=notes),)


def _timed(facts: Facts, row: Timing) -> dict[str, Observation]:
    if row.table is not None:
        return _with_median(facts, row.table, row.days, row.code)
    return timed(facts, row.days, row.total, row.code)


def given_on(facts: Facts, row: str, label: Term) -> Term:
    """The label of a row of intervals, with the day of the edition whose median and percentile it repeats."""
    given = facts.given.get(row)
    return label if given is None else _GIVEN_ON.with_values(label=label, day=long_date(given.as_of))


def timed(
    facts: Facts, days: Iterable[int | None], total: SafeCell | None = None, interval: str = "", row: str = ""
) -> dict[str, Observation]:
    """Median and P90 of the known intervals, with their number; hidden when few are known.

    What an earlier edition gave for overlapping records stands: `given_on` says its day beside the row.

    `total` is the number of intervals, known or not, as another table already prints or hides it; `interval` names
    intervals whose numbers no table of events tells; `row` names them where another table does.
    """
    days = tuple(days)
    cube = Cube(
        (Classification.flat("known", (_KNOWN, _NOT_KNOWN)),),
        count((_NOT_KNOWN if day is None else _KNOWN,) for day in days),
    )
    spec = TableSpec("known", cube.dimensions)
    tells = partial(told_by_timing, interval, shape_of(facts))
    part = protect_part(cube, "known", facts, total, tells) if total else None
    table = concealed(part or protect(cube, (spec,), facts, tells)["known"], facts, tells)
    return _with_median(facts, table, days, row or interval)


def _with_median(facts: Facts, table: SafeTable, days: Iterable[int | None], row: str) -> dict[str, Observation]:
    """Of a table that tells how many intervals are known."""
    known = [day for day in days if day is not None]
    shown = {"intervals": observed(table[(_KNOWN,)]), "events": observed(table[(TOTAL,)])}
    if not known and table[(_KNOWN,)].is_published:
        return shown | dict.fromkeys(("median", "p90"), MISSING)
    if given := facts.given.get(row):
        return shown | {"median": Observation(given.median), "p90": Observation(given.p90)}
    if len(known) < FEWEST_INTERVALS or not table[(_KNOWN,)].is_published:
        return shown | dict.fromkeys(("median", "p90"), SUPPRESSED)
    times = delay(known)
    return shown | {"median": Observation(times.median), "p90": Observation(times.p90)}


DELAYS = measures(
    Item("events", Term("Totale", "Total")),
    Item("intervals", Term("Intervalli noti", "Known intervals")),
    Item("median", Term("Mediana", "Median"), decimals=1),
    Item("p90", Term("90° percentile", "90th percentile"), decimals=1),
)
_CONTACT = Term("Dalla segnalazione al primo contatto", "From signal to first contact")
_DURATION = Term("Durata della misura sull’arma", "Duration of the firearm measure")
_LEVELS = Term(
    "Livelli: primaria (per tutti), secondaria (per chi è a rischio), terziaria (cura e rientro), postvention "
    "(dopo un decesso o un tentativo), organizzativa.",
    "Levels: primary (for all), secondary (for those at risk), tertiary (care and return), postvention "
    "(after a death or an attempt), organisational.",
)
_GIVEN_ON = Term("{label} (dati al {day})", "{label} (data as of {day})")
FEW_INTERVALS = Term(
    "Mediane e percentili solo con almeno 10 intervalli noti (quantili di tipo 2, Hyndman e Fan). Accanto a una data "
    "sono quelli di allora: per periodi in parte comuni non si ricalcolano, perché due insieme direbbero i giorni dei "
    "casi che differiscono.",
    "Medians and percentiles only with at least 10 known intervals (type 2 quantiles, Hyndman and Fan). Beside a date "
    "they are those of that day: over periods that overlap they are not computed anew, as two of them together would "
    "tell the days of the cases that differ.",
)
