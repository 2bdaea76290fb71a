"""Releases on files after revised counts: certified together with what was read before, and verified."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from observatory.disclosure.files_attack import Assault, attack_files
from observatory.disclosure.files_protect import Order, protect_files
from observatory.disclosure.files_verify import check_ledger, check_tables
from observatory.disclosure.ledger import COUNTS_FILE, BrokenLedger, Ledger
from observatory.disclosure.protection import KNOWN, TOO_FEW
from observatory.disclosure.tables import Classification, Coordinates, Cube
from observatory.disclosure.verifier import Certificate, verify
from observatory.errors import Unprotectable

AXES = (
    Classification.flat("force", ("PS", "CC", "GF", "PP")),
    Classification.flat("age", ("18-34", "35-44", "45-54", "55+")),
    Classification.flat("sex", ("M", "F")),
)
LEAVES = [(f, a, s) for f in AXES[0].leaves for a in AXES[1].leaves for s in AXES[2].leaves]
TABLES = [("force,age",), ("force,age,sex",), ("force,sex", "age,sex"), ("age",)]
K = 3


def first_counts(rng: np.random.Generator) -> dict[Coordinates, int]:
    return {at: int(n) for at, n in zip(LEAVES, rng.poisson(4, len(LEAVES)), strict=True) if n}


def revised(counts: Mapping[Coordinates, int], rng: np.random.Generator) -> dict[Coordinates, int]:
    """A few late records, and one that was withdrawn."""
    made = dict(counts)
    for number in rng.choice(len(LEAVES), int(rng.integers(1, 5)), replace=False):
        made[LEAVES[number]] = made.get(LEAVES[number], 0) + int(rng.integers(1, 3))
    gone = sorted(made)[int(rng.integers(len(made)))]
    made[gone] -= 1
    return {at: n for at, n in made.items() if n}


def order(samples: ModuleType, folder: Path, counts: Mapping[Coordinates, int], **more: object) -> Order:
    paths = samples.write_inputs(folder / "in", Cube(AXES, counts))
    hierarchies = {axis.name: paths[axis.name] for axis in AXES}
    asked = {"tables": ("force,age",), "out": folder / "out", "ledger": folder / "ledger", "seed": 1, **more}
    return Order(counts=paths["counts"], hierarchies=hierarchies, budget_seconds=0.0, **asked)


def read(folder: Path) -> Certificate:
    with (folder / "release.oscert").open("rb") as file:
        return verify(file)


@pytest.mark.parametrize("seed", range(20))
def test_a_release_after_a_revision_is_certified_and_verified(samples: ModuleType, tmp_path: Path, seed: int) -> None:
    rng = np.random.default_rng(seed)
    counts = first_counts(rng)
    zeros = ("camouflage", "camouflage", "open")[seed % 3]
    made, stopped = 0, []
    for number in range(3):
        tables = TABLES[int(rng.integers(len(TABLES)))]
        out = tmp_path / f"out{number}"
        asked = order(samples, tmp_path, counts, out=out, tables=tables, zeros=zeros, threshold=K)
        try:
            protect_files(asked)
        except Unprotectable as none:
            stopped.append(none.message)
            continue
        made += 1
        certificate = read(out)
        assert len([rule for rule in certificate.releases if rule["threshold"]]) == made
        check_ledger(certificate, tmp_path / "ledger")
        assert check_tables(certificate, out) == len(tables)
        attacked = Assault(out, asked.counts, asked.hierarchies, "A3", tmp_path / "ledger")
        assert not attack_files(attacked).narrow
        counts = revised(counts, rng)
    assert all(reason in {TOO_FEW, KNOWN} for reason in stopped)
    assert made


def test_a_figure_that_a_revision_changes_by_one_is_not_shown_anew(samples: ModuleType, tmp_path: Path) -> None:
    counts = dict.fromkeys(LEAVES, 9)
    protect_files(order(samples, tmp_path, counts, out=tmp_path / "first"))
    late = counts | {LEAVES[0]: 10}
    done = protect_files(order(samples, tmp_path, late, out=tmp_path / "second"))
    table = done.protection.tables[0]
    assert not table[LEAVES[0][:2]].is_published
    assert not table["_T", "_T"].is_published
    assert table["PP", "55+"].value == 18
    atoms = [atom for atom in read(tmp_path / "second").atoms if len(atom[2]) == 1]
    assert [(codes, n) for codes, n, _ in atoms if n] == [([*LEAVES[0][:2]], 1)]


def test_the_ledger_keeps_the_counts_and_notices_others(samples: ModuleType, tmp_path: Path) -> None:
    counts = dict.fromkeys(LEAVES, 9)
    protect_files(order(samples, tmp_path, counts, out=tmp_path / "first"))
    [(entry, _)] = Ledger(tmp_path / "ledger").releases()
    kept = entry.folder(tmp_path / "ledger") / COUNTS_FILE
    assert kept.is_file()
    assert not (tmp_path / "first" / COUNTS_FILE).exists()
    kept.write_text(kept.read_text().replace("PS,18-34,M,9", "PS,18-34,M,8"), encoding="utf-8")
    with pytest.raises(BrokenLedger, match="not its own"):
        protect_files(order(samples, tmp_path, counts, out=tmp_path / "second"))
    shutil.copyfile(tmp_path / "in" / "counts.csv", kept)
    protect_files(order(samples, tmp_path, counts, out=tmp_path / "second"))
