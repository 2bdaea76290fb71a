"""Who is a member, in which roles: certificates issued by administrators, chained to the root of the store.

The list only grows: a member's newest certificate holds, and one without roles ends the membership. Whoever issues
one must be an administrator, or the recovery sheet, by the certificates before it; the first are issued by the root,
a key that exists only while a store is made and whose public half every member's own slot holds.
"""

import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from observatory.errors import TamperedStore
from observatory.security import custody
from observatory.security.key_container import ALTERED, Json, as_bytes, as_text, canonical
from observatory.security.key_derivation import expand
from observatory.security.members import Member, folded
from observatory.security.proposals import Proposal
from observatory.security.roles import Compartment, Role, reads
from observatory.security.signing import is_signed, sign
from observatory.terms import Term

ROOT = "root"
"""The issuer of the first certificates."""
SHEET_NAME = "foglio di recupero"
"""What the recovery sheet is called in the roster."""
_PURPOSE = b"osservatorio/certificate/v2"
_NONCE_BYTES = 12
_ISSUERS = (Role.ADMINISTRATOR, Role.RECOVERY)


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a member is since the key file of number `sequence`; `kem` and `sig` are the public keys.

    `grant` is what two members signed where they made a linkage custodian.
    """

    member: str
    name: str
    force: str
    roles: tuple[Role, ...]
    kem: bytes
    sig: bytes
    sequence: int
    issuer: str
    signature: bytes = b""
    grant: Proposal | None = None

    @property
    def as_member(self) -> Member:
        return Member(self.member, self.name, self.force, self.roles)


Roster = tuple[Certificate, ...]
"""All certificates ever issued, oldest first."""


@dataclass(frozen=True, slots=True, repr=False)
class Issuer:
    """Who issues: a member's id or `ROOT`, and the seed that signs."""

    id: str
    seed: bytes | bytearray


def extended(roster: Roster, store: str, certificate: Certificate, issuer: Issuer) -> Roster:
    """The roster with one more certificate, signed by its issuer."""
    named = replace(certificate, issuer=issuer.id)
    return (*roster, replace(named, signature=sign(issuer.seed, _PURPOSE, _told(named, store, len(roster)))))


def current(roster: Roster) -> dict[str, Certificate]:
    """The newest certificate of everybody who ever was a member, by id."""
    return {certificate.member: certificate for certificate in roster}


def present(roster: Roster) -> tuple[Certificate, ...]:
    """Those who hold a role now, the recovery sheet included."""
    return tuple(certificate for certificate in current(roster).values() if certificate.roles)


def check(roster: Roster, store: str, root: bytes) -> None:
    """Raise `TamperedStore` for a role that no administrator gave; `root` is the root's public key."""
    known: dict[str, Certificate] = {}
    is_beginning = True
    for place, certificate in enumerate(roster):
        is_beginning = is_beginning and certificate.issuer == ROOT
        key = root if is_beginning else _issuing_key(known, certificate)
        if not is_signed(key, _PURPOSE, _told(certificate, store, place), certificate.signature):
            raise TamperedStore(FORGED_ROLE)
        before = known.get(certificate.member)
        if before is not None and not _follows(before, certificate):
            raise TamperedStore(FORGED_ROLE)
        if not _is_due_to_two(known, certificate):
            raise TamperedStore(FORGED_ROLE)
        known[certificate.member] = certificate


@dataclass(frozen=True, slots=True)
class _Known:
    """The members at one place of the roster, as `Verifier` of what they signed until then."""

    certificates: dict[str, Certificate]

    @property
    def members(self) -> tuple[Member, ...]:
        return tuple(each.as_member for each in self.certificates.values())

    def is_signed(self, member: str, purpose: bytes, message: bytes, signature: bytes) -> bool:
        theirs = self.certificates.get(member)
        return theirs is not None and is_signed(theirs.sig, purpose, message, signature)


def _is_due_to_two(known: dict[str, Certificate], certificate: Certificate) -> bool:
    """Whether a new linkage custodian, and nobody else, carries what two other members signed for exactly this."""
    before, grant = known.get(certificate.member), certificate.grant
    if not custody.is_new(before.roles if before else (), certificate.roles):
        return grant is None
    if before is None or grant is None:
        return False
    wanted = custody.subject_of(before.as_member, certificate.roles, certificate.force, before.signature)
    return custody.is_sound(grant, wanted, _Known(known))


