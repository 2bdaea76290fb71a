"""Rules of interventions, meetings and strengths over their answers together."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from observatory.codelists import codelist
from observatory.interventions.fields import INTERVENTION
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.interventions.validation import is_firearm_measure, is_postvention
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting
from observatory.periods import Period
from observatory.population.fields import STRENGTH
from observatory.population.strength import Strength
from observatory.population.validation import missing_strengths
from observatory.privacy.person_codes import mint
from observatory.validation import problems

Value = Any
"""Any answer, right or wrong."""

TODAY = date(2026, 3, 31)
Found = set[tuple[str, str, bool]]

SUPPORT = Intervention(
    id="i", kind="S04", scope="IN", force="PS", start="2025-10", outcome="IC", person_code=mint("PS"), participants="0"
)
DECISION = Decision(id="d", kind="FOR", element="02", text="Corso comune", status="AP", due_on=date(2026, 9, 30))
MEETING_OF_MARCH = Meeting(
    id="m",
    kind="OR",
    held_on=date(2026, 3, 2),
    seat="DPS",
    forces=("CC", "PS"),
    agenda=(AgendaItem(id="p", position=1, kind="DE", theme="FOR", decisions=(DECISION,)),),
)
STAFF = Strength(
    id="s",
    force="PS",
    quarter="2025-Q4",
    mean_present=97_000,
    definition="D1",
    source="Conto annuale",
    vintage=date(2026, 1, 20),
    status="PROV",
)


def support(**values: Value) -> Found:
    return {(p.field, p.code, p.warning) for p in problems(INTERVENTION, replace(SUPPORT, **values), today=TODAY)}


def followed(*rows: FollowUp) -> Found:
    return support(follow_ups=rows)


def meeting(**values: Value) -> Found:
    return {(p.field, p.code, p.warning) for p in problems(MEETING, replace(MEETING_OF_MARCH, **values), today=TODAY)}


def decided(**values: Value) -> set[tuple[str, str, bool]]:
    item = replace(MEETING_OF_MARCH.agenda[0], decisions=(replace(DECISION, **values),))
    return {
        (field.removeprefix("agenda[0].decisions[0]."), code, warning)
        for field, code, warning in meeting(agenda=(item,))
    }


def staff(**values: Value) -> Found:
    return {(p.field, p.code, p.warning) for p in problems(STRENGTH, replace(STAFF, **values), today=TODAY)}


def test_sound_records_have_no_problems() -> None:
    assert (support(), meeting(), staff()) == (set(), set(), set())


def test_an_intervention_does_not_end_before_it_starts() -> None:
    assert support(end="2025-09", outcome="CO") == {("end", "end_before_start", False)}
    assert support(end="2025-10", outcome="CO") == set()
    assert support(end="2025-12") == {("outcome", "still_running", True)}


@pytest.mark.parametrize(
    "field", ["firearm_measure", "firearm_days", "extended", "concurrent_support", "firearm_outcome"]
)
def test_firearm_fields_belong_to_firearm_measures(field: str) -> None:
    value: object = {"firearm_measure": "W10", "firearm_days": 10, "firearm_outcome": "RE"}.get(field, "S")
    assert support(**{field: value}) == {(field, "firearm_fields", False)}
    assert support(**{"kind": "S12", "firearm_measure": "W10", field: value}) == set()


def test_a_firearm_measure_says_which_one() -> None:
    assert support(kind="S12") == {("firearm_measure", "measure_missing", False)}
    assert support(kind="S12", firearm_measure="W00") == {("firearm_measure", "no_measure", False)}
    assert support(kind="T06") == set()


def test_duty_after_belongs_to_measures_that_change_the_duty() -> None:
    assert support(duty_after="IN") == {("duty_after", "firearm_fields", False)}
    assert support(kind="S11", duty_after="IN") == set()


def test_v8_holds_for_interventions_too() -> None:
    measure = {"kind": "S12", "firearm_measure": "W20"}
    assert support(**measure) == set()
    assert support(**measure, force="CC", person_code=mint("CC")) == {("firearm_measure", "V8", False)}


def test_article_48_bis_does_not_exist_before_june_2023() -> None:
    # DPR 66/2023, in force on 24 June 2023 (reference, CL_ARM_MIS).
    measure = {"kind": "S12", "firearm_measure": "W20"}
    assert support(**measure, start="2023-06") == set()
    assert support(**measure, start="2023-05") == {("firearm_measure", "before_the_law", True)}
    assert support(kind="S12", firearm_measure="W30", start="2020-01") == set()


def test_postvention_fields_belong_to_postvention() -> None:
    values = {"postvention_delay": "1", "postvention_recipients": ("RE",), "coverage": "2"}
    assert {field for field, _, _ in support(**values)} == set(values)
    assert support(**values, kind="V02", scope="RE", participants="1") == set()


@pytest.mark.parametrize("code", [code.code for code in codelist("intervention")])
def test_kinds_are_told_by_their_code(code: str) -> None:
    one = replace(SUPPORT, kind=code)
    assert is_postvention(one) is (code[0] == "V")
    assert is_firearm_measure(one) is (code in {"S12", "T06"})


def test_an_individual_intervention_concerns_one_person() -> None:
    assert support(person_code=None) == {("person_code", "whose", True)}
    assert support(person_code=None, case_id="c") == set()
    assert support(participants="2") == {("participants", "participants", False)}
    assert support(person_code=None, scope="FO", participants="2") == set()


def test_follow_ups_are_given_once_and_do_not_contradict_themselves() -> None:
    done = FollowUp(id="1", due="7G", due_month="2025-10", done="S", contact="TE")
    assert followed(done) == set()
    assert followed(done, replace(done, id="2")) == {("follow_ups[1].due", "repeated", False)}
    assert followed(replace(done, contact="NR")) == {("follow_ups[0].contact", "not_reached", False)}
    assert followed(replace(done, done="N")) == {("follow_ups[0].contact", "contact_not_done", False)}
    assert followed(replace(done, done="N", contact="NR")) == set()
    assert followed(replace(done, due_month="2025-09")) == {("follow_ups[0].due_month", "due_before_start", False)}
    assert followed(replace(done, due_month="2026-04")) == {("follow_ups[0].done", "done_early", True)}


def test_a_decision_is_closed_after_the_meeting_and_verified_with_its_outcome() -> None:
    closed = {"status": "AT", "closed_on": date(2026, 3, 20)}
    assert decided(**closed) == set()
    assert decided(**closed | {"closed_on": date(2026, 3, 1)}) == {("closed_on", "closed_before_meeting", False)}
    assert decided(status="AT") == {("closed_on", "closed_without_date", True)}
    assert decided(closed_on=date(2026, 3, 20)) == {("status", "closed_still_open", False)}
    assert decided(**closed | {"status": "VE"}) == {("outcome", "verified_without_outcome", False)}
    assert decided(**closed | {"status": "VE"}, outcome="Contatti entro 72 ore più frequenti") == set()


def test_due_dates_agree_with_the_meeting_and_the_status() -> None:
    assert decided(due_on=date(2026, 3, 1), status="SC") == {("due_on", "due_before_meeting", True)}
    assert decided(due_on=date(2026, 3, 15)) == {("status", "past_due", True)}
    assert decided(due_on=date(2026, 3, 15), status="SC") == set()
    assert decided(status="SC") == {("status", "not_overdue", False)}
    early = ActionItem(id="a", text="Invio dei dati", owner_force="CC", status="DF", due_on=date(2026, 2, 1))
    assert decided(actions=(early,)) == {("actions[0].due_on", "due_before_meeting", True)}


def test_agenda_items_are_numbered_apart_and_decisions_wait_for_the_meeting() -> None:
    item = MEETING_OF_MARCH.agenda[0]
    assert meeting(agenda=(item, replace(item, id="q", decisions=()))) == {("agenda[1].position", "repeated", False)}
    late = date(2026, 5, 4)
    assert meeting(held_on=late) == {("held_on", "planned", True)}
    assert meeting(held_on=late, agenda=()) == set()


def test_at_least_one_force_is_present_and_attendance_agrees() -> None:
    assert meeting(forces=()) == {("forces", "nobody", False)}
    row = Attendance(id="a", force="GF", role="UF", attendance="P")
    assert meeting(attendance=(row,)) == {("attendance[0].force", "absent_force", True)}
    assert meeting(attendance=(replace(row, attendance="A"),)) == set()


def test_a_nested_text_is_linted_and_named_by_its_path() -> None:
    assert decided(text="Sentire a mezzo mail mario.rossi@example.org") == {("text", "V11", False)}


def test_strengths_are_positive_plausible_and_not_older_than_their_quarter() -> None:
    assert staff(mean_present=0) == {("mean_present", "out_of_bounds", False)}
    assert staff(mean_present=970) == {("mean_present", "implausible", True)}
    assert staff(mean_present=970, sex="F") == set()
    assert staff(vintage=date(2025, 9, 30)) == {("vintage", "vintage", False)}
    assert staff(status="DEF") == set()
    assert staff(quarter="2026-Q1", status="DEF") == {("status", "final_too_soon", False)}


def test_v10_quarters_without_a_whole_force_are_named() -> None:
    year = Period.parse("2025").window
    quarters = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4")
    rows = [replace(STAFF, force=force, quarter=q) for force in ("PS", "CC", "GF", "PP") for q in quarters]
    assert missing_strengths(rows, year) == ()
    assert missing_strengths(rows[1:], year) == (("PS", Period.parse("2025-Q1")),)
    assert missing_strengths([replace(rows[0], sex="F"), *rows[1:]], year) == (("PS", Period.parse("2025-Q1")),)
    assert len(missing_strengths([], year)) == 16
