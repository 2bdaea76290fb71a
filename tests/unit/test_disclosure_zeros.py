"""Tables that show all their zeros, on files: what is left out, and the weaker reader whom other tools assume."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from observatory.disclosure.files_attack import Assault, attack_files
from observatory.disclosure.files_protect import Order, protect_files
from observatory.disclosure.protection import ZEROS
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Cube, Status, TableSpec
from observatory.disclosure.verifier import verify
from observatory.errors import WrongUse

AXES = (
    Classification.flat("force", ("PS", "CC", "GF", "PP")),
    Classification.flat("age", ("18-34", "35-44", "45-54", "55+")),
    Classification.flat("sex", ("M", "F")),
    Classification.flat("quarter", ("1", "2", "3", "4")),
)


def sparse(seed: int) -> Cube:
    rng = np.random.default_rng(seed)
    columns = [[axis.leaves[n] for n in rng.integers(0, len(axis.leaves), 60)] for axis in AXES]
    return Cube(AXES, Counter(zip(*columns, strict=True)))


@pytest.fixture
def order(samples: ModuleType, tmp_path: Path) -> Order:
    paths = samples.write_inputs(tmp_path / "in", sparse(1))
    return Order(
        counts=paths["counts"], hierarchies={axis.name: paths[axis.name] for axis in AXES},
        tables=("force,age,sex,quarter",), out=tmp_path / "out", zeros="open", budget_seconds=0.0, seed=1,
    )  # fmt: skip


def assault(order: Order, attacker: str, **more: object) -> Assault:
    return Assault(order.out, order.counts, order.hierarchies, attacker, **more)


@pytest.mark.parametrize("seed", range(6))
def test_what_cannot_be_kept_is_left_out_with_little_else(seed: int) -> None:
    cube = sparse(seed)
    made = protect(cube, [TableSpec("t", cube.dimensions)], Rule(3, "open"), budget_seconds=0)
    status = Counter(cell.status for cell in made.tables[0].cells.values())
    assert not made.withheld
    assert made.unkept
    assert {one.reason for one in made.unkept} == {ZEROS}
    assert status[Status.PUBLISHED] > sum(status.values()) / 8
    assert 0 < status[Status.WITHHELD] < sum(status.values()) / 4
    assert not any(made.tables[0][one.cell].is_published for one in made.unkept)


def test_open_zeros_are_certified_and_hold_against_the_reader_who_knows_the_rule(order: Order) -> None:
    protect_files(order)
    with (order.out / "release.oscert").open("rb") as file:
        certificate = verify(file)
    assert any(value is False for table in certificate.tables for value in table.values)
    assert json.loads((order.out / "report.json").read_text(encoding="utf-8"))["unkept"]
    for attacker in ("A2", "A3", "A4"):
        assert not attack_files(assault(order, attacker)).narrow


def test_a_weaker_reader_hides_less_and_does_not_hold_against_the_one_who_knows(order: Order) -> None:
    hidden = protect_files(order).protection.report[0].secondary
    weaker = replace(order, attacker="A2", out=order.out.with_name("weaker"))
    made = protect_files(weaker).protection
    assert made.report[0].secondary < hidden
    assert all(cell.status is not Status.WITHHELD for cell in made.tables[0].cells.values())
    assert not attack_files(assault(weaker, "A2")).narrow
    assert attack_files(assault(weaker, "A4")).narrow


def test_who_takes_off_their_own_records_attacks_too(order: Order, tmp_path: Path) -> None:
    protect_files(replace(order, zeros="camouflage"))
    assert any(one.own is not None for one in attack_files(assault(order, "A2", insiders=("force",))).narrow)
    safe = replace(order, zeros="camouflage", insiders=("force",), out=tmp_path / "safe")
    protect_files(safe)
    assert not attack_files(assault(safe, "A2", insiders=("force",))).narrow
    with pytest.raises(WrongUse, match="not a column"):
        attack_files(assault(order, "A2", insiders=("rank",)))


def test_figures_that_others_published_serve_the_attacker(order: Order, tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    made = protect_files(order).protection.tables[0]
    at = next(at for at, cell in made.cells.items() if "_T" not in at and not cell.is_published)
    known.write_text(",".join((*made.dimensions, "n")) + "\n" + ",".join((*at, str(sparse(1).counts[at]))) + "\n")
    assert attack_files(assault(order, "A2", known=known)).narrow
