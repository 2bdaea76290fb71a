"""Standardised rates, ratios to a reference, trends, reporting delay and power: against R and printed figures."""

import csv
import subprocess
import sys
from math import exp, isclose, sqrt
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.statistics.byar import byar_limits
from observatory.statistics.clumps import GOOD_UP_TO, chance_of_clump
from observatory.statistics.comparison import rate_ratio
from observatory.statistics.rates import rate
from observatory.statistics.ratio_power import detectable_rate_ratio, power_of_ratio
from observatory.statistics.reporting import nowcast, nowcasts, shares_known, triangle
from observatory.statistics.rolling import rolling_rates
from observatory.statistics.smr import expected_events, smr
from observatory.statistics.standardised import Stratum, dobson_rate, standardised_rate
from observatory.statistics.trend import dispersion_check, exact_trend, power_of_trend, trend

ORACLES = Path(__file__).parent / "oracles"
RELATIVE = 1e-9


def lines(name: str) -> list[dict[str, str]]:
    with (ORACLES / name).open(encoding="utf-8", newline="") as read:
        return list(csv.DictReader(read))


def rows(name: str) -> list[dict[str, float]]:
    return [{key: float(text) for key, text in row.items() if text} for row in lines(name)]


def near(figure: float, relative: float = RELATIVE) -> object:
    return pytest.approx(figure, rel=relative, abs=1e-12)


@pytest.mark.parametrize("row", rows("poisson_ci.csv"), ids=lambda row: f"{row['x']:.0f} at {row['conf']}")
def test_byars_limits_are_those_of_breslow_and_day(row: dict[str, float]) -> None:
    found = byar_limits(int(row["x"]), confidence=row["conf"])
    assert (found.low, found.high) == (near(row["byar_lo"]), near(row["byar_hi"]))


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (1, 0.01307213290150435, 5.5637555824752605),
        (65, 50.163187710459454, 82.84913854593984),
        (1045, 982.5932018073325, 1110.33121298565),
    ],
)
def test_byars_limits_are_those_that_public_health_england_tests_with(count: int, low: float, high: float) -> None:
    """The test values of the R package PHEindicatormethods (Office for Health Improvement and Disparities)."""
    found = byar_limits(count)
    assert (found.low, found.high) == (near(low), near(high))


@pytest.mark.parametrize(
    ("count", "people", "printed"),
    [
        (1, 100, (1, 0.025317807984289897, 5.571643390938898)),
        (5, 100, (5, 1.62348639011842, 11.668332079322669)),
        (20, 100, (20, 12.211428834875937, 30.889880369197066)),
        (65, 100, (65, 50.163187710459454, 82.84913854593984)),
        (222, 3215, (6.905132192846033, 6.026574877652675, 7.87572937087185)),
    ],
)
def test_rates_are_those_that_public_health_england_tests_with(
    count: int, people: int, printed: tuple[float, float, float]
) -> None:
    """Per 100 (PHEindicatormethods): exact under ten events, Byar’s above, where the exact limits are close to them."""
    exact, byar = rate(count, people, per=100), byar_limits(count) / (people / 100)
    low, high = (exact.low, exact.high) if count < 10 else (byar.low, byar.high)
    assert (exact.estimate, low, high) == tuple(map(near, printed))
    assert (exact.low, exact.high) == (near(printed[1], 0.001), near(printed[2], 0.001))


def test_byars_limits_at_three_sigma_are_the_printed_ones() -> None:
    found = byar_limits(10, confidence=0.998)
    assert (found.low, found.high) == (near(2.916318374695686, 1e-6), near(24.193724927880535, 1e-6))


def test_the_formula_of_another_name_is_not_used() -> None:
    """Horse kicks, 196 in 280: DescTools’ «byar» gives 0.6070833–0.8032497, Breslow and Day’s formula these."""
    found = byar_limits(196) / 280
    assert (found.low, found.high) == (pytest.approx(0.6054225, abs=1e-7), pytest.approx(0.8051603, abs=1e-7))


def test_a_ratio_of_many_events_is_the_printed_one() -> None:
    """Selvin S (2004) Statistical Analysis of Epidemiologic Data: 71,058 against 85,556.89."""
    found = smr(71_058, 85_556.89)
    assert [round(each, 2) for each in (found.estimate, found.low, found.high)] == [0.83, 0.82, 0.84]


def test_the_published_rate_of_the_state_police_has_wider_limits_than_printed() -> None:
    """271 deaths at 11.78 per 100,000, printed 11.18–12.06: the exact limits are 10.42–13.27."""
    found = rate(271, 271 / 11.78e-5)
    assert (round(found.low, 2), round(found.high, 2)) == (10.42, 13.27)


