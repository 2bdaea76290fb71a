"""What a closed store tells of itself without its keys, and whether it is whole, with them."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from db import cipher, key_binding
from db.backup_sentences import NOT_WHOLE_KEYS
from db.database_check import check_pages_and_rows, counted, schema_of
from db.files import read
from db.key_pair import KeyPair
from db.layout import DATABASE, KEYS, SPARE_KEYS, WRITE_AHEAD_LOG, is_store
from db.lock import StoreLock, refuse_network_share
from db.log_check import checked_keys
from db.migrate import HEAD, NEWER
from db.troubles import spoken
from db.unlocking import NOT_A_STORE
from observatory.errors import NewerStore, NotAStore, ObservatoryError, RolledBackStore, StoreInUse
from observatory.progress import Progress
from observatory.security.key_container import read_body
from observatory.security.keyring import Keyring
from observatory.security.slots import Secret
from observatory.terms import Term

CHECKING = Term("Verifica delle pagine", "Checking pages")


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What anybody who has the folder can see. `bytes` by file name; `key_files` says of each whether it is whole."""

    store: str
    key_sequence: int
    epoch: int
    members: int
    bytes: Mapping[str, int]
    key_files: Mapping[str, bool]
    is_in_use: bool


@dataclass(frozen=True, slots=True)
class StoreCheck:
    """A store that was found whole: its tables' revision, whether this program has newer ones, rows by table.

    `key_files` says of each key file whether it is whole: a store opens with one.
    """

    schema: str
    is_older: bool
    counts: Mapping[str, int]
    key_files: Mapping[str, bool]


def facts(folder: Path) -> StoreFacts:
    """Raises `NotAStore`, or `DamagedStore` when neither key file can be read."""
    if not is_store(folder):
        raise NotAStore(NOT_A_STORE)
    body = read_body(KeyPair(folder).content())
    names = (DATABASE, WRITE_AHEAD_LOG, KEYS, SPARE_KEYS)
    sizes = {name: (folder / name).stat().st_size for name in names if (folder / name).is_file()}
    return StoreFacts(
        store=str(body.get("store", "")),
        key_sequence=int(body.get("sequence", 0)),
        epoch=int(body.get("epoch", 0)),
        members=len(body.get("slots", ())),
        bytes=sizes,
        key_files=_key_files(folder),
        is_in_use=_is_in_use(folder),
    )


def check(folder: Path, secret: Secret, progress: Progress) -> StoreCheck:
    """Check every page, the tables, the key file and its spare of a closed store; nothing is changed by it.

    Only the write-ahead log that a crash left is folded in first. Raises as opening the store does.
    """
    refuse_network_share(folder)
    if not is_store(folder):
        raise NotAStore(NOT_A_STORE)
    lock = StoreLock(folder)
    try:
        keyring = checked_keys(folder, KeyPair(folder).content(), secret)
        try:
            return _checked(folder, keyring, progress)
        finally:
            keyring.wipe()
    finally:
        lock.release()


def _checked(folder: Path, keyring: Keyring, progress: Progress) -> StoreCheck:
    progress(0, 0, CHECKING)
    key_binding.refuse_foreign(folder / DATABASE, keyring)
    cipher.check_pages(folder / DATABASE, keyring)
    with closing(cipher.connect(folder / DATABASE, keyring)) as connection, spoken():
        check_pages_and_rows(connection)
        schema, counts = schema_of(connection), counted(connection)
        known = connection.execute("SELECT sequence, digest FROM key_file").fetchone()
    if schema > HEAD:
        raise NewerStore(NEWER)
    if known not in ((keyring.sequence, keyring.digest), (keyring.sequence - 1, keyring.previous)):
        raise RolledBackStore(NOT_WHOLE_KEYS)
    progress(1, 1, CHECKING)
    return StoreCheck(schema, schema < HEAD, counts, _key_files(folder))


def _key_files(folder: Path) -> dict[str, bool]:
    return {name: _is_whole(folder / name) for name in (KEYS, SPARE_KEYS)}


def _is_whole(path: Path) -> bool:
    try:
        read_body(read(path))
    except ObservatoryError:
        return False
    return True


def _is_in_use(folder: Path) -> bool:
    try:
        StoreLock(folder).release()
    except StoreInUse:
        return True
    except ObservatoryError:
        return False
    return False
