"""Periods: codes that read back, windows that tile the year, neighbours, names in both languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import WrongUse
from observatory.periods import MONTHS_OF, Month, Period, Window
from observatory.terms import Language

MONTHS = st.builds(Month, st.integers(1950, 2080), st.integers(1, 12))
KINDS = st.sampled_from(sorted(MONTHS_OF))
PERIODS = st.builds(Period.containing, MONTHS, KINDS)


@pytest.mark.parametrize(
    ("code", "first", "last", "name", "nome"),
    [
        ("2026-Q1", "2026-01", "2026-03", "1st quarter 2026", "1° trimestre 2026"),
        ("2019-Q4", "2019-10", "2019-12", "4th quarter 2019", "4° trimestre 2019"),
        ("2026-T2", "2026-05", "2026-08", "2nd four-month period 2026", "2° quadrimestre 2026"),
        ("2026-T3", "2026-09", "2026-12", "3rd four-month period 2026", "3° quadrimestre 2026"),
        ("2026-S2", "2026-07", "2026-12", "2nd half-year 2026", "2° semestre 2026"),
        ("2019", "2019-01", "2019-12", "year 2019", "anno 2019"),
        ("2026-03", "2026-03", "2026-03", "March 2026", "marzo 2026"),
    ],
)
def test_a_code_names_whole_months(code: str, first: str, last: str, name: str, nome: str) -> None:
    """Codes of SDMX 2.1 (quarter Q, trimester T, semester S)."""
    period = Period.parse(code)
    assert (str(period.window.first), str(period.window.last)) == (first, last)
    assert (period.name.in_(Language.EN), period.name.in_(Language.IT)) == (name, nome)


@pytest.mark.parametrize(
    "code",
    [
        "",
        "2026-Q0",
        "2026-Q5",
        "2026-T4",
        "2026-S3",
        "2026-13",
        "2026-00",
        "26",
        "Q1-2026",
        "2026-q1",
        "1899",
        "2026-A1",
        "2026-Q1 2027",
        "2026-W05",
        "٢٠٢٦",
        "2026-Q١",
        "3026",
    ],
)
def test_an_impossible_code_is_wrong_use(code: str) -> None:
    with pytest.raises(WrongUse):
        Period.parse(code)


@pytest.mark.parametrize("text", ["2026-13", "2026-00", "2026-3", "26-03", "2026/03", "", "١٩٩٩-٠١", "0001-01"])
def test_an_impossible_month_is_wrong_use(text: str) -> None:
    with pytest.raises(WrongUse):
        Month.parse(text)


@given(PERIODS)
def test_a_code_reads_back(period: Period) -> None:
    assert Period.parse(period.code) == period
    assert Period.parse(f" {period.code} ") == period


@given(MONTHS)
def test_a_month_reads_back_and_holds_its_days(month: Month) -> None:
    assert Month.parse(str(month)) == month
    assert Month.of(date(month.year, month.number, 28)) == month


@given(MONTHS, KINDS)
def test_a_period_holds_its_month_and_has_the_length_of_its_kind(month: Month, kind: str) -> None:
    period = Period.containing(month, kind)
    assert month in period.window
    assert len(period.window) == len(period.window.months) == MONTHS_OF[kind]


@given(PERIODS)
def test_the_period_before_ends_where_this_one_begins(period: Period) -> None:
    before = period.previous
    assert before.window.last + 1 == period.window.first
    assert before.kind == period.kind


@given(PERIODS)
def test_a_year_before_is_twelve_months_before(period: Period) -> None:
    assert period.a_year_before.window == period.window.earlier(months=12)


@given(MONTHS, st.integers(-400, 400))
def test_months_added_can_be_taken_away(month: Month, months: int) -> None:
    assert month + months - months == month
    assert (month + months).ordinal - month.ordinal == months
    assert (month + months > month) == (months > 0)


@given(MONTHS, st.integers(1, 60))
def test_a_window_that_ends_in_a_month_has_that_many_months(last: Month, months: int) -> None:
    window = Window.ending(last, months=months)
    assert (len(window), window.last, window.months[-1]) == (months, last, last)
    assert window.first - 1 not in window
    assert last + 1 not in window


@given(MONTHS)
def test_a_month_lies_in_its_quarter(month: Month) -> None:
    assert month in month.quarter.window
    assert month.quarter.kind == "Q"
