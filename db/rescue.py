"""Reads a store without SQLCipher, on `cryptography` and the standard library alone, and writes what is left of it.

It is what remains if the store's library is gone or refuses a damaged file: pages are opened one by one, those whose
MAC does not hold are listed and stepped over. The result is encrypted unless somebody asks in so many words.
"""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from db.files import flush_folder, replace_atomically
from db.key_pair import KeyPair
from db.layout import DATABASE, KEYS, SPARE_KEYS, WRITE_AHEAD_LOG
from db.lock import StoreLock, refuse_network_share
from db.rescue_sentences import NOT_OVER, NOT_WRITTEN, NOTHING_LEFT, OPENING, WRITING
from db.salvage import as_memory, salvaged, tables_of
from db.table_pages import GONE
from db.working_folder import working_folder
from db.write_ahead_log import CommittedPages, committed
from observatory.errors import DamagedStore, FileTrouble, StoreError, StoreExists, StoreInUse
from observatory.progress import Progress
from observatory.security.key_file import open_key_file
from observatory.security.keyring import Keyring
from observatory.security.members import Member
from observatory.security.page_cipher import PAGE_BYTES, PageCipher
from observatory.security.slots import Secret

PLAIN_DATABASE = "rescued.sqlite"
_STEP = 256
_ROLLBACK_JOURNAL = b"\x01\x01"
"""In the header's bytes 18 and 19: no write-ahead log, which a database in memory cannot have."""


@dataclass(frozen=True, slots=True)
class Rescue:
    """What was found and written.

    `damaged` are page numbers, from 1; `frames` of the write-ahead log were used and `frames_left` not; `tables` are
    rows by table in the result; `is_exact` says that every page was whole and the result is the very same database.
    """

    path: Path
    page_count: int
    damaged: tuple[int, ...]
    frames: int
    frames_left: int
    tables: Mapping[str, int]
    is_exact: bool


@dataclass(frozen=True, slots=True)
class _Pages:
    plain: bytearray
    damaged: tuple[int, ...]
    log: CommittedPages


