"""What single records answer to the questions of the indicators (T11): said once for the table and for the ledger."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from observatory.cases.case import Case
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.periods import Month
from observatory.summary.counted import At
from observatory.summary.facts import is_event, month_of
from observatory.summary.finest import UNKNOWN

_ATTEMPTS = ("TE", "TI", "TA")
_DEATHS = ("SU", "SI")
_INTERNAL = ("P1", "P2", "P3", "P4", "P5", "PM")
"""More than one contact is at least one inside: only one kind of contact is not."""
_BACK, _NOT_BACK = ("RP", "RL"), ("NA", "TR", "CE", "DE")
_MOST_COVERED = "4"
_YEAR, _WEEK, _THREE_DAYS = 12, 7, 3


def contact_answer(one: Intervention) -> str:
    """Days from the signal to the first contact: within 72 hours, within a week, later; N where not known."""
    days = one.days_from_signal
    if days is None:
        return "N"
    return "S-3" if days <= _THREE_DAYS else "S-W" if days <= _WEEK else "S-L"


def decided_answer(one: Intervention) -> str:
    """Whether the firearm measure came within a day of the signal."""
    return UNKNOWN if one.days_from_signal is None else "S" if one.days_from_signal <= 1 else "N"


def supported_answer(one: Intervention) -> str:
    return _answer(one.concurrent_support)


def rearmed_answer(one: Intervention) -> str:
    """Whether the firearm was returned; extended, or any other end, is no."""
    return UNKNOWN if one.firearm_outcome in (None, UNKNOWN) else "S" if one.firearm_outcome == "RE" else "N"


def covered_answer(one: Intervention) -> str:
    """Whether postvention reached at least 75 % of the unit."""
    return UNKNOWN if one.coverage in (None, UNKNOWN) else "S" if one.coverage == _MOST_COVERED else "N"


def helped_answer(case: Case) -> str:
    """Whether an internal service had been in contact in the twelve months before."""
    if case.service_contact in (None, UNKNOWN):
        return UNKNOWN
    return "S" if case.service_contact in _INTERNAL else "N"


def follow_ups(one: Intervention) -> Iterator[tuple[At, Month]]:
    """The follow-ups with a month, each by when it is due and what became of it."""
    for each in one.follow_ups:
        if each.due and each.due_month:
            yield (each.due, _followed(each)), Month.parse(each.due_month)


def _followed(each: FollowUp) -> str:
    if each.done != "S":
        return _answer(each.done)
    return "S-R" if each.return_to_duty in _BACK else "S-N" if each.return_to_duty in _NOT_BACK else "S-U"


def _answer(value: str | None) -> str:
    return value if value in ("S", "N") else UNKNOWN


def repeats(cases: Iterable[Case]) -> Iterator[tuple[str, Month]]:
    """Attempts by whether another attempt or a death of the same person followed within twelve months.

    An attempt within twelve months of an earlier one is part of that one’s course: it counts as not known, as one
    without a person code does. So persons are counted, not events.
    """
    events = sorted((c for c in cases if is_event(c)), key=lambda case: (month_of(case), case.id))
    courses: dict[str, list[Case]] = {}
    for case in events:
        if case.person_code and case.event_type in (*_ATTEMPTS, *_DEATHS):
            courses.setdefault(case.person_code, []).append(case)
    for case in events:
        if case.event_type in _ATTEMPTS:
            yield _repeated(case, courses), month_of(case)


def _repeated(case: Case, courses: Mapping[str, Sequence[Case]]) -> str:
    course = courses.get(case.person_code or "", ())
    place = next((n for n, each in enumerate(course) if each.id == case.id), None)
    if place is None or (place and _apart(course[place - 1], case) <= _YEAR):
        return UNKNOWN
    after = course[place + 1 :]
    return "S" if after and _apart(case, after[0]) <= _YEAR else "N"


def _apart(one: Case, other: Case) -> int:
    return month_of(other).ordinal - month_of(one).ordinal
