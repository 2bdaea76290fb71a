"""What a change of the key file means for members, as entries of the log."""

from collections.abc import Iterator

from observatory.security.audit.entries import Act, Note
from observatory.security.certificates import Certificate, current
from observatory.security.keyring import Keyring
from observatory.security.roles import Role


def key_notes(after: Keyring) -> list[Note]:
    """What this key file changed: an entry for each member let in, changed or shut out, with its number; else one."""
    known = current(tuple(each for each in after.roster if each.sequence < after.sequence))
    notes = list(_members(known, tuple(each for each in after.roster if each.sequence == after.sequence)))
    return notes or [Note(Act.KEYS, f"keys/{after.sequence}")]


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
