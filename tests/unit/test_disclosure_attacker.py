"""The attacker against small published examples; the figures are those of the sources named at each test."""

from collections.abc import Sequence

import numpy as np
import pytest

from observatory.disclosure import front, watch
from observatory.disclosure.attacker import Interval, Knowledge, Wanted, attack, besiege
from observatory.disclosure.solver import Bounds, Incidence, Program
from observatory.disclosure.tables import HIDDEN, Classification, Cube, SafeCell, SafeTable, Status
from observatory.errors import Cancelled, WrongUse
from observatory.terms import Term


@pytest.fixture(autouse=True, params=["simplex", "interior"])
def _method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small programs and large ones are solved in two ways; both find the same ends."""
    if request.param == "interior":
        monkeypatch.setattr(front, "LARGE", 0)


def shown(value: int) -> SafeCell:
    return SafeCell(value, Status.PUBLISHED)


def table(values: dict[tuple[str, ...], int], hidden: set[tuple[str, ...]], dimensions: tuple[str, ...]) -> SafeTable:
    cells = {at: HIDDEN if at in hidden else shown(value) for at, value in values.items()}
    return SafeTable("t", dimensions, cells)


def with_margins(rows: dict[str, list[int]], columns: tuple[str, ...]) -> dict[tuple[str, ...], int]:
    values = {(row, column): n for row, counts in rows.items() for column, n in zip(columns, counts, strict=True)}
    values |= {(row, "_T"): sum(counts) for row, counts in rows.items()}
    values |= {("_T", column): sum(rows[row][i] for row in rows) for i, column in enumerate(columns)}
    return values | {("_T", "_T"): sum(map(sum, rows.values()))}


def besieged(*, whole: bool) -> tuple[Sequence[SafeTable], Sequence[Classification], Wanted]:
    cells = {("t", at): Interval(-1, 100) for at in PRIMARY | MORE}
    return [table(FOUR_BY_FOUR, PRIMARY | MORE, ("force", "age"))], AXES, Wanted(cells, Knowledge(), whole=whole)


@pytest.mark.parametrize("whole", [False, True])
def test_the_attack_tells_how_many_questions_are_settled(whole: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "_PAUSE", 0.0)
    told: list[tuple[int, int]] = []
    besiege(*besieged(whole=whole), lambda done, total, _: told.append((done, total)))
    questions = (4 if whole else 2) * len(PRIMARY | MORE)
    assert {total for _, total in told} == {questions}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (questions, questions)
    assert len({done for done, _ in told}) > 2


def test_the_attack_can_be_cancelled_after_each_program(monkeypatch: pytest.MonkeyPatch) -> None:
    solved: list[object] = []
    solve = Program.solve
    monkeypatch.setattr(Program, "solve", lambda program: (solved.append(program), solve(program))[1])
    monkeypatch.setattr(watch, "_PAUSE", 0.0)

    def refuse(_done: int, _total: int, _what: Term) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        besiege(*besieged(whole=False), refuse)
    assert len(solved) == 1


@pytest.mark.parametrize("interior", [False, True])
def test_a_program_ends_from_within_however_it_is_solved(interior: bool) -> None:
    """A transport of 20 by 20, which takes more than tidying up."""
    size = 20
    cells = np.arange(size * size)
    across, down = np.repeat(np.arange(size), size), size + np.repeat(np.arange(size), size)
    columns = np.concatenate([cells, cells.reshape(size, size).T.ravel()])
    matrix = Incidence(np.concatenate([across, down]), columns, np.ones(2 * len(cells)), 2 * size, len(cells))
    sums = np.full(2 * size, 60.0)
    asked: list[bool] = []
    for stops in (False, True):
        program = Program(matrix, Bounds(sums, sums), Bounds(np.zeros(len(cells)), np.full(len(cells), 100.0)))
        if interior:
            program.take_each_anew()
        program.set_costs(np.random.default_rng(1).random(len(cells)))
        program.heed(lambda stops=stops: asked.append(stops) or stops)  # type: ignore[misc]
        assert (program.solve() is None) is stops
    assert asked.count(True) == 1


BANDS = ("18-34", "35-44", "45-54", "55+")
FORCES_BY_AGE = {"PS": [2, 5, 7, 4], "CC": [3, 6, 8, 3], "GDF": [1, 2, 4, 2], "PP": [0, 3, 2, 1]}
FOUR_BY_FOUR = with_margins(FORCES_BY_AGE, BANDS)
AXES = (Classification.flat("force", tuple(FORCES_BY_AGE)), Classification.flat("age", BANDS))
PRIMARY = {at for at, n in FOUR_BY_FOUR.items() if 0 < n < 3}
MORE = {("GDF", "45-54"), ("PP", "35-44"), ("PS", "55+")}


def test_with_primary_suppression_alone_all_six_cells_of_the_four_by_four_table_are_recovered() -> None:
    found = attack([table(FOUR_BY_FOUR, PRIMARY, ("force", "age"))], AXES)
    assert found == {("t", at): Interval(FOUR_BY_FOUR[at], FOUR_BY_FOUR[at]) for at in PRIMARY}
    assert len(found) == 6


@pytest.mark.parametrize("whole", [False, True])
def test_the_intervals_are_those_of_the_audit_of_tau_argus(whole: bool) -> None:
    """τ-ARGUS 0.6.0 (OPT, FREQ(3)) and GaussSuppression hide the same three more; τ-ARGUS's own audit intervals."""
    found = attack([table(FOUR_BY_FOUR, PRIMARY | MORE, ("force", "age"))], AXES, whole=whole)
    audited = {
        ("PS", "18-34"): (0, 3), ("PS", "55+"): (3, 6),
        ("GDF", "18-34"): (0, 3), ("GDF", "35-44"): (0, 5), ("GDF", "45-54"): (0, 6), ("GDF", "55+"): (0, 4),
        ("PP", "35-44"): (0, 5), ("PP", "45-54"): (0, 6), ("PP", "55+"): (0, 4),
    }  # fmt: skip
    assert {at: tuple(interval) for (_, at), interval in found.items()} == audited


