"""The file `vault.keys`: who may open the store, and with what.

The checksum is checked first (damage), then format and cost, then the slot (wrong passphrase or altered), then the keys
sealed to the member and the MAC over everything (altered), then the certificates (a forged role). The design needs an
outside cryptographer's review before real use.
"""

import hashlib
import os
import uuid
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag

from observatory.errors import NotAllowed, TamperedStore, WrongUse
from observatory.security import certificates, custody, minting
from observatory.security.certificates import ROOT, SHEET_NAME, Certificate, Issuer
from observatory.security.first_version import FOUNDER, as_this_version
from observatory.security.key_container import (
    ALTERED,
    FIRST_VERSION,
    VERSION,
    Json,
    as_bytes,
    as_text,
    check_mac,
    check_shape,
    contained,
    read_body,
)
from observatory.security.key_derivation import KEY_BYTES, SALT_BYTES, KdfCost
from observatory.security.key_wraps import receiving_key, unwrapped, wrap
from observatory.security.keyring import Generations, Keyring
from observatory.security.members import accepted_force, accepted_name, accepted_roles
from observatory.security.paper_key import PaperKey
from observatory.security.roles import Compartment, Role, reads
from observatory.security.signing import public_key
from observatory.security.slots import Keyset, Secret, is_paper, kdf_cost, name_tag, new_slot, opened_slot, slot_for
from observatory.security.store_keys import Newcomer
from observatory.terms import Term

_ROOT_KEY, _DRAFT = "root", "draft"
"""Names under which keys are sealed to members: `root`, `draft/<member>`, `<compartment>/<generation>`."""

Change = tuple[bytes, Keyring]
"""A new key file and its keys as the member who made it has them."""


def new_key_file(passphrase: str, cost: KdfCost, paper: PaperKey | None = None, founder: Newcomer = FOUNDER) -> Change:
    """A key file for a new store with one member, and its keys; with a paper key, which opens it too.

    Raises `WrongUse` for an impossible name.
    """
    store, root_seed = str(uuid.uuid4()), new_key()
    keyset = new_keyset(public_key(root_seed))
    first = certified(founder, str(uuid.uuid4()), keyset, sequence=1)
    keyring = Keyring(
        store_id=store,
        member=first.member,
        roster=certificates.extended((), store, first, Issuer(ROOT, root_seed)),
        epoch=1,
        signing=bytearray(keyset.sign),
        receive=bytearray(keyset.receive),
        trust=keyset.root,
        root_key=bytearray(new_key()),
        cipher_salt=os.urandom(SALT_BYTES),
        sequence=0,
        digest="",
        previous="",
        narratives={compartment: {1: bytearray(new_key())} for compartment in Compartment},
        drafts={first.member: bytearray(new_key())},
        cost=cost,
    )
    body: Json = {"slots": [new_slot(place_of(store, first), keyset, passphrase, cost)], "wraps": []}
    body["minted"] = {}
    if paper is not None:
        let_in_sheet(body, keyring, paper)
    return written(body, keyring)


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def new_keyset(trust: bytes) -> Keyset:
    """Two fresh seeds of somebody who trusts this root."""
    return Keyset(new_key(), new_key(), trust)


def certified(newcomer: Newcomer, member: str, keyset: Keyset, sequence: int) -> Certificate:
    """The newcomer's certificate, still to be signed; raises `WrongUse` for an impossible name or role.

    Raises `NotAllowed` for a linkage custodian, whom two members appoint among those who are there.
    """
    keys = (receiving_key(keyset.receive), public_key(keyset.sign))
    roles = accepted_roles(newcomer.roles)
    if custody.is_new((), roles):
        raise NotAllowed(custody.NEEDS_TWO)
    force = accepted_force(newcomer.force, roles)
    return Certificate(member, accepted_name(newcomer.name), force, roles, *keys, sequence, issuer="")


def place_of(store: str, certificate: Certificate) -> Json:
    """Where a member's slot stands, to which it is bound."""
    return {"store": store, "member": certificate.member, "tag": name_tag(store, certificate.name)}


