"""The records of one entity as a member may have them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Generic

from observatory.authorisation.refusals import NOT_THERE, OTHER_FORCE, refusal, sealed_refusal
from observatory.authorisation.rules import FORCE, READING, WRITING, Reach, Right, acting_role, is_withheld, reach
from observatory.errors import NotAllowed, NotFound
from observatory.fields import Entity
from observatory.ports import R, Records, Revision, Stamp
from observatory.security.members import Member
from observatory.security.roles import COMPARTMENT_OF
from observatory.selection import Selection


class GuardedRecords(Generic[R]):
    """`observatory.ports.Records` that raises `NotAllowed` for what the member's roles do not let do.

    To whoever is bound to their own force, other forces' records do not exist: selections pass over them and asking
    for one by its id raises `NotFound`.
    """

    def __init__(self, below: Records[R], entity: Entity, member: Member) -> None:
        self._below: Records[R] = below
        self._entity = entity
        self._member = member
        self._reading, self._writing = READING[entity.name], WRITING[entity.name]

    def get(self, record_id: str) -> R:
        self._check_there(record_id, self._reading)
        return self._below.get(record_id)

    def add(self, record: R, stamp: Stamp) -> R:
        self._require(self._writing)
        return self._below.add(*self._checked_new(record, stamp))

    def add_many(self, records: Iterable[tuple[R, Stamp]]) -> int:
        self._require(self._writing)
        return self._below.add_many(self._checked_new(record, stamp) for record, stamp in records)

    def add_histories(self, histories: Iterable[tuple[tuple[R, Stamp], ...]]) -> int:
        self._require(self._writing)
        return self._below.add_histories(
            tuple(self._checked_new(record, stamp) for record, stamp in history) for history in histories
        )

    def replace(self, record: R, stamp: Stamp) -> R:
        self._check_there(record.id, self._writing)
        self._check_force(record)
        if self._sealed_texts(record) and self._sealed_texts(record) != self._sealed_texts(self._below.get(record.id)):
            raise NotAllowed(sealed_refusal(COMPARTMENT_OF[self._entity.name]))
        return self._below.replace(record, self._stamped(stamp))

    def select(self, selection: Selection) -> tuple[R, ...]:
        return self._below.select(self._narrowed(selection))

    def count(self, selection: Selection) -> int:
        return self._below.count(self._narrowed(selection))

    def tally(self, field: str, selection: Selection) -> Mapping[str | None, int]:
        return self._below.tally(field, self._narrowed(selection))

    def history(self, record_id: str) -> tuple[Revision[R], ...]:
        self._check_there(record_id, self._reading)
        return self._below.history(record_id)

    def as_of(self, day: date) -> Iterator[R]:
        self._require_whole()
        return self._below.as_of(day)

    def first_known(self, until: date) -> Mapping[str, date]:
        self._require_whole()
        return self._below.first_known(until)

    def revisions(self, after: date, until: date) -> Iterator[Revision[R]]:
        self._require_whole()
        return self._below.revisions(after, until)

    def _require(self, right: Right) -> Reach:
        how_far = reach(self._member, right)
        if how_far is Reach.NOTHING:
            raise NotAllowed(refusal(right.permissions))
        return how_far

    def _require_whole(self) -> None:
        if self._require(self._reading) is not Reach.EVERYTHING:
            raise NotAllowed(refusal(self._reading.to_whole))

    def _narrowed(self, selection: Selection) -> Selection:
        if self._require(self._reading) is Reach.EVERYTHING:
            return selection
        return replace(selection, where=(*selection.where, (FORCE, frozenset({self._member.force}))))

    def _check_there(self, record_id: str, right: Right) -> None:
        """Counted, not read: who may not read a narrative must not leave the trace of having read it."""
        if self._require(right) is Reach.EVERYTHING:
            return
        own = (("id", frozenset({record_id})), (FORCE, frozenset({self._member.force})))
        if not self._below.count(Selection(where=own)):
            raise NotFound(NOT_THERE)

    def _checked_new(self, record: R, stamp: Stamp) -> tuple[R, Stamp]:
        self._check_force(record)
        if self._sealed_texts(record):
            raise NotAllowed(sealed_refusal(COMPARTMENT_OF[self._entity.name]))
        return record, self._stamped(stamp)

    def _check_force(self, record: R) -> None:
        own = reach(self._member, self._writing) is Reach.OWN_FORCE
        if own and getattr(record, FORCE) != self._member.force:
            raise NotAllowed(OTHER_FORCE)

    def _sealed_texts(self, record: R) -> dict[str, str]:
        """The texts of the record under keys that the member does not hold."""
        sealed = (f.name for f in self._entity.sealed_fields if is_withheld(self._member, self._entity, f))
        return {name: text for name in sealed if (text := getattr(record, name))}

    def _stamped(self, stamp: Stamp) -> Stamp:
        """Nobody claims a role: it is that in which the member may write."""
        return replace(stamp, role=acting_role(self._member, self._entity))
