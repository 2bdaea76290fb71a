"""The cases that counted on a day: as they were known then, each event once."""

from collections.abc import Mapping
from datetime import date

from observatory.cases.case import Case
from observatory.links.counting import counted_once
from observatory.ports import UnitOfWork


def counted_cases(unit: UnitOfWork, day: date, known_on: Mapping[str, date] | None = None) -> tuple[Case, ...]:
    """Every case as known at the end of the day; of those then linked as one event one counts, the rest are duplicates.

    A link decided later changes nothing of what was counted on an earlier day. `known_on`, when each case first became
    known, may be that of a later day.
    """
    links = tuple(unit.links.as_of(day))
    if links and known_on is None:
        known_on = unit.cases.first_known(day)
    return counted_once(unit.cases.as_of(day), links, known_on)
