"""The commands on links: candidates with reasons, decisions, lists, revocations; refusals in one line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.security.roles import Role
from ui import bootstrap
from ui.cli import main

STAMP = Stamp(date(2026, 4, 20), datetime(2026, 4, 20, 9, tzinfo=UTC), "clinician", "N")
ONE = Case(
    id="a", event_type="SU", month="2026-03", precision="M", force="GF", macro_region="3", status="CO", sex="M",
    age_band="E4", rank_category="R2", place="AB", method="IMP",
)  # fmt: skip
CASES = (ONE, replace(ONE, id="b", force="CC"), replace(ONE, id="t", event_type="TE", month="2026-04", sex="F"))

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def store() -> MemoryStore:
    made = MemoryStore()
    with made.begin() as unit:
        unit.cases.add_many((case, STAMP) for case in CASES)
        unit.commit()
    return made


@pytest.fixture
def run(tmp_path: Path, store: MemoryStore, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "passphrase.txt").write_text("una frase giusta\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def ran(*command: str, language: str = "it") -> tuple[int, str, str]:
        store.is_open = True
        monkeypatch.setattr(bootstrap, "open_store", lambda *_given, **_named: GuardedStore(store))
        status = main(["--lang", language, "link", *command, "--passphrase-file", "passphrase.txt"])
        return (status, *capsys.readouterr())

    return ran


def test_candidates_are_told_with_their_reasons_and_without_answers(run: Run) -> None:
    status, out, _err = run("candidates", "store")
    assert status == 0
    assert "b e a: 13 punti" in out
    assert "Le Forze sono diverse: possono avere segnalato entrambe lo stesso evento." in out
    assert "Coppie da decidere: 1." in out
    assert "Carabinieri" not in out
    assert run("candidates", "store", "--case", "t")[1] == "Nessuna coppia da decidere.\n"


def test_a_link_is_recorded_listed_counted_and_revoked(run: Run, store: MemoryStore) -> None:
    assert run("add", "store", "a", "b", "--kind", "SE")[0] == 0
    (link,) = store.contents.records["case_link"].values()
    status, out, _err = run("list", "store", language="en")
    assert (status, out.splitlines()[0]) == (0, f"{link.id}  {link.decided_on}  Same event (Active): a – b")
    assert out.splitlines()[-1] == "Countable cases 3, events 2, persons at most 2."
    assert "già decidere" not in out
    assert run("candidates", "store")[1] == "Nessuna coppia da decidere.\n"
    assert run("revoke", "store", link.id[:8], "--reason", "Due eventi")[0] == 0
    assert run("list", "store")[1].startswith("Nessun collegamento.")
    assert "Revocato" in run("list", "store", "--all", "--case", "a")[1]


def test_what_contradicts_is_refused_in_one_line_until_it_is_confirmed(run: Run, store: MemoryStore) -> None:
    store.member = Member("me", "rossi", "PS", (Role.CLINICIAN, Role.CUSTODIAN))
    status, out, err = run("add", "store", "a", "t", "--kind", "SP")
    assert (status, out) == (1, "") or status != 0
    assert "sesso diverso" in err
    assert "--confirm-contradictions" in err
    assert not store.contents.records["case_link"]
    assert run("add", "store", "a", "t", "--kind", "SP", "--confirm-contradictions")[0] == 0
    assert "Contraddizione: Due casi della stessa persona hanno sesso diverso" in run("list", "store")[1]


def test_a_pair_decided_already_is_refused(run: Run, store: MemoryStore) -> None:
    run("add", "store", "a", "b", "--kind", "NO")
    status, _out, err = run("add", "store", "b", "a", "--kind", "SE")
    assert status != 0
    assert "si è già deciso" in err
    assert len(store.contents.records["case_link"]) == 1


def test_whoever_only_reads_decides_nothing(run: Run, store: MemoryStore) -> None:
    store.member = Member("me", "rossi", "PS", (Role.ANALYST,))
    status, _out, err = run("add", "store", "a", "b", "--kind", "SE")
    assert status != 0
    assert "Non consentito: serve il ruolo di" in err
    assert not store.contents.records["case_link"]


def test_that_two_are_one_person_is_for_the_linkage_custodian(run: Run, store: MemoryStore) -> None:
    store.member = Member("me", "rossi", "PS", (Role.CLINICIAN,))
    status, _out, err = run("add", "store", "a", "t", "--kind", "SP", "--confirm-contradictions")
    assert status != 0
    assert "Custode dei collegamenti" in err
    assert not store.contents.records["case_link"]
