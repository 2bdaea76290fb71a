"""Time between rare events, period by period: its mean and how far chance alone reaches, as on a t-chart."""

from dataclasses import dataclass

from scipy.special import pdtr, pdtrc

from observatory.statistics.funnel import ACTION, funnel_limits
from observatory.statistics.intervals import require_count, require_positive
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class TimeBetween:
    """Mean days between events in one period, against what is usual: all in days.

    `estimate` is None without events: then the time is longer than the period. `high` is None where even a period
    without events lies within chance. `is_outside` says whether the count does.
    """

    estimate: float | None
    usual: float
    low: float
    high: float | None
    is_outside: bool


def time_between(events: int, days: float, usual: float, *, coverage: float = ACTION) -> TimeBetween:
    """The mean time d/x between x events in d days, with control limits around the usual time m.

    The count is Poisson with mean d/m while nothing changes; with the last counts within its exact limits, a ≤ x ≤ b,
    the time lies between d/b and d/a. Whole counts only, so the limits are those of the verdict and not of a curve.
    `days` and `usual` in days. Raises `ValueError` for a negative count, or days that are not above zero.
    Sources: Nelson LS (1994) J Qual Technol 26:239-241 for time as the measure of rare events; Garwood F (1936)
    Biometrika 28:437-442 for the exact distribution of their number.
    """
    require_count(events)
    expected = require_positive(days, "the days") / require_positive(usual, "the usual time")
    limits = funnel_limits(expected, coverage=coverage)
    return TimeBetween(
        days / events if events else None,
        usual,
        days / max(1, limits.high_count),
        days / limits.low_count if limits.low_count else None,
        limits.is_outside(events),
    )


@dataclass(frozen=True, slots=True)
class TimePower:
    """How often one period would fall outside the limits if events came `faster` times as often, or as seldom."""

    faster: float
    shorter: float
    longer: float

    @property
    def sentence(self) -> Term:
        return Term(
            "Se i decessi diventassero {faster} volte più frequenti, un singolo periodo uscirebbe dai limiti in circa "
            "{shorter} casi su 100; se diventassero {faster} volte più rari, in circa {longer}: punti dentro i limiti "
            "non dimostrano che nulla sia cambiato.",
            "If deaths became {faster} times as frequent, a single period would leave the limits about {shorter} times "
            "in 100; if {faster} times as rare, about {longer} times: points within the limits do not show that "
            "nothing has changed.",
        ).with_values(faster=f"{self.faster:g}", shorter=round(100 * self.shorter), longer=round(100 * self.longer))


def power_of_time_between(days: float, usual: float, *, faster: float = 2.0, coverage: float = ACTION) -> TimePower:
    """The chance that one period lies outside on the side of the change: P(X > b | f·d/m) and P(X < a | d/(m·f)).

    Raises `ValueError` unless days and usual time are above zero and the change is above one.
    """
    if faster <= 1:
        raise ValueError("a change is above one")
    expected = require_positive(days, "the days") / require_positive(usual, "the usual time")
    limits = funnel_limits(expected, coverage=coverage)
    rarer = float(pdtr(limits.low_count - 1, expected / faster)) if limits.low_count else 0.0
    return TimePower(faster, float(pdtrc(limits.high_count, expected * faster)), rarer)
