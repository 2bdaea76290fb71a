"""Drafts: what was typed and not yet recorded outlives a lock, a crash and a refresh."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from observatory.fields import Entity, Kind
from observatory.ports import Clock, Draft, Json, UnitOfWork


def draft_key(entity: Entity, record_id: str) -> str:
    """The name under which the draft of a record is kept: one draft for each record."""
    return f"{entity.name}:{record_id}"


def save_draft(unit: UnitOfWork, entity: Entity, record: Any, values: Json, clock: Clock) -> Draft:  # noqa: ANN401
    """Keep what was typed over `record` (the version it started from) and commit; replaces the earlier draft."""
    draft = Draft(draft_key(entity, record.id), entity.name, record.id, record.version, values, clock())
    unit.drafts.save(draft)
    unit.commit()
    return draft


def recover(unit: UnitOfWork, entity: Entity, record_id: str) -> Draft | None:
    """The draft of a record, if there is one."""
    return unit.drafts.get(draft_key(entity, record_id))


def discard_draft(unit: UnitOfWork, entity: Entity, record_id: str) -> None:
    """Forget the draft of a record and commit."""
    unit.drafts.discard(draft_key(entity, record_id))
    unit.commit()


def values_of(entity: Entity, record: object) -> Json:
    """A record as values that a draft can hold: dates as ISO text, tuples as lists, children as nested values."""
    own = {field.name: _plain(getattr(record, field.name)) for field in entity.fields}
    children = {
        name: [{"id": row.id, **values_of(child, row)} for row in getattr(record, name)]
        for name, child in entity.children.items()
    }
    return own | children


def restored(entity: Entity, record_id: str, version: int, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
    """The record that the values describe. What cannot be read as a date stays as typed, for validation to name."""
    known = {field.name for field in fields(entity.type)}
    own = {field.name: _read(field.kind, values.get(field.name)) for field in entity.fields}
    children = {
        name: tuple(restored(child, row["id"], 0, row) for row in values.get(name) or ())
        for name, child in entity.children.items()
    }
    standing = {"version": version} if "version" in known else {}
    return entity.type(id=record_id, **standing, **own, **children)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _read(kind: Kind, value: Any) -> Any:  # noqa: ANN401 - what a form holds
    if kind is Kind.CODES:
        return tuple(value or ())
    if kind is Kind.DATE and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return None if value == "" else value
