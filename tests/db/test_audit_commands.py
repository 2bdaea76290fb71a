"""`observatory audit verify|show|export` on a real store, and that nothing of a record's values leaves through them."""

import csv
import gettext
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from db import vault
from observatory.cases.case import Case, Source
from observatory.entities import ENTITIES
from observatory.fields import Entity, Kind
from observatory.ports import Stamp
from observatory.security.audit.entries import Act, Wanted
from observatory.security.audit.fingerprint import Standing
from observatory.security.key_derivation import KdfCost
from ui.cli import main
from ui.cli.audit_commands import COLUMNS

WORDS = "cavallo nuvola pettine diciotto"
CANARY = "Zanzottera"
NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")

OBJECTS = len(ENTITIES) + 1
"""A record of each kind, and the setting."""
LAST = OBJECTS + 3
"""The entries of the store below: made, one for each object, one text read, locked."""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def language_of_tests(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    yield
    gettext.textdomain(domain)


def told_everywhere(entity: Entity) -> object:
    """A record with the canary in every text field, at every depth, but in its id."""
    texts = (Kind.TEXT, Kind.NARRATIVE, Kind.PERSON_CODE)
    own = {field.name: f"{CANARY} {field.name}" for field in entity.fields if field.kind in texts}
    children = {name: (told_everywhere(child),) for name, child in entity.children.items()}
    return entity.type(id=f"id-of-{entity.name}", **own, **children)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = vault.create(tmp_path / "s", WORDS, cost=KdfCost(1024, 1, 1))
    with store.begin() as unit:
        for entity in ENTITIES:
            unit.records(entity.name).add(told_everywhere(entity), STAMP)
        unit.settings.set("marking", CANARY)
        unit.commit()
    with store.begin() as unit:
        unit.cases.get("id-of-case")
    store.close()
    return tmp_path / "s"


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    passphrase = folder.parent / "passphrase.txt"
    passphrase.write_text(f"{WORDS}\n", encoding="utf-8")

    def command(verb: str, *more: object) -> tuple[int, str, str]:
        given = ["audit", verb, folder, "--passphrase-file", passphrase, "--lang", "en", *more]
        try:
            status = main([str(argument) for argument in given])
        except SystemExit as left:
            status = int(str(left.code))
        out, err = capsys.readouterr()
        return status, out, err

    return command


def test_a_sound_log_is_said_with_its_fingerprint(run: Run) -> None:
    status, out, err = run("verify")
    assert status == 0
    sound = rf"The log is sound: {LAST} entries, {OBJECTS} objects as written\. Fingerprint {LAST}:( [a-z]+){{6}}\n"
    assert re.fullmatch(sound, out)
    assert "Checking the log" in err


def test_checking_writes_nothing(run: Run, folder: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}
    assert run("verify")[0] == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"} == before


def test_each_finding_is_a_line_and_the_exit_status_is_1(run: Run, folder: Path) -> None:
    yesterday = (folder / "vault.db").read_bytes()
    store = vault.open_(folder, WORDS)
    store.close()
    (folder / "vault.db").write_bytes(yesterday)
    status, out, err = run("verify")
    assert status == 1
    assert out == f"The store is an older copy: this workstation knows one that had come to entry {LAST + 2}.\n"
    assert "findings: 1" in err.splitlines()[-1]
    status, _, err = run("show")
    assert (status, "older copy" in err) == (1, True)


def test_a_workstation_without_an_attestation_says_so_and_is_no_error(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "new"))
    status, out, _ = run("verify")
    assert status == 0
    assert out.startswith("This workstation had no attestation")


