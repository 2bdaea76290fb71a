"""The search for levels: against trying every level by hand."""

from itertools import product
from math import log2

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from observatory.disclosure.generalisation import Suggestion, search, suggest
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Cube, TableSpec
from observatory.errors import Cancelled, WrongUse
from observatory.terms import Term

AREA = Classification("area", {"T": "", "n": "T", "s": "T", "n1": "n", "n2": "n", "s1": "s", "s2": "s"})
AGE = Classification("age", {"all": "", "young": "all", "old": "all", "y1": "young", "y2": "young", "o1": "old"})
SPEC = TableSpec("t", ("area", "age"))
LEVELS = {
    "area": [{"T"}, {"T", "n", "s"}, set(AREA.parents)],
    "age": [{"all"}, {"all", "young", "old"}, set(AGE.parents)],
}


def cube(counts: list[int]) -> Cube:
    return Cube((AREA, AGE), dict(zip(product(AREA.leaves, AGE.leaves), counts, strict=True)))


def lost(true: Cube, shown: dict[str, set[str]], hidden: set[tuple[str, str]]) -> float:
    """Bits kept back per event, worked out cell by cell."""
    total, bits, whole = sum(true.counts.values()), 0.0, 0.0
    for (area, age), n in true.counts.items():
        if not n:
            continue
        cells = [
            (a, b)
            for a in shown["area"]
            for b in shown["age"]
            if a in AREA.ancestors(area) and b in AGE.ancestors(age) and (a, b) not in hidden
        ]
        sizes = [
            sum(m for (x, y), m in true.counts.items() if a in AREA.ancestors(x) and b in AGE.ancestors(y))
            for a, b in cells
        ]
        bits += n * log2(min(sizes, default=total) / n)
        whole += n * log2(total / n)
    return bits / whole if whole else float(bool(hidden))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(lambda counts: sum(counts) > 3))
@example([0] * 10 + [1, 3])
def test_no_level_loses_less_than_the_first(counts: list[int]) -> None:
    true, losses = cube(counts), []
    for first, second in product(range(3), range(3)):
        if not first and not second:
            continue
        shown = {"area": LEVELS["area"][first], "age": LEVELS["age"][second]}
        spec = TableSpec("t", ("area", "age"), {name: frozenset(codes) for name, codes in shown.items()})
        made = protect(true, [spec], Rule(3), budget_seconds=0)
        hidden = {(at[0], at[1]) for at, cell in made.tables[0].cells.items() if cell.value is None}
        if not made.withheld:
            losses.append(lost(true, shown, hidden))
    found = search(true, SPEC, Rule(3), 60)
    assert found.is_complete
    least = min((loss for loss in losses if loss < 1 - 1e-9), default=None)
    assert (found.suggestions[0].loss if found.suggestions else None) == (
        None if least is None else pytest.approx(least, abs=0.02)
    )
    assert list(found.suggestions) == sorted(found.suggestions, key=lambda one: one.loss)


def test_a_table_of_large_counts_stays_as_it_is() -> None:
    [first, *_] = suggest(cube([9] * 12), SPEC, Rule(3), 5)
    assert first.is_as_asked
    assert (first.table, first.cells, first.hidden, first.loss) == ("area,age", 42, 0, 0)


def test_thin_counts_are_told_at_a_coarser_level_written_as_for_a_table() -> None:
    found = suggest(cube([1] * 12), SPEC, Rule(4), 5)
    assert {one.table for one in found} & {"area@0-1,age@0-1", "area@0-1", "age@0-1", "area@0-1,age", "age"}
    assert all(one.loss < 1 for one in found)


def test_one_level_that_was_asked_for_stays_one_level() -> None:
    spec = TableSpec("t", ("area",), {"area": frozenset(AREA.leaves)})
    found = suggest(cube([1, 0, 0, 0, 0, 0, 9, 9, 9, 9, 9, 9]), spec, Rule(9), 5)
    assert {one.table for one in found} <= {"area@2", "area@1"}
    levels = {one.table: one.levels[0].depth for one in found}
    assert all(depth == int(table[-1]) for table, depth in levels.items())


@pytest.mark.parametrize("counts", [[0] * 12, [1, *[0] * 11]], ids=["none", "one"])
def test_nothing_to_tell(counts: list[int]) -> None:
    found = search(cube(counts), SPEC, Rule(3), 5)
    assert all(isinstance(one, Suggestion) and 0 <= one.loss <= 1 for one in found.suggestions)


def test_one_trial_is_made_even_without_time() -> None:
    found = search(cube([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]), SPEC, Rule(3), 0)
    assert found.tried == 1
    assert not found.is_complete


def test_it_can_be_stopped() -> None:
    def stop(_done: int, _total: int, _what: Term) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        suggest(cube([1] * 12), SPEC, Rule(3), 5, stop)


def test_a_table_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(WrongUse):
        suggest(cube([1] * 12), TableSpec("t", ("colour",)), Rule(3), 5)
