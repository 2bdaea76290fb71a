"""Slots: a member's seeds and the root's public key, sealed under a passphrase or a paper key.

A wrong passphrase fails at the commitment, which depends on nothing else in the slot; a slot that was altered, or moved
to another member, fails at the seal.
"""

import hashlib
import hmac
import os
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from observatory.errors import TamperedStore, WrongPassphrase, WrongUse
from observatory.security.key_container import ALTERED, Json, as_bytes, as_text, canonical
from observatory.security.key_derivation import (
    KEY_BYTES,
    SALT_BYTES,
    KdfCost,
    SlotKeys,
    paper_slot_keys,
    slot_keys,
)
from observatory.security.members import folded
from observatory.security.paper_key import PaperKey
from observatory.terms import Term

PAPER = "paper"
"""What stands in place of a derivation's cost in a slot that a paper key opens."""
_NONCE_BYTES = 12
_TAG_BYTES = 8
_HEAD = ("member", "store", "tag", "salt", "kdf")


@dataclass(frozen=True, slots=True, repr=False)
class Login:
    """Who opens a store, by name, and with what; an empty name stands for its only member."""

    name: str
    passphrase: str


Secret = str | Login | PaperKey
"""What opens a slot: a passphrase, with a name where there are several members, or a paper key."""


def as_login(secret: str | Login) -> Login:
    return secret if isinstance(secret, Login) else Login("", secret)


@dataclass(frozen=True, slots=True, repr=False)
class Keyset:
    """A member's two seeds, X25519 to receive keys and Ed25519 to sign, and the root that all roles chain to.

    `root` is empty in a slot of version 1, which pinned none.
    """

    receive: bytes
    sign: bytes
    root: bytes


def is_paper(slot: Json) -> bool:
    """Whether a slot is opened by a paper key; any other by a passphrase."""
    return bool(slot["kdf"] == PAPER)


def name_tag(store: str, name: str) -> str:
    """What finds a member's slot by name without telling names to whoever has the file; a guess can be tried."""
    return as_text(hashlib.sha256(f"osservatorio/name/v2|{store}|{folded(name)}".encode()).digest()[:_TAG_BYTES])


def new_slot(place: Json, keyset: Keyset, secret: Secret, cost: KdfCost | None) -> Json:
    """The keyset sealed under the secret; `place` holds store, member and tag, to which it is bound."""
    kdf: Any = PAPER if cost is None else asdict(cost)
    head = {**place, "salt": as_text(os.urandom(SALT_BYTES)), "kdf": kdf}
    keys, nonce = _keys(head, secret), os.urandom(_NONCE_BYTES)
    content = keyset.receive + keyset.sign + keyset.root
    sealed = nonce + AESGCM(keys.seal).encrypt(nonce, content, canonical(head))
    return head | {"sealed": as_text(sealed), "commitment": as_text(_commitment(keys, head))}


def opened_slot(slot: Json, secret: Secret) -> Keyset:
    """The keyset; raises `WrongPassphrase`, `TamperedStore`, or `InvalidTag` for an altered or moved slot."""
    head = {name: slot[name] for name in _HEAD if name in slot}
    keys = _keys(head, secret)
    if not hmac.compare_digest(_commitment(keys, head), as_bytes(slot["commitment"])):
        raise WrongPassphrase(WRONG_SHEET if isinstance(secret, PaperKey) else WRONG)
    sealed = as_bytes(slot["sealed"])
    seeds = AESGCM(keys.seal).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], canonical(head))
    return Keyset(seeds[:KEY_BYTES], seeds[KEY_BYTES : 2 * KEY_BYTES], seeds[2 * KEY_BYTES :])


def slot_for(body: Json, secret: Secret) -> Json:
    """The slot that a name and a passphrase, or a paper key, should open.

    Without a name that of the only member; raises `WrongUse` if there are several, `WrongPassphrase` for a name that
    nobody has, in the same words as for a wrong passphrase.
    """
    if not all(is_paper(slot) or isinstance(slot["kdf"], dict) for slot in body["slots"]):
        raise TamperedStore(ALTERED)
    slots: list[Json] = [slot for slot in body["slots"] if is_paper(slot) is isinstance(secret, PaperKey)]
    if isinstance(secret, PaperKey):
        if not slots:
            raise WrongPassphrase(_NO_SHEET)
        return slots[0]
    name = as_login(secret).name
    if not slots:
        raise TamperedStore(ALTERED)
    if name:
        slots = [slot for slot in slots if slot.get("tag") in (None, name_tag(body["store"], name))]
    if len(slots) > 1:
        raise TamperedStore(ALTERED) if name else WrongUse(WHO)
    if not slots:
        raise WrongPassphrase(WRONG)
    return slots[0]


def passphrase_slots(body: Json) -> int:
    """How many members open the store with a passphrase."""
    return sum(not is_paper(slot) for slot in body["slots"])


def kdf_cost(slot: Json) -> KdfCost | None:
    return None if is_paper(slot) else KdfCost(**slot["kdf"])


def _keys(head: Json, secret: Secret) -> SlotKeys:
    if isinstance(secret, PaperKey):
        return paper_slot_keys(secret.key, as_bytes(head["salt"]))
    return slot_keys(as_login(secret).passphrase, as_bytes(head["salt"]), KdfCost(**head["kdf"]))


def _commitment(keys: SlotKeys, head: Json) -> bytes:
    if "tag" not in head:  # as version 1 wrote it: a slot that was moved then looked like a wrong passphrase
        return hmac.digest(keys.commit, b"osservatorio/commitment/v1|" + canonical(head), "sha256")
    bound = canonical({"salt": head["salt"], "kdf": head["kdf"]})
    return hmac.digest(keys.commit, b"osservatorio/commitment/v2|" + bound, "sha256")


WRONG = Term(
    "Nome o frase d’accesso errati: l’archivio resta chiuso. Controllare maiuscole e tastiera e riprovare.",
    "Wrong name or passphrase: the store stays closed. Check capitals and keyboard and try again.",
)
WRONG_SHEET = Term(
    "Il foglio di recupero non apre questo archivio: è di un altro archivio, o uno più recente lo ha sostituito. "
    "L’archivio resta chiuso e com’era.",
    "The recovery sheet does not open this store: it belongs to another store, or a newer sheet has replaced it. "
    "The store stays closed and as it was.",
)
_NO_SHEET = Term(
    "Per questo archivio non è mai stato fatto un foglio di recupero: lo apre solo una frase d’accesso.",
    "No recovery sheet was ever made for this store: only a passphrase opens it.",
)
WHO = Term(
    "L’archivio ha più membri: indicare il nome di chi apre. Nulla è stato modificato.",
    "The store has several members: give the name of whoever opens it. Nothing was changed.",
)
