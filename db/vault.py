"""Making, opening and closing a store: a folder with the encrypted database, its keys and a lock."""

import contextlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import RLock

from sqlalchemy import Engine

from db import audit_store, cipher, key_binding
from db.anchor import AnchorFile
from db.audit_log import AuditLog
from db.connections import Connections
from db.files import flush_folder, replace_atomically
from db.folder import new_folder
from db.key_acts import refuse_ungranted
from db.key_pair import KeyPair
from db.layout import DATABASE, KEYS, NEW_DATABASE, SPARE_KEYS
from db.lock import StoreLock, refuse_network_share
from db.log_check import NEW_HERE, NO_LOG, refuse_forgotten, refuse_older
from db.migrate import FIRST_WITH_LOG, HEAD, check_revision, make_tables
from db.modernising import modernise
from db.page_check import PageCheck, finish
from db.seals import Seals
from db.unit import SqlUnit
from db.unlocking import checked_engine, unlocked
from db.vault_keys import Raise, VaultKeys
from observatory.errors import FileTrouble, ObservatoryError, WrongUse
from observatory.progress import Progress, silent
from observatory.security.audit.anchors import Anchor
from observatory.security.audit.entries import Act, Note
from observatory.security.audit.verification import Verification
from observatory.security.first_version import FOUNDER
from observatory.security.key_derivation import KdfCost, calibrated
from observatory.security.key_file import new_key_file
from observatory.security.keyring import Keyring
from observatory.security.members import Member
from observatory.security.paper_key import PaperKey
from observatory.security.passphrases import accept
from observatory.security.signing import is_signed
from observatory.security.slots import Login, Secret, as_login
from observatory.security.store_keys import Newcomer
from observatory.security.witnesses import SigningWitness
from observatory.terms import Term


class Vault:
    """An open store, `observatory.ports.Store`; `keys` is its `StoreKeys`."""

    def __init__(
        self, engine: Engine, keyring: Keyring, lock: StoreLock, pair: KeyPair, pages: PageCheck | None = None
    ) -> None:
        self._pages = pages
        self._connections = Connections(engine)
        self._keyring = keyring
        self._anchor = AnchorFile(lock.folder, keyring.store_id)
        self.log = AuditLog(keyring, self._anchor)
        self.had_anchor = isinstance(self._anchor.read(keyring.members), Anchor)
        self.keys = VaultKeys(pair, self._connections, keyring, _mended(pair, keyring), self.log)
        self._lock = lock
        self._seals = Seals(keyring)
        self._closing = RLock()

    def begin(self) -> SqlUnit:
        """A unit of work; raises `NotAStore` once the store is closed."""
        self._connections.check_open()
        return SqlUnit(self._connections, self._seals, self.log, KeyPair(self.folder).remove_old_copies)

    @property
    def notices(self) -> tuple[Term, ...]:
        """What whoever opened the store should know, though nothing is wrong."""
        return () if self.had_anchor else (NEW_HERE,)

    @property
    def member(self) -> Member:
        """Who opened it."""
        return self._keyring.me

    @property
    def members(self) -> tuple[Member, ...]:
        """Everybody who may open it now, by name."""
        return self._keyring.people

    @property
    def everyone(self) -> tuple[Member, ...]:
        """Whoever is or was a member."""
        return self._keyring.everyone

    def witness(self) -> SigningWitness:
        """Whoever opened it, to sign."""
        return SigningWitness(self.member, self._keyring.signing)

    def second(self, name: str, passphrase: str) -> SigningWitness:
        """Another member; raises `WrongPassphrase`, `TamperedStore`."""
        return self.keys.second(name, passphrase)

    def is_signed(self, member: str, purpose: bytes, message: bytes, signature: bytes) -> bool:
        """Whether the member of that id, present or past, signed this."""
        return is_signed(self._keyring.members.get(member, b""), purpose, message, signature)

    def enter(self, act: Act) -> None:
        """Write down that the store was opened or made; raises `FileTrouble`, and then it must not be used."""
        self.log.enter(self._connections, act)
        self.had_anchor = self.had_anchor or act is Act.CREATE

    def claim_drafts(self) -> None:
        """Drafts that a recovery left to nobody become mine; a disk that refuses is asked at the next opening."""
        with contextlib.suppress(ObservatoryError), self.begin() as unit:
            if unit.drafts.claim([member.id for member in self.members]):
                unit.commit()

    def note_restored(self, backup: str) -> None:
        """Write down, signed, that this store was restored; `backup` names which one (its digest, its day)."""
        self.log.record(self._connections, Note(Act.RESTORED, f"backup/{backup}"), durable=True)

    def verify(self, progress: Progress = silent) -> Verification:
        """Check the pages that opening left, the log, and every row it speaks of.

        Raises `Cancelled` when stopped, `DamagedStore` for a page that is not as it was written.
        """
        if self._pages is not None:
            finish(self._pages, self._connections, progress)
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

    def visited(self) -> AbstractContextManager[None]:
        """The files are read from outside: their keys do not change meanwhile; raises `StoreBusy`."""
        return self._connections.visited()

    def check_open(self) -> None:
        """Raise `NotAStore` once the store is closed."""
        self._connections.check_open()

    def close(self) -> None:
        """Connections gone, keys wiped, lock released; closing twice does no harm.

        What a unit has not committed is rolled back, and the unit's next step raises `NotAStore`.
        """
        with self._closing, contextlib.ExitStack() as last:
            last.callback(self._lock.release)
            last.callback(self._keyring.wipe)
            self._connections.close(self.log.leave)


