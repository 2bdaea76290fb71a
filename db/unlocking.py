"""Opening what a store consists of: its keys by a secret, its database under them, its lock; each checked first."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from sqlalchemy import Engine

from db import cipher, key_binding
from db.folder import close_to_others, locked
from db.key_pair import KeyPair
from db.layout import DATABASE, is_store
from db.lock import StoreLock, refuse_network_share
from db.log_check import opened_keys
from db.migrate import check_revision
from db.page_check import PageCheck, for_seconds
from observatory.errors import NotAStore
from observatory.security.keyring import Keyring
from observatory.security.slots import Secret
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What opened a store: `seconds` is what deriving the keys took, `pages` how far the check of the pages came."""

    keyring: Keyring
    engine: Engine
    lock: StoreLock
    seconds: float
    pages: PageCheck


@contextmanager
def unlocked(folder: Path, secret: Secret, patience: float | None = None) -> Iterator[Unlocked]:
    """Keys, checked database and lock; all given up again if anything fails.

    Every page is checked; with a `patience` of so many seconds, those that could not be checked by then are left to
    whoever asked, and only the file's length is checked beyond.
    """
    refuse_network_share(folder)
    if not is_store(folder):
        raise NotAStore(NOT_A_STORE)
    with locked(folder) as lock:
        content, started = KeyPair(folder).content(), perf_counter()
        keyring = opened_keys(folder, content, secret)
        seconds = perf_counter() - started
        close_to_others(folder)
        key_binding.refuse_foreign(folder / DATABASE, keyring)
        pages = _checked_pages(folder / DATABASE, keyring, patience)
        with checked_engine(folder, keyring) as engine:
            check_revision(engine)
            key_binding.check(engine, keyring)
            yield Unlocked(keyring, engine, lock, seconds, pages)


def _checked_pages(database: Path, keyring: Keyring, patience: float | None) -> PageCheck:
    if patience is None:
        cipher.check_pages(database, keyring)
        return PageCheck(database, keyring, is_complete=True)
    cipher.check_length(database, keyring)
    pages = PageCheck(database, keyring)
    pages.go_on(for_seconds(patience))
    return pages


@contextmanager
def checked_engine(folder: Path, keyring: Keyring) -> Iterator[Engine]:
    """An engine that is given up, and its keys with it, if the store cannot be opened after all."""
    engine = cipher.engine(folder / DATABASE, keyring)
    try:
        yield engine
    except BaseException:
        engine.dispose()
        keyring.wipe()
        raise


NOT_A_STORE = Term(
    "La cartella non contiene un archivio (mancano «vault.db» o «vault.keys»): controllare il percorso.",
    "The folder holds no store (“vault.db” or “vault.keys” is missing): check the path.",
)
