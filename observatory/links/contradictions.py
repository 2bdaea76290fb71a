"""What cannot all be true of one person's cases; found and told, never repaired: which answer is wrong, people know."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from observatory.cases.case import Case
from observatory.cases.counting import SUICIDE, UNDETERMINED_DEATH, is_countable, is_known
from observatory.field_rules import month_of
from observatory.links.case_link import CaseLink
from observatory.links.components import Components, components
from observatory.links.kinds import EXCLUDED, Pair, active, pair_of
from observatory.periods import Month
from observatory.terms import Term

DEATHS = (SUICIDE, UNDETERMINED_DEATH)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two cases that cannot both be as they are, a stable code, and a sentence without any of their values."""

    code: str
    cases: Pair
    message: Term


def contradictions(cases: Iterable[Case], links: Iterable[CaseLink]) -> tuple[Contradiction, ...]:
    """Everything that contradicts itself among these cases, in a fixed order; ruled out and duplicate ones apart."""
    everything, decided = tuple(cases), tuple(links)
    groups = components(everything, decided)
    told = [case for case in everything if is_countable(case)]
    ruled_out = {pair_of(link) for link in active(decided, EXCLUDED)}
    found = {
        each
        for one, two in _pairs(told, groups)
        for rule in _RULES
        for each in rule(one, two, is_one_event=groups.events[one.id] == groups.events[two.id])
    }
    found |= {Contradiction("excluded", pair, _EXCLUDED) for pair in ruled_out if _is_joined(pair, groups)}
    return tuple(sorted(found, key=lambda each: (each.code, sorted(each.cases))))


def _pairs(cases: list[Case], groups: Components) -> Iterator[tuple[Case, Case]]:
    by_person: dict[frozenset[str], list[Case]] = {}
    for case in cases:
        by_person.setdefault(groups.persons[case.id], []).append(case)
    for group in by_person.values():
        yield from combinations(group, 2)


def _is_joined(pair: Pair, groups: Components) -> bool:
    one, two = sorted(pair)
    return one in groups.persons and two in groups.persons[one]


def _sexes(one: Case, two: Case, *, is_one_event: bool) -> Iterator[Contradiction]:
    del is_one_event
    if is_known(one.sex) and is_known(two.sex) and one.sex != two.sex:
        yield Contradiction("sex", frozenset({one.id, two.id}), _SEX)


def _deaths(one: Case, two: Case, *, is_one_event: bool) -> Iterator[Contradiction]:
    if not is_one_event and one.event_type in DEATHS and two.event_type in DEATHS:
        yield Contradiction("two_deaths", frozenset({one.id, two.id}), _TWO_DEATHS)


def _after_death(one: Case, two: Case, *, is_one_event: bool) -> Iterator[Contradiction]:
    if is_one_event:
        return
    for death, other in ((one, two), (two, one)):
        if death.event_type in DEATHS and other.event_type not in DEATHS and _is_after(other, death):
            yield Contradiction("after_death", frozenset({one.id, two.id}), _AFTER_DEATH)


def _is_after(later: Case, earlier: Case) -> bool:
    """Surely after: by the first month that the one can have happened in and the last of the other."""
    first, last = _first(later), _last(earlier)
    return first is not None and last is not None and first > last


def _first(case: Case) -> Month | None:
    month = month_of(case.month)
    return month.quarter.window.first if month is not None and case.precision == "T" else month


def _last(case: Case) -> Month | None:
    month = month_of(case.month)
    return month.quarter.window.last if month is not None and case.precision == "T" else month


_RULES: tuple[Callable[..., Iterator[Contradiction]], ...] = (_sexes, _deaths, _after_death)
_SEX = Term(
    "Due casi della stessa persona hanno sesso diverso: correggere un caso o togliere un collegamento.",
    "Two cases of one person differ in sex: correct a case or revoke a link.",
)
_TWO_DEATHS = Term(
    "Una persona ha due decessi come eventi distinti: collegarli come stesso evento o togliere un collegamento.",
    "One person has two deaths as separate events: link them as the same event or revoke a link.",
)
_AFTER_DEATH = Term(
    "Un evento è successivo al decesso della stessa persona: correggere un mese o togliere un collegamento.",
    "An event comes after the death of the same person: correct a month or revoke a link.",
)
_EXCLUDED = Term(
    "Una coppia è esclusa, ma altri collegamenti o il codice persona la uniscono: toglierne uno.",
    "A pair is ruled out, yet other links or the person code join it: revoke one of them.",
)
