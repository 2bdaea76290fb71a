"""The proven optimum of small tables against all patterns and all worlds, and bounds that nothing undercuts."""

from collections.abc import Mapping
from itertools import product
from math import log

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.attacker import Knowledge, attack
from observatory.disclosure.effort import Effort
from observatory.disclosure.optimum import Riddle, is_safe, optimum
from observatory.disclosure.protection import TableReport
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Coordinates, Cube, TableSpec
from observatory.disclosure.worlds import Need

K = 3
RULES = {"camouflage": Rule(K), "open": Rule(K, zeros="open"), "open-A2": Rule(K, zeros="open", attacker="A2")}
LONG = Effort(100_000, np.inf)


def cube(sizes: tuple[int, ...], counts: list[int]) -> Cube:
    axes = tuple(
        Classification.flat(name, tuple(f"{name}{n}" for n in range(size)))
        for name, size in zip("abc", sizes, strict=False)
    )
    leaves = product(*(axis.leaves for axis in axes))
    return Cube(axes, dict(zip(leaves, counts, strict=True)))


def spec(asked: Cube) -> TableSpec:
    return TableSpec("t", asked.dimensions)


def riddle(asked: Cube, *, whole: bool = True) -> Riddle:
    system = AtomSystem.build(asked, [spec(asked)])
    small = (system.values > 0) & (system.values < K)
    needs = [Need(int(n), int(level - system.values[n])) for n in np.flatnonzero(small) for level in (0, K)]
    return Riddle(
        system.membership, system.links, system.counts, system.weights, system.values, small,
        np.zeros(len(small), dtype=np.bool_), tuple(needs), int(system.counts.sum()) + K, whole,
    )  # fmt: skip


def table_of(asked: Cube) -> dict[Coordinates, int]:
    cells = product(*(axis.parents for axis in asked.classifications))
    above = {axis.name: axis for axis in asked.classifications}
    return {
        at: sum(
            n
            for leaf, n in asked.counts.items()
            if all(code in above[name].ancestors(own) for name, code, own in zip(above, at, leaf, strict=True))
        )
        for at in cells
    }


def least_by_trying_everything(asked: Cube, rule: Rule, costs: Mapping[Coordinates, float]) -> float:
    """Of all patterns, that in which every sensitive cell has its worlds, among all worlds; infinite if there is none.

    In a two-way table worlds are sums of circles of ones (Gale 1957), so a need of one or two never takes an atom
    further than two.
    """
    values, leaves = table_of(asked), list(asked.counts)
    cells = list(values)
    above = {axis.name: axis for axis in asked.classifications}
    inside = np.array([
        [all(c in above[n].ancestors(own) for n, c, own in zip(above, at, leaf, strict=True)) for leaf in leaves]
        for at in cells
    ])  # fmt: skip
    true = np.array(list(values.values()))
    least = np.where(true > 0, rule.floor, 0)
    moves = np.array(list(product(range(-2, 3), repeat=len(leaves))))
    changes = moves @ inside.T
    possible = (np.array(list(asked.counts.values())) + moves >= 0).all(axis=1)
    possible &= (true + changes >= np.where(changes == 0, -1, least)).all(axis=1)
    if rule.shows_zeros:
        possible &= (changes[:, true == 0] == 0).all(axis=1)
    changes = changes[possible]
    touched = (changes != 0) @ (1 << np.arange(len(cells)))
    small = (true > 0) & (true < K)
    goals = [(at, sign) for at in np.flatnonzero(small) for sign in (-1, 1)]
    far = {-1: true - rule.floor, 1: K - true}
    masks = [np.unique(touched[sign * changes[:, at] >= far[sign][at]]) for at, sign in goals if far[sign][at]]
    prices = np.where(small, 0.0, [costs[at] for at in cells])
    patterns, always = np.arange(1 << len(cells)), int((1 << np.arange(len(cells)))[small].sum())
    patterns = patterns[(patterns & always) == always]
    paid = ((patterns[:, None] >> np.arange(len(cells))) & 1) @ prices
    for number in np.argsort(paid, kind="stable"):
        if all(np.any((mask & ~patterns[number]) == 0) for mask in masks):
            return float(paid[number])
    return float("inf")


def prices(asked: Cube, rule: Rule) -> dict[Coordinates, float]:
    """As documented: with camouflage by the weights of the atoms, with open zeros 10 (1 + ln(1 + n))."""
    if rule.shows_zeros:
        return {at: 10 * (1 + log(1 + n)) if n else 3.0 for at, n in table_of(asked).items()}
    system = AtomSystem.build(asked, [spec(asked)])
    return {at: float(system.weights[number]) for (_, at), number in system.class_of.items()}


