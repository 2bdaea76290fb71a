"""Counts, rates, proportions and delays against published figures and against their own definitions."""

import csv
import statistics
from math import exp, factorial, inf, isclose
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.statistics.delay import delay
from observatory.statistics.intervals import Interval
from observatory.statistics.poisson import count_limits
from observatory.statistics.proportions import proportion
from observatory.statistics.rates import rate

ORACLES = Path(__file__).parent / "oracles"
RELATIVE = 1e-9

counts = st.integers(0, 5_000)
confidences = st.floats(0.5, 0.999)


def rows(name: str) -> list[dict[str, float]]:
    with (ORACLES / name).open(encoding="utf-8", newline="") as lines:
        return [{key: float(text) for key, text in row.items() if text} for row in csv.DictReader(lines)]


def near(figure: float) -> object:
    return pytest.approx(figure, rel=RELATIVE, abs=1e-12)


def poisson_term(count: int, mean: float) -> float:
    return exp(-mean) * mean**count / factorial(count)


@pytest.mark.parametrize("row", rows("poisson_ci.csv"), ids=lambda row: f"{row['x']:.0f} at {row['conf']}")
def test_limits_of_a_count_are_those_of_r(row: dict[str, float]) -> None:
    events, confidence = int(row["x"]), row["conf"]
    exact = count_limits(events, confidence=confidence)
    assert (exact.low, exact.high) == (near(row["garwood_lo"]), near(row["garwood_hi"]))
    mid_p = count_limits(events, confidence=confidence, method="mid-p")
    assert (mid_p.low, mid_p.high) == (near(row["midp_lo"]), near(row["midp_hi"]))


@pytest.mark.parametrize("row", rows("smr.csv"), ids=lambda row: f"{row['observed']:.0f} of {row['expected']}")
def test_limits_of_observed_over_expected_are_those_of_r(row: dict[str, float]) -> None:
    exact = count_limits(int(row["observed"])) / row["expected"]
    assert (exact.low, exact.high) == (near(row["exact_lo"]), near(row["exact_hi"]))
    mid_p = count_limits(int(row["observed"]), method="mid-p") / row["expected"]
    assert (mid_p.low, mid_p.high) == (near(row["midp_lo"]), near(row["midp_hi"]))


def test_horse_kick_deaths_have_the_published_limits() -> None:
    """Von Bortkiewicz's 196 deaths in 280 corps-years, as printed in the help page of DescTools' PoissonCI."""
    kicks = rate(196, 280, per=1)
    assert (round(kicks.estimate, 7), round(kicks.low, 7), round(kicks.high, 7)) == (0.7, 0.6054271, 0.8051570)


def test_welsh_nickel_workers_have_the_published_limits() -> None:
    """137 deaths observed, 24.19893 expected: 5.66 (4.75-6.69), the example of R's poisson.test."""
    ratio = count_limits(137) / 24.19893
    assert (round(ratio.low, 4), round(ratio.high, 4)) == (4.7531, 6.6927)


@pytest.mark.parametrize(
    ("events", "low", "high"), [(1, 0.025317807984289897, 5.571643390938898), (5, 1.62348639011842, 11.668332079322669)]
)
def test_small_rates_are_those_of_the_public_health_england_test_set(events: int, low: float, high: float) -> None:
    """PHEindicatormethods, test data of phe_rate: events among 100, per 100, exact below ten events."""
    found = rate(events, 100, per=100)
    assert (found.estimate, found.low, found.high) == (near(events), near(low), near(high))


@pytest.mark.parametrize(
    ("events", "person_years", "printed"),
    [
        (75, 490_000, (15.31, 12.04, 19.19)),
        (78, 540_000, (14.44, 11.42, 18.03)),
        (28, 300_000, (9.33, 6.20, 13.49)),
        (26, 190_000, (13.68, 8.94, 20.05)),
        (207, 1_520_000, (13.62, 11.83, 15.61)),
    ],
)
def test_rates_of_the_four_forces_for_2019_to_2023(
    events: int, person_years: float, printed: tuple[float, float, float]
) -> None:
    """Counts published by the press in 2024 over round strengths; limits made independently with R's poisson.test."""
    found = rate(events, person_years)
    assert (round(found.estimate, 2), round(found.low, 2), round(found.high, 2)) == printed
    assert (found.events, found.person_years, found.per) == (events, person_years, 100_000)


def test_a_rolling_year_uses_the_mean_strength_of_its_quarters() -> None:
    """Worked with R: 41 events over the mean of four quarterly strengths give 13.489 (9.680-18.299)."""
    strength = (304_500 + 304_000 + 303_800 + 303_500) / 4
    found = rate(8 + 14 + 9 + 10, strength)
    assert (round(found.estimate, 3), round(found.low, 3), round(found.high, 3)) == (13.489, 9.680, 18.299)


