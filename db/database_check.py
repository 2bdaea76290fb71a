"""Whether an encrypted database is whole: every page, the structure of its tables, and the counts as expected."""

from collections.abc import Mapping
from typing import Any

from db.migrate import HEAD, NEWER
from db.troubles import DAMAGED
from observatory.errors import DamagedStore, NewerStore, TamperedStore
from observatory.security.backup_manifest import ALTERED


def check_database(connection: Any, *, schema: str, counts: Mapping[str, int]) -> None:  # noqa: ANN401 - as in `cipher`
    """Check a copy nobody writes to; raises `DamagedStore`, `NewerStore`, or `TamperedStore` for other records."""
    check_pages_and_rows(connection)
    if schema_of(connection) > HEAD:
        raise NewerStore(NEWER)
    if (schema_of(connection), counted(connection)) != (schema, dict(counts)):
        raise TamperedStore(ALTERED)


def check_pages_and_rows(connection: Any) -> None:  # noqa: ANN401 - as above
    """The MAC of every page, then the structure of every table."""
    is_altered = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    if is_altered or connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
        raise DamagedStore(DAMAGED)


def counted(connection: Any) -> dict[str, int]:  # noqa: ANN401 - as above
    """Rows by table."""
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    names = [str(name) for (name,) in connection.execute(tables).fetchall()]
    return {name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in names}  # noqa: S608


def schema_of(connection: Any) -> str:  # noqa: ANN401 - as above
    """The revision of the tables; raises `DamagedStore` for a database without one."""
    known = "SELECT count(*) FROM sqlite_master WHERE name = 'alembic_version'"
    revision = connection.execute(known).fetchone()[0] and connection.execute(_REVISION).fetchone()
    if not revision:
        raise DamagedStore(DAMAGED)
    return str(revision[0])


_REVISION = "SELECT version_num FROM alembic_version"
