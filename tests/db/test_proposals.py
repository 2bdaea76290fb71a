"""Proposals of two members in both stores: kept as signed, one step at a time, each with its entry of the log."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from db import cipher, vault
from db.memory import MemoryStore
from observatory.errors import NotAllowed, NotFound, StaleVersion, TamperedStore, WrongPassphrase, WrongUse
from observatory.ports import Store
from observatory.security import proposals
from observatory.security.audit.entries import Wanted
from observatory.security.audit.findings import Kind
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.security.members import Member
from observatory.security.proposals import Matter, State
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.usecases import confirm

CHEAP = KdfCost(1024, 1, 1)
WORDS, OTHER_WORDS = "cavallo nuvola pettine diciotto", "tavolo pioggia cestino ventidue"
NOW = datetime(2026, 11, 22, 9, 30, 1, 5, tzinfo=UTC)
SUBJECT = '{"day":"2026-11-22","digest":"ab","policies":{"deaths":[240,3]}}'


def clock() -> datetime:
    return NOW


def of_two(folder: Path) -> vault.Vault:
    store = vault.create(folder, WORDS, cost=CHEAP, founder=Newcomer("Ada", "PS", FOUNDER_ROLES))
    store.keys.add_member(Newcomer("Bruno", "CC", (Role.ANALYST,)), OTHER_WORDS, cost=CHEAP)
    return store


@pytest.fixture(params=["memory", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An open store of two members of two forces."""
    first, second = Member("1", "Ada", "PS", FOUNDER_ROLES), Member("2", "Bruno", "CC", (Role.ANALYST,))
    made: Store = MemoryStore(first, (second,)) if request.param == "memory" else of_two(tmp_path / "s")
    yield made
    made.close()


def acts(store: Store) -> list[tuple[str, str, str]]:
    with store.begin() as unit:
        told = [entry.content for entry in reversed(unit.audit.entries(Wanted(object="proposal/")))]
    return [(content.act, content.object, content.fields) for content in told]


def test_a_proposal_is_kept_as_it_was_signed_and_each_step_is_logged(store: Store) -> None:
    made = confirm.prepare(store, Matter.RETENTION, SUBJECT, clock)
    with store.second("Bruno", OTHER_WORDS) as witness:
        second = witness.member.id
        confirmed = confirm.confirm(store, made.id, witness, clock)
    with store.begin() as unit:
        assert unit.proposals.get(made.id) == confirmed
        assert unit.proposals.all() == (confirmed,)
        finished = proposals.done(unit.proposals.get(made.id), store, NOW)
        unit.proposals.replace(finished)
        unit.commit()
    with store.begin() as unit:
        assert unit.proposals.get(made.id) == finished
    named = f"proposal/{made.id}"
    assert acts(store) == [
        ("prepared", named, "retention"),
        ("confirmed", named, f"retention {second}"),
        ("carried_out", named, "retention"),
    ]


def test_the_second_member_needs_their_own_passphrase(store: Store) -> None:
    with pytest.raises(WrongPassphrase):
        store.second("Bruno", "")
    with pytest.raises(WrongPassphrase):
        store.second("Nessuno", OTHER_WORDS)


def test_whoever_opened_the_store_cannot_confirm_beside_themselves(store: Store) -> None:
    made = confirm.prepare(store, Matter.RETENTION, SUBJECT, clock)
    with pytest.raises(NotAllowed):
        confirm.confirm(store, made.id, store.witness(), clock)
    assert confirm.waiting(store, clock) == (made,)
    assert len(acts(store)) == 1


def test_proposals_come_newest_first_and_are_withdrawn(store: Store) -> None:
    old = confirm.prepare(store, Matter.RETENTION, SUBJECT, lambda: NOW - timedelta(days=40))
    new = confirm.prepare(store, Matter.RELEASE, SUBJECT, clock)
    assert confirm.all_proposals(store) == (new, old)
    assert confirm.waiting(store, clock) == (new,)
    gone = confirm.withdraw(store, new.id, clock)
    assert (gone.state(NOW), confirm.waiting(store, clock)) == (State.WITHDRAWN, ())
    with pytest.raises(WrongUse):
        confirm.withdraw(store, new.id, clock)


