"""Tables of changes (T13a) of several editions beside each other, attacked with every course an event can take."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import combinations, product
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from observatory.summary import quality
from observatory.summary.build import build_summary
from observatory.summary.content import Summary
from observatory.summary.editions import values_of
from observatory.summary.facts import Facts, Previous

DAYS = (date(2025, 6, 1), date(2025, 9, 1), date(2025, 12, 1))
CHANGES = ("LATE", "CONFIRMED", "RECLASSIFIED", "EXCLUDED")
THRESHOLDS = {"members": 3, "interforce": 5}
Made = tuple[Facts, Summary]
Pair = tuple[int, int]
State = tuple[str, str] | None
Label = tuple[str, str]


def facts_of(sample_facts: Callable[..., Facts], audience: str, pair: Pair, cases: int, seed: int) -> Facts:
    before, now = (sample_facts("2025-Q3", audience, cases=cases, seed=seed, day=DAYS[n]) for n in pair)
    return replace(now, previous=Previous(DAYS[pair[0]], 1, {}), cases_before=before.cases)


def label(before: State, now: State, *, is_old: bool) -> Label:
    """As the table's manual says; nothing where the table shows nothing."""
    if now is None:
        return "", ""
    kind = "DEATH" if now[0] in ("SU", "SI") else "OTHER"
    if before is None:
        return ("LATE", kind) if is_old else ("", "")
    if now[1] == "ES" and before[1] != "ES":
        return "EXCLUDED", kind
    if now[0] != before[0]:
        return "RECLASSIFIED", kind
    return ("CONFIRMED", kind) if now[1] == "CO" != before[1] else ("", "")


def possible(pairs: Sequence[Pair]) -> set[tuple[Label, ...]]:
    """The labels of everything that can become of an event over three days; it may have happened after some."""
    states = (None, *product(("SU", "SI", "TE", "AP"), ("AC", "CO", "ES")))
    return {
        tuple(label(course[a], course[b], is_old=a >= begun) for a, b in pairs)
        for course in product(states, repeat=len(DAYS))
        for begun in range(len(DAYS) + 1)
    }


def true_labels(facts: Facts) -> Counter[Label]:
    before = {c.id: (c.event_type, "ES" if c.status in ("ES", "DU") else c.status) for c in facts.cases_before}
    found: Counter[Label] = Counter()
    for case in facts.cases:
        if case.force in ("PS", "CC", "GF", "PP"):
            now = (case.event_type, "ES" if case.status in ("ES", "DU") else case.status)
            is_old = (case.month or "1900-01") <= f"{facts.previous.as_of:%Y-%m}"
            found[label(before.get(case.id), now, is_old=is_old)] += 1
    return found


def bounds(made: Sequence[Made]) -> dict[tuple[Pair, Label, int], tuple[float, float]]:
    """Of each small count that some edition hides, the least and the most that a reader of all must think possible."""
    pairs = sorted({pair_of(facts) for facts, _ in made})
    courses = sorted(possible(pairs))
    told = list(cells(made))
    shown = [(row(at, pairs, courses), n) for _, at, n in told if n is not None]
    matrix = {"A_eq": np.array([r for r, _ in shown]), "b_eq": [n for _, n in shown]} if shown else {}
    truth = {pair_of(facts): true_labels(facts) for facts, _ in made}
    public = {at for _, at, n in told if n is not None}
    found = {}
    for threshold, (pair, codes), value in told:
        count = sum(truth[pair][change] for change in within(codes))
        if value is None and (pair, codes) not in public and 0 < count < threshold:
            sums = row((pair, codes), pairs, courses)
            ends = [linprog(s * sums, **matrix, bounds=(0, 1_000), method="highs") for s in (1, -1)]
            assert [end.status for end in ends] == [0, 0]
            found[pair, codes, threshold] = (ends[0].fun, -ends[1].fun)
    return found


def pair_of(facts: Facts) -> Pair:
    return DAYS.index(facts.previous.as_of), DAYS.index(facts.as_of)


def cells(made: Sequence[Made]) -> Iterator[tuple[int, tuple[Pair, Label], float | None]]:
    for facts, summary in made:
        for at, value in values_of(summary).get("T13a", {}).items():
            change, kind = at.split("|")
            yield THRESHOLDS[facts.audience], (pair_of(facts), (change, kind)), value


def within(codes: Label) -> list[Label]:
    return [(codes[0], kind) for kind in ("DEATH", "OTHER") if codes[1] in ("_T", kind)]


def row(cell: tuple[Pair, Label], pairs: Sequence[Pair], courses: Sequence[tuple[Label, ...]]) -> np.ndarray:
    place, wanted = pairs.index(cell[0]), within(cell[1])
    return np.array([float(course[place] in wanted) for course in courses])


def learnt(made: Sequence[Made]) -> list[str]:
    """What each edition in turn narrows that those before it had left open."""
    found = []
    for last in range(1, len(made) + 1):
        before = bounds(made[: last - 1]) if last > 1 else {}
        for cell, (low, high) in bounds(made[:last]).items():
            was = before.get(cell, (0, cell[2]))
            if low > max(was[0], 0) + 1e-6 or high < min(was[1], cell[2]) - 1e-6:
                found.append(f"{cell}: {low}–{high}")
    return found


LEAKS = 1
"""Seed of records of which these tables, each made for itself, tell a change that one of them hides."""

CHAIN: tuple[tuple[str, Pair], ...] = (("interforce", (0, 1)), ("members", (1, 2)), ("members", (0, 2)))


@pytest.mark.parametrize("seed", range(3))
def test_a_chain_of_tables_of_changes_narrows_no_small_change(
    sample_facts: Callable[..., Facts], history: Callable[[Iterable[Facts]], list[Made]], seed: int
) -> None:
    draw = Random(seed)  # noqa: S311 - a test that can be repeated
    pairs = draw.sample(list(combinations(range(3), 2)), 3)
    asked = CHAIN if seed == 0 else tuple((draw.choice(list(THRESHOLDS)), pair) for pair in pairs)
    cases = (300, 60, 90)[seed]
    assert learnt(history(facts_of(sample_facts, who, pair, cases, seed or LEAKS) for who, pair in asked)) == []


def test_the_same_tables_made_each_for_itself_do_leak(
    sample_facts: Callable[..., Facts], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen best where a table shows some changes beside hidden ones, as earlier versions did."""
    monkeypatch.setattr(quality, "_whole_or_none", lambda table: table)
    asked = [facts_of(sample_facts, who, pair, 300, LEAKS) for who, pair in CHAIN]
    assert learnt([(facts, build_summary(facts)) for facts in asked])
