"""An attacker who has only the exported files: own code, own solver, counts recounted from the cases."""

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import linprog

from observatory.cases.case import Case
from observatory.exports.csv_tables import write_csv
from observatory.summary.build import build_summary
from observatory.summary.facts import Facts
from observatory.terms import Language

FORCES = ("PS", "CC", "GF", "PP")
TOTAL = "_T"
Cells = dict[tuple[str, ...], int | None]


def published(path: Path) -> tuple[list[str], Cells]:
    """Dimensions and counts of one file; hidden counts are None. Derived measures are left aside."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    dimensions = [name for name in rows[0] if name not in ("OBS_VALUE", "OBS_STATUS", "CONF_STATUS", "measure")]
    counts = [row for row in rows if row.get("measure", "events") == "events"]
    assert all((row["OBS_VALUE"] == "") == (row["OBS_STATUS"] in "QO") for row in counts)
    return dimensions, {
        tuple(row[d] for d in dimensions): int(row["OBS_VALUE"]) if row["OBS_VALUE"] else None
        for row in counts
        if "KNOWN" not in row.values()
    }


def intervals(cells: Cells) -> dict[tuple[str, ...], tuple[float, float]]:
    """What an attacker who knows that counts add up and are not negative can say of each hidden cell."""
    hidden = [at for at, value in cells.items() if value is None]
    equations = list(sums(cells))
    known = [sum(cells[at] or 0 for at in parts) - (cells[whole] or 0) for parts, whole in equations]
    matrix = np.array(
        [[(at in parts) - (at == whole) for at in hidden] for parts, whole in equations], dtype=float
    ).reshape(len(equations), len(hidden))
    found = {}
    for number, at in enumerate(hidden):
        objective = np.zeros(len(hidden))
        objective[number] = 1
        solve = lambda sign, c=objective: linprog(sign * c, A_eq=matrix, b_eq=-np.array(known), method="highs")  # noqa: E731
        low, high = solve(1), solve(-1)
        assert low.status == 0
        found[at] = (low.fun, np.inf if high.status == 3 else -high.fun)
    return found


def sums(cells: Cells) -> Iterator[tuple[list[tuple[str, ...]], tuple[str, ...]]]:
    """Every total in the file with its parts."""
    for whole in cells:
        for position, code in enumerate(whole):
            parts = [at for at in cells if at[position] != TOTAL and at[:position] == whole[:position]]
            parts = [at for at in parts if at[position + 1 :] == whole[position + 1 :]]
            if code == TOTAL and parts:
                yield parts, whole


def recounted(of: Iterable[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """Counts with all margins, by plain enumeration."""
    counts: Counter[tuple[str, ...]] = Counter()
    for leaf in of:
        counts.update(product(*((code, TOTAL) for code in leaf)))
    return counts


def countable(facts: Facts, since: str, until: str) -> list[Case]:
    return [
        c
        for c in facts.cases
        if c.force in FORCES and c.status not in ("ES", "DU") and c.month and since <= c.month <= until
    ]


def serving_suicides(facts: Facts, since: str, until: str) -> list[Case]:
    return [c for c in countable(facts, since, until) if c.event_type == "SU" and c.position not in ("C1", "C2")]


RANKS = {"R0": "R01", "R1": "R01", "R2": "R2", "R3": "R3", "R4": "R45", "R5": "R45", "NN": "NN"}
AGES = {"E1": "A1", "E2": "A1", "E3": "A2", "E4": "A3", "E5": "A4", "E6": "A4", "NN": "NN"}


def truths(facts: Facts) -> dict[str, Counter[tuple[str, ...]]]:
    """The true counts of some tables, recounted without the program's counting."""
    pooled = serving_suicides(facts, "2023-01", "2025-12")
    five_years = serving_suicides(facts, "2021-01", "2025-12")
    since = "2025-01" if facts.profile.short else "2023-01"
    started = [i for i in facts.interventions if i.force in FORCES and since <= (i.start or "") <= "2025-12"]
    return {
        "T3b": recounted((str(c.month)[:4], str(c.force)) for c in five_years),
        "T5": recounted((str(c.sex), AGES[c.age_band or "NN"]) for c in pooled),
        "T5b": recounted((AGES[c.age_band or "NN"],) for c in pooled),
        "T6a": recounted((RANKS[c.rank_category or "NN"],) for c in pooled),
        "T6c": recounted((c.position or "NN",) for c in pooled),
        "T7c": recounted((c.place or "NN",) for c in pooled),
        "T10a": recounted((str(i.kind)[0], str(i.force)) for i in started),
    }


@pytest.mark.parametrize(
    ("audience", "cases", "seed"),
    [("members", 3000, 1), ("members", 400, 2), ("interforce", 3000, 3), ("external", 3000, 1)],
)
def test_nobody_can_work_a_small_count_back_from_a_file(
    sample_facts: Callable[..., Facts], tmp_path: Path, audience: str, cases: int, seed: int
) -> None:
    threshold = {"members": 3, "interforce": 5, "external": 10}[audience]
    facts = sample_facts("2025", audience, cases=cases, seed=seed)
    write_csv(build_summary(facts), Language.IT, tmp_path)
    hidden_small = 0
    for name, truth in truths(facts).items():
        if not (tmp_path / f"{name}.csv").exists():
            continue
        _, cells = published(tmp_path / f"{name}.csv")
        assert {at: truth[at] for at, value in cells.items() if value is not None} == {
            at: value for at, value in cells.items() if value is not None
        }, name
        assert not [at for at, value in cells.items() if value is not None and 0 < value < threshold], name
        for at, (low, high) in intervals(cells).items():
            if 0 < truth[at] < threshold:
                hidden_small += 1
                assert low <= 1e-7, (name, at)
                assert high >= threshold - 1e-7, (name, at)
    assert hidden_small, "the example must have something to hide"


def test_the_attack_succeeds_where_only_the_small_cells_are_hidden() -> None:
    """The attacker above is no straw man: with primary suppression alone it finds the published 4 × 4 example out.

    Source of the example: forces by age band, all six small cells are recovered exactly from the margins.
    """
    table = {"PS": (2, 5, 7, 4), "CC": (3, 6, 8, 3), "GF": (1, 2, 4, 2), "PP": (0, 3, 2, 1)}
    truth = recounted(
        leaf for force, counts in table.items() for age, n in enumerate(counts) for leaf in [(force, str(age))] * n
    )
    truth.update({("PP", "0"): 0})
    cells: Cells = {at: (None if 0 < n < 3 else n) for at, n in truth.items()}
    found = intervals(cells)
    assert len(found) == 6
    assert all(low == pytest.approx(truth[at]) == pytest.approx(high) for at, (low, high) in found.items())
