"""The figures (F1–F3, F6–F8): drawn from published values only, each with a sentence that says what it shows."""

from dataclasses import replace

from observatory.charts.chart import Chart, Gap, Mark, Point, Series
from observatory.codelists import FORCES, NOT_KNOWN, codelist
from observatory.disclosure.tables import TOTAL
from observatory.periods import Month, Window
from observatory.summary import windows
from observatory.summary.alternatives import spread
from observatory.summary.content import GAPS, Figure
from observatory.summary.decisions import by_state
from observatory.summary.events import EventCounts
from observatory.summary.facts import Facts
from observatory.summary.persons import Profiles
from observatory.summary.rates import Estimated, PersonYears, estimated, rolling_rates
from observatory.summary.standing import is_provisional
from observatory.terms import Term, same

_STATES = ("AP", "CO", "SC", "AT", "VE", "AN")


def f1(facts: Facts, counts: EventCounts) -> Figure:
    """Counts over time: by step inside the Observatory, by twelve months outside."""
    of = facts.windows.steps if facts.profile.short else tuple(reversed(facts.windows.years))
    points = tuple(_count_point(facts, counts, window) for window in of)
    return Figure(
        "F1",
        Term("Decessi per suicidio di personale in servizio", "Deaths by suicide of serving personnel"),
        Chart(Mark.BARS, (Series(_DEATHS, points),), _DEATHS),
        _with(
            _F1.with_values(n=len(points), values=spread(points, 0)),
            _HOLLOW if any(point.provisional for point in points) else None,
        ),
    )


def _count_point(facts: Facts, counts: EventCounts, window: Window) -> Point:
    value = counts.cell("SU", window).value
    return Point(short_name(window), value, provisional=is_provisional(window, facts.as_of))


def f2(facts: Facts, counts: EventCounts, person_years: PersonYears) -> Figure:
    """The national rate over twelve months with its limits."""
    rates = rolling_rates(facts, counts, person_years) if facts.profile.short else _yearly(facts, counts, person_years)
    points = tuple(
        replace(
            _rate_point(same(f"{last.number:02d}/{last.year}"), told),
            provisional=is_provisional(Window(last, last), facts.as_of),
        )
        for last, told in rates
    )
    return Figure(
        "F2",
        Term("Tasso su dodici mesi, con limiti al 95 %", "Rate over twelve months, with 95% limits"),
        Chart(Mark.LINE, (Series(_RATE, points),), _PER, decimals=1),
        _with(
            _F2.with_values(n=len(points), values=spread(points, 1)),
            _OVERLAP if facts.profile.short else None,
        ),
    )


def _yearly(facts: Facts, counts: EventCounts, person_years: PersonYears) -> tuple[tuple[Month, Estimated], ...]:
    told = ((year, counts.cell("SU", year).value, person_years(year)) for year in reversed(facts.windows.years))
    return tuple((year.last, estimated(events, years, facts.audience)) for year, events, years in told)


def _rate_point(label: Term, told: Estimated) -> Point:
    made = told["rate"]
    gap = GAPS.get(made.status, Gap.HIDDEN)
    return Point(label, made.value, told["low"].value, told["high"].value, gap=gap)


def f7(facts: Facts, tables: Profiles) -> Figure:
    """Ages of the deceased, three years together."""
    table = tables["T5"] if facts.profile.crossed else tables["T5b"]
    bands = [band for band in codelist("age_published") if band.code != NOT_KNOWN]
    margin = (TOTAL,) if facts.profile.crossed else ()
    points = tuple(Point(band.label, table[*margin, band.code].value) for band in bands)
    title = Term("Decessi per fascia d’età, tre anni", "Deaths by age band, three years")
    return _bars("F7", title, points)


def f8(facts: Facts, counts: EventCounts) -> Figure:
    """Counts by twelve months, steadier than quarters."""
    points = tuple(_count_point(facts, counts, year) for year in reversed(facts.windows.years))
    return _bars("F8", Term("Decessi per suicidio, per dodici mesi", "Deaths by suicide, by twelve months"), points)


