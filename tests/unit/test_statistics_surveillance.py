"""Exceedance, EARS, CUSUM, temporal scan, run charts and planning against worked figures and their own definitions."""

import csv
from math import isclose, log
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.statistics.comparison import power_of_exact_test, rate_ratio
from observatory.statistics.cusum import cusum, reference_value, rounded_reference, run_length, threshold_for
from observatory.statistics.ears import ears
from observatory.statistics.exceedance import exceedance, predictive_limit, predictive_tail
from observatory.statistics.planning import chance_of_reaching, years_each_side
from observatory.statistics.rates import rate
from observatory.statistics.run_charts import g_limit, runs, t_limits, u_limits
from observatory.statistics.scan import scan

ORACLES = Path(__file__).parent / "oracles"
RELATIVE = 1e-9
SERIES = (9, 12, 10, 8, 11, 9, 13, 10, 7, 12, 9, 11, 10, 8, 14, 19, 10, 9)
MONTHS = (3, 2, 4, 3, 5, 2, 3, 1, 4, 3, 2, 3, 2, 4, 3, 2, 9, 8, 7, 3, 2, 4, 3, 2)


def rows(name: str) -> list[dict[str, str]]:
    with (ORACLES / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def near(figure: str | float) -> object:
    return pytest.approx(float(figure), rel=RELATIVE, abs=0)


@pytest.mark.parametrize("row", rows("predictive.csv"), ids=lambda r: f"{r['y']} after {r['baseline_total']}")
def test_the_chance_of_a_count_after_a_baseline_is_that_of_r(row: dict[str, str]) -> None:
    count, total, periods = (int(row[name]) for name in ("y", "baseline_total", "baseline_quarters"))
    assert predictive_tail(count, total, periods) == near(row["p_ge"])
    assert exceedance(count, total, periods).p_value == near(row["binom_p_ge"])
    assert predictive_limit(total, periods) == int(row["lim95"])
    assert predictive_limit(total, periods, 0.001) == int(row["lim998"])


@pytest.mark.parametrize(
    ("observed", "baseline", "p_value"),
    [(19, 200, 0.009065), (18, 200, 0.017261), (17, 200, 0.031471), (16, 180, 0.026027), (5, 30, 0.024137)],
)
def test_twenty_quarters_give_the_worked_p_values(observed: int, baseline: int, p_value: float) -> None:
    """Worked with R's pbinom and again by hand."""
    assert round(exceedance(observed, baseline, 20).p_value, 6) == p_value


def test_fewer_than_five_events_are_never_a_signal() -> None:
    assert exceedance(4, 0, 20).p_value < 0.001
    assert not exceedance(4, 0, 20).is_signal
    assert exceedance(5, 0, 20).is_signal


@given(st.integers(0, 60), st.integers(0, 400), st.integers(1, 40))
def test_more_events_are_never_less_unusual(observed: int, baseline: int, periods: int) -> None:
    now, more = exceedance(observed, baseline, periods), exceedance(observed + 1, baseline, periods)
    assert more.p_value <= now.p_value <= 1
    assert predictive_tail(now.limit + 1, baseline, periods) <= 0.025
    assert now.limit == 0 or predictive_tail(now.limit, baseline, periods) > 0.025


@pytest.mark.parametrize("row", rows("surv_alarms.csv"), ids=lambda row: row["month"])
def test_ears_bounds_are_those_of_the_package_surveillance(row: dict[str, str]) -> None:
    counts = [int(each["count"]) for each in rows("surv_series.csv")[: int(row["index"])]]
    for variant in ("C1", "C2"):
        bound = ears(counts, variant)
        assert bound is not None
        assert bound.upper == near(row[f"ears_{variant}_ub"])
        assert bound.is_exceeded is (row[f"ears_{variant}_alarm"] == "1")


def test_the_worked_series_alarms_at_its_peak() -> None:
    found = [ears(SERIES[:n], "C1") for n in range(1, len(SERIES) + 1)]
    assert [n + 1 for n, bound in enumerate(found) if bound and bound.is_exceeded] == [16]
    assert [round(bound.upper, 4) for bound in found if bound][:3] == [15.8465, 15.7384, 15.8207]
    assert found[6] is None
    assert found[15] is not None
    assert found[15].critical == 18


def test_cusum_runs_as_the_plain_recursion() -> None:
    table = rows("cusum.csv")
    for ratio in ("1.5", "2"):
        path = [row for row in table if row["ratio"] == ratio]
        k = reference_value(float(path[0]["l0"]), float(ratio))
        assert k == near(path[0]["k"])
        sums = cusum([int(row["count"]) for row in path], k)
        assert list(sums) == pytest.approx([float(row["S"]) for row in path], rel=RELATIVE, abs=1e-9)


@pytest.mark.parametrize("row", rows("cusum_arl.csv"), ids=lambda row: f"{row['lambda0']} {row['h']}")
def test_run_lengths_are_those_of_the_markov_chain(row: dict[str, str]) -> None:
    mean, k, h = float(row["lambda0"]), float(row["k"]), int(row["h"])
    assert rounded_reference(mean, 1.5) == k
    assert run_length(mean, k, h) == near(row["arl0"])
    assert run_length(mean * 1.5, k, h) == near(row["arl_1.5"])
    assert run_length(mean * 2, k, h) == near(row["arl_2"])


def test_the_threshold_is_the_smallest_with_the_wanted_run_length() -> None:
    assert threshold_for(3.6, 4.5, 100) == 7
    assert run_length(3.6, 4.5, 6) < 100 <= run_length(3.6, 4.5, 7)


def test_the_densest_months_are_found() -> None:
    """Worked with R: months 17-19 with 24 events against 10.5, LLR 7.6638351, p about 0.005."""
    cluster = scan(MONTHS, 12, "oracle", 1999)
    assert cluster is not None
    assert (cluster.first, cluster.last, cluster.observed, cluster.expected) == (16, 18, 24, 10.5)
    assert cluster.likelihood_ratio == pytest.approx(7.6638351, abs=5e-8)
    assert 0.001 < cluster.p_value < 0.012
    assert 18 < cluster.critical <= 24


def test_the_same_seed_gives_the_same_p() -> None:
    assert scan(MONTHS, 6, "a", 199) == scan(MONTHS, 6, "a", 199)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=4, max_size=20), st.data())
