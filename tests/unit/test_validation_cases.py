"""Rules V1 to V9, V11 and V12 of the reference (§2.5), each with a case that fires and one that does not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.cases.case import Case, Circumstance, Source
from observatory.cases.completeness import completeness, incomplete_selection
from observatory.cases.counting import counts_in_rates, is_countable_suicide, is_pending, is_serving
from observatory.cases.duplicates import COMPARED, duplicate_candidates, duplicate_selection
from observatory.cases.fields import CASE
from observatory.cases.overdue import is_overdue, overdue_selection
from observatory.codelists import codelist
from observatory.errors import Problem
from observatory.privacy.person_codes import mint
from observatory.selection import matches
from observatory.validation import problems

Value = Any
"""Any answer, right or wrong."""

TODAY = date(2026, 3, 31)
SOUND = Case(
    id="a",
    event_type="SU",
    month="2025-11",
    precision="M",
    force="CC",
    macro_region="3",
    status="CO",
    status_date=date(2026, 1, 15),
    outcome="DE",
    sex="M",
    age_band="E3",
    rank_category="R2",
    position="IS",
    on_duty="N",
    place="AB",
    method="IMP",
    homicide_suicide="N",
    prior_firearm_measure="W00",
    prior_attempts="NN",
    service_contact="N",
)


def found(case: Case) -> set[tuple[str, str, bool]]:
    return {(p.field, p.code, p.warning) for p in problems(CASE, case, today=TODAY)}


def changed(**values: Value) -> set[tuple[str, str, bool]]:
    return found(replace(SOUND, **values))


def test_a_sound_case_has_no_problems() -> None:
    assert problems(CASE, SOUND, today=TODAY) == ()


def test_v1_a_suicide_has_the_outcome_died() -> None:
    assert ("outcome", "V1", False) in changed(outcome="SO")
    assert ("outcome", "V1", False) in changed(event_type="SI", outcome="NN")
    assert changed(event_type="SI") == set()


@pytest.mark.parametrize("event_type", ["TE", "TI", "TA", "AP", "AL", "ID", "DS"])
def test_v1_nothing_but_a_death_has_the_outcome_died(event_type: str) -> None:
    assert ("event_type", "V1", False) in changed(event_type=event_type)
    assert not any(code == "V1" for _, code, _ in changed(event_type=event_type, outcome="SO"))


@pytest.mark.parametrize("event_type", ["SU", "SI", "TE", "TI", "TA", "AL"])
def test_v2_deaths_attempts_and_self_injury_need_a_method(event_type: str) -> None:
    outcome = "DE" if event_type in ("SU", "SI") else "SO"
    assert changed(event_type=event_type, outcome=outcome, method=None) == {("method", "V2", False)}
    assert changed(event_type=event_type, outcome=outcome, method="NN") == set()


@pytest.mark.parametrize("event_type", ["AP", "ID", "DS"])
def test_v2_preparatory_acts_ideation_and_distress_need_none(event_type: str) -> None:
    assert changed(event_type=event_type, outcome="SO", method=None) == set()
    assert changed(event_type=event_type, outcome="SO") == {("method", "V2", True)}


def test_v3_ownership_belongs_to_a_firearm() -> None:
    assert changed(method="FUO") == {("firearm_ownership", "V3", False)}
    assert changed(firearm_ownership="SE") == {("firearm_ownership", "V3", False)}
    assert changed(method="FUO", firearm_ownership="NN") == set()


@pytest.mark.parametrize(
    ("method", "icd10"),
    [("IMP", "X70"), ("IMP", "X70.0"), ("PRE", "X80"), ("AVV", "X67"), ("ALT", "X83"), ("NN", "X84")],
)
def test_v4_a_code_in_the_block_of_its_method_is_accepted(method: str, icd10: str) -> None:
    # Blocks: reference §2.4, CL_MET (ICD-10 WHO 2019).
    assert changed(method=method, icd10=icd10) == set()


@pytest.mark.parametrize(
    "icd10", ["X72", "X80", "X59", "X85", "Y09", "Y35", "Y87.1", "Z91", "70", "x70", "X7012", "X70.", "Y20"]
)
def test_v4_a_code_outside_the_block_is_refused(icd10: str) -> None:
    assert ("icd10", "V4", False) in changed(icd10=icd10)


def test_v4_undetermined_codes_belong_to_deaths_of_undetermined_intent_and_sequelae_to_deaths() -> None:
    assert changed(event_type="SI", icd10="Y10") == set()
    assert changed(event_type="SI", icd10="Y34") == set()
    assert changed(icd10="Y34") == {("icd10", "V4", False)}
    assert changed(icd10="Y87.0") == set()
    assert changed(event_type="TE", outcome="SO", icd10="Y87.0") == {("icd10", "V4", False)}


@pytest.mark.parametrize(
    ("sources", "status", "refused"),
    [
        (("F7",), "CO", True),
        (("F6", "F7"), "AC", True),
        (("F6",), "RI", True),
        (("F7",), "SO", False),
        (("F7",), "DU", False),
        (("F7", "F1"), "CO", False),
        ((), "CO", False),
    ],
)
def test_v5_press_and_unions_alone_leave_a_case_suspected(sources: tuple[str, ...], status: str, refused: bool) -> None:
    rows = tuple(Source(id=code, source=code) for code in sources)
    assert (("status", "V5", False) in changed(sources=rows, status=status)) is refused


@pytest.mark.parametrize(("days", "overdue"), [(179, False), (180, False), (181, True)])
def test_v6_a_case_is_overdue_after_more_than_180_days_as_suspected(days: int, overdue: bool) -> None:
    case = replace(SOUND, month="2020-01", status="SO", status_date=TODAY - timedelta(days=days))
    assert is_overdue(case, TODAY) is overdue
    assert found(case) == ({("status", "V6", True)} if overdue else set())
    assert matches("case", case, overdue_selection(TODAY)) is overdue
    assert not is_overdue(replace(case, status="AC"), TODAY)


def test_v7_the_same_seven_values_make_a_candidate_and_one_different_does_not() -> None:
    other = replace(SOUND, id="b")
    assert duplicate_candidates(SOUND, [SOUND, other, replace(other, id="c", place="CA")]) == 2
    different: dict[str, Value] = {
        "force": "PS",
        "month": "2025-10",
        "sex": "F",
        "age_band": "E4",
        "rank_category": "R1",
    }
    different |= {"macro_region": "1", "method": "PRE"}
    assert set(different) == set(COMPARED)
    for name, value in different.items():
        assert duplicate_candidates(SOUND, [replace(other, **{name: value})]) == 0


def test_v7_excluded_cases_and_cases_without_the_values_are_no_candidates() -> None:
    other = replace(SOUND, id="b")
    assert duplicate_candidates(SOUND, [replace(other, status="DU"), replace(other, status="ES")]) == 0
    assert duplicate_candidates(replace(SOUND, sex=None), [replace(other, sex=None)]) == 0


@given(st.data())
def test_v7_the_selection_finds_what_the_comparison_finds(data: st.DataObject) -> None:
    def drawn(name: str) -> Case:
        return replace(
            SOUND,
            id=name,
            status=data.draw(st.sampled_from(["SO", "CO", "ES", "DU"])),
            method=data.draw(st.sampled_from(["IMP", "NN", None])),
            month=data.draw(st.sampled_from(["2025-10", "2025-11"])),
        )

    case, others = drawn("x"), [drawn(str(n)) for n in range(4)]
    selection = duplicate_selection(case)
    by_selection = 0 if selection is None else sum(matches("case", other, selection) for other in others)
    assert by_selection == duplicate_candidates(case, others)


@pytest.mark.parametrize("measure", ["W20", "W21", "W30"])
def test_v8_withdrawals_under_articles_48_exist_for_the_state_police_only(measure: str) -> None:
    assert changed(prior_firearm_measure=measure) == {("prior_firearm_measure", "V8", False)}
    assert changed(prior_firearm_measure=measure, force="PS") == set()


def test_v8_other_measures_are_of_any_force() -> None:
    assert changed(prior_firearm_measure="W10") == set()


@pytest.mark.parametrize(
    ("position", "serving"),
    [("IS", True), ("AS", True), ("SS", True), ("IN", True), ("AL", True), ("NN", True), ("C1", False), ("C2", False)],
)
def test_v9_who_left_the_service_is_not_in_rates(position: str, serving: bool) -> None:
    case = replace(SOUND, position=position)
    assert is_serving(case) is serving
    assert counts_in_rates(case) is serving


@pytest.mark.parametrize(
    ("values", "suicide", "pending"),
    [
        ({}, True, False),
        ({"status": "SO"}, True, True),
        ({"status": "AC"}, True, True),
        ({"status": "RI"}, True, False),
        ({"status": "ES"}, False, False),
        ({"status": "DU"}, False, False),
        ({"event_type": "SI"}, False, False),
    ],
)
def test_suicides_count_by_type_and_status(values: dict[str, Value], suicide: bool, pending: bool) -> None:
    case = replace(SOUND, **values)
    assert (is_countable_suicide(case), is_pending(case)) == (suicide, pending)


def test_observer_forces_are_not_in_rates() -> None:
    assert not counts_in_rates(replace(SOUND, force="PL"))


def test_v11_identifiers_in_the_note_are_refused_and_never_repeated() -> None:
    case = replace(SOUND, note="Contattare Giuseppe Verdi al 3471234567")
    refused = [p for p in problems(CASE, case, today=TODAY) if p.code == "V11"]
    assert refused
    assert not any(p.warning for p in refused)
    assert not any("Verdi" in p.message.it + p.message.en or "347" in p.message.it for p in refused)
    assert changed(note="Colloquio svolto, presa in carico avviata.") == set()


def test_v12_unsafe_wording_is_pointed_out_with_what_to_write() -> None:
    case = replace(SOUND, note="Ha commesso suicidio.")
    assert [(p.field, p.code, p.warning) for p in problems(CASE, case, today=TODAY)] == [("note", "V12", True)]
    assert changed(note="Decesso per suicidio.") == set()


def test_the_region_lies_in_the_macro_region() -> None:
    assert changed(region="12") == set()
    assert changed(region="03") == {("region", "region", False)}


def test_disclosed_to_needs_a_disclosed_intent() -> None:
    assert changed(disclosed_to="CO") == {("disclosed_to", "disclosed_to", False)}
    assert changed(disclosed_to="CO", intent_disclosed="NN") == {("disclosed_to", "disclosed_to", False)}
    assert changed(disclosed_to="CO", intent_disclosed="S") == set()


@pytest.mark.parametrize(
    ("event_type", "level", "refused"),
    [
        ("ID", "3", False),
        ("ID", "0", True),
        ("ID", "NN", False),
        ("DS", "0", False),
        ("DS", "2", True),
        ("AP", "4", False),
    ],
)
def test_the_ideation_level_agrees_with_the_event_type(event_type: str, level: str, refused: bool) -> None:
    result = changed(event_type=event_type, outcome="SO", method=None, ideation_level=level)
    assert result == ({("ideation_level", "ideation_level", False)} if refused else set())


def test_the_ideation_level_is_not_asked_of_deaths() -> None:
    assert changed(ideation_level="3") == {("ideation_level", "ideation_level", False)}


def test_status_and_sources_are_not_dated_before_the_event() -> None:
    assert changed(status_date=date(2025, 10, 31)) == {("status_date", "status_date", False)}
    assert changed(status_date=date(2025, 11, 1)) == set()
    early = (Source(id="s", source="F1", received_on=date(2025, 10, 31)),)
    assert changed(sources=early) == {("sources[0].received_on", "received_on", False)}
    assert changed(sources=early, precision="T", status_date=date(2025, 10, 1)) == set()


def test_a_circumstance_is_given_once_and_has_no_crisis_when_absent() -> None:
    rows = (
        Circumstance(id="1", circumstance="C05", value="S", crisis="S"),
        Circumstance(id="2", circumstance="C05", value="N", crisis="S"),
    )
    assert changed(circumstances=rows) == {
        ("circumstances[1].circumstance", "repeated", False),
        ("circumstances[1].crisis", "crisis", False),
    }


def test_impossible_and_implausible_people_are_told_apart() -> None:
    assert changed(position="C1", on_duty="S") == {("on_duty", "on_duty", False)}
    assert changed(age_band="E1", seniority="A4") == {("seniority", "seniority", False)}
    assert changed(age_band="E2", seniority="A3") == set()
    assert changed(rank_category="R0", age_band="E5") == {("age_band", "trainee_age", True)}
    assert changed(rank_category="R5", age_band="E1") == {("age_band", "senior_age", True)}


def test_a_person_code_of_another_force_is_pointed_out() -> None:
    assert changed(person_code=mint("CC")) == set()
    assert changed(person_code=mint("PS")) == {("person_code", "person_code_force", True)}


def test_completeness_is_the_share_of_mandatory_fields_that_are_known() -> None:
    # SOUND answers 19 mandatory fields (18 required and the method); prior_attempts is «not known».
    assert completeness(SOUND) == 100 * 18 // 19
    assert completeness(replace(SOUND, prior_attempts="N")) == 100
    assert completeness(replace(SOUND, prior_attempts="NC", place="NN")) == 100 * 17 // 19
    assert completeness(replace(SOUND, prior_attempts="N", method="FUO", firearm_ownership="NN")) == 95
    assert completeness(Case(id="empty")) == 0


_CHOICES: dict[str, list[Value]] = {
    f.name: [None, *(c.code for c in codelist(f.codelist))] for f in CASE.fields if f.is_coded
}


@given(st.fixed_dictionaries({name: st.sampled_from(codes) for name, codes in _CHOICES.items()}))
def test_no_combination_of_codes_breaks_the_rules_and_every_problem_names_a_field(values: dict[str, Any]) -> None:
    case = replace(SOUND, **values)
    told: tuple[Problem, ...] = problems(CASE, case, today=TODAY)
    assert {p.field for p in told} <= {f.name for f in CASE.fields}
    assert all(p.message.it and p.message.en and "{" not in p.message.it + p.message.en for p in told)


@given(st.sampled_from([f.name for f in CASE.fields if f.required and f.is_coded]), st.data())
def test_a_recorded_case_is_incomplete_exactly_when_its_completeness_is_under_100(
    name: str, data: st.DataObject
) -> None:
    whole = replace(SOUND, prior_attempts="N")
    case = replace(whole, **{name: data.draw(st.sampled_from(_CHOICES[name]))})
    if name != "event_type":
        assert matches("case", case, incomplete_selection()) is (completeness(case) < 100)
