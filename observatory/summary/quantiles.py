"""Which medians and percentiles may be shown beside earlier editions: those already given stand, with their day.

Two quantiles of sets that share records bound the days of the records in which they differ. So over periods that
overlap only one state of the records has its quantiles computed; later editions repeat them and say of which day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from observatory.periods import Window
from observatory.summary.earlier import Earlier
from observatory.summary.facts import PROFILES, Facts, Given
from observatory.summary.told import Shape

_TABLES = ("T10d", "T13d")


def with_given(earlier: Sequence[Earlier], facts: Facts) -> Facts:
    """The facts with the quantiles that earlier editions, in the order made, gave for other, overlapping records."""
    shape = Shape(facts.windows, facts.profile, facts.as_of, facts.previous.as_of)
    given = {
        origin.row: origin.given
        for table in _TABLES
        for origin in _origins(table, earlier)
        if origin.window.overlaps(_window(table, shape)) and not origin.is_of(facts, _window(table, shape))
    }
    return replace(facts, given=given)


@dataclass(frozen=True, slots=True)
class _Origin:
    """The edition that computed a row's quantiles, and the period of their records."""

    row: str
    given: Given
    window: Window
    edition: Earlier

    def is_of(self, other: Facts | Earlier, window: Window) -> bool:
        """Whether the other looks at the same intervals of the same records."""
        same = self.edition.cases == other.cases and self.edition.interventions == other.interventions
        return same and self.window == window


def _origins(table: str, earlier: Sequence[Earlier]) -> list[_Origin]:
    """Those that computed what they show: an edition that shows what an overlapping one gave repeats it."""
    found: list[_Origin] = []
    for one in earlier:
        window = _window(table, Shape(one.windows, PROFILES[one.audience], one.as_of, one.since))
        for row, given in _shown(table, one):
            if not any(_repeats(origin, row, given, window) for origin in found):
                found.append(_Origin(row, given, window, one))
    return found


def _repeats(origin: _Origin, row: str, given: Given, window: Window) -> bool:
    same = (origin.row, origin.given.median, origin.given.p90) == (row, given.median, given.p90)
    return same and origin.window.overlaps(window)


def _window(table: str, shape: Shape) -> Window:
    return shape.actions if table == "T10d" else shape.windows.pooled


def _shown(table: str, one: Earlier) -> Iterator[tuple[str, Given]]:
    cells = {tuple(at.split("|")): value for at, value in one.values.get(table, {}).items()}
    for row, measure in cells:
        median, p90 = cells.get((row, "median")), cells.get((row, "p90"))
        if measure == "median" and median is not None and p90 is not None:
            yield row, Given(median, p90, one.as_of)
