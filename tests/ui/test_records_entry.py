"""Entering and amending records: by keyboard alone, kept as drafts, refused with reasons, never lost."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.cases.case import Case, Circumstance
from observatory.cases.fields import CASE
from observatory.errors import StoreBusy
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting
from observatory.plain import values_of
from observatory.ports import Draft, Stamp
from observatory.selection import EVERYTHING
from observatory.terms import Language, Term
from observatory.usecases.drafts import recover, save_draft
from ui.desktop.records.drafting import PAUSE_MS
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.session import Session

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 2), NOW, "clinician", "N")
SOUND = {
    "event_type": "SU", "month": "2026-03", "precision": "M", "force": "GF", "macro_region": "3", "status": "CO",
    "status_date": date(2026, 4, 2), "outcome": "DE", "sex": "M", "age_band": "E4", "rank_category": "R2",
    "position": "IS", "on_duty": "N", "place": "AB", "method": "IMP", "homicide_suicide": "N",
    "prior_firearm_measure": "W00", "prior_attempts": "NN", "service_contact": "NN",
}  # fmt: skip


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session(MemoryStore(), clock=lambda: NOW, language=Language.IT)
    yield made
    made.deleteLater()


Open = Callable[[Entity], RecordsScreen]


@pytest.fixture
def open_screen(qtbot: QtBot, session: Session) -> Open:
    """Shows the screen of an entity, as the window would."""

    def opened(entity: Entity) -> RecordsScreen:
        screen = RecordsScreen(entity, session)
        qtbot.addWidget(screen)
        screen.resize(1180, 680)
        with qtbot.waitActive(screen):
            screen.show()
        return screen

    return opened


def sound_case(session: Session) -> Case:
    """A case against which no rule speaks, recorded."""
    case = Case(id="c-1", **SOUND)
    with session.begin() as unit:
        recorded = unit.cases.add(case, STAMP)
        unit.commit()
    return recorded


def kept_cases(session: Session) -> tuple[Case, ...]:
    with session.begin() as unit:
        return unit.cases.select(EVERYTHING)


def part(screen: QWidget, kind: type[Any], name: str) -> Any:  # noqa: ANN401
    found = screen.findChild(kind, name)
    assert found is not None, name
    return found


def type_on(qtbot: QtBot, text: str) -> None:
    """Type where the keyboard is, then Tab, as an operator does."""
    at_hand = QApplication.focusWidget()
    assert at_hand is not None
    if text:
        qtbot.keyClicks(at_hand, text)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)


def focused() -> str:
    at_hand = QApplication.focusWidget()
    return at_hand.objectName() if at_hand is not None else ""


ANSWERS = {
    "event_type": "SU", "month": "3/26", "force": "GF", "macro_region": "centro", "status": "CO",
    "status_date": "2/4/2026", "outcome": "DE", "sex": "M", "age_band": "E4", "rank_category": "R2", "position": "IS",
    "on_duty": "N", "place": "AB", "method": "IMP", "homicide_suicide": "N", "prior_firearm_measure": "W00",
    "prior_attempts": "NN", "service_contact": "NN",
}  # fmt: skip


def test_a_case_is_recorded_without_touching_the_mouse(qtbot: QtBot, open_screen: Open, session: Session) -> None:
    screen = open_screen(CASE)
    said: list[str] = []
    screen.said.connect(said.append)
    qtbot.keyClick(screen, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert focused() == "event_type"
    for _ in range(80):
        if focused().endswith(".add"):
            break
        line = QApplication.focusWidget()
        if isinstance(line, QLineEdit):
            line.selectAll()
        type_on(qtbot, ANSWERS.get(focused(), ""))
    assert focused() == "circumstances.add"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert focused() == "circumstances.0.circumstance"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    type_on(qtbot, "S")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    assert not screen.is_editing, said
    (case,) = kept_cases(session)
    assert {name: getattr(case, name) for name in SOUND} == SOUND
    assert [c.value for c in case.circumstances] == ["S"]
    assert focused() == "records"
    assert screen.reading.record == case


def test_a_refused_save_keeps_everything_and_goes_to_the_first_problem(
    qtbot: QtBot, open_screen: Open, session: Session
) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    qtbot.keyClicks(part(screen, QComboBox, "event_type"), "TE")
    said: list[str] = []
    screen.said.connect(said.append)
    screen.save()
    assert screen.is_editing
    assert focused() == "month"
    assert part(screen, QComboBox, "event_type").currentText() == "Tentativo attuato"
    assert kept_cases(session) == ()
    sentence = part(screen, QLabel, "month.sentence")
    assert sentence.isVisible()
    assert "manca" in sentence.text()
    assert part(screen, QLineEdit, "month").accessibleDescription() == sentence.text()
    assert "bozza" in said[-1]
    with session.begin() as unit:
        assert [d.values["event_type"] for d in unit.drafts.all("case")] == ["TE"]


def test_a_field_tells_its_problem_when_it_is_left_and_not_before(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    month = part(screen, QLineEdit, "month")
    month.setFocus()
    qtbot.keyClicks(month, "13/2026")
    assert not part(screen, QLabel, "month.sentence").isVisible()
    qtbot.keyClick(month, Qt.Key.Key_Tab)
    assert part(screen, QLabel, "month.sentence").isVisible()
    assert month.text() == "13/2026"
    assert not part(screen, QLabel, "force.sentence").isVisible()


def test_dates_and_months_are_rewritten_in_words_on_leaving(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    for name, typed, shown in (("month", "3/2019", "marzo 2019"), ("status_date", "9/3/24", "09/03/2024")):
        line = part(screen, QLineEdit, name)
        line.setFocus()
        line.clear()
        type_on(qtbot, typed)
        assert line.text() == shown


def test_a_draft_is_kept_within_two_seconds_of_the_last_key(qtbot: QtBot, open_screen: Open, session: Session) -> None:
    assert PAUSE_MS < 2000
    screen = open_screen(CASE)
    screen.new_record()
    qtbot.keyClicks(part(screen, QPlainTextEdit, "note"), "Turni notturni")

    def drafts() -> list[Any]:
        with session.begin() as unit:
            return [draft.values["note"] for draft in unit.drafts.all("case")]

    qtbot.waitUntil(lambda: drafts() == ["Turni notturni"], timeout=2000)


def test_what_was_typed_survives_the_lock_and_is_offered_again(
    qtbot: QtBot, open_screen: Open, session: Session
) -> None:
    first = open_screen(CASE)
    first.new_record()
    qtbot.keyClicks(part(first, QLineEdit, "month"), "boh")
    session.closing.emit()
    first.close()

    second = open_screen(CASE)
    second.new_record()
    assert part(second, QLineEdit, "month").text() == "boh"
    assert part(second, QLabel, "form.notice").isVisible()


def test_a_look_at_another_screen_keeps_the_draft_and_the_form(
    qtbot: QtBot, open_screen: Open, session: Session
) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    qtbot.keyClicks(part(screen, QComboBox, "event_type"), "TE")
    screen.hide()
    with session.begin() as unit:
        assert [draft.values["event_type"] for draft in unit.drafts.all("case")] == ["TE"]
    screen.show()
    assert screen.is_editing


def test_an_abandoned_new_record_begins_again_with_the_usual_answers(
    qtbot: QtBot, open_screen: Open, session: Session
) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    qtbot.keyClicks(part(screen, QComboBox, "event_type"), "TE")
    screen.leave()
    screen.new_record()
    assert screen.form.values()["event_type"] == "TE"
    part(screen, QPushButton, "form.abandon").click()
    assert screen.form.values()["event_type"] is None
    assert screen.form.values()["precision"] == "M"
    with session.begin() as unit:
        assert unit.drafts.all("case") == ()


def test_esc_leaves_the_form_and_keeps_the_draft(qtbot: QtBot, open_screen: Open, session: Session) -> None:
    case = sound_case(session)
    screen = open_screen(CASE)
    screen.list.point_at(case.id)
    screen.edit()
    qtbot.keyClicks(part(screen, QComboBox, "age_band"), "E5")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert not screen.is_editing
    assert kept_cases(session) == (case,)
    assert part(screen, QLabel, "reading.draft").isVisible()
    with session.begin() as unit:
        draft = recover(unit, CASE, case.id)
    assert draft is not None
    assert draft.values["age_band"] == "E5"


def test_reading_a_form_leaves_no_draft_behind(open_screen: Open, session: Session) -> None:
    case = sound_case(session)
    screen = open_screen(CASE)
    screen.list.point_at(case.id)
    screen.edit()
    screen.leave()
    with session.begin() as unit:
        assert unit.drafts.all("case") == ()


def test_an_abandoned_draft_is_forgotten_and_can_be_brought_back(
    qtbot: QtBot, open_screen: Open, session: Session
) -> None:
    case = sound_case(session)
    screen = open_screen(CASE)
    screen.list.point_at(case.id)
    screen.edit()
    box = part(screen, QComboBox, "age_band")
    qtbot.keyClicks(box, "E5")
    screen.form.keep()
    part(screen, QPushButton, "form.abandon").click()
    assert box.currentText() == "45–54"
    with session.begin() as unit:
        assert unit.drafts.all("case") == ()
    part(screen, QPushButton, "form.act").click()
    assert box.currentText() == "55–59"
    with session.begin() as unit:
        assert len(unit.drafts.all("case")) == 1


def test_an_amended_case_becomes_its_next_version_with_a_reason(
    qtbot: QtBot, open_screen: Open, session: Session
) -> None:
    case = sound_case(session)
    screen = open_screen(CASE)
    screen.list.point_at(case.id)
    screen.edit()
    qtbot.keyClicks(part(screen, QComboBox, "age_band"), "E5")
    qtbot.keyClicks(part(screen, QComboBox, "form.reason"), "C")
    screen.save()
    with session.begin() as unit:
        last = unit.cases.history(case.id)[-1]
    assert (last.version, last.changed, last.stamp.reason) == (2, ("age_band",), "C")
    assert "Correzione" in screen.reading.page.toPlainText()


def test_a_warning_is_confirmed_and_then_recorded(qtbot: QtBot, open_screen: Open, session: Session) -> None:
    case = sound_case(session)
    screen = open_screen(CASE)
    screen.new_record()
    for name, code in SOUND.items():
        screen.form.sheet.cells[name].editor.set_value(code.isoformat() if isinstance(code, date) else code)
    screen.form.sheet.adapt()
    screen.save()
    assert kept_cases(session) == (case,), "rule V7: the same event twice is refused until it is confirmed"
    confirm = part(screen, QCheckBox, "event_type.confirm")
    assert confirm.isVisible()
    confirm.setFocus()
    qtbot.keyClick(confirm, Qt.Key.Key_Space)
    screen.save()
    assert len(kept_cases(session)) == 2


def test_a_stale_save_keeps_the_draft_and_can_be_put_on_the_current_version(
    qtbot: QtBot, open_screen: Open, session: Session
) -> None:
    case = sound_case(session)
    screen = open_screen(CASE)
    screen.list.point_at(case.id)
    screen.edit()
    qtbot.keyClicks(part(screen, QComboBox, "age_band"), "E5")
    with session.begin() as unit:
        theirs = unit.cases.replace(replace(case, rank_category="R3"), STAMP)
        unit.commit()
    screen.save()
    assert screen.is_editing
    assert kept_cases(session) == (theirs,)
    assert "Categoria di ruolo" in part(screen, QLabel, "form.notice").text()
    columns = part(screen, QTableWidget, "form.conflict")
    assert columns.isVisible()
    told = [[columns.item(row, column).text() for column in range(4)] for row in range(columns.rowCount())]
    assert told == [
        ["Categoria di ruolo", "Sovrintendenti, brigadieri", "Ispettori, marescialli", "Sovrintendenti, brigadieri"],
        ["Fascia d’età", "45–54", "45–54", "55–59"],
    ]
    with session.begin() as unit:
        draft = recover(unit, CASE, case.id)
    assert draft is not None
    assert draft.values["age_band"] == "E5"

    part(screen, QPushButton, "form.act").click()
    assert not columns.isVisible()
    screen.save()
    (merged,) = kept_cases(session)
    assert (merged.age_band, merged.rank_category, merged.version) == ("E5", "R3", 3)


def test_an_answer_that_both_changed_says_so_in_its_row(qtbot: QtBot, open_screen: Open, session: Session) -> None:
    case = sound_case(session)
    screen = open_screen(CASE)
    screen.list.point_at(case.id)
    screen.edit()
    qtbot.keyClicks(part(screen, QComboBox, "age_band"), "E5")
    with session.begin() as unit:
        unit.cases.replace(replace(case, age_band="E3"), STAMP)
        unit.commit()
    screen.save()
    columns = part(screen, QTableWidget, "form.conflict")
    told = [columns.item(0, column).text() for column in range(4)]
    assert told[1:] == ["45–54", "35–44", "55–59"]
    assert "both" in told[0] or "entrambi" in told[0]


def answer(qtbot: QtBot, screen: QWidget, answers: dict[str, str]) -> None:
    """Type into fields by name; an empty answer takes the first code of the list."""
    for name, typed in answers.items():
        at = part(screen, QWidget, name)
        at.setFocus()
        if isinstance(at, QLineEdit):
            at.clear()
        if typed:
            qtbot.keyClicks(at, typed)
        else:
            qtbot.keyClick(at, Qt.Key.Key_Down)


AGENDA = (
    ("attendance", {"force": "PS", "role": "", "attendance": ""}),
    ("agenda", {"kind": "", "theme": "", "summary": "Formazione dei comandanti"}),
    (
        "agenda.0.decisions",
        {"kind": "", "element": "", "text": "Programmare la formazione", "status": "", "adopted": "senza"},
    ),
    ("agenda.0.decisions.0.actions", {"text": "Scrivere il programma", "owner_force": "PS", "status": ""}),
)


def test_a_meeting_with_decisions_and_actions_is_recorded_and_read_back(
    qtbot: QtBot, open_screen: Open, session: Session
) -> None:
    screen = open_screen(MEETING)
    screen.new_record()
    answer(qtbot, screen, {"seat": "mista", "held_on": "5/5/2026", "number": "12"})
    qtbot.keyClick(part(screen, QWidget, "forces"), Qt.Key.Key_Space)
    for place, answers in AGENDA:
        part(screen, QPushButton, f"{place}.add").click()
        answer(qtbot, screen, {f"{place}.0.{name}": typed for name, typed in answers.items()})
    screen.save()
    with session.begin() as unit:
        (meeting,) = unit.meetings.select(EVERYTHING)
    assert (meeting.number, meeting.held_on, meeting.forces) == (12, date(2026, 5, 5), ("PS",))
    assert [a.force for a in meeting.attendance] == ["PS"]
    (item,) = meeting.agenda
    assert (item.position, item.summary) == (1, "Formazione dei comandanti")
    (decision,) = item.decisions
    assert decision.text == "Programmare la formazione"
    assert [(a.text, a.owner_force) for a in decision.actions] == [("Scrivere il programma", "PS")]
    page = screen.reading.page.toPlainText()
    assert "Scrivere il programma" in page
    assert "Programmare la formazione" in page


def test_a_decision_without_quorum_is_refused_beside_its_field(
    qtbot: QtBot, open_screen: Open, session: Session
) -> None:
    screen = open_screen(MEETING)
    screen.new_record()
    answer(qtbot, screen, {"seat": "mista", "held_on": "5/5/2026", "number": "12"})
    qtbot.keyClick(part(screen, QWidget, "forces"), Qt.Key.Key_Space)
    decision = AGENDA[2][1] | {"adopted": "UN"}
    for place, answers in (AGENDA[1], ("agenda.0.decisions", decision)):
        part(screen, QPushButton, f"{place}.add").click()
        answer(qtbot, screen, {f"{place}.0.{name}": typed for name, typed in answers.items()})
    screen.save()
    (cell,) = (cell for cell in screen.form.sheet.walk() if cell.path == "agenda.0.decisions.0.adopted")
    assert cell.problem is not None
    assert "numero legale" in cell.problem.message.it
    with session.begin() as unit:
        assert not unit.meetings.count(EVERYTHING)


def a_meeting(session: Session, items: int) -> Meeting:
    agenda = tuple(
        AgendaItem(
            id=f"i{n}",
            position=n + 1,
            kind="IN",
            theme="T1",
            decisions=(Decision(id=f"d{n}", text=f"Testo {n}", actions=(ActionItem(id=f"a{n}"),)),),
        )
        for n in range(items)
    )
    meeting = Meeting(id="m-1", held_on=date(2026, 5, 5), attendance=(Attendance(id="x", force="PS"),), agenda=agenda)
    with session.begin() as unit:
        recorded = unit.meetings.add(meeting, STAMP)
        unit.commit()
    return recorded


def test_a_problem_in_a_closed_card_opens_it(open_screen: Open, session: Session) -> None:
    meeting = a_meeting(session, 3)
    screen = open_screen(MEETING)
    screen.list.point_at(meeting.id)
    screen.edit()
    assert screen.findChild(QWidget, "agenda.2.decisions.0.kind") is None
    for name, value in (("kind", "OR"), ("seat", "REM"), ("forces", ["PS"])):
        screen.form.sheet.cells[name].editor.set_value(value)
    screen.save()
    assert screen.findChild(QWidget, "agenda.2.decisions.0.kind") is not None
    assert part(screen, QLabel, "agenda.2.decisions.0.kind.sentence").isVisibleTo(screen)


def test_a_child_record_taken_away_can_be_brought_back(open_screen: Open, session: Session) -> None:
    meeting = a_meeting(session, 2)
    screen = open_screen(MEETING)
    screen.list.point_at(meeting.id)
    screen.edit()
    before = screen.form.values()["agenda"]
    part(screen, QPushButton, "agenda.0.remove").click()
    assert [row["id"] for row in screen.form.values()["agenda"]] == ["i1"]
    part(screen, QPushButton, "agenda.bring_back").click()
    assert screen.form.values()["agenda"] == before


def test_unopened_cards_lose_nothing(open_screen: Open, session: Session) -> None:
    meeting = a_meeting(session, 3)
    screen = open_screen(MEETING)
    screen.list.point_at(meeting.id)
    screen.edit()
    assert screen.form.values() == values_of(MEETING, meeting)


def test_a_field_that_cannot_apply_is_closed_with_the_reason_and_gives_up_its_value(
    qtbot: QtBot, open_screen: Open
) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    method, ownership = part(screen, QComboBox, "method"), part(screen, QComboBox, "firearm_ownership")
    assert not ownership.isEnabled()
    assert part(screen, QLabel, "firearm_ownership.sentence").text() == "Solo se il metodo è arma da fuoco."
    qtbot.keyClicks(method, "FUO")
    assert ownership.isEnabled()
    qtbot.keyClicks(ownership, "SE")
    qtbot.keyClick(method, Qt.Key.Key_Delete)
    assert screen.form.values()["firearm_ownership"] is None
    qtbot.keyClicks(method, "FUO")
    assert screen.form.values()["firearm_ownership"] == "SE"


def test_regions_are_those_of_the_macro_region(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    qtbot.keyClicks(part(screen, QComboBox, "macro_region"), "5")
    region = part(screen, QComboBox, "region")
    assert [region.itemText(n) for n in range(region.count())] == ["", "Sicilia", "Sardegna"]


def test_a_person_code_is_minted_for_the_force(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    button = part(screen, QPushButton, "person_code.mint")
    assert not button.isEnabled()
    qtbot.keyClicks(part(screen, QComboBox, "force"), "CC")
    assert button.isEnabled()
    button.click()
    assert part(screen, QLineEdit, "person_code").text().startswith("CC-")
    assert not button.isEnabled(), "a code is never overwritten"


def test_a_related_case_is_chosen_from_the_list(qtbot: QtBot, open_screen: Open, session: Session) -> None:
    case = sound_case(session)
    screen = open_screen(INTERVENTION)
    screen.new_record()
    line = part(screen, QLineEdit, "case_id")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    chooser = QApplication.activeModalWidget()
    assert chooser is not None
    qtbot.waitUntil(lambda: focused() == "search")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert screen.form.values()["case_id"] == case.id
    assert "Decesso per suicidio" in line.text()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert screen.form.values()["case_id"] is None


def test_a_narrative_is_checked_as_it_is_typed(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    note = part(screen, QPlainTextEdit, "note")
    note.setFocus()
    qtbot.keyClicks(note, "Chiamare il 333 1234567")
    sentence = part(screen, QLabel, "note.sentence")
    qtbot.waitUntil(lambda: "toglierlo" in sentence.text(), timeout=2000)
    assert focused() == "note"


def test_a_recorded_circumstance_keeps_its_identity(open_screen: Open, session: Session) -> None:
    with session.begin() as unit:
        kept = Circumstance(id="k-1", circumstance="C01", value="S")
        case = unit.cases.add(Case(id="c-1", **SOUND, circumstances=(kept,)), STAMP)
        unit.commit()
    screen = open_screen(CASE)
    screen.list.point_at(case.id)
    screen.edit()
    assert screen.form.values()["circumstances"][0]["id"] == "k-1"


def test_a_draft_waits_for_a_busy_store_and_is_kept_later(
    qtbot: QtBot, open_screen: Open, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long import holds the store: the window goes on, and the draft is written when the store is free."""
    tries = []

    def busy_once(*given: Any) -> Draft:  # noqa: ANN401 - whatever the window hands over
        tries.append(given)
        if len(tries) == 1:
            raise StoreBusy(Term("occupato", "busy"))
        return save_draft(*given)

    monkeypatch.setattr("ui.desktop.records.drafting.save_draft", busy_once)
    screen = open_screen(CASE)
    screen.new_record()
    qtbot.keyClicks(part(screen, QComboBox, "event_type"), "TE")
    qtbot.waitUntil(lambda: len(tries) == 2, timeout=3 * PAUSE_MS)
    with session.begin() as unit:
        assert [draft.values["event_type"] for draft in unit.drafts.all("case")] == ["TE"]


def is_in_sight(screen: RecordsScreen, widget: QWidget) -> bool:
    """Whether the whole of it lies within the page that scrolls."""
    port = screen.form.frame.page.viewport()
    return port.rect().contains(QRect(widget.mapTo(port, QPoint()), widget.size()))


def test_a_part_that_is_added_comes_into_sight(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(MEETING)
    screen.new_record()
    agenda = screen.form.sheet.lists["agenda"]
    for number in range(2):
        agenda.add_one()
        first = next(agenda.cards[number].walk()).editor
        qtbot.waitUntil(lambda first=first: is_in_sight(screen, first), timeout=2000)  # type: ignore[misc]


def test_the_next_section_comes_to_the_top_of_the_page(qtbot: QtBot, open_screen: Open) -> None:
    screen = open_screen(CASE)
    screen.new_record()
    for _ in range(3):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    focused = QApplication.focusWidget()
    assert focused.objectName() == "place"
    port = screen.form.frame.page.viewport()
    assert focused.mapTo(port, QPoint()).y() < port.height() / 3
