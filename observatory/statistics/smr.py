"""Indirect standardisation: events observed over those expected at the rates of a reference population."""

from collections.abc import Iterable
from dataclasses import dataclass

from scipy.special import pdtr, pdtrc

from observatory.statistics.intervals import CONFIDENCE, require_count, require_positive
from observatory.statistics.poisson import CountMethod, count_limits
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Smr:
    """Observed over expected; `p_value` of no difference is central (twice the smaller tail), as the limits are."""

    estimate: float
    low: float
    high: float
    p_value: float
    observed: int
    expected: float
    confidence: float
    method: Term


def smr(observed: int, expected: float, *, confidence: float = CONFIDENCE, method: CountMethod = "exact") -> Smr:
    """SMR = O/E with Poisson limits of O divided by E, which counts as known without error.

    p = min(1, 2·min(P(X ≤ O | E), P(X ≥ O | E))). Raises `ValueError` for a negative count or E not above zero.
    Source: Breslow NE, Day NE (1987) Statistical Methods in Cancer Research II, IARC, ch. 2; Ulm K (1990) Am J
    Epidemiol 131:373-375.
    """
    require_positive(expected, "the expected number")
    limits = count_limits(require_count(observed), confidence=confidence, method=method)
    scaled = limits / expected
    p_value = _central_p(observed, expected)
    return Smr(observed / expected, scaled.low, scaled.high, p_value, observed, expected, confidence, limits.method)


def expected_events(strata: Iterable[tuple[float, float]]) -> float:
    """E = Σ person-years · rate over strata, the rates in events per person-year of the reference population.

    Raises `ValueError` for a negative figure. Source: as `smr`.
    """
    parts = tuple(strata)
    if any(years < 0 or rate < 0 for years, rate in parts):
        raise ValueError("person-years and rates cannot be negative")
    return sum(years * rate for years, rate in parts)


def _central_p(observed: int, expected: float) -> float:
    at_least = float(pdtrc(observed - 1, expected)) if observed else 1.0
    return min(1.0, 2 * min(float(pdtr(observed, expected)), at_least))
