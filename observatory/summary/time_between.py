"""Time between deaths (F4, T3c): mean days from one to the next, by period, with limits of chance around the usual.

The chart of single gaps would tell the month of each event, and no protection of counts could undo that; besides, a
case keeps no day. So the time is reckoned from the numbers that the series (T3a) prints, for the four forces together:
who reads both learns nothing more. Where a count is hidden there is no time, and where one of the past is hidden there
is nothing to hold it against. For members and for the inter-force note; outside nothing shorter than a year is told.
"""

from collections.abc import Sequence

from observatory.charts.chart import Chart, Mark, Point, Series
from observatory.statistics.time_between import TimeBetween, power_of_time_between, time_between
from observatory.summary import windows
from observatory.summary.alternatives import gaps, number
from observatory.summary.content import (
    NOT_MEANINGFUL,
    SUPPRESSED,
    Block,
    Figure,
    Item,
    Observation,
    Paragraph,
    PublishedTable,
)
from observatory.summary.events import EventCounts
from observatory.summary.facts import Facts
from observatory.summary.figures import short_name
from observatory.summary.published import Observations, measures, observed, time_axis
from observatory.summary.standing import is_provisional
from observatory.terms import Term

_LEFT_OUT, _FEWEST = 2, 8
"""Latest periods, still pending, that the usual time leaves out; and the fewest that it needs, as in T14."""


def f4(facts: Facts, counts: EventCounts) -> tuple[Block, ...]:
    """The figure, its table and what it could have seen; or the sentence on why there is none."""
    steps = facts.windows.steps
    told = [counts.cell("SU", step).value for step in steps]
    past = [value for value in told[:-_LEFT_OUT] if value is not None]
    if len(past) < max(_FEWEST, len(steps) - _LEFT_OUT):
        return (Paragraph(_HIDDEN),)
    if not sum(past):
        return (Paragraph(_NONE),)
    usual = sum(step.days for step in steps[:-_LEFT_OUT]) / sum(past)
    made = [None if n is None else time_between(n, s.days, usual) for n, s in zip(told, steps, strict=True)]
    power = power_of_time_between(steps[-1].days, usual)
    table, sentence = _table(facts, counts, made), Paragraph(power.sentence)
    if any(each is not None and each.estimate is None for each in made):
        return (table, Paragraph(_NONE_IN_ONE), sentence)
    return (_figure(facts, made, usual), table, sentence)


def _figure(facts: Facts, made: Sequence[TimeBetween | None], usual: float) -> Figure:
    points = tuple(
        Point(
            short_name(step),
            each.estimate if each else None,
            each.low if each else None,
            each.high if each else None,
            provisional=is_provisional(step, facts.as_of),
        )
        for step, each in zip(facts.windows.steps, made, strict=True)
    )
    chart = Chart(
        Mark.LINE,
        (Series(_DAYS, points),),
        _DAYS,
        reference=usual,
        reference_label=_USUAL.with_values(days=number(usual, 1)),
        decimals=1,
        over_time=True,
        band=_BAND,
    )
    shown = [point.value for point in points if point.value is not None]
    outside = sum(each.is_outside for each in made if each)
    return Figure(
        "F4",
        _TITLE,
        chart,
        _ALTERNATIVE.with_values(
            n=len(points),
            low=number(min(shown), 1),
            high=number(max(shown), 1),
            usual=number(usual, 1),
            outside=outside,
            gaps=gaps(points),
        ),
    )


def _table(facts: Facts, counts: EventCounts, made: Sequence[TimeBetween | None]) -> PublishedTable:
    observations: Observations = {}
    for step, each in zip(facts.windows.steps, made, strict=True):
        at = windows.code(step)
        observations[at, "events"] = observed(counts.cell("SU", step))
        observations[at, "days"] = Observation(step.days)
        observations |= {(at, name): value for name, value in _row(each).items()}
    rows = time_axis(facts.windows.steps)
    window = windows.label(facts.windows.whole)
    return PublishedTable("T3c", _TITLE, window, (rows, _MEASURES), observations, notes=_NOTES)


def _row(each: TimeBetween | None) -> dict[str, Observation]:
    """A period without deaths has no mean time; where none lies within chance there is no upper limit."""
    if each is None:
        return dict.fromkeys(("between", "low", "high"), SUPPRESSED)
    return {
        "between": NOT_MEANINGFUL if each.estimate is None else Observation(each.estimate),
        "low": Observation(each.low),
        "high": NOT_MEANINGFUL if each.high is None else Observation(each.high),
    }


_TITLE = Term("Tempo medio fra un decesso e il successivo", "Mean time from one death to the next")
_DAYS = Term("Giorni", "Days")
_BAND = Term("limiti del caso al 99,8 %", "99.8% limits of chance")
_USUAL = Term("di solito {days}", "usually {days}")
_MEASURES = measures(
    Item("events", Term("Decessi", "Deaths")),
    Item("days", Term("Giorni del periodo", "Days of the period")),
    Item("between", Term("Giorni fra i decessi", "Days between deaths"), decimals=1),
    Item("low", Term("Limite inf.", "Lower limit"), decimals=1),
    Item("high", Term("Limite sup.", "Upper limit"), decimals=1),
)
_ALTERNATIVE = Term(
    "Linea di {n} periodi: in media da {low} a {high} giorni fra un decesso e il successivo, di solito {usual}; fuori "
    "dai limiti del caso: {outside}{gaps}.",
    "Line of {n} periods: on average {low} to {high} days from one death to the next, usually {usual}; outside the "
    "limits of chance: {outside}{gaps}.",
)
_NOTES = (
    Term(
        "Giorni del periodo divisi per i decessi della tavola T3a: nessun intervallo fra singoli eventi, di cui si "
        "conserva solo il mese. Un periodo senza decessi non ha tempo medio.",
        "Days of the period divided by the deaths of table T3a: no gap between single events, of which only the month "
        "is kept. A period without deaths has no mean time.",
    ),
    Term(
        "Limiti esatti di Poisson al 99,8 % attorno al tempo consueto, dai periodi senza gli ultimi due; senza limite "
        "superiore, anche nessun decesso rientrerebbe nel caso. Un tempo più breve è una frequenza maggiore.",
        "Exact 99.8% Poisson limits around the usual time, from the periods without the latest two; where there is no "
        "upper limit, no death at all would still be within chance. A shorter time is a higher frequency.",
    ),
)
_HIDDEN = Term(
    "Il tempo fra i decessi non si riporta: il conteggio di almeno un periodo è oscurato, e il tempo lo rivelerebbe.",
    "The time between deaths is not given: the count of at least one period is hidden, and the time would reveal it.",
)
_NONE_IN_ONE = Term(
    "La figura del tempo fra i decessi manca: in almeno un periodo non c’è stato alcun decesso, e il tempo è più lungo "
    "del periodo.",
    "There is no figure of the time between deaths: at least one period had no death, and the time is longer than it.",
)
_NONE = Term(
    "Nei periodi precedenti non c’è stato alcun decesso: non c’è un tempo da misurare.",
    "There was no death in the periods before: there is no time to measure.",
)
