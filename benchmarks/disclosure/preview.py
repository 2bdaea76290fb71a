"""How long a table on the screen takes to be protected and to be audited: milliseconds of this process.

    python benchmarks/disclosure/preview.py [--most 2000] [--threshold 3 5 10] [--times 1]

Tables as a screen shows them (force by sex, age, quarter, region …), 60 to 5,000 invented, seeded records, camouflage
zeros. `preview` is the quick way for the screen, whose worlds are its proof by additions; `protect` the first safe
answer of a release, without a search for fewer cells; `audit` the linear attacker, let loose on the preview. `more` is
how many times as many cells the preview hides, sensitive ones included. With `--times` the least of so many
measurements counts, against other work on the machine. The goal is 300 ms for up to 2,000 cells.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

import numpy as np

from observatory.disclosure.audit import audit
from observatory.disclosure.preview import preview
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Cube, TableSpec

SIZES = {
    "force region": (4, 20), "force sex age": (4, 2, 6), "force age quarter": (4, 8, 4),
    "force sex age quarter": (5, 2, 5, 4), "force age month": (4, 5, 12), "force region method": (5, 20, 10),
    "force sex age month": (4, 2, 6, 12), "force region sex age": (4, 20, 2, 5),
}  # fmt: skip
RECORDS = (60, 300, 1_000, 5_000)
GOAL = 300.0


def instance(sizes: Sequence[int], records: int) -> Cube:
    rng = np.random.default_rng(1)
    axes = [Classification.flat(f"d{n}", tuple(f"{n}-{code}" for code in range(size))) for n, size in enumerate(sizes)]
    columns = []
    for axis in axes:
        shares = rng.dirichlet(np.full(len(axis.leaves), 2.0))
        columns.append([axis.leaves[n] for n in rng.choice(len(axis.leaves), records, p=shares)])
    return Cube(tuple(axes), Counter(zip(*columns, strict=True)))


def milliseconds(work: Callable[[], object], times: int) -> float:
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(1_000 * (time.process_time() - start))
    return min(found)


@dataclass(frozen=True)
class Measured:
    """One table: what it takes, and how many times as many cells the preview hides."""

    preview: float
    more: float


def measured(name: str, records: int, threshold: int, times: int) -> Measured:
    """Prints the line of one table."""
    cube, rule = instance(SIZES[name], records), Rule(threshold)
    spec = [TableSpec("t", cube.dimensions)]
    quick = preview(cube, spec, rule)
    if quick is None:
        raise SystemExit(f"{name}: no preview")
    thorough, own = protect(cube, spec, rule, budget_seconds=0).report[0], quick.report[0]
    more = (own.sensitive + own.secondary) / max(1, thorough.sensitive + thorough.secondary)
    spent = milliseconds(lambda: preview(cube, spec, rule), times)
    usual = milliseconds(lambda: protect(cube, spec, rule, budget_seconds=0), times)
    check = milliseconds(lambda: audit(quick.tables, cube, rule), times)
    print(
        f"{name:<24}{own.cells:>7}{records:>9}{threshold:>4}{own.sensitive:>11}{own.secondary:>11}"
        f"{thorough.secondary:>11}{more:>7.2f}{spent:>12.0f}{usual:>12.0f}{check:>10.0f}",
        flush=True,
    )
    return Measured(spent, more)


def cells(name: str) -> int:
    return int(np.prod([size + 1 for size in SIZES[name]]))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Milliseconds for tables on the screen.")
    parser.add_argument("--most", type=int, default=2_000, help="tables of up to so many cells")
    parser.add_argument("--threshold", type=int, nargs="+", default=[3, 5, 10])
    parser.add_argument("--times", type=int, default=1, help="the least of so many measurements")
    asked = parser.parse_args(arguments)
    print(
        f"{'table':<24}{'cells':>7}{'records':>9}{'k':>4}{'sensitive':>11}{'secondary':>11}{'protect':>11}{'more':>7}"
        f"{'preview ms':>12}{'protect ms':>12}{'audit ms':>10}"
    )
    made = [
        measured(name, records, threshold, asked.times)
        for name in SIZES
        if cells(name) <= asked.most
        for records in RECORDS
        for threshold in asked.threshold
    ]
    worst, more = max(one.preview for one in made), [one.more for one in made]
    within = sum(one.preview <= GOAL for one in made)
    print(f"{within} of {len(made)} within {GOAL:.0f} ms, the slowest {worst:.0f} ms.")
    print(f"Times as many cells hidden: median {median(more):.2f}, most {max(more):.2f}.")


if __name__ == "__main__":
    main()
