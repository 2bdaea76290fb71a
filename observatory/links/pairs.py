"""Candidates among many cases at once, as an import or a look at the whole store needs them."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from observatory.cases.case import Case
from observatory.cases.counting import NOT_TELLING, is_known
from observatory.codelists import codelist
from observatory.field_rules import month_of
from observatory.links.candidates import WIDEST, Candidate, candidate, is_comparable
from observatory.links.kinds import Pair

_Place = tuple[int, str | None, str | None]


@dataclass(slots=True)
class Pool:
    """Comparable cases by month, sex and macro-region: only those that could agree are compared in full."""

    _places: dict[_Place, list[Case]] = field(default_factory=dict)

    def add(self, case: Case) -> None:
        month = month_of(case.month)
        if month is not None and is_comparable(case):
            self._places.setdefault((month.ordinal, case.sex, case.macro_region), []).append(case)

    def candidates(self, case: Case, decided: Collection[Pair] = ()) -> Iterator[Candidate]:
        """Those of the pool that could be the same event and about which nobody decided."""
        for other in self._near(case):
            found = candidate(case, other) if frozenset({case.id, other.id}) not in decided else None
            if found is not None:
                yield found

    def _near(self, case: Case) -> Iterator[Case]:
        month = month_of(case.month)
        if month is None:
            return
        for ordinal in range(month.ordinal - WIDEST, month.ordinal + WIDEST + 1):
            for sex in _agreeing(case.sex, "sex"):
                for macro_region in _agreeing(case.macro_region, "macro_region"):
                    yield from self._places.get((ordinal, sex, macro_region), ())


def pairs(cases: Iterable[Case], decided: Collection[Pair] = ()) -> Iterator[tuple[Case, Candidate]]:
    """Every pair once, the case that comes later first."""
    pool = Pool()
    for case in cases:
        for found in pool.candidates(case, decided):
            yield case, found
        pool.add(case)


def _agreeing(value: str | None, name: str) -> tuple[str | None, ...]:
    """The codes that do not speak against this one."""
    if is_known(value):
        return (value, *NOT_TELLING)
    return tuple(code.code for code in codelist(name))
