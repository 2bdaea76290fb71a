"""Rule V7: cases that could be the same event reported twice. Only how many is told, never which."""

from collections.abc import Iterable

from observatory.cases.case import Case
from observatory.cases.counting import is_countable
from observatory.codelists import codelist
from observatory.selection import UNANSWERED, Selection

COMPARED = ("force", "month", "sex", "age_band", "rank_category", "macro_region", "method")
"""Two cases with the same values here are candidates."""

_MAY_BE_EMPTY = ("method",)


def duplicate_key(case: Case) -> tuple[str | None, ...] | None:
    """What two candidates have in common; None for a case that does not count or has one of the values empty."""
    key = tuple(getattr(case, name) for name in COMPARED)
    is_complete = all(value for name, value in zip(COMPARED, key, strict=True) if name not in _MAY_BE_EMPTY)
    return key if is_complete and is_countable(case) else None


def duplicate_candidates(case: Case, cases: Iterable[Case]) -> int:
    """How many of the cases could be the same event; the case itself is not one of them."""
    key = duplicate_key(case)
    if key is None:
        return 0
    return sum(other.id != case.id and duplicate_key(other) == key for other in cases)


def duplicate_selection(case: Case) -> Selection | None:
    """The selection of a case's candidates, the case itself included; None for a case that cannot have any."""
    key = duplicate_key(case)
    if key is None or case.month is None:
        return None
    codes = ((name, value) for name, value in zip(COMPARED, key, strict=True) if name != "month")
    out = frozenset(code.code for code in codelist("status") if code.code in ("ES", "DU"))
    return Selection(
        where=tuple((name, frozenset({value or UNANSWERED})) for name, value in codes),
        excluding=(("status", out),),
        since=case.month,
        until=case.month,
    )
