"""A meeting with its attendance, agenda and minutes; an agenda item with its decisions; a decision with its actions."""

from dataclasses import dataclass
from datetime import date

from observatory.codelists import Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Who was present, as force and role."""

    id: str
    force: Coded | None = None
    role: Coded | None = None
    attendance: Coded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    """Something a force undertakes, with its owner, due date and state."""

    id: str
    text: str | None = None
    owner_force: Coded | None = None
    owner_office: Coded | None = None
    informed_forces: tuple[Coded, ...] = ()
    due_on: date | None = None
    status: Coded | None = None
    postponed_to: date | None = None
    done_on: date | None = None
    evidence: str | None = None
    decision_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the meeting decided on an agenda item."""

    id: str
    kind: Coded | None = None
    element: Coded | None = None
    text: str | None = None
    forces: tuple[Coded, ...] = ()
    office: Coded | None = None
    due_on: date | None = None
    status: Coded | None = None
    closed_on: date | None = None
    outcome: str | None = None
    adopted: Coded | None = None
    dissent: tuple[Coded, ...] = ()
    dissent_reason: str | None = None
    actions: tuple[ActionItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One point of the agenda; refers to a summary, never to a case."""

    id: str
    position: int | None = None
    kind: Coded | None = None
    theme: Coded | None = None
    summary: str | None = None
    reference: str | None = None
    source: Coded | None = None
    carried_from: str | None = None
    origin_id: str | None = None
    signal_id: str | None = None
    recommendation_id: str | None = None
    procedure_id: str | None = None
    outcome: Coded | None = None
    outcome_reason: str | None = None
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesStep:
    """One status of the minutes, with the digest of the text that it was given to."""

    id: str
    number: int | None = None
    status: Coded | None = None
    taken_on: date | None = None
    digest: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One inter-force meeting."""

    id: str
    version: int = 0
    number: int | None = None
    kind: Coded | None = None
    series: str | None = None
    held_on: date | None = None
    seat: Coded | None = None
    forces: tuple[Coded, ...] = ()
    quorum: int | None = None
    chair_office: Coded | None = None
    reference: str | None = None
    minutes: str | None = None
    minutes_status: Coded | None = None
    attendance: tuple[Attendance, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    minutes_steps: tuple[MinutesStep, ...] = ()
