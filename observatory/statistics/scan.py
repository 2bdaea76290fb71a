"""Closeness in time without any place: the densest stretch of a series, and how often chance makes one as dense."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log
from operator import sub
from random import Random

from observatory.statistics.intervals import require_count

REPLICATES = 999


@dataclass(frozen=True, slots=True)
class Cluster:
    """The densest stretch, `first` to `last` (places in the series, both included).

    `critical` is the smallest count in a stretch of that length that fewer than 2.5 % of the replicates reach.
    """

    first: int
    last: int
    observed: int
    expected: float
    likelihood_ratio: float
    p_value: float
    critical: int
    replicates: int


def scan(counts: Sequence[int], longest: int, seed: str, replicates: int = REPLICATES) -> Cluster | None:
    """The stretch of at most `longest` periods with the highest log-likelihood ratio, with its Monte-Carlo p-value.

    LLR = c ln(c/E) + (C - c) ln((C - c)/(C - E)) where c > E, else 0; E = C · length / n. The C events are put into the
    n equal periods at random, `replicates` times: p = (1 + those as high) / (R + 1). The same seed gives the same p.
    None for a series without a stretch above its expectation. Raises `ValueError` for a negative count or
    a `longest` that is not from 1 to n - 1.
    Source: Kulldorff M (1997) Commun Stat Theory Methods 26:1481-1496; Naus JI (1965) J Am Stat Assoc 60:532-538.
    """
    if not 1 <= longest < len(counts):
        raise ValueError("a stretch is shorter than the series")
    total = sum(require_count(count) for count in counts)
    ratios = _ratios(total, len(counts), longest)
    best, length = _highest(counts, ratios)
    if not best:
        return None
    chance = Random(seed)  # noqa: S311 - a reproducible simulation, no secret
    highest = sorted(_highest(_scattered(total, len(counts), chance), ratios)[0] for _ in range(replicates))
    p_value = (1 + sum(each >= best - _TINY for each in highest)) / (replicates + 1)
    first, observed = _place(counts, length)
    bar = highest[min(replicates - 1, round(_SURE * replicates))]
    critical = next((c for c, ratio in enumerate(ratios[length - 1]) if ratio > bar), total + 1)
    expected = total * length / len(counts)
    return Cluster(first, first + length - 1, observed, expected, best, p_value, critical, replicates)


_TINY = 1e-9
_SURE = 0.975


def _ratios(total: int, periods: int, longest: int) -> list[list[float]]:
    """The ratio for each length (from 1) and each count; it rises with the count: the fullest stretch is the best."""
    return [
        [_ratio(count, total, total * length / periods) for count in range(total + 1)]
        for length in range(1, longest + 1)
    ]


def _ratio(count: int, total: int, expected: float) -> float:
    if count <= expected:
        return 0.0
    rest = total - count
    outside = rest * log(rest / (total - expected)) if rest else 0.0
    return count * log(count / expected) + outside


def _highest(counts: Sequence[int], ratios: list[list[float]]) -> tuple[float, int]:
    """The highest ratio and its length; of equals the shortest."""
    sums = [0, *accumulate(counts)]
    each = ((by_count[max(map(sub, sums[length:], sums))], -length) for length, by_count in enumerate(ratios, start=1))
    best, negative = max(each)
    return best, -negative


def _scattered(total: int, periods: int, chance: Random) -> list[int]:
    counts = [0] * periods
    for place in chance.choices(range(periods), k=total):
        counts[place] += 1
    return counts


def _place(counts: Sequence[int], length: int) -> tuple[int, int]:
    """Where the fullest stretch of that length begins, the latest of equals, and what it holds."""
    sums = [0, *accumulate(counts)]
    held, first = max((sums[at + length] - sums[at], at) for at in range(len(counts) - length + 1))
    return first, held
