"""The command line on signals: look, record, list, and the investigation step by step."""

import gettext
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.ports import Stamp
from observatory.selection import EVERYTHING
from ui import bootstrap
from ui.cli import main

STAMP = Stamp(date(2026, 4, 1), datetime(2026, 4, 1, tzinfo=UTC), "clinician", "N")
Run = Callable[..., tuple[int, str]]


class LastingStore(MemoryStore):
    """Stays open between one command and the next, as the files of a store do."""

    def close(self) -> None:
        """Nothing is lost."""


@pytest.fixture
def store() -> MemoryStore:
    made = LastingStore()
    months = [f"{year}-{month:02d}" for year in range(2019, 2026) for month in range(1, 13)]
    months += [f"2026-0{1 + n % 3}" for n in range(18)]
    with made.begin() as unit:
        for n, month in enumerate(months):
            unit.cases.add(Case(id=str(n), event_type="SU", status="CO", force="CC", month=month), STAMP)
        agenda = (AgendaItem(id="p", decisions=(Decision(id="d", text="Chiudere il segnale"),)),)
        unit.meetings.add(Meeting(id="m", number=1, held_on=date(2026, 4, 10), agenda=agenda), STAMP)
        unit.commit()
    return made


@pytest.fixture
def run(
    store: MemoryStore, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    monkeypatch.setattr(bootstrap, "open_store", lambda _folder, _login: GuardedStore(store))
    monkeypatch.setattr(bootstrap, "system_clock", lambda: datetime(2026, 4, 20, 9, tzinfo=UTC))
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    words = tmp_path / "words"
    words.write_text("frase lunga\n", encoding="utf-8")

    def ran(verb: str, *more: str) -> tuple[int, str]:
        status = main(["signal", verb, "s", *more, "--passphrase-file", str(words), "--lang", "en"])
        out, err = capsys.readouterr()
        return status, out + err

    yield ran
    gettext.textdomain(domain)


def test_looking_tells_each_candidate_with_its_power_and_changes_nothing(run: Run, store: MemoryStore) -> None:
    status, told = run("look")
    assert status == 0
    assert "Deaths by suicide, all forces, 2026-Q1 – Exceedance: 18 observed, 3.0 expected; p < 0.0001" in told
    assert "a true rise of 50% would have been detected" in told
    assert "Nothing was changed." in told
    with store.begin() as unit:
        assert not unit.signals.select(EVERYTHING)


def test_a_look_at_an_earlier_day_finds_what_was_known_then(run: Run) -> None:
    assert "Readings: 0;" in run("look", "--as-of", "2026-03-31")[1]


def test_from_the_look_to_the_decision(run: Run, store: MemoryStore) -> None:
    assert "next, check the data" in run("look", "--record")[1]
    with store.begin() as unit:
        ident = unit.signals.select(EVERYTHING)[0].id
    assert f"{ident}  Deaths" in run("list")[1]
    assert "go in order" in run("advance", ident, "--step", "report", "--text", "x")[1]
    assert "comes before" not in run("advance", ident[:8], "--step", "data_check", "--text", "No duplicates")[1]
    assert run("advance", ident, "--step", "definition", "--text", "Events of the force")[0] == 0
    status, told = run("advance", ident, "--outcome", "CH", "--decision", "d")
    assert status != 0
    assert "The three steps of the investigation come before" in told
    assert "next: a meeting’s decision" in run("advance", ident, "--step", "report", "--text", "Chance")[1]
    assert run("advance", ident, "--outcome", "CH", "--decision", "nowhere")[0] != 0
    assert "Closed; next: nothing" in run("advance", ident, "--outcome", "CH", "--decision", "d")[1]


def test_a_text_with_a_name_or_number_of_a_person_is_refused(run: Run, store: MemoryStore) -> None:
    run("look", "--record")
    with store.begin() as unit:
        ident = unit.signals.select(EVERYTHING)[0].id
    status, _ = run("advance", ident, "--step", "data_check", "--text", "Visto RSSMRA80A01H501U")
    assert status != 0


def test_without_step_or_decision_it_says_what_is_missing(run: Run, store: MemoryStore) -> None:
    run("look", "--record")
    with store.begin() as unit:
        ident = unit.signals.select(EVERYTHING)[0].id
    assert "Give a step" in run("advance", ident)[1]
    assert "No signal, or several" in run("advance", "zzz", "--step", "report")[1]
