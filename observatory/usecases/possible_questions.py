"""Which questions an audience may ask at all, so that a surface offers no choice that would be refused."""

from observatory.disclosure.rules import Audience
from observatory.errors import WrongUse
from observatory.periods import MONTHS_OF, Month, Window
from observatory.summary.facts import PROFILES
from observatory.summary.question import DIMENSIONS, STEPS, Measure, Question

NOTHING = ""
"""No dimension, or a window that is not divided."""

_TEN_YEARS = Window(Month(2000, 1), Month(2009, 12))
"""Whole in every division, and long enough for every audience."""


def is_possible(measure: Measure, by: tuple[str, ...], audience: Audience) -> bool:
    """Whether it may be asked over some window; a short one may still be refused."""
    try:
        Question(measure, by, _TEN_YEARS).refuse_beyond(PROFILES[audience])
    except WrongUse:
        return False
    return True


def first_dimensions(measure: Measure, audience: Audience) -> tuple[str, ...]:
    """What the events may be told by, in the order of the lists; `NOTHING` first where it may be left out."""
    return _offered((NOTHING, *DIMENSIONS), (), measure, audience)


def second_dimensions(measure: Measure, first: str, audience: Audience) -> tuple[str, ...]:
    """What may be crossed with it; always `NOTHING` first."""
    others = tuple(name for name in DIMENSIONS if first and name != first)
    return NOTHING, *_offered(others, _without_nothing(first), measure, audience)


def divisions(measure: Measure, dimensions: tuple[str, ...], audience: Audience) -> tuple[str, ...]:
    """How the window may be divided; always `NOTHING` first."""
    return NOTHING, *_offered(tuple(STEPS), _without_nothing(*dimensions), measure, audience)


def question(measure: Measure, chosen: tuple[str, ...], window: Window) -> Question:
    """From what was chosen, in the order printed. Raises `WrongUse` as `Question`."""
    return Question(measure, _without_nothing(*chosen), window)


def starts(division: str) -> tuple[int, ...]:
    """The months, 1 to 12, that a window so divided may begin with; quarters where it is not divided."""
    return tuple(range(1, 13, MONTHS_OF[STEPS.get(division, "Q")]))


def _offered(names: tuple[str, ...], before: tuple[str, ...], measure: Measure, audience: Audience) -> tuple[str, ...]:
    return tuple(name for name in names if is_possible(measure, (*before, *_without_nothing(name)), audience))


def _without_nothing(*names: str) -> tuple[str, ...]:
    return tuple(name for name in names if name != NOTHING)
