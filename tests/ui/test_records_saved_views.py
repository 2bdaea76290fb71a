"""Saving a search under a name, using, renaming and removing it, from the views, the box and the palette."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QInputDialog
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.ports import Stamp
from observatory.terms import Language
from observatory.usecases.saved_views import saved_views
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 2), NOW, "clinician", "N")


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session(MemoryStore(), clock=lambda: NOW, language=Language.IT)
    with made.begin() as unit:
        for ident, force in (("1", "CC"), ("2", "CC"), ("3", "PS")):
            unit.cases.add(Case(id=ident, force=force, event_type="SU", month="2026-03", status="SO"), STAMP)
        unit.commit()
    yield made
    made.deleteLater()


@pytest.fixture
def screen(qtbot: QtBot, session: Session) -> RecordsScreen:
    shown = RecordsScreen(CASE, session)
    qtbot.addWidget(shown)
    shown.resize(1180, 680)
    with qtbot.waitActive(shown):
        shown.show()
    return shown


def name_it(screen: RecordsScreen, name: str) -> None:
    dialog = screen.findChildren(QInputDialog)[-1]
    dialog.setTextValue(name)
    dialog.accept()


def kept(session: Session) -> list[str]:
    with session.begin() as unit:
        return [view.name for view in saved_views(unit, CASE)]


def saved(screen: RecordsScreen, name: str, words: str = "forza:CC") -> None:
    screen.list.search.line.setText(words)
    screen.save_view()
    name_it(screen, name)
    screen.list.search.line.clear()
    screen.list.search.asked.emit("")


def test_a_search_is_saved_and_shown_with_its_count(screen: RecordsScreen, session: Session) -> None:
    saved(screen, "Solo CC")
    assert kept(session) == ["Solo CC"]
    assert screen.views.current().label.it == "Solo CC"
    assert screen.list.model.rowCount() == 2
    assert screen.views.currentItem().text() == "Solo CC"


def test_a_taken_name_asks_again_with_the_reason(screen: RecordsScreen, session: Session) -> None:
    saved(screen, "Solo CC")
    screen.views.setCurrentRow(0)
    saved(screen, "solo cc", "forza:PS")
    again = screen.findChildren(QInputDialog)[-1]
    assert "già una vista" in again.labelText()
    name_it(screen, "Solo PS")
    assert kept(session) == ["Solo CC", "Solo PS"]


def test_it_is_renamed_removed_and_brought_back(screen: RecordsScreen, session: Session) -> None:
    saved(screen, "Solo CC")
    screen.views.rename()
    name_it(screen, "Carabinieri")
    assert kept(session) == ["Carabinieri"]
    offers: list[tuple[str, str, Callable[[], None]]] = []
    screen.offered.connect(lambda *offer: offers.append(offer))
    screen.views.setFocus(Qt.FocusReason.OtherFocusReason)
    screen.views.remove()
    assert kept(session) == []
    offers[-1][2]()
    assert kept(session) == ["Carabinieri"]
    assert screen.list.model.rowCount() == 2


def test_ready_made_views_are_neither_renamed_nor_removed(screen: RecordsScreen) -> None:
    lines = screen.views.count()
    screen.views.setCurrentRow(2)
    screen.views.remove()
    screen.views.rename()
    assert screen.views.count() == lines
    assert not any(action.isEnabled() for action in screen.views.actions())


def test_nothing_typed_is_nothing_to_save(screen: RecordsScreen) -> None:
    said: list[str] = []
    screen.said.connect(said.append)
    screen.save_view()
    assert "Ctrl+F" in said[-1]


def test_the_palette_shows_a_saved_view(screen: RecordsScreen) -> None:
    saved(screen, "Solo CC")
    screen.views.setCurrentRow(0)
    (command,) = screen.further_commands()
    assert "Solo CC" in command.text()
    command.run()
    assert screen.list.model.rowCount() == 2


@pytest.mark.qt_log_ignore("does not support")
def test_f1_in_the_search_box_explains_its_language(qtbot: QtBot, screen: RecordsScreen) -> None:
    screen.find()
    qtbot.keyClick(screen.list.search.line, Qt.Key.Key_F1)
    pop_up = screen.findChild(QFrame, "search.explanation")
    assert pop_up is not None
    assert "is:" in pop_up.accessibleDescription()
    pop_up.close()
