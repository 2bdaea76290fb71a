"""Puts the program together: the one module that knows both the ways in and the store."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from db.layout import is_store
from observatory.authorisation.rules import require
from observatory.authorisation.store import GuardedStore
from observatory.errors import ObservatoryError, WrongPassphrase
from observatory.ports import Store
from observatory.progress import Progress
from observatory.security.process import harden_process
from observatory.security.roles import Permission

if TYPE_CHECKING:
    from db.inspection import StoreCheck, StoreFacts
    from db.rescue import Rescue
    from db.vault import Vault
    from observatory.security.audit.verification import Verification
    from observatory.security.backup_manifest import Backup, Manifest
    from observatory.security.backup_schedule import BackupState
    from observatory.security.paper_key import PaperKey
    from observatory.security.slots import Login
    from observatory.security.store_keys import Newcomer, StoreKeys
    from observatory.terms import Term


class OpenStore(GuardedStore):
    """A store on disk as its member may have it; only this module reaches the vault beneath."""

    def __init__(self, vault: "Vault") -> None:
        super().__init__(vault)
        self.vault = vault


def create_store(
    folder: Path, passphrase: str, paper: "PaperKey | None" = None, founder: "Newcomer | None" = None
) -> Store:
    """Make and open an encrypted store; raises `StoreExists`, `WrongUse`, `FileTrouble`, `StoreError`.

    With a paper key it has a recovery sheet from the start; a founder who gives no name gets one.
    """
    from db import vault  # noqa: PLC0415 - the store's libraries load when a store is wanted, not for `--help`
    from observatory.security.first_version import FOUNDER  # noqa: PLC0415 - as above

    harden_process()
    return OpenStore(vault.create(folder, passphrase, paper=paper, founder=founder or FOUNDER))


def open_store(folder: Path, secret: "str | Login", patience: float | None = None) -> Store:
    """Open a store, by a passphrase alone where it has one member.

    With a `patience` in seconds the pages of a large store that take longer are left to its `verify`.
    Raises a `StoreError` that says which of the possible things is wrong, `WrongUse` for a name that is missing.
    """
    from db import vault  # noqa: PLC0415 - as above
    from observatory.security.key_derivation import raised  # noqa: PLC0415 - as above

    harden_process()
    return OpenStore(vault.open_(folder, secret, raised=raised, patience=patience))


def recover_store(folder: Path, paper: "PaperKey", passphrase: str, member: str = "") -> Store:
    """Open a store by its recovery sheet and set a new passphrase for the member; raises as `open_store`."""
    from db import vault  # noqa: PLC0415 - as above

    harden_process()
    return OpenStore(vault.recover(folder, paper, passphrase, member=member))


def keys_of(store: Store) -> "StoreKeys":
    """The keys of a store that was opened here."""
    return _on_disk(store).keys


def is_own_passphrase(store: Store, passphrase: str) -> bool:
    """Whether whoever opened the store opens it with this; it derives a key and so takes a second.

    A store that is not on disk has none.
    """
    if not isinstance(store, OpenStore):
        return False
    try:
        with store.vault.second(store.member.name, passphrase):
            return True
    except WrongPassphrase:
        return False


def recovery_sheet(store: Store) -> str:
    """The recovery sheet in force, as `PaperKey.sheet`; empty if there is none."""
    return store.vault.keys.sheet if isinstance(store, OpenStore) else ""


def key_epoch(store: Store) -> int:
    """How many sets of keys the store has had; 1 as long as nobody was removed, 0 for a store that is not on disk."""
    return store.vault.keyring.epoch if isinstance(store, OpenStore) else 0


def notices(store: Store) -> "tuple[Term, ...]":
    """What opening the store mended or could not know, to be told once."""
    return (*store.vault.keys.notices, *store.vault.notices) if isinstance(store, OpenStore) else ()


def inspect_store(folder: Path, secret: "str | Login", progress: "Progress") -> "Verification":
    """Check the signed log of a closed store and every row it speaks of, writing nothing; raises as `open_store`."""
    from db import vault  # noqa: PLC0415 - as above

    harden_process()
    return vault.inspect(folder, secret, progress)


def store_exists(folder: Path) -> bool:
    return is_store(folder)


def why_not_in(folder: Path) -> "Term | None":
    """Why no store can be made in this folder, as far as can be told before making it."""
    from db.lock import NETWORK_SHARE, is_on_network_share  # noqa: PLC0415 - as above

    return NETWORK_SHARE if is_on_network_share(folder) else None


def member_count(folder: Path) -> int:
    """How many members a closed store has; 0 where nobody can tell, which opening it says in so many words."""
    from db.key_pair import KeyPair  # noqa: PLC0415 - as above
    from observatory.security.key_container import read_body  # noqa: PLC0415 - as above
    from observatory.security.slots import passphrase_slots  # noqa: PLC0415 - as above

    try:
        return passphrase_slots(read_body(KeyPair(folder).content()))
    except (ObservatoryError, KeyError, TypeError):
        return 0


def system_clock() -> datetime:
    return datetime.now(UTC)


def backup_state(store: Store) -> "BackupState":
    """What is known of the store's backups; nothing for a store that is not on disk."""
    from db import backup_folder  # noqa: PLC0415 - as above
    from observatory.security.backup_schedule import BackupState  # noqa: PLC0415 - as above

    return backup_folder.state(store.vault) if isinstance(store, OpenStore) else BackupState()