def strata(name: str) -> list[Stratum]:
    cells = (row for row in lines("dsr_cells.csv") if row["set"] == name)
    return [Stratum(int(row["count"]), float(row["pop"]), float(row["esp2013"])) for row in cells]


STANDARDISED = lines("dsr.csv")


@pytest.mark.parametrize("row", STANDARDISED, ids=lambda row: f"{row['set']} at {row['conf']}")
def test_standardised_rates_are_those_of_r(row: dict[str, str]) -> None:
    found = standardised_rate(strata(row["set"]), confidence=float(row["conf"]), fewest=0)
    assert found.events == int(row["events"])
    assert found.estimate == near(float(row["dsr_1e5"]))
    assert (found.low, found.high) == (near(float(row["ff_lo_1e5"])), near(float(row["ff_hi_1e5"])))


@pytest.mark.parametrize(
    "row", [row for row in STANDARDISED if int(row["events"])], ids=lambda row: f"{row['set']} at {row['conf']}"
)
def test_dobsons_limits_are_those_of_the_formula_in_r_with_exact_limits(row: dict[str, str]) -> None:
    """The file took the exact limits of the count; ours takes Byar’s, which are within 1 % from ten events on."""
    found = dobson_rate(strata(row["set"]), confidence=float(row["conf"]), fewest=0)
    if int(row["events"]) >= 10:
        limits = (float(row["dobson_lo_1e5"]), float(row["dobson_hi_1e5"]))
        assert (found.low, found.high) == (near(limits[0], 0.01), near(limits[1], 0.01))


def test_the_weights_are_those_of_the_european_standard_population() -> None:
    weights = {row["age"]: row["weight"] for row in lines("esp2013.csv")}
    assert sum(map(int, weights.values())) == 100_000
    assert all(row["esp2013"] == weights[row["age"]] for row in lines("dsr_cells.csv"))


# The worked example of PHEindicatormethods (testdata_small): deaths and population in nineteen age bands.
SMALL_DEATHS = (12, 4, 3, 2, 3, 4, 8, 2, 2, 3, 4, 5, 6, 8, 5, 6, 5, 5, 4)
SMALL_PEOPLE = (636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207)
SMALL_WEIGHTS = (5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000)
SMALL_WEIGHTS += (2500, 1500, 1000)


def test_dobsons_limits_are_those_that_public_health_england_tests_with() -> None:
    cells = [Stratum(*cell) for cell in zip(SMALL_DEATHS, SMALL_PEOPLE, SMALL_WEIGHTS, strict=True)]
    found = dobson_rate(cells, per=10_000)
    assert found.estimate == near(110.3212025300104)
    assert (found.low, found.high) == (near(87.7455767536709), near(136.70882227251795))


# Down syndrome by birth order (columns) and age of the mother (rows), Michigan 1950–1964: Fleiss JL (1981) Statistical
# Methods for Rates and Proportions, used by Fay and Feuer (1997), table 1.
BIRTHS = (
    (230061, 72202, 15050, 2293, 327),
    (329449, 326701, 175702, 68800, 30666),
    (114920, 208667, 207081, 132424, 123419),
    (39487, 83228, 117300, 98301, 149919),
    (14208, 28466, 45026, 46075, 104088),
    (3052, 5375, 8660, 9834, 34392),
)
AFFECTED = (
    (107, 25, 3, 1, 0),
    (141, 150, 71, 26, 8),
    (60, 110, 114, 64, 63),
    (40, 84, 103, 89, 112),
    (39, 82, 108, 137, 262),
    (25, 39, 75, 96, 295),
)
PRINTED = ((92.3, 80.4, 105.8), (91.2, 82.4, 100.9), (85.1, 77.2, 94.2), (92.7, 80.0, 114.7), (75.5, 67.7, 188.3))


@pytest.mark.parametrize(("order", "printed"), list(enumerate(PRINTED)), ids=str)
def test_standardised_rates_are_those_printed_by_fay_and_feuer(order: int, printed: tuple[float, ...]) -> None:
    cells = [
        Stratum(sick[order], born[order], sum(born) / len(born)) for sick, born in zip(AFFECTED, BIRTHS, strict=True)
    ]
    found = standardised_rate(cells)
    assert (round(found.estimate, 1), round(found.low, 1), round(found.high, 1)) == printed


def test_a_standard_like_the_own_population_leaves_the_crude_rate() -> None:
    cells = [Stratum(3, 2_000, 4_000), Stratum(9, 1_000, 2_000)]
    assert standardised_rate(cells).estimate == near(12 / 3_000 * 100_000)


