"""Adopting a version of a shared instrument by a meeting’s decision; the version before it ends."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from observatory.errors import WrongUse
from observatory.ports import Stamp, Store, UnitOfWork
from observatory.procedures.fields import PROCEDURE
from observatory.procedures.procedure import Procedure, ProcedureVersion
from observatory.procedures.versions import adopted, next_number
from observatory.selection import EVERYTHING
from observatory.terms import Term
from observatory.usecases.decisions import origin
from observatory.usecases.record import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What is adopted: a version by its number, or the next one; valid from the meeting’s day unless said."""

    decision_id: str
    number: int | None = None
    valid_from: date | None = None
    summary: str | None = None
    reference: str | None = None


def adopt(store: Store, procedure_id: str, adoption: Adoption, stamp: Stamp) -> Procedure:
    """Adopt a version; raises `StepRefused` for no recorded decision, `Refused`, `NotAllowed`, `NotFound`."""
    with store.begin() as unit:
        before = unit.procedures.get(procedure_id)
        found = origin(unit, adoption.decision_id, stamp.as_of)
        version = _version(before, adoption)
        decided = replace(
            version,
            adopted_on=found.day,
            valid_from=adoption.valid_from or version.valid_from or found.day,
            decision_id=adoption.decision_id,
        )
        kept: Procedure = record(unit, PROCEDURE, adopted(before, decided), stamp, confirmed_warnings=True).record
        return kept


def procedure_found(unit: UnitOfWork, name: str) -> Procedure:
    """The shared instrument whose id begins so, or with these words in its title; raises `WrongUse` otherwise."""
    every = unit.procedures.select(EVERYTHING)
    found = [
        each for each in every if name and (each.id.startswith(name) or name.lower() in (each.title or "").lower())
    ]
    if len(found) != 1:
        raise WrongUse(_WHICH)
    return found[0]


def _version(procedure: Procedure, adoption: Adoption) -> ProcedureVersion:
    number = adoption.number or next_number(procedure)
    waiting = next((each for each in procedure.versions if each.number == number), None)
    if waiting is not None and waiting.decision_id:
        raise WrongUse(_ADOPTED_ALREADY)
    version = waiting or ProcedureVersion(id=str(uuid4()), number=number)
    summary, reference = adoption.summary or version.summary, adoption.reference or version.reference
    return replace(version, summary=summary, reference=reference)


_WHICH = Term(
    "Nessun documento condiviso, o più d’uno, ha questo identificativo o queste parole nel titolo: indicarne di più. "
    "Nulla è stato modificato.",
    "No shared instrument, or several, have this id or these words in their title: give more. Nothing was changed.",
)
_ADOPTED_ALREADY = Term(
    "Questa versione è già stata adottata: indicare un altro numero. Nulla è stato modificato.",
    "This version was adopted already: give another number. Nothing was changed.",
)
