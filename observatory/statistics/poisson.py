"""Limits for the mean of a Poisson count."""

from collections.abc import Callable
from typing import Literal

from scipy.optimize import brentq
from scipy.special import gammainccinv, gammaincinv, pdtr, pdtrc

from observatory.statistics.intervals import CONFIDENCE, GARWOOD, MID_P, Interval, require_count, tail

CountMethod = Literal["exact", "mid-p"]


def count_limits(events: int, *, confidence: float = CONFIDENCE, method: CountMethod = "exact") -> Interval:
    """Limits for the expected number of events, given the number seen.

    exact:  low = G⁻¹(α/2; x), high = G⁻¹(1 - α/2; x + 1), G the unit-scale gamma distribution of that shape
            (the same as ½χ² with 2x and 2x + 2 degrees of freedom); low = 0 when x = 0. Coverage never falls
            below `confidence`.
    mid-p:  low solves P(X > x) + ½P(X = x) = α/2, high solves P(X < x) + ½P(X = x) = α/2; low = 0 when x = 0.
            Narrower; coverage is right on average only.

    Raises `ValueError` for a negative count or a confidence outside (0, 1).
    Sources: Garwood F (1936) Biometrika 28:437-442; Ulm K (1990) Am J Epidemiol 131:373-375;
    Cohen GR, Yang S-Y (1994) Stat Med 13:2189-2203.
    """
    require_count(events)
    alpha = tail(confidence)
    low = float(gammaincinv(events, alpha)) if events else 0.0
    exact = Interval(low, float(gammainccinv(events + 1, alpha)), confidence, GARWOOD)
    return _mid_p(events, alpha, exact) if method == "mid-p" else exact


def _upper_mid_p(events: int, mean: float) -> float:
    """P(X > x) + ½P(X = x), the mean of P(X > x) and P(X ≥ x)."""
    at_least = float(pdtrc(events - 1, mean)) if events else 1.0
    return (float(pdtrc(events, mean)) + at_least) / 2


def _lower_mid_p(events: int, mean: float) -> float:
    """P(X < x) + ½P(X = x), the mean of P(X < x) and P(X ≤ x)."""
    below = float(pdtr(events - 1, mean)) if events else 0.0
    return (float(pdtr(events, mean)) + below) / 2


def _mid_p(events: int, alpha: float, exact: Interval) -> Interval:
    def solve(tail_probability: Callable[[int, float], float]) -> float:
        # The exact limits lie outside the mid-P ones, so they bracket both roots.
        low, high = exact.low, exact.high
        return float(brentq(lambda mean: tail_probability(events, mean) - alpha, low, high, xtol=1e-14, rtol=1e-14))

    low = solve(_upper_mid_p) if events else 0.0
    return Interval(low, solve(_lower_mid_p), exact.confidence, MID_P)
