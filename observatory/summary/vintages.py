"""How events moved between the days that editions compare: what ties their tables of changes to one another."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from operator import attrgetter

from observatory.cases.case import Case
from observatory.codelists import FORCES
from observatory.periods import Month
from observatory.summary.counted import At
from observatory.summary.finest import CHANGES
from observatory.summary.known import month_of

DEATHS, OTHERS = "DEATH", "OTHER"
SHOWN = ("LATE", "CONFIRMED", "RECLASSIFIED", "EXCLUDED")
UNCHANGED = "NONE"
CHANGES_TABLE = "T13a"
MOVES = "moves"
"""The cube of the courses that events took."""

_DEATHS = ("SU", "SI")
_OUT = ("ES", "DU")
_STILL: At = ("", "")
_GROUPED_BY = attrgetter("force", "event_type")

Pair = tuple[date, date]
"""The two days that an edition compares, the earlier one first."""


def cube_of(pair: Pair) -> str:
    """The name of the cube of what changed between two days."""
    return f"{CHANGES} {pair[0]} {pair[1]}"


def changes_between(before: Sequence[Case], now: Sequence[Case], since: date) -> dict[str, At]:
    """How each event known now that is not as it was then changed since, and whether it is a death, by its case's id.

    What was read of both days once is the same record: most are, and are not looked at.
    """
    same = set(map(id, before))
    others = [case for case in now if id(case) not in same and case.force in FORCES]
    wanted = {case.id for case in others}
    known = {case.id: case for case in before if case.id in wanted}
    return {case.id: (_change(known.get(case.id), case, since), group_of(case)) for case in others}


def _change(before: Case | None, now: Case, since: date) -> str:
    if before is None:
        return "LATE" if month_of(now) <= Month.of(since) else "NEW"
    if now.status in _OUT and before.status not in _OUT:
        return "EXCLUDED"
    if now.event_type != before.event_type:
        return "RECLASSIFIED"
    return "CONFIRMED" if now.status == "CO" != before.status else UNCHANGED


def group_of(case: Case) -> str:
    """Whether an event is a death, as the table of changes tells it."""
    return _group(case.event_type)


def _group(event_type: str | None) -> str:
    return DEATHS if event_type in _DEATHS else OTHERS


def changed(changes: Mapping[str, At], now: Sequence[Case]) -> Counter[At]:
    """How many events of the four forces changed in which way, deaths and others, those that did not too."""
    told = Counter(changes.values())
    for group, number in _groups(now).items():
        told[UNCHANGED, group] += number - sum(n for (_, of), n in told.items() if of == group)
    return +told


def _groups(cases: Sequence[Case]) -> Counter[str]:
    found: Counter[str] = Counter()
    for (force, event_type), number in Counter(map(_GROUPED_BY, cases)).items():
        if force in FORCES:
            found[_group(event_type)] += number
    return found


def _courses(ordered: Mapping[Pair, Mapping[str, At]]) -> Counter[At]:
    """How many events took each course: per pair, in order, its change and its group, or nothing that is shown.

    With those that occurred stand, at zero, the courses of an event that changes once: all of them can happen, so
    a world that moves events from one to another is one that no reader of the tables can exclude.
    """
    found: Counter[At] = Counter(dict.fromkeys(_single(list(ordered)), 0))
    by_pair = [_shown(changes) for changes in ordered.values()]
    for case in dict.fromkeys(case for changes in by_pair for case in changes):
        found[_course(changes.get(case, _STILL) for changes in by_pair)] += 1
    del found[_course(_STILL for _ in ordered)]
    return found


def _shown(changes: Mapping[str, At]) -> dict[str, At]:
    return {case: change for case, change in changes.items() if change[0] in SHOWN}


def _course(changes: Iterable[At]) -> At:
    return tuple(code for change in changes for code in (change if change[0] in SHOWN else _STILL))


def _single(pairs: Sequence[Pair]) -> list[At]:
    days = sorted({day for pair in pairs for day in pair})
    return [
        _course((change, kind) if since <= first and last <= day else _STILL for since, day in pairs)
        for first, last in pairwise(days)
        for change in SHOWN
        for kind in (DEATHS, OTHERS)
    ]


@dataclass(frozen=True, slots=True)
class Moves:
    """The courses of all events over the pairs of days that editions compare."""

    pairs: tuple[Pair, ...]
    counts: Mapping[At, int]

    def under(self, cube: str, change: At) -> list[At]:
        """The courses by which an event is counted under a change of the pair that the cube is named after."""
        place = 2 * [cube_of(pair) for pair in self.pairs].index(cube)
        return [course for course in self.counts if course[place : place + 2] == change]

    def changes(self) -> dict[tuple[str, At], int]:
        """How many events each cell of each pair's table of changes counts."""
        found: Counter[tuple[str, At]] = Counter()
        for course, count in self.counts.items():
            for place, pair in enumerate(self.pairs):
                if course[2 * place]:
                    found[cube_of(pair), course[2 * place : 2 * place + 2]] += count
        return found


def moves(changes: Mapping[Pair, Mapping[str, At]]) -> Moves:
    """The courses of all events that changed between the days of any pair; see `changes_between`."""
    ordered = dict(sorted(changes.items()))
    return Moves(tuple(ordered), _courses(ordered))
