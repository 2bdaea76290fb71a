"""Proportions on the known answers with Wilson limits."""

from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtri

from observatory.statistics.intervals import CONFIDENCE, WILSON, require_count, tail
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share between 0 and 1; printed with its n/N, where N counts the known answers only."""

    estimate: float
    low: float
    high: float
    successes: int
    known: int
    confidence: float
    method: Term


def proportion(successes: int, known: int, *, confidence: float = CONFIDENCE) -> Proportion:
    """Share of yes among the known answers (yes or no; never the unknown or not collected ones).

    Centre (p + z²/2N) / (1 + z²/N), half-width z √(p(1-p)/N + z²/4N²) / (1 + z²/N), kept within [0, 1].
    Raises `ValueError` unless 0 ≤ successes ≤ known and known ≥ 1.
    Source: Wilson EB (1927) J Am Stat Assoc 22:209-212.
    """
    if require_count(successes) > known or known < 1:
        raise ValueError("a proportion needs at least one known answer and no more successes than answers")
    z = float(ndtri(1 - tail(confidence)))
    share = successes / known
    scale = 1 + z * z / known
    centre = (share + z * z / (2 * known)) / scale
    half = z * sqrt(share * (1 - share) / known + z * z / (4 * known * known)) / scale
    # At 0 and N the formula gives exactly 0 and 1; rounding must not push the limit past the estimate.
    low = 0.0 if successes == 0 else min(centre - half, share)
    high = 1.0 if successes == known else max(centre + half, share)
    return Proportion(share, low, high, successes, known, confidence, WILSON)
