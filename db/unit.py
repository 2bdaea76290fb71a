"""One transaction on a store: reads see a snapshot, the first write takes the only write lock, leaving rolls back."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection
from sqlalchemy.sql import Executable

from db.audit_log import AuditLog
from db.audit_store import AuditStore
from db.connections import Connections
from db.erasure import ErasureStore
from db.heeding import Heeded, heeding
from db.proposal_store import ProposalStore
from db.record_store import RecordStore
from db.seals import Seals
from db.side_stores import DraftStore, ImportLedgerStore, ReleaseStore, SettingStore
from db.troubles import DISK, spoken
from observatory.cases.case import Case
from observatory.entities import BY_NAME
from observatory.errors import FileTrouble, ObservatoryError
from observatory.evaluation.indicator import Indicator
from observatory.interventions.intervention import Intervention
from observatory.links.case_link import CaseLink
from observatory.meetings.meeting import Meeting
from observatory.population.strength import Strength
from observatory.ports import STEPS_BETWEEN
from observatory.procedures.procedure import Procedure
from observatory.recommendations.recommendation import Recommendation
from observatory.security.audit.entries import Note
from observatory.security.audit.fingerprint import Standing
from observatory.signals.signal import Signal

_FEW = 500


class SqlUnit:
    """`observatory.ports.UnitOfWork` over SQLCipher; without a log (in measurements) nothing is written down."""

    def __init__(
        self,
        connections: Connections,
        seals: Seals,
        log: AuditLog | None = None,
        forget_copies: Callable[[], None] = lambda: None,
    ) -> None:
        self._connections = connections
        self._log = log
        self._notes: list[Note] = []
        self._connection: Connection | None = None
        self._writes = False
        self._failure: ObservatoryError | None = None
        self._leaves_no_trace = False
        self._forget_copies = forget_copies
        self._heeded: Heeded | None = None
        self.seals = seals

    @cached_property
    def cases(self) -> RecordStore[Case]:
        return self.records("case")

    @cached_property
    def interventions(self) -> RecordStore[Intervention]:
        return self.records("intervention")

    @cached_property
    def meetings(self) -> RecordStore[Meeting]:
        return self.records("meeting")

    @property
    def undertakings(self) -> RecordStore[Meeting]:
        return self.meetings

    @cached_property
    def strengths(self) -> RecordStore[Strength]:
        return self.records("strength")

    @cached_property
    def links(self) -> RecordStore[CaseLink]:
        return self.records("case_link")

    @cached_property
    def recommendations(self) -> RecordStore[Recommendation]:
        return self.records("recommendation")

    @cached_property
    def procedures(self) -> RecordStore[Procedure]:
        return self.records("procedure")

    @cached_property
    def indicators(self) -> RecordStore[Indicator]:
        return self.records("indicator")

    @cached_property
    def signals(self) -> RecordStore[Signal]:
        return self.records("signal")

    @cached_property
    def drafts(self) -> DraftStore:
        return DraftStore(self)

    @cached_property
    def imports(self) -> ImportLedgerStore:
        return ImportLedgerStore(self)

    @cached_property
    def releases(self) -> ReleaseStore:
        return ReleaseStore(self)

    @cached_property
    def settings(self) -> SettingStore:
        return SettingStore(self)

    @cached_property
    def audit(self) -> AuditStore:
        return AuditStore(self)

    @cached_property
    def proposals(self) -> ProposalStore:
        return ProposalStore(self)

    @cached_property
    def erasure(self) -> ErasureStore:
        return ErasureStore(self)

    def records(self, entity: str) -> RecordStore[Any]:
        return RecordStore(self, BY_NAME[entity])

    def read(self, query: Executable) -> Sequence[Any]:
        """All rows of a SELECT, within the transaction."""
        connection = self._reading()
        with heeding(connection, self._heeded), spoken():
            return connection.execute(query).all()

    def scan(self, query: Executable) -> Iterator[Sequence[Any]]:
        """As `read`, a few rows at a time."""
        with spoken():
            yield from self._reading().execute(query).partitions(_FEW)

    def _reading(self) -> Connection:
        self._connections.check_open()
        if self._connection is None:
            self._connection = self._connections.lend("BEGIN")
        return self._connection

    def write(self, statement: Executable, rows: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None) -> None:
        """Change something. After a failure the whole unit is rolled back, and committing it fails again."""
        connection = self.take_write_lock()
        try:
            with spoken():
                connection.execute(statement, rows)
        except ObservatoryError as failure:
            self._failure = failure
            self._end()
            raise

    def heed(self, stop: Callable[[], bool], every: int = STEPS_BETWEEN) -> None:
        """`observatory.ports.UnitOfWork.heed`; scanning and writing heed nothing."""
        self._heeded = (stop, every)

    def note(self, *notes: Note) -> None:
        """What was changed, to be written in the log when the unit is committed."""
        self._notes.extend(notes)

    def leave_no_trace(self) -> None:
        """What this unit takes away is to be gone from the write-ahead log and old copies too, once it is committed."""
        self._leaves_no_trace = True

    def note_reading(self, note: Note) -> None:
        """A narrative was read, whatever becomes of the unit."""
        if self._log is not None:
            self._log.note_reading(note)

    def take_write_lock(self) -> Connection:
        """The connection, holding the only write lock of the store.

        What was read before is read again where it matters: an earlier snapshot cannot be upgraded once another writer
        has committed, and `replace` compares versions under the lock.
        """
        self._connections.check_open()
        if self._connection is None or not self._writes:
            self._check_sound()
            self._end()
            self._connection = self._connections.lend("BEGIN IMMEDIATE")
            self._writes = True
        return self._connection

    def commit(self) -> None:
        """Make the changes durable. Raises again what made a change fail; then nothing of the unit is recorded."""
        self._check_sound()
        if self._connection is not None:
            self._connections.check_open()
            standing: Standing | None = None
            try:
                if self._log is not None and self._writes:
                    standing = self._log.write(self._connection, self._notes)
                self._forget_copies_first()
                with spoken():
                    self._connection.commit()
            finally:
                self._end()
            if self._log is not None:
                self._log.acknowledge(standing)
            if self._leaves_no_trace:
                self._connections.fold_log()

    def _forget_copies_first(self) -> None:
        """Before the commit: once an erasure holds there is no copy of what it erased, whenever the power goes."""
        if self._leaves_no_trace:
            try:
                self._forget_copies()
            except OSError as error:
                raise FileTrouble(DISK) from error

    def _check_sound(self) -> None:
        if self._failure is not None:
            raise self._failure

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()
        self._failure = None
        if self._log is not None:
            self._log.flush_readings(self._connections)

    def _end(self) -> None:
        self._notes.clear()
        connection, self._connection, self._writes = self._connection, None, False
        if connection is not None:
            self._connections.take_back(connection)
