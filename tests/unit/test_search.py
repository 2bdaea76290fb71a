"""The language of the search box: what is understood, what is not, and that nothing typed breaks it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.codelists import codelist
from observatory.entities import ENTITIES
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting
from observatory.population.fields import STRENGTH
from observatory.search import SearchResult, parse_search
from observatory.search_names import SHORT_NAMES, field_named, searchable
from observatory.search_values import matching_codes
from observatory.selection import EVERYTHING, Selection, matches
from observatory.terms import Language

TODAY = date(2026, 3, 31)


def case_search(text: str, language: Language = Language.IT) -> SearchResult:
    return parse_search(CASE, text, language, today=TODAY)


def understood(text: str) -> Selection:
    result = case_search(text)
    assert result.problems == ()
    return result.selection


def codes(*values: str) -> frozenset[str]:
    return frozenset(values)


def test_fields_values_and_a_minus_make_a_selection() -> None:
    assert understood("force:CC status:AC type:SU -type:ID") == Selection(
        where=(("force", codes("CC")), ("status", codes("AC")), ("event_type", codes("SU"))),
        excluding=(("event_type", codes("ID")),),
    )


@pytest.mark.parametrize(
    "text",
    [
        "force:CC",
        "forza:cc",
        "FORZA:Carabinieri",
        "forza:arma",
        'forza:"arma dei carabinieri"',
        'force:"Arma dei"',
        "forza:carab",
    ],
)
def test_a_value_is_a_code_a_label_or_its_beginning_in_either_language(text: str) -> None:
    assert understood(text).where == (("force", codes("CC")),)


def test_case_and_accents_do_not_matter() -> None:
    assert understood("età:E3") == understood("ETA:e3") == understood("age:35")
    assert understood("regione:valle") == understood('regione:"valle d\'aosta"')


def test_values_of_one_field_are_alternatives_and_fields_must_all_hold() -> None:
    assert understood("forza:CC,PS").where == understood("forza:CC forza:PS").where == (("force", codes("CC", "PS")),)
    found = understood("forza:CC,PS stato:CO")
    cases = [Case(id=f"{f}{s}", force=f, status=s) for f in ("CC", "PS", "GF") for s in ("CO", "SO")]
    assert [c.id for c in cases if matches("case", c, found)] == ["CCCO", "PSCO"]


def test_a_beginning_shared_by_labels_finds_them_all() -> None:
    assert understood("tipo:tentativo").where == (("event_type", codes("TE", "TI", "TA")),)
    assert case_search("type:attempt", Language.EN).selection.where == (("event_type", codes("TE", "TI", "TA")),)


@pytest.mark.parametrize(
    ("text", "bands"), [("age:>45", "E4 E5 E6"), ("age:>=45", "E4 E5 E6"), ("età:<35", "E1 E2"), ("eta:>59", "E6")]
)
def test_bands_compare_with_numbers(text: str, bands: str) -> None:
    assert understood(text).where == (("age_band", codes(*bands.split())),)


def test_open_bands_compare_with_numbers_too() -> None:
    assert matching_codes("seniority", ">15", Language.IT) == codes("A3", "A4")
    assert matching_codes("seniority", "<15", Language.IT) == codes("A1", "A2")
    assert matching_codes("exposed_colleagues", ">50", Language.IT) == codes("4")
    assert matching_codes("force", ">1", Language.IT) == codes()


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2019", "2019-01", "2019-12"),
        ("2019-Q3", "2019-07", "2019-09"),
        ("2019-t2", "2019-05", "2019-08"),
        ("2019-S2", "2019-07", "2019-12"),
        ("2019-03", "2019-03", "2019-03"),
        ("2019 2019-Q3", "2019-07", "2019-09"),
        ("since:2018-01 until:2019-06", "2018-01", "2019-06"),
        ("dal:2018-Q2 al:2019", "2018-04", "2019-12"),
        ("mese:2019-Q1", "2019-01", "2019-03"),
        ("since:2018", "2018-01", ""),
    ],
)
def test_periods_narrow_the_months(text: str, since: str, until: str) -> None:
    assert understood(text) == Selection(since=since, until=until)


def test_periods_speak_the_granularity_of_the_entity() -> None:
    meetings = parse_search(MEETING, "2020-02", Language.IT, today=TODAY).selection
    assert matches("meeting", Meeting(id="x", held_on=date(2020, 2, 29)), meetings)
    assert not matches("meeting", Meeting(id="x", held_on=date(2020, 3, 1)), meetings)
    strengths = parse_search(STRENGTH, "2020", Language.IT, today=TODAY).selection
    assert (strengths.since, strengths.until) == ("2020-Q1", "2020-Q4")


def test_a_word_alone_is_looked_up_in_all_lists() -> None:
    found = understood("arma")
    assert matches("case", Case(id="x", method="FUO"), found)
    assert matches("case", Case(id="x", force="CC"), found)
    assert not matches("case", Case(id="x", method="IMP", force="PS"), found)


def test_a_minus_leaves_out_what_a_word_finds_and_keeps_the_unanswered() -> None:
    found = understood("-CC")
    assert [matches("case", Case(id="x", force=f), found) for f in ("CC", "PS", None)] == [False, True, True]


def test_flags_find_pending_overdue_and_incomplete_cases() -> None:
    late = Case(id="x", status="SO", status_date=date(2025, 1, 1))
    assert [matches("case", late, understood(f"is:{flag}")) for flag in ("pending", "overdue", "incomplete")] == [
        True
    ] * 3
    fresh = Case(id="x", status="SO", status_date=TODAY)
    assert not matches("case", fresh, understood("è:scaduto"))
    assert not matches("case", Case(id="x", status="CO"), understood("is:pending"))


@pytest.mark.parametrize(
    "text",
    ["zzz", "zzz:CC", "type:zzz", "type:", "is:zzz", "since:zzz", "mese:zzz", "-2019", "-is:pending", "-since:2019"],
)
def test_what_is_not_understood_is_said_and_ignored(text: str) -> None:
    result = case_search(text)
    assert len(result.problems) == 1
    assert text.removeprefix("type:") in result.problems[0].message.it or text == "type:"
    assert result.selection == EVERYTHING
    kept = case_search(f"{text} force:CC")
    assert kept.selection.where == (("force", codes("CC")),)


def test_flags_of_cases_are_not_understood_elsewhere() -> None:
    assert len(parse_search(INTERVENTION, "is:pending", Language.IT, today=TODAY).problems) == 1


def test_periods_without_a_common_month_find_nothing_and_say_so() -> None:
    result = case_search("2018 2020")
    assert len(result.problems) == 1
    assert not any(matches("case", Case(id="x", month=f"{year}-06"), result.selection) for year in range(2017, 2022))


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_field_answers_to_its_names_and_no_short_name_means_two_fields(entity: Entity) -> None:
    for field in searchable(entity):
        assert field_named(entity, field.name) == field
        named = [field_named(entity, name) for name in SHORT_NAMES[entity.name].get(field.name, ())]
        assert all(found == field for found in named)


@pytest.mark.parametrize("field", [f for e in ENTITIES for f in e.fields if f.is_coded], ids=lambda f: f.name)
def test_every_code_and_every_whole_label_finds_its_code(field: object) -> None:
    name = field.codelist  # type: ignore[attr-defined]
    for code in codelist(name):
        assert code.code in matching_codes(name, code.code, Language.IT)
        for language in Language:
            label = code.label.in_(language)
            twins = {c.code for c in codelist(name) if label.casefold() in (c.code.casefold(), c.short.casefold())}
            assert matching_codes(name, label, language) & ({code.code} | twins)


@given(st.sampled_from(ENTITIES), st.text(max_size=60), st.sampled_from(list(Language)))
def test_nothing_typed_breaks_the_search(entity: Entity, text: str, language: Language) -> None:
    result = parse_search(entity, text, language, today=TODAY)
    assert all(p.warning and p.message.it and p.message.en for p in result.problems)


_PIECES = st.sampled_from(
    ["force:", "type:", "-", "is:", '"', ",", ":", "CC", "SU", "2019", "-Q3", " ", "{x}", "since:", "(", "\\"]
)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_no_mixture_of_its_signs_breaks_the_search(text: str) -> None:
    assert isinstance(case_search(text), SearchResult)
