"""Shared instruments: technical agreements, guidelines and technical specifications, in versions."""

from dataclasses import dataclass
from datetime import date

from observatory.codelists import Coded


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
    kind: Coded | None = None
    title: str | None = None
    forces: tuple[Coded, ...] = ()
    adopted_on: date | None = None
    status: Coded | None = None
    versions: tuple[ProcedureVersion, ...] = ()
