"""What recording a recommendation or a shared instrument adds, and asks of the meetings that the store holds."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from observatory.errors import Problem
from observatory.meetings.meeting import Meeting
from observatory.meetings.quorum import SETTING, quorum_from
from observatory.ports import UnitOfWork
from observatory.procedures.procedure import Procedure
from observatory.procedures.versions import succeeded
from observatory.recommendations import course
from observatory.recommendations.clocks import DRAFT
from observatory.recommendations.guards import SENTENCES, Guard
from observatory.recommendations.lifecycle import NOT_SENT
from observatory.recommendations.recommendation import Recommendation
from observatory.selection import EVERYTHING
from observatory.usecases.decisions import decisions


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