def test_one_is_found_by_the_beginning_of_its_id(store: Store) -> None:
    made = confirm.prepare(store, Matter.RELEASE, SUBJECT, clock)
    assert confirm.named(store, made.id[:8]) == made
    for nothing in ("", "zz"):
        with pytest.raises(NotFound):
            confirm.named(store, nothing)


def test_what_is_not_there_and_what_was_overtaken_is_refused(store: Store) -> None:
    made = proposals.prepared(Matter.RETENTION, SUBJECT, store.witness(), NOW)
    with store.begin() as unit:
        with pytest.raises(NotFound):
            unit.proposals.get("nobody")
        with pytest.raises(NotFound):
            unit.proposals.replace(made)
        unit.proposals.add(made)
        unit.proposals.replace(replace(made, withdrawn_at=NOW))
        with pytest.raises(StaleVersion):
            unit.proposals.replace(replace(made, withdrawn_at=NOW + timedelta(1)))
        with pytest.raises(StaleVersion):
            unit.proposals.replace(replace(made, subject="another"))


def test_leaving_without_commit_leaves_no_proposal(store: Store) -> None:
    with store.begin() as unit:
        unit.proposals.add(proposals.prepared(Matter.RETENTION, SUBJECT, store.witness(), NOW))
    assert (confirm.all_proposals(store), acts(store)) == ((), [])


def edited(folder: Path, statement: str) -> None:
    """Behind the store's back."""
    keyring = open_key_file((folder / "vault.keys").read_bytes(), Login("Ada", WORDS))
    connection = cipher.connect(folder / "vault.db", keyring)
    connection.execute(statement)
    connection.close()
    keyring.wipe()


ALTERATIONS = (
    "UPDATE proposal SET subject = replace(subject, '3', '4')",
    "UPDATE proposal SET matter = 'release'",
    "UPDATE proposal SET matter = 'unheard'",
    "UPDATE proposal SET prepared_at = '2026-11-21T09:30:01.000005+00:00'",
    "UPDATE proposal SET prepared_at = 'yesterday'",
    "UPDATE proposal SET confirmed_force = 'GF'",
    "UPDATE proposal SET confirmed_by = prepared_by, confirmed_force = 'CC'",
    "UPDATE proposal SET confirmed_signature = prepared_signature",
    "UPDATE proposal SET confirmed_signature = NULL",
    "UPDATE proposal SET prepared_force = 'GF'",
)


@pytest.mark.parametrize("alteration", ALTERATIONS)
def test_an_altered_proposal_is_never_carried_out_and_the_log_says_so(tmp_path: Path, alteration: str) -> None:
    folder = tmp_path / "s"
    store = of_two(folder)
    made = confirm.prepare(store, Matter.RETENTION, SUBJECT, clock)
    with store.second("Bruno", OTHER_WORDS) as witness:
        confirm.confirm(store, made.id, witness, clock)
    store.close()
    edited(folder, alteration)
    store = vault.open_(folder, Login("Ada", WORDS))
    with store.begin() as unit, pytest.raises(TamperedStore):
        proposals.done(unit.proposals.get(made.id), store, NOW)
    assert [(f.kind, f.object) for f in store.verify().findings] == [(Kind.EDITED_ROW, f"proposal/{made.id}")]
    store.close()


def test_a_store_of_proposals_is_sound_and_outlives_its_members(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    store = of_two(folder)
    made = confirm.prepare(store, Matter.RETENTION, SUBJECT, clock)
    store.close()
    store = vault.open_(folder, Login("Bruno", OTHER_WORDS))
    kept = confirm.confirm(store, made.id, store.witness(), clock)
    assert store.verify().findings == ()
    store.close()
    store = vault.open_(folder, Login("Ada", WORDS))
    with store.begin() as unit:
        proposals.check(unit.proposals.get(made.id), store)
        assert proposals.done(kept, store, NOW).state(NOW) is State.DONE
    store.close()
