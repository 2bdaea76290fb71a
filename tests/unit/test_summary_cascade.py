"""From events to effects (F5, T12c): a small chain counted by hand, and what of it is protected."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from observatory.evaluation.indicator import Indicator
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.summary.build import build_summary
from observatory.summary.content import Figure, ObservationStatus, PublishedTable, Summary
from observatory.summary.facts import Facts

DAY = date(2025, 3, 1)


def t12c(summary: Summary) -> PublishedTable | None:
    return next((table for table in summary.tables if table.id == "T12c"), None)


def response(force: str, *states: str) -> ForceResponse:
    """The state and its steps: the answers are the force’s, the rest the secretariat’s."""
    own = ("RA", "IA", "AU")
    steps = tuple(
        ResponseStep(id=f"{n}", state=state, taken_on=DAY, force=force if state in own else None)
        for n, state in enumerate(states)
    )
    return ForceResponse(id=force, force=force, state=states[-1] if states else "NI", steps=steps)


@pytest.fixture
def small(sample_facts: Callable[..., Facts]) -> Facts:
    whole = ("AT", "RA", "VA", "IA", "AU", "VE")
    advised = (
        Recommendation(
            id="1",
            status="TR",
            issued_on=DAY,
            responses=(response("PS", *whole), response("CC", *whole[:2]), response("GF", "AT"), response("PP")),
        ),
        Recommendation(id="2", status="TR", issued_on=date(2022, 12, 31), responses=(response("PS", *whole),)),
        Recommendation(id="3", status="BO", issued_on=DAY, responses=(response("PS", *whole),)),
    )
    judged = (
        Indicator(id="a", recommendation_id="1", force="PS", verdict="EF", verdict_on=date(2026, 1, 10)),
        Indicator(id="b", recommendation_id="1", force="PS", verdict="NS", verdict_on=date(2026, 1, 10)),
        Indicator(id="c", recommendation_id="1", force="CC", verdict="EF", verdict_on=date(2026, 3, 10)),
        Indicator(id="d", recommendation_id="1", force="CC"),
        Indicator(id="e", recommendation_id="2", force="PS", verdict="EF", verdict_on=date(2026, 1, 10)),
    )
    item = AgendaItem(id="i", decisions=(Decision(id="d1"), Decision(id="d2")))
    met = (Meeting(id="m", held_on=DAY, agenda=(item,)), Meeting(id="n", held_on=date(2022, 1, 1), agenda=(item,)))
    return replace(sample_facts("2025-Q4", cases=1500), meetings=met, recommendations=advised, indicators=judged)


def test_every_step_is_counted_in_the_same_three_years(small: Facts) -> None:
    table = t12c(build_summary(small))
    assert table is not None
    totals = {at[0]: shown.value for at, shown in table.observations.items() if at[1] == "_T"}
    cases = [
        c
        for c in small.cases
        if c.force in ("PS", "CC", "GF", "PP")
        and c.status not in ("ES", "DU")
        and "2023" <= (c.month or "")[:4] <= "2025"
    ]
    begun = [i for i in small.interventions if i.force in ("PS", "CC", "GF", "PP") and (i.start or "")[:4] >= "2023"]
    assert (totals.pop("EVENTS"), totals.pop("ACTIONS")) == (
        len(cases),
        len([i for i in begun if (i.start or "") <= "2025-12"]),
    )
    assert totals == {
        "DECISIONS": 2,
        "RECOMMENDATIONS": 1,
        "ASKED": 3,
        "ANSWERED": 2,
        "IMPLEMENTED": 1,
        "VERIFIED": 1,
        "JUDGED": 2,
        "EFFECTIVE": 1,
    }
    assert [table.observations["ANSWERED", force].value for force in ("PS", "CC", "GF", "PP")] == [1, 1, 0, 0]


def test_the_figure_shows_what_its_table_prints(small: Facts) -> None:
    section = next(s for s in build_summary(small).sections if s.id == "meetings")
    figure, table = section.blocks[-2:]
    assert isinstance(figure, Figure)
    assert isinstance(table, PublishedTable)
    totals = [shown.value for at, shown in table.observations.items() if at[1] == "_T"]
    points = [p.value for p in figure.chart.series[0].points]
    assert (points[:6], points[10:]) == (totals[:6], totals[6:])
    assert points[6:10] == [table.observations["ANSWERED", force].value for force in ("PS", "CC", "GF", "PP")]


def test_only_steps_that_concern_persons_are_ever_hidden(sample_facts: Callable[..., Facts]) -> None:
    facts = sample_facts("2025-Q4", cases=3000)
    few = replace(facts, interventions=tuple(i for i in facts.interventions if i.start == "2025-11")[:2])
    table = t12c(build_summary(few))
    assert table is not None
    hidden = {at[0] for at, shown in table.observations.items() if shown.status is ObservationStatus.SUPPRESSED}
    assert hidden == {"ACTIONS"}


def test_outside_there_is_no_chain(sample_facts: Callable[..., Facts]) -> None:
    summary = build_summary(sample_facts("2025", "external"))
    assert t12c(summary) is None
    assert "F5" not in {figure.id for figure in summary.figures}
