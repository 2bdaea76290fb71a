"""A force against the others: funnel limits around the common rate, in place of a league table."""

from dataclasses import dataclass

from scipy.special import pdtr

from observatory.statistics.intervals import require_count, require_positive, tail
from observatory.statistics.quantiles import poisson_quantile
from observatory.statistics.rates import PER
from observatory.terms import Term

WARNING = 0.95
ACTION = 0.998
FUNNEL = Term("limiti di controllo esatti di Poisson (funnel plot)", "exact Poisson funnel limits")


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Control limits for a count with the given expectation.

    `low` and `high` are interpolated, for the drawn curve; `low_count` and `high_count` are the last counts still
    within the limits, for the verdict on one force. All in events; `as_rates` gives the curve in rates.
    """

    expected: float
    low: float
    high: float
    low_count: int
    high_count: int
    coverage: float
    method: Term

    def is_outside(self, events: int) -> bool:
        """Whether the count lies below the low or above the high limit."""
        return not self.low_count <= require_count(events) <= self.high_count

    def as_rates(self, person_years: float, *, per: float = PER) -> tuple[float, float]:
        """The drawn limits per `per` person-years."""
        unit = require_positive(person_years, "person-years") / per
        return self.low / unit, self.high / unit


def funnel_limits(expected: float, *, coverage: float = WARNING) -> FunnelLimits:
    """Exact Poisson limits that leave out (1 - coverage)/2 on each side.

    With r the smallest whole number for which P(X ≤ r) ≥ p, the drawn limit is r - α, where
    α = (P(X ≤ r) - p) / P(X = r); a low limit below zero is drawn at zero. `expected` is person-years times the common
    rate, in events. Raises `ValueError` unless it is above zero.
    Source: Spiegelhalter DJ (2005) Stat Med 24:1185-1202, appendix A.1.1.
    """
    require_positive(expected, "the expected number")
    alpha = tail(coverage)
    low_count, low = _limit(alpha, expected)
    high_count, high = _limit(1 - alpha, expected)
    return FunnelLimits(expected, low, high, low_count, high_count, coverage, FUNNEL)


def _limit(probability: float, expected: float) -> tuple[int, float]:
    r = poisson_quantile(probability, expected)
    up_to = float(pdtr(r, expected))
    below = float(pdtr(r - 1, expected)) if r else 0.0
    return r, max(0.0, r - (up_to - probability) / (up_to - below))
