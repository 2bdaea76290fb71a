"""What each method says of one series: observed, expected, threshold, p-value, and what it could have seen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from observatory.periods import Month
from observatory.signals.series import Series
from observatory.statistics.comparison import ONE_SIDED_ALPHA, Power
from observatory.statistics.cusum import cusum, rounded_reference, run_length, threshold_for
from observatory.statistics.ears import ALPHA as EARS_ALPHA
from observatory.statistics.ears import ears
from observatory.statistics.exceedance import LEAST, exceedance
from observatory.statistics.planning import chance_of_reaching
from observatory.statistics.scan import scan
from observatory.terms import Term

EXCEEDANCE, C1, C2, CUSUM, SCAN = "EC", "C1", "C2", "CU", "ST"
"""Codes of the list `signal_method`."""

QUARTERS, LEFT_OUT, FEWEST = 20, 2, 8
"""The baseline: the last 20 quarters before the one looked at, without the latest 2, and at least 8 of them."""
RISE = 1.5
"""The true rise whose chance of being seen is stated."""
_FALSE_ALARM_MONTHS = 120
_SCAN_MONTHS, _LONGEST, _FEWEST_MONTHS = 36, 6, 12
_MONTHS_A_QUARTER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One method on one series. `month` only where a single month was looked at; `bar` is the threshold in events.

    `is_signal` proposes that somebody looks; it concludes nothing.
    """

    method: str
    group: str
    force: str | None
    period: str
    month: str | None
    observed: int
    expected: float
    p_value: float | None
    bar: float
    threshold: Term
    power: Term
    is_signal: bool


def readings(series: Series) -> Iterator[Reading]:
    """Every method that has enough of a past, in the order of the list."""
    for read in _METHODS:
        reading = read(series)
        if reading is not None:
            yield reading


def _exceedance(series: Series) -> Reading | None:
    past = series.quarters[:-1][-QUARTERS:][:-LEFT_OUT]
    if len(past) < FEWEST:
        return None
    found = exceedance(series.quarters[-1], sum(past), len(past))
    return Reading(
        method=EXCEEDANCE,
        group=series.group,
        force=series.force,
        period=series.last_quarter.quarter.code,
        month=None,
        observed=found.observed,
        expected=found.expected,
        p_value=found.p_value,
        bar=max(found.limit, LEAST - 1),
        threshold=_EXACT.with_values(limit=max(found.limit, LEAST - 1), quarters=len(past)),
        power=_power(found.expected, max(found.limit + 1, LEAST), ONE_SIDED_ALPHA),
        is_signal=found.is_signal,
    )


def _c1(series: Series) -> Reading | None:
    return _ears(series, C1)


def _c2(series: Series) -> Reading | None:
    return _ears(series, C2)


def _ears(series: Series, variant: str) -> Reading | None:
    bound = ears(series.months, variant)
    if bound is None:
        return None
    critical = max(bound.critical, LEAST)
    return Reading(
        method=variant,
        group=series.group,
        force=series.force,
        period=series.last_month.quarter.code,
        month=str(series.last_month),
        observed=bound.observed,
        expected=bound.expected,
        p_value=None,
        bar=max(bound.upper, float(LEAST - 1)),
        threshold=_BOUND.with_values(limit=critical - 1),
        power=_power(bound.expected, critical, EARS_ALPHA),
        is_signal=bound.observed >= critical,
    )


def _cusum(series: Series) -> Reading | None:
    """The sum over the months after the baseline; what it observed are the events of those months."""
    end = -(LEFT_OUT + 1) * _MONTHS_A_QUARTER
    past, recent = series.months[:end][-QUARTERS * _MONTHS_A_QUARTER :], series.months[end:]
    if len(past) < FEWEST * _MONTHS_A_QUARTER or not sum(past):
        return None
    mean = sum(past) / len(past)
    reference = rounded_reference(mean, RISE)
    threshold = threshold_for(mean, reference, _FALSE_ALARM_MONTHS)
    now, events = cusum(recent, reference)[-1], sum(recent)
    return Reading(
        method=CUSUM,
        group=series.group,
        force=series.force,
        period=series.last_month.quarter.code,
        month=str(series.last_month),
        observed=events,
        expected=mean * len(recent),
        p_value=None,
        bar=float(threshold),
        threshold=_SUM.with_values(sum=_written(now), limit=threshold, months=len(recent)),
        power=_RUNS.with_values(
            seen=round(run_length(mean * RISE, reference, threshold)),
            false=round(run_length(mean, reference, threshold)),
        ),
        is_signal=now >= threshold and events >= LEAST,
    )


def _scan(series: Series) -> Reading | None:
    months = series.months[-_SCAN_MONTHS:]
    if len(months) < _FEWEST_MONTHS:
        return None
    seed = f"{series.group}|{series.force}|{series.last_month}"
    found = scan(months, _LONGEST, seed)
    if found is None:
        return None
    first, last = (series.last_month - (len(months) - 1 - at) for at in (found.first, found.last))
    return Reading(
        method=SCAN,
        group=series.group,
        force=series.force,
        period=last.quarter.code,
        month=str(last),
        observed=found.observed,
        expected=found.expected,
        p_value=found.p_value,
        bar=float(found.critical - 1),
        threshold=_stretch(first, last, max(found.critical, LEAST) - 1),
        power=_power(found.expected, max(found.critical, LEAST), ONE_SIDED_ALPHA),
        is_signal=found.p_value < ONE_SIDED_ALPHA and found.observed >= LEAST,
    )


_METHODS: tuple[Callable[[Series], Reading | None], ...] = (_exceedance, _c1, _c2, _cusum, _scan)


def _stretch(first: Month, last: Month, limit: int) -> Term:
    return _CLOSE.with_values(first=first.name, last=last.name, limit=limit)


def _power(expected: float, critical: int, alpha: float) -> Term:
    if not expected:
        return _NOTHING_EXPECTED
    seen, size = chance_of_reaching(critical, expected * RISE), chance_of_reaching(critical, expected)
    return Power(expected, RISE, critical, seen, size, alpha).sentence


def _written(number: float) -> Term:
    english = f"{number:.2f}".rstrip("0").rstrip(".")
    return Term(english.replace(".", ","), english)


_EXACT = Term(
    "fino a {limit} eventi nel trimestre (base: {quarters} trimestri)",
    "up to {limit} events in the quarter (baseline: {quarters} quarters)",
)
_BOUND = Term("fino a {limit} eventi nel mese (base: 7 mesi)", "up to {limit} events in the month (baseline: 7 months)")
_SUM = Term(
    "somma cumulata {sum}, soglia {limit} ({months} mesi)", "cumulative sum {sum}, threshold {limit} ({months} months)"
)
_CLOSE = Term("{first} – {last}: fino a {limit} eventi", "{first} – {last}: up to {limit} events")
_NOTHING_EXPECTED = Term(
    "Nella base non vi sono eventi: la potenza non si può indicare.",
    "There are no events in the baseline: the power cannot be stated.",
)
_RUNS = Term(
    "Un aumento reale del 50 % sarebbe rilevato in media dopo {seen} mesi; senza alcun aumento si avrebbe un segnale "
    "ogni {false} mesi circa.",
    "A true rise of 50% would be detected after {seen} months on average; without any rise there would be a signal "
    "about every {false} months.",
)
