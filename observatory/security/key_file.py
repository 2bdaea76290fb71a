"""The file `vault.keys`: who may open the store, and with what; one member now, in the shape that holds several.

    "OSSKEYS" | version (1 byte) | length (4 bytes, big-endian) | canonical JSON | HMAC-SHA-256 | SHA-256 of all before

The checksum is checked first (damage), then format and cost, then the slot (wrong passphrase or altered), then the MAC
over everything (altered). The design needs an outside cryptographer's review before real use.
"""

import base64
import hashlib
import hmac
import json
import os
import uuid
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from observatory.errors import DamagedStore, NewerStore, TamperedStore, WrongPassphrase
from observatory.security.key_derivation import KEY_BYTES, SALT_BYTES, KdfCost, SlotKeys, expand, slot_keys
from observatory.security.keyring import Keyring
from observatory.terms import Term

MAGIC = b"OSSKEYS"
VERSION = 1
_HEAD = len(MAGIC) + 1 + 4
_MAC_BYTES = 32
_NONCE_BYTES = 12
_LARGEST = 1024 * 1024
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, repr=False)
class _Keyset:
    """A member's two seeds: X25519 to receive keys, Ed25519 to sign."""

    receive: bytes
    sign: bytes

    @property
    def bytes(self) -> bytes:
        return self.receive + self.sign


def new_key_file(passphrase: str, cost: KdfCost) -> tuple[bytes, Keyring]:
    """A key file for a new store with one member, and its keys."""
    keyset = _Keyset(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))
    root, narrative = os.urandom(KEY_BYTES), os.urandom(KEY_BYTES)
    store_id, member = str(uuid.uuid4()), str(uuid.uuid4())
    public = X25519PrivateKey.from_private_bytes(keyset.receive).public_key()
    body: Json = {
        "v": VERSION,
        "store": store_id,
        "sequence": 1,
        "previous": "",
        "epoch": 1,
        "cipher_salt": _text(os.urandom(SALT_BYTES)),
        "members": [{"id": member, "role": "administrator", "kem": _text(public.public_bytes_raw())}],
        "slots": [_slot(passphrase, keyset, {"store": store_id, "member": member}, cost)],
        "wraps": [
            {"member": member, "key": name, "sealed": _text(_SUITE.encrypt(key, public, _info(store_id, member, name)))}
            for name, key in (("root", root), ("narrative", narrative))
        ],
    }
    content = _written(body, root)
    return content, _keyring(body, root, narrative, content)


def open_key_file(content: bytes, passphrase: str) -> Keyring:
    """The keys of the store.

    Raises `DamagedStore`, `NewerStore`, `WrongPassphrase` or `TamperedStore`, in this order of checks; nothing is
    derived from a damaged file.
    """
    body = read_body(content)
    try:
        slot, cost = body["slots"][0], KdfCost(**body["slots"][0]["kdf"])
        keys = slot_keys(passphrase, _bytes(slot["salt"]), cost)
        keyset = _opened_slot(slot, keys)
        root, narrative = (_unwrapped(body, keyset, slot["member"], name) for name in ("root", "narrative"))
        _check_mac(content, root)
        return _keyring(body, root, narrative, content)
    except (KeyError, TypeError, IndexError, ValueError, InvalidTag) as error:
        raise TamperedStore(_ALTERED) from error


def read_body(content: bytes) -> Json:
    """The JSON of a key file whose checksum holds; raises `DamagedStore` or `NewerStore`."""
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
        raise TamperedStore(_ALTERED) from error
    if not isinstance(body, dict) or _canonical(body) != text:
        raise TamperedStore(_ALTERED)
    return body


def _slot(passphrase: str, keyset: _Keyset, owner: Json, cost: KdfCost) -> Json:
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(_NONCE_BYTES)
    head = {"member": owner["member"], "store": owner["store"], "salt": _text(salt), "kdf": asdict(cost)}
    keys = slot_keys(passphrase, salt, cost)
    sealed = nonce + AESGCM(keys.seal).encrypt(nonce, keyset.bytes, _canonical(head))
    return head | {"sealed": _text(sealed), "commitment": _text(_commitment(keys, head))}


def _opened_slot(slot: Json, keys: SlotKeys) -> _Keyset:
    """The commitment covers the head only: it fails for another passphrase, a seal that fails is tampering."""
    head = {name: slot[name] for name in ("member", "store", "salt", "kdf")}
    if not hmac.compare_digest(_commitment(keys, head), _bytes(slot["commitment"])):
        raise WrongPassphrase(_WRONG)
    sealed = _bytes(slot["sealed"])
    seeds = AESGCM(keys.seal).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _canonical(head))
    return _Keyset(seeds[:KEY_BYTES], seeds[KEY_BYTES:])


def _commitment(keys: SlotKeys, head: Json) -> bytes:
    return hmac.digest(keys.commit, b"osservatorio/commitment/v1|" + _canonical(head), "sha256")


def _unwrapped(body: Json, keyset: _Keyset, member: str, name: str) -> bytes:
    wraps = {(wrap["member"], wrap["key"]): wrap for wrap in body["wraps"]}
    private = X25519PrivateKey.from_private_bytes(keyset.receive)
    return _SUITE.decrypt(_bytes(wraps[member, name]["sealed"]), private, _info(body["store"], member, name))


def _info(store_id: str, member: str, name: str) -> bytes:
    return f"osservatorio/wrap/v1|{store_id}|{member}|{name}".encode()


def _keyring(body: Json, root: bytes, narrative: bytes, content: bytes) -> Keyring:
    purpose = f"|{body['store']}|{body['epoch']}".encode()
    return Keyring(
        store_id=body["store"],
        database=bytearray(expand(root, b"osservatorio/database/v1" + purpose)),
        cipher_salt=_bytes(body["cipher_salt"]),
        narrative=bytearray(narrative),
        draft=bytearray(expand(root, b"osservatorio/drafts/v1" + purpose)),
        sequence=body["sequence"],
        digest=hashlib.sha256(content).hexdigest(),
        previous=body["previous"],
    )


def _written(body: Json, root: bytes) -> bytes:
    text = _canonical(body)
    signed = MAGIC + bytes([VERSION]) + len(text).to_bytes(4) + text
    signed += _mac(signed, root)
    return signed + hashlib.sha256(signed).digest()


def _check_mac(content: bytes, root: bytes) -> None:
    signed, mac = content[: -32 - _MAC_BYTES], content[-32 - _MAC_BYTES : -32]
    if not hmac.compare_digest(_mac(signed, root), mac):
        raise TamperedStore(_ALTERED)


def _mac(signed: bytes, root: bytes) -> bytes:
    return hmac.digest(expand(root, b"osservatorio/key-file-mac/v1"), signed, "sha256")


def _canonical(value: Json) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes(value: str) -> bytes:
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
_WRONG = Term(
    "Frase d’accesso errata: l’archivio resta chiuso. Controllare maiuscole e tastiera e riprovare.",
    "Wrong passphrase: the store stays closed. Check capitals and keyboard and try again.",
)
_ALTERED = Term(
    "Il file delle chiavi è stato alterato e l’archivio non viene aperto. Nulla è stato modificato: avvisare "
    "l’amministratore e ripristinare il file da una copia.",
    "The key file was altered and the store is not opened. Nothing was changed: tell the administrator and restore the "
    "file from a copy.",
)
