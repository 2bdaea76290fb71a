"""Poisson CUSUM: small lasting rises add up; how long until it alarms is told by a Markov chain."""

from collections.abc import Sequence
from math import exp, log

from scipy.linalg import solve
from scipy.special import gammaln, pdtr

from observatory.statistics.intervals import require_count, require_positive

_QUARTERS = 4
"""Reference values are rounded to quarters, so that the sums fall on few states and the chain is exact."""
_HIGHEST = 60


def reference_value(mean: float, ratio: float) -> float:
    """The best between two means, k = (μ₁ - μ₀) / ln(μ₁/μ₀) with μ₁ = ratio · μ₀, in events per period.

    Raises `ValueError` unless the mean is positive and the ratio above 1.
    Source: Lucas JM (1985) Technometrics 27:129-144.
    """
    if ratio <= 1:
        raise ValueError("a rise needs a ratio above 1")
    return require_positive(mean, "the mean") * (ratio - 1) / log(ratio)


def rounded_reference(mean: float, ratio: float) -> float:
    """The reference value to the nearest quarter of an event, at least the mean rounded up to one; raises as above."""
    return max(round(reference_value(mean, ratio) * _QUARTERS), 1) / _QUARTERS


def cusum(counts: Sequence[int], reference: float) -> tuple[float, ...]:
    """The sums Sₜ = max(0, Sₜ₋₁ + xₜ - k), S₀ = 0, in events. Raises `ValueError` for a negative count.

    Source: Page ES (1954) Biometrika 41:100-115; Lucas JM (1985).
    """
    require_positive(reference, "the reference value")
    sums: list[float] = []
    for count in counts:
        sums.append(max(0.0, (sums[-1] if sums else 0.0) + require_count(count) - reference))
    return tuple(sums)


def run_length(mean: float, reference: float, threshold: int) -> float:
    """Periods on average until the sum passes the threshold (S ≥ h), starting from zero, with counts of that mean.

    The sum moves on multiples of a quarter: its states below the threshold form a Markov chain with transition matrix
    R, and the run lengths solve (I - R) L = 1. `reference` in events, a multiple of ¼; `threshold` a whole number.
    Raises `ValueError` outside the domain.
    Source: Brook D, Evans DA (1972) Biometrika 59:539-549.
    """
    require_positive(mean, "the mean")
    step = reference * _QUARTERS
    if step != round(step) or not 0 < threshold <= _HIGHEST:
        raise ValueError("the reference is a multiple of a quarter and the threshold from 1 to 60")
    size = threshold * _QUARTERS
    matrix = [_row(mean, round(step), state, size) for state in range(size)]
    return float(solve(matrix, [1.0] * size)[0])


def threshold_for(mean: float, reference: float, wanted: float) -> int:
    """The smallest whole threshold that alarms by chance no more than once in `wanted` periods; raises as above."""
    found = (h for h in range(1, _HIGHEST + 1) if run_length(mean, reference, h) >= wanted)
    return next(found, _HIGHEST)


def _row(mean: float, step: int, state: int, size: int) -> list[float]:
    """One row of I - R: from a state to each state below the threshold."""
    row = [0.0] * size
    row[state] = 1.0
    lowest = (step - state) // _QUARTERS
    if lowest >= 0:
        row[0] -= float(pdtr(lowest, mean))
    for count in range(max(0, lowest + 1), (size + step - state) // _QUARTERS + 1):
        to = state + count * _QUARTERS - step
        if 0 <= to < size:
            row[to] -= exp(count * log(mean) - mean - float(gammaln(count + 1)))
    return row
