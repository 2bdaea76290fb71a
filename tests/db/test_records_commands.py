"""`observatory records` on a real store of two members: together, on two occasions, once, and never more than that."""

import csv
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db import vault
from db.unit import SqlUnit
from observatory.cases.case import Case, Circumstance
from observatory.errors import StoreBusy
from observatory.ports import Stamp
from observatory.security import key_derivation
from observatory.security.key_derivation import KdfCost
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.security.store_keys import Newcomer
from observatory.terms import Term
from observatory.usecases import export_records
from ui.cli import main

CHEAP = KdfCost(1024, 1, 1)
WORDS, OTHER_WORDS = "cavallo nuvola pettine diciotto", "tavolo pioggia cestino ventidue"
STAMP = Stamp(date(2025, 1, 6), datetime(2025, 1, 6, tzinfo=UTC), "clinician", "N")
CANARY = "Zanzottera"
ADA, BRUNO = ("--member", "Ada", "--passphrase-file", "a"), ("--member", "Bruno", "--passphrase-file", "b")
SECOND = ("--confirm-member", "Bruno", "--confirm-passphrase-file", "b")
STORE = ("s", "--lang", "en")
ASKED = ("s", "--from", "2023", "--to", "2024", "--lang", "en")
Run = Callable[..., tuple[int, str]]