def reported(asked: Cube, rule: Rule, seconds: float) -> TableReport:
    return protect(asked, [spec(asked)], rule, seed=1, budget_seconds=seconds).report[0]


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@settings(max_examples=15, deadline=None)
@given(counts=st.lists(st.integers(0, 5), min_size=6, max_size=6))
def test_protect_finds_the_cheapest_of_all_patterns(rule: Rule, counts: list[int]) -> None:
    asked = cube((2, 3), counts)
    made = protect(asked, [spec(asked)], rule, seed=1, budget_seconds=5)
    assume(not made.withheld and not made.unkept)
    least = least_by_trying_everything(asked, rule, prices(asked, rule))
    assert made.report[0].loss == pytest.approx(least)
    assert made.report[0].bound == pytest.approx(least)
    assert made.report[0].gap == pytest.approx(0)


@settings(max_examples=8, deadline=None)
@given(counts=st.lists(st.integers(0, 6), min_size=8, max_size=8), sizes=st.sampled_from([(2, 4), (2, 2, 2)]))
def test_what_was_constructed_costs_no_less_than_the_optimum_and_the_optimum_is_safe(
    counts: list[int], sizes: tuple[int, ...]
) -> None:
    asked = cube(sizes, counts)
    made = protect(asked, [spec(asked)], RULES["camouflage"], seed=1, budget_seconds=0)
    assume(not made.withheld)
    found = optimum(riddle(asked), LONG)
    assert found.is_proven
    assert found.cost <= made.report[0].loss + 1e-6
    best = protect(asked, [spec(asked)], RULES["camouflage"], seed=1, budget_seconds=30)
    assert best.report[0].loss == pytest.approx(found.cost)
    for whole in (False, True):
        ends = attack(best.tables, asked.classifications, whole=whole)
        small = [at for at, n in table_of(asked).items() if 0 < n < K]
        assert all(ends["t", at].low <= 0 and ends["t", at].high >= K for at in small)


@settings(max_examples=8, deadline=None)
@given(counts=st.lists(st.integers(0, 6), min_size=8, max_size=8))
def test_a_reader_who_does_not_know_that_counts_are_whole_costs_no_more(counts: list[int]) -> None:
    asked = cube((2, 2, 2), counts)
    linear, whole = optimum(riddle(asked, whole=False), LONG), optimum(riddle(asked), LONG)
    assert linear.cost <= whole.cost + 1e-6
    assert whole.hidden is None or is_safe(riddle(asked, whole=False), whole.hidden)


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
@settings(max_examples=4, deadline=None)
@given(counts=st.lists(st.integers(0, 9), min_size=12, max_size=12), sizes=st.sampled_from([(3, 4), (2, 2, 3)]))
def test_no_pattern_undercuts_the_bound(rule: Rule, counts: list[int], sizes: tuple[int, ...]) -> None:
    asked = cube(sizes, counts)
    first = protect(asked, [spec(asked)], rule, seed=1, budget_seconds=0)
    assert first.report[0].bound is None
    assume(not first.withheld and not first.unkept)
    # Too little time to search for the optimum, enough for the bound of single equations.
    cheap = reported(asked, rule, 0.06)
    proven = reported(asked, rule, 2)
    assert cheap.bound is not None
    assert proven.bound is not None
    assert proven.bound <= proven.loss * (1 + 1e-6)
    assert cheap.bound <= proven.loss * (1 + 1e-6)


def test_no_pattern_at_all_is_safe_where_a_total_is_known_that_settles_it() -> None:
    """A total of 2 that everybody knows cannot become 3."""
    asked = riddle(cube((2, 2), [1, 1, 0, 0]))
    fixed = np.ones(len(asked.costs), dtype=np.bool_)
    known = Riddle(
        asked.cells, asked.links, asked.counts, asked.costs, asked.room, asked.free, fixed, asked.needs, asked.reach
    )
    found = optimum(known, LONG)
    assert found.hidden is None
    assert found.bound == np.inf


def test_a_search_that_runs_out_of_questions_says_that_nothing_is_proven() -> None:
    asked = riddle(cube((2, 2, 3), [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]))
    found = optimum(asked, Effort(10, np.inf))
    assert not found.is_proven


def test_a_pattern_that_is_the_optimum_already_is_kept_and_proven() -> None:
    asked = riddle(cube((2, 3), [2, 5, 7, 4, 6, 8]))
    best = optimum(asked, LONG)
    again = optimum(asked, LONG, best.cost)
    assert again.hidden is None
    assert again.is_proven


def test_open_zeros_stay_shown_in_the_optimum() -> None:
    asked = cube((3, 3), [2, 5, 0, 4, 1, 8, 6, 0, 7])
    made = protect(asked, [spec(asked)], RULES["open"], seed=1, budget_seconds=5)
    zeros = [at for at, n in table_of(asked).items() if not n]
    assert all(made.tables[0].cells[at].is_published for at in zeros) == (not made.unkept)
    ends = attack(made.tables, asked.classifications, knowledge=Knowledge(zeros="open"), whole=True)
    assert all(ends["t", at].low <= 1 <= ends["t", at].high for at, n in table_of(asked).items() if 0 < n < K)
