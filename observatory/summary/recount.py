"""Records as known on a day, counted at the finest combinations that any edition tells apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from observatory.cases.case import Case
from observatory.cases.counting import is_event
from observatory.evaluation.record_answers import (
    begun_answer,
    contact_answer,
    covered_answer,
    decided_answer,
    follow_ups,
    helped_answer,
    rearmed_answer,
    repeats,
    supported_answer,
)
from observatory.interventions.intervention import Intervention, is_of_force, keeps_firearm_away
from observatory.periods import Month
from observatory.summary.counted import EVENTS, At
from observatory.summary.facts import kind_of, month_of
from observatory.summary.finest import (
    CIRCUMSTANCES,
    CONTACT,
    COVERED,
    DECIDED,
    DELAYS,
    FIREARM,
    FOLLOWED,
    HELPED,
    IN_CRISIS,
    LEVELS,
    MEASURES,
    NOT_IN_CRISIS,
    REARMED,
    REPEATED,
    SUPPORTED,
)
from observatory.summary.published import UNKNOWN, group

_Record = TypeVar("_Record")
Atom = tuple[str, At, int]
"""The cube, its finest codes, and the month since year 0."""

_QUESTIONS = {
    DELAYS: begun_answer,
    COVERED: covered_answer,
    CONTACT: contact_answer,
    DECIDED: decided_answer,
    SUPPORTED: supported_answer,
    REARMED: rearmed_answer,
}


@dataclass(frozen=True, slots=True)
class _Groups:
    """From codes of a case to the groups it is published in."""

    sex: Callable[[str | None], str]
    age: Callable[[str | None], str]
    rank: Callable[[str | None], str]
    method: Callable[[str | None], str]

    @classmethod
    def current(cls) -> "_Groups":
        return cls(group("sex"), group("age_band"), group("rank_category"), group("method"))


def recounted(cases: Iterable[Case], interventions: Iterable[Intervention]) -> Counter[Atom]:
    """How many records at each finest combination."""
    return Recounts().of(tuple(cases), tuple(interventions))


@dataclass(frozen=True, slots=True)
class _Day:
    """The records as known on a day, how many of them are counted one by one, and these with courses of persons."""

    cases: Sequence[Case]
    interventions: Sequence[Intervention]
    single: Counter[Atom]
    counts: Counter[Atom]


class Recounts:
    """Records as known on several days, as `recounted`: of a further day only what is not the same is counted anew."""

    def __init__(self) -> None:
        self._days: list[_Day] = []

    def of(self, cases: Sequence[Case], interventions: Sequence[Intervention]) -> Counter[Atom]:
        for day in self._days:
            if day.cases is cases and day.interventions is interventions:
                return day.counts
        single = self._counted(cases, interventions)
        again = ((REPEATED, (answer,), month.ordinal) for answer, month in repeats(cases))
        self._days.append(_Day(cases, interventions, single, single + Counter(again)))
        return self._days[-1].counts

    def _counted(self, cases: Sequence[Case], interventions: Sequence[Intervention]) -> Counter[Atom]:
        if not self._days:
            return _single(cases, interventions)
        last = self._days[-1]
        found = last.single + _single(_others(cases, last.cases), _others(interventions, last.interventions))
        found.subtract(_single(_others(last.cases, cases), _others(last.interventions, interventions)))
        return +found


def _others(records: Iterable[_Record], known: Iterable[_Record]) -> list[_Record]:
    """Those that are not the very same as one that is known."""
    same = set(map(id, known))
    return [record for record in records if id(record) not in same]


def _single(cases: Iterable[Case], interventions: Iterable[Intervention]) -> Counter[Atom]:
    """What each record counts by itself."""
    groups, acts = _Groups.current(), [one for one in interventions if is_of_force(one)]
    events = [(case, kind_of(case), month_of(case).ordinal) for case in cases if is_event(case)]
    found: Counter[Atom] = Counter((EVENTS, (str(case.force), kind), month) for case, kind, month in events)
    deaths = (_of_death(case, month, groups) for case, kind, month in events if kind in ("SUC", "SUP"))
    found.update(chain.from_iterable(chain(deaths, map(_of_intervention, acts))))
    found.update({(FOLLOWED, at, due.ordinal): number for (at, due), number in follow_ups(acts).items()})
    return found


def _of_death(case: Case, month: int, groups: _Groups) -> Iterator[Atom]:
    yield "T5", (groups.sex(case.sex), groups.age(case.age_band)), month
    yield "T6a", (groups.rank(case.rank_category),), month
    single = ("T6b", case.seniority), ("T6c", case.position), ("T7c", case.place), ("T9", case.macro_region)
    for cube, value in single:
        yield cube, (value or UNKNOWN,), month
    yield "T7a", (_method(case, groups),), month
    yield from ((cube, (circumstance_answer(case, code),), month) for code, cube in CIRCUMSTANCES.items())
    yield HELPED, (str(helped_answer(case)),), month
    yield "T7d", (case.on_duty if case.on_duty in ("S", "N") else UNKNOWN,), month


def circumstance_answer(case: Case, code: str) -> str:
    """What is known of a circumstance of a case; one that is told twice counts as found where it once was."""
    told = [each for each in case.circumstances if each.circumstance == code]
    if any(each.value == "S" for each in told):
        return IN_CRISIS if any(each.value == each.crisis == "S" for each in told) else NOT_IN_CRISIS
    return "N" if any(each.value == "N" for each in told) else UNKNOWN


def _method(case: Case, groups: _Groups) -> str:
    return f"{FIREARM}-{case.firearm_ownership or UNKNOWN}" if case.method == FIREARM else groups.method(case.method)


def _of_intervention(one: Intervention) -> Iterator[Atom]:
    month = Month.parse(str(one.start)).ordinal
    yield LEVELS, (str(one.kind)[0], str(one.force)), month
    for cube, question in _QUESTIONS.items():
        if (answer := question(one)) is not None:
            yield cube, (answer,), month
    if keeps_firearm_away(one):
        yield MEASURES, (str(one.firearm_measure),), month
        yield "timed firearm", (_answer(one.firearm_days),), month


def _answer(days: int | None) -> str:
    return "N" if days is None else "S"
