"""Links between cases: candidates with reasons, events and persons, contradictions, decisions to be undone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.authorisation.links import may_link
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.codelists import codelist
from observatory.errors import NotAllowed, Refused, WrongUse
from observatory.links.candidates import LEAST_POINTS, MOST, blocking, candidate, short_list
from observatory.links.case_link import CaseLink
from observatory.links.comparing import COMPARED, Likeness, compare
from observatory.links.components import components
from observatory.links.contradictions import contradictions
from observatory.links.counting import counted_once
from observatory.links.course import course_of
from observatory.links.fields import CASE_LINK
from observatory.ports import Stamp
from observatory.privacy.person_codes import mint
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.selection import EVERYTHING, matches
from observatory.terms import Language
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.link_cases import Decision, candidates_of, counts, decide, decide_again, revoke, ties_of
from observatory.usecases.record import record, record_problems

TODAY = date(2026, 4, 20)
NOW = datetime(2026, 4, 20, 9, tzinfo=UTC)
STAMP = Stamp(TODAY, NOW, "clinician", "")
ONE = Case(
    id="a", event_type="SU", month="2026-03", precision="M", force="GF", macro_region="3", status="CO",
    status_date=date(2026, 4, 2), outcome="DE", sex="M", age_band="E4", rank_category="R2", position="IS",
    on_duty="N", place="AB", method="IMP", homicide_suicide="N", prior_firearm_measure="W00", prior_attempts="NN",
    service_contact="NN",
)  # fmt: skip
CODE = mint("GF")
ATTEMPT = replace(ONE, id="t", event_type="TE", month="2025-11", outcome="SO")


def another(**answers: str | None) -> Case:
    return replace(ONE, id="b", **answers)  # type: ignore[arg-type]


def link(one: str, two: str, kind: str = "SE", **told: object) -> CaseLink:
    return CaseLink(id=f"{one}-{two}", case_a=one, case_b=two, kind=kind, **{"status": "AT", **told})  # type: ignore[arg-type]


def store_with(*cases: Case, member: Member | None = None) -> MemoryStore:
    store = MemoryStore() if member is None else MemoryStore(member)
    with store.begin() as unit:
        for case in cases:
            unit.cases.add(case, STAMP)
        unit.commit()
    return store


# Candidates.


@pytest.mark.parametrize(
    ("answers", "is_candidate"),
    [
        ({}, True),
        ({"month": "2026-02"}, True),
        ({"month": "2026-01"}, False),
        ({"month": "2026-01", "precision": "T"}, True),
        ({"age_band": "E5"}, True),
        ({"age_band": "E6"}, False),
        ({"age_band": "NN"}, True),
        ({"event_type": "SI"}, True),
        ({"event_type": "TE"}, True),
        ({"event_type": "ID"}, False),
        ({"method": "NN"}, True),
        ({"method": "FUO"}, False),
        ({"force": "CC"}, True),
        ({"sex": "F"}, False),
        ({"sex": "NN"}, True),
        ({"macro_region": "4"}, False),
        ({"status": "DU"}, False),
        ({"status": "ES"}, False),
        ({"rank_category": "R4"}, True),
        ({"month": "2026-02", "age_band": "E5", "method": "NN", "force": "CC"}, False),
    ],
    ids=str,
)
def test_a_candidate_may_differ_a_little_and_not_more(answers: dict[str, str], is_candidate: bool) -> None:
    other = another(**answers)
    assert (candidate(ONE, other) is not None) is is_candidate
    assert (candidate(replace(other, id="z"), ONE) is not None) is is_candidate, "whichever comes first"


def test_a_candidate_says_why_field_by_field_in_both_languages_without_any_value() -> None:
    found = candidate(ONE, another(month="2026-02", force="CC", method="NN"))
    assert found is not None
    told = {each.field: each for each in found.compared}
    assert set(told) == set(COMPARED)
    assert told["month"].sentence.it == "I mesi sono vicini."
    assert told["force"].likeness is Likeness.DIFFERENT
    assert told["method"].likeness is Likeness.UNKNOWN
    assert found.points == sum(each.points for each in found.compared) >= LEAST_POINTS
    said = " ".join(each.sentence.it + each.sentence.en for each in found.compared)
    assert not any(char.isdigit() for char in said)


def test_two_codes_of_one_force_are_two_people_and_of_two_forces_tell_nothing() -> None:
    coded = replace(ONE, person_code=CODE)
    assert candidate(coded, another(person_code=mint("GF"))) is None
    assert candidate(coded, another(person_code=mint("CC"), force="CC")) is not None


def test_the_list_is_short_and_the_likeliest_come_first() -> None:
    others = [replace(ONE, id=f"n{n}", month="2026-02") for n in range(7)] + [another()]
    found = short_list(ONE, others)
    assert (len(found.candidates), found.total) == (MOST, 8)
    assert found.candidates[0].case.id == "b"
    points = [each.points for each in found.candidates]
    assert points == sorted(points, reverse=True)


def _some(name: str) -> st.SearchStrategy[str | None]:
    return st.sampled_from([None, *(code.code for code in codelist(CASE[name].codelist))])


CODED = ("event_type", "force", "macro_region", "status", "sex", "age_band", "method", "region", "rank_category")
CASES = st.builds(
    lambda coded, month, precision: replace(ONE, id="b", month=month, precision=precision, **coded),
    st.fixed_dictionaries({name: st.one_of(st.just(getattr(ONE, name)), _some(name)) for name in CODED}),
    st.sampled_from(["2025-09", "2025-10", "2026-01", "2026-02", "2026-03", "2026-04", "2026-08", None]),
    st.sampled_from(["M", "T"]),
)


@settings(max_examples=60, deadline=None)
@given(CASES, CASES)
def test_what_the_store_is_asked_for_holds_every_candidate(one: Case, two: Case) -> None:
    case = replace(one, id="a")
    if candidate(case, two) is not None:
        selection = blocking(case)
        assert selection is not None
        assert matches("case", two, selection)


@settings(max_examples=60, deadline=None)
@given(CASES, CASES)
def test_comparing_does_not_depend_on_which_case_comes_first(one: Case, two: Case) -> None:
    assert compare(one, two) == compare(two, one)


# Events and persons, against a plain search over the pairs.

NAMES = "abcdef"
KINDS = ("SE", "SP", "PO", "NO")
LINKS = st.lists(
    st.builds(
        lambda pair, kind, status: link(pair[0], pair[1], kind, status=status),
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True),
        st.sampled_from(KINDS),
        st.sampled_from(["AT", "RE"]),
    ),
    max_size=8,
)
SOME_CASES = st.lists(
    st.builds(
        lambda code, kind, month, sex, status: replace(
            ONE, person_code=code, event_type=kind, month=month, sex=sex, status=status
        ),
        st.sampled_from([None, None, "PS-1", "CC-1"]),
        st.sampled_from(["SU", "TE", "DS"]),
        st.sampled_from(["2026-01", "2026-02", "2026-03"]),
        st.sampled_from(["M", "F", "NN"]),
        st.sampled_from(["CO", "SO", "DU"]),
    ),
    min_size=6,
    max_size=6,
).map(lambda cases: [replace(case, id=name) for name, case in zip(NAMES, cases, strict=True)])


def reached(start: str, joined: set[frozenset[str]]) -> frozenset[str]:
    """The oracle: walk from case to case."""
    seen, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        ahead = {other for pair in joined if at in pair for other in pair} - seen
        seen |= ahead
        waiting.extend(ahead)
    return frozenset(seen)


def joined_by(cases: list[Case], links: list[CaseLink], *kinds: str) -> set[frozenset[str]]:
    pairs = {frozenset({str(x.case_a), str(x.case_b)}) for x in links if x.status == "AT" and x.kind in kinds}
    if "SP" in kinds:
        pairs |= {
            frozenset({c.id, d.id}) for c in cases for d in cases if c.person_code and c.person_code == d.person_code
        }
    return pairs


@settings(max_examples=60, deadline=None)
@given(SOME_CASES, LINKS)
def test_events_and_persons_are_what_can_be_reached(cases: list[Case], links: list[CaseLink]) -> None:
    groups = components(cases, links)
    for case in cases:
        assert groups.events[case.id] == reached(case.id, joined_by(cases, links, "SE"))
        assert groups.persons[case.id] == reached(case.id, joined_by(cases, links, "SE", "SP"))
    counted = groups.counts()
    assert counted.cases >= counted.events >= counted.persons


@settings(max_examples=60, deadline=None)
@given(SOME_CASES, LINKS)
def test_each_event_with_a_countable_case_counts_exactly_once(cases: list[Case], links: list[CaseLink]) -> None:
    once = counted_once(cases, links)
    events = components(cases, links).events
    assert [case.id for case in once] == [case.id for case in cases]
    counting = [events[case.id] for case in once if case.status != "DU"]
    assert sorted(map(sorted, counting)) == sorted(
        {tuple(sorted(events[c.id])) for c in cases if c.status != "DU"}
    ) or (
        {tuple(sorted(group)) for group in counting} == {tuple(sorted(events[c.id])) for c in cases if c.status != "DU"}
    )
    assert len(counting) == len(set(counting))
    assert all(replace(a, status=b.status) == b for a, b in zip(once, cases, strict=True)), "nothing else differs"


def contradicting(one: Case, two: Case, *, is_one_event: bool) -> set[str]:
    """The oracle for two cases of one person, as an ordered pair."""
    found = {"sex"} if {one.sex, two.sex} == {"M", "F"} else set[str]()
    if not is_one_event and one.event_type == "SU":
        found |= {"two_deaths"} if two.event_type == "SU" else set()
        found |= {"after_death"} if two.event_type != "SU" and str(two.month) > str(one.month) else set()
    return found


@settings(max_examples=60, deadline=None)
@given(SOME_CASES, LINKS)
def test_contradictions_are_those_that_a_plain_look_at_all_pairs_finds(
    cases: list[Case], links: list[CaseLink]
) -> None:
    groups = components(cases, links)
    counting = [case for case in cases if case.status != "DU"]
    expected = {
        (code, frozenset({one.id, two.id}))
        for one, two in permutations(counting, 2)
        if two.id in groups.persons[one.id]
        for code in contradicting(one, two, is_one_event=two.id in groups.events[one.id])
    }
    for each in links:
        if each.status == "AT" and each.kind == "NO" and str(each.case_b) in groups.persons[str(each.case_a)]:
            expected.add(("excluded", frozenset({str(each.case_a), str(each.case_b)})))
    assert {(found.code, found.cases) for found in contradictions(cases, links)} == expected


def test_the_one_that_counts_is_the_firmest_then_the_first_known_and_of_the_four_forces() -> None:
    pair = [replace(ONE, id="a", status="SO"), replace(ONE, id="b", status="CO")]
    assert [c.status for c in counted_once(pair, [link("a", "b")])] == ["DU", "CO"]
    same = [replace(ONE, id="a"), replace(ONE, id="b")]
    known = {"a": date(2026, 2, 2), "b": date(2026, 2, 1)}
    assert [c.status for c in counted_once(same, [link("a", "b")], known)] == ["DU", "CO"]
    outside = [replace(ONE, id="a", force="PL"), replace(ONE, id="b", status="SO")]
    assert [c.status for c in counted_once(outside, [link("a", "b")])] == ["DU", "SO"]


def test_an_attempt_and_a_later_death_are_told_in_their_order() -> None:
    course = course_of(ONE, [ONE, ATTEMPT], [link("a", "t", "SP")])
    assert [case.id for case in course.events] == ["t", "a"]
    assert course.months_to_death == 4
    assert course.sentence is not None
    assert "a 4 mesi" in course.sentence.in_(Language.IT)
    assert course_of(ONE, [ONE, ATTEMPT], []).months_to_death is None


# Deciding and revoking.


def test_linking_and_revoking_leaves_both_cases_as_they_were_to_the_byte() -> None:
    store = store_with(ONE, another())
    before = repr((store.contents.records["case"], store.contents.revisions["case"]))
    with store.begin() as unit:
        made = decide(unit, Decision("a", "b", "SE"), STAMP)
    with store.begin() as unit:
        assert counted_cases(unit, TODAY) != tuple(unit.cases.as_of(TODAY))
        revoke(unit, made.id, "Due eventi distinti", STAMP)
    assert repr((store.contents.records["case"], store.contents.revisions["case"])) == before
    with store.begin() as unit:
        assert counted_cases(unit, TODAY) == tuple(unit.cases.as_of(TODAY))
        assert [each.version for each in unit.links.history(made.id)] == [1, 2]


def test_a_pair_is_decided_once_and_a_decision_is_revoked_with_a_reason_and_not_changed() -> None:
    store = store_with(ONE, another())
    with store.begin() as unit:
        made = decide(unit, Decision("b", "a", "PO"), STAMP)
        with pytest.raises(Refused) as twice:
            decide(unit, Decision("a", "b", "SE"), STAMP)
        assert [problem.code for problem in twice.value.problems] == ["already_decided"]
        with pytest.raises(Refused) as silent:
            revoke(unit, made.id, "  ", STAMP)
        assert [problem.code for problem in silent.value.problems] == ["revoked_without_reason"]
        changed = record_problems(unit, CASE_LINK, replace(made, kind="SE"), STAMP)
        assert [problem.code for problem in changed] == ["decided"]
        ended = revoke(unit, made.id, "Errore", STAMP)
        with pytest.raises(WrongUse):
            revoke(unit, made.id, "Errore", STAMP)
        revived = record_problems(unit, CASE_LINK, replace(ended, status="AT", revoked_on=None), STAMP)
        assert [problem.code for problem in revived] == ["decided"]
        again = decide_again(unit, ended, STAMP)
        assert (again.kind, again.case_a, again.case_b, again.status) == ("PO", "b", "a", "AT")


def test_what_was_decided_is_no_candidate_any_more_until_it_is_revoked() -> None:
    store = store_with(ONE, another(), replace(ONE, id="c", month="2026-02"))
    with store.begin() as unit:
        assert [each.case.id for each in candidates_of(unit, ONE).candidates] == ["b", "c"]
        made = decide(unit, Decision("b", "a", "NO"), STAMP)
        assert [each.case.id for each in candidates_of(unit, ONE).candidates] == ["c"]
        assert "V7" not in [p.code for p in record_problems(unit, CASE, replace(ONE, version=0), STAMP)]
        revoke(unit, made.id, "Sono lo stesso", STAMP)
        assert candidates_of(unit, ONE).total == 2


def test_a_contradiction_is_told_when_a_link_brings_it_and_may_be_confirmed() -> None:
    store = store_with(ONE, ATTEMPT, another(month="2025-09"))
    with store.begin() as unit:
        with pytest.raises(Refused) as told:
            decide(unit, Decision("b", "t", "SP"), STAMP)
        assert [(p.code, p.warning) for p in told.value.problems] == [("link_after_death", True)]
        decide(unit, Decision("b", "t", "SP"), STAMP, confirmed_warnings=True)
        decide(unit, Decision("a", "t", "SP"), STAMP, confirmed_warnings=True)
        assert {each.code for each in ties_of(unit, unit.cases.get("a")).contradictions} == {
            "after_death",
            "two_deaths",
        }


def test_every_edit_of_a_linked_case_looks_again() -> None:
    store = store_with(ONE, ATTEMPT)
    with store.begin() as unit:
        decide(unit, Decision("a", "t", "SP"), STAMP)
        stored = unit.cases.get("t")
        found = record_problems(unit, CASE, replace(stored, sex="F", month="2026-04"), STAMP)
        assert {(p.field, p.code) for p in found if p.code.startswith("link")} == {
            ("sex", "link_sex"),
            ("month", "link_after_death"),
        }
        record(unit, CASE, replace(stored, sex="F"), STAMP, confirmed_warnings=True)
        again = record_problems(unit, CASE, replace(unit.cases.get("t"), place="CA"), STAMP)
        assert not [p for p in again if p.code.startswith("link")], "asked once"


def test_a_person_code_ties_without_any_link() -> None:
    tied = [replace(ONE, person_code=CODE), replace(ATTEMPT, person_code=CODE)]
    with store_with(*tied).begin() as unit:
        ties = ties_of(unit, tied[0])
        assert [case.id for case in ties.same_code] == ["t"]
        assert ties.course.months_to_death == 4
        assert (counts(unit).cases, counts(unit).events, counts(unit).persons) == (2, 2, 1)
        clash = record_problems(unit, CASE, replace(ATTEMPT, id="n", person_code=CODE, sex="F"), STAMP)
        assert "link_sex" in [p.code for p in clash]


def test_an_issue_of_an_earlier_day_counts_as_it_did_before_the_link() -> None:
    store = store_with(ONE, another())
    later = replace(STAMP, as_of=date(2026, 5, 2))
    with store.begin() as unit:
        decide(unit, Decision("a", "b", "SE"), later)
        assert [case.status for case in counted_cases(unit, TODAY)] == ["CO", "CO"]
        assert [case.status for case in counted_cases(unit, later.as_of)] == ["CO", "DU"]
        assert [case.status for case in unit.cases.select(EVERYTHING)] == ["CO", "CO"]


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("link"), st.sampled_from(NAMES), st.sampled_from(NAMES), st.sampled_from(KINDS)),
        st.tuples(st.just("revoke"), st.integers(0, 9)),
        st.tuples(st.just("again"), st.integers(0, 9)),
        st.tuples(st.just("edit"), st.sampled_from(NAMES), st.sampled_from(["2026-01", "2026-02", "2026-03"])),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(EDITS)
def test_any_sequence_of_links_revocations_and_edits_leaves_everything_consistent(edits: list[tuple]) -> None:  # type: ignore[type-arg]
    store = store_with(*(replace(ONE, id=name, month="2026-01") for name in NAMES))
    edited = dict.fromkeys(NAMES, 1)
    with store.begin() as unit:
        for edit in edits:
            edited = _do(unit, edit, edited)
        links, cases = list(unit.links.select(EVERYTHING)), list(unit.cases.select(EVERYTHING))
        assert {case.id: case.version for case in cases} == edited, "only an edit writes a case"
        active = [frozenset({each.case_a, each.case_b}) for each in links if each.status == "AT"]
        assert len(active) == len(set(active)), "one decision for a pair"
        groups = components(cases, links)
        for case in cases:
            assert groups.events[case.id] == reached(case.id, joined_by(cases, links, "SE"))
            ties = ties_of(unit, case)
            assert {each.link.id for each in ties.linked} == {
                each.id for each in links if each.status == "AT" and case.id in (each.case_a, each.case_b)
            }
            assert not {each.case.id for each in ties.candidates.candidates} & {
                each.case.id for each in ties.linked if each.case
            }
        assert {case.id for case in counted_cases(unit, TODAY) if case.status == "CO"} == {
            min(group) for group in groups.events.values()
        }


def _do(unit, edit, edited):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
    try:
        match edit:
            case ("link", one, two, kind):
                decide(unit, Decision(one, two, kind), STAMP, confirmed_warnings=True)
            case ("revoke", n):
                revoke(unit, _nth(unit, n).id, "Errore", STAMP)
            case ("again", n):
                decide_again(unit, _nth(unit, n), STAMP)
            case ("edit", name, month):
                changes = record(unit, CASE, replace(unit.cases.get(name), month=month), STAMP, confirmed_warnings=True)
                return edited | {name: changes.record.version}
    except (Refused, WrongUse, IndexError):
        pass
    return edited


def _nth(unit, n: int) -> CaseLink:  # type: ignore[no-untyped-def]  # noqa: ANN001
    found: list[CaseLink] = sorted(unit.links.select(EVERYTHING), key=lambda each: each.id)
    return found[n]


# Who may.


def member(role: Role, force: str = "PS") -> Member:
    return Member("me", "rossi", force, (role,))


@pytest.mark.parametrize("role", list(Role))
def test_only_whoever_may_decide_decides_and_nothing_is_left_of_a_refusal(role: Role) -> None:
    below = store_with(ONE, another(), member=member(role))
    with GuardedStore(below).begin() as unit:
        if may_link(member(role), "SE"):
            assert decide(unit, Decision("a", "b", "SE"), STAMP).version == 1
            return
        with pytest.raises(NotAllowed):
            unit.links.add(link("a", "b", "SE"), STAMP)
    assert not below.contents.records["case_link"]


def test_a_liaison_is_told_of_candidates_of_the_own_force_only_and_of_no_link() -> None:
    elsewhere = another(force="CC")
    below = store_with(ONE, elsewhere, replace(ONE, id="c"), member=member(Role.DESK, "GF"))
    with GuardedStore(below).begin() as unit:
        assert [each.case.id for each in candidates_of(unit, ONE).candidates] == ["c"]
        with pytest.raises(NotAllowed):
            ties_of(unit, ONE)
