"""How long it took until an event became known."""

from datetime import date

from observatory.cases.case import Case
from observatory.periods import Month


def reporting_days(case: Case, known: date) -> int:
    """Days from the end of the event's month, the only date kept of it, to the day it became known; at least 0."""
    following = Month.parse(str(case.month)) + 1
    return max(0, (known - following.first_day).days + 1)
