"""Undo, redo, the history and the record as of a past day, in the window and by keyboard."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.ports import Stamp
from observatory.terms import Language
from observatory.usecases.record import Changes, stamped
from observatory.usecases.record import record as recorded
from ui.desktop.main_window import MainWindow
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 2), NOW, "clinician", "N")
SOUND = Case(
    id="c-1", event_type="SU", month="2026-03", precision="M", force="GF", macro_region="3", status="SO",
    status_date=date(2026, 4, 2), outcome="DE", sex="M", age_band="E4", rank_category="R2", position="IS",
    on_duty="N", place="AB", method="IMP", homicide_suicide="N", prior_firearm_measure="W00", prior_attempts="NN",
    service_contact="NN", note="Testo riservato",
)  # fmt: skip


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session(MemoryStore(), clock=lambda: NOW, language=Language.IT)
    with made.begin() as unit:
        unit.cases.add(SOUND, STAMP)
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
    shown.list.point_at("c-1")
    return shown


def case_of(session: Session) -> Case:
    with session.begin() as unit:
        return unit.cases.get("c-1")


def amend(screen: RecordsScreen, field: str, code: str) -> None:
    screen.edit()
    values = screen.form.values() | {field: code}
    screen.form._bring_back(values)
    screen.save()
    if screen.is_editing:
        screen.save()
    assert not screen.is_editing


def test_a_recording_offers_to_be_undone_and_redone(qtbot: QtBot, screen: RecordsScreen, session: Session) -> None:
    offers: list[tuple[str, str, Callable[[], None]]] = []
    screen.offered.connect(lambda *offer: offers.append(offer))
    amend(screen, "place", "CA")
    assert offers[-1][1] == "&Undo"
    offers[-1][2]()
    assert case_of(session).place == "AB"
    assert screen.reading.record.place == "AB"
    assert offers[-1][1] == "&Redo"
    offers[-1][2]()
    assert case_of(session).place == "CA"
    qtbot.keyClick(screen.list.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (case_of(session).place, case_of(session).version) == ("AB", 5)


def test_nothing_is_undone_while_something_is_typed(screen: RecordsScreen, session: Session) -> None:
    amend(screen, "place", "CA")
    said: list[str] = []
    screen.said.connect(said.append)
    screen.edit()
    screen.undo()
    assert "Esc" in said[-1]
    assert case_of(session).place == "CA"


def test_what_another_changed_since_is_not_undone_and_forgotten(screen: RecordsScreen, session: Session) -> None:
    amend(screen, "place", "CA")
    with session.begin() as unit:
        theirs = replace(unit.cases.get("c-1"), sex="F")
        recorded(unit, CASE, theirs, stamped(session.clock, "clinician"), confirmed_warnings=True)
    said: list[str] = []
    screen.said.connect(said.append)
    screen.undo()
    assert "modificata dopo" in said[-1]
    screen.undo()
    assert case_of(session).sex == "F"
    assert len(said) == 2


def test_the_history_tells_who_when_why_and_what(screen: RecordsScreen) -> None:
    amend(screen, "status", "CO")
    told = screen.reading.page.toPlainText()
    history = told[told.index("Storia") :]
    assert "Segnalato → Confermato" in history
    assert "Clinico" in history
    assert "noto dal 02/05/2026" in history
    assert "Esito dell’accertamento" in history
    assert "Stato nel tempo" in told


def test_a_sealed_text_is_not_told_in_the_history(screen: RecordsScreen) -> None:
    amend(screen, "note", "Altro testo")
    told = screen.reading.page.toPlainText()
    assert "testo modificato" in told
    assert "Testo riservato" not in told


def test_the_record_as_known_on_a_past_day_and_back(screen: RecordsScreen) -> None:
    amend(screen, "place", "CA")
    reading = screen.reading
    reading.page.anchorClicked.emit(QUrl("version:1"))
    assert reading.past.isVisible()
    assert "Abitazione" in reading.page.toPlainText()
    assert not reading.edit.isVisible()
    reading.look_back(date(2026, 5, 1))
    assert "Abitazione" not in reading.page.toPlainText()
    reading.past.back.click()
    assert not reading.past.isVisible()
    assert reading.edit.isVisible()
    assert "Caserma" in reading.page.toPlainText()


def test_the_window_shows_the_offer_and_runs_it(window: MainWindow) -> None:
    ran: list[str] = []
    window.message.offer("Registrato", "&Annulla", lambda: ran.append("undo"))
    button = window.message.findChild(QPushButton, "message_action")
    assert button is not None
    button.click()
    assert ran == ["undo"]
    assert window.commands.action("undo").shortcut().toString() == "Ctrl+Z"


def test_the_menu_says_what_would_be_undone(window: MainWindow) -> None:
    window.commands.refresh()
    assert window.commands.action("undo").text() == "&Annulla ciò che è stato registrato"
    screen = window._workplace.current  # type: ignore[union-attr]
    assert isinstance(screen, RecordsScreen)
    screen.undoing.note(Changes("case", replace(SOUND, version=2), ("place",)))
    window.commands.refresh()
    assert window.commands.action("undo").text() == "&Annulla: «Decesso per suicidio · GdF»"
    entry = next(each for each in window.commands if each.name == "undo")
    assert entry.plain_text == "Annulla: «Decesso per suicidio · GdF»"
    screen.withheld += ("undo",)
    assert entry.plain_text == "Annulla ciò che è stato registrato"
