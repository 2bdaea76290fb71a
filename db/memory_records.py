"""The records of one entity in memory: the meaning of `observatory.ports.Records` in plain Python."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date
from typing import TYPE_CHECKING, Any, Generic

from db.history import changed, kept, without_narratives
from db.sentences import NO_SUCH_RECORD
from observatory.errors import NotFound, StaleVersion
from observatory.fields import Entity, Kind
from observatory.ports import R, Revision, Stamp
from observatory.selection import TIME_FIELD, Selection, matches

if TYPE_CHECKING:
    from db.memory import MemoryUnit


class MemoryRecords(Generic[R]):
    """`observatory.ports.Records` for the entity."""

    def __init__(self, unit: "MemoryUnit", entity: Entity) -> None:
        self._unit = unit
        self._entity = entity

    def get(self, record_id: str) -> R:
        found: R | None = self._current.get(record_id)
        if found is None:
            raise NotFound(NO_SUCH_RECORD)
        return found

    def add(self, record: R, stamp: Stamp) -> R:
        self.add_many([(record, stamp)])
        return self.get(record.id)

    def add_many(self, records: Iterable[tuple[R, Stamp]]) -> int:
        return self.add_histories((pair,) for pair in records)

    def add_histories(self, histories: Iterable[tuple[tuple[R, Stamp], ...]]) -> int:
        given = [history for history in histories if history]
        ids = [history[0][0].id for history in given]
        if len(set(ids)) < len(ids) or not self._unit.writing().records[self._entity.name].keys().isdisjoint(ids):
            raise StaleVersion
        for history in given:
            before: R | None = None
            for version, (record, stamp) in enumerate(history, start=1):
                before = self._record(before, kept(self._entity, record, version), stamp)
        return len(given)

    def replace(self, record: R, stamp: Stamp) -> R:
        self._unit.writing()
        before = self.get(record.id)
        if before.version != record.version:
            raise StaleVersion
        return self._record(before, kept(self._entity, record, record.version + 1), stamp)

    def select(self, selection: Selection) -> tuple[R, ...]:
        name, at = selection.order_by or TIME_FIELD[self._entity.name], self._place(selection)
        placed = [(at(getattr(record, name), record.id), record) for record in self._chosen(selection)]
        placed.sort(key=lambda each: each[0], reverse=selection.descending)
        if selection.after is not None:
            here = at(*selection.after)
            follow = [record for there, record in placed if (there < here if selection.descending else there > here)]
            return tuple(follow[: selection.limit or None])
        end = selection.offset + selection.limit if selection.limit else None
        return tuple(record for _, record in placed[selection.offset : end])

    def count(self, selection: Selection) -> int:
        return len(self._chosen(selection))

    def tally(self, field: str, selection: Selection) -> Mapping[str | None, int]:
        counted: dict[str | None, int] = {}
        for record in self._chosen(selection):
            value = getattr(record, field)
            several = value or (None,) if isinstance(value, tuple) else (value,)
            for code in several:
                told = None if code is None else str(code)
                counted[told] = counted.get(told, 0) + 1
        return counted

    def history(self, record_id: str) -> tuple[Revision[R], ...]:
        return tuple(revision for revision in self._revisions if revision.record.id == record_id)

    def as_of(self, day: date) -> Iterator[R]:
        last: dict[str, R] = {}
        for revision in self._revisions:
            if revision.stamp.as_of <= day:
                last[revision.record.id] = revision.record
        return iter([without_narratives(self._entity, last[record_id]) for record_id in sorted(last)])

    def first_known(self, until: date) -> Mapping[str, date]:
        first: dict[str, date] = {}
        for revision in self._revisions:
            if revision.stamp.as_of <= until:
                name = revision.record.id
                first[name] = min(revision.stamp.as_of, first.get(name, until))
        return first

    def revisions(self, after: date, until: date) -> Iterator[Revision[R]]:
        between = [revision for revision in self._revisions if after < revision.stamp.as_of <= until]
        between.sort(key=lambda revision: revision.stamp.as_of)
        return iter([replace(r, record=without_narratives(self._entity, r.record)) for r in between])

    @property
    def _current(self) -> dict[str, Any]:
        return self._unit.reading().records[self._entity.name]

    @property
    def _revisions(self) -> list[Revision[R]]:
        return self._unit.reading().revisions[self._entity.name]

    def _chosen(self, selection: Selection) -> list[R]:
        return [record for record in self._current.values() if matches(self._entity.name, record, selection)]

    def _place(self, selection: Selection) -> Callable[[Any, str], tuple[bool, Any, str]]:
        """Where a value and an id stand: empty ones last either way, then the value as it is stored, then the id."""
        name = selection.order_by or TIME_FIELD[self._entity.name]
        is_several = name != "id" and self._entity[name].kind is Kind.CODES

        def at(value: Any, record_id: str) -> tuple[bool, Any, str]:  # noqa: ANN401 - by kind
            told = (" ".join(value or ()) or None) if is_several else value
            return ((told is None) != selection.descending, "" if told is None else told, record_id)

        return at

    def _record(self, before: R | None, after: R, stamp: Stamp) -> R:
        contents = self._unit.writing()
        contents.records[self._entity.name][after.id] = after
        known = replace(stamp, recorded_at=stamp.recorded_at.astimezone(UTC))
        contents.revisions[self._entity.name].append(Revision(known, after.version, changed(before, after), after))
        return after
