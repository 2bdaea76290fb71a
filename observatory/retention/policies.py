"""The retention policies, read from `resources/retention.csv`, and the term that the Observatory sets for each.

To add a policy: one line in the file. `clock` names the fields whose first answer starts the term, `months` its length
(0 for ever), `field` and `codes` one condition.
"""

import csv
import io
from dataclasses import dataclass
from functools import cache

from observatory.errors import WrongUse
from observatory.periods import Month
from observatory.ports import Elapsed, Settings
from observatory.selection import Condition
from observatory.terms import Term
from resources import resource

FOR_EVER = 0
LONGEST = 1200
"""Months: a hundred years."""


@dataclass(frozen=True, slots=True)
class Policy:
    """Which records, how long after what, and why."""

    code: str
    label: Term
    entity: str
    clock: tuple[str, ...]
    months: int
    where: Condition | None
    reason: Term

    def elapsed(self, months: int, month: Month) -> Elapsed | None:
        """What is past a term of so many whole months in that month; None where nothing ever is."""
        if months == FOR_EVER:
            return None
        return Elapsed(self.entity, self.clock, str(month - months - 1), self.where)


@cache
def policies() -> tuple[Policy, ...]:
    """All of them, in the order in which they are carried out: what refers to others goes first."""
    text = resource("retention.csv").read_text(encoding="utf-8")
    return tuple(_policy(row) for row in csv.DictReader(io.StringIO(text)))


def policy(code: str) -> Policy:
    """The policy of that code; raises `WrongUse` where there is none."""
    for each in policies():
        if each.code == code:
            return each
    raise WrongUse(_UNKNOWN.with_values(codes=", ".join(each.code for each in policies())))


def term_of(settings: Settings, each: Policy) -> int:
    """How many months it keeps records: the Observatory's own number, or the usual one."""
    told = settings.get(_setting(each))
    return int(told) if told else each.months


def set_term(settings: Settings, code: str, months: int) -> None:
    """Keep records so many months, 0 for ever; raises `WrongUse`, `NotAllowed`."""
    if not FOR_EVER <= months <= LONGEST:
        raise WrongUse(_IMPOSSIBLE.with_values(longest=LONGEST))
    settings.set(_setting(policy(code)), str(months))


def _setting(each: Policy) -> str:
    return f"retention/{each.code}"


def _policy(row: dict[str, str]) -> Policy:
    return Policy(
        code=row["code"],
        label=Term(row["it"], row["en"]),
        entity=row["entity"],
        clock=tuple(row["clock"].split()),
        months=int(row["months"]),
        where=(row["field"], frozenset(row["codes"].split())) if row["field"] else None,
        reason=Term(row["reason_it"], row["reason_en"]),
    )


_UNKNOWN = Term(
    "Regola di conservazione inesistente: indicare una tra {codes}. Nulla è stato modificato.",
    "There is no such retention policy: give one of {codes}. Nothing was changed.",
)
_IMPOSSIBLE = Term(
    "Il termine va da 1 a {longest} mesi; 0 conserva senza limite. Nulla è stato modificato.",
    "The term is from 1 to {longest} months; 0 keeps without limit. Nothing was changed.",
)
