"""Undo and saved views in the encrypted store as in the one in memory: narratives come back, searches stay sealed."""

from dataclasses import replace
from datetime import UTC, date, datetime

from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case, Circumstance, Source
from observatory.cases.fields import CASE
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting
from observatory.plain import values_of
from observatory.ports import Elapsed, Stamp, Store
from observatory.recommendations.fields import RECOMMENDATION
from observatory.recommendations.recommendation import Recommendation
from observatory.terms import Language
from observatory.usecases import advance
from observatory.usecases.changes import changes, known_on
from observatory.usecases.follow_actions import Move, move
from observatory.usecases.record import change_from, record
from observatory.usecases.saved_views import new_view, save_view, saved_views
from observatory.usecases.undo import Trail, take_back

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 14), NOW, "clinician", "")
FIRST = Case(
    id="c-1", event_type="SU", month="2026-03", precision="M", force="GF", macro_region="3", status="CO",
    status_date=date(2026, 4, 2), outcome="DE", sex="M", age_band="E4", rank_category="R2", position="IS",
    on_duty="N", place="AB", method="IMP", homicide_suicide="N", prior_firearm_measure="W00", prior_attempts="NN",
    service_contact="NN", note="la prima nota",
    circumstances=(Circumstance(id="p-1", circumstance="C01", value="S"),),
    sources=(Source(id="q-1", source="F1", received_on=date(2026, 4, 2)),),
)  # fmt: skip


def test_undo_brings_back_every_answer_part_and_narrative(store: Store) -> None:
    trail = Trail()
    with store.begin() as unit:
        first = record(unit, CASE, FIRST, STAMP, confirmed_warnings=True)
    amended = replace(first.record, place="CA", note="un’altra nota", circumstances=(), sources=FIRST.sources * 1)
    with store.begin() as unit:
        trail = trail.noted(record(unit, CASE, amended, STAMP, confirmed_warnings=True))
    with store.begin() as unit:
        undone = take_back(unit, trail.done[-1], STAMP)
    trail = trail.after_undo(undone.record.version)
    with store.begin() as unit:
        assert values_of(CASE, unit.cases.get("c-1")) == values_of(CASE, FIRST)
        redone = take_back(unit, trail.undone[-1], STAMP)
    with store.begin() as unit:
        assert values_of(CASE, unit.cases.get("c-1")) == values_of(CASE, amended)
        history = unit.cases.history("c-1")
    assert [(each.version, each.stamp.reason) for each in history] == [(1, "N"), (2, "A"), (3, "U"), (4, "U")]
    assert redone.changed == undone.changed
    assert changes(CASE, history[0].record, history[2].record) == ()


def test_every_vintage_is_the_version_known_on_that_day(store: Store) -> None:
    days = (date(2026, 5, 1), date(2026, 5, 3), date(2026, 5, 9))
    with store.begin() as unit:
        kept = unit.cases.add(FIRST, replace(STAMP, as_of=days[0]))
        for day, place in zip(days[1:], ("CA", "UF"), strict=True):
            kept = unit.cases.replace(replace(kept, place=place), replace(STAMP, as_of=day))
        unit.commit()
    with store.begin() as unit:
        history = unit.cases.history("c-1")
        for number in range(1, 15):
            day = date(2026, 5, number)
            known = known_on(history, day)
            assert known is not None
            (vintage,) = unit.cases.as_of(day)
            assert vintage == replace(known.record, note=None)


def test_saved_views_are_kept_and_never_lapse(store: Store) -> None:
    with store.begin() as unit:
        save_view(unit, CASE, new_view("Mia", "forza:CC", Language.IT, "pending"), lambda: NOW)
    with store.begin() as unit:
        assert [(view.name, view.words, view.within) for view in saved_views(unit, CASE)] == [
            ("Mia", "forza:CC", "pending")
        ]
        assert unit.erasure.elapsed(Elapsed("draft", ("saved_at",), "2099-12")) == {}
        assert unit.drafts.all("case") == ()


def test_what_was_done_at_the_desks_comes_back_with_its_sealed_text(store: Store) -> None:
    desks = GuardedStore(store)
    action = ActionItem(id="a", text="Inviare i dati", owner_force="PS", due_on=date(2026, 4, 1), status="DF")
    decision = Decision(id="d", kind="PRO", element="05", text="Adottare", status="AP", actions=(action,))
    agenda = (AgendaItem(id="i", position=1, kind="DE", theme="ARM", summary="Misure", decisions=(decision,)),)
    held = Meeting(
        id="m", number=3, kind="OR", held_on=date(2026, 2, 10), seat="DPS", minutes="Il testo", agenda=agenda
    )
    issued = Recommendation(id="r", code="RAC-2026-001", title="T", status="DE", issued_on=date(2026, 2, 10), text="X")
    with desks.begin() as unit:
        before = (unit.meetings.add(held, STAMP), unit.recommendations.add(issued, STAMP))
        unit.commit()
    moved = move(desks, "a", Move("FA", done_on=date(2026, 5, 1), evidence="Prot. 12"), STAMP)
    addressed = advance.address(desks, "r", ("CC", "PS"), STAMP)
    trail = Trail().noted(moved).noted(change_from(RECOMMENDATION, before[1], addressed))
    for step in trail.done:
        with desks.begin() as unit:
            take_back(unit, step, STAMP)
    with desks.begin() as unit:
        assert values_of(MEETING, unit.meetings.get("m")) == values_of(MEETING, before[0])
        assert values_of(RECOMMENDATION, unit.recommendations.get("r")) == values_of(RECOMMENDATION, before[1])
        assert [each.stamp.reason for each in unit.meetings.history("m")] == ["", "A", "U"]
