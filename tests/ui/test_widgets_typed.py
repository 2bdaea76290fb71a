"""What people type in a date, month, quarter or number, and what it is read as."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import WrongUse
from observatory.periods import Month, Period
from observatory.terms import Language
from ui.desktop.widgets import typed

TODAY = date(2026, 5, 14)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("3/2019", "2019-03"),
        ("03/2019", "2019-03"),
        ("2019-03", "2019-03"),
        ("marzo 2019", "2019-03"),
        ("Mar 19", "2019-03"),
        ("March 2019", "2019-03"),
        ("12.2020", "2020-12"),
        ("3", "2026-03"),
        ("oggi", "2026-05"),
        ("today", "2026-05"),
    ],
)
def test_a_month_is_read_however_it_is_typed(text: str, month: str) -> None:
    assert typed.month_of(text, TODAY) == month


@pytest.mark.parametrize("text", ["", "13/2019", "0/2019", "xx 2019", "1/2/2019", "ma 2019", "3/1850"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        typed.month_of(text, TODAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("09/03/2024", date(2024, 3, 9)),
        ("9/3/24", date(2024, 3, 9)),
        ("9.3.2024", date(2024, 3, 9)),
        ("9 marzo 2024", date(2024, 3, 9)),
        ("2024-03-09", date(2024, 3, 9)),
        ("29/2/2024", date(2024, 2, 29)),
        ("9/3", date(2026, 3, 9)),
        ("9", date(2026, 5, 9)),
        ("oggi", TODAY),
        ("ieri", date(2026, 5, 13)),
    ],
)
def test_a_date_is_read_however_it_is_typed(text: str, day: date) -> None:
    assert typed.date_of(text, TODAY) == day


@pytest.mark.parametrize("text", ["", "31/02/2024", "29/2/2023", "marzo 2024", "40", "1/2/3/4", "x/3/24"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        typed.date_of(text, TODAY)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1/2026", "2026-Q1"),
        ("2026-Q3", "2026-Q3"),
        ("Q2 2019", "2019-Q2"),
        ("4° trimestre 2025", "2025-Q4"),
        ("2nd quarter 2025", "2025-Q2"),
        ("oggi", "2026-Q2"),
    ],
)
def test_a_quarter_is_read_however_it_is_typed(text: str, code: str) -> None:
    assert typed.quarter_of(text, TODAY) == code


@pytest.mark.parametrize("text", ["", "2026", "5/2026", "2026-T1", "1° quadrimestre 2026"])
def test_a_four_month_period_is_never_taken_for_a_quarter(text: str) -> None:
    with pytest.raises(WrongUse):
        typed.quarter_of(text, TODAY)


@pytest.mark.parametrize("text", ["", "1,5", "12.34", "abc", "1.2345"])
def test_what_is_no_whole_number_is_refused(text: str) -> None:
    with pytest.raises(WrongUse):
        typed.integer_of(text)


@given(st.integers(0, 10**7), st.sampled_from(Language))
def test_a_number_survives_being_shown_and_read(number: int, language: Language) -> None:
    assert typed.integer_of(typed.integer_shown(number, language)) == number


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_date_survives_being_shown_and_read(day: date) -> None:
    assert typed.date_of(typed.date_shown(day), TODAY) == day
    assert len(typed.date_shown(day)) == len("dd/MM/yyyy")


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)), st.sampled_from(Language))
def test_months_and_quarters_survive_being_shown_and_read(day: date, language: Language) -> None:
    month, quarter = str(Month.of(day)), Period.containing(Month.of(day), "Q").code
    assert typed.month_of(typed.month_shown(month, language), TODAY) == month
    assert typed.quarter_of(typed.quarter_shown(quarter, language), TODAY) == quarter
