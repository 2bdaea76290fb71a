"""Secondary cells and seconds beside those of other tools, on the same tables, against the reader they assume (A2).

    python benchmarks/disclosure/peers.py FOLDER [NAME ...] [--seconds 5] [--bound 6000] [--gauss 6000]

FOLDER holds `synth_NAME.csv`, a row for each record, and `synth_NAME.json`, a list of dimensions with `name`, `codes`
and for each code the place of its `parent` (-1 for the total). Where R and its package GaussSuppression are there, it
runs on the same files in the same run, for tables of up to `--gauss` cells (45,360 cells take it minutes), without
protecting zeros; else, and for tau-ARGUS optimal (with a limit of one to five minutes), the figures are those measured
once on these files, marked with *. sdcTable needs packages from CRAN; its figures are no better and not repeated here.

`first` are the CPU seconds of our first safe answer, `all` those with the improvement, `usual` those of a first answer
as the program gives it by default, zeros hidden too and read by whole numbers. `faster` is what GaussSuppression takes
against `usual`. `bound` is what no safe pattern can undercut, for tables of up to `--bound` cells. Give it seconds as
the others had them: tau-ARGUS had a minute for 540 cells and five for 5,148.
"""

import argparse
import csv
import json
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

import numpy as np

from observatory.disclosure.bound import Stake, least_loss
from observatory.disclosure.protection import Protection
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Cube, TableSpec

SCRIPT = Path(__file__).with_name("gauss.R")
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
    values = np.array([cell.value or 0 for cell in table.cells.values()])
    small = (values > 0) & (values < RULE.threshold)
    down, up = np.where(small, values, 0), np.where(small, RULE.threshold - values, 0)
    stake = Stake(values, down, up, small, values == 0, np.ones(len(values)))
    return ceil(least_loss(table, cube.classifications, stake) - 1e-6)


@dataclass(frozen=True)
class Gauss:
    """What GaussSuppression did: CPU seconds (None: not measured here) and secondary cells."""

    seconds: float | None
    secondary: int

    @property
    def mark(self) -> str:
        return f"{self.secondary}{'*' if self.seconds is None else ''}"


def has_gauss() -> bool:
    """Whether R and the package are there."""
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "packageVersion('GaussSuppression')"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0  # noqa: S603 - no one else's input


def gauss(folder: Path, name: str, cube: Cube) -> Gauss:
    """Run it on the file; the dimensions go along as lines of name, level and code."""
    lines = [
        f"{axis.name}\t{len(axis.ancestors(code))}\t{code}\n" for axis in cube.classifications for code in axis.parents
    ]
    with tempfile.TemporaryDirectory() as place:
        told = Path(place) / "dimensions.tsv"
        told.write_text("".join(lines), encoding="utf-8")
        command = ["Rscript", str(SCRIPT), str(folder / f"synth_{name}.csv"), str(told), str(RULE.threshold)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    seconds, secondary, *_ = done.stdout.split()
    return Gauss(float(seconds), int(secondary))


def measure(cube: Cube, spec: TableSpec, rule: Rule, seconds: float) -> tuple[Protection, float]:
    start = time.process_time()
    made = protect(cube, [spec], rule, budget_seconds=seconds, seed=1)
    return made, time.process_time() - start


def line(name: str, asked: argparse.Namespace, *, runs: bool) -> str:
    cube = load(asked.folder, name)
    spec = TableSpec("t", cube.dimensions)
    _, usual = measure(cube, spec, Rule(RULE.threshold), 0)
    _, first = measure(cube, spec, RULE, 0)
    made, spent = measure(cube, spec, RULE, asked.seconds)
    report, (recorded, argus) = made.report[0], PEERS[name]
    other = gauss(asked.folder, name, cube) if runs and report.cells <= asked.gauss else Gauss(None, recorded)
    bound = lower_bound(cube, spec) if report.cells <= asked.bound else "-"
    faster = "-" if other.seconds is None else f"{other.seconds / usual:.0f}x"
    return (
        f"{name:<8}{report.cells:>8}{report.secondary:>11}{other.mark:>8}{report.secondary / other.secondary:>7.2f}"
        f"{f'{argus}*' if argus else '-':>8}{bound:>8}{first:>9.2f}{spent:>8.1f}{usual:>8.2f}"
        f"{'-' if other.seconds is None else f'{other.seconds:.1f}':>9}{faster:>8}"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Secondary cells and seconds beside those of other tools.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", default=[])
    parser.add_argument("--seconds", type=float, default=5.0, help="for hiding fewer cells")
    parser.add_argument("--bound", type=int, default=6_000, help="bound tables of up to so many cells from below")
    parser.add_argument(
        "--gauss", type=int, default=6_000, help="run GaussSuppression on tables of up to so many cells"
    )
    asked = parser.parse_args(arguments)
    runs = has_gauss()
    print(
        "GaussSuppression runs beside." if runs else "No R with GaussSuppression here: recorded figures (*) are used."
    )
    print(
        f"{'table':<8}{'cells':>8}{'secondary':>11}{'Gauss':>8}{'ratio':>7}{'ARGUS':>8}{'bound':>8}"
        f"{'first s':>9}{'all s':>8}{'usual s':>8}{'Gauss s':>9}{'faster':>8}"
    )
    for name in asked.names or PEERS:
        print(line(name, asked, runs=runs), flush=True)


if __name__ == "__main__":
    main()
