"""Statistics on screen: the table is the use case’s, never an old one beside new choices, and what leaves is noted."""

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from threading import Event
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QComboBox, QDateEdit, QFileDialog, QLabel, QPushButton, QSpinBox, QTableView, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.charts.numerals import glued
from observatory.disclosure.rules import Audience
from observatory.reports.grid import grid
from observatory.security.audit.entries import Wanted
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.summary.question import Measure, Question, parse_window
from observatory.summary.question_answer import Answer
from observatory.terms import Language
from observatory.usecases import answer_files, statistics
from observatory.usecases.added_questions import Wish, wishes
from observatory.usecases.build_demo import build_demo
from observatory.usecases.earlier_editions import STATISTICS
from observatory.usecases.possible_questions import divisions, first_dimensions, is_possible, second_dimensions
from observatory.usecases.statistics import StatisticsRequest, look
from ui.desktop.background import Background
from ui.desktop.language import Translation
from ui.desktop.main_window import MainWindow
from ui.desktop.screens import offered, shortcut
from ui.desktop.session import Session
from ui.desktop.statistics import reckoner
from ui.desktop.statistics.answer_page import notes_beside
from ui.desktop.statistics.screen import FORMS, StatisticsScreen
from ui.desktop.summaries.table_model import of_grid

_T = TypeVar("_T", bound=QWidget)
Rows = list[list[str]]


@pytest.fixture(scope="module")
def sample() -> MemoryStore:
    store = MemoryStore()
    build_demo(store, seed=1, cases=250)
    return store


@pytest.fixture
def screen(
    qtbot: QtBot, translation: Translation, sample: MemoryStore, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> Iterator[StatisticsScreen]:
    assert translation
    monkeypatch.setattr(reckoner, "PAUSE_MS", 10)
    background = Background()
    made = StatisticsScreen(Session(sample, clock=lambda: now, language=Language.IT), background)
    qtbot.addWidget(made)
    made.resize(1100, 660)
    made.show()
    qtbot.waitUntil(lambda: made.answer is not None)
    yield made
    background.close()


def child(within: QWidget, kind: type[_T], name: str) -> _T:
    found = within.findChild(kind, name)
    assert found is not None, name
    return found


def choose(screen: StatisticsScreen, name: str, code: object) -> None:
    box = child(screen, QComboBox, name)
    row = box.findData(code)
    assert row >= 0, (name, code)
    box.setCurrentIndex(row)


def choices(screen: StatisticsScreen, name: str) -> list[str]:
    box = child(screen, QComboBox, name)
    return [box.itemData(row) for row in range(box.count())]


def cells(table: QTableView) -> Rows:
    model = table.model()
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[str(model.index(row, column).data() or "") for column in columns] for row in rows]


def shown(screen: StatisticsScreen) -> Rows:
    return cells(child(screen, QTableView, "statistics_table"))


def printed(answer: Answer) -> Rows:
    model = of_grid(grid(answer.table), Language.IT)
    rows, columns = range(model.rowCount()), range(model.columnCount())
    return [[str(model.index(row, column).data() or "") for column in columns] for row in rows]


def answered(
    screen: StatisticsScreen, measure: str, by: str, window: str = "2021..2025", audience: str = "members"
) -> Answer:
    names = tuple(by.split(",")) if by else ()
    question = Question(Measure(measure), names, parse_window(window))
    request = StatisticsRequest(question, Audience(audience), date(2026, 4, 20))
    return look(screen.session.store, request, clock=screen.session.clock)


def test_the_choices_give_the_table_that_the_use_case_gives(screen: StatisticsScreen, qtbot: QtBot) -> None:
    assert shown(screen) == printed(answered(screen, "count", "force"))
    choose(screen, "statistics_measure", "rate")
    choose(screen, "statistics_by", "sex")
    choose(screen, "statistics_by_also", "age")
    child(screen, QSpinBox, "statistics_from_year").setValue(2023)
    qtbot.waitUntil(lambda: screen.answer is not None)
    assert shown(screen) == printed(answered(screen, "rate", "sex,age", "2023..2025"))
    choose(screen, "statistics_by", "")
    choose(screen, "statistics_division", "half-year")
    choose(screen, "statistics_from_month", 7)
    qtbot.waitUntil(lambda: screen.answer is not None)
    assert shown(screen) == printed(answered(screen, "rate", "half-year", "2023-S2..2025"))


