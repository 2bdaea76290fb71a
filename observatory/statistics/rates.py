"""Rates per person-years with exact limits."""

from dataclasses import dataclass

from observatory.statistics.intervals import CONFIDENCE, require_positive
from observatory.statistics.poisson import CountMethod, count_limits
from observatory.terms import Term

PER = 100_000


@dataclass(frozen=True, slots=True)
class Rate:
    """A crude rate: `estimate`, `low` and `high` are events per `per` person-years."""

    estimate: float
    low: float
    high: float
    events: int
    person_years: float
    per: float
    confidence: float
    method: Term

    @property
    def relative_width(self) -> float:
        """(high - low) / estimate, infinite without events: above 1.6 the rate is not shown outside."""
        return (self.high - self.low) / self.estimate if self.events else float("inf")


def rate(
    events: int,
    person_years: float,
    *,
    per: float = PER,
    confidence: float = CONFIDENCE,
    method: CountMethod = "exact",
) -> Rate:
    """Events per `per` person-years, r = x / T · per, with Poisson limits for x scaled in the same way.

    A quarter's person-years are a quarter of its mean strength. T is taken as known without error.
    Raises `ValueError` for a negative count or person-years not above zero: without a denominator
    there is no rate, and the table prints its sign instead.
    Source: exact limits, Ulm K (1990) Am J Epidemiol 131:373-375.
    """
    unit = require_positive(person_years, "person-years") / require_positive(per, "the unit of the rate")
    limits = count_limits(events, confidence=confidence, method=method)
    scaled = limits / unit
    return Rate(events / unit, scaled.low, scaled.high, events, person_years, per, confidence, limits.method)
