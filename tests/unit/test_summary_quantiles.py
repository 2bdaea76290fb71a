"""Medians and percentiles of intervals: none computed beside another of records in common."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from observatory.summary.build import build_summary
from observatory.summary.earlier import Earlier
from observatory.summary.editions import values_of
from observatory.summary.facts import Facts, Given
from observatory.summary.quantiles import with_given

TODAY, BEFORE = date(2026, 2, 15), date(2025, 12, 1)
Asked = tuple[str, str, date]


@pytest.fixture
def facts(sample_facts: Callable[..., Facts]) -> Callable[[Asked], Facts]:
    return lambda asked: sample_facts(asked[0], asked[1], cases=300, seed=1, day=asked[2])


def as_earlier(facts: Facts, values: dict[str, dict[str, float | None]]) -> Earlier:
    cases, done = facts.cases, facts.interventions
    since = facts.previous.as_of
    return Earlier(facts.windows, facts.audience, facts.as_of, since, values, cases, done, facts.cases_before)


FIRST = ("2025-Q3", "members", BEFORE)


@pytest.mark.parametrize(
    ("now", "table", "stands"),
    [
        (("2025-Q3", "interforce", BEFORE), "T10d", False),
        (("2025-Q3", "members", TODAY), "T10d", True),
        (("2025-Q4", "members", BEFORE), "T10d", True),
        (("2024-Q3", "members", BEFORE), "T10d", False),
        (("2024-Q3", "members", BEFORE), "T13d", True),
    ],
    ids=("same records", "other day", "overlapping period", "other period", "overlapping three years"),
)
def test_only_one_state_of_the_records_has_its_quantiles_computed(
    facts: Callable[[Asked], Facts], now: Asked, table: str, stands: bool
) -> None:
    before = as_earlier(facts(FIRST), {table: {"one|median": 4.0, "one|p90": 9.0, "other|median": None}})
    assert with_given([before], facts(now)).given == ({"one": Given(4.0, 9.0, BEFORE)} if stands else {})


def test_an_edition_that_repeats_is_no_origin_and_the_newest_origin_stands(facts: Callable[[Asked], Facts]) -> None:
    def edition(asked: Asked, median: float) -> Earlier:
        return as_earlier(facts(asked), {"T10d": {"one|median": median, "one|p90": 9.0}})

    first, repeating = edition(FIRST, 4.0), edition(("2025-Q3", "members", TODAY), 4.0)
    own = edition(("2025-Q3", "members", TODAY), 5.0)
    now = facts(("2025-Q4", "members", date(2026, 3, 1)))
    assert with_given([first, repeating], now).given == {"one": Given(4.0, 9.0, BEFORE)}
    assert with_given([first, own], now).given == {"one": Given(5.0, 9.0, TODAY)}


def test_what_an_earlier_edition_gave_stands_in_the_tables_with_its_day(sample_facts: Callable[..., Facts]) -> None:
    facts = sample_facts("2025-Q4", "members", cases=1200, seed=1)
    rows = {"T10d": ("contact", "firearm"), "T13d": ("DEATH", "OTHER")}
    alone = values_of(build_summary(facts))
    later = build_summary(replace(facts, given={row: Given(7, 99, BEFORE) for names in rows.values() for row in names}))
    values = values_of(later)
    for table, names in rows.items():
        for row in names:
            assert (values[table][f"{row}|median"], values[table][f"{row}|p90"]) == (7, 99)
            assert values[table][f"{row}|events"] == alone[table][f"{row}|events"]
        (printed,) = (each for each in later.tables if each.id == table)
        assert all("1° dicembre 2025" in item.label.it for item in printed.axes[0].items)
