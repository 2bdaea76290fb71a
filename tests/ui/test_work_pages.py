"""The pages «What waits» and «Quality»: reached by key, read on the worker, every line leading to its records."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.ports import Draft, Stamp
from observatory.terms import Language, Term
from observatory.usecases.work_lists import WorkLine
from ui.desktop.main_window import MainWindow
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.work.lines import Lines
from ui.desktop.work.page import LinesPage

NOON = datetime(2026, 4, 20, 9, tzinfo=UTC)
OLD = date(2025, 1, 31)


@pytest.fixture
def window(
    locked_window: MainWindow,
    fake_stores: Any,  # noqa: ANN401 - the stores of conftest
    qtbot: QtBot,
    unlock: Callable[[MainWindow, str], None],
    right: str,
) -> MainWindow:
    """An open window over a store with a case suspected for too long, one of now, and a draft."""
    store = MemoryStore()
    with store.begin() as unit:
        stamp = Stamp(OLD, NOON, "clinician", "N")
        unit.cases.add(
            Case(id="old", force="CC", event_type="DS", month="2025-01", status="SO", status_date=OLD), stamp
        )
        unit.cases.add(Case(id="new", force="PS", event_type="DS", month="2026-04", status="CO", place="AB"), stamp)
        unit.drafts.save(Draft("case:old", "case", "old", 1, {"force": "CC"}, NOON))
        unit.commit()
    fake_stores.prepared = store
    unlock(locked_window, right)
    qtbot.waitUntil(lambda: locked_window.is_open)
    return locked_window


def page_of(window: MainWindow, qtbot: QtBot, name: str) -> LinesPage:
    window.commands.run(f"go_to_{name}")
    page = window.findChild(LinesPage, name)
    assert page is not None
    qtbot.waitUntil(lambda: not page.is_reading and page.lines.topLevelItemCount() > 0)
    return page


def lines_of(lines: Lines, heading: str) -> list[QTreeWidgetItem]:
    tops = [lines.topLevelItem(row) for row in range(lines.topLevelItemCount())]
    (top,) = [item for item in tops if item is not None and item.text(0).startswith(heading)]
    return [top.child(row) for row in range(top.childCount())]


def follow(qtbot: QtBot, lines: Lines, item: QTreeWidgetItem) -> None:
    lines.setCurrentItem(item)
    qtbot.keyClick(lines, Qt.Key.Key_Return)


def cases_screen(window: MainWindow) -> RecordsScreen:
    screen = window.findChild(RecordsScreen, "cases")
    assert screen is not None
    return screen


def test_what_waits_leads_to_the_record(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, qtbot, "work")
    (late,) = lines_of(page.lines, "In ritardo")
    assert "180" in late.text(1)
    follow(qtbot, page.lines, late)
    assert window.shown_screen() == "cases"
    assert cases_screen(window).reading.record.id == "old"


def test_a_draft_is_resumed_from_there(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, qtbot, "work")
    (draft,) = lines_of(page.lines, "Mio lavoro")
    follow(qtbot, page.lines, draft)
    assert cases_screen(window).is_editing


def test_headings_count_and_say_where_nothing_waits(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, qtbot, "work")
    (nothing,) = lines_of(page.lines, "In attesa di risposta – 0")
    assert nothing.text(0) == "nulla"
    window.speak(Language.EN)
    qtbot.waitUntil(lambda: page.lines.topLevelItem(1).text(0) == "Overdue – 1")


def test_quality_leads_to_the_cases_that_it_counts(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, qtbot, "quality")
    by_label = {item.text(0): item for item in lines_of(page.lines, "Risposte obbligatorie")}
    (label,) = [each for each in by_label if by_label[each].text(1) == "1 su 2"][:1]
    follow(qtbot, page.lines, by_label[label])
    assert window.shown_screen() == "cases"
    assert cases_screen(window).list.model.rowCount() == 1


def test_the_indicators_are_there_and_lead_nowhere(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, qtbot, "quality")
    indicators = lines_of(page.lines, "Indicatori")
    assert {item.text(0)[:4] for item in indicators} == {f"I-{n:02}" for n in range(1, 13)}
    follow(qtbot, page.lines, indicators[0])
    assert window.shown_screen() == "quality"


def test_esc_leads_back(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, qtbot, "work")
    qtbot.keyClick(page.lines, Qt.Key.Key_Escape)
    assert window.shown_screen() == "cases"


def test_what_is_gone_on_with_on_a_page_leads_there(window: MainWindow, qtbot: QtBot) -> None:
    page = page_of(window, qtbot, "work")
    page._go(WorkLine("meeting", "m", None, Term("azione", "action"), page="minutes"))
    assert window.shown_screen() == "minutes"
