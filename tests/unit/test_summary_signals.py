"""T14: the latest period against its past, reckoned from printed numbers only, and the regional table beside it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from scipy.stats import binom

from observatory.summary.build import build_summary
from observatory.summary.content import Paragraph, PublishedTable, Summary
from observatory.summary.facts import Facts


def blocks(summary: Summary, section: str) -> tuple[object, ...]:
    return next((s.blocks for s in summary.sections if s.id == section), ())


def table(summary: Summary, name: str) -> PublishedTable | None:
    return next((each for each in summary.tables if each.id == name), None)


def test_the_comparison_rests_on_what_the_series_prints(sample_facts: Callable[..., Facts]) -> None:
    summary = build_summary(sample_facts("2025", "members", cases=5000))
    series, signal = table(summary, "T3a"), table(summary, "T14")
    assert series is not None
    assert signal is not None
    counts = [series.observations[item.code, "events"].value for item in series.axes[0].items]
    latest, past = counts[-1], counts[:-3]
    assert None not in past
    told = {at[1]: observation.value for at, observation in signal.observations.items()}
    assert told["events"] == latest
    assert told["expected"] == pytest.approx(sum(past) / len(past))
    # p by another library's distribution function
    assert told["p"] == pytest.approx(binom.sf(latest - 1, latest + sum(past), 1 / (len(past) + 1)), rel=1e-9)
    sentences = [block.text.it for block in blocks(summary, "signals") if isinstance(block, Paragraph)]
    assert any("aumento reale del 50 %" in sentence for sentence in sentences)


def test_nothing_is_compared_where_a_count_is_hidden(sample_facts: Callable[..., Facts]) -> None:
    summary = build_summary(sample_facts("2025", "members", cases=150))
    series = table(summary, "T3a")
    assert series is not None
    assert any(o.value is None for at, o in series.observations.items() if at[1] == "events")
    assert table(summary, "T14") is None
    assert any("oscurato" in b.text.it for b in blocks(summary, "signals") if isinstance(b, Paragraph))


def test_a_reader_outside_gets_no_short_period(sample_facts: Callable[..., Facts]) -> None:
    assert blocks(build_summary(sample_facts("2025", "external", cases=3000)), "signals") == ()


@pytest.mark.parametrize("audience", ["members", "interforce", "external"])
def test_areas_sum_to_the_deaths_unless_hidden(sample_facts: Callable[..., Facts], audience: str) -> None:
    facts = sample_facts("2025", audience, cases=4000)
    shown = table(build_summary(facts), "T9")
    assert shown is not None
    deaths = facts.suicides(facts.windows.pooled)
    for (code, measure), observation in shown.observations.items():
        if measure == "events" and observation.value is not None and code not in ("_T", "KNOWN"):
            assert observation.value == sum((case.macro_region or "NN") == code for case in deaths)


def test_a_store_without_deaths_has_no_table_of_areas(sample_facts: Callable[..., Facts]) -> None:
    empty = replace(sample_facts("2025", cases=20), cases=(), cases_before=(), known_on={})
    assert table(build_summary(empty), "T9") is None
