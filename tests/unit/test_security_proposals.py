"""Two members of two forces: who may confirm, what the signatures cover, and that any altered byte is noticed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.errors import NotAllowed, StaleVersion, TamperedStore, WrongUse
from observatory.security import proposals
from observatory.security.audit.entries import Act
from observatory.security.members import Member
from observatory.security.proposals import MATTER_LABELS, STATE_LABELS, Matter, Proposal, Signature, State
from observatory.security.roles import Permission, Role

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SUBJECT = '{"day":"2026-11-22","digest":"ab","policies":{"deaths":[240,3]}}'
FIRST = Member("11111111-1111-4111-8111-111111111111", "Ada", "PS", (Role.ADMINISTRATOR,))
SECOND = Member("22222222-2222-4222-8222-222222222222", "Bruno", "CC", (Role.ANALYST,))


def store_of(*others: Member, first: Member = FIRST) -> MemoryStore:
    return MemoryStore(first, others or (SECOND,))


def confirmed_in(store: MemoryStore) -> Proposal:
    made = proposals.prepared(Matter.RETENTION, SUBJECT, store.witness(), NOW)
    with store.second("Bruno", "x") as witness:
        return proposals.confirmed(made, witness, NOW + timedelta(hours=1))


def test_a_proposal_of_two_forces_is_genuine_and_is_carried_out_once() -> None:
    store = store_of()
    proposal = confirmed_in(store)
    proposals.check(proposal, store)
    finished = proposals.done(proposal, store, NOW + timedelta(days=1))
    assert finished.state(NOW) is State.DONE
    with pytest.raises(WrongUse):
        proposals.done(finished, store, NOW + timedelta(days=1))


@given(
    forces=st.tuples(*[st.sampled_from(["", "PS", "CC", "GF", "PP"])] * 2),
    roles=st.sets(st.sampled_from([role for role in Role if role is not Role.RECOVERY]), min_size=1),
)
def test_only_another_force_and_only_whoever_may_confirm_confirms(forces: tuple[str, str], roles: set[Role]) -> None:
    first, second = replace(FIRST, force=forces[0]), replace(SECOND, force=forces[1], roles=tuple(roles))
    store = store_of(second, first=first)
    is_right = all(forces) and forces[0] != forces[1] and second.may(Permission.CONFIRM)
    try:
        proposals.check(confirmed_in(store), store)
    except NotAllowed:
        assert not is_right
    else:
        assert is_right


def test_nobody_confirms_their_own_proposal_whatever_force_they_take_on() -> None:
    store = store_of()
    made = proposals.prepared(Matter.RELEASE, SUBJECT, store.witness(), NOW)
    witness = replace(store.witness(), member=replace(FIRST, force="GF"))
    with pytest.raises(NotAllowed):
        proposals.confirmed(made, witness, NOW)


ALTERED_TEXT = st.text(max_size=12)
ALTERED_SIGNATURE = st.fixed_dictionaries(
    {},
    optional={
        "member": st.sampled_from([FIRST.id, SECOND.id, "another"]),
        "force": st.sampled_from(["PS", "CC", "GF", ""]),
        "at": st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - zones are given beside
        "bytes": st.binary(min_size=64, max_size=64),
    },
)


@given(
    parts=st.fixed_dictionaries(
        {}, optional={"id": ALTERED_TEXT, "matter": st.sampled_from(Matter), "subject": ALTERED_TEXT}
    ),
    first=ALTERED_SIGNATURE,
    second=ALTERED_SIGNATURE,
)
def test_any_altered_field_of_what_was_signed_is_tampering(
    parts: dict[str, object], first: dict[str, object], second: dict[str, object]
) -> None:
    store = store_of()
    genuine = confirmed_in(store)
    assert genuine.confirmed
    altered = replace(
        genuine,
        **parts,  # type: ignore[arg-type]
        prepared=replace(genuine.prepared, **first),  # type: ignore[arg-type]
        confirmed=replace(genuine.confirmed, **second),  # type: ignore[arg-type]
    )
    if altered == genuine:
        proposals.check(altered, store)
    else:
        with pytest.raises(TamperedStore):
            proposals.check(altered, store)


@given(at=st.integers(min_value=0, max_value=63), which=st.booleans(), bit=st.integers(min_value=0, max_value=7))
def test_every_bit_of_both_signatures_counts(at: int, which: bool, bit: int) -> None:
    store = store_of()
    genuine = confirmed_in(store)
    assert genuine.confirmed
    name, signature = ("prepared", genuine.prepared) if which else ("confirmed", genuine.confirmed)
    flipped = bytes(byte ^ (1 << bit) if n == at else byte for n, byte in enumerate(signature.bytes))
    with pytest.raises(TamperedStore):
        proposals.check(replace(genuine, **{name: replace(signature, bytes=flipped)}), store)


def test_a_confirmation_is_not_moved_to_another_proposal() -> None:
    store = store_of()
    one, other = confirmed_in(store), confirmed_in(store)
    assert one.subject == other.subject
    with pytest.raises(TamperedStore):
        proposals.check(replace(one, confirmed=other.confirmed), store)


def test_one_member_alone_cannot_forge_the_other() -> None:
    """Signing as oneself under the other's name or force does not help: whose key it is decides."""
    store = store_of()
    made = proposals.prepared(Matter.RETENTION, SUBJECT, store.witness(), NOW)
    for member in (replace(FIRST, force="CC"), replace(SECOND)):
        pretended = replace(made, confirmed=Signature(member.id, "CC", NOW, b""))
        signed = store.witness().sign(proposals.PURPOSE, proposals._confirmed_bytes(pretended))
        forged = replace(made, confirmed=Signature(member.id, "CC", NOW, signed))
        with pytest.raises(TamperedStore):
            proposals.done(forged, store, NOW)


