"""The page on evaluation: the power line beside the verdict, the chart, and a verdict that only people give."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QComboBox, QDialog, QLabel, QPlainTextEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.evaluation.indicator import Indicator, Measurement
from observatory.ports import Stamp
from observatory.recommendations.recommendation import Recommendation
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.terms import Language
from ui.desktop.background import Background
from ui.desktop.evaluation.screen import EvaluationScreen
from ui.desktop.language import Translation
from ui.desktop.screens import PAGES
from ui.desktop.session import Session

STAMP = Stamp(date(2026, 4, 1), datetime(2026, 4, 1, tzinfo=UTC), "secretary", "N")
QUARTERS = [f"{year}-Q{n}" for year in (2023, 2024, 2025) for n in (1, 2, 3, 4)]
EVENTS = (20, 22, 19, 21, 20, 22, 30, 40, 41, 39, 42, 40)


def store_of(member: Member) -> MemoryStore:
    made = MemoryStore(member)
    rows = tuple(
        Measurement(id=quarter, quarter=quarter, events=count, exposure=50, status="DEF")
        for quarter, count in zip(QUARTERS, EVENTS, strict=True)
    )
    indicator = Indicator(
        id="i1",
        recommendation_id="r1",
        kind="PR",
        name="Ricontatti entro 72 ore",
        direction="AU",
        fixed_on=date(2024, 3, 1),
        go_live_on=date(2024, 8, 15),
        measurements=rows,
    )
    with made.begin() as unit:
        unit.recommendations.add(Recommendation(id="r1", code="RAC-2024-001", status="DE"), STAMP)
        unit.indicators.add(indicator, STAMP)
        unit.commit()
    return made


@pytest.fixture(params=[FOUNDER_ROLES], ids=["founder"])
def page(
    request: pytest.FixtureRequest, qtbot: QtBot, translation: Translation, now: datetime
) -> Iterator[EvaluationScreen]:
    assert translation
    background = Background()
    store = GuardedStore(store_of(Member("1", "Ada", "PS", request.param)))
    made = EvaluationScreen(Session(store, clock=lambda: now, language=Language.IT), background)
    qtbot.addWidget(made)
    made.resize(1180, 620)
    made.show()
    made.arrive()
    qtbot.waitUntil(lambda: made.rows.rowCount() == 1)
    yield made
    background.close()


def given(page: EvaluationScreen) -> Indicator:
    with page.session.begin() as unit:
        return unit.indicators.get("i1")


def test_the_power_line_stands_beside_what_the_figures_suggest(page: EvaluationScreen) -> None:
    assert [page.rows.index(0, n).data() for n in (0, 3, 4)] == ["RAC-2024-001", "–", "Verosimile"]
    assert "1,95" in page.result.text()
    assert "anni prima e altrettanti dopo" in page.result.text()
    assert page.figure.isVisible()
    page.figure.switch.click()
    assert page.figure.findChild(QTableView, "evaluation_figure_table") is not None


def test_a_verdict_needs_its_confidence_and_its_grounds(qtbot: QtBot, page: EvaluationScreen) -> None:
    page.buttons["evaluation_verdict"].click()
    dialog = next(each for each in page.findChildren(QDialog) if each.isVisible())
    record, refusal = dialog.findChild(QPushButton, "verdict_record"), dialog.findChild(QLabel, "verdict_refusal")
    assert record is not None
    assert refusal is not None
    record.click()
    assert refusal.isVisible()
    for name in ("verdict_choice", "verdict_confidence"):
        choice = dialog.findChild(QComboBox, name)
        assert choice is not None
        assert choice.currentData() is None
        choice.setCurrentIndex(2)
    record.click()
    assert "su che cosa si fonda" in refusal.text()
    assert given(page).verdict is None
    area = dialog.findChild(QPlainTextEdit)
    assert area is not None
    area.setPlainText("Rapporto e punti concordi")
    record.click()
    assert (given(page).verdict, given(page).confidence) == ("VE", "M")
    qtbot.waitUntil(lambda: page.rows.index(0, 3).data() == "Verosimile")


def test_from_an_indicator_one_goes_to_its_recommendation(qtbot: QtBot, page: EvaluationScreen) -> None:
    with qtbot.waitSignal(page.record_wanted) as wanted:
        page.buttons["evaluation_recommendation"].click()
    assert wanted.args == ["recommendation", "r1"]


@pytest.mark.parametrize("page", [(Role.ANALYST,)], indirect=True, ids=["analyst"])
def test_an_analyst_reads_and_gives_no_verdict(page: EvaluationScreen) -> None:
    assert not page.buttons["evaluation_verdict"].isEnabled()


@pytest.mark.parametrize(("role", "is_offered"), [(Role.SECRETARY, True), (Role.DESK, False)])
def test_the_page_is_for_whoever_reads_meetings(role: Role, is_offered: bool) -> None:
    page = next(each for each in PAGES if each.name == "evaluation")
    assert page.is_for(Member("1", "Ada", "PS", (role,))) is is_offered


def judged(page: EvaluationScreen, row: int, grounds: str) -> None:
    page.buttons["evaluation_verdict"].click()
    dialog = next(each for each in page.findChildren(QDialog) if each.isVisible())
    for choice in dialog.findChildren(QComboBox):
        choice.setCurrentIndex(row)
    area, record = dialog.findChild(QPlainTextEdit), dialog.findChild(QPushButton, "verdict_record")
    assert area is not None
    assert record is not None
    area.setPlainText(grounds)
    record.click()


def test_a_verdict_is_taken_back_to_the_one_before_and_to_none(qtbot: QtBot, page: EvaluationScreen) -> None:
    first = given(page)
    for row, grounds in ((2, "Punti concordi"), (1, "Punti discordi")):
        judged(page, row, grounds)
        qtbot.waitUntil(lambda: not page.is_busy)
    second = given(page)
    assert page.undo_words() == "giudizio – Ricontatti entro 72 ore"
    page.undo()
    assert given(page).verdict_text == "Punti concordi"
    qtbot.waitUntil(lambda: not page.is_busy and page.rows.index(0, 3).data() == "Verosimile")
    page.undo()
    assert replace(given(page), version=first.version) == first
    qtbot.waitUntil(lambda: not page.is_busy and page.rows.index(0, 3).data() == "–")
    for _ in range(2):
        page.redo()
    assert replace(given(page), version=second.version) == second
    qtbot.waitUntil(lambda: not page.is_busy)
