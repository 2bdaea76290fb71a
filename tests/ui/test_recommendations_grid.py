"""The grid of forces: cells in words, walked by keys, and only the steps that the member may take."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.ports import Stamp
from observatory.procedures.procedure import Procedure
from observatory.recommendations.fields import RECOMMENDATION
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.terms import Language
from ui.desktop.language import Translation
from ui.desktop.recommendations.adopt_dialog import AdoptDialog
from ui.desktop.recommendations.grid_model import FIRST_FORCE
from ui.desktop.recommendations.grid_screen import GridScreen
from ui.desktop.recommendations.step_dialog import StepDialog
from ui.desktop.records.reading_pane import ReadingPane
from ui.desktop.session import Session

STAMP = Stamp(date(2026, 1, 10), datetime(2026, 1, 10, tzinfo=UTC), "secretary", "N")
LEADER = Member("a", "Ada", "PS", FOUNDER_ROLES)
LIAISON = Member("c", "Carla", "CC", (Role.DESK,))
PS, CC, GF = FIRST_FORCE, FIRST_FORCE + 1, FIRST_FORCE + 2


def filled(member: Member) -> MemoryStore:
    """A sent recommendation, silent at CC and never addressed to GF, and a draft."""
    decided = (AgendaItem(id="i", decisions=(Decision(id="dec", text="Adottare una procedura"),)),)
    sent_step = ResponseStep(id="s", state="AT", taken_on=date(2026, 1, 12))
    responses = (
        ForceResponse(id="cc", force="CC", state="AT", sent_on=date(2026, 1, 12), steps=(sent_step,)),
        ForceResponse(id="ps", force="PS", state="NI"),
    )
    needed = {"instrument": "LG", "strength": "FO", "priority": "A", "text": "X"}
    store = MemoryStore(member)
    with store.begin() as unit:
        unit.meetings.add(Meeting(id="m", number=3, kind="OR", held_on=date(2026, 1, 10), agenda=decided), STAMP)
        issued = {"status": "TR", "issued_on": date(2026, 1, 10), "responses": responses}
        sent = Recommendation(id="r", code="RAC-2026-001", title="Ricontattare", **needed, **issued)  # type: ignore[arg-type]
        unit.recommendations.add(sent, STAMP)
        unit.procedures.add(Procedure(id="p", kind="LG", title="Linea", status="BO"), STAMP)
        unit.recommendations.add(Recommendation(id="d", title="Bozza", status="BO", **needed), STAMP)  # type: ignore[arg-type]
        unit.commit()
    return store


def page_for(qtbot: QtBot, member: Member, now: datetime, language: Language = Language.IT) -> GridScreen:
    session = Session(GuardedStore(filled(member)), clock=lambda: now, language=language)
    page = GridScreen(session)
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    qtbot.waitExposed(page)
    page.arrive()
    return page


@pytest.fixture
def page(qtbot: QtBot, translation: Translation, now: datetime) -> GridScreen:
    assert translation
    return page_for(qtbot, LEADER, now)


def at(page: GridScreen, record_id: str, column: int) -> None:
    page.table.setCurrentIndex(page.model.index(page.model.row_of(record_id), column))


def cell(page: GridScreen, record_id: str, column: int, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> object:
    return page.model.index(page.model.row_of(record_id), column).data(role)


def opened(qtbot: QtBot, page: GridScreen) -> StepDialog:
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = page.findChild(StepDialog, "step_dialog")
    assert isinstance(dialog, StepDialog)
    return dialog


def choose(dialog: StepDialog, state: str) -> None:
    dialog.states.setCurrentIndex(dialog.states.findData(state))


def write(dialog: StepDialog, name: str, text: str) -> None:
    area = dialog.findChild(QPlainTextEdit, f"step.{name}")
    assert isinstance(area, QPlainTextEdit)
    area.setPlainText(text)


def test_cells_say_where_each_force_stands_and_what_is_overdue_not_by_colour_alone(page: GridScreen) -> None:
    assert cell(page, "r", CC) == "In attesa di risposta\n▲ silenzio dal 12/04/2026: candidata a «senza risposta»"
    font = cell(page, "r", CC, Qt.ItemDataRole.FontRole)
    assert isinstance(font, QFont)
    assert font.weight() == QFont.Weight.DemiBold
    assert cell(page, "r", PS) == "Non ancora trasmessa"
    assert cell(page, "r", GF) == "non destinataria"
    spoken = cell(page, "r", CC, Qt.ItemDataRole.AccessibleTextRole)
    assert str(spoken).startswith("RAC-2026-001, CC: In attesa di risposta")


def test_arrows_walk_the_cells_and_tab_is_left_free(qtbot: QtBot, page: GridScreen) -> None:
    at(page, "r", PS)
    qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert page.table.currentIndex().column() == CC
    assert page.steps.rows.index(0, 1).data() == "In attesa di risposta"
    assert not page.table.tabKeyNavigation()


def test_enter_offers_what_the_secretariat_may_do_and_says_what_it_needs(qtbot: QtBot, page: GridScreen) -> None:
    at(page, "r", PS)
    dialog = opened(qtbot, page)
    assert [offer.to for offer in dialog.offered] == ["AT", "CX"]
    needs = dialog.findChild(QLabel, "step_needs")
    assert isinstance(needs, QLabel)
    choose(dialog, "CX")
    assert needs.text()
    assert dialog.decision.isVisibleTo(dialog)
    choose(dialog, "AT")
    assert not dialog.decision.isVisibleTo(dialog)
    dialog.go.click()
    assert str(cell(page, "r", PS)).startswith("In attesa di risposta")
    assert page.steps.table.isVisibleTo(page)


def test_a_refusal_keeps_what_was_typed_and_a_decision_lets_it_through(qtbot: QtBot, page: GridScreen) -> None:
    at(page, "r", CC)
    dialog = opened(qtbot, page)
    choose(dialog, "CS")
    write(dialog, "reason", "nessun riscontro")
    dialog.go.click()
    assert dialog.isVisible()
    assert "decisione" in dialog.problem.text()
    dialog.decision.setCurrentIndex(1)
    dialog.go.click()
    assert cell(page, "r", CC) == "Chiusa: senza risposta"
    assert page.steps.rows.index(1, 3).data() == "nessun riscontro"
    assert page.steps.rows.index(1, 5).data() == "riunione n. 3 del 10/01/2026: Adottare una procedura"


def test_undo_takes_the_last_step_back_by_a_step_that_says_why(page: GridScreen) -> None:
    at(page, "r", CC)
    assert str(cell(page, "r", CC)).startswith("In attesa")
    page.undo()
    dialog = page.findChild(StepDialog, "step_dialog")
    assert isinstance(dialog, StepDialog)
    write(dialog, "reason", "trasmessa per errore")
    dialog.go.click()
    assert cell(page, "r", CC) == "Non ancora trasmessa"
    assert [page.steps.rows.index(row, 3).data() for row in range(page.steps.rows.rowCount())][
        -1
    ] == "trasmessa per errore"


def test_where_no_step_is_ones_own_nothing_is_taken_back(qtbot: QtBot, translation: Translation, now: datetime) -> None:
    assert translation
    page = page_for(qtbot, LIAISON, now)
    at(page, "r", CC)
    with qtbot.waitSignal(page.failed) as told:
        page.undo()
    assert told.args == ["Qui non c’è un passaggio che spetti a chi lavora togliere."]
    qtbot.waitUntil(lambda: page.findChild(StepDialog, "step_dialog") is None)


def test_a_liaison_answers_for_the_own_force_only(qtbot: QtBot, translation: Translation, now: datetime) -> None:
    assert translation
    page = page_for(qtbot, LIAISON, now)
    assert not any(page.buttons[name].isVisibleTo(page) for name in ("grid_issue", "grid_address", "grid_replace"))
    at(page, "r", PS)
    dialog = opened(qtbot, page)
    assert dialog.offered == ()
    assert not dialog.go.isEnabled()
    dialog.reject()
    qtbot.waitUntil(lambda: page.findChild(StepDialog, "step_dialog") is None)
    at(page, "r", CC)
    dialog = opened(qtbot, page)
    assert {offer.to for offer in dialog.offered} == {"AT", "RA", "RP", "RM", "RN"}
    choose(dialog, "RA")
    dialog.go.click()
    assert str(cell(page, "r", CC)).startswith("Risposta: accolta")


def test_a_draft_is_issued_addressed_and_replaced(qtbot: QtBot, page: GridScreen) -> None:
    at(page, "d", PS)
    failures: list[str] = []
    page.failed.connect(failures.append)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert len(failures) == 1
    page.buttons["grid_issue"].click()
    dialog = page.findChild(QComboBox, "step_decision")
    assert isinstance(dialog, QComboBox)
    dialog.setCurrentIndex(1)
    go = page.findChild(QPushButton, "step_go")
    assert isinstance(go, QPushButton)
    go.click()
    assert str(cell(page, "d", 0)).startswith("RAC-2026-002")
    page.buttons["grid_address"].click()
    assert [cell(page, "d", PS + n) for n in range(4)] == ["Non ancora trasmessa"] * 4


def test_a_version_is_adopted_by_decision(qtbot: QtBot, page: GridScreen) -> None:
    page.buttons["grid_adopt"].click()
    dialog = page.findChild(AdoptDialog, "adopt_dialog")
    assert isinstance(dialog, AdoptDialog)
    dialog.go.click()
    assert dialog.problem.text()
    dialog.instruments.setCurrentIndex(1)
    dialog.decision.setCurrentIndex(1)
    dialog.cells["valid_from"].editor.set_value("2026-03-01")
    with qtbot.waitSignal(page.said):
        dialog.go.click()


@pytest.mark.parametrize(
    ("member", "words"),
    [(LEADER, "riunione n. 3 del 10/01/2026: Adottare una procedura"), (LIAISON, "decisione di una riunione")],
    ids=["secretariat", "liaison"],
)
def test_the_page_of_a_recommendation_names_decisions_in_words(
    qtbot: QtBot, translation: Translation, now: datetime, member: Member, words: str
) -> None:
    assert translation
    store = filled(member)
    with store.begin() as unit:
        found = unit.recommendations.get("r")
        unit.recommendations.replace(replace(found, decision_id="dec", meeting_id="m"), STAMP)
        unit.commit()
        changed = unit.recommendations.get("r")
    pane = ReadingPane(RECOMMENDATION, Session(GuardedStore(store), clock=lambda: now, language=Language.IT))
    qtbot.addWidget(pane)
    pane.show_record(changed)
    assert words in pane.page.toPlainText()


@pytest.mark.parametrize("language", list(Language))
def test_all_that_takes_focus_has_a_name(
    qtbot: QtBot, translation: Translation, now: datetime, language: Language
) -> None:
    translation.speak(language)
    page = page_for(qtbot, LEADER, now, language)
    for kind in (QTableView, QPushButton):
        assert all(each.accessibleName() for each in page.findChildren(kind))
    at(page, "r", CC)
    dialog = opened(qtbot, page)
    assert all(box.accessibleName() for box in dialog.findChildren(QComboBox))


def test_forces_addressed_are_taken_back_and_addressed_again(page: GridScreen) -> None:
    offers: list[tuple[str, str, Callable[[], None]]] = []
    page.offered.connect(lambda *offer: offers.append(offer))
    at(page, "r", GF)
    page.buttons["grid_address"].click()
    assert page.undo_words() == "Forze destinatarie aggiunte – RAC-2026-001 · Ricontattare"
    offers[-1][2]()
    assert cell(page, "r", GF) == "non destinataria"
    assert page.redo_words() == "Forze destinatarie aggiunte – RAC-2026-001 · Ricontattare"
    page.redo()
    assert cell(page, "r", GF) == "Non ancora trasmessa"
    page.undo()
    assert cell(page, "r", GF) == "non destinataria"


def test_what_was_decided_is_said_to_stay_once_and_offers_no_undo(page: GridScreen) -> None:
    offers: list[object] = []
    said: list[str] = []
    page.offered.connect(lambda *offer: offers.append(offer))
    page.said.connect(said.append)
    at(page, "d", PS)
    page.buttons["grid_issue"].click()
    dialog = page.findChild(QComboBox, "step_decision")
    assert isinstance(dialog, QComboBox)
    dialog.setCurrentIndex(1)
    go = page.findChild(QPushButton, "step_go")
    assert isinstance(go, QPushButton)
    go.click()
    assert (offers, page.undo_words()) == ([], "")
    page.undo()
    assert "per decisione di una riunione non si annulla" in said[-1]
    assert str(cell(page, "d", 0)).startswith("RAC-2026-002")
    assert page.undo_words() == "l’ultimo passaggio qui, con il motivo"
