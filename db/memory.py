"""A store in memory with the same meaning as the encrypted one; tests of use cases and screens work on it."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock
from types import TracebackType
from typing import Any, Self

from db.memory_erasure import MemoryErasure
from db.memory_records import MemoryRecords
from db.memory_side import MemoryAudit, MemoryDrafts, MemoryImports, MemoryProposals, MemoryReleases, MemorySettings
from db.sentences import BUSY, CLOSED
from observatory.cases.case import Case
from observatory.entities import BY_NAME, ENTITIES
from observatory.errors import FileTrouble, NotAStore, WrongPassphrase
from observatory.evaluation.indicator import Indicator
from observatory.interventions.intervention import Intervention
from observatory.links.case_link import CaseLink
from observatory.meetings.meeting import Meeting
from observatory.population.strength import Strength
from observatory.ports import STEPS_BETWEEN, Draft, ImportedRow, Release, Revision
from observatory.procedures.procedure import Procedure
from observatory.progress import Progress, silent
from observatory.recommendations.recommendation import Recommendation
from observatory.security.audit.entries import Entry
from observatory.security.members import Member
from observatory.security.proposals import Proposal
from observatory.security.roles import FOUNDER_ROLES
from observatory.security.signing import is_signed, public_key
from observatory.security.witnesses import SigningWitness
from observatory.signals.signal import Signal

_PATIENCE = 10.0
"""Seconds that a writer waits for another, as long as the encrypted store does."""


@dataclass(slots=True)
class _Contents:
    """Everything in a store. A unit works on a copy of its own; the values themselves are never changed."""

    records: dict[str, dict[str, Any]] = field(default_factory=lambda: {entity.name: {} for entity in ENTITIES})
    revisions: dict[str, list[Revision[Any]]] = field(default_factory=lambda: {e.name: [] for e in ENTITIES})
    drafts: dict[str, Draft] = field(default_factory=dict)
    imported: dict[tuple[str, str], ImportedRow] = field(default_factory=dict)
    releases: list[Release] = field(default_factory=list)
    settings: dict[str, str] = field(default_factory=dict)
    acts: list[Entry] = field(default_factory=list)
    proposals: dict[str, Proposal] = field(default_factory=dict)

    def copied(self) -> "_Contents":
        return _Contents(
            {name: dict(records) for name, records in self.records.items()},
            {name: list(revisions) for name, revisions in self.revisions.items()},
            dict(self.drafts),
            dict(self.imported),
            list(self.releases),
            dict(self.settings),
            list(self.acts),
            dict(self.proposals),
        )


FOUNDER = Member("00000000-0000-4000-8000-000000000001", "titolare", "PS", FOUNDER_ROLES)
"""Whoever makes a store in memory, if nobody is named."""


class MemoryStore:
    """`observatory.ports.Store` that forgets everything with the process; `second` takes any passphrase."""

    def __init__(self, member: Member = FOUNDER, others: tuple[Member, ...] = ()) -> None:
        self.member = member
        self.members = self.everyone = (member, *others)
        self._seeds = {each.id: bytearray(os.urandom(32)) for each in self.members}
        self.contents = _Contents()
        self.write_lock = Lock()
        self.is_open = True

    def begin(self) -> "MemoryUnit":
        """A unit of work; raises `NotAStore` once the store is closed."""
        self.check_open()
        return MemoryUnit(self)

    def check_open(self) -> None:
        if not self.is_open:
            raise NotAStore(CLOSED)

    def witness(self) -> SigningWitness:
        return SigningWitness(self.member, self._seeds[self.member.id])

    def second(self, name: str, passphrase: str) -> SigningWitness:
        """Raises `WrongPassphrase` for a name that nobody has, or without a passphrase."""
        found = [each for each in self.members if each.name == name]
        if not found or not passphrase:
            raise WrongPassphrase(CLOSED)
        return SigningWitness(found[0], self._seeds[found[0].id])

    def is_signed(self, member: str, purpose: bytes, message: bytes, signature: bytes) -> bool:
        seed = self._seeds.get(member)
        return seed is not None and is_signed(public_key(seed), purpose, message, signature)

    def verify(self, progress: Progress = silent) -> None:
        """Nothing is signed here."""

    def close(self) -> None:
        self.is_open = False


class MemoryUnit:
    """`observatory.ports.UnitOfWork` over a `MemoryStore`: reads see a snapshot, the first write takes the lock."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store
        self._contents: _Contents | None = None
        self._writes = False

    @cached_property
    def cases(self) -> MemoryRecords[Case]:
        return self.records("case")

    @cached_property
    def interventions(self) -> MemoryRecords[Intervention]:
        return self.records("intervention")

    @cached_property
    def meetings(self) -> MemoryRecords[Meeting]:
        return self.records("meeting")

    @property
    def undertakings(self) -> MemoryRecords[Meeting]:
        return self.meetings

    @cached_property
    def strengths(self) -> MemoryRecords[Strength]:
        return self.records("strength")

    @cached_property
    def links(self) -> MemoryRecords[CaseLink]:
        return self.records("case_link")

    @cached_property
    def recommendations(self) -> MemoryRecords[Recommendation]:
        return self.records("recommendation")

    @cached_property
    def procedures(self) -> MemoryRecords[Procedure]:
        return self.records("procedure")

    @cached_property
    def indicators(self) -> MemoryRecords[Indicator]:
        return self.records("indicator")

    @cached_property
    def signals(self) -> MemoryRecords[Signal]:
        return self.records("signal")

    @cached_property
    def drafts(self) -> MemoryDrafts:
        return MemoryDrafts(self)

    @cached_property
    def imports(self) -> MemoryImports:
        return MemoryImports(self)

    @cached_property
    def releases(self) -> MemoryReleases:
        return MemoryReleases(self)

    @cached_property
    def settings(self) -> MemorySettings:
        return MemorySettings(self)

    @cached_property
    def audit(self) -> MemoryAudit:
        return MemoryAudit(self)

    @cached_property
    def proposals(self) -> MemoryProposals:
        return MemoryProposals(self)

    @cached_property
    def erasure(self) -> MemoryErasure:
        return MemoryErasure(self)

    def records(self, entity: str) -> MemoryRecords[Any]:
        return MemoryRecords(self, BY_NAME[entity])

    def heed(self, stop: Callable[[], bool], every: int = STEPS_BETWEEN) -> None:
        """Memory is quick: nothing is given up."""

    @property
    def member(self) -> Member:
        return self._store.member

    def reading(self) -> _Contents:
        self._store.check_open()
        if self._contents is None:
            self._contents = self._store.contents
        return self._contents

    def writing(self) -> _Contents:
        self._store.check_open()
        if not self._writes:
            if not self._store.write_lock.acquire(timeout=_PATIENCE):
                raise FileTrouble(BUSY)
            self._writes = True
            self._contents = self._store.contents.copied()
        return self.reading()

    def commit(self) -> None:
        if self._writes:
            self._store.contents = self.writing()
        self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        if self._writes:
            self._store.write_lock.release()
        self._writes = False
        self._contents = None
