"""Directly standardised rates: what a rate would be in a standard population, with limits for small counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from scipy.special import gammaincinv

from observatory.statistics.byar import byar_limits
from observatory.statistics.intervals import CONFIDENCE, Interval, require_count, require_positive, tail
from observatory.statistics.rates import PER
from observatory.terms import Term

FEWEST = 10
"""Events below which no standardised rate is given."""

FAY_FEUER = Term("limiti gamma di Fay e Feuer", "Fay–Feuer gamma limits")
DOBSON = Term("limiti di Dobson", "Dobson’s limits")


@dataclass(frozen=True, slots=True)
class Stratum:
    """One age band (of one sex): events, person-years, and its weight in the standard population (any unit)."""

    events: int
    person_years: float
    weight: float


@dataclass(frozen=True, slots=True)
class StandardisedRate:
    """`estimate`, `low` and `high` are events per `per` person-years of the standard population."""

    estimate: float
    low: float
    high: float
    events: int
    person_years: float
    per: float
    confidence: float
    method: Term


@dataclass(frozen=True, slots=True)
class _Moments:
    """D = Σ wᵢxᵢ/nᵢ, V = Σ wᵢ²xᵢ/nᵢ² and the largest wᵢ/nᵢ, the weights adding up to one."""

    mean: float
    variance: float
    largest: float
    events: int
    person_years: float


def standardised_rate(
    strata: Sequence[Stratum], *, per: float = PER, confidence: float = CONFIDENCE, fewest: int = FEWEST
) -> StandardisedRate:
    """The directly standardised rate with Fay and Feuer’s limits, which hold for small counts (and are wide).

    D = Σ wᵢxᵢ/nᵢ with Σ wᵢ = 1; V = Σ wᵢ²xᵢ/nᵢ²; m = max wᵢ/nᵢ. low = G⁻¹(α/2) of the gamma distribution with mean D
    and variance V (0 without events); high = G⁻¹(1 - α/2) of that with mean D + m and variance V + m². All times `per`.
    Raises `ValueError` under `fewest` events (ten: fewer say nothing by age), without strata, for a negative count,
    or for person-years or weights not above zero.
    Source: Fay MP, Feuer EJ (1997) Stat Med 16:791-801.
    """
    found = _moments(strata, fewest)
    alpha = tail(confidence)
    low = _gamma(alpha, found.mean, found.variance) if found.events else 0.0
    high = _gamma(1 - alpha, found.mean + found.largest, found.variance + found.largest**2)
    return _rate(found, Interval(low, high, confidence, FAY_FEUER), per)


def dobson_rate(
    strata: Sequence[Stratum], *, per: float = PER, confidence: float = CONFIDENCE, fewest: int = FEWEST
) -> StandardisedRate:
    """The same rate with Dobson’s limits, only to check published figures: D + √(V/O)·(limit of O - O), Byar’s for O.

    Raises as `standardised_rate`, and `ValueError` without events.
    Source: Dobson AJ, Kuulasmaa K, Eberle E, Scherer J (1991) Stat Med 10:457-462.
    """
    found = _moments(strata, max(1, fewest))
    limits = byar_limits(found.events, confidence=confidence)
    scale = sqrt(found.variance / found.events)
    low, high = (found.mean + scale * (limit - found.events) for limit in (limits.low, limits.high))
    return _rate(found, Interval(low, high, confidence, DOBSON), per)


def _moments(strata: Sequence[Stratum], fewest: int) -> _Moments:
    events = sum(require_count(each.events) for each in strata)
    if not strata or events < fewest:
        raise ValueError(f"a standardised rate needs at least {fewest} events")
    whole = sum(require_positive(each.weight, "a weight") for each in strata)
    parts = [(e.weight / whole / require_positive(e.person_years, "person-years"), e.events) for e in strata]
    mean = sum(share * count for share, count in parts)
    variance = sum(share**2 * count for share, count in parts)
    years = sum(each.person_years for each in strata)
    return _Moments(mean, variance, max(share for share, _ in parts), events, years)


def _gamma(probability: float, mean: float, variance: float) -> float:
    return float(gammaincinv(mean**2 / variance, probability)) * variance / mean


def _rate(found: _Moments, limits: Interval, per: float) -> StandardisedRate:
    unit = require_positive(per, "the unit of the rate")
    return StandardisedRate(
        found.mean * unit,
        limits.low * unit,
        limits.high * unit,
        found.events,
        found.person_years,
        per,
        limits.confidence,
        limits.method,
    )
