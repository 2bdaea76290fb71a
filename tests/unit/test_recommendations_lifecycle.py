"""The life of a recommendation: every guard with its sentences, the clocks, codes, and a history that only grows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.codelists import codelist
from observatory.recommendations import clocks, course
from observatory.recommendations.clocks import Clock
from observatory.recommendations.fields import RECOMMENDATION
from observatory.recommendations.guards import SENTENCES, Guard, StepRefused
from observatory.recommendations.lifecycle import is_closed, replayed, standing_steps, state_of, ways_from
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.validation import problems

ISSUED = date(2026, 1, 10)
TODAY = date(2027, 6, 30)
WAIT = timedelta(days=10)
ACTED_BY_CC = {"RA", "RP", "RM", "RN", "IA", "AU"}


def recommendation(*path: str, status: str = "DE", days: timedelta = WAIT) -> Recommendation:
    """Addressed to CC, with whole steps along the path: everything that any of them could need."""
    made = Recommendation(
        id="r",
        code="RAC-2026-001",
        title="T",
        text="X",
        instrument="LG",
        strength="FO",
        priority="A",
        status=status,
        issued_on=ISSUED,
        responses=(ForceResponse(id="cc", force="CC", state="NI"),),
    )
    for number, state in enumerate(path, start=1):
        made = course.advanced(made, "CC", whole(state, ISSUED + days * number), TODAY)
    return made


def whole(state: str, day: date, force: str | None = "") -> ResponseStep:
    by = ("CC" if state in ACTED_BY_CC else None) if force == "" else force
    return ResponseStep(
        id=f"{state}{day}", state=state, taken_on=day, force=by, reason="M", evidence="E", decision_id="d"
    )


def bare(state: str, force: str | None = "", **told: str) -> ResponseStep:
    step = whole(state, TODAY, force)
    return replace(step, **{"reason": None, "evidence": None, "decision_id": None, **told})  # type: ignore[arg-type]


def refused(before: Recommendation, step: ResponseStep, force: str = "CC") -> Guard:
    with pytest.raises(StepRefused) as caught:
        course.advanced(before, force, step, TODAY)
    assert caught.value.message == SENTENCES[caught.value.guard]
    return caught.value.guard


ADDRESSED = recommendation()
SENT = recommendation("AT")
ANSWERED = recommendation("AT", "RA")
ASSESSED = recommendation("AT", "RA", "VA")
WORKING = recommendation("AT", "RA", "VA", "IA")
DONE = recommendation("AT", "RA", "VA", "IA", "AU")
VERIFIED = recommendation("AT", "RA", "VA", "IA", "AU", "VE")
CLOSED = recommendation("AT", "RA", "VA", "IA", "AU", "VE", "CA")

REFUSALS: dict[str, tuple[Recommendation, ResponseStep, Guard]] = {
    "verified before it is implemented": (WORKING, whole("VE", TODAY), Guard.NOT_FROM_HERE),
    "answered before it is sent": (ADDRESSED, whole("RA", TODAY), Guard.NOT_FROM_HERE),
    "sent while a draft": (recommendation(status="BO"), whole("AT", TODAY), Guard.NOT_ISSUED),
    "a step of what was superseded": (replace(SENT, status="SO"), whole("RA", TODAY), Guard.SUPERSEDED),
    "assessed by the addressee": (ANSWERED, whole("VA", TODAY, "CC"), Guard.ONLY_SECRETARIAT),
    "closed by the addressee": (VERIFIED, whole("CA", TODAY, "CC"), Guard.ONLY_SECRETARIAT),
    "sent by the addressee": (ADDRESSED, whole("AT", TODAY, "CC"), Guard.ONLY_SECRETARIAT),
    "answered by another force": (SENT, whole("RA", TODAY, "PS"), Guard.ONLY_ADDRESSEE),
    "answered by the secretariat itself": (SENT, whole("RA", TODAY, None), Guard.ONLY_ADDRESSEE),
    "implemented by another force": (WORKING, whole("AU", TODAY, "PS"), Guard.ONLY_ADDRESSEE),
    "verified by its owner": (DONE, whole("VE", TODAY, "CC"), Guard.NOT_BY_OWNER),
    "refused without a reason": (SENT, bare("RN"), Guard.NEEDS_REASON),
    "accepted in part without a reason": (SENT, bare("RP"), Guard.NEEDS_REASON),
    "judged inadequate without a reason": (ANSWERED, bare("VI"), Guard.NEEDS_REASON),
    "reopened without a reason": (CLOSED, bare("RI"), Guard.NEEDS_REASON),
    "reopened for a reason of spaces": (CLOSED, bare("RI", reason="  "), Guard.NEEDS_REASON),
    "corrected without a reason": (ASSESSED, bare("RA", None), Guard.NEEDS_REASON),
    "implemented without evidence": (WORKING, bare("AU"), Guard.NEEDS_EVIDENCE),
    "silence closed without a decision": (SENT, bare("CS"), Guard.NEEDS_DECISION),
    "silence closed before its time": (SENT, whole("CS", ISSUED + WAIT + timedelta(days=90)), Guard.NOT_SILENT),
    "a step before the last one": (ANSWERED, whole("VA", ISSUED + WAIT), Guard.OUT_OF_ORDER),
    "a step before it was issued": (ADDRESSED, whole("AT", ISSUED - WAIT), Guard.OUT_OF_ORDER),
    "a step tomorrow": (SENT, whole("RA", TODAY + timedelta(days=1)), Guard.NOT_YET),
    "a step without a day": (SENT, replace(whole("RA", TODAY), taken_on=None), Guard.NOT_YET),
    "the force’s step corrected by the secretariat": (ANSWERED, whole("AT", TODAY, None), Guard.NOT_YOURS),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_each_guard_refuses_with_its_sentence(name: str) -> None:
    before, step, guard = REFUSALS[name]
    assert refused(before, step) is guard


@pytest.mark.parametrize("guard", Guard)
def test_every_guard_has_a_sentence_in_two_languages(guard: Guard) -> None:
    sentence = SENTENCES[guard]
    assert sentence.it.endswith("Nulla è stato modificato.")
    assert sentence.en.endswith("Nothing was changed.")


@pytest.mark.parametrize("state", [code.code for code in codelist("response_state") if code.code.startswith("C")])
@pytest.mark.parametrize(
    "before", [SENT, ANSWERED, ASSESSED, WORKING, DONE, VERIFIED], ids=lambda r: r.responses[0].state
)
def test_nothing_closes_without_a_decision(before: Recommendation, state: str) -> None:
    assert refused(before, bare(state)) in (Guard.NEEDS_DECISION, Guard.NOT_FROM_HERE)


def test_only_an_addressee_has_a_response() -> None:
    assert refused(SENT, whole("RA", TODAY), "PS") is Guard.NOT_ADDRESSED
    with pytest.raises(StepRefused) as caught:
        course.addressed(SENT, ForceResponse(id="x", force="CC"))
    assert caught.value.guard is Guard.ALREADY_ADDRESSED
    grown = course.addressed(SENT, ForceResponse(id="x", force="PS"))
    assert [(each.force, each.state) for each in grown.responses] == [("CC", "AT"), ("PS", "NI")]


def test_another_force_may_verify() -> None:
    done = course.advanced(DONE, "CC", whole("VE", TODAY, "GF"), TODAY)
    assert done.responses[0].state == "VE"


def test_the_status_follows_the_responses() -> None:
    assert [r.status for r in (ADDRESSED, SENT, VERIFIED, CLOSED)] == ["DE", "TR", "TR", "CH"]
    assert course.advanced(CLOSED, "CC", whole("RI", TODAY), TODAY).status == "TR"


def test_a_step_back_is_a_further_step() -> None:
    back = course.advanced(ASSESSED, "CC", replace(whole("RA", TODAY, None), reason="letta male"), TODAY)
    response = back.responses[0]
    assert (response.state, len(response.steps)) == ("RA", 4)
    assert [step.state for step in standing_steps(response)] == ["AT", "RA"]
    unsent = course.advanced(SENT, "CC", whole("NI", TODAY), TODAY).responses[0]
    assert (unsent.state, unsent.sent_on, unsent.answer_due_on) == ("NI", None, None)


def awaited(of: Recommendation, today: date = TODAY) -> dict[Clock, date]:
    return {line.clock: line.due_on for line in clocks.due((of,), today)}


def test_the_clocks_run_from_the_step_that_starts_them() -> None:
    day = lambda number: ISSUED + WAIT * number  # noqa: E731
    assert awaited(SENT) == {Clock.ACKNOWLEDGE: day(1) + timedelta(15), Clock.ANSWER: day(1) + timedelta(90)}
    received = course.advanced(SENT, "CC", whole("AT", day(2), "CC"), TODAY)
    assert awaited(received) == {Clock.ANSWER: day(1) + timedelta(90)}
    assert awaited(ANSWERED) == {Clock.ASSESS: day(2) + timedelta(60)}
    assert awaited(ASSESSED) == awaited(WORKING) == {}
    assert awaited(DONE) == {Clock.VERIFY: day(5) + timedelta(90)}
    assert awaited(VERIFIED) == {Clock.EVALUATE: day(6) + timedelta(365)}
    assert awaited(CLOSED) == {}
    again = course.advanced(CLOSED, "CC", whole("RI", day(8)), TODAY)
    asked = course.advanced(again, "CC", whole("AT", day(9)), TODAY)
    assert awaited(asked)[Clock.ANSWER] == day(9) + timedelta(90)
    unfit = recommendation("AT", "RA", "VI")
    assert awaited(unfit) == {Clock.ANSWER: day(3) + timedelta(90)}


def test_a_date_of_the_force_is_a_clock_until_it_comes_about() -> None:
    planned = course.Change(go_live_on=date(2026, 9, 1))
    told = course.advanced(ASSESSED, "CC", whole("IA", ISSUED + WAIT * 4), TODAY, planned)
    assert awaited(told) == {Clock.IMPLEMENT: date(2026, 9, 1)}


def test_silence_makes_a_candidate_and_changes_nothing() -> None:
    last = ISSUED + WAIT + timedelta(days=90)
    assert clocks.silent((SENT,), last) == ()
    candidates = clocks.silent((SENT,), last + timedelta(days=1))
    assert [(line.code, line.force) for line in candidates] == [("RAC-2026-001", "CC")]
    assert SENT.responses[0].state == "AT"
    closed = course.advanced(SENT, "CC", whole("CS", last + timedelta(days=1)), TODAY)
    assert is_closed(closed.responses[0])


def test_a_longer_term_that_was_granted_counts() -> None:
    until = course.Change(answer_due_on=ISSUED + timedelta(days=200))
    sent = course.advanced(ADDRESSED, "CC", whole("AT", ISSUED + WAIT), TODAY, until)
    assert awaited(sent)[Clock.ANSWER] == ISSUED + timedelta(days=200)
    assert refused(sent, whole("CS", ISSUED + timedelta(days=150))) is Guard.NOT_SILENT


def test_answers_due_and_overdue_are_told_apart() -> None:
    late = ISSUED + timedelta(days=60)
    assert [line.clock for line in clocks.overdue((SENT, ANSWERED), late)] == [Clock.ACKNOWLEDGE]
    assert [line.force for line in clocks.answers_due((SENT, ANSWERED), late)] == ["CC"]


def test_the_whole_tells_its_share_and_its_oldest_delay() -> None:
    both = replace(DONE, responses=(*DONE.responses, ForceResponse(id="ps", force="PS", state="NI")))
    assert course.adopted(both) == (1, 2)
    assert course.oldest_overdue(both, TODAY) == ISSUED + WAIT * 5 + timedelta(days=90)
    assert [r and r.force for r in course.in_grid(both)] == ["PS", "CC", None, None]


@given(st.lists(st.sampled_from([2025, 2026, 2027]), max_size=40))
def test_codes_are_minted_in_order_and_once(years: list[int]) -> None:
    taken: list[str | None] = [None, "altro"]
    for year in years:
        code = course.next_code(date(year, 5, 1), taken)
        assert code not in taken
        assert code == f"RAC-{year}-{sum(str(c).startswith(f'RAC-{year}') for c in taken) + 1:03d}"
        taken.append(code)


def test_superseding_links_both_and_closes_by_decision() -> None:
    new = replace(recommendation(), id="new", code="RAC-2026-002")
    old, replacing = course.superseded(DONE, new, [whole("", TODAY)], TODAY)
    assert (old.status, old.responses[0].state, old.responses[0].steps[-1].decision_id) == ("SO", "CT", "d")
    assert replacing.supersedes == old.id
    assert course.successor(old, [old, replacing]) == replacing
    assert refused(old, whole("RI", TODAY)) is Guard.SUPERSEDED
    for guard, (one, other) in {
        Guard.ITSELF: (DONE, DONE),
        Guard.SUPERSEDED: (old, new),
        Guard.NOT_ISSUED: (recommendation(status="BO"), new),
    }.items():
        with pytest.raises(StepRefused) as caught:
            course.superseded(one, other, [whole("", TODAY)], TODAY)
        assert caught.value.guard is guard
    with pytest.raises(StepRefused) as caught:
        course.superseded(DONE, new, [bare("")], TODAY)
    assert caught.value.guard is Guard.NEEDS_DECISION


def test_a_draft_is_issued_once() -> None:
    origin = course.Origin("d", "m", ISSUED)
    draft = Recommendation(id="r", status="BO")
    issued = course.issued(draft, origin, "RAC-2026-001")
    assert (issued.status, issued.code, issued.issued_on, issued.decision_id) == ("DE", "RAC-2026-001", ISSUED, "d")
    with pytest.raises(StepRefused) as caught:
        course.issued(issued, origin, "RAC-2026-002")
    assert caught.value.guard is Guard.ALREADY_ISSUED


def test_the_form_is_told_what_the_lifecycle_refuses() -> None:
    response = DONE.responses[0]
    jumped = replace(DONE, responses=(replace(response, state="CA"),))
    assert {p.code for p in problems(RECOMMENDATION, jumped, today=TODAY)} == {"state_without_step"}
    owner = replace(response, state="VE", steps=(*response.steps, whole("VE", TODAY, "CC")))
    found = problems(RECOMMENDATION, replace(DONE, responses=(owner,)), today=TODAY)
    assert [(p.field, p.code) for p in found] == [("responses[0].steps[5].state", "not_by_owner")]
    closed = problems(RECOMMENDATION, replace(DONE, status="CH"), today=TODAY)
    assert {p.code for p in closed} == {"still_open"}


def _wanted(now: Recommendation, choice: int) -> str:
    """Mostly a state that the table leads to from here, so that the walk goes deep; now and then any other."""
    ahead = [way.to for way in ways_from(standing_steps(now.responses[0]), "CC")]
    every = (*ahead * 4, *STATES)
    return every[choice % len(every)]


STATES = [code.code for code in codelist("response_state")]
GIVEN = st.sampled_from(["x", "x", "x", None, " "])
ATTEMPTS = st.lists(
    st.tuples(st.integers(0, 999), st.sampled_from([None, "CC", "PS"]), st.integers(-1, 30), GIVEN, GIVEN, GIVEN),
    min_size=20,
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(ATTEMPTS)
def test_no_sequence_of_attempts_breaks_a_guard_and_the_history_only_grows(attempts: list[tuple[object, ...]]) -> None:
    now, day = recommendation("AT"), ISSUED
    for number, (choice, force, after, reason, evidence, decision) in enumerate(attempts):
        day = day + timedelta(days=after)  # type: ignore[arg-type]
        step = ResponseStep(
            id=str(number),
            state=_wanted(now, choice),  # type: ignore[arg-type]
            taken_on=day,
            force=force,  # type: ignore[arg-type]
            reason=reason,  # type: ignore[arg-type]
            evidence=evidence,  # type: ignore[arg-type]
            decision_id=decision,  # type: ignore[arg-type]
        )
        try:
            after_it = course.advanced(now, "CC", step, TODAY)
        except StepRefused:
            continue
        assert after_it.responses[0].steps == (*now.responses[0].steps, step)
        now = after_it
    _holds(now.responses[0])


def _holds(response: ForceResponse) -> None:
    """The guards, said again by hand over the steps that stand."""
    standing = standing_steps(response)
    assert response.state == state_of(standing)
    assert replayed(response) == ()
    assert [s.taken_on for s in response.steps] == sorted(s.taken_on or TODAY for s in response.steps)
    for before, step in zip((None, *standing), standing, strict=False):
        if str(step.state).startswith("C"):
            assert step.decision_id == "x"
            assert step.force is None
        if step.state == "AU":
            assert step.evidence == "x"
            assert step.force == "CC"
        if step.state == "VE":
            assert step.force != "CC"
            assert before is not None
            assert before.state == "AU"
        if step.state == "RI":
            assert step.reason == "x"
