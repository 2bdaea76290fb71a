"""The issues that were taken back: each is a further line beside them, with its reason."""

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from observatory.ports import Release, UnitOfWork
from observatory.summary.facts import TakenBack

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


def taken_back(unit: UnitOfWork, audience: str, before: Release | None = None) -> tuple[TakenBack, ...]:
    """Issues for the audience that were taken back, or those taken back before an issue was made; oldest first."""
    return tuple(
        TakenBack(each.issue, each.made_at.astimezone().date(), each.tables["reason"])
        for each in unit.releases.all(WITHDRAWAL)
        if each.audience == audience and (before is None or each.made_at < before.made_at)
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
        tables={"of": release.id, "reason": made.reason},
    )
