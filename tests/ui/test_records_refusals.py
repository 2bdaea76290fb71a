"""Whoever records and is refused sees why and where, also for what only the store knows."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.fields import Entity
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.recommendations.fields import FORCE_RESPONSE, RECOMMENDATION
from observatory.recommendations.recommendation import ForceResponse, Recommendation
from observatory.selection import EVERYTHING
from observatory.terms import Language
from ui.desktop.language import Translation
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session
from ui.desktop.widgets.codes_editor import CodesEditor
from ui.desktop.widgets.field_cell import FieldCell

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
ADOPTED = "agenda.0.decisions.0.adopted"
Open = Callable[[Entity], RecordsScreen]


@pytest.fixture
def session(translation: Translation) -> Iterator[Session]:
    assert translation
    made = Session(MemoryStore(), clock=lambda: NOW, language=Language.IT)
    yield made
    made.deleteLater()


@pytest.fixture
def open_screen(qtbot: QtBot, session: Session) -> Open:
    def opened(entity: Entity) -> RecordsScreen:
        screen = RecordsScreen(entity, session)
        qtbot.addWidget(screen)
        screen.resize(1180, 680)
        with qtbot.waitActive(screen):
            screen.show()
        return screen

    return opened


def cell_of(screen: RecordsScreen, path: str) -> FieldCell:
    return next(cell for cell in screen.form.sheet.walk() if cell.path == path)


def decided(forces: tuple[str, ...]) -> Meeting:
    """A held meeting that decided unanimously; nobody told its quorum."""
    decision = Decision(id="d", kind="PRO", element="01", text="Si raccomanda", status="AP", adopted="UN")
    item = AgendaItem(id="i", position=1, kind="IN", theme="ARM", decisions=(decision,))
    held = {"number": 1, "kind": "OR", "held_on": date(2026, 4, 10), "seat": "DPS"}
    return Meeting(id="m", forces=forces, agenda=(item,), **held)  # type: ignore[arg-type]


def is_seen(screen: RecordsScreen, widget: QWidget) -> bool:
    page = screen.form.findChild(QScrollArea, "form.page").viewport()
    return page.rect().contains(QRect(widget.mapTo(page, widget.rect().topLeft()), widget.size()))


def test_a_decision_without_quorum_is_refused_beside_its_field_in_sight(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(MEETING)
    screen.begin(decided(("PS",)))
    screen.save()
    cell = cell_of(screen, ADOPTED)
    assert cell.problem is not None
    assert "presenti 1 Forze su 4" in cell.sentence.text()
    qtbot.waitUntil(lambda: is_seen(screen, cell.sentence))
    assert cell.editor.isAncestorOf(QApplication.focusWidget())


def test_what_was_told_goes_as_soon_as_enough_forces_are_present(open_screen: Open, session: Session) -> None:
    screen = open_screen(MEETING)
    screen.begin(decided(("PS",)))
    screen.save()
    forces = cell_of(screen, "forces")
    forces.editor.set_value(["CC", "GF", "PS"])
    forces.editor.left.emit()
    assert cell_of(screen, ADOPTED).problem is None
    screen.save()
    with session.begin() as unit:
        assert [meeting.quorum for meeting in unit.meetings.select(EVERYTHING)] == [3]


def test_codes_and_ticks_typed_without_a_pause_reach_every_code(open_screen: Open, qtbot: QtBot) -> None:
    screen = open_screen(MEETING)
    screen.new_record()
    editor = cell_of(screen, "forces").editor
    assert isinstance(editor, CodesEditor)
    qtbot.keyClicks(editor.ticks, "PS CC GF ")
    assert editor.value() == ["CC", "GF", "PS"]


def test_the_state_of_a_response_is_shown_in_the_form_and_not_typed(
    open_screen: Open, session: Session, qtbot: QtBot
) -> None:
    assert FORCE_RESPONSE["state"].automatic
    needed = {"title": "X", "instrument": "LG", "strength": "FO", "priority": "A", "text": "X", "status": "BO"}
    addressed = ForceResponse(id="ps", force="PS", state="NI")
    screen = open_screen(RECOMMENDATION)
    screen.begin(Recommendation(id="r", responses=(addressed,), **needed))  # type: ignore[arg-type]
    (card,) = screen.form.sheet.lists["responses"].cards
    assert "Non ancora trasmessa" in card.title.text()
    with pytest.raises(StopIteration):
        cell_of(screen, "responses.0.state")
    screen.form.sheet.lists["responses"].add_one()
    cell_of(screen, "responses.1.force").editor.set_value("CC")
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    with session.begin() as unit:
        (kept,) = unit.recommendations.select(EVERYTHING)
    assert [(each.force, each.state) for each in kept.responses] == [("PS", "NI"), ("CC", "NI")]