def test_a_rate_is_not_standardised_under_ten_events() -> None:
    with pytest.raises(ValueError, match="10 events"):
        standardised_rate([Stratum(9, 1_000, 1)])
    assert standardised_rate([Stratum(10, 1_000, 1)]).events == 10


@pytest.mark.parametrize("row", rows("smr.csv"), ids=lambda row: f"{row['observed']:.0f} of {row['expected']}")
def test_ratios_to_a_reference_are_those_of_r(row: dict[str, float]) -> None:
    observed, expected = int(row["observed"]), row["expected"]
    exact, middle = smr(observed, expected), smr(observed, expected, method="mid-p")
    assert (exact.estimate, exact.low, exact.high) == tuple(map(near, (row["smr"], row["exact_lo"], row["exact_hi"])))
    assert (middle.low, middle.high) == (near(row["midp_lo"]), near(row["midp_hi"]))
    assert exact.p_value == near(row["p_double"])
    byar = byar_limits(observed) / expected
    assert (byar.low, byar.high) == (near(row["byar_lo"]), near(row["byar_hi"]))


def test_the_ratio_of_the_welsh_nickel_workers_is_the_published_one() -> None:
    """Lung cancer among Welsh nickel workers: 137 against 24.19893 (the example of R’s DescTools and epitools)."""
    found = smr(137, 24.19893)
    assert [round(each, 4) for each in (found.estimate, found.low, found.high)] == [5.6614, 4.7531, 6.6927]


@pytest.mark.parametrize(
    ("observed", "printed"),
    [
        (91, (10.886683770400502, 8.765040101829404, 13.366576328418912)),
        (9, (1.0767049882813684, 0.4923380825095776, 2.043921455549973)),
    ],
)
def test_ratios_are_those_that_public_health_england_tests_with(
    observed: int, printed: tuple[float, float, float]
) -> None:
    """Per 100, E = 835.88…: exact limits under ten events, Byar’s above (they are then within half a percent)."""
    expected = 835.8835612311743
    found = smr(observed, expected)
    close = RELATIVE if observed < 10 else 0.005
    assert 100 * found.estimate == near(printed[0])
    assert (100 * found.low, 100 * found.high) == (near(printed[1], close), near(printed[2], close))
    byar = byar_limits(observed) / expected
    assert observed < 10 or (100 * byar.low, 100 * byar.high) == (near(printed[1]), near(printed[2]))


def test_expected_events_are_the_sum_over_strata() -> None:
    assert expected_events([(10_000, 0.0001), (5_000, 0.0002)]) == near(2.0)


def test_a_trend_is_that_of_r() -> None:
    series = rows("trend_series.csv")
    found = trend([int(row["cases"]) for row in series], [row["py"] for row in series])
    poisson, quasi = lines("trend_fit.csv")
    told = {key: float(text) for key, text in poisson.items() if key != "model"}
    assert (found.level, found.slope) == (near(told["b0"]), near(told["b1"]))
    # R stops its iteration early, so that its errors hold to 1e-7 only.
    assert found.error == near(told["se1"], 1e-7)
    assert 100 * found.estimate == near(told["apc_pct"])
    assert (100 * found.low, 100 * found.high) == (near(told["apc_lo"], 1e-6), near(told["apc_hi"], 1e-6))
    assert (found.deviance, found.null_deviance) == (near(told["deviance"]), near(told["null_deviance"]))
    assert found.p_value == near(told["lr_p"])
    assert found.dispersion == near(float(quasi["dispersion"]), 1e-8)


# Suicides in the Italian State Police 2015–2020 and in the Carabinieri 2010–2017, as published; fits by R’s glm.
STATE_POLICE, CARABINIERI = (14, 7, 13, 10, 18, 12), (22, 11, 18, 14, 11, 10, 12, 13)


def test_the_published_series_of_the_state_police_has_no_trend() -> None:
    found, exact = trend(STATE_POLICE, (1,) * 6), exact_trend(STATE_POLICE, (1,) * 6)
    assert [round(100 * each, 1) for each in (found.low, found.high)] == [-8.4, 19.7]
    assert (round(100 * found.estimate, 2), round(found.p_value, 3)) == (4.75, 0.496)
    # The worked figures count the years from 0.
    assert exact.score - sum(STATE_POLICE) == 195
    assert (round(exact.rising, 4), round(exact.falling, 4)) == (0.2593, 0.7623)
    check = dispersion_check(STATE_POLICE, (1,) * 6)
    assert (round(check.statistic, 3), round(check.p_value, 3)) == (5.622, 0.345)


