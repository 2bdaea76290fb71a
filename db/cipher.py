"""SQLCipher behind SQLAlchemy: the key goes in as bytes that are wiped, never as SQL text, URL or log line."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

from db.troubles import DAMAGED, DISK, spoken
from observatory.errors import DamagedStore, FileTrouble
from observatory.security.keyring import Keyring

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # else INSERT OR REPLACE would delete an append-only row behind the triggers' back
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "busy_timeout=1000",
    "cache_size=-65536",
)
_CONNECTIONS = 4
_PAGE_BYTES = 4096


def engine(path: Path, keyring: Keyring) -> Engine:
    """An engine on the encrypted database; every connection proves the key before it is handed out."""
    return create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: connect(path, keyring),
        poolclass=QueuePool,
        pool_size=_CONNECTIONS,
        hide_parameters=True,
    )


def connect(path: Path, keyring: Keyring, *, alone: bool = False) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """An open connection in autocommit mode; `alone` needs no shared memory, which other volumes may not offer.

    Raises `DamagedStore` if the file does not read under its key, `FileTrouble` if the disk refuses.
    """
    with spoken():
        connection = sqlcipher3.connect(str(path), isolation_level=None, check_same_thread=False)
        try:
            _unlock(connection, keyring, alone=alone)
        except BaseException:
            connection.close()
            raise
    return connection


def _unlock(connection: Any, keyring: Keyring, *, alone: bool) -> None:  # noqa: ANN401 - as above
    key = _raw_key(keyring)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.set_key(key)
        if alone:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        key[:] = bytes(len(key))
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.set_authorizer(_no_attach)


def _raw_key(keyring: Keyring) -> bytearray:
    """SQLCipher's raw key with its salt, x'…', built in place: a join would leave copies that nobody wipes."""
    key = bytearray(b"x'" + bytes(2 * (len(keyring.database) + len(keyring.cipher_salt))) + b"'")
    for place, byte in enumerate((*keyring.database, *keyring.cipher_salt)):
        key[2 + 2 * place : 4 + 2 * place] = b"%02x" % byte
    return key


def check_pages(path: Path, keyring: Keyring) -> None:
    """Check the MAC of every page on a connection of its own; raises `DamagedStore`."""
    with _folded(path, keyring) as connection, spoken():
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise DamagedStore(DAMAGED)


def check_length(path: Path, keyring: Keyring) -> None:
    """Check that the file is as long as its first page says, whose MAC is checked with it; raises `DamagedStore`."""
    with _folded(path, keyring) as connection, spoken():
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    if path.stat().st_size != pages * _PAGE_BYTES:
        raise DamagedStore(DAMAGED)


@contextmanager
def _folded(path: Path, keyring: Keyring) -> Iterator[Any]:
    """A connection after the write-ahead log was folded in: what is checked is the file alone.

    A file without one whole page is told before SQLite sees it and takes it for a new database.
    """
    if path.stat().st_size < _PAGE_BYTES:
        raise DamagedStore(DAMAGED)
    with closing(connect(path, keyring)) as connection:
        with spoken():
            is_busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if is_busy:
            raise FileTrouble(DISK)
        yield connection


def private_file(path: Path) -> None:
    """An empty file that only this user may read; SQLite gives its log the same permissions."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))


def _no_attach(action: int, *_: object) -> int:
    """Deny ATTACH: attached with an empty key, a plain copy of everything could be written."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK
