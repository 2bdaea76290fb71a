"""Run charts and u-charts: whether a measure moved more than by chance, quarter after quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import sqrt

from observatory.statistics.intervals import require_count, require_positive

SHIFT = 6
"""Points in a row on one side of the median that chance hardly makes; 8 is the stricter rule."""
TREND = 5
"""Points in a row that all rise, or all fall."""
_SIGMAS = 3


@dataclass(frozen=True, slots=True)
class Runs:
    """What a run chart tells: the median, the longest run on one side and the longest trend, in points."""

    median: float
    longest_run: int
    longest_trend: int
    shift: int
    trend: int

    @property
    def has_shift(self) -> bool:
        return self.longest_run >= self.shift

    @property
    def has_trend(self) -> bool:
        return self.longest_trend >= self.trend


def runs(values: Sequence[float], *, baseline: int = 0, shift: int = SHIFT, trend: int = TREND) -> Runs:
    """The rules of the run chart, the median taken from the first `baseline` points (0: from all of them).

    Points on the median neither make nor break a run; equal neighbours neither make nor break a trend.
    Raises `ValueError` without points.
    Source: Perla RJ, Provost LP, Murray SK (2011) BMJ Qual Saf 20:46-51.
    """
    if not values:
        raise ValueError("a run chart needs points")
    median = _median(values[:baseline] or values)
    sides = [value > median for value in values if value != median]
    rises = [b > a for a, b in pairwise(values) if a != b]
    trend_points = _longest(rises) + 1 if rises else 1
    return Runs(median, _longest(sides), trend_points, shift, trend)


def _median(values: Sequence[float]) -> float:
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _longest(sides: Sequence[bool]) -> int:
    return max((len(tuple(run)) for _, run in groupby(sides)), default=0)


@dataclass(frozen=True, slots=True)
class Limits:
    """Control limits of one point, in the units of the measure."""

    centre: float
    low: float
    high: float


def u_limits(events: Sequence[int], exposures: Sequence[float], *, baseline: int = 0) -> tuple[Limits, ...]:
    """The limits of a u-chart for each point: ū ± 3 √(ū/nᵢ), not below zero, ū from the first `baseline` points.

    `exposures` in any unit above zero; the limits are events per unit. Raises `ValueError` without points, for lists of
    different lengths or outside the domain.
    Source: Montgomery DC (2019) Introduction to Statistical Quality Control, 8th ed., 7.3.2.
    """
    if not events or len(events) != len(exposures):
        raise ValueError("every point needs its events and its exposure")
    for count, exposure in zip(events, exposures, strict=True):
        require_count(count)
        require_positive(exposure, "the exposure")
    first = baseline or len(events)
    centre = sum(events[:first]) / sum(exposures[:first])
    reach = [_SIGMAS * sqrt(centre / exposure) for exposure in exposures]
    return tuple(Limits(centre, max(0.0, centre - each), centre + each) for each in reach)


def g_limit(gaps: Sequence[int]) -> Limits:
    """The limits of a g-chart, for units (days) between rare events: ḡ ± 3 √(ḡ(ḡ + 1)), not below zero.

    Raises `ValueError` without gaps or for a negative one.
    Source: Benneyan JC (2001) Health Care Manag Sci 4:305-318.
    """
    if not gaps:
        raise ValueError("a g-chart needs gaps")
    centre = sum(require_count(gap) for gap in gaps) / len(gaps)
    reach = _SIGMAS * sqrt(centre * (centre + 1))
    return Limits(centre, max(0.0, centre - reach), centre + reach)


_WEIBULL = 3.6
_MOVING = 2.66


def t_limits(gaps: Sequence[float]) -> Limits:
    """The limits of a t-chart: gaps above zero to the power 1/3.6, mean ± 2.66 · mean moving range, and back again.

    Raises `ValueError` for fewer than two gaps or one that is not above zero.
    Source: Nelson LS (1994) J Qual Technol 26:239-241; Provost LP, Murray SK (2011) The Health Care Data Guide.
    """
    if len(gaps) < 2:  # noqa: PLR2004 - a moving range has two ends
        raise ValueError("a t-chart needs two gaps")
    even = [require_positive(gap, "a gap") ** (1 / _WEIBULL) for gap in gaps]
    centre = sum(even) / len(even)
    reach = _MOVING * sum(abs(b - a) for a, b in pairwise(even)) / (len(even) - 1)
    low = max(0.0, centre - reach)
    return Limits(centre**_WEIBULL, low**_WEIBULL, (centre + reach) ** _WEIBULL)
