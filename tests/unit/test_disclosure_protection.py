"""Protected tables hold against attackers written here, apart from the program's own."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from observatory.disclosure import atoms as atoms_module
from observatory.disclosure import construction as construction_module
from observatory.disclosure.attacker import attack
from observatory.disclosure.audit import audit, release
from observatory.disclosure.leeway import Leeway
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import (
    HIDDEN,
    TOTAL,
    Classification,
    Coordinates,
    Cube,
    SafeCell,
    SafeTable,
    Status,
    TableSpec,
)
from observatory.disclosure.worlds import Need
from observatory.errors import Unprotectable
from observatory.terms import Term

AXES = (
    Classification("a", {TOTAL: "", "a1": TOTAL, "a2": TOTAL, "a11": "a1", "a12": "a1", "a13": "a1"}),
    Classification.flat("b", ("b1", "b2", "b3")),
    Classification("c", {TOTAL: "", "c1": TOTAL, "c2": TOTAL, "c21": "c2", "c22": "c2"}),
)
THRESHOLDS = st.sampled_from([3, 5, 10])


def atoms(axes: Sequence[Classification]) -> list[Coordinates]:
    return list(product(*(axis.leaves for axis in axes)))


@st.composite
def cubes(draw: st.DrawFn, most: int = 8) -> Cube:
    axes = AXES[: draw(st.integers(1, 3))]
    counts = st.one_of(st.just(0), st.integers(0, 2), st.integers(0, most))
    return Cube(axes, {at: draw(counts) for at in atoms(axes)})


@st.composite
def specs_for(draw: st.DrawFn, cube: Cube) -> tuple[TableSpec, ...]:
    made = []
    for number in range(draw(st.integers(1, 3))):
        chosen = draw(st.lists(st.sampled_from(cube.dimensions), unique=True, max_size=len(cube.dimensions)))
        shown = {}
        for name in chosen:
            codes = list(next(axis for axis in cube.classifications if axis.name == name).parents)
            if draw(st.booleans()):
                shown[name] = frozenset(draw(st.lists(st.sampled_from(codes), min_size=1, unique=True)))
        made.append(TableSpec(f"t{number}", tuple(chosen), shown))
    return tuple(made)


REQUESTS = cubes().flatmap(lambda cube: st.tuples(st.just(cube), specs_for(cube)))


def true_value(cube: Cube, table: SafeTable, at: Coordinates) -> int:
    return sum(n for leaf, n in cube.counts.items() if is_in(cube, table, at, leaf))


def is_in(cube: Cube, table: SafeTable, at: Coordinates, leaf: Coordinates) -> bool:
    axes = {axis.name: (axis, place) for place, axis in enumerate(cube.classifications)}
    picked = ((*axes[name], code) for name, code in zip(table.dimensions, at, strict=True))
    return all(code in axis.ancestors(leaf[place]) for axis, place, code in picked)


def row(cube: Cube, table: SafeTable, at: Coordinates) -> np.ndarray:
    return np.array([float(is_in(cube, table, at, leaf)) for leaf in atoms(cube.classifications)])


class Reader:
    """Knows every published value, that no count is negative, and (with open zeros) that no hidden one is zero."""

    def __init__(
        self, cube: Cube, tables: Sequence[SafeTable], floor: int, known: Collection[tuple[str, Coordinates]] = ()
    ) -> None:
        self.cube = cube
        rows, low, high = [np.zeros(len(atoms(cube.classifications)))], [0.0], [0.0]
        for table in tables:
            for at, cell in table.cells.items():
                rows.append(row(cube, table, at))
                least = 0 if cell.status is Status.WITHHELD else floor
                value = true_value(cube, table, at) if (table.name, at) in known else cell.value
                low.append(least if value is None else value)
                high.append(np.inf if value is None else value)
        self.rows, self.low, self.high = np.array(rows), np.array(low), np.array(high)

    def linear(self, inside: np.ndarray) -> tuple[float, float]:
        exact = self.low == self.high
        problem = {
            "A_eq": self.rows[exact], "b_eq": self.low[exact],
            "A_ub": -self.rows[~exact], "b_ub": -self.low[~exact],
        }  # fmt: skip
        return tuple(self._end(sign, linprog(sign * inside, **problem)) for sign in (1, -1))

    def whole(self, inside: np.ndarray) -> tuple[float, float]:
        limits = LinearConstraint(self.rows, self.low, self.high)
        ends = []
        for sign in (1, -1):
            bounds = Bounds(0, 200)
            found = milp(sign * inside, constraints=limits, integrality=np.ones(len(inside)), bounds=bounds)
            ends.append(self._end(sign, found))
        return ends[0], ends[1]

    @staticmethod
    def _end(sign: int, found: object) -> float:
        status = found.status
        assert status in {0, 3}, "the published values admit no counts at all"
        return sign * found.fun if status == 0 else -sign * np.inf


def sensitive(cube: Cube, tables: Sequence[SafeTable], threshold: int) -> Iterator[tuple[SafeTable, Coordinates]]:
    for table in tables:
        for at in table.cells:
            if 0 < true_value(cube, table, at) < threshold:
                yield table, at


def is_silent(table: SafeTable) -> bool:
    return not any(cell.is_published for cell in table.cells.values())


@settings(max_examples=60, deadline=None)
@given(REQUESTS, THRESHOLDS)
def test_no_reader_narrows_a_sensitive_cell_below_its_protection_interval(
    request: tuple[Cube, tuple[TableSpec, ...]], threshold: int
) -> None:
    cube, specs = request
    tables = release(cube, specs, Rule(threshold), budget_seconds=0.2).tables
    reader = Reader(cube, tables, floor=0)
    for table, at in sensitive(cube, tables, threshold):
        assert not table[at].is_published
        for low, high in (reader.linear(row(cube, table, at)), reader.whole(row(cube, table, at))):
            assert low <= 1e-6
            assert high >= threshold - 1e-6


@settings(max_examples=20, deadline=None)
@given(REQUESTS, THRESHOLDS)
def test_with_open_zeros_a_hidden_cell_reaches_from_one_to_the_threshold_and_one_left_out_from_zero(
    request: tuple[Cube, tuple[TableSpec, ...]], threshold: int
) -> None:
    cube, specs = request
    tables = release(cube, specs, Rule(threshold, "open"), budget_seconds=0.2).tables
    reader = Reader(cube, tables, floor=1)
    zeros = [cell for t in tables for at, cell in t.cells.items() if not true_value(cube, t, at)]
    assert all(cell.is_published or cell.status is Status.WITHHELD for cell in zeros)
    for table, at in sensitive(cube, tables, threshold):
        assert not table[at].is_published
        low, high = reader.whole(row(cube, table, at))
        assert low <= (0 if table[at].status is Status.WITHHELD else 1)
        assert high >= threshold


@settings(max_examples=40, deadline=None)
@given(REQUESTS, THRESHOLDS, st.data())
def test_cells_known_elsewhere_help_nobody_beyond_what_they_tell_by_themselves(
    request: tuple[Cube, tuple[TableSpec, ...]], threshold: int, data: st.DataObject
) -> None:
    cube, specs = request
    everything = protect(cube, specs, Rule(1), budget_seconds=0).tables
    cells = [(table.name, at) for table in everything for at in table.cells]
    known = data.draw(st.sets(st.sampled_from(cells), max_size=4))
    tables = release(cube, specs, Rule(threshold), budget_seconds=0.1, public=known).tables
    before = Reader(cube, [SafeTable(t.name, t.dimensions, dict.fromkeys(t.cells, HIDDEN)) for t in tables], 0, known)
    after = Reader(cube, tables, 0, known)
    for table, at in sensitive(cube, tables, threshold):
        assert not table[at].is_published
        low, high = after.whole(row(cube, table, at))
        known_low, known_high = before.whole(row(cube, table, at)) if is_silent(table) else (0, threshold)
        assert low <= max(0, known_low)
        assert high >= min(threshold, known_high)


@settings(max_examples=40, deadline=None)
@given(REQUESTS, THRESHOLDS)
def test_what_is_published_is_true_and_the_report_counts_it(
    request: tuple[Cube, tuple[TableSpec, ...]], threshold: int
) -> None:
    cube, specs = request
    made = protect(cube, specs, Rule(threshold), budget_seconds=0.1)
    for spec, table, report in zip(specs, made.tables, made.report, strict=True):
        assert (table.name, table.dimensions) == (spec.name, spec.dimensions)
        hidden = [cell for cell in table.cells.values() if not cell.is_published]
        assert all(cell.value is None for cell in hidden)
        assert report.sensitive + report.secondary == len(hidden)
        assert report.cells == len(table.cells)
        assert report.withheld == is_silent(table) == (table.name in {w.table for w in made.withheld})
        for at, cell in table.cells.items():
            assert cell.value in {None, true_value(cube, table, at)}


@settings(max_examples=5, deadline=None)
@given(REQUESTS, st.integers(0, 5))
def test_the_same_seed_gives_the_same_protection(request: tuple[Cube, tuple[TableSpec, ...]], seed: int) -> None:
    cube, specs = request
    first, second = (protect(cube, specs, Rule(3), seed=seed, budget_seconds=60) for _ in range(2))
    assert first == second


@settings(max_examples=40, deadline=None)
@given(REQUESTS)
def test_no_world_makes_a_count_negative_or_changes_a_published_figure(
    request: tuple[Cube, tuple[TableSpec, ...]],
) -> None:
    """A world's moves are moves of whole events over the dimensions that some table has, linked tables or not."""
    cube, specs = request
    made = protect(cube, specs, Rule(3), budget_seconds=0.1)
    used = [place for place, name in enumerate(cube.dimensions) if any(name in spec.dimensions for spec in specs)]
    axes = tuple(cube.classifications[place] for place in used)
    for world in made.worlds if used else ():
        other = Cube(axes, {})
        for at, count in cube.counts.items():
            own = tuple(at[place] for place in used)
            other.counts[own] = other.counts.get(own, 0) + count
        for move in world.moves:
            assert move.dimensions == other.dimensions
            other.counts[move.coordinates] = other.counts.get(move.coordinates, 0) + move.change
        assert min(other.counts.values()) >= 0
        for table in made.tables:
            shown = (at for at, cell in table.cells.items() if cell.is_published)
            assert all(table[at].value == true_value(other, table, at) for at in shown)


