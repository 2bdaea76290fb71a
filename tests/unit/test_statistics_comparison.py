"""Ratios, power, homogeneity and funnels against published figures and against their own definitions."""

import csv
import subprocess
import sys
from math import exp, factorial, inf, isclose
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from observatory.statistics.comparison import detectable_ratio, power_of_exact_test, rate_ratio
from observatory.statistics.funnel import ACTION, funnel_limits
from observatory.statistics.homogeneity import homogeneity
from observatory.statistics.quantiles import poisson_quantile
from observatory.statistics.rates import rate

ORACLES = Path(__file__).parent / "oracles"
RELATIVE = 1e-9

events = st.integers(0, 400)
exposures = st.floats(1_000, 1e7)


def rows(name: str) -> list[dict[str, float]]:
    with (ORACLES / name).open(encoding="utf-8", newline="") as lines:
        return [{key: float(text) for key, text in row.items() if text} for row in csv.DictReader(lines)]


def near(figure: float) -> object:
    return pytest.approx(figure, rel=RELATIVE, abs=1e-12)


def poisson_up_to(count: int, mean: float) -> float:
    return sum(exp(-mean) * mean**k / factorial(k) for k in range(count + 1))


@pytest.mark.parametrize("row", rows("rate_ratio.csv"), ids=lambda row: f"{row['x1']:.0f} against {row['x2']:.0f}")
def test_ratios_of_two_rates_are_those_of_r(row: dict[str, float]) -> None:
    found = rate_ratio(rate(int(row["x1"]), row["t1"]), rate(int(row["x2"]), row["t2"]))
    expected = (near(row["rr"]), near(row["exact_lo"]), near(row["exact_hi"]))
    assert (found.estimate, found.low, found.high) == expected


def test_the_ratio_has_the_published_central_p_value() -> None:
    """The example of the help page of R's package rateratio.test (Fay): 2 in 17,877 against 9 in 16,660."""
    found = rate_ratio(rate(2, 17_877), rate(9, 16_660))
    assert round(found.p_value, 6) == 0.050106
    assert (round(found.estimate, 5), round(found.low, 6), round(found.high, 6)) == (0.20709, 0.021774, 1.000549)
    assert not found.is_distinguishable


def test_the_ratio_has_the_limits_printed_by_poisson_test() -> None:
    """The example of R's poisson.test: 11 in 800 against 21 in 3,011 (its p-value is minlike, ours is not)."""
    found = rate_ratio(rate(11, 800), rate(21, 3_011))
    assert (round(found.estimate, 4), round(found.low, 4), round(found.high, 4)) == (1.9715, 0.8584, 4.2773)


@given(events, exposures, events, exposures)
def test_limits_p_value_and_exchange_of_the_groups_agree(a: int, t_a: float, b: int, t_b: float) -> None:
    assume(a + b > 0)
    found, swapped = rate_ratio(rate(a, t_a), rate(b, t_b)), rate_ratio(rate(b, t_b), rate(a, t_a))
    assert found.low <= found.estimate <= found.high
    assert isclose(found.p_value, swapped.p_value, rel_tol=1e-6)
    if found.low:
        assert isclose(1 / found.low, swapped.high, rel_tol=1e-6)
    if abs(found.p_value - 0.05) > 1e-6:
        assert found.is_distinguishable == (found.p_value < 0.05)


def test_a_group_without_events_gives_an_open_interval() -> None:
    found = rate_ratio(rate(3, 1_000), rate(0, 1_000))
    assert (found.estimate, found.high) == (inf, inf)
    assert 0 < found.low < 1
    assert rate_ratio(rate(0, 1_000), rate(3, 1_000)).low == 0


@pytest.mark.parametrize(
    ("expected", "critical", "half_more", "double"), [(9, 16, 28, 71), (10, 18, 25, 70), (13, 22, 31, 81)]
)
def test_the_power_table_of_quarterly_counts(expected: float, critical: int, half_more: int, double: int) -> None:
    """Worked independently with R's ppois: smallest count with an exceedance of at most 2.5 %, and its power."""
    at_half_more, at_double = power_of_exact_test(expected, 1.5), power_of_exact_test(expected, 2.0)
    assert (at_half_more.critical, round(100 * at_half_more.power), round(100 * at_double.power)) == (
        critical,
        half_more,
        double,
    )


@given(st.floats(0.05, 60), st.floats(1, 5))
def test_power_follows_from_its_definition(expected: float, ratio: float) -> None:
    found = power_of_exact_test(expected, ratio)
    assert found.size <= 0.025 < 1 - poisson_up_to(found.critical - 2, expected) + 1e-12
    assert isclose(found.power, 1 - poisson_up_to(found.critical - 1, expected * ratio), abs_tol=1e-9)
    assert found.power >= found.size


@given(st.floats(0.05, 500), st.floats(0.1, 0.99))
def test_the_detectable_ratio_is_detected_as_often_as_asked(expected: float, power: float) -> None:
    assert isclose(power_of_exact_test(expected, detectable_ratio(expected, power)).power, power, rel_tol=1e-9)


def test_the_power_is_stated_in_both_languages() -> None:
    sentence = power_of_exact_test(10.4, 1.5).sentence
    assert "10,4 eventi" in sentence.it
    assert "50 %" in sentence.it
    assert "10.4 events" in sentence.en
    assert "Con 10 eventi" in power_of_exact_test(10, 1.5).sentence.it


