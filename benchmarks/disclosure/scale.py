"""How protection grows with cells and records: seconds, memory, what is hidden, what an attacker still finds.

    python benchmarks/disclosure/scale.py [--seconds 0] [--attack 6000] [NAME ...]

Each instance runs in a process of its own, so that its memory can be told. `first` is the CPU time of the first safe
answer, `all` with `--seconds` more for hiding fewer cells; `hidden` are the secondary cells, with events and without;
`loss` is the sum of 10 (1 + ln(1 + n)) over the former and of 3 over the latter; `leaks` are sensitive cells that the
linear attacker narrows, for tables of up to `--attack` cells. Records are invented and seeded.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from math import log

import numpy as np

from observatory.disclosure.attacker import Interval, attack
from observatory.disclosure.protection import Protection
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import TOTAL, Classification, Cube, SafeTable, TableSpec

K = 3
SMALL, MIDDLE, LARGE, HUGE = (
    "force sex age quarter",
    "force sex region method",
    "force sex province quarter type",
    ("force sex province age quarter kind"),
)
INSTANCES = {
    "t500s": (SMALL, 60), "t500": (SMALL, 300), "t5ks": (MIDDLE, 400), "t5k": (MIDDLE, 2_000),
    "t50ks": (LARGE, 400), "t50k": (LARGE, 10_000), "t200ks": (HUGE, 400), "t200k": (HUGE, 30_000),
}  # fmt: skip
FLAT = {"force": 5, "sex": 2, "age": 5, "quarter": 4, "method": 10, "type": 3, "kind": 2}


def axis(name: str) -> Classification:
    """A flat dimension, or five areas with four regions each, or these with five provinces each."""
    if name in FLAT:
        return Classification.flat(name, tuple(f"{name}{n}" for n in range(FLAT[name])))
    parents = {TOTAL: ""}
    for area in range(5):
        parents[f"A{area}"] = TOTAL
        for region in range(4):
            parents[f"R{area}{region}"] = f"A{area}"
            for province in range(5 if name == "province" else 0):
                parents[f"P{area}{region}{province}"] = f"R{area}{region}"
    return Classification(name, parents)


def instance(name: str, seed: int = 1) -> Cube:
    """Records with unequal categories: the first ones are frequent, the last ones rare."""
    names, records = INSTANCES[name]
    axes = tuple(axis(part) for part in names.split())
    rng = np.random.default_rng(seed)
    columns = []
    for own in axes:
        shares = rng.dirichlet(np.full(len(own.leaves), 2.0))
        columns.append([own.leaves[n] for n in rng.choice(len(own.leaves), records, p=shares)])
    return Cube(axes, Counter(zip(*columns, strict=True)))


def measure(name: str, seconds: float, attacked: int) -> str:
    cube = instance(name)
    spec = TableSpec("t", cube.dimensions)
    start, wall = time.process_time(), time.perf_counter()
    made = protect(cube, [spec], Rule(K), budget_seconds=0)
    first = time.process_time() - start
    passed = time.perf_counter() - wall
    if seconds:
        start = time.process_time()
        made = protect(cube, [spec], Rule(K), budget_seconds=seconds)
    spent = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    report = made.report[0]
    events, zeros, loss = lost(cube, made)
    found = leaks(cube, made) if report.cells <= attacked else "-"
    return (
        f"{name:<8}{report.cells:>8}{INSTANCES[name][1]:>8}{report.sensitive:>10}{events:>8} + {zeros:<7}{loss:>9.0f}"
        f"{first:>9.2f}{passed:>9.2f}{spent:>9.2f}{memory:>8}{len(made.worlds):>8}{found:>7}"
    )


def lost(cube: Cube, made: Protection) -> tuple[int, int, float]:
    """Secondary cells with events and without, and their loss."""
    full = protect(cube, [TableSpec("t", cube.dimensions)], Rule(1), budget_seconds=0).tables[0]
    pairs = zip(made.tables[0].cells.values(), full.cells.values(), strict=True)
    hidden = [true.value or 0 for cell, true in pairs if not cell.is_published]
    secondary = [n for n in hidden if not 0 < n < K]
    events = sum(n > 0 for n in secondary)
    loss = sum(10 * (1 + log(1 + n)) if n else 3 for n in secondary)
    return events, len(secondary) - events, loss


def leaks(cube: Cube, made: Protection) -> int:
    """Cells of which the attacker excludes 0 or the threshold; secondary ones may be narrower."""
    full: SafeTable = protect(cube, [TableSpec("t", cube.dimensions)], Rule(1), budget_seconds=0).tables[0]
    found = attack(made.tables, cube.classifications, enough=Interval(0, K))
    small = [at for at, cell in full.cells.items() if 0 < (cell.value or 0) < K]
    return sum(found["t", at].low > 0 or found["t", at].high < K for at in small)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Growth of protection with cells and records.")
    parser.add_argument("names", nargs="*", choices=[[], *INSTANCES], default=[])
    parser.add_argument("--seconds", type=float, default=0.0, help="for hiding fewer cells")
    parser.add_argument("--attack", type=int, default=6_000, help="attack tables of up to so many cells")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args(arguments)
    if asked.here:
        print(measure(asked.names[0], asked.seconds, asked.attack), flush=True)
        return
    print("R is present: its peers can run beside." if shutil.which("Rscript") else "No R here: peers are skipped.")
    print(
        f"{'table':<8}{'cells':>8}{'records':>8}{'sensitive':>10}{'hidden':>10}{'':>8}{'loss':>9}"
        f"{'first s':>9}{'wall s':>9}{'all s':>9}{'MB':>8}{'worlds':>8}{'leaks':>7}",
        flush=True,
    )
    for name in asked.names or INSTANCES:
        command = [sys.executable, __file__, name, "--here", f"--seconds={asked.seconds}", f"--attack={asked.attack}"]
        subprocess.run(command, check=True)  # noqa: S603 - this file, with our own arguments


if __name__ == "__main__":
    main()
