"""How far a sum can be moved: what the search finds never exceeds what the bound says, and that is never too low."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.disclosure.joint import Aim, Puzzle, Sum
from observatory.disclosure.reach import Reach

GOAL = 3
SUBSETS = st.lists(st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True), max_size=3)


def furthest(puzzle: Puzzle, sign: int) -> int:
    """By trying whole changes one after the other; those of more than five events up are not tried."""
    told = [each.parts for each in puzzle.sums if each.is_told]
    moves = product(*(range(-count, 6) for count in puzzle.counts))
    open_ = (m for m in moves if not any(sum(m[part] for part in parts) for parts in told))
    return min(GOAL, max(sign * sum(m[part] for part in puzzle.sums[0].parts) for m in open_))


@settings(deadline=None, max_examples=50)
@given(
    counts=st.lists(st.integers(0, 2), min_size=4, max_size=4),
    wanted=st.lists(st.integers(0, 3), min_size=1, max_size=3, unique=True),
    told=SUBSETS,
    sign=st.sampled_from((-1, 1)),
)
def test_the_bound_is_never_too_low(counts: list[int], wanted: list[int], told: list[list[int]], sign: int) -> None:
    shown = [Sum(tuple(parts), is_told=True) for parts in told]
    puzzle = Puzzle(counts, [Sum(tuple(wanted)), *shown], [], (Aim(0, GOAL, GOAL),))
    most = Reach(puzzle).at_most(0, sign, GOAL)
    assert furthest(puzzle, sign) <= most
    reach = Reach(puzzle)
    assert reach.of(0, sign, GOAL) <= most
    swept = Reach(puzzle)
    swept.open([(0, sign, GOAL)])
    assert swept.is_found(0, sign, GOAL) <= (most == GOAL)
    assert swept.of(0, sign, GOAL) == reach.of(0, sign, GOAL)


def test_a_search_that_ends_early_lowers_only_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last of four counts goes down by twice what each other goes up: by 2 in whole events, by 3 in halves."""
    told = [Sum(parts, is_told=True) for parts in ((0, 1, 3), (1, 2, 3), (0, 2, 3))]
    puzzle = Puzzle([0, 0, 0, 3], [Sum((3,)), *told], [], (Aim(0, GOAL, GOAL),))
    assert Reach(puzzle).of(0, -1, GOAL) == 2
    monkeypatch.setattr(Reach, "_whole", lambda *_: None)
    assert Reach(puzzle).of(0, -1, GOAL) == 0
    assert Reach(puzzle).at_most(0, -1, GOAL) == GOAL
