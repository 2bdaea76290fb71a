"""Between records and table rows, for every entity alike."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Table

from db.schema import METADATA
from observatory.fields import Entity, Field, Kind
from observatory.security.sealing import Seal

Row = dict[str, Any]

EMPTY = (None, (), "")
"""Values that a column holds as nothing."""

AS_BEFORE = b"\x00"
"""Stands for the narratives of a revision whose author could not read them: they are those of the one before."""


def table_of(entity: Entity) -> Table:
    return METADATA.tables[entity.name]


def root_row(entity: Entity, record: Any, seal: Seal) -> Row:  # noqa: ANN401 - the entity's dataclass
    return {"id": record.id, "version": record.version, **_fields(entity, record, seal)}


def child_rows(entity: Entity, record: Any, seal: Seal) -> Iterator[tuple[Table, Row]]:  # noqa: ANN401 - as above
    """The rows of all child records at every depth, parents before their children."""
    for name, child in entity.children.items():
        for place, row in enumerate(getattr(record, name)):
            standing = {"id": row.id, "parent_id": record.id, "place": place}
            yield table_of(child), standing | _fields(child, row, seal)
            yield from child_rows(child, row, seal)


def _fields(entity: Entity, record: Any, seal: Seal) -> Row:  # noqa: ANN401 - as above
    row = {field.name: _stored(field, getattr(record, field.name)) for field in entity.fields}
    for name, text in narratives(entity, record).items():
        row[name] = seal.close(text, (entity.name, record.id, name))
    return row


def stored(entity: Entity, name: str, value: Any) -> Any:  # noqa: ANN401 - by kind
    """A field's value, or an id, as its column holds it."""
    return value if name == "id" else _stored(entity[name], value)


def _stored(field: Field, value: Any) -> Any:  # noqa: ANN401 - by kind
    if field.kind is Kind.CODES:
        return " ".join(value) or None
    return None if value == "" else value


def record_from(entity: Entity, row: Any, children: Mapping[str, tuple[Any, ...]], seal: Seal) -> Any:  # noqa: ANN401
    """The record of a row and its child records by attribute."""
    stored = row._mapping  # noqa: SLF001 - SQLAlchemy's public name for the row as a mapping
    values = {field.name: _read(field, stored[field.name]) for field in entity.fields}
    for name, sealed in narratives(entity, row).items():
        values[name] = None if not seal.can_open else seal.open(sealed, (entity.name, row.id, name))
    standing = {"version": row.version} if "version" in stored else {}
    return entity.type(id=row.id, **standing, **values, **children)


def _read(field: Field, value: Any) -> Any:  # noqa: ANN401 - by kind
    if field.kind is Kind.CODES:
        return tuple(value.split()) if value else ()
    return value


def codes(value: Any, *, is_several: bool) -> tuple[str | None, ...]:  # noqa: ANN401 - by kind
    """The codes in a column's value, as a tally counts them; one None where there are none."""
    if value is None:
        return (None,)
    return tuple(value.split()) if is_several else (str(value),)


def narratives(entity: Entity, record: object) -> dict[str, Any]:
    """A record's own narratives by field, or a row's sealed ones, where there is one; child records have none."""
    told = {field.name: getattr(record, field.name) for field in entity.sealed_fields}
    return {name: text for name, text in told.items() if text}


def without_sealed(entity: Entity, row: Row) -> Row:
    """The row without its sealed columns, which whoever cannot open them leaves as they are."""
    sealed = {field.name for field in entity.sealed_fields}
    return {name: value for name, value in row.items() if name not in sealed}


def by_table(rows: Iterable[tuple[Table, Row]]) -> dict[Table, list[Row]]:
    """Rows gathered by table, in the order in which the tables first came."""
    gathered: dict[Table, list[Row]] = {}
    for table, row in rows:
        gathered.setdefault(table, []).append(row)
    return gathered
