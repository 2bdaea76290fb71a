"""The quality of the data: unknown answers, late confirmations, reporting delays, each with the records it counts."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.cases.completeness import completeness
from observatory.cases.counting import is_countable
from observatory.cases.reporting import reporting_days
from observatory.errors import NotAllowed
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.ports import Stamp
from observatory.security.roles import Role
from observatory.usecases.quality import Quality, quality

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
TODAY = date(2026, 5, 14)


def filled(*cases: Case, known: date = TODAY) -> MemoryStore:
    store = MemoryStore()
    with store.begin() as unit:
        for case in cases:
            unit.cases.add(case, Stamp(known, NOON, "clinician", "N"))
        unit.commit()
    return store


def looked_at(store: MemoryStore) -> Quality:
    with store.begin() as unit:
        return quality(unit, store.member, TODAY)


def test_unknown_answers_lead_to_exactly_the_cases_that_they_count() -> None:
    store = filled(
        Case(id="1", month="2026-01", status="CO", place="AB"),
        Case(id="2", month="2026-01", status="CO", place="NN"),
        Case(id="3", month="2026-01", status="CO"),
        Case(id="4", month="2026-01", status="ES"),
        Case(id="5", month="2019-01", status="CO"),
    )
    found = {each.field.name: each for each in looked_at(store).unknown}
    assert (found["place"].unknown, found["place"].cases) == (2, 3)
    with store.begin() as unit:
        assert {case.id for case in unit.cases.select(found["place"].selection)} == {"2", "3"}
        for each in found.values():
            assert unit.cases.count(each.selection) == each.unknown


ANSWERS = st.fixed_dictionaries(
    {
        "force": st.sampled_from(("CC", "PS")),
        "status": st.sampled_from(("CO", "AC", "ES")),
        "outcome": st.sampled_from(("DE", "NN", None)),
        "sex": st.sampled_from(("M", "NN")),
        "place": st.sampled_from(("AB", "NN")),
        "weapon": st.sampled_from((("IMP", None), ("NN", None), ("FUO", "SV"), ("FUO", "NN"))),
    }
)
"""Of the method and the firearm only what rules V2 and V3 let be recorded together."""
TOLD = {
    "event_type": "SU", "month": "2026-01", "precision": "M", "macro_region": "3", "status_date": TODAY,
    "age_band": "E4", "rank_category": "R2", "position": "IS", "on_duty": "N", "homicide_suicide": "N",
    "prior_firearm_measure": "W00", "prior_attempts": "N", "service_contact": "N",
}  # fmt: skip


def _case(ident: str, weapon: tuple[str, str | None], **answers: str | None) -> Case:
    return Case(id=ident, method=weapon[0], firearm_ownership=weapon[1], **TOLD, **answers)  # type: ignore[arg-type]


@given(st.lists(ANSWERS, max_size=8))
def test_completeness_counts_what_each_case_says_of_itself_and_leads_to_the_rest(told: list[dict[str, str]]) -> None:
    cases = [_case(str(n), **answers) for n, answers in enumerate(told)]  # type: ignore[arg-type]
    store = filled(*cases)
    for each in looked_at(store).complete:
        own = [case for case in cases if is_countable(case) and each.force in ("", case.force)]
        missing = {case.id for case in own if completeness(case) < 100}
        assert (each.complete, each.cases) == (len(own) - len(missing), len(own))
        with store.begin() as unit:
            assert {case.id for case in unit.cases.select(each.selection)} == missing
    assert [each.force for each in looked_at(store).complete][:1] == ([""] if any(map(is_countable, cases)) else [])


def test_late_confirmations_are_by_force_with_their_cases() -> None:
    old = date(2025, 1, 1)
    store = filled(
        *(Case(id=f, force=f, month="2024-12", status="SO", status_date=old) for f in ("CC", "PS")),
        Case(id="new", force="CC", month="2026-05", status="SO", status_date=TODAY),
    )
    late = looked_at(store).late
    assert [(each.force, each.cases) for each in late] == [("PS", 1), ("CC", 1)]
    with store.begin() as unit:
        assert [case.id for case in unit.cases.select(late[1].selection)] == ["CC"]


def test_reporting_delays_are_told_by_force_from_five_cases_on() -> None:
    cases = [Case(id=f"c{n}", force="CC", month="2026-03", status="CO") for n in range(5)]
    found = looked_at(filled(*cases, Case(id="p", force="PS", month="2026-03", status="CO")))
    by_force = {each.force: each for each in found.reported}
    assert by_force["CC"].timing is not None
    assert (by_force["CC"].timing.median, by_force["CC"].cases) == (44.0, 5)
    assert by_force["PS"].timing is None


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 800))
def test_days_are_counted_from_the_end_of_the_month(event: date, later: int) -> None:
    case = Case(id="c", month=f"{event.year}-{event.month:02}")
    end = (event.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    assert reporting_days(case, end + timedelta(days=later)) == later
    assert reporting_days(case, event.replace(day=1)) == 0


def test_indicators_reach_back_to_what_their_window_rests_on() -> None:
    """Attempts a year before the 36 months with the year before them, follow-ups of what began earlier, old decisions.

    The second attempt of A and that of B belong to the courses of the first: not known.
    """
    attempts = (("A", "2021-09"), ("A", "2022-06"), ("B", "2022-06"), ("B", "2023-06"))
    store = filled(
        *(Case(id=p + m, person_code=p, month=m, event_type="TE", force="PS", status="CO") for p, m in attempts)
    )
    follow_ups = (FollowUp(id="f", due="365G", due_month="2023-07", done="S", return_to_duty="RP"),)
    begun = Intervention(id="i", force="PS", kind="S05", scope="IN", start="2022-07", follow_ups=follow_ups)
    decision = Decision(id="d", status="AT", due_on=date(2024, 1, 1), closed_on=date(2023, 1, 1))
    meeting = Meeting(id="m", held_on=date(2019, 1, 1), agenda=(AgendaItem(id="a", decisions=(decision,)),))
    stamp = Stamp(TODAY, NOON, "clinician", "N")
    with store.begin() as unit:
        unit.interventions.add(begun, stamp)
        unit.meetings.add(meeting, stamp)
        unit.commit()
    found = {each.row: (each.successes, each.known, each.missing) for each in looked_at(store).indicators}
    assert found["I-09"] == (1, 1, 2)
    assert (found["I-07-365G"], found["I-08"], found["I-02a"]) == ((1, 1, 0), (1, 1, 0), (0, 0, 0))
    assert (found["I-12a"], found["I-12b"]) == ((1, 1, 0), (0, 1, 0))


def test_a_follow_up_counts_when_it_was_due_however_long_ago_its_intervention_began() -> None:
    """As in table T11; but not what was due before the 36 months, and what has no start counts nowhere."""
    store = filled()
    told = (
        ("long", "2019-02", "2026-01", "RP"),
        ("older", "2021-04", "2025-11", "NA"),
        ("no", None, "2026-01", "RP"),
        ("past", "2019-02", "2023-05", "RP"),
    )
    with store.begin() as unit:
        for name, start, due, back in told:
            rows = (FollowUp(id=f"f{name}", due="365G", due_month=due, done="S", return_to_duty=back),)
            acted = Intervention(id=name, force="PS", kind="S05", scope="IN", start=start, follow_ups=rows)
            unit.interventions.add(acted, Stamp(TODAY, NOON, "clinician", "N"))
        unit.commit()
    found = {each.row: (each.successes, each.known, each.missing) for each in looked_at(store).indicators}
    assert (found["I-07-365G"], found["I-08"], found["I-02a"]) == ((2, 2, 0), (1, 2, 0), (0, 0, 0))


def test_who_reads_no_cases_is_refused() -> None:
    who = replace(MemoryStore().member, roles=frozenset({Role.SECRETARY}))
    guarded = GuardedStore(MemoryStore(who))
    with guarded.begin() as unit, pytest.raises(NotAllowed):
        quality(unit, guarded.member, TODAY)
