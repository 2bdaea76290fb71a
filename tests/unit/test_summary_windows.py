"""The windows of a summary nest, so that all its tables over time are one table."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import WrongUse
from observatory.periods import Month, Period, Window
from observatory.summary.windows import Windows, code, label

PERIODS = st.builds(
    lambda kind, year, draw: Period(kind, year, 1 + draw % {"Q": 4, "T": 3, "S": 2, "A": 1}[kind]),
    st.sampled_from("QTSA"),
    st.integers(2000, 2030),
    st.integers(0, 11),
)


@given(PERIODS)
def test_every_window_is_a_sum_of_steps_and_any_two_are_nested_or_apart(period: Period) -> None:
    w = Windows(period)
    named = {w.whole, w.pooled, *w.years, w.to_date, w.current, w.year_before, *w.steps, *w.rests}
    months = {window: set(window.months) for window in named}
    steps = [months[step] for step in w.steps]
    for window in named:
        assert set().union(*(step for step in steps if step <= months[window])) == months[window]
    for one, other in combinations(named, 2):
        assert months[one] <= months[other] or months[other] <= months[one] or not months[one] & months[other]


@given(PERIODS)
def test_the_tree_of_time_has_the_steps_as_leaves_and_five_years_as_root(period: Period) -> None:
    w = Windows(period)
    assert set(w.classification.leaves) == {code(step) for step in w.steps}
    assert w.classification.root == code(w.whole)
    assert code(w.current) in w.classification.parents


@given(PERIODS)
def test_every_month_of_five_years_falls_in_one_step(period: Period) -> None:
    w = Windows(period)
    assert all(month in (w.step_of(month) or ()) for month in w.whole.months)
    assert w.step_of(w.whole.first - 1) is None


def test_a_quarter_is_compared_with_the_same_quarter_and_summed_into_twelve_months() -> None:
    w = Windows(Period.parse("2019-Q2"))
    assert code(w.current) == "2019-Q2"
    assert code(w.year_before) == "2018-Q2"
    assert w.to_date == Window(Month(2019, 1), Month(2019, 6))
    assert w.rolling == Window(Month(2018, 7), Month(2019, 6))
    assert code(w.rolling) == "2018-07--2019-06"
    assert label(w.rolling).it == "12 mesi a giugno 2019"
    assert len(w.steps) == 20


def test_a_four_month_summary_runs_in_four_month_steps() -> None:
    w = Windows(Period.parse("2019-T1"))
    assert code(w.current) == "2019-T1"
    assert len(w.steps) == 15
    assert code(w.steps[-1]) == "2019-T1"


def test_a_whole_year_is_called_by_its_name() -> None:
    w = Windows(Period.parse("2019"))
    assert code(w.rolling) == code(w.current) == "2019"
    assert label(w.current).en == "year 2019"


def test_no_summary_is_made_for_a_single_month() -> None:
    with pytest.raises(WrongUse):
        Windows(Period.parse("2019-03"))
