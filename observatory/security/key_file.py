"""The file `vault.keys`: who may open the store, and with what; one member and their recovery sheet now.

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
from dataclasses import asdict, dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from observatory.errors import DamagedStore, NewerStore, TamperedStore, WrongPassphrase
from observatory.security.key_derivation import (
    KEY_BYTES,
    SALT_BYTES,
    KdfCost,
    SlotKeys,
    expand,
    paper_slot_keys,
    slot_keys,
)
from observatory.security.keyring import Keyring
from observatory.security.paper_key import PaperKey
from observatory.security.signing import public_key
from observatory.terms import Term

MAGIC = b"OSSKEYS"
VERSION = 1
_HEAD = len(MAGIC) + 1 + 4
_MAC_BYTES = 32
_NONCE_BYTES = 12
_LARGEST = 1024 * 1024
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)

RECOVERY = "recovery"
"""The role of the member that is a sheet of paper."""
PAPER = "paper"
"""What stands in place of a derivation's cost in a slot that a paper key opens."""

Json = dict[str, Any]
Secret = str | PaperKey
"""What opens a slot: a passphrase or a paper key."""


@dataclass(frozen=True, slots=True, repr=False)
class Keyset:
    """A member's two seeds: X25519 to receive keys, Ed25519 to sign."""

    receive: bytes
    sign: bytes

    @property
    def bytes(self) -> bytes:
        return self.receive + self.sign


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """What a member's passphrase or paper key opened: their seeds, the root key and the narrative key."""

    member: str
    keyset: Keyset
    root: bytes
    narrative: bytes
    cost: KdfCost | None


def new_key_file(passphrase: str, cost: KdfCost, paper: PaperKey | None = None) -> tuple[bytes, Keyring]:
    """A key file for a new store with one member, and its keys; with a paper key, which opens it too."""
    member, store = str(uuid.uuid4()), str(uuid.uuid4())
    opened = Opened(member, new_keyset(), os.urandom(KEY_BYTES), os.urandom(KEY_BYTES), cost)
    body: Json = {
        "v": VERSION,
        "store": store,
        "sequence": 1,
        "previous": "",
        "epoch": 1,
        "cipher_salt": _text(os.urandom(SALT_BYTES)),
        "members": [],
        "slots": [],
        "wraps": [],
    }
    add_member(body, opened, "administrator", new_slot(body, opened, passphrase))
    if paper is not None:
        add_recovery(body, opened, paper)
    return written(body, opened)


def new_keyset() -> Keyset:
    return Keyset(os.urandom(KEY_BYTES), os.urandom(KEY_BYTES))


def add_recovery(body: Json, opened: Opened, paper: PaperKey) -> None:
    """The recovery member, whose slot the paper key opens: with keys of its own, it signs for nobody else."""
    recovery = replace(opened, member=paper.sheet, keyset=new_keyset(), cost=None)
    add_member(body, recovery, RECOVERY, new_slot(body, recovery, paper))


def add_member(body: Json, opened: Opened, role: str, slot: Json) -> None:
    """A member, their slot, and the store's keys sealed to them."""
    public = X25519PrivateKey.from_private_bytes(opened.keyset.receive).public_key()
    kem, sig = _text(public.public_bytes_raw()), _text(public_key(opened.keyset.sign))
    body["members"].append({"id": opened.member, "role": role, "kem": kem, "sig": sig})
    body["slots"].append(slot)
    for name, key in (("root", opened.root), ("narrative", opened.narrative)):
        sealed = _SUITE.encrypt(key, public, _info(body["store"], opened.member, name))
        body["wraps"].append({"member": opened.member, "key": name, "sealed": _text(sealed)})


def open_key_file(content: bytes, secret: Secret) -> Keyring:
    """The keys of the store.

    Raises `DamagedStore`, `NewerStore`, `WrongPassphrase` or `TamperedStore`, in this order of checks; nothing is
    derived from a damaged file.
    """
    body, opened = opened_body(content, secret)
    return _keyring(body, opened, content)


def opened_body(content: bytes, secret: Secret) -> tuple[Json, Opened]:
    """The body and what the secret opens, all of it checked; raises as `open_key_file`."""
    body = read_body(content)
    try:
        slot = _slot_for(body, secret)
        keyset = _opened_slot(slot, _slot_keys(slot, secret), wrong=_WRONG if isinstance(secret, str) else _WRONG_SHEET)
        root, narrative = (_unwrapped(body, keyset, slot["member"], name) for name in ("root", "narrative"))
        _check_mac(content, root)
        cost = KdfCost(**slot["kdf"]) if isinstance(secret, str) else None
        opened = Opened(slot["member"], keyset, root, narrative, cost)
        _keyring(body, opened, content).wipe()
    except (KeyError, TypeError, IndexError, ValueError, AttributeError, InvalidTag) as error:
        raise TamperedStore(_ALTERED) from error
    return body, opened


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


