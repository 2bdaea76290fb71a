"""Making, opening and closing a store: a folder with the encrypted database, its keys and a lock."""

import contextlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine

from db import audit_store, cipher, key_binding
from db.anchor import AnchorFile
from db.audit_log import AuditLog
from db.connections import Connections
from db.files import replace_atomically
from db.folder import close_to_others, locked, new_folder
from db.key_pair import KeyPair
from db.layout import DATABASE, KEYS, SPARE_KEYS, is_store
from db.lock import StoreLock, refuse_network_share
from db.log_check import NEW_HERE, NO_LOG, opened_keys, refuse_older
from db.migrate import HEAD, check_revision, make_tables, upgrade
from db.unit import SqlUnit
from db.vault_keys import Raise, VaultKeys
from observatory.errors import NotAStore, WrongUse
from observatory.progress import Progress, silent
from observatory.security.audit.anchors import Anchor
from observatory.security.audit.entries import Act, Note
from observatory.security.audit.verification import Verification
from observatory.security.key_derivation import KdfCost, calibrated
from observatory.security.key_file import Secret, new_key_file
from observatory.security.keyring import Keyring
from observatory.security.paper_key import PaperKey
from observatory.security.passphrases import accept
from observatory.security.sealing import Seal
from observatory.terms import Term


class Vault:
    """An open store, `observatory.ports.Store`; `keys` is its `StoreKeys`."""

    def __init__(self, engine: Engine, keyring: Keyring, lock: StoreLock, pair: KeyPair) -> None:
        self._connections = Connections(engine)
        self._keyring = keyring
        self._anchor = AnchorFile(lock.folder, keyring.store_id)
        self.log = AuditLog(keyring, self._anchor)
        self.had_anchor = isinstance(self._anchor.read(keyring.members), Anchor)
        self.keys = VaultKeys(pair, self._connections, keyring, pair.mend(pair.content()), self.log)
        self._lock = lock
        self._narratives = Seal(keyring.narrative)
        self._drafts = Seal(keyring.draft)

    def begin(self) -> SqlUnit:
        """A unit of work; raises `NotAStore` once the store is closed."""
        self._connections.check_open()
        return SqlUnit(self._connections, self._narratives, self._drafts, self.log)

    @property
    def notices(self) -> tuple[Term, ...]:
        """What whoever opened the store should know, though nothing is wrong."""
        return () if self.had_anchor else (NEW_HERE,)

    def enter(self, act: Act) -> None:
        """Write down that the store was opened or made; raises `FileTrouble`, and then it must not be used."""
        self.log.enter(self._connections, act)
        self.had_anchor = self.had_anchor or act is Act.CREATE

    def note_restored(self, backup: str) -> None:
        """Write down, signed, that this store was restored; `backup` names which one (its digest, its day)."""
        self.log.record(self._connections, Note(Act.RESTORED, f"backup/{backup}"), durable=True)

    def verify(self, progress: Progress = silent) -> Verification:
        """Check the log and every row it speaks of; raises `Cancelled` when stopped."""
        connection = self._connections.lend("BEGIN")
        try:
            found = audit_store.verify(connection, self._keyring, self._anchor, progress)
            return replace(found, has_anchor=self.had_anchor)
        finally:
            self._connections.take_back(connection)

    @property
    def folder(self) -> Path:
        return self._lock.folder

    @property
    def keyring(self) -> Keyring:
        return self._keyring

    def check_open(self) -> None:
        """Raise `NotAStore` once the store is closed."""
        self._connections.check_open()

    def close(self) -> None:
        """Connections gone, keys wiped, lock released; closing twice does no harm.

        What a unit has not committed is rolled back, and the unit's next step raises `NotAStore`.
        """
        with contextlib.ExitStack() as last:
            last.callback(self._lock.release)
            last.callback(self._keyring.wipe)
            self._connections.close(self.log.leave)


def create(folder: Path, passphrase: str, *, cost: KdfCost | None = None, paper: PaperKey | None = None) -> Vault:
    """Make a store in a new or empty folder and open it. `cost` is calibrated to this machine unless given.

    With a paper key the store has a recovery sheet from the start.

    All or nothing: after a failure nothing of it is left. Raises `StoreExists` for a folder that holds anything,
    `WrongUse` for a passphrase that is too short, `FileTrouble` when the disk refuses.
    """
    accepted = accept(passphrase)
    refuse_network_share(folder)
    with new_folder(folder) as lock:
        content, keyring = new_key_file(accepted, cost or calibrated(), paper)
        return _made(folder, content, keyring, lock)


