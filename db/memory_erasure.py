"""Deleting for good in memory: the meaning of `observatory.ports.Erasure` in plain Python."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from db.sentences import NO_SUCH_RECORD
from observatory.entities import ENTITIES
from observatory.errors import NotFound
from observatory.fields import Entity, Kind
from observatory.plain import restored, values_of, without_references
from observatory.ports import SAVED_VIEWS, Elapsed, Revision, Stamp
from observatory.security.audit.entries import Act

if TYPE_CHECKING:
    from db.memory import MemoryUnit

DRAFTS = "draft"


class MemoryErasure:
    """`observatory.ports.Erasure`."""

    def __init__(self, unit: "MemoryUnit") -> None:
        self._unit = unit

    def elapsed(self, asked: Elapsed) -> Mapping[str, str]:
        found = {}
        for name, record in self._all_of(asked.entity).items():
            told = next((value for field in asked.clock if (value := getattr(record, field)) is not None), None)
            is_meant = asked.where is None or getattr(record, asked.where[0]) in asked.where[1]
            if told is not None and is_meant and str(told)[:7] <= asked.until:
                found[name] = str(told)[:7]
        return found

    def erase(self, entity: str, record_ids: Iterable[str], policy: str, stamp: Stamp) -> None:
        contents, ids = self._unit.writing(), set(record_ids)
        if not ids <= self._all_of(entity).keys():
            raise NotFound(NO_SUCH_RECORD)
        if entity == DRAFTS:
            keys = {self._draft_name(key): key for key in contents.drafts}
            for name in ids:
                del contents.drafts[keys[name]]
        else:
            self._erase_records(entity, ids, stamp)
        for name in sorted(ids):
            self._unit.audit.note(Act.ERASED, f"{entity}/{name}", (policy,))

    def places(self, *record_ids: str) -> tuple[str, ...]:
        return tuple(name for name, told in self._places() if any(record_id in told() for record_id in record_ids))

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self._places())

    def _all_of(self, entity: str) -> Mapping[str, Any]:
        contents = self._unit.reading()
        if entity == DRAFTS:
            typed = {key: draft for key, draft in contents.drafts.items() if draft.entity != SAVED_VIEWS}
            return {self._draft_name(key): draft for key, draft in typed.items()}
        return contents.records[entity]

    def _draft_name(self, key: Any) -> str:  # noqa: ANN401 - however the store keeps them apart
        return "/".join(key) if isinstance(key, tuple) else f"{self._unit.member.id}/{key}"

    def _erase_records(self, entity: str, ids: set[str], stamp: Stamp) -> None:
        contents = self._unit.writing()
        contents.records[entity] = {n: record for n, record in contents.records[entity].items() if n not in ids}
        contents.revisions[entity] = [each for each in contents.revisions[entity] if each.record.id not in ids]
        about = [k for k, draft in contents.drafts.items() if draft.entity == entity and draft.record_id in ids]
        for key in about:
            del contents.drafts[key]
        contents.imported = {k: row for k, row in contents.imported.items() if row.record_id not in ids}
        for referring in ENTITIES:
            for field in referring.fields:
                if field.kind is Kind.REFERENCE and field.entity == entity:
                    self._clear(referring.name, field.name, ids, stamp)
            self._clear_below(referring, entity, ids, stamp)

    def _clear(self, entity: str, field: str, ids: set[str], stamp: Stamp) -> None:
        """Take a reference out of whatever refers to these records, its whole history included."""
        contents = self._unit.writing()

        def cleared(record: Any) -> Any:  # noqa: ANN401 - the entity's dataclass
            return replace(record, **{field: None}) if getattr(record, field) in ids else record

        contents.revisions[entity] = [replace(r, record=cleared(r.record)) for r in contents.revisions[entity]]
        for name, record in list(contents.records[entity].items()):
            if getattr(record, field) in ids:
                after = replace(cleared(record), version=record.version + 1)
                contents.records[entity][name] = after
                contents.revisions[entity].append(Revision(stamp, after.version, (field,), after))
                self._unit.audit.note(Act.AMEND, f"{entity}/{name}", (field,))

    def _clear_below(self, entity: Entity, target: str, ids: set[str], stamp: Stamp) -> None:
        """As `_clear`, where child records refer to these records."""
        contents = self._unit.writing()

        def cleared(record: Any) -> Any:  # noqa: ANN401 - the entity's dataclass
            values = without_references(entity, values_of(entity, record), target, ids)
            return restored(entity, record.id, record.version, values)

        if entity.children:
            kept = contents.revisions[entity.name]
            contents.revisions[entity.name] = [replace(r, record=cleared(r.record)) for r in kept]
        for name, record in list(contents.records[entity.name].items() if entity.children else ()):
            names = tuple(n for n in entity.children if getattr(cleared(record), n) != getattr(record, n))
            if names:
                after = replace(cleared(record), version=record.version + 1)
                contents.records[entity.name][name] = after
                contents.revisions[entity.name].append(Revision(stamp, after.version, names, after))
                self._unit.audit.note(Act.AMEND, f"{entity.name}/{name}", names)

    def _places(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        contents = self._unit.reading()
        held = ("records", "revisions", "drafts", "imported", "releases", "settings", "proposals")
        return tuple((name, lambda name=name: repr(getattr(contents, name))) for name in held)
