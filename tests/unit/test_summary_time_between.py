"""Time between deaths (F4, T3c): limits by plain sums of Poisson probabilities, and nothing that T3a does not tell."""

from collections.abc import Callable
from math import exp, factorial

import pytest

from observatory.statistics.time_between import power_of_time_between, time_between
from observatory.summary.build import build_summary
from observatory.summary.content import Figure, PublishedTable, Summary
from observatory.summary.facts import Facts


def up_to(count: int, mean: float) -> float:
    return sum(exp(-mean) * mean**n / factorial(n) for n in range(count + 1))


def within(mean: float) -> tuple[int, int]:
    """The smallest counts that leave at most 0.1 % below, and at most 0.1 % above."""
    low = next(n for n in range(100) if up_to(n, mean) >= 0.001)
    return low, next(n for n in range(100) if up_to(n, mean) >= 0.999)


@pytest.mark.parametrize(("events", "days", "usual"), [(9, 91, 10.1), (0, 90, 10.0), (30, 92, 9.2), (2, 90, 45.0)])
def test_the_limits_are_those_of_the_counts(events: int, days: float, usual: float) -> None:
    low, high = within(days / usual)
    made = time_between(events, days, usual)
    assert made.estimate == (pytest.approx(days / events) if events else None)
    assert made.low == pytest.approx(days / high)
    assert made.high == (pytest.approx(days / low) if low else None)
    assert made.is_outside is not (low <= events <= high)


def test_the_power_is_that_of_the_exact_counts() -> None:
    low, high = within(9.0)
    power = power_of_time_between(90, 10)
    assert power.shorter == pytest.approx(1 - up_to(high, 18.0))
    assert power.longer == pytest.approx(up_to(low - 1, 4.5) if low else 0.0)
    with pytest.raises(ValueError, match="above one"):
        power_of_time_between(90, 10, faster=1.0)


def found(summary: Summary) -> tuple[PublishedTable | None, Figure | None]:
    table = next((t for t in summary.tables if t.id == "T3c"), None)
    return table, next((f for f in summary.figures if f.id == "F4"), None)


def test_every_number_follows_from_the_printed_series(sample_facts: Callable[..., Facts]) -> None:
    summary = build_summary(sample_facts("2025-Q4", cases=3000))
    table, figure = found(summary)
    assert table is not None
    assert figure is not None
    series = next(t for t in summary.tables if t.id == "T3a").observations
    lengths = {"Q1": (90, 91), "Q2": (91,), "Q3": (92,), "Q4": (92,)}
    for item, point in zip(table.axes[0].items, figure.chart.series[0].points, strict=True):
        row = {name: table.observations[item.code, name].value for name in ("events", "days", "between", "low", "high")}
        assert row["events"] == series[item.code, "events"].value
        assert row["days"] in lengths[item.code[-2:]]
        assert row["between"] == pytest.approx(row["days"] / row["events"])
        assert (point.value, point.low, point.high) == (row["between"], row["low"], row["high"])


def test_one_hidden_count_of_the_past_takes_it_all_away(sample_facts: Callable[..., Facts]) -> None:
    summary = build_summary(sample_facts("2025-Q4", cases=300))
    hidden = [o for t in summary.tables if t.id == "T3a" for at, o in t.observations.items() if at[1] == "events"]
    assert any(shown.value is None for shown in hidden)
    assert found(summary) == (None, None)


def test_outside_there_is_none(sample_facts: Callable[..., Facts]) -> None:
    assert found(build_summary(sample_facts("2025", "external"))) == (None, None)
