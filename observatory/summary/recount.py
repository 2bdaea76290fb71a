"""Records as known on a day, counted at the finest combinations that any edition tells apart."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from observatory.cases.case import Case
from observatory.evaluation.record_answers import (
    begun_answer,
    contact_answer,
    covered_answer,
    decided_answer,
    helped_answer,
    rearmed_answer,
    supported_answer,
)
from observatory.interventions.intervention import Intervention, keeps_firearm_away
from observatory.periods import Month
from observatory.summary.counted import EVENTS, At
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
from observatory.summary.known import Known
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
    return Recounts().of(Known(tuple(cases), tuple(interventions)))


@dataclass(frozen=True, slots=True)
class _Day:
    """What was known on a day, how many records are counted one by one, and these with courses of persons."""

    known: Known
    single: Counter[Atom]
    counts: Counter[Atom]


class Recounts:
    """Records as known on several days, as `recounted`: of a further day only what is not the same is counted anew."""

    def __init__(self) -> None:
        self._days: list[_Day] = []

    def of(self, known: Known) -> Counter[Atom]:
        for day in self._days:
            if day.known.cases is known.cases and day.known.interventions is known.interventions:
                return day.counts
        single = self._counted(known)
        again = {(REPEATED, at, month.ordinal): n for (at, month), n in known.attempts.items()}
        self._days.append(_Day(known, single, single + Counter(again)))
        return self._days[-1].counts

    def _counted(self, known: Known) -> Counter[Atom]:
        if not self._days:
            return _single(known)
        last = self._days[-1]
        found = last.single + _single(_others(known, last.known))
        found.subtract(_single(_others(last.known, known)))
        return +found


def _others(now: Known, before: Known) -> Known:
    """The records that are not the very same as one that was known."""
    return Known(_not_in(before.cases, now.cases), _not_in(before.interventions, now.interventions))


def _not_in(known: Iterable[_Record], records: Iterable[_Record]) -> list[_Record]:
    same = set(map(id, known))
    return [record for record in records if id(record) not in same]


def _single(known: Known) -> Counter[Atom]:
    """What each record counts by itself."""
    groups = _Groups.current()
    found: Counter[Atom] = Counter(
        {(EVENTS, (force, kind), month.ordinal): number for (force, kind, month), number in known.tally.items()}
    )
    deaths = (_of_death(case, month.ordinal, groups) for month, cases in known.suicides.items() for case in cases)
    found.update(chain.from_iterable(chain(deaths, map(_of_intervention, known.acts))))
    found.update({(FOLLOWED, at, due.ordinal): number for (at, due), number in known.follow_ups.items()})
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
