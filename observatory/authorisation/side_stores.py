"""What stands beside the records – imports, releases, settings, log, proposals, erasure – as a member may have it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from observatory.authorisation.rules import FIRST_SETTINGS, PREPARING, SETTINGS_OF, require
from observatory.ports import (
    AuditTrail,
    Elapsed,
    Erasure,
    ImportedRow,
    ImportLedger,
    Proposals,
    Release,
    Releases,
    Settings,
    Stamp,
)
from observatory.security.members import Member
from observatory.security.roles import Permission

if TYPE_CHECKING:  # they load cryptography, which only an open store needs
    from observatory.security.audit.entries import Act, Entry, Wanted
    from observatory.security.audit.fingerprint import Standing
    from observatory.security.proposals import Proposal


class GuardedImports:
    """`observatory.ports.ImportLedger` for whoever may import."""

    def __init__(self, below: ImportLedger, member: Member) -> None:
        self._below = below
        self._member = member

    def rows(self, register: str) -> Mapping[str, ImportedRow]:
        require(self._member, Permission.IMPORT)
        return self._below.rows(register)

    def note(self, register: str, rows: Iterable[ImportedRow]) -> None:
        require(self._member, Permission.IMPORT)
        self._below.note(register, rows)


class GuardedReleases:
    """`observatory.ports.Releases`: whoever makes summaries adds to them, others may read."""

    def __init__(self, below: Releases, member: Member) -> None:
        self._below = below
        self._member = member

    def add(self, release: Release) -> None:
        require(self._member, Permission.SUMMARISE)
        self._below.add(release)

    def all(self, kind: str) -> tuple[Release, ...]:
        require(self._member, Permission.READ_RELEASES, Permission.SUMMARISE)
        return self._below.all(kind)


class GuardedSettings:
    """`observatory.ports.Settings`: read by everybody, set by whoever may."""

    def __init__(self, below: Settings, member: Member) -> None:
        self._below = below
        self._member = member

    def get(self, name: str, default: str = "") -> str:
        return self._below.get(name, default)

    def set(self, name: str, value: str) -> None:
        first = () if self._below.get(name) or name not in FIRST_SETTINGS else (FIRST_SETTINGS[name],)
        own = (SETTINGS_OF[name],) if name in SETTINGS_OF else ()
        require(self._member, Permission.SETTINGS, *own, *first)
        self._below.set(name, value)


class GuardedAudit:
    """`observatory.ports.AuditTrail`: what everybody does is noted, and few read it."""

    def __init__(self, below: AuditTrail, member: Member) -> None:
        self._below = below
        self._member = member

    def note(self, act: "Act", object_: str = "", fields: tuple[str, ...] = ()) -> None:
        self._below.note(act, object_, fields)

    def standing(self) -> "Standing":
        return self._below.standing()

    def count(self, wanted: "Wanted") -> int:
        require(self._member, Permission.READ_LOG)
        return self._below.count(wanted)

    def entries(self, wanted: "Wanted", *, offset: int = 0, limit: int | None = None) -> "tuple[Entry, ...]":
        require(self._member, Permission.READ_LOG)
        return self._below.entries(wanted, offset=offset, limit=limit)


class GuardedProposals:
    """`observatory.ports.Proposals`: seen by everybody, prepared by whoever may do the matter, confirmed by others."""

    def __init__(self, below: Proposals, member: Member) -> None:
        self._below = below
        self._member = member

    def add(self, proposal: "Proposal") -> None:
        require(self._member, PREPARING[proposal.matter])
        self._below.add(proposal)

    def replace(self, proposal: "Proposal") -> None:
        if self._below.get(proposal.id).prepared.member != self._member.id:
            require(self._member, Permission.CONFIRM)
        self._below.replace(proposal)

    def get(self, proposal_id: str) -> "Proposal":
        return self._below.get(proposal_id)

    def all(self) -> "tuple[Proposal, ...]":
        return self._below.all()


class GuardedErasure:
    """`observatory.ports.Erasure` for whoever keeps retention."""

    def __init__(self, below: Erasure, member: Member) -> None:
        self._below = below
        self._member = member

    def elapsed(self, asked: Elapsed) -> Mapping[str, str]:
        require(self._member, Permission.RETAIN)
        return self._below.elapsed(asked)

    def erase(self, entity: str, record_ids: Iterable[str], policy: str, stamp: Stamp) -> None:
        require(self._member, Permission.RETAIN)
        own = replace(stamp, role=self._member.role_for(Permission.RETAIN))
        self._below.erase(entity, record_ids, policy, own)

    def places(self, *record_ids: str) -> tuple[str, ...]:
        require(self._member, Permission.RETAIN)
        return self._below.places(*record_ids)

    @property
    def tables(self) -> tuple[str, ...]:
        return self._below.tables
