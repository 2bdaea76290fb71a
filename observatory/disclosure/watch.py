"""A clock over long work of the optimiser: tells how far it is, and stops it when its time is over or it is cancelled.

The clock never changes a result: what is not found in time is not found.
"""

from dataclasses import dataclass, field
from time import monotonic

from observatory.disclosure.solver import Program
from observatory.errors import Unprotectable
from observatory.progress import Progress, silent
from observatory.terms import Term

_PAUSE = 0.1


@dataclass(slots=True)
class Watch:
    """So many seconds from now on, doing `what`; `stands` are steps done and in all.

    `is_over` is asked by the optimiser, in whose inside nothing may be raised; `check` raises what it noted.
    """

    what: Term
    seconds: float
    progress: Progress = silent
    stands: tuple[int, int] = (0, 1)
    _end: float = field(init=False)
    _next: float = field(init=False, default=0.0)
    _trouble: BaseException | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._end = monotonic() + self.seconds

    def guard(self, program: Program) -> None:
        """To be called before each solution; in some stretches the optimiser looks at its own clock only."""
        program.limit(self._end - monotonic() + _PAUSE)

    def is_over(self) -> bool:
        now = monotonic()
        if self._trouble is None and now >= self._next:
            self._next = now + _PAUSE
            self._look(now)
        return self._trouble is not None

    def _look(self, now: float) -> None:
        try:
            self.progress(*self.stands, self.what)
        except BaseException as trouble:  # noqa: BLE001 - raised again by `check`, outside the optimiser
            self._trouble = trouble
        if now >= self._end and self._trouble is None:
            self._trouble = Unprotectable(_LATE.with_values(seconds=f"{self.seconds:g}"))

    def go_on(self, done: int) -> None:
        """As `check`, but looks no more often than the optimiser does."""
        self.stands = done, self.stands[1]
        if self.is_over() and self._trouble is not None:
            raise self._trouble

    def check(self, done: int = 0, total: int = 1) -> None:
        """Raises what `progress` raised, and `Unprotectable` once the time is over."""
        self.stands, self._next = (done, total), 0.0
        if self.is_over() and self._trouble is not None:
            raise self._trouble


_LATE = Term(
    "Il tempo dato ({seconds} s) è finito prima di trovare tavole sicure. Nulla è stato scritto: dare più tempo "
    "(--time-budget), chiedere meno tavole insieme o voci più ampie.",
    "The time given ({seconds} s) ended before safe tables were found. Nothing was written: give more time "
    "(--time-budget), or ask for fewer tables together or broader categories.",
)
