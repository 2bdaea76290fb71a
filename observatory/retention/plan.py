"""What is past its term on a day: how many records of each policy, and nothing of what they say."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from observatory.periods import Month
from observatory.ports import UnitOfWork
from observatory.retention.policies import Policy, policies, term_of

_PURPOSE = "osservatorio/retention/v1"


@dataclass(frozen=True, slots=True)
class Line:
    """One policy with its term in force. `oldest` and `newest` are the months (yyyy-mm) of what is past it."""

    policy: Policy
    months: int
    due: Mapping[str, str] = field(repr=False)

    @property
    def count(self) -> int:
        return len(self.due)

    @property
    def oldest(self) -> str:
        return min(self.due.values(), default="")

    @property
    def newest(self) -> str:
        return max(self.due.values(), default="")


@dataclass(frozen=True, slots=True)
class RetentionPlan:
    """A dry run: what would be erased on that day."""

    day: date
    lines: tuple[Line, ...]

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)

    @property
    def ids(self) -> tuple[str, ...]:
        """The records among them, drafts left out."""
        return tuple(name for line in self.lines if line.policy.entity != "draft" for name in sorted(line.due))

    @property
    def subject(self) -> str:
        """What two members sign: the day, each policy with its term and its number, and a digest of exactly which."""
        told = {line.policy.code: [line.months, line.count] for line in self.lines if line.count}
        return _canonical({"day": self.day.isoformat(), "digest": self._digest, "policies": told})

    @property
    def _digest(self) -> str:
        named = [_PURPOSE, *([line.policy.code, *sorted(line.due)] for line in self.lines)]
        return hashlib.sha256(_canonical(named).encode()).hexdigest()


def plan(unit: UnitOfWork, day: date) -> RetentionPlan:
    """What is past its term in the month of that day; raises `NotAllowed`."""
    return RetentionPlan(day, tuple(_line(unit, each, Month.of(day)) for each in policies()))


def day_of(subject: str) -> date:
    """The day of the plan that a proposal carries."""
    return date.fromisoformat(json.loads(subject)["day"])


def counts_of(subject: str) -> Mapping[str, tuple[int, int]]:
    """Months and number by the policy's code, as a proposal carries them."""
    return {code: (months, count) for code, (months, count) in json.loads(subject)["policies"].items()}


def _line(unit: UnitOfWork, each: Policy, month: Month) -> Line:
    months = term_of(unit.settings, each)
    asked = each.elapsed(months, month)
    return Line(each, months, {} if asked is None else unit.erasure.elapsed(asked))


def _canonical(told: object) -> str:
    return json.dumps(told, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
