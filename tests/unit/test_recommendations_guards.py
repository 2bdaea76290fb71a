"""Every line of the lifecycle’s table refused: without what it needs, and by whoever may not take the step."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from db.memory import MemoryStore
from observatory.authorisation.responses import check_change
from observatory.recommendations import course
from observatory.recommendations.guards import SENTENCES, Guard, StepRefused
from observatory.recommendations.lifecycle import NOT_SENT, WAYS, Need, Party, Way, standing_steps, state_of
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.terms import Language
from observatory.usecases.decisions import origin

ISSUED, TODAY = date(2020, 1, 10), date(2026, 6, 30)
WAIT = timedelta(days=100)
BY = {Party.SECRETARIAT: None, Party.ADDRESSEE: "CC", Party.VERIFIER: None}
WITHOUT = {
    Need.REASON: ("reason", Guard.NEEDS_REASON),
    Need.EVIDENCE: ("evidence", Guard.NEEDS_EVIDENCE),
    Need.DECISION: ("decision_id", Guard.NEEDS_DECISION),
}
NOT_BY = {
    Party.SECRETARIAT: ("CC", Guard.ONLY_SECRETARIAT),
    Party.ADDRESSEE: ("PS", Guard.ONLY_ADDRESSEE),
    Party.VERIFIER: ("CC", Guard.NOT_BY_OWNER),
}


@dataclass(frozen=True, slots=True)
class Trial:
    """A step that is refused, from where, and why."""

    name: str
    before: Recommendation
    step: ResponseStep
    guard: Guard


def whole(way: Way, before: Recommendation) -> ResponseStep:
    """A step of this way with everything that any could need."""
    taken = len(before.responses[0].steps)
    told = {"reason": "M", "evidence": "E", "decision_id": "d"}
    return ResponseStep(id=str(taken), state=way.to, taken_on=ISSUED + WAIT * (taken + 1), force=BY[way.by], **told)


def reached() -> dict[str, Recommendation]:
    """By state: a recommendation whose response came there on the shortest path, found by going all ways."""
    response = ForceResponse(id="cc", force="CC", state=NOT_SENT)
    start = Recommendation(id="r", status="DE", issued_on=ISSUED, responses=(response,))
    found, waiting = {NOT_SENT: start}, [start]
    while waiting:
        before = waiting.pop(0)
        for way in (way for way in WAYS if state_of(standing_steps(before.responses[0])) in way.after):
            if way.to not in found:
                found[way.to] = course.advanced(before, "CC", whole(way, before), TODAY)
                waiting.append(found[way.to])
    return found


REACHED = reached()


def trials() -> Iterator[Trial]:
    for number, way in enumerate(WAYS):
        for state in way.after:
            before, name = REACHED[state], f"{number}-{state}-{way.to}"
            step = whole(way, before)
            for need in (need for need in way.needs if need in WITHOUT):
                field, guard = WITHOUT[need]
                yield Trial(f"{name}-without-{field}", before, replace(step, **{field: " "}), guard)
            if Need.SILENCE in way.needs:
                last = before.responses[0].steps[-1].taken_on
                yield Trial(f"{name}-too-soon", before, replace(step, taken_on=last), Guard.NOT_SILENT)
            if _is_only_way(way, state) and not _is_step_back(way, before):
                force, guard = NOT_BY[way.by]
                yield Trial(f"{name}-by-another", before, replace(step, force=force), guard)


def _is_only_way(way: Way, state: str) -> bool:
    return [each for each in WAYS if each.to == way.to and state in each.after] == [way]


def _is_step_back(way: Way, before: Recommendation) -> bool:
    """Where it came from: going back there is a correction, with guards of its own."""
    return state_of(standing_steps(before.responses[0])[:-1]) == way.to


TRIALS = tuple(trials())


def test_all_states_are_reached_and_all_lines_tried() -> None:
    assert set(REACHED) == {way.to for way in WAYS} | {NOT_SENT}
    tried = {int(trial.name.split("-")[0]) for trial in TRIALS}
    # A line may go unrefused only if it needs nothing and both sides have a way to its state.
    assert {WAYS[n].to for n in set(range(len(WAYS))) - tried} <= {"AT"}


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_the_line_is_refused_with_its_sentence_in_two_languages(trial: Trial) -> None:
    with pytest.raises(StepRefused) as caught:
        course.advanced(trial.before, "CC", trial.step, TODAY)
    assert caught.value.guard is trial.guard
    said = {caught.value.message.in_(language) for language in Language}
    assert said == {SENTENCES[trial.guard].it, SENTENCES[trial.guard].en}
    assert len(said) == len(Language)


@pytest.mark.parametrize("state", REACHED)
def test_no_state_is_left_for_one_that_the_table_does_not_name(state: str) -> None:
    before = REACHED[state]
    led = {way.to for way in WAYS if state in way.after} | {state_of(standing_steps(before.responses[0])[:-1])}
    for to in set(REACHED) - led:
        step = replace(whole(WAYS[0], before), state=to)
        with pytest.raises(StepRefused) as caught:
            course.advanced(before, "CC", step, TODAY)
        assert caught.value.guard is Guard.NOT_FROM_HERE


# Every guard, whichever part of the program asks it: a new one needs a line here.

SECRETARY = Member("s", "segreteria", "", (Role.SECRETARY,))
SENT, NOT_ISSUED = REACHED["AT"], replace(REACHED["NI"], status="BO", issued_on=None)
DONE = REACHED["AU"]


def at(before: Recommendation, to: str, force: str | None = "CC", **told: object) -> ResponseStep:
    """A step from there with everything that any could need, but for what is told."""
    step = ResponseStep(id="new", state=to, taken_on=TODAY, force=force, reason="M", evidence="E", decision_id="d")
    return replace(step, id=f"{before.id}{len(before.responses[0].steps)}", **told)  # type: ignore[arg-type]


def take(before: Recommendation, step: ResponseStep, force: str = "CC") -> Callable[[], object]:
    return lambda: course.advanced(before, force, step, TODAY)


def change(before: Recommendation, **told: object) -> Callable[[], object]:
    """What the store is asked to keep instead of a response."""
    after = replace(before, responses=(replace(before.responses[0], **told),))  # type: ignore[arg-type]
    return lambda: check_change(SECRETARY, before, after)


def supersede(old: Recommendation, new: Recommendation) -> Callable[[], object]:
    return lambda: course.superseded(old, new, [at(old, "")], TODAY)


def issue(decision: str) -> None:
    with MemoryStore(SECRETARY).begin() as unit:
        origin(unit, decision, TODAY)


REFUSED: dict[Guard, Callable[[], object]] = {
    Guard.NOT_FROM_HERE: take(SENT, at(SENT, "VE", None)),
    Guard.NOT_ADDRESSED: take(SENT, at(SENT, "RA"), "PS"),
    Guard.ALREADY_ADDRESSED: lambda: course.addressed(SENT, ForceResponse(id="x", force="CC")),
    Guard.NOT_ISSUED: take(NOT_ISSUED, at(NOT_ISSUED, "AT", None)),
    Guard.ALREADY_ISSUED: lambda: course.issued(SENT, course.Origin("d", "m", ISSUED), "RAC-2026-002"),
    Guard.SUPERSEDED: take(replace(SENT, status="SO"), at(SENT, "RA")),
    Guard.ONLY_SECRETARIAT: take(REACHED["RA"], at(REACHED["RA"], "VA")),
    Guard.ONLY_ADDRESSEE: take(SENT, at(SENT, "RA", "PS")),
    Guard.NOT_BY_OWNER: take(DONE, at(DONE, "VE")),
    Guard.NEEDS_REASON: take(SENT, at(SENT, "RN", reason=" ")),
    Guard.NEEDS_EVIDENCE: take(REACHED["IA"], at(REACHED["IA"], "AU", evidence=None)),
    Guard.NEEDS_DECISION: take(SENT, at(SENT, "CS", None, decision_id=None)),
    Guard.UNKNOWN_DECISION: lambda: issue("none"),
    Guard.NOT_SILENT: take(SENT, at(SENT, "CS", None, taken_on=SENT.responses[0].steps[-1].taken_on)),
    Guard.OUT_OF_ORDER: take(SENT, at(SENT, "RA", taken_on=ISSUED)),
    Guard.NOT_YET: take(SENT, at(SENT, "RA", taken_on=TODAY + WAIT)),
    Guard.NOT_YOURS: take(REACHED["RA"], at(REACHED["RA"], "AT", None)),
    Guard.APPEND_ONLY: change(SENT, steps=()),
    Guard.STATE_WITHOUT_STEP: change(SENT, state="VE"),
    Guard.ON_BEHALF: change(SENT, state="RA", steps=(*SENT.responses[0].steps, at(SENT, "RA", evidence=" "))),
    Guard.ITSELF: supersede(SENT, SENT),
}


def test_no_guard_goes_without_a_case() -> None:
    assert set(REFUSED) == set(Guard) == set(SENTENCES)


@pytest.mark.parametrize("guard", Guard)
def test_each_guard_refuses_with_its_own_sentence_in_two_languages(guard: Guard) -> None:
    with pytest.raises(StepRefused) as caught:
        REFUSED[guard]()
    assert caught.value.guard is guard
    said = {caught.value.message.in_(language) for language in Language}
    assert said == {SENTENCES[guard].it, SENTENCES[guard].en}
    assert len(said) == len(Language)
    others = {text for other in Guard if other is not guard for text in (SENTENCES[other].it, SENTENCES[other].en)}
    assert not said & others
