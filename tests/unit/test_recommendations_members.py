"""Who may write what of a recommendation, in a store: the secretariat, the liaison of each force, and nobody else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.errors import NotAllowed, ObservatoryError, Refused, StaleVersion, WrongUse
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.ports import Stamp
from observatory.procedures.procedure import Procedure, ProcedureVersion
from observatory.procedures.versions import version_on
from observatory.recommendations.fields import RECOMMENDATION
from observatory.recommendations.guards import Guard, StepRefused
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.terms import Language
from observatory.usecases import advance as acts
from observatory.usecases.adopt import Adoption, adopt
from observatory.usecases.advance import Attempt, advance, offers
from observatory.usecases.decisions import decision_words, decisions
from observatory.usecases.record import record

HELD, DAY = date(2026, 1, 10), date(2026, 2, 1)
STAMP = Stamp(DAY, datetime(2026, 2, 1, 9, tzinfo=UTC), "", "A")
LATER = replace(STAMP, as_of=date(2026, 8, 1))
SECRETARY = Member("s", "segreteria", "", (Role.SECRETARY,))
BOTH = Member("b", "entrambe", "CC", (Role.SECRETARY, Role.DESK))
ANALYST = Member("n", "analista", "", (Role.ANALYST,))
CLINICIAN = Member("k", "clinico", "CC", (Role.CLINICIAN,))


def liaison(force: str) -> Member:
    return Member(f"d{force}", f"referente {force}", force, (Role.DESK,))


class Shared:
    """One store in memory, as each member has it."""

    def __init__(self) -> None:
        self.below = MemoryStore(SECRETARY)
        meeting = Meeting(
            id="m",
            number=3,
            kind="OR",
            held_on=HELD,
            agenda=(AgendaItem(id="i", decisions=(Decision(id="dec", text="Adottare una procedura comune"),)),),
        )
        forces = tuple(ForceResponse(id=force, force=force, state="NI") for force in ("PS", "CC"))
        drafted = Recommendation(
            id="r", title="T", text="X", instrument="LG", strength="FO", priority="A", status="BO", responses=forces
        )
        with self.below.begin() as unit:
            unit.meetings.add(meeting, STAMP)
            unit.recommendations.add(drafted, STAMP)
            unit.recommendations.add(replace(drafted, id="q", responses=()), STAMP)
            version = ProcedureVersion(id="v1", number=1, adopted_on=HELD, valid_from=HELD, decision_id="dec")
            unit.procedures.add(
                Procedure(id="p", kind="LG", title="Linea", status="AD", adopted_on=HELD, versions=(version,)), STAMP
            )
            unit.commit()

    def as_(self, member: Member) -> GuardedStore:
        self.below.member = member  # type: ignore[misc]
        return GuardedStore(self.below)

    def now(self, record_id: str = "r") -> Recommendation:
        with self.as_(SECRETARY).begin() as unit:
            return unit.recommendations.get(record_id)

    def put(self, member: Member, after: Recommendation) -> None:
        with self.as_(member).begin() as unit:
            unit.recommendations.replace(after, STAMP)
            unit.commit()


@pytest.fixture
def shared() -> Shared:
    return Shared()


@pytest.fixture
def sent(shared: Shared) -> Shared:
    """Issued and sent to PS and CC."""
    acts.issue(shared.as_(SECRETARY), "r", "dec", STAMP)
    for force in ("PS", "CC"):
        advance(shared.as_(SECRETARY), ("r", force), Attempt(to="AT", on=DAY), STAMP)
    return shared


def guard_of(act: Callable[[], object]) -> Guard:
    with pytest.raises(StepRefused) as caught:
        act()
    return caught.value.guard


def test_issuing_gives_the_code_and_the_meeting(shared: Shared) -> None:
    made = acts.issue(shared.as_(SECRETARY), "r", "dec", STAMP)
    assert (made.code, made.issued_on, made.meeting_id, made.status) == ("RAC-2026-001", HELD, "m", "DE")
    assert acts.issue(shared.as_(SECRETARY), "q", "dec", STAMP).code == "RAC-2026-002"
    assert guard_of(lambda: acts.issue(shared.as_(SECRETARY), "r", "dec", STAMP)) is Guard.ALREADY_ISSUED


def test_a_decision_must_be_one_of_a_recorded_meeting(sent: Shared) -> None:
    attempt = Attempt(to="CR", on=DAY, decision_id="invented")
    assert guard_of(lambda: advance(sent.as_(SECRETARY), ("r", "CC"), attempt, STAMP)) is Guard.UNKNOWN_DECISION
    assert guard_of(lambda: acts.issue(sent.as_(SECRETARY), "q", "invented", STAMP)) is Guard.UNKNOWN_DECISION
    assert sent.now().responses[1].state == "AT"
    closed = advance(sent.as_(SECRETARY), ("r", "CC"), replace(attempt, decision_id="dec"), STAMP)
    assert closed.responses[1].state == "CR"


def test_recording_through_the_form_mints_codes_and_asks_for_the_decision(sent: Shared) -> None:
    with sent.as_(SECRETARY).begin() as unit:
        issued = replace(unit.recommendations.get("q"), status="DE", issued_on=HELD)
        assert record(unit, RECOMMENDATION, issued, STAMP).record.code == "RAC-2026-002"
    now = sent.now()
    step = ResponseStep(id="x", state="CR", taken_on=DAY, decision_id="invented")
    response = replace(now.responses[0], state="CR", steps=(*now.responses[0].steps, step))
    with sent.as_(SECRETARY).begin() as unit, pytest.raises(Refused) as caught:
        record(unit, RECOMMENDATION, replace(now, responses=(response, now.responses[1])), STAMP)
    assert [problem.code for problem in caught.value.problems] == ["unknown_decision"]


ACCEPT = Attempt(to="RA", on=DAY)
WHO_ANSWERS: dict[str, tuple[Member, Attempt, type[ObservatoryError] | Guard | None]] = {
    "its liaison": (liaison("CC"), ACCEPT, None),
    "the liaison of another force": (liaison("PS"), ACCEPT, Guard.ONLY_ADDRESSEE),
    "the secretariat without a reference": (SECRETARY, ACCEPT, Guard.ON_BEHALF),
    "the secretariat with what it received": (SECRETARY, replace(ACCEPT, evidence="nota 12"), None),
    "both in one": (BOTH, ACCEPT, None),
    "the analyst": (ANALYST, ACCEPT, NotAllowed),
    "the clinician of that force": (CLINICIAN, ACCEPT, NotAllowed),
    "its liaison, assessing": (liaison("CC"), replace(ACCEPT, to="VA"), Guard.NOT_FROM_HERE),
    "its liaison, closing": (liaison("CC"), Attempt(to="CR", on=DAY, decision_id="dec"), Guard.ONLY_SECRETARIAT),
    "another's liaison, closing": (liaison("PS"), Attempt(to="CR", on=DAY, decision_id="dec"), Guard.ONLY_SECRETARIAT),
}


@pytest.mark.parametrize("name", WHO_ANSWERS)
def test_who_answers_for_a_force(sent: Shared, name: str) -> None:
    member, attempt, expected = WHO_ANSWERS[name]
    try:
        told: object = advance(sent.as_(member), ("r", "CC"), attempt, STAMP).responses[1].state
    except StepRefused as error:
        told = error.guard
    except NotAllowed:
        told = NotAllowed
    assert told == ("RA" if expected is None else expected)
    assert (sent.now().responses[1].state == "RA") == (expected is None)


def _of(response: int, **told: object) -> Callable[[Recommendation], Recommendation]:
    def change(now: Recommendation) -> Recommendation:
        responses = list(now.responses)
        responses[response] = replace(responses[response], **told)  # type: ignore[arg-type]
        return replace(now, responses=tuple(responses))

    return change


PS, CC = 0, 1
NOT_A_LIAISONS: dict[str, Callable[[Recommendation], Recommendation]] = {
    "the title": lambda now: replace(now, title="altro"),
    "the status": lambda now: replace(now, status="CH"),
    "nothing at all": lambda now: now,
    "another force’s share": _of(PS, share_reached=50),
    "another force’s evidence": _of(PS, evidence="x"),
    "its own term": _of(CC, answer_due_on=date(2027, 1, 1)),
    "its own day of sending": _of(CC, sent_on=HELD),
    "which force it is": _of(CC, force="GF"),
    "a response taken away": lambda now: replace(now, responses=now.responses[1:]),
    "a response added": lambda now: replace(now, responses=(*now.responses, ForceResponse(id="n", force="CC"))),
    "the order of responses": lambda now: replace(now, responses=now.responses[::-1]),
}


@pytest.mark.parametrize("name", NOT_A_LIAISONS)
def test_a_liaison_changes_nothing_but_the_own_response(sent: Shared, name: str) -> None:
    before = sent.now()
    with pytest.raises(NotAllowed):
        sent.put(liaison("CC"), NOT_A_LIAISONS[name](before))
    assert sent.now() == before


def test_a_liaison_tells_the_share_of_the_own_force(sent: Shared) -> None:
    sent.put(liaison("CC"), _of(CC, share_reached=30)(sent.now()))
    assert sent.now().responses[1].share_reached == 30


@pytest.mark.parametrize("member", [SECRETARY, liaison("CC"), BOTH], ids=lambda member: member.name)
def test_recorded_steps_are_never_changed_nor_removed(sent: Shared, member: Member) -> None:
    now = sent.now()
    steps = now.responses[1].steps
    for fewer in ((), (replace(steps[0], reason="altro"),), (replace(steps[0], taken_on=HELD),)):
        assert guard_of(lambda f=fewer: sent.put(member, _of(CC, steps=f)(now))) is Guard.APPEND_ONLY  # type: ignore[misc]
    assert guard_of(lambda: sent.put(member, _of(CC, state="RA")(now))) is Guard.STATE_WITHOUT_STEP
    assert sent.now() == now


def test_a_response_with_steps_stays(sent: Shared) -> None:
    now = sent.now()
    assert guard_of(lambda: sent.put(SECRETARY, replace(now, responses=now.responses[:1]))) is Guard.APPEND_ONLY
    assert guard_of(lambda: sent.put(SECRETARY, _of(CC, force="GF")(now))) is Guard.APPEND_ONLY


def test_what_changed_meanwhile_is_stale_before_it_is_anything_else(sent: Shared) -> None:
    old = sent.now()
    advance(sent.as_(liaison("CC")), ("r", "CC"), ACCEPT, STAMP)
    with pytest.raises(StaleVersion):
        sent.put(SECRETARY, replace(old, title="altro"))


def test_whoever_answers_for_a_force_verifies_nothing_of_it(sent: Shared) -> None:
    path = ((liaison("CC"), ACCEPT), (SECRETARY, Attempt(to="VA", on=DAY)))
    done = Attempt(to="AU", on=DAY, evidence="relazione")
    for member, attempt in (*path, (liaison("CC"), done)):
        advance(sent.as_(member), ("r", "CC"), attempt, STAMP)
    verify = Attempt(to="VE", on=DAY)
    for member in (liaison("CC"), BOTH):
        assert guard_of(lambda m=member: advance(sent.as_(m), ("r", "CC"), verify, STAMP)) is Guard.NOT_BY_OWNER  # type: ignore[misc]
    assert all(offer.to != "VE" for offer in offers(BOTH, sent.now(), "CC"))
    by_other = advance(sent.as_(SECRETARY), ("r", "CC"), replace(verify, by="PS"), STAMP)
    assert (by_other.responses[1].state, by_other.responses[1].steps[-1].force) == ("VE", "PS")


def test_each_member_is_offered_what_they_may_do(sent: Shared) -> None:
    now = sent.now()
    assert {offer.to for offer in offers(liaison("CC"), now, "CC")} == {"AT", "RA", "RP", "RM", "RN"}
    assert offers(liaison("PS"), now, "CC") == ()
    assert offers(ANALYST, now, "CC") == ()
    assert {offer.to for offer in offers(SECRETARY, now, "CC")} >= {"RA", "CS", "CR", "CX", "NI"}
    assert [offer.to for offer in offers(SECRETARY, now, "CC") if offer.corrects] == ["NI"]


def test_superseding_changes_both_or_none(sent: Shared) -> None:
    acts.issue(sent.as_(SECRETARY), "q", "dec", STAMP)
    with pytest.raises(NotAllowed):
        acts.supersede(sent.as_(liaison("CC")), "r", "q", "dec", STAMP)
    assert guard_of(lambda: acts.supersede(sent.as_(SECRETARY), "r", "q", "invented", STAMP)) is Guard.UNKNOWN_DECISION
    assert sent.now("q").supersedes is None
    assert acts.supersede(sent.as_(SECRETARY), "r", "q", "dec", STAMP).supersedes == "r"
    assert sent.now().status == "SO"
    assert [response.state for response in sent.now().responses] == ["CT", "CT"]
    alone = Attempt(to="CT", on=DAY, decision_id="dec")
    assert guard_of(lambda: advance(sent.as_(SECRETARY), ("q", "CC"), alone, STAMP)) is Guard.NOT_FROM_HERE


def test_texts_of_a_step_follow_the_rules_of_texts(sent: Shared) -> None:
    before = sent.now()
    attempt = replace(ACCEPT, reason="a" * 501)
    with pytest.raises(Refused):
        advance(sent.as_(liaison("CC")), ("r", "CC"), attempt, STAMP, confirmed_warnings=True)
    assert sent.now() == before


def test_addressing_more_forces(sent: Shared) -> None:
    grown = acts.address(sent.as_(SECRETARY), "r", ("GF", "PP"), STAMP)
    assert [response.state for response in grown.responses] == ["AT", "AT", "NI", "NI"]
    assert guard_of(lambda: acts.address(sent.as_(SECRETARY), "r", ("CC",), STAMP)) is Guard.ALREADY_ADDRESSED
    with pytest.raises(NotAllowed):
        acts.address(sent.as_(liaison("GF")), "q", ("GF",), STAMP)


def test_decisions_have_words_for_whoever_may_read_meetings(sent: Shared) -> None:
    with sent.as_(SECRETARY).begin() as unit:
        assert [taken.decision.id for taken in decisions(unit, DAY)] == ["dec"]
        words = decision_words(unit, ["dec"])["dec"]
        assert decisions(unit, date(2026, 1, 9)) == ()
    assert words.in_(Language.IT) == "riunione n. 3 del 10/01/2026: Adottare una procedura comune"
    with sent.as_(liaison("CC")).begin() as unit:
        assert decision_words(unit, ["dec"])["dec"].in_(Language.EN) == "a meeting’s decision"


def test_adopting_a_version_ends_the_one_before(shared: Shared) -> None:
    since = date(2026, 7, 1)
    made = adopt(shared.as_(SECRETARY), "p", Adoption(decision_id="dec", valid_from=since, summary="Nuova"), LATER)
    assert [(v.number, v.valid_from, v.valid_to) for v in made.versions] == [
        (1, HELD, date(2026, 6, 30)),
        (2, since, None),
    ]
    told = {
        day: getattr(version_on(made, day), "number", None)
        for day in (date(2026, 1, 1), HELD, date(2026, 6, 30), since)
    }
    assert told == {date(2026, 1, 1): None, HELD: 1, date(2026, 6, 30): 1, since: 2}
    with pytest.raises(WrongUse):
        adopt(shared.as_(SECRETARY), "p", Adoption(decision_id="dec", number=1), LATER)
    with pytest.raises(NotAllowed):
        adopt(shared.as_(liaison("CC")), "p", Adoption(decision_id="dec"), LATER)
    with pytest.raises(StepRefused):
        adopt(shared.as_(SECRETARY), "p", Adoption(decision_id="invented"), LATER)