@st.composite
def holed_tables(draw: st.DrawFn) -> tuple[Cube, SafeTable]:
    axes = (Classification.flat("a", ("x", "y")), Classification.flat("b", ("u", "v", "w")))
    cube = Cube(axes, {at: draw(st.integers(0, 2)) for at in atoms(axes)})
    full = protect(cube, [TableSpec("t", ("a", "b"))], Rule(1)).tables[0]
    hidden = draw(st.sets(st.sampled_from([at for at in full.cells if at != (TOTAL, TOTAL)])))
    return cube, SafeTable("t", full.dimensions, {at: HIDDEN if at in hidden else c for at, c in full.cells.items()})


@settings(max_examples=40, deadline=None)
@given(holed_tables())
def test_the_attacker_finds_what_trying_every_possibility_finds(holed: tuple[Cube, SafeTable]) -> None:
    cube, table = holed
    expected = {("t", at): span for at, span in tried(cube, table).items()}
    assert attack([table], cube.classifications, whole=True) == expected


def tried(cube: Cube, table: SafeTable) -> Mapping[Coordinates, tuple[int, int]]:
    most = sum(cube.counts.values())
    rows = {at: row(cube, table, at) for at in table.cells}
    shown = {at: cell.value for at, cell in table.cells.items() if cell.value is not None}
    upper = [most if table[at].value is None else table[at].value for at in atoms(cube.classifications)]
    spans: dict[Coordinates, tuple[int, int]] = {}
    grid = np.array(list(_of_sum(most, [u or 0 for u in upper])), dtype=float)
    for at, n in shown.items():
        grid = grid[grid @ rows[at] == n]
    for at in set(table.cells) - set(shown):
        sums = grid @ rows[at]
        spans[at] = int(sums.min()), int(sums.max())
    return spans


