"""Whether a count is higher than its own past: exact comparison with a baseline, and the limit of the next count."""

from dataclasses import dataclass

from scipy.special import bdtrc, betainc

from observatory.statistics.intervals import require_count
from observatory.terms import Term

ALPHA = 0.025
LEAST = 5
"""Events below which nothing is called a signal, whatever its p-value."""
EXCEEDANCE = Term("superamento esatto, condizionato alla base", "exact exceedance, conditional on the baseline")
_JEFFREYS = 0.5


@dataclass(frozen=True, slots=True)
class Exceedance:
    """A count against its baseline: `expected` events in one period, `limit` the highest count within chance.

    `p_value` is the chance of at least this count given all events together, when nothing has changed.
    """

    observed: int
    expected: float
    baseline: int
    periods: int
    p_value: float
    limit: int
    method: Term

    @property
    def is_signal(self) -> bool:
        """Whether the count is at least five and its p-value below 2.5 %."""
        return self.observed >= LEAST and self.p_value < ALPHA


def exceedance(observed: int, baseline: int, periods: int) -> Exceedance:
    """Compare a period's count x with the Y events of m equal periods before it, both Poisson with one unknown mean.

    Given x + Y the count is binomial with share 1/(m + 1): p = P(B ≥ x), B ~ Bin(x + Y, 1/(m + 1)), which carries the
    uncertainty of the baseline. `limit` is the predictive one, see `predictive_limit`. Units: events and periods.
    Raises `ValueError` for a negative count or no period.
    Source: Przyborowski J, Wilenski H (1940) Biometrika 31:313-323.
    """
    _require(observed, baseline, periods)
    p_value = float(bdtrc(observed - 1, observed + baseline, 1 / (periods + 1))) if observed else 1.0
    limit = predictive_limit(baseline, periods, ALPHA)
    return Exceedance(observed, baseline / periods, baseline, periods, p_value, limit, EXCEEDANCE)


def predictive_tail(count: int, baseline: int, periods: int) -> float:
    """The chance that the next period has at least `count` events, the mean unknown (Jeffreys’ prior).

    The count is negative binomial of size Y + ½ and probability m/(m + 1), so that P(≥ y) = I(1/(m + 1); y, Y + ½),
    the regularised incomplete beta function. Raises `ValueError` as `exceedance`.
    Source: Gelman A et al. (2013) Bayesian Data Analysis, 3rd ed., 2.6; figures checked with R's pnbinom.
    """
    _require(count, baseline, periods)
    return float(betainc(count, baseline + _JEFFREYS, 1 / (periods + 1))) if count else 1.0


def predictive_limit(baseline: int, periods: int, alpha: float = ALPHA) -> int:
    """The highest count within chance: the smallest c with P(next > c) ≤ alpha. Raises as `predictive_tail`."""
    if not 0 < alpha < 1:
        raise ValueError("alpha lies between 0 and 1")
    limit = baseline // max(1, periods)
    while predictive_tail(limit + 1, baseline, periods) > alpha:
        limit += 1
    while limit and predictive_tail(limit, baseline, periods) <= alpha:
        limit -= 1
    return limit


def _require(observed: int, baseline: int, periods: int) -> None:
    require_count(observed)
    require_count(baseline)
    if periods < 1:
        raise ValueError("a baseline needs at least one period")
