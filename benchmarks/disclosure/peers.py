"""Secondary cells beside those of other tools, on the same tables, against the reader whom those tools assume (A2).

    python benchmarks/disclosure/peers.py FOLDER [--seconds 5] [--bound 6000] [NAME ...]

FOLDER holds `synth_NAME.csv`, a row for each record, and `synth_NAME.json`, a list of dimensions with `name`, `codes`
and for each code the place of its `parent` (-1 for the total). The figures of the others were measured once on these
files: GaussSuppression (R) without protecting zeros, and tau-ARGUS optimal with a limit of one to five minutes.

`bound` is a lower bound for secondary cells, for tables of up to `--bound` cells: the linear relaxation of a cover in
which every equation with a hidden cell has another hidden one, and shown zeros stay shown. It asks much less than
protection does, so the true gap is smaller than the one printed.
"""

import argparse
import csv
import json
import time
from collections import Counter
from collections.abc import Sequence
from math import ceil
from pathlib import Path

import numpy as np

from observatory.disclosure.equations import Reading, equations
from observatory.disclosure.protection import Protection
from observatory.disclosure.rules import Rule
from observatory.disclosure.solver import INFINITY, Bounds, Incidence, Program
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Cube, TableSpec

RULE = Rule(3, zeros="open", attacker="A2")
PEERS = {  # GaussSuppression, tau-ARGUS
    "t500s": (93, 36), "t500": (174, 78), "t5ks": (660, 288), "t5k": (1_411, 1_110), "t50ks": (1_972, None),
}  # fmt: skip


def load(folder: Path, name: str) -> Cube:
    told = json.loads((folder / f"synth_{name}.json").read_text(encoding="utf-8"))
    axes = []
    for one in told:
        above = [one["codes"][place] if place >= 0 else "" for place in one["parent"]]
        axes.append(Classification(one["name"], dict(zip(one["codes"], above, strict=True))))
    with (folder / f"synth_{name}.csv").open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    order = [heading.index(axis.name) for axis in axes]
    return Cube(tuple(axes), Counter(tuple(row[place] for place in order) for row in rows))


def lower_bound(cube: Cube, spec: TableSpec) -> int:
    """No safe pattern hides fewer secondary cells."""
    table = protect(cube, [spec], Rule(1), budget_seconds=0).tables[0]
    reading = Reading.of([table], cube.classifications)
    matrix = equations(reading, {}, lambda _: 0).matrix
    values = np.zeros(reading.width)
    values[reading.numbers(table)] = [cell.value or 0 for cell in table.cells.values()]
    small = (values > 0) & (values < RULE.threshold)
    rows, columns, signs, height = [], [], [], 0
    order = np.argsort(matrix.rows, kind="stable")
    for cells in np.split(matrix.columns[order], np.cumsum(np.bincount(matrix.rows, minlength=matrix.height))[:-1]):
        cells = np.unique(cells[values[cells] > 0])  # noqa: PLW2901 - the shown zeros take no part
        for place, one in enumerate(cells if len(cells) else ()):
            rows.append(np.full(len(cells), height))
            columns.append(cells)
            signs.append(np.where(np.arange(len(cells)) == place, -1.0, 1.0))
            height += 1
            if small[one] and small[cells].sum() > 1:
                break
    cover = Incidence(np.concatenate(rows), np.concatenate(columns), np.concatenate(signs), height, reading.width)
    most = (values > 0).astype(float)
    program = Program(cover, Bounds(np.zeros(height), np.full(height, INFINITY)), Bounds(small.astype(float), most))
    program.set_costs((~small).astype(float))
    found = program.solve()
    return 0 if found is None else ceil(float(found[~small].sum()) - 1e-6)


def measure(cube: Cube, spec: TableSpec, seconds: float) -> tuple[Protection, float]:
    start = time.process_time()
    made = protect(cube, [spec], RULE, budget_seconds=seconds, seed=1)
    return made, time.process_time() - start


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Secondary cells beside those of other tools.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=[])
    parser.add_argument("--seconds", type=float, default=5.0, help="for hiding fewer cells")
    parser.add_argument("--bound", type=int, default=6_000, help="bound tables of up to so many cells from below")
    asked = parser.parse_args(arguments)
    print(f"{'table':<8}{'cells':>8}{'secondary':>11}{'Gauss':>8}{'ratio':>7}{'ARGUS':>8}{'bound':>8}{'s':>8}")
    for name in asked.names or PEERS:
        cube = load(asked.folder, name)
        spec = TableSpec("t", cube.dimensions)
        made, spent = measure(cube, spec, asked.seconds)
        report, (gauss, argus) = made.report[0], PEERS[name]
        bound = lower_bound(cube, spec) if report.cells <= asked.bound else "-"
        print(
            f"{name:<8}{report.cells:>8}{report.secondary:>11}{gauss:>8}{report.secondary / gauss:>7.2f}"
            f"{argus or '-':>8}{bound:>8}{spent:>8.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