def _of_sum(total: int, upper: Sequence[int]) -> Iterator[tuple[int, ...]]:
    if len(upper) == 1:
        if total <= upper[0]:
            yield (total,)
        return
    for first in range(min(total, upper[0]) + 1):
        for others in _of_sum(total - first, upper[1:]):
            yield (first, *others)


# Published examples


BANDS = ("18-34", "35-44", "45-54", "55+")
FORCES_BY_AGE = {"PS": (2, 5, 7, 4), "CC": (3, 6, 8, 3), "GDF": (1, 2, 4, 2), "PP": (0, 3, 2, 1)}
FOUR_BY_FOUR = Cube(
    (Classification.flat("force", tuple(FORCES_BY_AGE)), Classification.flat("age", BANDS)),
    {(force, age): n for force, counts in FORCES_BY_AGE.items() for age, n in zip(BANDS, counts, strict=True)},
)
BY_AGE = TableSpec("by age", ("force", "age"))


def test_the_four_by_four_table_needs_no_more_hidden_cells_than_tau_argus_needs() -> None:
    """τ-ARGUS 0.6.0 (OPT) and GaussSuppression both hide three cells beside the six sensitive ones."""
    made = release(FOUR_BY_FOUR, [BY_AGE], Rule(3))
    assert made.report[0].sensitive == 6
    assert made.report[0].secondary <= 3
    found = attack(made.tables, FOUR_BY_FOUR.classifications, whole=True)
    small = {at for at, n in FOUR_BY_FOUR.counts.items() if 0 < n < 3}
    assert all(found["by age", at].low == 0 and found["by age", at].high >= 3 for at in small)
    assert all(made.tables[0][force, TOTAL].is_published for force in FORCES_BY_AGE)