def _issuing_key(known: dict[str, Certificate], certificate: Certificate) -> bytes:
    issuer = known.get(certificate.issuer)
    if issuer is None or not any(role in _ISSUERS for role in issuer.roles):
        raise TamperedStore(FORGED_ROLE)
    return issuer.sig


def _follows(before: Certificate, after: Certificate) -> bool:
    """Whether it can be the same member's: the keys stay for ever, and numbers do not go back."""
    same_keys = (before.kem, before.sig) == (after.kem, after.sig)
    return same_keys and bool(before.roles) and before.sequence <= after.sequence


def lost_at(roster: Roster, compartment: Compartment) -> int:
    """The number of the key file by which somebody last lost these texts; 0 if nobody ever did."""
    known: dict[str, Certificate] = {}
    lost = 0
    for certificate in roster:
        before = known.get(certificate.member)
        if before is not None and reads(before.roles, compartment) and not reads(certificate.roles, compartment):
            lost = certificate.sequence
        known[certificate.member] = certificate
    return lost


def sealed(roster: Roster, root_key: bytes | bytearray, place: Json) -> str:
    """The roster as the key file holds it: names and forces are nobody's business who cannot open the store."""
    nonce = os.urandom(_NONCE_BYTES)
    told = canonical([_as_json(certificate) for certificate in roster])
    return as_text(nonce + AESGCM(_roster_key(root_key)).encrypt(nonce, told, canonical(place)))


def opened(text: str, root_key: bytes | bytearray, place: Json) -> Roster:
    """The roster; raises `TamperedStore` if it was altered or comes from another key file."""
    content = as_bytes(text)
    try:
        told = AESGCM(_roster_key(root_key)).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], canonical(place))
        return tuple(_from_json(each) for each in json.loads(told))
    except (InvalidTag, ValueError, KeyError, TypeError) as error:
        raise TamperedStore(ALTERED) from error


def _roster_key(root_key: bytes | bytearray) -> bytes:
    return expand(root_key, b"osservatorio/roster/v2")


def _told(certificate: Certificate, store: str, place: int) -> bytes:
    told = _as_json(certificate)
    del told["signature"]
    return canonical({"store": store, "place": place, **told})


def _as_json(certificate: Certificate) -> Json:
    keys = {"kem": as_text(certificate.kem), "sig": as_text(certificate.sig)}
    granted = {} if certificate.grant is None else {"grant": custody.as_json(certificate.grant)}
    return {
        **granted,
        "member": certificate.member,
        "name": certificate.name,
        "force": certificate.force,
        "roles": list(certificate.roles),
        **keys,
        "sequence": certificate.sequence,
        "issuer": certificate.issuer,
        "signature": as_text(certificate.signature),
    }


def _from_json(told: Json) -> Certificate:
    return Certificate(
        _of_type(told["member"], str),
        _of_type(told["name"], str),
        _of_type(told["force"], str),
        tuple(Role(role) for role in told["roles"]),
        as_bytes(told["kem"]),
        as_bytes(told["sig"]),
        _of_type(told["sequence"], int),
        _of_type(told["issuer"], str),
        as_bytes(told["signature"]),
        custody.from_json(told["grant"]) if "grant" in told else None,
    )


def _of_type(value: Any, kind: type) -> Any:  # noqa: ANN401 - JSON
    if not isinstance(value, kind):
        raise TypeError(kind.__name__)
    return value


def place_of_roster(body: Json) -> Json:
    """What the sealed roster is bound to."""
    return {name: body[name] for name in ("store", "epoch", "sequence")}


def public_part(roster: Roster) -> list[Json]:
    """What anybody may see of members, past ones included: keys, with which a signature is checked."""
    return [{"id": c.member, "kem": as_text(c.kem), "sig": as_text(c.sig)} for c in current(roster).values()]


def names_in(certificates: Iterable[Certificate]) -> Sequence[str]:
    """Names compared as people read them: without regard to capitals."""
    return [folded(certificate.name) for certificate in certificates]


FORGED_ROLE = Term(
    "Nel file delle chiavi c’è un ruolo che nessun amministratore ha dato: è stato falsificato da chi ha accesso "
    "all’archivio. L’archivio non viene aperto e nulla è stato modificato: avvisare l’amministratore.",
    "The key file holds a role that no administrator gave: somebody with access to the store forged it. "
    "The store is not opened and nothing was changed: tell the administrator.",
)
