"""The nowcast of a summary: worked by hand, made only where it may be told, and never from a hidden count."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from observatory.disclosure.tables import HIDDEN, SafeCell
from observatory.periods import Window
from observatory.statistics.reporting import nowcast
from observatory.summary.build import build_summary
from observatory.summary.content import ObservationStatus, Paragraph, PublishedTable
from observatory.summary.events import EventCounts, event_counts
from observatory.summary.facts import Facts
from observatory.summary.known import month_of
from observatory.summary.nowcast import may_be_told, t3d
from observatory.summary.windows import code

DAY = date(2026, 1, 9)
LATE = timedelta(days=30)
"""After the end of a quarter: later than the latest one is old."""


@dataclass(frozen=True)
class _Without:
    """The counts, but for some steps."""

    counts: EventCounts
    hidden: tuple[Window, ...]

    def cell(self, kind: str, window: Window) -> SafeCell:
        return HIDDEN if window in self.hidden else self.counts.cell(kind, window)


def end_of(step: Window) -> date:
    following = step.last + 1
    return date(following.year, following.number, 1)


@pytest.fixture(scope="module")
def plain(sample_facts: Callable[..., Facts]) -> Facts:
    """Everything known at once."""
    facts = sample_facts("2025-Q4", "members", cases=2500, day=DAY)
    at = {month.ordinal: step for step in facts.windows.steps for month in step.months}
    known = {c.id: end_of(at[month_of(c).ordinal]) - LATE for c in facts.suicides(facts.windows.whole)}
    return replace(facts, known_on=known)


def told_late(facts: Facts, every: int) -> Facts:
    """Every so many deaths of each quarter known late, and those of the latest not known yet."""
    known, gone = dict(facts.known_on), set()
    for step in facts.windows.steps:
        for case in facts.suicides(step)[::every]:
            known[case.id] = end_of(step) + LATE
            gone |= {case.id} if known[case.id] > facts.as_of else set()
    return replace(facts, known_on=known, cases=tuple(c for c in facts.cases if c.id not in gone))


def table(facts: Facts, *hidden: Window) -> PublishedTable | None:
    made = t3d(facts, _Without(event_counts(facts), hidden))  # type: ignore[arg-type] # what it needs of them
    return next((block for block in made if isinstance(block, PublishedTable)), None)


def shown_steps(facts: Facts) -> list[Window]:
    counts = event_counts(facts)
    return [step for step in facts.windows.steps if counts.cell("SU", step).value is not None]


def test_the_estimate_is_the_count_over_the_share_that_was_known_as_early_before(plain: Facts) -> None:
    facts = told_late(plain, 4)
    made = table(facts)
    assert made is not None
    last, steps = facts.windows.steps[-1], shown_steps(facts)[:-1]
    early = sum(facts.known_on[c.id] < end_of(step) for step in steps for c in facts.suicides(step))
    share = early / sum(len(facts.suicides(step)) for step in steps)
    wanted = nowcast(len(facts.suicides(last)), share)
    values = {name: made.observations[code(last), name].value for name in ("events", "estimate", "low", "high")}
    assert values == {
        "events": wanted.reported,
        "estimate": round(wanted.estimate),
        "low": wanted.low,
        "high": wanted.high,
    }
    assert all(isinstance(value, int) for value in values.values())
    marked = {made.observations[code(last), name].status for name in ("estimate", "low", "high")}
    assert marked == {ObservationStatus.ESTIMATED}
    assert [item.code for item in made.axes[0].items] == [code(last)]


def test_a_hidden_count_has_no_estimate(plain: Facts) -> None:
    facts = told_late(plain, 4)
    last = facts.windows.steps[-1]
    made = table(facts, last)
    assert made is not None
    assert {made.observations[code(last), n].status for n in ("events", "estimate", "low", "high")} == {
        ObservationStatus.SUPPRESSED
    }


def test_periods_whose_counts_are_hidden_say_nothing_to_the_share(plain: Facts) -> None:
    """Whatever their delays were, the table is the same."""
    facts, hidden = told_late(plain, 4), plain.windows.steps[5]
    other = dict(facts.known_on) | {c.id: end_of(hidden) + 9 * LATE for c in facts.suicides(hidden)}
    assert table(facts, hidden) == table(replace(facts, known_on=other), hidden)
    assert table(facts) != table(replace(facts, known_on=other))


def test_too_few_delays_too_few_periods_or_too_little_known_give_a_sentence_instead(plain: Facts) -> None:
    one_late = replace(plain, known_on={**plain.known_on, plain.suicides(plain.windows.steps[3])[0].id: DAY})
    steps = plain.windows.steps
    for facts, hidden in ((one_late, ()), (told_late(plain, 4), steps[6:]), (told_late(plain, 1), ())):
        blocks = t3d(facts, _Without(event_counts(facts), tuple(hidden)))  # type: ignore[arg-type] # as above
        assert [type(block) for block in blocks] == [Paragraph]


def test_nothing_is_estimated_where_nothing_came_late(plain: Facts) -> None:
    assert table(plain) is None


@pytest.mark.parametrize(
    ("rows", "threshold", "may"),
    [
        (((9, 3), (9,)), 3, True),
        (((9, 2), (9,)), 3, False),
        (((9, 0), (9,)), 3, True),
        (((2, 9),), 3, False),
        (((9, 4), (9,)), 5, False),
    ],
    ids=["enough", "few late", "none late", "few early", "outside"],
)
def test_every_class_of_delay_is_empty_or_no_smaller_than_the_threshold(
    rows: tuple[tuple[int, ...], ...], threshold: int, may: bool
) -> None:
    assert may_be_told(rows, threshold) is may


def test_outside_nothing_shorter_than_a_year_is_estimated(sample_facts: Callable[..., Facts]) -> None:
    made = build_summary(sample_facts("2025", "external", cases=300))
    assert not any(each.id == "T3d" for each in made.tables)
