"""How often chance puts many events into some short stretch: the analytic check beside the Monte-Carlo scan."""

from scipy.special import bdtr, bdtrc

from observatory.statistics.intervals import require_count

GOOD_UP_TO = 0.1
"""The approximation is close below this chance and too high above it."""


def chance_of_clump(count: int, events: int, share: float) -> float:
    """The chance that some stretch of a share w of the time holds at least k of N events, spread evenly by chance.

    (k/w - N - 1)·b(k; N, w) + 2·P(X ≥ k), X and b binomial with N and w; at most 1. Good below `GOOD_UP_TO`, as it is
    an upper approximation. Raises `ValueError` unless 2 ≤ k ≤ N and 0 < w < 1.
    Source: Wallenstein S, Neff N (1987) Stat Med 6:197-207; Naus JI (1965) J Am Stat Assoc 60:532-538.
    """
    if not 2 <= count <= require_count(events) or not 0 < share < 1:  # noqa: PLR2004 - one event is no clump
        raise ValueError("a clump has from two to all of the events, in a share of the time between 0 and 1")
    exactly = float(bdtr(count, events, share) - bdtr(count - 1, events, share))
    at_least = float(bdtrc(count - 1, events, share))
    return min(1.0, (count / share - events - 1) * exactly + 2 * at_least)