def test_a_pattern_that_hides_two_countries_leaves_a_reader_an_interval_of_two() -> None:
    """GaussSuppression vignette, example1, 2014, maxN = 1: Iceland and Portugal are hidden in both rows."""
    countries = ("Spain", "Iceland", "Portugal")
    values = with_margins({"young": [5, 2, 0], "old": [6, 3, 4]}, countries)
    hidden = {(age, country) for age in ("young", "old") for country in ("Iceland", "Portugal")}
    axes = (Classification.flat("age", ("young", "old")), Classification.flat("country", countries))
    found = attack([table(values, hidden, ("age", "country"))], axes)
    assert found["t", ("young", "Iceland")] == found["t", ("young", "Portugal")] == (0, 2)


HEURISTIC = with_margins(
    {"w": [30, 47, 64, 89], "x": [90, 124, 5, 31], "y": [92, 100, 59, 85], "z": [800, 991, 651, 685]},
    ("a", "b", "c", "d"),
)
HEURISTIC_PRIMARY = {
    ("w", "a"), ("w", "b"), ("w", "c"), ("x", "a"), ("x", "c"), ("y", "b"), ("y", "d"), ("z", "b"), ("z", "d"),
}  # fmt: skip


@pytest.mark.parametrize(("more", "expected"), [(set(), (47, 47)), ({("x", "b")}, (0, 141))])
def test_one_more_hidden_cell_closes_the_leak_of_a_simple_heuristic(
    more: set[tuple[str, str]], expected: tuple[int, int]
) -> None:
    """Tests of sdcTable (SIMPLEHEURISTIC, 4 × 4): w|b is exactly 47; with x|b hidden as well it is in [0, 141]."""
    axes = (Classification.flat("row", ("w", "x", "y", "z")), Classification.flat("column", ("a", "b", "c", "d")))
    found = attack([table(HEURISTIC, HEURISTIC_PRIMARY | more, ("row", "column"))], axes)
    assert found["t", ("w", "b")] == expected


def one_way(values: dict[str, int], hidden: set[str]) -> tuple[list[SafeTable], tuple[Classification, ...]]:
    axis = Classification.flat("d", tuple(code for code in values if code != "_T"))
    cells = {(code,): n for code, n in values.items()}
    return [table(cells, {(code,) for code in hidden}, ("d",))], (axis,)


def test_counts_below_zero_do_not_exist_and_that_alone_may_tell_two_zeros() -> None:
    """sdcTools/UserSupport #194: 15 = 10 + 5 + x + x."""
    found = attack(*one_way({"_T": 15, "a": 10, "b": 5, "c": 0, "d": 0}, {"c", "d"}))
    assert set(found.values()) == {Interval(0, 0)}


def test_always_showing_zeros_tells_two_ones() -> None:
    """sdcTools/UserSupport #194: 15 = 10 + 3 + x + x is [0, 2], but 1 and 1 for who knows that zeros are shown."""
    tables, axes = one_way({"_T": 15, "a": 10, "b": 3, "c": 1, "d": 1}, {"c", "d"})
    assert set(attack(tables, axes).values()) == {Interval(0, 2)}
    assert set(attack(tables, axes, knowledge=Knowledge(zeros="open")).values()) == {Interval(1, 1)}


