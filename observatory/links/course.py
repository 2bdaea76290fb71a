"""The events of one person in their order: an attempt, and perhaps a later death."""

from collections.abc import Iterable
from dataclasses import dataclass

from observatory.cases.case import Case
from observatory.cases.counting import is_countable
from observatory.field_rules import month_of
from observatory.links.case_link import CaseLink
from observatory.links.components import components
from observatory.links.contradictions import DEATHS
from observatory.links.counting import counted_once
from observatory.terms import Term

ATTEMPTS = ("TE", "TI", "TA")


@dataclass(frozen=True, slots=True)
class Course:
    """The counting cases of one person, one for each event, earliest first; without a month last."""

    events: tuple[Case, ...]

    @property
    def months_to_death(self) -> int | None:
        """Whole months from the last attempt to a later death, 0 within one month; None if there are not both."""
        death = next((month_of(case.month) for case in self.events if case.event_type in DEATHS), None)
        tried = [month_of(case.month) for case in self.events if case.event_type in ATTEMPTS]
        before = [month for month in tried if month is not None and death is not None and month <= death]
        return death.ordinal - max(before).ordinal if death is not None and before else None

    @property
    def sentence(self) -> Term | None:
        """«Attempt, then death»; None where that is not the course."""
        months = self.months_to_death
        if months is None:
            return None
        return _SAME_MONTH if months == 0 else _ONE_MONTH if months == 1 else _LATER.with_values(n=months)


def course_of(case: Case, cases: Iterable[Case], links: Iterable[CaseLink]) -> Course:
    """The course of the person of a case, among these cases."""
    told, decided = tuple(cases), tuple(links)
    person = components(told, decided).persons.get(case.id, frozenset())
    own = [each for each in counted_once(told, decided) if each.id in person and is_countable(each)]
    return Course(tuple(sorted(own, key=lambda each: (each.month or "9999", each.event_type in DEATHS, each.id))))


_SAME_MONTH = Term(
    "Tentativo e decesso della stessa persona nello stesso mese.", "An attempt and a death of one person in one month."
)
_ONE_MONTH = Term(
    "Tentativo, poi decesso della stessa persona, a un mese di distanza.",
    "An attempt, then the death of the same person one month later.",
)
_LATER = Term(
    "Tentativo, poi decesso della stessa persona, a {n} mesi di distanza.",
    "An attempt, then the death of the same person {n} months later.",
)
