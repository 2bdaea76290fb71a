"""Rates over four quarters at a time: steadier than a quarter, and never to be tested, for neighbours share events."""

from collections.abc import Sequence

from observatory.statistics.intervals import CONFIDENCE
from observatory.statistics.rates import PER, Rate, rate

QUARTERS = 4


def rolling_rates(
    events: Sequence[int], strengths: Sequence[float], *, per: float = PER, confidence: float = CONFIDENCE
) -> tuple[Rate, ...]:
    """The rate of each four quarters in a row, the first ending with the fourth: Σx over the mean of four strengths.

    `strengths` are mean staff of each quarter, so that a quarter of them are person-years. Exact limits. Empty for
    fewer than four quarters. Raises `ValueError` for lists that do not match and as `rate`.
    Source: as `rate`; neighbouring points share three quarters and are not independent.
    """
    if len(events) != len(strengths):
        raise ValueError("every quarter needs its strength")
    ends = range(QUARTERS, len(events) + 1)
    return tuple(
        rate(sum(events[e - QUARTERS : e]), sum(strengths[e - QUARTERS : e]) / QUARTERS, per=per, confidence=confidence)
        for e in ends
    )
