"""The records of one entity, as the domain asks a store for them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from observatory.cases.case import Case
from observatory.evaluation.indicator import Indicator
from observatory.interventions.intervention import Intervention
from observatory.links.case_link import CaseLink
from observatory.meetings.meeting import Meeting
from observatory.population.strength import Strength
from observatory.procedures.procedure import Procedure
from observatory.recommendations.recommendation import Recommendation
from observatory.selection import Selection
from observatory.signals.signal import Signal

R = TypeVar("R", Case, Intervention, Meeting, Strength, CaseLink, Recommendation, Procedure, Indicator, Signal)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changes a record, why, when it is written down, and from which day it counts as known.

    `as_of` is the day of knowledge, which decides the vintages; `recorded_at` is the time of writing (UTC);
    `reason` is a code of the list `change_reason`.
    """

    as_of: date
    recorded_at: datetime
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class Revision(Generic[R]):
    """One line of a record's append-only history: the record as it then was and the fields that changed."""

    stamp: Stamp
    version: int
    changed: tuple[str, ...]
    record: R


class Records(Protocol[R]):
    """The records of one entity."""

    def get(self, record_id: str) -> R:
        """The current record; raises `NotFound`."""
        ...

    def add(self, record: R, stamp: Stamp) -> R:
        """Record a new one as version 1 and return it."""
        ...

    def add_many(self, records: Iterable[tuple[R, Stamp]]) -> int:
        """Record many new ones at once; returns how many."""
        ...

    def add_histories(self, histories: Iterable[tuple[tuple[R, Stamp], ...]]) -> int:
        """Record many new ones, each with all its versions from the first; returns how many."""
        ...

    def replace(self, record: R, stamp: Stamp) -> R:
        """Record a new version of one; `record.version` is the version read. Raises `StaleVersion`, `NotFound`."""
        ...

    def select(self, selection: Selection) -> tuple[R, ...]: ...

    def count(self, selection: Selection) -> int: ...

    def tally(self, field: str, selection: Selection) -> Mapping[str | None, int]:
        """How many selected records have each code of a field."""
        ...

    def history(self, record_id: str) -> tuple[Revision[R], ...]:
        """All versions, oldest first."""
        ...

    def as_of(self, day: date) -> Iterator[R]:
        """Each record as it was known at the end of that day, without its narratives."""
        ...

    def first_known(self, until: date) -> Mapping[str, date]:
        """The day on which each record became known, by id, for those known by that day."""
        ...

    def revisions(self, after: date, until: date) -> Iterator[Revision[R]]:
        """All revisions known after the first day and until the second, oldest first, without narratives."""
        ...


class Undertakings(Protocol):
    """The meetings for the actions that were undertaken in them."""

    def get(self, record_id: str) -> Meeting:
        """The current meeting; raises `NotFound`."""
        ...

    def select(self, selection: Selection) -> tuple[Meeting, ...]: ...

    def replace(self, record: Meeting, stamp: Stamp) -> Meeting:
        """Record what became of actions; `record.version` is the version read. Raises `StaleVersion`, `NotFound`."""
        ...
