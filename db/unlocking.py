"""Opening what a store consists of: its keys by a secret, its database under them, its lock; each checked first."""

from collections.abc import Iterator
from contextlib import contextmanager
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
from observatory.errors import NotAStore
from observatory.security.keyring import Keyring
from observatory.security.slots import Secret
from observatory.terms import Term


@contextmanager
def unlocked(folder: Path, secret: Secret) -> Iterator[tuple[Keyring, Engine, StoreLock, float]]:
    """Keys, checked database, lock, and the seconds that deriving took; all given up again if anything fails."""
    refuse_network_share(folder)
    if not is_store(folder):
        raise NotAStore(NOT_A_STORE)
    with locked(folder) as lock:
        content, started = KeyPair(folder).content(), perf_counter()
        keyring = opened_keys(folder, content, secret)
        seconds = perf_counter() - started
        close_to_others(folder)
        key_binding.refuse_foreign(folder / DATABASE, keyring)
        cipher.check_pages(folder / DATABASE, keyring)
        with checked_engine(folder, keyring) as engine:
            check_revision(engine)
            key_binding.check(engine, keyring)
            yield keyring, engine, lock, seconds


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
