"""Lifts the triggers that keep a table append-only, for the few acts that may, and puts them back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Table, text
from sqlalchemy.sql import Executable

Read = Callable[[Executable], Sequence[Any]]
Write = Callable[[Executable], object]


@contextmanager
def lifted(table: Table, read: Read, write: Write) -> Iterator[None]:
    """Within the transaction of `read` and `write`: another connection never sees the table without its triggers.

    What fails in between has to roll the whole transaction back; they are put back as they were found.
    """
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table ORDER BY name")
    triggers = read(query.bindparams(table=table.name))
    for name, _ in triggers:
        write(text(f'DROP TRIGGER "{name}"'))
    yield
    for _, definition in triggers:
        write(text(definition.replace(":", r"\:")))
