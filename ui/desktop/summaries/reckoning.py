"""What marks cost, reckoned on the worker: at once from what was protected already, then wholly."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from observatory.errors import Cancelled
from observatory.progress import Progress
from observatory.summary.keeping import Mark
from observatory.summary.loss import Account
from observatory.summary.weighing import Price, glance, price
from observatory.terms import Term
from observatory.usecases.summarise import Weighed
from ui.desktop.background import Background
from ui.desktop.problems import sentence
from ui.desktop.session import Session
from ui.desktop.summaries.workshop import Choice, Workshop

_WEIGHING = Term("Conto di ciò che si nasconde", "Reckoning what is hidden")
_PRICING = Term("Prezzo delle celle da tenere", "Price of the cells to keep")
Marks = tuple[Mark, ...]


class Reckoning(QObject):
    """Knows the marks, the ones before, and the latest account; forgets all of it when let go."""

    reckoned = Signal()
    """There is a new account, and a price if anything is marked."""
    failed = Signal(str)

    def __init__(self, session: Session, background: Background, workshop: Workshop, choice: Choice) -> None:
        super().__init__()
        self._session, self._background, self._workshop = session, background, workshop
        self._choice = replace(choice, keep=())
        self.marks: Marks = choice.keep
        self._before: list[Marks] = []
        self.base: Weighed | None = None
        self.account: Account | None = None
        self.is_whole = False
        """Whether the latest account has reckoned the earlier issues anew."""
        self._turn = 0

    @property
    def price(self) -> Price | None:
        if self.base is None or self.account is None or not self.marks:
            return None
        return price(self.base.weighing.account, self.account)

    @property
    def can_undo(self) -> bool:
        return bool(self._before)

    def start(self) -> None:
        """Without any mark first: what every price is compared with."""
        self._run(_WEIGHING, lambda progress: self._workshop.weigh(self._session, self._choice, progress), self._based)

    def toggle(self, mark: Mark) -> None:
        """Mark a cell, or take its mark away."""
        self._before.append(self.marks)
        self.marks = tuple(sorted(set(self.marks) ^ {mark}))
        self._reckon()

    def undo(self) -> None:
        if self._before:
            self.marks = self._before.pop()
            self._reckon()

    def let_go(self) -> None:
        """Nobody waits any more, and nothing is kept."""
        self._turn += 1
        self.base = self.account = None

    def _based(self, found: Weighed) -> None:
        self.base = found
        self._reckon()

    def _reckon(self) -> None:
        base = self.base
        if base is None:
            return
        if not self.marks:
            self._turn += 1
            self._take(base.weighing.account, is_whole=True)
            return
        marks = self.marks
        self._run(_PRICING, lambda _: glance(base.weighing, marks), self._glanced)

    def _glanced(self, account: Account) -> None:
        self._take(account, is_whole=False)
        asked = replace(self._choice, keep=self.marks)
        self._run(
            _PRICING,
            lambda progress: self._workshop.weigh(self._session, asked, progress).weighing.account,
            lambda found: self._take(found, is_whole=True),
        )

    def _take(self, account: Account, *, is_whole: bool) -> None:
        self.account, self.is_whole = account, is_whole
        self.reckoned.emit()

    def _run(self, title: Term, work: Callable[[Progress], object], answer: Callable[..., None]) -> None:
        """Whatever was under way before is of no use any more."""
        self._turn += 1
        turn = self._turn

        def watched(progress: Progress) -> object:
            def heeding(done: int, total: int, what: Term) -> None:
                if turn != self._turn:
                    raise Cancelled
                progress(done, total, what)

            return work(heeding)

        self._background.run(
            title,
            watched,
            done=lambda found: self._answered(turn, answer, found),
            failed=lambda error: self._fail(turn, error),
        )

    def _answered(self, turn: int, answer: Callable[..., None], found: object) -> None:
        if turn == self._turn:
            answer(found)

    def _fail(self, turn: int, error: Exception) -> None:
        """A mark that cannot be is taken back."""
        if turn != self._turn:
            return
        if self.marks and self._before:
            self.marks = self._before.pop()
        self.failed.emit(sentence(error, self._session.language))
