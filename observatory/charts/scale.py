"""The value scale of a chart: where it begins and ends, and the few round numbers written along it."""

import math
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Scale:
    """A linear scale with its ticks; `decimals` is what the ticks need to be told apart."""

    low: float
    high: float
    ticks: tuple[float, ...]
    decimals: int

    def share(self, value: float) -> float:
        """Where a value lies, 0 at the low end and 1 at the high end; values beyond the ends stay at the ends."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))


def scale(values: tuple[float, ...], *, intervals: int = 4, whole: bool = False) -> Scale:
    """A scale from zero (or below, for negative values) over all values with about `intervals` round steps.

    `whole` keeps the steps whole numbers, as counts want. Without values it runs from 0 to 1.
    """
    bottom, top = min((0.0, *values)), max((0.0, *values))
    if top - bottom < _TINY:
        top = bottom + 1.0
    step = _round_step((top - bottom) / max(1, intervals), whole=whole)
    first, last = math.floor(bottom / step + _TINY), math.ceil(top / step - _TINY)
    decimals = 0 if whole else _decimals(step)
    return Scale(first * step, last * step, tuple(n * step for n in range(first, last + 1)), decimals)


def _round_step(rough: float, *, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    steps = [s * power for s in (*_STEPS, 20.0) if not whole or (s * power).is_integer()]
    return next((step for step in steps if step >= rough * (1 - _TINY)), 1.0)


def _decimals(step: float) -> int:
    return next((n for n in range(10) if abs(step * 10**n - round(step * 10**n)) < _TINY * 10**n), 10)