def test_publishing_any_one_secondary_cell_makes_the_audit_refuse() -> None:
    made = release(FOUR_BY_FOUR, [BY_AGE], Rule(3))
    table = made.tables[0]
    extra = [at for at, cell in table.cells.items() if not cell.is_published and FOUR_BY_FOUR.counts[at] >= 3]
    assert extra
    for at in extra:
        cells = dict(table.cells) | {at: SafeCell(FOUR_BY_FOUR.counts[at], Status.PUBLISHED)}
        with pytest.raises(Unprotectable, match="tells too much"):
            audit([SafeTable(table.name, table.dimensions, cells)], FOUR_BY_FOUR, Rule(3))


def test_the_audit_refuses_a_visible_small_cell_and_a_false_one_without_telling_their_value() -> None:
    table = release(FOUR_BY_FOUR, [BY_AGE], Rule(3)).tables[0]
    for at, value, said in ((("PS", "18-34"), 2, "under the threshold"), (("CC", "45-54"), 41, "does not match")):
        cells = dict(table.cells) | {at: SafeCell(value, Status.PUBLISHED)}
        with pytest.raises(Unprotectable, match=said) as refused:
            audit([SafeTable(table.name, table.dimensions, cells)], FOUR_BY_FOUR, Rule(3))
        assert " × ".join(at) in str(refused.value)
        assert str(value) not in str(refused.value).replace(" × ".join(at), "")


EXAMPLE_1 = Cube(
    (Classification.flat("age", ("young", "old")), Classification.flat("country", ("Spain", "Iceland", "Portugal"))),
    {
        ("young", "Spain"): 5, ("young", "Iceland"): 2, ("young", "Portugal"): 0,
        ("old", "Spain"): 6, ("old", "Iceland"): 3, ("old", "Portugal"): 4,
    },
)  # fmt: skip


def test_the_vignettes_pattern_is_refused_at_threshold_three_and_ours_reaches_three() -> None:
    """GaussSuppression vignette, example1, 2014: hiding Iceland and Portugal leaves the young of Iceland in [0, 2]."""
    spec = TableSpec("t", ("age", "country"))
    full = protect(EXAMPLE_1, [spec], Rule(1)).tables[0]
    theirs = {at: HIDDEN if at[0] != TOTAL and at[1] in {"Iceland", "Portugal"} else c for at, c in full.cells.items()}
    with pytest.raises(Unprotectable):
        audit([SafeTable("t", full.dimensions, theirs)], EXAMPLE_1, Rule(3))
    found = attack(release(EXAMPLE_1, [spec], Rule(3)).tables, EXAMPLE_1.classifications)
    assert found["t", ("young", "Iceland")].low == 0
    assert found["t", ("young", "Iceland")].high >= 3


def test_one_sensitive_cell_of_a_four_by_two_table_costs_three_more() -> None:
    """sdcTable's microdata1: OPT, HITAS and HYPERCUBE all hide A|male, C|male and C|female beside A|female."""
    axes = (Classification.flat("region", ("A", "B", "C", "D")), Classification.flat("sex", ("male", "female")))
    counts = dict(zip(atoms(axes), (18, 2, 14, 19, 12, 10, 11, 14), strict=True))
    made = release(Cube(axes, counts), [TableSpec("t", ("region", "sex"))], Rule(3))
    hidden = {at for at, cell in made.tables[0].cells.items() if not cell.is_published}
    assert hidden == {("A", "female"), ("A", "male"), ("C", "male"), ("C", "female")}
    assert attack(made.tables, axes)["t", ("A", "female")] == (0, 12)


# What cannot be protected, what is known elsewhere, what tells of a group


