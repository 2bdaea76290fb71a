"""Shared instruments: technical agreements, guidelines and technical specifications, in versions."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureVersion:
    """One version of a shared instrument, with the decision that adopted it and its validity."""

    id: str
    number: int | None = None
    adopted_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    summary: str | None = None
    reference: str | None = None
    decision_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A shared instrument: technical agreement, guideline or technical specification."""

    id: str
    version: int = 0
    kind: str | None = None
    title: str | None = None
    forces: tuple[str, ...] = ()
    adopted_on: date | None = None
    status: str | None = None
    versions: tuple[ProcedureVersion, ...] = ()
