"""EARS C1 and C2: a count against the mean and the spread of the seven before it. C3, late by nature, is not used."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, sqrt

from scipy.special import ndtri

from observatory.statistics.intervals import require_count

BASELINE = 7
ALPHA = 0.001
_LAGS = {"C1": 0, "C2": 2}


@dataclass(frozen=True, slots=True)
class Bound:
    """The upper bound of the latest count: a count above `upper`, that is from `critical`, is unusual."""

    observed: int
    expected: float
    upper: float

    @property
    def critical(self) -> int:
        """The smallest whole count above the bound."""
        return floor(self.upper) + 1

    @property
    def is_exceeded(self) -> bool:
        return self.observed > self.upper


def ears(counts: Sequence[int], variant: str = "C1") -> Bound | None:
    """The bound of the last count: mean + z₀.₉₉₉ · s of seven earlier ones, s with n - 1; C2 leaves the latest two out.

    Counts follow one another in equal periods, oldest first. None while there are too few. Raises `ValueError` for a
    negative count and `KeyError` for another variant.
    Source: Hutwagner L et al. (2003) J Urban Health 80:i89-i96; figures checked with R's surveillance::earsC.
    """
    end = len(counts) - 1 - _LAGS[variant]
    past = [require_count(count) for count in counts[max(0, end - BASELINE) : max(0, end)]]
    if len(past) < BASELINE:
        return None
    mean = sum(past) / BASELINE
    spread = sqrt(sum((count - mean) ** 2 for count in past) / (BASELINE - 1))
    return Bound(counts[-1], mean, mean + float(ndtri(1 - ALPHA)) * spread)