def choose_backup_folder(store: Store, folder: Path) -> None:
    """From now on a backup is kept in this folder every day the store is used; raises `WrongUse`, `NotAllowed`."""
    from db import backup_folder  # noqa: PLC0415 - as above

    backup_folder.choose(_to_back_up(store), folder)


def back_up(store: Store, target: Path, progress: Progress) -> "Backup":
    """One backup file, opened before this returns.

    Raises `NotAllowed`, `FileTrouble`, `WrongUse`, `DamagedStore`, `Cancelled`.
    """
    from db import backup_folder  # noqa: PLC0415 - as above

    return backup_folder.make(_to_back_up(store), target, system_clock(), progress)


def back_up_in_folder(store: Store, progress: Progress) -> "Backup":
    """As `back_up`, in the folder of the schedule, which is then thinned out."""
    from db import backup_folder  # noqa: PLC0415 - as above

    return backup_folder.make_in_folder(_to_back_up(store), system_clock(), progress)


def back_up_if_due(store: Store, progress: Progress) -> "Backup | None":
    """As `back_up_in_folder` if a folder was chosen and its newest backup is older than a day.

    Whoever is working: it is the store's own duty, ordered by whoever chose the folder.
    """
    from db import backup_folder  # noqa: PLC0415 - as above

    return backup_folder.make_if_due(store.vault, system_clock(), progress) if isinstance(store, OpenStore) else None


def check_backup(store: Store, path: Path, progress: Progress) -> "Backup":
    """Open a backup with the keys of the open store; raises `NotAllowed`, or a `StoreError` that says what is wrong."""
    from db import backup_folder  # noqa: PLC0415 - as above

    return backup_folder.check(_to_back_up(store), path, system_clock(), progress)


def read_manifest(path: Path) -> "Manifest":
    """What a backup file says of itself without a passphrase."""
    from db.backup_file import read_backup  # noqa: PLC0415 - as above

    return read_backup(path).manifest


def check_backup_file(path: Path, secret: "str | Login", progress: Progress) -> "Backup":
    """Open a backup with its own passphrase."""
    from db import backup  # noqa: PLC0415 - as above

    harden_process()
    return backup.verify_alone(path, secret, progress)


def restore_backup(path: Path, secret: "str | Login", folder: Path, progress: Progress) -> "Backup":
    """Make a store from a backup in a new or empty folder; raises `StoreExists` rather than write over anything."""
    from db import backup  # noqa: PLC0415 - as above

    harden_process()
    return backup.restore(path, secret, folder, progress)


def store_facts(folder: Path) -> "StoreFacts":
    """What a store tells without a passphrase."""
    from db import inspection  # noqa: PLC0415 - as above

    return inspection.facts(folder)


def check_store(folder: Path, secret: "str | Login", progress: Progress) -> "StoreCheck":
    """Check a closed store page by page; raises as `open_store`."""
    from db import inspection  # noqa: PLC0415 - as above

    harden_process()
    return inspection.check(folder, secret, progress)


def rescue_store(folder: Path, secret: "str | Login", out: Path, progress: Progress, *, plain: bool) -> "Rescue":
    """Write what can still be read of a store, without SQLCipher's library; unencrypted only if `plain`.

    Nobody's roles stand between a plain file and its reader: raises `NotAllowed` for whoever may not make backups.
    """
    from db import rescue  # noqa: PLC0415 - as above

    harden_process()
    if plain:
        require(rescue.whose(folder, secret), Permission.BACK_UP)
    return rescue.rescue(folder, secret, out, progress, plain=plain)


def _on_disk(store: Store) -> "Vault":
    if not isinstance(store, OpenStore):
        raise TypeError(type(store).__name__)
    return store.vault


def _to_back_up(store: Store) -> "Vault":
    """The vault, for a member who may make backups of it; raises `NotAllowed`."""
    require(store.member, Permission.BACK_UP)
    return _on_disk(store)
