"""The windows of a summary: the period, the year before, the year to date, twelve, thirty-six and sixty months.

All of them are whole steps (quarters, or four-month periods for a four-month summary), so they nest: together they are
one classification of time, and the tables over it can be protected as one.
"""

from dataclasses import dataclass
from functools import cached_property

from observatory.disclosure.tables import Classification
from observatory.errors import WrongUse
from observatory.periods import MONTHS_OF, Month, Period, Window
from observatory.terms import Term

YEARS = 5
POOLED_YEARS = 3


@dataclass(frozen=True)
class Windows:
    """The windows that end with a period. Raises `WrongUse` for a single month: its counts are too few to print."""

    period: Period

    def __post_init__(self) -> None:
        if self.period.kind == "M":
            raise WrongUse(_TOO_SHORT)

    @property
    def last(self) -> Month:
        return self.current.last

    @cached_property
    def current(self) -> Window:
        return self.period.window

    @cached_property
    def year_before(self) -> Window:
        return self.current.earlier(months=12)

    @cached_property
    def to_date(self) -> Window:
        return Window(Month(self.last.year, 1), self.last)

    @cached_property
    def years(self) -> tuple[Window, ...]:
        """Five times twelve months, the latest first."""
        return tuple(Window.ending(self.last - 12 * n, months=12) for n in range(YEARS))

    @property
    def rolling(self) -> Window:
        return self.years[0]

    @cached_property
    def pooled(self) -> Window:
        return Window.ending(self.last, months=12 * POOLED_YEARS)

    @property
    def before_rolling(self) -> Window:
        """The part of the three years that lies before the last twelve months."""
        return Window(self.pooled.first, self.rolling.first - 1)

    @cached_property
    def whole(self) -> Window:
        return Window.ending(self.last, months=12 * YEARS)

    @cached_property
    def steps(self) -> tuple[Window, ...]:
        """The series: quarters (or four-month periods) over five years, the oldest first."""
        length = 4 if self.period.kind == "T" else 3
        count = 12 * YEARS // length
        return tuple(Window.ending(self.last - length * n, months=length) for n in reversed(range(count)))

    @cached_property
    def classification(self) -> Classification:
        """Time as a tree: every window under the smallest that holds it; steps are the leaves."""
        rests = (_between(self.rolling.first, self.to_date.first), _between(self.to_date.first, self.current.first))
        named = {
            self.whole,
            self.pooled,
            self.before_rolling,
            *self.years,
            self.to_date,
            self.current,
            self.year_before,
            *self.steps,
        }
        ordered = sorted({*named, *(rest for rest in rests if rest)}, key=len, reverse=True)
        return Classification("time", {code(w): code(_parent(w, ordered)) for w in ordered})

    def step_of(self, month: Month) -> Window | None:
        return next((step for step in self.steps if month in step), None)

    @property
    def rests(self) -> tuple[Window, ...]:
        """What subtracting one printed window from another tells."""
        pairs = ((self.rolling.first, self.to_date.first), (self.to_date.first, self.current.first))
        return tuple(rest for rest in (_between(*pair) for pair in pairs) if rest)


def _between(first: Month, after: Month) -> Window | None:
    return Window(first, after - 1) if first < after else None


def _parent(window: Window, ordered: list[Window]) -> Window | None:
    holding = [w for w in ordered if w != window and window.first in w and window.last in w]
    return min(holding, key=len) if holding else None


def as_period(window: Window) -> Period | None:
    """The quarter, four-month period, half-year or calendar year that the window is, if it is one."""
    for kind, months in MONTHS_OF.items():
        if months == len(window) and (window.last.number % months == 0):
            return Period.containing(window.last, kind)
    return None


def code(window: Window | None) -> str:
    """The window's code in data: SDMX where it is a period, else `first--last`; empty for none."""
    if window is None:
        return ""
    period = as_period(window)
    return period.code if period else f"{window.first}--{window.last}"


def up_to(month: Month) -> Term:
    """`a dicembre 2025`, `ad agosto 2025`; `to December 2025`."""
    name = month.name
    return Term(f"{'ad' if name.it.startswith('a') else 'a'} {name.it}", f"to {name.en}")


def label(window: Window) -> Term:
    """The window in words."""
    if period := as_period(window):
        return period.name
    if len(window) == 12:  # noqa: PLR2004 - a year
        return _TWELVE.with_values(last=up_to(window.last))
    return window.name


_TWELVE = Term("12 mesi {last}", "12 months {last}")
_TOO_SHORT = Term(
    "La sintesi non si fa per un solo mese: scegliere trimestre, quadrimestre, semestre o anno.",
    "A summary is not made for a single month: choose a quarter, four months, a half-year or a year.",
)
