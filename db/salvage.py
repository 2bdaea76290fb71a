"""A new database from the rows of a damaged one that can still be read; in memory only."""

import re
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from db.rescue_sentences import NOTHING_LEFT
from db.table_pages import Row, SchemaRow, Value, rows, schema
from observatory.errors import DamagedStore
from observatory.security.keyring import Keyring
from observatory.security.page_cipher import PAGE_BYTES, RESERVED_BYTES

_MIGRATIONS = Path(__file__).parent / "migrations" / "versions"
_CREATED = re.compile(r"create_table\(\s*[\"'](\w+)|CREATE TABLE (\w+)")


def as_memory(content: bytes | bytearray) -> sqlite3.Connection:
    """A database in memory with this content."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(bytes(content[:18]) + b"\x01\x01" + bytes(content[20:]))
    return connection


def tables_of(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows by table."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    names = [str(name) for (name,) in connection.execute(tables).fetchall()]
    return {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608


def salvaged(pages: bytes | bytearray, keyring: Keyring) -> bytes:
    """The new database; raises `DamagedStore` if not even the list of tables can be read."""
    found = schema(pages)
    tables = [line for line in found if line.kind == "table"]
    if not tables:
        raise DamagedStore(NOTHING_LEFT)
    with closing(as_memory(_empty())) as connection:
        for table in tables:
            connection.execute(table.sql)
            _fill(connection, table, pages)
        _complete(connection, {table.name for table in tables}, keyring)
        for line in found:
            if line.kind != "table":
                connection.execute(line.sql)
        return connection.serialize()


def _fill(connection: sqlite3.Connection, table: SchemaRow, pages: bytes | bytearray) -> None:
    columns = connection.execute(f'PRAGMA table_info("{table.name}")').fetchall()
    keys = [column for column in columns if column[5]]
    alias = keys[0][0] if len(keys) == 1 and str(keys[0][2]).upper() == "INTEGER" else None
    connection.execute("BEGIN")
    for row in rows(pages, table.root):
        values = _with_row_id(row, alias)[: len(columns)]
        places = ", ".join("?" * len(values))
        names = ", ".join(f'"{column[1]}"' for column in columns[: len(values)])
        connection.execute(f'INSERT OR IGNORE INTO "{table.name}" ({names}) VALUES ({places})', values)  # noqa: S608
    connection.execute("COMMIT")


def _with_row_id(row: Row, alias: int | None) -> Sequence[Value]:
    """An INTEGER PRIMARY KEY is kept as the row's id and nowhere else."""
    row_id, values = row
    return values if alias is None else (*values[:alias], row_id, *values[alias + 1 :])


def _complete(connection: sqlite3.Connection, tables: set[str], keyring: Keyring) -> None:
    """Two facts of one row each, without which a store does not open, are known from elsewhere."""
    known = tables_of(connection)
    if known.get("key_file") == 0:
        facts = (keyring.sequence, keyring.digest)
        connection.execute("INSERT INTO key_file (sequence, digest) VALUES (?, ?)", facts)
    if known.get("alembic_version") == 0:
        connection.execute("INSERT INTO alembic_version (version_num) VALUES (?)", (_revision(tables),))


def _revision(tables: set[str]) -> str:
    """The newest revision all of whose new tables are there."""
    newest = ""
    for script in sorted(_MIGRATIONS.glob("[0-9]*.py")):
        created = _CREATED.findall(script.read_text(encoding="utf-8"))
        if {one or other for one, other in created} <= tables:
            newest = script.name[:4]
    return newest


def _empty() -> bytes:
    """A database without tables whose pages keep room for an IV and a MAC: SQLite takes that over from page 1."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(f"PRAGMA page_size={PAGE_BYTES}; CREATE TABLE a (b); DROP TABLE a; VACUUM")
        page = bytearray(connection.serialize())
    page[20] = RESERVED_BYTES
    page[105:107] = (PAGE_BYTES - RESERVED_BYTES).to_bytes(2)
    return bytes(page)
