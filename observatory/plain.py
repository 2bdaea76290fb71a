"""Records as plain JSON values and back: what drafts, snapshots and the history hold."""

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from msgspec import DecodeError, Raw
from msgspec.json import Decoder

from observatory.fields import Entity, Kind

Json = dict[str, Any]
Value = TypeVar("Value")


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
    return reader(entity)(record_id, version, values)


Reader = Callable[[str, int, Mapping[str, Any]], Any]


def reader(entity: Entity) -> Reader:
    """As `restored`, with what is known of the entity looked up once for as many records as there are."""
    made, is_numbered = entity.type, "version" in {field.name for field in fields(entity.type)}
    several, days = ([f.name for f in entity.fields if f.kind is kind] for kind in (Kind.CODES, Kind.DATE))
    single = [f.name for f in entity.fields if f.kind not in (Kind.CODES, Kind.DATE)]
    children = [(name, reader(child)) for name, child in entity.children.items()]

    def read(record_id: str, version: int, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
        told = values.get
        own = {name: None if (value := told(name)) == "" else value for name in single}
        for name in several:
            own[name] = tuple(told(name) or ())
        for name in days:
            own[name] = _day(told(name))
        for name, one in children:
            own[name] = tuple([one(row["id"], 0, row) for row in told(name) or ()])
        if is_numbered:
            own["version"] = version
        return made(id=record_id, **own)

    return read


def mapping_reader(of: type[Value]) -> Callable[[str], dict[str, Value]]:
    """From a JSON object to its values by name, in order."""
    return Decoder(dict[str, of]).decode  # type: ignore[valid-type]


NumberedReader = Callable[[str], list[tuple[int, Any]]]
_UNANSWERED = '""'
"""What a form leaves behind where nothing was typed."""


def numbered_reader(entity: Entity) -> NumberedReader:
    """As `reader`, from JSON text: a list of pairs of a number and a record’s values, its id and version among them.

    Nearly all are just what the type says: those are made in one step, the others with the care of `reader`.
    """
    made_at_once = Decoder(list[tuple[int, entity.type]]).decode  # type: ignore[name-defined]
    made, apart, with_care = Decoder(entity.type).decode, Decoder(list[tuple[int, Raw]]).decode, reader(entity)

    def read(text: str) -> list[tuple[int, Any]]:
        if _UNANSWERED not in text:
            with suppress(DecodeError):
                return made_at_once(text)
        return [(number, one(bytes(raw))) for number, raw in apart(text)]

    def one(raw: bytes) -> Any:  # noqa: ANN401
        if _UNANSWERED.encode() not in raw:
            with suppress(DecodeError):
                return made(raw)
        values = json.loads(raw)
        return with_care(values["id"], values["version"], values)

    return read


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _day(value: Any) -> Any:  # noqa: ANN401 - what a form holds
    if not isinstance(value, str):
        return value
    try:
        return _from_iso(value) if value else None
    except ValueError:
        return value


_from_iso = lru_cache(maxsize=50_000)(date.fromisoformat)
"""Many records, few days."""
