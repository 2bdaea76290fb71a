"""Minutes as a document: the text at one version, where it stands, its digest, and what amendments changed and why."""

from dataclasses import dataclass
from datetime import date

from observatory.meetings.differences import Difference, differences
from observatory.meetings.meeting import Meeting, MinutesStep
from observatory.meetings.minutes import AMENDED, APPROVED, digest, is_approved, status_of, version_number
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Amendment:
    """One amendment: the version that it made, its step with day and reason, and what it changed."""

    version: int
    step: MinutesStep
    changes: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class MinutesPaper:
    """What is printed of minutes: a function of their text and steps alone, so that the same version prints the same.

    `meeting` holds the text as it was at its last step, and no step after that one.
    """

    meeting: Meeting
    marking: Term
    synthetic: bool = False
    amendments: tuple[Amendment, ...] = ()

    @property
    def status(self) -> str:
        """Code of the list `minutes_status`."""
        return status_of(self.meeting)

    @property
    def version(self) -> int:
        """0 until approved."""
        return version_number(self.meeting)

    @property
    def is_draft(self) -> bool:
        """Whether the text may still change without an amendment."""
        return not is_approved(self.meeting)

    @property
    def digest(self) -> str:
        """Of the text as printed."""
        return digest(self.meeting)

    @property
    def as_of(self) -> date:
        """The day that the file carries: of the last step, else of the meeting."""
        days = (*(step.taken_on for step in self.meeting.minutes_steps), self.meeting.held_on)
        return max((day for day in days if day), default=date(2000, 1, 1))


def amendments(versions: tuple[tuple[MinutesStep, Meeting | None], ...]) -> tuple[Amendment, ...]:
    """What each amendment among steps changed, from the text of each step; oldest first.

    Where the history lacks a text, the amendment is told with its reason alone.
    """
    made, number = [], 0
    for place, (step, meeting) in enumerate(versions):
        number += step.status in (APPROVED, AMENDED)
        if step.status == AMENDED:
            before = versions[place - 1][1] if place else None
            made.append(Amendment(number, step, _changes(before, meeting)))
    return tuple(made)


def _changes(before: Meeting | None, after: Meeting | None) -> tuple[Difference, ...]:
    return differences(before, after) if before and after else ()
