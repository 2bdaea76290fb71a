"""What the domain asks of a store; `db` answers, tests answer from memory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Protocol, Self, TypeVar

from observatory.cases.case import Case
from observatory.interventions.intervention import Intervention
from observatory.meetings.meeting import Meeting
from observatory.population.strength import Strength
from observatory.progress import Progress, silent
from observatory.selection import Selection

if TYPE_CHECKING:  # they load cryptography, which only an open store needs
    from observatory.security.audit.entries import Act, Entry, Wanted
    from observatory.security.audit.fingerprint import Standing
    from observatory.security.audit.verification import Verification

R = TypeVar("R", Case, Intervention, Meeting, Strength)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who changes a record, why, when it is written down, and from which day it counts as known.

    `as_of` is the day of knowledge, which decides the vintages; `recorded_at` is the time of writing (UTC);
    `reason` is a code of the list `change_reason`.
    """

    as_of: date
    recorded_at: datetime
    role: str
    reason: str


@dataclass(frozen=True, slots=True)
class Revision(Generic[R]):
    """One line of a record's append-only history: the record as it then was and the fields that changed."""

    stamp: Stamp
    version: int
    changed: tuple[str, ...]
    record: R


class Records(Protocol[R]):
    """The records of one entity."""

    def get(self, record_id: str) -> R:
        """The current record; raises `NotFound`."""
        ...

    def add(self, record: R, stamp: Stamp) -> R:
        """Record a new one as version 1 and return it."""
        ...

    def add_many(self, records: Iterable[tuple[R, Stamp]]) -> int:
        """Record many new ones at once; returns how many."""
        ...

    def add_histories(self, histories: Iterable[tuple[tuple[R, Stamp], ...]]) -> int:
        """Record many new ones, each with all its versions from the first; returns how many."""
        ...

    def replace(self, record: R, stamp: Stamp) -> R:
        """Record a new version of one; `record.version` is the version read. Raises `StaleVersion`, `NotFound`."""
        ...

    def select(self, selection: Selection) -> tuple[R, ...]: ...

    def count(self, selection: Selection) -> int: ...

    def tally(self, field: str, selection: Selection) -> Mapping[str | None, int]:
        """How many selected records have each code of a field."""
        ...

    def history(self, record_id: str) -> tuple[Revision[R], ...]:
        """All versions, oldest first."""
        ...

    def as_of(self, day: date) -> Iterator[R]:
        """Each record as it was known at the end of that day, without its narratives."""
        ...

    def first_known(self, until: date) -> Mapping[str, date]:
        """The day on which each record became known, by id, for those known by that day."""
        ...

    def revisions(self, after: date, until: date) -> Iterator[Revision[R]]:
        """All revisions known after the first day and until the second, oldest first, without narratives."""
        ...


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


class UnitOfWork(Protocol):
    """One transaction; leaving it without `commit` leaves nothing behind."""

    @property
    def cases(self) -> Records[Case]: ...
    @property
    def interventions(self) -> Records[Intervention]: ...
    @property
    def meetings(self) -> Records[Meeting]: ...
    @property
    def strengths(self) -> Records[Strength]: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def imports(self) -> ImportLedger: ...
    @property
    def releases(self) -> Releases: ...
    @property
    def settings(self) -> Settings: ...
    @property
    def audit(self) -> AuditTrail: ...

    def records(self, entity: str) -> Records[Any]:
        """The records of the entity of that name."""
        ...

    def commit(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Store(Protocol):
    """An open store."""

    def begin(self) -> UnitOfWork:
        """A unit of work, to be used in a `with` statement."""
        ...

    def verify(self, progress: Progress = silent) -> "Verification | None":
        """Check the log and every row it speaks of; None for a store without a signed log."""
        ...

    def close(self) -> None:
        """Lock the store: connections gone, keys wiped. A closed store stays closed."""
        ...


class Clock(Protocol):
    """Now, in UTC; tests stop it."""

    def __call__(self) -> datetime: ...