def test_the_published_series_of_the_carabinieri_varies_by_chance() -> None:
    check = dispersion_check(CARABINIERI, (1,) * 8)
    assert (sum(CARABINIERI), round(check.statistic, 3), round(check.p_value, 3)) == (111, 8.568, 0.285)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 4), min_size=3, max_size=4).filter(any), st.integers(1, 3))
def test_the_exact_trend_is_the_count_of_all_ways(events: list[int], more: int) -> None:
    """Every way of putting the events into the periods, weighed by its chance."""
    years = [1.0] * (len(events) - 1) + [float(more)]
    ways = {0: 1.0}
    for _ in range(sum(events)):
        ways = _drawn(ways, [each / sum(years) for each in years])
    score = sum(t * count for t, count in enumerate(events))
    found = exact_trend(events, years)
    assert found.rising == pytest.approx(sum(p for at, p in ways.items() if at >= score), abs=1e-12)
    assert found.falling == pytest.approx(sum(p for at, p in ways.items() if at <= score), abs=1e-12)


def _drawn(ways: dict[int, float], chances: list[float]) -> dict[int, float]:
    after: dict[int, float] = {}
    for at, p in ways.items():
        for t, chance in enumerate(chances):
            after[at + t] = after.get(at + t, 0.0) + p * chance
    return after


@given(st.lists(st.integers(1, 60), min_size=3, max_size=12))
def test_a_trend_turned_round_is_its_opposite(events: list[int]) -> None:
    there, back = trend(events, [1.0] * len(events)), trend(events[::-1], [1.0] * len(events))
    assert there.slope == pytest.approx(-back.slope, abs=1e-9)
    # Without any trend the p-value shows the square root of what rounding leaves of two equal deviances.
    assert there.p_value == pytest.approx(back.p_value, abs=1e-6)


def test_the_power_of_a_trend_is_how_often_it_is_found() -> None:
    chance, years = Random("trend"), [1.0] * 5  # noqa: S311 - a simulation
    told = power_of_trend(200, years, 0.15)
    weights = [1.15**t for t in range(5)]
    means = [200 * weight / sum(weights) for weight in weights]
    found = [trend([_poisson(mean, chance) for mean in means], years) for _ in range(1_500)]
    often = sum(not each.low <= 0 <= each.high for each in found) / len(found)
    assert told == pytest.approx(often, abs=4 * sqrt(often * (1 - often) / len(found)))


def _poisson(mean: float, chance: Random) -> int:
    count, product, least = 0, chance.random(), exp(-mean)
    while product > least:
        count, product = count + 1, product * chance.random()
    return count


def test_four_quarters_roll_as_in_the_worked_example() -> None:
    found = rolling_rates((8, 14, 9, 10), (304_500, 304_000, 303_800, 303_500))
    assert [(one.events, round(one.person_years)) for one in found] == [(41, 303_950)]
    assert [round(each, 3) for each in (found[0].estimate, found[0].low, found[0].high)] == [13.489, 9.680, 18.299]
    assert len(rolling_rates((1,) * 10, (1_000,) * 10)) == 7


@pytest.mark.parametrize("row", rows("scan_temporal.csv"), ids=lambda row: f"{row['k']:.0f} of {row['N']:.0f}")
def test_the_chance_of_a_clump_is_that_of_wallenstein_and_neff(row: dict[str, float]) -> None:
    found = chance_of_clump(int(row["k"]), int(row["N"]), row["w"])
    assert found == near(row["wallenstein_naus"])
    if found < GOOD_UP_TO:
        assert found == pytest.approx(row["mc_p"], abs=4 * row["mc_se"])


@pytest.mark.parametrize(
    ("count", "events", "share", "chance"),
    [(5, 10, 0.1, 0.061303), (6, 10, 0.1, 0.007045), (7, 20, 1 / 12, 0.045608), (10, 40, 1 / 12, 0.082150)],
)
def test_the_chance_of_a_clump_is_the_printed_one(count: int, events: int, share: float, chance: float) -> None:
    assert round(chance_of_clump(count, events, share), 6) == chance


def test_the_share_known_is_that_of_the_textbook() -> None:
    """Two full periods: 6 of 10 known at once, 9 after one more; the last is known at once only."""
    counts = ((6, 3, 1), (6, 3), (5,))
    assert shares_known(counts) == (near(0.9 * 12 / 18), near(0.9), 1.0)
    found = nowcasts(counts)
    assert [each.reported for each in found] == [10, 9, 5]
    assert [round(each.estimate, 3) for each in found] == [10, 10, round(5 / 0.6, 3)]
    assert [each.is_provisional for each in found] == [False, True, True]


