"""One transaction on a store: reads see a snapshot, the first write takes the only write lock, leaving rolls back."""

from functools import cached_property
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine

from db.record_store import RecordStore
from db.side_stores import DraftStore, ImportLedgerStore, ReleaseStore, SettingStore
from observatory.cases.case import Case
from observatory.entities import ENTITIES
from observatory.interventions.intervention import Intervention
from observatory.meetings.meeting import Meeting
from observatory.population.strength import Strength
from observatory.security.sealing import Seal

_BY_NAME = {entity.name: entity for entity in ENTITIES}


class SqlUnit:
    """`observatory.ports.UnitOfWork` over SQLCipher."""

    def __init__(self, engine: Engine, narrative_seal: Seal, draft_seal: Seal) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._writes = False
        self.narrative_seal = narrative_seal
        self.draft_seal = draft_seal

    @cached_property
    def cases(self) -> RecordStore[Case]:
        return self.records("case")

    @cached_property
    def interventions(self) -> RecordStore[Intervention]:
        return self.records("intervention")

    @cached_property
    def meetings(self) -> RecordStore[Meeting]:
        return self.records("meeting")

    @cached_property
    def strengths(self) -> RecordStore[Strength]:
        return self.records("strength")

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

    def records(self, entity: str) -> RecordStore[Any]:
        return RecordStore(self, _BY_NAME[entity])

    def reading(self) -> Connection:
        """The connection, within a transaction."""
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.exec_driver_sql("BEGIN")
        return self._connection

    def writing(self) -> Connection:
        """The connection, holding the write lock.

        What was read before is read again where it matters: an earlier snapshot cannot be upgraded once another writer
        has committed, and `replace` compares versions under the lock.
        """
        if not self._writes:
            self._end()
            self._connection = self._engine.connect()
            self._connection.exec_driver_sql("BEGIN IMMEDIATE")
            self._writes = True
        return self.reading()

    def commit(self) -> None:
        if self._connection is not None:
            self._connection.commit()
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.rollback()
            self._connection.close()
        self._connection = None
        self._writes = False