def let_in_sheet(body: Json, keyring: Keyring, paper: PaperKey) -> None:
    """The recovery member, whose slot the paper key opens: with keys of its own, it signs for nobody else."""
    keyset = new_keyset(keyring.trust)
    keys = (receiving_key(keyset.receive), public_key(keyset.sign))
    sheet = Certificate(paper.sheet, SHEET_NAME, "", (Role.RECOVERY,), *keys, sequence=keyring.sequence + 1, issuer="")
    issue(keyring, sheet)
    body["slots"].append(new_slot(place_of(keyring.store_id, sheet), keyset, paper, None))


def issue(keyring: Keyring, certificate: Certificate) -> None:
    """Add a certificate in the name of whoever opened the store."""
    issuer = Issuer(keyring.member, keyring.signing)
    keyring.roster = certificates.extended(keyring.roster, keyring.store_id, certificate, issuer)


def open_key_file(content: bytes, secret: Secret) -> Keyring:
    """The keys of the store, as the member has them whose name and passphrase or paper key these are.

    Raises `DamagedStore`, `NewerStore`, `WrongUse` for a name that is missing, `WrongPassphrase` or `TamperedStore`, in
    this order of checks; nothing is derived from a damaged file.
    """
    body = read_body(content)
    try:
        slot = slot_for(body, secret)
        keyset = opened_slot(slot, secret)
        keys = unwrapped(body["store"], body["wraps"], slot["member"], keyset.receive)
        check_mac(content, keys[_ROOT_KEY])
        check_shape(body)
        if body["v"] == FIRST_VERSION:
            body = as_this_version(body, keys)
        return _keyring(body, content, (slot, keyset, keys))
    except (KeyError, TypeError, IndexError, ValueError, AttributeError, InvalidTag) as error:
        raise TamperedStore(ALTERED) from error


def _keyring(body: Json, content: bytes, opened: tuple[Json, Keyset, dict[str, bytes]]) -> Keyring:
    slot, keyset, keys = opened
    trust = keyset.root or as_bytes(body["trust"])
    roster = certificates.opened(body["roster"], keys[_ROOT_KEY], certificates.place_of_roster(body))
    if trust != as_bytes(body["trust"]) or body["members"] != certificates.public_part(roster):
        raise TamperedStore(certificates.FORGED_ROLE)
    certificates.check(roster, body["store"], trust)
    if body["v"] != FIRST_VERSION:
        minting.check(body, roster, keys)
    return Keyring(
        store_id=body["store"],
        member=slot["member"],
        roster=roster,
        epoch=body["epoch"],
        signing=bytearray(keyset.sign),
        receive=bytearray(keyset.receive),
        trust=trust,
        root_key=bytearray(keys[_ROOT_KEY]),
        cipher_salt=as_bytes(body["cipher_salt"]),
        sequence=body["sequence"],
        digest=hashlib.sha256(content).hexdigest(),
        previous=body["previous"],
        narratives=_narratives(keys),
        drafts={name.partition("/")[2]: bytearray(key) for name, key in keys.items() if name.startswith(_DRAFT)},
        cost=kdf_cost(slot),
    )


def _narratives(keys: dict[str, bytes]) -> dict[Compartment, Generations]:
    found: dict[Compartment, Generations] = {}
    for name, key in keys.items():
        compartment, _, generation = name.partition("/")
        if compartment in set(Compartment):
            found.setdefault(Compartment(compartment), {})[int(generation)] = bytearray(key)
    return found


