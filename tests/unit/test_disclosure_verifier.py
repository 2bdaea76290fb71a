"""The verifier refuses whatever no longer proves what it claims; judged by sums written here apart from it."""

import ast
import copy
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.disclosure import verifier
from observatory.disclosure.rules import Rule
from observatory.disclosure.tables import Cube
from observatory.disclosure.verifier import Refused, verify

Line = list[Any]


def parsed(lines: list[bytes]) -> list[Line]:
    return [json.loads(line) for line in lines]


def spelt(line: Line) -> bytes:
    return json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def sealed(lines: list[Line], *, all_of_them: bool) -> list[bytes]:
    """With the last sum worked out anew, or with every sum and the digests of the tables as well."""
    lines = copy.deepcopy(lines)
    done: list[bytes] = []
    for number, line in enumerate(lines):
        if line and (number == len(lines) - 1 or (all_of_them and line[0] == "seal")):
            line[-1] = hashlib.sha256(b"".join(done)).hexdigest()
        done.append(spelt(line))
    return done


def places(value: object, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the numbers and the empty cells are."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from places(inner, (*at, number))
    elif value is None or isinstance(value, int):
        yield at


def put(lines: list[Line], at: tuple[Any, ...], change: int) -> list[Line]:
    lines = copy.deepcopy(lines)
    inside: Any = lines
    for key in at[:-1]:
        inside = inside[key]
    inside[at[-1]] = (inside[at[-1]] or 0) + change
    return lines


def holds(lines: list[bytes]) -> bool:
    try:
        verify(lines)
    except Refused:
        return False
    return True


def is_true(lines: list[Line]) -> bool:  # noqa: C901, PLR0911 - one question after the other
    """The same question for one release of tables without groups and insiders, answered by looking at every leaf."""
    told = lines[0][1]
    rule = told["releases"][0]
    axes = told["classifications"]
    atoms = [line for line in lines if line[0] == "atom"]
    shown = [
        [v for line in lines if line[0] == "cells" and line[1] == t for v in line[2]]
        for t in range(len(rule["tables"]))
    ]
    parts = [line[2] if len(line) > 2 else 1 for line in lines if line[0] == "world"]
    is_linear = rule["zeros"] == "open" and rule.get("attacker") == "A2"
    if any(len(line) > 2 and (not is_linear or line[2] < 2) for line in lines if line[0] == "world"):
        return False
    worlds = [
        {atom: Fraction(d, n) for atom, d in zip(line[1][::2], line[1][1::2], strict=True)}
        for line, n in zip((line for line in lines if line[0] == "world"), parts, strict=True)
    ]
    if [line[1] for line in lines if line[0] == "cells"] != list(range(len(shown))):
        return False
    end = {"atoms": len(atoms), "cells": sum(map(len, shown)), "worlds": len(worlds), "settled": 0}
    if told["version"] != 1 or rule["threshold"] < 1 or any(atom[2] < 0 for atom in atoms):
        return False
    if any(not w or 0 in w.values() or not set(w) <= set(range(len(atoms))) for w in worlds):
        return False
    if any(atoms[a][2] + d < 0 for w in worlds for a, d in w.items()):
        return False
    needs = 0
    for table, values in zip(rule["tables"], shown, strict=True):
        for at, value in zip(product(*table["shown"]), values, strict=True):
            inside = [
                n
                for n, atom in enumerate(atoms)
                if all(
                    is_under(axes[name], atom[1][list(axes).index(name)], code)
                    for name, code in zip(table["dimensions"], at, strict=True)
                )
            ]
            true = sum(atoms[n][2] for n in inside)
            reached = [true, *(true + sum(world.get(n, 0) for n in inside) for world in worlds)]
            floor = 1 if rule["zeros"] == "open" and not is_linear else 0
            if value is not None and (value != true or set(reached) != {true} or 0 < true < rule["threshold"]):
                return False
            if value is None and (min(reached) < floor or (is_linear and not true)):
                return False
            if 0 < true < rule["threshold"]:
                needs += 1
                if min(reached) > floor or max(reached) < rule["threshold"]:
                    return False
    return lines[-1][1] == {**end, "needs": needs}


def is_under(parents: dict[str, str], leaf: str, code: str) -> bool:
    while leaf and leaf != code:
        leaf = parents[leaf]
    return leaf == code


TWO = ("force,age", "age@0-1,force@1")


def halved(lines: list[Line]) -> list[Line]:
    """The same worlds, told in halves of events."""
    return [
        ["world", [n * (1 + at % 2) for at, n in enumerate(line[1])], 2] if line[0] == "world" else line
        for line in lines
    ]


LINEAR = Rule(3, zeros="open", attacker="A2")


@pytest.fixture(params=["camouflage", "open", "halves"])
def lines(request: pytest.FixtureRequest, samples: ModuleType) -> list[Line]:
    """A small certificate: zeros that may be hidden, zeros that are shown, worlds in halves of events."""
    if request.param == "halves":
        return parsed(sealed(halved(parsed(samples.certificate(samples.claim(rule=LINEAR)))), all_of_them=True))
    texts = TWO if request.param == "camouflage" else ("force,age",)
    return parsed(samples.certificate(samples.claim(texts, Rule(3, request.param))))


def test_a_certificate_holds_and_is_true(lines: list[Line]) -> None:
    assert verify(map(spelt, lines)).counts["needs"] >= 6
    assert is_true(lines)
    assert sealed(lines, all_of_them=True) == [spelt(line) for line in lines]


@pytest.mark.parametrize("change", [-1, 1, 1000])
def test_any_changed_number_is_refused_even_with_the_last_sum_worked_out_anew(lines: list[Line], change: int) -> None:
    for at in places(lines):
        assert not holds(sealed(put(lines, at, change), all_of_them=False)), at


def test_a_number_of_another_kind_is_refused(lines: list[Line]) -> None:
    """4.0 equals 4, and true equals 1, but neither is how a certificate says it."""
    for at in places(lines):
        assert not holds(sealed(put(lines, at, 0.0), all_of_them=False)), at


@pytest.mark.parametrize("change", [-2, -1, 1, 2])
def test_with_all_sums_worked_out_anew_only_what_is_still_true_holds(lines: list[Line], change: int) -> None:
    for at in places(lines):
        changed = put(lines, at, change)
        assert holds(sealed(changed, all_of_them=True)) == is_true(changed), at


def test_a_line_that_is_missing_double_or_elsewhere_is_refused(lines: list[Line]) -> None:
    for number in range(len(lines)):
        without, twice = lines[:number] + lines[number + 1 :], lines[: number + 1] + lines[number:]
        for changed in (without, twice):
            for every in (False, True):
                assert not holds(sealed(changed, all_of_them=every)), number


def test_a_hidden_cell_that_is_shown_and_a_shown_one_that_is_hidden_are_refused(lines: list[Line]) -> None:
    for line, values in ((number, line[2]) for number, line in enumerate(lines) if line[0] == "cells"):
        for place in range(len(values)):
            changed = copy.deepcopy(lines)
            changed[line][2][place] = 7 if values[place] is None else None
            assert not holds(sealed(changed, all_of_them=False))
            assert holds(sealed(changed, all_of_them=True)) == is_true(changed)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_random_cubes_are_certified_and_any_bit_that_falls_over_is_noticed(
    samples: ModuleType, data: st.DataObject
) -> None:
    axes = samples.AXES
    counts = {at: data.draw(st.sampled_from([0, 0, 1, 2, 3, 9])) for at in product(*(axis.leaves for axis in axes))}
    lines = samples.certificate(samples.claim(TWO, cube=Cube(axes, counts)))
    assert is_true(parsed(lines)) or all(v is None for line in parsed(lines) if line[0] == "cells" for v in line[2])
    whole = bytearray(b"".join(lines))
    whole[data.draw(st.integers(0, len(whole) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert not holds(bytes(whole).splitlines(keepends=True))


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"{}\n",
        b"[]\n",
        b"[1]\n",
        b'["header"]\n',
        b'["header",{}]\n',
        b"\xff\n",
        b'["world",[0]]\n',
        b"[NaN]\n",
    ],
)
def test_what_is_no_certificate_is_refused(samples: ModuleType, line: bytes) -> None:
    lines = samples.certificate(samples.claim())
    for changed in ([line], [line, *lines], [*lines, line], [*lines[:3], line, *lines[3:]]):
        assert not holds(changed)


@pytest.mark.parametrize("parts", [1, 0, -2, True, 2.0, "2", None, [2], {}], ids=repr)
@pytest.mark.parametrize("rule", [Rule(3), Rule(3, zeros="open"), LINEAR], ids=["camouflage", "open", "A2"])
def test_a_world_is_of_whole_events_or_of_at_least_halves(samples: ModuleType, rule: Rule, parts: object) -> None:
    """Whatever else stands there is refused, also for a world that moves nothing."""
    lines = parsed(samples.certificate(samples.claim(rule=rule)))
    first = next(number for number, line in enumerate(lines) if line[0] == "world")
    for moves in (lines[first][1], []):
        with pytest.raises(Refused, match="parts"):
            verify(sealed([*lines[:first], ["world", moves, parts], *lines[first + 1 :]], all_of_them=True))


@pytest.mark.parametrize("zeros", ["camouflage", "open"])
def test_readers_who_know_that_counts_are_whole_need_whole_worlds(samples: ModuleType, zeros: str) -> None:
    lines = halved(parsed(samples.certificate(samples.claim(rule=Rule(3, zeros)))))
    with pytest.raises(Refused, match="parts"):
        verify(sealed(lines, all_of_them=True))


def test_a_line_nested_beyond_reason_is_refused(samples: ModuleType) -> None:
    assert not holds([b"[" * 200_000 + b"]" * 200_000 + b"\n", *samples.certificate(samples.claim())])


def test_another_spelling_of_the_same_line_is_refused(samples: ModuleType) -> None:
    lines = samples.certificate(samples.claim())
    assert not holds([lines[0].replace(b'"version":1', b'"version":9,"version":1'), *lines[1:]])
    assert not holds([lines[0].replace(b",", b", ", 1), *lines[1:]])


def test_insiders_need_worlds_in_which_their_own_events_stay(samples: ModuleType) -> None:
    """Two forces with 1 and 9 events share a total; the first, subtracting its own, must not see the other's."""
    lines = parsed(samples.certificate(samples.claim()))
    lines[0][1]["releases"][0]["insiders"] = ["force"]
    with pytest.raises(Refused, match="not protected"):
        verify(sealed(lines, all_of_them=True))


def test_a_group_that_lies_in_one_category_must_not_show_its_zeros(samples: ModuleType) -> None:
    counts = {("PS", "18-34"): 8, ("CC", "18-34"): 3, ("CC", "55+"): 9, ("GF", "35-44"): 6, ("PP", "45-54"): 9}
    rule = Rule(3, group_dimensions=frozenset({"age"}))
    told = samples.claim(rule=rule, cube=Cube(samples.AXES, counts))
    assert verify(samples.certificate(told)).counts["needs"] > 0
    lines = parsed(samples.certificate(samples.claim(cube=Cube(samples.AXES, counts))))
    shown = next(line[2] for line in lines if line[0] == "cells").index(0)
    lines[0][1]["releases"][0]["zeros_that_tell"] = [shown]
    with pytest.raises(Refused, match="published"):
        verify(sealed(lines, all_of_them=True))


def test_two_releases_must_not_show_a_small_difference(samples: ModuleType) -> None:
    lines = parsed(samples.certificate(samples.claim(("age",))))
    atom = next(number for number, line in enumerate(lines) if line[0] == "atom")
    earlier = copy.deepcopy(lines[0][1]["releases"][0]) | {"digest": "0" * 64}
    lines[0][1]["releases"].append(earlier)
    cells = next(line for line in lines if line[0] == "cells")
    before = list(cells[2])
    lines[atom] += [[0]]
    codes = ["TOTAL", lines[atom][1][-1]]
    for place, code in enumerate(earlier["tables"][0]["shown"][0]):
        before[place] -= lines[atom][2] if code in codes else 0
    lines.insert(lines.index(cells) + 1, ["cells", 1, before])
    lines[-1][1]["cells"] *= 2
    lines[-1][1]["needs"] = 0
    accepted = lines[atom][2] >= 3
    assert holds(sealed(lines, all_of_them=True)) == accepted


def test_the_verifier_is_short_and_needs_nothing_but_python(samples: ModuleType, tmp_path: Path) -> None:
    source = Path(verifier.__file__).read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 200
    imported = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        for name in (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= sys.stdlib_module_names
    path = tmp_path / "release.oscert"
    path.write_bytes(b"".join(samples.certificate(samples.claim())))
    with path.open("rb") as file:
        ran = subprocess.run([sys.executable, "-I", verifier.__file__], stdin=file, capture_output=True, check=True)  # noqa: S603
    assert ran.stdout.decode().strip().endswith("holds")


def test_the_cube_of_the_worked_example_is_the_one_of_the_page(samples: ModuleType) -> None:
    assert sum(samples.CUBE.counts.values()) == 53
