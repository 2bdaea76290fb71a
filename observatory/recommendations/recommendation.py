"""Recommendations: each with the response of every addressed force, and the steps of each response."""

from dataclasses import dataclass
from datetime import date

from observatory.codelists import Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseStep:
    """One change of state, with who made it; no force means the secretariat."""

    id: str
    state: Coded | None = None
    taken_on: date | None = None
    force: Coded | None = None
    reason: str | None = None
    evidence: str | None = None
    decision_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceResponse:
    """Where one addressed force stands with a recommendation, and how it came there."""

    id: str
    force: Coded | None = None
    state: Coded | None = None
    sent_on: date | None = None
    answer_due_on: date | None = None
    go_live_on: date | None = None
    share_reached: int | None = None
    evidence: str | None = None
    steps: tuple[ResponseStep, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What the Observatory recommends to several forces, with where each of them stands."""

    id: str
    version: int = 0
    code: str | None = None
    title: str | None = None
    instrument: Coded | None = None
    problem: str | None = None
    text: str | None = None
    strength: Coded | None = None
    priority: Coded | None = None
    element: Coded | None = None
    status: Coded | None = None
    issued_on: date | None = None
    meeting_id: str | None = None
    decision_id: str | None = None
    procedure_id: str | None = None
    supersedes: str | None = None
    responses: tuple[ForceResponse, ...] = ()
