"""The decisions of recorded meetings: found by their id, named in words, offered to choose from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from observatory.errors import NotAllowed
from observatory.fields import Entity
from observatory.meetings.meeting import Decision, Meeting
from observatory.meetings.quorum import is_valid
from observatory.ports import UnitOfWork
from observatory.recommendations.course import Origin
from observatory.recommendations.guards import Guard, StepRefused
from observatory.selection import EVERYTHING
from observatory.terms import Term

_WORDS = Term("riunione n. {number} del {day}: {text}", "meeting no. {number} of {day}: {text}")
_RESERVED = Term("decisione di una riunione", "a meeting’s decision")
_LONGEST = 90
_DECISION = "decision_id"


@dataclass(frozen=True, slots=True)
class Taken:
    """A decision and the meeting that took it."""

    meeting: Meeting
    decision: Decision

    @property
    def words(self) -> Term:
        """Number and day of the meeting, and what it decided, shortened."""
        text = self.decision.text or ""
        short = text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
        day = f"{self.meeting.held_on:%d/%m/%Y}" if self.meeting.held_on else "–"
        return _WORDS.with_values(number=self.meeting.number or "–", day=day, text=short)


def decisions(unit: UnitOfWork, until: date) -> tuple[Taken, ...]:
    """The valid decisions of the meetings held by that day, the newest meeting first; raises `NotAllowed`.

    What was agreed without quorum is none until a meeting with quorum decides the same.
    """
    return tuple(taken for taken in _every(unit, until) if is_valid(taken.decision))


def _every(unit: UnitOfWork, until: date) -> tuple[Taken, ...]:
    held = (each for each in unit.meetings.select(EVERYTHING) if each.held_on and each.held_on <= until)
    newest = sorted(held, key=lambda each: (each.held_on or date.min, each.number or 0), reverse=True)
    return tuple(taken for meeting in newest for taken in _of(meeting))


def origin(unit: UnitOfWork, decision_id: str, until: date) -> Origin:
    """Where something that was decided comes from; raises `StepRefused` for no decision of a recorded meeting."""
    for taken in decisions(unit, until):
        if taken.decision.id == decision_id and taken.meeting.held_on:
            return Origin(decision_id, taken.meeting.id, taken.meeting.held_on)
    raise StepRefused(Guard.UNKNOWN_DECISION)


def decision_words(unit: UnitOfWork, ids: Iterable[str]) -> Mapping[str, Term]:
    """Each decision in words; whoever may not read meetings is told no more than that there is one."""
    wanted = set(ids)
    try:
        told = {t.decision.id: t.words for t in _every(unit, date.max)} if wanted else {}
    except NotAllowed:
        told = {}
    return {ident: told.get(ident, _RESERVED) for ident in wanted}


def decisions_named(entity: Entity, record: Any) -> Iterator[str]:  # noqa: ANN401 - any record or child record
    """The ids of the decisions that a record and its child records name."""
    if any(field.name == _DECISION for field in entity.fields) and (ident := getattr(record, _DECISION)):
        yield ident
    for name, child in entity.children.items():
        for row in getattr(record, name):
            yield from decisions_named(child, row)


def _of(meeting: Meeting) -> Iterator[Taken]:
    for item in meeting.agenda:
        yield from (Taken(meeting, decision) for decision in item.decisions)