def test_what_is_not_confirmed_withdrawn_or_too_old_is_not_carried_out() -> None:
    store = store_of()
    made = proposals.prepared(Matter.RETENTION, SUBJECT, store.witness(), NOW)
    proposal = confirmed_in(store)
    for never, at in (
        (made, NOW),
        (proposals.withdrawn(proposal, FIRST, NOW), NOW),
        (proposal, NOW + timedelta(days=31)),
        (proposal, NOW - timedelta(days=31)),
    ):
        with pytest.raises(WrongUse):
            proposals.done(never, store, at)
    with pytest.raises(TamperedStore):
        proposals.done(replace(made, done_at=NOW), store, NOW)


def test_what_waits_for_nobody_is_not_confirmed() -> None:
    store = store_of()
    made = proposals.prepared(Matter.RETENTION, SUBJECT, store.witness(), NOW)
    late = NOW + timedelta(days=30, seconds=1)
    with store.second("Bruno", "x") as witness:
        again = proposals.confirmed(made, witness, NOW)
        for proposal, at in ((again, NOW), (made, late), (proposals.withdrawn(made, FIRST, NOW), NOW)):
            with pytest.raises(WrongUse):
                proposals.confirmed(proposal, witness, at)


def test_whoever_left_or_changed_force_or_role_no_longer_stands_for_it() -> None:
    store = store_of()
    proposal = confirmed_in(store)
    for members in ((FIRST,), (FIRST, replace(SECOND, force="GF")), (FIRST, replace(SECOND, roles=(Role.AUDITOR,)))):
        store.members = members
        with pytest.raises(NotAllowed):
            proposals.done(proposal, store, NOW)


def test_it_is_withdrawn_by_its_author_or_by_whoever_may_confirm() -> None:
    store = store_of()
    made = proposals.prepared(Matter.RETENTION, SUBJECT, store.witness(), NOW)
    auditor = Member("3", "Carla", "GF", (Role.AUDITOR,))
    with pytest.raises(NotAllowed):
        proposals.withdrawn(made, auditor, NOW)
    gone = proposals.withdrawn(made, SECOND, NOW)
    assert gone.state(NOW) is State.WITHDRAWN
    with pytest.raises(WrongUse):
        proposals.withdrawn(gone, FIRST, NOW)


def test_a_proposal_goes_on_by_single_steps_only() -> None:
    store = store_of()
    made = proposals.prepared(Matter.RETENTION, SUBJECT, store.witness(), NOW)
    proposal = confirmed_in(store)
    assert proposals.act_between(made, replace(made, confirmed=proposal.confirmed)) is Act.CONFIRMED
    assert proposals.act_between(proposal, replace(proposal, done_at=NOW)) is Act.CARRIED_OUT
    assert proposals.act_between(made, replace(made, withdrawn_at=NOW)) is Act.WITHDRAWN
    for before, after in (
        (made, made),
        (made, replace(made, subject="another")),
        (proposal, replace(proposal, confirmed=None)),
        (made, replace(proposal, id=made.id, prepared=made.prepared, done_at=NOW)),
        (replace(proposal, done_at=NOW), replace(proposal, done_at=None)),
        (replace(proposal, withdrawn_at=NOW), replace(proposal, withdrawn_at=NOW, done_at=NOW)),
    ):
        with pytest.raises(StaleVersion):
            proposals.act_between(before, after)


def test_two_screens_show_the_same_six_words_for_the_same_thing_only() -> None:
    store = store_of()
    one, other = confirmed_in(store), confirmed_in(store)
    assert one.fingerprint == other.fingerprint != replace(one, subject="another").fingerprint
    assert len(one.fingerprint.split()) == 6


def test_every_matter_and_state_has_words() -> None:
    assert (set(MATTER_LABELS), set(STATE_LABELS)) == (set(Matter), set(State))
