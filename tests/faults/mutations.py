"""Faults put into the program on purpose: a harness that does not find them finds nothing."""

import os
from collections.abc import Callable

from db import cipher


def _database_unsynced() -> None:
    """SQLite no longer waits for the disk."""
    kept = tuple(pragma for pragma in cipher.PRAGMAS if not pragma.startswith("synchronous"))
    cipher.PRAGMAS = (*kept, "synchronous=OFF")


def _files_unsynced() -> None:
    """Key files and folders are written and named without waiting for the disk."""
    os.fsync = lambda _: None


MUTATIONS: dict[str, Callable[[], None]] = {
    "": lambda: None,
    "database-unsynced": _database_unsynced,
    "files-unsynced": _files_unsynced,
}