@pytest.mark.parametrize(
    ("counts", "person_years", "statistic", "p_value"),
    [
        ((75, 78, 28, 26), (490_000, 540_000, 300_000, 190_000), 5.341, 0.148),
        ((14, 7, 13, 10, 18, 12), (1,) * 6, 5.622, 0.345),
        ((22, 11, 18, 14, 11, 10, 12, 13), (1,) * 8, 8.568, 0.285),
    ],
)
def test_homogeneity_of_published_counts(
    counts: tuple[int, ...], person_years: tuple[int, ...], statistic: float, p_value: float
) -> None:
    """Four forces 2019-23; Polizia di Stato 2015-20 (Garbarino 2021); Carabinieri 2010-17: R's chisq.test(p = T/ΣT)."""
    found = homogeneity(counts, person_years)
    assert (round(found.statistic, 3), round(found.p_value, 3)) == (statistic, p_value)
    assert found.degrees_of_freedom == len(counts) - 1
    assert found.is_approximation_good
    assert isclose(sum(found.expected), sum(counts))


def test_homogeneity_owns_up_to_a_poor_approximation() -> None:
    assert not homogeneity((4, 3), (1, 1)).is_approximation_good


@given(st.lists(st.tuples(st.integers(1, 50), exposures), min_size=2, max_size=6), st.floats(0.1, 10))
def test_homogeneity_depends_neither_on_the_order_nor_on_the_unit(
    groups: list[tuple[int, float]], factor: float
) -> None:
    found = homogeneity([c for c, _ in groups], [t for _, t in groups])
    other = homogeneity([c for c, _ in reversed(groups)], [t * factor for _, t in reversed(groups)])
    assert isclose(found.statistic, other.statistic, rel_tol=1e-7, abs_tol=1e-9)
    assert 0 <= found.p_value <= 1


@pytest.mark.parametrize("row", rows("funnel.csv"), ids=lambda row: f"{row['n']:.0f} at {row['p']}")
def test_funnel_limits_are_those_of_r(row: dict[str, float]) -> None:
    side = row["p"] if row["p"] < 0.5 else 1 - row["p"]
    person_years = row["n"]
    limits = funnel_limits(person_years * row["theta_1e5"] / 1e5, coverage=1 - 2 * side)
    drawn, count = (
        (limits.as_rates(person_years)[0], limits.low_count)
        if row["p"] < 0.5
        else (
            limits.as_rates(person_years)[1],
            limits.high_count,
        )
    )
    assert (drawn, count) == (near(row["limit_1e5"]), row["r"])


@pytest.mark.parametrize(
    ("count", "strength", "within_95", "within_998"),
    [
        (75, 490_000, (51, 83), (43, 93)),
        (78, 540_000, (57, 91), (49, 101)),
        (28, 300_000, (29, 54), (23, 62)),
        (26, 190_000, (16, 36), (12, 43)),
    ],
)
def test_the_funnel_of_the_four_forces_for_2019_to_2023(
    count: int, strength: float, within_95: tuple[int, int], within_998: tuple[int, int]
) -> None:
    """R's qpois around the common rate of 207 in 1.52 million person-years: only the third lies below 95 %."""
    expected = strength * 207 / 1_520_000
    warning, action = funnel_limits(expected), funnel_limits(expected, coverage=ACTION)
    assert (warning.low_count, warning.high_count) == within_95
    assert (action.low_count, action.high_count) == within_998
    assert warning.is_outside(count) == (count == 28)
    assert not action.is_outside(count)


@given(st.floats(0.01, 60), st.floats(0.001, 0.999))
def test_quantiles_are_the_smallest_count_that_reaches_the_probability(mean: float, probability: float) -> None:
    r = poisson_quantile(probability, mean)
    assert poisson_up_to(r, mean) >= probability - 1e-12
    assert r == 0 or poisson_up_to(r - 1, mean) < probability + 1e-12


@given(st.floats(0.1, 2_000))
def test_the_action_limits_enclose_the_warning_limits(expected: float) -> None:
    warning, action = funnel_limits(expected), funnel_limits(expected, coverage=ACTION)
    assert action.low <= warning.low <= expected <= warning.high <= action.high
    assert warning.low_count - 1 <= warning.low <= warning.low_count
    assert warning.high_count - 1 <= warning.high <= warning.high_count


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: rate_ratio(rate(0, 10), rate(0, 10)),
        lambda: power_of_exact_test(0, 1.5),
        lambda: power_of_exact_test(10, 0.5),
        lambda: detectable_ratio(10, 0.01),
        lambda: homogeneity((3,), (1,)),
        lambda: homogeneity((3, 4), (1,)),
        lambda: homogeneity((0, 0), (1, 1)),
        lambda: homogeneity((3, 4), (1, 0)),
        lambda: funnel_limits(0),
    ],
)
def test_comparisons_without_an_answer_are_refused(impossible: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        impossible()  # type: ignore[operator]


def test_the_rest_of_the_program_starts_without_scipy() -> None:
    program = (
        "import sys, observatory.privacy.wording, observatory.privacy.identifiers; sys.exit('scipy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0  # noqa: S603 - our interpreter
