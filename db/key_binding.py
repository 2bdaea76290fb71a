"""Ties the database to its key file, so that an older key file put back in place is noticed."""

import hashlib

from sqlalchemy import Connection, Engine, delete, insert, select

from db.schema import KEY_FILE
from db.troubles import spoken
from observatory.errors import RolledBackStore
from observatory.security.keyring import Keyring
from observatory.terms import Term


def bind(engine: Engine, keyring: Keyring) -> None:
    """Note the key file in a new database."""
    with engine.connect() as connection, spoken():
        _note_durably(connection, keyring)


def check(engine: Engine, keyring: Keyring) -> bool:
    """The key file must be the one the database knows, or its direct successor (a crash came between the two writes).

    The successor is noted, and the answer is whether that was so. Raises `RolledBackStore` for any other.
    """
    with engine.connect() as connection, spoken():
        known = connection.execute(select(KEY_FILE)).one_or_none()
        connection.rollback()
        if known is not None and (known.sequence, known.digest) == (keyring.sequence, keyring.digest):
            return False
        if known is None or (keyring.sequence, keyring.previous) != (known.sequence + 1, known.digest):
            raise RolledBackStore(_ROLLED_BACK)
        _note_durably(connection, keyring)
    return True


def expect(keyring: Keyring, content: bytes) -> None:
    """Raise `RolledBackStore` unless the content is the very file that opened the store."""
    if hashlib.sha256(content).hexdigest() != keyring.digest:
        raise RolledBackStore(_ROLLED_BACK)


def note(connection: Connection, keyring: Keyring) -> None:
    """Within a transaction: this key file belongs to the database, and no other."""
    connection.execute(delete(KEY_FILE))
    connection.execute(insert(KEY_FILE), {"sequence": keyring.sequence, "digest": keyring.digest})


def _note_durably(connection: Connection, keyring: Keyring) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
    note(connection, keyring)
    connection.commit()


_ROLLED_BACK = Term(
    "Il file delle chiavi non è quello che questo archivio conosce: è stato rimesso al suo posto un file più vecchio o "
    "di un altro archivio. Nulla è stato modificato: avvisare l’amministratore.",
    "The key file is not the one that this store knows: an older file, or that of another store, was put in its place. "
    "Nothing was changed: tell the administrator.",
)
