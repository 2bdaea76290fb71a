"""How good the data are: completeness, unknown shares, late confirmations, reporting delays, each with its records."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from observatory.authorisation.rules import READING, Reach, may_read, reach
from observatory.cases.case import Case
from observatory.cases.completeness import incomplete_conditions
from observatory.cases.counting import COUNTABLE, NOT_TELLING, is_countable
from observatory.cases.fields import CASE
from observatory.cases.overdue import overdue_selection
from observatory.cases.reporting import reporting_days
from observatory.codelists import FORCES, codelist
from observatory.evaluation.prevention import FEWEST, REACHES_BACK, Figure, begun_in, firearm_durations, indicators
from observatory.fields import Field
from observatory.interventions.intervention import Intervention
from observatory.meetings.fields import MEETING
from observatory.periods import Month, Window
from observatory.ports import UnitOfWork
from observatory.security.members import Member
from observatory.selection import EVERYTHING, UNANSWERED, Selection
from observatory.statistics.delay import Delay, delay
from observatory.terms import Term

_DUE = "follow_ups.due_month"
MONTHS = 36
"""How far back events and interventions are looked at."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A mandatory field: how many of how many cases do not tell it, and which they are."""

    field: Field
    unknown: int
    cases: int
    selection: Selection


@dataclass(frozen=True, slots=True)
class Complete:
    """How many of how many cases tell every mandatory answer, by force and for all (empty); which do not."""

    force: str
    complete: int
    cases: int
    selection: Selection


@dataclass(frozen=True, slots=True)
class Late:
    """Suspected for too long, by force."""

    force: str
    cases: int
    selection: Selection


@dataclass(frozen=True, slots=True)
class Reported:
    """Days from the end of the month of an event to the day it became known, by force; None where too few are."""

    force: str
    cases: int
    timing: Delay | None
    selection: Selection


@dataclass(frozen=True, slots=True)
class Quality:
    """Everything of the page; what the member may not read is empty."""

    first: Month
    complete: tuple[Complete, ...]
    unknown: tuple[Unknown, ...]
    late: tuple[Late, ...]
    reported: tuple[Reported, ...]
    indicators: tuple[Figure, ...]
    durations: Mapping[str, Delay]


def quality(unit: UnitOfWork, member: Member, today: date) -> Quality:
    """The data of the last 36 months, as far as the member reads cases; raises `NotAllowed` for who reads none."""
    window = Window.ending(Month.of(today), months=MONTHS)
    first = window.first
    interventions = tuple(_interventions(unit, window))
    cases = unit.cases.select(Selection(since=str(first - REACHES_BACK)))
    meetings = unit.meetings.select(EVERYTHING) if may_read(member, MEETING) else ()
    return Quality(
        first,
        tuple(_complete(unit, first)),
        tuple(_unknown(unit, first)),
        tuple(_late(unit, today)),
        tuple(_reported(unit, member, cases, first)),
        indicators(interventions, cases, meetings, window, today),
        firearm_durations(begun_in(interventions, window)),
    )


def _interventions(unit: UnitOfWork, window: Window) -> Iterator[Intervention]:
    """Those that began from the window on, and older ones of which a follow-up fell due in it."""
    due = (_DUE, str(window.first), str(window.last))
    yield from unit.interventions.select(Selection(since=str(window.first)))
    yield from unit.interventions.select(Selection(until=str(window.first - 1), within=(due,)))


def _complete(unit: UnitOfWork, first: Month) -> Iterator[Complete]:
    """All cases together, then the forces that have any."""
    counted = _countable(first)
    for force in ("", *FORCES):
        where = (*counted.where, *((("force", frozenset({force})),) if force else ()))
        cases = unit.cases.count(replace(counted, where=where))
        missing = replace(counted, where=where, any_of=(incomplete_conditions(),))
        if cases:
            yield Complete(force, cases - unit.cases.count(missing), cases, missing)


def _unknown(unit: UnitOfWork, first: Month) -> Iterator[Unknown]:
    """The mandatory coded fields that are not always known, the least known first."""
    counted = _countable(first)
    total = unit.cases.count(counted)
    found = []
    for field in (each for each in CASE.fields if each.required and each.is_coded):
        where = (*counted.where, (field.name, _not_telling(field)))
        selection = Selection(where=where, since=str(first))
        unknown = unit.cases.count(selection)
        if unknown:
            found.append(Unknown(field, unknown, total, selection))
    yield from sorted(found, key=lambda each: -each.unknown)


def _late(unit: UnitOfWork, today: date) -> Iterator[Late]:
    overdue = overdue_selection(today)
    for force, cases in sorted(unit.cases.tally("force", overdue).items(), key=_in_order):
        where = (*overdue.where, ("force", frozenset({force or UNANSWERED})))
        yield Late(
            force or "",
            cases,
            Selection(where=where, within=overdue.within, order_by=overdue.order_by, descending=overdue.descending),
        )


def _in_order(of_force: tuple[str | None, int]) -> tuple[int, str]:
    force = of_force[0] or ""
    return (FORCES.index(force) if force in FORCES else len(FORCES)), force


def _reported(unit: UnitOfWork, member: Member, cases: tuple[Case, ...], first: Month) -> Iterator[Reported]:
    """Only for who reads the cases of all forces: the days on which they became known are read together."""
    if reach(member, READING[CASE.name]) is not Reach.EVERYTHING:
        return
    known = unit.cases.first_known(date.max)
    days: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        if is_countable(case) and case.month and case.month >= str(first) and case.id in known:
            days[case.force or ""].append(reporting_days(case, case.known_on or known[case.id]))
    for force in (each for each in FORCES if each in days):
        where = (*_countable(first).where, ("force", frozenset({force})))
        timing = delay(days[force]) if len(days[force]) >= FEWEST else None
        yield Reported(force, len(days[force]), timing, Selection(where=where, since=str(first)))


def _countable(first: Month) -> Selection:
    return Selection(where=(("status", frozenset(COUNTABLE)),), since=str(first))


def _not_telling(field: Field) -> frozenset[str]:
    return frozenset(code for code in NOT_TELLING if code in codelist(field.codelist)) | {UNANSWERED}


TOGETHER = Term("Tutte le Forze", "All forces")
HEADINGS: Mapping[str, Term] = {
    "complete": Term("Casi con tutte le risposte obbligatorie", "Cases with every mandatory answer"),
    "unknown": Term("Risposte obbligatorie non note", "Mandatory answers not known"),
    "late": Term("Segnalati in attesa di conferma da oltre 180 giorni", "Suspected for more than 180 days"),
    "reported": Term("Ritardo di segnalazione, in giorni", "Reporting delay, in days"),
    "indicators": Term("Indicatori di prevenzione", "Indicators of prevention"),
    "durations": Term("Durata delle misure sull’arma, in giorni", "Duration of firearm measures, in days"),
}
"""What each part is called, in the order of the page."""
