"""What waits: each kind of line where it belongs, with its day, and nothing of what a member may not read."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedUnit
from observatory.cases.case import Case
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting
from observatory.ports import Draft, Stamp
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.signals.signal import Signal
from observatory.usecases.work_lists import MOST, WorkList, due_month, is_late, work_lists

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
TODAY = date(2026, 5, 14)
STAMP = Stamp(TODAY, NOON, "clinician", "N")


def member(*roles: Role, force: str = "") -> Member:
    return replace(MemoryStore().member, roles=frozenset(roles), force=force)


def lists(store: MemoryStore, who: Member | None = None) -> dict[str, WorkList]:
    with store.begin() as unit:
        return {each.name: each for each in work_lists(unit, who or store.member, TODAY)}


def told(found: WorkList) -> list[tuple[str, str, str]]:
    return [(line.entity, line.record_id, line.due) for line in found.lines]


def filled(*records: tuple[str, object]) -> MemoryStore:
    store = MemoryStore()
    with store.begin() as unit:
        for entity, record in records:
            unit.records(entity).add(record, STAMP)
        unit.commit()
    return store


def test_an_empty_store_has_four_empty_lists() -> None:
    assert {name: each.total for name, each in lists(MemoryStore()).items()} == {
        "mine": 0,
        "overdue": 0,
        "awaited": 0,
        "review": 0,
    }


def test_cases_suspected_too_long_and_incomplete_ones() -> None:
    old = Case(id="old", month="2025-01", status="SO", status_date=date(2025, 1, 31))
    new = Case(id="new", month="2026-04", status="SO", status_date=date(2026, 4, 30))
    found = lists(filled(("case", old), ("case", new)))
    assert [line.record_id for line in found["overdue"].lines] == ["old"]
    (incomplete,) = found["review"].lines
    assert incomplete.all_of is not None
    assert found["review"].total == 2


def test_follow_ups_decisions_and_actions_past_their_day() -> None:
    late, open_ = FollowUp(id="f", due="30G", done="NC"), FollowUp(id="g", due="365G")
    contact = Intervention(id="i", kind="S01", start="2026-03", follow_ups=(late, open_))
    action = ActionItem(id="a", status="DF", due_on=date(2026, 5, 13))
    today = ActionItem(id="b", status="DF", due_on=TODAY)
    decision = Decision(id="d", status="AP", due_on=date(2026, 4, 1), actions=(action, today))
    done = Decision(id="e", status="AT", due_on=date(2026, 4, 1))
    meeting = Meeting(id="m", held_on=date(2026, 3, 1), agenda=(AgendaItem(id="p", decisions=(decision, done)),))
    found = lists(filled(("intervention", contact), ("meeting", meeting)))
    assert told(found["overdue"]) == [
        ("intervention", "i", "2026-04"),
        ("meeting", "m", "2026-04-01"),
        ("meeting", "m", "2026-05-13"),
    ]


def test_a_follow_up_that_fell_due_long_after_its_intervention_is_overdue_too() -> None:
    agreed = FollowUp(id="f", due="365G", due_month="2026-02")
    settled = FollowUp(id="g", due="365G", due_month="2026-02", done="S")
    old = Intervention(id="old", kind="S01", start="2020-03", follow_ups=(agreed,))
    done = Intervention(id="done", kind="S01", start="2020-03", follow_ups=(settled,))
    found = lists(filled(("intervention", old), ("intervention", done)))
    assert told(found["overdue"]) == [("intervention", "old", "2026-02")]


@pytest.mark.parametrize(
    ("due", "written", "month"),
    [("72H", None, "2026-03"), ("30G", None, "2026-04"), ("365G", None, "2027-03"), ("30G", "2026-06", "2026-06")],
)
def test_the_month_of_a_follow_up_is_the_written_one_or_its_term(due: str, written: str | None, month: str) -> None:
    follow_up = FollowUp(id="f", due=due, due_month=written)
    assert str(due_month(Intervention(id="i", start="2026-03"), follow_up)) == month


@pytest.mark.parametrize(("done", "late"), [(None, True), ("NC", True), ("NN", True), ("S", False), ("N", False)])
def test_a_follow_up_of_which_somebody_said_whether_it_was_done_is_not_late(done: str | None, late: bool) -> None:
    assert is_late(Intervention(id="i", start="2026-01"), FollowUp(id="f", due="30G", done=done), TODAY) is late


def test_a_draft_is_my_work_and_can_be_resumed() -> None:
    store = MemoryStore()
    with store.begin() as unit:
        unit.drafts.save(Draft("case:c", "case", "c", 0, {"force": "CC"}, NOON))
        unit.commit()
    (line,) = lists(store)["mine"].lines
    assert line.draft is not None
    assert (line.entity, line.draft.record_id) == ("case", "c")


def test_more_lines_than_shown_are_counted() -> None:
    signals = [("signal", Signal(id=f"s-{n:03}", outcome="NE")) for n in range(MOST + 7)]
    review = lists(filled(*signals))["review"]
    assert (len(review.lines), review.total) == (MOST, MOST + 7)


def test_signals_wait_until_they_are_closed() -> None:
    found = lists(filled(("signal", Signal(id="s", outcome="NE")), ("signal", Signal(id="t", outcome="CH"))))
    assert told(found["review"]) == [("signal", "s", "")]


def test_who_reads_no_cases_is_told_of_none() -> None:
    store = filled(("case", Case(id="c", month="2026-01", status="SO", status_date=date(2025, 1, 1))))
    found = lists(store, member(Role.SECRETARY))
    assert all("case" not in {line.entity for line in each.lines} for each in found.values())


def test_a_desk_is_told_of_the_actions_that_its_force_owns_and_led_to_their_page() -> None:
    late = {"status": "DF", "due_on": date(2026, 5, 13)}
    actions = (ActionItem(id="own", owner_force="CC", **late), ActionItem(id="other", owner_force="PS", **late))
    decision = Decision(id="d", status="AP", due_on=date(2026, 4, 1), actions=actions)
    meeting = Meeting(id="m", held_on=date(2026, 3, 1), agenda=(AgendaItem(id="p", decisions=(decision,)),))
    store, desk = filled(("meeting", meeting)), member(Role.DESK, force="CC")
    with store.begin() as beneath:
        overdue = {each.name: each for each in work_lists(GuardedUnit(beneath, desk), desk, TODAY)}["overdue"]
    assert [(line.record_id, line.due, line.page) for line in overdue.lines] == [("m", "2026-05-13", "minutes")]
