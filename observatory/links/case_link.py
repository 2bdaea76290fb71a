"""A link between two cases, decided and revocable: no case is changed by it."""

from dataclasses import dataclass
from datetime import date

from observatory.codelists import Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLink:
    """The decision that two cases are the same event or the same person, or are not."""

    id: str
    version: int = 0
    case_a: str | None = None
    case_b: str | None = None
    kind: Coded | None = None
    basis: Coded | None = None
    force: Coded | None = None
    decided_on: date | None = None
    note: str | None = None
    status: Coded | None = None
    revoked_on: date | None = None
    revoked_reason: str | None = None