def test_the_scan_finds_what_trying_every_stretch_finds(counts: list[int], data: st.DataObject) -> None:
    longest = data.draw(st.integers(1, len(counts) - 1))
    total, best = sum(counts), 0.0
    for first in range(len(counts)):
        for length in range(1, min(longest, len(counts) - first) + 1):
            c, expected = sum(counts[first : first + length]), total * length / len(counts)
            if c > expected:
                rest = total - c
                best = max(best, c * log(c / expected) + (rest * log(rest / (total - expected)) if rest else 0))
    found = scan(counts, longest, "x", 9)
    assert isclose(found.likelihood_ratio if found else 0.0, best, rel_tol=1e-9, abs_tol=1e-12)
    if found:
        assert sum(counts[found.first : found.last + 1]) == found.observed


def test_an_even_series_has_no_dense_stretch() -> None:
    assert scan([2, 2, 2, 2], 2, "x", 9) is None


def test_the_rules_of_the_run_chart() -> None:
    shifted = runs([5, 6, 4, 5, 7, 5, 8, 9, 8, 9, 8, 9], baseline=6)
    assert (shifted.median, shifted.longest_run, shifted.has_shift, shifted.has_trend) == (5, 7, True, False)
    assert not runs([5, 6, 4, 5, 7, 5, 8, 9, 8, 9, 8, 9], baseline=6, shift=8).has_shift
    rising = runs([1, 2, 2, 3, 4, 5, 1])
    assert (rising.longest_trend, rising.has_trend) == (5, True)
    assert runs([3, 3, 3]).longest_trend == 1


