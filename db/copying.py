"""A copy of a database that others go on writing to, under the same keys or others; one kept before an update."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlcipher3

from db import cipher
from db.files import flush_folder
from db.troubles import DAMAGED, DISK, spoken
from observatory.errors import DamagedStore, FileTrouble
from observatory.security.keyring import Keyring

_PAGES_A_STEP = 512


def copy_database(
    database: Path, target: Path, keyrings: tuple[Keyring, Keyring], tell: Callable[[int, int], None]
) -> None:
    """Copy a snapshot to a new file; `keyrings` are those of the database and of the copy.

    The transaction holds the snapshot while others write, so that the copy never has to start again. `tell` is given
    pages done and pages in all, and may raise. Raises `FileTrouble`, `DamagedStore` for a database that is damaged.
    """

    def tell_pages(_status: int, left: int, total: int) -> None:
        tell(total - left, total)

    own, others = keyrings
    cipher.private_file(target)
    with (
        closing(cipher.connect(database, own)) as source,
        closing(cipher.connect(target, others, alone=True)) as copied,
        spoken(),
    ):
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        _back_up(source, copied, tell_pages)


def keep_copy(database: Path, target: Path, keyring: Keyring) -> None:
    """A copy under the same keys, verified page by page before it takes its name; an earlier one is replaced.

    Raises `FileTrouble`, `DamagedStore`.
    """
    fresh = target.with_name(f"{target.name}.new")
    try:
        for unfinished in target.parent.glob(f"{fresh.name}*"):
            unfinished.unlink()
        copy_database(database, fresh, (keyring, keyring), lambda *_: None)
        cipher.check_pages(fresh, keyring)
        fresh.replace(target)
        flush_folder(target.parent)
    except OSError as error:
        raise FileTrouble(DISK) from error


def _back_up(source: Any, copied: Any, tell: Callable[[int, int, int], None]) -> None:  # noqa: ANN401 - sqlcipher3 has no types
    """The backup API's errors carry no code, only a class."""
    try:
        source.backup(copied, pages=_PAGES_A_STEP, progress=tell)
    except sqlcipher3.OperationalError as error:
        raise FileTrouble(DISK) from error
    except sqlcipher3.DatabaseError as error:
        raise DamagedStore(DAMAGED) from error
