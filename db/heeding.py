"""Reading that gives up when it is told to: SQLite asks every few thousand steps."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from observatory.errors import Cancelled, NotAStore

Heeded = tuple[Callable[[], bool], int]
"""Who says whether to stop, and how many of SQLite’s steps lie between two questions."""


@contextmanager
def heeding(connection: Connection, heeded: Heeded | None) -> Iterator[None]:
    """Within, a statement ends with `Cancelled` as soon as whom it heeds says so. Its transaction goes on."""
    raw = connection.connection.driver_connection
    if heeded is None or raw is None:
        yield
        return
    stop, every = heeded
    is_told = False

    def asked() -> bool:
        nonlocal is_told
        is_told = is_told or stop()
        return is_told

    raw.set_progress_handler(asked, every)
    try:
        yield
    except NotAStore:
        # An interrupted statement looks like a store that is being closed.
        if is_told:
            raise Cancelled from None
        raise
    finally:
        raw.set_progress_handler(None, 0)
