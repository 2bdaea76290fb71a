"""What a release must hide because of what was told before, on counts that can be followed by hand."""

from observatory.disclosure.joint import Aim, Puzzle, Sum, concealed

COUNTS = (2, 5, 4)
FIRST, SECOND, THIRD, WHOLE = (0,), (1,), (2,), (0, 1, 2)


def puzzle(*sums: Sum, aims: tuple[Aim, ...] = (Aim(0, 2, 1),)) -> Puzzle:
    return Puzzle(COUNTS, (Sum(FIRST), *sums), (), aims)


def test_the_cheaper_of_two_covers_is_hidden() -> None:
    told = Sum(WHOLE, is_told=True)
    assert concealed(puzzle(told, Sum(SECOND, price=3), Sum(THIRD, price=2))) == {3}


def test_what_was_told_stays_and_the_other_gives_cover() -> None:
    told = (Sum(WHOLE, is_told=True), Sum(THIRD, is_told=True))
    assert concealed(puzzle(*told, Sum(SECOND, price=3))) == {3}


def test_a_count_settled_before_costs_nothing_more() -> None:
    told = (Sum(WHOLE, is_told=True), Sum((1, 2), is_told=True))
    assert concealed(puzzle(*told, Sum(SECOND, price=3), Sum(THIRD, price=2))) == frozenset()


def test_a_partly_settled_count_is_kept_as_wide_as_it_was() -> None:
    """The second count can fall to nothing, not further: so the first can rise by five and no more."""
    told, shown = Sum((0, 1), is_told=True), Sum(SECOND, price=3)
    assert concealed(puzzle(told, shown, aims=(Aim(0, 0, 8),))) == {2}


def test_equal_sums_are_hidden_together() -> None:
    sums = (Sum(FIRST, price=1), Sum(SECOND, price=1), Sum(THIRD, price=1))
    made = Puzzle((2, 2, 4), sums, [(FIRST, SECOND)], (Aim(0, 2, 1),))
    assert concealed(made) == {0, 1}


def test_nothing_to_protect_hides_nothing() -> None:
    assert concealed(puzzle(Sum(SECOND, price=1), aims=())) == frozenset()
