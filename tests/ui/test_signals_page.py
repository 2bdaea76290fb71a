"""The page on signals: look, record what stands out, and an investigation that ends with a meeting's decision."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLabel, QPlainTextEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.selection import EVERYTHING
from observatory.signals.signal import Signal
from observatory.terms import Language
from ui.desktop.background import Background
from ui.desktop.language import Translation
from ui.desktop.screens import PAGES
from ui.desktop.session import Session
from ui.desktop.signals.screen import SignalsScreen

STAMP = Stamp(date(2026, 4, 1), datetime(2026, 4, 1, tzinfo=UTC), "clinician", "N")
ADA = Member("1", "Ada", "PS", FOUNDER_ROLES)


def cases() -> Iterator[Case]:
    for year in range(2019, 2026):
        for month in range(1, 13):
            yield Case(id=f"{year}-{month}", event_type="SU", status="CO", force="CC", month=f"{year}-{month:02d}")
    for n in range(18):
        yield Case(id=f"new{n}", event_type="SU", status="CO", force="CC", month=f"2026-0{1 + n % 3}")


def store_of(member: Member) -> MemoryStore:
    made = MemoryStore(member)
    with made.begin() as unit:
        for case in cases():
            unit.cases.add(case, STAMP)
        agenda = (AgendaItem(id="p", decisions=(Decision(id="d", text="Chiudere il segnale"),)),)
        unit.meetings.add(Meeting(id="m", number=1, held_on=date(2026, 4, 10), agenda=agenda), STAMP)
        unit.commit()
    return made


@pytest.fixture
def page(qtbot: QtBot, translation: Translation, now: datetime) -> Iterator[SignalsScreen]:
    yield from opened(qtbot, translation, now, ADA)


def opened(qtbot: QtBot, translation: Translation, now: datetime, member: Member) -> Iterator[SignalsScreen]:
    assert translation
    background = Background()
    session = Session(GuardedStore(store_of(member)), clock=lambda: now, language=Language.IT)
    made = SignalsScreen(session, background)
    qtbot.addWidget(made)
    made.resize(1180, 620)
    made.show()
    made.arrive()
    idle(qtbot, made)
    yield made
    background.close()


def idle(qtbot: QtBot, page: SignalsScreen) -> None:
    qtbot.waitUntil(lambda: not page.is_busy, timeout=15_000)


def recorded(page: SignalsScreen) -> tuple[Signal, ...]:
    with page.session.begin() as unit:
        return unit.signals.select(EVERYTHING)


def dialog(page: SignalsScreen) -> QDialog:
    return next(each for each in page.findChildren(QDialog) if each.isVisible())


def press(page: SignalsScreen, name: str) -> None:
    assert page.buttons[name].isEnabled(), name
    page.buttons[name].click()


def record(shown: QDialog) -> None:
    button = shown.findChild(QPushButton, "signal_record")
    assert button is not None
    button.click()


def take_step(page: SignalsScreen, told: str) -> None:
    """Once with nothing told, which is refused, then with the text."""
    press(page, "signals_step")
    shown = dialog(page)
    record(shown)
    refusal = shown.findChild(QLabel, "signal_refusal")
    assert refusal is not None
    assert refusal.text().endswith("Nulla è stato modificato.")
    area = shown.findChild(QPlainTextEdit)
    assert area is not None
    area.setPlainText(told)
    record(shown)


def test_looking_shows_what_stands_out_with_its_power_and_records_nothing(qtbot: QtBot, page: SignalsScreen) -> None:
    press(page, "signals_look")
    idle(qtbot, page)
    assert page.rows.rowCount() > 0
    assert page.rows.index(0, 0).data() == page.tr("To be recorded")
    assert "aumento reale" in page.result.text()
    assert page.figure.isVisible()
    assert not recorded(page)


def test_the_chart_has_a_table_twin(qtbot: QtBot, page: SignalsScreen) -> None:
    press(page, "signals_look")
    idle(qtbot, page)
    page.figure.switch.click()
    assert page.figure.findChild(QTableView, "signals_figure_table") is not None
    page.figure.switch.click()
    assert page.figure.findChild(QTableView, "signals_figure_table") is None


def test_an_investigation_from_the_look_to_the_decision(qtbot: QtBot, page: SignalsScreen) -> None:
    press(page, "signals_look")
    idle(qtbot, page)
    press(page, "signals_keep")
    idle(qtbot, page)
    qtbot.waitUntil(lambda: bool(recorded(page)) and not page.is_busy)
    assert {each.outcome for each in recorded(page)} == {"NE"}
    page.table.selectRow(0)
    chosen = recorded(page)[0].id
    for told in ("Nessun doppione", "Eventi della Forza", "Compatibile con il caso"):
        assert not page.buttons["signals_conclude"].isEnabled()
        take_step(page, told)
        idle(qtbot, page)
        QApplication.processEvents()
    assert "Compatibile con il caso" in page.result.text()
    press(page, "signals_conclude")
    shown = dialog(page)
    record(shown)
    assert shown.isVisible()
    choice = shown.findChild(QComboBox, "signal_decision")
    assert choice is not None
    choice.setCurrentIndex(1)
    record(shown)
    idle(qtbot, page)
    closed = next(each for each in recorded(page) if each.id == chosen)
    assert (closed.outcome, closed.decision_id) == ("CH", "d")
    assert not page.buttons["signals_step"].isEnabled()


def test_a_clinician_looks_and_cannot_record(qtbot: QtBot, translation: Translation, now: datetime) -> None:
    opening = opened(qtbot, translation, now, Member("2", "Bruno", "CC", (Role.CLINICIAN,)))
    page = next(opening)
    press(page, "signals_look")
    idle(qtbot, page)
    assert page.rows.rowCount() > 0
    assert not page.buttons["signals_keep"].isEnabled()
    next(opening, None)


@pytest.mark.parametrize(("role", "is_offered"), [(Role.ANALYST, True), (Role.SECRETARY, False), (Role.DESK, False)])
def test_the_page_is_for_whoever_reads_cases(role: Role, is_offered: bool) -> None:
    page = next(each for each in PAGES if each.name == "watch")
    assert page.is_for(Member("1", "Ada", "PS", (role,))) is is_offered


def test_it_speaks_the_other_language(qtbot: QtBot, page: SignalsScreen) -> None:
    press(page, "signals_look")
    idle(qtbot, page)
    page.session.language = Language.EN
    page.reword()
    assert "true rise" in page.result.text()


def test_a_step_of_an_investigation_is_taken_back_and_a_new_signal_stays(qtbot: QtBot, page: SignalsScreen) -> None:
    said: list[str] = []
    page.said.connect(said.append)
    press(page, "signals_look")
    idle(qtbot, page)
    press(page, "signals_keep")
    qtbot.waitUntil(lambda: bool(recorded(page)) and not page.is_busy)
    page.table.selectRow(0)
    before = recorded(page)
    take_step(page, "Nessun doppione")
    idle(qtbot, page)
    assert page.undo_words().startswith("passo dell’approfondimento – ")
    page.undo()
    idle(qtbot, page)
    assert [replace(each, version=1) for each in recorded(page)] == list(before)
    page.redo()
    idle(qtbot, page)
    assert "Nessun doppione" in {each.data_check for each in recorded(page)}
    page.undo()
    page.undo()
    assert "nessuna scheda registrata si elimina" in said[-1]
    idle(qtbot, page)
