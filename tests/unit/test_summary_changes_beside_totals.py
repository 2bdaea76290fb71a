"""The table of changes (T13a) beside national totals of the two days it compares, which are revised in the open."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from observatory.summary import quality
from observatory.summary.facts import Facts, Previous

DAYS = (date(2025, 6, 1), date(2025, 9, 1), date(2025, 12, 1))
TYPES = ("SU", "SI", "TE", "AP")
K = 3
Change = tuple[str | None, str | None]
"""Type of an event on the first day and on the second; None where it was not known, or ruled out."""


def kind_of(event: str) -> str:
    return "DEATH" if event in ("SU", "SI") else "OTHER"


def ways() -> Iterator[tuple[Change, tuple[str, str]]]:
    """What can become of an event of months already begun, with the cell that counts it; confirming adds nothing.

    The reader takes for granted what is nearly always so: late events are not ruled out at once, and what was ruled out
    is not taken up again.
    """
    for one in TYPES:
        yield (None, one), ("LATE", kind_of(one))
        yield (one, None), ("EXCLUDED", kind_of(one))
        for other in TYPES:
            if one != other:
                yield (one, other), ("RECLASSIFIED", kind_of(other))


def net(facts: Facts) -> dict[str, int]:
    """By how much each national total of months already begun differs between the two days."""
    found = Counter[str]()
    for cases, sign in ((facts.cases_before, -1), (facts.cases, 1)):
        for case in cases:
            is_old = (case.month or "1900-01") <= f"{facts.previous.as_of:%Y-%m}"
            if case.force in ("PS", "CC", "GF", "PP") and case.status not in ("ES", "DU") and is_old:
                found[case.event_type] += sign
    return {kind: found[kind] for kind in TYPES}


def narrowed(facts: Facts) -> list[str]:
    """The hidden small changes of which the table tells more than the totals alone, which are revised in the open."""
    (table,) = quality._revisions(facts)
    shown = {at: one.value for at, one in table.observations.items()}
    true = Counter(facts.changed)
    every, sums = list(ways()), []
    for kind, difference in net(facts).items():
        sums.append(([float((c[1] == kind) - (c[0] == kind)) for c, _ in every], difference))
    totals = list(sums)
    for at, value in shown.items():
        if value is not None and at[0] != "CONFIRMED":
            sums.append((counted(every, at), value))
    found = []
    for at, value in shown.items():
        count = sum(n for (change, kind), n in true.items() if change == at[0] and at[1] in (kind, "_T"))
        if value is None and at[0] != "CONFIRMED" and 0 < count < K:
            least, most = ends(np.array(counted(every, at)), totals)
            low, high = ends(np.array(counted(every, at)), sums)
            found += [f"{at}: {low}–{high}"] if low > least + 1e-6 or high < min(K, most) - 1e-6 else []
    return found


def counted(every: list[tuple[Change, tuple[str, str]]], at: tuple[str, ...]) -> list[float]:
    return [float(label[0] == at[0] and at[1] in (label[1], "_T")) for _, label in every]


def ends(row: np.ndarray, sums: list[tuple[list[float], float]]) -> tuple[float, float]:
    matrix, told = np.array([one for one, _ in sums]), [n for _, n in sums]
    found = [linprog(s * row, A_eq=matrix, b_eq=told, bounds=(0, 1_000), method="highs") for s in (1, -1)]
    assert [one.status for one in found] == [0, 0]
    return found[0].fun, -found[1].fun


@pytest.fixture
def all_facts(sample_facts: Callable[..., Facts]) -> list[Facts]:
    made = []
    for seed, cases in product(range(3), (60, 300)):
        for one, other in ((0, 1), (1, 2)):
            before, now = (
                sample_facts("2025-Q3", "members", cases=cases, seed=seed, day=DAYS[n]) for n in (one, other)
            )
            made.append(replace(now, previous=Previous(DAYS[one], 1, {}), cases_before=before.cases))
    return made


def test_totals_of_two_days_narrow_no_hidden_change(all_facts: list[Facts]) -> None:
    assert [narrowed(facts) for facts in all_facts] == [[]] * len(all_facts)


def test_a_table_that_shows_some_changes_beside_hidden_ones_does_tell(
    all_facts: list[Facts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "_whole_or_none", lambda table: table)
    assert any(narrowed(facts) for facts in all_facts)


def test_changes_that_are_all_large_or_none_are_shown(all_facts: list[Facts]) -> None:
    none = replace(all_facts[0], cases=all_facts[0].cases_before)
    (table,) = quality._revisions(none)
    assert {one.value for one in table.observations.values()} == {0}
