"""Who made a key that others are given: without a signature any member could hand out a key that they know too.

Whoever has the store's root key can seal keys to members and renew the key file's MAC. So each key of sealed texts is
vouched for, by its digest, by somebody who reads those texts, or for drafts by their owner; the sheet may do both.
"""

import hmac
from collections.abc import Mapping

from observatory.errors import TamperedStore
from observatory.security.certificates import FORGED_ROLE, Certificate, Issuer, Roster
from observatory.security.key_container import Json, as_bytes, as_text, canonical
from observatory.security.key_derivation import expand
from observatory.security.roles import Compartment, Role, reads
from observatory.security.signing import is_signed, sign

_PURPOSE = b"osservatorio/minted/v2"
_DRAFT = "draft"


def minted(store: str, named: tuple[str, bytes | bytearray], sequence: int, maker: Issuer) -> Json:
    """What vouches for a key under its name, from the key file of that number on."""
    name, key = named
    told = {"by": maker.id, "sequence": sequence, "digest": as_text(_digest(key))}
    return told | {"signature": as_text(sign(maker.seed, _PURPOSE, _told(store, name, told)))}


def check(body: Json, roster: Roster, keys: Mapping[str, bytes]) -> None:
    """Raise `TamperedStore` for a key that somebody made who may not read what it seals; `keys` are the member's."""
    for name, told in body["minted"].items():
        maker = _as_of(roster, told["by"], told["sequence"])
        is_theirs = maker is not None and _may_make(maker, name)
        message = _told(body["store"], name, told)
        if maker is None or not is_theirs or not is_signed(maker.sig, _PURPOSE, message, as_bytes(told["signature"])):
            raise TamperedStore(FORGED_ROLE)
    for name, key in keys.items():
        if "/" in name and not hmac.compare_digest(_digest(key), as_bytes(body["minted"][name]["digest"])):
            raise TamperedStore(FORGED_ROLE)


def _as_of(roster: Roster, member: str, sequence: int) -> Certificate | None:
    found = [each for each in roster if each.member == member and each.sequence <= sequence]
    return found[-1] if found else None


def _may_make(maker: Certificate, name: str) -> bool:
    kind, _, whose = name.partition("/")
    if kind == _DRAFT:
        return maker.member == whose or Role.RECOVERY in maker.roles
    return reads(maker.roles, Compartment(kind))


def _digest(key: bytes | bytearray) -> bytes:
    return expand(key, b"osservatorio/minted-key/v2")


def _told(store: str, name: str, told: Json) -> bytes:
    return canonical({"store": store, "key": name, **{part: told[part] for part in ("by", "sequence", "digest")}})
