"""`observatory meeting` on a real store: minutes from a draft to an amended second version, and what is refused."""

import gettext
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db import vault
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting
from observatory.ports import Stamp
from observatory.security import key_derivation
from observatory.security.audit.entries import Wanted
from observatory.security.key_derivation import KdfCost
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from ui.cli import main

CHEAP = KdfCost(1024, 1, 1)
WORDS, OTHER_WORDS = "cavallo nuvola pettine diciotto", "tavolo pioggia cestino ventidue"
THIRD_WORDS = "lampada sentiero arancia ventuno"
HELD, NEXT = date(2024, 1, 10), date(2024, 5, 12)
STAMP = Stamp(HELD, datetime(2024, 1, 10, 9, tzinfo=UTC), "secretary", "N")
ADA, DINO = ("--member", "Ada", "--passphrase-file", "a"), ("--member", "Dino", "--passphrase-file", "d")
TEXT = "La riunione adotta una procedura comune."
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _language_of_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command line beside a store `s` of Ada, who keeps the minutes, and Dino, who reads meetings without them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(key_derivation, "raised", lambda _cost, _seconds: None)
    store = vault.create(tmp_path / "s", WORDS, cost=CHEAP, founder=Newcomer("Ada", "PS", FOUNDER_ROLES))
    store.keys.add_member(Newcomer("Dino", "CC", (Role.ANALYST,)), OTHER_WORDS, cost=CHEAP)
    common = {"kind": "OR", "seat": "DPS", "forces": ("CC", "PS")}
    with store.begin() as unit:
        unit.meetings.add(Meeting(id="m3", number=3, held_on=HELD, minutes=TEXT, **common), STAMP)  # type: ignore[arg-type]
        unit.meetings.add(Meeting(id="m4", number=4, held_on=NEXT, **common), STAMP)  # type: ignore[arg-type]
        unit.commit()
    store.close()
    for name, words in (("a", WORDS), ("d", OTHER_WORDS)):
        (tmp_path / name).write_text(f"{words}\n", encoding="utf-8")
    (tmp_path / "new.txt").write_text("La riunione adotta una procedura comune, con riserva.\n", encoding="utf-8")

    def command(verb: str, *arguments: str) -> tuple[int, str, str]:
        status = main(["--lang", "en", "meeting", verb, "s", *arguments])
        told = capsys.readouterr()
        return status, told.out, told.err

    return command


def test_minutes_go_from_draft_to_a_second_version(run: Run) -> None:
    assert "a draft: there is no digest" in run("verify", "3", *ADA)[1]
    assert "minutes: Shared, version 0." in run("share", "3", "--on", "2024-02-01", *ADA)[1]
    assert "minutes: Approved, version 1." in run("approve", "2024-01-10", "--at", "m4", *ADA)[1]
    status, out, err = run("amend", "3", "--reason", "Riserva omessa", "--text", "new.txt", *ADA)
    assert (status, "minutes: Amended, version 2." in out) == (0, True), err
    status, out, _ = run("verify", "3", *ADA)
    assert status == 0
    assert [out.count(word) for word in ("matches  ", "does not match")] == [3, 0]
    assert out.splitlines()[1].endswith("reason: Approvato nella riunione n. 4")
    assert TEXT in run("show", "3", "--step", "2", *ADA)[1]
    assert "con riserva" in run("show", "3", *ADA)[1]
    listed = run("list", *DINO)[1].splitlines()
    assert listed[0].endswith("minutes: Draft, version 0")
    assert listed[1].endswith("minutes: Amended, version 2")


def test_what_is_refused_is_said_and_changes_nothing(run: Run) -> None:
    run("share", "3", *ADA)
    run("approve", "3", "--at", "4", *ADA)  # before it was shared: the day of the later meeting is long past
    before = run("verify", "3", *ADA)[1]
    refused = (
        ("approve", "3", "--at", "3", *ADA),
        ("approve", "3", "--at", "4", *ADA),
        ("amend", "3", "--reason", "x", "--text", "new.txt", *ADA),
        ("amend", "3", "--reason", "x", "--text", "missing.txt", *ADA),
        ("amend", "3", "--reason", "x", "--draft", *ADA),
        ("amend", "3", "--reason", "x", *ADA),
        ("share", "3", *DINO),
        ("share", "9", *ADA),
    )
    for arguments in refused:
        status, out, err = run(*arguments)
        assert status, arguments
        assert out == ""
        assert "Nothing was changed." in err, arguments
    assert run("verify", "3", *ADA)[1] == before


@pytest.mark.parametrize("verb", ["show", "verify"])
def test_whoever_holds_no_key_of_the_minutes_reads_and_checks_none(run: Run, verb: str) -> None:
    status, out, err = run(verb, "3", *DINO)
    assert (status, out, "Confidential" in err) == (1, "", True)