@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
def test_a_mirrored_series_breaks_the_same_rules(values: list[int]) -> None:
    there, mirrored = runs(values), runs([-value for value in values])
    assert (there.longest_run, there.longest_trend) == (mirrored.longest_run, mirrored.longest_trend)


def test_u_limits_follow_their_formula() -> None:
    """ū = 20/100 = 0.2; at 25 units 0.2 ± 3·√(0.2/25) = 0.2 ± 0.2683281573."""
    limits = u_limits([8, 12], [25, 75])
    assert limits[0].centre == 0.2
    assert (limits[0].low, limits[0].high) == (0.0, near(0.4683281572999748))


def test_gaps_between_rare_events_have_the_worked_limits() -> None:
    """Worked with R after Benneyan (g) and Nelson (t): mean 16.4, g limit 67.0778; t 13.7869 (0.0034-139.2208)."""
    gaps = (12, 5, 33, 8, 21, 17, 4, 40, 9, 15)
    assert (g_limit(gaps).centre, round(g_limit(gaps).high, 4)) == (16.4, 67.0778)
    limits = t_limits(gaps)
    assert [round(each, 4) for each in (limits.centre, limits.low, limits.high)] == [13.7869, 0.0034, 139.2208]


@pytest.mark.parametrize(
    ("events", "ratio", "years"),
    [
        (10, 0.9, 149), (10, 0.7, 15), (10, 0.5, 4.9), (25, 0.9, 60), (25, 0.8, 14), (25, 0.7, 6.0), (25, 0.5, 2.0),
        (50, 0.9, 30), (50, 0.8, 7.1), (50, 0.7, 3.0), (50, 0.5, 1.0), (70, 0.9, 21), (70, 0.8, 5.1), (70, 0.7, 2.1),
        (70, 0.5, 0.7),
    ],
)  # fmt: skip
def test_the_years_each_side_are_those_of_the_printed_table(events: int, ratio: float, years: float) -> None:
    decimals = 1 if years < 10 else 0
    assert round(years_each_side(events, ratio), decimals) == years


def test_the_planned_years_give_about_the_planned_power() -> None:
    """Added up over every pair of counts that 50 events a year over 7.1 years each side can bring."""
    before, after, power = 90.0, 45.0, 0.0
    years = years_each_side(before, 0.5)
    weights = [
        [(chance_of_reaching(n, mean * years) - chance_of_reaching(n + 1, mean * years)) for n in range(90)]
        for mean in (before, after)
    ]
    for x, one in enumerate(weights[0]):
        for y, other in enumerate(weights[1]):
            if one * other > 1e-7 and x + y:
                power += one * other * rate_ratio(rate(x, years), rate(y, years)).is_distinguishable
    assert 0.74 < power < 0.82


def test_the_chance_of_reaching_a_bound_is_that_of_the_exact_test() -> None:
    known = power_of_exact_test(9, 1.5)
    assert chance_of_reaching(known.critical, 13.5) == near(known.power)
    assert chance_of_reaching(0, 1) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: exceedance(-1, 5, 5),
        lambda: exceedance(1, 5, 0),
        lambda: predictive_limit(5, 5, 1.0),
        lambda: reference_value(3, 1),
        lambda: cusum([1], 0),
        lambda: run_length(3, 4.1, 5),
        lambda: scan([1, 2], 2, "x"),
        lambda: runs([]),
        lambda: u_limits([1], []),
        lambda: g_limit([]),
        lambda: t_limits([1.0]),
        lambda: years_each_side(10, 1),
        lambda: years_each_side(0, 0.5),
    ],
)
def test_outside_the_domain_there_is_no_figure(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        wrong()  # type: ignore[operator]
