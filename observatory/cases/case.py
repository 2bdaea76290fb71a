"""A case: one event, with its circumstances and sources, and no place for identity."""

from dataclasses import dataclass
from datetime import date

from observatory.codelists import Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """One circumstance of an event, four-valued; several may hold, none is «the cause»."""

    id: str
    circumstance: Coded | None = None
    value: Coded | None = None
    crisis: Coded | None = None
    evidence: Coded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who reported the event, when, with which status, and whether it agrees with the others."""

    id: str
    source: Coded | None = None
    received_on: date | None = None
    declared_status: Coded | None = None
    agreement: Coded | None = None
    reconciliation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One event. Codes are those of the code lists; None means not yet answered."""

    id: str
    version: int = 0
    person_code: str | None = None
    event_type: Coded | None = None
    status: Coded | None = None
    status_date: date | None = None
    month: str | None = None
    precision: Coded | None = None
    time_band: Coded | None = None
    force: Coded | None = None
    rank_category: Coded | None = None
    career: Coded | None = None
    position: Coded | None = None
    sex: Coded | None = None
    age_band: Coded | None = None
    seniority: Coded | None = None
    partnership: Coded | None = None
    macro_region: Coded | None = None
    region: Coded | None = None
    assignment: Coded | None = None
    on_duty: Coded | None = None
    place: Coded | None = None
    method: Coded | None = None
    icd10: str | None = None
    firearm_ownership: Coded | None = None
    prior_firearm_measure: Coded | None = None
    prior_attempts: Coded | None = None
    intent_disclosed: Coded | None = None
    disclosed_to: Coded | None = None
    note_left: Coded | None = None
    homicide_suicide: Coded | None = None
    service_contact: Coded | None = None
    ideation_level: Coded | None = None
    outcome: Coded | None = None
    exposed_colleagues: Coded | None = None
    note: str | None = None
    status_basis: Coded | None = None
    status_authority: Coded | None = None
    known_on: date | None = None
    circumstances: tuple[Circumstance, ...] = ()
    sources: tuple[Source, ...] = ()
