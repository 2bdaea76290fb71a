"""What one answer must be, whatever the entity, and how rules speak to people."""

import inspect
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory import field_rules, search, text_rules
from observatory.cases import sentences
from observatory.cases.case import Case, Circumstance
from observatory.cases.fields import CASE
from observatory.entities import ENTITIES
from observatory.errors import Problem
from observatory.fields import Entity
from observatory.interventions import validation as interventions
from observatory.interventions.fields import INTERVENTION
from observatory.interventions.intervention import Intervention
from observatory.meetings import validation as meetings
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting
from observatory.population import validation as population
from observatory.population.fields import STRENGTH
from observatory.population.strength import Strength
from observatory.privacy.wording import find_unsafe_wording
from observatory.terms import Language, Term
from observatory.usecases import record
from observatory.validation import field_messages, problems

Value = Any
"""Any answer, right or wrong."""

TODAY = date(2026, 3, 31)


def codes(entity: Entity, value: object, path: str) -> set[str]:
    return {p.code for p in field_messages(problems(entity, value, today=TODAY), path)}


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_an_empty_record_misses_exactly_its_required_fields(entity: Entity) -> None:
    told = problems(entity, entity.type(id="x"), today=TODAY)
    assert [(p.field, p.code) for p in told] == [(f.name, "required") for f in entity.fields if f.required]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2026-03", None),
        ("1990-01", None),
        ("1989-12", "too_early"),
        ("2026-04", "future"),
        ("2026-13", "not_a_month"),
        ("2026", "not_a_month"),
        ("2026-Q1", "not_a_month"),
        ("marzo", "not_a_month"),
        (202603, "not_a_month"),
    ],
)
def test_a_month_is_readable_and_between_1990_and_now(value: Value, code: str | None) -> None:
    assert codes(CASE, Case(id="x", month=value), "month") == ({code} if code else set())


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2026-Q1", None),
        ("2026-Q2", "future"),
        ("2026-Q5", "not_a_quarter"),
        ("2026-T1", "not_a_quarter"),
        ("2026-q1", "not_a_quarter"),
    ],
)
def test_a_quarter_is_readable_and_has_begun(value: str, code: str | None) -> None:
    assert codes(STRENGTH, Strength(id="x", quarter=value), "quarter") == ({code} if code else set())


def test_a_date_may_be_ahead_only_where_that_makes_sense() -> None:
    assert codes(CASE, Case(id="x", status_date=date(2026, 4, 1)), "status_date") == {"future"}
    assert codes(MEETING, Meeting(id="x", held_on=date(2026, 4, 1)), "held_on") == set()
    assert codes(MEETING, Meeting(id="x", held_on=date(2036, 4, 1)), "held_on") == {"too_far"}
    assert codes(MEETING, Meeting(id="x", held_on="31/02/2026"), "held_on") == {"not_a_date"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "code"), [(0, None), (3650, None), (3651, "out_of_bounds"), (-1, "out_of_bounds"), ("3", "not_a_number")]
)
def test_a_number_lies_within_its_bounds(value: Value, code: str | None) -> None:
    told = codes(INTERVENTION, Intervention(id="x", days_from_signal=value), "days_from_signal")
    assert told == ({code} if code else set())


def test_codes_come_from_the_list_and_only_where_they_make_sense() -> None:
    assert codes(CASE, Case(id="x", sex="Z"), "sex") == {"unknown_code"}
    assert codes(CASE, Case(id="x", on_duty="NA"), "on_duty") == set()
    assert codes(CASE, Case(id="x", prior_attempts="NA"), "prior_attempts") == {"unknown_code"}
    assert codes(MEETING, Meeting(id="x", forces=("PS", "ZZ")), "forces") == {"unknown_code"}
    assert codes(MEETING, Meeting(id="x", forces=("PS", "PS")), "forces") == {"repeated"}


def test_a_closed_code_serves_records_of_its_time_only() -> None:
    # The State Forestry Corps ended on 31 December 2016 (reference, CL_FORZA).
    assert codes(CASE, Case(id="x", force="CF", month="2016-12"), "force") == set()
    assert codes(CASE, Case(id="x", force="CF", month="2017-01"), "force") == {"closed_code"}
    assert codes(STRENGTH, Strength(id="x", force="CF", quarter="2016-Q4"), "force") == set()
    assert codes(STRENGTH, Strength(id="x", force="CF", quarter="2017-Q1"), "force") == {"closed_code"}


def test_texts_are_short_and_visible() -> None:
    assert codes(CASE, Case(id="x", note="a" * 500), "note") == set()
    assert codes(CASE, Case(id="x", note="a" * 501), "note") == {"too_long"}
    assert codes(CASE, Case(id="x", note="riga\nriga\tfine"), "note") == set()
    assert codes(CASE, Case(id="x", note="a\x00b"), "note") == {"control_characters"}
    assert codes(CASE, Case(id="x", note=5), "note") == {"not_text"}  # type: ignore[arg-type]


def test_a_person_code_with_a_wrong_character_is_refused() -> None:
    assert codes(CASE, Case(id="x", person_code="CC-7K3M9QXD-0"), "person_code") == {"person_code"}


def test_problems_of_children_carry_their_path() -> None:
    case = Case(id="x", circumstances=(Circumstance(id="1", circumstance="C05", value="S"), Circumstance(id="2")))
    assert {p.field for p in problems(CASE, case, today=TODAY) if "[" in p.field} == {
        "circumstances[1].circumstance",
        "circumstances[1].value",
    }


def test_office_prose_may_hold_a_date_but_no_tax_code() -> None:
    dated = Strength(id="x", source="Conto annuale, estratto il 12/03/2025")
    assert {(p.code, p.warning) for p in problems(STRENGTH, dated, today=TODAY) if p.field == "source"} == {
        ("V11", True)
    }
    coded = Strength(id="x", source="Elenco RSSMRA80A01H501U")
    assert {(p.code, p.warning) for p in problems(STRENGTH, coded, today=TODAY) if p.field == "source"} == {
        ("V11", False)
    }


_ODD = st.none() | st.text(max_size=8) | st.integers() | st.dates() | st.just(()) | st.tuples(st.text(max_size=3))


@given(st.sampled_from(ENTITIES), st.data())
def test_nothing_that_a_field_may_hold_makes_validation_fail(entity: Entity, data: st.DataObject) -> None:
    values = {field.name: data.draw(_ODD) for field in entity.fields}
    told = problems(entity, replace(entity.type(id="x"), **values), today=TODAY)
    assert all(isinstance(problem, Problem) and problem.field in values for problem in told)


def _sentences() -> list[Term]:
    modules = (field_rules, text_rules, search, sentences, interventions, meetings, population, record)
    return [term for module in modules for _, term in inspect.getmembers(module, lambda value: isinstance(value, Term))]


@pytest.mark.parametrize("term", _sentences(), ids=lambda term: term.en[:40])
def test_every_sentence_is_whole_in_both_languages_calm_and_safe(term: Term) -> None:
    for language in Language:
        text = term.in_(language)
        assert text
        assert text == text.strip()
        assert "!" not in text
        assert text.endswith(".")
        assert find_unsafe_wording(text, language) == ()
    assert term.it != term.en
