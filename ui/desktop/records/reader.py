"""Reading that may take longer than a window can wait: a little at once, the rest on a thread of its own.

The thread never touches Qt: it leaves its answer where the window looks for it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer

from observatory.errors import Cancelled, NotAStore
from observatory.ports import Store, UnitOfWork
from ui.desktop.garbage import hold, release
from ui.desktop.session import Session

HURRY_SECONDS = 0.025
"""Reading that holds the window is given up after this long, and begun anew on the thread."""

ALWAYS_FINISHED = 8
"""The first questions whether to go on are answered with yes: what is small is read at once on a busy machine too."""

_LOOK_EVERY_MS = 15

_STEPS_BETWEEN = 10_000
"""About a millisecond: each question takes Python’s lock, which the window needs."""

_LEAVE_SECONDS = 2.0

Question = Callable[[UnitOfWork], Any]


class Hurry:
    """For `UnitOfWork.heed`: stop once reading has taken too long for a window."""

    def __init__(self, share: float = 1.0) -> None:
        self._until = monotonic() + share * HURRY_SECONDS
        self._asked = 0

    def __call__(self) -> bool:
        self._asked += 1
        return self._asked > ALWAYS_FINISHED and monotonic() > self._until


@dataclass(slots=True)
class _Asked:
    """One question: what the thread writes (`answer`, `error`, `ended`) and what the window writes (`stopped`)."""

    question: Question
    answered: Callable[[Any], None]
    before: Event | None
    """Set once the thread of the question before, which was stopped, has ended: two would hinder each other."""
    stopped: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)
    answer: Any = None
    error: Exception | None = None


class Reader(QObject):
    """Asks the store one thing at a time; a newer question stops the one before, whose answer nobody gets."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: list[_Asked] = []
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        token, asked = object(), self._asked
        self._token = token
        session.closing.connect(self.leave)
        self.destroyed.connect(lambda: _abandon(token, asked))

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return any(not asked.stopped.is_set() for asked in self._asked)

    def ask(self, question: Question, answered: Callable[[Any], None]) -> None:
        """Put a question to the store; `answered` is told on the window's thread.

        What goes wrong is raised there too, but for a store that was closed meanwhile.
        """
        self.stop()
        asked = _Asked(question, answered, before=self._asked[-1].ended if self._asked else None)
        self._asked.append(asked)
        # Cyclic garbage may hold widgets, which must not be torn down by the thread.
        hold(self._token)
        Thread(target=_answer, args=(self._session.store, asked), name="reading", daemon=True).start()
        self._timer.start()

    def stop(self) -> None:
        """Nobody waits for what was asked."""
        for asked in self._asked:
            asked.stopped.set()

    def leave(self) -> None:
        """The store is about to be closed: nothing of it is read any more."""
        self.stop()
        for asked in self._asked:
            asked.ended.wait(_LEAVE_SECONDS)
        self._look()

    def _look(self) -> None:
        ended = [asked for asked in self._asked if asked.ended.is_set()]
        self._asked[:] = [asked for asked in self._asked if asked not in ended]
        if not self._asked:
            self._timer.stop()
            release(self._token)
        for asked in ended:
            _deliver(asked)


def _answer(store: Store, asked: _Asked) -> None:
    """On the thread."""
    if asked.before is not None:
        asked.before.wait()
    try:
        if asked.stopped.is_set():
            return
        with store.begin() as unit:
            unit.heed(asked.stopped.is_set, _STEPS_BETWEEN)
            asked.answer = asked.question(unit)
    except Exception as error:  # noqa: BLE001 - raised again on the window's thread
        asked.error = error
    finally:
        asked.ended.set()


def _deliver(asked: _Asked) -> None:
    if asked.stopped.is_set() or isinstance(asked.error, (Cancelled, NotAStore)):
        return
    if asked.error is not None:
        raise asked.error
    asked.answered(asked.answer)


def _abandon(token: object, asked: list[_Asked]) -> None:
    for each in asked:
        each.stopped.set()
    release(token)
