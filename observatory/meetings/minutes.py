"""The course of a meeting’s minutes: draft, shared, approved, amended; what their text is, and its digest.

The text is everything that the meeting said and decided. What is done about it afterwards (status, outcome, evidence
of decisions and actions) is no part of it and goes on changing under approved minutes.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

from observatory.fields import Entity, Field
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting, MinutesStep
from observatory.meetings.minutes_guards import MinutesGuard, MinutesRefused

DRAFT, SHARED, APPROVED, AMENDED = "BO", "CO", "AP", "RE"
"""Codes of the list `minutes_status`."""

WAYS: Mapping[str, tuple[str, ...]] = {
    DRAFT: (SHARED,),
    SHARED: (SHARED, APPROVED),
    APPROVED: (AMENDED,),
    AMENDED: (AMENDED,),
}
"""From each status the next ones; sharing again is for a text that changed meanwhile."""

_STEPS = "minutes_steps"
_FOLLOW_UP = frozenset(
    {
        ("meeting", "minutes_status"),
        ("agenda_item", "origin_id"),
        ("agenda_item", "signal_id"),
        ("agenda_item", "recommendation_id"),
        ("agenda_item", "procedure_id"),
        ("decision", "status"),
        ("decision", "closed_on"),
        ("decision", "outcome"),
        ("action_item", "status"),
        ("action_item", "postponed_to"),
        ("action_item", "done_on"),
        ("action_item", "evidence"),
        ("action_item", "decision_id"),
    }
)
"""Entity and field of what is no text: what goes on changing after approval, and links to other records."""


def status_of(meeting: Meeting) -> str:
    """Where the minutes stand, by their last step."""
    return (meeting.minutes_steps[-1].status or DRAFT) if meeting.minutes_steps else DRAFT


def is_approved(meeting: Meeting) -> bool:
    """Whether the text is read-only: approved, amended or not."""
    return status_of(meeting) in (APPROVED, AMENDED)


def version_number(meeting: Meeting) -> int:
    """0 until approved; the approved text is version 1, each amendment makes the next."""
    return sum(step.status in (APPROVED, AMENDED) for step in meeting.minutes_steps)


def digest(meeting: Meeting) -> str:
    """SHA-256 of the text of the minutes, as 64 hexadecimal digits."""
    return sha256(canonical_text(meeting).encode()).hexdigest()


def canonical_text(meeting: Meeting) -> str:
    """The text as one string: equal for equal texts, whatever the ids of rows; what is not answered leaves no mark."""
    told = json.dumps(_told(MEETING, meeting), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return f"observatory minutes 1\n{told}"


def belongs_to_text(entity: Entity, field: Field) -> bool:
    """Whether a field is part of the text that a digest is taken of."""
    return (entity.name, field.name) not in _FOLLOW_UP


def with_step(meeting: Meeting, step: MinutesStep) -> Meeting:
    """The meeting with a further step of its minutes, numbered, over the text as it is in `meeting`."""
    numbered = replace(step, number=len(meeting.minutes_steps) + 1, digest=digest(meeting))
    return replace(meeting, minutes_status=step.status, minutes_steps=(*meeting.minutes_steps, numbered))


def check_change(before: Meeting, after: Meeting, today: date) -> None:
    """Raise `MinutesRefused` unless the one may become the other; `before` is empty for a new meeting."""
    guard = _refusal(before, after, today)
    if guard is not None:
        raise MinutesRefused(guard)


def _refusal(before: Meeting, after: Meeting, today: date) -> MinutesGuard | None:
    earlier = len(before.minutes_steps)
    if after.minutes_steps[:earlier] != before.minutes_steps:
        return MinutesGuard.APPEND_ONLY
    fresh = after.minutes_steps[earlier:]
    if not fresh:
        return _without_step(before, after)
    if len(fresh) > 1 or not _is_by_action(after):
        return MinutesGuard.BY_HAND
    return step_refusal(before, after, today)


def _without_step(before: Meeting, after: Meeting) -> MinutesGuard | None:
    if after.minutes_status != before.minutes_status and (before.minutes_steps or after.minutes_status not in _UNBEGUN):
        return MinutesGuard.BY_HAND
    return MinutesGuard.READ_ONLY if is_approved(before) and digest(before) != digest(after) else None


def _is_by_action(after: Meeting) -> bool:
    """Whether number, digest and status are those that an action gives."""
    last = after.minutes_steps[-1]
    told = (last.number, last.digest, last.status)
    return told == (len(after.minutes_steps), digest(after), after.minutes_status)


def step_refusal(before: Meeting, after: Meeting, today: date) -> MinutesGuard | None:
    """Why the last step of `after` cannot follow those of `before`; None where it can."""
    step = after.minutes_steps[-1]
    if step.status not in WAYS[status_of(before)]:
        return MinutesGuard.NOT_FROM_HERE
    if step.status == SHARED and not (after.minutes or "").strip():
        return MinutesGuard.EMPTY
    return _untimely(before, step, today) or _NEEDS[str(step.status)](before, step)


def _untimely(before: Meeting, step: MinutesStep, today: date) -> MinutesGuard | None:
    if step.taken_on is None or step.taken_on > today:
        return MinutesGuard.NOT_YET
    known = (before.held_on, *(each.taken_on for each in before.minutes_steps[-1:]))
    return MinutesGuard.OUT_OF_ORDER if any(day and day > step.taken_on for day in known) else None


def _sharing(before: Meeting, step: MinutesStep) -> MinutesGuard | None:
    return MinutesGuard.ALREADY_SHARED if _is_same(before, step) else None


def _approving(before: Meeting, step: MinutesStep) -> MinutesGuard | None:
    if not _is_same(before, step):
        return MinutesGuard.NOT_AS_SHARED
    is_later = before.held_on and step.taken_on and step.taken_on > before.held_on
    return None if is_later else MinutesGuard.NEEDS_LATER_MEETING


def _amending(before: Meeting, step: MinutesStep) -> MinutesGuard | None:
    if not (step.reason or "").strip():
        return MinutesGuard.NEEDS_REASON
    return MinutesGuard.NOTHING_AMENDED if _is_same(before, step) else None


def _is_same(before: Meeting, step: MinutesStep) -> bool:
    """Whether the step is given to the very text that the last one was given to."""
    return bool(before.minutes_steps) and before.minutes_steps[-1].digest == step.digest


def _told(entity: Entity, row: object) -> dict[str, Any]:
    """What a row says: its answered fields that belong to the text, and its rows."""
    own = {f.name: getattr(row, f.name) for f in entity.fields if belongs_to_text(entity, f)}
    rows = {
        name: [_told(child, each) for each in getattr(row, name)]
        for name, child in entity.children.items()
        if name != _STEPS
    }
    return {name: value for name, value in (own | rows).items() if value not in (None, "", (), [])}


_NEEDS = {SHARED: _sharing, APPROVED: _approving, AMENDED: _amending}
_UNBEGUN = (None, "", DRAFT)
