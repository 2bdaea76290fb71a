"""Counting an event once, however many cases report it, without changing a case."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from observatory.cases.case import Case
from observatory.cases.counting import CONFIRMED, PENDING, RECLASSIFIED, SUSPECTED, is_countable
from observatory.codelists import FORCES
from observatory.links.case_link import CaseLink
from observatory.links.components import components
from observatory.links.kinds import SAME_EVENT, active, pair_of

DUPLICATE = "DU"
_STANDING = {status: place for place, status in enumerate((CONFIRMED, RECLASSIFIED, PENDING, SUSPECTED))}


def counted_once(
    cases: Iterable[Case], links: Iterable[CaseLink], known_on: Mapping[str, date] | None = None
) -> tuple[Case, ...]:
    """The cases, of which only one for each event counts; the others stand as duplicates in what is returned.

    The one that counts is of the four forces if any is, has the firmest status, was known first (`known_on`, by id),
    and has the lowest id. Cases and links are those known on one day: so an earlier issue can be made again as it was.
    """
    told = tuple(cases)
    linked = tuple(active(links, SAME_EVENT))
    touched = frozenset[str]().union(*map(pair_of, linked))
    candidates = [case for case in told if case.id in touched] if touched else []
    countable = [case for case in candidates if is_countable(case)]
    events = components(candidates, linked).events
    first: dict[frozenset[str], str] = {}
    for case in sorted(countable, key=lambda each: _place(each, known_on or {})):
        first.setdefault(events[case.id], case.id)
    out = {case.id for case in countable if first[events[case.id]] != case.id}
    return tuple(replace(case, status=DUPLICATE) if case.id in out else case for case in told) if out else told


def _place(case: Case, known_on: Mapping[str, date]) -> tuple[bool, int, date, str]:
    return (
        case.force not in FORCES,
        _STANDING.get(str(case.status), len(_STANDING)),
        known_on.get(case.id, date.max),
        case.id,
    )
