"""The actions of meetings: which are open, and what became of one – done, dropped, carried over."""

from dataclasses import dataclass, replace
from datetime import date

from observatory.errors import WrongUse
from observatory.meetings.actions import (
    CARRIED_OVER,
    DROPPED,
    ActionRefused,
    Undertaken,
    due_day,
    is_open,
    refusal,
    undertaken,
)
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting
from observatory.ports import Stamp, Store, UnitOfWork
from observatory.selection import EVERYTHING
from observatory.terms import Term
from observatory.usecases.decisions import origin
from observatory.usecases.record import UPDATE, Changes, changed_attributes


@dataclass(frozen=True, slots=True)
class Move:
    """What became of an action: its next status and what that takes."""

    to: str
    done_on: date | None = None
    evidence: str | None = None
    decision_id: str | None = None
    postponed_to: date | None = None


def open_actions(unit: UnitOfWork) -> tuple[Undertaken, ...]:
    """Everything that somebody still has to do, what is due first before; raises `NotAllowed`."""
    found = (each for meeting in unit.undertakings.select(EVERYTHING) for each in undertaken(meeting))
    return tuple(sorted((each for each in found if is_open(each.action)), key=_by_day))


def all_actions(unit: UnitOfWork) -> tuple[Undertaken, ...]:
    """Every action, open ones first; raises `NotAllowed`."""
    found = (each for meeting in unit.undertakings.select(EVERYTHING) for each in undertaken(meeting))
    return tuple(sorted(found, key=lambda each: (not is_open(each.action), *_by_day(each))))


def action_named(unit: UnitOfWork, name: str) -> Undertaken:
    """The action whose id begins so; raises `WrongUse` for none or several."""
    found = [each for each in all_actions(unit) if name and each.action.id.startswith(name)]
    if len(found) != 1:
        raise WrongUse(_WHICH)
    return found[0]


def move(store: Store, action_id: str, told: Move, stamp: Stamp) -> Changes:
    """Record what became of an action, in the meeting that it comes from; the same once more writes no version.

    Raises `ActionRefused` for what its course refuses, `StepRefused` for a decision of no held meeting, `WrongUse`,
    `NotAllowed`.
    """
    with store.begin() as unit:
        at = action_named(unit, action_id)
        if told.to == DROPPED and told.decision_id:
            origin(unit, told.decision_id, stamp.as_of)
        after = _with(at.meeting, at.action.id, _moved(at.action, told))
        changed = changed_attributes(MEETING, at.meeting, after)
        if not changed:
            return Changes(MEETING.name, at.meeting, changed)
        kept = unit.undertakings.replace(after, replace(stamp, reason=stamp.reason or UPDATE))
        unit.commit()
    return Changes(MEETING.name, kept, changed)


def check_move(action: ActionItem, told: Move, today: date) -> None:
    """Raise `ActionRefused` unless the action may go there so."""
    guard = refusal(action, _moved(action, told), today)
    if guard is not None:
        raise ActionRefused(guard)


def _moved(action: ActionItem, told: Move) -> ActionItem:
    return replace(
        action,
        status=told.to,
        done_on=told.done_on or action.done_on,
        evidence=(told.evidence or "").strip() or action.evidence,
        decision_id=told.decision_id if told.to == DROPPED else action.decision_id,
        postponed_to=told.postponed_to if told.to == CARRIED_OVER else action.postponed_to,
    )


def _with(meeting: Meeting, action_id: str, action: ActionItem) -> Meeting:
    """The meeting with that action in the place of the one of that id."""

    def item(each: AgendaItem) -> AgendaItem:
        return replace(each, decisions=tuple(map(decision, each.decisions)))

    def decision(each: Decision) -> Decision:
        return replace(each, actions=tuple(action if one.id == action_id else one for one in each.actions))

    return replace(meeting, agenda=tuple(map(item, meeting.agenda)))


def _by_day(each: Undertaken) -> tuple[date, str]:
    return due_day(each.action) or date.max, each.action.id


_WHICH = Term(
    "Nessuna azione, o più d’una, ha un identificativo che comincia così: indicarlo per intero. "
    "Nulla è stato modificato.",
    "No action, or several, have an id that begins so: give it in full. Nothing was changed.",
)
