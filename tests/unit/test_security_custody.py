"""The linkage custodian: a role that stands only on what two other members of two forces signed for exactly this."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from observatory.authorisation.rules import require
from observatory.errors import NotAllowed, ObservatoryError, StoreError, TamperedStore, WrongUse
from observatory.security import custody, proposals
from observatory.security.certificates import Certificate, Issuer, current, extended
from observatory.security.key_container import read_body
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import new_key_file, open_key_file, written
from observatory.security.key_file_changes import (
    appointed,
    appointment,
    recovered,
    with_member,
    with_roles,
    without_member,
)
from observatory.security.keyring import Keyring
from observatory.security.members import Member, accepted_roles
from observatory.security.paper_key import PaperKey
from observatory.security.proposals import Matter, Proposal
from observatory.security.roles import ASSIGNABLE, FOUNDER_ROLES, GIVEN_BY_ONE, MAY, Permission, Role, may
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.security.witnesses import SigningWitness
from observatory.terms import Language

CHEAP = KdfCost(64, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
PAPER = PaperKey(bytes(range(20)))
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PEOPLE = (
    ("bruno", "CC", Role.ANALYST),
    ("carla", "GF", Role.AUDITOR),
    ("dario", "PS", Role.CLINICIAN),
    ("elena", "PP", Role.ADMINISTRATOR),
    ("franco", "", Role.CLINICIAN),
)
CUSTODIAN = (Role.CUSTODIAN,)


def passphrase(name: str) -> str:
    return f"{WORDS} {name}"


def as_(content: bytes, name: str) -> Keyring:
    return open_key_file(content, Login(name, passphrase(name)))


@pytest.fixture(scope="module")
def content() -> bytes:
    """Ada, who founded the store, of the State Police; Bruno, Carla, Dario, Elena; Franco of no force."""
    made, keyring = new_key_file(passphrase("ada"), CHEAP, PAPER, Newcomer("ada", "PS", FOUNDER_ROLES))
    for name, force, role in PEOPLE:
        made, keyring = with_member(made, keyring, Newcomer(name, force, (role,)), passphrase(name), CHEAP)
    return made


def witness(content: bytes, name: str) -> SigningWitness:
    keyring = as_(content, name)
    return SigningWitness(keyring.me, keyring.signing)


def signed(content: bytes, subject: str, first: str = "ada", second: str = "bruno") -> Proposal:
    """Two genuine signatures over the subject, whether or not these two may."""
    one, two = witness(content, first), witness(content, second)
    made = proposals.prepared(Matter.LINKAGE, subject, one, NOW)
    return proposals.confirmed(made, two, NOW)


def subject_for(content: bytes, name: str = "carla", roles: tuple[Role, ...] = CUSTODIAN, force: str = "GF") -> str:
    return appointment(as_(content, "ada"), name, roles, force)


@pytest.fixture(scope="module")
def made(content: bytes) -> bytes:
    """Carla is custodian."""
    return appointed(content, as_(content, "ada"), signed(content, subject_for(content)))[0]


def roles_of(content: bytes, name: str) -> tuple[Role, ...]:
    return next(member.roles for member in as_(content, "ada").people if member.name == name)


def test_two_members_of_two_forces_make_a_custodian(made: bytes) -> None:
    assert roles_of(made, "carla") == CUSTODIAN
    carla = as_(made, "carla").me
    assert carla.may(Permission.LINK_PERSONS)
    require(carla, Permission.LINK_PERSONS)


def test_nobody_else_may_link_persons() -> None:
    assert {role for role in Role if Permission.LINK_PERSONS in MAY[role]} == {Role.CUSTODIAN}
    assert not may(GIVEN_BY_ONE, Permission.LINK_PERSONS)
    assert not may(FOUNDER_ROLES, Permission.LINK_PERSONS)
    assert set(ASSIGNABLE) - set(GIVEN_BY_ONE) == {Role.CUSTODIAN}
    with pytest.raises(NotAllowed) as refused:
        require(Member("1", "ada", "PS", FOUNDER_ROLES), Permission.LINK_PERSONS)
    assert "Custode dei collegamenti" in refused.value.message.in_(Language.IT)


def test_a_custodian_decides_on_links_and_changes_nothing_else() -> None:
    assert MAY[Role.CUSTODIAN] == {Permission.READ_CASES, Permission.LINK_PERSONS}


@pytest.mark.parametrize("roles", [CUSTODIAN, (Role.ADMINISTRATOR, Role.CUSTODIAN)])
def test_nobody_gives_the_role_alone(content: bytes, roles: tuple[Role, ...]) -> None:
    ada = as_(content, "ada")
    with pytest.raises(NotAllowed):
        with_roles(content, ada, "carla", roles, "GF")
    with pytest.raises(NotAllowed):
        with_roles(content, ada, "ada", roles, "PS")
    with pytest.raises(NotAllowed):
        with_member(content, ada, Newcomer("gina", "GF", roles), passphrase("gina"), CHEAP)
    with pytest.raises(NotAllowed):
        new_key_file(WORDS, CHEAP, None, Newcomer("ada", "PS", (*FOUNDER_ROLES, *roles)))
    assert len(ada.roster) == len(as_(content, "ada").roster)


def test_nobody_is_asked_to_appoint_themselves_or_nobody(content: bytes) -> None:
    with pytest.raises(NotAllowed):
        appointment(as_(content, "ada"), "ada", CUSTODIAN, "PS")
    with pytest.raises(WrongUse):
        appointment(as_(content, "ada"), "carla", (Role.ANALYST,), "GF")
    with pytest.raises(NotAllowed):
        appointment(as_(content, "bruno"), "carla", CUSTODIAN, "GF")


def test_a_liaison_is_no_custodian() -> None:
    with pytest.raises(WrongUse):
        accepted_roles((Role.DESK, Role.CUSTODIAN))


def test_a_second_of_the_same_force_or_of_none_or_the_one_concerned_is_refused(content: bytes) -> None:
    subject = subject_for(content)
    for second in ("dario", "franco", "ada"):
        with pytest.raises(NotAllowed):
            signed(content, subject, second=second)
    prepared = proposals.prepared(
        Matter.LINKAGE, subject_for(content, "bruno", CUSTODIAN, "CC"), witness(content, "ada"), NOW
    )
    with pytest.raises(NotAllowed):
        custody.refuse_concerned(prepared, as_(content, "bruno").me)
    custody.refuse_concerned(prepared, as_(content, "elena").me)


def test_a_proposal_makes_its_custodian_once(content: bytes, made: bytes) -> None:
    grant = signed(content, subject_for(content))
    again, ada = with_roles(made, as_(made, "ada"), "carla", (Role.AUDITOR,), "GF")
    assert roles_of(again, "carla") == (Role.AUDITOR,)
    with pytest.raises(WrongUse):
        appointed(again, ada, grant)


@pytest.mark.parametrize("change", [((Role.ANALYST,), "GF"), ((Role.AUDITOR,), "PP")], ids=["roles", "force"])
def test_a_proposal_holds_for_the_member_as_they_were(content: bytes, change: tuple[tuple[Role, ...], str]) -> None:
    grant = signed(content, subject_for(content))
    later, ada = with_roles(content, as_(content, "ada"), "carla", *change)
    with pytest.raises(WrongUse):
        appointed(later, ada, grant)


def test_what_changes_about_others_leaves_the_proposal_sound(content: bytes) -> None:
    grant = signed(content, subject_for(content))
    later, ada = with_roles(content, as_(content, "ada"), "dario", (Role.SECRETARY,), "PS")
    after, _ = appointed(later, ada, grant)
    assert roles_of(after, "carla") == CUSTODIAN


def test_the_role_goes_by_one_administrator_and_stays_with_other_changes(made: bytes) -> None:
    kept, ada = with_roles(made, as_(made, "ada"), "carla", (Role.AUDITOR, Role.CUSTODIAN), "GF")
    assert roles_of(kept, "carla") == (Role.AUDITOR, Role.CUSTODIAN)
    gone, _ = with_roles(kept, ada, "carla", (Role.AUDITOR,), "GF")
    assert roles_of(gone, "carla") == (Role.AUDITOR,)


def test_the_appointment_outlives_those_who_signed_it(made: bytes) -> None:
    after, ada = without_member(made, as_(made, "ada"), "bruno")
    assert roles_of(after, "carla") == CUSTODIAN
    after, _ = without_member(after, ada, "carla")
    assert "carla" not in [member.name for member in as_(after, "ada").people]


def test_the_recovery_sheet_does_not_give_the_role_again(made: bytes) -> None:
    with pytest.raises(WrongUse):
        recovered(made, PAPER, "carla", passphrase("carla"), CHEAP)
    both, _ = with_roles(made, as_(made, "ada"), "carla", (Role.AUDITOR, Role.CUSTODIAN), "GF")
    after, _ = recovered(both, PAPER, "carla", passphrase("carla"), CHEAP)
    assert roles_of(after, "carla") == (Role.AUDITOR,)


Forge = Callable[[bytes, Keyring, Certificate], Certificate]
"""The file, the keys of Ada who forges, Carla's certificate of now: what Ada gives her instead."""


