"""Releases protected against all earlier ones: nothing leaks from the union, and much does from releases apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from observatory.disclosure.history import History, Past
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import TOTAL, Classification, Coordinates, Cube, SafeTable, TableSpec

QUARTERS = Classification(
    "quarter", {TOTAL: "", "9M": TOTAL, "Q4": TOTAL, "H1": "9M", "Q3": "9M", "Q1": "H1", "Q2": "H1"}
)
AXES = (
    Classification.flat("force", ("PS", "CC", "GDF")),
    Classification("area", {TOTAL: "", "N": TOTAL, "S": TOTAL, "N1": "N", "N2": "N", "S1": "S"}),
    QUARTERS,
)
K = 3
OPEN = ({"Q1"}, {"Q2", "H1"}, {"Q3", "9M"}, {"Q4", TOTAL})
"""What each quarter's release shows: the quarter, and the year so far."""


def spec(number: int, shown: set[str]) -> TableSpec:
    return TableSpec(f"release {number}", ("force", "area", "quarter"), {"quarter": frozenset(shown)})


def drawn(seed: int, records: int = 70) -> dict[Coordinates, int]:
    rng = np.random.default_rng(seed)
    found: dict[Coordinates, int] = {}
    for _ in range(records):
        at = tuple(str(rng.choice(axis.leaves)) for axis in AXES)
        found[at] = found.get(at, 0) + 1
    return found


@dataclass(frozen=True)
class Issue:
    """A table and the counts that it was made from."""

    table: SafeTable
    counts: Mapping[Coordinates, int]


def issued(seed: int, *, jointly: bool) -> list[Issue]:
    """Four quarterly releases with the year so far, then the revised year with late records and one withdrawn."""
    final = drawn(seed)
    issues: list[Issue] = []
    for number, shown in enumerate(OPEN):
        late = ["Q1", "Q2", "Q3", "Q4"][number + 1 :]
        counts = {at: n for at, n in final.items() if at[2] not in late}
        issues.append(_next(issues, counts, spec(number, shown), jointly=jointly))
    revised = dict(final)
    for at in list(drawn(seed + 100, 4)):
        revised[at] = revised.get(at, 0) + 1
    withdrawn = max(final, key=lambda at: (final[at], at))
    revised[withdrawn] -= 1
    issues.append(_next(issues, revised, spec(4, {TOTAL}), jointly=jointly))
    return issues


def _next(before: Sequence[Issue], counts: Mapping[Coordinates, int], asked: TableSpec, *, jointly: bool) -> Issue:
    made_from = [dict(issue.counts) for issue in before]
    past = History(tuple(Past((issue.table,), known) for issue, known in zip(before, made_from, strict=True)))
    made = protect(Cube(AXES, counts), [asked], Rule(K), budget_seconds=0.1, history=past if jointly else None)
    return Issue(made.tables[0], counts)


def leaks(issues: Sequence[Issue]) -> int:
    """Small counts, and small revisions, of which linear programming over all releases excludes 0 or the threshold.

    Unknown are the records of each combination that only the first vintage has, that both have, and only the second.
    """
    rows, values = [], []
    for number, issue in enumerate(issues):
        for at, cell in issue.table.cells.items():
            if cell.is_published:
                rows.append(unknowns(at, IN_REVISED if number == len(issues) - 1 else IN_FIRST))
                values.append(cell.value)
    return sum(is_narrow(np.array(rows), np.array(values), goal) for goal in goals(issues))


IN_FIRST, IN_REVISED, LOST, ADDED = (1, 1, 0), (0, 1, 1), (1, 0, 0), (0, 0, 1)
LEAVES = list(product(*(axis.leaves for axis in AXES)))


def unknowns(at: Coordinates, states: tuple[int, int, int]) -> np.ndarray:
    inside = [all(c in a.ancestors(leaf) for a, c, leaf in zip(AXES, at, atom, strict=True)) for atom in LEAVES]
    return np.outer(np.array(inside, dtype=float), states).ravel()


def goals(issues: Sequence[Issue]) -> list[np.ndarray]:
    found = {}
    first, revised = issues[-2].counts, issues[-1].counts
    added = np.array([max(0, revised.get(at, 0) - first.get(at, 0)) for at in LEAVES])
    lost = np.array([max(0, first.get(at, 0) - revised.get(at, 0)) for at in LEAVES])
    kept = np.array([first.get(at, 0) for at in LEAVES]) - lost
    true = np.column_stack([lost, kept, added]).ravel()
    for number, issue in enumerate(issues):
        for at in issue.table.cells:
            for states in (IN_REVISED, LOST, ADDED) if number == len(issues) - 1 else (IN_FIRST,):
                row = unknowns(at, states)
                if 0 < row @ true < K:
                    found[row.tobytes()] = row
    return list(found.values())


def is_narrow(rows: np.ndarray, values: np.ndarray, goal: np.ndarray) -> bool:
    low = linprog(goal, A_eq=rows, b_eq=values)
    high = linprog(-goal, A_eq=rows, b_eq=values)
    assert low.status == 0
    return bool(low.fun > TINY or (high.status == 0 and -high.fun < K - TINY))


TINY = 1e-6


@pytest.mark.parametrize("seed", range(20))
def test_nothing_leaks_from_the_union_of_all_releases(seed: int) -> None:
    assert leaks(issued(seed, jointly=True)) == 0


def test_the_same_histories_protected_one_by_one_leak() -> None:
    assert sum(leaks(issued(seed, jointly=False)) > 0 for seed in range(5)) == 5
