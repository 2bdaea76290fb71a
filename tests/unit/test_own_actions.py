"""A force liaison says what became of the actions of their own force, and sees and writes nothing else of a meeting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from db.memory import MemoryStore
from observatory.authorisation.refusals import OTHER_ACTION
from observatory.authorisation.store import GuardedStore
from observatory.authorisation.undertakings import ways_open
from observatory.errors import NotAllowed, NotFound, StaleVersion
from observatory.meetings.actions import ActionGuard, ActionRefused
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting
from observatory.ports import Stamp
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.selection import EVERYTHING
from observatory.terms import Language
from observatory.usecases.follow_actions import Move, all_actions, move, open_actions

DAY = date(2026, 3, 1)
STAMP = Stamp(DAY, datetime(2026, 3, 1, 9, tzinfo=UTC), "", "A")
SECRETARY = Member("s", "segreteria", "", (Role.SECRETARY,))
DONE = Move("FA", done_on=DAY, evidence="prot. 7")


def action(ident: str, force: str, status: str = "DF") -> ActionItem:
    return ActionItem(id=ident, text=f"Azione {ident}", owner_force=force, due_on=date(2026, 5, 1), status=status)


DECISION = Decision(
    id="d", text="Adottare", forces=("CC", "PS"), dissent=("GF",), dissent_reason="Riserva",
    actions=(action("ours", "CC"), action("theirs", "PS"), action("closed", "CC", "VE")),
)  # fmt: skip
OTHER = replace(DECISION, id="e", text="Di altri", actions=(action("also-theirs", "PS"),))
MEETING = Meeting(
    id="m", number=3, kind="OR", held_on=date(2026, 2, 10), minutes="Testo del verbale", forces=("CC", "PS"),
    attendance=(Attendance(id="t", force="CC"),),
    agenda=(
        AgendaItem(id="i", position=1, theme="ARM", summary="Sintesi del punto", decisions=(DECISION, OTHER)),
        AgendaItem(id="j", position=2, theme="FOR", summary="Altro punto", decisions=(OTHER,)),
    ),
)  # fmt: skip


def liaison(force: str) -> Member:
    return Member(f"d{force}", f"referente {force}", force, (Role.DESK,))


class Shared:
    """One store in memory, as each member has it."""

    def __init__(self) -> None:
        self.below = MemoryStore(SECRETARY)
        with self.below.begin() as unit:
            unit.meetings.add(MEETING, STAMP)
            unit.commit()

    def as_(self, member: Member) -> GuardedStore:
        self.below.member = member  # type: ignore[misc]
        return GuardedStore(self.below)

    def seen(self, member: Member) -> Meeting:
        with self.as_(member).begin() as unit:
            return unit.undertakings.get("m")

    def put(self, member: Member, after: Meeting) -> None:
        with self.as_(member).begin() as unit:
            unit.undertakings.replace(after, STAMP)
            unit.commit()

    def whole(self) -> Meeting:
        return self.seen(SECRETARY)


@pytest.fixture
def shared() -> Shared:
    return Shared()


def with_action(meeting: Meeting, ident: str, **told: Any) -> Meeting:  # noqa: ANN401 - values of fields
    def decision(each: Decision) -> Decision:
        return replace(each, actions=tuple(replace(a, **told) if a.id == ident else a for a in each.actions))

    agenda = tuple(replace(item, decisions=tuple(map(decision, item.decisions))) for item in meeting.agenda)
    return replace(meeting, agenda=agenda)


def test_a_liaison_sees_the_actions_of_the_own_force_and_nothing_of_the_minutes(shared: Shared) -> None:
    seen = shared.seen(liaison("CC"))
    own = replace(
        DECISION, forces=(), dissent=(), dissent_reason=None, actions=(DECISION.actions[0], DECISION.actions[2])
    )
    assert seen.agenda == (AgendaItem(id="i", position=1, theme="ARM", decisions=(own,)),)
    assert (seen.number, seen.held_on, seen.kind) == (3, date(2026, 2, 10), "OR")
    assert not any((seen.minutes, seen.forces, seen.attendance, seen.minutes_steps))
    with shared.as_(liaison("CC")).begin() as unit:
        assert [each.action.id for each in open_actions(unit)] == ["ours"]
        assert {each.action.id for each in all_actions(unit)} == {"ours", "closed"}
        with pytest.raises(NotAllowed):
            unit.meetings.select(EVERYTHING)


def test_a_liaison_says_what_became_of_an_own_action_and_the_rest_of_the_meeting_stays(shared: Shared) -> None:
    move(shared.as_(liaison("CC")), "ours", Move("IC"), STAMP)
    move(shared.as_(liaison("CC")), "ours", DONE, STAMP)
    told = {"status": "FA", "done_on": DAY, "evidence": "prot. 7"}
    assert shared.whole() == replace(with_action(MEETING, "ours", **told), version=3)
    with shared.as_(SECRETARY).begin() as unit:
        assert [each.stamp.role for each in unit.meetings.history("m")[1:]] == ["desk", "desk"]


@pytest.mark.parametrize("force", ["PS", "GF", "PP"])
def test_the_desk_of_another_force_is_refused(shared: Shared, force: str) -> None:
    with pytest.raises((NotFound, NotAllowed)):
        shared.put(liaison(force), replace(with_action(MEETING, "ours", status="IC"), version=1))
    assert shared.whole() == replace(MEETING, version=1)


@pytest.mark.parametrize("force", ["GF", "PP"])
def test_a_force_without_actions_finds_no_meeting(shared: Shared, force: str) -> None:
    with shared.as_(liaison(force)).begin() as unit:
        assert unit.undertakings.select(EVERYTHING) == ()
        with pytest.raises(NotFound):
            unit.undertakings.get("m")


BEYOND: dict[str, Callable[[Meeting], Meeting]] = {
    "verifying": lambda seen: with_action(seen, "ours", status="VE", done_on=DAY, evidence="E"),
    "carrying over": lambda seen: with_action(seen, "ours", status="RP", postponed_to=date(2026, 9, 1)),
    "dropping": lambda seen: with_action(seen, "ours", status="AN", decision_id="d"),
    "another text": lambda seen: with_action(seen, "ours", text="Altro"),
    "another day": lambda seen: with_action(seen, "ours", due_on=date(2027, 1, 1)),
    "another owner": lambda seen: with_action(seen, "ours", owner_force="PS"),
    "evidence of a closed one": lambda seen: with_action(seen, "closed", evidence="E"),
    "evidence of one to be done": lambda seen: with_action(seen, "ours", evidence="E"),
    "the minutes": lambda seen: replace(seen, minutes="Altro testo"),
    "the agenda": lambda seen: replace(seen, agenda=()),
    "the decision": lambda seen: replace(
        seen, agenda=(replace(seen.agenda[0], decisions=(replace(seen.agenda[0].decisions[0], text="Altro"),)),)
    ),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_not_the_owners_to_say_is_refused_with_its_sentence(shared: Shared, name: str) -> None:
    desk = liaison("CC")
    with pytest.raises(NotAllowed) as caught:
        shared.put(desk, BEYOND[name](shared.seen(desk)))
    assert {caught.value.message.in_(language) for language in Language} == {OTHER_ACTION.it, OTHER_ACTION.en}
    assert shared.whole() == replace(MEETING, version=1)


def test_the_course_of_actions_and_a_newer_version_are_asked_of_a_liaison_too(shared: Shared) -> None:
    desk = liaison("CC")
    with pytest.raises(ActionRefused) as caught:
        move(shared.as_(desk), "ours", Move("FA", done_on=DAY), STAMP)
    assert caught.value.guard is ActionGuard.NEEDS_EVIDENCE
    seen = shared.seen(desk)
    shared.put(desk, with_action(seen, "ours", status="IC"))
    with pytest.raises(StaleVersion):
        shared.put(desk, with_action(seen, "ours", status="IC"))


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.CUSTODIAN])
def test_whoever_answers_for_no_force_sees_no_action(shared: Shared, role: Role) -> None:
    for member in (Member("x", "x", "CC", (role,)), replace(liaison("CC"), force="")):
        with shared.as_(member).begin() as unit, pytest.raises(NotAllowed):
            open_actions(unit)


def test_each_member_is_offered_the_ways_that_are_theirs() -> None:
    ours, closed = DECISION.actions[0], DECISION.actions[2]
    assert ways_open(liaison("CC"), ours) == ("IC", "FA")
    assert ways_open(liaison("PS"), ours) == ()
    assert ways_open(liaison("CC"), closed) == ()
    assert ways_open(SECRETARY, ours) == ("IC", "FA", "AN", "RP")
    assert ways_open(Member("k", "clinico", "CC", (Role.CLINICIAN,)), ours) == ()
