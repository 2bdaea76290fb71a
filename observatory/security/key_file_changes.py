"""What replaces a key file: another passphrase, a recovery sheet, members let in, given other roles, shut out.

Each takes the file as it is, with the keyring that it opened, and gives its direct successor with a keyring of its own.
Only shutting somebody out changes the store's keys. Raises as `open_key_file`, and `WrongUse` as told.
"""

import os
import uuid
from collections.abc import Iterable
from dataclasses import replace

from observatory.errors import NotAllowed, WrongUse
from observatory.security import custody
from observatory.security.certificates import Certificate, Issuer, check, current, names_in, present
from observatory.security.key_container import FIRST_VERSION, Json, read_body
from observatory.security.key_derivation import SALT_BYTES, KdfCost
from observatory.security.key_file import (
    Change,
    certified,
    held_keys,
    is_due,
    issue,
    let_in_sheet,
    new_key,
    new_keyset,
    open_key_file,
    place_of,
    written,
)
from observatory.security.keyring import Keyring
from observatory.security.members import accepted_force, accepted_roles, folded
from observatory.security.minting import minted
from observatory.security.paper_key import PaperKey
from observatory.security.proposals import Proposal
from observatory.security.roles import Permission, Role
from observatory.security.slots import Keyset, Secret, is_paper, new_slot, opened_slot
from observatory.security.store_keys import Newcomer
from observatory.terms import Term


def modernised(content: bytes, keyring: Keyring, secret: Secret) -> Change | None:
    """A file of an earlier version in the form of this one; None if it is of this one."""
    if read_body(content)["v"] != FIRST_VERSION:
        return None
    body, mine = _body(content), keyring.copied()
    _seal_anew(body, mine, secret, mine.cost)
    return written(body, mine)


def supplied(content: bytes, keyring: Keyring) -> Change | None:
    """Keys passed on to those who lack them, and renewed where it fell to this member; None if nothing lacks."""
    body, mine = _body(content), keyring.copied()
    before = ({(each["member"], each["key"]) for each in body["wraps"]}, dict(body["minted"]))
    change = written(body, mine)
    if before == ({(each["member"], each["key"]) for each in body["wraps"]}, body["minted"]):
        mine.wipe()
        return None
    return change


def with_passphrase(content: bytes, keyring: Keyring, old: str, new: str, cost: KdfCost) -> Change:
    """The member's keyset sealed under another passphrase, or under the same at another cost."""
    body = _body(content)
    opened_slot(_own_slot(body, keyring), old)
    mine = keyring.copied()
    mine.cost = cost
    _seal_anew(body, mine, new, cost)
    return written(body, mine)


def with_recovery(content: bytes, keyring: Keyring, passphrase: str, paper: PaperKey) -> Change:
    """The paper key opens the store from now on; the one of an earlier sheet does not any more.

    Raises `NotAllowed` for whoever may not change members.
    """
    body, mine = _by_administrator(content, keyring)
    opened_slot(_own_slot(body, keyring), passphrase)
    for slot in [each for each in body["slots"] if is_paper(each)]:
        _shut_out(body, mine, current(mine.roster)[slot["member"]])
    let_in_sheet(body, mine, paper)
    return written(body, mine)


def recovered(content: bytes, paper: PaperKey, name: str, new: str, cost: KdfCost) -> Change:
    """Let in again whoever lost the passphrase, as a new member with new keys, the same name, force and roles.

    The paper key does not hold anybody's signing key, so nobody can sign for another; the former entry stays listed
    with its public key, and what it signed still verifies. A linkage custodian is one no more: the sheet is but one.
    Raises `WrongUse` for a name that is missing or unknown, or whose only role that was.
    """
    by_paper = open_key_file(content, paper)
    body = _body(content)
    lost = _named(by_paper, name) if name else _only(by_paper)
    drafts = by_paper.drafts.pop(lost.member, bytearray(new_key()))
    _shut_out(body, by_paper, lost)
    keyset = new_keyset(by_paper.trust)
    newcomer = Newcomer(lost.name, lost.force, _kept_by_sheet(lost))
    again = certified(newcomer, str(uuid.uuid4()), keyset, by_paper.sequence + 1)
    issue(by_paper, again)
    body["slots"].append(new_slot(place_of(by_paper.store_id, again), keyset, new, cost))
    by_paper.drafts[again.member] = drafts
    content, keyring = written(body, by_paper)
    return content, _as_member(keyring, again, keyset, cost)


