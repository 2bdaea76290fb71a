"""The bytes around what `vault.keys` says: form, version, checksum and MAC.

    "OSSKEYS" | version (1 byte) | length (4 bytes, big-endian) | canonical JSON | HMAC-SHA-256 | SHA-256 of all before

The checksum is looked at first (damage), before anything is derived; the MAC, which needs the root key, at the end.
"""

import base64
import hashlib
import hmac
import json
from typing import Any

from observatory.errors import DamagedStore, NewerStore, TamperedStore
from observatory.security.key_derivation import expand
from observatory.terms import Term

MAGIC = b"OSSKEYS"
VERSION = 2
FIRST_VERSION = 1
"""With one member, without certificates: read and brought up to date when the store is opened."""

Json = dict[str, Any]

_HEAD = len(MAGIC) + 1 + 4
_MAC_BYTES = 32
_LARGEST = 1024 * 1024


def read_body(content: bytes) -> Json:
    """The JSON of a key file whose checksum holds; raises `DamagedStore`, `NewerStore`, `TamperedStore`."""
    if not _HEAD + _MAC_BYTES + 32 <= len(content) <= _LARGEST or not content.startswith(MAGIC):
        raise DamagedStore(_DAMAGED)
    if hashlib.sha256(content[:-32]).digest() != content[-32:]:
        raise DamagedStore(_DAMAGED)
    if content[len(MAGIC)] > VERSION:
        raise NewerStore(_NEWER)
    text = content[_HEAD : -32 - _MAC_BYTES]
    if int.from_bytes(content[len(MAGIC) + 1 : _HEAD]) != len(text):
        raise DamagedStore(_DAMAGED)
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise TamperedStore(ALTERED) from error
    if not isinstance(body, dict) or canonical(body) != text or body.get("v") != content[len(MAGIC)]:
        raise TamperedStore(ALTERED)
    return body


def contained(body: Json, root: bytes | bytearray) -> bytes:
    """The file that says this, under the MAC of the root key."""
    text = canonical(body)
    signed = MAGIC + bytes([body["v"]]) + len(text).to_bytes(4) + text
    signed += _mac(signed, root)
    return signed + hashlib.sha256(signed).digest()


def check_mac(content: bytes, root: bytes | bytearray) -> None:
    """Raise `TamperedStore` unless whoever wrote the file had the root key."""
    signed, mac = content[: -32 - _MAC_BYTES], content[-32 - _MAC_BYTES : -32]
    if not hmac.compare_digest(_mac(signed, root), mac):
        raise TamperedStore(ALTERED)


def check_shape(body: Json) -> None:
    """Raise `TamperedStore` for what no program of ours would have written, though a member's MAC stands under it."""
    parts: list[tuple[Json, tuple[str, ...]]] = [(each, ("member", "key", "sealed")) for each in body["wraps"]]
    if "trust" in body:
        # A slot of version 1, which a sheet may still have, has no tag.
        tagged = ("member", "tag", "salt", "sealed", "commitment")
        parts += [(each, tagged if "tag" in each else (tagged[0], *tagged[2:])) for each in body["slots"]]
        parts += [(each, ("by", "digest", "signature")) for each in body["minted"].values()]
        parts += [(body, ("store", "cipher_salt", "trust", "previous", "roster"))]
    numbers = [body["epoch"], body["sequence"], *(each["sequence"] for each in body.get("minted", {}).values())]
    is_ours = all(isinstance(each[name], str) for each, names in parts for name in names)
    if not is_ours or any(type(number) is not int for number in numbers):
        raise TamperedStore(ALTERED)


def _mac(signed: bytes, root: bytes | bytearray) -> bytes:
    return hmac.digest(expand(root, b"osservatorio/key-file-mac/v1"), signed, "sha256")


def canonical(value: object) -> bytes:
    """JSON in the one form that is hashed, signed and bound."""
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def as_text(value: bytes | bytearray) -> str:
    return base64.b64encode(value).decode()


def as_bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)


_DAMAGED = Term(
    "Il file delle chiavi è danneggiato e l’archivio non si apre. Nulla è stato modificato: rimettere al suo posto la "
    "copia «vault.keys.bak» o quella di un salvataggio.",
    "The key file is damaged and the store does not open. Nothing was changed: put back the copy “vault.keys.bak” or "
    "that of a backup.",
)
_NEWER = Term(
    "L’archivio è stato creato da una versione più recente del programma: aggiornare il programma. "
    "L’archivio non è stato toccato.",
    "The store was made by a newer version of the program: update the program. The store was not touched.",
)
ALTERED = Term(
    "Il file delle chiavi è stato alterato e l’archivio non viene aperto. Nulla è stato modificato: avvisare "
    "l’amministratore e ripristinare il file da una copia.",
    "The key file was altered and the store is not opened. Nothing was changed: tell the administrator and restore the "
    "file from a copy.",
)
