"""The anchor: a signed note outside the store of how far its log had come, so that an older store is recognised."""

import json
from dataclasses import dataclass
from enum import Enum, auto

from observatory.security.audit.entries import Author
from observatory.security.signing import is_signed, sign

_PURPOSE = b"osservatorio/anchor/v1"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The store, the number and hash (hex) of its newest entry, when it was noted, by whom."""

    store: str
    sequence: int
    hash: str
    at: str
    member: str


class AnchorTrouble(Enum):
    """Why there is no anchor to compare with."""

    MISSING = auto()
    ALTERED = auto()


def anchor_text(anchor: Anchor, author: Author) -> bytes:
    """The file's content: JSON with the author's signature."""
    body = _body(anchor)
    return json.dumps({**body, "signature": sign(author.seed, _PURPOSE, _canonical(body)).hex()}).encode()


def read_anchor(text: bytes, store: str, key_of: dict[str, bytes]) -> Anchor | AnchorTrouble:
    """The anchor in a file; one that is not of this store, or that no member signed, counts as altered."""
    if not text:
        return AnchorTrouble.MISSING
    try:
        told = json.loads(text)
        anchor = Anchor(*(told[name] for name in ("store", "sequence", "hash", "at", "member")))
        signature = bytes.fromhex(told["signature"])
        is_ours = anchor.store == store and isinstance(anchor.sequence, int)
        key = key_of.get(anchor.member, b"")
    except (ValueError, KeyError, TypeError, RecursionError):
        return AnchorTrouble.ALTERED
    genuine = is_ours and is_signed(key, _PURPOSE, _canonical(_body(anchor)), signature)
    return anchor if genuine else AnchorTrouble.ALTERED


def _body(anchor: Anchor) -> dict[str, object]:
    return {
        "store": anchor.store,
        "sequence": anchor.sequence,
        "hash": anchor.hash,
        "at": anchor.at,
        "member": anchor.member,
    }


def _canonical(body: dict[str, object]) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
