"""How the response of a force moves from state to state: one table of who enters what, and what it needs.

To add a way: one line in `WAYS`. The states are the codes of the list `response_state`, in its stages.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from observatory.codelists import codelist
from observatory.recommendations.guards import Guard
from observatory.recommendations.recommendation import ForceResponse, ResponseStep

NOT_SENT, AWAITING, IN_PROGRESS, IMPLEMENTED, VERIFIED = "NI", "AT", "IA", "AU", "VE"
ADEQUATE, NO_RESPONSE, REPLACED, REOPENED = "VA", "CS", "CT", "RI"
ANSWER_DAYS = 90


class Party(Enum):
    """Who takes a step; a verifier is the secretariat or a force other than the addressee."""

    SECRETARIAT = 0
    ADDRESSEE = 1
    VERIFIER = 2


class Need(Enum):
    """What a step takes beside its date."""

    REASON = 0
    EVIDENCE = 1
    DECISION = 2
    SILENCE = 3
    """The time for an answer is over."""
    REFERENCE = 4
    """Where the secretariat writes for the force: what it received, given as evidence."""


@dataclass(frozen=True, slots=True)
class Way:
    """From any state of `after` to the state `to`, by `by`, with what it needs; `once` for a receipt."""

    to: str
    after: tuple[str, ...]
    by: Party
    needs: tuple[Need, ...] = ()
    once: bool = False


def stage(*names: str) -> tuple[str, ...]:
    """The states of these stages."""
    return tuple(code for name in names for code in codelist("response_state").where("stage", name))


_ANSWERS, _ASSESSED, _CLOSED = stage("answered"), ("VA", "VP", "VM"), stage("closed")
_REOPENABLE = tuple(code for code in _CLOSED if code != REPLACED)
_ANSWERABLE = (AWAITING, "VP", "VI")
_SENT = stage("awaiting", "answered", "assessed", "progress", "implemented", "verified", "reopened")
_DECIDED = (Need.DECISION,)
_S, _A, _V = Party.SECRETARIAT, Party.ADDRESSEE, Party.VERIFIER

WAYS: tuple[Way, ...] = (
    Way(AWAITING, (NOT_SENT, REOPENED), _S),
    Way(AWAITING, (AWAITING,), _A, once=True),
    Way("RA", _ANSWERABLE, _A),
    Way("RP", _ANSWERABLE, _A, (Need.REASON,)),
    Way("RM", _ANSWERABLE, _A, (Need.REASON,)),
    Way("RN", _ANSWERABLE, _A, (Need.REASON,)),
    Way(ADEQUATE, ("RA", "RP", "RM"), _S),
    Way("VP", ("RA", "RP", "RM"), _S, (Need.REASON,)),
    Way("VM", ("RM",), _S),
    Way("VI", _ANSWERS, _S, (Need.REASON,)),
    Way(IN_PROGRESS, (*_ASSESSED, IN_PROGRESS, REOPENED), _A),
    Way(IN_PROGRESS, (IMPLEMENTED,), _S, (Need.REASON,)),
    Way(IMPLEMENTED, (*_ASSESSED, IN_PROGRESS), _A, (Need.EVIDENCE,)),
    Way(VERIFIED, (IMPLEMENTED,), _V),
    Way("CO", (VERIFIED,), _S, _DECIDED),
    Way("CA", (VERIFIED,), _S, _DECIDED),
    Way("CM", (VERIFIED,), _S, _DECIDED),
    Way("CN", (*_ANSWERS, *stage("assessed", "progress", "implemented", "reopened")), _S, _DECIDED),
    Way(NO_RESPONSE, (AWAITING,), _S, (Need.DECISION, Need.SILENCE)),
    Way("CR", _SENT, _S, _DECIDED),
    Way("CX", (NOT_SENT, *_SENT), _S, _DECIDED),
    Way(REPLACED, (NOT_SENT, *_SENT), _S, _DECIDED),
    Way(REOPENED, _REOPENABLE, _S, (Need.REASON,)),
)


def standing_steps(response: ForceResponse) -> tuple[ResponseStep, ...]:
    """The steps that count, oldest first: a correcting step takes away the one that it corrects, and itself."""
    kept: list[ResponseStep] = []
    for step in response.steps:
        if _corrects(kept, step, response.force):
            kept.pop()
        else:
            kept.append(step)
    return tuple(kept)


def state_of(steps: Sequence[ResponseStep]) -> str:
    """Where these standing steps lead."""
    return (steps[-1].state or NOT_SENT) if steps else NOT_SENT


def is_closed(response: ForceResponse) -> bool:
    return response.state in _CLOSED


def asked_on(response: ForceResponse) -> date | None:
    """The day from which the force has time to answer: sent, sent again, or the answer judged inadequate."""
    steps = standing_steps(response)
    starts = (s.taken_on for s in reversed(steps) if s.state == "VI" or (s.state == AWAITING and s.force is None))
    return next(starts, None)


def answer_due_on(response: ForceResponse) -> date | None:
    """The last day for an answer; a later one that was granted counts."""
    asked = asked_on(response)
    usual = asked + timedelta(days=ANSWER_DAYS) if asked else None
    return max(filter(None, (usual, response.answer_due_on)), default=None)


def refusal(response: ForceResponse, step: ResponseStep) -> Guard | None:
    """Why the step cannot follow those that the response has, or None."""
    kept = standing_steps(response)
    if step.taken_on is None:
        return Guard.NOT_YET
    if any(earlier.taken_on and earlier.taken_on > step.taken_on for earlier in response.steps[-1:]):
        return Guard.OUT_OF_ORDER
    ways = ways_from(kept, response.force, step.state)
    fitting = next((way for way in ways if way.by in _parties(step, response.force)), None)
    if fitting is not None:
        return next((guard for need in fitting.needs if (guard := _lacks(need, response, step))), None)
    if kept and step.state == _before(kept):
        return _wrong_correction(kept, step, response.force)
    return _WRONG_PARTY[ways[0].by] if ways else Guard.NOT_FROM_HERE


def ways_from(kept: Sequence[ResponseStep], owner: str | None, to: str | None = None) -> tuple[Way, ...]:
    """The ways that lead on from these standing steps, to one state or to any."""
    now = state_of(kept)
    is_receipted = bool(kept) and kept[-1].force == owner
    ways = (way for way in WAYS if now in way.after and to in (None, way.to))
    return tuple(way for way in ways if not (way.once and is_receipted))


def correction(response: ForceResponse) -> str | None:
    """The state to which a step would go back that corrects the last one; None where there is none to correct."""
    kept = standing_steps(response)
    return _before(kept) if kept else None


def corrector(response: ForceResponse) -> Party:
    """Who may correct the last step."""
    return Party.ADDRESSEE if standing_steps(response)[-1].force == response.force else Party.SECRETARIAT


def replayed(response: ForceResponse) -> tuple[tuple[int, Guard], ...]:
    """The steps, by place, that could not have followed those before them."""
    found = []
    for place, step in enumerate(response.steps):
        guard = refusal(replace(response, steps=response.steps[:place], answer_due_on=None), step)
        if guard is not None:
            found.append((place, guard))
    return tuple(found)


def _before(kept: Sequence[ResponseStep]) -> str:
    return state_of(kept[:-1])


def _corrects(kept: Sequence[ResponseStep], step: ResponseStep, owner: str | None) -> bool:
    if not kept or step.state != _before(kept):
        return False
    return not any(way.by in _parties(step, owner) for way in ways_from(kept, owner, step.state))


def _parties(step: ResponseStep, owner: str | None) -> tuple[Party, ...]:
    if step.force is None:
        return (Party.SECRETARIAT, Party.VERIFIER)
    return (Party.ADDRESSEE,) if step.force == owner else (Party.VERIFIER,)


def _lacks(need: Need, response: ForceResponse, step: ResponseStep) -> Guard | None:
    if need is Need.SILENCE:
        due = answer_due_on(response)
        return Guard.NOT_SILENT if due is None or step.taken_on is None or step.taken_on <= due else None
    given, guard = {
        Need.REASON: (step.reason, Guard.NEEDS_REASON),
        Need.REFERENCE: (step.evidence, Guard.ON_BEHALF),
        Need.EVIDENCE: (step.evidence, Guard.NEEDS_EVIDENCE),
        Need.DECISION: (step.decision_id, Guard.NEEDS_DECISION),
    }[need]
    return None if (given or "").strip() else guard


def _wrong_correction(kept: Sequence[ResponseStep], step: ResponseStep, owner: str | None) -> Guard | None:
    last_is_owners = kept[-1].force == owner
    if step.force != (owner if last_is_owners else None):
        return Guard.NOT_YOURS
    return None if (step.reason or "").strip() else Guard.NEEDS_REASON


_WRONG_PARTY = {
    Party.SECRETARIAT: Guard.ONLY_SECRETARIAT,
    Party.ADDRESSEE: Guard.ONLY_ADDRESSEE,
    Party.VERIFIER: Guard.NOT_BY_OWNER,
}
