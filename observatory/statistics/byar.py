"""Byar’s approximation to the Poisson limits: only inside Dobson’s limits, and to check published figures."""

from math import sqrt

from scipy.special import ndtri

from observatory.statistics.intervals import CONFIDENCE, Interval, require_count, tail
from observatory.terms import Term

BYAR = Term("limiti di Byar (Breslow e Day)", "Byar’s limits (Breslow and Day)")


def byar_limits(events: int, *, confidence: float = CONFIDENCE) -> Interval:
    """Limits for the expected number of events: close to the exact ones from about ten events on.

    low = x(1 - 1/9x - z/3√x)³, 0 when x = 0; high = y(1 - 1/9y + z/3√y)³ with y = x + 1. The formula with x + ½ on
    both sides, which some libraries call by the same name, is another one (Rothman’s).
    Raises `ValueError` for a negative count or a confidence outside (0, 1).
    Source: Breslow NE, Day NE (1987) Statistical Methods in Cancer Research II, IARC, p. 69.
    """
    require_count(events)
    z = float(ndtri(1 - tail(confidence)))
    low = _cubed(events, -z) if events else 0.0
    return Interval(low, _cubed(events + 1, z), confidence, BYAR)


def _cubed(count: int, z: float) -> float:
    return float(count * (1 - 1 / (9 * count) + z / (3 * sqrt(count))) ** 3)
