"""How much of a recent period is still to be told: the reporting triangle, the share known by delay, and a nowcast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scipy.special import betainc

from observatory.statistics.intervals import CONFIDENCE, require_count, require_positive, tail
from observatory.terms import Term

NOWCAST = Term(
    "triangolo delle segnalazioni, limiti predittivi binomiali negativi",
    "reporting triangle, negative binomial predictive limits",
)
_JEFFREYS = 0.5


@dataclass(frozen=True, slots=True)
class Nowcast:
    """A period as known and as expected when all is known: `reported` events, `share` of all that are known by now.

    `estimate` is reported / share; `low` and `high` are whole events. `is_provisional` while a share is missing.
    """

    reported: int
    share: float
    estimate: float
    low: int
    high: int
    confidence: float
    method: Term

    @property
    def still_expected(self) -> float:
        """The share of all events of the period that is not known yet."""
        return 1 - self.share

    @property
    def is_provisional(self) -> bool:
        return self.share < 1


Triangle = Sequence[Sequence[int]]
"""By period, the oldest first, the events that became known after 0, 1, 2 … periods: each as long as is known now."""


def triangle(events: Iterable[tuple[int, int]], periods: int, longest: int) -> tuple[tuple[int, ...], ...]:
    """Count events, each with its period (0 … periods - 1) and its delay in periods, as known at the end of the last.

    Delays beyond `longest` count as `longest`. What lies outside the periods, or would be known only later, is left
    out. Raises `ValueError` for no period or a negative length.
    Source: Lawless JF (1994) Can J Stat 22:15-31.
    """
    if periods < 1 or longest < 0:
        raise ValueError("a triangle has at least one period, and delays that are not negative")
    found = [[0] * (min(longest, periods - 1 - at) + 1) for at in range(periods)]
    for at, delay in events:
        if 0 <= at < periods and 0 <= delay <= periods - 1 - at:
            found[at][min(delay, longest)] += 1
    return tuple(tuple(row) for row in found)


def shares_known(counts: Triangle) -> tuple[float, ...]:
    """The share of events known within 0, 1, 2 … periods, from the periods that are old enough to tell; the last is 1.

    With h(d) the events with delay d over those with delay up to d, in the periods that have reached d, the share
    within d is Π (1 - h(j)) over j > d (the reversed hazard). A delay that no event had counts as none.
    Raises `ValueError` for no period or a negative count.
    Source: Lawless JF (1994) Can J Stat 22:15-31; Brookmeyer R, Damiano A (1989) Stat Med 8:23-34.
    """
    if not counts or not any(counts):
        raise ValueError("a triangle has at least one period")
    shares = [1.0]
    for delay in range(max(map(len, counts)) - 1, 0, -1):
        told = [row for row in counts if len(row) > delay]
        up_to = sum(require_count(count) for row in told for count in row[: delay + 1])
        hazard = sum(row[delay] for row in told) / up_to if up_to else 0.0
        shares.append(shares[-1] * (1 - hazard))
    return tuple(reversed(shares))


def nowcast(reported: int, share: float, *, confidence: float = CONFIDENCE) -> Nowcast:
    """What a period will come to, when a known share of its events is known by now.

    If events are Poisson, those still unknown are, given x reported and Jeffreys’ prior, negative binomial:
    P(U ≤ u) = I(share; x + ½, u + 1), the regularised incomplete beta function. The limits are x plus the quantiles of
    U; they carry chance, not the uncertainty of the share itself. Raises `ValueError` for a negative count or a share
    outside (0, 1].
    Source: Lawless JF (1994) Can J Stat 22:15-31; Gelman A et al. (2013) Bayesian Data Analysis, 3rd ed., 2.6.
    """
    require_count(reported)
    if require_positive(share, "the share") > 1:
        raise ValueError("a share is at most 1")
    alpha = tail(confidence)
    low, high = (reported + _unknown(probability, reported, share) for probability in (alpha, 1 - alpha))
    return Nowcast(reported, share, reported / share, low, high, confidence, NOWCAST)


def nowcasts(counts: Triangle, *, confidence: float = CONFIDENCE) -> tuple[Nowcast, ...]:
    """The nowcast of every period of a triangle, the oldest first; raises as its parts."""
    shares = shares_known(counts)
    if not all(shares):
        raise ValueError("no share can be told: all events became known late")
    return tuple(nowcast(sum(row), shares[len(row) - 1], confidence=confidence) for row in counts)


def _unknown(probability: float, reported: int, share: float) -> int:
    """The smallest u with P(U ≤ u) ≥ probability: doubled until it is passed, then halved between."""
    if share == 1 or _at_most(0, reported, share) >= probability:
        return 0
    below, above = 0, 1
    while _at_most(above, reported, share) < probability:
        below, above = above, 2 * above
    while above - below > 1:
        middle = (below + above) // 2
        below, above = (below, middle) if _at_most(middle, reported, share) >= probability else (middle, above)
    return above


def _at_most(unknown: int, reported: int, share: float) -> float:
    return float(betainc(reported + _JEFFREYS, unknown + 1, share))
