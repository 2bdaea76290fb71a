"""Tables for the screen are quick, and as safe as those that leave: against the attacker and the verifier."""

from dataclasses import replace
from itertools import product
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.disclosure.audit import audit
from observatory.disclosure.certificate import Claim, Published, write_certificate
from observatory.disclosure.lattice import Lattice
from observatory.disclosure.preview import Preview, glanced, preview
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import TOTAL, Classification, Coordinates, Cube, TableSpec
from observatory.disclosure.verifier import verify
from observatory.errors import Unprotectable, WrongUse

AXES = (
    Classification("a", {TOTAL: "", "a1": TOTAL, "a2": TOTAL, "a11": "a1", "a12": "a1", "a13": "a1"}),
    Classification.flat("b", ("b1", "b2", "b3")),
    Classification("c", {TOTAL: "", "c1": TOTAL, "c2": TOTAL, "c21": "c2", "c22": "c2"}),
)


def leaves(axes: tuple[Classification, ...]) -> list[Coordinates]:
    return list(product(*(axis.leaves for axis in axes)))


@st.composite
def requests(draw: st.DrawFn) -> tuple[Cube, tuple[TableSpec, ...]]:
    """Up to three tables, with codes left out, over dimensions with one and two levels."""
    axes = AXES[: draw(st.integers(1, 3))]
    counts = st.one_of(st.just(0), st.integers(0, 2), st.integers(0, 12))
    cube = Cube(axes, {at: draw(counts) for at in leaves(axes)})
    specs = []
    for number in range(draw(st.integers(1, 3))):
        chosen = draw(st.lists(st.sampled_from(cube.dimensions), unique=True, min_size=1))
        shown = {}
        for name in chosen:
            codes = list(next(axis for axis in axes if axis.name == name).parents)
            if draw(st.booleans()):
                shown[name] = frozenset(draw(st.lists(st.sampled_from(codes), min_size=1, unique=True)))
        specs.append(TableSpec(f"t{number}", tuple(chosen), shown))
    return cube, tuple(specs)


def holds(made: Preview) -> int:
    """Has the worlds checked by additions alone, as a certificate; how many needs it found."""
    told = made.protection()
    lines: list[bytes] = []
    write_certificate(Claim(made.cube, Published(told.tables, made.rule), told.worlds), lines.append)
    return verify(lines).counts["needs"]


@settings(max_examples=60, deadline=None)
@given(requests(), st.sampled_from([3, 5, 10]), st.sampled_from([frozenset(), frozenset({"b"}), frozenset({"a", "c"})]))
def test_no_reader_narrows_what_a_preview_hides(
    request: tuple[Cube, tuple[TableSpec, ...]], threshold: int, groups: frozenset[str]
) -> None:
    cube, specs = request
    rule = Rule(threshold, group_dimensions=groups & {*cube.dimensions})
    made = preview(cube, specs, rule)
    assert made is not None
    audit(made.tables, cube, rule)
    holds(made)


def table(records: int, sizes: tuple[int, ...] = (4, 10, 6)) -> tuple[Cube, list[TableSpec]]:
    rng = np.random.default_rng(3)
    axes = tuple(Classification.flat(f"d{n}", tuple(f"{n}-{m}" for m in range(size))) for n, size in enumerate(sizes))
    counts: dict[Coordinates, int] = {}
    for row in rng.integers(0, sizes, size=(records, len(sizes))).tolist():
        at = tuple(axis.leaves[n] for axis, n in zip(axes, row, strict=True))
        counts[at] = counts.get(at, 0) + 1
    cube = Cube(axes, counts)
    return cube, [TableSpec("t", cube.dimensions)]


@pytest.mark.parametrize("records", [40, 300])
@pytest.mark.parametrize("threshold", [3, 10])
def test_it_hides_about_as_much_as_a_release(records: int, threshold: int) -> None:
    """With its proof standing by itself."""
    cube, specs = table(records)
    made, usual = preview(cube, specs, Rule(threshold)), protect(cube, specs, Rule(threshold), budget_seconds=0)
    assert made is not None
    assert made.report[0].sensitive == usual.report[0].sensitive
    assert len(_hidden(made)) <= 1.3 * (usual.report[0].sensitive + usual.report[0].secondary)
    assert holds(made) == made.report[0].sensitive


def _hidden(made: Preview) -> set[Coordinates]:
    return {at for at, cell in made.tables[0].cells.items() if cell.value is None}


def test_the_same_seed_gives_the_same_pattern() -> None:
    cube, specs = table(200)
    one, same, other = (preview(cube, specs, Rule(3), seed=seed) for seed in (1, 1, 2))
    assert one is not None
    assert same is not None
    assert other is not None
    assert _hidden(one) == _hidden(same) != _hidden(other)


