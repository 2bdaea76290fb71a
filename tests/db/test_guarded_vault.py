"""The authorisation layer over the encrypted store: keys and rules together, as every way in has them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db import vault
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.errors import NotAllowed, NotFound
from observatory.ports import Stamp
from observatory.progress import silent
from observatory.security.audit.entries import Act, Wanted
from observatory.security.key_derivation import KdfCost
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.selection import EVERYTHING, Selection
from ui import bootstrap

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
OTHERS = "finestra lago quaderno ventuno"
STAMP = Stamp(date(2026, 4, 2), datetime(2026, 4, 2, 9, tzinfo=UTC), "claimed", "N")
TEXT = "un testo riservato"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A store with a founder, a liaison of PS and an analyst, and two cases with narratives."""
    made = vault.create(tmp_path / "s", WORDS, cost=CHEAP, founder=Newcomer("Titolare", "GF", FOUNDER_ROLES))
    made.keys.add_member(Newcomer("Liaison", "PS", (Role.DESK,)), OTHERS, cost=CHEAP)
    made.keys.add_member(Newcomer("Analyst", "CC", (Role.ANALYST,)), OTHERS, cost=CHEAP)
    with bootstrap.OpenStore(made).begin() as unit:
        unit.cases.add(Case(id="own", force="PS", note=TEXT), STAMP)
        unit.cases.add(Case(id="other", force="CC", note=TEXT), STAMP)
        unit.commit()
    made.close()
    return tmp_path / "s"


class As:
    """Opens the store as a member, and closes it again."""

    def __init__(self, folder: Path, name: str) -> None:
        self._folder, self._login = folder, Login(name, WORDS if name == "Titolare" else OTHERS)

    def __enter__(self) -> bootstrap.OpenStore:
        self._store = bootstrap.OpenStore(vault.open_(self._folder, self._login))
        return self._store

    def __exit__(self, *_: object) -> None:
        self._store.close()


@pytest.fixture
def liaison(folder: Path) -> Iterator[GuardedStore]:
    with As(folder, "Liaison") as store:
        yield store


def test_a_liaison_finds_their_own_forces_case_without_its_narrative(liaison: GuardedStore) -> None:
    with liaison.begin() as unit:
        assert [(case.id, case.note) for case in unit.cases.select(EVERYTHING)] == [("own", None)]
        assert unit.cases.count(EVERYTHING) == 1
        assert unit.cases.tally("force", Selection()) == {"PS": 1}
        assert [revision.record.note for revision in unit.cases.history("own")] == [None]
        with pytest.raises(NotFound):
            unit.cases.get("other")


def test_what_a_liaison_amends_keeps_its_narrative_and_the_log_says_who(folder: Path) -> None:
    with As(folder, "Liaison") as store:
        liaison = store.member
        with store.begin() as unit:
            unit.cases.replace(replace(unit.cases.get("own"), sex="F"), STAMP)
            unit.commit()
    with As(folder, "Titolare") as store, store.begin() as unit:
        assert (unit.cases.get("own").sex, unit.cases.get("own").note) == ("F", TEXT)
        latest = unit.cases.history("own")[-1]
        assert (latest.stamp.role, latest.changed, latest.record.note) == ("desk", ("sex",), TEXT)
        amended = unit.audit.entries(Wanted(act=Act.AMEND))
        assert [(entry.content.member, entry.content.fields) for entry in amended] == [(liaison.id, "sex")]


def test_asking_in_vain_leaves_no_trace_of_a_reading(folder: Path) -> None:
    with As(folder, "Liaison") as store, store.begin() as unit:
        for name in ("own", "other"):
            try:
                unit.cases.get(name)
            except NotFound:
                assert name == "other"
    with As(folder, "Titolare") as store, store.begin() as unit:
        assert unit.audit.count(Wanted(act=Act.READ)) == 0


@pytest.mark.parametrize("name", ["Liaison", "Analyst"])
def test_a_refusal_leaves_the_store_as_it_was(folder: Path, name: str) -> None:
    with As(folder, name) as store:
        with store.begin() as unit:
            with pytest.raises(NotAllowed):
                unit.cases.add(Case(id="new", force="CC", note=TEXT), STAMP)
            unit.commit()
        verification = store.verify()
        assert verification is not None
        assert verification.findings == ()
    with As(folder, "Titolare") as store, store.begin() as unit:
        assert {case.id for case in unit.cases.select(EVERYTHING)} == {"own", "other"}


def test_backups_are_the_administrators(folder: Path, tmp_path: Path) -> None:
    with As(folder, "Analyst") as store, pytest.raises(NotAllowed):
        bootstrap.choose_backup_folder(store, tmp_path)
    with As(folder, "Titolare") as store:
        bootstrap.choose_backup_folder(store, tmp_path)
        assert bootstrap.back_up_if_due(store, silent) is not None
    with As(folder, "Analyst") as store:
        assert bootstrap.backup_state(store).folder == tmp_path
        # Whoever is working: it is not yet due again, and nobody is refused.
        assert bootstrap.back_up_if_due(store, silent) is None


def test_what_bootstrap_opens_is_always_inside_the_layer(folder: Path, tmp_path: Path) -> None:
    made = bootstrap.create_store(tmp_path / "new", WORDS)
    opened = bootstrap.open_store(folder, Login("Analyst", OTHERS))
    for store in (made, opened):
        assert isinstance(store, GuardedStore)
        assert bootstrap.keys_of(store).fingerprint
        store.close()


def test_only_an_administrator_writes_a_store_out_unencrypted(folder: Path, tmp_path: Path) -> None:
    for name in ("Liaison", "Analyst"):
        with pytest.raises(NotAllowed):
            bootstrap.rescue_store(folder, Login(name, OTHERS), tmp_path / name, silent, plain=True)
        assert not (tmp_path / name).exists()
    assert bootstrap.rescue_store(folder, Login("Liaison", OTHERS), tmp_path / "sealed", silent, plain=False).is_exact
    assert bootstrap.rescue_store(folder, Login("Titolare", WORDS), tmp_path / "plain", silent, plain=True).is_exact
