"""The linkage custodian in a store on disk: proposal, key file and log change together, and one alone is named."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import pytest

from db import cipher, vault
from db.key_pair import KeyPair
from observatory.errors import NotAllowed, TamperedStore, WrongUse
from observatory.security.audit.entries import Act, Wanted
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.security.key_file_changes import appointed
from observatory.security.proposals import Matter, Proposal, State
from observatory.security.roles import FOUNDER_ROLES, Permission, Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.usecases import appoint, confirm

CHEAP = KdfCost(1024, 1, 1)
ADA, BRUNO, CARLA = (Login(name, f"cavallo nuvola pettine {name} diciotto") for name in ("Ada", "Bruno", "Carla"))
CUSTODIAN = (Role.AUDITOR, Role.CUSTODIAN)
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def clock() -> datetime:
    return NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store of Ada of the State Police, Bruno of the Carabinieri, and Carla, auditor, of the Finance Guard."""
    made = vault.create(tmp_path / "s", ADA.passphrase, cost=CHEAP, founder=Newcomer("Ada", "PS", FOUNDER_ROLES))
    with closing(made):
        made.keys.add_member(Newcomer("Bruno", "CC", (Role.ANALYST,)), BRUNO.passphrase, cost=CHEAP)
        made.keys.add_member(Newcomer("Carla", "GF", (Role.AUDITOR,)), CARLA.passphrase, cost=CHEAP)
    return tmp_path / "s"


@pytest.fixture
def store(folder: Path) -> Iterator[vault.Vault]:
    with closing(vault.open_(folder, ADA)) as opened:
        yield opened


def confirmed(store: vault.Vault) -> Proposal:
    subject = store.keys.appointment("Carla", CUSTODIAN, "GF")
    with store.second(BRUNO.name, BRUNO.passphrase) as witness:
        return appoint.propose_with(store, subject, witness, clock)


def roles(store: vault.Vault) -> tuple[Role, ...]:
    return next(member.roles for member in store.members if member.name == "Carla")


def state(store: vault.Vault, proposal: Proposal) -> State:
    return confirm.named(store, proposal.id).state(NOW)


def acts(store: vault.Vault) -> list[tuple[str, str]]:
    with store.begin() as unit:
        return [(each.content.act, each.content.fields) for each in reversed(unit.audit.entries(Wanted()))]


def test_an_appointment_is_carried_out_once_and_logged(folder: Path, store: vault.Vault) -> None:
    proposal = confirmed(store)
    made = appoint.appoint(store, store.keys, proposal, clock)
    assert made.roles == roles(store) == CUSTODIAN
    assert made.may(Permission.LINK_PERSONS)
    assert state(store, proposal) is State.DONE
    told = [act for act, _ in acts(store)]
    assert told[-2:] == [Act.MEMBER_CHANGED, Act.CARRIED_OUT]
    assert (Act.CARRIED_OUT, "linkage") in acts(store)
    for again in (proposal, confirm.named(store, proposal.id)):
        with pytest.raises((WrongUse, TamperedStore)):
            appoint.appoint(store, store.keys, again, clock)
    store.close()
    for login in (ADA, BRUNO, CARLA):
        with closing(vault.open_(folder, login)) as opened:
            assert roles(opened) == CUSTODIAN


def test_confirmed_on_another_occasion_by_whoever_opens_the_store(folder: Path, store: vault.Vault) -> None:
    made = appoint.prepare_appointment(store, store.keys.appointment("Carla", CUSTODIAN, "GF"), clock)
    with pytest.raises(WrongUse):
        appoint.appoint(store, store.keys, made, clock)
    store.close()
    with closing(vault.open_(folder, CARLA)) as opened, pytest.raises(NotAllowed):
        confirm.confirm(opened, made.id, opened.witness(), clock)
    with closing(vault.open_(folder, BRUNO)) as opened:
        confirm.confirm(opened, made.id, opened.witness(), clock)
        opened.keys.change_passphrase(BRUNO.passphrase, "finestra cammino limone quaranta", cost=CHEAP)
        with pytest.raises(NotAllowed):
            opened.keys.appoint(confirm.named(opened, made.id))
    with closing(vault.open_(folder, ADA)) as opened:
        appoint.appoint(opened, opened.keys, confirm.named(opened, made.id), clock)
        assert roles(opened) == CUSTODIAN


