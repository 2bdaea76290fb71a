"""The page of the issues: listed, read again, compared with the one before, withdrawn for a reason."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.disclosure.rules import Audience
from observatory.periods import Period
from observatory.synthetic.calibration import TODAY
from observatory.terms import Language
from observatory.usecases.build_demo import build_demo
from observatory.usecases.summarise import SummaryRequest, make_summary
from ui.desktop.background import Background
from ui.desktop.language import Translation
from ui.desktop.releases.dialogs import ChangesDialog, IssueDialog
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


def standing(page: IssuesScreen) -> list[str]:
    return [page.rows.index(row, 5).data() for row in range(page.rows.rowCount())]


def test_the_newest_issue_is_chosen_and_described(page: IssuesScreen) -> None:
    assert page.rows.index(0, 0).data() == "2"
    assert standing(page) == ["per i membri", "per i membri"]
    assert "Edizione: n. 2" in page.result.text()
    assert all(page.buttons[name].isEnabled() for name in page.buttons)


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
    qtbot.waitUntil(lambda: page.findChild(ChangesDialog) is not None, timeout=30_000)
    told = page.findChild(ChangesDialog).lines.toPlainText().splitlines()
    assert told[0].endswith("celle di entrambe dicono altro.")
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
