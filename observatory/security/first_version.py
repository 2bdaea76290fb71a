"""Key files of version 1, with one member and no certificates, read as if they were of this version.

The member holds every role, whoever was a member before holds none. The one key of narratives becomes that of cases;
minutes get a key of their own, which nobody holds until the file is written anew.
"""

import os
from collections.abc import Iterator
from dataclasses import replace

from observatory.security.certificates import (
    ROOT,
    SHEET_NAME,
    Certificate,
    Issuer,
    Roster,
    extended,
    place_of_roster,
    public_part,
    sealed,
)
from observatory.security.key_container import Json, as_bytes, as_text
from observatory.security.key_derivation import KEY_BYTES
from observatory.security.roles import FOUNDER_ROLES, Compartment, Role
from observatory.security.signing import public_key
from observatory.security.slots import is_paper
from observatory.security.store_keys import Newcomer

FOUNDER = Newcomer("titolare", "", FOUNDER_ROLES)
"""Whoever made a store without giving a name."""


def as_this_version(body: Json, keys: dict[str, bytes]) -> Json:
    """The body with a roster; `keys`, those that the only member or the sheet opened, get the names of this version."""
    root_seed = os.urandom(KEY_BYTES)
    roster: Roster = ()
    for place, entry in enumerate(body["members"], start=1):
        for certificate in _certificates(body, entry, place):
            roster = extended(roster, body["store"], certificate, Issuer(ROOT, root_seed))
    keys[f"{Compartment.CASES}/0"] = keys.pop("narrative")
    keys |= {name: os.urandom(KEY_BYTES) for name in (f"{Compartment.MINUTES}/1", f"draft/{_person(body)}")}
    fresh = body | {"trust": as_text(public_key(root_seed)), "members": public_part(roster)}
    return fresh | {"roster": sealed(roster, keys["root"], place_of_roster(body))}


def _person(body: Json) -> str:
    return str(next(slot["member"] for slot in body["slots"] if not is_paper(slot)))


def _certificates(body: Json, entry: Json, place: int) -> Iterator[Certificate]:
    """What the entry was and, for whoever has no slot any more, that it is so no longer."""
    is_former = all(slot["member"] != entry["id"] for slot in body["slots"])
    is_sheet = entry["role"] == Role.RECOVERY
    name = f"{FOUNDER.name} {place}" if is_former else SHEET_NAME if is_sheet else FOUNDER.name
    keys = (as_bytes(entry["kem"]), as_bytes(entry["sig"]))
    roles = (Role.RECOVERY,) if is_sheet else FOUNDER_ROLES
    certificate = Certificate(entry["id"], name, "", roles, *keys, body["sequence"], issuer="")
    yield certificate
    if is_former:
        yield replace(certificate, roles=())
