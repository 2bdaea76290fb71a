"""Everything wrong with a record, as sentences beside its fields: first each answer, then the answers together."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from observatory.cases.validation import case_problems
from observatory.errors import Problem
from observatory.evaluation.validation import indicator_problems
from observatory.field_rules import field_problems, month_of, readable
from observatory.fields import Entity
from observatory.interventions.validation import intervention_problems
from observatory.links.validation import case_link_problems
from observatory.meetings.validation import meeting_problems
from observatory.periods import Month
from observatory.population.validation import strength_problems
from observatory.procedures.validation import procedure_problems
from observatory.recommendations.validation import recommendation_problems
from observatory.selection import TIME_FIELD
from observatory.signals.validation import signal_problems

RULES: Mapping[str, Callable[[Any, date], Iterator[Problem]]] = {
    "case": case_problems,
    "intervention": intervention_problems,
    "meeting": meeting_problems,
    "strength": strength_problems,
    "case_link": case_link_problems,
    "recommendation": recommendation_problems,
    "procedure": procedure_problems,
    "indicator": indicator_problems,
    "signal": signal_problems,
}
"""The rules of each entity, over answers together; they never meet an unreadable answer, and pass over missing ones."""


def problems(entity: Entity, record: Any, *, today: date) -> tuple[Problem, ...]:  # noqa: ANN401 - any record
    """All problems of a record and its children, in the form's order, impossible ones and warnings alike.

    A problem's field is a path: `icd10`, `circumstances[0].value`, `agenda[1].decisions[0].text`.
    """
    month = month_of(getattr(record, TIME_FIELD[entity.name]))
    single = tuple(_single(entity, record, "", (today, month)))
    refused = {problem.field for problem in single if not problem.warning}
    legible = _legible(entity, record) if refused else record
    together = (p for p in RULES[entity.name](legible, today) if p.field not in refused)
    return tuple(sorted((*single, *together), key=lambda problem: _place(entity, problem)))


def field_messages(found: tuple[Problem, ...], path: str) -> tuple[Problem, ...]:
    """The problems of one field, for the place beside it."""
    return tuple(problem for problem in found if problem.field == path)


def _place(entity: Entity, problem: Problem) -> int:
    """Where the form shows the field: the entity's own fields first, then the children."""
    names = (*(field.name for field in entity.fields), *entity.children)
    return names.index(problem.field.partition("[")[0])


def _legible(entity: Entity, record: Any) -> Any:  # noqa: ANN401 - any record or child record
    """The record without the answers that cannot be read, so that the rules over answers together can be asked."""
    own = {field.name: readable(field, getattr(record, field.name)) for field in entity.fields}
    children = {
        name: tuple(_legible(child, row) for row in getattr(record, name)) for name, child in entity.children.items()
    }
    return replace(record, **own, **children)


def _single(entity: Entity, record: object, path: str, when: tuple[date, Month | None]) -> Iterator[Problem]:
    for field in entity.fields:
        yield from field_problems(field, getattr(record, field.name), path + field.name, *when)
    for name, child in entity.children.items():
        for index, row in enumerate(getattr(record, name)):
            yield from _single(child, row, f"{path}{name}[{index}].", when)
