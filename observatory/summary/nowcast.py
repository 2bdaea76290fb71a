"""What the latest periods will come to once all is reported: an estimate with limits, where reporting lets one be made.

An estimate is the published count divided by the share known by now, so whoever reads both knows the share, and with it
perhaps how many deaths were told late. The share is therefore learned only from periods whose counts are published, and
only where each class of delay that enters it is empty or no smaller than the audience's threshold; else there is none.
What is printed is whole, and a hidden count has no estimate.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from observatory.periods import Month, Window
from observatory.statistics.reporting import Nowcast, Triangle, nowcast, shares_known, triangle
from observatory.summary import windows
from observatory.summary.content import (
    SUPPRESSED,
    Block,
    Item,
    Observation,
    ObservationStatus,
    Paragraph,
    PublishedTable,
)
from observatory.summary.events import EventCounts
from observatory.summary.facts import RATES_FROM, Facts
from observatory.summary.known import month_of
from observatory.summary.published import Observations, measures, observed, time_axis
from observatory.terms import Term

FEWEST_PERIODS = 8
"""Two years of quarters: fewer would take one unusual period for the rule."""
LEAST_KNOWN = 0.5
"""With less than half known, the estimate would be more guess than count."""
_LONGEST = 4


def t3d(facts: Facts, counts: EventCounts) -> tuple[Block, ...]:
    """The table of estimates, or the sentence that says why there is none."""
    ended = tuple(step for step in facts.windows.steps if (step.last + 1).first_day <= facts.as_of)
    shares = _shares(facts, counts, ended)
    if shares is None:
        return (Paragraph(_NONE),)
    known = dict(zip(reversed(ended), shares, strict=False))
    open_ = [step for step in ended if known.get(step, 1) < 1]
    return (_table(counts, open_, known),) if open_ else (Paragraph(_ALL_KNOWN),)


def _shares(facts: Facts, counts: EventCounts, ended: tuple[Window, ...]) -> tuple[float, ...] | None:
    """The share known of the latest period, the one before …; None where it may not be told or cannot be learned."""
    shown = {step for step in ended if counts.cell("SU", step).value is not None}
    for longest in range(min(_LONGEST, len(ended) - 1), 0, -1):
        rows = [row for step, row in zip(ended, _triangle(facts, ended, longest), strict=True) if step in shown]
        told = [row for row in rows if len(row) > longest]
        enough = len(told) >= FEWEST_PERIODS and sum(map(sum, told)) >= RATES_FROM
        if enough and may_be_told(rows, facts.audience.threshold):
            shares = shares_known(rows)
            return shares if shares[0] >= LEAST_KNOWN else None
    return None


def may_be_told(rows: Triangle, threshold: int) -> bool:
    """Whether each class of delay, over all periods, counts none or enough for the audience."""
    longest = max(map(len, rows), default=0)
    classes = (sum(row[delay] for row in rows if len(row) > delay) for delay in range(longest))
    return all(n == 0 or n >= threshold for n in classes)


def _triangle(facts: Facts, ended: tuple[Window, ...], longest: int) -> Triangle:
    months, last = len(ended[0]), len(ended) - 1
    at = {month.ordinal: place for place, step in enumerate(ended) for month in step.months}
    events = (
        (place, _delay(facts.known_on[case.id], facts.as_of, months, last - place))
        for case in facts.suicides(Window(ended[0].first, ended[-1].last))
        if (place := at[month_of(case).ordinal]) is not None and case.id in facts.known_on
    )
    return triangle(events, len(ended), longest)


def _delay(known_on: date, as_of: date, months: int, age: int) -> int:
    """In steps, beyond the age that the latest period has now: 0 for what was known when its own was as old."""
    return next(d for d in range(age + 1) if d == age or known_on <= _earlier(as_of, months * (age - d)))


def _earlier(day: date, months: int) -> date:
    month = Month.of(day) - months
    return date(month.year, month.number, min(day.day, Window(month, month).days))


def _table(counts: EventCounts, open_: list[Window], known: Mapping[Window, float]) -> PublishedTable:
    observations: Observations = {}
    for step in open_:
        cell, at = counts.cell("SU", step), windows.code(step)
        observations[at, "events"] = observed(cell)
        made = None if cell.value is None else nowcast(cell.value, known[step])
        observations |= {(at, name): shown for name, shown in _estimate(made)}
    return PublishedTable(
        "T3d",
        Term("Decessi attesi quando tutto sarà segnalato, stima", "Deaths expected once all is reported, estimate"),
        windows.label(Window(open_[0].first, open_[-1].last)),
        (time_axis(open_), _MEASURES),
        observations,
        notes=(_METHOD, _CAUTION),
    )


def _estimate(made: Nowcast | None) -> Iterator[tuple[str, Observation]]:
    """Whole numbers: decimals would tell the share more closely than anybody needs it."""
    if made is None:
        yield from ((name, SUPPRESSED) for name in ("estimate", "low", "high"))
        return
    for name, value in (("estimate", round(made.estimate)), ("low", made.low), ("high", made.high)):
        yield name, Observation(value, ObservationStatus.ESTIMATED)


_MEASURES = measures(
    Item("events", Term("Noti", "Known")),
    Item("estimate", Term("Stima", "Estimate")),
    Item("low", Term("IC 95 % inf.", "95% CI low")),
    Item("high", Term("IC 95 % sup.", "95% CI high")),
)
_METHOD = Term(
    "Stima dal triangolo delle segnalazioni: quanti decessi dei periodi passati erano noti alla stessa distanza di "
    "tempo. Limiti predittivi binomiali negativi; non comprendono l’incertezza della quota nota.",
    "Estimate from the reporting triangle: how many deaths of past periods were known after the same time. Negative "
    "binomial predictive limits; they leave out the uncertainty of the share known.",
)
_CAUTION = Term(
    "Non è un conteggio e non si confronta con periodi definitivi.",
    "It is no count, and is not to be compared with final periods.",
)
_NONE = Term(
    "Non si dà una stima di ciò che resta da segnalare: i ritardi osservati sono troppo pochi, troppo lunghi o da "
    "proteggere.",
    "No estimate is given of what is still to be reported: the delays seen are too few, too long or to be protected.",
)
_ALL_KNOWN = Term(
    "Nei periodi passati i decessi erano già tutti noti dopo altrettanto tempo: non se ne stimano altri.",
    "In past periods all deaths were known after as much time: no further ones are estimated.",
)
