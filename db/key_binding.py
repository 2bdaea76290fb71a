"""Ties the database to its key file, so that an older key file put back in place is noticed."""

import hashlib
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, insert, select

from db.schema import KEY_FILE
from db.troubles import spoken
from observatory.errors import RolledBackStore
from observatory.security.keyring import Keyring
from observatory.security.page_cipher import PAGE_BYTES, PageCipher
from observatory.terms import Term

_FEW_PAGES = 64


def bind(engine: Engine, keyring: Keyring) -> None:
    """Note the key file in a new database."""
    with engine.connect() as connection, spoken():
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        note(connection, keyring)
        connection.commit()


def check(engine: Engine, keyring: Keyring) -> None:
    """The key file must be the one the database knows, or its direct successor (a crash came between the two writes).

    Raises `RolledBackStore` for any other; nothing is written.
    """
    with engine.connect() as connection, spoken():
        if is_noted(connection, keyring):
            return
        known = connection.execute(select(KEY_FILE)).one_or_none()
        if known is None or (keyring.sequence, keyring.previous) != (known.sequence + 1, known.digest):
            raise RolledBackStore(_ROLLED_BACK)


def is_noted(connection: Connection, keyring: Keyring) -> bool:
    """Whether the database knows this very key file."""
    known = connection.execute(select(KEY_FILE)).one_or_none()
    return known is not None and (known.sequence, known.digest) == (keyring.sequence, keyring.digest)


def refuse_foreign(database: Path, keyring: Keyring) -> None:
    """Raise `RolledBackStore` for a database under other keys, which only looks damaged under these.

    One that begins with the salt of these keys, or has a single page under them, is theirs, damaged or not.
    """
    pages = PageCipher(keyring.database, keyring.cipher_salt)
    with database.open("rb") as file:
        told = [file.read(PAGE_BYTES) for _ in range(_FEW_PAGES)]
    is_ours = told[0].startswith(keyring.cipher_salt) or any(
        pages.opened(number, page) is not None for number, page in enumerate(told, 1)
    )
    if len(told[0]) == PAGE_BYTES and not is_ours:
        raise RolledBackStore(_OTHER_KEYS)


def expect(keyring: Keyring, content: bytes) -> None:
    """Raise `RolledBackStore` unless the content is the very file that opened the store."""
    if hashlib.sha256(content).hexdigest() != keyring.digest:
        raise RolledBackStore(_ROLLED_BACK)


def note(connection: Connection, keyring: Keyring) -> None:
    """Within a transaction: this key file belongs to the database, and no other."""
    connection.execute(delete(KEY_FILE))
    connection.execute(insert(KEY_FILE), {"sequence": keyring.sequence, "digest": keyring.digest})


_ROLLED_BACK = Term(
    "Il file delle chiavi non è quello che questo archivio conosce: è stato rimesso al suo posto un file più vecchio o "
    "di un altro archivio. Nulla è stato modificato: avvisare l’amministratore.",
    "The key file is not the one that this store knows: an older file, or that of another store, was put in its place. "
    "Nothing was changed: tell the administrator.",
)
_OTHER_KEYS = Term(
    "Queste chiavi non sono quelle della base dati: è stato rimesso al suo posto un file delle chiavi più vecchio, o "
    "uno dei due è di un altro archivio. Nulla è stato modificato: avvisare l’amministratore; se la base dati è stata "
    "distrutta, ripristinare l’ultimo salvataggio.",
    "These keys are not those of the database: an older key file was put in its place, or one of the two is of another "
    "store. Nothing was changed: tell the administrator; if the database was destroyed, restore the last backup.",
)
