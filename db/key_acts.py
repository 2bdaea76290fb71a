"""What a change of the key file means for members, as entries of the log, and for what two of them had confirmed."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, Engine, select, update

from db.schema import PROPOSAL
from db.troubles import spoken
from observatory.errors import TamperedStore
from observatory.security.audit.entries import Act, Note, moment_text
from observatory.security.certificates import FORGED_ROLE, Certificate, current
from observatory.security.keyring import Keyring
from observatory.security.proposals import Proposal, told_of
from observatory.security.roles import Role


def key_notes(after: Keyring) -> list[Note]:
    """What this key file changed: an entry for each member let in, changed or shut out, with its number; else one."""
    known = current(tuple(each for each in after.roster if each.sequence < after.sequence))
    notes = list(_members(known, tuple(each for each in after.roster if each.sequence == after.sequence)))
    for grant in _granted(after):
        notes += [Note(Act.CARRIED_OUT, f"proposal/{grant.id}", fields=told_of(Act.CARRIED_OUT, grant))]
    return notes or [Note(Act.KEYS, f"keys/{after.sequence}")]


def carry_out_grants(connection: Connection, after: Keyring) -> None:
    """Mark done, in the transaction that notes the key file, what two members confirmed and this file carries out.

    Raises `TamperedStore` for a role whose proposal the store does not hold so: withdrawn, done before, or never there.
    """
    for grant in _granted(after):
        done = moment_text(datetime.now(UTC))
        still_open = PROPOSAL.c.withdrawn_at.is_(None) & PROPOSAL.c.done_at.is_(None)
        changed = connection.execute(update(PROPOSAL).where(_as_signed(grant), still_open).values(done_at=done))
        if changed.rowcount != 1:
            raise TamperedStore(FORGED_ROLE)


def refuse_ungranted(engine: Engine, keyring: Keyring) -> None:
    """Raise `TamperedStore` for a linkage custodian whose proposal the store does not hold as carried out.

    The signatures in the certificate are not enough: two members may have withdrawn what they once signed.
    """
    grants = [each.grant for each in keyring.roster if each.grant is not None]
    if not grants:
        return
    is_done = PROPOSAL.c.withdrawn_at.is_(None) & PROPOSAL.c.done_at.is_not(None)
    with engine.connect() as connection, spoken():
        for grant in grants:
            if connection.execute(select(PROPOSAL.c.id).where(_as_signed(grant), is_done)).first() is None:
                raise TamperedStore(FORGED_ROLE)


def _granted(after: Keyring) -> list[Proposal]:
    """What the newest key file carries out."""
    return [each.grant for each in after.roster if each.sequence == after.sequence and each.grant is not None]


def _as_signed(grant: Proposal) -> ColumnElement[bool]:
    columns, second = PROPOSAL.c, grant.confirmed or grant.prepared
    return (
        (columns.id == grant.id)
        & (columns.subject == grant.subject)
        & (columns.prepared_signature == grant.prepared.bytes)
        & (columns.confirmed_signature == second.bytes)
    )


def _members(known: dict[str, Certificate], issued: tuple[Certificate, ...]) -> Iterator[Note]:
    for certificate in issued:
        was, name = known.get(certificate.member), f"member/{certificate.member}"
        if Role.RECOVERY in certificate.roles or (was is not None and Role.RECOVERY in was.roles):
            continue
        if was is None:
            yield Note(Act.MEMBER_ADDED, name, certificate.sequence)
        elif not certificate.roles:
            yield Note(Act.MEMBER_REMOVED, name, certificate.sequence)
        else:
            yield Note(Act.MEMBER_CHANGED, name, certificate.sequence, _changed(was, certificate))


def _changed(was: Certificate, now: Certificate) -> tuple[str, ...]:
    return tuple(name for name in ("roles", "force") if getattr(was, name) != getattr(now, name))
