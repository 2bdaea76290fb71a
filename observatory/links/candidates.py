"""Cases that could be the same event: all of the blocking conditions must hold, then points make a short order.

Blocking (every one): neither ruled out nor duplicate, types that two reports of one event may give, months at most one
apart, sex, macro-region, region and method not known to differ, age bands at most one apart, no two person codes of one
force. Joined by «or», such conditions give lists so long that nobody reads them. What was decided about a pair is
remembered: it is no candidate any more, whatever was decided, until the decision is revoked.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from observatory.cases.case import Case
from observatory.cases.counting import COUNTABLE, NOT_TELLING, is_countable, is_known
from observatory.codelists import codelist
from observatory.field_rules import month_of
from observatory.links.comparing import Compared, compare, differs, types_like
from observatory.selection import UNANSWERED, Condition, Selection

MOST = 5
"""Candidates shown; more would be read by nobody."""

LEAST_POINTS = 9
"""Points below which a case that passes the blocking is not a candidate."""

_MAY_NOT_DIFFER = ("event_type", "month", "macro_region", "region", "person_code", "sex", "age_band", "method")
_MUST_BE_ANSWERED = ("event_type", "month", "sex", "macro_region")
_SLACK, WIDEST = 3, 5
"""Months either way in which a match may lie: one, and two for each side known to the quarter only."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that could be the same event, and why; `points` order the list and mean nothing else."""

    case: Case
    compared: tuple[Compared, ...]

    @property
    def points(self) -> int:
        return sum(each.points for each in self.compared)


@dataclass(frozen=True, slots=True)
class ShortList:
    """The best candidates, at most `MOST`, and how many there are in all."""

    candidates: tuple[Candidate, ...] = ()
    total: int = 0


NONE = ShortList()


def candidate(case: Case, other: Case) -> Candidate | None:
    """The other case as a candidate; None if it cannot be the same event, or too little speaks for it."""
    if case.id == other.id or not (is_comparable(case) and is_comparable(other)):
        return None
    if differs(case, other, _MAY_NOT_DIFFER):
        return None
    found = Candidate(other, compare(case, other))
    return found if found.points >= LEAST_POINTS else None


def short_list(case: Case, others: Iterable[Case], decided: Collection[str] = ()) -> ShortList:
    """The candidates among the others, the likeliest first; `decided` are the ids about which somebody decided."""
    fresh = (other for other in others if other.id not in decided)
    found = [each for each in (candidate(case, other) for other in fresh) if each is not None]
    found.sort(key=lambda each: (-each.points, each.case.id))
    return ShortList(tuple(found[:MOST]), len(found))


def is_comparable(case: Case) -> bool:
    """Whether enough is known to look for the same event elsewhere."""
    return is_countable(case) and all(getattr(case, name) for name in _MUST_BE_ANSWERED)


def blocking(case: Case) -> Selection | None:
    """A selection that holds all candidates of a case, and the case itself; None for a case that can have none."""
    month = month_of(case.month)
    if month is None or not is_comparable(case):
        return None
    codes = (_compatible(case, name) for name in ("sex", "macro_region", "region", "method"))
    types = ("event_type", types_like(str(case.event_type)))
    where = (types, *codes, _ages(case), ("status", frozenset(COUNTABLE)))
    slack = WIDEST if case.precision == "T" else _SLACK
    return Selection(
        where=tuple(each for each in where if each is not None), since=str(month - slack), until=str(month + slack)
    )


def _compatible(case: Case, name: str) -> Condition | None:
    value = getattr(case, name)
    return (name, frozenset({value, *NOT_TELLING, UNANSWERED})) if is_known(value) else None


def _ages(case: Case) -> Condition | None:
    if not is_known(case.age_band):
        return None
    bands = [code.code for code in codelist("age_band") if is_known(code.code)]
    at = bands.index(str(case.age_band))
    return ("age_band", frozenset({*bands[max(at - 1, 0) : at + 2], *NOT_TELLING, UNANSWERED}))
