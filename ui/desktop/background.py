"""Long work on one worker thread that never touches Qt: the window looks ten times a second how far it is.

Signals emitted from a worker thread crashed; so the worker only leaves its progress and its result where the window
finds them.
"""

import gc
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from observatory.errors import Cancelled, WrongPassphrase
from observatory.progress import Progress
from observatory.terms import Term
from ui.desktop.garbage import hold, release
from ui.desktop.patience import Patience

LOOK_EVERY_MS = 100
_WAITING = Term("Attesa dopo una frase errata", "Waiting after a wrong passphrase")
SHOW_AFTER_SECONDS = 0.3

Work = Callable[[Progress], Any]
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a work is; `total` 0 means nobody knows."""

    done: int
    total: int
    what: Term


@dataclass(slots=True)
class Task:
    """One work under way: what the worker writes (`standing`) and what the window writes (`stopped`)."""

    standing: Standing
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    stopped: Event = field(default_factory=Event)
    started_at: float = field(default_factory=monotonic)

    def progress(self, done: int, total: int, what: Term) -> None:
        """Handed to the work; called on the worker thread."""
        if self.stopped.is_set():
            raise Cancelled
        self.standing = Standing(done, total, what)


class Background(QObject):
    """Runs one work after the other; every answer and every signal comes on the window's thread."""

    progressed = Signal(object)
    """The `Standing` of a work that has run longer than 0.3 s, ten times a second."""

    rested = Signal()
    """Nothing is running any more."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._running: list[tuple[Task, Future[Any]]] = []
        self.patience = Patience()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        return bool(self._running)

    def run(
        self,
        what: Term,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Start `work(progress)`; then call `done(result)` or `failed(error)`, on the window's thread."""
        task = Task(Standing(0, 0, what), done, failed)
        # Cyclic garbage may hold widgets, which must not be torn down by the worker: meanwhile it is collected here.
        hold(self)
        self.patience.begin()
        self._running.append((task, self._pool.submit(self._carried_out, task, work)))
        self._timer.start()

    def carry_out(
        self,
        what: Term,
        work: Callable[[Progress], R],
        *,
        done: Callable[[R], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """As `run`, for work that writes: stopped too late, what is done is done, and is not told as undone."""
        ended: list[R] = []

        def kept(progress: Progress) -> None:
            ended.append(work(progress))

        def broken(error: Exception) -> None:
            if ended and isinstance(error, Cancelled):
                done(ended[0])
            else:
                failed(error)

        self.run(what, kept, done=lambda _nothing: done(ended[0]), failed=broken)

    def _carried_out(self, task: Task, work: Work) -> Any:  # noqa: ANN401 - whatever the work makes
        """On the worker: every passphrase is tried here, so that a wrong one holds the next one up."""
        try:
            return work(task.progress)
        except WrongPassphrase:
            task.standing = Standing(0, 0, _WAITING)
            if task.failed is not _ignore:
                self.patience.wait()
            raise

    def cancel(self) -> None:
        """Ask everything running to stop at its next step."""
        for task, _ in self._running:
            task.stopped.set()

    def abandon(self) -> None:
        """As `cancel`, and nobody is told how it ended: who asked is about to go."""
        self.cancel()
        self.patience.let_go()
        for task, _ in self._running:
            task.done = task.failed = _ignore

    def close(self) -> None:
        """Stop everything, wait for it, and forget the answers.

        What waits still begins, and ends at its first step unless it heeds no stopping: closing a store is never lost.
        """
        self.cancel()
        self.patience.let_go()
        self._pool.shutdown(wait=True)
        self._running.clear()
        self._rest()

    def _look(self) -> None:
        gc.collect(0)
        for entry in tuple(self._running):
            self._look_at(*entry)
        if not self._running:
            self._rest()

    def _look_at(self, task: Task, future: "Future[Any]") -> None:
        if future.done():
            self._running.remove((task, future))
            _deliver(task, future)
        elif monotonic() - task.started_at >= SHOW_AFTER_SECONDS:
            self.progressed.emit(task.standing)

    def _rest(self) -> None:
        self._timer.stop()
        release(self)
        self.rested.emit()


def _ignore(_answer: object) -> None:
    """Nobody waits for it any more."""


def _deliver(task: Task, future: "Future[Any]") -> None:
    error = future.exception()
    if isinstance(error, Exception):
        task.failed(error)
    elif task.stopped.is_set():
        # The work had ended when it was stopped; nobody waits for its answer any more.
        task.failed(Cancelled())
    else:
        task.done(future.result())
