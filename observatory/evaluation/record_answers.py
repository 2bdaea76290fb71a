"""What single records answer to the indicators I-01 … I-12: said once for the page, for table T11 and for its ledger.

Every question takes a record and returns a code, or None where it does not arise: such a record counts nowhere, not
even as not known. «Not applicable» and «not collected» tell nothing, and count as not known.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, pairwise
from operator import attrgetter
from typing import TypeVar

from observatory.cases.case import Case
from observatory.cases.counting import counts_in_rates, is_event
from observatory.codelists import NOT_KNOWN
from observatory.interventions.intervention import Intervention, keeps_firearm_away
from observatory.interventions.validation import is_postvention
from observatory.meetings.meeting import Decision
from observatory.meetings.validation import VERIFIED
from observatory.periods import Month

YES, NO = "S", "N"
IN_3_DAYS, IN_A_WEEK, LATER, UNTIMED = "S-3", "S-W", "S-L", "N"
"""First contacts: within 72 hours, after that but within a week, later than a week, not known when."""

BACK, AWAY, UNTOLD = "S-R", "S-N", "S-U"
"""Follow-ups done: the person was back at work, was not, or it is not known."""

AT_ONCE = "1"
"""Postvention within 24 hours of the event, in the list of its delays."""

_ATTEMPTS = ("TE", "TI", "TA")
_DEATHS = ("SU", "SI")
_INTERNAL = ("P1", "P2", "P3", "P4", "P5", "PM")
"""More than one contact is at least one inside: only one kind of contact is not."""
_BACK, _NOT_BACK = ("RP", "RL"), ("NA", "TR", "CE", "DE")
_MOST_COVERED, _RETURNED = "4", "RE"
_CARRIED_OUT, _CANCELLED = ("AT", VERIFIED), "AN"
_YEAR, _WEEK, _THREE_DAYS = 12, 7, 3

_TOLD = attrgetter("due", "due_month", "done", "return_to_duty")

Record = TypeVar("Record")


def answered(question: Callable[[Record], str | None], records: Iterable[Record]) -> Iterator[str]:
    """What those answer for whom the question arises."""
    return (answer for answer in map(question, records) if answer is not None)


def is_contact(one: Intervention) -> bool:
    """Whether it reaches one person, a firearm measure too: I-01 times these from the signal on."""
    return one.scope == "IN"


def contact_answer(one: Intervention) -> str | None:
    """I-02: how many days passed from the signal to the contact."""
    days = one.days_from_signal
    if not is_contact(one):
        return None
    if days is None:
        return UNTIMED
    return IN_3_DAYS if days <= _THREE_DAYS else IN_A_WEEK if days <= _WEEK else LATER


def decided_answer(one: Intervention) -> str | None:
    """I-03: whether the firearm measure came within a day of the signal."""
    if not keeps_firearm_away(one):
        return None
    return NOT_KNOWN if one.days_from_signal is None else YES if one.days_from_signal <= 1 else NO


def supported_answer(one: Intervention) -> str | None:
    """I-04: whether support went with the firearm measure."""
    return _answer(one.concurrent_support) if keeps_firearm_away(one) else None


def rearmed_answer(one: Intervention) -> str | None:
    """I-05: whether the firearm was returned; extended, or any other end, is no."""
    return _is(one.firearm_outcome, _RETURNED) if keeps_firearm_away(one) else None


def helped_answer(case: Case) -> str | None:
    """I-06: whether an internal service had been in contact in the twelve months before a suicide in service."""
    if not counts_in_rates(case):
        return None
    return _is(case.service_contact, *_INTERNAL)


def follow_ups(interventions: Iterable[Intervention]) -> Counter[tuple[tuple[str, ...], Month]]:
    """I-07, I-08: how many follow-ups by when each is due and what became of it, and by the month it falls due in."""
    told = Counter(map(_TOLD, chain.from_iterable(one.follow_ups for one in interventions)))
    found: Counter[tuple[tuple[str, ...], Month]] = Counter()
    for (due, month, done, returned), number in told.items():
        if due and month:
            found[(due, _followed(done, returned)), Month.parse(month)] += number
    return found


def repeats(cases: Iterable[Case]) -> Iterator[tuple[str, Month]]:
    """I-09: attempts by whether another attempt or a death of the same person followed within twelve months.

    An attempt within twelve months of an earlier one is part of that one’s course: it counts as not known, as one
    without a person code does. So persons are counted, not events.
    """
    meant = {*_ATTEMPTS, *_DEATHS}
    events = [case for case in cases if case.event_type in meant and is_event(case)]
    courses: dict[str, list[Case]] = {}
    for case in events:
        if case.person_code:
            courses.setdefault(case.person_code, []).append(case)
    answers = {case_id: answer for course in courses.values() for case_id, answer in _repeated(course)}
    for case in events:
        if case.event_type in _ATTEMPTS:
            yield answers.get(case.id, NOT_KNOWN), _month(case)


def begun_answer(one: Intervention) -> str | None:
    """I-10: how soon after the event postvention began, in the codes of its list; `AT_ONCE` is yes."""
    return one.postvention_delay or NOT_KNOWN if is_postvention(one) else None


def covered_answer(one: Intervention) -> str | None:
    """I-10: whether postvention reached at least 75 % of the unit."""
    return _is(one.coverage, _MOST_COVERED) if is_postvention(one) else None


def on_time_answer(decision: Decision, day: date) -> str | None:
    """I-12: of decisions due before the day, whether they were closed by then; a cancelled one was not due any more.

    Carried out without a day on record is not known; whatever is not closed was not closed in time.
    """
    if decision.status == _CANCELLED or decision.due_on is None or decision.due_on >= day:
        return None
    if decision.closed_on is None:
        return NOT_KNOWN if decision.status in _CARRIED_OUT else NO
    return YES if decision.closed_on <= decision.due_on else NO


def verified_answer(decision: Decision) -> str | None:
    """I-12: of decisions carried out, whether their effect was verified."""
    if decision.status not in _CARRIED_OUT:
        return None
    return YES if decision.status == VERIFIED else NO


def _followed(done: str | None, returned: str | None) -> str:
    if done != YES:
        return _answer(done)
    return BACK if returned in _BACK else AWAY if returned in _NOT_BACK else UNTOLD


def _answer(value: str | None) -> str:
    return value if value in (YES, NO) else NOT_KNOWN


def _is(value: str | None, *wanted: str) -> str:
    return NOT_KNOWN if value in (None, NOT_KNOWN) else YES if value in wanted else NO


def _repeated(course: Sequence[Case]) -> Iterator[tuple[str, str]]:
    """For each event of a person its id, and whether another followed within a year."""
    if len(course) == 1:  # nearly all of them
        yield course[0].id, NO
        return
    ordered = sorted((str(case.month), case.id) for case in course)
    months = [Month.parse(month).ordinal for month, _ in ordered]
    after = [later - month <= _YEAR for month, later in pairwise(months)]
    for (_, case_id), is_late, is_early in zip(ordered, [False, *after], [*after, False], strict=True):
        yield case_id, NOT_KNOWN if is_late else YES if is_early else NO


def _month(case: Case) -> Month:
    return Month.parse(str(case.month))
