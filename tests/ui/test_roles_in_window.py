"""The window as each role has it: which places and commands are there, what is closed, who is said to be working."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPlainTextEdit, QPushButton, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.interventions.fields import INTERVENTION
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting
from observatory.population.strength import Strength
from observatory.ports import Draft, Stamp
from observatory.security.members import Member
from observatory.security.roles import ASSIGNABLE, FOUNDER_ROLES, Role
from observatory.selection import EVERYTHING
from observatory.terms import Language
from resources import resource
from ui.desktop.main_window import MainWindow
from ui.desktop.records.screen import RecordsScreen
from ui.desktop.screens import PAGES, SCREENS, offered, places

RIGHT = "quattro cavalli blu"
STAMP = Stamp(date(2026, 4, 2), datetime(2026, 4, 2, 9, tzinfo=UTC), "clinician", "N")
SOUND = {
    "event_type": "SU", "month": "2026-03", "precision": "M", "macro_region": "3", "status": "CO",
    "status_date": date(2026, 4, 2), "outcome": "DE", "sex": "M", "age_band": "E4", "rank_category": "R2",
    "position": "IS", "on_duty": "N", "place": "AB", "method": "IMP", "homicide_suicide": "N",
    "prior_firearm_measure": "W00", "prior_attempts": "NN", "service_contact": "NN",
}  # fmt: skip


def store_of(*roles: Role, force: str = "PS") -> MemoryStore:
    """Two cases of two forces, a meeting and a strength, opened by a member with these roles."""
    store = MemoryStore(Member("me", "rossi", force, roles))
    with store.begin() as unit:
        unit.cases.add(Case(id="own", force="PS", **SOUND), STAMP)
        unit.cases.add(Case(id="other", force="CC", **SOUND), STAMP)
        unit.meetings.add(Meeting(id="m", held_on=date(2026, 3, 3), kind="OR"), STAMP)
        unit.strengths.add(Strength(id="s", force="PS", quarter="2026-Q1"), STAMP)
        unit.commit()
    return store


Enter = Callable[..., MainWindow]


@pytest.fixture
def enter(
    locked_window: MainWindow,
    qtbot: QtBot,
    unlock: Callable[[MainWindow, str], None],
    fake_stores: Any,  # noqa: ANN401 - the stores of conftest
) -> Enter:
    """Opens the window as a member with these roles; gives it with the store beneath in `window.beneath`."""

    def entered(*roles: Role, store: MemoryStore | None = None, force: str = "PS") -> MainWindow:
        fake_stores.prepared = GuardedStore(store or store_of(*roles, force=force))
        unlock(locked_window, RIGHT)
        qtbot.waitUntil(lambda: locked_window.is_open)
        locked_window.resize(1280, 720)
        return locked_window

    return entered


def part(parent: QWidget, kind: type[Any], name: str) -> Any:  # noqa: ANN401
    found = parent.findChild(kind, name)
    assert found is not None, name
    return found


def rail(window: MainWindow) -> list[str]:
    listed = part(window, QListWidget, "rail")
    return [listed.item(row).text() for row in range(listed.count())]


def commands(window: MainWindow) -> set[str]:
    return {command.name for command in window.commands}


def screen(window: MainWindow, name: str) -> RecordsScreen:
    window.go_to(name)
    found = part(window, QWidget, name)
    assert isinstance(found, RecordsScreen)
    return found


RAILS = {
    Role.ADMINISTRATOR: ["Consistenze", "Registro firmato", "Sicurezza"],
    Role.CLINICIAN: ["Casi", "Interventi", "Riunioni", "Consistenze"],
    Role.ANALYST: ["Casi", "Interventi", "Riunioni", "Consistenze", "Sintesi"],
    Role.SECRETARY: ["Riunioni", "Sicurezza"],
    Role.DESK: ["Casi", "Interventi"],
    Role.AUDITOR: ["Registro firmato", "Sicurezza"],
    Role.CUSTODIAN: ["Casi", "Interventi", "Sicurezza"],
}


@pytest.mark.parametrize("role", ASSIGNABLE)
def test_the_rail_holds_what_the_role_works_with(enter: Enter, role: Role) -> None:
    window = enter(role)
    # Pages that came later than this test may stand there as well.
    shown = [text for text in rail(window) if text in {t for texts in RAILS.values() for t in texts}]
    assert shown == RAILS[role]
    assert window.shown_screen() == places(window.member)[0].name  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ASSIGNABLE)
def test_what_is_not_in_a_role_is_no_command_and_cannot_be_gone_to(enter: Enter, role: Role) -> None:
    window = enter(role)
    member = window.member
    assert member is not None
    names = {f"go_to_{each.name}" for each in SCREENS} | {"import_register", "audit"}
    wanted = {f"go_to_{each.name}" for each in SCREENS if offered(each.name, member)}
    wanted |= {"import_register"} if role is Role.CLINICIAN else set()
    wanted |= {"audit"} if role in (Role.ADMINISTRATOR, Role.AUDITOR) else set()
    assert commands(window) & names == wanted
    before = window.shown_screen()
    for each in (*SCREENS, *PAGES):
        if not offered(each.name, member):
            window.go_to(each.name)
            assert window.shown_screen() == before


def test_a_hidden_command_has_no_key_either(enter: Enter, qtbot: QtBot) -> None:
    window = enter(Role.ANALYST)
    before = window.shown_screen()
    window.activateWindow()
    for key in (Qt.Key.Key_I, Qt.Key.Key_G):
        qtbot.keyClick(QApplication.focusWidget() or window, key, Qt.KeyboardModifier.ControlModifier)
    assert window.shown_screen() == before
    assert not window.commands.action("import_register").isVisible()


def test_a_screen_keeps_its_number_whoever_works(enter: Enter, qtbot: QtBot) -> None:
    window = enter(Role.SECRETARY)
    window.go_to("security")
    window.activateWindow()
    qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    assert window.shown_screen() == "meetings"
    assert part(window, QListWidget, "rail").item(0).toolTip() == "Riunioni (Ctrl+3)"


def test_the_locked_window_shows_every_command_again(enter: Enter) -> None:
    window = enter(Role.AUDITOR)
    assert "new_record" not in commands(window)
    window.lock()
    assert {"new_record", "import_register", "go_to_cases"} <= commands(window)


def test_an_auditor_begins_with_the_log_and_esc_stays_there(enter: Enter, qtbot: QtBot) -> None:
    window = enter(Role.AUDITOR)
    assert window.shown_screen() == "audit"
    qtbot.keyClick(part(window, QWidget, "audit_table"), Qt.Key.Key_Escape)
    assert window.shown_screen() == "audit"
    window.go_to("security")
    qtbot.keyClick(part(window, QWidget, "security"), Qt.Key.Key_Escape)
    assert window.is_open


def test_who_may_only_read_a_list_is_offered_no_writing(enter: Enter, qtbot: QtBot) -> None:
    window = enter(Role.ANALYST)
    cases = screen(window, "cases")
    cases.list.point_at("own")
    assert cases.reading.record.id == "own"
    assert cases.reading.edit.isHidden()
    for ability in ("new_record", "edit", "save"):
        assert window.ability(ability) is None
    for key in (Qt.Key.Key_N, Qt.Key.Key_E):
        qtbot.keyClick(cases.list.table, key, Qt.KeyboardModifier.ControlModifier)
    assert not cases.is_editing
    strengths = screen(window, "strengths")
    assert window.ability("new_record") is not None
    strengths.new_record()
    assert strengths.is_editing


def test_a_sealed_text_is_told_as_such_and_by_whom_it_is_read(enter: Enter) -> None:
    window = enter(Role.ANALYST)
    cases = screen(window, "cases")
    cases.list.point_at("own")
    assert "Riservato: lo legge chi ha il ruolo di Clinico." in part(cases, QTextBrowser, "reading").toPlainText()
    window.speak(Language.EN)
    QApplication.processEvents()
    text = part(cases, QTextBrowser, "reading").toPlainText()
    assert "Confidential: read by whoever has the role of Clinician." in text


def test_whoever_holds_the_key_is_told_of_no_confidence(enter: Enter) -> None:
    store = store_of(Role.CLINICIAN)
    with store.begin() as unit:
        unit.cases.replace(replace(unit.cases.get("own"), note="un testo"), STAMP)
        unit.commit()
    cases = screen(enter(store=store), "cases")
    cases.list.point_at("own")
    text = part(cases, QTextBrowser, "reading").toPlainText()
    assert "un testo" in text
    assert "Riservato" not in text


def test_a_liaison_sees_and_records_for_their_own_force(enter: Enter) -> None:
    store = store_of(Role.DESK)
    window = enter(store=store)
    cases = screen(window, "cases")
    assert cases.list.model.rowCount() == 1
    cases.new_record()
    force, note = cases.form.sheet.cells["force"], cases.form.sheet.cells["note"]
    assert force.editor.value() == "PS"
    for cell in (force, note):
        assert cell.is_closed
        assert not cell.editor.input.isEnabled()
    assert note.sentence.text() == "Riservato: lo legge chi ha il ruolo di Clinico."
    values = cases.form.values() | {k: v.isoformat() if isinstance(v, date) else v for k, v in SOUND.items()}
    cases.form.sheet.set_values(values | {"month": "2026-02", "sex": "F"})
    cases.save()
    with store.begin() as unit:
        new = [case for case in unit.cases.select(EVERYTHING) if case.id not in ("own", "other")]
        assert [(case.force, case.sex) for case in new] == [("PS", "F")]
        assert unit.cases.history(new[0].id)[0].stamp.role == "desk"


def test_a_liaison_amends_a_case_and_its_sealed_text_stays(enter: Enter) -> None:
    store = store_of(Role.DESK)
    window = enter(store=store)
    cases = screen(window, "cases")
    cases.list.point_at("own")
    cases.edit()
    assert cases.form.sheet.cells["force"].editor.value() == "PS"
    cases.form.sheet.set_values(cases.form.values() | {"age_band": "E5"})
    cases.save()
    assert not cases.is_editing
    with store.begin() as unit:
        assert unit.cases.get("own").age_band == "E5"
        assert unit.cases.history("own")[-1].changed == ("age_band",)


def test_a_refusal_of_the_store_is_said_and_the_form_stays(enter: Enter) -> None:
    # What the form closes, the store refuses all the same.
    window = enter(Role.DESK)
    cases = screen(window, "cases")
    cases.list.point_at("own")
    cases.edit()
    cases.form.sheet.cells["force"].editor.set_value("GF")
    said: list[str] = []
    cases.form.said.connect(said.append)
    cases.save()
    assert cases.is_editing
    assert said == ["Non consentito: si registrano solo schede della propria Forza. Nulla è stato modificato."]


def test_a_draft_of_what_may_no_longer_be_recorded_is_not_offered(enter: Enter) -> None:
    store = store_of(Role.ANALYST)
    moment = datetime(2026, 4, 2, 9, tzinfo=UTC)
    with store.begin() as unit:
        unit.drafts.save(Draft("case:own", "case", "own", 1, {}, moment))
        unit.commit()
    window = enter(store=store)
    assert "bozz" not in window.message.text


def test_the_page_on_security_lets_only_those_copy_who_may(enter: Enter) -> None:
    window = enter(Role.AUDITOR)
    window.go_to("security")
    page = part(window, QWidget, "security")
    for name in ("save_copy", "check_backup", "choose_backup_folder", "recovery_make"):
        assert part(page, QPushButton, name).isHidden(), name


WHO = {
    (Role.CLINICIAN,): ("rossi · Clinico · PS", "rossi · Clinician · PS"),
    (Role.DESK, Role.ANALYST): ("rossi · Referente di Forza, Analista · PS", "rossi · Force liaison, Analyst · PS"),
    FOUNDER_ROLES: ("rossi · 4 ruoli · PS", "rossi · 4 roles · PS"),
}


@pytest.mark.parametrize("roles", WHO)
def test_the_status_bar_says_who_works_and_as_what(enter: Enter, roles: tuple[Role, ...]) -> None:
    window = enter(*roles)
    who = part(window, QLabel, "who")
    assert who.text() == WHO[roles][0]
    assert "Polizia di Stato" in who.toolTip()
    window.speak(Language.EN)
    QApplication.processEvents()
    assert who.text() == WHO[roles][1]
    window.lock()
    assert who.text() == ""


def test_a_member_of_no_force_has_none_in_the_status_bar(enter: Enter) -> None:
    assert part(enter(Role.AUDITOR, force=""), QLabel, "who").text() == "rossi · Revisore"


def test_a_liaison_without_a_force_still_has_a_place(enter: Enter) -> None:
    window = enter(Role.DESK, force="")
    assert window.shown_screen() in {page.name for page in PAGES}
    assert "Sicurezza" in rail(window)


@pytest.mark.parametrize("role", ASSIGNABLE)
def test_every_place_in_a_rail_has_its_icon(role: Role) -> None:
    for place in places(Member("me", "rossi", "PS", (role,))):
        assert resource("icons", f"{place.name}.svg").is_file(), place.name


def test_the_minutes_are_the_secretarys_to_write(enter: Enter) -> None:
    meetings = screen(enter(Role.SECRETARY), "meetings")
    meetings.list.point_at("m")
    meetings.edit()
    sealed = {field.name for field in MEETING.sealed_fields}
    areas = [area for area in meetings.form.findChildren(QPlainTextEdit) if area.objectName() in sealed]
    assert areas
    assert all(area.isEnabled() for area in areas)


@pytest.mark.parametrize("entity", [CASE, INTERVENTION], ids=["case", "intervention"])
def test_the_texts_for_lists_that_are_read_only_offer_no_key_to_write(enter: Enter, entity: Any) -> None:  # noqa: ANN401
    store = MemoryStore(Member("me", "rossi", "PS", (Role.ANALYST,)))
    window = enter(store=store)
    empty = screen(window, {"case": "cases", "intervention": "interventions"}[entity.name])
    assert "Ctrl+N" not in empty.list.empty.text()
    assert "Ctrl+N" not in empty.reading.page.toPlainText()
