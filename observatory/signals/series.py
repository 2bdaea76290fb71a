"""The series that are watched: events by month and quarter, nationally and for each force, as known on a day."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from observatory.cases.case import Case
from observatory.cases.counting import is_countable, is_serving
from observatory.codelists import FORCES, codelist
from observatory.periods import Month

BY_MONTH = "M"
"""The precision of a case whose month is known; the others count in their quarter only."""
_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Series:
    """Counts of one group of events, of one force or of all (None), up to the last whole quarter and month.

    `months` and `quarters` end with the latest one that is over on the day of the data; oldest first.
    """

    group: str
    force: str | None
    last_month: Month
    months: tuple[int, ...]
    quarters: tuple[int, ...]

    @property
    def last_quarter(self) -> Month:
        """The last month of the latest whole quarter."""
        return last_of_quarter(self.last_month)


def last_of_quarter(month: Month) -> Month:
    """The last month of the latest quarter that is over at the end of that month."""
    return month - (month.number % _QUARTER)


def series_of(cases: Iterable[Case], as_of: date) -> tuple[Series, ...]:
    """All series: each group of the list `event_group`, of all forces and of each, serving personnel only.

    `cases` as known on the day. Empty months count as zero from the first quarter in which any force reported anything.
    """
    counted = [case for case in cases if _counts(case)]
    last = Month.of(as_of) - 1
    if not counted:
        return ()
    first = min(Month.parse(str(case.month)) for case in counted).quarter.window.first
    groups = {code.code: frozenset(code.attributes["event_types"].split()) for code in codelist("event_group")}
    return tuple(
        _one([c for c in counted if c.event_type in types and force in (None, c.force)], (group, force), (first, last))
        for group, types in groups.items()
        for force in (None, *FORCES)
    )


def _counts(case: Case) -> bool:
    return is_countable(case) and is_serving(case) and case.force in FORCES and case.month is not None


def _one(cases: Iterable[Case], about: tuple[str, str | None], ends: tuple[Month, Month]) -> Series:
    first, last = ends
    by_month: Counter[int] = Counter()
    by_quarter: Counter[int] = Counter()
    for case in cases:
        at = Month.parse(str(case.month)).ordinal
        by_quarter[at // _QUARTER] += 1
        by_month[at] += case.precision in (None, BY_MONTH)
    end = last_of_quarter(last)
    months = tuple(by_month[n] for n in range(first.ordinal, last.ordinal + 1))
    quarters = tuple(by_quarter[n] for n in range(first.ordinal // _QUARTER, end.ordinal // _QUARTER + 1))
    return Series(*about, last, months, quarters)
