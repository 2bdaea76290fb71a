"""The linkage custodian: a role that nobody gives alone, for it takes two members of two forces who are not given it.

What they signed – a proposal – stands in the certificate that gives the role, so that the key file proves it by itself.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from observatory.errors import NotAllowed, ObservatoryError, TamperedStore
from observatory.security import proposals
from observatory.security.audit.entries import moment_text
from observatory.security.key_container import Json, as_bytes, as_text
from observatory.security.members import Member
from observatory.security.proposals import FORGED, Matter, Proposal, Signature, Verifier
from observatory.security.roles import Permission, Role
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who is to hold which roles, of which force; `after` names the one certificate that this may follow."""

    member: str
    name: str
    roles: tuple[Role, ...]
    force: str
    after: str


def is_new(before: Iterable[Role], after: Iterable[Role]) -> bool:
    """Whether these roles make a custodian of somebody who was none."""
    return Role.CUSTODIAN in after and Role.CUSTODIAN not in before


def subject_of(member: Member, roles: Iterable[Role], force: str, signature: bytes) -> str:
    """What two members sign; `signature` is that of the member's certificate of now, which ends with the appointment.

    That signature covers store, place and content, so a proposal fits one store, one member and one moment: it can
    neither be carried out twice nor after anything else changed about the member.
    """
    told = {
        "after": hashlib.sha256(signature).hexdigest(),
        "force": force,
        "member": member.id,
        "name": member.name,
        "roles": list(roles),
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def appointment_in(proposal: Proposal) -> Appointment:
    """What a proposal of linkage is about; raises `TamperedStore` for one that this program did not write."""
    try:
        told = json.loads(proposal.subject)
        roles = tuple(Role(role) for role in told["roles"])
        return Appointment(told["member"], told["name"], roles, told["force"], told["after"])
    except (ValueError, KeyError, TypeError) as error:
        raise TamperedStore(FORGED) from error


def is_concerned(proposal: Proposal, member: Member) -> bool:
    """Whether the proposal is about that very member, who then signs nothing of it."""
    return proposal.matter is Matter.LINKAGE and appointment_in(proposal).member == member.id


def refuse_concerned(proposal: Proposal, member: Member) -> None:
    """Raise `NotAllowed` for whoever would stand for a role of their own."""
    if is_concerned(proposal, member):
        raise NotAllowed(ONESELF)


def is_sound(grant: Proposal, subject: str, store: Verifier) -> bool:
    """Whether two who then were members of two forces, an administrator and one who confirms, signed exactly this."""
    second = grant.confirmed
    if grant.matter is not Matter.LINKAGE or grant.subject != subject or second is None:
        return False
    signers = {member.id: member for member in store.members if member.id in (grant.prepared.member, second.member)}
    first = signers.get(grant.prepared.member)
    if first is None or not first.may(Permission.MEMBERS) or appointment_in(grant).member in signers:
        return False
    try:
        proposals.done(grant, store, second.at)
    except ObservatoryError:
        return False
    return True


def as_json(grant: Proposal) -> Json:
    """What a certificate holds of it."""
    signed = {"prepared": grant.prepared, "confirmed": grant.confirmed or grant.prepared}
    return {"id": grant.id, "subject": grant.subject, **{name: _as_json(each) for name, each in signed.items()}}


def from_json(told: Json) -> Proposal:
    """Raises `ValueError`, `KeyError` or `TypeError` for what `as_json` cannot have written."""
    first, second = _from_json(told["prepared"]), _from_json(told["confirmed"])
    return Proposal(str(told["id"]), Matter.LINKAGE, str(told["subject"]), first, second)


def _as_json(signature: Signature) -> Json:
    told = {"member": signature.member, "force": signature.force, "at": moment_text(signature.at)}
    return told | {"signature": as_text(signature.bytes)}


def _from_json(told: Json) -> Signature:
    at = datetime.fromisoformat(told["at"])
    return Signature(str(told["member"]), str(told["force"]), at, as_bytes(told["signature"]))


NEEDS_TWO = Term(
    "Il custode dei collegamenti lo nominano due membri di due Forze, nessuno da solo: il membro dev’essere già "
    "nell’archivio con un altro ruolo, un amministratore prepara la proposta e un membro di un’altra Forza la "
    "conferma. Nulla è stato modificato.",
    "The linkage custodian is appointed by two members of two forces, by nobody alone: the member must be in the store "
    "already with another role, an administrator prepares the proposal and a member of another force confirms it. "
    "Nothing was changed.",
)
ONESELF = Term(
    "Nessuno firma la propria nomina a custode dei collegamenti: servono altri due membri, di due Forze. Nulla è stato "
    "fatto.",
    "Nobody signs their own appointment as linkage custodian: it takes two others, of two forces. Nothing was done.",
)
CHANGED = Term(
    "Dopo la preparazione sono cambiati il membro, i suoi ruoli o la sua Forza, o la nomina chiesta è un’altra: "
    "preparare una nuova proposta. Nulla è stato modificato.",
    "Since it was prepared the member, their roles or their force have changed, or another appointment is asked for: "
    "prepare a new proposal. Nothing was changed.",
)
NO_CUSTODIAN = Term(
    "Questi ruoli non nominano un nuovo custode dei collegamenti: li dà un amministratore da solo con «member role». "
    "Nulla è stato fatto.",
    "These roles appoint no new linkage custodian: an administrator gives them alone with “member role”. Nothing was "
    "done.",
)
