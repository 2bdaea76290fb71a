"""The page on minutes and actions: the next meeting, the steps of minutes, the PDF, and what became of an action."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.terms import Language
from observatory.usecases import keep_minutes
from ui.desktop.background import Background
from ui.desktop.language import Translation
from ui.desktop.meetings.action_dialog import ActionDialog
from ui.desktop.meetings.open_dialog import OpenDialog
from ui.desktop.meetings.screen import MinutesScreen
from ui.desktop.meetings.step_dialogs import AmendDialog, ApproveDialog, ShareDialog
from ui.desktop.session import Session

D = TypeVar("D", bound=QDialog)
NOW = datetime(2026, 6, 20, 9, tzinfo=UTC)
STAMP = Stamp(date(2026, 2, 11), datetime(2026, 2, 11, 9, tzinfo=UTC), "secretary", "N")
ADA = Member("1", "Ada", "PS", FOUNDER_ROLES)
ACTION = ActionItem(id="a", text="Inviare i dati", owner_force="PS", due_on=date(2026, 5, 1), status="DF")
DECISION = Decision(id="d", kind="PRO", element="05", text="Adottare", status="AP", actions=(ACTION,))
AGENDA = (
    AgendaItem(id="i", position=1, kind="DE", theme="ARM", summary="Misure sull’arma", decisions=(DECISION,)),
    AgendaItem(id="j", position=2, kind="DI", theme="FOR", summary="Formazione", outcome="RI"),
)
FEBRUARY = Meeting(
    id="f",
    number=3,
    kind="OR",
    held_on=date(2026, 2, 10),
    seat="DPS",
    forces=("CC", "GF", "PP", "PS"),
    quorum=3,
    minutes="La riunione adotta.",
    agenda=AGENDA,
)
JUNE = Meeting(id="g", number=4, kind="TE", held_on=date(2026, 6, 10), seat="DPS", forces=("CC", "PS"), quorum=3)


class Opened:
    """The page over a store in memory, and what it said."""

    def __init__(self, qtbot: QtBot, member: Member = ADA) -> None:
        below = MemoryStore(ADA)
        with below.begin() as unit:
            for each in (FEBRUARY, JUNE):
                unit.meetings.add(each, STAMP)
            unit.commit()
        below.member = member  # type: ignore[misc]
        self.background = Background()
        self.store = GuardedStore(below)
        self.session = Session(self.store, clock=lambda: NOW, language=Language.IT)
        self.page = MinutesScreen(self.session, self.background)
        self.said: list[str] = []
        self.page.said.connect(self.said.append)
        self.page.failed.connect(self.said.append)
        qtbot.addWidget(self.page)
        self.page.resize(1180, 620)
        self.page.show()
        self.page.arrive()
        self.choose("f")

    def choose(self, ident: str) -> None:
        ids = [each.id for each in self.page._meetings]
        if ids:
            self.page.table.selectRow(ids.index(ident))

    def press(self, name: str) -> None:
        button = self.page.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        assert button.isEnabled(), name
        button.click()

    def enabled(self) -> set[str]:
        buttons = (*self.page.buttons.values(), self.page.undertaken.button)
        return {button.objectName() for button in buttons if button.isEnabled()}

    def dialog(self, kind: type[D]) -> D:
        return next(each for each in reversed(self.page.findChildren(kind)) if each.isVisible())

    def meeting(self, ident: str = "f") -> Meeting:
        with self.store.begin() as unit:
            return unit.meetings.get(ident)


@pytest.fixture
def at(qtbot: QtBot, translation: Translation) -> Iterator[Opened]:
    assert translation
    made = Opened(qtbot)
    yield made
    made.background.close()


def test_a_meeting_says_where_its_minutes_stand_and_what_is_open(at: Opened) -> None:
    told = [[at.page.rows.index(row, column).data() for column in range(6)] for row in range(2)]
    assert told == [
        ["4", "10/06/2026", "Tavolo tecnico", "Bozza", "▲ 2 (minimo 3)", "0"],
        ["3", "10/02/2026", "Ordinaria (quadrimestrale)", "Bozza", "4 (minimo 3)", "1"],
    ]
    line = [at.page.undertaken.rows.index(0, column).data() for column in range(5)]
    assert line == ["▲ 01/05/2026", "PS", "Da fare", "Inviare i dati", ""]


def test_minutes_are_shared_approved_and_amended_on_the_page(at: Opened) -> None:
    assert at.enabled() == {"minutes_open", "minutes_share", "minutes_pdf", "minutes_action"}
    at.press("minutes_share")
    share = at.dialog(ShareDialog)
    share.day.setDate(QDate(2026, 2, 20))
    share.go.click()
    assert at.said[-1] == "Verbale, riunione n. 3 del 10/02/2026: In condivisione."
    at.press("minutes_share")
    again = at.dialog(ShareDialog)
    again.go.click()
    assert "già condiviso" in again.problem.text()
    again.reject()
    at.press("minutes_approve")
    approve = at.dialog(ApproveDialog)
    assert [approve.meetings.itemText(n) for n in range(approve.meetings.count())] == ["riunione n. 4 del 10/06/2026"]
    approve.go.click()
    assert at.meeting().minutes_status == "AP"
    assert at.enabled() >= {"minutes_amend", "minutes_verify"}
    assert not {"minutes_share", "minutes_approve"} & at.enabled()


def test_approved_minutes_are_amended_and_checked_on_the_page(at: Opened) -> None:
    keep_minutes.share(at.store, "f", STAMP)
    keep_minutes.approve(at.store, "f", "g", replace(STAMP, as_of=NOW.date()))
    at.page.refresh()
    at.press("minutes_amend")
    amend = at.dialog(AmendDialog)
    amend.text.setPlainText("La riunione adotta, con riserva.")
    amend.go.click()
    assert "motivo" in amend.problem.text()
    amend.reason.setText("Una svista")
    amend.go.click()
    assert (at.meeting().minutes_status, at.meeting().minutes) == ("RE", "La riunione adotta, con riserva.")
    assert "Una svista" in at.page._steps.text()
    at.press("minutes_verify")
    assert "coincide" in at.page.result.text()


def test_the_pdf_is_written_on_the_worker(at: Opened, qtbot: QtBot, tmp_path: Path) -> None:
    at.page.print_pdf(tmp_path / "v.pdf")
    qtbot.waitUntil(lambda: not at.page.is_busy, timeout=15_000)
    assert (tmp_path / "v.pdf").read_bytes().startswith(b"%PDF")
    assert at.said[-1].startswith("Scritto: ")


def test_the_next_meeting_opens_with_what_was_kept_and_struck(at: Opened) -> None:
    at.press("minutes_open")
    dialog = at.dialog(OpenDialog)
    dialog.day.setDate(QDate(2026, 10, 1))
    told = [dialog.points.item(row).text().partition("\n")[0] for row in range(dialog.points.count())]
    assert told == ["Formazione", "Azione scaduta (PS): Inviare i dati"]
    assert not dialog.reason.isEnabled()
    dialog.points.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.reason.isEnabled()
    dialog.go.click()
    assert "serve il motivo" in dialog.problem.text()
    type_in(dialog.reason, "Superata")
    dialog.points.setCurrentRow(1)
    assert (dialog.reason.text(), dialog.reason.isEnabled()) == ("", False)
    dialog.points.move_by(-1)
    dialog.quorum.setValue(4)
    dialog.go.click()
    made = at.page.meeting
    assert made is not None
    assert (made.number, made.quorum, made.held_on) == (5, 4, date(2026, 10, 1))
    assert [(item.source, item.outcome, item.outcome_reason) for item in made.agenda] == [
        ("AZ", None, None),
        ("RI", "ST", "Superata"),
    ]


def test_an_action_is_done_with_evidence_and_the_change_undone(at: Opened) -> None:
    at.press("minutes_action")
    dialog = at.dialog(ActionDialog)
    dialog.states.setCurrentIndex(dialog.states.findData("FA"))
    assert shown(dialog.evidence, dialog.done_on)
    assert not shown(dialog.until)
    dialog.go.click()
    assert "evidenza" in dialog.problem.text()
    dialog.evidence.setText("Prot. 12")
    dialog.go.click()
    assert action_of(at.meeting()).status == "FA"
    assert at.page.undo_words() == "esito di un’azione – Ordinaria (quadrimestrale) · n. 3 · 10/02/2026"
    at.page.undo()
    assert action_of(at.meeting()) == ACTION
    at.page.redo()
    assert action_of(at.meeting()).evidence == "Prot. 12"


def test_enter_leads_to_the_record_and_to_the_action(at: Opened) -> None:
    wanted: list[tuple[str, str]] = []
    at.page.record_wanted.connect(lambda *told: wanted.append(told))
    at.page.table.activated.emit(at.page.table.currentIndex())
    assert wanted == [("meeting", "f")]
    at.page.undertaken.table.activated.emit(at.page.undertaken.table.currentIndex())
    assert at.dialog(ActionDialog).isVisible()


def test_who_only_reads_meetings_presses_nothing(qtbot: QtBot, translation: Translation) -> None:
    assert translation
    made = Opened(qtbot, replace(ADA, roles=(Role.ANALYST,)))
    assert made.enabled() == set()
    made.background.close()


def test_both_languages(at: Opened, translation: Translation) -> None:
    at.session.language = Language.EN
    translation.speak(Language.EN)
    QApplication.processEvents()
    at.page.reword()
    assert at.page.accessibleName() == "Minutes and actions"
    assert at.page.rows.index(1, 2).data() == "Ordinary (four-monthly)"


def type_in(line: QLineEdit, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def shown(*parts: QWidget) -> bool:
    return all(part.isVisible() for part in parts)


def action_of(meeting: Meeting) -> ActionItem:
    return meeting.agenda[0].decisions[0].actions[0]


def test_a_liaison_finds_the_own_actions_alone_and_says_what_became_of_them(
    qtbot: QtBot, translation: Translation
) -> None:
    assert translation
    at = Opened(qtbot, Member("2", "Rita", "PS", (Role.DESK,)))
    assert at.enabled() == {"minutes_action"}
    assert [each for each in at.page.panes() if not each.isHidden()] == at.page.panes()
    assert not at.page.table.isVisible()
    assert at.page.undertaken.table.isVisible()
    at.press("minutes_action")
    dialog = at.dialog(ActionDialog)
    assert [dialog.states.itemData(row) for row in range(dialog.states.count())] == ["IC", "FA"]
    dialog.states.setCurrentIndex(1)
    dialog.evidence.setText("prot. 9")
    dialog.go.click()
    assert at.said[-1].startswith("Registrato")
    assert at.page.undertaken.at_hand is not None
    assert (at.page.undertaken.at_hand.action.status, at.page.undertaken.at_hand.action.evidence) == ("FA", "prot. 9")
    at.background.close()


def test_a_liaison_of_another_force_finds_no_action(qtbot: QtBot, translation: Translation) -> None:
    assert translation
    at = Opened(qtbot, Member("3", "Ugo", "CC", (Role.DESK,)))
    assert at.page.undertaken.at_hand is None
    assert at.enabled() == set()
    at.background.close()


def test_steps_of_minutes_stay_and_say_how_to_correct_them(at: Opened) -> None:
    offers: list[object] = []
    at.page.offered.connect(lambda *offer: offers.append(offer))
    at.press("minutes_share")
    share = at.dialog(ShareDialog)
    share.day.setDate(QDate(2026, 2, 20))
    share.go.click()
    assert (offers, at.page.undo_words()) == ([], "")
    at.page.undo()
    assert "condivisione, approvazione e rettifica non si annullano" in at.said[-1]
    assert at.meeting().minutes_status == "CO"
    at.page.undo()
    assert at.said[-1].startswith("Nulla da annullare")


def test_a_meeting_that_was_opened_stays(at: Opened) -> None:
    at.press("minutes_open")
    dialog = at.dialog(OpenDialog)
    dialog.day.setDate(QDate(2026, 10, 1))
    dialog.go.click()
    at.page.undo()
    assert "nessuna scheda registrata si elimina" in at.said[-1]
