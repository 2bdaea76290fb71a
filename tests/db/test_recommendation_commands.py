"""`observatory recommendation` and `procedure` on a real store: from a draft to a verified and closed response."""

import gettext
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db import vault
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.ports import Stamp
from observatory.procedures.procedure import Procedure
from observatory.recommendations.recommendation import Recommendation
from observatory.security import key_derivation
from observatory.security.key_derivation import KdfCost
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.security.store_keys import Newcomer
from ui.cli import main

CHEAP = KdfCost(1024, 1, 1)
WORDS, OTHER_WORDS = "cavallo nuvola pettine diciotto", "tavolo pioggia cestino ventidue"
HELD = date(2024, 1, 10)
STAMP = Stamp(HELD, datetime(2024, 1, 10, 9, tzinfo=UTC), "secretary", "N")
ADA, CARLA = ("--member", "Ada", "--passphrase-file", "a"), ("--member", "Carla", "--passphrase-file", "c")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _language_of_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line beside a store `s` of Ada, who leads it, and Carla, who answers for CC."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(key_derivation, "raised", lambda _cost, _seconds: None)
    store = vault.create(tmp_path / "s", WORDS, cost=CHEAP, founder=Newcomer("Ada", "PS", FOUNDER_ROLES))
    store.keys.add_member(Newcomer("Carla", "CC", (Role.DESK,)), OTHER_WORDS, cost=CHEAP)
    agenda = (AgendaItem(id="i", decisions=(Decision(id="dec-1", text="Adottare una procedura"),)),)
    draft = Recommendation(
        id="rac-draft", title="T", text="X", instrument="LG", strength="FO", priority="A", status="BO"
    )
    with store.begin() as unit:
        unit.meetings.add(Meeting(id="m", number=3, kind="OR", held_on=HELD, agenda=agenda), STAMP)
        unit.recommendations.add(draft, STAMP)
        unit.procedures.add(Procedure(id="doc", kind="LG", title="Linea sul ricontatto", status="BO"), STAMP)
        unit.commit()
    store.close()
    for name, words in (("a", WORDS), ("c", OTHER_WORDS)):
        (tmp_path / name).write_text(f"{words}\n", encoding="utf-8")

    def command(group: str, verb: str, *arguments: str) -> tuple[int, str, str]:
        status = main(["--lang", "en", group, verb, "s", *arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def test_a_draft_goes_from_issue_to_closure(run: Run) -> None:
    rac = "RAC-2024-001"
    assert "dec-1  meeting no. 3" in run("recommendation", "decisions", *ADA)[1]
    assert run("recommendation", "issue", "rac-draft", "--decision", "dec", *ADA)[1] == f"Issued: {rac}.\n"
    assert run("recommendation", "address", rac, "CC", "PS", *ADA)[0] == 0
    steps = (
        (("AT", "--on", "2024-02-01"), ADA, "Awaiting response"),
        (("RA", "--on", "2024-02-10"), CARLA, "Response: accepted"),
        (("VA", "--on", "2024-02-20"), ADA, "Adequate response"),
        (("AU", "--on", "2024-03-01", "--evidence", "relazione", "--share", "80"), CARLA, "Implemented"),
        (("VE", "--on", "2024-03-10", "--by", "PS"), ADA, "Verified"),
        (("CA", "--on", "2024-03-20", "--decision", "dec-1"), ADA, "Closed: implemented"),
    )
    for arguments, who, state in steps:
        status, out, err = run("recommendation", "advance", rac, "CC", *arguments, *who)
        assert (status, out) == (0, f"{rac}, CC: {state}.\n"), err
    shown = run("recommendation", "show", rac, *ADA)[1]
    assert "10/03/2024  Verified – PS" in shown
    assert "PS: Not yet sent" in shown
    grid = run("recommendation", "grid", *CARLA)[1].splitlines()
    assert grid[0] == f"{rac}  T"
    assert grid[2].split() == ["CC", "Closed:", "implemented"]
    assert "adopted: 1 of 2" in run("recommendation", "list", *CARLA)[1]


def test_what_is_refused_is_said_and_changes_nothing(run: Run) -> None:
    run("recommendation", "issue", "rac-draft", "--decision", "dec-1", *ADA)
    run("recommendation", "address", "RAC-2024-001", "CC", *ADA)
    before = run("recommendation", "show", "RAC-2024-001", *ADA)[1]
    refused = (
        ("advance", "RAC-2024-001", "CC", "VE", *ADA),
        ("advance", "RAC-2024-001", "CC", "CX", *ADA),
        ("advance", "RAC-2024-001", "PS", "AT", *ADA),
        ("advance", "RAC-2024-001", "CC", "AT", *CARLA),
        ("address", "RAC-2024-001", "PS", *CARLA),
        ("issue", "RAC-2024-001", "--decision", "dec-1", *ADA),
        ("show", "RAC-1999-001", *ADA),
    )
    for arguments in refused:
        status, out, err = run("recommendation", *arguments)
        assert status, arguments
        assert out == ""
        assert "Nothing was changed." in err
    assert run("recommendation", "show", "RAC-2024-001", *ADA)[1] == before


def test_nothing_replaces_itself(run: Run) -> None:
    run("recommendation", "issue", "rac-draft", "--decision", "dec-1", *ADA)
    status, _, err = run("recommendation", "supersede", "RAC-2024-001", "RAC-2024-001", "--decision", "dec-1", *ADA)
    assert (status, "supersede itself" in err) == (1, True)


def test_a_version_is_adopted_by_decision(run: Run) -> None:
    assert run("procedure", "adopt", "ricontatto", "--decision", "dec-1", *ADA)[0] == 0
    out = run("procedure", "adopt", "doc", "--decision", "dec-1", "--valid-from", "2024-07-01", *ADA)[1]
    assert out == "Version 1: from 2024-01-10 to 2024-06-30\nVersion 2: from 2024-07-01 to –\n"
    assert run("procedure", "adopt", "doc", "--decision", "none", *ADA)[0] == 1
    listed = run("procedure", "list", *CARLA)[1].splitlines()
    assert listed == ["doc  Adopted  version in force: 2  Linea sul ricontatto"]
