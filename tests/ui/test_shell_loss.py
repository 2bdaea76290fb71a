"""«What is hidden and why»: reasons by keyboard, marks with their price at once, undone, and prepared with."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.periods import Period
from observatory.progress import Progress
from observatory.summary.keeping import Mark
from observatory.summary.loss import Account, Reason
from observatory.terms import Language
from observatory.usecases.build_demo import build_demo
from observatory.usecases.earlier_editions import SUMMARY
from observatory.usecases.summarise import Weighed
from ui.desktop.background import Background
from ui.desktop.language import Translation
from ui.desktop.session import Session
from ui.desktop.summaries.loss_dialog import LossDialog
from ui.desktop.summaries.loss_grid import SIGNS, LossGrid
from ui.desktop.summaries.screen import SummariesScreen
from ui.desktop.summaries.workshop import Choice, Workshop

CHOICE = Choice(Period.parse("2025-Q4"), "members", date(2026, 1, 20))
WAIT_MS = 20_000


class _Remembering(Workshop):
    """The real one, that does not weigh the same twice."""

    found: dict[Choice, Weighed] = {}  # noqa: RUF012 - shared by the tests of this module

    def weigh(self, session: Session, choice: Choice, progress: Progress) -> Weighed:
        if choice not in self.found:
            self.found[choice] = super().weigh(session, choice, progress)
        return self.found[choice]


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    made = MemoryStore()
    build_demo(made, seed=1, cases=150)
    return made


@pytest.fixture
def screen(qtbot: QtBot, translation: Translation, store: MemoryStore) -> Iterator[SummariesScreen]:
    translation.speak(Language.EN)
    background = Background()
    session = Session(store, clock=lambda: datetime(2026, 1, 20, 9, tzinfo=UTC), language=Language.EN)
    made = SummariesScreen(session, background, _Remembering())
    qtbot.addWidget(made)
    made.show()
    yield made
    background.close()


@pytest.fixture
def dialog(screen: SummariesScreen, qtbot: QtBot) -> LossDialog:
    button = screen.findChild(QPushButton, "loss")
    assert button is not None
    button.click()
    found = screen.findChild(LossDialog)
    assert found is not None
    qtbot.waitUntil(lambda: found.findChild(LossGrid) is not None, timeout=WAIT_MS)
    return found


def label(dialog: LossDialog, name: str) -> str:
    found = dialog.findChild(QLabel, name)
    assert found is not None
    return found.text()


def grid(dialog: LossDialog) -> LossGrid:
    """The one that is shown; one that was shown before may not be gone yet."""
    return next(each for each in dialog.findChildren(LossGrid) if each.isVisible())


def account(dialog: LossDialog) -> Account:
    found = dialog._reckoning.account
    assert found is not None
    return found


def go_to(dialog: LossDialog, mark: Mark, qtbot: QtBot) -> None:
    tables = dialog.findChild(QTableView, "loss_tables")
    assert tables is not None
    tables.selectRow([loss.table.id for loss in account(dialog).tables].index(mark.table))
    assert qtbot
    grid(dialog).stand_on(mark.at)


def cell(dialog: LossDialog, *reasons: Reason) -> Mark:
    tables = [loss for loss in account(dialog).tables if loss.table.id in ("T1b", "T5", "T10a", "T3b")]
    return next(
        Mark(loss.table.id, at) for loss in tables for at, found in loss.hidden.items() if found.reason in reasons
    )


def test_the_reason_is_told_where_the_keyboard_stands(dialog: LossDialog, qtbot: QtBot) -> None:
    go_to(dialog, cell(dialog, Reason.SMALL), qtbot)
    assert "fewer events than the threshold" in label(dialog, "loss_why")
    go_to(dialog, cell(dialog, Reason.BESIDE), qtbot)
    assert "so that nobody can work out" in label(dialog, "loss_why")
    assert "to protect others" in label(dialog, "loss_standing")


def test_a_mark_has_its_price_and_is_undone(dialog: LossDialog, qtbot: QtBot) -> None:
    mark = cell(dialog, Reason.BESIDE)
    before = account(dialog).number()
    go_to(dialog, mark, qtbot)
    qtbot.keyClick(grid(dialog), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Shown besides" in label(dialog, "loss_price"), timeout=WAIT_MS)
    assert account(dialog).at(mark) is None
    qtbot.waitUntil(lambda: dialog.price_is_whole, timeout=WAIT_MS)
    assert "Cells kept: 1 of 1." in label(dialog, "loss_price")
    assert grid(dialog).current == mark.at
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "No cell is marked" in label(dialog, "loss_price"), timeout=WAIT_MS)
    assert account(dialog).number() == before


def test_the_legend_says_the_signs_that_stand_in_the_table(dialog: LossDialog, qtbot: QtBot) -> None:
    for loss in account(dialog).tables:
        go_to(dialog, Mark(loss.table.id, next(iter(loss.table.observations))), qtbot)
        signs = {word[0] for word in label(dialog, "loss_legend").split("   ") if word}
        assert signs == {SIGNS[found.reason] for found in loss.hidden.values()}


def test_the_price_is_in_sight_on_a_small_screen(dialog: LossDialog, qtbot: QtBot) -> None:
    dialog.resize(1178, 662)
    go_to(dialog, cell(dialog, Reason.BESIDE), qtbot)
    qtbot.keyClick(grid(dialog), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Cells kept" in label(dialog, "loss_price"), timeout=WAIT_MS)
    price = dialog.findChild(QLabel, "loss_price")
    assert price is not None
    qtbot.waitUntil(lambda: price.visibleRegion().boundingRect() == price.rect(), timeout=WAIT_MS)


def test_a_small_count_takes_no_mark(dialog: LossDialog, qtbot: QtBot) -> None:
    mark = cell(dialog, Reason.SMALL)
    go_to(dialog, mark, qtbot)
    qtbot.keyClick(grid(dialog), Qt.Key.Key_Space)
    assert "cannot be kept" in label(dialog, "loss_why")
    assert "No cell is marked" in label(dialog, "loss_price")


def test_a_copied_cell_does_not_say_why_it_is_hidden(dialog: LossDialog, qtbot: QtBot) -> None:
    copied = []
    for reason in (Reason.SMALL, Reason.BESIDE):
        go_to(dialog, cell(dialog, reason), qtbot)
        qtbot.keyClick(grid(dialog), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        copied.append(QGuiApplication.clipboard().text())
    assert copied == ["(*)", "(*)"]


def test_every_cell_can_be_heard_with_its_reason(dialog: LossDialog, qtbot: QtBot) -> None:
    go_to(dialog, cell(dialog, Reason.SMALL), qtbot)
    shown = grid(dialog)
    assert "fewer events" in shown.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    for name in ("loss_keep", "loss_undo", "loss_close", "loss_go"):
        button = dialog.findChild(QPushButton, name)
        assert button is not None
        assert button.accessibleName()


def test_nothing_is_made_by_looking_and_all_is_forgotten_when_closed(
    dialog: LossDialog, store: MemoryStore, qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog._reckoning.base is None
    with store.begin() as unit:
        assert unit.releases.all(SUMMARY) == ()


def test_locking_closes_it(dialog: LossDialog, screen: SummariesScreen, qtbot: QtBot) -> None:
    screen.session.closing.emit()
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_the_summary_is_prepared_with_the_marks(screen: SummariesScreen, dialog: LossDialog, qtbot: QtBot) -> None:
    mark = cell(dialog, Reason.BESIDE)
    go_to(dialog, mark, qtbot)
    qtbot.keyClick(grid(dialog), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "Shown besides" in label(dialog, "loss_price"), timeout=WAIT_MS)
    go = dialog.findChild(QPushButton, "loss_go")
    assert go is not None
    go.click()
    qtbot.waitUntil(lambda: screen.summary is not None, timeout=WAIT_MS)
    assert screen.summary is not None
    assert screen.summary.kept == (str(mark),)
