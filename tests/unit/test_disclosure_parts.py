"""Worlds of parts in whole numbers: sums in exact fractions, needs met, and patterns that never get dearer."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.disclosure.apportionment import apportion
from observatory.disclosure.exactness import in_parts
from observatory.disclosure.history import History, memory
from observatory.disclosure.kernel import kernel
from observatory.disclosure.proofs import Moves
from observatory.disclosure.routing import Router
from observatory.disclosure.rules import Rule
from observatory.disclosure.shifts import Shift
from observatory.disclosure.solver import Incidence, Ints
from observatory.disclosure.tables import Classification, Cube, TableSpec
from observatory.disclosure.work import Circumstances, Work, met
from observatory.progress import silent

RULE = Rule(3, zeros="open", attacker="A2")

matrices = st.tuples(st.integers(1, 7), st.integers(1, 9)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 1), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)


def dependent(rows: Sequence[Sequence[int]]) -> list[list[Fraction]]:
    """Rows that span all solutions of rows · x = 0, by elimination in fractions."""
    left, pivots = [[Fraction(x) for x in row] for row in rows], list[int]()
    for column in range(len(left[0])):
        at = len(pivots)
        there = next((n for n in range(at, len(left)) if left[n][column]), None)
        if there is None:
            continue
        left[at], left[there] = left[there], left[at]
        left[at] = [x / left[at][column] for x in left[at]]
        for n, row in enumerate(left):
            if n != at:
                left[n] = [x - row[column] * y for x, y in zip(row, left[at], strict=True)]
        pivots.append(column)
    found = []
    for free in (n for n in range(len(left[0])) if n not in pivots):
        solution = [Fraction(n == free) for n in range(len(left[0]))]
        for at, column in enumerate(pivots):
            solution[column] = -left[at][free]
        found.append(solution)
    return found


def sums_of(rows: Sequence[Sequence[int]]) -> Incidence:
    parts = [(n, np.flatnonzero(row).astype(np.int64), 1.0) for n, row in enumerate(rows)]
    return Incidence.of(parts, len(rows), len(rows[0]))


def changed(rows: Sequence[Sequence[int]], move: Ints, parts: int) -> list[Fraction]:
    return [sum((Fraction(int(n), parts) * x for n, x in zip(move, row, strict=True)), Fraction()) for row in rows]


@given(matrices)
@settings(max_examples=60, deadline=None)
def test_a_kernel_has_all_moves_that_leave_the_sums(rows: list[list[int]]) -> None:
    found = kernel(np.array(rows))
    assert found is not None
    assert len(found.free) == len(dependent(rows))
    for number, column in enumerate(found.free):
        assert not any(changed(rows, found.steps[:, number], found.parts))
        own = [Fraction(int(n), found.parts) for n in found.steps[found.free, number]]
        assert own == [Fraction(int(other == column)) for other in found.free]


@pytest.mark.parametrize("length", [3, 20, 45, 70])
def test_a_kernel_of_large_numbers_is_told_exactly_or_not_at_all(length: int) -> None:
    """Each number is twice the one before, and the last one is free."""
    matrix = 2 * np.eye(length, length + 1, dtype=np.int64) - np.eye(length, length + 1, 1, dtype=np.int64)
    found = kernel(matrix)
    assert (found is None) == (length >= 48)
    if found is not None:
        assert Fraction(int(found.steps[0, 0]), found.parts) == Fraction(1, 2**length)


@given(matrices, st.data())
@settings(max_examples=60, deadline=None)
def test_a_rough_move_is_written_exactly(rows: list[list[int]], data: st.DataObject) -> None:
    basis = dependent(rows)
    weights = [data.draw(st.fractions(-3, 3, max_denominator=7)) for _ in basis]
    true = [sum((w * b[n] for w, b in zip(weights, basis, strict=True)), Fraction()) for n in range(len(rows[0]))]
    noise = np.array([data.draw(st.floats(-1e-9, 1e-9)) for _ in true])
    rough = np.array([float(x) for x in true]) + noise
    exact = np.array([x.denominator == 1 and data.draw(st.booleans()) for x in true])
    moves = Moves.of(sums_of(rows), np.ones(len(rows), dtype=np.bool_))
    assert moves is not None
    found = moves.near(rough, exact, lambda move, parts: bool(np.all(np.abs(move / parts - rough) < 0.01)))
    assert found is not None
    move, parts = found
    assert not any(changed(rows, move, parts))
    assert all(Fraction(int(n), parts) == x for n, x, held in zip(move, true, exact, strict=True) if held)


def test_no_move_is_written_where_what_must_be_cannot() -> None:
    moves = Moves.of(sums_of([[1, 1, 0], [1, 0, 1]]), np.array([True, True]))
    assert moves is not None
    assert moves.near(np.array([1.0, 1.0, -1.0]), np.array([True, True, False]), lambda *_: True) is None
    assert moves.near(np.array([1.0, -1.0, -1.0]), np.zeros(3, dtype=np.bool_), lambda *_: False) is None


@given(matrices, st.data())
@settings(max_examples=60, deadline=None)
def test_a_vertex_is_read_off_its_digits(rows: list[list[int]], data: st.DataObject) -> None:
    basis = dependent(rows)
    weights = [data.draw(st.fractions(-3, 3, max_denominator=11)) for _ in basis]
    true = [sum((w * b[n] for w, b in zip(weights, basis, strict=True)), Fraction()) for n in range(len(rows[0]))]
    found = in_parts(np.array([float(x) for x in true]), sums_of(rows), np.ones(len(rows), dtype=np.bool_))
    if found is not None:
        assert not any(changed(rows, *found))
        assert all(abs(float(Fraction(int(n), found[1]) - x)) < 1e-6 for n, x in zip(found[0], true, strict=True))
    if all(x.denominator <= 12 for x in true):
        assert found is not None


def routed(seed: int, insiders: tuple[str, ...] = ()) -> Router:
    """A table of 180 cells, every need met by whole worlds."""
    sizes = {"a": 5, "b": 4, "c": 5}
    axes = tuple(Classification.flat(name, tuple(f"{name}{n}" for n in range(size))) for name, size in sizes.items())
    draw = np.random.default_rng(seed)
    leaves = list(product(*(axis.leaves for axis in axes)))
    cube = Cube(axes, dict(zip(leaves, map(int, draw.poisson(1.6, len(leaves))), strict=True)))
    specs = (TableSpec("t", cube.dimensions),)
    work = Work(memory(cube, specs, History()), specs, RULE, Circumstances(insiders=insiders), seed)
    assert not met(work, work.wants(), silent)
    return work.router


def is_proven(router: Router) -> bool:
    """Every world is possible and changes hidden cells only, and every need has one, in exact fractions."""
    reached: set[tuple[int, int, int]] = set()
    for shift in router.shifts.values():
        counts = router.events(shift.atoms)
        assert all(int(n) * shift.parts + int(x) >= 0 for n, x in zip(counts, shift.move, strict=True))
        sums = fresh_sums(router, shift)
        assert all(router.hidden[cell] for cell, change in sums.items() if change)
        for number, viewer in enumerate(router.viewers):
            if not viewer.knows(shift.atoms).any():
                reached |= {
                    (number, sign, cell)
                    for cell, change in sums.items()
                    for sign in (-1, 1)
                    if 0 < viewer.goal(sign)[cell] <= sign * change
                }
    return reached == {
        (number, sign, int(cell))
        for number, viewer in enumerate(router.viewers)
        for sign in (-1, 1)
        for cell in np.flatnonzero(viewer.goal(sign) > 0)
    }


def fresh_sums(router: Router, shift: Shift) -> dict[int, Fraction]:
    found: dict[int, Fraction] = {}
    for atom, move in zip(shift.atoms, shift.move, strict=True):
        for cell in router.space.classes_of(atom[None, :]).ravel():
            if cell < router.space.size:
                found[int(cell)] = found.get(int(cell), Fraction()) + Fraction(int(move), shift.parts)
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_pattern_of_parts_is_proven_and_never_dearer(seed: int) -> None:
    router = routed(seed)
    before = router.cost()
    assert apportion(router, (seed, 1.0, silent))
    assert is_proven(router)
    assert router.cost() <= before


def test_worlds_of_parts_leave_what_an_insider_knows() -> None:
    router = routed(4, ("b",))
    before = router.cost()
    apportion(router, (1, 1.0, silent))
    assert is_proven(router)
    assert router.cost() <= before


def test_where_nothing_can_be_written_whole_worlds_mend_it(monkeypatch: pytest.MonkeyPatch) -> None:
    router = routed(1)
    before = router.cost()
    monkeypatch.setattr(Moves, "near", lambda *_: None)
    apportion(router, (1, 0.5, silent))
    assert is_proven(router)
    assert router.cost() <= before