def case(n: int) -> Case:
    """Sixty deaths, evenly spread; one of a rank of its own."""
    return Case(
        id=f"{CANARY}-{n}",
        person_code=f"P{CANARY}",
        note=CANARY,
        icd10="X72",
        event_type="SU",
        status="CO",
        position="IS",
        month=f"{2023 + n % 2}-{1 + n % 12:02d}",
        force=("PS", "CC")[n % 2],
        sex="M",
        age_band=("E3", "E4")[n // 2 % 2],
        rank_category="R5" if n == 7 else "R1",
        region="12",
        macro_region="3",
        method=("FUO", "IMP", "PRE")[n % 3],
        circumstances=(Circumstance(id=f"c{n}", circumstance=("C01", "C05", "C07")[n // 3 % 3], value="S"),),
    )


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setattr(key_derivation, "raised", lambda _cost, _seconds: None)
    store = vault.create(tmp_path / "s", WORDS, cost=CHEAP, founder=Newcomer("Ada", "PS", FOUNDER_ROLES))
    store.keys.add_member(Newcomer("Bruno", "CC", (Role.ANALYST,)), OTHER_WORDS, cost=CHEAP)
    store.keys.add_member(Newcomer("Dora", "GF", (Role.AUDITOR,)), OTHER_WORDS, cost=CHEAP)
    with store.begin() as unit:
        for n in range(60):
            unit.cases.add(case(n), STAMP)
        unit.commit()
    store.close()
    for name, words in (("a", WORDS), ("b", OTHER_WORDS)):
        (tmp_path / name).write_text(f"{words}\n", encoding="utf-8")

    def command(*arguments: object, group: str = "records") -> tuple[int, str]:
        try:
            status = main([group, *map(str, arguments)])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 1
        out = "".join(capsys.readouterr())
        assert CANARY not in out
        return status, out

    return command


def test_two_members_together_write_one_file_once(run: Run, tmp_path: Path) -> None:
    status, out = run("export", *ASKED, *ADA, *SECOND, "--out", "o")
    assert status == 0, out
    assert sorted(path.name for path in (tmp_path / "o").iterdir()) == [
        "records-codebook.csv",
        "records.csv",
        "report.json",
    ]
    for path in (tmp_path / "o").iterdir():
        text = path.read_text(encoding="utf-8")
        assert CANARY not in text
        assert "X72" not in text
    with (tmp_path / "o" / "records.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    groups = Counter(tuple(v for k, v in row.items() if k not in ("method", "circumstances")) for row in rows)
    assert len(rows) == 60
    report = json.loads((tmp_path / "o" / "report.json").read_text(encoding="utf-8"))
    assert min(groups.values()) == report["k"]["reached"] >= 5
    assert report["l"]["reached"] >= 2
    status, out = run("export", *ASKED, *ADA, *SECOND, "--out", "p")
    assert status != 0
    assert "left already" in out
    assert not (tmp_path / "p").exists()
    assert run("export", *ASKED, *ADA, *SECOND, "--out", "deep/er")[0] != 0
    assert not (tmp_path / "deep").exists()


def test_on_two_occasions_exactly_what_was_confirmed_leaves(run: Run, tmp_path: Path) -> None:
    status, out = run("prepare", *ASKED, *ADA)
    assert status == 0, out
    proposal = out.split("Proposal ")[-1].split()[0]
    assert run("export", *ASKED, *ADA, "--proposal", proposal, "--out", "o")[0] != 0
    assert main(["proposal", "confirm", "s", proposal, *BRUNO]) == 0
    status, out = run("export", *ASKED[:4], "2023", *ASKED[5:], *ADA, "--proposal", proposal, "--out", "o")
    assert status != 0
    assert "another content" in out
    assert not list((tmp_path / "o").glob("*"))
    status, out = run("export", *ASKED, *ADA, "--proposal", proposal, "--out", "o")
    assert status == 0, out
    assert (tmp_path / "o" / "records.csv").is_file()


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        (("--k", "4"), "at least 5"),
        (("--l", "1"), "at least 2"),
        (("--from", "2025", "--to", "2023"), "whole quarters"),
        (("--from", "2023-T1", "--to", "2023-T1"), "whole quarters"),
        (("--from", "2020", "--to", "2020"), "fewer than 5"),
    ],
    ids=["k", "l", "backwards", "four_months", "too_few"],
)
def test_what_cannot_leave_is_refused_in_a_sentence(run: Run, changed: tuple[str, ...], says: str) -> None:
    status, out = run("plan", *ASKED, *changed, *ADA)
    assert status != 0
    assert says in out


def test_one_member_alone_writes_nothing_and_an_auditor_sees_nothing(run: Run, tmp_path: Path) -> None:
    status, out = run("export", *ASKED, *ADA, "--out", "o")
    assert status != 0
    assert "Two members" in out
    assert not (tmp_path / "o").exists()
    assert run("plan", *ASKED, "--member", "Dora", "--passphrase-file", "b")[0] != 0


def test_what_cannot_be_written_down_does_not_leave(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is in its place, nor beside it, when the store refuses; and it can be done again."""
    proposal = run("prepare", *ASKED, *ADA)[1].split("Proposal ")[-1].split()[0]
    assert main(["proposal", "confirm", "s", proposal, *BRUNO]) == 0
    before = {path.name for path in tmp_path.iterdir()}

    commit = SqlUnit.commit

    def refused(unit: SqlUnit) -> None:
        if not list(tmp_path.glob(".osservatorio-*")):
            commit(unit)
            return
        assert not list((tmp_path / "o").glob("*"))
        raise StoreBusy(Term("occupato", "busy"))

    with monkeypatch.context() as patch:
        patch.setattr(SqlUnit, "commit", refused)
        assert run("export", *ASKED, *ADA, "--proposal", proposal, "--out", "o")[0] == 1
    assert {path.name for path in tmp_path.iterdir()} - {"o"} == before
    assert not list((tmp_path / "o").glob("*"))
    assert run("export", *ASKED, *ADA, "--proposal", proposal, "--out", "o")[0] == 0


def test_a_file_that_left_is_listed_shown_and_withdrawn_and_its_records_stay_out(run: Run, tmp_path: Path) -> None:
    assert run("export", *ASKED, "--out", tmp_path / "out", *ADA, *SECOND)[0] == 0
    digest = json.loads((tmp_path / "out" / "report.json").read_bytes())["sha256"]
    status, out = run("list", *STORE, *ADA, group="release")
    assert status == 0
    line = out.splitlines()[-1]
    for told in ("Record file no. 1", "confirmed by two members", "Ada (PS), Bruno (CC)", digest[:16]):
        assert told in line
    status, out = run("show", *STORE, line[:8], *ADA, group="release")
    assert status == 0
    assert "Records 60" in out
    status, out = run("diff", *STORE, line[:8], *ADA, group="release")
    assert status != 0
    assert "two files have no record in common" in out
    assert run("withdraw", *STORE, line[:8], "--reason", "Una voce era sbagliata.", *ADA, group="release")[0] == 0
    assert "withdrawn" in run("list", *STORE, *ADA, group="release")[1]
    assert run("plan", *ASKED, *ADA)[0] != 0


def test_a_founder_of_no_force_learns_it_before_the_search(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.create(tmp_path / "alone", WORDS, cost=CHEAP).close()
    monkeypatch.setattr(export_records, "see_records", lambda *_given, **_named: pytest.fail("searched in vain"))
    asked = ("alone", *ASKED[1:], "--passphrase-file", "a")
    for command in (("prepare",), ("export", "--out", "o", "--confirm-member", "X", "--confirm-passphrase-file", "b")):
        status, out = run(command[0], *asked, *command[1:])
        assert status != 0
        assert "force" in out
    assert not (tmp_path / "o").exists()