def written(body: Json, keyring: Keyring) -> Change:
    """The direct successor of the key file that the keyring knows, with what the body and the roster now say."""
    keyring.sequence, keyring.previous = keyring.sequence + 1, keyring.digest
    _renew(body, keyring)
    _vouch(body, keyring)
    body |= {
        "v": VERSION,
        "store": keyring.store_id,
        "sequence": keyring.sequence,
        "previous": keyring.previous,
        "epoch": keyring.epoch,
        "cipher_salt": as_text(keyring.cipher_salt),
        "trust": as_text(keyring.trust),
        "members": certificates.public_part(keyring.roster),
    }
    body["roster"] = certificates.sealed(keyring.roster, keyring.root_key, certificates.place_of_roster(body))
    body["wraps"] = _supplied(body["wraps"], keyring)
    _refuse_unreadable(body)
    content = contained(body, keyring.root_key)
    keyring.digest = hashlib.sha256(content).hexdigest()
    return content, keyring


def _renew(body: Json, keyring: Keyring) -> None:
    """A new key for texts that somebody may no longer read; whoever may not read them either leaves it to others."""
    for compartment in list(keyring.narratives):
        if not keyring.me.reads(compartment) and Role.RECOVERY not in keyring.me.roles:
            for key in keyring.narratives.pop(compartment).values():
                key[:] = bytes(len(key))
            continue
        newest = max(keyring.narratives[compartment])
        made = body["minted"].get(f"{compartment}/{newest}", {"sequence": keyring.sequence})
        if made["sequence"] < certificates.lost_at(keyring.roster, compartment):
            keyring.narratives[compartment][newest + 1] = bytearray(new_key())


def _vouch(body: Json, keyring: Keyring) -> None:
    """Whoever makes keys signs for those that nobody has signed for yet."""
    maker = Issuer(keyring.member, keyring.signing)
    for named in held_keys(keyring):
        if named[0] != _ROOT_KEY and named[0] not in body["minted"]:
            body["minted"][named[0]] = minting.minted(keyring.store_id, named, keyring.sequence, maker)


def _supplied(wraps: list[Json], keyring: Keyring) -> list[Json]:
    """Every key to everybody who should have it, as far as whoever writes has it; nobody else keeps one."""
    now = {certificate.member: certificate for certificate in certificates.present(keyring.roster)}
    kept = [each for each in wraps if each["member"] in now and is_due(now[each["member"]], each["key"])]
    there = {(each["member"], each["key"]) for each in kept}
    lacking = (
        wrap(keyring.store_id, member, certificate.kem, held)
        for held in held_keys(keyring)
        for member, certificate in now.items()
        if is_due(certificate, held[0]) and (member, held[0]) not in there
    )
    return [*kept, *lacking]


def held_keys(keyring: Keyring) -> Iterator[tuple[str, bytearray]]:
    """The keys that the keyring's owner can pass on, by name."""
    yield _ROOT_KEY, keyring.root_key
    for compartment, generations in keyring.narratives.items():
        for number, key in generations.items():
            yield f"{compartment}/{number}", key
    for member, key in keyring.drafts.items():
        yield f"{_DRAFT}/{member}", key


def is_due(certificate: Certificate, name: str) -> bool:
    """Whether this member should have the key of that name."""
    kind, _, whose = name.partition("/")
    if kind == _ROOT_KEY:
        return bool(certificate.roles)
    if kind == _DRAFT:
        return certificate.member == whose or Role.RECOVERY in certificate.roles
    return kind in set(Compartment) and reads(certificate.roles, Compartment(kind))


def _refuse_unreadable(body: Json) -> None:
    """Sealed texts whose newest key no person holds any more could never be read again."""
    people = {slot["member"] for slot in body["slots"] if not is_paper(slot)}
    for compartment in Compartment:
        newest = max(int(name.partition("/")[2]) for name in body["minted"] if name.startswith(f"{compartment}/"))
        if not any(each["key"] == f"{compartment}/{newest}" and each["member"] in people for each in body["wraps"]):
            raise WrongUse(_LAST_READER)


_LAST_READER = Term(
    "Sarebbe l’ultima persona che può leggere testi riservati già scritti: dare prima quel ruolo a un altro, che "
    "li riceve quando chi li legge apre l’archivio. Nulla è stato modificato.",
    "This would be the last person who can read sealed texts already written: first give that role to another, "
    "who receives them when somebody who reads them opens the store. Nothing was changed.",
)