def test_withdrawn_or_expired_or_of_another_matter_makes_no_custodian(store: vault.Vault) -> None:
    proposal = confirmed(store)
    with pytest.raises(WrongUse):
        appoint.appoint(store, store.keys, proposal, lambda: NOW + timedelta(days=31))
    with pytest.raises(WrongUse):
        appoint.appoint(store, store.keys, proposal, clock, asked="another")
    confirm.withdraw(store, proposal.id, clock)
    with pytest.raises(WrongUse):
        appoint.appoint(store, store.keys, confirm.named(store, proposal.id), clock)
    with pytest.raises(TamperedStore):
        store.keys.appoint(proposal)
    other = confirm.prepare(store, Matter.RETENTION, "{}", clock)
    with pytest.raises(WrongUse):
        appoint.appoint(store, store.keys, other, clock)
    assert roles(store) == (Role.AUDITOR,)
    assert Act.CARRIED_OUT not in [act for act, _ in acts(store)]


def test_a_crash_before_the_database_knows_is_made_good(folder: Path, store: vault.Vault) -> None:
    proposal = confirmed(store)
    store.close()
    put_in_place(folder, proposal)
    with closing(vault.open_(folder, ADA)) as opened:
        assert roles(opened) == CUSTODIAN
        assert state(opened, proposal) is State.DONE
        assert (Act.CARRIED_OUT, "linkage") in acts(opened)


def put_in_place(folder: Path, proposal: Proposal) -> None:
    """The key file alone, as an interrupted change leaves it, or a program of somebody's own."""
    pair = KeyPair(folder)
    content = pair.content()
    keyring = open_key_file(content, ADA)
    pair.succeed(content, appointed(content, keyring, proposal)[0])


def test_a_key_file_that_carries_out_what_was_withdrawn_is_named(folder: Path, store: vault.Vault) -> None:
    proposal = confirmed(store)
    confirm.withdraw(store, proposal.id, clock)
    store.close()
    put_in_place(folder, proposal)
    for login in (ADA, BRUNO):
        with pytest.raises(TamperedStore):
            vault.open_(folder, login)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM proposal",
        "UPDATE proposal SET done_at = NULL",
        "UPDATE proposal SET withdrawn_at = done_at",
        "UPDATE proposal SET confirmed_signature = prepared_signature",
        "UPDATE proposal SET subject = subject || ' '",
    ],
)
def test_a_custodian_whose_proposal_the_store_does_not_hold_is_named(
    folder: Path, store: vault.Vault, statement: str
) -> None:
    appoint.appoint(store, store.keys, confirmed(store), clock)
    store.close()
    keyring = open_key_file(KeyPair(folder).content(), ADA)
    engine = cipher.engine(folder / "vault.db", keyring)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
        connection.commit()
    engine.dispose()
    with pytest.raises(TamperedStore):
        vault.open_(folder, BRUNO)


def test_a_disk_that_refuses_leaves_proposal_and_roles_as_they_were(
    store: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposal = confirmed(store)

    def refuse(*_: object) -> NoReturn:
        raise WrongUse(appoint.custody.CHANGED)

    with monkeypatch.context() as patched:
        patched.setattr(KeyPair, "succeed", refuse)
        with pytest.raises(WrongUse):
            appoint.appoint(store, store.keys, proposal, clock)
    assert roles(store) == (Role.AUDITOR,)
    assert state(store, proposal) is State.CONFIRMED
    appoint.appoint(store, store.keys, proposal, clock)
    assert roles(store) == CUSTODIAN


def test_the_removal_of_a_signer_leaves_the_custodian(folder: Path, store: vault.Vault) -> None:
    appoint.appoint(store, store.keys, confirmed(store), clock)
    store.keys.remove_member("Bruno")
    store.close()
    with closing(vault.open_(folder, CARLA)) as opened:
        assert roles(opened) == CUSTODIAN
