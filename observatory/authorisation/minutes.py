"""What a member may change in a meeting: approved minutes only by amendment, steps never, actions in their course."""

from dataclasses import replace

from observatory.authorisation.records import GuardedRecords
from observatory.authorisation.refusals import sealed_refusal
from observatory.errors import NotAllowed
from observatory.meetings.actions import check_actions
from observatory.meetings.meeting import Meeting
from observatory.meetings.minutes import check_change
from observatory.ports import Stamp
from observatory.security.roles import Compartment

UNDONE = "U"
"""Code of the list `change_reason`."""


class GuardedMeetings(GuardedRecords[Meeting]):
    """The meetings as a member may have them.

    Raises `MinutesRefused` for what the course of the minutes refuses, `ActionRefused` for what that of actions does;
    undoing goes back to what once stood, which no action has to have earned again.
    """

    def add(self, record: Meeting, stamp: Stamp) -> Meeting:
        self._require(self._writing)
        check_change(Meeting(id=record.id), record, stamp.as_of)
        check_actions(Meeting(id=record.id), record, stamp.as_of)
        return super().add(record, stamp)

    def replace(self, record: Meeting, stamp: Stamp) -> Meeting:
        self._require(self._writing)
        before = self._below.get(record.id)
        if before.version == record.version:  # else the store refuses it as stale, which says more
            self._check_minutes(before, record, stamp)
            if stamp.reason != UNDONE or not self._stood_once(record):
                check_actions(before, record, stamp.as_of)
        return super().replace(record, stamp)

    def _stood_once(self, record: Meeting) -> bool:
        """Whether a version of its history says the same: to call a change undone is not enough."""
        history = self._below.history(record.id)
        return any(replace(each.record, version=record.version) == record for each in history)

    def _check_minutes(self, before: Meeting, after: Meeting, stamp: Stamp) -> None:
        """A digest is given to a text by whoever reads it."""
        if after.minutes_steps != before.minutes_steps and not self._member.reads(Compartment.MINUTES):
            raise NotAllowed(sealed_refusal(Compartment.MINUTES))
        check_change(before, after, stamp.as_of)
