"""Recommendations through their life: issuing, addressing, a step of a force's response, superseding."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from observatory.authorisation.responses import parties
from observatory.authorisation.rules import require
from observatory.errors import Refused, WrongUse
from observatory.ports import Stamp, Store, UnitOfWork
from observatory.recommendations import course
from observatory.recommendations.clocks import DRAFT, SUPERSEDED
from observatory.recommendations.course import Change
from observatory.recommendations.fields import RECOMMENDATION
from observatory.recommendations.guards import Guard, StepRefused
from observatory.recommendations.lifecycle import (
    REPLACED,
    Need,
    Party,
    correction,
    corrector,
    standing_steps,
    ways_from,
)
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.security.members import Member
from observatory.security.roles import Permission
from observatory.selection import EVERYTHING
from observatory.terms import Term
from observatory.usecases.chain_rules import free_code
from observatory.usecases.decisions import origin
from observatory.usecases.record import UPDATE
from observatory.validation import problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A step that somebody wants to take: to which state, on which day, and what goes with it.

    `by` is another force that verified; else the state itself says whether the secretariat or the addressee acts.
    """

    to: str
    on: date
    by: str | None = None
    reason: str | None = None
    evidence: str | None = None
    decision_id: str | None = None
    told: Change | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A state that the member may enter now; as whom, and what it needs. `corrects` if it takes the last step back."""

    to: str
    party: Party
    needs: tuple[Need, ...]
    corrects: bool = False


def offers(member: Member, recommendation: Recommendation, force: str) -> tuple[Offer, ...]:
    """The states that the response of a force may enter now by this member; the authorisation refuses the rest."""
    if recommendation.status in (None, DRAFT, SUPERSEDED):
        return ()
    may = parties(member, force)
    on_behalf = not (member.may(Permission.ANSWER) and member.force == force)
    ways = _ways(course.response_of(recommendation, force))
    return tuple(_with_reference(way) if on_behalf else way for way in ways if way.party in may and way.to != REPLACED)


def advance(
    store: Store, about: tuple[str, str], attempt: Attempt, stamp: Stamp, *, confirmed_warnings: bool = False
) -> Recommendation:
    """Take a step of the response of `about`: id of the recommendation, code of the force.

    A step back is a further step, to the state before, with its reason; none is ever removed. Raises `StepRefused`,
    `NotAllowed`, `NotFound`, and `Refused` for texts that break a rule; nothing is written then.
    """
    record_id, force = about
    require(store.member, Permission.WRITE_MEETINGS, Permission.ANSWER)
    if attempt.to == REPLACED:  # only together with what replaces it: `supersede`
        raise StepRefused(Guard.NOT_FROM_HERE)
    with store.begin() as unit:
        before = unit.recommendations.get(record_id)
        step = _step(store.member, course.response_of(before, force), attempt)
        after = course.advanced(before, force, step, stamp.as_of, attempt.told)
        if attempt.decision_id:
            origin(unit, attempt.decision_id, attempt.on)
        _check_texts(before, after, stamp.as_of, confirmed_warnings=confirmed_warnings)
        return _kept(unit, after, stamp)


def issue(store: Store, record_id: str, decision_id: str, stamp: Stamp) -> Recommendation:
    """Issue a draft by a decision: it gets its code and the meeting’s day. Raises `StepRefused`, `NotAllowed`."""
    with store.begin() as unit:
        before = unit.recommendations.get(record_id)
        found = origin(unit, decision_id, stamp.as_of)
        return _kept(unit, course.issued(before, found, free_code(unit, found.day)), stamp)


def address(store: Store, record_id: str, forces: tuple[str, ...], stamp: Stamp) -> Recommendation:
    """Address a recommendation to more forces, not yet sent to them. Raises `StepRefused`, `NotAllowed`."""
    with store.begin() as unit:
        after = unit.recommendations.get(record_id)
        for force in forces:
            after = course.addressed(after, ForceResponse(id=str(uuid4()), force=force))
        return _kept(unit, after, stamp)


def supersede(store: Store, old_id: str, new_id: str, decision_id: str, stamp: Stamp) -> Recommendation:
    """Let one recommendation replace another, by decision: what was open of the old one is closed. Returns the new one.

    Raises `StepRefused`, `NotAllowed`; both change or none.
    """
    with store.begin() as unit:
        origin(unit, decision_id, stamp.as_of)
        old, new = unit.recommendations.get(old_id), unit.recommendations.get(new_id)
        closing = [_closing(decision_id, stamp.as_of) for _ in old.responses]
        replaced, replacing = course.superseded(old, new, closing, stamp.as_of)
        unit.recommendations.replace(replaced, _stamped(stamp))
        return _kept(unit, replacing, stamp)


def found_by(unit: UnitOfWork, name: str) -> Recommendation:
    """The recommendation of that code, or whose id begins so; raises `WrongUse` for none or several."""
    every = unit.recommendations.select(EVERYTHING)
    by_code = [each for each in every if each.code and each.code.lower() == name.lower()]
    found = by_code or [each for each in every if name and each.id.startswith(name)]
    if len(found) != 1:
        raise WrongUse(_WHICH)
    return found[0]


def _with_reference(offer: Offer) -> Offer:
    """Where the secretariat writes for the force: with the reference of what it received."""
    if offer.party is not Party.ADDRESSEE or Need.EVIDENCE in offer.needs:
        return offer
    return replace(offer, needs=(*offer.needs, Need.REFERENCE))


def _ways(response: ForceResponse) -> tuple[Offer, ...]:
    """Where the response can go; last, back to where it was before the last step."""
    kept = standing_steps(response)
    found = tuple(Offer(way.to, way.by, way.needs) for way in ways_from(kept, response.force))
    back = correction(response)
    if back is None or any(back == offer.to for offer in found):
        return found
    return (*found, Offer(back, corrector(response), (Need.REASON,), corrects=True))


def _step(member: Member, response: ForceResponse, attempt: Attempt) -> ResponseStep:
    way = next((offer for offer in _ways(response) if offer.to == attempt.to), None)
    return ResponseStep(
        id=str(uuid4()),
        state=attempt.to,
        taken_on=attempt.on,
        force=_acting(member, response, way, attempt.by),
        reason=attempt.reason or None,
        evidence=attempt.evidence or None,
        decision_id=attempt.decision_id or None,
    )


def _acting(member: Member, response: ForceResponse, way: Offer | None, by: str | None) -> str | None:
    """The force in whose name the step is taken; None for the secretariat. A mere liaison acts for their own only."""
    if not member.may(Permission.WRITE_MEETINGS):
        return member.force
    if way is not None and way.party is Party.ADDRESSEE:
        return response.force
    return by


def _closing(decision_id: str, day: date) -> ResponseStep:
    return ResponseStep(id=str(uuid4()), state=REPLACED, taken_on=day, decision_id=decision_id)


def _check_texts(before: Recommendation, after: Recommendation, today: date, *, confirmed_warnings: bool) -> None:
    known = {(problem.field, problem.code) for problem in problems(RECOMMENDATION, before, today=today)}
    fresh = [p for p in problems(RECOMMENDATION, after, today=today) if (p.field, p.code) not in known]
    if any(not problem.warning for problem in fresh) or (fresh and not confirmed_warnings):
        raise Refused(tuple(fresh))


def _kept(unit: UnitOfWork, after: Recommendation, stamp: Stamp) -> Recommendation:
    kept = unit.recommendations.replace(after, _stamped(stamp))
    unit.commit()
    return kept


def _stamped(stamp: Stamp) -> Stamp:
    return replace(stamp, reason=stamp.reason or UPDATE)


_WHICH = Term(
    "Nessuna raccomandazione, o più d’una, ha questo codice o un identificativo che comincia così: indicarlo per "
    "intero. Nulla è stato modificato.",
    "No recommendation, or several, have this code or an id that begins so: give it in full. Nothing was changed.",
)