def with_grant(_content: bytes, target: Certificate, grant: Proposal | None) -> Certificate:
    return replace(target, roles=CUSTODIAN, grant=grant)


def alone(content: bytes, _ada: Keyring, target: Certificate) -> Certificate:
    return with_grant(content, target, None)


def by_the_same_twice(content: bytes, ada: Keyring, target: Certificate) -> Certificate:
    """Ada signs both, the second time in Bruno's name."""
    subject = subject_for(content)
    mine = SigningWitness(ada.me, ada.signing)
    bruno = next(member for member in ada.people if member.name == "bruno")
    one = proposals.prepared(Matter.LINKAGE, subject, mine, NOW)
    return with_grant(content, target, proposals.confirmed(one, SigningWitness(bruno, ada.signing), NOW))


def within_one_force(content: bytes, ada: Keyring, target: Certificate) -> Certificate:
    """Dario, of Ada's force, says that he is of another."""
    subject = subject_for(content)
    dario = witness(content, "dario")
    one = proposals.prepared(Matter.LINKAGE, subject, SigningWitness(ada.me, ada.signing), NOW)
    other = SigningWitness(replace(dario.member, force="CC"), dario.seed)
    return with_grant(content, target, proposals.confirmed(one, other, NOW))


def of_another_matter(content: bytes, ada: Keyring, target: Certificate) -> Certificate:
    one = proposals.prepared(Matter.RETENTION, subject_for(content), SigningWitness(ada.me, ada.signing), NOW)
    return with_grant(content, target, proposals.confirmed(one, witness(content, "bruno"), NOW))


