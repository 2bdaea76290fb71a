"""Lifts the triggers that keep a table append-only, for the few acts that may, and puts them back."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Table


@contextmanager
def lifted(connection: Connection, table: Table) -> Iterator[None]:
    """Within the connection's transaction; what fails in between is rolled back with it, triggers and all."""
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table.name,)
    ).all()
    for name, _ in found:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, statement in found:
        connection.exec_driver_sql(statement)
