"""The main points in the window: checked while typed, ordered, left out, restored, and prepared with."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QComboBox, QDateEdit, QLabel, QListWidget, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.disclosure.rules import Audience
from observatory.summary.content import Confirmation
from observatory.summary.question import Measure, Question, parse_window
from observatory.terms import Language
from observatory.usecases.added_questions import Wish, add_wish, all_wishes
from observatory.usecases.build_demo import build_demo
from ui.desktop.background import Background
from ui.desktop.language import Translation
from ui.desktop.session import Session
from ui.desktop.summaries.points_dialog import PointsDialog
from ui.desktop.summaries.screen import SummariesScreen
from ui.desktop.summaries.wishes import WishesDialog

WAIT_MS = 20_000
TYPED = "Le decisioni prese sono in buona parte attuate."


_BESIDE_THE_REST = 500
"""Pixels that menu, message and status leave of 600."""


@pytest.fixture
def screen(qtbot: QtBot, translation: Translation) -> Iterator[SummariesScreen]:
    translation.speak(Language.EN)
    store = MemoryStore()
    build_demo(store, seed=1, cases=60)
    background = Background()
    session = Session(store, clock=lambda: datetime(2026, 3, 1, 9, tzinfo=UTC), language=Language.EN)
    made = SummariesScreen(session, background)
    qtbot.addWidget(made)
    made.show()
    for name, value in (("period_kind", "A"), ("audience", "external")):
        box = made.findChild(QComboBox, name)
        assert box is not None
        box.setCurrentIndex(box.findData(value))
    day = made.findChild(QDateEdit, "as_of")
    assert day is not None
    day.setDate(QDate(2026, 2, 15))
    made.prepare()
    qtbot.waitUntil(lambda: made.summary is not None and not background.is_busy, timeout=WAIT_MS)
    yield made
    background.close()


@pytest.fixture
def dialog(screen: SummariesScreen, qtbot: QtBot) -> PointsDialog:
    qtbot.waitUntil(lambda: button(screen, "edit_points").isEnabled(), timeout=WAIT_MS)
    button(screen, "edit_points").click()
    found = screen.findChild(PointsDialog)
    assert found is not None
    return found


def button(parent: SummariesScreen | PointsDialog, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None
    return found


def label(dialog: PointsDialog, name: str) -> QLabel:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found


def words(dialog: PointsDialog, language: Language) -> QPlainTextEdit:
    found = dialog.findChild(QPlainTextEdit, f"point_{language.value}")
    assert found is not None
    return found


def points(dialog: PointsDialog) -> QListWidget:
    found = dialog.findChild(QListWidget, "points")
    assert found is not None
    return found


def test_what_is_wrong_is_told_beside_the_sentence_and_cannot_be_prepared(dialog: PointsDialog) -> None:
    words(dialog, Language.EN).setPlainText("An epidemic: 777 deaths.")
    why = label(dialog, "point_why_en")
    assert not why.isHidden()
    assert "Better: increase; above the expected" in why.text()
    assert "not among the protected ones" in why.text()
    assert len(words(dialog, Language.EN).extraSelections()) == 2
    assert not button(dialog, "points_go").isEnabled()
    button(dialog, "points_restore").click()
    assert why.isHidden()
    assert not dialog.draft.is_changed


def test_on_a_small_screen_a_complaint_stands_below_the_words_and_not_over_them(
    dialog: PointsDialog, qtbot: QtBot
) -> None:
    dialog.resize(880, 497)
    for language in Language:
        words(dialog, language).setPlainText("An epidemic: 777 deaths, successful suicide; un suicidio riuscito.")

    def is_apart(language: Language) -> bool:
        edit, why = words(dialog, language), label(dialog, f"point_why_{language.value}")
        is_whole = why.height() >= why.heightForWidth(why.width()) > 0
        return is_whole and why.geometry().top() > edit.geometry().bottom()

    qtbot.waitUntil(lambda: all(map(is_apart, Language)), timeout=WAIT_MS)


def test_points_are_ordered_left_out_and_restored_by_keyboard(dialog: PointsDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(points(dialog), Qt.Key.Key_Down)
    assert dialog.draft.order == [1, 2]
    qtbot.keyClick(button(dialog, "points_up"), Qt.Key.Key_Space)
    assert dialog.draft.order == [2, 1]
    qtbot.keyClick(button(dialog, "points_leave_out"), Qt.Key.Key_Space)
    assert dialog.draft.order == [1]
    assert points(dialog).item(1).text().startswith("Left out: ")
    assert button(dialog, "points_go").isEnabled()
    qtbot.keyClick(button(dialog, "points_restore_all"), Qt.Key.Key_Space)
    assert (dialog.draft.order, dialog.draft.is_changed) == ([1, 2], False)


def test_the_summary_is_prepared_with_the_words_and_opens_with_them_again(
    dialog: PointsDialog, screen: SummariesScreen, qtbot: QtBot
) -> None:
    points(dialog).setCurrentRow(1)
    words(dialog, Language.IT).setPlainText(TYPED)
    assert "Italian only" in label(dialog, "points_note").text()
    before = screen.summary
    button(dialog, "points_go").click()
    qtbot.waitUntil(lambda: screen.summary is not before, timeout=WAIT_MS)
    assert screen.summary is not None
    assert before is not None
    assert [point.it for point in screen.summary.main_points] == [before.main_points[0].it, TYPED]
    assert screen.summary.cover.issue == before.cover.issue
    assert screen.summary.cover.as_of == date(2026, 2, 15)
    screen.edit_points()
    again = screen.findChildren(PointsDialog)[-1]
    assert again.draft.words(2, Language.IT) == TYPED
    assert not again.draft.is_changed


def test_added_questions_are_listed_and_taken_away_beside_the_choices(screen: SummariesScreen, qtbot: QtBot) -> None:
    assert button(screen, "added_questions").isHidden()
    question = Question(Measure.RATE, ("year",), parse_window("2021..2025"))
    add_wish(screen.session.store, Wish(question, Audience.EXTERNAL))
    screen.hide()
    screen.show()
    assert button(screen, "added_questions").text() == "Added &questions (1)…"
    assert screen.minimumSizeHint().height() <= _BESIDE_THE_REST
    button(screen, "added_questions").click()
    dialog = screen.findChild(WishesDialog)
    assert dialog is not None
    listed = dialog.findChild(QListWidget, "wishes")
    assert listed is not None
    assert listed.item(0).text() == "Rate per 100,000, by year, January 2021 – December 2025 (external use)"
    remove = dialog.findChild(QPushButton, "wishes_remove")
    qtbot.keyClick(remove, Qt.Key.Key_Space)
    assert (listed.count(), all_wishes(screen.session.store)) == (0, ())
    assert button(screen, "added_questions").isHidden()


def test_what_two_members_stand_for_is_not_edited(screen: SummariesScreen) -> None:
    assert screen.summary is not None
    assert button(screen, "edit_points").isEnabled()
    cover = replace(screen.summary.cover, confirmation=Confirmation.CONFIRMED)
    screen._show(replace(screen.summary, cover=cover))
    assert not screen._preview.page.widget().findChild(QPushButton, "edit_points").isEnabled()  # type: ignore[union-attr]
