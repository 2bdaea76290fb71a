"""Recording a case, an intervention, a meeting or a strength: new ones and changed ones, checked first."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from uuid import uuid4

from observatory.cases.case import Case
from observatory.cases.duplicates import duplicate_key, duplicate_selection
from observatory.codelists import codelist
from observatory.errors import Problem, Refused
from observatory.evaluation.indicator import Indicator
from observatory.evaluation.validation import definition_problems
from observatory.fields import Entity, Kind
from observatory.ports import Clock, Stamp, UnitOfWork
from observatory.selection import Selection
from observatory.terms import Term
from observatory.usecases.chain_rules import completed, decision_problems, kept_decision_problems
from observatory.usecases.drafts import draft_key
from observatory.usecases.link_rules import decided_with, link_problems
from observatory.validation import problems

NEW, UPDATE, OUTCOME_OF_INQUIRY, RECLASSIFICATION = "N", "A", "E", "R"
"""Codes of the list `change_reason`."""

_DEFAULTS: dict[str, dict[str, Any]] = {
    "case": {"precision": "M", "status": "SO"},
    "intervention": {"outcome": "IC"},
    "meeting": {"kind": "OR"},
    "strength": {"status": "PROV"},
    "case_link": {"status": "AT"},
    "recommendation": {"status": "BO", "priority": "M"},
    "procedure": {"status": "BO"},
    "indicator": {},
    "signal": {"outcome": "NE"},
}
_TODAY_IS = {
    "case": "status_date",
    "meeting": "held_on",
    "strength": "vintage",
    "case_link": "decided_on",
    "indicator": "fixed_on",
    "signal": "as_of",
}
_DUPLICATES = Term(
    "{n} altri casi hanno gli stessi forza, mese, sesso, età, categoria di ruolo, ripartizione e metodo: "
    "verificare che "
    "l’evento non sia già registrato, poi confermare o indicare lo stato «Duplicato».",
    "{n} other cases have the same force, month, sex, age, rank category, macro-region and method: check that the "
    "event "
    "is not recorded already, then confirm or give it the status “Duplicate”.",
)
_ONE_DUPLICATE = Term(
    "Un altro caso ha gli stessi forza, mese, sesso, età, categoria di ruolo, ripartizione e metodo: verificare che "
    "l’evento non sia già registrato, poi confermare o indicare lo stato «Duplicato».",
    "Another case has the same force, month, sex, age, rank category, macro-region and method: check that the event "
    "is not recorded already, then confirm or give it the status “Duplicate”.",
)
_NO_SUCH_RECORD = Term(
    "La scheda collegata non è in questo archivio: sceglierla di nuovo o lasciare vuoto.",
    "The related record is not in this store: choose it again or leave it empty.",
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What recording changed: the record as it now stands and the names of the attributes that differ.

    `changed` is empty when nothing differed; then no version was written.
    """

    entity: str
    record: Any
    changed: tuple[str, ...]


def change_from(entity: Entity, before: object, after: Any) -> Changes:  # noqa: ANN401 - the entity's dataclass
    """What an act of another use case than recording changed."""
    return Changes(entity.name, after, changed_attributes(entity, before, after))


def new_record(entity: Entity, clock: Clock) -> Any:  # noqa: ANN401 - the entity's dataclass
    """An empty record with a random id, version 0 and the usual first answers (today, month precision, suspected)."""
    values = dict(_DEFAULTS[entity.name])
    if entity.name in _TODAY_IS:
        values[_TODAY_IS[entity.name]] = today(clock)
    return entity.type(id=str(uuid4()), **values)


def new_child(entity: Entity) -> Any:  # noqa: ANN401 - the entity's dataclass
    """An empty child record (a circumstance, a source, a decision …) with a random id."""
    return entity.type(id=str(uuid4()))


def today(clock: Clock) -> date:
    """The day on the office's calendar: after midnight in Rome it is not the day of UTC."""
    return clock().astimezone().date()


def stamped(clock: Clock, role: str, reason: str = "") -> Stamp:
    """A stamp of now, known from today; an empty reason is deduced from the change when it is recorded."""
    return Stamp(today(clock), clock(), role, reason)


def record_problems(unit: UnitOfWork, entity: Entity, record: Any, stamp: Stamp) -> tuple[Problem, ...]:  # noqa: ANN401
    """Everything wrong with the record on the day it counts as known, rules across records included. Writes nothing.

    It is judged as it would be recorded, with what the office's rules complete.
    """
    record = completed(unit, record)
    return (
        *problems(entity, record, today=stamp.as_of),
        *_dangling_references(unit, entity, record),
        *_duplicates(unit, record),
        *link_problems(unit, record),
        *decision_problems(unit, record),
        *_redefinition(unit, record, stamp.as_of),
    )


