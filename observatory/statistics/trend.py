"""Whether rates rise or fall over equal periods: a log-linear fit and an exact test, for series that do not overlap.

Never on rolling figures: their points share events, and any test on them finds trends that are not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

from scipy.fft import irfft, rfft
from scipy.special import chdtrc, ndtr, ndtri, xlogy

from observatory.statistics.homogeneity import Homogeneity, homogeneity
from observatory.statistics.intervals import CONFIDENCE, require_count, require_positive, tail
from observatory.terms import Term

LOG_LINEAR = Term("regressione di Poisson log-lineare, limiti di Wald", "log-linear Poisson regression, Wald limits")
EXACT_TREND = Term("test esatto condizionato per il trend", "exact conditional test for trend")
_FEWEST = 3
_STEPS = 50
_SMALL = 1e-13


@dataclass(frozen=True, slots=True)
class Trend:
    """Change a period: `estimate`, `low` and `high` as shares (0.05 is 5 % more a period).

    `slope` and `error` are on the log scale, `level` is the log rate in the first period; `p_value` is that of the
    likelihood ratio; `dispersion` is Pearson’s chi-square over its degrees of freedom (1 when chance is Poisson).
    """

    estimate: float
    low: float
    high: float
    level: float
    slope: float
    error: float
    deviance: float
    null_deviance: float
    dispersion: float
    p_value: float
    events: tuple[int, ...]
    person_years: tuple[float, ...]
    confidence: float
    method: Term


@dataclass(frozen=True, slots=True)
class ExactTrend:
    """The score T = Σ t·x (t = 1 … k) and its tails given all events; `p_value` is central."""

    score: int
    rising: float
    falling: float
    p_value: float
    events: tuple[int, ...]
    person_years: tuple[float, ...]
    method: Term


def trend(events: Sequence[int], person_years: Sequence[float], *, confidence: float = CONFIDENCE) -> Trend:
    """Poisson regression log μₜ = log Tₜ + a + b·t, t = 0 … k - 1: a change of e^b - 1 a period.

    Fitted by Newton’s method in the slope (a is known once b is); error = 1/√Σ μₜ(t - t̄)²; Wald limits for b, raised to
    e; the p-value from the fall of the deviance, one degree of freedom. Raises `ValueError` for fewer than three
    periods, lists that do not match, no event, events in one period only at an end, or person-years not above zero.
    Source: McCullagh P, Nelder JA (1989) Generalized Linear Models, 2nd ed., ch. 6.
    """
    _require_series(events, person_years)
    slope = _slope(events, person_years)
    fitted = _fitted(slope, events, person_years)
    error = 1 / sqrt(_spread(fitted))
    reach = float(ndtri(1 - tail(confidence))) * error
    flat = _fitted(0.0, events, person_years)
    deviance, null = _deviance(events, fitted), _deviance(events, flat)
    pearson = sum((o - e) ** 2 / e for o, e in zip(events, fitted, strict=True))
    return Trend(
        estimate=exp(slope) - 1,
        low=exp(slope - reach) - 1,
        high=exp(slope + reach) - 1,
        level=log(fitted[0] / person_years[0]),
        slope=slope,
        error=error,
        deviance=deviance,
        null_deviance=null,
        dispersion=pearson / (len(events) - 2),
        p_value=float(chdtrc(1, max(0.0, null - deviance))),
        events=tuple(events),
        person_years=tuple(person_years),
        confidence=confidence,
        method=LOG_LINEAR,
    )


def exact_trend(events: Sequence[int], person_years: Sequence[float]) -> ExactTrend:
    """The chance of a score T = Σ t·xₜ as high, or as low, given all n events, when the rate has not changed.

    Given n each event falls in period t with chance Tₜ/ΣT, so T is the sum of n equal draws: its distribution is the
    n-th power of one draw’s, taken through the discrete Fourier transform (exact to about 1e-13).
    Raises `ValueError` as `trend`. Source: Cox DR, Lewis PAW (1966) The
    Statistical Analysis of Series of Events, ch. 3.
    """
    _require_series(events, person_years)
    total, whole = sum(events), sum(person_years)
    size = total * (len(events) - 1) + 1
    chances = irfft(rfft([years / whole for years in person_years], size) ** total, size)
    place = sum(t * count for t, count in enumerate(events))
    rising, falling = _sum(chances[place:]), _sum(chances[: place + 1])
    p_value = min(1.0, 2 * min(rising, falling))
    return ExactTrend(place + total, rising, falling, p_value, tuple(events), tuple(person_years), EXACT_TREND)


def dispersion_check(events: Sequence[int], person_years: Sequence[float]) -> Homogeneity:
    """Whether the periods vary by more than chance around one rate: the Poisson dispersion test.

    Σ(O - E)²/E with k - 1 degrees of freedom, E in proportion to person-years. Raises `ValueError` as `homogeneity`.
    Source: Fisher RA (1950) Biometrics 6:17-24.
    """
    return homogeneity(events, person_years)


def power_of_trend(events: float, person_years: Sequence[float], change: float, *, alpha: float = 0.05) -> float:
    """How often the fitted slope would be told from none if the rate truly changed by the share `change` a period.

    Normal approximation: Φ(|b|/σ - z) + Φ(-|b|/σ - z), b = ln(1 + change), σ the error at the expected counts, which
    add up to `events`. Raises `ValueError` unless events > 0, change > -1 and 0 < α < 1.
    Source: as `trend`; Signorini DF (1991) Biometrika 78:446-450.
    """
    require_positive(events, "the expected number")
    if change <= -1 or not 0 < alpha < 1 or len(person_years) < _FEWEST:
        raise ValueError("a change is above -1, alpha between 0 and 1, and a trend has at least three periods")
    slope = log(1 + change)
    weights = [require_positive(years, "person-years") * exp(slope * t) for t, years in enumerate(person_years)]
    expected = [events * weight / sum(weights) for weight in weights]
    distance, z = abs(slope) * sqrt(_spread(expected)), float(ndtri(1 - alpha / 2))
    return float(ndtr(distance - z) + ndtr(-distance - z))


def _require_series(events: Sequence[int], person_years: Sequence[float]) -> None:
    if len(events) != len(person_years) or len(events) < _FEWEST:
        raise ValueError("a trend needs at least three periods, each with its person-years")
    for years in person_years:
        require_positive(years, "person-years")
    if not sum(require_count(count) for count in events):
        raise ValueError("a trend needs at least one event")


def _slope(events: Sequence[int], person_years: Sequence[float]) -> float:
    """Where the mean period of the events is that of the fit; Newton’s steps, held to at most one each."""
    if not any(events[1:]) or not any(events[:-1]):
        raise ValueError("the slope has no end when all events lie in the first or in the last period")
    slope = 0.0
    for _ in range(_STEPS):
        fitted = _fitted(slope, events, person_years)
        step = sum(t * (o - e) for t, (o, e) in enumerate(zip(events, fitted, strict=True))) / _spread(fitted)
        slope += max(-1.0, min(1.0, step))
        if abs(step) < _SMALL:
            break
    return slope


def _fitted(slope: float, events: Sequence[int], person_years: Sequence[float]) -> list[float]:
    """Expected counts that add up to the events."""
    weights = [years * exp(slope * t) for t, years in enumerate(person_years)]
    scale = sum(events) / sum(weights)
    return [weight * scale for weight in weights]


def _spread(fitted: Sequence[float]) -> float:
    mean = sum(t * each for t, each in enumerate(fitted)) / sum(fitted)
    return sum(each * (t - mean) ** 2 for t, each in enumerate(fitted))


def _deviance(events: Sequence[int], fitted: Sequence[float]) -> float:
    return 2 * sum(float(xlogy(o, o / e)) - (o - e) for o, e in zip(events, fitted, strict=True))


def _sum(chances: Sequence[float]) -> float:
    """Rounding in the transform must not give a chance below zero or above one."""
    return min(1.0, max(0.0, float(sum(chances))))
