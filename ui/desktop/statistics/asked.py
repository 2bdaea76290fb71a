"""What is chosen on the screen, and how it becomes a request: put together on the worker, which loads statistics."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from observatory.disclosure.rules import Audience
from observatory.periods import Window
from observatory.summary.question import Measure
from observatory.usecases.possible_questions import question
from ui.desktop.session import Session

if TYPE_CHECKING:
    from observatory.usecases.statistics import StatisticsRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """As the widgets stand; an answer belongs to the choices that it was asked with and to no others."""

    measure: Measure
    by: tuple[str, ...]
    """Two dimensions and a division of the window, each perhaps `NOTHING`."""
    window: Window
    audience: Audience
    as_of: date

    def request(self) -> "StatisticsRequest":
        """Raises `WrongUse` for what makes no question."""
        from observatory.usecases.statistics import StatisticsRequest  # noqa: PLC0415 - statistics, on the worker

        return StatisticsRequest(question(self.measure, self.by, self.window), self.audience, self.as_of)

    @property
    def file_name(self) -> str:
        """What tells it from other answers, fit for a file's name."""
        parts = (*(name for name in self.by if name), f"{self.window.first}-{self.window.last}", self.audience.value)
        return "_".join((self.measure.value, *parts))


def added(session: Session, asked: Asked) -> str:
    """Keep the question for the next summary of its audience, and say it. Raises `WrongUse`, `NotAllowed`."""
    from observatory.usecases.added_questions import Wish, add_wish  # noqa: PLC0415 - when first asked for

    request = asked.request()
    wish = Wish(request.question, request.audience)
    add_wish(session.store, wish)
    return session.say(wish.words)