def test_the_log_is_shown_oldest_first_and_filtered(run: Run, folder: Path) -> None:
    status, out, _ = run("show")
    assert status == 0
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == [str(n) for n in range(1, LAST + 3)]
    assert "Store made" in lines[0]
    assert "Keys" in lines[-2]  # the cheap derivation of the tests was made dearer
    assert "Unlocked" in lines[-1]
    assert CANARY not in out
    with closing(vault.open_(folder, WORDS)) as store, store.begin() as unit:
        unit.audit.note(Act.SUMMARY, "summary/2024-Q1-members")
        unit.commit()
        words = unit.audit.standing().fingerprint
    assert run("show", "--act", "summary")[1].endswith(f"summary/2024-Q1-members  {words}\n")
    assert run("show", "--act", "read")[1].split()[-3:] == ["case/id-of-case", "v1", "note"]
    assert len(run("show", "--object", "meeting/")[1].splitlines()) == 1
    assert run("show", "--actor", "auditor")[1] == ""
    tomorrow = datetime.now(UTC).astimezone().date() + timedelta(days=1)
    assert run("show", "--since", tomorrow)[1] == ""
    assert len(run("show", "--act", "record", "--until", tomorrow)[1].splitlines()) == len(ENTITIES)
    assert run("show", "--act", "dance")[0] == 2


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_export_holds_the_whole_chain_and_no_value(run: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / f"log.{form}"
    assert run("export", "--format", form, "--out", out)[0] == 0
    text = out.read_text(encoding="utf-8")
    rows = json.loads(text) if form == "json" else list(csv.DictReader(text.splitlines()))
    assert list(rows[0]) == list(COLUMNS)
    assert [row["previous"] for row in rows[1:]] == [row["hash"] for row in rows[:-1]]
    assert (rows[-1]["act"], rows[-1]["object"], rows[-1]["fields"]) == ("export", "log", form)
    assert CANARY not in text
    assert "salt" not in text


def test_an_export_that_cannot_be_written_leaves_no_file(run: Run, tmp_path: Path) -> None:
    status, _, err = run("export", "--format", "csv", "--out", tmp_path / "nowhere" / "log.csv")
    assert status == 1
    assert "cannot be written" in err


def test_two_equal_records_have_digests_that_nobody_can_compare(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    digests = set()
    for _ in range(2):
        with store.begin() as unit:
            unit.settings.set("marking", "x")
            unit.commit()
        with store.begin() as unit:
            digests.add(unit.audit.entries(Wanted(act="setting"))[0].content.digest)
    store.close()
    assert len(digests) == 2


def test_a_summary_leaves_with_the_fingerprint_that_the_store_still_knows(tmp_path: Path) -> None:
    from observatory.disclosure.rules import Audience  # noqa: PLC0415 - the solver loads for this test alone
    from observatory.periods import Period  # noqa: PLC0415 - as above
    from observatory.usecases.summarise import SummaryRequest, make_summary, note_export  # noqa: PLC0415 - as above

    store = vault.create(tmp_path / "t", WORDS, cost=KdfCost(1024, 1, 1))
    with store.begin() as unit:
        unit.cases.add(Case(id="1", month="2024-03", force="PS", sources=(Source(id="s"),)), STAMP)
        unit.commit()
    request = SummaryRequest(Period.parse("2024-Q1"), Audience.MEMBERS, date(2024, 5, 6))
    first = make_summary(store, request, clock=lambda: NOW)
    with store.begin() as unit:
        assert first.cover.fingerprint == unit.audit.standing().fingerprint
    note_export(store, first, "pdf")
    again = make_summary(store, request, clock=lambda: NOW)
    assert again.digest == first.digest
    assert again.cover.fingerprint != first.cover.fingerprint
    with store.begin() as unit:
        printed = unit.audit.entries(Wanted(act="summary"))[1]
        assert Standing(printed.content.sequence, printed.hash).fingerprint == first.cover.fingerprint
        told = [(e.content.act, e.content.object) for e in reversed(unit.audit.entries(Wanted(object="2024-Q1")))]
    assert told == [(act, "summary/2024-Q1-members") for act in ("summary", "export", "summary")]
    assert store.verify().findings == ()
    store.close()
