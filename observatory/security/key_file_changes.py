"""What replaces a key file: another passphrase, a recovery sheet, a member let in again by the sheet.

Each takes the file as it is and gives its direct successor with its keys; the store's own keys stay, so nothing in the
database is written anew. Raises as `open_key_file`.
"""

import hashlib
import uuid
from dataclasses import replace

from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import (
    Json,
    Opened,
    add_member,
    add_recovery,
    is_paper,
    new_keyset,
    new_slot,
    opened_body,
    written,
)
from observatory.security.keyring import Keyring
from observatory.security.paper_key import PaperKey

Change = tuple[bytes, Keyring]


def with_passphrase(content: bytes, old: str, new: str, cost: KdfCost) -> Change:
    """The member's keyset sealed under another passphrase, or under the same at another cost."""
    body, opened = opened_body(content, old)
    renewed = replace(opened, cost=cost)
    slot = new_slot(body, renewed, new)
    body["slots"] = [slot if each["member"] == opened.member else each for each in body["slots"]]
    return _successor(body, renewed, content)


def with_recovery(content: bytes, passphrase: str, paper: PaperKey) -> Change:
    """The paper key opens the store from now on; the one of an earlier sheet does not any more."""
    body, opened = opened_body(content, passphrase)
    for slot in [each for each in body["slots"] if is_paper(each)]:
        _shut_out(body, slot["member"])
    add_recovery(body, opened, paper)
    return _successor(body, opened, content)


def recovered(content: bytes, paper: PaperKey, new: str, cost: KdfCost) -> Change:
    """Let in again whoever lost the passphrase, as a new member with new keys and the same role.

    The paper key does not hold anybody's signing key, so nobody can sign for another; the former entry stays listed
    with its public key, and what it signed still verifies.
    """
    body, by_paper = opened_body(content, paper)
    lost = next(slot["member"] for slot in body["slots"] if not is_paper(slot))
    role = next(entry["role"] for entry in body["members"] if entry["id"] == lost)
    _shut_out(body, lost)
    again = Opened(str(uuid.uuid4()), new_keyset(), by_paper.root, by_paper.narrative, cost)
    add_member(body, again, role, new_slot(body, again, new))
    return _successor(body, again, content)


def _shut_out(body: Json, member: str) -> None:
    """No slot and no sealed keys any more; who they were stays, for what they signed."""
    for part in ("slots", "wraps"):
        body[part] = [each for each in body[part] if each["member"] != member]


def _successor(body: Json, opened: Opened, content: bytes) -> Change:
    body["sequence"] += 1
    body["previous"] = hashlib.sha256(content).hexdigest()
    return written(body, opened)