def record(
    unit: UnitOfWork,
    entity: Entity,
    record: Any,  # noqa: ANN401 - the entity's dataclass
    stamp: Stamp,
    *,
    confirmed_warnings: bool = False,
) -> Changes:
    """Check, write as a new version, discard the draft, commit.

    Raises `Refused` with every problem when one of them is not a warning, or when warnings were not confirmed;
    `StaleVersion` when somebody recorded the record meanwhile; `NotFound` when it is gone. Nothing is written then.
    """
    before = unit.records(entity.name).get(record.id) if record.version else None
    record = completed(unit, record)
    changed = changed_attributes(entity, before, record)
    found = record_problems(unit, entity, record, stamp) if changed else ()
    found = (*found, *kept_decision_problems(unit, before, record))
    if any(not problem.warning for problem in found) or (found and not confirmed_warnings):
        raise Refused(found)
    kept = _written(unit, entity, (before, record), _reasoned(stamp, before, changed)) if changed else before
    unit.drafts.discard(draft_key(entity, record.id))
    unit.commit()
    return Changes(entity.name, kept, changed)


def changed_attributes(entity: Entity, before: object | None, after: object) -> tuple[str, ...]:
    """The attributes that differ, in the form's order; those that are answered when there is no earlier record."""
    earlier = before if before is not None else entity.type(id="")
    names = (field.name for field in fields(entity.type) if field.name not in ("id", "version"))
    return tuple(name for name in names if getattr(earlier, name) != getattr(after, name))


def _written(unit: UnitOfWork, entity: Entity, versions: tuple[Any, Any], stamp: Stamp) -> Any:  # noqa: ANN401
    before, after = versions
    records = unit.records(entity.name)
    return records.add(after, stamp) if before is None else records.replace(after, stamp)


def _reasoned(stamp: Stamp, before: object | None, changed: tuple[str, ...]) -> Stamp:
    if stamp.reason in codelist("change_reason"):
        return stamp
    if before is None:
        return replace(stamp, reason=NEW)
    if "event_type" in changed:
        return replace(stamp, reason=RECLASSIFICATION)
    return replace(stamp, reason=OUTCOME_OF_INQUIRY if isinstance(before, Case) and "status" in changed else UPDATE)


def _dangling_references(unit: UnitOfWork, entity: Entity, record: Any) -> tuple[Problem, ...]:  # noqa: ANN401
    """A reference that was there stays, though whoever changes the rest may not be let see where it leads."""
    asked = {f.name: getattr(record, f.name) for f in entity.fields if f.kind is Kind.REFERENCE}
    before = unit.records(entity.name).get(record.id) if any(asked.values()) and record.version else None
    fresh = {name: told for name, told in asked.items() if before is None or getattr(before, name) != told}
    return tuple(
        Problem(name, "no_such_record", _NO_SUCH_RECORD)
        for name, told in fresh.items()
        if not _exists(unit, entity[name].entity, told)
    )


def _redefinition(unit: UnitOfWork, record: object, today: date) -> tuple[Problem, ...]:
    """Of an indicator: what was changed of its definition after go-live."""
    if not isinstance(record, Indicator) or not record.version:
        return ()
    return tuple(definition_problems(unit.indicators.get(record.id), record, today))


def _exists(unit: UnitOfWork, entity: str, record_id: str | None) -> bool:
    """Counted, not read: naming a record leaves no trace of having read it."""
    return record_id is None or bool(unit.records(entity).count(Selection(where=(("id", frozenset({record_id})),))))


def _duplicates(unit: UnitOfWork, record: object) -> tuple[Problem, ...]:
    """Rule V7: how many other cases could be the same event; asked once, not again while the case stays as it was.

    Cases about which somebody decided are not asked about again.
    """
    if not isinstance(record, Case):
        return ()
    selection = duplicate_selection(record)
    if selection is None or (record.version and duplicate_key(unit.cases.get(record.id)) == duplicate_key(record)):
        return ()
    decided = decided_with(unit, record.id)
    others = sum(other.id != record.id and other.id not in decided for other in unit.cases.select(selection))
    message = _ONE_DUPLICATE if others == 1 else _DUPLICATES.with_values(n=others)
    return (Problem("event_type", "V7", message, warning=True),) if others else ()
