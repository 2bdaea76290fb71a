"""Circumstances (T8): recounted from the cases, four-valued answers kept apart, for the members only."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from observatory.cases.case import Case, Circumstance
from observatory.summary.build import build_summary
from observatory.summary.content import PublishedTable, Summary
from observatory.summary.facts import Facts
from observatory.summary.record_files import RecordFile


def t8(summary: Summary) -> PublishedTable | None:
    return next((table for table in summary.tables if table.id == "T8"), None)


def deaths(facts: Facts) -> list[Case]:
    """Of serving personnel of the four forces in the three years, by plain reading of the cases."""
    return [
        case
        for case in facts.cases
        if case.event_type == "SU"
        and case.status not in ("ES", "DU")
        and case.force in ("PS", "CC", "GF", "PP")
        and case.position not in ("C1", "C2")
        and "2023-01" <= (case.month or "") <= "2025-12"
    ]


def answers(cases: list[Case], code: str) -> Counter[str]:
    """Each death once per circumstance; whoever says nothing of it does not say no."""
    told: Counter[str] = Counter()
    for case in cases:
        values = {each.value for each in case.circumstances if each.circumstance == code}
        told["yes" if "S" in values else "no" if "N" in values else "unknown"] += 1
        told["crisis"] += any((e.circumstance, e.value, e.crisis) == (code, "S", "S") for e in case.circumstances)
    return told


def test_every_printed_count_is_that_of_the_cases_and_small_ones_are_not_printed(
    sample_facts: Callable[..., Facts],
) -> None:
    facts = sample_facts("2025-Q4")
    table, cases = t8(build_summary(facts)), deaths(facts)
    assert table is not None
    assert len(table.axes[0].items) == 20
    hidden = 0
    for item in table.axes[0].items:
        truth = answers(cases, item.code)
        truth["known"] = truth["yes"] + truth["no"]
        for name, count in truth.items():
            shown = table.observations[item.code, name].value
            assert shown in (None, count), (item.code, name)
            assert shown is None or not 0 < count < 3, (item.code, name)
            hidden += shown is None
    assert hidden


def test_a_share_is_of_the_known_and_the_score_test_just_refuses_its_limits(sample_facts: Callable[..., Facts]) -> None:
    table = t8(build_summary(sample_facts("2025-Q4")))
    assert table is not None
    seen = 0
    for item in table.axes[0].items:
        yes, known, share, low, high = (
            table.observations[item.code, name].value for name in ("yes", "known", "share", "low", "high")
        )
        if share is not None:
            seen += 1
            assert share == pytest.approx(100 * yes / known)
            for limit in {low / 100, high / 100} - {0.0, 1.0}:
                score = (yes / known - limit) ** 2 / (limit * (1 - limit) / known)
                assert score == pytest.approx(3.841458820694124)  # the 95 % point of chi-squared, one degree
        else:
            assert None in (yes, known) or known < 5
    assert seen


def test_not_collected_is_not_no(sample_facts: Callable[..., Facts]) -> None:
    facts = sample_facts("2025-Q4")
    asked = {"S": 0, "N": 10, "NN": 20, "NC": 30}
    values = [value for value, start in sorted(asked.items(), key=lambda pair: pair[1]) for _ in range(10)]
    own = {case.id: value for case, value in zip(deaths(facts), values, strict=False)}
    cases = tuple(
        replace(c, circumstances=(Circumstance(id="1", circumstance="C21", value=own[c.id]),) if c.id in own else ())
        for c in facts.cases
    )
    table = t8(build_summary(replace(facts, cases=cases)))
    assert table is not None
    row = {name: table.observations["C21", name].value for name in ("yes", "crisis", "no", "unknown", "known", "share")}
    total = len(deaths(facts))
    assert row == {"yes": 10, "crisis": 0, "no": 10, "unknown": total - 20, "known": 20, "share": 50.0}


@pytest.mark.parametrize("audience", ["interforce", "external"])
def test_only_the_members_see_circumstances(sample_facts: Callable[..., Facts], audience: str) -> None:
    summary = build_summary(sample_facts("2025-Q4", audience))
    assert t8(summary) is None
    assert "circumstances" not in {section.id for section in summary.sections}


def test_beside_single_records_of_the_same_years_there_are_no_circumstances(sample_facts: Callable[..., Facts]) -> None:
    facts = sample_facts("2025-Q4")
    window = facts.windows.years[2]
    beside = build_summary(replace(facts, files=(RecordFile(window, ()),)))
    assert t8(beside) is None
    section = next(section for section in beside.sections if section.id == "circumstances")
    assert "file di schede" in section.blocks[-1].text.it  # type: ignore[union-attr]
    long_ago = facts.windows.pooled.earlier(months=36)
    assert t8(build_summary(replace(facts, files=(RecordFile(long_ago, ()),)))) is not None
