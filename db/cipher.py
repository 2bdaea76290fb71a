"""SQLCipher behind SQLAlchemy: the key goes in as bytes that are wiped, never as SQL text, URL or log line."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

from observatory.errors import DamagedStore
from observatory.security.keyring import Keyring
from observatory.terms import Term

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "busy_timeout=10000",
    "cache_size=-65536",
)
_CONNECTIONS = 4


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


def connect(path: Path, keyring: Keyring) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """An open connection in autocommit mode; raises `DamagedStore` if the file does not read under its key."""
    connection = sqlcipher3.connect(str(path), isolation_level=None, check_same_thread=False)
    key = bytearray(b"x'" + keyring.database.hex().encode() + keyring.cipher_salt.hex().encode() + b"'")
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.set_key(key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.set_authorizer(_no_attach)
    except sqlcipher3.DatabaseError as error:
        connection.close()
        raise DamagedStore(DAMAGED) from error
    finally:
        key[:] = bytes(len(key))
    return connection


def check_pages(path: Path, keyring: Keyring) -> None:
    """Check the MAC of every page on a connection of its own; raises `DamagedStore`.

    The write-ahead log is folded in first: the check reads the file alone.
    """
    connection = connect(path, keyring)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise DamagedStore(DAMAGED)
    except sqlcipher3.DatabaseError as error:
        raise DamagedStore(DAMAGED) from error
    finally:
        connection.close()


def _no_attach(action: int, *_: object) -> int:
    """Deny ATTACH: attached with an empty key, a plain copy of everything could be written."""
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_ATTACH else sqlite3.SQLITE_OK


DAMAGED = Term(
    "La base dati è danneggiata: alcune pagine non sono quelle che furono scritte. Nulla è stato modificato: non "
    "continuare a usarla e ripristinare l’ultimo salvataggio.",
    "The database is damaged: some pages are not those that were written. Nothing was changed: stop using it and "
    "restore the last backup.",
)