def test_a_text_that_is_not_the_approved_one_is_noticed(run: Run) -> None:
    run("share", "3", "--on", "2024-02-01", *ADA)
    run("approve", "3", "--at", "4", *ADA)
    below = vault.open_(Path("s"), Login("Ada", WORDS))
    with below.begin() as unit:
        unit.meetings.replace(replace(unit.meetings.get("m3"), minutes="Alterato."), STAMP)
        unit.commit()
    below.close()
    status, _, err = run("verify", "3", *ADA)
    assert (status, "is not the one that the digest was taken of" in err) == (1, True)


def test_the_next_meeting_is_proposed_opened_and_its_actions_followed(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("agenda", "--on", "2024-09-10", *ADA)
    assert (status, "Nothing waits" in out) == (0, True)
    status, out, _ = run("quorum", *ADA)
    assert (status, out) == (0, "Quorum of new meetings: 3 of 4 forces. Meetings opened already keep theirs.\n")
    assert run("quorum", "9", *ADA)[0] != 0
    assert run("share", "3", "--on", "2024-01-20", *ADA)[0] == 0
    status, out, _ = run("agenda", "--on", "2024-09-10", *ADA)
    assert "1  Approval of the minutes: meeting no. 3 of 10/01/2024" in out
    status, out, error = run("open", "--on", "2024-09-10", "--keep", "7", *ADA)
    assert (status != 0, "by the number" in error) == (True, True)
    status, out, _ = run("open", "--on", "2024-09-10", "--keep", "1", *ADA)
    assert (status, "no. 5 of 10/09/2024 opened, with 1 items; quorum 3" in out) == (0, True)
    status, out, _ = run("agenda", "--on", "2025-01-10", *ADA)
    assert "*" in out
    status, out, error = run("open", "--on", "2025-01-10", "--keep", "1", *ADA)
    assert (status != 0, "no point is lost in silence" in error) == (True, True)
    status, out, _ = run("open", "--on", "2025-01-10", "--strike", "2=Done by letter", *ADA)
    assert (status, "with 2 items" in out) == (0, True)
    assert run("actions", *ADA)[1] == "No open action.\n"
    assert run("action", "x", "--to", "IC", *ADA)[0] != 0
    assert run("open", "--on", "2025-05-10", *DINO)[0] != 0
    assert list(tmp_path.glob("*.pdf")) == []


def test_minutes_are_written_as_pdf_by_who_reads_them_and_the_log_says_so(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("minutes", "3", "--out", "draft.pdf", *ADA)
    assert (status, "marked as a draft" in out) == (0, True)
    run("share", "3", "--on", "2024-01-20", *ADA)
    run("approve", "3", "--at", "4", *ADA)
    for name in ("one.pdf", "two.pdf"):
        status, out, _ = run("minutes", "3", "--out", name, *ADA)
        assert (status, out) == (0, f"Minutes written: {name} (version 1).\n")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    assert (tmp_path / "one.pdf").read_bytes() != (tmp_path / "draft.pdf").read_bytes()
    status, _, _ = run("minutes", "3", "--out", "no.pdf", *DINO)
    assert (status != 0, (tmp_path / "no.pdf").exists()) == (True, False)
    assert run("minutes", "3", "--out", "s/in.pdf", *ADA)[0] != 0
    with_log = vault.open_(tmp_path / "s", Login("Ada", WORDS))
    with with_log.begin() as unit:
        told = [entry.content.object for entry in unit.audit.entries(Wanted())]
    with_log.close()
    assert told.count("minutes/m3") == 3


def test_a_liaison_follows_the_actions_of_the_own_force_and_the_sealed_minutes_stay(run: Run, tmp_path: Path) -> None:
    store = vault.open_(tmp_path / "s", Login("Ada", WORDS))
    store.keys.add_member(Newcomer("Rita", "CC", (Role.DESK,)), THIRD_WORDS, cost=CHEAP)
    owned = tuple(ActionItem(id=force, text=force, owner_force=force, status="DF") for force in ("CC", "PS"))
    decided = AgendaItem(id="i", decisions=(Decision(id="d", text="Adottare", status="AP", actions=owned),))
    with store.begin() as unit:
        unit.meetings.replace(replace(unit.meetings.get("m3"), agenda=(decided,)), STAMP)
        unit.commit()
    store.close()
    (tmp_path / "r").write_text(f"{THIRD_WORDS}\n", encoding="utf-8")
    rita = ("--member", "Rita", "--passphrase-file", "r")
    listed = run("actions", *rita)[1]
    assert (len(listed.splitlines()), "CC" in listed, "PS" in listed) == (1, True, False)
    done = ("--to", "FA", "--on", "2024-02-01", "--evidence", "prot. 9")
    assert run("action", "CC", *done, *rita)[0] == 0
    assert run("action", "PS", *done, *rita)[0] != 0
    assert TEXT in run("show", "3", *ADA)[1]
    assert "CC" not in run("actions", *ADA)[1]
    assert run("list", *rita)[0] == 1
