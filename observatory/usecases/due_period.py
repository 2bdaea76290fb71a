"""Which summary is due; apart from making one, because the window asks before it loads the statistics."""

from datetime import date

from observatory.periods import Month, Period
from observatory.ports import Store
from observatory.selection import Selection


def due_period(store: Store, now: date) -> Period:
    """The last quarter that is over, or that of the newest case where it is older, as in a sample store."""
    over = Period.containing(Month.of(now), "Q").previous
    with store.begin() as unit:
        newest = unit.cases.select(Selection(limit=1))
    if not newest or not newest[0].month:
        return over
    return min(over, Month.parse(newest[0].month).quarter, key=lambda period: period.window.last)
