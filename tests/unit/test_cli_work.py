"""The commands on what waits and on the quality of the data, over a store in memory, in both languages."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.ports import Stamp
from ui import bootstrap
from ui.cli import main

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
Run = Callable[[str, str], str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a language on a store with one case suspected for too long; standard output."""
    store = MemoryStore()
    old = date(2025, 1, 31)
    with store.begin() as unit:
        case = Case(id="c", force="CC", event_type="DS", month="2025-01", status="SO", status_date=old)
        unit.cases.add(case, Stamp(old, NOON, "clinician", "N"))
        unit.commit()
    (tmp_path / "passphrase.txt").write_text("una frase giusta\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(bootstrap, "open_store", lambda *_given, **_named: store)
    monkeypatch.setattr(bootstrap, "system_clock", lambda: NOON)

    def ran(command: str, language: str) -> str:
        assert main(["--lang", language, *command.split(), "store", "--passphrase-file", "passphrase.txt"]) == 0
        return capsys.readouterr().out

    return ran


@pytest.mark.parametrize(
    ("language", "told"),
    [("it", ("In ritardo: 1", "segnalato da oltre 180 giorni")), ("en", ("Overdue: 1", "more than 180 days"))],
)
def test_what_waits_is_listed(run: Run, language: str, told: tuple[str, ...]) -> None:
    out = run("work list", language)
    assert [text for text in told if text not in out] == []


@pytest.mark.parametrize(
    ("language", "told"),
    [("it", ("Arma dei Carabinieri: 1", "Esito: 1 su 1", "I-06")), ("en", ("Outcome: 1 of 1", "I-12"))],
)
def test_the_quality_is_counted(run: Run, language: str, told: tuple[str, ...]) -> None:
    out = run("work quality", language)
    assert [text for text in told if text not in out] == []
