"""Answers the latest choices on the worker, a moment after the last of them; earlier ones are given up."""

from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from observatory.errors import Cancelled
from observatory.exports.answers import Told
from observatory.progress import Progress
from observatory.terms import Term
from ui.desktop.background import Background
from ui.desktop.session import Session
from ui.desktop.statistics.answer_page import Laid, laid_out
from ui.desktop.statistics.asked import Asked

PAUSE_MS = 250
"""Whoever turns a wheel or types a year has not chosen yet."""

_RECKONING = Term("Calcolo e protezione della risposta", "Reckoning and protecting the answer")


class Reckoner(QObject):
    """One answer to the last `ask`, or one refusal; nothing to those before it."""

    answered = Signal(object, object)
    """The answer as it stands, and its table laid out."""
    refused = Signal(object)
    """The error."""

    def __init__(self, session: Session, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._background = session, background
        self._asked: Asked | None = None
        self._given_up = Event()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._start)
        session.closing.connect(self.give_up)

    @property
    def is_reckoning(self) -> bool:
        return self._asked is not None

    def ask(self, asked: Asked) -> None:
        self.give_up()
        self._asked = asked
        self._pause.start()

    def give_up(self) -> None:
        """Nobody waits for what was asked; other work of the window goes on."""
        self._pause.stop()
        self._given_up.set()
        self._asked = None

    def _start(self) -> None:
        asked, session = self._asked, self._session
        given_up = self._given_up = Event()
        if asked is None:
            return

        def work(progress: Progress) -> tuple[Told, Laid]:
            def heeding(done: int, total: int, what: Term) -> None:
                if given_up.is_set():
                    raise Cancelled
                progress(done, total, what)

            heeding(0, 0, _RECKONING)
            from observatory.usecases.statistics import look, told_of  # noqa: PLC0415 - statistics, on the worker

            request = asked.request()
            answer = look(session.store, request, clock=session.clock, progress=heeding)
            return told_of(session.store, request, answer), laid_out(answer.table, session.language)

        self._background.run(
            _RECKONING,
            work,
            done=lambda told: self._tell(given_up, self.answered, *told),
            failed=lambda error: self._tell(given_up, self.refused, error),
        )

    def _tell(self, given_up: Event, signal: SignalInstance, *told: object) -> None:
        if not given_up.is_set():
            self._asked = None
            signal.emit(*told)
