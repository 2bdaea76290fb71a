"""A store in which a member does what their roles let them do, and nothing else."""

from collections.abc import Callable
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from observatory.authorisation.links import GuardedLinks
from observatory.authorisation.minutes import GuardedMeetings
from observatory.authorisation.records import GuardedRecords
from observatory.authorisation.responses import GuardedRecommendations
from observatory.authorisation.side_stores import (
    GuardedAudit,
    GuardedErasure,
    GuardedImports,
    GuardedProposals,
    GuardedReleases,
    GuardedSettings,
)
from observatory.authorisation.undertakings import undertakings
from observatory.cases.case import Case
from observatory.entities import BY_NAME
from observatory.evaluation.indicator import Indicator
from observatory.interventions.intervention import Intervention
from observatory.links.fields import CASE_LINK
from observatory.meetings.fields import MEETING
from observatory.population.strength import Strength
from observatory.ports import STEPS_BETWEEN, Drafts, Store, Undertakings, UnitOfWork
from observatory.procedures.procedure import Procedure
from observatory.progress import Progress, silent
from observatory.recommendations.fields import RECOMMENDATION
from observatory.security.members import Member, Witness
from observatory.signals.signal import Signal

if TYPE_CHECKING:  # it loads cryptography, which only an open store needs
    from observatory.security.audit.verification import Verification


class GuardedStore:
    """`observatory.ports.Store` around another; units of work raise `NotAllowed` for what the member may not do."""

    def __init__(self, below: Store) -> None:
        self._below = below

    @property
    def member(self) -> Member:
        return self._below.member

    @property
    def members(self) -> tuple[Member, ...]:
        return self._below.members

    @property
    def everyone(self) -> tuple[Member, ...]:
        return self._below.everyone

    def witness(self) -> Witness:
        return self._below.witness()

    def second(self, name: str, passphrase: str) -> Witness:
        return self._below.second(name, passphrase)

    def is_signed(self, member: str, purpose: bytes, message: bytes, signature: bytes) -> bool:
        return self._below.is_signed(member, purpose, message, signature)

    def begin(self) -> "GuardedUnit":
        return GuardedUnit(self._below.begin(), self.member)

    def verify(self, progress: Progress = silent) -> "Verification | None":
        """Open to everybody: whether the store is as it was written tells nothing of what is in it."""
        return self._below.verify(progress)

    def close(self) -> None:
        self._below.close()


class GuardedUnit:
    """`observatory.ports.UnitOfWork` as the member may have it; drafts are the member's own in any store."""

    def __init__(self, below: UnitOfWork, member: Member) -> None:
        self._below = below
        self._member = member

    @cached_property
    def cases(self) -> GuardedRecords[Case]:
        return self.records("case")

    @cached_property
    def interventions(self) -> GuardedRecords[Intervention]:
        return self.records("intervention")

    @cached_property
    def meetings(self) -> GuardedMeetings:
        return GuardedMeetings(self._below.records(MEETING.name), MEETING, self._member)

    @cached_property
    def undertakings(self) -> Undertakings:
        return undertakings(self._below.records(MEETING.name), self.meetings, self._member)

    @cached_property
    def strengths(self) -> GuardedRecords[Strength]:
        return self.records("strength")

    @cached_property
    def links(self) -> GuardedLinks:
        return GuardedLinks(self._below.records(CASE_LINK.name), CASE_LINK, self._member)

    @cached_property
    def recommendations(self) -> GuardedRecommendations:
        return GuardedRecommendations(self._below.records(RECOMMENDATION.name), RECOMMENDATION, self._member)

    @cached_property
    def procedures(self) -> GuardedRecords[Procedure]:
        return self.records("procedure")

    @cached_property
    def indicators(self) -> GuardedRecords[Indicator]:
        return self.records("indicator")

    @cached_property
    def signals(self) -> GuardedRecords[Signal]:
        return self.records("signal")

    @property
    def drafts(self) -> Drafts:
        return self._below.drafts

    @cached_property
    def imports(self) -> GuardedImports:
        return GuardedImports(self._below.imports, self._member)

    @cached_property
    def releases(self) -> GuardedReleases:
        return GuardedReleases(self._below.releases, self._member)

    @cached_property
    def settings(self) -> GuardedSettings:
        return GuardedSettings(self._below.settings, self._member)

    @cached_property
    def audit(self) -> GuardedAudit:
        return GuardedAudit(self._below.audit, self._member)

    @cached_property
    def proposals(self) -> GuardedProposals:
        return GuardedProposals(self._below.proposals, self._member)

    @cached_property
    def erasure(self) -> GuardedErasure:
        return GuardedErasure(self._below.erasure, self._member)

    def records(self, entity: str) -> GuardedRecords[Any]:
        if entity == CASE_LINK.name:
            return self.links
        if entity == RECOMMENDATION.name:
            return self.recommendations
        if entity == MEETING.name:
            return self.meetings
        return GuardedRecords(self._below.records(entity), BY_NAME[entity], self._member)

    def heed(self, stop: Callable[[], bool], every: int = STEPS_BETWEEN) -> None:
        self._below.heed(stop, every)

    def commit(self) -> None:
        self._below.commit()

    def __enter__(self) -> Self:
        self._below.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._below.__exit__(kind, error, trace)
