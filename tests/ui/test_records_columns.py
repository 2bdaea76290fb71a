"""List columns: short headings to look at, whole labels to listen to, and widths that fit the usual window."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.entities import ENTITIES
from observatory.evaluation.indicator import Indicator
from observatory.fields import Entity
from observatory.interventions.intervention import Intervention
from observatory.links.case_link import CaseLink
from observatory.meetings.meeting import Meeting
from observatory.population.strength import Strength
from observatory.ports import Stamp
from observatory.procedures.procedure import Procedure
from observatory.recommendations.recommendation import Recommendation
from observatory.signals.signal import Signal
from observatory.terms import Language
from ui.desktop.main_window import MainWindow
from ui.desktop.records.columns import Wish, fitted
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session

_NEEDED = {
    "case": 6,
    "intervention": 5,
    "meeting": 5,
    "strength": 6,
    "case_link": 5,
    "recommendation": 5,
    "procedure": 5,
    "indicator": 6,
    "signal": 5,
}
"""Columns that must be seen at 1280 × 720, beside views and record; the rest may be scrolled to."""


@pytest.fixture
def store(now: datetime) -> MemoryStore:
    made = MemoryStore()
    with made.begin() as unit:
        case = Case(id="c-1", event_type="SU", month="2019-09", force="GF", status="AC", sex="M", age_band="E6")
        stamp = Stamp(date(2026, 1, 1), now, "clinician", "N")
        unit.cases.add(case, stamp)
        unit.interventions.add(Intervention(id="i-1", kind="P02", force="GF", start="2019-09"), stamp)
        unit.meetings.add(Meeting(id="m-1", kind="OR", held_on=date(2019, 9, 28), number=22), stamp)
        unit.strengths.add(Strength(id="s-1", force="CC", quarter="2019-Q4", mean_present=108_963), stamp)
        day = date(2019, 9, 28)
        unit.links.add(CaseLink(id="l-1", kind="SE", basis="RF", force="CC", status="AT", decided_on=day), stamp)
        unit.recommendations.add(
            Recommendation(id="r-1", code="RAC-2019-001", title="Ricontatto", issued_on=day), stamp
        )
        unit.procedures.add(Procedure(id="p-1", kind="DT", title="Custodia", adopted_on=day, status="AD"), stamp)
        unit.indicators.add(Indicator(id="n-1", name="Ricontatti", kind="PR", force="PS", fixed_on=day), stamp)
        unit.signals.add(Signal(id="s-1", method="EC", force="PS", period="2019-Q3", observed=9), stamp)
        unit.commit()
    return made


@pytest.fixture
def session(store: MemoryStore, now: datetime) -> Iterator[Session]:
    made = Session(store, clock=lambda: now)
    yield made
    made.deleteLater()


def shown(screen: QWidget) -> QTableView:
    found = screen.findChild(QTableView, "records")
    assert found is not None
    return found


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.usefixtures("translation")
def test_headings_and_the_columns_that_matter_fit_the_usual_window(
    qtbot: QtBot, session: Session, entity: Entity, language: Language
) -> None:
    session.language = language
    screen = RecordsScreen(entity, session)
    qtbot.addWidget(screen)
    screen.resize(1280 - 178, 720 - 60)
    screen.show()
    qtbot.waitExposed(screen)
    table = screen.list.table
    model, letters = table.model(), QFontMetrics(table.font())
    assert sum(table.columnWidth(column) for column in range(_NEEDED[entity.name])) <= table.viewport().width()
    for column in range(model.columnCount()):
        heading = str(model.headerData(column, Qt.Orientation.Horizontal))
        assert letters.horizontalAdvance(heading) < table.columnWidth(column), heading


def test_a_death_by_suicide_is_read_whole_in_the_usual_window(
    qtbot: QtBot, locked_window: MainWindow, fake_stores: object, store: MemoryStore, right: str
) -> None:
    fake_stores.prepared = store  # type: ignore[attr-defined]
    locked_window.resize(1280, 720)
    line = locked_window.findChild(QWidget, "passphrase")
    qtbot.keyClicks(line, right)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: locked_window.is_open)
    qtbot.waitUntil(lambda: shown(locked_window).model().rowCount() == 1)
    table = shown(locked_window)
    letters = QFontMetrics(table.font())
    for column in range(6):
        text = str(table.model().index(0, column).data())
        assert letters.horizontalAdvance(text) + 6 <= table.columnWidth(column), text


def test_a_short_heading_has_the_whole_label_for_whoever_listens(session: Session) -> None:
    screen = RecordsScreen(next(entity for entity in ENTITIES if entity.name == "case"), session)
    model = screen.list.model
    across = Qt.Orientation.Horizontal
    assert model.headerData(0, across) == "Mese"
    assert model.headerData(0, across, Qt.ItemDataRole.AccessibleTextRole) == "Mese dell’evento"
    assert model.headerData(0, across, Qt.ItemDataRole.ToolTipRole) == "Mese dell’evento"
    screen.deleteLater()


@pytest.mark.usefixtures("translation")
def test_a_column_set_by_hand_stays_as_it_was_set(qtbot: QtBot, session: Session) -> None:
    screen = RecordsScreen(next(entity for entity in ENTITIES if entity.name == "case"), session)
    qtbot.addWidget(screen)
    screen.resize(1100, 660)
    screen.show()
    qtbot.waitExposed(screen)
    screen.list.table.setColumnWidth(1, 222)
    screen.resize(1500, 660)
    assert screen.list.table.columnWidth(1) == 222


WISHES = st.lists(
    st.tuples(st.integers(20, 150), st.integers(0, 200)).map(lambda two: Wish(two[0], sum(two))), min_size=1, max_size=8
)


@given(WISHES, st.integers(100, 2000))
def test_as_many_columns_as_can_be_fit_and_none_is_narrower_than_it_may(wishes: list[Wish], room: int) -> None:
    widths = fitted(wishes, room)
    assert all(wish.least <= width <= wish.usual for wish, width in zip(wishes, widths, strict=True))
    for seen in range(1, len(wishes) + 1):
        if sum(wish.least for wish in wishes[:seen]) <= room:
            assert sum(widths[:seen]) <= room
    if sum(wish.usual for wish in wishes) <= room:
        assert widths == [wish.usual for wish in wishes]
