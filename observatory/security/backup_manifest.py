"""The head of a backup file: what is in it, who made it and when, signed by the member who made it.

    "OSSBACK" | version (1 byte) | length (4 bytes, big-endian) | canonical JSON | Ed25519 signature | SHA-256

The checksum is of all before it; the parts follow in the order of the manifest. How many records a store holds is
nobody's business without its keys: the counts are sealed. The design needs an outside cryptographer's review before
real use.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from observatory.errors import DamagedStore, NewerStore, TamperedStore
from observatory.security.key_derivation import expand
from observatory.security.keyring import Keyring
from observatory.security.sealing import Seal
from observatory.security.signing import is_signed, sign
from observatory.terms import Term

MAGIC = b"OSSBACK"
VERSION = 1
OPENING_BYTES = len(MAGIC) + 1 + 4
"""What has to be read to know how long the head is."""

LONGEST_HEAD = 64 * 1024
_SIGNATURE_BYTES = 64
_CHECKSUM_BYTES = 32
_PURPOSE = b"osservatorio/backup/v1"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside the backup; `sha256` in hex."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself without its keys. `made_at` is UTC; `counts` are sealed, see `opened_counts`."""

    store: str
    epoch: int
    member: str
    key_sequence: int
    key_digest: str
    program: str
    schema: str
    made_at: datetime
    parts: tuple[Part, ...]
    counts: str

    @property
    def total_bytes(self) -> int:
        return sum(part.bytes for part in self.parts)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file whose head was read; `counts`, records by table, are empty until it was opened with its keys."""

    path: Path
    manifest: Manifest
    counts: Mapping[str, int] = field(default_factory=dict)


def sealed_counts(counts: Mapping[str, int], keyring: Keyring, made_at: datetime) -> str:
    """Records by table, for nobody but whoever opens the store."""
    text = json.dumps(counts, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(_seal(keyring).close(text, _place(keyring.store_id, made_at))).decode()


def opened_counts(manifest: Manifest, keyring: Keyring) -> dict[str, int]:
    """Records by table; raises `TamperedStore` if they were altered or belong to another backup."""
    try:
        text = _seal(keyring).open(base64.b64decode(manifest.counts), _place(manifest.store, manifest.made_at))
        return {str(table): int(number) for table, number in json.loads(text).items()}
    except (ValueError, AttributeError) as error:
        raise TamperedStore(ALTERED) from error


def written_head(manifest: Manifest, keyring: Keyring) -> bytes:
    """The head, signed by the member whose keys these are."""
    text = _canonical(_json(manifest))
    signed = MAGIC + bytes([VERSION]) + len(text).to_bytes(4) + text
    signed += sign(keyring.signing, _PURPOSE, signed)
    return signed + hashlib.sha256(signed).digest()


def head_length(opening: bytes) -> int:
    """How many bytes the head has, from its first `OPENING_BYTES`.

    Raises `DamagedStore` when it is not the start of a backup, `NewerStore` for a version this program cannot read.
    """
    if len(opening) < OPENING_BYTES or not opening.startswith(MAGIC):
        raise DamagedStore(NO_BACKUP)
    length = int.from_bytes(opening[len(MAGIC) + 1 : OPENING_BYTES])
    if opening[len(MAGIC)] > VERSION:
        raise NewerStore(_NEWER)
    if opening[len(MAGIC)] != VERSION or length > LONGEST_HEAD:
        raise DamagedStore(DAMAGED)
    return OPENING_BYTES + length + _SIGNATURE_BYTES + _CHECKSUM_BYTES


def read_head(head: bytes) -> Manifest:
    """The manifest; raises `DamagedStore` for other bytes than were written, `TamperedStore` for a form not ours."""
    if hashlib.sha256(head[:-_CHECKSUM_BYTES]).digest() != head[-_CHECKSUM_BYTES:]:
        raise DamagedStore(DAMAGED)
    text = head[OPENING_BYTES : -_SIGNATURE_BYTES - _CHECKSUM_BYTES]
    try:
        body = json.loads(text)
        manifest = _manifest(body)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise TamperedStore(ALTERED) from error
    if _canonical(_json(manifest)) != text:
        raise TamperedStore(ALTERED)
    return manifest


def check_signature(head: bytes, manifest: Manifest, members: Mapping[str, bytes]) -> None:
    """Raise `TamperedStore` unless one of the members, public keys by id, signed the head."""
    signed, signature = head[: -_SIGNATURE_BYTES - _CHECKSUM_BYTES], head[:-_CHECKSUM_BYTES][-_SIGNATURE_BYTES:]
    if not is_signed(members.get(manifest.member, b""), _PURPOSE, signed, signature):
        raise TamperedStore(ALTERED)


def _json(manifest: Manifest) -> Json:
    return asdict(manifest) | {"v": VERSION, "made_at": manifest.made_at.isoformat()}


def _manifest(body: Json) -> Manifest:
    known = {name: body[name] for name in Manifest.__slots__ if name not in ("made_at", "parts")}
    parts = tuple(Part(part["name"], _size(part["bytes"]), part["sha256"]) for part in body["parts"])
    made_at = datetime.fromisoformat(body["made_at"])
    if made_at.utcoffset() != UTC.utcoffset(None) or not all(isinstance(known[n], int) for n in _NUMBERS):
        raise ValueError(made_at)
    if not all(isinstance(value, str) for name, value in known.items() if name not in _NUMBERS):
        raise TypeError(known)
    return Manifest(**known, made_at=made_at, parts=parts)


def _size(value: object) -> int:
    if not isinstance(value, int) or not 0 <= value < 1 << 48:
        raise ValueError(value)
    return value


def _seal(keyring: Keyring) -> Seal:
    return Seal({0: bytearray(expand(bytes(keyring.database), b"osservatorio/backup-counts/v1"))})


def _place(store: str, made_at: datetime) -> tuple[str, ...]:
    return ("backup", store, made_at.isoformat())


def _canonical(value: Json) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


_NUMBERS = ("epoch", "key_sequence")
NO_BACKUP = Term(
    "Il file non è un salvataggio dell’Osservatorio, o il suo inizio è danneggiato. Nulla è stato modificato: "
    "scegliere un altro salvataggio.",
    "The file is not a backup of the Observatory, or its beginning is damaged. Nothing was changed: choose another "
    "backup.",
)
DAMAGED = Term(
    "Il salvataggio è danneggiato o incompleto: non contiene ciò che vi fu scritto. Nulla è stato modificato: "
    "scegliere un altro salvataggio e farne presto uno nuovo.",
    "The backup is damaged or incomplete: it does not hold what was written to it. Nothing was changed: choose another "
    "backup and make a new one soon.",
)
ALTERED = Term(
    "Il salvataggio è stato alterato: la firma o il contenuto non sono di chi dice di averlo fatto. Nulla è stato "
    "modificato: avvisare l’amministratore e scegliere un altro salvataggio.",
    "The backup was altered: the signature or the content is not that of whoever is said to have made it. Nothing was "
    "changed: tell the administrator and choose another backup.",
)
_NEWER = Term(
    "Il salvataggio è stato fatto da una versione più recente del programma: aggiornare il programma. "
    "Nulla è stato modificato.",
    "The backup was made by a newer version of the program: update the program. Nothing was changed.",
)