def test_a_cell_to_keep_is_shown_where_that_is_safe() -> None:
    cube, specs = table(200)
    free = preview(cube, specs, Rule(3))
    assert free is not None
    small = {at for at, n in cube.counts.items() if n < 3}
    mark = next(at for at in sorted(_hidden(free)) if at not in small and cube.counts.get(at, 0) > 2)
    made = preview(cube, specs, Rule(3), weights={("t", mark): 1000.0})
    assert made is not None
    assert mark not in _hidden(made)
    audit(made.tables, cube, Rule(3))


def test_what_is_known_already_never_counts_as_hidden() -> None:
    cube, specs = table(1000)
    known = [("t", (TOTAL, leaf, TOTAL)) for leaf in cube.classifications[1].leaves]
    made = preview(cube, specs, Rule(5), public=known)
    assert made is not None
    assert not {at for _, at in known} & _hidden(made)
    audit(made.tables, cube, Rule(5), public=known)


def test_a_table_under_the_threshold_is_withheld() -> None:
    cube = Cube((Classification.flat("a", ("x", "y")),), {("x",): 1, ("y",): 1})
    made = preview(cube, [TableSpec("t", ("a",))], Rule(3))
    assert made is not None
    assert [one.table for one in made.protection().withheld] == ["t"]


@pytest.mark.parametrize(
    ("records", "sizes", "rule"),
    [(40, (4, 3), Rule(3, zeros="open")), (40, (30, 30, 30), Rule(3))],
    ids=["zeros shown", "too large"],
)
def test_what_it_cannot_do_is_protected_as_always(records: int, sizes: tuple[int, ...], rule: Rule) -> None:
    cube, specs = table(records, sizes)
    assert preview(cube, specs, rule) is None
    assert [*glanced(cube, specs, rule)[0].cells.items()] == [
        *protect(cube, specs, rule, budget_seconds=0).tables[0].cells.items()
    ]


def test_a_small_count_that_is_known_is_left_to_the_thorough_way() -> None:
    cube, specs = Cube(AXES[1:2], {("b1",): 2, ("b2",): 8}), [TableSpec("t", ("b",))]
    assert preview(cube, specs, Rule(3), public=[("t", ("b1",))]) is None


def test_nonsense_is_refused() -> None:
    with pytest.raises(WrongUse):
        preview(Cube(AXES, {}), [TableSpec("t", ("nowhere",))], Rule(3))


@pytest.mark.parametrize("spoil", ["a world below zero", "a world lost", "a cell that protects shown"])
def test_a_pattern_without_its_proof_is_never_given(monkeypatch: pytest.MonkeyPatch, spoil: str) -> None:
    from observatory.disclosure import sketch  # noqa: PLC0415 - only to break it

    refine = sketch.Sketch.refine

    def broken(self: sketch.Sketch, searches: int) -> None:
        refine(self, searches)
        number, swing = next(iter(self.swings.items()))
        if spoil == "a world below zero":
            self.swings[number] = replace(swing, delta=swing.delta * 1000)
        elif spoil == "a world lost":
            del self.swings[number]
        else:
            self.uses[:] = 0

    monkeypatch.setattr(sketch.Sketch, "refine", broken)
    with pytest.raises(Unprotectable):
        preview(*table(200), Rule(3))


@settings(max_examples=30, deadline=None)
@given(requests(), st.integers(0, 10_000))
def test_a_simple_change_changes_cells_as_its_finest_parts_do(
    request: tuple[Cube, tuple[TableSpec, ...]], number: int
) -> None:
    """And costs what the sum of its cells says."""
    cube, specs = request
    lattice = Lattice.of(cube, specs)
    rng = np.random.default_rng(number)
    along, against = rng.random((2, lattice.size))
    at = lattice.at(number % lattice.size)
    costs = lattice.priced(at, np.stack([along + against, along - against]))
    place = int(rng.integers(len(costs)))
    cells, signs = (part[0] for part in lattice.change(at, [place]))
    delta = np.zeros(lattice.size, dtype=np.int64)
    np.add.at(delta, cells, signs)
    assert delta[number % lattice.size] == 1
    assert np.array_equal(lattice.sums(delta[lattice.is_finest][None])[0], delta)
    assert costs[place] == pytest.approx(along[delta > 0].sum() + against[delta < 0].sum())


def test_tables_of_one_release_hide_the_same_cell_alike(samples: ModuleType) -> None:
    specs = [TableSpec("one", ("force", "age")), TableSpec("other", ("age", "force"))]
    made = preview(samples.CUBE, specs, Rule(3))
    assert made is not None
    one, other = made.tables
    assert all(other.cells[b, a] == cell for (a, b), cell in one.cells.items())
    audit(made.tables, samples.CUBE, Rule(3))
