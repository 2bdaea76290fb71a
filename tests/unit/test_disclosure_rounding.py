"""Rounded tables add up, stay near, and leave every small count open: checked by trying all counts there could be."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.disclosure.beside import Company
from observatory.disclosure.certificate import Claim, Published
from observatory.disclosure.files_attack import Assault, attack_files
from observatory.disclosure.files_protect import Order
from observatory.disclosure.files_rounding import round_files
from observatory.disclosure.files_siege import audit_company
from observatory.disclosure.rounding import Rounding, round_tables
from observatory.disclosure.rounding_certificate import write_rounded_certificate
from observatory.disclosure.rounding_draw import Manner
from observatory.disclosure.rules import Rule
from observatory.disclosure.tables import Classification, Coordinates, Cube, SafeCell, SafeTable, Status, TableSpec
from observatory.disclosure.verifier_rounding import Refused, verify
from observatory.errors import ImportRefused, Unprotectable, WrongUse

ROWS = Classification.flat("row", ("a", "b"), "T")
COLUMNS = Classification.flat("column", ("x", "y"), "T")
AREA = Classification("area", {"T": "", "n": "T", "s": "T", "n1": "n", "n2": "n", "s1": "s", "s2": "s"})
BOTH = TableSpec("both", ("row", "column"))
SMALL = st.integers(0, 5)


def square(counts: tuple[int, ...]) -> Cube:
    return Cube((ROWS, COLUMNS), dict(zip(product(ROWS.leaves, COLUMNS.leaves), counts, strict=True)))


def sums(counts: tuple[int, ...]) -> dict[Coordinates, int]:
    """Every cell of the two by two table with its totals, added up by hand."""
    a, b, c, d = counts
    return {
        ("T", "T"): a + b + c + d, ("T", "x"): a + c, ("T", "y"): b + d,
        ("a", "T"): a + b, ("a", "x"): a, ("a", "y"): b,
        ("b", "T"): c + d, ("b", "x"): c, ("b", "y"): d,
    }  # fmt: skip


def possible(published: dict[Coordinates, int], bound: int) -> Iterator[dict[Coordinates, int]]:
    """All whole counts that a reader of the published values, method and bound must think possible."""
    inner = [published[at] for at in (("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"))]
    for counts in product(*(range(max(0, n - bound), n + bound + 1) for n in inner)):
        found = sums(counts)
        if all(abs(found[at] - published[at]) <= bound for at in published):
            yield found


def values(table: SafeTable) -> dict[Coordinates, int]:
    return {at: cell.value or 0 for at, cell in table.cells.items()}


@settings(max_examples=40, deadline=None)
@given(counts=st.tuples(SMALL, SMALL, SMALL, SMALL), base=st.sampled_from([3, 4]), seed=st.integers(0, 9))
def test_whoever_tries_all_counts_finds_zero_and_the_threshold(
    counts: tuple[int, int, int, int], base: int, seed: int
) -> None:
    made = round_tables(square(counts), [BOTH], 3, base=base, seed=seed)
    published = values(made.tables[0])
    inner = (published["a", "x"], published["a", "y"], published["b", "x"], published["b", "y"])
    assert published == sums(inner)
    assert all(n % base == 0 for n in published.values())
    true = sums(counts)
    assert all(abs(true[at] - n) <= made.bound for at, n in published.items())
    others = list(possible(published, made.bound))
    for at, n in true.items():
        if 0 < n < 3:
            assert min(other[at] for other in others) == 0
            assert max(other[at] for other in others) >= 3


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_linked_tables_with_levels_agree_and_their_certificate_holds(data: st.DataObject) -> None:
    leaves = list(product(AREA.leaves, ROWS.leaves, COLUMNS.leaves))
    counts = dict(zip(leaves, data.draw(st.lists(SMALL, min_size=16, max_size=16)), strict=True))
    cube = Cube((AREA, ROWS, COLUMNS), counts)
    specs = [
        TableSpec("t1", ("area", "row")),
        TableSpec("t2", ("area", "column"), {"area": frozenset({"T", "n", "s"})}),
        TableSpec("t3", ("row", "column")),
    ]
    made = round_tables(cube, specs, 3, seed=1)
    one, two, three = map(values, made.tables)
    assert all(one["T", row] == one["n", row] + one["s", row] for row in ("T", "a", "b"))
    assert all(one[code, "T"] == one[code, "a"] + one[code, "b"] for code in AREA.parents)
    assert all(one["n", row] == one["n1", row] + one["n2", row] for row in ("T", "a", "b"))
    assert all(one[code, "T"] == two[code, "T"] == two[code, "x"] + two[code, "y"] for code in ("T", "n", "s"))
    assert all(three[row, "T"] == one["T", row] for row in ("T", "a", "b"))
    assert all(three["T", column] == two["T", column] for column in ("T", "x", "y"))
    audit_company(Company((published(made),)), cube)
    assert verify(certificate(cube, made)).bound == made.bound


def published(made: Rounding, threshold: int = 3) -> Published:
    return Published(made.tables, Rule(threshold), base=made.base, bound=made.bound)


def certificate(cube: Cube, made: Rounding) -> list[bytes]:
    lines: list[bytes] = []
    write_rounded_certificate(Claim(cube, published(made), made.worlds), lines.append)
    return lines


@pytest.mark.parametrize("bound", [3, 6])
@pytest.mark.parametrize("count", range(8))
def test_every_multiple_within_the_bound_may_be_drawn(count: int, bound: int) -> None:
    drawn = Manner(3, 3, bound).drawn(np.full(20_000, count), np.random.default_rng(1))
    assert set((3 * drawn).tolist()) == {n for n in range(0, count + bound + 1, 3) if abs(n - count) <= bound}
    if count >= bound + 3:
        assert abs(3 * drawn.mean() - count) < 0.1


def test_one_seed_gives_one_table_and_another_another() -> None:
    cube = square((4, 1, 2, 5))
    made = [round_tables(cube, [BOTH], 3, seed=seed).tables for seed in (1, 1, 2, 3, 4, 5)]
    assert made[0] == made[1]
    assert any(other != made[0] for other in made[2:])


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (1, 0, 0, 0), (10**12, 1, 0, 2)], ids=["none", "one", "huge"])
def test_extreme_counts(counts: tuple[int, int, int, int]) -> None:
    made = round_tables(square(counts), [BOTH], 3, seed=1)
    assert all(abs(sums(counts)[at] - n) <= made.bound for at, n in values(made.tables[0]).items())
    verify(certificate(square(counts), made))


@pytest.mark.parametrize("base", [0, 1, 2, -3, True])
def test_a_base_that_protects_nothing_is_refused(base: int) -> None:
    with pytest.raises(WrongUse, match="base of rounding"):
        round_tables(square((1, 2, 3, 4)), [BOTH], 3, base=base)


def test_tables_beyond_reach_are_refused_at_once() -> None:
    wide = Classification.flat("wide", tuple(map(str, range(6_000))), "T")
    with pytest.raises(Unprotectable, match=r"18003 cells.*at most 5000"):
        round_tables(Cube((wide, ROWS), {}), [TableSpec("t", ("wide", "row"))], 3)


CUBE = square((4, 1, 2, 5))
LINES = certificate(CUBE, round_tables(CUBE, [BOTH], 3, seed=1))


def test_every_changed_line_is_refused() -> None:
    verify(LINES)
    for number in range(len(LINES)):
        with pytest.raises(Refused):
            verify([*LINES[:number], *LINES[number + 1 :]])


@pytest.mark.parametrize(
    ("kind", "change", "reason"),
    [
        ("header", lambda told: told[0]["releases"][0].update(bound=2), "rule of rounding"),
        ("header", lambda told: told[0]["releases"][0].update(insiders=["row"]), "rule of rounding"),
        ("atom", lambda told: told.__setitem__(1, told[1] + 9), "beyond the bound"),
        ("atom", lambda told: told.append([0]), "an atom is odd"),
        ("cells", lambda told: told[1].__setitem__(4, told[1][4] + 1), "no multiple"),
        ("cells", lambda told: told[1].__setitem__(4, told[1][4] + 9), "beyond the bound"),
        ("world", lambda told: told[0].extend([told[0][0], 1]), "moves an atom twice"),
        ("world", lambda told: told[0].__setitem__(1, -99), "below zero"),
        ("world", lambda told: told[0].__setitem__(1, told[0][1] + 1), "do not add up"),
        ("world", lambda told: told.append(1), "a world is odd"),
        ("world", lambda told: told.append(True), "a world is odd"),
        ("end", lambda told: told[0].update(worlds=9), "counts at the end"),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else None,
)
def test_a_forged_certificate_is_refused(kind: str, change: object, reason: str) -> None:
    """Sealed anew, so that only what it says is wrong."""
    with pytest.raises(Refused, match=reason):
        verify(resealed(LINES, kind, change))


def resealed(lines: list[bytes], kind: str, change: object) -> list[bytes]:
    made: list[bytes] = []
    waiting = True
    for line in lines:
        told = json.loads(line)
        if told[0] == kind and waiting and callable(change):
            waiting, rest = False, told[1:]
            change(rest)
            told = [kind, *rest]
        if told[0] in {"seal", "end"}:
            told[-1] = hashlib.sha256(b"".join(made)).hexdigest()
        made.append(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return made


def test_an_unprotected_count_is_refused() -> None:
    """Without the worlds after the first some small count cannot reach its threshold."""
    kept = [line for line in LINES if not line.startswith(b'["world"')]
    first = next(line for line in LINES if line.startswith(b'["world"'))
    with pytest.raises(Refused, match="not protected"):
        verify(resealed([*kept[:-1], first, kept[-1]], "none", None))


@pytest.fixture
def order(samples: ModuleType, tmp_path: Path) -> Order:
    paths = samples.write_inputs(tmp_path / "in")
    hierarchies = {name: path for name, path in paths.items() if name != "counts"}
    return Order(paths["counts"], hierarchies, ("force,age", "force"), tmp_path / "out", seed=1, budget_seconds=0)


def changed(order: Order, **values: object) -> Order:
    return Order(**{**{name: getattr(order, name) for name in Order.__slots__}, **values})


def test_what_the_audit_sees_it_stops(samples: ModuleType) -> None:
    made = round_tables(samples.CUBE, [TableSpec("t", ("force", "age"))], 3, seed=1)
    table = made.tables[0]
    far = {**table.cells, ("PS", "18-34"): SafeCell(9, Status.ROUNDED)}
    false = replace(published(made), tables=(SafeTable("t", table.dimensions, far),))
    with pytest.raises(Unprotectable, match="too far from the data"):
        audit_company(Company((false,)), samples.CUBE)
    with pytest.raises(Unprotectable, match="tell too much"):
        audit_company(Company((published(made, threshold=9),)), samples.CUBE)


@pytest.mark.parametrize("attacker", ["A2", "A3", "A4"])
def test_files_are_written_and_withstand_every_attacker(order: Order, attacker: str) -> None:
    done = round_files(order)
    report = json.loads((order.out / "report.json").read_text())
    assert (report["method"], report["base"], report["bound"]) == ("rounding", 3, done.rounding.bound)
    assert all(line.endswith(",R") for line in (order.out / "table-1.csv").read_text().splitlines()[1:])
    found = attack_files(Assault(order.out, order.counts, order.hierarchies, attacker))  # type: ignore[arg-type]
    assert (found.sensitive, found.narrow, found.undecided) == (6, (), ())


def test_a_note_beside_the_tables_tells_base_and_bound_and_nothing_confidential(order: Order) -> None:
    made = round_files(order).rounding
    note = (order.out / "README.txt").read_text(encoding="utf-8")
    for sentence in (f"base {made.base}", f"al più {made.bound}", f"at most {made.bound}", "rounded counts only"):
        assert sentence in note
    assert set(re.findall(r"\d+", note)) <= {str(made.base), str(made.bound), "0"}, "no other number of the release"


def test_a_narrow_bound_in_the_report_makes_the_attack_succeed(order: Order) -> None:
    round_files(order)
    path = order.out / "report.json"
    told = json.loads(path.read_text())
    path.write_text(json.dumps({**told, "threshold": 7}))
    assert attack_files(Assault(order.out, order.counts, order.hierarchies, "A2")).narrow


@pytest.mark.parametrize("report", ["[]", '{"method": "rounding"}', '{"method": "rounding", "base": "3"}'])
def test_a_report_that_is_none_is_refused(order: Order, report: str) -> None:
    round_files(order)
    (order.out / "report.json").write_text(report)
    with pytest.raises(ImportRefused):
        attack_files(Assault(order.out, order.counts, order.hierarchies))


def test_values_of_other_counts_are_refused(order: Order) -> None:
    round_files(order)
    table = order.out / "table-1.csv"
    table.write_text(table.read_text().replace("PS,18-34,", "PS,18-34,9"))
    with pytest.raises(ImportRefused, match="cannot come from these counts"):
        attack_files(Assault(order.out, order.counts, order.hierarchies))


@pytest.mark.parametrize("option", [{"zeros": "open"}, {"attacker": "A2"}, {"insiders": ("force",)}], ids=str)
def test_what_rounding_cannot_do_is_refused(order: Order, option: dict[str, object]) -> None:
    with pytest.raises(WrongUse, match="cannot be used with rounding"):
        round_files(changed(order, **option))
    assert not order.out.exists()