def _bars(figure_id: str, title: Term, points: tuple[Point, ...]) -> Figure:
    alternative = _BARS.with_values(n=len(points), values=spread(points, 0))
    return Figure(figure_id, title, Chart(Mark.BARS, (Series(_DEATHS, points),), _DEATHS), alternative)


def f3(facts: Facts, counts: EventCounts, person_years: PersonYears) -> Figure:
    """Rates of the forces with their limits, against the rate of all four; never a ranking."""
    pooled = facts.windows.pooled
    national = estimated(counts.cell("SU", pooled).value, person_years(pooled), facts.audience)["rate"].value
    points = []
    for force in FORCES:
        cell, years = counts.cell("SU", pooled, force), person_years(pooled, force)
        points.append(_rate_point(codelist("force").label(force), estimated(cell.value, years, facts.audience)))
    chart = Chart(
        Mark.FOREST,
        (Series(_RATE, tuple(points)),),
        _PER,
        reference=national,
        reference_label=_ALL_FORCES,
        decimals=1,
    )
    title = Term("Tasso per Forza, tre anni, con limiti al 95 %", "Rate by force, three years, with 95% limits")
    return Figure("F3", title, chart, _F3.with_values(values=spread(points, 1)))


def f6(facts: Facts) -> Figure:
    """What became of the decisions."""
    states = by_state(facts)
    labels = codelist("decision_status")
    points = tuple(Point(labels.label(state), states[state]) for state in _STATES)
    done = states["AT"] + states["VE"]
    return Figure(
        "F6",
        Term("Decisioni delle riunioni interforze, per stato", "Decisions of inter-force meetings, by state"),
        Chart(Mark.BARS, (Series(_DECISIONS, points),), _DECISIONS),
        _F6.with_values(all=states.total(), done=done, late=states["SC"]),
    )


def short_name(window: Window) -> Term:
    """A period as the axis of a chart writes it."""
    period = windows.as_period(window)
    if period is None or period.kind == "A":
        return same(f"{window.last.number:02d}/{window.last.year}" if period is None else f"{period.year}")
    roman = ("I", "II", "III", "IV")[period.number - 1]
    return Term(f"{roman} {period.year}", f"{period.kind}{period.number} {period.year}")


def _with(sentence: Term, more: Term | None) -> Term:
    return Term(f"{sentence.it} {more.it}", f"{sentence.en} {more.en}") if more else sentence


_DEATHS = Term("Decessi", "Deaths")
_DECISIONS = Term("Decisioni", "Decisions")
_RATE = Term("Tasso", "Rate")
_PER = Term("per 100 000 anni-persona", "per 100,000 person-years")
_ALL_FORCES = Term("quattro Forze", "four forces")
_F1 = Term(
    "Istogramma di {n} periodi, decessi: {values}.",
    "Bar chart of {n} periods, deaths: {values}.",
)
_HOLLOW = Term("Le barre vuote sono provvisorie.", "Hollow bars are provisional.")
_BARS = Term(
    "Istogramma di {n} classi, decessi: {values}.",
    "Bar chart of {n} classes, deaths: {values}.",
)
_F2 = Term(
    "Linea di {n} valori del tasso su dodici mesi, per 100 000: {values}.",
    "Line of {n} values of the twelve-month rate, per 100,000: {values}.",
)
_OVERLAP = Term(
    "Le finestre si sovrappongono: punti vicini non sono indipendenti.",
    "The windows overlap: neighbouring points are not independent.",
)
_F3 = Term(
    "Tassi delle quattro Forze con i limiti, per 100 000: {values}. La linea indica il tasso complessivo; le Forze "
    "sono in ordine istituzionale.",
    "Rates of the four forces with limits, per 100,000: {values}. The line is the overall rate; the forces stand in "
    "institutional order.",
)
_F6 = Term(
    "Istogramma delle decisioni prese ({all}): attuate o verificate {done}, scadute {late}.",
    "Bar chart of the decisions taken ({all}): implemented or verified {done}, overdue {late}.",
)
