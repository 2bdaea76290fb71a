"""Whole-number Poisson quantiles."""

from math import ceil

from scipy.special import pdtr, pdtrik


def poisson_quantile(probability: float, mean: float) -> int:
    """The smallest r with P(X ≤ r) ≥ probability, for 0 < probability < 1 and mean > 0.

    The continuous inverse is only a starting point: rounding in it must not move the answer by one.
    """
    r = max(0, ceil(float(pdtrik(probability, mean)) - 0.5)) if pdtr(0, mean) < probability else 0
    while pdtr(r, mean) < probability:
        r += 1
    while r and pdtr(r - 1, mean) >= probability:
        r -= 1
    return r
