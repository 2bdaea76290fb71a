"""Meetings for what was undertaken in them: all of it for whoever reads meetings, else what a member’s force owns."""

from dataclasses import replace

from observatory.authorisation.refusals import NOT_THERE, OTHER_ACTION, refusal
from observatory.authorisation.rules import READING, WRITING, Reach, may_answer, reach
from observatory.errors import NotAllowed, NotFound
from observatory.meetings.actions import WAYS, check_actions
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import ActionItem, Meeting
from observatory.meetings.own_actions import followed, seen_by, ways_of_owner
from observatory.ports import Records, Stamp, Undertakings
from observatory.security.members import Member
from observatory.security.roles import Permission
from observatory.selection import Selection

_READING, _WRITING = READING[MEETING.name], WRITING[MEETING.name]


def ways_open(member: Member, action: ActionItem) -> tuple[str, ...]:
    """The statuses to which the member may bring the action now."""
    if reach(member, _WRITING) is Reach.EVERYTHING:
        return WAYS.get(action.status or "", ())
    return ways_of_owner(action) if may_answer(member) and action.owner_force == member.force else ()


def undertakings(below: Records[Meeting], meetings: Undertakings, member: Member) -> Undertakings:
    """The meetings themselves, under their own guard, for whoever may read them; `OwnActions` for anybody else."""
    return meetings if reach(member, _READING) is Reach.EVERYTHING else OwnActions(below, member)


class OwnActions:
    """Meetings in which the member’s force owns actions, and nothing of them but these.

    Raises `NotAllowed` for members who answer for no force and for whatever is not the owner’s to say, `NotFound` for
    meetings without own actions, `ActionRefused` for what the course of actions refuses.
    """

    def __init__(self, below: Records[Meeting], member: Member) -> None:
        self._below = below
        self._member = member

    def get(self, record_id: str) -> Meeting:
        self._require()
        seen = seen_by(self._below.get(record_id), self._member.force)
        if seen is None:
            raise NotFound(NOT_THERE)
        return seen

    def select(self, selection: Selection) -> tuple[Meeting, ...]:
        self._require()
        found = (seen_by(each, self._member.force) for each in self._below.select(selection))
        return tuple(each for each in found if each is not None)

    def replace(self, record: Meeting, stamp: Stamp) -> Meeting:
        """Record what became of own actions; all else of the meeting stays."""
        self._require()
        before = self._below.get(record.id)
        # An older version is for the store to refuse: it says what changed meanwhile.
        after = followed(before, replace(record, version=before.version), self._member.force)
        if after is None:
            raise NotAllowed(OTHER_ACTION)
        check_actions(before, after, stamp.as_of)
        told = replace(stamp, role=self._member.role_for(Permission.ANSWER))
        self._below.replace(replace(after, version=record.version), told)
        return self.get(record.id)

    def _require(self) -> None:
        if not may_answer(self._member):
            raise NotAllowed(refusal(_READING.permissions))
