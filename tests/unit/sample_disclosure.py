"""Small counts and releases that several tests of disclosure control share."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from observatory.disclosure.certificate import Claim, Published, write_certificate
from observatory.disclosure.files_requests import read_tables
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Cube

BANDS = ("18-34", "35-44", "45-54", "55+")
FORCES_BY_AGE = {"PS": [2, 5, 7, 4], "CC": [3, 6, 8, 3], "GF": [1, 2, 4, 2], "PP": [0, 3, 2, 1]}
"""Four forces by four age bands; the worked example of docs/disclosure.md."""

AXES = (Classification.flat("force", tuple(FORCES_BY_AGE), "TOTAL"), Classification.flat("age", BANDS, "TOTAL"))
CUBE = Cube(AXES, {(f, a): n for f, row in FORCES_BY_AGE.items() for a, n in zip(BANDS, row, strict=True) if n})


def claim(texts: Sequence[str] = ("force,age",), rule: Rule | None = None, cube: Cube = CUBE) -> Claim:
    rule = rule or Rule(3)
    protection = protect(cube, read_tables(cube, texts), rule, seed=1, budget_seconds=0)
    return Claim(cube, Published(protection.tables, rule), protection.worlds)


def certificate(told: Claim) -> list[bytes]:
    lines: list[bytes] = []
    write_certificate(told, lines.append)
    return lines


def as_csv(rows: Sequence[Sequence[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def write_inputs(folder: Path, cube: Cube = CUBE) -> dict[str, Path]:
    """`counts.csv` and a hierarchy for each dimension; returns the paths by name."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[Sequence[object]] = [(*at, n) for at, n in cube.counts.items()]
    paths = {"counts": folder / "counts.csv"}
    paths["counts"].write_text(as_csv([(*cube.dimensions, "n"), *rows]), encoding="utf-8")
    for axis in cube.classifications:
        paths[axis.name] = folder / f"{axis.name}.csv"
        paths[axis.name].write_text(as_csv([("code", "parent"), *axis.parents.items()]), encoding="utf-8")
    return paths