def test_what_is_hidden_is_told_in_words_and_not_which_is_small(screen: StatisticsScreen, qtbot: QtBot) -> None:
    choose(screen, "statistics_by", "method")
    choose(screen, "statistics_division", "year")
    qtbot.waitUntil(lambda: screen.answer is not None)
    answer = screen.answer
    assert answer is not None
    assert answer.suppression.hidden
    told = child(screen, QLabel, "statistics_hidden").text()
    assert f"{answer.suppression.hidden} su {answer.suppression.cells}" in told
    assert "sotto 3" in told
    words = " ".join(label.text() for label in screen.findChildren(QLabel))
    assert all(glued(note.it) in words for note in notes_beside(answer))
    assert str(answer.suppression.hidden) in answer.notes[-1].it
    assert answer.notes[-1] not in notes_beside(answer)
    assert any(cell == "(*)" for row in shown(screen) for cell in row)


def test_an_old_answer_never_stands_beside_other_choices(
    screen: StatisticsScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, begun = Event(), []

    def slow(*given: Any, **named: Any) -> Answer:  # noqa: ANN401 - handed on
        begun.append(given[1].question.code)
        if len(begun) == 1:
            go_on.wait(10)
        return look(*given, **named)

    monkeypatch.setattr(statistics, "look", slow)
    choose(screen, "statistics_by", "sex")
    assert screen.answer is None
    assert screen.findChild(QTableView, "statistics_table") is None or not is_seen(screen)
    qtbot.waitUntil(lambda: begun == ["count:sex"])
    choose(screen, "statistics_by", "age")
    go_on.set()
    seen: list[str] = []

    def ended() -> bool:
        if screen.answer is not None:
            seen.append(screen.answer.question.code)
        return bool(seen)

    qtbot.waitUntil(ended)
    assert begun == ["count:sex", "count:age"]
    assert seen == ["count:age"]
    assert shown(screen) == printed(answered(screen, "count", "age"))


def is_seen(screen: StatisticsScreen) -> bool:
    return child(screen, QTableView, "statistics_table").isVisible()


def test_nothing_can_be_written_while_nothing_is_shown(screen: StatisticsScreen, qtbot: QtBot) -> None:
    assert all(child(screen, QPushButton, f"statistics_{form}").isEnabled() for form in FORMS)
    choose(screen, "statistics_by_also", "type")
    assert not any(child(screen, QPushButton, f"statistics_{form}").isEnabled() for form in FORMS)
    qtbot.waitUntil(lambda: screen.answer is not None)
    enabled = [form for form in FORMS if child(screen, QPushButton, f"statistics_{form}").isEnabled()]
    assert enabled == ["csv", "json"], "events by type have no figure"


def test_a_figure_without_a_value_is_none(qtbot: QtBot, translation: Translation, now: datetime) -> None:
    assert translation
    background = Background()
    empty = StatisticsScreen(Session(MemoryStore(), clock=lambda: now, language=Language.IT), background)
    qtbot.addWidget(empty)
    empty.show()
    choose(empty, "statistics_measure", "rate")
    qtbot.waitUntil(lambda: empty.answer is not None)
    assert empty.findChild(QWidget, "S1") is None
    assert not child(empty, QPushButton, "statistics_svg").isEnabled()
    assert "oscurato." in child(empty, QLabel, "statistics_hidden").text()
    background.close()


def test_what_cannot_be_answered_is_a_sentence(screen: StatisticsScreen, qtbot: QtBot) -> None:
    message, again = child(screen, QLabel, "statistics_message"), child(screen, QPushButton, "statistics_again")
    day = child(screen, QDateEdit, "as_of")
    day.setDate(day.date().addDays(2))
    qtbot.waitUntil(again.isVisible)
    assert "nel futuro" in message.text()
    assert screen.answer is None
    day.setDate(day.date().addDays(-2))
    child(screen, QSpinBox, "statistics_to_year").setValue(2019)
    qtbot.waitUntil(again.isVisible)
    assert "periodi interi" in message.text()
    child(screen, QSpinBox, "statistics_to_year").setValue(2025)
    qtbot.waitUntil(lambda: screen.answer is not None)


def test_stopping_leaves_a_sentence_and_a_way_to_go_on(
    screen: StatisticsScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slow(*given: Any, **named: Any) -> Answer:  # noqa: ANN401 - handed on
        begun.set()
        go_on.wait(10)
        return look(*given, **named)

    with monkeypatch.context() as slowly:
        slowly.setattr(statistics, "look", slow)
        choose(screen, "statistics_by", "age")
        qtbot.waitUntil(begun.is_set)
        qtbot.keyClick(child(screen, QComboBox, "statistics_by"), Qt.Key.Key_Escape)
        again = child(screen, QPushButton, "statistics_again")
        assert again.isVisible()
        go_on.set()
    assert "annullata" in child(screen, QLabel, "statistics_message").text()
    again.click()
    qtbot.waitUntil(lambda: screen.answer is not None)
    assert shown(screen) == printed(answered(screen, "count", "age"))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_written_is_noted_as_a_release(
    screen: StatisticsScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    target = tmp_path / f"risposta.{form}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "risposta"), ""))
    store, said = screen.session.store, QSignalSpy(screen.said)
    answer = screen.answer
    assert answer is not None
    child(screen, QPushButton, f"statistics_{form}").click()
    qtbot.waitUntil(lambda: said.count() == 1)
    with store.begin() as unit:
        digests = [release.digest for release in unit.releases.all("statistics")]
        latest = unit.audit.entries(Wanted(), limit=1)[0].content
    assert digests.count(answer.digest) == 1
    assert (latest.object.startswith("statistics/"), latest.fields) == (True, form)
    assert_whole(target.read_bytes(), form, answer)


def assert_whole(content: bytes, form: str, answer: Answer) -> None:
    if form == "csv":
        rows = list(csv.DictReader(content.decode().splitlines()))
        assert len(rows) == len(answer.table.observations)
    elif form == "json":
        assert json.loads(content)["digest"] == answer.digest
    elif form == "png":
        assert content.startswith(b"\x89PNG")
    else:
        assert b"2021" in content
        assert b"</svg>" in content


def test_where_it_cannot_be_written_nothing_is_noted(
    screen: StatisticsScreen, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(screen, "statistics_by", "seniority")
    qtbot.waitUntil(lambda: screen.answer is not None)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "a.csv"), ""))
    failed = QSignalSpy(screen.failed)
    child(screen, QPushButton, "statistics_csv").click()
    qtbot.waitUntil(lambda: failed.count() == 1)
    assert "la cartella non esiste" in failed.at(0)[0]
    with screen.session.begin() as unit:
        assert not [r for r in unit.releases.all("statistics") if r.digest == screen.answer.digest]  # type: ignore[union-attr]


def test_cells_give_their_printed_text_and_nothing_else(screen: StatisticsScreen, qtbot: QtBot) -> None:
    table = child(screen, QTableView, "statistics_table")
    model = table.model()
    index = model.index(model.rowCount() - 1, 1)
    table.setFocus()
    table.setCurrentIndex(index)
    qtbot.keyClick(table, QKeySequence(QKeySequence.StandardKey.Copy)[0].key(), Qt.KeyboardModifier.ControlModifier)
    copied: QMimeData = QGuiApplication.clipboard().mimeData()
    assert copied.text() == index.data()
    assert not table.dragEnabled()
    selectable = Qt.TextInteractionFlag.TextSelectableByMouse
    words = child(screen, QWidget, "statistics_hidden").parentWidget().findChildren(QLabel)
    assert not any(label.textInteractionFlags() & selectable for label in words if type(label) is QLabel)


def test_tab_goes_from_the_choices_over_the_buttons_to_table_and_figure(screen: StatisticsScreen) -> None:
    names, each = [], screen.choices.nextInFocusChain()
    while each is not None and each is not screen:
        by_tab = bool(each.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
        if by_tab and each.isVisible() and each.isEnabled() and screen.isAncestorOf(each):
            names.append(each.objectName())
        each = each.nextInFocusChain()
    stops = ["statistics_measure", "audience", "as_of", "statistics_csv", "statistics_table", "S1", "S1_see_table"]
    assert [name for name in names if name in stops] == stops
    assert not any(child(screen, QWidget, name).accessibleName() == "" for name in stops)


def test_another_language_renews_the_words_and_keeps_the_choice(
    screen: StatisticsScreen, translation: Translation, qtbot: QtBot
) -> None:
    before = screen.choices.asked
    screen.session.language = Language.EN
    translation.speak(Language.EN)
    assert screen.choices.asked == before
    qtbot.waitUntil(lambda: shown(screen)[-1][0] == "Total")
    assert child(screen, QComboBox, "statistics_from_month").currentText() == "January"
    assert child(screen, QComboBox, "statistics_measure").currentText() == "Number"


def test_the_key_leads_there_and_locking_while_it_reckons_leaves_nothing_behind(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slow(*given: Any, **named: Any) -> Answer:  # noqa: ANN401 - handed on
        begun.set()
        go_on.wait(10)
        return look(*given, **named)

    monkeypatch.setattr(statistics, "look", slow)
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_7, Qt.KeyboardModifier.ControlModifier)
    assert window.shown_screen() == "statistics"
    qtbot.waitUntil(begun.is_set)
    window.lock()
    go_on.set()
    qtbot.waitUntil(lambda: window.is_at_rest)
    assert window.message.text == ""


def test_only_what_may_be_asked_is_offered(screen: StatisticsScreen) -> None:
    choose(screen, "statistics_measure", "smr")
    assert choices(screen, "statistics_by") == ["", "force"]
    choose(screen, "audience", "external")
    assert choices(screen, "statistics_by") == [""]
    assert choices(screen, "statistics_division") == ["", "year"]
    choose(screen, "statistics_measure", "share")
    assert "place" not in choices(screen, "statistics_by")
    assert not child(screen, QComboBox, "statistics_division").isEnabled()


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("measure", Measure)
def test_whatever_is_offered_may_be_asked(measure: Measure, audience: Audience) -> None:
    for first in first_dimensions(measure, audience):
        for second in second_dimensions(measure, first, audience):
            for division in divisions(measure, (first, second), audience):
                by = tuple(name for name in (first, second, division) if name)
                assert is_possible(measure, by, audience)


@pytest.mark.parametrize("by", ["", "force", "year", "type", "force,type", "force,year", "method"])
def test_a_figure_is_promised_where_there_is_one(sample: MemoryStore, now: datetime, by: str) -> None:
    names = tuple(by.split(",")) if by else ()
    question = Question(Measure.COUNT, names, parse_window("2021..2025"))
    request = StatisticsRequest(question, Audience.MEMBERS, now.date())
    assert answer_files.has_figure(question) is (look(sample, request, clock=lambda: now).figure is not None)


@pytest.mark.parametrize(("role", "is_offered"), [(Role.ANALYST, True), (Role.CLINICIAN, False), (Role.AUDITOR, False)])
def test_the_screen_is_for_whoever_reads_cases_and_makes_summaries(role: Role, is_offered: bool) -> None:
    screen = offered("statistics", Member("1", "Ada", "PS", (role,)))
    assert (screen is not None) is is_offered
    if screen is not None:
        assert shortcut(screen) == "Ctrl+7"


def test_a_question_is_kept_for_the_next_summary_and_nothing_leaves(
    screen: StatisticsScreen, sample: MemoryStore, qtbot: QtBot
) -> None:
    with sample.begin() as unit:
        left = len(unit.releases.all(STATISTICS))
    with qtbot.waitSignal(screen.said) as said:
        child(screen, QPushButton, "statistics_add").click()
    assert said.args is not None
    assert "prossima sintesi" in said.args[0]
    asked = screen.choices.asked
    with sample.begin() as unit:
        assert wishes(unit) == (Wish(asked.request().question, asked.audience),)
        assert len(unit.releases.all(STATISTICS)) == left
