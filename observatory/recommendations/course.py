"""A recommendation through its life: issued, addressed, answered step by step, superseded; records in, records out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from observatory.codelists import FORCES
from observatory.recommendations.clocks import DRAFT, SUPERSEDED, overdue
from observatory.recommendations.guards import Guard, StepRefused
from observatory.recommendations.lifecycle import (
    ANSWER_DAYS,
    AWAITING,
    IMPLEMENTED,
    NOT_SENT,
    REPLACED,
    is_closed,
    refusal,
    stage,
    standing_steps,
    state_of,
)
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep

ISSUED, SENT, CLOSED = "DE", "TR", "CH"
_CODE = "RAC"
_ADOPTED = (*stage("implemented", "verified"), "CO", "CA", "CM")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a step tells beside itself: when the force means to be, or was, at work, and how far it has come (%)."""

    go_live_on: date | None = None
    share_reached: int | None = None
    answer_due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The decision that something comes from, with its meeting and the day on which it was held."""

    decision_id: str
    meeting_id: str
    day: date


def response_of(recommendation: Recommendation, force: str) -> ForceResponse:
    """The response of a force; raises `StepRefused` if the recommendation is not addressed to it."""
    found = next((response for response in recommendation.responses if response.force == force), None)
    if found is None:
        raise StepRefused(Guard.NOT_ADDRESSED)
    return found


def advanced(
    recommendation: Recommendation, force: str, step: ResponseStep, today: date, told: Change | None = None
) -> Recommendation:
    """The recommendation with a further step of one force's response; raises `StepRefused`."""
    response = response_of(recommendation, force)
    guard = step_refusal(recommendation, response, step, today)
    if guard is not None:
        raise StepRefused(guard)
    return _settled(_with_response(recommendation, _after(response, step, told or Change())))


def step_refusal(
    recommendation: Recommendation, response: ForceResponse, step: ResponseStep, today: date
) -> Guard | None:
    """Why the step cannot be taken now, or None."""
    if recommendation.status == SUPERSEDED:
        return Guard.SUPERSEDED
    if recommendation.status in (None, DRAFT):
        return Guard.NOT_ISSUED
    if step.taken_on is None or step.taken_on > today:
        return Guard.NOT_YET
    if recommendation.issued_on and step.taken_on < recommendation.issued_on:
        return Guard.OUT_OF_ORDER
    return refusal(response, step)


def addressed(recommendation: Recommendation, response: ForceResponse) -> Recommendation:
    """The recommendation with one more addressee, not yet sent to; raises `StepRefused`."""
    if recommendation.status == SUPERSEDED:
        raise StepRefused(Guard.SUPERSEDED)
    if any(each.force == response.force for each in recommendation.responses):
        raise StepRefused(Guard.ALREADY_ADDRESSED)
    fresh = replace(response, state=NOT_SENT, steps=())
    return _settled(replace(recommendation, responses=(*recommendation.responses, fresh)))


def issued(recommendation: Recommendation, origin: Origin, code: str) -> Recommendation:
    """The draft as issued by a decision, under its code; raises `StepRefused`."""
    if recommendation.status not in (None, DRAFT):
        raise StepRefused(Guard.ALREADY_ISSUED)
    return replace(
        recommendation,
        status=ISSUED,
        code=recommendation.code or code,
        issued_on=origin.day,
        meeting_id=origin.meeting_id,
        decision_id=origin.decision_id,
    )


def superseded(
    old: Recommendation, new: Recommendation, closing: Iterable[ResponseStep], today: date
) -> tuple[Recommendation, Recommendation]:
    """Both, linked: the old one closed by decision, step by step, the new one naming what it replaces.

    `closing` are as many steps as the old one has responses, all by the same decision; the old one finds its successor
    by `successor`. Raises `StepRefused`.
    """
    _check_replaceable(old, new)
    for response, step in zip(old.responses, closing, strict=False):
        if not is_closed(response):
            old = advanced(old, response.force or "", replace(step, state=REPLACED), today)
    return replace(old, status=SUPERSEDED), replace(new, supersedes=old.id)


def successor(old: Recommendation, among: Iterable[Recommendation]) -> Recommendation | None:
    """The recommendation that replaces this one: the other end of its link."""
    return next((each for each in among if each.supersedes == old.id), None)


def next_code(day: date, taken: Iterable[str | None]) -> str:
    """The next free code of the year, `RAC-2026-003`: in order, each once."""
    start = f"{_CODE}-{day.year:04d}-"
    numbers = (code.removeprefix(start) for code in taken if code and code.startswith(start))
    highest = max((int(number) for number in numbers if number.isdigit()), default=0)
    return f"{start}{highest + 1:03d}"


def adopted(recommendation: Recommendation) -> tuple[int, int]:
    """How many forces have put it into practice, of how many it is addressed to."""
    return sum(each.state in _ADOPTED for each in recommendation.responses), len(recommendation.responses)


def oldest_overdue(recommendation: Recommendation, today: date) -> date | None:
    """The day since which something is awaited in vain; None where nothing is."""
    return next((line.due_on for line in overdue((recommendation,), today)), None)


def in_grid(recommendation: Recommendation) -> tuple[ForceResponse | None, ...]:
    """The responses of the four forces in their order; None where it is not addressed to one."""
    by_force = {response.force: response for response in recommendation.responses}
    return tuple(by_force.get(force) for force in FORCES)


def _check_replaceable(old: Recommendation, new: Recommendation) -> None:
    if old.id == new.id:
        raise StepRefused(Guard.ITSELF)
    if old.status == SUPERSEDED:
        raise StepRefused(Guard.SUPERSEDED)
    if old.status in (None, DRAFT):
        raise StepRefused(Guard.NOT_ISSUED)


def _after(response: ForceResponse, step: ResponseStep, told: Change) -> ForceResponse:
    grown = replace(response, steps=(*response.steps, step))
    state = state_of(standing_steps(grown))
    sent = state == AWAITING and step.force is None
    if state == NOT_SENT:
        return replace(grown, state=state, sent_on=None, answer_due_on=None)
    return replace(
        grown,
        state=state,
        sent_on=step.taken_on if sent else response.sent_on,
        answer_due_on=_granted(response, step, told) if sent else response.answer_due_on,
        go_live_on=told.go_live_on or response.go_live_on,
        share_reached=response.share_reached if told.share_reached is None else told.share_reached,
        evidence=step.evidence if state == IMPLEMENTED else response.evidence,
    )


def _granted(response: ForceResponse, step: ResponseStep, told: Change) -> date | None:
    """The term for an answer when the step asks for one; a correction leaves what it was."""
    if standing_steps(replace(response, steps=(*response.steps, step)))[-1:] != (step,):
        return response.answer_due_on
    return told.answer_due_on or (step.taken_on + timedelta(days=ANSWER_DAYS) if step.taken_on else None)


def _with_response(recommendation: Recommendation, changed: ForceResponse) -> Recommendation:
    responses = tuple(changed if each.id == changed.id else each for each in recommendation.responses)
    return replace(recommendation, responses=responses)


def _settled(recommendation: Recommendation) -> Recommendation:
    """With the status that follows from its responses; a draft and what was superseded stay so."""
    responses = recommendation.responses
    if recommendation.status in (None, DRAFT, SUPERSEDED):
        return recommendation
    if responses and all(is_closed(each) for each in responses):
        return replace(recommendation, status=CLOSED)
    sent = any(each.state != NOT_SENT for each in responses)
    return replace(recommendation, status=SENT if sent else ISSUED)
