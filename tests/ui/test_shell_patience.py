"""Wrong passphrases are held up, longer each time; a clock that jumped locks the store."""

from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from observatory.errors import WrongPassphrase
from observatory.terms import Term
from ui.desktop import patience as rule
from ui.desktop.background import Background
from ui.desktop.idle_lock import IdleLock
from ui.desktop.main_window import MainWindow
from ui.desktop.patience import Patience, seconds_after

WHAT = Term("Prova", "Trial")
ONE, OTHER = Path("/a/store"), Path("/another/store")


def test_one_slip_costs_nothing_and_then_the_wait_doubles_up_to_half_a_minute() -> None:
    assert [seconds_after(wrong) for wrong in range(1, 10)] == [0, 1, 2, 4, 8, 16, 30, 30, 30]


def wrong(_progress: object) -> None:
    raise WrongPassphrase(WHAT)


class Guesser:
    """Whoever tries passphrases on a worker, one after the other."""

    def __init__(self, qtbot: QtBot, background: Background) -> None:
        self._qtbot, self._background = qtbot, background

    def seconds(self) -> float:
        """How long one wrong guess takes."""
        answers: list[Exception] = []
        start = monotonic()
        self._background.run(WHAT, wrong, done=print, failed=answers.append)
        self._qtbot.waitUntil(lambda: bool(answers))
        return monotonic() - start


@pytest.fixture
def background(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Background:
    assert qapp
    monkeypatch.setattr(rule, "seconds_after", lambda wrong: 0.4 * (wrong - 1))
    return Background()


def test_the_wait_grows_for_each_store_by_itself_and_ends_with_success(qtbot: QtBot, background: Background) -> None:
    guesser = Guesser(qtbot, background)
    background.patience.turn_to(ONE)
    assert guesser.seconds() < 0.35
    assert guesser.seconds() > 0.4
    background.patience.turn_to(OTHER)
    assert guesser.seconds() < 0.35
    background.patience.turn_to(ONE.parent / ".." / "a" / ONE.name)
    assert guesser.seconds() > 0.8
    background.patience.forgive()
    assert guesser.seconds() < 0.35
    background.close()


def test_stopping_does_not_shorten_the_wait_but_locking_does(qtbot: QtBot, background: Background) -> None:
    guesser = Guesser(qtbot, background)
    assert guesser.seconds() < 0.35
    told: list[object] = []
    start = monotonic()
    background.run(WHAT, wrong, done=print, failed=told.append)
    background.cancel()
    qtbot.waitUntil(lambda: bool(told))
    assert monotonic() - start > 0.4
    background.patience._wrong[Path()] = 50  # no store was turned to
    background.run(WHAT, wrong, done=print, failed=told.append)
    background.abandon()
    start = monotonic()
    background.close()
    assert monotonic() - start < 5


def test_the_window_counts_for_the_store_it_asks_for(
    locked_window: MainWindow, qtbot: QtBot, unlock: Callable[[MainWindow, str], None], right: str
) -> None:
    counts = locked_window._background.patience._wrong
    for number in (1, 2):
        unlock(locked_window, "sbagliata")
        qtbot.waitUntil(lambda number=number: sum(counts.values()) == number)
        qtbot.waitUntil(lambda: not locked_window._background.is_busy)
    locked_window._entrance.ask_for(locked_window._preferences.folder)  # leaving and coming back forgets nothing
    assert sum(counts.values()) == 2
    unlock(locked_window, right)
    qtbot.waitUntil(lambda: locked_window.is_open)
    assert not counts


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clocks() -> tuple[Clock, Clock]:
    return Clock(), Clock()


@pytest.fixture
def lock(qapp: QApplication, clocks: tuple[Clock, Clock]) -> IdleLock:
    made = IdleLock(240, qapp, clocks)
    made.start()
    return made


def touch(lock: IdleLock) -> bool:
    press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    return lock.eventFilter(QObject(), press)


@pytest.mark.parametrize("which", [0, 1])
def test_the_first_touch_after_a_long_sleep_locks_and_does_nothing_else(
    lock: IdleLock, clocks: tuple[Clock, Clock], which: int
) -> None:
    told: list[bool] = []
    lock.idle.connect(lambda: told.append(True))
    clocks[which].now += 239
    assert not touch(lock)
    clocks[which].now += 241
    assert touch(lock)
    assert told == [True]
    lock.stop()


def test_a_sleep_is_noticed_without_any_touch(lock: IdleLock, clocks: tuple[Clock, Clock], qtbot: QtBot) -> None:
    told: list[bool] = []
    lock.idle.connect(lambda: told.append(True))
    clocks[1].now += 3600
    lock._look.setInterval(10)
    qtbot.waitUntil(lambda: bool(told))
    lock.stop()


def test_a_clock_that_was_put_back_locks_nothing(lock: IdleLock, clocks: tuple[Clock, Clock]) -> None:
    clocks[1].now -= 7200
    assert not touch(lock)
    lock.stop()


def test_nobody_waits_before_the_first_mistake() -> None:
    Patience().forgive()
