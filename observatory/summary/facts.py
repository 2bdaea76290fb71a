"""What a summary rests on: the records as known on its day, before anything is counted."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from observatory.cases.case import Case
from observatory.disclosure.rules import Audience
from observatory.disclosure.tables import SafeTable
from observatory.evaluation.indicator import Indicator
from observatory.interventions.intervention import Intervention
from observatory.meetings.meeting import Meeting
from observatory.periods import Window
from observatory.population.reference import ReferencePopulation
from observatory.population.strength import Strength
from observatory.recommendations.recommendation import Recommendation
from observatory.summary.counted import At, Count
from observatory.summary.known import ByMonth, Known
from observatory.summary.record_files import RecordFile
from observatory.summary.vintages import changed, changes_between
from observatory.summary.windows import Windows

RATES_FROM = 20
"""Events below which a rate is marked, and outside the Observatory not shown."""


@dataclass(frozen=True, slots=True)
class Profile:
    """How much detail an audience may have besides its threshold.

    `by_force`: forces are shown. `short`: windows under a year are shown, in total only. `crossed`: two personal
    characteristics may be crossed. `internal`: timing and quality figures are shown.
    """

    by_force: bool
    short: bool
    crossed: bool
    internal: bool


PROFILES: Mapping[Audience, Profile] = {
    Audience.MEMBERS: Profile(by_force=True, short=True, crossed=True, internal=True),
    Audience.INTERFORCE: Profile(by_force=True, short=True, crossed=False, internal=True),
    Audience.EXTERNAL: Profile(by_force=False, short=False, crossed=False, internal=False),
}


@dataclass(frozen=True, slots=True)
class Previous:
    """The issue before this one, or the day to compare with when there is none."""

    as_of: date
    issue: int
    cells: Mapping[str, Mapping[str, float | int | None]]
    """Published values by table and by coordinates joined with `|`; empty for a first issue."""


@dataclass(frozen=True, slots=True)
class Given:
    """A median and a 90th percentile, in days, that an edition gave, and the day of its data."""

    median: float
    p90: float
    as_of: date


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An issue for the same audience that was withdrawn."""

    issue: int
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Records as known on `as_of`, and as known on the day of the previous issue."""

    windows: Windows
    audience: Audience
    as_of: date
    seed: int
    """The store's secret tie-break: without it nobody can replay why this cell was hidden and not another."""
    issue: int
    marking: str
    synthetic: bool
    previous: Previous
    cases: tuple[Case, ...]
    cases_before: tuple[Case, ...]
    known_on: Mapping[str, date]
    """The day on which each case first became known, by id."""
    interventions: tuple[Intervention, ...]
    meetings: tuple[Meeting, ...]
    strengths: tuple[Strength, ...]
    recommendations: tuple[Recommendation, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    """How the effects of recommendations are measured and judged."""
    files: tuple[RecordFile, ...] = ()
    """The record files that left before."""
    taken_back: tuple[TakenBack, ...] = ()
    """Issues for this audience that were withdrawn before this one."""
    reference: ReferencePopulation | None = None
    """The general population to compare with, if the store has one."""
    concealed: frozenset[Count] = frozenset()
    """What must be hidden because of earlier editions, beside what this one hides for its own sake."""
    given: Mapping[str, Given] = field(default_factory=dict)
    """By row, the median and percentile that stand because an earlier edition gave them for overlapping records."""
    marks: tuple[str, ...] = ()
    """The cells that the preparer asks to keep, as `table:code,code`, in order."""
    kept: frozenset[Count] = frozenset()
    """What these cells count."""
    is_tried: bool = False
    """Only to see what marks would cost: little search and no audit; what is built so may not leave."""
    bench: dict[Hashable, Mapping[str, SafeTable]] | None = None
    """Tables protected already: whatever neither a mark nor an earlier edition changes is not protected again."""

    @property
    def profile(self) -> Profile:
        return PROFILES[self.audience]

    def events(self, window: Window) -> tuple[Case, ...]:
        """Events of the four forces in the window that were neither ruled out nor duplicates."""
        return _within(window, self.known.by_month)

    def suicides(self, window: Window) -> tuple[Case, ...]:
        """Deaths by suicide of serving personnel: what rates and profiles are made of."""
        return _within(window, self.known.suicides)

    @cached_property
    def known(self) -> Known:
        """The records as known on `as_of`."""
        return Known(self.cases, self.interventions)

    @cached_property
    def changes(self) -> Mapping[str, At]:
        """How each event that is not as it was changed since the day of the previous issue, by its case’s id."""
        return changes_between(self.cases_before, self.cases, self.previous.as_of)

    @cached_property
    def changed(self) -> Mapping[At, int]:
        """How many events changed in which way since the day of the previous issue."""
        return changed(self.changes, self.cases)


def _within(window: Window, events: ByMonth) -> tuple[Case, ...]:
    return tuple(case for month in window.months for case in events.get(month, ()))