def _made(folder: Path, content: bytes, keyring: Keyring, lock: StoreLock) -> Vault:
    """Database first, keys last: a store that was cut short while being made has no keys and is none."""
    cipher.private_file(folder / DATABASE)
    with _engine(folder, keyring) as engine:
        make_tables(engine)
        key_binding.bind(engine, keyring)
        for name in (SPARE_KEYS, KEYS):
            replace_atomically(folder / name, content)
        made = Vault(engine, keyring, lock, KeyPair(folder))
        made.enter(Act.CREATE)
        return made


def open_(folder: Path, passphrase: str, *, raised: Raise = lambda _cost, _seconds: None) -> Vault:
    """Open a store, bringing its schema up to date and its slot to the cost that `raised` asks for.

    Raises, in this order of checks: `NotAStore`, `StoreInUse`, for the key file `DamagedStore`, `NewerStore`,
    `WrongPassphrase`, `TamperedStore`, for the database `DamagedStore`, `NewerStore`, `RolledBackStore`; the store is
    left as it is.
    """
    vault, seconds = _opened(folder, passphrase)
    with _closed_on_failure(vault):
        vault.keys.strengthen(passphrase, seconds, raised)
        vault.enter(Act.UNLOCK)
    return vault


def recover(folder: Path, paper: PaperKey, passphrase: str, *, cost: KdfCost | None = None) -> Vault:
    """Open a store by its recovery sheet and set a new passphrase; the one that was lost opens nothing any more.

    Raises as `open_`, and `WrongUse` for a passphrase that is too short.
    """
    accepted = accept(passphrase)
    vault, _ = _opened(folder, paper)
    with _closed_on_failure(vault):
        vault.keys.let_in_again(paper, accepted, cost=cost)
        vault.enter(Act.UNLOCK)
    return vault


def inspect(folder: Path, passphrase: str, progress: Progress = silent) -> Verification:
    """Check the log of a closed store and every row it speaks of, and write nothing into it.

    A store that opening would refuse as rolled back is looked at all the same. Raises as `open_` otherwise, and
    `WrongUse` for a store of the format that had no log.
    """
    with _unlocked(folder, passphrase) as (keyring, engine, _lock, _seconds):
        if check_revision(engine) != HEAD:
            engine.dispose()
            raise WrongUse(NO_LOG)
        try:
            with engine.connect() as connection:
                anchor = AnchorFile(folder, keyring.store_id)
                return audit_store.verify(connection, keyring, anchor, progress)
        finally:
            engine.dispose()
            keyring.wipe()
            _lock.release()


def _opened(folder: Path, secret: Secret) -> tuple[Vault, float]:
    """The store, and the seconds that deriving its keys took."""
    with _unlocked(folder, secret) as (keyring, engine, lock, seconds):
        if check_revision(engine) == HEAD:
            refuse_older(engine, folder, keyring)
        log = AuditLog(keyring, AnchorFile(folder, keyring.store_id))
        upgrade(engine, lambda old: cipher.copy(folder / DATABASE, folder / f"vault-{old}.db", keyring), log.adopt)
        return Vault(engine, keyring, lock, KeyPair(folder)), seconds


@contextmanager
def _unlocked(folder: Path, secret: Secret) -> Iterator[tuple[Keyring, Engine, StoreLock, float]]:
    """Keys, checked database, lock, and the seconds that deriving took; all given up again if anything fails."""
    refuse_network_share(folder)
    if not is_store(folder):
        raise NotAStore(NOT_A_STORE)
    with locked(folder) as lock:
        content, started = KeyPair(folder).content(), perf_counter()
        keyring = opened_keys(folder, content, secret)
        seconds = perf_counter() - started
        close_to_others(folder)
        cipher.check_pages(folder / DATABASE, keyring)
        with _engine(folder, keyring) as engine:
            check_revision(engine)
            key_binding.check(engine, keyring)
            yield keyring, engine, lock, seconds


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


@contextmanager
def _closed_on_failure(vault: Vault) -> Iterator[None]:
    try:
        yield
    except BaseException:
        vault.close()
        raise


NOT_A_STORE = Term(
    "La cartella non contiene un archivio (mancano «vault.db» o «vault.keys»): controllare il percorso.",
    "The folder holds no store (“vault.db” or “vault.keys” is missing): check the path.",
)
