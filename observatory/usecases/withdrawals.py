"""The issues that were taken back: each is a further line beside them, with its reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from observatory.errors import WrongUse
from observatory.periods import long_date
from observatory.ports import Release, UnitOfWork
from observatory.summary.facts import TakenBack
from observatory.terms import Term
from observatory.usecases.earlier_editions import SUMMARY

WITHDRAWAL = "withdrawal"
"""The kind of these lines among the releases."""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """When an issue was taken back, and why."""

    at: datetime
    reason: str


def withdrawals(unit: UnitOfWork) -> dict[str, Withdrawal]:
    """By the id of the issue."""
    found = unit.releases.all(WITHDRAWAL)
    return {each.tables["of"]: Withdrawal(each.made_at, each.tables["reason"]) for each in found}


def refuse_withdrawn(withdrawal: Withdrawal | None) -> None:
    """Raise `WrongUse`, with day and reason, for what was taken back."""
    if withdrawal is not None:
        day = long_date(withdrawal.at.astimezone().date())
        raise WrongUse(_TAKEN_BACK.with_values(day=day, reason=withdrawal.reason))


def taken_back(unit: UnitOfWork, audience: str, before: Release | None = None) -> tuple[TakenBack, ...]:
    """Summaries for the audience that were taken back, or those taken back before one was made; oldest first.

    Answers and record files are numbered by themselves: no reader of the next summary would know which is meant.
    """
    return tuple(
        TakenBack(each.issue, each.made_at.astimezone().date(), each.tables["reason"])
        for each in unit.releases.all(WITHDRAWAL)
        if each.audience == audience
        and each.tables.get(_KIND, SUMMARY) == SUMMARY
        and (before is None or each.made_at < before.made_at)
    )


def noted(release: Release, made: Withdrawal) -> Release:
    """What is written down of it."""
    return Release(
        id=str(uuid4()),
        kind=WITHDRAWAL,
        period=release.period,
        audience=release.audience,
        as_of=release.as_of,
        issue=release.issue,
        made_at=made.at,
        digest=release.digest,
        tables={
            "of": release.id,
            "reason": made.reason,
            **({} if release.kind == SUMMARY else {_KIND: release.kind}),
        },
    )


_KIND = "kind"
_TAKEN_BACK = Term(
    "Questa edizione è stata ritirata il {day}: {reason} Correggere i dati, poi preparare una nuova edizione. Nulla è "
    "stato preparato.",
    "This issue was withdrawn on {day}: {reason} Correct the data, then prepare a new issue. Nothing was prepared.",
)
