"""Buttons go on in the next line where a row has no room, and keep their words at any width."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.ports import Stamp
from observatory.recommendations.fields import RECOMMENDATION
from observatory.recommendations.recommendation import Recommendation
from observatory.terms import Language
from ui.desktop import theme
from ui.desktop.language import Translation
from ui.desktop.records.following import Following
from ui.desktop.records.reading_pane import ReadingPane
from ui.desktop.session import Session
from ui.desktop.settings import Theme
from ui.desktop.widgets.flow import Flow

STAMP = Stamp(date(2026, 1, 10), datetime(2026, 1, 10, tzinfo=UTC), "secretary", "N")
ISSUED = Recommendation(id="r", code="RAC-2026-001", title="Ricontatto", status="DE")


def filled(hidden: frozenset[int], sizes: list[int]) -> tuple[QWidget, Flow, list[QPushButton]]:
    holder = QWidget()
    flow = Flow()
    QVBoxLayout(holder).addLayout(flow)
    buttons = [QPushButton("x" * size, holder) for size in sizes]
    for place, button in enumerate(buttons):
        flow.addWidget(button)
        button.setVisible(place not in hidden)
    return holder, flow, buttons


@pytest.mark.usefixtures("qapp")
@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=8), st.frozensets(st.integers(0, 7)), st.integers(0, 900))
def test_each_item_has_its_room_in_order_and_none_overlaps(sizes: list[int], hidden: frozenset[int], more: int) -> None:
    holder, flow, buttons = filled(hidden, sizes)
    width = flow.minimumSize().width() + more
    flow.setGeometry(QRect(10, 20, width, flow.heightForWidth(width)))
    seen = [button for place, button in enumerate(buttons) if place not in hidden]
    places = [button.geometry() for button in seen]
    assert [place.size() for place in places] == [button.sizeHint() for button in seen]
    assert all(QRect(10, 20, width, flow.heightForWidth(width)).contains(place) for place in places)
    assert not any(one.intersects(other) for n, one in enumerate(places) for other in places[:n])
    assert places == sorted(places, key=lambda place: (place.top(), place.left()))
    holder.deleteLater()


def test_items_are_handed_out_and_taken_away(qtbot: QtBot) -> None:
    holder, flow, buttons = filled(frozenset(), [3, 4])
    qtbot.addWidget(holder)
    assert flow.itemAt(1).widget() is buttons[1]
    assert (flow.itemAt(2), flow.itemAt(-1), flow.takeAt(5)) == (None, None, None)
    assert flow.takeAt(0).widget() is buttons[0]
    assert flow.count() == 1


@pytest.fixture
def pane(qtbot: QtBot, translation: Translation) -> ReadingPane:
    assert translation
    store = MemoryStore()
    with store.begin() as unit:
        unit.recommendations.add(ISSUED, STAMP)
        unit.commit()
    session = Session(store, clock=lambda: STAMP.recorded_at, language=Language.IT)
    made = ReadingPane(RECOMMENDATION, session)
    made.following = Following(RECOMMENDATION, session, made)  # type: ignore[attr-defined]
    qtbot.addWidget(made)
    made.show_record(ISSUED)
    made.show()
    return made


@pytest.mark.parametrize("language", Language)
def test_the_ways_on_from_a_recommendation_keep_their_words_in_a_narrow_pane(
    qtbot: QtBot, pane: ReadingPane, translation: Translation, language: Language
) -> None:
    translation.speak(language)
    pane.reword()
    pane.resize(214, 600)
    buttons = pane.following.buttons.values()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: len({button.geometry().top() for button in buttons}) > 1)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert all(pane.rect().contains(button.geometry()) for button in buttons)


def test_labels_of_a_record_wear_new_colours_as_soon_as_the_screen_hears_of_them(pane: ReadingPane) -> None:
    theme.apply(Theme.DARK)
    pane.reword()
    assert theme.palette(theme.DARK).placeholderText().color().name() in pane.page.toHtml()
