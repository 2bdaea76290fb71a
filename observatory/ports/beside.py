"""What stands beside the records: drafts, imports, releases, settings, the log, proposals, and deleting for good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Protocol

from observatory.ports.records import Json, Stamp
from observatory.selection import Condition

if TYPE_CHECKING:  # they load cryptography, which only an open store needs
    from observatory.security.audit.entries import Act, Entry, Wanted
    from observatory.security.audit.fingerprint import Standing
    from observatory.security.proposals import Proposal


SAVED_VIEWS = "view"
"""What drafts that are no records, but the searches that a member saved, have as their entity; they never lapse."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and not yet recorded. `values` are the form's values as typed; `version` the version edited."""

    key: str
    entity: str
    record_id: str
    version: int
    values: Json
    saved_at: datetime


class Drafts(Protocol):
    """Typed work that is not yet recorded, encrypted like the rest."""

    def save(self, draft: Draft) -> None: ...

    def get(self, key: str) -> Draft | None: ...

    def all(self, entity: str) -> tuple[Draft, ...]: ...

    def discard(self, key: str) -> None: ...


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """Which record a foreign row became, and a digest of the row, so that the same file twice changes nothing."""

    key: str
    digest: str
    record_id: str


class ImportLedger(Protocol):
    """The foreign rows already taken in, by name of the mapping."""

    def rows(self, register: str) -> Mapping[str, ImportedRow]: ...

    def note(self, register: str, rows: Iterable[ImportedRow]) -> None:
        """Remember rows; a row with a known key replaces the earlier one."""
        ...


@dataclass(frozen=True, slots=True)
class Release:
    """An output that was made: what it covers and its tables, frozen. `tables` holds published cells only."""

    id: str
    kind: str
    period: str
    audience: str
    as_of: date
    issue: int
    made_at: datetime
    digest: str
    tables: Json


class Releases(Protocol):
    """Every output ever made, append-only."""

    def add(self, release: Release) -> None: ...

    def all(self, kind: str) -> tuple[Release, ...]:
        """Oldest first."""
        ...


class Settings(Protocol):
    """Few typed values of a store: its name, marking, whether it is synthetic."""

    def get(self, name: str, default: str = "") -> str: ...

    def set(self, name: str, value: str) -> None: ...


class AuditTrail(Protocol):
    """The signed log. Records, settings, imports and releases write their own entries; other acts are noted here."""

    def note(self, act: "Act", object_: str = "", fields: tuple[str, ...] = ()) -> None:
        """Write an act down when the unit is committed."""
        ...

    def standing(self) -> "Standing":
        """Where the log stands."""
        ...

    def count(self, wanted: "Wanted") -> int: ...

    def entries(self, wanted: "Wanted", *, offset: int = 0, limit: int | None = None) -> "tuple[Entry, ...]":
        """Newest first."""
        ...


class Proposals(Protocol):
    """What needs two members: prepared by one, confirmed by another; kept for ever."""

    def add(self, proposal: "Proposal") -> None: ...

    def replace(self, proposal: "Proposal") -> None:
        """Its next state, as `observatory.security.proposals` makes it; raises `NotFound`, `StaleVersion`."""
        ...

    def get(self, proposal_id: str) -> "Proposal":
        """Raises `NotFound`."""
        ...

    def all(self) -> "tuple[Proposal, ...]":
        """Newest first."""
        ...


@dataclass(frozen=True, slots=True)
class Elapsed:
    """Records of an entity, or drafts, whose month is past: the first answered of `clock`, not after `until` (yyyy-mm).

    `where` is one condition (a field and its codes), or None for all. Drafts are the entity `draft`.
    """

    entity: str
    clock: tuple[str, ...]
    until: str
    where: Condition | None = None


class Erasure(Protocol):
    """Deleting for good, which only retention does."""

    def elapsed(self, asked: Elapsed) -> Mapping[str, str]:
        """The months of what is past its term, by id; nothing else of a record is read."""
        ...

    def erase(self, entity: str, record_ids: Iterable[str], policy: str, stamp: Stamp) -> None:
        """Take records away with their children, their history, drafts about them and the traces of their import.

        Whatever refers to one is amended not to. A tombstone without content, one entry of the log for each, stays.
        Raises `NotFound`.
        """
        ...

    def places(self, *record_ids: str) -> tuple[str, ...]:
        """The tables in which anything still names one of the records, the log's own aside."""
        ...

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables that `places` looks through, every column of each."""
        ...
