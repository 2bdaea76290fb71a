"""A case: one event, with its circumstances and sources, and no place for identity."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """One circumstance of an event, four-valued; several may hold, none is «the cause»."""

    id: str
    circumstance: str | None = None
    value: str | None = None
    crisis: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who reported the event, when, with which status, and whether it agrees with the others."""

    id: str
    source: str | None = None
    received_on: date | None = None
    declared_status: str | None = None
    agreement: str | None = None
    reconciliation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One event. Codes are those of the code lists; None means not yet answered."""

    id: str
    version: int = 0
    person_code: str | None = None
    event_type: str | None = None
    status: str | None = None
    status_date: date | None = None
    month: str | None = None
    precision: str | None = None
    time_band: str | None = None
    force: str | None = None
    rank_category: str | None = None
    career: str | None = None
    position: str | None = None
    sex: str | None = None
    age_band: str | None = None
    seniority: str | None = None
    partnership: str | None = None
    macro_region: str | None = None
    region: str | None = None
    assignment: str | None = None
    on_duty: str | None = None
    place: str | None = None
    method: str | None = None
    icd10: str | None = None
    firearm_ownership: str | None = None
    prior_firearm_measure: str | None = None
    prior_attempts: str | None = None
    intent_disclosed: str | None = None
    disclosed_to: str | None = None
    note_left: str | None = None
    homicide_suicide: str | None = None
    service_contact: str | None = None
    ideation_level: str | None = None
    outcome: str | None = None
    exposed_colleagues: str | None = None
    note: str | None = None
    status_basis: str | None = None
    status_authority: str | None = None
    known_on: date | None = None
    circumstances: tuple[Circumstance, ...] = ()
    sources: tuple[Source, ...] = ()
