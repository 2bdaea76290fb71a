"""How long a table on the screen takes to be protected and to be audited: milliseconds of this process.

    python benchmarks/disclosure/preview.py [--most 2000] [--threshold 3 5 10]

Tables as a screen shows them (force by sex, age, quarter, region …), 60 to 5,000 invented, seeded records, camouflage
zeros. `protect` is what a preview goes through: the first safe answer, whose worlds are its proof by additions;
`audit` is the linear attacker that a release goes through as well. The goal is 300 ms for up to 2,000 cells.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from observatory.disclosure.audit import audit
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


def milliseconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return 1_000 * (time.process_time() - start)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Milliseconds for tables on the screen.")
    parser.add_argument("--most", type=int, default=2_000, help="tables of up to so many cells")
    parser.add_argument("--threshold", type=int, nargs="+", default=[3, 5, 10])
    asked = parser.parse_args(arguments)
    print(f"{'table':<24}{'cells':>7}{'records':>9}{'k':>4}{'secondary':>11}{'protect ms':>12}{'audit ms':>10}")
    within = total = 0
    for name, sizes in SIZES.items():
        for records in RECORDS:
            cube = instance(sizes, records)
            spec = [TableSpec("t", cube.dimensions)]
            for threshold in asked.threshold:
                rule = Rule(threshold)
                made = protect(cube, spec, rule, budget_seconds=0)
                report = made.report[0]
                if report.cells > asked.most:
                    continue
                first = milliseconds(lambda: protect(cube, spec, rule, budget_seconds=0))  # noqa: B023 - run at once
                check = milliseconds(lambda: audit(made.tables, cube, rule))  # noqa: B023
                within, total = within + (first <= GOAL), total + 1
                print(
                    f"{name:<24}{report.cells:>7}{records:>9}{threshold:>4}{report.secondary:>11}"
                    f"{first:>12.0f}{check:>10.0f}",
                    flush=True,
                )
    print(f"{within} of {total} within {GOAL:.0f} ms.")


if __name__ == "__main__":
    main()
