"""The indicators I-01 … I-12 of prevention, follow-up and firearm measures: each with its numerator and denominator.

Shares are of known answers only, with what is not known counted apart; nothing is derived below `FEWEST`. They are
for members who read the cases themselves. Not among them, because the records hold no such figure: days until return
to duty, staff trained, people who came by themselves, measures beyond a legal ceiling.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from observatory.cases.case import Case
from observatory.cases.counting import NOT_TELLING, is_countable, is_countable_suicide, is_known
from observatory.codelists import codelist
from observatory.interventions.intervention import MEASURES_TAKEN, Intervention
from observatory.meetings.meeting import Meeting
from observatory.periods import Month
from observatory.statistics.delay import Delay, delay
from observatory.statistics.proportions import Proportion, proportion
from observatory.terms import Term

FEWEST = 5
"""Known answers below which neither a share nor a median is given."""

REPEAT_MONTHS = 12
_NOT_APPLICABLE = "NA"
_DESKS = frozenset({"S01", "S02"})
_FOLLOW_UP_DAYS = {"72H": 3, "7G": 7, "30G": 30, "90G": 90, "180G": 180, "365G": 365}
_ATTEMPTS = frozenset({"TE", "TI", "TA", "AL"})
_RETURNED = ("RP", "RL")


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator: how many of how many known, or how long, and how many answers are missing."""

    code: str
    label: Term
    known: int
    missing: int = 0
    successes: int | None = None
    timing: Delay | None = None

    @property
    def share(self) -> Proportion | None:
        """With its limits; None where nothing is counted, or too little is known."""
        if self.successes is None or self.known < FEWEST:
            return None
        return proportion(self.successes, self.known)


def indicators(
    interventions: Iterable[Intervention], cases: Iterable[Case], meetings: Iterable[Meeting]
) -> tuple[Figure, ...]:
    """All of them over the records given, in the order of their codes."""
    done, happened = tuple(interventions), tuple(case for case in cases if is_countable(case))
    return (
        *_contacts(done),
        *_firearm(done),
        _sought_help(happened),
        *_follow_ups(done),
        _returned(done),
        _repeated(happened),
        *_postvention(done),
        _desks(done),
        *_decisions(tuple(meetings)),
    )


def firearm_durations(interventions: Iterable[Intervention]) -> Mapping[str, Delay]:
    """How long firearm measures lasted in whole days, by measure, which names its legal basis; from `FEWEST` on."""
    by_measure: dict[str, list[int]] = defaultdict(list)
    for each in interventions:
        if each.firearm_measure in MEASURES_TAKEN and each.firearm_days is not None:
            by_measure[str(each.firearm_measure)].append(each.firearm_days)
    return {code: delay(days) for code, days in sorted(by_measure.items()) if len(days) >= FEWEST}


def repeated(cases: Iterable[Case]) -> tuple[int, int]:
    """Persons with a further attempt or death within twelve months of their first one, of all with a first one.

    Persons and not events are counted, by their code; whose code is not recorded is not among them.
    """
    months: dict[str, list[Month]] = defaultdict(list)
    for case in cases:
        is_meant = case.event_type in _ATTEMPTS or is_countable_suicide(case)
        if case.person_code and case.month and is_meant:
            months[case.person_code].append(Month.parse(case.month))
    again = sum(_is_again(sorted(each)) for each in months.values())
    return again, len(months)


def _is_again(months: list[Month]) -> bool:
    return len(months) > 1 and months[1] <= months[0] + REPEAT_MONTHS


def _contacts(done: tuple[Intervention, ...]) -> Iterator[Figure]:
    days = [each.days_from_signal for each in done if each.scope == "IN" and each.firearm_measure not in MEASURES_TAKEN]
    yield _timed("I-01", _FIRST_CONTACT, days)
    for longest, label in ((3, _WITHIN_72_HOURS), (7, _WITHIN_7_DAYS)):
        yield _within("I-02", label, days, longest)


def _firearm(done: tuple[Intervention, ...]) -> Iterator[Figure]:
    measures = [each for each in done if each.firearm_measure in MEASURES_TAKEN]
    yield _within("I-03", _DECISION_24_HOURS, [each.days_from_signal for each in measures], 1)
    yield _of("I-04", _SUPPORTED, _applying(each.concurrent_support for each in measures), ("S",))
    yield _timed("I-05", _DURATION, [each.firearm_days for each in measures])
    yield _of("I-05", _REARMED, [each.firearm_outcome for each in measures], ("RE",))


def _sought_help(cases: tuple[Case, ...]) -> Figure:
    told = [case.service_contact for case in cases if is_countable_suicide(case)]
    contacts = tuple(each.code for each in codelist("service_contact") if each.code not in ("N", *NOT_TELLING))
    return _of("I-06", _CONTACT_BEFORE, told, contacts)