def is_paper(slot: Json) -> bool:
    """Whether a slot is opened by a paper key; any other by a passphrase."""
    return bool(slot["kdf"] == PAPER)


def new_slot(body: Json, opened: Opened, secret: Secret) -> Json:
    """The member's keyset, sealed under a passphrase at `opened.cost` or under a paper key."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(_NONCE_BYTES)
    kdf: Any = PAPER if opened.cost is None else asdict(opened.cost)
    head = {"member": opened.member, "store": body["store"], "salt": _text(salt), "kdf": kdf}
    keys = _slot_keys(head, secret)
    sealed = nonce + AESGCM(keys.seal).encrypt(nonce, opened.keyset.bytes, _canonical(head))
    return head | {"sealed": _text(sealed), "commitment": _text(_commitment(keys, head))}


def _slot_for(body: Json, secret: Secret) -> Json:
    slots = [slot for slot in body["slots"] if is_paper(slot) is isinstance(secret, PaperKey)]
    if not slots and isinstance(secret, PaperKey):
        raise WrongPassphrase(_NO_SHEET)
    slot: Json = slots[0]
    return slot


def _slot_keys(slot: Json, secret: Secret) -> SlotKeys:
    if isinstance(secret, PaperKey):
        return paper_slot_keys(secret.key, _bytes(slot["salt"]))
    return slot_keys(secret, _bytes(slot["salt"]), KdfCost(**slot["kdf"]))


def _opened_slot(slot: Json, keys: SlotKeys, *, wrong: Term) -> Keyset:
    """The commitment covers the head only: it fails for another passphrase, a seal that fails is tampering."""
    head = {name: slot[name] for name in ("member", "store", "salt", "kdf")}
    if not hmac.compare_digest(_commitment(keys, head), _bytes(slot["commitment"])):
        raise WrongPassphrase(wrong)
    sealed = _bytes(slot["sealed"])
    seeds = AESGCM(keys.seal).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], _canonical(head))
    return Keyset(seeds[:KEY_BYTES], seeds[KEY_BYTES:])


def _commitment(keys: SlotKeys, head: Json) -> bytes:
    return hmac.digest(keys.commit, b"osservatorio/commitment/v1|" + _canonical(head), "sha256")


def _unwrapped(body: Json, keyset: Keyset, member: str, name: str) -> bytes:
    wraps = {(wrap["member"], wrap["key"]): wrap for wrap in body["wraps"]}
    private = X25519PrivateKey.from_private_bytes(keyset.receive)
    return _SUITE.decrypt(_bytes(wraps[member, name]["sealed"]), private, _info(body["store"], member, name))


def _info(store_id: str, member: str, name: str) -> bytes:
    return f"osservatorio/wrap/v1|{store_id}|{member}|{name}".encode()


def _keyring(body: Json, opened: Opened, content: bytes) -> Keyring:
    purpose = f"|{body['store']}|{body['epoch']}".encode()
    return Keyring(
        store_id=body["store"],
        member=opened.member,
        members={entry["id"]: _bytes(entry["sig"]) for entry in body["members"]},
        signing=bytearray(opened.keyset.sign),
        database=bytearray(expand(opened.root, b"osservatorio/database/v1" + purpose)),
        cipher_salt=_bytes(body["cipher_salt"]),
        narrative=bytearray(opened.narrative),
        draft=bytearray(expand(opened.root, b"osservatorio/drafts/v1" + purpose)),
        sequence=body["sequence"],
        digest=hashlib.sha256(content).hexdigest(),
        previous=body["previous"],
        cost=opened.cost,
        sheet=next((slot["member"] for slot in body["slots"] if is_paper(slot)), ""),
    )


def written(body: Json, opened: Opened) -> tuple[bytes, Keyring]:
    """The file with this body, and its keys as this member has them."""
    text = _canonical(body)
    signed = MAGIC + bytes([VERSION]) + len(text).to_bytes(4) + text
    signed += _mac(signed, opened.root)
    content = signed + hashlib.sha256(signed).digest()
    return content, _keyring(body, opened, content)


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
_WRONG_SHEET = Term(
    "Il foglio di recupero non apre questo archivio: è di un altro archivio, o uno più recente lo ha sostituito. "
    "L’archivio resta chiuso e com’era.",
    "The recovery sheet does not open this store: it belongs to another store, or a newer sheet has replaced it. "
    "The store stays closed and as it was.",
)
_NO_SHEET = Term(
    "Per questo archivio non è mai stato fatto un foglio di recupero: lo apre solo la sua frase d’accesso.",
    "No recovery sheet was ever made for this store: only its passphrase opens it.",
)
_ALTERED = Term(
    "Il file delle chiavi è stato alterato e l’archivio non viene aperto. Nulla è stato modificato: avvisare "
    "l’amministratore e ripristinare il file da una copia.",
    "The key file was altered and the store is not opened. Nothing was changed: tell the administrator and restore the "
    "file from a copy.",
)
