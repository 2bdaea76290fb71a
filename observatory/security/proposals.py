"""What two members of different forces do together: one prepares, another confirms, both sign."""

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import uuid4

from observatory.errors import NotAllowed, StaleVersion, TamperedStore, WrongUse
from observatory.security.audit.entries import Act, moment_text
from observatory.security.members import Member, Witness
from observatory.security.passphrases import in_words
from observatory.security.roles import Permission
from observatory.terms import Term

PURPOSE = b"osservatorio/proposal/v1"
VALID_FOR = timedelta(days=30)
"""After this a proposal is neither confirmed nor carried out any more, so that nobody stands for a forgotten one."""


class Matter(StrEnum):
    """What needs two members."""

    RELEASE = "release"
    RETENTION = "retention"
    RECORD_EXPORT = "record_export"
    LINKAGE = "linkage"


MATTER_LABELS: dict[Matter, Term] = {
    Matter.RELEASE: Term("Edizione fuori dall’Osservatorio", "Release outside the Observatory"),
    Matter.RETENTION: Term("Cancellazione alla scadenza", "Erasure at the end of the term"),
    Matter.RECORD_EXPORT: Term("Esportazione di singole schede", "Export of single records"),
    Matter.LINKAGE: Term("Nomina del custode dei collegamenti", "Appointment of the linkage custodian"),
}


class State(StrEnum):
    """Where a proposal stands."""

    PREPARED = "prepared"
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"
    DONE = "done"
    EXPIRED = "expired"


STATE_LABELS: dict[State, Term] = {
    State.PREPARED: Term("da confermare", "to be confirmed"),
    State.CONFIRMED: Term("confermata", "confirmed"),
    State.WITHDRAWN: Term("ritirata", "withdrawn"),
    State.DONE: Term("eseguita", "carried out"),
    State.EXPIRED: Term("scaduta", "expired"),
}


@dataclass(frozen=True, slots=True)
class Signature:
    """Whose, of which force, when, and the 64 bytes."""

    member: str
    force: str
    at: datetime
    bytes: bytes


@dataclass(frozen=True, slots=True)
class Proposal:
    """What exactly is to be done (`subject`, canonical text without any value from a record) and who stands for it."""

    id: str
    matter: Matter
    subject: str
    prepared: Signature
    confirmed: Signature | None = None
    withdrawn_at: datetime | None = None
    done_at: datetime | None = None

    @property
    def fingerprint(self) -> str:
        """What it says, in six words: two members compare them on their screens or by voice."""
        return in_words(_canonical("fingerprint", self.matter, self.subject))

    def state(self, at: datetime) -> State:
        """Where it stands at that moment."""
        if self.done_at is not None:
            return State.DONE
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        if abs(at - self.prepared.at) > VALID_FOR:
            return State.EXPIRED
        return State.PREPARED if self.confirmed is None else State.CONFIRMED


class Verifier(Protocol):
    """Whoever can say whose a signature is: the open store."""

    @property
    def members(self) -> tuple[Member, ...]: ...

    def is_signed(self, member: str, purpose: bytes, message: bytes, signature: bytes) -> bool: ...


def prepared(matter: Matter, subject: str, witness: Witness, at: datetime) -> Proposal:
    """A new proposal, signed; raises `NotAllowed` for a member of no force, whom no other force can complete."""
    member = witness.member
    refuse_first(member)
    unsigned = Proposal(str(uuid4()), matter, subject, Signature(member.id, member.force, at, b""))
    signed = witness.sign(PURPOSE, _prepared_bytes(unsigned))
    return replace(unsigned, prepared=replace(unsigned.prepared, bytes=signed))


def refuse_first(member: Member) -> None:
    """Raise what `prepared` would: so that nobody works in vain."""
    if not member.force:
        raise NotAllowed(_NO_FORCE.with_values(name=member.name))


def confirmed(proposal: Proposal, witness: Witness, at: datetime) -> Proposal:
    """The proposal with a second signature, over everything that the first one says and over it.

    Raises `NotAllowed` for the same member or force, for none, and for one who may not confirm; `WrongUse` for a
    proposal that waits for nobody any more.
    """
    refuse_second(proposal, witness.member, at)
    unsigned = replace(proposal, confirmed=Signature(witness.member.id, witness.member.force, at, b""))
    signed = witness.sign(PURPOSE, _confirmed_bytes(unsigned))
    return replace(unsigned, confirmed=Signature(witness.member.id, witness.member.force, at, signed))


