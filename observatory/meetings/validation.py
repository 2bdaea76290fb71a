"""Rules of a meeting over its answers together: time order, numbering, attendance, verified decisions."""

from collections.abc import Iterator
from datetime import date

from observatory.errors import Problem
from observatory.meetings.decision_rules import decision_rules, outcome_rules
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting
from observatory.meetings.quorum import present
from observatory.terms import Term

CLOSED = frozenset({"AT", "AN", "VE"})
VERIFIED, OVERDUE, OPEN = "VE", "SC", frozenset({"AP", "CO", "SC"})
"""Statuses of decisions: verified means that the effect was measured; overdue is still open."""

_CLOSED_BEFORE_MEETING = Term(
    "La decisione risulta chiusa prima della riunione: correggere la data di chiusura o quella della riunione.",
    "The decision was closed before the meeting: correct the closing date or the meeting’s date.",
)
_VERIFIED_WITHOUT_OUTCOME = Term(
    "La decisione è «Verificata»: scrivere l’esito misurato, oppure scegliere un altro stato.",
    "The decision is “Verified”: write the outcome that was measured, or choose another status.",
)
_CLOSED_STILL_OPEN = Term(
    "La decisione ha una data di chiusura ma è ancora aperta: correggere lo stato o togliere la data.",
    "The decision has a closing date but is still open: correct the status or clear the date.",
)
_CLOSED_WITHOUT_DATE = Term(
    "La decisione è chiusa senza data di chiusura: indicarla, oppure confermare.",
    "The decision is closed without a closing date: give it, or confirm.",
)
_DUE_BEFORE_MEETING = Term(
    "La scadenza precede la riunione: controllare la data, poi confermare.",
    "The due date is before the meeting: check the date, then confirm.",
)
_NOT_OVERDUE = Term(
    "Lo stato è «Scaduta» ma la scadenza non è passata: correggere lo stato o la scadenza.",
    "The status is “Overdue” but the due date is not past: correct the status or the due date.",
)
_PAST_DUE = Term(
    "La scadenza è passata e la decisione è ancora aperta: aggiornare lo stato, oppure confermare.",
    "The due date is past and the decision is still open: update the status, or confirm.",
)
_REPEATED_POSITION = Term(
    "Il numero è già di un altro punto all’ordine del giorno: usarne uno diverso.",
    "The number already belongs to another agenda item: use a different one.",
)
_PLANNED = Term(
    "La riunione è in programma, ma vi sono già decisioni: controllare la data, poi confermare.",
    "The meeting lies ahead, but there are decisions already: check the date, then confirm.",
)
_ABSENT_FORCE = Term(
    "La forza risulta presente qui ma non fra le forze presenti: correggere una delle due voci.",
    "The force is present here but not among the forces present: correct one of the two.",
)
_NOBODY = Term(
    "La riunione si è tenuta ma non risulta presente alcuna forza: indicare le forze presenti.",
    "The meeting was held but no force is recorded as present: give the forces present.",
)


def meeting_problems(meeting: Meeting, today: date) -> Iterator[Problem]:
    """The rules over the answers of a meeting together."""
    held_on = meeting.held_on
    if held_on is not None and held_on > today and any(item.decisions for item in meeting.agenda):
        yield Problem("held_on", "planned", _PLANNED, warning=True)
    if held_on is not None and held_on <= today and _was_minuted(meeting) and not (meeting.forces or present(meeting)):
        yield Problem("forces", "nobody", _NOBODY)
    yield from _attendance(meeting.attendance, meeting.forces)
    yield from _positions(meeting.agenda)
    yield from outcome_rules(meeting)
    if held_on is not None and held_on <= today:
        yield from decision_rules(meeting)
    for index, item in enumerate(meeting.agenda):
        for number, decision in enumerate(item.decisions):
            path = f"agenda[{index}].decisions[{number}]"
            yield from _closing(decision, held_on, path)
            yield from _due(decision, (held_on, today), path)
            yield from _actions(decision.actions, held_on, path)


def _was_minuted(meeting: Meeting) -> bool:
    """Whether something was said: an agenda alone can be opened before anybody is there."""
    return bool(meeting.minutes) or any(item.decisions for item in meeting.agenda)


def _attendance(rows: tuple[Attendance, ...], forces: tuple[str, ...]) -> Iterator[Problem]:
    for index, row in enumerate(rows):
        if row.attendance in ("P", "D") and row.force and row.force not in forces:
            yield Problem(f"attendance[{index}].force", "absent_force", _ABSENT_FORCE, warning=True)


def _positions(agenda: tuple[AgendaItem, ...]) -> Iterator[Problem]:
    seen: set[int] = set()
    for index, item in enumerate(agenda):
        if item.position in seen:
            yield Problem(f"agenda[{index}].position", "repeated", _REPEATED_POSITION)
        if item.position is not None:
            seen.add(item.position)


def _closing(decision: Decision, held_on: date | None, path: str) -> Iterator[Problem]:
    if decision.closed_on and held_on and decision.closed_on < held_on:
        yield Problem(f"{path}.closed_on", "closed_before_meeting", _CLOSED_BEFORE_MEETING)
    if decision.status == VERIFIED and not decision.outcome:
        yield Problem(f"{path}.outcome", "verified_without_outcome", _VERIFIED_WITHOUT_OUTCOME)
    if decision.status in OPEN and decision.closed_on:
        yield Problem(f"{path}.status", "closed_still_open", _CLOSED_STILL_OPEN)
    if decision.status in CLOSED and not decision.closed_on:
        yield Problem(f"{path}.closed_on", "closed_without_date", _CLOSED_WITHOUT_DATE, warning=True)


def _due(decision: Decision, days: tuple[date | None, date], path: str) -> Iterator[Problem]:
    held_on, today = days
    yield from _due_after_meeting(decision, held_on, path)
    if decision.status == OVERDUE and (decision.due_on is None or decision.due_on >= today):
        yield Problem(f"{path}.status", "not_overdue", _NOT_OVERDUE)
    if decision.status in ("AP", "CO") and decision.due_on and decision.due_on < today:
        yield Problem(f"{path}.status", "past_due", _PAST_DUE, warning=True)


def _due_after_meeting(row: Decision | ActionItem, held_on: date | None, path: str) -> Iterator[Problem]:
    if row.due_on and held_on and row.due_on < held_on:
        yield Problem(f"{path}.due_on", "due_before_meeting", _DUE_BEFORE_MEETING, warning=True)


def _actions(actions: tuple[ActionItem, ...], held_on: date | None, path: str) -> Iterator[Problem]:
    for index, action in enumerate(actions):
        yield from _due_after_meeting(action, held_on, f"{path}.actions[{index}]")
