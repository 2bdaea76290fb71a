"""What the log's digests cover: each object's rows as they stand in the tables, in canonical bytes.

An object is `case/<id>` (its row, its child rows at every depth, all its revisions), `release/<id>`, `proposal/<id>`,
`setting/<name>` or `register/<name>` (all rows of an import's ledger). Empty columns are left out, so that a column
added later changes no digest.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, select

from db.rows import table_of
from db.schema import IMPORTED_ROW, METADATA, PROPOSAL, RELEASE, REVISION, SETTING
from observatory.entities import BY_NAME
from observatory.fields import Entity
from observatory.security.audit.verification import StoredRow

_CHUNK = 500
_SINGLE: Mapping[str, tuple[Table, str]] = {
    "release": (RELEASE, "id"),
    "setting": (SETTING, "name"),
    "register": (IMPORTED_ROW, "register"),
    "proposal": (PROPOSAL, "id"),
}
KINDS = (*BY_NAME, *_SINGLE)

Row = Sequence[Any]
Lines = dict[str, list[list[Any]]]


def stored_rows(connection: Connection, objects: Iterable[str]) -> dict[str, StoredRow]:
    """The rows of each object that is there and has rows of its own."""
    wanted: dict[str, list[str]] = {}
    for name in dict.fromkeys(objects):
        kind, _, ident = name.partition("/")
        wanted.setdefault(kind, []).append(ident)
    found: dict[str, StoredRow] = {}
    for kind, idents in wanted.items():
        if kind in KINDS:
            for start in range(0, len(idents), _CHUNK):
                found |= _of_kind(connection, kind, idents[start : start + _CHUNK])
    return found


def all_objects(connection: Connection) -> list[str]:
    """Every object that the tables hold."""
    columns = [*((kind, METADATA.tables[kind], "id") for kind in BY_NAME), *((k, *v) for k, v in _SINGLE.items())]
    found: list[str] = []
    for kind, table, column in columns:
        query = select(table.c[column]).distinct().order_by(table.c[column])
        found.extend(f"{kind}/{ident}" for ident in connection.execute(query).scalars())
    return found


def _of_kind(connection: Connection, kind: str, idents: list[str]) -> dict[str, StoredRow]:
    if kind in _SINGLE:
        table, column = _SINGLE[kind]
        lines: Lines = {}
        for row in _select(connection, table, column, idents):
            lines.setdefault(row[_names(table).index(column)], []).append(_line(table, row))
        return {f"{kind}/{ident}": StoredRow(0, _joined(own)) for ident, own in lines.items()}
    return _records(connection, BY_NAME[kind], idents)


def _records(connection: Connection, entity: Entity, idents: list[str]) -> dict[str, StoredRow]:
    table = table_of(entity)
    lines, versions = {}, {}
    for row in _select(connection, table, "id", idents):
        lines[row[0]], versions[row[0]] = [_line(table, row)], row[1]
    _add_children(connection, entity, {ident: ident for ident in lines}, lines)
    at = _names(REVISION).index("record_id")
    for row in _select(connection, REVISION, "record_id", list(lines), f"entity = '{entity.name}' AND "):
        lines[row[at]].append(_line(REVISION, row))
    return {f"{entity.name}/{ident}": StoredRow(versions[ident], _joined(own)) for ident, own in lines.items()}


def _add_children(connection: Connection, entity: Entity, roots: dict[str, str], lines: Lines) -> None:
    """The child rows at every depth; `roots` says to which record each parent belongs."""
    for child in entity.children.values():
        table, below = table_of(child), {}
        for ident, parent, *rest in _select(connection, table, "parent_id", list(roots)):
            below[ident] = roots[parent]
            lines[roots[parent]].append(_line(table, (ident, parent, *rest)))
        _add_children(connection, child, below, lines)


def _select(connection: Connection, table: Table, column: str, idents: list[str], more: str = "") -> Iterator[Row]:
    """Rows in a stable order, their values as SQLite holds them."""
    columns = ", ".join(f'"{name}"' for name in _names(table))
    order = '"sequence"' if "sequence" in table.c else ", ".join(str(n + 1) for n in range(min(3, len(table.c))))
    for start in range(0, len(idents), _CHUNK):
        some = tuple(idents[start : start + _CHUNK])
        marks = ", ".join("?" for _ in some)
        yield from connection.exec_driver_sql(
            f'SELECT {columns} FROM "{table.name}" WHERE {more}"{column}" IN ({marks}) ORDER BY {order}',  # noqa: S608 - names are ours
            some,
        )


def _line(table: Table, row: Row) -> list[Any]:
    told = {name: value for name, value in zip(_names(table), row, strict=True) if value is not None}
    return [table.name, told]


@cache
def _names(table: Table) -> tuple[str, ...]:
    return tuple(table.c.keys())


def _sealed(value: bytes) -> dict[str, str]:
    return {"bytes": value.hex()}


_canonical = json.JSONEncoder(sort_keys=True, ensure_ascii=True, separators=(",", ":"), default=_sealed).encode


def _joined(lines: list[list[Any]]) -> bytes:
    return _canonical(lines).encode()
