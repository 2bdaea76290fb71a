"""Indicators (T11): worked examples by hand; what they count is recounted in `test_summary_joint_attack.py`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from observatory.cases.case import Case
from observatory.disclosure.rules import Audience, Rule
from observatory.evaluation.prevention import indicators
from observatory.evaluation.prevention_words import LABELS
from observatory.evaluation.record_answers import repeats
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.summary.answers import Answers
from observatory.summary.build import build_summary
from observatory.summary.content import ObservationStatus, PublishedTable, Summary
from observatory.summary.facts import Facts


def t11(summary: Summary) -> PublishedTable | None:
    return next((table for table in summary.tables if table.id == "T11"), None)


def test_the_share_of_65_in_100_has_the_published_limits() -> None:
    """Public Health England’s test set: 65 of 100."""
    row = Answers({"yes": 65, "no": 35, "unknown": 20}, 100).row
    shown = [row[name].value for name in ("known", "share", "low", "high")]
    assert shown == pytest.approx([100, 65, 55.25444328689797, 73.63575175690247])


@pytest.mark.parametrize(
    ("yes", "known", "status"), [(None, 9, "Q"), (4, None, "Q"), (2, 4, "N"), (0, 0, "O"), (3, 5, "A")]
)
def test_no_share_without_both_its_numbers_or_of_few_answers(yes: int | None, known: int | None, status: str) -> None:
    row = Answers({"yes": yes, "no": 1, "unknown": 1}, known).row
    assert {row[name].status for name in ("share", "low", "high")} == {ObservationStatus(status)}


def case(code: str | None, month: str, kind: str = "TE") -> Case:
    return Case(id=f"{code}{month}{kind}", person_code=code, month=month, event_type=kind, force="PS", status="CO")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([case("A", "2024-01"), case("A", "2024-09")], "S-"),
        ([case("A", "2024-01"), case("A", "2025-01", "SU")], "S"),
        ([case("A", "2024-01"), case("A", "2025-02")], "NN"),
        ([case("A", "2024-01"), case("B", "2024-02")], "NN"),
        ([case("A", "2024-01"), case("A", "2024-03", "DS")], "N"),
        ([case(None, "2024-01"), case(None, "2024-02")], "--"),
        ([case("A", "2024-01"), case("A", "2024-08"), case("A", "2025-03")], "S--"),
    ],
    ids=["again", "then a death", "after the year", "somebody else", "distress", "no code", "one course"],
)
def test_persons_are_counted_and_not_events(told: list[Case], expected: str) -> None:
    letters = {"S": "S", "N": "N", "NN": "-"}
    assert "".join(letters[answer] for answer, _ in repeats(told)) == expected


def test_decisions_are_closed_in_time_of_those_due_and_verified_of_those_done(
    sample_facts: Callable[..., Facts],
) -> None:
    due = date(2025, 6, 30)
    taken = (
        Decision(id="1", status="VE", due_on=due, closed_on=due),
        Decision(id="2", status="AT", due_on=due, closed_on=date(2025, 7, 1)),
        Decision(id="3", status="AP", due_on=due),
        Decision(id="4", status="AN", due_on=due),
        Decision(id="5", status="AT", due_on=date(2024, 6, 30), closed_on=date(2024, 6, 1)),
        Decision(id="6", status="AP", due_on=date(2027, 1, 1)),
        Decision(id="7", status="VE"),
    )
    meeting = Meeting(id="m", held_on=date(2025, 1, 10), agenda=(AgendaItem(id="a", decisions=taken),))
    table = t11(build_summary(replace(sample_facts("2025-Q4", cases=300), meetings=(meeting,))))
    assert table is not None
    rows = {name: [table.observations[name, at].value for at in ("yes", "no", "known")] for name in ("I-12a", "I-12b")}
    assert rows == {"I-12a": [1, 2, 3], "I-12b": [2, 2, 4]}


def test_first_contacts_are_those_that_the_timing_table_prints(sample_facts: Callable[..., Facts]) -> None:
    summary = build_summary(sample_facts("2025-Q4"))
    table = t11(summary)
    assert table is not None
    timing = next(t for t in summary.tables if t.id == "T10d").observations
    assert (
        table.observations["I-02a", "known"] == table.observations["I-02b", "known"] == timing["contact", "intervals"]
    )


@pytest.mark.parametrize(("audience", "is_told"), [("members", True), ("interforce", True), ("external", False)])
def test_indicators_stay_inside(sample_facts: Callable[..., Facts], audience: str, is_told: bool) -> None:
    assert (t11(build_summary(sample_facts("2025-Q4", audience))) is not None) is is_told


@pytest.mark.parametrize(("period", "day"), [("2025-Q4", date(2026, 1, 31)), ("2024-T2", date(2024, 9, 10))])
def test_the_page_of_quality_tells_the_same_numbers_over_the_same_window(
    sample_facts: Callable[..., Facts], period: str, day: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing is hidden: every row of T11, and its two medians, is a line of the page."""
    monkeypatch.setattr(Audience, "rule", Rule(1))
    facts = sample_facts(period, cases=4000, day=day)
    windows = {"I-06": facts.windows.pooled}
    records = facts.interventions, facts.cases, facts.meetings
    summary = build_summary(facts)
    table = t11(summary)
    assert table is not None
    rows = [item.code for item in table.axes[0].items]
    assert len(rows) == len(LABELS) - 3
    for row in rows:
        window = windows.get(row, facts.windows.rolling)
        (line,) = (each for each in indicators(*records, window, facts.as_of) if each.row == row)
        told = [table.observations[row, name].value for name in ("yes", "known", "unknown")]
        assert [line.successes, line.known, line.missing] == told, row
        assert line.share is None or 100 * line.share.estimate == table.observations[row, "share"].value
    times = next(each for each in summary.tables if each.id == "T10d").observations
    lines = {each.row: each.timing for each in indicators(*records, facts.windows.rolling, facts.as_of)}
    for name, row in (("contact", "I-01"), ("firearm", "I-05-days")):
        timing = lines[row]
        assert timing is not None
        assert [timing.intervals, timing.median] == [times[name, at].value for at in ("intervals", "median")]
