"""The life of an action: open, done with evidence, dropped by a decision, or carried over; and what each takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from observatory.errors import ObservatoryError
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting
from observatory.terms import Term

TO_DO, UNDER_WAY, DONE, VERIFIED, DROPPED, CARRIED_OVER = "DF", "IC", "FA", "VE", "AN", "RP"
"""Codes of the list `action_status`."""

OPEN = (TO_DO, UNDER_WAY, CARRIED_OVER)
WAYS: Mapping[str, tuple[str, ...]] = {
    TO_DO: (UNDER_WAY, DONE, DROPPED, CARRIED_OVER),
    UNDER_WAY: (DONE, DROPPED, CARRIED_OVER),
    CARRIED_OVER: (UNDER_WAY, DONE, DROPPED, CARRIED_OVER),
    DONE: (VERIFIED,),
    VERIFIED: (),
    DROPPED: (),
}
"""From each status the next ones; carrying over again is to a later day."""


class ActionGuard(StrEnum):
    """One refusal; the name is stable."""

    NOT_FROM_HERE = "not_from_here"
    NEEDS_EVIDENCE = "needs_evidence"
    NEEDS_DECISION = "needs_decision"
    NEEDS_LATER_DAY = "needs_later_day"
    NOT_YET = "not_yet"
    REWRITTEN = "rewritten"


class ActionRefused(ObservatoryError):
    """A change that the life of an action does not let happen; nothing was changed."""

    def __init__(self, guard: ActionGuard) -> None:
        super().__init__(SENTENCES[guard])
        self.guard = guard


@dataclass(frozen=True, slots=True)
class Undertaken:
    """An action with the decision, the point and the meeting that it comes from."""

    meeting: Meeting
    item: AgendaItem
    decision: Decision
    action: ActionItem


def undertaken(meeting: Meeting) -> Iterator[Undertaken]:
    """The actions of a meeting in the order of its minutes."""
    for item in meeting.agenda:
        for decision in item.decisions:
            yield from (Undertaken(meeting, item, decision, action) for action in decision.actions)


def is_open(action: ActionItem) -> bool:
    """Whether somebody still has to do it."""
    return action.status in OPEN


def due_day(action: ActionItem) -> date | None:
    """The day by which it is due now: the one that it was carried over to, else its first."""
    return action.postponed_to if action.status == CARRIED_OVER and action.postponed_to else action.due_on


def is_overdue(action: ActionItem, day: date) -> bool:
    """Whether it is open and was due before that day."""
    due = due_day(action)
    return is_open(action) and isinstance(due, date) and due < day


def check_actions(before: Meeting, after: Meeting, today: date) -> None:
    """Raise `ActionRefused` unless the actions of the one may become those of the other; what stays is not asked."""
    known = {each.action.id: each.action for each in undertaken(before)}
    for each in undertaken(after):
        guard = refusal(known.get(each.action.id), each.action, today)
        if guard is not None:
            raise ActionRefused(guard)


def refusal(before: ActionItem | None, after: ActionItem, today: date) -> ActionGuard | None:
    """Why an action may not become the other; None where it may. `before` is None for a new one."""
    if before is not None and _course(before) == _course(after):
        return None
    if before is not None and before.status in WAYS and not _follows(before, after):
        return ActionGuard.REWRITTEN if before.status == after.status else ActionGuard.NOT_FROM_HERE
    needs = _NEEDS.get(after.status or "")
    return needs(before, after, today) if needs else None


def _course(action: ActionItem) -> tuple[object, ...]:
    return action.status, action.postponed_to, action.done_on, action.evidence, action.decision_id


def _follows(before: ActionItem, after: ActionItem) -> bool:
    """Whether the status may come next; what is told of an open action may be completed as it stands."""
    stays = before.status == after.status and before.status in (TO_DO, UNDER_WAY, DONE)
    return stays or (after.status or "") in WAYS[before.status or ""]


def _done(_before: ActionItem | None, after: ActionItem, today: date) -> ActionGuard | None:
    if after.done_on is None or not (after.evidence or "").strip():
        return ActionGuard.NEEDS_EVIDENCE
    return ActionGuard.NOT_YET if isinstance(after.done_on, date) and after.done_on > today else None


def _dropped(_before: ActionItem | None, after: ActionItem, _today: date) -> ActionGuard | None:
    return None if after.decision_id else ActionGuard.NEEDS_DECISION


def _carried(before: ActionItem | None, after: ActionItem, _today: date) -> ActionGuard | None:
    since = due_day(before) if before else after.due_on
    to = after.postponed_to
    if not isinstance(to, date) or (isinstance(since, date) and to <= since):
        return ActionGuard.NEEDS_LATER_DAY
    return None


_NEEDS = {DONE: _done, VERIFIED: _done, DROPPED: _dropped, CARRIED_OVER: _carried}

SENTENCES: dict[ActionGuard, Term] = {
    ActionGuard.NOT_FROM_HERE: Term(
        "Un’azione aperta può essere fatta, annullata con una decisione o riportata; una fatta può essere verificata; "
        "una verificata o annullata resta com’è. Nulla è stato modificato.",
        "An open action can be done, dropped by a decision or carried over; one that is done can be verified; one that "
        "is verified or dropped stays as it is. Nothing was changed.",
    ),
    ActionGuard.NEEDS_EVIDENCE: Term(
        "Un’azione è fatta quando se ne indicano la data e l’evidenza, per esempio il protocollo dell’atto: scriverle. "
        "Nulla è stato modificato.",
        "An action is done once its day and its evidence are given, such as the reference of the act: write them. "
        "Nothing was changed.",
    ),
    ActionGuard.NEEDS_DECISION: Term(
        "Un’azione si annulla con la decisione di una riunione: sceglierla fra le azioni della riunione, non nella "
        "scheda. Nulla è stato modificato.",
        "An action is dropped by the decision of a meeting: choose it among the meeting’s actions, not in the record. "
        "Nothing was changed.",
    ),
    ActionGuard.NEEDS_LATER_DAY: Term(
        "Un’azione riportata ha una nuova scadenza, successiva a quella di ora: indicarla. Nulla è stato modificato.",
        "An action carried over has a new due date, later than the present one: give it. Nothing was changed.",
    ),
    ActionGuard.NOT_YET: Term(
        "La data in cui è stata fatta è futura: un’azione è fatta quando lo è. Nulla è stato modificato.",
        "The day on which it was done is in the future: an action is done once it is. Nothing was changed.",
    ),
    ActionGuard.REWRITTEN: Term(
        "Ciò che chiude o riporta un’azione resta come fu registrato. Nulla è stato modificato.",
        "What closes an action or carries it over stays as it was recorded. Nothing was changed.",
    ),
}
