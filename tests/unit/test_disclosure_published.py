"""Published examples protected by us: every sensitive cell keeps its interval, and no more is lost than in print."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
import pytest

from observatory.disclosure.attacker import attack
from observatory.disclosure.effort import Effort
from observatory.disclosure.optimum import Optimum, Riddle, optimum
from observatory.disclosure.rules import Rule
from observatory.disclosure.solver import Incidence
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Coordinates, Cube, SafeTable, TableSpec
from observatory.disclosure.worlds import Need

K = 3
RULES = {"camouflage": Rule(K), "open-A2": Rule(K, zeros="open", attacker="A2")}
Rows = Mapping[str, Sequence[int]]

FORCES_BY_AGE = {"PS": [2, 5, 7, 4], "CC": [3, 6, 8, 3], "GDF": [1, 2, 4, 2], "PP": [0, 3, 2, 1]}
BANDS = ("18-34", "35-44", "45-54", "55+")
SEXES = {"A": [18, 2], "B": [14, 19], "C": [12, 10], "D": [11, 14]}
COUNTRIES = {"young": [5, 2, 0], "old": [6, 3, 4]}
SINGLETONS = {"1": [1, 1, 7, 1, 0], "2": [1, 0, 0, 2, 8]}


def cube_of(rows: Rows, columns: Sequence[str]) -> Cube:
    axes = (Classification.flat("row", tuple(rows), "tot"), Classification.flat("column", tuple(columns), "tot"))
    return Cube(axes, {(r, c): n for r, inner in rows.items() for c, n in zip(columns, inner, strict=True)})


def true(cube: Cube) -> dict[Coordinates, int]:
    table = protect(cube, [TableSpec("t", cube.dimensions)], Rule(1), budget_seconds=0).tables[0]
    return {at: cell.value or 0 for at, cell in table.cells.items()}


def narrow(cube: Cube, tables: Sequence[SafeTable], sensitive: Collection[Coordinates]) -> list[Coordinates]:
    found = attack(tables, cube.classifications, whole=True)
    return [at for at in sensitive if found["t", at].low > 0 or found["t", at].high < K]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@pytest.mark.parametrize(
    ("rows", "columns", "cells", "total"),
    [
        # tau-ARGUS 0.6.0 (OPT, FREQ(3)) and GaussSuppression (maxN=2): GDF 45-54, PP 35-44 and PS 55+ beside the six.
        pytest.param(FORCES_BY_AGE, BANDS, 3, 11, id="forces-by-age"),
        # sdcTable's microdata1 (OPT, HITAS, HYPERCUBE): A|male, C|male and C|female beside A|female.
        pytest.param(SEXES, ("male", "female"), 3, 40, id="sdctable-microdata1"),
    ],
)
def test_no_more_is_hidden_than_in_the_published_pattern(
    rows: Rows, columns: Sequence[str], cells: int, total: int, rule: Rule
) -> None:
    cube = cube_of(rows, columns)
    made = protect(cube, [TableSpec("t", cube.dimensions)], rule, seed=1)
    values = true(cube)
    sensitive = [at for at, n in values.items() if 0 < n < K]
    hidden = [at for at, cell in made.tables[0].cells.items() if not cell.is_published]
    secondary = [values[at] for at in hidden if at not in sensitive]
    assert not narrow(cube, made.tables, sensitive)
    assert len([n for n in secondary if n]) <= cells
    assert sum(secondary) <= total
    assert made.report[0].gap == pytest.approx(0)


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        # GaussSuppression's vignette, example1, 2014: there the young stay in [0, 2], short of the interval.
        pytest.param(COUNTRIES, ("Spain", "Iceland", "Portugal"), id="gausssuppression-example1"),
        # sdcTools/UserSupport #135: who knows that zeros are shown settles all seven hidden cells.
        pytest.param(SINGLETONS, tuple("ABHMW"), id="three-singletons"),
        # sdcTools/UserSupport #194: 15 = 10 + 3 + 1 + 1, of which the ones are exact where zeros are always shown.
        pytest.param({"all": [10, 3, 1, 1]}, tuple("abcd"), id="zeros-and-ones"),
    ],
)
def test_examples_that_other_tools_leave_narrow_keep_their_interval(rows: Rows, columns: Sequence[str]) -> None:
    cube = cube_of(rows, columns)
    made = protect(cube, [TableSpec("t", cube.dimensions)], RULES["camouflage"], seed=1)
    assert not made.unkept
    assert not narrow(cube, made.tables, [at for at, n in true(cube).items() if 0 < n < K])


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    """sdcTools/UserSupport #194: 15 = 10 + 5 + 0 + 0; hiding the two zeros alone would tell them anyway."""
    cube = cube_of({"all": [10, 5, 0, 0]}, tuple("abcd"))
    made = protect(cube, [TableSpec("t", cube.dimensions)], RULES["camouflage"], seed=1)
    assert all(cell.is_published for cell in made.tables[0].cells.values())


