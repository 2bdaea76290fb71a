"""Records as plain JSON values and back: what drafts, snapshots and the history hold."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from observatory.fields import Entity, Kind

Json = dict[str, Any]


def values_of(entity: Entity, record: object) -> Json:
    """A record as values that JSON can hold: dates as ISO text, tuples as lists, children as nested values."""
    own = {field.name: _plain(getattr(record, field.name)) for field in entity.fields}
    children = {
        name: [{"id": row.id, **values_of(child, row)} for row in getattr(record, name)]
        for name, child in entity.children.items()
    }
    return own | children


def referred(entity: Entity, record: object) -> Iterator[tuple[str, str]]:
    """The records that a record and its child records refer to: name of the entity and id."""
    for field in entity.fields:
        if field.kind is Kind.REFERENCE and (ident := getattr(record, field.name)):
            yield field.entity, ident
    for name, child in entity.children.items():
        for row in getattr(record, name):
            yield from referred(child, row)


def without_references(entity: Entity, values: Json, target: str, ids: Collection[str]) -> Json:
    """The values without references to those records of the entity named `target`, at every depth."""
    lost = {
        field.name: None
        for field in entity.fields
        if field.kind is Kind.REFERENCE and field.entity == target and values.get(field.name) in ids
    }
    children = {
        name: [without_references(child, row, target, ids) for row in values.get(name) or ()]
        for name, child in entity.children.items()
    }
    return values | lost | children


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
