"""The indicators I-01 … I-12 of prevention, follow-up and firearm measures: each with its numerator and denominator.

Each counts what `record_answers` says of single records, as table T11 does. Shares are of known answers only, with
what is not known counted apart; nothing is derived below `FEWEST`. They are for members who read the cases themselves.
Not among them, because the records hold no such figure: days until return to duty, staff trained, people who came by
themselves, measures beyond a legal ceiling. Of I-11 there is only the share of desks and lines, and only here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from observatory.cases.case import Case
from observatory.codelists import NOT_KNOWN, codelist
from observatory.evaluation.prevention_words import CODE_LENGTH, LABELS
from observatory.evaluation.record_answers import (
    AT_ONCE,
    AWAY,
    BACK,
    IN_3_DAYS,
    IN_A_WEEK,
    UNTIMED,
    UNTOLD,
    YES,
    answered,
    begun_answer,
    contact_answer,
    covered_answer,
    decided_answer,
    follow_ups,
    helped_answer,
    is_contact,
    on_time_answer,
    rearmed_answer,
    repeats,
    supported_answer,
    verified_answer,
)
from observatory.interventions.intervention import Intervention, is_of_force, keeps_firearm_away
from observatory.meetings.meeting import Meeting
from observatory.periods import Month, Window
from observatory.statistics.delay import Delay, delay
from observatory.statistics.proportions import Proportion, proportion
from observatory.terms import Term

FEWEST = 5
"""Known answers below which neither a share nor a median is given."""

REACHES_BACK = 24
"""Months before a window whose cases its indicators need: attempts are looked at a year back, with the year before
each."""

_A_YEAR = 12
_DESKS = frozenset({"S01", "S02"})


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator: how many of how many known, or how long, and how many answers are missing."""

    row: str
    """The indicator and, where it has several rows, which."""
    known: int
    missing: int = 0
    successes: int | None = None
    timing: Delay | None = None

    @property
    def code(self) -> str:
        return self.row[:CODE_LENGTH]

    @property
    def label(self) -> Term:
        return LABELS[self.row]

    @property
    def share(self) -> Proportion | None:
        """With its limits; None where nothing is counted, or too little is known."""
        if self.successes is None or self.known < FEWEST:
            return None
        return proportion(self.successes, self.known)


def indicators(
    interventions: Iterable[Intervention],
    cases: Iterable[Case],
    meetings: Iterable[Meeting],
    window: Window,
    day: date,
) -> tuple[Figure, ...]:
    """All of them over a window as it stands on a day, in the order of their codes.

    The records may reach further back (cases by `REACHES_BACK`; interventions that began in the window are needed, and
    those of which a follow-up fell due in it): what lies in the window is chosen here.
    """
    counted, happened = tuple(one for one in interventions if is_of_force(one)), tuple(cases)
    begun = begun_in(counted, window)
    return (
        *_contacts(begun),
        *_firearm(begun),
        _of("I-06", answered(helped_answer, (case for case in happened if _is_in(case.month, window)))),
        *_follow_ups(counted, window),
        _repeated(happened, window),
        *_postvention(begun),
        _desks(begun),
        *_decisions(meetings, window, day),
    )


def begun_in(interventions: Iterable[Intervention], window: Window) -> tuple[Intervention, ...]:
    """Those that count and began in the window."""
    return tuple(one for one in interventions if is_of_force(one) and _is_in(one.start, window))


def firearm_durations(interventions: Iterable[Intervention]) -> Mapping[str, Delay]:
    """How long firearm measures lasted in whole days, by measure, which names its legal basis; from `FEWEST` on."""
    by_measure: dict[str, list[int]] = defaultdict(list)
    for each in interventions:
        if keeps_firearm_away(each) and each.firearm_days is not None:
            by_measure[str(each.firearm_measure)].append(each.firearm_days)
    return {code: delay(days) for code, days in sorted(by_measure.items()) if len(days) >= FEWEST}


def _is_in(month: str | None, window: Window) -> bool:
    return month is not None and Month.parse(month) in window


def _contacts(begun: tuple[Intervention, ...]) -> Iterator[Figure]:
    yield _timed("I-01", (each.days_from_signal for each in begun if is_contact(each)))
    answers = tuple(answered(contact_answer, begun))
    yield _of("I-02a", answers, (IN_3_DAYS,), UNTIMED)
    yield _of("I-02b", answers, (IN_3_DAYS, IN_A_WEEK), UNTIMED)


def _firearm(begun: tuple[Intervention, ...]) -> Iterator[Figure]:
    yield _of("I-03", answered(decided_answer, begun))
    yield _of("I-04", answered(supported_answer, begun))
    yield _timed("I-05-days", (each.firearm_days for each in begun if keeps_firearm_away(each)))
    yield _of("I-05", answered(rearmed_answer, begun))


def _follow_ups(counted: tuple[Intervention, ...], window: Window) -> Iterator[Figure]:
    """Counted in the month in which they were due, whenever the intervention began."""
    due_then = [at for at, month in follow_ups(counted).elements() if month in window]
    for due in codelist("follow_up_due"):
        done = (answer for code, answer in due_then if code == due.code)
        yield _of(f"I-07-{due.code}", done, (YES, BACK, AWAY, UNTOLD))
    ended = (answer for _, answer in due_then if answer in (BACK, AWAY, UNTOLD))
    yield _of("I-08", ended, (BACK,), UNTOLD)


def _repeated(cases: tuple[Case, ...], window: Window) -> Figure:
    """Attempts a year back, so that a year has passed after each."""
    then = window.earlier(months=_A_YEAR)
    return _of("I-09", (answer for answer, month in repeats(cases) if month in then))


def _postvention(begun: tuple[Intervention, ...]) -> Iterator[Figure]:
    yield _of("I-10a", answered(begun_answer, begun), (AT_ONCE,))
    yield _of("I-10b", answered(covered_answer, begun))


def _desks(begun: tuple[Intervention, ...]) -> Figure:
    kinds = [each.kind for each in begun if is_contact(each)]
    return Figure("I-11", len(kinds), successes=sum(kind in _DESKS for kind in kinds))


def _decisions(meetings: Iterable[Meeting], window: Window, day: date) -> Iterator[Figure]:
    """Of those that meetings took until the end of the window: due in it, and all that were carried out."""
    held = (each for each in meetings if each.held_on and Month.of(each.held_on) <= window.last)
    taken = [decision for meeting in held for item in meeting.agenda for decision in item.decisions]
    due = (each for each in taken if each.due_on and Month.of(each.due_on) in window)
    yield _of("I-12a", answered(lambda each: on_time_answer(each, day), due))
    yield _of("I-12b", answered(verified_answer, taken))


def _timed(row: str, days: Iterable[int | None]) -> Figure:
    found = list(days)
    known = [each for each in found if each is not None]
    timing = delay(known) if len(known) >= FEWEST else None
    return Figure(row, len(known), len(found) - len(known), timing=timing)


def _of(row: str, answers: Iterable[str], yes: tuple[str, ...] = (YES,), unknown: str = NOT_KNOWN) -> Figure:
    found = list(answers)
    missing = found.count(unknown)
    return Figure(row, len(found) - missing, missing, sum(answer in yes for answer in found))
