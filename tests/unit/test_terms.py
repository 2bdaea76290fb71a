"""Sentences in two languages: filled per language, and never confused by what they are filled with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import ImportRefused, Problem, Refused
from observatory.terms import Language, Term, same


def test_a_term_is_filled_in_each_language_with_that_language() -> None:
    sentence = Term("Fuori dal {where}", "Outside the {where}").with_values(where=Term("trimestre", "quarter"))
    assert sentence == Term("Fuori dal trimestre", "Outside the quarter")


@given(st.text())
def test_braces_in_a_value_stay_as_they_are(value: str) -> None:
    assert Term("«{x}»", "“{x}”").with_values(x=value) == Term(f"«{value}»", f"“{value}”")


def test_a_missing_value_is_an_error_and_no_silent_gap() -> None:
    with pytest.raises(KeyError):
        Term("{x}", "{x}").with_values(y=1)


def test_the_same_name_reads_the_same() -> None:
    assert {same("PDF").in_(language) for language in Language} == {"PDF"}


def test_an_error_says_its_sentence_in_both_languages() -> None:
    error = ImportRefused(Term("No.", "Not so."))
    assert str(error) == "Not so."
    assert error.message.in_(Language.IT) == "No."


def test_an_error_says_how_many_fields_and_what_was_kept() -> None:
    error = Refused((Problem("month", "required", Term("Manca.", "Missing.")),) * 2)
    assert "2" in error.message.it
    assert "bozza" in error.message.it
