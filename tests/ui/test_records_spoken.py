"""What a screen reader hears, and the change of language while something is being typed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.entities import ENTITIES
from observatory.fields import Entity
from observatory.meetings.fields import MEETING
from observatory.ports import Stamp
from observatory.terms import Language
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 2), NOW, "clinician", "N")


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session(MemoryStore(), clock=lambda: NOW, language=Language.IT)
    yield made
    made.deleteLater()


def shown(qtbot: QtBot, entity: Entity, session: Session) -> RecordsScreen:
    screen = RecordsScreen(entity, session)
    qtbot.addWidget(screen)
    screen.resize(1180, 680)
    with qtbot.waitActive(screen):
        screen.show()
    return screen


def spoken_name(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name) if told is not None else ""


def focusable(screen: QWidget) -> list[QWidget]:
    takes_focus = Qt.FocusPolicy.TabFocus.value
    return [w for w in screen.findChildren(QWidget) if w.focusPolicy().value & takes_focus and w.isVisibleTo(screen)]


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_everything_that_takes_focus_has_a_name(qtbot: QtBot, session: Session, entity: Entity) -> None:
    screen = shown(qtbot, entity, session)
    assert [w.objectName() for w in focusable(screen) if not spoken_name(w)] == []
    screen.new_record()
    for name in (each for each in entity.children if each not in entity.acted):
        add = screen.findChild(QPushButton, f"{name}.add")
        assert add is not None
        add.click()
    nameless = [(type(w).__name__, w.objectName()) for w in focusable(screen) if not spoken_name(w)]
    assert nameless == []


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_tab_visits_the_fields_in_the_order_in_which_they_are_declared(
    qtbot: QtBot, session: Session, entity: Entity
) -> None:
    screen = shown(qtbot, entity, session)
    screen.new_record()
    declared = [field.name for field in entity.fields if not field.automatic]
    visited: list[str] = []
    for _ in range(len(declared) * 3):
        at_hand = QApplication.focusWidget()
        assert at_hand is not None
        if at_hand.objectName() in declared:
            visited.append(at_hand.objectName())
        if at_hand.objectName() == "form.save":
            break
        qtbot.keyClick(at_hand, Qt.Key.Key_Tab)
    closed = {name for name, cell in screen.form.sheet.cells.items() if cell.is_closed}
    assert visited == [name for name in declared if name not in closed]


def test_every_label_leads_to_its_field(qtbot: QtBot, session: Session) -> None:
    screen = shown(qtbot, CASE, session)
    screen.new_record()
    labels = {label.text(): label.buddy() for label in screen.findChildren(QLabel) if label.buddy() is not None}
    for field in CASE.fields:
        text = field.label.it + (" *" if field.required else "")
        assert labels[text].objectName() == field.name


def test_a_hint_of_a_code_is_spoken_with_it(qtbot: QtBot, session: Session) -> None:
    screen = shown(qtbot, CASE, session)
    screen.new_record()
    box = screen.findChild(QComboBox, "event_type")
    assert box is not None
    qtbot.keyClicks(box, "TE")
    assert "Anche senza lesioni" in box.accessibleDescription()
    assert "Anche senza lesioni" in box.toolTip()


def speak(screen: RecordsScreen, session: Session, language: Language) -> None:
    """Change the language as the window does: the session first, then Qt's event."""
    session.language = language
    QCoreApplication.sendEvent(screen, QEvent(QEvent.Type.LanguageChange))


def test_a_change_of_language_keeps_what_is_typed_and_where_the_keyboard_is(qtbot: QtBot, session: Session) -> None:
    screen = shown(qtbot, CASE, session)
    screen.new_record()
    month = screen.findChild(QLineEdit, "month")
    assert month is not None
    month.setFocus()
    qtbot.keyClicks(month, "3/2019")
    speak(screen, session, Language.EN)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    again = screen.findChild(QLineEdit, "month")
    assert again is not None
    assert again.text() == "March 2019"
    assert QApplication.focusWidget() is again
    texts = {label.text() for label in screen.findChildren(QLabel)}
    assert "Event month *" in texts
    assert "Mese dell’evento *" not in texts


def test_a_change_of_language_reaches_views_list_and_page(qtbot: QtBot, session: Session) -> None:
    with session.begin() as unit:
        unit.cases.add(Case(id="c-1", event_type="SU", month="2026-03", force="GF", status="CO"), STAMP)
        unit.commit()
    screen = shown(qtbot, CASE, session)
    screen.list.enter_list()
    assert "Decesso per suicidio" in screen.reading.page.toPlainText()
    speak(screen, session, Language.EN)
    assert screen.views.item(0).text() == "All"
    assert screen.list.model.index(0, 0).data() == "March 2026"
    assert screen.list.model.headerData(0, Qt.Orientation.Horizontal) == "Month"
    assert "Death by suicide" in screen.reading.page.toPlainText()


def test_the_page_leaves_out_what_was_not_asked_for_and_tells_what_is_missing(qtbot: QtBot, session: Session) -> None:
    with session.begin() as unit:
        unit.cases.add(Case(id="c-1", event_type="SU", month="2026-03", note="<b>non grassetto</b>"), STAMP)
        unit.commit()
    screen = shown(qtbot, CASE, session)
    screen.list.enter_list()
    page = screen.reading.page.toPlainText()
    assert "manca" in page, "needed and not answered"
    assert "Fascia oraria" not in page, "optional and not answered"
    assert "<b>non grassetto</b>" in page, "text is text, never markup"


def test_opened_child_records_are_read_in_order(qtbot: QtBot, session: Session) -> None:
    screen = shown(qtbot, MEETING, session)
    screen.new_record()
    for name in ("agenda.add", "agenda.0.decisions.add"):
        button = screen.findChild(QPushButton, name)
        assert button is not None
        button.click()
    names = [stop.objectName() for stop in screen.form.sheet.stops()]
    assert names.index("agenda.0.theme") < names.index("agenda.0.decisions.0.text") < names.index("agenda.add")
