"""Long work beside the window: progress, stopping, errors, and nothing left over."""

import gc
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from observatory.errors import Cancelled, FileTrouble
from observatory.progress import Progress
from observatory.terms import Language, Term
from ui.desktop import problems
from ui.desktop.background import Background, Standing
from ui.desktop.work_strip import WorkStrip

WHAT = Term("Lavoro", "Work")


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    assert qapp
    made = Background()
    yield made
    made.close()


class Answers:
    """What a work answered."""

    def __init__(self) -> None:
        self.done: list[Any] = []
        self.failed: list[Exception] = []

    def wait(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: bool(self.done or self.failed))


def start(background: Background, work: Any) -> Answers:  # noqa: ANN401 - any work
    answers = Answers()
    background.run(WHAT, work, done=answers.done.append, failed=answers.failed.append)
    return answers


def test_work_runs_beside_the_window_and_answers_on_its_thread(background: Background, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    answered: list[threading.Thread] = []
    background.run(
        WHAT,
        lambda _: threads.append(threading.current_thread()),
        done=lambda _: answered.append(threading.current_thread()),
        failed=lambda _: None,
    )
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [threading.main_thread()]
    assert threads != [threading.main_thread()]


def steps(release: threading.Event, written: list[int]) -> Any:  # noqa: ANN401 - a work
    def work(progress: Progress) -> int:
        for step in range(1000):
            progress(step, 1000, WHAT)
            release.wait(0.01)
        written.append(1)
        return 1000

    return work


def test_a_stopped_work_ends_at_its_next_step_and_writes_nothing(background: Background, qtbot: QtBot) -> None:
    written: list[int] = []
    answers = start(background, steps(threading.Event(), written))
    qtbot.wait(50)
    background.cancel()
    answers.wait(qtbot)
    assert isinstance(answers.failed[0], Cancelled)
    assert answers.done == []
    assert written == []
    assert not background.is_busy
    assert gc.isenabled()


def test_an_abandoned_work_tells_nobody(background: Background, qtbot: QtBot) -> None:
    answers = start(background, steps(threading.Event(), []))
    background.abandon()
    qtbot.waitUntil(lambda: not background.is_busy)
    assert answers.done == []
    assert answers.failed == []


def test_works_run_one_after_the_other(background: Background, qtbot: QtBot) -> None:
    order: list[str] = []
    first = start(background, lambda _: order.append("first"))
    second = start(background, lambda _: order.append("second"))
    first.wait(qtbot)
    second.wait(qtbot)
    assert order == ["first", "second"]


def test_an_error_comes_back_as_it_was_raised(background: Background, qtbot: QtBot) -> None:
    def work(_progress: Progress) -> None:
        raise FileTrouble(Term("Il disco è pieno.", "The disk is full."))

    answers = start(background, work)
    answers.wait(qtbot)
    assert problems.sentence(answers.failed[0], Language.IT) == "Il disco è pieno."
    assert problems.sentence(answers.failed[0], Language.EN) == "The disk is full."


def test_progress_shows_after_a_third_of_a_second_and_goes_with_the_work(background: Background, qtbot: QtBot) -> None:
    strip = WorkStrip(background)
    qtbot.addWidget(strip)
    release = threading.Event()
    seen: list[Standing] = []
    background.progressed.connect(seen.append)
    start(background, steps(release, []))
    qtbot.wait(150)
    assert strip.isHidden()
    qtbot.waitUntil(lambda: not strip.isHidden(), timeout=2000)
    assert seen
    assert seen[0].total == 1000
    release.set()
    qtbot.waitUntil(strip.isHidden, timeout=5000)


def test_a_short_work_never_shows(background: Background, qtbot: QtBot) -> None:
    seen: list[Standing] = []
    background.progressed.connect(seen.append)
    start(background, lambda _: None).wait(qtbot)
    assert seen == []


def secret_fault() -> Exception:
    try:
        int("matricola 12345")
    except ValueError as error:
        return error
    raise AssertionError


def test_a_fault_is_told_by_its_kind_and_line_never_by_its_words() -> None:
    said = problems.sentence(secret_fault(), Language.EN)
    assert "ValueError" in said
    assert "test_shell_background.py" in said
    assert "12345" not in said


def test_what_nobody_caught_reaches_the_person_and_the_log_without_values(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys  # noqa: PLC0415 - the hook under test

    told: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    forget = problems.watch(told.append, lambda: Language.EN)
    error = secret_fault()
    sys.excepthook(type(error), error, error.__traceback__)
    forget()
    assert len(told) == 1
    assert "12345" not in told[0] + caplog.text
    assert "ValueError" in caplog.text
