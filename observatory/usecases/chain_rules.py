"""What recording a recommendation or a shared instrument adds, and asks of the meetings that the store holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from observatory.errors import NotAllowed, Problem
from observatory.meetings.meeting import Meeting
from observatory.meetings.quorum import SETTING, quorum_from
from observatory.ports import UnitOfWork
from observatory.procedures.fields import PROCEDURE
from observatory.procedures.procedure import Procedure
from observatory.procedures.versions import succeeded
from observatory.recommendations import course
from observatory.recommendations.clocks import DRAFT
from observatory.recommendations.fields import RECOMMENDATION
from observatory.recommendations.guards import SENTENCES, Guard
from observatory.recommendations.lifecycle import NOT_SENT
from observatory.recommendations.recommendation import Recommendation
from observatory.selection import EVERYTHING
from observatory.signals.fields import SIGNAL
from observatory.terms import Term
from observatory.usecases.decisions import decisions, decisions_named


def completed(unit: UnitOfWork, record: Any) -> Any:  # noqa: ANN401 - a record of any entity
    """The record with what follows from it.

    Of an issued recommendation its code, of each addressee where it stands, of an instrument the end of a version
    replaced, of a new meeting the quorum.
    """
    if isinstance(record, Meeting):
        return record if record.version or record.quorum else replace(record, quorum=office_quorum(unit))
    if isinstance(record, Procedure):
        return succeeded(record) if _is_readable(record) else record
    return _course_told(unit, record) if isinstance(record, Recommendation) else record


def _course_told(unit: UnitOfWork, record: Recommendation) -> Recommendation:
    """With the state of whoever was addressed just now, which no form asks for, and a code once it is issued."""
    if any(each.state is None for each in record.responses):
        told = (each if each.state else replace(each, state=NOT_SENT) for each in record.responses)
        record = replace(record, responses=tuple(told))
    if record.code or record.status in (None, DRAFT):
        return record
    return replace(record, code=free_code(unit, record.issued_on)) if isinstance(record.issued_on, date) else record


def office_quorum(unit: UnitOfWork) -> int:
    """How many of the four forces make a quorum, by the office's setting."""
    return quorum_from(unit.settings.get(SETTING))


def free_code(unit: UnitOfWork, day: date) -> str:
    """The next code of that year; within one transaction nobody else takes it."""
    return course.next_code(day, (each.code for each in unit.recommendations.select(EVERYTHING)))


def decision_problems(unit: UnitOfWork, record: object) -> tuple[Problem, ...]:
    """The steps of a recommendation that name a decision of no recorded meeting; those recorded before stay."""
    if not isinstance(record, Recommendation):
        return ()
    before = unit.recommendations.get(record.id) if record.version else Recommendation(id=record.id)
    known = {ident for _, ident in _decided(before)}
    fresh = [(path, ident) for path, ident in _decided(record) if ident not in known]
    taken = {each.decision.id for each in decisions(unit, date.max)} if fresh else set()
    guard = Guard.UNKNOWN_DECISION
    return tuple(Problem(path, guard, SENTENCES[guard]) for path, ident in fresh if ident not in taken)


def kept_decision_problems(unit: UnitOfWork, before: object, after: object) -> tuple[Problem, ...]:
    """Of a meeting: that a decision would be gone on which something rests that was issued, adopted or concluded."""
    if not isinstance(before, Meeting) or not isinstance(after, Meeting) or before.version != after.version:
        return ()  # an older version is for the store to refuse: it says what changed meanwhile
    gone = _decision_ids(before) - _decision_ids(after)
    is_named = bool(gone) and any(gone & named for named in _named_elsewhere(unit))
    return (Problem("agenda", "decision_in_use", _IN_USE),) if is_named else ()


def _decision_ids(meeting: Meeting) -> set[str]:
    return {decision.id for item in meeting.agenda for decision in item.decisions}


def _named_elsewhere(unit: UnitOfWork) -> Iterator[set[str]]:
    """The decisions that each record of another kind names, of those kinds that the member may read."""
    for entity in (RECOMMENDATION, PROCEDURE, SIGNAL):
        try:
            every = unit.records(entity.name).select(EVERYTHING)
        except NotAllowed:
            continue
        yield from (set(decisions_named(entity, each)) for each in every)


def _decided(recommendation: Recommendation) -> Iterator[tuple[str, str]]:
    """Where a decision is named, with its id."""
    if recommendation.decision_id:
        yield "decision_id", recommendation.decision_id
    for index, response in enumerate(recommendation.responses):
        for place, step in enumerate(response.steps):
            if step.decision_id:
                yield f"responses[{index}].steps[{place}].decision_id", step.decision_id


def _is_readable(procedure: Procedure) -> bool:
    """Whether every date can be read: what was typed and is none waits to be corrected."""
    days = (day for version in procedure.versions for day in (version.valid_from, version.valid_to))
    return all(day is None or isinstance(day, date) for day in days)


_IN_USE = Term(
    "Una decisione che così non vi sarebbe più ha già un seguito: una raccomandazione, un documento condiviso o un "
    "segnale la indica. Lasciarla, e correggerne il testo se serve.",
    "A decision that would be gone has been acted on: a recommendation, a shared instrument or a signal names it. "
    "Leave it, and correct its text if need be.",
)