def test_a_total_of_two_events_is_withheld_with_a_way_out() -> None:
    cube = Cube((Classification.flat("b", ("b1", "b2")),), {("b1",): 2})
    made = release(cube, [TableSpec("one", ()), TableSpec("other", ("b",))], Rule(3))
    assert [w.table for w in made.withheld][:1] == ["one"]
    assert "longer period" in made.withheld[0].reason.en
    assert not made.tables[0][()].is_published
    assert not made.tables[1][(TOTAL,)].is_published


def test_a_cell_that_is_settled_by_what_is_known_elsewhere_withholds_its_table() -> None:
    axis = Classification.flat("b", ("b1", "b2"))
    cube = Cube((axis,), {("b1",): 2, ("b2",): 7})
    spec = TableSpec("t", ("b",))
    made = release(cube, [spec], Rule(3), public={("t", (TOTAL,)), ("t", ("b2",))})
    assert [w.table for w in made.withheld] == ["t"]
    assert "known elsewhere" in made.withheld[0].reason.en
    assert is_silent(made.tables[0])


def test_a_total_known_elsewhere_never_counts_as_hidden() -> None:
    """Two small cells of three: with the total known the third must be hidden too."""
    axis = Classification.flat("b", ("b1", "b2", "b3"))
    cube = Cube((axis,), {("b1",): 2, ("b2",): 9, ("b3",): 0})
    spec = TableSpec("t", ("b",))
    made = release(cube, [spec], Rule(3), public={("t", (TOTAL,))})
    assert made.tables[0][(TOTAL,)].value == 11
    assert not made.tables[0][("b1",)].is_published
    assert made.report[0].secondary >= 1


def test_cells_that_count_the_same_events_are_hidden_in_every_table_or_in_none() -> None:
    made = release(FOUR_BY_FOUR, [BY_AGE, TableSpec("forces", ("force",))], Rule(10))
    for force in (*FORCES_BY_AGE, TOTAL):
        assert made.tables[0][force, TOTAL] == made.tables[1][(force,)]
    assert not made.tables[1][("GDF",)].is_published


def test_a_group_that_lies_wholly_in_one_category_is_not_told_when_its_dimension_is_named() -> None:
    """All twelve events of a force are of one type: shown zeros would tell the type of everybody in that force."""
    axes = (Classification.flat("force", ("PS", "CC")), Classification.flat("type", ("x", "y", "z")))
    counts = {("PS", "x"): 12, ("CC", "x"): 8, ("CC", "y"): 9, ("CC", "z"): 15}
    spec = TableSpec("t", ("force", "type"))
    plain = release(Cube(axes, counts), [spec], Rule(3)).tables[0]
    assert all(cell.is_published for cell in plain.cells.values())
    grouped = release(Cube(axes, counts), [spec], Rule(3, group_dimensions=frozenset({"type"})))
    found = attack(grouped.tables, axes)
    for category in "yz":
        assert found["t", ("PS", category)].low == 0
        assert found["t", ("PS", category)].high >= 3


def test_progress_can_stop_the_work() -> None:
    class Stopped(Exception):
        pass

    def stop(done: int, total: int, what: Term) -> None:
        assert done < total
        assert what.it
        raise Stopped

    with pytest.raises(Stopped):
        protect(FOUR_BY_FOUR, [BY_AGE], Rule(3), progress=stop)


def test_a_search_that_returns_a_false_world_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Leeway.find

    def boastful(self: Leeway, need: Need, company: Iterable[Need] = ()) -> object:
        move = honest(self, need, company)
        return None if move is None else move * 2

    monkeypatch.setattr(Leeway, "find", boastful)
    with pytest.raises(Unprotectable, match="its own proof"):
        protect(FOUR_BY_FOUR, [BY_AGE], Rule(3), budget_seconds=0)


def test_tables_with_more_combinations_than_can_be_listed_are_protected_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The program then moves only what occurs and what is near it; the reader here still thinks of everything."""
    monkeypatch.setattr(atoms_module, "MOST_ATOMS", 8)
    monkeypatch.setattr(construction_module, "NEAREST", 6)
    cube = Cube(AXES, {("a11", "b1", "c1"): 2, ("a12", "b2", "c21"): 5, ("a2", "b3", "c22"): 9, ("a13", "b1", "c1"): 1})
    specs = [TableSpec("ab", ("a", "b")), TableSpec("bc", ("b", "c")), TableSpec("ac", ("a", "c"))]
    tables = release(cube, specs, Rule(3)).tables
    reader = Reader(cube, tables, floor=0)
    for table, at in sensitive(cube, tables, 3):
        low, high = reader.whole(row(cube, table, at))
        assert low == 0
        assert high >= 3
