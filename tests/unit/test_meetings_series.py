"""Meetings in series: no point is ever lost, what is proposed and why, quorum and dissent, the life of an action."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.errors import NotAllowed, Refused, WrongUse
from observatory.meetings import actions
from observatory.meetings.actions import WAYS, ActionGuard, ActionRefused
from observatory.meetings.agenda import SENTENCES, AgendaGuard, AgendaRefused, Proposal, arranged
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting
from observatory.meetings.quorum import has_quorum, present, quorum_from, quorum_sentence
from observatory.meetings.series import in_series, is_open, pending, series_of
from observatory.meetings.validation import meeting_problems
from observatory.ports import Release, Stamp
from observatory.recommendations.guards import StepRefused
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.selection import EVERYTHING
from observatory.signals.signal import Signal
from observatory.terms import Language, same
from observatory.usecases import follow_actions, keep_minutes
from observatory.usecases.decisions import decisions
from observatory.usecases.follow_actions import Move, move, open_actions
from observatory.usecases.open_meeting import Chosen, Opening, open_meeting, proposals, quorum, set_quorum
from observatory.usecases.record import new_record, record
from observatory.usecases.undo import Step, take_back

TODAY = date(2026, 6, 1)
STAMP = Stamp(TODAY, datetime(2026, 6, 1, 9, tzinfo=UTC), "", "A")
SECRETARY = Member("s", "segreteria", "", (Role.SECRETARY,))
EVERYBODY = Member("e", "tutti", "", (Role.SECRETARY, Role.ANALYST, Role.ADMINISTRATOR))
ANALYST = Member("n", "analista", "", (Role.ANALYST,))
ALL_FOUR = ("CC", "GF", "PP", "PS")
AGREED = Decision(id="d", kind="PRO", element="05", text="Adottare", status="AP")
ITEM = AgendaItem(id="i", position=1, kind="DE", theme="ARM", summary="Misure sull’arma")
FEBRUARY = Meeting(id="f", number=3, kind="OR", held_on=date(2026, 2, 10), seat="DPS", forces=ALL_FOUR, quorum=3)
ACTION = ActionItem(id="a1", text="Inviare i dati", owner_force="PS", due_on=date(2026, 4, 1), status="DF")


def kept(*meetings: Meeting, member: Member = SECRETARY) -> GuardedStore:
    store = MemoryStore(EVERYBODY)
    with store.begin() as unit:
        for each in meetings:
            unit.meetings.add(each, STAMP)
        unit.commit()
    store.member = member  # type: ignore[misc]
    return GuardedStore(store)


def with_items(*items: AgendaItem, **more: Any) -> Meeting:  # noqa: ANN401 - fields of a meeting
    return replace(FEBRUARY, agenda=items, **more)


def meeting_of(store: GuardedStore, ident: str) -> Meeting:
    with store.begin() as unit:
        return unit.meetings.get(ident)


# Series.


def test_a_series_is_a_name_however_typed_else_the_type() -> None:
    named = [replace(FEBRUARY, series=name) for name in ("Tavolo armi", " tavolo  ARMI ")]
    assert len({series_of(each) for each in named}) == 1
    assert series_of(FEBRUARY) == series_of(replace(FEBRUARY, number=9)) != series_of(replace(FEBRUARY, kind="TE"))
    assert series_of(replace(FEBRUARY, series="OR")) != series_of(FEBRUARY)


OPEN = {
    "nobody said": (ITEM, True),
    "put off": (replace(ITEM, outcome="RI", decisions=(AGREED,)), True),
    "dealt with": (replace(ITEM, outcome="TR"), False),
    "struck": (replace(ITEM, outcome="ST", outcome_reason="Superato"), False),
    "decided": (replace(ITEM, decisions=(AGREED,)), False),
    "decided to put off": (replace(ITEM, decisions=(replace(AGREED, kind="RIN"),)), True),
    "decided without quorum": (replace(ITEM, decisions=(replace(AGREED, adopted="NQ"),)), True),
    "dealt with, without quorum": (replace(ITEM, outcome="TR", decisions=(replace(AGREED, adopted="NQ"),)), True),
}


@pytest.mark.parametrize("case", OPEN)
def test_a_point_is_open_until_it_is_dealt_with_or_struck(case: str) -> None:
    item, expected = OPEN[case]
    assert is_open(item) is expected


def test_of_meetings_from_before_outcomes_only_the_last_is_asked() -> None:
    old = with_items(ITEM, quorum=None)
    last = replace(with_items(replace(ITEM, id="j"), quorum=None), id="g", held_on=date(2026, 5, 1))
    assert [point.item.id for point in pending((old, last))] == ["j"]
    assert [point.item.id for point in pending((replace(old, quorum=3), last))] == ["i", "j"]


DECISIONS = st.sampled_from(
    [(), (AGREED,), (replace(AGREED, kind="RIN"),), (replace(AGREED, adopted="NQ"),), (AGREED, replace(AGREED, id="e"))]
)
OUTCOMES = st.sampled_from([None, "TR", "RI"])


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_no_point_is_ever_lost(data: st.DataObject) -> None:
    """Over any run of meetings: what was open is carried on, closed, struck with its reason, or pending still.

    The oracle follows each point by its id through every later meeting and knows nothing of `pending`.
    """
    store = kept()
    day = date(2020, 1, 1)
    for _ in range(data.draw(st.integers(2, 5))):
        day += timedelta(days=data.draw(st.integers(1, 90)))
        opening = Opening(day)
        found = [each.key for each in proposals(store, opening).proposals]
        struck = {key: "Superato" for key in found if data.draw(st.booleans())}
        stays = data.draw(st.permutations([key for key in found if key not in struck]))
        made = open_meeting(store, opening, Chosen(stays, struck), STAMP)
        assert [item.position for item in made.agenda] == list(range(1, len(found) + 1))
        more = (*made.agenda, *(replace(ITEM, id=f"{made.id}-{n}", position=90 + n) for n in range(2)))
        agenda = tuple(
            item
            if item.outcome
            else replace(
                item,
                outcome=data.draw(OUTCOMES),
                decisions=tuple(replace(d, id=f"{item.id}{d.id}") for d in data.draw(DECISIONS)),
            )
            for item in more
        )
        with store.begin() as unit:
            unit.meetings.replace(replace(made, agenda=agenda), STAMP)
            unit.commit()
    with store.begin() as unit:
        every = in_series(unit.meetings.select(EVERYTHING), "kind OR")
    waiting = {point.item.id for point in pending(every)}
    for place, meeting in enumerate(every):
        later = [item for each in every[place + 1 :] for item in each.agenda]
        for item in meeting.agenda:
            after = [each for each in later if each.origin_id == item.id]
            if item.outcome == "ST":
                assert item.outcome_reason
            elif is_open(item):
                assert len(after) + (item.id in waiting) == 1, "exactly once: carried on or waiting"
            assert after == [] or is_open(item)


def _proposed(source: str, ident: str) -> Proposal:
    return Proposal(f"{source}:{ident}", replace(ITEM, source=source, origin_id=ident), same("perché"))


PROPOSED = (_proposed("RI", "1"), _proposed("AZ", "2"), _proposed("RT", "3"))
REFUSED: dict[str, tuple[tuple[str, ...], dict[str, str], AgendaGuard]] = {
    "a carried point left out": (("AZ:2", "RT:3"), {}, AgendaGuard.LEFT_OUT),
    "one to ratify left out": (("RI:1",), {}, AgendaGuard.LEFT_OUT),
    "struck without a reason": (("RT:3",), {"RI:1": "  "}, AgendaGuard.NO_REASON),
    "not proposed": (("RI:1", "RT:3", "SE:9"), {}, AgendaGuard.UNKNOWN),
    "kept twice": (("RI:1", "RT:3", "RI:1"), {}, AgendaGuard.TWICE),
    "kept and struck": (("RI:1", "RT:3"), {"RI:1": "Superato"}, AgendaGuard.TWICE),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_an_agenda_refuses(case: str) -> None:
    chosen, struck, guard = REFUSED[case]
    with pytest.raises(AgendaRefused) as caught:
        arranged(PROPOSED, chosen, struck)
    assert caught.value.guard is guard
    assert caught.value.message == SENTENCES[guard]


def test_an_agenda_keeps_the_order_given_and_names_what_was_struck_last() -> None:
    made = arranged(PROPOSED, ("RT:3",), {"RI:1": " Superato "})
    assert [(item.position, item.origin_id, item.outcome, item.outcome_reason) for item in made] == [
        (1, "3", None, None),
        (2, "1", "ST", "Superato"),
    ]
    assert len({item.id for item in made}) == 2


# Proposals.


def test_everything_that_waits_is_proposed_once_with_its_origin() -> None:
    decided = replace(ITEM, decisions=(replace(AGREED, actions=(ACTION, replace(ACTION, id="a2", status="FA"))),))
    shared = with_items(decided, replace(ITEM, id="j", position=2, summary="Da riprendere"), minutes="Testo")
    store = kept(replace(shared, version=1), member=EVERYBODY)
    keep_minutes.share(store, "f", STAMP)
    _fill(store)
    found = proposals(store, Opening(date(2026, 6, 10)))
    assert found.unseen == ()
    assert [each.key for each in found.proposals] == ["VB:f", "RI:j", "AZ:a1", "RA:rec", "SE:sig", "SI:r2"]
    told = {each.key: each.why.it for each in found.proposals}
    assert told["RI:j"] == "riportato: riunione n. 3 del 10/02/2026, punto 2"
    assert told["AZ:a1"] == "PS, scaduta il 01/04/2026: riunione n. 3 del 10/02/2026"
    assert told["SI:r2"] == "dati al 15/05/2026, con le revisioni rispetto all’edizione 1"
    made = open_meeting(store, Opening(date(2026, 6, 10)), Chosen(("RI:j", "RA:rec", "SE:sig"), {}), STAMP)
    _check_opened(store, made)


def _fill(store: GuardedStore) -> None:
    """A recommendation awaiting its answer, an open signal and a closed one, two issues of a summary."""
    step = ResponseStep(id="s", state="AT", taken_on=date(2026, 2, 20))
    waiting = ForceResponse(id="r", force="CC", state="AT", sent_on=date(2026, 2, 20), steps=(step,))
    with store.begin() as unit:
        recommended = Recommendation(
            id="rec", code="RAC-2026-001", title="Tempi", status="TR", responses=(waiting,), issued_on=date(2026, 2, 10)
        )
        unit.recommendations.add(recommended, STAMP)
        unit.signals.add(Signal(id="sig", force="PS", event_group="SU", period="2026-Q1", outcome="NE"), STAMP)
        unit.signals.add(Signal(id="old", force="PS", period="2025-Q1", outcome="CH", decision_id="d"), STAMP)
        for issue, day in ((1, date(2026, 1, 1)), (2, date(2026, 5, 15))):
            unit.releases.add(
                Release(f"r{issue}", "summary", "2025", "members", day, issue, STAMP.recorded_at, "x", {})
            )
        unit.commit()


def _check_opened(store: GuardedStore, made: Meeting) -> None:
    assert (made.number, made.quorum, made.forces, len(made.agenda)) == (4, 3, (), 3)
    assert [(item.origin_id, item.recommendation_id, item.signal_id) for item in made.agenda] == [
        ("j", None, None),
        (None, "rec", None),
        (None, None, "sig"),
    ]
    again = proposals(store, Opening(date(2026, 9, 1))).proposals
    assert "AZ:a1" in {each.key for each in again}, "what was left out and still waits comes back"
    carried = {each.item.carried_from for each in again if each.item.source == "RI"}
    assert carried == {f"riunione n. 4 del 10/06/2026, punto {n}" for n in (1, 2, 3)}
    assert "RA:rec" not in {each.key for each in again}, "a carried point is about it already"


def test_a_secretary_is_told_what_was_not_looked_at() -> None:
    store = kept(FEBRUARY)
    found = proposals(store, Opening(TODAY))
    assert [words.en[:7] for words in found.unseen] == ["Signals"]


def test_proposing_and_opening_take_the_permissions_of_meetings() -> None:
    desk = Member("d", "referente", "PS", (Role.DESK,))
    with pytest.raises(NotAllowed):
        proposals(kept(FEBRUARY, member=desk), Opening(TODAY))
    with pytest.raises(NotAllowed):
        open_meeting(kept(member=ANALYST), Opening(TODAY), Chosen(), STAMP)


# Quorum.

ROWS = tuple(
    Attendance(id=f"{force}{here}", force=force, role="UF", attendance=here)
    for force, here in (("PS", "P"), ("CC", "D"), ("GF", "A"), ("VF", "P"))
)


def test_presence_counts_the_four_forces_and_delegates() -> None:
    assert present(replace(FEBRUARY, attendance=ROWS)) == ("PS", "CC")
    assert present(FEBRUARY) == ("PS", "CC", "GF", "PP")
    assert has_quorum(FEBRUARY)
    assert not has_quorum(replace(FEBRUARY, attendance=ROWS))
    assert has_quorum(replace(FEBRUARY, attendance=ROWS, quorum=None))
    assert quorum_sentence(replace(FEBRUARY, quorum=None)) is None
    told = quorum_sentence(replace(FEBRUARY, attendance=ROWS))
    assert told is not None
    assert told.en.startswith("Quorum not reached: 2 of 4 forces present, 3 needed.")


def _rules(decision: Decision, **more: Any) -> set[tuple[str, str, bool]]:  # noqa: ANN401 - fields of a meeting
    asked = with_items(replace(ITEM, decisions=(decision,)), **more)
    found = meeting_problems(asked, TODAY)
    return {(p.field.rpartition(".")[2], p.code, p.warning) for p in found}


RULES: dict[str, tuple[Decision, dict[str, Any], set[tuple[str, str, bool]]]] = {
    "with quorum": (AGREED, {}, set()),
    "without quorum": (AGREED, {"forces": ("CC", "PS")}, {("adopted", "no_quorum", False)}),
    "without quorum, marked": (replace(AGREED, adopted="NQ"), {"forces": ("PS",)}, set()),
    "without quorum, put off": (replace(AGREED, kind="RIN"), {"forces": ("PS",)}, set()),
    "marked with quorum": (replace(AGREED, adopted="NQ"), {}, {("adopted", "has_quorum", False)}),
    "no rule then": (AGREED, {"forces": ("PS",), "quorum": None}, set()),
    "dissent": (replace(AGREED, adopted="MA", dissent=("GF",), dissent_reason="Tempi"), {}, set()),
    "dissent unanimously": (
        replace(AGREED, adopted="UN", dissent=("GF",), dissent_reason="Tempi"),
        {},
        {("dissent", "not_unanimous", False)},
    ),
    "dissent in silence": (
        replace(AGREED, dissent=("GF",)),
        {},
        {("dissent_reason", "dissent_without_reason", False)},
    ),
    "reasons of nobody": (replace(AGREED, dissent_reason="Tempi"), {}, {("dissent", "nobody_dissents", False)}),
    "still to come": (AGREED, {"forces": (), "held_on": date(2026, 9, 1)}, {("held_on", "planned", True)}),
}


@pytest.mark.parametrize("case", RULES)
def test_what_a_meeting_may_decide(case: str) -> None:
    decision, more, expected = RULES[case]
    assert _rules(decision, **more) == expected


def test_nothing_rests_on_what_was_agreed_without_quorum() -> None:
    marked = replace(AGREED, id="nq", adopted="NQ")
    store = kept(with_items(replace(ITEM, decisions=(AGREED, marked))))
    with store.begin() as unit:
        assert [taken.decision.id for taken in decisions(unit, TODAY)] == ["d"]
    found = proposals(store, Opening(date(2026, 6, 10))).proposals
    assert [each.item.source for each in found] == ["RT"]
    assert found[0].item.decisions == ()


def test_the_quorum_is_a_setting_written_into_each_new_meeting() -> None:
    store = kept(member=EVERYBODY)
    assert quorum(store) == 3
    assert set_quorum(store, "4") == quorum(store) == 4
    with store.begin() as unit:
        typed = replace(new_record(MEETING, lambda: STAMP.recorded_at), seat="DPS", forces=("PS",))
        made = record(unit, MEETING, typed, STAMP, confirmed_warnings=True).record
    assert made.quorum == 4
    for wrong in ("0", "5", "tre", "", "-1"):
        with pytest.raises(WrongUse):
            set_quorum(store, wrong)
    with pytest.raises(NotAllowed):
        set_quorum(kept(), "2")
    assert quorum_from("") == 3


def test_a_meeting_without_quorum_is_not_recorded_with_a_decision() -> None:
    store = kept(FEBRUARY)
    after = replace(with_items(replace(ITEM, decisions=(AGREED,)), forces=("PS",)), version=1)
    with store.begin() as unit, pytest.raises(Refused) as caught:
        record(unit, MEETING, after, STAMP, confirmed_warnings=True)
    assert "2026" not in caught.value.problems[0].message.it
    assert "Numero legale non raggiunto" in caught.value.problems[0].message.it


# Actions.

DONE = {"done_on": date(2026, 5, 1), "evidence": "Prot. 12"}
LATER = {"postponed_to": date(2026, 9, 1)}
NEEDED: dict[str, dict[str, Any]] = {
    "FA": DONE,
    "VE": DONE,
    "AN": {"decision_id": "d"},
    "RP": LATER,
    "IC": {},
    "DF": {},
}


@pytest.mark.parametrize("to", WAYS)
@pytest.mark.parametrize("since", WAYS)
def test_the_ways_of_an_action(since: str, to: str) -> None:
    """Table of its own: from where to where, whatever else is told."""
    expected = {
        "DF": "IC FA AN RP DF",
        "IC": "IC FA AN RP",
        "RP": "IC FA AN RP",
        "FA": "FA VE",
        "VE": "",
        "AN": "",
    }[since].split()
    before = replace(ACTION, status=since, **({"postponed_to": date(2026, 5, 1)} if since == "RP" else {}))
    after = replace(before, status=to, **NEEDED[to])
    changed = before != after
    assert (actions.refusal(before, after, TODAY) is None) is (to in expected or not changed)


LACKING: dict[str, tuple[dict[str, Any], ActionGuard]] = {
    "done without evidence": ({"status": "FA", "done_on": TODAY}, ActionGuard.NEEDS_EVIDENCE),
    "done on no day": ({"status": "FA", "evidence": "Prot. 12"}, ActionGuard.NEEDS_EVIDENCE),
    "done tomorrow": (
        {"status": "FA", "evidence": "Prot. 12", "done_on": date(2026, 6, 2)},
        ActionGuard.NOT_YET,
    ),
    "dropped by nobody": ({"status": "AN"}, ActionGuard.NEEDS_DECISION),
    "carried over to no day": ({"status": "RP"}, ActionGuard.NEEDS_LATER_DAY),
    "carried over to an earlier day": (
        {"status": "RP", "postponed_to": date(2026, 3, 1)},
        ActionGuard.NEEDS_LATER_DAY,
    ),
    "verified before it is done": ({"status": "VE", **DONE}, ActionGuard.NOT_FROM_HERE),
}


@pytest.mark.parametrize("case", LACKING)
def test_what_the_life_of_an_action_refuses_whichever_way_it_is_written(case: str) -> None:
    told, guard = LACKING[case]
    store = kept(with_items(replace(ITEM, decisions=(replace(AGREED, actions=(ACTION,)),))))
    before = meeting_of(store, "f")
    after = replace(before, agenda=(replace(ITEM, decisions=(replace(AGREED, actions=(replace(ACTION, **told),)),)),))
    with pytest.raises(ActionRefused) as caught:
        _by_replace(store, after)
    assert caught.value.guard is guard
    assert caught.value.message == actions.SENTENCES[guard]
    with pytest.raises((ActionRefused, Refused)):
        _by_record(store, after)
    assert meeting_of(store, "f") == before


def _by_record(store: GuardedStore, after: Meeting) -> None:
    with store.begin() as unit:
        record(unit, MEETING, after, STAMP, confirmed_warnings=True)


def _by_replace(store: GuardedStore, after: Meeting) -> None:
    with store.begin() as unit:
        unit.meetings.replace(after, STAMP)


def test_an_action_is_carried_over_done_and_taken_back() -> None:
    store = kept(with_items(replace(ITEM, decisions=(replace(AGREED, actions=(ACTION,)),)), minutes="Testo"))
    move(store, "a1", Move("RP", postponed_to=date(2026, 7, 1)), STAMP)
    with store.begin() as unit:
        (waits,) = open_actions(unit)
    assert (waits.action.due_on, actions.due_day(waits.action)) == (date(2026, 4, 1), date(2026, 7, 1))
    assert not actions.is_overdue(waits.action, TODAY)
    changes = move(store, "a1", Move("FA", done_on=TODAY, evidence=" Prot. 12 "), STAMP)
    assert changes.changed == ("agenda",)
    with store.begin() as unit:
        assert open_actions(unit) == ()
        version = changes.record.version
        take_back(unit, Step("meeting", "f", version, version - 1), STAMP)
    with store.begin() as unit:
        assert open_actions(unit)[0].action.status == "RP"


def test_an_action_is_dropped_only_by_a_valid_decision_of_a_held_meeting() -> None:
    unratified = replace(ITEM, id="j", position=2, decisions=(replace(AGREED, id="nq", adopted="NQ"),))
    store = kept(with_items(replace(ITEM, decisions=(replace(AGREED, actions=(ACTION,)),)), unratified))
    for decision in ("nessuna", "nq"):
        with pytest.raises(StepRefused):
            move(store, "a1", Move("AN", decision_id=decision), STAMP)
    move(store, "a1", Move("AN", decision_id="d"), STAMP)
    with store.begin() as unit:
        assert follow_actions.all_actions(unit)[0].action.decision_id == "d"


def test_approved_minutes_do_not_stop_an_action() -> None:
    store = kept(with_items(replace(ITEM, decisions=(replace(AGREED, actions=(ACTION,)),)), minutes="Testo"))
    open_meeting(store, Opening(date(2026, 5, 12)), Chosen(), STAMP)
    keep_minutes.share(store, "f", STAMP, date(2026, 3, 1))
    with store.begin() as unit:
        at = keep_minutes.meeting_named(unit, "2026-05-12")
    keep_minutes.approve(store, "f", at.id, STAMP)
    move(store, "a1", Move("FA", done_on=TODAY, evidence="Prot. 12"), STAMP)
    assert keep_minutes.checked(store, "f").is_intact


def test_only_who_writes_meetings_moves_an_action() -> None:
    store = kept(with_items(replace(ITEM, decisions=(replace(AGREED, actions=(ACTION,)),))), member=ANALYST)
    with pytest.raises(NotAllowed):
        move(store, "a1", Move("IC"), STAMP)


def test_the_words_of_an_item_are_in_the_language_asked_for() -> None:
    store = kept(with_items(replace(ITEM, decisions=(replace(AGREED, actions=(ACTION,)),))))
    found = proposals(store, Opening(TODAY), Language.EN).proposals
    assert found[0].item.summary == "Overdue action (PS): Inviare i dati"