def refuse_second(proposal: Proposal, member: Member, at: datetime) -> None:
    """Raise what `confirmed` would: so that nobody is asked for a passphrase in vain."""
    _refuse_unless(State.PREPARED, proposal, at)
    if member.id == proposal.prepared.member:
        raise NotAllowed(_SAME_MEMBER)
    if not member.force:
        raise NotAllowed(_NO_FORCE.with_values(name=member.name))
    if member.force == proposal.prepared.force:
        raise NotAllowed(_SAME_FORCE)
    if not member.may(Permission.CONFIRM):
        raise NotAllowed(_MAY_NOT.with_values(name=member.name))


def withdrawn(proposal: Proposal, member: Member, at: datetime) -> Proposal:
    """The proposal set aside, by whoever prepared it or may confirm; raises `NotAllowed`, `WrongUse` once over."""
    if proposal.state(at) not in (State.PREPARED, State.CONFIRMED):
        raise WrongUse(_STATES[proposal.state(at)])
    if member.id != proposal.prepared.member and not member.may(Permission.CONFIRM):
        raise NotAllowed(_MAY_NOT.with_values(name=member.name))
    return replace(proposal, withdrawn_at=at)


def done(proposal: Proposal, store: Verifier, at: datetime) -> Proposal:
    """The proposal as carried out, once: to be called and kept in the unit of work that carries it out.

    Raises as `check`; `WrongUse` unless it is confirmed and still valid; `NotAllowed` when one of the two is no longer
    a member of that force, or the second one may no longer confirm.
    """
    check(proposal, store)
    _refuse_unless(State.CONFIRMED, proposal, at)
    standing = {(member.id, member.force): member for member in store.members}
    people = [standing.get((signature.member, signature.force)) for signature in _signatures(proposal)]
    if not all(people) or not any(member and member.may(Permission.CONFIRM) for member in people[1:]):
        raise NotAllowed(_NO_LONGER)
    return replace(proposal, done_at=at)


def check(proposal: Proposal, store: Verifier) -> None:
    """Raise `TamperedStore` unless two different members of two forces signed exactly this."""
    if not is_genuine(proposal, store):
        raise TamperedStore(FORGED)


def check_first(proposal: Proposal, store: Verifier) -> None:
    """Raise `TamperedStore` unless whoever is said to have prepared it did: nobody confirms what nobody prepared."""
    if not _is_prepared_by(proposal, store):
        raise TamperedStore(FORGED)


def is_genuine(proposal: Proposal, store: Verifier) -> bool:
    """Whether every signature on it is its member's, over what it now says; one that is not confirmed has but one."""
    first, second = proposal.prepared, proposal.confirmed
    if not _is_prepared_by(proposal, store):
        return False
    if second is None:
        return proposal.done_at is None
    are_two = first.member != second.member and first.force != second.force and bool(first.force and second.force)
    return are_two and store.is_signed(second.member, PURPOSE, _confirmed_bytes(proposal), second.bytes)


def act_between(before: Proposal, after: Proposal) -> Act:
    """Which one step leads from one state to the other; raises `StaleVersion` where none does."""
    if (before.matter, before.subject, before.prepared) == (after.matter, after.subject, after.prepared):
        was = (before.confirmed, before.withdrawn_at, before.done_at)
        new = (after.confirmed, after.withdrawn_at, after.done_at)
        taken = [n for n, (old, now) in enumerate(zip(was, new, strict=True)) if old != now]
        is_open = before.withdrawn_at is None and before.done_at is None
        if is_open and len(taken) == 1 and was[taken[0]] is None:
            return (Act.CONFIRMED, Act.WITHDRAWN, Act.CARRIED_OUT)[taken[0]]
    raise StaleVersion


def told_of(act: Act, proposal: Proposal) -> tuple[str, ...]:
    """What the log's entry says beside the proposal's id: its matter, and who confirmed if another opened the store."""
    if act is not Act.CONFIRMED or proposal.confirmed is None:
        return (proposal.matter.value,)
    return (proposal.matter.value, proposal.confirmed.member)


