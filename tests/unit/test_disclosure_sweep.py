"""Many counts opened at once: what a sweep may change, and that what is hidden afterwards is enough."""

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.disclosure.joint import Aim, Puzzle, Sum, concealed
from observatory.disclosure.solver import Bounds, Incidence, Ints
from observatory.disclosure.sweep import Sweep

MOST = 9
UNKNOWNS = 4


def rows(*parts: tuple[int, ...]) -> Incidence:
    found = [(n, np.array(columns, dtype=np.int64), 1.0) for n, columns in enumerate(parts)]
    return Incidence.of(found, len(parts), UNKNOWNS)


def swept(fixed: Incidence, goals: Ints, counts: tuple[int, ...] = (2, 2, 2, 2)) -> list[int]:
    limits = Bounds(-np.array(counts, dtype=float), np.full(UNKNOWNS, 30.0))
    return Sweep(limits, fixed, rows((0,), (1,), (2,), (3,))).change(goals).tolist()


def test_what_is_to_rise_rises_at_the_cost_of_what_is_to_fall() -> None:
    assert swept(rows((0, 1), (2, 3)), np.array([1, -2, -2, 2])) == [2, -2, -2, 2]


def test_nothing_is_taken_from_where_nothing_is() -> None:
    assert swept(rows((0, 1), (2, 3)), np.array([2, 0, 0, 1]), counts=(2, 1, 0, 2)) == [1, -1, 0, 0]


def test_what_only_parts_of_events_could_do_is_left_as_it_is_with_all_that_is_tied_to_it() -> None:
    """Each two of the first three with the fourth are told: each of them would rise by half of what that one falls."""
    odd = rows((0, 1, 3), (0, 2, 3), (1, 2, 3))
    assert swept(odd, np.array([0, 0, 0, -2])) == [1, 1, 1, -2]
    assert swept(odd, np.array([0, 0, 0, -2]), counts=(2, 2, 2, 1)) == [0, 0, 0, 0]


sums = st.sets(st.integers(0, UNKNOWNS - 1), min_size=1).map(lambda parts: tuple(sorted(parts)))
puzzles = st.tuples(
    st.lists(st.integers(0, 3), min_size=UNKNOWNS, max_size=UNKNOWNS),
    st.lists(st.tuples(sums, st.sampled_from(["told", "shown", "wanted"])), min_size=2, max_size=7),
    st.integers(1, 2),
    st.integers(1, 3),
)
MOVES = np.array(list(product(range(-3, MOST + 1), repeat=UNKNOWNS)))


def reach(puzzle: Puzzle, shown: list[tuple[int, ...]], aim: Aim) -> tuple[int, int]:
    """By trying every change: how far the sum falls and rises, its goals at most, when these sums may not change."""
    fits = (MOVES + np.array(puzzle.counts) >= 0).all(axis=1)
    for parts in shown:
        fits &= MOVES[:, parts].sum(axis=1) == 0
    moved = MOVES[fits][:, puzzle.sums[aim.sum].parts].sum(axis=1)
    return min(aim.down, -int(moved.min())), min(aim.up, int(moved.max()))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(puzzles)
def test_what_is_hidden_opens_all_that_what_was_told_leaves_open(
    drawn: tuple[list[int], list[tuple[tuple[int, ...], str]], int, int],
) -> None:
    counts, asked, down, up = drawn
    parts = dict(asked)
    made = tuple(Sum(each, state == "told", 1.0 if state == "shown" else 0.0) for each, state in parts.items())
    aims = [Aim(n, down, up) for n, state in enumerate(parts.values()) if state == "wanted"]
    puzzle = Puzzle(counts, made, (), [a for a in aims if sum(counts[p] for p in made[a.sum].parts) >= down])
    hidden = concealed(puzzle)
    told = [each.parts for each in made if each.is_told]
    left = [each.parts for n, each in enumerate(made) if each.price and n not in hidden]
    for aim in puzzle.aims:
        assert reach(puzzle, [*told, *left], aim) == reach(puzzle, told, aim)
