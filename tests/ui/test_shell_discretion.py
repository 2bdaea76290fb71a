"""Over the shoulder: one key hides in lists and pages what comes near a person, and shows it again."""

from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.ports import Stamp
from observatory.privacy.masking import HIDDEN
from ui.desktop.main_window import MainWindow
from ui.desktop.records.list_pane import ListPane
from ui.desktop.records.table_model import RecordsModel

NOTE = "una nota di prova"


@pytest.fixture
def shown(fake_stores: Any, now: datetime, window: MainWindow, qtbot: QtBot) -> MainWindow:  # noqa: ANN401 - of conftest
    store = fake_stores.opened[0]
    assert isinstance(store, MemoryStore)
    case = Case(id="1", event_type="SU", month="2026-03", force="CC", age_band="E4", person_code="CC-X", note=NOTE)
    with store.begin() as unit:
        unit.cases.add(case, Stamp(date(2026, 4, 1), now, "clinician", "N"))
        unit.commit()
    window.go_to("cases")
    window._session.note_change("case")  # type: ignore[union-attr]
    pane = window.findChild(ListPane)
    assert pane is not None
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    pane.table.point_at(0)
    return window


def cells(window: MainWindow) -> dict[str, str]:
    model = window.findChild(RecordsModel)
    assert model is not None
    return {field.name: model.index(0, column).data() for column, field in enumerate(model.fields)}


def page(window: MainWindow) -> str:
    return next(text.toPlainText() for text in window.findChildren(QTextBrowser) if text.isVisible())


def test_a_key_hides_what_comes_near_a_person_and_shows_it_again(shown: MainWindow) -> None:
    before, read = cells(shown), page(shown)
    assert before["month"] == "marzo 2026"
    assert NOTE in read
    shown.commands.run("discretion")
    assert shown.is_discreet
    assert shown.commands.action("discretion").isChecked()
    hidden = cells(shown)
    assert hidden["month"] == hidden["age_band"] == HIDDEN
    assert hidden["event_type"] == before["event_type"]
    assert hidden["force"] == before["force"]
    for told in (NOTE, "CC-X", "marzo 2026", before["age_band"]):
        assert told not in page(shown)
    shown.commands.run("discretion")
    assert cells(shown) == before
    assert page(shown) == read


def test_a_form_shows_all_that_is_to_be_typed(shown: MainWindow) -> None:
    shown.commands.run("discretion")
    shown.commands.run("edit")
    screen = shown._workplace.current  # type: ignore[union-attr]
    assert screen.form.values()["note"] == NOTE  # type: ignore[union-attr]


def test_a_locked_window_has_nothing_to_hide(window: MainWindow) -> None:
    window.commands.run("discretion")
    window.lock()
    window.commands.refresh()
    assert not window.commands.action("discretion").isEnabled()
    assert not window.is_discreet
