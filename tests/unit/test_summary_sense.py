"""A summary says nothing pointless: no tables of nothing, no sign that is not printed, no sentence that is not true."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from observatory.charts.chart import Gap, Point
from observatory.summary.build import build_summary
from observatory.summary.content import Figure, Paragraph, PublishedTable, Summary
from observatory.summary.facts import Facts
from observatory.summary.windows import label

EMPTY = {"cases": (), "cases_before": (), "known_on": {}, "interventions": (), "meetings": (), "strengths": ()}


def of(summary: Summary, section: str) -> tuple[object, ...]:
    return next(s.blocks for s in summary.sections if s.id == section)


@pytest.mark.parametrize("audience", ["members", "external"])
def test_a_store_without_records_gives_sentences_instead_of_empty_tables(
    sample_facts: Callable[..., Facts], audience: str
) -> None:
    summary = build_summary(replace(sample_facts("2025", audience, cases=20), **EMPTY))
    for section in ("persons", "manner", "interventions", "meetings"):
        assert all(isinstance(block, Paragraph) for block in of(summary, section)), section
    assert summary.main_points


def test_no_characteristics_are_shown_where_the_number_of_the_deceased_is_hidden(
    sample_facts: Callable[..., Facts],
) -> None:
    facts = sample_facts("2025", "external", cases=60)
    summary = build_summary(facts)
    assert 0 < len(facts.suicides(facts.windows.pooled)) < 10
    assert not [block for block in of(summary, "persons") if isinstance(block, PublishedTable)]


@pytest.mark.parametrize(("audience", "cases"), [("members", 3000), ("members", 40), ("external", 300)])
def test_the_legend_lists_the_signs_that_the_tables_print_and_no_other(
    sample_facts: Callable[..., Facts], audience: str, cases: int
) -> None:
    summary = build_summary(sample_facts("2025", audience, cases=cases))
    printed = [o for table in summary.tables for o in table.observations.values()]
    codes = {"Q": "(*)", "O": "....", "N": "..", "U": "(u)", "P": "(p)", "E": "(e)"}
    expected = {codes[o.status.value] for o in printed if o.status.value in codes}
    expected |= {"-" for o in printed if o.value == 0} | {"*" for o in printed if o.revised}
    assert {sign for sign, _ in summary.signs} == expected


def test_events_since_the_last_issue_are_not_told_a_second_time_among_the_revisions(
    sample_facts: Callable[..., Facts],
) -> None:
    """Known only in part, they would bound what the tables of events hide; where nothing was known, all are new."""
    facts = sample_facts("2025")
    t13a = next(table for table in build_summary(facts).tables if table.id == "T13a")
    assert {item.code for item in t13a.axes[0].items} == {"LATE", "CONFIRMED", "RECLASSIFIED", "EXCLUDED"}
    first = build_summary(replace(facts, cases_before=()))
    assert "T13a" not in {table.id for table in first.tables}


def test_codes_that_cannot_occur_are_no_cover(sample_facts: Callable[..., Facts]) -> None:
    """Leavers are not among serving personnel, and an answer is yes, no or not known: their zeros are known zeros."""
    for seed in range(3):
        summary = build_summary(sample_facts("2025", "members", cases=200, seed=seed))
        shown = {at[0] for table in summary.tables if table.id in ("T6c", "T7d") for at in table.observations}
        assert not shown & {"C1", "C2", "NA", "NC"}


def test_only_overlapping_windows_are_said_to_overlap(sample_facts: Callable[..., Facts]) -> None:
    for audience, overlapping in (("members", True), ("external", False)):
        summary = build_summary(sample_facts("2025", audience))
        line = next(figure for figure in summary.figures if figure.id == "F2")
        assert ("si sovrappongono" in line.alternative.it) is overlapping


def test_a_window_up_to_august_is_worded_as_italian_asks(sample_facts: Callable[..., Facts]) -> None:
    windows = sample_facts("2025-T2", cases=20).windows
    assert label(windows.rolling).it == "12 mesi ad agosto 2025"
    assert label(windows.rolling).en == "12 months to August 2025"


def rates_drawn(summary: Summary) -> list[Point]:
    figures = [block for s in summary.sections for block in s.blocks if isinstance(block, Figure) and block.id == "F2"]
    return [point for figure in figures for series in figure.chart.series for point in series.points]


@pytest.mark.parametrize("cases", [300, 600, 3000])
def test_outside_no_rate_of_few_events_is_drawn_or_told(sample_facts: Callable[..., Facts], cases: int) -> None:
    """Twenty events are the fewest that a rate may rest on; a point that is left out says that it means nothing."""
    summary = build_summary(sample_facts("2025", "external", cases=cases))
    table = next(table for table in summary.tables if table.id == "T3")
    told = [table.observations[year.code, "_T"].value for year in table.axes[0].items]
    points = rates_drawn(summary)
    assert not points or len(points) == len(told)
    for events, point in zip(told, points, strict=False):
        assert (point.value is not None) == (events is not None and events >= 20)
        assert point.value is not None or point.gap is (Gap.HIDDEN if events is None else Gap.NOT_MEANINGFUL)
    pooled = next(table for table in summary.tables if table.id == "T2")
    is_told = any(at[-1] == "rate" and o.value is not None for at, o in pooled.observations.items())
    assert any("100,000" in point.en for point in summary.main_points) == is_told


def test_a_rate_without_its_strengths_is_drawn_as_not_known(sample_facts: Callable[..., Facts]) -> None:
    facts = sample_facts("2025")
    some = tuple(each for each in facts.strengths if each.quarter != "2022-Q1")
    gaps = {point.gap for point in rates_drawn(build_summary(replace(facts, strengths=some))) if point.value is None}
    assert gaps == {Gap.MISSING}


@pytest.mark.parametrize(
    ("audience", "cases", "kinds"),
    [
        ("members", 150, {Gap.HIDDEN}),
        ("external", 600, {Gap.MISSING, Gap.NOT_MEANINGFUL}),
        ("members", 3000, {Gap.MISSING}),
    ],
)
def test_the_alternative_text_of_rates_tells_the_gaps_of_the_figure_by_kind(
    sample_facts: Callable[..., Facts], audience: str, cases: int, kinds: set[Gap]
) -> None:
    words = {
        Gap.HIDDEN: "hidden for confidentiality: {}",
        Gap.MISSING: "not known: {}",
        Gap.NOT_MEANINGFUL: "too uncertain to be shown: {}",
    }
    facts = sample_facts("2025", audience, cases=cases)
    some = tuple(each for each in facts.strengths if (each.force, each.quarter) != ("PP", "2021-Q1"))
    summary = build_summary(replace(facts, strengths=some))
    seen = set()
    for figure in (figure for figure in summary.figures if figure.id in ("F2", "F3")):
        gone = Counter(point.gap for series in figure.chart.series for point in series.points if point.value is None)
        for gap, sentence in words.items():
            assert (sentence.format(gone[gap]) in figure.alternative.en) is (gap in gone), figure.alternative.en
        assert "not available" not in figure.alternative.en
        seen |= gone.keys()
    assert seen == kinds
