"""Editions of the summary beside each other: what a reader of all of them learns (see `sample_reader.py`)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from types import ModuleType

import pytest

from observatory.summary.build import build_summary
from observatory.summary.content import Summary
from observatory.summary.editions import values_of
from observatory.summary.facts import Facts

Made = tuple[Facts, Summary]
History = Callable[[Iterable[Facts]], list[Made]]
Learnt = Callable[[Sequence[Made], Path], Iterator[str]]
TOTAL = "_T"
AGES = ("A1", "A2", "A3", "A4", "NN")


@pytest.fixture(scope="module")
def learnt(sibling: Callable[[str], ModuleType]) -> Learnt:
    """The attack on files; it reads them as the attack on one edition does."""
    reader, files = sibling("sample_reader"), sibling("test_summary_joint_attack")
    return lambda made, folder: reader.learnt(files, made, folder)


def test_a_count_that_moved_by_a_few_is_not_shown_anew(sample_facts: Callable[..., Facts], history: History) -> None:
    """Except in national totals of events, which are revised in the open."""
    asked = [sample_facts("2025-Q4", "members", cases=600, seed=1, day=day) for day in (BEFORE, TODAY)]
    alone = [dict(values_of(build_summary(facts))) for facts in asked]
    beside = [dict(values_of(summary)) for _, summary in history(asked)]
    assert moved(*alone)
    assert not moved(*beside)
    assert [at for at in beside[0]["T3a"] if is_few(beside[0]["T3a"][at], beside[1]["T3a"].get(at)) and "events" in at]


def moved(before: dict[str, dict], now: dict[str, dict]) -> list[tuple[str, str]]:
    """Counts by force and by characteristic."""
    names = ("T1b", "T3b", "T5", "T6a", "T6b", "T6c", "T7c", "T7d", "T9", "T10a", "T10b")
    return [
        (name, at)
        for name in names
        for at in before.get(name, {}).keys() & now.get(name, {}).keys()
        if is_few(before[name][at], now[name][at])
        and at.split("|")[1] in ("events", "PS", "CC", "GF", "PP", *AGES)
        and at.split("|")[0] not in (TOTAL, "KNOWN")
    ]


def is_few(before: float | None, now: float | None) -> bool:
    return None not in (before, now) and 0 < abs(now - before) < 3


Asked = tuple[str, str, date]
TODAY, BEFORE = date(2026, 2, 15), date(2025, 12, 1)
HISTORIES: dict[str, tuple[Asked, ...]] = {
    "wider audience second": (("2025-Q4", "members", TODAY), ("2025-Q4", "interforce", TODAY)),
    "wider audience first": (("2025-Q4", "interforce", TODAY), ("2025-Q4", "members", TODAY)),
    "late registrations": (("2025-Q4", "members", BEFORE), ("2025-Q4", "members", TODAY)),
    "quarter, half-year, year": tuple((p, "members", TODAY) for p in ("2025-Q2", "2025-S1", "2025-Q4", "2025")),
    "rolling windows": tuple((f"2025-Q{n}", "members", TODAY) for n in (1, 2, 3, 4)),
    "four months beside quarters": (("2025-T3", "interforce", BEFORE), ("2025-Q4", "members", TODAY)),
}


@pytest.mark.parametrize("name", HISTORIES)
def test_nobody_can_narrow_a_small_count_with_all_editions_in_hand(
    sample_facts: Callable[..., Facts], history: History, learnt: Learnt, tmp_path: Path, name: str
) -> None:
    told = [sample_facts(p, to, cases=200, seed=4, day=day, compared=True) for p, to, day in HISTORIES[name]]
    made = history(told)
    assert any("T4" in values_of(summary) for _, summary in made)
    assert list(learnt(made, tmp_path)) == []


def test_a_reader_who_knows_no_change_learns_nothing_from_editions_of_one_day(
    sample_facts: Callable[..., Facts], history: History, learnt: Learnt, tmp_path: Path
) -> None:
    """Between two editions of one day there was one of an earlier day: that one must not hide what these two tell."""
    asked = (("members", TODAY), ("interforce", BEFORE), ("external", TODAY), ("interforce", TODAY))
    made = history(sample_facts("2025-Q4", audience, cases=300, seed=5, day=day) for audience, day in asked)
    assert list(learnt([one for one in made if one[0].as_of == TODAY], tmp_path)) == []


@pytest.mark.parametrize("name", HISTORIES)
def test_the_same_editions_made_each_for_itself_do_leak(
    sample_facts: Callable[..., Facts], learnt: Learnt, tmp_path: Path, name: str
) -> None:
    asked = [sample_facts(p, audience, cases=120, seed=3, day=day) for p, audience, day in HISTORIES[name]]
    assert next(learnt([(facts, build_summary(facts)) for facts in asked], tmp_path), None)


@pytest.mark.parametrize("seed", range(12))
def test_nobody_learns_more_from_histories_made_by_chance(
    sample_facts: Callable[..., Facts], history: History, learnt: Learnt, tmp_path: Path, seed: int
) -> None:
    draw = Random(seed)  # noqa: S311 - a test that can be repeated
    days = sorted(draw.choices((BEFORE, date(2026, 1, 20), TODAY), k=3))
    periods = draw.sample(
        ("2025-Q3", "2025-Q4", "2025-Q4", "2025-T2", "2025-T3", "2025-S1", "2025-S2", "2025", "2024"), 3
    )
    cases = draw.choice((60, 90, 150))
    facts = partial(sample_facts, cases=cases, seed=seed, compared=seed % 2 == 0)
    asked = [
        facts(p, draw.choice(("members", "interforce", "external", "members")), day=day)
        for p, day in zip(periods, days, strict=True)
    ]
    assert list(learnt(history(asked), tmp_path)) == []
