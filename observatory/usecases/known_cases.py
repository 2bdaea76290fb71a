"""The cases that counted on a day: as they were known then, each event once."""

from datetime import date

from observatory.cases.case import Case
from observatory.links.counting import counted_once
from observatory.ports import UnitOfWork


def counted_cases(unit: UnitOfWork, day: date) -> tuple[Case, ...]:
    """Every case as known at the end of the day; of those then linked as one event one counts, the rest are duplicates.

    A link decided later changes nothing of what was counted on an earlier day.
    """
    links = tuple(unit.links.as_of(day))
    known_on = unit.cases.first_known(day) if links else {}
    return counted_once(unit.cases.as_of(day), links, known_on)
