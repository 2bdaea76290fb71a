"""Deleting records for good, and looking through every table for what is left of them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ColumnElement, Table, delete, func, insert, select, text, update

from db.append_only import lifted
from db.rows import AS_BEFORE, table_of
from db.schema import DRAFT, IMPORTED_ROW, METADATA, REVISION
from db.sentences import NO_SUCH_RECORD
from observatory.entities import BY_NAME, ENTITIES
from observatory.errors import NotFound
from observatory.fields import Entity, Field, Kind
from observatory.plain import without_references
from observatory.ports import SAVED_VIEWS, Elapsed, Stamp
from observatory.security.audit.entries import Act, Note

if TYPE_CHECKING:
    from db.unit import SqlUnit

DRAFTS = "draft"
_CHUNK = 500
_LOG = ("audit_entry", "audit_checkpoint")
"""They hold the tombstones: which record was erased when, by whom and why, and nothing that it said."""


class ErasureStore:
    """`observatory.ports.Erasure`."""

    def __init__(self, unit: "SqlUnit") -> None:
        self._unit = unit

    def elapsed(self, asked: Elapsed) -> Mapping[str, str]:
        table = DRAFT if asked.entity == DRAFTS else METADATA.tables[asked.entity]
        clock = [table.c[name] for name in asked.clock]
        month: ColumnElement[str] = func.substr(clock[0] if len(clock) == 1 else func.coalesce(*clock), 1, 7)
        query = select(_name_in(table), month).where(month <= asked.until)
        if table is DRAFT:
            query = query.where(DRAFT.c.entity != SAVED_VIEWS)
        if asked.where is not None:
            name, codes = asked.where
            query = query.where(table.c[name].in_(sorted(codes)))
        return {str(ident): str(told) for ident, told in self._unit.read(query)}

    def erase(self, entity: str, record_ids: Iterable[str], policy: str, stamp: Stamp) -> None:
        self._unit.take_write_lock()
        self._unit.leave_no_trace()
        ids = sorted(set(record_ids))
        for start in range(0, len(ids), _CHUNK):
            some = ids[start : start + _CHUNK]
            self._refuse_unknown(entity, some)
            if entity == DRAFTS:
                self._unit.write(delete(DRAFT).where(_name_in(DRAFT).in_(some)))
            else:
                self._erase_records(BY_NAME[entity], some, policy, stamp)
            self._unit.note(*(Note(Act.ERASED, f"{entity}/{ident}", fields=(policy,)) for ident in some))

    def places(self, *record_ids: str) -> tuple[str, ...]:
        names = _Names(record_ids)
        return tuple(table for table in self.tables if self._is_named_in(table, names))

    @property
    def tables(self) -> tuple[str, ...]:
        found = self._unit.read(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"))
        return tuple(row[0] for row in found if row[0] not in _LOG)

    def _refuse_unknown(self, entity: str, ids: list[str]) -> None:
        table = DRAFT if entity == DRAFTS else METADATA.tables[entity]
        count = select(func.count()).select_from(table).where(_name_in(table).in_(ids))
        if self._unit.read(count)[0][0] != len(ids):
            raise NotFound(NO_SUCH_RECORD)

    def _erase_records(self, entity: Entity, ids: list[str], policy: str, stamp: Stamp) -> None:
        """Child rows go with their parents at every depth: the tables say ON DELETE CASCADE."""
        own = (REVISION.c.entity == entity.name, REVISION.c.record_id.in_(ids))
        with lifted(REVISION, self._unit.read, self._unit.write):
            self._unit.write(delete(table_of(entity)).where(table_of(entity).c.id.in_(ids)))
            self._unit.write(delete(REVISION).where(*own))
            for referring, field in _referring(entity):
                self._clear(referring, field, ids, stamp)
            for referring in ENTITIES:
                if any(_children_referring(referring, entity)):
                    self._clear_below(referring, entity, ids, stamp)
        self._unit.write(delete(DRAFT).where(DRAFT.c.entity == entity.name, DRAFT.c.record_id.in_(ids)))
        self._forget_import(ids, policy)

    def _clear(self, entity: Entity, field: Field, ids: list[str], stamp: Stamp) -> None:
        """Take a reference out of whatever refers to these records, its whole history included."""
        told = func.json_extract(REVISION.c.snapshot, f"$.{field.name}")
        query = select(REVISION.c.sequence, REVISION.c.record_id, REVISION.c.snapshot)
        found = self._unit.read(query.where(REVISION.c.entity == entity.name, told.in_(ids)))
        for row in found:
            cleared = json.dumps(
                json.loads(row.snapshot) | {field.name: None}, ensure_ascii=False, separators=(",", ":")
            )
            self._unit.write(update(REVISION).where(REVISION.c.sequence == row.sequence).values(snapshot=cleared))
        table = table_of(entity)
        current = self._unit.read(select(table.c.id, table.c.version).where(table.c[field.name].in_(ids)))
        for ident, version in current:
            values = {field.name: None, "version": version + 1}
            self._unit.write(update(table).where(table.c.id == ident).values(values))
            self._amend(entity, field.name, (ident, version), stamp)
        amended = {ident: version + 1 for ident, version in current}
        for ident in sorted({row.record_id for row in found} | set(amended)):
            version = amended.get(ident) or self._version(table, ident)
            self._unit.note(Note(Act.AMEND, f"{entity.name}/{ident}", version, (field.name,)))

    def _clear_below(self, entity: Entity, target: Entity, ids: list[str], stamp: Stamp) -> None:
        """As `_clear`, where child records refer to these records."""
        query = select(REVISION).where(REVISION.c.entity == entity.name).order_by(REVISION.c.version)
        lost: dict[str, tuple[int, str]] = {}
        for row in self._unit.read(query):
            before = json.loads(row.snapshot)
            after = without_references(entity, before, target.name, ids)
            names = " ".join(name for name in entity.children if (before.get(name) or []) != after[name])
            if names:
                cleared = json.dumps(after, ensure_ascii=False, separators=(",", ":"))
                self._unit.write(update(REVISION).where(REVISION.c.sequence == row.sequence).values(snapshot=cleared))
                lost[row.record_id] = (row.version, names)
        for child, field in _children_referring(entity, target):
            column = table_of(child).c[field.name]
            self._unit.write(update(table_of(child)).where(column.in_(ids)).values({field.name: None}))
        for ident, (last, names) in sorted(lost.items()):
            self._note_lost(entity, (ident, last), names, stamp)

    def _note_lost(self, entity: Entity, told: tuple[str, int], names: str, stamp: Stamp) -> None:
        """A record whose newest version referred to what is gone gets one more."""
        (ident, last), table = told, table_of(entity)
        version = self._version(table, ident)
        if last == version:
            self._unit.write(update(table).where(table.c.id == ident).values(version=version + 1))
            self._amend(entity, names, told, stamp)
            version += 1
        self._unit.note(Note(Act.AMEND, f"{entity.name}/{ident}", version, tuple(names.split())))

    def _version(self, table: Table, ident: str) -> int:
        return int(self._unit.read(select(table.c.version).where(table.c.id == ident))[0][0])

    def _amend(self, entity: Entity, changed: str, before: tuple[str, int], stamp: Stamp) -> None:
        """The version that no longer refers to it: otherwise the same as the one before."""
        ident, version = before
        query = select(REVISION).where(
            REVISION.c.entity == entity.name, REVISION.c.record_id == ident, REVISION.c.version == version
        )
        last = self._unit.read(query)[0]
        row = {
            "entity": entity.name,
            "record_id": ident,
            "version": version + 1,
            "as_of": max(stamp.as_of, last.as_of),
            "recorded_at": stamp.recorded_at.astimezone(UTC).replace(tzinfo=None),
            "role": stamp.role,
            "reason": stamp.reason,
            "changed": changed,
            "snapshot": last.snapshot,
            "narratives": None if last.narratives is None else AS_BEFORE,
        }
        self._unit.write(insert(REVISION), row)

    def _forget_import(self, ids: list[str], policy: str) -> None:
        """The ledgers' lines on these records; each ledger's digest is written anew."""
        named = IMPORTED_ROW.c.record_id.in_(ids)
        registers = self._unit.read(select(IMPORTED_ROW.c.register).where(named).distinct())
        self._unit.write(delete(IMPORTED_ROW).where(named))
        self._unit.note(*(Note(Act.ERASED, f"register/{row[0]}", fields=(policy,)) for row in registers))

    def _is_named_in(self, table: str, names: "_Names") -> bool:
        columns = [f'"{row[1]}"' for row in self._unit.read(text(f'PRAGMA table_info("{table}")'))]
        query = text(f'SELECT {", ".join(columns)} FROM "{table}"')  # noqa: S608 - names that the database gave
        return any(names.are_in(value) for rows in self._unit.scan(query) for row in rows for value in row)


class _Names:
    """Ids to look for in values of any kind; those of our own making are found without trying each."""

    _UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")

    def __init__(self, ids: Sequence[str]) -> None:
        self._usual = frozenset(ident for ident in ids if self._UUID.fullmatch(ident))
        self._others = tuple(set(ids) - self._usual)

    def are_in(self, value: object) -> bool:
        if isinstance(value, bytes):
            value = value.decode("latin-1")
        if not isinstance(value, str):
            return False
        told = value.lower()
        return not self._usual.isdisjoint(self._UUID.findall(told)) or any(other in value for other in self._others)


def _referring(entity: Entity) -> list[tuple[Entity, Field]]:
    """The fields of any entity that hold an id of this one's records."""
    fields = [(each, field) for each in ENTITIES for field in each.fields if field.kind is Kind.REFERENCE]
    return [(each, field) for each, field in fields if field.entity == entity.name]


def _children_referring(entity: Entity, target: Entity) -> Iterator[tuple[Entity, Field]]:
    """The fields of its child records, at every depth, that hold an id of the target's records."""
    for child in entity.children.values():
        for field in child.fields:
            if field.kind is Kind.REFERENCE and field.entity == target.name:
                yield child, field
        yield from _children_referring(child, target)


def _name_in(table: Table) -> Column[Any] | ColumnElement[str]:
    return DRAFT.c.member + "/" + DRAFT.c.key if table is DRAFT else table.c.id
