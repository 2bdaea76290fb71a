"""What a force sees of a meeting that it undertook something in: its own actions, and what they come from."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from observatory.meetings.actions import DONE, UNDER_WAY, WAYS, undertaken
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting

TOLD_BY_OWNER = (UNDER_WAY, DONE)
"""What the owner says of an action; verifying, carrying over and dropping are the secretariat’s."""


def ways_of_owner(action: ActionItem) -> tuple[str, ...]:
    """The statuses to which the force that owns the action may bring it now."""
    return tuple(code for code in WAYS.get(action.status or "", ()) if code in TOLD_BY_OWNER)


def seen_by(meeting: Meeting, force: str) -> Meeting | None:
    """The meeting with nothing but the actions that the force owns; None where it owns none.

    Of the rest stay what names the meeting and the point, and the text of the decision.
    """
    agenda = tuple(_point(item, force) for item in meeting.agenda)
    kept = tuple(item for item in agenda if item.decisions)
    told = {name: getattr(meeting, name) for name in ("version", "number", "kind", "series", "held_on")}
    return Meeting(id=meeting.id, agenda=kept, **told) if kept else None


def followed(meeting: Meeting, told: Meeting, force: str) -> Meeting | None:
    """The meeting with what the force says of its own actions; None where `told` says anything else besides."""
    by_id = {each.action.id: each.action for each in undertaken(told)}
    after = _with_each(meeting, lambda action: _told(action, by_id) if action.owner_force == force else action)
    return after if seen_by(after, force) == told and _is_owners(meeting, after) else None


def _is_owners(before: Meeting, after: Meeting) -> bool:
    pairs = zip(undertaken(before), undertaken(after), strict=True)
    return all(one.action == other.action or other.action.status in TOLD_BY_OWNER for one, other in pairs)


def _told(action: ActionItem, by_id: Mapping[str, ActionItem]) -> ActionItem:
    told = by_id.get(action.id, action)
    return replace(action, status=told.status, done_on=told.done_on, evidence=told.evidence)


def _with_each(meeting: Meeting, change: Callable[[ActionItem], ActionItem]) -> Meeting:
    def decisions(found: Iterable[Decision]) -> tuple[Decision, ...]:
        return tuple(replace(each, actions=tuple(map(change, each.actions))) for each in found)

    return replace(meeting, agenda=tuple(replace(item, decisions=decisions(item.decisions)) for item in meeting.agenda))


def _point(item: AgendaItem, force: str) -> AgendaItem:
    decisions = tuple(_decision(each, force) for each in item.decisions)
    kept = tuple(each for each in decisions if each.actions)
    return AgendaItem(id=item.id, position=item.position, kind=item.kind, theme=item.theme, decisions=kept)


def _decision(decision: Decision, force: str) -> Decision:
    own = tuple(action for action in decision.actions if action.owner_force == force)
    told = {name: getattr(decision, name) for name in ("kind", "element", "text", "due_on", "status")}
    return Decision(id=decision.id, actions=own, **told)
