"""The folder of a store: made empty and private, locked, closed to others, and cleared when making fails."""

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.layout import DATABASE, KEYS, NEW_DATABASE, NEXT_KEYS, SPARE_KEYS, WRITE_AHEAD_LOG
from db.lock import LOCK, StoreLock
from observatory.errors import FileTrouble, StoreExists
from observatory.terms import Term

_OURS = (DATABASE, WRITE_AHEAD_LOG, f"{DATABASE}-shm", KEYS, SPARE_KEYS, NEXT_KEYS, NEW_DATABASE, LOCK)
_UNFINISHED = (
    *(WRITE_AHEAD_LOG, f"{DATABASE}-shm", KEYS, f"{KEYS}.new", SPARE_KEYS, f"{SPARE_KEYS}.new"),
    *(f"{NEW_DATABASE}-wal", f"{NEW_DATABASE}-shm", f"{NEW_DATABASE}-journal", NEW_DATABASE),
)
"""What a store consists of while it is made, in the order in which it is cleared away."""


def close_to_others(folder: Path) -> None:
    """Take away what other users of the machine may do: a copy restored from elsewhere comes with their rights."""
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
        for name in _OURS:
            with contextlib.suppress(FileNotFoundError):
                (folder / name).chmod(0o600)


@contextmanager
def new_folder(folder: Path) -> Iterator[StoreLock]:
    """An empty folder that only this user may enter, and its lock; made empty again if anything goes wrong."""
    try:
        existed = folder.exists()
        _refuse_full(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with locked(folder) as lock:
            # Looked at again now that nobody else can be at it: what another process made meanwhile is not ours.
            _refuse_full(folder)
            folder.chmod(0o700)
            _clear(folder)
            with _cleared_on_failure(folder, lock, existed=existed):
                yield lock
    except OSError as error:
        raise FileTrouble(_NO_ROOM) from error


def _refuse_full(folder: Path) -> None:
    """What a making that was cut short leaves is nothing: a lock alone, or a database that never got its name."""
    if folder.exists() and not (folder.is_dir() and _is_free({path.name for path in folder.iterdir()})):
        raise StoreExists(_EXISTS)


def _is_free(names: set[str]) -> bool:
    return names <= {LOCK} or (NEW_DATABASE in names and names <= {LOCK, *_UNFINISHED})


def _clear(folder: Path) -> None:
    """The database loses its name first and goes last, so that a making cut short even here is known for one."""
    with contextlib.suppress(OSError):
        (folder / DATABASE).replace(folder / NEW_DATABASE)
    for name in _UNFINISHED:
        with contextlib.suppress(OSError):
            (folder / name).unlink(missing_ok=True)


@contextmanager
def locked(folder: Path) -> Iterator[StoreLock]:
    """The store's lock, given back only if the block fails: otherwise it belongs to the open store."""
    lock = StoreLock(folder)
    try:
        yield lock
    except BaseException:
        lock.release()
        raise


@contextmanager
def _cleared_on_failure(folder: Path, lock: StoreLock, *, existed: bool) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _clear(folder)
        if not existed:
            shutil.rmtree(folder, ignore_errors=True)
        lock.release()
        with contextlib.suppress(OSError):  # Windows removes no file that is open
            (folder / LOCK).unlink(missing_ok=True)
            if not existed:
                folder.rmdir()
        raise


_EXISTS = Term(
    "La cartella non è vuota: scegliere una cartella nuova. Nulla è stato sovrascritto.",
    "The folder is not empty: choose a new one. Nothing was overwritten.",
)
_NO_ROOM = Term(
    "Non è stato possibile creare l’archivio: controllare spazio e permessi. Nulla è rimasto a metà.",
    "The store could not be made: check space and permissions. Nothing was left half done.",
)