def puzzle(cells: Mapping[str, tuple[int, Sequence[str]]], counts: Mapping[str, int], free: Collection[str]) -> Optimum:
    """Cells as sums of counts, at the price of their values: each of `free` must be able to go up and down by one."""
    names, atoms = list(cells), list(counts)
    parts = [(row, np.array([atoms.index(a) for a in cells[name][1]]), 1.0) for row, name in enumerate(names)]
    values = np.array([value for value, _ in cells.values()])
    assert all(value == sum(counts[a] for a in inner) for value, inner in cells.values())
    hidden = np.array([name in free for name in names])
    needs = [Need(int(at), step) for at in np.flatnonzero(hidden) for step in (-1, 1)]
    none = np.zeros(0, dtype=np.int64)
    links = Incidence(none, none, np.zeros(0), 0, len(atoms))
    asked = Riddle(
        Incidence.of(parts, len(names), len(atoms)), links, np.array(list(counts.values())), values.astype(float),
        values, hidden, np.zeros(len(names), dtype=np.bool_), tuple(needs), int(values.max()),
    )  # fmt: skip
    return optimum(asked, Effort(20_000, np.inf))


def test_one_cell_of_124_closes_the_leak_of_a_simple_heuristic() -> None:
    """Tests of sdcTable (SIMPLEHEURISTIC, 4 × 4): nine given cells of which w|b is exact; published fix: x|b, 124."""
    rows = {"w": (30, 47, 64, 89), "x": (90, 124, 5, 31), "y": (92, 100, 59, 85), "z": (800, 991, 651, 685)}
    counts = {f"{row}|{col}": n for row, inner in rows.items() for col, n in zip("abcd", inner, strict=True)}
    groups = {name: [name] for name in counts}
    groups |= {f"{row}|tot": [f"{row}|{col}" for col in "abcd"] for row in rows}
    groups |= {f"tot|{col}": [f"{row}|{col}" for row in rows] for col in "abcd"}
    groups["tot|tot"] = list(counts)
    cells = {name: (sum(counts[a] for a in inner), inner) for name, inner in groups.items()}
    found = puzzle(cells, counts, {"w|a", "w|b", "w|c", "x|a", "x|c", "y|b", "y|d", "z|b", "z|d"})
    assert found.is_proven
    assert found.hidden is not None
    assert found.hidden.sum() == 9 + 1
    assert found.cost <= 124


def test_hiding_one_municipality_protects_both_linked_tables() -> None:
    """sdcTools/UserSupport #136: K is exactly 3 across the tables; published fix: N, 7. A, B, L, M are filled in."""
    counts = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
    sums = {"Total": "ABIJKLMN", "county-1": "ABIJ", "county-2": "KLMN", "BIG": "LM", "small": "ABIJKN"}
    groups = {name: list(inner) for name, inner in (dict(zip(counts, counts, strict=True)) | sums).items()}
    cells = {name: (sum(counts[a] for a in inner), inner) for name, inner in groups.items()}
    assert (cells["Total"][0], cells["county-1"][0], cells["BIG"][0], cells["small"][0]) == (36, 20, 6, 30)
    found = puzzle(cells, counts, set("ABKLM"))
    assert found.is_proven
    assert found.cost <= 7


DIFFERENCES = {"m30": 2, "m16": 2, "m15": 0, "f30": 1, "f16": 0, "f15": 0}
INNER = {"m30": 50, "m16": 128, "m15": 39, "f30": 54, "f16": 140, "f15": 49}


def test_an_area_and_the_larger_one_around_it_are_not_both_told_where_the_difference_is_small() -> None:
    """Handbook on Statistical Disclosure Control, 2nd ed., 5.2: shown as a table of the ring, the differences stay."""
    rows = {"inner": list(INNER.values()), "ring": list(DIFFERENCES.values())}
    cube = cube_of(rows, tuple(INNER))
    made = protect(cube, [TableSpec("t", cube.dimensions)], RULES["camouflage"], seed=1)
    assert not narrow(cube, made.tables, [at for at, n in true(cube).items() if 0 < n < K])


def test_overlapping_age_bands_do_not_tell_the_band_between_them() -> None:
    """Handbook, 5.2: M <20 6, <25 7, 20-39 9, 25-39 8; the one man of 20-24 is protected as soon as he has a cell."""
    rows = {"M": [6, 1, 8], "F": [10, 0, 38]}
    cube = cube_of(rows, ("<20", "20-24", "25-39"))
    made = protect(cube, [TableSpec("t", cube.dimensions)], RULES["camouflage"], seed=1)
    assert not narrow(cube, made.tables, [("M", "20-24")])
