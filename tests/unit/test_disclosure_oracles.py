"""Published examples as cells and equations, read by the attacker; each names its source and its known intervals."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from observatory.disclosure.front import Front
from observatory.disclosure.propagation import propagated
from observatory.disclosure.solver import Bounds, Incidence
from observatory.disclosure.watch import Watch
from observatory.terms import Term

WORKING = Term("Attacco", "Attack")
Cells = Mapping[str, int | None]
Sums = Sequence[tuple[str, Sequence[str]]]


def intervals(cells: Cells, sums: Sums, *, floor: int = 0, whole: bool = False) -> dict[str, tuple[float, float]]:
    """What propagation, and then programs over what it leaves open, tell of each hidden cell (None)."""
    names = list(cells)
    parts = []
    for row, (total, inner) in enumerate(sums):
        parts.append((row, np.array([names.index(total)]), 1.0))
        parts.append((row, np.array([names.index(name) for name in inner]), -1.0))
    matrix = Incidence.of(parts, len(sums), len(names))
    lower = np.array([floor if value is None else value for value in cells.values()], dtype=float)
    upper = np.array([1e4 if value is None else value for value in cells.values()], dtype=float)
    limits = propagated(matrix, Bounds(lower, upper))
    targets = np.array([number for number, value in enumerate(cells.values()) if value is None])
    front = Front.of(matrix, np.zeros(len(sums)), limits, targets, Watch(WORKING, np.inf))
    goals = Bounds(limits.lower[targets], limits.upper[targets])
    found = front.pursue(goals)
    found = front.pursue_whole(goals, found) if whole else found
    return {
        names[at]: (round(float(low), 6), round(float(high), 6))
        for at, low, high in zip(targets, found.lower, found.upper, strict=True)
    }


def margins(rows: Mapping[str, Mapping[str, int | None]]) -> Sums:
    """The equations of a two-way table whose last row and column are the totals."""
    lines, columns = list(rows), list(next(iter(rows.values())))
    across = [(f"{row}|{columns[-1]}", [f"{row}|{column}" for column in columns[:-1]]) for row in lines]
    down = [(f"{lines[-1]}|{column}", [f"{row}|{column}" for row in lines[:-1]]) for column in columns]
    return [*across, *down]


def flat(rows: Mapping[str, Mapping[str, int | None]]) -> Cells:
    return {f"{row}|{column}": value for row, inner in rows.items() for column, value in inner.items()}


@pytest.mark.parametrize("whole", [False, True])
def test_two_overlapping_areas_tell_the_difference(whole: bool) -> None:
    """Handbook on Statistical Disclosure Control, 2nd ed., 5.2, geographic differencing: 2, 2, 0, 1, 0, 0."""
    inner = {"m30": 50, "m16": 128, "m15": 39, "f30": 54, "f16": 140, "f15": 49}
    outer = {"m30": 52, "m16": 130, "m15": 39, "f30": 55, "f16": 140, "f15": 49}
    cells = {f"OA_{k}": n for k, n in inner.items()} | {f"ED_{k}": n for k, n in outer.items()}
    sums = [(f"ED_{key}", [f"OA_{key}", f"diff_{key}"]) for key in inner]
    found = intervals(cells | dict.fromkeys(f"diff_{key}" for key in inner), sums, whole=whole)
    assert list(found.values()) == [(n, n) for n in (2, 2, 0, 1, 0, 0)]


def test_overlapping_age_bands_tell_one_man() -> None:
    """Handbook, 5.2, sub-population differencing: M 20–24 is exactly 1."""
    cells = {"M<20": 6, "M20-39": 9, "F<20": 10, "F20-39": 38, "M<25": 7, "M25-39": 8, "F<25": 10, "F25-39": 38}
    sums = [
        (f"{sex}{total}", [f"{sex}{part}" for part in parts])
        for sex in "MF"
        for total, parts in (("<25", ("<20", "20-24")), ("20-39", ("20-24", "25-39")))
    ]
    found = intervals(cells | {"M20-24": None, "F20-24": None}, sums)
    assert found == {"M20-24": (1, 1), "F20-24": (0, 0)}


def test_two_tables_that_are_safe_alone_tell_a_cell_together() -> None:
    """sdcTools/UserSupport #136: K in [0, 9] and [0, 7], together exactly 3; with N hidden as well it is safe again."""
    cells: dict[str, int | None] = {"A": None, "B": None, "I": 8, "J": 8, "K": None, "L": None, "M": None, "N": 7}
    cells |= {"Total": 36, "county-1": 20, "county-2": 16, "BIG": 6, "small": 30}
    counties = [("Total", ("county-1", "county-2")), ("county-1", tuple("ABIJ")), ("county-2", tuple("KLMN"))]
    sizes = [("Total", ("BIG", "small")), ("BIG", tuple("LM")), ("small", tuple("ABIJKN"))]
    assert intervals(cells, counties)["K"] == (0, 9)
    assert intervals(cells, sizes)["K"] == (0, 7)
    assert intervals(cells, [*counties, *sizes])["K"] == (3, 3)
    low, high = intervals({**cells, "N": None}, [*counties, *sizes])["K"]
    assert low < 3 < high


