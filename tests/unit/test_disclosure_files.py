"""What the stand-alone tool reads: hostile files give one clear error each and leave nothing behind."""

import json
from pathlib import Path
from types import ModuleType

import pytest

from observatory.disclosure.files import read_cube, read_known
from observatory.disclosure.files_protect import Order, protect_files
from observatory.disclosure.files_requests import read_tables
from observatory.disclosure.files_tables import read_table, table_bytes
from observatory.errors import FileTrouble, ImportRefused, Unprotectable, WrongUse
from observatory.terms import same

COUNTS = "force,n\nPS,5\nCC,4\n"
FORCES = "code,parent\nTOTAL,\nPS,TOTAL\nCC,TOTAL\n"


def inputs(folder: Path, counts: str | bytes = COUNTS, forces: str = FORCES) -> tuple[Path, dict[str, Path]]:
    paths = folder / "counts.csv", folder / "force.csv"
    paths[0].write_bytes(counts if isinstance(counts, bytes) else counts.encode())
    paths[1].write_text(forces, encoding="utf-8")
    return paths[0], {"force": paths[1]}


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ("force,n\nPS,-1\n", "counts.csv, row 2: the count is negative"),
        ("force,n\nPS,4\nCC,1.5\n", "row 3: the count is not a whole number"),
        ("force,n\nPS,1e9\n", "not a whole number"),
        ("force,n\nPS,NaN\n", "not a whole number"),
        ("force,n\nPS,\n", "not a whole number"),
        ("force,n\nPS,٣\n", "not a whole number"),
        ("force,n\nPS," + "9" * 900 + "\n", "larger than a million million"),
        ("force,n\nPS,600000000000\nCC,600000000000\n", "add up to more than a million million"),
        ("force,n\nXX,4\n", "the code of “force” is not in the hierarchy"),
        ("force,n\nTOTAL,4\n", "has other codes below it"),
        ("force,n\nPS,4\nCC,1\nPS,4\n", "row 4: the same combination of codes is in an earlier row"),
        ("force,n\nPS\n", "1 cells where there are 2 columns"),
        ("force,n\n", "no row under the names"),
        ("", "is empty"),
        ("force\nPS\n", "the column “n” is missing"),
        ("n\n4\n", "the column “force” is missing"),
        ("force,force,n\nPS,PS,4\n", "the column “force” is there twice"),
        ("force,,n\nPS,PS,4\n", "column 2 has no name"),
        ('force,n\n"PS,4\n', "quotes are open"),
        (b"force,n\nPS,\xff\n", "not UTF-8 text"),
        ("force,n\nPS,4\0\n", "not UTF-8 text"),
    ],
)
def test_counts_that_make_no_sense_are_refused_with_their_row(tmp_path: Path, counts: str | bytes, said: str) -> None:
    with pytest.raises(ImportRefused, match="Nothing was written") as refused:
        read_cube(*inputs(tmp_path, counts))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("forces", "said"),
    [
        ("code,parent\nTOTAL,\nPS,ALL\n", "row 3: the parent “ALL” is not among the codes"),
        ("code,parent\nTOTAL,\nPS,CC\nCC,PS\n", "ends up as its own parent"),
        ("code,parent\nTOTAL,\nPS,PS\n", "ends up as its own parent"),
        ("code,parent\nA,\nB,\n", "2 codes have an empty parent"),
        ("code,parent\nPS,CC\nCC,PS\n", "no code has an empty parent"),
        ("code,parent\nTOTAL,\nPS,TOTAL\nPS,TOTAL\n", "row 4: the code “PS” is in an earlier row"),
        ("code,parent\nTOTAL,\n=1+1,TOTAL\n", "run it as a formula"),
        ("code,parent\nTOTAL,\n@x,TOTAL\n", "run it as a formula"),
        ('code,parent\nTOTAL,\n"P\nS",TOTAL\n', "cannot be printed"),
        ("code,parent\n,\n", "no row under the names"),
        ("code,parent\n,TOTAL\n", "a code is missing"),
        ("code\nTOTAL\n", "the column “parent” is missing"),
        ("code,parent\n", "no row under the names"),
    ],
)
def test_hierarchies_that_make_no_sense_are_refused(tmp_path: Path, forces: str, said: str) -> None:
    with pytest.raises(ImportRefused) as refused:
        read_cube(*inputs(tmp_path, forces=forces))
    assert said in str(refused.value)


def test_missing_files_and_missing_hierarchies_are_said(tmp_path: Path) -> None:
    counts, hierarchies = inputs(tmp_path)
    with pytest.raises(FileTrouble, match=r"nowhere\.csv cannot be read"):
        read_cube(tmp_path / "nowhere.csv", hierarchies)
    with pytest.raises(WrongUse, match=r"add the file force\.csv, .*--hierarchy force=FILE"):
        read_cube(counts, {})


def test_large_counts_are_exact_and_marks_of_spreadsheets_do_no_harm(tmp_path: Path) -> None:
    cube = read_cube(*inputs(tmp_path, b"\xef\xbb\xbfforce , n\r\nPS,1000000000\r\n CC ,0\r\n,\r\n"))
    assert cube.counts == {("PS",): 1_000_000_000, ("CC",): 0}


