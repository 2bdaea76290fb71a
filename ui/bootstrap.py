"""Puts the program together: the one module that knows both the ways in and the store."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.layout import is_store
from observatory.ports import Store
from observatory.progress import Progress
from observatory.security.process import harden_process

if TYPE_CHECKING:
    from db.inspection import StoreCheck, StoreFacts
    from db.rescue import Rescue
    from db.vault import Vault
    from observatory.security.audit.verification import Verification
    from observatory.security.backup_manifest import Backup, Manifest
    from observatory.security.backup_schedule import BackupState
    from observatory.security.paper_key import PaperKey
    from observatory.security.store_keys import StoreKeys
    from observatory.terms import Term

DEFAULT_ROLE = "clinician"
"""Until a store has several members, whoever unlocks it may do everything."""


def create_store(folder: Path, passphrase: str, paper: "PaperKey | None" = None) -> Store:
    """Make and open an encrypted store; raises `StoreExists`, `WrongUse`, `FileTrouble`, `StoreError`.

    With a paper key it has a recovery sheet from the start.
    """
    from db import vault  # noqa: PLC0415 - the store's libraries load when a store is wanted, not for `--help`

    harden_process()
    return vault.create(folder, passphrase, paper=paper)


def open_store(folder: Path, passphrase: str) -> Store:
    """Open a store; raises a `StoreError` that says which of the possible things is wrong."""
    from db import vault  # noqa: PLC0415 - as above
    from observatory.security.key_derivation import raised  # noqa: PLC0415 - as above

    harden_process()
    return vault.open_(folder, passphrase, raised=raised)


def recover_store(folder: Path, paper: "PaperKey", passphrase: str) -> Store:
    """Open a store by its recovery sheet and set a new passphrase; raises as `open_store`, and `WrongUse`."""
    from db import vault  # noqa: PLC0415 - as above

    harden_process()
    return vault.recover(folder, paper, passphrase)


def keys_of(store: Store) -> "StoreKeys":
    """The keys of a store that was opened here."""
    from db.vault import Vault  # noqa: PLC0415 - as above

    if not isinstance(store, Vault):
        raise TypeError(type(store).__name__)
    return store.keys


def recovery_sheet(store: Store) -> str:
    """The recovery sheet in force, as `PaperKey.sheet`; empty if there is none."""
    from db.vault import Vault  # noqa: PLC0415 - as above

    return store.keys.sheet if isinstance(store, Vault) else ""


def notices(store: Store) -> "tuple[Term, ...]":
    """What opening the store mended or could not know, to be told once."""
    from db.vault import Vault  # noqa: PLC0415 - as above

    return (*store.keys.notices, *store.notices) if isinstance(store, Vault) else ()


def inspect_store(folder: Path, passphrase: str, progress: "Progress") -> "Verification":
    """Check the signed log of a closed store and every row it speaks of, writing nothing; raises as `open_store`."""
    from db import vault  # noqa: PLC0415 - as above

    harden_process()
    return vault.inspect(folder, passphrase, progress)


def store_exists(folder: Path) -> bool:
    return is_store(folder)


def system_clock() -> datetime:
    return datetime.now(UTC)


def backup_state(store: Store) -> "BackupState":
    """What is known of the store's backups; nothing for a store that is not on disk."""
    from db import backup_folder  # noqa: PLC0415 - as above
    from db.vault import Vault  # noqa: PLC0415 - as above
    from observatory.security.backup_schedule import BackupState  # noqa: PLC0415 - as above

    return backup_folder.state(store) if isinstance(store, Vault) else BackupState()


def choose_backup_folder(store: Store, folder: Path) -> None:
    """From now on a backup is kept in this folder every day the store is used; raises `WrongUse`."""
    from db import backup_folder  # noqa: PLC0415 - as above

    backup_folder.choose(_on_disk(store), folder)


def back_up(store: Store, target: Path, progress: Progress) -> "Backup":
    """One backup file, opened before this returns; raises `FileTrouble`, `WrongUse`, `DamagedStore`, `Cancelled`."""
    from db import backup_folder  # noqa: PLC0415 - as above

    return backup_folder.make(_on_disk(store), target, system_clock(), progress)


def back_up_in_folder(store: Store, progress: Progress) -> "Backup":
    """As `back_up`, in the folder of the schedule, which is then thinned out."""
    from db import backup_folder  # noqa: PLC0415 - as above

    return backup_folder.make_in_folder(_on_disk(store), system_clock(), progress)


def back_up_if_due(store: Store, progress: Progress) -> "Backup | None":
    """As `back_up_in_folder` if a folder was chosen and its newest backup is older than a day."""
    from db import backup_folder  # noqa: PLC0415 - as above
    from db.vault import Vault  # noqa: PLC0415 - as above

    return backup_folder.make_if_due(store, system_clock(), progress) if isinstance(store, Vault) else None


def check_backup(store: Store, path: Path, progress: Progress) -> "Backup":
    """Open a backup with the keys of the open store; raises a `StoreError` that says what is wrong with it."""
    from db import backup_folder  # noqa: PLC0415 - as above

    return backup_folder.check(_on_disk(store), path, system_clock(), progress)


def read_manifest(path: Path) -> "Manifest":
    """What a backup file says of itself without a passphrase."""
    from db.backup_file import read_backup  # noqa: PLC0415 - as above

    return read_backup(path).manifest


def check_backup_file(path: Path, passphrase: str, progress: Progress) -> "Backup":
    """Open a backup with its own passphrase."""
    from db import backup  # noqa: PLC0415 - as above

    harden_process()
    return backup.verify_alone(path, passphrase, progress)


def restore_backup(path: Path, passphrase: str, folder: Path, progress: Progress) -> "Backup":
    """Make a store from a backup in a new or empty folder; raises `StoreExists` rather than write over anything."""
    from db import backup  # noqa: PLC0415 - as above

    harden_process()
    return backup.restore(path, passphrase, folder, progress)


def store_facts(folder: Path) -> "StoreFacts":
    """What a store tells without a passphrase."""
    from db import inspection  # noqa: PLC0415 - as above

    return inspection.facts(folder)


def check_store(folder: Path, passphrase: str, progress: Progress) -> "StoreCheck":
    """Check a closed store page by page; raises as `open_store`."""
    from db import inspection  # noqa: PLC0415 - as above

    harden_process()
    return inspection.check(folder, passphrase, progress)


def rescue_store(folder: Path, passphrase: str, out: Path, progress: Progress, *, plain: bool) -> "Rescue":
    """Write what can still be read of a store, without SQLCipher's library; unencrypted only if `plain`."""
    from db import rescue  # noqa: PLC0415 - as above

    harden_process()
    return rescue.rescue(folder, passphrase, out, progress, plain=plain)


def _on_disk(store: Store) -> "Vault":
    from db.vault import Vault  # noqa: PLC0415 - as above

    if not isinstance(store, Vault):
        raise TypeError(type(store).__name__)
    return store
