"""Protection by exchanges of whole records holds against the same readers as protection by programs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from observatory.disclosure import effort, refinement, suppression
from observatory.disclosure.attacker import attack
from observatory.disclosure.audit import audit, release
from observatory.disclosure.making import Draft
from observatory.disclosure.nearby import meet_nearby
from observatory.disclosure.protection import Protection
from observatory.disclosure.routing import Router
from observatory.disclosure.rules import Rule
from observatory.disclosure.shifts import Want
from observatory.disclosure.solver import Floats
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import TOTAL, Classification, Coordinates, Cube, SafeTable, TableSpec
from observatory.errors import Unprotectable

AXES = (
    Classification("a", {TOTAL: "", "a1": TOTAL, "a2": TOTAL, "a11": "a1", "a12": "a1", "a13": "a1"}),
    Classification.flat("b", ("b1", "b2", "b3")),
    Classification("c", {TOTAL: "", "c1": TOTAL, "c2": TOTAL, "c21": "c2", "c22": "c2"}),
)


@pytest.fixture(autouse=True)
def _always_by_exchanges(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suppression, "MOST_CELLS", 0)


def leaves(axes: Sequence[Classification]) -> list[Coordinates]:
    return list(product(*(axis.leaves for axis in axes)))


@st.composite
def requests(draw: st.DrawFn) -> tuple[Cube, tuple[TableSpec, ...]]:
    axes = AXES[: draw(st.integers(1, 3))]
    counts = st.one_of(st.just(0), st.integers(0, 2), st.integers(0, 8))
    cube = Cube(axes, {at: draw(counts) for at in leaves(axes)})
    specs = []
    for number in range(draw(st.integers(1, 3))):
        chosen = draw(st.lists(st.sampled_from(cube.dimensions), unique=True, max_size=len(axes)))
        shown = {}
        for name in chosen:
            codes = list(next(axis for axis in axes if axis.name == name).parents)
            if draw(st.booleans()):
                shown[name] = frozenset(draw(st.lists(st.sampled_from(codes), min_size=1, unique=True)))
        specs.append(TableSpec(f"t{number}", tuple(chosen), shown))
    return cube, tuple(specs)


def inside(cube: Cube, table: SafeTable, at: Coordinates) -> np.ndarray:
    axes = {axis.name: (axis, place) for place, axis in enumerate(cube.classifications)}
    picked = [(*axes[name], code) for name, code in zip(table.dimensions, at, strict=True)]
    rows = [
        all(code in axis.ancestors(leaf[place]) for axis, place, code in picked)
        for leaf in leaves(cube.classifications)
    ]
    return np.array(rows, dtype=float)


def span(cube: Cube, made: Protection, target: np.ndarray, own: np.ndarray | None = None) -> tuple[float, float]:
    """What somebody who knows the `own` records must think possible of a sum, with whole numbers."""
    counts = np.array([cube.counts.get(leaf, 0) for leaf in leaves(cube.classifications)], dtype=float)
    rows = [np.zeros(len(counts))]
    for table in made.tables:
        rows += [inside(cube, table, at) for at, cell in table.cells.items() if cell.is_published]
    limits = LinearConstraint(np.array(rows), np.array(rows) @ counts, np.array(rows) @ counts)
    lower, upper = np.zeros(len(counts)), np.full(len(counts), 100.0)
    if own is not None:
        lower, upper = np.where(own > 0, counts, lower), np.where(own > 0, counts, upper)
    ends = []
    for sign in (1, -1):
        found = milp(sign * target, constraints=limits, integrality=np.ones(len(counts)), bounds=Bounds(lower, upper))
        assert found.status == 0
        ends.append(sign * found.fun)
    return ends[0], ends[1]


@settings(max_examples=40, deadline=None)
@given(requests(), st.sampled_from([3, 5, 10]), st.sampled_from([0.0, 0.2]))
def test_no_reader_narrows_a_sensitive_cell(
    request: tuple[Cube, tuple[TableSpec, ...]], threshold: int, seconds: float
) -> None:
    cube, specs = request
    made = release(cube, specs, Rule(threshold), budget_seconds=seconds)
    counts = np.array([cube.counts[leaf] for leaf in leaves(cube.classifications)])
    for table in made.tables:
        for at, cell in table.cells.items():
            row = inside(cube, table, at)
            assert cell.value in {None, row @ counts}
            if 0 < row @ counts < threshold:
                assert not cell.is_published
                low, high = span(cube, made, row)
                assert low <= 1e-6
                assert high >= threshold - 1e-6


@settings(max_examples=40, deadline=None)
@given(requests(), st.sampled_from([3, 5]))
def test_with_open_zeros_every_zero_is_shown_and_no_hidden_cell_is_thought_empty(
    request: tuple[Cube, tuple[TableSpec, ...]], threshold: int
) -> None:
    cube, specs = request
    made = protect(
        cube, specs, Rule(threshold, "open"), budget_seconds=0.1, weights={(specs[0].name, first(cube, specs)): 1.0}
    )
    audit(made.tables, cube, Rule(threshold, "open"))
    counts = np.array([cube.counts[leaf] for leaf in leaves(cube.classifications)])
    silent = any(not any(cell.is_published for cell in table.cells.values()) for table in made.tables)
    for table in () if silent else made.tables:
        for at, cell in table.cells.items():
            assert cell.is_published or inside(cube, table, at) @ counts


def first(cube: Cube, specs: Sequence[TableSpec]) -> Coordinates:
    axes = {axis.name: axis for axis in cube.classifications}
    shown = ((axes[name], specs[0].shown.get(name)) for name in specs[0].dimensions)
    return tuple(next(code for code in axis.parents if codes is None or code in codes) for axis, codes in shown)


@settings(max_examples=30, deadline=None)
@given(requests())
def test_worlds_are_whole_records_and_change_nothing_that_is_published(
    request: tuple[Cube, tuple[TableSpec, ...]],
) -> None:
    cube, specs = request
    made = protect(cube, specs, Rule(3), budget_seconds=0.1)
    used = tuple(name for name in cube.dimensions if any(name in spec.dimensions for spec in specs))
    used = used or cube.dimensions[:1]
    for world in made.worlds:
        assert all(move.dimensions == used for move in world.moves)
        for table in made.tables:
            for at, cell in table.cells.items():
                if cell.is_published:
                    assert not sum(
                        m.change for m in world.moves if covers(cube, table, at, m.dimensions, m.coordinates)
                    )


def covers(cube: Cube, table: SafeTable, at: Coordinates, names: Sequence[str], leaf: Coordinates) -> bool:
    axes = {axis.name: axis for axis in cube.classifications}
    return all(c in axes[n].ancestors(leaf[names.index(n)]) for n, c in zip(table.dimensions, at, strict=True))


@settings(max_examples=25, deadline=None)
@given(requests())
def test_who_knows_their_own_records_sees_no_small_rest(request: tuple[Cube, tuple[TableSpec, ...]]) -> None:
    cube, specs = request
    made = protect(cube, specs, Rule(3), insiders=("a",), budget_seconds=0)
    counts = np.array([cube.counts[leaf] for leaf in leaves(cube.classifications)])
    used = any("a" in spec.dimensions for spec in specs)
    for code in AXES[0].leaves if used else ():
        own = np.array([leaf[0] == code for leaf in leaves(cube.classifications)], dtype=float)
        for table in made.tables:
            for at in table.cells:
                others = inside(cube, table, at) * (1 - own)
                if 0 < others @ counts < 3 and told_apart(made, code):
                    low, high = span(cube, made, others, own)
                    assert low <= 1e-6
                    assert high >= 3 - 1e-6


def told_apart(made: Protection, code: str) -> bool:
    """Tables that never show the category or its siblings do not tell whose records are whose."""
    shown = {at[t.dimensions.index("a")] for t in made.tables if "a" in t.dimensions for at in t.cells}
    return code in shown


FORCES = Classification.flat("force", ("PS", "CC", "GDF", "PP"))
AGES = Classification.flat("age", ("young", "middle", "old"))
COUNTS = dict(zip(leaves((FORCES, AGES)), (2, 5, 7, 3, 6, 8, 1, 2, 9, 12, 3, 2), strict=True))
CUBE = Cube((FORCES, AGES), COUNTS)
SPEC = TableSpec("t", ("force", "age"))


def test_what_must_be_shown_is_shown_and_what_must_be_hidden_is_hidden() -> None:
    forced, forbidden = {("t", ("PS", "middle")), ("t", (TOTAL, TOTAL))}, {("t", ("CC", "old"))}
    made = release(CUBE, [SPEC], Rule(3), forced=forced, forbidden=forbidden)
    assert all(made.tables[0][at].is_published for _, at in forced)
    assert not made.tables[0]["CC", "old"].is_published


def test_a_dear_cell_is_kept_at_the_price_of_others() -> None:
    plain = protect(CUBE, [SPEC], Rule(3)).tables[0]
    hidden = [at for at, cell in plain.cells.items() if not cell.is_published and COUNTS[at] >= 3]
    dear: Mapping[tuple[str, Coordinates], float] = {("t", at): 1000.0 for at in hidden[:1]}
    assert hidden
    assert protect(CUBE, [SPEC], Rule(3), weights=dear).tables[0][hidden[0]].is_published


def test_a_cell_that_forced_ones_settle_is_named_with_a_way_out() -> None:
    cube = Cube((Classification.flat("b", ("b1", "b2")),), {("b1",): 2, ("b2",): 7})
    made = protect(cube, [TableSpec("t", ("b",))], Rule(3), forced={("t", (TOTAL,)), ("t", ("b2",))})
    assert [(cell.table, cell.cell) for cell in made.unkept] == [("t", ("b1",))]
    assert "give up" in made.unkept[0].reason.en
    assert not made.tables[0]["b1",].is_published


def test_a_draft_that_lies_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Draft.shift

    def boastful(self: Draft) -> object:
        shift = honest(self)
        shift.move[:1] -= 50
        return shift

    monkeypatch.setattr(Draft, "shift", boastful)
    with pytest.raises(Unprotectable, match="its own proof"):
        protect(CUBE, [SPEC], Rule(3), budget_seconds=0)


def test_the_same_seed_gives_the_same_protection() -> None:
    first, second = (protect(CUBE, [SPEC], Rule(3), seed=4, budget_seconds=0.5) for _ in range(2))
    assert first == second


def test_the_search_ends_after_so_many_programs_whatever_time_they_take(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    axes = tuple(Classification.flat(name, tuple(f"{name}{n}" for n in range(4))) for name in "abcd")
    cube = Cube(axes, Counter(tuple(axis.leaves[rng.integers(4)] for axis in axes) for _ in range(120)))
    solved, begun = [0], list[int]()

    def solving(router: Router, want: Want, most: int, prices: Floats) -> bool:
        solved[0] += 1
        return meet_nearby(router, want, most, prices)

    def trying(router: Router, number: int, atoms: int) -> tuple[bool, int]:
        begun.append(solved[0])
        return without(router, number, atoms)

    without = refinement._without
    monkeypatch.setattr(refinement, "meet_nearby", solving)
    monkeypatch.setattr(refinement, "_without", trying)
    monkeypatch.setattr(effort, "time", SimpleNamespace(process_time=lambda: 0.0))
    protect(cube, [TableSpec("t", tuple("abcd"))], Rule(3), seed=1, budget_seconds=0.2)
    assert max(begun) < 0.2 * 170 <= solved[0]


def test_twenty_thousand_cells_in_eight_dimensions_hold_against_the_linear_attacker() -> None:
    rng = np.random.default_rng(3)
    axes = tuple(Classification.flat(f"d{n}", tuple(f"{n}{code}" for code in "xyz"[: 2 + n % 2])) for n in range(8))
    cells = [tuple(axis.leaves[rng.integers(len(axis.leaves))] for axis in axes) for _ in range(150)]
    cube = Cube(axes, {at: cells.count(at) for at in cells})
    specs = [TableSpec("all", tuple(axis.name for axis in axes))]
    made = protect(cube, specs, Rule(3), budget_seconds=0)
    assert made.report[0].cells == 3**4 * 4**4
    shown = [cell for cell in made.tables[0].cells.values() if cell.is_published]
    assert len(shown) > made.report[0].cells / 5
    pairs = protect(cube, [TableSpec(f"{a}{b}", (f"d{a}", f"d{b}")) for a in range(3) for b in range(a)], Rule(3))
    audit(pairs.tables, cube, Rule(3))
    assert attack(pairs.tables, cube.classifications) is not None
