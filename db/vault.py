"""Making, opening and closing a store: a folder with the encrypted database, its keys and a lock."""

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from db import cipher, key_binding
from db.connections import Connections
from db.files import read, replace_atomically
from db.layout import DATABASE, KEYS, SPARE_KEYS, is_store
from db.lock import LOCK, StoreLock, refuse_network_share
from db.migrate import check_revision, make_tables, upgrade
from db.unit import SqlUnit
from observatory.errors import DamagedStore, FileTrouble, NotAStore, StoreExists
from observatory.security.key_derivation import KdfCost, calibrated
from observatory.security.key_file import new_key_file, open_key_file, read_body
from observatory.security.keyring import Keyring
from observatory.security.passphrases import accept, normal
from observatory.security.sealing import Seal
from observatory.terms import Term

_DATABASE_FILES = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")
_OURS = (*_DATABASE_FILES, KEYS, SPARE_KEYS, LOCK)


class Vault:
    """An open store, `observatory.ports.Store`."""

    def __init__(self, engine: Engine, keyring: Keyring, lock: StoreLock) -> None:
        self._connections = Connections(engine)
        self._keyring = keyring
        self._lock = lock
        self._narratives = Seal(keyring.narrative)
        self._drafts = Seal(keyring.draft)

    def begin(self) -> SqlUnit:
        """A unit of work; raises `NotAStore` once the store is closed."""
        self._connections.check_open()
        return SqlUnit(self._connections, self._narratives, self._drafts)

    def close(self) -> None:
        """Connections gone, keys wiped, lock released; closing twice does no harm.

        What a unit has not committed is rolled back, and the unit's next step raises `NotAStore`.
        """
        with contextlib.ExitStack() as last:
            last.callback(self._lock.release)
            last.callback(self._keyring.wipe)
            self._connections.close()


def create(folder: Path, passphrase: str, *, cost: KdfCost | None = None) -> Vault:
    """Make a store in a new or empty folder and open it. `cost` is calibrated to this machine unless given.

    All or nothing: after a failure nothing of it is left. Raises `StoreExists` for a folder that holds anything,
    `WrongUse` for a passphrase that is too short, `FileTrouble` when the disk refuses.
    """
    accepted = accept(passphrase)
    refuse_network_share(folder)
    with _new_folder(folder) as lock:
        content, keyring = new_key_file(accepted, cost or calibrated())
        return _made(folder, content, keyring, lock)


def _made(folder: Path, content: bytes, keyring: Keyring, lock: StoreLock) -> Vault:
    """Database first, keys last: a store that was cut short while being made has no keys and is none."""
    cipher.private_file(folder / DATABASE)
    with _engine(folder, keyring) as engine:
        make_tables(engine)
        key_binding.bind(engine, keyring)
        for name in (SPARE_KEYS, KEYS):
            replace_atomically(folder / name, content)
        return Vault(engine, keyring, lock)


def open_(folder: Path, passphrase: str) -> Vault:
    """Open a store, bringing its schema up to date.

    Raises, in this order of checks: `NotAStore`, `StoreInUse`, for the key file `DamagedStore`, `NewerStore`,
    `WrongPassphrase`, `TamperedStore`, for the database `DamagedStore`, `NewerStore`, `RolledBackStore`; the store is
    left as it is.
    """
    refuse_network_share(folder)
    if not is_store(folder):
        raise NotAStore(_NOT_A_STORE)
    with _locked(folder) as lock:
        keyring = open_key_file(_key_file(folder), normal(passphrase))
        _close_to_others(folder)
        cipher.check_pages(folder / DATABASE, keyring)
        with _engine(folder, keyring) as engine:
            check_revision(engine)
            key_binding.check(engine, keyring)
            upgrade(engine, lambda old: cipher.copy(folder / DATABASE, folder / f"vault-{old}.db", keyring))
            return Vault(engine, keyring, lock)


@contextmanager
def _engine(folder: Path, keyring: Keyring) -> Iterator[Engine]:
    """An engine that is given up, and its keys with it, if the store cannot be opened after all."""
    engine = cipher.engine(folder / DATABASE, keyring)
    try:
        yield engine
    except BaseException:
        engine.dispose()
        keyring.wipe()
        raise


def _key_file(folder: Path) -> bytes:
    """The key file, or its spare copy where the first is missing or damaged."""
    main, spare = (read(folder / name) for name in (KEYS, SPARE_KEYS))
    try:
        read_body(main)
    except DamagedStore:
        read_body(spare)
        return spare
    return main


def _close_to_others(folder: Path) -> None:
    """Take away what other users of the machine may do: a copy restored from elsewhere comes with their rights."""
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
        for name in _OURS:
            with contextlib.suppress(FileNotFoundError):
                (folder / name).chmod(0o600)


@contextmanager
def _new_folder(folder: Path) -> Iterator[StoreLock]:
    """An empty folder that only this user may enter, and its lock; made empty again if anything goes wrong."""
    try:
        existed = folder.exists()
        _refuse_full(folder)
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder) as lock:
            # Looked at again now that nobody else can be at it: what another process made meanwhile is not ours.
            _refuse_full(folder)
            folder.chmod(0o700)
            with _cleared_on_failure(folder, lock, existed=existed):
                yield lock
    except OSError as error:
        raise FileTrouble(_NO_ROOM) from error


def _refuse_full(folder: Path) -> None:
    """A lock alone, as a making that was killed leaves behind, is nothing."""
    if folder.exists() and (not folder.is_dir() or any(path.name != LOCK for path in folder.iterdir())):
        raise StoreExists(_EXISTS)


@contextmanager
def _locked(folder: Path) -> Iterator[StoreLock]:
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
        for name in (*_DATABASE_FILES, KEYS, SPARE_KEYS):
            with contextlib.suppress(OSError):
                (folder / name).unlink(missing_ok=True)
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
_NOT_A_STORE = Term(
    "La cartella non contiene un archivio (mancano «vault.db» o «vault.keys»): controllare il percorso.",
    "The folder holds no store (“vault.db” or “vault.keys” is missing): check the path.",
)
_NO_ROOM = Term(
    "Non è stato possibile creare l’archivio: controllare spazio e permessi. Nulla è rimasto a metà.",
    "The store could not be made: check space and permissions. Nothing was left half done.",
)
