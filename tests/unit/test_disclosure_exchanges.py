"""Exchanges of events: what each is said to cost is what the cells cost that change with it, one by one."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.disclosure.partners import Partners
from observatory.disclosure.rectangles import Rectangles, price
from observatory.disclosure.solver import Floats
from observatory.disclosure.space import Space, occurring
from observatory.disclosure.tables import Classification, Cube, TableSpec

TREE = {"all": "", "x": "all", "x1": "x", "x2": "x", "y": "all", "z": "all", "z1": "z", "z2": "z", "z3": "z"}
LEAVES = ("x1", "x2", "y", "z1", "z2", "z3")
AXES = tuple(Classification(name, TREE) for name in "abcd")
SPECS = (TableSpec("whole", tuple("abcd")), TableSpec("part", ("b", "d")))


def space_of(rng: np.random.Generator, size: int) -> tuple[Space, Partners]:
    records = rng.choice(LEAVES, (size, len(AXES))).tolist()
    cube = Cube(AXES, Counter(map(tuple, records)))
    space = Space.of(cube, SPECS)
    atoms, _ = occurring(cube, space.grains)
    return space, Partners(space, atoms, np.linspace(0, 0.9, len(atoms)))


def each(moves: Rectangles) -> Iterator[Counter[bytes]]:
    """The atoms that a move changes, and by how much."""
    for n in range(len(moves)):
        changes: Counter[bytes] = Counter()
        for (atoms, _, there), way in zip(moves.corners(), (1, 1, -1, -1), strict=True):
            changes[atoms[n].tobytes()] += way * int(there[n])
        yield changes


def cost(space: Space, changes: Counter[bytes], tolls: Floats, sign: int) -> float:
    """Class by class: the sum of its changes, and the toll for that direction."""
    sums: Counter[int] = Counter()
    for atom, way in changes.items():
        above = space.classes_of(np.frombuffer(atom, dtype=np.int64)[None, :]).ravel()
        for number in above[above < space.size]:
            sums[int(number)] += way * sign
    assert set(sums.values()) <= {-1, 0, 1}
    return sum(float(tolls[0 if way > 0 else 1, space.first[number]]) for number, way in sums.items() if way)


@given(st.integers(0, 10_000), st.sampled_from([2, 5, 20, 60]), st.sampled_from([1, -1]))
@settings(max_examples=40, deadline=None)
def test_an_exchange_costs_what_its_cells_cost(seed: int, size: int, sign: int) -> None:
    rng = np.random.default_rng(seed)
    space, partners = space_of(rng, size)
    tolls = np.zeros((2, space.top + 1))
    tolls[:, space.first] = np.where(rng.random((2, space.size)) < 0.02, np.inf, rng.normal(size=(2, space.size)))
    target = partners.target(int(rng.integers(space.size)))
    left = np.ones(len(partners.atoms), dtype=np.int64)
    propose = partners.up if sign > 0 else partners.down
    for atom in partners.starts(target, sign, left)[:2]:
        moves = propose(target, atom, left)
        wanted = [cost(space, changes, tolls, sign) for changes in each(moves)]
        assert price(space, moves, tolls, sign) == pytest.approx(wanted)