def test_tables_are_asked_for_by_dimension_and_level(samples: ModuleType) -> None:
    whole, roots, leaves, both = read_tables(samples.CUBE, ["force,age", "force@0", "age , force@1", "age@0-1"])
    assert (whole.name, whole.dimensions, whole.shown) == ("table-1", ("force", "age"), {})
    assert roots.shown == {"force": {"TOTAL"}}
    assert leaves.dimensions == ("age", "force")
    assert leaves.shown == {"force": {"PS", "CC", "GF", "PP"}}
    assert both.shown == {"age": {"TOTAL", *samples.BANDS}}


@pytest.mark.parametrize(
    "text", ["", "force,", "force@", "force@x", "force@2", "force@1-0", "sex", "force,force", "@1"]
)
def test_tables_that_make_no_sense_are_wrong_use(samples: ModuleType, text: str) -> None:
    with pytest.raises(WrongUse):
        read_tables(samples.CUBE, [text])


def test_known_figures_are_read_and_must_be_true(samples: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "known.csv"
    path.write_text("age,force,n\n,PS,18\n55+,,10\n", encoding="utf-8")
    assert [(cell.coordinates, cell.count) for cell in read_known(path, samples.CUBE)] == [
        (("TOTAL", "PS"), 18), (("55+", "TOTAL"), 10),
    ]  # fmt: skip
    for text, said in (("force,n\nPS,17\n", "row 2"), ("sex,n\nM,1\n", "sex"), ("force,n\nXX,1\n", "row 2")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ImportRefused, match=said):
            read_known(path, samples.CUBE)


def order(samples: ModuleType, folder: Path, *tables: str, **more: object) -> Order:
    paths = samples.write_inputs(folder / "in")
    hierarchies = {name: path for name, path in paths.items() if name != "counts"}
    return Order(
        paths["counts"], hierarchies, tables or ("force,age",), folder / "out", budget_seconds=0, seed=1, **more
    )


def test_a_release_is_a_folder_of_tables_report_and_certificate(samples: ModuleType, tmp_path: Path) -> None:
    asked = order(samples, tmp_path, "force,age", "force@1")
    done = protect_files(asked)
    assert sorted(path.name for path in asked.out.iterdir()) == [
        "release.oscert", "report.json", "table-1.csv", "table-2.csv",
    ]  # fmt: skip
    report = json.loads((asked.out / "report.json").read_text())
    assert report["certificate"] == done.digest
    first = report["tables"][0]
    assert (first.pop("gap"), first.pop("bound")) == (None, None), "without a time budget nobody looks how far it is"
    assert report["tables"][0] | {"loss": 0} == {
        "file": "table-1.csv", "dimensions": ["force", "age"], "cells": 25, "sensitive": 6,
        "secondary": report["tables"][0]["secondary"], "loss": 0, "withheld": False,
    }  # fmt: skip
    axes = {axis.name: axis for axis in samples.AXES}
    for table in done.protection.tables:
        assert read_table(asked.out / f"{table.name}.csv", axes, len(table.cells)) == table
        assert (asked.out / f"{table.name}.csv").read_bytes() == table_bytes(table)
    assert (asked.out / "table-1.csv").read_text().startswith("force,age,n,status\nTOTAL,TOTAL,53,A\n")


def test_a_folder_with_content_is_refused_before_any_work(samples: ModuleType, tmp_path: Path) -> None:
    asked = order(samples, tmp_path)
    asked.out.mkdir()
    (asked.out / "mine.txt").write_text("mine")
    with pytest.raises(FileTrouble, match="not an empty folder"):
        protect_files(asked)
    assert [path.name for path in asked.out.iterdir()] == ["mine.txt"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_what_fails_on_the_way_leaves_nothing(
    samples: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise FileTrouble(same("full"))

    monkeypatch.setattr("observatory.disclosure.files_release.write_certificate", refuse)
    with pytest.raises(FileTrouble):
        protect_files(order(samples, tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_a_table_of_one_small_cell_cannot_be_released_and_a_large_one_can(tmp_path: Path) -> None:
    counts, hierarchies = inputs(tmp_path, "force,n\nPS,2\n")
    with pytest.raises(Unprotectable, match="No cell can be shown"):
        protect_files(Order(counts, hierarchies, ("force@0",), tmp_path / "out", budget_seconds=0))
    assert not (tmp_path / "out").exists()
    counts, hierarchies = inputs(tmp_path, "force,n\nPS,1000000000\n", "code,parent\nPS,\n")
    protect_files(Order(counts, hierarchies, ("force",), tmp_path / "out", budget_seconds=0))
    assert (tmp_path / "out" / "table-1.csv").read_text() == "force,n,status\nPS,1000000000,A\n"


def test_ten_dimensions(tmp_path: Path) -> None:
    names = [f"d{number}" for number in range(10)]
    counts, hierarchies = tmp_path / "counts.csv", {name: tmp_path / f"{name}.csv" for name in names}
    for path in hierarchies.values():
        path.write_text("code,parent\nT,\na,T\nb,T\n")
    rows = ["".join("ab"[number >> place & 1] for place in range(10)) for number in (0, 1, 5, 77, 1000)]
    counts.write_text("\n".join([",".join([*names, "n"]), *(",".join([*row, "2"]) for row in rows)]) + "\n")
    done = protect_files(
        Order(counts, hierarchies, ("d0,d1", "d1,d2,d9", "d3,d4"), tmp_path / "out", budget_seconds=0, seed=1)
    )
    assert len(done.protection.tables) == 3
