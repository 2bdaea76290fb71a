"""Puts the program together: the one module that knows both the ways in and the store."""

from datetime import UTC, datetime
from pathlib import Path

from db.layout import is_store
from observatory.ports import Store
from observatory.security.process import harden_process

DEFAULT_ROLE = "clinician"
"""Until a store has several members, whoever unlocks it may do everything."""


def create_store(folder: Path, passphrase: str) -> Store:
    """Make and open an encrypted store; raises `StoreExists`, `WrongUse`, `FileTrouble`, `StoreError`."""
    from db import vault  # noqa: PLC0415 - the store's libraries load when a store is wanted, not for `--help`

    harden_process()
    return vault.create(folder, passphrase)


def open_store(folder: Path, passphrase: str) -> Store:
    """Open a store; raises a `StoreError` that says which of the possible things is wrong."""
    from db import vault  # noqa: PLC0415 - as above

    harden_process()
    return vault.open_(folder, passphrase)


def store_exists(folder: Path) -> bool:
    return is_store(folder)


def system_clock() -> datetime:
    return datetime.now(UTC)