MICRODATA = {
    "A": {"male": 18, "female": 2, "tot": 20}, "B": {"male": 14, "female": 19, "tot": 33},
    "C": {"male": 12, "female": 10, "tot": 22}, "D": {"male": 11, "female": 14, "tot": 25},
    "tot": {"male": 55, "female": 45, "tot": 100},
}  # fmt: skip


def test_three_secondary_cells_protect_one_primary() -> None:
    """sdcTable's microdata1: A|female with A|male, C|male and C|female hidden (the least sum, 40) is in [0, 12]."""
    hidden = {"A|female", "A|male", "C|male", "C|female"}
    cells = {name: None if name in hidden else value for name, value in flat(MICRODATA).items()}
    assert intervals(cells, margins(MICRODATA))["A|female"] == (0, 12)
    assert len(cells) - len(hidden) == 11


HEURISTIC = {
    "w": {"a": 30, "b": 47, "c": 64, "d": 89, "tot": 230}, "x": {"a": 90, "b": 124, "c": 5, "d": 31, "tot": 250},
    "y": {"a": 92, "b": 100, "c": 59, "d": 85, "tot": 336}, "z": {"a": 800, "b": 991, "c": 651, "d": 685, "tot": 3127},
    "tot": {"a": 1012, "b": 1262, "c": 779, "d": 890, "tot": 3943},
}  # fmt: skip


@pytest.mark.parametrize(("more", "expected"), [([], (47, 47)), (["x|b"], (0, 141))])
def test_one_more_hidden_cell_closes_the_leak_of_a_simple_heuristic(more: list[str], expected: tuple[int, int]) -> None:
    """Tests of sdcTable (SIMPLEHEURISTIC, 4 × 4)."""
    hidden = {"w|a", "w|b", "w|c", "x|a", "x|c", "y|b", "y|d", "z|b", "z|d", *more}
    cells = {name: None if name in hidden else value for name, value in flat(HEURISTIC).items()}
    assert intervals(cells, margins(HEURISTIC))["w|b"] == expected


SINGLETONS = {
    "1": {"A": None, "B": None, "H": 7, "M": None, "W": 0, "tot": 10},
    "2": {"A": None, "B": 0, "H": 0, "M": None, "W": 8, "tot": 11},
    "tot": {"A": None, "B": None, "H": 7, "M": 3, "W": 8, "tot": 21},
}


@pytest.mark.parametrize("whole", [False, True])
def test_who_knows_that_zeros_are_shown_settles_three_singletons(whole: bool) -> None:
    """sdcTools/UserSupport #135: all seven hidden cells."""
    true = {"1|A": 1, "1|B": 1, "1|M": 1, "2|A": 1, "2|M": 2, "tot|A": 2, "tot|B": 1}
    found = intervals(flat(SINGLETONS), margins(SINGLETONS), floor=1, whole=whole)
    assert found == {name: (value, value) for name, value in true.items()}
    open_ = intervals(flat(SINGLETONS), margins(SINGLETONS), whole=whole)
    assert open_["1|A"] == (0, 3)


def test_counts_below_zero_do_not_exist() -> None:
    """sdcTools/UserSupport #194: 15 = 10 + 5 + x + x gives 0 and 0; Gaussian elimination sees no leak."""
    found = intervals({"tot": 15, "a": 10, "b": 5, "c": None, "d": None}, [("tot", tuple("abcd"))])
    assert found == {"c": (0, 0), "d": (0, 0)}


def test_shown_zeros_tell_two_ones() -> None:
    """sdcTools/UserSupport #194: 15 = 10 + 3 + x + x is [0, 2], and exactly 1 and 1 where zeros are always shown."""
    cells, sums = {"tot": 15, "a": 10, "b": 3, "c": None, "d": None}, [("tot", tuple("abcd"))]
    assert intervals(cells, sums) == {"c": (0, 2), "d": (0, 2)}
    assert intervals(cells, sums, floor=1) == {"c": (1, 1), "d": (1, 1)}
