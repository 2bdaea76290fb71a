"""The signed log in the window: the check after unlocking, the status bar, the page with its filters."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from db import cipher, vault
from observatory.cases.case import Case
from observatory.ports import Stamp
from observatory.security.audit.entries import Act
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.terms import Language
from ui.desktop.main_window import MainWindow

WORDS = "cavallo nuvola pettine diciotto"
STAMP = Stamp(date(2024, 5, 6), datetime(2024, 5, 6, tzinfo=UTC), "clinician", "N")

Open = Callable[[vault.Vault], MainWindow]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with two cases."""
    made = vault.create(tmp_path / "signed", WORDS, cost=KdfCost(1024, 1, 1))
    with made.begin() as unit:
        unit.cases.add(Case(id="1", force="PS", note="parole"), STAMP)
        unit.cases.add(Case(id="2", force="CC"), STAMP)
        unit.commit()
    made.close()
    return tmp_path / "signed"


@pytest.fixture
def opened(locked_window: MainWindow, qtbot: QtBot, folder: Path) -> Iterator[Open]:
    """Opens the window on a real store and waits until its log was checked."""
    kept: list[vault.Vault] = []

    def open_(store: vault.Vault) -> MainWindow:
        kept.append(store)
        locked_window._open(store, folder)
        session = locked_window._session
        assert session is not None
        qtbot.waitUntil(lambda: session.verification is not None, timeout=10_000)
        return locked_window

    yield open_
    locked_window.lock()
    for store in kept:
        store.close()


def text(window: MainWindow, name: str) -> str:
    label = window.findChild(QLabel, name)
    assert label is not None
    return label.text()


def table(window: MainWindow) -> QTableView:
    found = window.findChild(QTableView, "audit_table")
    assert found is not None
    return found


def column(window: MainWindow, number: int) -> list[str]:
    model = table(window).model()
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_the_status_bar_shows_where_the_log_stands(opened: Open, folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        words = unit.audit.standing().fingerprint
    window = opened(store)
    assert text(window, "log_standing") == f"Registro {words}"
    assert window.message.text == ""
    window.lock()
    assert text(window, "log_standing") == ""


def test_a_finding_of_the_check_is_said_in_the_message_bar(opened: Open, folder: Path) -> None:
    connection = cipher.connect(folder / "vault.db", open_key_file((folder / "vault.keys").read_bytes(), WORDS))
    connection.execute("""UPDATE "case" SET force = 'GF' WHERE id = '1'""")
    connection.close()
    window = opened(vault.open_(folder, WORDS))
    assert window.message.text.startswith("case/1: non è come fu scritta alla voce 2")
    window.go_to("audit")
    assert text(window, "audit_findings").startswith("case/1: non è come fu scritta")


def test_a_store_new_to_this_workstation_is_said_calmly(
    opened: Open, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "new"))
    window = opened(vault.open_(folder, WORDS))
    assert window.message.text.startswith("Prima apertura di questo archivio")


def test_the_page_lists_the_entries_newest_first_in_both_languages(opened: Open, folder: Path) -> None:
    window = opened(vault.open_(folder, WORDS))
    window.go_to("audit")
    assert column(window, 0) == ["5", "4", "3", "2", "1"]
    assert column(window, 3) == ["Apertura", "Chiusura", "Registrazione", "Registrazione", "Archivio creato"]
    assert column(window, 5)[2] == "Forza"
    assert "integr" in text(window, "audit_findings") or "voci" in text(window, "audit_findings")
    window.speak(Language.EN)
    assert column(window, 3)[0] == "Unlocked"
    assert table(window).model().headerData(3, Qt.Orientation.Horizontal) == "Act"
    window.speak(Language.IT)


def test_filters_narrow_the_list(opened: Open, folder: Path) -> None:
    window = opened(vault.open_(folder, WORDS))
    window.go_to("audit")
    act, period = window.findChild(QComboBox, "audit_act"), window.findChild(QComboBox, "audit_period")
    on_what, who = window.findChild(QLineEdit, "audit_object"), window.findChild(QLineEdit, "audit_actor")
    assert act is not None
    assert period is not None
    assert on_what is not None
    assert who is not None
    act.setCurrentIndex(act.findData("record"))
    assert column(window, 0) == ["3", "2"]
    on_what.setText("case/2")
    assert column(window, 0) == ["3"]
    who.setText("auditor")
    assert column(window, 0) == []
    for line in (on_what, who):
        line.clear()
    act.setCurrentIndex(0)
    # The window's clock stands in April 2026 while the entries are written now: today is later than all of them or not.
    period.setCurrentIndex(1)
    assert len(column(window, 0)) in (0, 5)


def test_the_check_can_be_asked_for_again(opened: Open, folder: Path, qtbot: QtBot) -> None:
    window = opened(vault.open_(folder, WORDS))
    window.go_to("audit")
    session = window._session
    assert session is not None
    session.verification = None
    button = window.findChild(QPushButton, "audit_check")
    assert button is not None
    button.click()
    assert not button.isEnabled()
    qtbot.waitUntil(lambda: session.verification is not None, timeout=10_000)
    qtbot.waitUntil(button.isEnabled)


def test_showing_a_record_writes_down_that_its_narrative_was_read(opened: Open, folder: Path) -> None:
    window = opened(vault.open_(folder, WORDS))
    window.go_to("cases")
    session = window._session
    assert session is not None
    with session.begin() as unit:
        unit.cases.history("1")
    window.go_to("audit")
    assert column(window, 3)[0] == "Lettura di un testo riservato"
    assert column(window, 5)[0] == "Nota"


def test_a_summary_shows_the_fingerprint_that_its_cover_carries(opened: Open, folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        unit.audit.note(Act.SUMMARY, "summary/2026-Q1-members")
        unit.commit()
    with store.begin() as unit:
        words = unit.audit.standing().fingerprint
    window = opened(store)
    window.go_to("audit")
    assert column(window, 5)[0] == words


def test_escape_leads_back_to_where_one_came_from(opened: Open, folder: Path, qtbot: QtBot) -> None:
    window = opened(vault.open_(folder, WORDS))
    window.go_to("meetings")
    window.go_to("audit")
    qtbot.keyClick(table(window), Qt.Key.Key_Escape)
    assert window.shown_screen() == "meetings"


def test_locking_during_the_check_closes_the_store(locked_window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    locked_window._open(store, folder)
    locked_window.lock()
    qtbot.waitUntil(lambda: not locked_window._background.is_busy, timeout=10_000)
    vault.open_(folder, WORDS).close()
