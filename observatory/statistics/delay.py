"""How long things take, in whole days: median and ninetieth percentile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from observatory.terms import Term

MEDIAN = Fraction(1, 2)
NINETIETH = Fraction(9, 10)
TYPE_2 = Term(
    "quantili con media alle discontinuità (Hyndman–Fan, tipo 2)",
    "quantiles averaged at discontinuities (Hyndman–Fan type 2)",
)


@dataclass(frozen=True, slots=True)
class Delay:
    """Median and P90 in days, with the number of intervals they rest on."""

    median: float
    p90: float
    intervals: int
    method: Term


def delay(days: Iterable[int]) -> Delay:
    """Median and P90 of whole days; unknown intervals are left out by the caller and counted apart.

    Hyndman-Fan type 2: with j = ⌊np⌋ the (j+1)-th smallest, or the mean of the j-th and (j+1)-th when np is whole. The
    median is the ordinary one, and every figure is a day that occurred or the midpoint of two.
    Raises `ValueError` without any interval.
    Source: Hyndman RJ, Fan Y (1996) Am Stat 50:361-365.
    """
    ordered = sorted(days)
    if not ordered:
        raise ValueError("a delay needs at least one interval")
    return Delay(_quantile(ordered, MEDIAN), _quantile(ordered, NINETIETH), len(ordered), TYPE_2)


def _quantile(ordered: Sequence[int], p: Fraction) -> float:
    # Fractions, because 0.9 · 10 must be exactly 9 for the averaging rule to hold.
    position = len(ordered) * p
    j = int(position)
    if position == j:
        return (ordered[j - 1] + ordered[j]) / 2
    return float(ordered[j])