def with_member(content: bytes, keyring: Keyring, newcomer: Newcomer, passphrase: str, cost: KdfCost) -> Change:
    """Somebody let in; raises `WrongUse` for a name that is taken, `NotAllowed` for whoever may not change members."""
    body, mine = _by_administrator(content, keyring)
    keyset = new_keyset(mine.trust)
    certificate = certified(newcomer, str(uuid.uuid4()), keyset, mine.sequence + 1)
    if folded(certificate.name) in names_in(present(mine.roster)):
        raise WrongUse(_TAKEN)
    issue(mine, certificate)
    body["slots"].append(new_slot(place_of(mine.store_id, certificate), keyset, passphrase, cost))
    key = mine.drafts[certificate.member] = bytearray(new_key())
    named, maker = (f"draft/{certificate.member}", key), Issuer(certificate.member, keyset.sign)
    body["minted"][named[0]] = minted(mine.store_id, named, certificate.sequence, maker)
    content, mine = written(body, mine)
    theirs = mine.drafts.pop(certificate.member)
    theirs[:] = bytes(len(theirs))
    return content, mine


def with_roles(content: bytes, keyring: Keyring, name: str, roles: Iterable[Role], force: str) -> Change:
    """Other roles or another force for a member; raises likewise, and `WrongUse` for the last administrator.

    Raises `NotAllowed` for a new linkage custodian too: `appointed` makes one.
    """
    body, mine = _by_administrator(content, keyring)
    before = _named(mine, name)
    given = accepted_roles(roles)
    if custody.is_new(before.roles, given):
        raise NotAllowed(custody.NEEDS_TWO)
    return _changed(body, mine, replace(before, roles=given, force=accepted_force(force, given), grant=None))


def appointment(keyring: Keyring, name: str, roles: Iterable[Role], force: str) -> str:
    """What two members sign who make a linkage custodian of a member, with all the roles they will have.

    Raises `NotAllowed` for whoever may not change members, and for oneself; `WrongUse` where nobody becomes custodian.
    """
    _refuse_others(keyring)
    before, given = _named(keyring, name), accepted_roles(roles)
    if before.member == keyring.member:
        raise NotAllowed(custody.ONESELF)
    if not custody.is_new(before.roles, given):
        raise WrongUse(custody.NO_CUSTODIAN)
    return custody.subject_of(before.as_member, given, accepted_force(force, given), before.signature)


def appointed(content: bytes, keyring: Keyring, grant: Proposal) -> Change:
    """The linkage custodian whom two members stand for.

    Raises as `with_roles`, `TamperedStore` for a proposal that does not carry their signatures, and `WrongUse` for one
    that no longer fits the member as they are.
    """
    body, mine = _by_administrator(content, keyring)
    asked = custody.appointment_in(grant)
    before = current(mine.roster).get(asked.member)
    if before is None or grant.subject != custody.subject_of(
        before.as_member, asked.roles, asked.force, before.signature
    ):
        raise WrongUse(custody.CHANGED)
    change = _changed(body, mine, replace(before, roles=asked.roles, force=asked.force, grant=grant))
    check(mine.roster, mine.store_id, mine.trust)
    return change


def _changed(body: Json, keyring: Keyring, certificate: Certificate) -> Change:
    issue(keyring, replace(certificate, sequence=keyring.sequence + 1))
    _refuse_headless(keyring)
    return written(body, keyring)


def without_member(content: bytes, keyring: Keyring, name: str) -> Change:
    """A member shut out, and new keys of the store that they never had: everything is to be written anew under them.

    Raises likewise, and `WrongUse` for oneself.
    """
    body, mine = _by_administrator(content, keyring)
    gone = _named(mine, name)
    if gone.member == mine.member:
        raise WrongUse(_ONESELF)
    _shut_out(body, mine, gone)
    _refuse_headless(mine)
    body["wraps"] = [each for each in body["wraps"] if each["key"] != "root"]
    return written(body, mine.in_new_epoch(new_key(), os.urandom(SALT_BYTES)))


def _body(content: bytes) -> Json:
    body = read_body(content)
    if body["v"] == FIRST_VERSION:
        body["minted"] = {}
    return body


def _by_administrator(content: bytes, keyring: Keyring) -> tuple[Json, Keyring]:
    _refuse_others(keyring)
    return _body(content), keyring.copied()


