"""Drafts, import ledger, releases, settings, proposals and noted acts in memory."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db.sentences import NO_SUCH_PROPOSAL
from observatory.errors import NotFound, StaleVersion
from observatory.ports import Draft, ImportedRow, Release
from observatory.security.audit.entries import GENESIS, Act, Content, Entry, Wanted, is_wanted, moment_text
from observatory.security.audit.fingerprint import Standing
from observatory.security.proposals import Proposal, act_between, told_of

if TYPE_CHECKING:
    from db.memory import MemoryUnit


class MemoryDrafts:
    """`observatory.ports.Drafts`."""

    def __init__(self, unit: "MemoryUnit") -> None:
        self._unit = unit

    def save(self, draft: Draft) -> None:
        values = json.loads(json.dumps(draft.values))
        self._unit.writing().drafts[draft.key] = replace(draft, values=values, saved_at=draft.saved_at.astimezone(UTC))

    def get(self, key: str) -> Draft | None:
        return self._unit.reading().drafts.get(key)

    def all(self, entity: str) -> tuple[Draft, ...]:
        own = (draft for draft in self._unit.reading().drafts.values() if draft.entity == entity)
        return tuple(sorted(own, key=lambda draft: (draft.saved_at, draft.key)))

    def discard(self, key: str) -> None:
        self._unit.writing().drafts.pop(key, None)


class MemoryImports:
    """`observatory.ports.ImportLedger`."""

    def __init__(self, unit: "MemoryUnit") -> None:
        self._unit = unit

    def rows(self, register: str) -> Mapping[str, ImportedRow]:
        return {key: row for (name, key), row in self._unit.reading().imported.items() if name == register}

    def note(self, register: str, rows: Iterable[ImportedRow]) -> None:
        self._unit.writing().imported.update({(register, row.key): row for row in rows})


class MemoryReleases:
    """`observatory.ports.Releases`."""

    def __init__(self, unit: "MemoryUnit") -> None:
        self._unit = unit

    def add(self, release: Release) -> None:
        tables = json.loads(json.dumps(release.tables))
        releases = self._unit.writing().releases
        if any(earlier.id == release.id for earlier in releases):
            raise StaleVersion
        releases.append(replace(release, tables=tables, made_at=release.made_at.astimezone(UTC)))

    def all(self, kind: str) -> tuple[Release, ...]:
        return tuple(release for release in self._unit.reading().releases if release.kind == kind)


class MemorySettings:
    """`observatory.ports.Settings`."""

    def __init__(self, unit: "MemoryUnit") -> None:
        self._unit = unit

    def get(self, name: str, default: str = "") -> str:
        return self._unit.reading().settings.get(name, default)

    def set(self, name: str, value: str) -> None:
        self._unit.writing().settings[name] = value


class MemoryProposals:
    """`observatory.ports.Proposals`."""

    def __init__(self, unit: "MemoryUnit") -> None:
        self._unit = unit

    def add(self, proposal: Proposal) -> None:
        if proposal.id in self._unit.writing().proposals:
            raise StaleVersion
        self._write(proposal, Act.PREPARED)

    def replace(self, proposal: Proposal) -> None:
        self._unit.writing()
        self._write(proposal, act_between(self.get(proposal.id), proposal))

    def get(self, proposal_id: str) -> Proposal:
        found = self._unit.reading().proposals.get(proposal_id)
        if found is None:
            raise NotFound(NO_SUCH_PROPOSAL)
        return found

    def all(self) -> tuple[Proposal, ...]:
        by_id = sorted(self._unit.reading().proposals.values(), key=lambda each: each.id)
        return tuple(sorted(by_id, key=lambda each: each.prepared.at, reverse=True))

    def _write(self, proposal: Proposal, act: Act) -> None:
        self._unit.writing().proposals[proposal.id] = proposal
        self._unit.audit.note(act, f"proposal/{proposal.id}", told_of(act, proposal))


class MemoryAudit:
    """`observatory.ports.AuditTrail` without a chain: it remembers what was noted."""

    def __init__(self, unit: "MemoryUnit") -> None:
        self._unit = unit

    def note(self, act: Act, object_: str = "", fields: tuple[str, ...] = ()) -> None:
        acts = self._unit.writing().acts
        at = moment_text(datetime.now(UTC))
        content = Content(len(acts) + 1, at, "", "", act.value, object_, 0, " ".join(fields), "")
        acts.append(Entry(content, GENESIS, GENESIS, b""))

    def standing(self) -> Standing:
        return Standing(0, GENESIS)

    def count(self, wanted: Wanted) -> int:
        return len(self.entries(wanted))

    def entries(self, wanted: Wanted, *, offset: int = 0, limit: int | None = None) -> tuple[Entry, ...]:
        chosen = [entry for entry in reversed(self._unit.reading().acts) if is_wanted(entry.content, wanted)]
        return tuple(chosen[offset : None if limit is None else offset + limit])
