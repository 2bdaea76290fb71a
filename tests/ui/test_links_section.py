"""Links in the window: seen beside a case, decided by keyboard, undone; hinted at while a case is typed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.links.case_link import CaseLink
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.selection import EVERYTHING
from observatory.terms import Language
from ui.desktop.links.comparison import Comparison
from ui.desktop.links.section import LinksSection
from ui.desktop.records.form import RecordForm
from ui.desktop.records.reading_pane import ReadingPane
from ui.desktop.session import Session

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 2), NOW, "clinician", "N")
ONE = Case(
    id="c-1", event_type="SU", month="2026-03", precision="M", force="GF", macro_region="3", status="CO",
    status_date=date(2026, 4, 2), outcome="DE", sex="M", age_band="E4", rank_category="R2", position="IS",
    on_duty="N", place="AB", method="IMP", homicide_suicide="N", prior_firearm_measure="W00", prior_attempts="NN",
    service_contact="NN",
)  # fmt: skip
TWIN = replace(ONE, id="c-2", month="2026-02", force="CC")
ATTEMPT = replace(ONE, id="c-3", event_type="TE", month="2026-05", outcome="SO")


def session_of(*roles: Role, force: str = "GF") -> Session:
    store = MemoryStore(Member("me", "rossi", force, roles)) if roles else MemoryStore()
    with store.begin() as unit:
        for case in (ONE, TWIN, ATTEMPT):
            unit.cases.add(case, STAMP)
        unit.commit()
    return Session(GuardedStore(store), clock=lambda: NOW, language=Language.IT)


@pytest.fixture
def session() -> Iterator[Session]:
    made = session_of()
    yield made
    made.deleteLater()


def opened(qtbot: QtBot, session: Session, case: Case = ONE) -> LinksSection:
    pane = ReadingPane(CASE, session)
    qtbot.addWidget(pane)
    pane.resize(520, 700)
    with qtbot.waitActive(pane):
        pane.show()
    pane.show_record(case)
    section = pane.links
    assert section is not None
    section.kept = pane  # type: ignore[attr-defined]
    qtbot.waitUntil(section.isVisible)
    return section


def compared(qtbot: QtBot, section: LinksSection, row: int = 0) -> Comparison:
    """The dialog that Enter on a row opens."""
    section.rows.setCurrentRow(row)
    section.rows.setFocus()
    qtbot.keyClick(section.rows, Qt.Key.Key_Return)
    dialogs = [each for each in section.findChildren(Comparison) if each.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def rows(section: LinksSection) -> list[str]:
    return [section.rows.item(n).text() for n in range(section.rows.count())]


def links(session: Session) -> tuple[CaseLink, ...]:
    with session.begin() as unit:
        return unit.links.select(EVERYTHING)


def test_a_candidate_is_compared_in_two_columns_with_a_sign_and_a_sentence(qtbot: QtBot, session: Session) -> None:
    section = opened(qtbot, session)
    assert len(rows(section)) == 1
    table = compared(qtbot, section).table
    told = {table.item(n, 0).text(): n for n in range(table.rowCount())}
    force = told["Forza"]
    assert (table.item(force, 1).text(), table.item(force, 2).text()) == ("Guardia di Finanza", "Arma dei Carabinieri")
    assert table.item(force, 3).text().startswith("≠  Le Forze sono diverse")
    assert table.item(force, 0).font().bold(), "not by colour alone"
    assert table.item(told["Mese"], 3).text() == "≈  I mesi sono vicini."
    assert table.item(told["Sesso"], 3).text().startswith("=")


def test_deciding_undoing_and_unlinking_by_keyboard(qtbot: QtBot, session: Session) -> None:
    section = opened(qtbot, session)
    dialog = compared(qtbot, section)
    qtbot.keyClick(dialog.buttons["SE"], Qt.Key.Key_Space)
    assert [link.kind for link in links(session)] == ["SE"]
    assert not dialog.isVisible()
    assert rows(section)[0].startswith("Stesso evento")
    assert section.undo.hasFocus()
    qtbot.keyClick(section.undo, Qt.Key.Key_Space)
    assert [link.status for link in links(session)] == ["RE"]
    qtbot.keyClick(section.undo, Qt.Key.Key_Space)
    assert sorted(str(link.status) for link in links(session)) == ["AT", "RE"], "undo has its own undo"
    dialog = compared(qtbot, section)
    assert list(dialog.buttons) == ["unlink"]
    qtbot.keyClick(dialog.buttons["unlink"], Qt.Key.Key_Space)
    assert dialog.isVisible(), "not without a reason"
    assert dialog.focusWidget() is dialog.remark
    qtbot.keyClicks(dialog.remark, "Due eventi distinti")
    qtbot.keyClick(dialog.buttons["unlink"], Qt.Key.Key_Space)
    assert {link.status for link in links(session)} == {"RE"}
    assert "Due eventi distinti" in {link.revoked_reason for link in links(session)}


def test_not_the_same_is_remembered(qtbot: QtBot, session: Session) -> None:
    section = opened(qtbot, session)
    qtbot.keyClick(compared(qtbot, section).buttons["NO"], Qt.Key.Key_Space)
    assert [text.partition(":")[0] for text in rows(section)] == ["Escluso"]


def test_a_contradiction_is_told_and_recorded_only_when_pressed_again(qtbot: QtBot) -> None:
    session = session_of(Role.CLINICIAN, Role.CUSTODIAN)
    with session.begin() as unit:
        unit.links.add(
            CaseLink(id="l", case_a="c-2", case_b="c-3", kind="SP", basis="RF", decided_on=STAMP.as_of, status="AT"),
            STAMP,
        )
        unit.commit()
    section = opened(qtbot, session)
    dialog = compared(qtbot, section)
    qtbot.keyClick(dialog.buttons["SP"], Qt.Key.Key_Space)
    assert len(links(session)) == 1
    assert "due decessi" in dialog.problem.text()
    qtbot.keyClick(dialog.buttons["SP"], Qt.Key.Key_Space)
    assert len(links(session)) == 2
    assert "due decessi" in section.told.text()
    session.deleteLater()


def test_whoever_only_reads_compares_and_decides_nothing(qtbot: QtBot) -> None:
    session = session_of(Role.ANALYST)
    assert compared(qtbot, opened(qtbot, session)).buttons == {}
    session.deleteLater()


def test_a_liaison_has_no_section_and_no_hint_of_other_forces(qtbot: QtBot) -> None:
    session = session_of(Role.DESK)
    pane = ReadingPane(CASE, session)
    qtbot.addWidget(pane)
    assert pane.links is None
    form = RecordForm(CASE, session)
    qtbot.addWidget(form)
    form.show()
    form.open_on(replace(ONE, id="new", person_code=None))
    assert form._hint._found.total == 1, "the own force’s case, not the other’s"
    session.deleteLater()


def test_while_a_case_is_typed_candidates_are_counted_and_a_key_shows_them(qtbot: QtBot, session: Session) -> None:
    form = RecordForm(CASE, session)
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
    form.open_on(replace(ONE, id="new", month=None))
    assert not form._hint.isVisible()
    form.open_on(replace(ONE, id="new"))
    assert form._hint.isVisible()
    assert "2" in form._hint.text()
    assert not form._hint.shortcut().isEmpty(), "Alt and a letter"
    form._hint.animateClick()
    qtbot.waitUntil(lambda: bool(form.findChildren(Comparison)))
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    assert len(shown) == 1
    assert isinstance(shown[0], Comparison)
    assert shown[0].buttons == {}, "what is not recorded yet cannot be linked"
    shown[0].close()