def for_other_roles(content: bytes, _ada: Keyring, target: Certificate) -> Certificate:
    grant = signed(content, subject_for(content))
    return replace(target, roles=(Role.CLINICIAN, Role.CUSTODIAN), grant=grant)


def for_another_member(content: bytes, _ada: Keyring, target: Certificate) -> Certificate:
    return with_grant(content, target, signed(content, subject_for(content, "dario", CUSTODIAN, "PS")))


def of_another_moment(content: bytes, _ada: Keyring, target: Certificate) -> Certificate:
    later, _ = with_roles(content, as_(content, "ada"), "carla", (Role.AUDITOR,), "GF")
    return with_grant(content, target, signed(content, subject_for(later)))


def only_prepared(content: bytes, ada: Keyring, target: Certificate) -> Certificate:
    one = proposals.prepared(Matter.LINKAGE, subject_for(content), SigningWitness(ada.me, ada.signing), NOW)
    return with_grant(content, target, replace(one, confirmed=one.prepared))


def confirmed_too_late(content: bytes, _ada: Keyring, target: Certificate) -> Certificate:
    """The moment that Bruno signed is moved, so that the proposal looks fresh."""
    grant = signed(content, subject_for(content))
    assert grant.confirmed
    return with_grant(content, target, replace(grant, confirmed=replace(grant.confirmed, at=NOW + timedelta(days=1))))


def signed_by_the_one_concerned(content: bytes, ada: Keyring, _target: Certificate) -> Certificate:
    grant = signed(content, subject_for(content, "bruno", CUSTODIAN, "CC"))
    return replace(current(ada.roster)[grant.confirmed.member], roles=CUSTODIAN, grant=grant)  # type: ignore[union-attr]


def prepared_by_no_administrator(content: bytes, _ada: Keyring, target: Certificate) -> Certificate:
    return with_grant(content, target, signed(content, subject_for(content), first="dario"))


def granted_for_nothing(content: bytes, _ada: Keyring, target: Certificate) -> Certificate:
    """A grant that makes nobody custodian would wait in the roster for whoever finds a use for it."""
    return replace(target, roles=(Role.ANALYST,), grant=signed(content, subject_for(content)))


FORGED: dict[str, Forge] = {
    forge.__name__: forge
    for forge in (
        alone,
        by_the_same_twice,
        within_one_force,
        of_another_matter,
        for_other_roles,
        for_another_member,
        of_another_moment,
        only_prepared,
        confirmed_too_late,
        signed_by_the_one_concerned,
        prepared_by_no_administrator,
        granted_for_nothing,
    )
}


def issued(content: bytes, ada: Keyring, certificate: Certificate) -> bytes:
    """What an administrator writes who has all keys and a program of their own."""
    certificate = replace(certificate, sequence=ada.sequence + 1)
    ada.roster = extended(ada.roster, ada.store_id, certificate, Issuer(ada.member, ada.signing))
    return written(read_body(content), ada)[0]


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_custodian_opens_to_nobody(content: bytes, how: str) -> None:
    ada = as_(content, "ada")
    carla = next(each for each in current(ada.roster).values() if each.name == "carla")
    forged = issued(content, ada, FORGED[how](content, ada, carla))
    for name in ("ada", "bruno", "carla"):
        with pytest.raises(TamperedStore):
            as_(forged, name)


def test_the_same_hand_writes_what_is_not_forged(content: bytes) -> None:
    """So that the test above refuses for the reason it names."""
    ada = as_(content, "ada")
    carla = next(each for each in current(ada.roster).values() if each.name == "carla")
    sound = issued(content, ada, with_grant(content, carla, signed(content, subject_for(content))))
    assert roles_of(sound, "carla") == CUSTODIAN


@pytest.mark.parametrize("subject", ["", "[]", "{}", '{"member":1}', '{"roles":["king"]}', "{"])
def test_a_subject_that_nobody_wrote_is_named(content: bytes, subject: str) -> None:
    proposal = proposals.prepared(Matter.LINKAGE, subject, witness(content, "ada"), NOW)
    with pytest.raises(StoreError):
        custody.appointment_in(proposal)
    assert issubclass(TamperedStore, ObservatoryError)
