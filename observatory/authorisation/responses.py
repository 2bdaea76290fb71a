"""What a member may change in a recommendation: nobody its history, a force liaison the response of their own force."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from observatory.authorisation.records import GuardedRecords
from observatory.authorisation.refusals import OTHER_RESPONSE, refusal
from observatory.authorisation.rules import may_answer
from observatory.errors import NotAllowed
from observatory.ports import Stamp
from observatory.recommendations.clocks import SUPERSEDED
from observatory.recommendations.guards import Guard, StepRefused
from observatory.recommendations.lifecycle import VERIFIED, Party, standing_steps, state_of
from observatory.recommendations.lifecycle import refusal as step_refusal
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.security.members import Member
from observatory.security.roles import Permission


class GuardedRecommendations(GuardedRecords[Recommendation]):
    """The recommendations as a member may have them: whoever answers for a force changes its response, as it grows."""

    def add(self, record: Recommendation, stamp: Stamp) -> Recommendation:
        self._require(self._writing)
        check_change(self._member, Recommendation(id=record.id), record)
        return super().add(record, stamp)

    def replace(self, record: Recommendation, stamp: Stamp) -> Recommendation:
        if not may_answer(self._member):
            self._require(self._writing)
        before = self._below.get(record.id)
        if before.version == record.version:  # else the store refuses it as stale, which says more
            check_change(self._member, before, record)
        role = self._member.role_for(Permission.WRITE_MEETINGS, Permission.ANSWER)
        return self._below.replace(record, replace(stamp, role=role))


def parties(member: Member, owner: str) -> frozenset[Party]:
    """As whom the member may take steps of the response of that force.

    The secretariat also records what a force wrote to it; whoever answers for the force verifies nothing of it.
    """
    liaison = _answers_for(member, owner)
    own = frozenset({Party.ADDRESSEE}) if liaison else frozenset()
    if not member.may(Permission.WRITE_MEETINGS):
        return own
    return frozenset({Party.SECRETARIAT, Party.ADDRESSEE}) | (frozenset() if liaison else {Party.VERIFIER})


def check_change(member: Member, before: Recommendation, after: Recommendation) -> None:
    """Raise `NotAllowed` or `StepRefused` unless the member may change the recommendation so."""
    if not member.may(Permission.WRITE_MEETINGS):
        _check_own_response(member, before, after)
    for response, changed in _pairs(before, after):
        _check_grown(response, changed)
        if before.status == SUPERSEDED and len(changed.steps) > len(response.steps):
            raise StepRefused(Guard.SUPERSEDED)
        for place in range(len(response.steps), len(changed.steps)):
            earlier = replace(changed, steps=changed.steps[:place], answer_due_on=response.answer_due_on)
            _check_step(member, earlier, changed.steps[place])


def _answers_for(member: Member, force: str | None) -> bool:
    return may_answer(member) and member.force == force


def _pairs(before: Recommendation, after: Recommendation) -> Iterator[tuple[ForceResponse, ForceResponse]]:
    """Each response as it was, empty for a new one, and as it is; one with steps cannot be gone."""
    earlier = {response.id: response for response in before.responses}
    kept = {response.id for response in after.responses}
    if any(response.steps and response.id not in kept for response in before.responses):
        raise StepRefused(Guard.APPEND_ONLY)
    for response in after.responses:
        yield earlier.get(response.id, ForceResponse(id=response.id, force=response.force)), response


def _check_grown(before: ForceResponse, after: ForceResponse) -> None:
    """Steps are only added, and the addressee of recorded steps stays who it was."""
    is_longer = after.steps[: len(before.steps)] == before.steps
    if not is_longer or (before.steps and before.force != after.force):
        raise StepRefused(Guard.APPEND_ONLY)
    if before.state != after.state and after.state != state_of(standing_steps(after)):
        raise StepRefused(Guard.STATE_WITHOUT_STEP)


def _check_step(member: Member, response: ForceResponse, step: ResponseStep) -> None:
    guard = step_refusal(response, step)
    if guard is not None:
        raise StepRefused(guard)
    if step.force != response.force:
        _check_secretariat(member, response, step)
    elif not _answers_for(member, response.force) and not (step.evidence or "").strip():
        raise StepRefused(Guard.ON_BEHALF)


def _check_secretariat(member: Member, response: ForceResponse, step: ResponseStep) -> None:
    if not member.may(Permission.WRITE_MEETINGS):
        raise StepRefused(Guard.ONLY_SECRETARIAT)
    if step.state == VERIFIED and _answers_for(member, response.force):
        raise StepRefused(Guard.NOT_BY_OWNER)


def _check_own_response(member: Member, before: Recommendation, after: Recommendation) -> None:
    if not may_answer(member) or before.responses == after.responses:
        raise NotAllowed(refusal((Permission.WRITE_MEETINGS,)))
    if replace(before, version=0, responses=()) != replace(after, version=0, responses=()):
        raise NotAllowed(OTHER_RESPONSE)
    for response, changed in zip_longest(before.responses, after.responses):
        if response != changed and not _is_answer(member, response, changed):
            raise NotAllowed(OTHER_RESPONSE)


def _is_answer(member: Member, before: ForceResponse | None, after: ForceResponse | None) -> bool:
    """Whether the one became the other by what a liaison writes: steps, state, dates and shares of their own force."""
    if before is None or after is None or before.force != member.force:
        return False
    told = {name: getattr(after, name) for name in ("state", "go_live_on", "share_reached", "evidence", "steps")}
    return replace(before, **told) == after
