"""Making, opening and closing a store: a folder with the encrypted database, its keys and a lock."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from db import cipher
from db.files import read, replace_atomically
from db.lock import LOCK, StoreLock, refuse_network_share
from db.migrate import upgrade
from db.unit import SqlUnit
from observatory.errors import DamagedStore, FileTrouble, NotAStore, RolledBackStore, StoreExists
from observatory.security.key_derivation import KdfCost, calibrated
from observatory.security.key_file import new_key_file, open_key_file, read_body
from observatory.security.keyring import Keyring
from observatory.security.passphrases import accept
from observatory.security.sealing import Seal
from observatory.terms import Term

DATABASE = "vault.db"
KEYS = "vault.keys"
SPARE_KEYS = "vault.keys.bak"
_OURS = {DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", KEYS, SPARE_KEYS, LOCK}


class Vault:
    """An open store, `observatory.ports.Store`."""

    def __init__(self, engine: Engine, keyring: Keyring, lock: StoreLock) -> None:
        self._engine = engine
        self._keyring = keyring
        self._lock = lock
        self._narratives = Seal(keyring.narrative)
        self._drafts = Seal(keyring.draft)
        self._is_open = True

    def begin(self) -> SqlUnit:
        """A unit of work; raises `NotAStore` once the store is closed."""
        if not self._is_open:
            raise NotAStore(_CLOSED)
        return SqlUnit(self._engine, self._narratives, self._drafts)

    def close(self) -> None:
        """Connections gone, keys wiped, lock released; closing twice does no harm."""
        if self._is_open:
            self._is_open = False
            self._engine.dispose()
            self._keyring.wipe()
            self._lock.release()


def create(folder: Path, passphrase: str, *, cost: KdfCost | None = None) -> Vault:
    """Make a store in a new or empty folder and open it. `cost` is calibrated to this machine unless given.

    All or nothing: after a failure nothing of it is left. Raises `StoreExists` for a folder that holds anything,
    `WrongUse` for a passphrase that is too short, `FileTrouble` when the disk refuses.
    """
    accepted = accept(passphrase)
    refuse_network_share(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreExists(_EXISTS)
    content, keyring = new_key_file(accepted, cost or calibrated())
    with _private_folder(folder):
        for name in (KEYS, SPARE_KEYS):
            replace_atomically(folder / name, content)
        return _opened(folder, keyring, StoreLock(folder))


def open_(folder: Path, passphrase: str) -> Vault:
    """Open a store, bringing its schema up to date.

    Raises, in this order of checks: `NotAStore`, `StoreInUse`, `DamagedStore`, `NewerStore`, `WrongPassphrase`,
    `TamperedStore`, `RolledBackStore`. The store is left as it is.
    """
    refuse_network_share(folder)
    if not is_store(folder):
        raise NotAStore(_NOT_A_STORE)
    lock = StoreLock(folder)
    try:
        keyring = open_key_file(_key_file(folder), passphrase)
        cipher.check_pages(folder / DATABASE, keyring)
        return _opened(folder, keyring, lock)
    except BaseException:
        lock.release()
        raise


def is_store(folder: Path) -> bool:
    """Whether the folder holds a database and keys, or at least their spare copy."""
    return (folder / DATABASE).is_file() and any((folder / name).is_file() for name in (KEYS, SPARE_KEYS))


def _opened(folder: Path, keyring: Keyring, lock: StoreLock) -> Vault:
    engine = cipher.engine(folder / DATABASE, keyring)
    try:
        upgrade(engine)
        _bind_keys(engine, keyring)
    except DBAPIError as error:
        engine.dispose()
        raise DamagedStore(cipher.DAMAGED) from error
    except BaseException:
        engine.dispose()
        raise
    return Vault(engine, keyring, lock)


def _bind_keys(engine: Engine, keyring: Keyring) -> None:
    """Tie database and key file together, in one transaction.

    The file must be the one the database knows, or its direct successor (a crash came between the two writes).
    Raises `RolledBackStore` for any other.
    """
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        known = connection.execute(text("SELECT value FROM setting WHERE name = 'keys'")).scalar()
        now = f"{keyring.sequence} {keyring.digest}"
        if known is None:
            connection.execute(text("INSERT INTO setting VALUES ('keys', :now)"), {"now": now})
        elif known != now:
            sequence, digest = str(known).split()
            if (keyring.sequence, keyring.previous) != (int(sequence) + 1, digest):
                raise RolledBackStore(_ROLLED_BACK)
            connection.execute(text("UPDATE setting SET value = :now WHERE name = 'keys'"), {"now": now})
        connection.commit()


def _key_file(folder: Path) -> bytes:
    """The key file, or its spare copy where the first is missing or damaged."""
    main, spare = (read(folder / name) for name in (KEYS, SPARE_KEYS))
    try:
        read_body(main)
    except DamagedStore:
        read_body(spare)
        return spare
    return main


@contextmanager
def _private_folder(folder: Path) -> Iterator[None]:
    """A folder that only this user may enter, made empty again if anything goes wrong."""
    existed = folder.exists()
    mask = os.umask(0o077)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        yield
    except BaseException as error:
        _clear(folder, existed=existed)
        if isinstance(error, OSError):
            raise FileTrouble(_NO_ROOM) from error
        raise
    finally:
        os.umask(mask)


def _clear(folder: Path, *, existed: bool) -> None:
    for name in _OURS:
        (folder / name).unlink(missing_ok=True)
    if not existed:
        shutil.rmtree(folder, ignore_errors=True)


_CLOSED = Term("L’archivio è chiuso: riaprirlo con la frase d’accesso.", "The store is closed: unlock it again.")
_EXISTS = Term(
    "La cartella non è vuota: scegliere una cartella nuova. Nulla è stato sovrascritto.",
    "The folder is not empty: choose a new one. Nothing was overwritten.",
)
_NOT_A_STORE = Term(
    "La cartella non contiene un archivio (mancano «vault.db» o «vault.keys»): controllare il percorso.",
    "The folder holds no store (“vault.db” or “vault.keys” is missing): check the path.",
)
_ROLLED_BACK = Term(
    "Il file delle chiavi non è quello che questo archivio conosce: è stato rimesso al suo posto un file più vecchio o "
    "di un altro archivio. Nulla è stato modificato: avvisare l’amministratore.",
    "The key file is not the one that this store knows: an older file, or that of another store, was put in its place. "
    "Nothing was changed: tell the administrator.",
)
_NO_ROOM = Term(
    "Non è stato possibile creare l’archivio: controllare spazio e permessi. Nulla è rimasto a metà.",
    "The store could not be made: check space and permissions. Nothing was left half done.",
)
