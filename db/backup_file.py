"""Reading a backup file: its head, its key file and, checked byte by byte while it is copied out, its database."""

import base64
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from db.layout import DATABASE, KEYS
from observatory.errors import DamagedStore, FileTrouble, TamperedStore
from observatory.progress import Progress
from observatory.security.backup_manifest import (
    ALTERED,
    DAMAGED,
    OPENING_BYTES,
    Manifest,
    check_signature,
    head_length,
    read_head,
)
from observatory.security.key_container import Json, read_body
from observatory.terms import Term

SUFFIX = ".osbackup"
_CHUNK = 1024 * 1024
_LARGEST_KEY_FILE = 1024 * 1024
READING = Term("Lettura del salvataggio", "Reading the backup")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup whose head, length, key file and signature hold together; its database was not looked at yet."""

    path: Path
    manifest: Manifest
    keys: bytes
    database_at: int


def read_backup(path: Path) -> BackupFile:
    """Raises `FileTrouble`, `DamagedStore`, `NewerStore` or `TamperedStore`, in this order of checks."""
    with _opened(path) as file:
        opening = file.read(OPENING_BYTES)
        length = head_length(opening)
        head = opening + file.read(length - len(opening))
        if len(head) != length:
            raise DamagedStore(DAMAGED)
        manifest = read_head(head)
        _check_parts(manifest)
        if file.seek(0, 2) != length + manifest.total_bytes:
            raise DamagedStore(DAMAGED)
        file.seek(length)
        keys = file.read(manifest.parts[0].bytes)
    _check_keys(head, manifest, keys)
    return BackupFile(path, manifest, keys, length + len(keys))


def extract_database(backup: BackupFile, target: BinaryIO, progress: Progress) -> None:
    """Copy the database out; raises `DamagedStore` unless every byte is what was written."""
    part, digest, done = backup.manifest.parts[1], hashlib.sha256(), 0
    with _opened(backup.path) as file:
        file.seek(backup.database_at)
        while chunk := file.read(min(_CHUNK, part.bytes - done)):
            digest.update(chunk)
            target.write(chunk)
            done += len(chunk)
            progress(done, part.bytes, READING)
    if done != part.bytes or digest.hexdigest() != part.sha256:
        raise DamagedStore(DAMAGED)


def _check_parts(manifest: Manifest) -> None:
    names = [part.name for part in manifest.parts]
    if names != [KEYS, DATABASE] or manifest.parts[0].bytes > _LARGEST_KEY_FILE:
        raise TamperedStore(ALTERED)


def _check_keys(head: bytes, manifest: Manifest, keys: bytes) -> None:
    if hashlib.sha256(keys).hexdigest() != manifest.parts[0].sha256:
        raise DamagedStore(DAMAGED)
    body = read_body(keys)
    try:
        told = (body["store"], body["epoch"], body["sequence"], hashlib.sha256(keys).hexdigest())
        check_signature(head, manifest, _public_keys(body))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TamperedStore(ALTERED) from error
    if told != (manifest.store, manifest.epoch, manifest.key_sequence, manifest.key_digest):
        raise TamperedStore(ALTERED)


def _public_keys(body: Json) -> dict[str, bytes]:
    return {member["id"]: base64.b64decode(member["sig"], validate=True) for member in body["members"]}


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        with path.open("rb") as file:
            yield file
    except OSError as error:
        raise FileTrouble(_UNREADABLE) from error


_UNREADABLE = Term(
    "Il salvataggio non si può leggere: controllare percorso, supporto e permessi. Nulla è stato modificato.",
    "The backup cannot be read: check its path, the medium and the permissions. Nothing was changed.",
)