def test_a_triangle_counts_what_is_known_by_now() -> None:
    assert triangle([(0, 0), (0, 2), (0, 9), (1, 1), (2, 0), (2, 1), (5, 0)], 3, 1) == ((1, 1), (0, 1), (1,))


@settings(max_examples=60)
@given(st.integers(0, 200), st.floats(0.05, 1))
def test_a_nowcast_holds_its_estimate_and_never_falls_below_what_is_known(reported: int, share: float) -> None:
    found = nowcast(reported, share)
    assert reported <= found.low <= found.high
    assert found.low <= (reported + 0.5) / share
    assert found.high >= found.estimate - 1
    assert isclose(found.share + found.still_expected, 1)


def test_the_limits_of_a_nowcast_cover_as_often_as_they_say() -> None:
    """Over Poisson periods of many sizes, each event known by now with a chance of 70 %."""
    chance, inside, tries = Random("nowcast"), 0, 3_000  # noqa: S311 - a simulation
    for _ in range(tries):
        known = _poisson(0.7 * (mean := chance.uniform(2, 30)), chance)
        limits = nowcast(known, 0.7)
        inside += limits.low <= known + _poisson(0.3 * mean, chance) <= limits.high
    assert 0.945 <= inside / tries <= 0.99


def test_a_fully_known_period_has_nothing_to_come() -> None:
    found = nowcast(12, 1.0)
    assert (found.estimate, found.low, found.high) == (12, 12, 12)


def test_the_power_of_a_comparison_is_how_often_it_is_found() -> None:
    chance, told = Random("ratio"), power_of_ratio(20, 30, 2.0).power  # noqa: S311 - a simulation
    found = [rate_ratio(rate(_poisson(40, chance), 2.0), rate(_poisson(30, chance), 3.0)) for _ in range(1_500)]
    often = sum(each.low > 1 for each in found) / len(found)
    assert told == pytest.approx(often, abs=4 * sqrt(often * (1 - often) / len(found)))


@settings(max_examples=15, deadline=None)
@given(st.floats(3, 80), st.floats(3, 80))
def test_power_rises_with_the_ratio_and_stays_small_without_one(a: float, b: float) -> None:
    powers = [power_of_ratio(a, b, ratio).power for ratio in (1.0, 1.5, 2.0, 4.0)]
    assert powers == sorted(powers)
    assert powers[0] <= 0.025


def test_the_ratio_that_can_be_seen_is_seen_with_that_power() -> None:
    ratio = detectable_rate_ratio(20, 30)
    # Each total has a smallest count of its own, so power is continuous in the ratio.
    assert power_of_ratio(20, 30, ratio).power == pytest.approx(0.8, abs=1e-5)
    assert detectable_rate_ratio(0.1, 0.1) > 20


@pytest.mark.parametrize(
    "impossible",
    [
        lambda: byar_limits(-1),
        lambda: standardised_rate([]),
        lambda: standardised_rate([Stratum(12, 0, 1)]),
        lambda: standardised_rate([Stratum(12, 10, 0)]),
        lambda: dobson_rate([Stratum(0, 10, 1)], fewest=0),
        lambda: smr(3, 0),
        lambda: smr(-1, 2),
        lambda: expected_events([(-1, 1)]),
        lambda: trend((1, 2), (1, 1)),
        lambda: trend((1, 2, 3), (1, 1)),
        lambda: trend((0, 0, 3), (1, 1, 1)),
        lambda: trend((0, 0, 0), (1, 1, 1)),
        lambda: exact_trend((1, 2, 3), (1, 1, 0)),
        lambda: power_of_trend(0, (1, 1, 1), 0.1),
        lambda: power_of_trend(5, (1, 1, 1), -1),
        lambda: rolling_rates((1, 2), (1,)),
        lambda: chance_of_clump(1, 5, 0.1),
        lambda: chance_of_clump(3, 5, 1),
        lambda: triangle([], 0, 1),
        lambda: shares_known([]),
        lambda: nowcast(3, 0),
        lambda: nowcast(3, 1.1),
        lambda: power_of_ratio(0, 1, 2),
        lambda: power_of_ratio(1, 1, 0.5),
        lambda: detectable_rate_ratio(1, 1, power=0.01),
    ],
)
def test_what_has_no_answer_is_refused(impossible: object) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        impossible()  # type: ignore[operator]


def test_the_command_line_starts_without_scipy() -> None:
    program = "import sys, ui.cli.parser, ui.entry; sys.exit(any(name.startswith('scipy') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0  # noqa: S603 - our interpreter