def _mended(pair: KeyPair, keyring: Keyring) -> tuple[Term, ...]:
    """Looked at again after everything was checked: nothing but what opened the store is spread."""
    content = pair.content()
    key_binding.expect(keyring, content)
    return pair.mend(content)


def create(
    folder: Path,
    passphrase: str,
    *,
    cost: KdfCost | None = None,
    paper: PaperKey | None = None,
    founder: Newcomer = FOUNDER,
) -> Vault:
    """Make a store in a new or empty folder and open it. `cost` is calibrated to this machine unless given.

    With a paper key the store has a recovery sheet from the start; `founder` is its first member.

    All or nothing: after a failure nothing of it is left. Raises `StoreExists` for a folder that holds anything,
    `WrongUse` for a passphrase that is too short or an impossible name, `FileTrouble` when the disk refuses.
    """
    accepted = accept(passphrase)
    refuse_network_share(folder)
    with new_folder(folder) as lock:
        content, keyring = new_key_file(accepted, cost or calibrated(), paper, founder)
        return _made(folder, content, keyring, lock)


def _made(folder: Path, content: bytes, keyring: Keyring, lock: StoreLock) -> Vault:
    """The database takes its name last: a store that was cut short while being made is none, and may be made again."""
    with checked_engine(folder, keyring) as engine:
        _make_database(folder / NEW_DATABASE, keyring)
        for name in (SPARE_KEYS, KEYS):
            replace_atomically(folder / name, content)
        (folder / NEW_DATABASE).replace(folder / DATABASE)
        flush_folder(folder)
        made = Vault(engine, keyring, lock, KeyPair(folder))
        made.enter(Act.CREATE)
        return made


def _make_database(path: Path, keyring: Keyring) -> None:
    cipher.private_file(path)
    engine = cipher.engine(path, keyring)
    try:
        make_tables(engine)
        key_binding.bind(engine, keyring)
    finally:
        engine.dispose()
    cipher.check_pages(path, keyring)


def open_(
    folder: Path, secret: str | Login, *, raised: Raise = lambda _cost, _took: None, patience: float | None = None
) -> Vault:
    """Open a store, bringing its schema up to date and its slot to the cost that `raised` asks for.

    A name is needed once there are several members. Keys that others lack and this one has are passed on. All pages are
    checked first; with a `patience` only those that can be within so many seconds, and `verify` checks the others.

    Raises, in this order of checks: `NotAStore`, `StoreInUse`, for the key file `DamagedStore`, `NewerStore`,
    `WrongPassphrase`, `TamperedStore`, for the database `DamagedStore`, `NewerStore`, `RolledBackStore`; the store is
    left as it is.
    """
    vault, seconds = _opened(folder, secret, patience)
    with _closed_on_failure(vault):
        vault.keys.strengthen(as_login(secret).passphrase, seconds, raised)
        vault.keys.pass_on()
        vault.claim_drafts()
        vault.enter(Act.UNLOCK)
    return vault


def recover(folder: Path, paper: PaperKey, passphrase: str, *, member: str = "", cost: KdfCost | None = None) -> Vault:
    """Open a store by its recovery sheet and set a new passphrase; the one that was lost opens nothing any more.

    `member` is the name of whoever lost it, needed once there are several. Raises as `open_`, and `WrongUse` for a
    passphrase that is too short.
    """
    accepted = accept(passphrase)
    vault, _ = _opened(folder, paper)
    with _closed_on_failure(vault):
        vault.keys.let_in_again(paper, member, accepted, cost=cost)
        vault.claim_drafts()
        try:
            vault.enter(Act.UNLOCK)
        except FileTrouble as error:
            raise FileTrouble(_RECOVERED) from error
    return vault


def inspect(folder: Path, secret: Secret, progress: Progress = silent) -> Verification:
    """Check the log of a closed store and every row it speaks of, and write nothing into it.

    A store that opening would refuse as rolled back is looked at all the same. Raises as `open_` otherwise, and
    `WrongUse` for a store of the format that had no log.
    """
    with unlocked(folder, secret) as found:
        keyring, engine = found.keyring, found.engine
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
            found.lock.release()


def _opened(folder: Path, secret: Secret, patience: float | None = None) -> tuple[Vault, float]:
    """The store, and the seconds that deriving its keys took."""
    with unlocked(folder, secret, patience) as found:
        keyring, engine = found.keyring, found.engine
        if check_revision(engine) >= FIRST_WITH_LOG:
            refuse_older(engine, folder, keyring)
            refuse_forgotten(engine, keyring)
        modernise(engine, folder, keyring, secret)
        vault = Vault(engine, keyring, found.lock, KeyPair(folder), found.pages)
    with _closed_on_failure(vault):
        vault.keys.make_good()
        refuse_ungranted(engine, keyring)
    return vault, found.seconds


@contextmanager
def _closed_on_failure(vault: Vault) -> Iterator[None]:
    try:
        yield
    except BaseException:
        vault.close()
        raise


_RECOVERED = Term(
    "La nuova frase d’accesso vale già, ma il disco non accetta altro: fare spazio e riaprire l’archivio con quella.",
    "The new passphrase is already valid, but the disk takes nothing more: make room and open the store with it.",
)
