"""Synthetic recommendations: from decisions that were taken, each force standing elsewhere with each of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from observatory.codelists import FORCES
from observatory.meetings.meeting import Decision, Meeting
from observatory.procedures.procedure import Procedure
from observatory.recommendations.lifecycle import ANSWER_DAYS
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.synthetic import calibration as c
from observatory.synthetic.chance import Chance
from observatory.synthetic.story import Story

_ADOPTING = ("PRO", "INT", "FOR", "NOR")
_RECOMMENDATIONS = (
    ("LG", "FO", "A", "Ricontattare entro 72 ore chi ha manifestato disagio"),
    ("DT", "FO", "A", "Rendere uniforme la custodia temporanea dell’arma"),
    ("FO", "DE", "M", "Formare i dirigenti al riconoscimento del disagio"),
    ("CO", "IN", "M", "Diffondere i recapiti dei servizi di sostegno"),
    ("RI", "IN", "B", "Rilevare i tempi fra segnale e primo contatto"),
)
_COURSES = (
    ("AT", "RA", "VA", "IA", "AU", "VE"),
    ("AT", "RA", "VA", "IA"),
    ("AT", "RP", "VP"),
    ("AT",),
    ("AT", "RA", "VA", "IA", "AU", "VE", "CA"),
    ("AT", "RM", "VM", "IA", "AU"),
    ("AT", "RN", "VI"),
)
"""How far a force has come, step by step; which force comes how far changes from one recommendation to the next."""
_ACTED_BY_FORCE = ("RA", "RP", "RM", "RN", "IA", "AU")
_REASONS = {
    "RP": "Accolta per i reparti; gli istituti di formazione seguono una procedura propria",
    "RM": "Una misura già in uso raggiunge lo stesso scopo",
    "RN": "Mancano per ora le risorse; la Forza la riesamina entro l’anno",
    "VP": "Restano da coprire gli istituti di formazione",
    "VI": "Manca un termine entro cui riesaminarla",
}
_STEP_DAYS = 40
_EVIDENCE = "Relazione con dati aggregati agli atti"


@dataclass(frozen=True, slots=True)
class Adopted:
    """A decision, with the meeting in which it was taken."""

    meeting: Meeting
    decision: Decision

    @property
    def day(self) -> date:
        return self.meeting.held_on or c.TODAY


def adopted(told: Sequence[Story[Meeting]]) -> tuple[Adopted, ...]:
    """The decisions from which recommendations come, oldest first, one of each meeting."""
    found = {
        story.last.id: Adopted(story.last, decision)
        for story in told
        for item in story.last.agenda
        for decision in item.decisions
        if decision.kind in _ADOPTING
    }
    return tuple(found.values())


def recommendations(
    chance: Chance, decided: Sequence[Adopted], instruments: Sequence[Story[Procedure]]
) -> Iterator[Story[Recommendation]]:
    """The newest decisions but the last, as recommendations; each force stands elsewhere with each of them."""
    origins = decided[-len(_RECOMMENDATIONS) - 1 : -1]
    closing = {decision.day: decision.decision.id for decision in decided}
    by_kind = {story.last.kind: story.last.id for story in instruments}
    numbers: dict[int, int] = {}
    for place, (spec, origin) in enumerate(zip(_RECOMMENDATIONS, origins, strict=False)):
        numbers[origin.day.year] = numbers.get(origin.day.year, 0) + 1
        code = f"RAC-{origin.day.year}-{numbers[origin.day.year]:03d}"
        issued = replace(_issued(chance, spec, origin), code=code, procedure_id=by_kind.get(spec[0]))
        sent = replace(issued, status="TR", responses=_responses(chance, place, origin, closing))
        known = max((s.taken_on for r in sent.responses for s in r.steps if s.taken_on), default=origin.day)
        yield Story((issued, sent), (origin.day, known))


def _issued(chance: Chance, spec: tuple[str, str, str, str], origin: Adopted) -> Recommendation:
    instrument, strength, priority, title = spec
    return Recommendation(
        id=chance.id(),
        title=title,
        instrument=instrument,
        text=f"{title}, riferendo ogni trimestre con dati aggregati",
        strength=strength,
        priority=priority,
        element=origin.decision.element,
        issued_on=origin.day,
        meeting_id=origin.meeting.id,
        decision_id=origin.decision.id,
        status="DE",
    )


def _responses(chance: Chance, place: int, origin: Adopted, closing: Mapping[date, str]) -> tuple[ForceResponse, ...]:
    courses = [_COURSES[(place + number) % len(_COURSES)] for number in range(len(FORCES))]
    answers = (_response(chance, force, course, origin) for force, course in zip(FORCES, courses, strict=True))
    return tuple(_decided(answer, closing) for answer in answers)


def _decided(answer: ForceResponse, closing: Mapping[date, str]) -> ForceResponse:
    """The answer with the decision that closed it: the last that was taken by then."""
    steps = tuple(
        replace(step, decision_id=closing[max(day for day in closing if day <= step.taken_on)])
        if step.state == "CA" and step.taken_on
        else step
        for step in answer.steps
    )
    return replace(answer, steps=steps)


def _response(chance: Chance, force: str, course: Sequence[str], origin: Adopted) -> ForceResponse:
    sent = origin.day + timedelta(days=7)
    days = [sent + timedelta(days=_STEP_DAYS * number) for number in range(len(course))]
    steps = tuple(_step(chance, force, state, day) for state, day in zip(course, days, strict=True) if day <= c.TODAY)
    reached = {step.state: step.taken_on for step in steps}
    return ForceResponse(
        id=chance.id(),
        force=force,
        state=steps[-1].state if steps else "NI",
        sent_on=sent if steps else None,
        answer_due_on=sent + timedelta(days=ANSWER_DAYS) if steps else None,
        go_live_on=reached.get("IA"),
        share_reached=100 if "AU" in reached else 40 if "IA" in reached else None,
        evidence=_EVIDENCE if "AU" in reached else None,
        steps=steps,
    )


def _step(chance: Chance, force: str, state: str, day: date) -> ResponseStep:
    return ResponseStep(
        id=chance.id(),
        state=state,
        taken_on=day,
        force=force if state in _ACTED_BY_FORCE else None,
        reason=_REASONS.get(state),
        evidence=_EVIDENCE if state in ("AU", "VE") else None,
    )