def rescue(folder: Path, secret: Secret, out: Path, progress: Progress, *, plain: bool = False) -> Rescue:
    """Write what can be read of a closed store to a new or empty folder; the store itself is not touched.

    A store under the same keys, or with `plain` an unencrypted SQLite file in which narratives and drafts stay sealed.
    Raises as `open_key_file` does, `StoreInUse`, `StoreExists` for a folder that holds anything, `DamagedStore` when
    nothing is left, `FileTrouble` when the disk refuses, `Cancelled`.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise StoreExists(NOT_OVER)
    keys = KeyPair(folder).content()
    keyring = open_key_file(keys, secret)
    try:
        with _unused(folder), _all_or_nothing():
            found = _read(folder, PageCipher(keyring.database, keyring.cipher_salt), progress)
            content, is_exact = _result(found, keyring)
            with _beside(out) as fresh:
                if plain:
                    _write_plain(fresh, content)
                else:
                    _write_store(fresh, content, keys, keyring, progress)
    finally:
        keyring.wipe()
    count = len(found.plain) // PAGE_BYTES
    log = found.log
    return Rescue(out, count, found.damaged, log.frames, log.left, _counts(content), is_exact)


def whose(folder: Path, secret: Secret) -> Member:
    """The member whose secret it is, whatever the database is like; raises as `open_key_file` does."""
    keyring = open_key_file(KeyPair(folder).content(), secret)
    try:
        return keyring.me
    finally:
        keyring.wipe()


def _read(folder: Path, cipher: PageCipher, progress: Progress) -> _Pages:
    """The plain database in memory, the log's pages over the file's; what cannot be opened is marked as gone."""
    with (folder / DATABASE).open("rb") as file:
        log = committed(_bytes(folder / WRITE_AHEAD_LOG))
        in_file = -(-os.fstat(file.fileno()).st_size // PAGE_BYTES)

        def opened(number: int) -> bytes | None:
            if number in log.pages:
                return cipher.opened(number, log.pages[number])
            file.seek((number - 1) * PAGE_BYTES)
            return cipher.opened(number, file.read(PAGE_BYTES))

        count = _page_count(opened(1), in_file, log)
        plain, damaged = bytearray(count * PAGE_BYTES), []
        for number in range(1, count + 1):
            page = opened(number)
            if page is None:
                damaged.append(number)
            plain[(number - 1) * PAGE_BYTES : number * PAGE_BYTES] = page or GONE
            if number % _STEP == 0 or number == count:
                progress(number, count, OPENING)
    return _Pages(plain, tuple(damaged), log)


def _page_count(first: bytes | None, in_file: int, log: CommittedPages) -> int:
    """As many pages as page 1 says: more in the file is junk, fewer are missing."""
    if first is None:
        raise DamagedStore(NOTHING_LEFT)
    told = log.page_count or int.from_bytes(first[28:32]) or in_file
    return min(told, in_file + len(log.pages)) if told > 2 * in_file + len(log.pages) else told


def _result(found: _Pages, keyring: Keyring) -> tuple[bytes, bool]:
    """The database as it is when it is whole, else one made anew from the rows that can be read."""
    if not found.damaged and _is_whole(found.plain):
        return bytes(found.plain), True
    content = salvaged(found.plain, keyring)
    if not _is_whole(content):
        raise DamagedStore(NOTHING_LEFT)
    return content, False


def _is_whole(content: bytes | bytearray) -> bool:
    try:
        with closing(as_memory(content)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    except sqlite3.DatabaseError:
        return False


def _counts(content: bytes) -> dict[str, int]:
    with closing(as_memory(content)) as connection:
        return tables_of(connection)


def _write_store(fresh: Path, content: bytes, keys: bytes, keyring: Keyring, progress: Progress) -> None:
    """Encrypted page by page, then read back and compared."""
    cipher, count = PageCipher(keyring.database, keyring.cipher_salt), len(content) // PAGE_BYTES
    with _private(fresh / DATABASE) as descriptor, os.fdopen(descriptor, "w+b") as file:
        for number, page in _numbered(content):
            file.write(cipher.closed(number, page))
            if number % _STEP == 0 or number == count:
                progress(number, count, WRITING)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        if any(cipher.opened(number, file.read(PAGE_BYTES)) != page for number, page in _numbered(content)):
            raise FileTrouble(NOT_WRITTEN)
    for name in (SPARE_KEYS, KEYS):
        replace_atomically(fresh / name, keys)


def _write_plain(fresh: Path, content: bytes) -> None:
    replace_atomically(fresh / PLAIN_DATABASE, content[:18] + _ROLLBACK_JOURNAL + content[20:])
    with closing(sqlite3.connect(fresh / PLAIN_DATABASE)) as connection:
        if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
            raise FileTrouble(NOT_WRITTEN)


def _numbered(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Pages with their numbers; the reserved bytes count as zero."""
    for at in range(0, len(content), PAGE_BYTES):
        yield at // PAGE_BYTES + 1, content[at : at + PAGE_BYTES]


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A folder that takes its place when it is complete."""
    refuse_network_share(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    with working_folder(out.parent) as work:
        fresh = work / "rescued"
        fresh.mkdir(mode=0o700)
        yield fresh
        flush_folder(fresh)
        if out.exists():
            out.rmdir()
        fresh.rename(out)
        flush_folder(out.parent)


@contextmanager
def _unused(folder: Path) -> Iterator[None]:
    """Nobody may write meanwhile; a medium that only reads needs no lock."""
    try:
        lock: StoreLock | None = StoreLock(folder)
    except StoreInUse:
        raise
    except StoreError:
        lock = None
    try:
        yield
    finally:
        if lock is not None:
            lock.release()


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise FileTrouble(NOT_WRITTEN) from error


@contextmanager
def _private(path: Path) -> Iterator[int]:
    yield os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
