"""The page of the issues: listed, read again, compared with the one before, withdrawn for a reason."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.disclosure.rules import Audience
from observatory.periods import Period
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.summary.question import Measure, Question, parse_window
from observatory.synthetic.calibration import TODAY
from observatory.terms import Language
from observatory.usecases.build_demo import build_demo
from observatory.usecases.statistics import StatisticsRequest, note_answer
from observatory.usecases.summarise import SummaryRequest, make_summary
from ui.desktop.background import Background
from ui.desktop.confirmation.proposals_screen import ProposalsScreen
from ui.desktop.language import Translation
from ui.desktop.members.second_member import SecondMember
from ui.desktop.releases.dialogs import AnswerDialog, IssueDialog, LinesDialog
from ui.desktop.releases.screen import IssuesScreen
from ui.desktop.session import Session

WHY = "Una consistenza era sbagliata."


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def two_issues() -> MemoryStore:
    made = MemoryStore()
    build_demo(made, seed=1, cases=150)
    for day in (date(2026, 1, 15), TODAY):
        make_summary(made, SummaryRequest(Period.parse("2025-Q4"), Audience.MEMBERS, day), clock=clock)
    return made


@pytest.fixture
def page(qtbot: QtBot, two_issues: MemoryStore, translation: Translation) -> Iterator[IssuesScreen]:
    assert translation
    store = MemoryStore()
    store.contents = two_issues.contents.copied()
    background = Background()
    session = Session(store, clock=clock, language=Language.IT)
    made = IssuesScreen(session, background)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.resize(1000, 600)
        made.show()
    made.arrive()
    qtbot.waitUntil(lambda: made.rows.rowCount() == 2 and not made.is_busy)
    yield made
    background.close()
    session.deleteLater()


@pytest.fixture
def drafted(qtbot: QtBot, two_issues: MemoryStore, translation: Translation) -> Iterator[IssuesScreen]:
    """With a draft answer for outside, in a store of two members of two forces."""
    assert translation
    store = MemoryStore(Member("1", "Ada", "PS", FOUNDER_ROLES), (Member("2", "Bruno", "CC", (Role.ANALYST,)),))
    store.contents = two_issues.contents.copied()
    question = Question(Measure.COUNT, ("year",), parse_window("2021..2025"))
    request = StatisticsRequest(question, Audience.EXTERNAL, date(2026, 3, 1))
    note_answer(store, request, clock=lambda: clock() + timedelta(hours=1))
    background, session = Background(), Session(store, clock=clock, language=Language.IT)
    made = IssuesScreen(session, background)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.arrive()
    qtbot.waitUntil(lambda: made.rows.rowCount() == 3 and not made.is_busy)
    yield made
    background.close()
    session.deleteLater()


def test_nothing_is_said_to_be_missing_before_it_was_looked_up(qtbot: QtBot, translation: Translation) -> None:
    assert translation
    background, session = Background(), Session(MemoryStore(), clock=clock, language=Language.IT)
    pages = [IssuesScreen(session, background), ProposalsScreen(session, background)]
    for made, words in zip(pages, ("Non è ancora uscito nulla", "Nessuna proposta"), strict=True):
        qtbot.addWidget(made)
        made.arrive()
        assert made.result.text() == ""
        qtbot.waitUntil(lambda page=made: not page.is_busy)
        assert made.result.text().startswith(words)
    background.close()
    session.deleteLater()


def test_a_draft_answer_is_read_and_released_with_a_second_member(qtbot: QtBot, drafted: IssuesScreen) -> None:
    assert [drafted.rows.index(0, column).data() for column in (0, 5, 6)] == ["Risposta n. 1", "bozza", "–"]
    assert "Domanda: Numero, per anno" in drafted.result.text()
    drafted.buttons["issue_open"].click()
    qtbot.waitUntil(lambda: drafted.findChild(AnswerDialog) is not None and not drafted.is_busy)
    assert any("Bozza" in label.text() for label in drafted.findChild(AnswerDialog).findChildren(QLabel))
    drafted.findChild(AnswerDialog).close()
    drafted.buttons["issue_release"].click()
    qtbot.waitUntil(lambda: drafted.findChild(SecondMember) is not None)
    dialog = drafted.findChild(SecondMember)
    dialog.findChild(QLineEdit, "second_passphrase").setText("una frase")
    dialog.go.click()
    qtbot.waitUntil(lambda: standing(drafted)[0] == "confermata da due membri" and not drafted.is_busy)
    assert drafted.rows.index(0, 6).data() == "Ada (PS), Bruno (CC)"
    assert not drafted.buttons["issue_release"].isEnabled()


def standing(page: IssuesScreen) -> list[str]:
    return [page.rows.index(row, 5).data() for row in range(page.rows.rowCount())]


def test_the_newest_issue_is_chosen_and_described(page: IssuesScreen) -> None:
    assert page.rows.index(0, 0).data() == "Sintesi n. 2"
    assert standing(page) == ["per i membri", "per i membri"]
    assert "Edizione: n. 2" in page.result.text()
    assert [name for name in page.buttons if not page.buttons[name].isEnabled()] == ["issue_release"]


def test_the_first_issue_has_nothing_to_be_compared_with(page: IssuesScreen) -> None:
    page.table.selectRow(1)
    assert not page.buttons["issue_changes"].isEnabled()


def test_an_issue_is_read_again(qtbot: QtBot, page: IssuesScreen) -> None:
    page.buttons["issue_open"].click()
    qtbot.waitUntil(lambda: page.findChild(IssueDialog) is not None, timeout=30_000)
    dialog = page.findChild(IssueDialog)
    assert dialog.preview.contents.count() > 5
    assert any("2" in label.text() for label in dialog.preview.page.findChildren(QLabel))


def test_what_changed_is_told_by_cell(qtbot: QtBot, page: IssuesScreen) -> None:
    page.buttons["issue_changes"].click()
    qtbot.waitUntil(lambda: page.findChild(LinesDialog) is not None, timeout=30_000)
    told = page.findChild(LinesDialog).lines.toPlainText().splitlines()
    assert told[0].endswith("celle che stanno in entrambe sono cambiate.")
    assert any(line.startswith("T2 Tasso") for line in told)


def test_an_issue_is_withdrawn_for_a_reason_by_keyboard(qtbot: QtBot, page: IssuesScreen) -> None:
    page.buttons["issue_withdraw"].setFocus()
    qtbot.keyClick(page.buttons["issue_withdraw"], Qt.Key.Key_Space)
    dialog = page.findChild(QInputDialog)
    dialog.setTextValue(WHY)
    with qtbot.waitSignal(page.said):
        dialog.accept()
    qtbot.waitUntil(lambda: standing(page) == ["ritirata", "per i membri"] and not page.is_busy)
    assert WHY in page.result.text()
    assert not page.buttons["issue_withdraw"].isEnabled()


def test_a_reason_that_tells_who_is_refused_and_nothing_is_withdrawn(qtbot: QtBot, page: IssuesScreen) -> None:
    with qtbot.waitSignal(page.failed) as refused:
        page.withdraw("Lo ha chiesto il dott. Mario Rossi")
    assert "parole generiche" in refused.args[0]
    page.refresh()
    qtbot.waitUntil(lambda: not page.is_busy)
    assert standing(page) == ["per i membri", "per i membri"]
