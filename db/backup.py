"""One-file backups of a store: made from a snapshot, opened before success is told, restored beside and never over."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from db import cipher
from db.anchor import AnchorFile
from db.backup_file import BackupFile, extract_database, read_backup
from db.backup_sentences import (
    FOREIGN_KEYS,
    INSIDE,
    NO_ROOM,
    NOT_CHECKED,
    NOT_OVER,
    NOT_RESTORED,
    OTHER_KEYS,
    OTHER_STORE,
)
from db.copying import copy_database
from db.database_check import check_database, counted, schema_of
from db.files import flush_folder, replace_atomically
from db.key_pair import KeyPair
from db.layout import DATABASE, KEYS, SPARE_KEYS
from db.lock import refuse_network_share
from db.troubles import spoken
from db.vault import Vault, open_
from db.working_folder import working_folder
from observatory.errors import (
    FileTrouble,
    NotAStore,
    RolledBackStore,
    StoreBusy,
    StoreError,
    StoreExists,
    WrongUse,
)
from observatory.progress import Progress
from observatory.security.backup_manifest import Backup, Manifest, Part, opened_counts, sealed_counts, written_head
from observatory.security.key_container import read_body
from observatory.security.key_file import open_key_file
from observatory.security.keyring import Keyring
from observatory.security.slots import Login, Secret
from observatory.terms import Term

_CONTAINER = "backup"
_CHUNK = 1024 * 1024
COPYING = Term("Copia della base dati", "Copying the database")
WRITING = Term("Scrittura del salvataggio", "Writing the backup")
CHECKING = Term("Verifica", "Checking")


def make(vault: Vault, target: Path, made_at: datetime, progress: Progress) -> Backup:
    """Write a backup of an open store; others may go on writing to it meanwhile.

    The file takes its name only after it was opened and found whole; until then, and after any failure, an earlier file
    of that name stands. Raises `WrongUse` for a place inside the store, `FileTrouble` when the disk refuses,
    `DamagedStore` when the store itself is damaged, `Cancelled`, `NotAStore` when it is closed meanwhile.
    """
    vault.check_open()
    if target.parent.resolve() == vault.folder.resolve():
        raise WrongUse(INSIDE)
    with _all_or_nothing(NO_ROOM), _still_open(vault), working_folder(target.parent) as work:
        _write(vault, work, made_at, progress)
        backup = _checked(read_backup(work / _CONTAINER), vault.keyring, _made_folder(work / "check"), progress)
        (work / _CONTAINER).replace(target)
        flush_folder(target.parent)
    return replace(backup, path=target)


def verify(vault: Vault, path: Path, progress: Progress) -> Backup:
    """Open a backup of an open store with the store's own keys, page by page.

    Raises as `read_backup` does, and `NotAStore` for a backup of another store or from before its keys were changed.
    """
    vault.check_open()
    backup = read_backup(path)
    if backup.manifest.store != vault.keyring.store_id:
        raise NotAStore(OTHER_STORE)
    with _still_open(vault):
        if backup.manifest.epoch != vault.keyring.epoch:
            raise NotAStore(OTHER_KEYS)
        with _checking_folder(path) as work:
            return _checked(backup, vault.keyring, work, progress)


def verify_alone(path: Path, secret: Secret, progress: Progress) -> Backup:
    """Open a backup with the passphrase or paper key of its time; raises as `read_backup` and `open_key_file` do."""
    backup = read_backup(path)
    with _unlocked(backup, secret) as keyring, _checking_folder(path) as work:
        return _checked(backup, keyring, work, progress)


def restore(path: Path, passphrase: str | Login, folder: Path, progress: Progress) -> Backup:
    """Make a store from a backup in a new or empty folder: whole and opened, or nothing.

    Raises `StoreExists` for a folder that holds anything, `StoreError` for one on a network share, `FileTrouble` when
    the disk refuses, and as `verify_alone` does.
    """
    backup = read_backup(path)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreExists(NOT_OVER)
    refuse_network_share(folder)
    with _unlocked(backup, passphrase) as keyring, _all_or_nothing(NOT_RESTORED):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with working_folder(folder.parent) as work:
            fresh = _made_folder(work / "store")
            checked = _checked(backup, keyring, fresh, progress)
            for name in (SPARE_KEYS, KEYS):
                replace_atomically(fresh / name, backup.keys)
            _take_place(fresh, folder)
        _open_once(folder, passphrase, backup.manifest)
    return checked


def _open_once(folder: Path, passphrase: str | Login, manifest: Manifest) -> None:
    """The store opens, though a newer one may have stood here; its log says, signed, whence it comes."""
    AnchorFile(folder, manifest.store).forget()
    try:
        with closing(open_(folder, passphrase)) as restored:
            restored.note_restored(f"{manifest.made_at:%Y-%m-%dT%H:%M:%SZ}/{manifest.parts[1].sha256[:16]}")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _take_place(fresh: Path, folder: Path) -> None:
    _flush(fresh / DATABASE)
    flush_folder(fresh)
    if folder.exists():
        folder.rmdir()
    fresh.rename(folder)
    flush_folder(folder.parent)


def _write(vault: Vault, work: Path, made_at: datetime, progress: Progress) -> None:
    database = work / DATABASE
    _copy_database(vault, database, progress)
    # Read after the snapshot: the key file is then the one the snapshot knows, or its direct successor.
    keys = KeyPair(vault.folder).content()
    manifest = _manifest(vault.keyring, keys, database, made_at)
    with _private(work / _CONTAINER) as descriptor, os.fdopen(descriptor, "wb") as container:
        container.write(written_head(manifest, vault.keyring) + keys)
        with database.open("rb") as copied:
            while chunk := copied.read(_CHUNK):
                container.write(chunk)
                progress(copied.tell(), manifest.total_bytes, WRITING)
        container.flush()
        os.fsync(container.fileno())
    database.unlink()


def _copy_database(vault: Vault, target: Path, progress: Progress) -> None:
    def tell(done: int, total: int) -> None:
        progress(done, total, COPYING)

    copy_database(vault.folder / DATABASE, target, (vault.keyring, vault.keyring), tell)


def _manifest(keyring: Keyring, keys: bytes, database: Path, made_at: datetime) -> Manifest:
    body = read_body(keys)
    with closing(cipher.connect(database, keyring, alone=True)) as copied, spoken():
        counts, schema = counted(copied), schema_of(copied)
    parts = (Part(KEYS, len(keys), hashlib.sha256(keys).hexdigest()), _part(database))
    return Manifest(
        store=keyring.store_id,
        epoch=body["epoch"],
        member=keyring.member,
        key_sequence=body["sequence"],
        key_digest=parts[0].sha256,
        program=program_version(),
        schema=schema,
        made_at=made_at,
        parts=parts,
        counts=sealed_counts(counts, keyring, made_at),
    )


def _checked(backup: BackupFile, keyring: Keyring, work: Path, progress: Progress) -> Backup:
    """The backup, its database extracted into the folder, opened and compared with what the manifest says."""
    database = work / DATABASE
    with _private(database) as descriptor, os.fdopen(descriptor, "wb") as target:
        extract_database(backup, target, progress)
    progress(0, 0, CHECKING)
    counts = opened_counts(backup.manifest, keyring)
    with closing(cipher.connect(database, keyring, alone=True)) as connection, spoken():
        check_database(connection, schema=backup.manifest.schema, counts=counts)
        _check_binding(connection, backup)
    progress(1, 1, CHECKING)
    return Backup(backup.path, backup.manifest, counts)


def _check_binding(connection: Any, backup: BackupFile) -> None:  # noqa: ANN401 - sqlcipher3 has no types
    """The database vouches for the key file, and the key file for whoever signed."""
    known = connection.execute("SELECT sequence, digest FROM key_file").fetchone()
    manifest, previous = backup.manifest, read_body(backup.keys)["previous"]
    is_known = known == (manifest.key_sequence, manifest.key_digest)
    if not is_known and known != (manifest.key_sequence - 1, previous):
        raise RolledBackStore(FOREIGN_KEYS)


def program_version() -> str:
    try:
        return version("osservatorio")
    except PackageNotFoundError:
        return ""


def _part(database: Path) -> Part:
    with database.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Part(DATABASE, database.stat().st_size, digest)


@contextmanager
def _unlocked(backup: BackupFile, secret: Secret) -> Iterator[Keyring]:
    keyring = open_key_file(backup.keys, secret)
    try:
        yield keyring
    finally:
        keyring.wipe()


@contextmanager
def _checking_folder(path: Path) -> Iterator[Path]:
    """Beside the backup or, where nothing can be written, among the system's temporary files: encrypted in both."""
    parent = path.parent if os.access(path.parent, os.W_OK) else Path(tempfile.gettempdir())
    with _all_or_nothing(NOT_CHECKED), working_folder(parent) as work:
        yield work


@contextmanager
def _all_or_nothing(otherwise: Term) -> Iterator[None]:
    """What the disk says, as a sentence about the backup."""
    try:
        yield
    except StoreBusy:
        raise
    except (OSError, FileTrouble, shutil.Error) as error:
        raise FileTrouble(otherwise) from error


@contextmanager
def _still_open(vault: Vault) -> Iterator[None]:
    """Its keys stay those of now; with them wiped meanwhile a store looks damaged, but it is only closed."""
    try:
        with vault.visited():
            yield
    except (StoreError, FileTrouble):
        vault.check_open()
        raise


@contextmanager
def _private(path: Path) -> Iterator[int]:
    yield os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _made_folder(path: Path) -> Path:
    path.mkdir(mode=0o700)
    return path


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