def test_who_knows_that_zeros_are_shown_settles_all_seven_cells_of_three_singletons() -> None:
    """sdcTools/UserSupport #135."""
    columns = ("A", "B", "H", "M", "W")
    values = with_margins({"1": [1, 1, 7, 1, 0], "2": [1, 0, 0, 2, 8]}, columns)
    hidden = {("1", "A"), ("1", "B"), ("1", "M"), ("2", "A"), ("2", "M"), ("_T", "A"), ("_T", "B")}
    axes = (Classification.flat("row", ("1", "2")), Classification.flat("column", columns))
    found = attack([table(values, hidden, ("row", "column"))], axes, knowledge=Knowledge(zeros="open"))
    assert found == {("t", at): Interval(values[at], values[at]) for at in hidden}


TOWNS = {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7}
SUMS = {"Total": 36, "county-1": 20, "BIG": 6, "small": 30}


@pytest.mark.parametrize(
    ("tables_of", "expected"),
    [
        ([("Total", "county-1")], (0, 9)),
        ([("Total", "BIG", "small")], (0, 7)),
        ([("Total", "county-1"), ("Total", "BIG", "small")], (3, 3)),
    ],
)
def test_two_tables_that_are_safe_alone_tell_a_cell_together(
    tables_of: list[tuple[str, ...]], expected: tuple[int, int]
) -> None:
    """sdcTools/UserSupport #136: K is in [0, 9], in [0, 7], and with both tables exactly 3."""
    parents = {"Total": "", "BIG": "Total", "small": "Total", "county-1": "small", "K": "small", "N": "small"}
    parents |= dict.fromkeys("LM", "BIG") | dict.fromkeys("ABIJ", "county-1")
    published = {code: TOWNS.get(code, 0) for code in "IJN"}
    tables = [
        SafeTable(
            str(number),
            ("town",),
            {(code,): HIDDEN for code in "ABKLM"}
            | {(code,): shown(n) for code, n in (published | {code: SUMS[code] for code in sums}).items()},
        )
        for number, sums in enumerate(tables_of)
    ]
    found = attack(tables, (Classification("town", parents),))
    assert {found[t.name, ("K",)] for t in tables} == {expected}


def test_overlapping_age_bands_tell_the_difference() -> None:
    """Handbook on Statistical Disclosure Control, 2nd ed., 5.2: under 20 and under 25 published, 20–24 is exactly 1."""
    axis = Classification("age", {"_T": "", "<25": "_T", "25-39": "_T", "<20": "<25", "20-24": "<25"})
    cells = {("<25",): shown(7), ("<20",): shown(6), ("25-39",): shown(8), ("20-24",): HIDDEN}
    assert attack([SafeTable("t", ("age",), cells)], (axis,)) == {("t", ("20-24",)): Interval(1, 1)}


def test_a_reader_who_knows_one_hidden_cell_from_elsewhere_narrows_another() -> None:
    tables, axes = one_way({"_T": 9, "a": 5, "b": 2, "c": 2}, {"b", "c"})
    knowledge = Knowledge(known={("t", ("b",)): 2})
    assert attack(tables, axes)["t", ("c",)] == (0, 4)
    assert attack(tables, axes, knowledge=knowledge)["t", ("c",)] == (2, 2)


def test_a_hidden_total_of_hidden_cells_has_no_upper_end() -> None:
    tables, axes = one_way({"_T": 2, "a": 2, "b": 0}, {"_T", "a"})
    assert attack(tables, axes)["t", ("_T",)] == (0, float("inf"))


def test_values_that_contradict_each_other_are_refused() -> None:
    tables, axes = one_way({"_T": 9, "a": 8, "b": 2, "c": 2}, {"b"})
    with pytest.raises(WrongUse, match="contradict"):
        attack(tables, axes)


def test_large_linked_tables_are_read_table_by_table_with_the_same_result_where_they_share_a_margin() -> None:
    """Two tables of 100 × 60 combinations share nothing but the total; the reader's intervals stay those of each."""
    one, other = tuple(f"a{i}" for i in range(100)), tuple(f"b{i}" for i in range(60))
    axes = (Classification.flat("a", one), Classification.flat("b", other))
    counts = dict.fromkeys(zip(one, other * 2, strict=False), 5)
    cube = Cube(axes, counts)
    total = sum(cube.counts.values())
    first = {(code,): shown(5) for code in one} | {("_T",): HIDDEN}
    second = {(code,): shown(10 if i < 40 else 5) for i, code in enumerate(other)} | {("b0",): HIDDEN, ("b1",): HIDDEN}
    found = attack([SafeTable("one", ("a",), first), SafeTable("other", ("b",), second)], axes)
    assert found["one", ("_T",)] == (total, total)
    assert found["other", ("b0",)] == (0, 20)
