"""Requests for protected tables that make no sense are refused with one clear sentence."""

from collections.abc import Mapping

import pytest

from observatory.disclosure.audit import release
from observatory.disclosure.rules import Audience, Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import TOTAL, Classification, Coordinates, Cube, TableSpec
from observatory.errors import WrongUse

FORCE, AGE = Classification.flat("force", ("PS", "CC")), Classification.flat("age", ("young", "old"))
COUNTS: Mapping[Coordinates, int] = {("PS", "young"): 7, ("CC", "old"): 9}
CUBE = Cube((FORCE, AGE), COUNTS)
SPEC = TableSpec("t", ("force", "age"))


@pytest.mark.parametrize(
    ("cube", "said"),
    [
        (Cube((), {}), "no dimensions"),
        (Cube((FORCE, FORCE), {}), "same name"),
        (Cube((FORCE, AGE), {("PS", "young"): -1}), "whole number from 0"),
        (Cube((FORCE, AGE), {("PS", "young"): 1.5}), "whole number from 0"),  # type: ignore[dict-item]
        (Cube((FORCE, AGE), {("PS", "ancient"): 1}), "“ancient”"),
        (Cube((FORCE, AGE), {("PS", TOTAL): 1}), f"“{TOTAL}”"),
        (Cube((FORCE, AGE), {("PS",): 1}), "one code for each dimension"),
    ],
)
def test_counts_that_make_no_sense_are_refused(cube: Cube, said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        protect(cube, [SPEC], Rule(3))


@pytest.mark.parametrize(
    ("specs", "said"),
    [
        ([], "No table"),
        ([SPEC, SPEC], "same name"),
        ([TableSpec("t", ("rank",))], "“rank”"),
        ([TableSpec("t", ("age", "age"))], "twice"),
        ([TableSpec("t", ("age",), {"force": frozenset({"PS"})})], "“force”"),
        ([TableSpec("t", ("age",), {"age": frozenset({"ancient"})})], "“ancient”"),
        ([TableSpec("t", ("age",), {"age": frozenset()})], "no category"),
    ],
)
def test_tables_that_make_no_sense_are_refused(specs: list[TableSpec], said: str) -> None:
    with pytest.raises(WrongUse, match=said):
        protect(CUBE, specs, Rule(3))


@pytest.mark.parametrize("cell", [("u", ("PS", "old")), ("t", ("PS", "ancient"))])
def test_a_known_cell_that_is_in_no_table_is_refused(cell: tuple[str, Coordinates]) -> None:
    with pytest.raises(WrongUse, match="known cell"):
        protect(CUBE, [SPEC], Rule(3), public={cell})


@pytest.mark.parametrize("parents", [{"a": "b", "b": "a"}, {"r": "", "a": "b", "b": "a"}, {"r": "", "s": ""}])
def test_a_classification_that_is_no_tree_is_refused(parents: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"roots instead of one|circular"):
        Classification("d", parents)


@pytest.mark.parametrize("threshold", [0, -3, 2.5, True])
def test_a_threshold_that_is_no_positive_whole_number_is_refused(threshold: int) -> None:
    with pytest.raises(WrongUse, match="whole number from 1"):
        Rule(threshold)


def test_open_zeros_cannot_protect_groups() -> None:
    with pytest.raises(WrongUse, match="group"):
        Rule(3, "open", frozenset({"age"}))


def test_zeros_are_hidden_or_shown_and_nothing_else() -> None:
    with pytest.raises(WrongUse, match="camouflage"):
        Rule(3, "sometimes")  # type: ignore[arg-type]


def test_audiences_have_the_thresholds_of_the_practice() -> None:
    """Minimum frequency 3, as in Italian official statistics; wider circles get 5 and 10."""
    assert {audience.value: Audience.parse(audience).rule.threshold for audience in Audience} == {
        "members": 3,
        "interforce": 5,
        "external": 10,
    }
    assert Audience.parse(" External ") is Audience.EXTERNAL


def test_an_unknown_audience_is_refused_with_those_that_exist() -> None:
    with pytest.raises(WrongUse, match="members, interforce, external") as refused:
        Audience.parse("everybody")
    assert "members, interforce, external" in refused.value.message.it


def test_a_cube_without_events_is_published_as_zeros() -> None:
    made = release(Cube((FORCE, AGE), {}), [SPEC], Rule(3))
    assert {cell.value for cell in made.tables[0].cells.values()} == {0}
    assert made.withheld == ()


def test_a_table_with_one_cell_is_shown_from_the_threshold_on() -> None:
    assert release(CUBE, [TableSpec("one", ())], Rule(16)).tables[0][()].value == 16
    assert release(CUBE, [TableSpec("one", ())], Rule(17)).tables[0][()].value is None
