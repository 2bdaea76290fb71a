"""Undoing what one recorded oneself, and redoing it: always a further version, never a lost one.

What was undone stays in the history. A record that was new is not deleted either: it is set aside, by the answer that
its entity has for that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from observatory.entities import BY_NAME
from observatory.errors import NotFound, ObservatoryError, Problem, Refused
from observatory.fields import Entity
from observatory.ports import Stamp, UnitOfWork
from observatory.terms import Term
from observatory.usecases.chain_rules import kept_decision_problems
from observatory.usecases.desk_acts import Act, why_it_is_over, why_it_stays
from observatory.usecases.record import Changes, changed_attributes, record_problems

UNDONE = "U"
"""Code of the list `change_reason`."""

_BEGINNING = 0
"""The version before the first: there was no record."""

_SET_ASIDE: Mapping[str, tuple[str, str, str]] = {
    "case": ("status", "ES", "status_date"),
    "intervention": ("outcome", "NP", ""),
}
"""Of an entity: the field and the code that set a record aside, and the field that then says today."""


class NotUndone(ObservatoryError):
    """The change cannot be taken back; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change: the version that stands because of it, and the one that stood before.

    `act` says what was done, where that was more than recording; `record` is what it led to, to name it by.
    """

    entity: str
    record_id: str
    stands: int
    before: int
    act: Act | None = None
    record: Any = field(default=None, compare=False, repr=False)

    @property
    def stays(self) -> Term | None:
        """Why it cannot be taken back, as far as that is known beforehand."""
        if self.act is not None and self.act.stays is not None:
            return self.act.stays
        if self.before == _BEGINNING and self.entity not in _SET_ASIDE:
            return _IS_NEW
        return why_it_is_over(self.record)


@dataclass(frozen=True, slots=True)
class Trail:
    """What a member recorded since the store was opened, the latest last, and what of it was undone."""

    done: tuple[Step, ...] = ()
    undone: tuple[Step, ...] = ()

    def noted(self, changes: Changes, act: Act | None = None) -> "Trail":
        """The trail after a recording; what had been undone can no longer be redone."""
        if not changes.changed:
            return self
        record = changes.record
        return Trail((*self.done, Step(changes.entity, record.id, record.version, record.version - 1, act, record)))

    def after_undo(self, version: int) -> "Trail":
        """The trail once its latest step was taken back by writing that version."""
        step = self.done[-1]
        back = replace(step, stands=version, before=step.stands)
        return Trail(_moved(self.done[:-1], step, version), (*_moved(self.undone, step, version), back))

    def after_redo(self, version: int) -> "Trail":
        """The trail once the step undone last was done again by writing that version."""
        step = self.undone[-1]
        again = replace(step, stands=version, before=step.stands)
        return Trail((*_moved(self.done, step, version), again), _moved(self.undone[:-1], step, version))

    def without(self, step: Step) -> "Trail":
        """The trail without anything about the step's record: somebody else went on from there."""
        return Trail(_of_others(self.done, step), _of_others(self.undone, step))


def take_back(unit: UnitOfWork, step: Step, stamp: Stamp) -> Changes:
    """Write what stood before the step as a new version and commit; a draft of the record is left alone.

    Raises `NotUndone` when the record was changed since, cannot be set aside, or stays by what it became (issued,
    adopted, closed, concluded), `Refused` when what stood before is against a rule now, what the course of its minutes
    or responses refuses, `NotFound` and `NotAllowed` as recording does. Nothing is written then.
    """
    entity = BY_NAME[step.entity]
    now = _standing(unit, entity, step)
    earlier = _earlier(unit, entity, step, stamp)
    if (why := why_it_stays(entity, now, earlier)) is not None:
        raise NotUndone(why)
    changed = changed_attributes(entity, now, earlier)
    stamp = replace(stamp, reason=UNDONE)
    wrong = (*_fresh_problems(unit, entity, (now, earlier), stamp), *kept_decision_problems(unit, now, earlier))
    if wrong:
        raise Refused(wrong)
    kept = unit.records(entity.name).replace(earlier, stamp)
    unit.commit()
    return Changes(entity.name, kept, changed)


def _fresh_problems(unit: UnitOfWork, entity: Entity, of: tuple[Any, Any], stamp: Stamp) -> tuple[Problem, ...]:
    """What is against a rule in what stood before and not in what stands: an old fault elsewhere hinders nothing."""
    now, earlier = of
    wrong = tuple(each for each in record_problems(unit, entity, earlier, stamp) if not each.warning)
    known = {(each.field, each.code) for each in record_problems(unit, entity, now, stamp)} if wrong else set()
    return tuple(each for each in wrong if (each.field, each.code) not in known)


def _standing(unit: UnitOfWork, entity: Entity, step: Step) -> Any:  # noqa: ANN401 - the entity's dataclass
    try:
        now = unit.records(entity.name).get(step.record_id)
    except NotFound:
        raise NotUndone(_GONE) from None
    if now.version != step.stands:
        raise NotUndone(_CHANGED_SINCE)
    return now


def _earlier(unit: UnitOfWork, entity: Entity, step: Step, stamp: Stamp) -> Any:  # noqa: ANN401 - as above
    """What stood before, as the successor of what stands."""
    history = {each.version: each.record for each in unit.records(entity.name).history(step.record_id)}
    if step.before != _BEGINNING:
        return replace(history[step.before], version=step.stands)
    if entity.name not in _SET_ASIDE:
        raise NotUndone(_IS_NEW)
    field, code, day = _SET_ASIDE[entity.name]
    aside = {field: code} | ({day: stamp.as_of} if day else {})
    return replace(history[step.stands], **aside)


def _moved(steps: tuple[Step, ...], by: Step, version: int) -> tuple[Step, ...]:
    """The steps after which the restored version stood stand on its copy now."""
    return tuple(replace(s, stands=version) if _is_on(s, by) and s.stands == by.before else s for s in steps)


def _of_others(steps: tuple[Step, ...], step: Step) -> tuple[Step, ...]:
    return tuple(each for each in steps if not _is_on(each, step))


def _is_on(one: Step, other: Step) -> bool:
    return (one.entity, one.record_id) == (other.entity, other.record_id)


_CHANGED_SINCE = Term(
    "La scheda è stata modificata dopo: l’annullamento toglierebbe anche quelle modifiche. Nulla è cambiato; per "
    "correggerla aprirla e registrare ciò che è giusto.",
    "The record was changed afterwards: undoing would take those changes away too. Nothing has changed; to correct "
    "it, open it and record what is right.",
)
_GONE = Term(
    "La scheda non è più in questo archivio: non c’è nulla da annullare.",
    "The record is no longer in this store: there is nothing to undo.",
)
_IS_NEW = Term(
    "Una nuova scheda di questo tipo non si annulla, perché nessuna scheda registrata si elimina: aprirla e "
    "correggerla. Nulla è cambiato.",
    "A new record of this kind cannot be undone, because no recorded one is deleted: open it and correct it. "
    "Nothing has changed.",
)