@pytest.mark.parametrize(("events", "percent"), [(5, 201), (7, 166), (8, 154), (10, 136), (15, 109), (20, 93)])
def test_the_relative_width_decides_what_is_too_unstable_to_show(events: int, percent: int) -> None:
    """NCHS shows no rate whose limits are wider than 160 % of it: eight events are the fewest that pass."""
    assert round(100 * rate(events, 50_000).relative_width) == percent


def test_a_rate_without_events_is_infinitely_wide() -> None:
    assert rate(0, 1_000).relative_width == inf


def test_a_share_has_the_published_wilson_limits() -> None:
    """PHEindicatormethods, test data of phe_proportion: 65 of 100."""
    found = proportion(65, 100)
    assert (found.estimate, found.low, found.high) == (0.65, near(0.5525444329688797), near(0.7363575175690247))
    assert (found.successes, found.known) == (65, 100)


@pytest.mark.parametrize(
    ("successes", "known", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_shares_are_those_of_newcombe(successes: int, known: int, low: float, high: float) -> None:
    """Newcombe RG (1998) Stat Med 17:857-872, table I, method 3 (score without continuity correction)."""
    found = proportion(successes, known)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 3_000).flatmap(lambda known: st.tuples(st.integers(0, known), st.just(known))), confidences)
def test_wilson_limits_solve_the_score_equation_and_stay_within_bounds(
    share: tuple[int, int], confidence: float
) -> None:
    found = proportion(*share, confidence=confidence)
    assert 0 <= found.low <= found.estimate <= found.high <= 1
    mirrored = proportion(share[1] - share[0], share[1], confidence=confidence)
    assert isclose(mirrored.low, 1 - found.high, abs_tol=1e-12)
    z = statistics.NormalDist().inv_cdf((1 + confidence) / 2)
    for limit in (found.low, found.high):
        score = (found.estimate - limit) ** 2
        assert isclose(score, z * z * limit * (1 - limit) / share[1], rel_tol=1e-6, abs_tol=1e-12)


@given(counts, confidences)
def test_exact_limits_contain_mid_p_limits_which_contain_the_count(events: int, confidence: float) -> None:
    exact = count_limits(events, confidence=confidence)
    mid_p = count_limits(events, confidence=confidence, method="mid-p")
    assert exact.low <= mid_p.low <= events <= mid_p.high <= exact.high


@given(counts, confidences, st.sampled_from(["exact", "mid-p"]))
def test_limits_grow_with_the_count_and_widen_with_the_confidence(events: int, confidence: float, method: str) -> None:
    def limits(count: int, level: float) -> Interval:
        return count_limits(count, confidence=level, method=method)  # type: ignore[arg-type]

    here, next_count = limits(events, confidence), limits(events + 1, confidence)
    assert here.low < next_count.low
    assert here.high < next_count.high
    surer = limits(events, confidence + (1 - confidence) / 2)
    assert surer.low <= here.low
    assert surer.high > here.high


@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.998])
def test_exact_limits_cover_the_true_mean_at_least_as_often_as_stated(confidence: float) -> None:
    """By enumeration of every possible count; just outside each limit, where coverage is lowest, and between."""
    limits = [count_limits(count, confidence=confidence) for count in range(120)]
    edges = [edge for found in limits[:30] for edge in (found.low, found.high) if edge > 0]
    means = [mean for edge in edges for mean in (edge * (1 - 1e-9), edge * (1 + 1e-9), edge * 1.01) if mean < 40]
    coverage = [sum(poisson_term(count, mean) for count, found in enumerate(limits) if mean in found) for mean in means]
    assert min(coverage) >= confidence - 1e-9


def test_the_exact_upper_limit_without_events_is_the_rule_of_three_and_seven_tenths() -> None:
    """P(X = 0) = 2.5 % gives -ln 0.025; one popular package prints the one-sided 2.996 instead."""
    assert count_limits(0).high == near(3.6888794541139363)


@given(st.lists(st.integers(-5, 900), min_size=1, max_size=60))
def test_delays_agree_with_numpy_and_with_the_ordinary_median(days: list[int]) -> None:
    """numpy's averaged_inverted_cdf is Hyndman and Fan's type 2."""
    found = delay(days)
    assert found.median == statistics.median(days)
    # Given as 9/10 in floating point numpy misses the exact positions that are multiples of ten.
    if len(days) % 10:
        assert found.p90 == np.quantile(days, 0.9, method="averaged_inverted_cdf")
    assert found.median <= found.p90 <= max(days)
    assert found.intervals == len(days)


def test_the_ninetieth_percentile_of_ten_delays_is_averaged() -> None:
    assert delay(range(1, 11)).p90 == 9.5
    assert delay(range(1, 12)).p90 == 10


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: count_limits(-1),
        lambda: count_limits(3, confidence=1.0),
        lambda: rate(3, 0),
        lambda: rate(3, inf),
        lambda: rate(-1, 100),
        lambda: proportion(0, 0),
        lambda: proportion(5, 4),
        lambda: proportion(-1, 4),
        lambda: delay([]),
    ],
)
def test_what_has_no_answer_is_refused(impossible: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        impossible()  # type: ignore[operator]
