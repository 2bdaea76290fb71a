"""Going on from a record named in words: what follows from it already, and beginning another that follows."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from observatory.cases.fields import CASE
from observatory.codelists import codelist
from observatory.errors import WrongUse
from observatory.evaluation.fields import INDICATOR
from observatory.fields import Entity, Field, Kind
from observatory.imports.cells import CellError, own
from observatory.meetings.fields import MEETING
from observatory.ports import Clock, UnitOfWork
from observatory.recommendations.fields import RECOMMENDATION
from observatory.selection import Selection
from observatory.signals.fields import SIGNAL
from observatory.terms import Term, same
from observatory.usecases.advance import found_by
from observatory.usecases.evaluate import evaluation_named
from observatory.usecases.follow import FOLLOWING, following
from observatory.usecases.keep_minutes import meeting_named
from observatory.usecases.watch import signal_named

KINDS = (CASE, MEETING, RECOMMENDATION, INDICATOR, SIGNAL)
"""From records of these kinds one goes on."""
_REFERENCE = {"case": "case_id", "meeting": "meeting_id", "recommendation": "recommendation_id"}
"""By kind of record: the field by which the one that follows names it."""


def named(unit: UnitOfWork, entity: Entity, name: str) -> Any:  # noqa: ANN401 - the entities' dataclasses
    """The record of that code, number, day or beginning of its id; of a case the whole id.

    Raises `WrongUse` for none or several, `NotFound`, `NotAllowed`.
    """
    return _NAMED[entity.name](unit, name)


def already(unit: UnitOfWork, entity: Entity, record_id: str) -> tuple[Any, ...]:
    """The records of the kind that follows which name this one; raises `KeyError` for a kind that nothing follows."""
    condition = (_REFERENCE[entity.name], frozenset({record_id}))
    return unit.records(FOLLOWING[entity.name].name).select(Selection(where=(condition,)))


def begun(entity: Entity, record: Any, answers: Mapping[str, str], clock: Clock) -> Any:  # noqa: ANN401 - as above
    """The record that follows, with these answers besides what the first one tells; raises `WrongUse`.

    Answers are written in the Observatory's own form: codes, yyyy-mm-dd, yyyy-mm, numbers; by the name of the field.
    """
    kind = FOLLOWING[entity.name]
    return replace(
        following(entity, record, clock), **{name: _read(kind, name, told) for name, told in answers.items()}
    )


def _read(kind: Entity, name: str, text: str) -> Any:  # noqa: ANN401 - the values of fields
    if name not in {field.name for field in kind.fields}:
        raise WrongUse(_NO_FIELD.with_values(field=name))
    try:
        return own(text, kind[name])
    except CellError:
        raise WrongUse(_UNREAD.with_values(field=kind[name].label, form=_form(kind[name]))) from None


def _form(field: Field) -> Term:
    """How an answer to the field is written."""
    if field.is_coded:
        return same(", ".join(each.code for each in codelist(field.codelist) if each.code not in field.not_offered))
    return _FORMS.get(field.kind, _NUMBER)


_NAMED: Mapping[str, Callable[[UnitOfWork, str], Any]] = {
    "case": lambda unit, name: unit.cases.get(name),
    "meeting": meeting_named,
    "recommendation": found_by,
    "indicator": lambda unit, name: evaluation_named(unit, name).indicator,
    "signal": signal_named,
}
_NO_FIELD = Term(
    "«{field}» non è un campo della nuova scheda. Nulla è stato registrato.",
    "“{field}” is no field of the new record. Nothing was recorded.",
)
_UNREAD = Term(
    "{field}: la risposta non si legge. Si scrive così: {form}. Nulla è stato registrato.",
    "{field}: the answer cannot be read. Write one of: {form}. Nothing was recorded.",
)
_NUMBER = Term("un numero intero", "a whole number")
_FORMS = {
    Kind.DATE: Term("un giorno come 2026-05-31", "a day such as 2026-05-31"),
    Kind.MONTH: Term("un mese come 2026-05", "a month such as 2026-05"),
}