def _follow_ups(done: tuple[Intervention, ...]) -> Iterator[Figure]:
    for due, days in _FOLLOW_UP_DAYS.items():
        told = _applying(each.done for one in done for each in one.follow_ups if each.due == due)
        yield _of("I-07", _FOLLOWED.with_values(days=days), told, ("S",))


def _returned(done: tuple[Intervention, ...]) -> Figure:
    told = [
        [each.return_to_duty for each in intervention.follow_ups if is_known(each.return_to_duty)]
        for intervention in done
        if intervention.follow_ups
    ]
    return _of("I-08", _RETURN, [each[-1] if each else None for each in told], _RETURNED)


def _repeated(cases: tuple[Case, ...]) -> Figure:
    again, persons = repeated(cases)
    return Figure("I-09", _REPEATED, persons, successes=again)


def _postvention(done: tuple[Intervention, ...]) -> Iterator[Figure]:
    after = [each for each in done if str(each.kind).startswith("V")]
    yield _of("I-10", _STARTED, [each.postvention_delay for each in after], ("1",))
    yield _of("I-10", _COVERED, [each.coverage for each in after], ("4",))


def _desks(done: tuple[Intervention, ...]) -> Figure:
    individual = [each for each in done if each.scope == "IN"]
    return Figure("I-11", _REACHED, len(individual), successes=sum(each.kind in _DESKS for each in individual))


def _decisions(meetings: tuple[Meeting, ...]) -> Iterator[Figure]:
    taken = [each for meeting in meetings for item in meeting.agenda for each in item.decisions]
    closed = [each for each in taken if each.status in ("AT", "VE")]
    timed = [each for each in closed if each.due_on and each.closed_on]
    on_time = sum(bool(each.due_on and each.closed_on and each.closed_on <= each.due_on) for each in timed)
    yield Figure("I-12", _ON_TIME, len(timed), len(closed) - len(timed), on_time)
    yield Figure("I-12", _VERIFIED, len(closed), successes=sum(each.status == "VE" for each in closed))


def _applying(answers: Iterable[str | None]) -> list[str | None]:
    """Answers to questions that applied; in the list of returns to duty the same code means «not yet»."""
    return [answer for answer in answers if answer != _NOT_APPLICABLE]


def _timed(code: str, label: Term, days: Iterable[int | None]) -> Figure:
    told = list(days)
    known = [each for each in told if each is not None]
    return Figure(
        code, label, len(known), len(told) - len(known), timing=delay(known) if len(known) >= FEWEST else None
    )


def _within(code: str, label: Term, days: Iterable[int | None], longest: int) -> Figure:
    told = list(days)
    known = [each for each in told if each is not None]
    return Figure(code, label, len(known), len(told) - len(known), sum(each <= longest for each in known))


def _of(code: str, label: Term, answers: Iterable[str | None], successes: tuple[str, ...]) -> Figure:
    """Of the answers that tell something, those among the successes."""
    told = list(answers)
    known = [answer for answer in told if is_known(answer)]
    return Figure(code, label, len(known), len(told) - len(known), sum(answer in successes for answer in known))


_FIRST_CONTACT = Term("Giorni dalla segnalazione al primo contatto", "Days from the signal to the first contact")
_WITHIN_72_HOURS = Term("Primo contatto entro 72 ore", "First contact within 72 hours")
_WITHIN_7_DAYS = Term("Primo contatto entro 7 giorni", "First contact within 7 days")
_DECISION_24_HOURS = Term("Misura sull’arma entro un giorno", "Firearm measure within a day")
_SUPPORTED = Term("Misure sull’arma con sostegno contestuale", "Firearm measures with concurrent support")
_DURATION = Term("Durata delle misure sull’arma, in giorni", "Duration of firearm measures, in days")
_REARMED = Term("Arma restituita a fine misura", "Firearm returned at the end of the measure")
_CONTACT_BEFORE = Term(
    "Suicidi con un contatto con i servizi nei 12 mesi", "Suicides with a service contact within 12 months"
)
_FOLLOWED = Term("Controllo a {days} giorni effettuato", "Follow-up at {days} days done")
_RETURN = Term("Rientro in servizio, pieno o con limitazioni", "Return to duty, full or with limits")
_REPEATED = Term("Persone con un nuovo evento entro 12 mesi", "Persons with a further event within 12 months")
_STARTED = Term("Postvention avviata entro 24 ore", "Postvention begun within 24 hours")
_COVERED = Term("Postvention che raggiunge almeno il 75 % del reparto", "Postvention reaching 75 % of the unit or more")
_REACHED = Term("Interventi individuali di sportelli e linee d’ascolto", "Individual interventions by desks and lines")
_ON_TIME = Term("Decisioni chiuse entro la scadenza", "Decisions closed on time")
_VERIFIED = Term("Decisioni attuate il cui effetto è verificato", "Implemented decisions whose effect was verified")
