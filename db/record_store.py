"""The records of one entity in SQL: whole aggregates, optimistic versions, a history that only grows."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date
from typing import TYPE_CHECKING, Any, Generic

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    delete,
    func,
    insert,
    literal_column,
    select,
    update,
)

from db import rows
from db.conditions import conditions, followers, ordered
from db.history import changed, kept
from db.schema import REVISION
from db.sentences import NO_SUCH_RECORD
from db.vintages import Vintages
from observatory.errors import NotFound, StaleVersion
from observatory.fields import Entity, Kind
from observatory.plain import Json, reader, values_of
from observatory.ports import R, Revision, Stamp
from observatory.security.audit.entries import Act, Note
from observatory.selection import Selection

if TYPE_CHECKING:
    from db.unit import SqlUnit

_CHUNK = 500
"""Parents whose children are read at once; SQLite's limit of variables is far above it."""


class RecordStore(Generic[R]):
    """`observatory.ports.Records` for the entity."""

    def __init__(self, unit: "SqlUnit", entity: Entity) -> None:
        self._unit: SqlUnit = unit
        self._entity: Entity = entity
        self._table: Table = rows.table_of(entity)
        self._seal = unit.seals.of(entity.name)
        self._is_blind = bool(entity.sealed_fields) and not self._seal.can_open
        self._restore = reader(entity)
        self._vintages: Vintages[R] = Vintages(unit, entity)

    def get(self, record_id: str) -> R:
        found = self._current(record_id)
        self._note_reading(found)
        return found

    def add(self, record: R, stamp: Stamp) -> R:
        self.add_many([(record, stamp)])
        return self._kept(record, 1)

    def add_many(self, records: Iterable[tuple[R, Stamp]]) -> int:
        return self.add_histories((pair,) for pair in records)

    def add_histories(self, histories: Iterable[tuple[tuple[R, Stamp], ...]]) -> int:
        roots: list[rows.Row] = []
        children: list[tuple[Table, rows.Row]] = []
        revisions: list[rows.Row] = []
        for history in histories:
            before: R | None = None
            for version, (record, stamp) in enumerate(history, start=1):
                after = replace(record, version=version)
                revisions.append(self._revision_row(before, after, stamp))
                before = after
            if before is not None:
                roots.append(rows.root_row(self._entity, before, self._seal))
                children.extend(rows.child_rows(self._entity, before, self._seal))
        self._insert([(self._table, row) for row in roots])
        self._insert(children)
        self._insert([(REVISION, row) for row in revisions])
        newest = {row["record_id"]: row for row in revisions}
        self._unit.note(*(self._written(Act.RECORD, row) for row in newest.values()))
        return len(roots)

    def replace(self, record: R, stamp: Stamp) -> R:
        self._unit.take_write_lock()
        before = self._current(record.id)
        if before.version != record.version:
            raise StaleVersion
        after = self._kept(record, record.version + 1)
        row = rows.root_row(self._entity, after, self._seal)
        if self._is_blind:
            row = rows.without_sealed(self._entity, row)
        self._unit.write(update(self._table).where(self._table.c.id == record.id).values(row))
        for child in self._entity.children.values():
            table = rows.table_of(child)
            self._unit.write(delete(table).where(table.c.parent_id == record.id))
        self._insert(list(rows.child_rows(self._entity, after, self._seal)))
        revision = self._revision_row(before, after, stamp)
        self._insert([(REVISION, revision)])
        self._unit.note(self._written(Act.AMEND, revision))
        return after

    def select(self, selection: Selection) -> tuple[R, ...]:
        if selection.after is None:
            return self._loaded(self._unit.read(self._page(selection)))
        found: list[Any] = []
        for stretch in followers(self._entity, selection):
            if not selection.limit or len(found) < selection.limit:
                rest = replace(selection, limit=selection.limit and selection.limit - len(found))
                found.extend(self._unit.read(self._page(rest, stretch)))
        return self._loaded(found)

    def _page(self, selection: Selection, *further: ColumnElement[bool]) -> Select[Any]:
        """The rows of a selection in order. Of a page, the places are found first, in an index, and only then the rows.

        An index in the list’s own order is walked for it: where few codes are asked for, SQLite would rather gather and
        sort all records that have them.
        """
        if not selection.limit:
            query = select(self._table).where(conditions(self._entity, selection), *further)
            return ordered(query, self._entity, selection)
        place: ColumnElement[int] = literal_column("rowid", Integer)
        found = select(place).select_from(self._table).where(conditions(self._entity, selection, walks=True), *further)
        query = select(self._table).where(place.in_(ordered(found, self._entity, selection)))
        return ordered(query, self._entity, replace(selection, offset=0, after=None))

    def count(self, selection: Selection) -> int:
        query = select(func.count()).select_from(self._table).where(conditions(self._entity, selection))
        return int(self._unit.read(query)[0][0])

    def tally(self, field: str, selection: Selection) -> Mapping[str | None, int]:
        column = self._table.c[field]
        query = select(column, func.count()).where(conditions(self._entity, selection)).group_by(column)
        is_several = self._entity[field].kind is Kind.CODES
        counted: dict[str | None, int] = {}
        for value, count in self._unit.read(query):
            for code in rows.codes(value, is_several=is_several):
                counted[code] = counted.get(code, 0) + int(count)
        return counted

    def history(self, record_id: str) -> tuple[Revision[R], ...]:
        query = (
            select(REVISION)
            .where(REVISION.c.entity == self._entity.name, REVISION.c.record_id == record_id)
            .order_by(REVISION.c.version)
        )
        found = tuple(self._revision(row, narratives) for row, narratives in self._told(query))
        for revision in found[-1:]:
            self._note_reading(revision.record)
        return found

    def as_of(self, day: date) -> Iterator[R]:
        return self._vintages.as_of(day)

    def first_known(self, until: date) -> Mapping[str, date]:
        return self._vintages.first_known(until)

    def revisions(self, after: date, until: date) -> Iterator[Revision[R]]:
        query = (
            select(REVISION)
            .where(REVISION.c.entity == self._entity.name, REVISION.c.as_of > after, REVISION.c.as_of <= until)
            .order_by(REVISION.c.as_of, REVISION.c.sequence)
        )
        found = self._unit.read(query)
        return (self._revision(row, {}) for row in found)

    def _told(self, query: Select[Any]) -> Iterator[tuple[Any, Json]]:
        """The revisions of one record, oldest first, each with the narratives that stood then."""
        narratives: Json = {}
        for row in self._unit.read(query):
            if row.narratives != rows.AS_BEFORE and not self._is_blind:
                narratives = self._opened(row)
            yield row, narratives

    def _opened(self, row: Any) -> Json:  # noqa: ANN401 - a row
        place = self._narratives_place(row.record_id, row.version)
        return dict(json.loads(self._seal.open(row.narratives, place))) if row.narratives else {}

    def _current(self, record_id: str) -> R:
        found = self._loaded(self._unit.read(select(self._table).where(self._table.c.id == record_id)))
        if not found:
            raise NotFound(NO_SUCH_RECORD)
        return found[0]

    def _written(self, act: Act, revision: rows.Row) -> Note:
        name = f"{self._entity.name}/{revision['record_id']}"
        return Note(act, name, revision["version"], tuple(revision["changed"].split()))

    def _note_reading(self, record: R) -> None:
        """That a record's narratives were opened; lists, which show none, are not written down."""
        told = tuple(rows.narratives(self._entity, record))
        if told:
            self._unit.note_reading(Note(Act.READ, f"{self._entity.name}/{record.id}", record.version, told))

    def _kept(self, record: R, version: int) -> R:
        after: R = kept(self._entity, record, version)
        return after

    def _insert(self, given: list[tuple[Table, rows.Row]]) -> None:
        self._vintages.forget()
        for table, many in rows.by_table(given).items():
            self._unit.write(insert(table), many)

    def _loaded(self, found: Sequence[Any]) -> tuple[R, ...]:
        children = self._children(self._entity, [row.id for row in found])
        return tuple(rows.record_from(self._entity, row, children(row.id), self._seal) for row in found)

    def _children(self, entity: Entity, parents: list[str]) -> "_ChildrenOf":
        """The child records of many parents at once, nested ones included."""
        gathered: dict[str, dict[str, list[Any]]] = {}
        for name, child in entity.children.items():
            found = self._child_rows(child, parents)
            nested = self._children(child, [row.id for row in found])
            for row in found:
                record = rows.record_from(child, row, nested(row.id), self._seal)
                gathered.setdefault(row.parent_id, {}).setdefault(name, []).append(record)
        return _ChildrenOf(tuple(entity.children), gathered)

    def _child_rows(self, child: Entity, parents: list[str]) -> list[Any]:
        table = rows.table_of(child)
        chunks = [parents[start : start + _CHUNK] for start in range(0, len(parents), _CHUNK)]
        query = select(table).order_by(table.c.parent_id, table.c.place)
        return [row for chunk in chunks for row in self._unit.read(query.where(table.c.parent_id.in_(chunk)))]

    def _revision_row(self, before: R | None, after: R, stamp: Stamp) -> rows.Row:
        told = rows.narratives(self._entity, after)
        place = self._narratives_place(after.id, after.version)
        snapshot = {k: v for k, v in values_of(self._entity, after).items() if k not in told}
        return {
            "entity": self._entity.name,
            "record_id": after.id,
            "version": after.version,
            "as_of": stamp.as_of,
            "recorded_at": stamp.recorded_at.astimezone(UTC).replace(tzinfo=None),
            "role": stamp.role,
            "reason": stamp.reason,
            "changed": " ".join(changed(before, after)),
            "snapshot": json.dumps(snapshot, ensure_ascii=False, separators=(",", ":")),
            "narratives": self._seal.close(json.dumps(told), place) if told else self._unread(before),
        }

    def _unread(self, before: R | None) -> bytes | None:
        """What stands for the narratives of whoever cannot read them: they stay as they were."""
        return rows.AS_BEFORE if self._is_blind and before is not None else None

    def _revision(self, row: Any, narratives: Json) -> Revision[R]:  # noqa: ANN401 - a row
        values: Json = json.loads(row.snapshot) | narratives
        stamp = Stamp(row.as_of, row.recorded_at.replace(tzinfo=UTC), row.role, row.reason)
        record = self._restore(row.record_id, row.version, values)
        return Revision(stamp, row.version, tuple(row.changed.split()), record)

    def _narratives_place(self, record_id: str, version: int) -> tuple[str, ...]:
        return ("revision", self._entity.name, record_id, str(version))


class _ChildrenOf:
    """The child records of one parent by attribute, an empty tuple where there are none."""

    def __init__(self, names: tuple[str, ...], gathered: Mapping[str, Mapping[str, list[Any]]]) -> None:
        self._names = names
        self._gathered = gathered

    def __call__(self, parent: str) -> dict[str, tuple[Any, ...]]:
        own = self._gathered.get(parent, {})
        return {name: tuple(own.get(name, ())) for name in self._names}