def _is_prepared_by(proposal: Proposal, store: Verifier) -> bool:
    first = proposal.prepared
    return store.is_signed(first.member, PURPOSE, _prepared_bytes(proposal), first.bytes)


def _signatures(proposal: Proposal) -> tuple[Signature, ...]:
    return (proposal.prepared,) if proposal.confirmed is None else (proposal.prepared, proposal.confirmed)


def _refuse_unless(state: State, proposal: Proposal, at: datetime) -> None:
    found = proposal.state(at)
    if found is not state:
        raise WrongUse(_STATES[found])


def _prepared_bytes(proposal: Proposal) -> bytes:
    first = proposal.prepared
    told = (proposal.id, proposal.matter, proposal.subject, first.member, first.force, moment_text(first.at))
    return _canonical("prepared", *told)


def _confirmed_bytes(proposal: Proposal) -> bytes:
    first, second = proposal.prepared, proposal.confirmed
    told = () if second is None else (second.member, second.force, moment_text(second.at))
    return _canonical("confirmed", _prepared_bytes(proposal).hex(), first.bytes.hex(), *told)


def _canonical(*told: str) -> bytes:
    return json.dumps([str(each) for each in told], ensure_ascii=True, separators=(",", ":")).encode()


_SAME_MEMBER = Term(
    "La proposta l’ha preparata la stessa persona: deve confermarla un membro di un’altra Forza. Nulla è stato fatto.",
    "The same person prepared the proposal: a member of another force has to confirm it. Nothing was done.",
)
_SAME_FORCE = Term(
    "Chi ha preparato la proposta è della stessa Forza: deve confermarla un membro di un’altra. Nulla è stato fatto.",
    "Whoever prepared the proposal is of the same force: a member of another has to confirm it. Nothing was done.",
)
_NO_FORCE = Term(
    "{name} non appartiene a nessuna Forza: servono due membri di due Forze diverse. Un amministratore può indicarla. "
    "Nulla è stato fatto.",
    "{name} belongs to no force: two members of two different forces are needed. An administrator can record it. "
    "Nothing was done.",
)
_MAY_NOT = Term(
    "Il ruolo di {name} non consente di confermare. Nulla è stato fatto.",
    "The role of {name} does not allow confirming. Nothing was done.",
)
_NO_LONGER = Term(
    "Uno dei due membri che l’hanno firmata non fa più parte dell’archivio, o ha cambiato Forza o ruolo: preparare di "
    "nuovo la proposta. Nulla è stato fatto.",
    "One of the two members who signed it is no longer in the store, or changed force or role: prepare the proposal "
    "again. Nothing was done.",
)
FORGED = Term(
    "La proposta non porta le firme genuine di due membri di due Forze: qualcuno l’ha alterata. Nulla è stato fatto; "
    "controllare il registro e avvisare l’amministratore.",
    "The proposal does not carry the genuine signatures of two members of two forces: somebody altered it. Nothing was "
    "done; check the log and tell the administrator.",
)
_STATES: dict[State, Term] = {
    State.PREPARED: Term(
        "La proposta attende ancora la conferma di un secondo membro. Nulla è stato fatto.",
        "The proposal still waits for a second member to confirm it. Nothing was done.",
    ),
    State.CONFIRMED: Term(
        "La proposta è già confermata. Nulla è cambiato.", "The proposal is confirmed already. Nothing changed."
    ),
    State.WITHDRAWN: Term(
        "La proposta è stata ritirata: prepararne un’altra. Nulla è stato fatto.",
        "The proposal was withdrawn: prepare another. Nothing was done.",
    ),
    State.DONE: Term(
        "La proposta è già stata eseguita: si esegue una volta sola. Nulla è stato fatto.",
        "The proposal was carried out already: it is carried out once. Nothing was done.",
    ),
    State.EXPIRED: Term(
        "La proposta ha più di 30 giorni ed è scaduta: prepararne un’altra. Nulla è stato fatto.",
        "The proposal is more than 30 days old and has expired: prepare another. Nothing was done.",
    ),
}
