"""Rule V6: suspected cases that nobody has confirmed or ruled out for too long."""

from datetime import date, timedelta

from observatory.cases.case import Case
from observatory.cases.counting import SUSPECTED
from observatory.selection import Selection

LONGEST_DAYS_SUSPECTED = 180


def is_overdue(case: Case, today: date) -> bool:
    """Whether the case has been «suspected» for more than 180 days, counted from the date of its status."""
    return (
        case.status == SUSPECTED and isinstance(case.status_date, date) and case.status_date < _first_day_in_time(today)
    )


def overdue_selection(today: date) -> Selection:
    """The overdue cases, oldest first."""
    last = _first_day_in_time(today) - timedelta(days=1)
    return Selection(
        where=(("status", frozenset({SUSPECTED})),),
        within=(("status_date", "", last.isoformat()),),
        order_by="status_date",
        descending=False,
    )


def _first_day_in_time(today: date) -> date:
    return today - timedelta(days=LONGEST_DAYS_SUSPECTED)