def _refuse_others(keyring: Keyring) -> None:
    if not keyring.me.may(Permission.MEMBERS):
        raise NotAllowed(_NOT_ADMINISTRATOR)


def _kept_by_sheet(lost: Certificate) -> tuple[Role, ...]:
    """The roles that one alone gives again."""
    kept = tuple(role for role in lost.roles if role is not Role.CUSTODIAN)
    if not kept:
        raise WrongUse(_ONLY_CUSTODIAN)
    return kept


def _own_slot(body: Json, keyring: Keyring) -> Json:
    return next(slot for slot in body["slots"] if slot["member"] == keyring.member)


def _seal_anew(body: Json, keyring: Keyring, secret: Secret, cost: KdfCost | None) -> None:
    own = current(keyring.roster)[keyring.member]
    keyset = Keyset(bytes(keyring.receive), bytes(keyring.signing), keyring.trust)
    slot = new_slot(place_of(keyring.store_id, own), keyset, secret, cost)
    body["slots"] = [slot if each["member"] == keyring.member else each for each in body["slots"]]


def _shut_out(body: Json, keyring: Keyring, gone: Certificate) -> None:
    """No role, no slot and no sealed keys any more; who they were stays, for what they signed."""
    issue(keyring, replace(gone, roles=(), sequence=keyring.sequence + 1, grant=None))
    body["slots"] = [each for each in body["slots"] if each["member"] != gone.member]


def _named(keyring: Keyring, name: str) -> Certificate:
    found = [c for c in present(keyring.roster) if folded(c.name) == folded(name) and Role.RECOVERY not in c.roles]
    if not found:
        raise WrongUse(_NOBODY)
    return found[0]


def _only(keyring: Keyring) -> Certificate:
    people = [c for c in present(keyring.roster) if Role.RECOVERY not in c.roles]
    if len(people) != 1:
        raise WrongUse(_WHO_LOST)
    return people[0]


def _refuse_headless(keyring: Keyring) -> None:
    if not any(Role.ADMINISTRATOR in certificate.roles for certificate in present(keyring.roster)):
        raise WrongUse(_LAST_ADMINISTRATOR)


def _as_member(sheet: Keyring, member: Certificate, keyset: Keyset, cost: KdfCost) -> Keyring:
    """What the file gives to somebody whom the sheet let in, without a second derivation; the sheet's keys go."""
    theirs = sheet.copied()
    theirs.member, theirs.cost = member.member, cost
    theirs.signing, theirs.receive = bytearray(keyset.sign), bytearray(keyset.receive)
    due = {name for name, _ in held_keys(theirs) if is_due(member, name)}
    theirs.keep(due)
    sheet.wipe()
    return theirs


_NOT_ADMINISTRATOR = Term(
    "Solo un amministratore cambia i membri e il foglio di recupero. Nulla è stato modificato.",
    "Only an administrator changes members and the recovery sheet. Nothing was changed.",
)
_TAKEN = Term(
    "C’è già un membro con questo nome: sceglierne un altro. Nulla è stato modificato.",
    "There is a member of that name already: choose another. Nothing was changed.",
)
_NOBODY = Term(
    "Nessun membro ha questo nome: controllare l’elenco dei membri. Nulla è stato modificato.",
    "No member has that name: check the list of members. Nothing was changed.",
)
_ONESELF = Term(
    "Nessuno toglie se stesso: lo fa un altro amministratore. Nulla è stato modificato.",
    "Nobody removes themselves: another administrator does. Nothing was changed.",
)
_LAST_ADMINISTRATOR = Term(
    "Resterebbe un archivio senza amministratore: dare prima quel ruolo a un altro membro. Nulla è stato modificato.",
    "The store would be left without an administrator: first give that role to another member. Nothing was changed.",
)
_ONLY_CUSTODIAN = Term(
    "Era soltanto custode dei collegamenti, un ruolo che il foglio di recupero non dà: un amministratore rimuova il "
    "membro e lo aggiunga di nuovo, poi due membri lo nominano. Nulla è stato modificato.",
    "They were linkage custodian only, a role that the recovery sheet does not give: an administrator removes the "
    "member and adds them again, then two members appoint them. Nothing was changed.",
)
_WHO_LOST = Term(
    "L’archivio ha più membri: indicare il nome di chi ha perso la frase d’accesso. Nulla è stato modificato.",
    "The store has several members: give the name of whoever lost the passphrase. Nothing was changed.",
)
