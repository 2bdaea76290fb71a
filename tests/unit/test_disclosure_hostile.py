"""Files in hostile shapes get one sentence each, in both languages, and leave nothing behind."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ui.cli import main

FORCE = "code,parent\nT,\nPS,T\nCC,T\n"
AGE = "code,parent\nT,\ny,T\no,T\n"
COUNTS = "force,age,n\nPS,y,1\nPS,o,5\nCC,y,7\nCC,o,2\n"
DEEP = "code,parent\nPS,\nCC,PS\n" + "".join(f"c{n},{f'c{n - 1}' if n else 'PS'}\n" for n in range(101))

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Say:
    monkeypatch.setenv("LANGUAGE", "en")

    def command(*arguments: object) -> tuple[int, str]:
        try:
            status = main(["disclosure", *map(str, arguments)])
        except SystemExit as left:
            status = int(left.code or 0)
        return status, capsys.readouterr().err

    return command


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def inputs(folder: Path, counts: str | bytes = COUNTS, force: str | bytes = FORCE) -> list[str]:
    write(folder / "c.csv", counts)
    write(folder / "force.csv", force)
    write(folder / "age.csv", AGE)
    hierarchies = [f"force={folder}/force.csv", f"age={folder}/age.csv"]
    return ["--counts", f"{folder}/c.csv", *(word for one in hierarchies for word in ("--hierarchy", one))]


def protect(say: Say, files: list[str], out: Path, *more: object) -> tuple[int, str]:
    return say("protect", *files, "--table", "force,age", "--time-budget", "9", "--seed", "1", "--out", out, *more)


HOSTILE = {
    "missing-parent": (COUNTS, FORCE.replace("PS,T", "PS,X"), "the parent “X” is not among the codes"),
    "cycle": (COUNTS, FORCE.replace("PS,T", "PS,CC").replace("CC,T", "CC,PS"), "its own parent"),
    "no-total": (COUNTS, "code,parent\nPS,CC\nCC,PS\n", "the total must have one"),
    "two-totals": (COUNTS, FORCE + "U,\n", "there must be one total"),
    "disconnected": (COUNTS, FORCE + "A,B\nB,A\n", "its own parent"),
    "code-twice": (COUNTS, FORCE + "PS,T\n", "is in an earlier row"),
    "code-like-the-total": (COUNTS, FORCE + "T,T\n", "is in an earlier row"),
    "too-deep": (COUNTS, DEEP, "101 levels below the total"),
    "empty-hierarchy": (COUNTS, "", "is empty"),
    "formula": (COUNTS, FORCE.replace("PS", "=PS"), "run it as a formula"),
    "negative": (COUNTS.replace("7", "-7"), FORCE, "row 4: the count is negative"),
    "fraction": (COUNTS.replace("7", "7.5"), FORCE, "not a whole number"),
    "nan": (COUNTS.replace("7", "NaN"), FORCE, "not a whole number"),
    "infinite": (COUNTS.replace("7", "inf"), FORCE, "not a whole number"),
    "exponent": (COUNTS.replace("7", "1e400"), FORCE, "not a whole number"),
    "too-large": (COUNTS.replace("7", "9" * 900), FORCE, "a million million"),
    "endless-count": (COUNTS.replace("7", "9" * 5000), FORCE, "row 4: a cell is too long"),
    "unknown-code": (COUNTS.replace("CC,y", "XX,y"), FORCE, "not in the hierarchy"),
    "total-as-code": (COUNTS.replace("CC,y", "T,y"), FORCE, "the finest codes"),
    "row-twice": (COUNTS + "CC,o,2\n", FORCE, "row 6: the same combination"),
    "row-100000-times": ("force,age,n\n" + "PS,y,1\n" * 100_000, FORCE, "row 3: the same combination"),
    "empty": ("", FORCE, "is empty"),
    "no-rows": ("force,age,n\n", FORCE, "no row under the names"),
    "column-twice": ("force,age,n,n\nPS,y,1,2\n", FORCE, "is there twice"),
    "ragged": (COUNTS + "CC,o,2,3\n", FORCE, "4 cells where there are 3 columns"),
    "nul": (COUNTS.replace("7", "7\0"), FORCE, "not UTF-8"),
    "latin-1": (COUNTS.encode() + b"PS,\xe0,1\n", FORCE, "not UTF-8"),
    "utf-16": (COUNTS.encode("utf-16"), FORCE, "not UTF-8"),
    "long-line": (COUNTS + "PS," + "x" * 200_000 + ",1\n", FORCE, "row 6"),
    "open-quote": (COUNTS + '"PS,y,1\n', FORCE, "quotes are open"),
    "semicolons": (COUNTS.replace(",", ";"), FORCE, "not separated by commas"),
    "tabs": (COUNTS, FORCE.replace(",", "\t"), "not separated by commas"),
    "very-long-cell": (COUNTS, FORCE.replace("PS,T", "PS," + "x" * 200_000), "a cell is too long"),
    "long-cell": (COUNTS, FORCE.replace("PS,T", "PS," + "x" * 1_001), "row 3: a cell is too long"),
    "long-name": (COUNTS.replace("force", "f" * 1_001), FORCE, "row 1: a cell is too long"),
    "parent-on-two-lines": (COUNTS, FORCE.replace("PS,T", 'PS,"T\nX\x1b[2J"'), "is not among the codes"),
    "formula-as-name": (COUNTS.replace("force", "=force"), FORCE, "the name of column 1"),
    "name-on-two-lines": (COUNTS.replace("force", '"fo\nrce"'), FORCE, "the name of column 1"),
    "two-marks": ("\ufeff\ufeff" + COUNTS, FORCE, "the name of column 1"),
    "control-character": (COUNTS, FORCE.replace("PS", "P\x1bS"), "cannot be printed"),
}


@pytest.mark.parametrize("shape", HOSTILE)
@pytest.mark.parametrize("method", ["suppression", "rounding"])
def test_a_hostile_file_gets_one_sentence_and_nothing_is_written(
    say: Say, tmp_path: Path, shape: str, method: str
) -> None:
    counts, force, sentence = HOSTILE[shape]
    files, ledger = inputs(tmp_path, counts, force), tmp_path / "ledger"
    status, said = protect(say, files, tmp_path / "out", "--ledger", ledger, "--method", method, "--lang", "en")
    assert (status, sentence in said, said.count("\n")) == (1, True, 1), said
    italian = protect(say, files, tmp_path / "out", "--ledger", ledger, "--method", method, "--lang", "it")[1]
    assert italian != said
    assert "Traceback" not in said + italian
    assert "\x1b" not in said + italian
    assert "nexpected error" not in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["age.csv", "c.csv", "force.csv"]


@pytest.mark.parametrize("text", ["\ufeff" + COUNTS, COUNTS.replace("\n", "\r\n"), COUNTS + "\n\n"], ids=len)
def test_harmless_shapes_are_read(say: Say, tmp_path: Path, text: str) -> None:
    assert protect(say, inputs(tmp_path, text), tmp_path / "out")[0] == 0


@pytest.mark.parametrize("counts", [COUNTS.replace("7", "1000000000"), "force,age,n\nPS,y,0\n"], ids=["large", "zero"])
@pytest.mark.parametrize("method", ["suppression", "rounding"])
def test_extreme_counts_are_protected(say: Say, tmp_path: Path, counts: str, method: str) -> None:
    files, out = inputs(tmp_path, counts), tmp_path / "out"
    assert protect(say, files, out, "--method", method)[0] == 0
    assert say("verify", out / "release.oscert")[0] == 0
    assert say("attack", out, *files)[0] == 0


@pytest.mark.parametrize(
    "more", [("--threshold", "9" * 30), ("--base", "9" * 30), ("--seed", "-5"), ("--time-budget", "nan")], ids=str
)
def test_numbers_beyond_all_measure_are_wrong_use(say: Say, tmp_path: Path, more: tuple[str, str]) -> None:
    status, said = protect(say, inputs(tmp_path), tmp_path / "out", "--lang", "en", *more)
    assert (status, f"argument {more[0]}" in said) == (2, True)


@pytest.mark.parametrize("threshold", [100_000, 1_000_000_000])
def test_a_threshold_above_all_counts_hides_everything(say: Say, tmp_path: Path, threshold: int) -> None:
    status, said = protect(say, inputs(tmp_path), tmp_path / "out", "--threshold", threshold, "--lang", "en")
    assert (status, "No cell can be shown" in said, (tmp_path / "out").exists()) == (1, True, False), said


def test_tables_of_too_many_cells_are_refused_before_any_work(say: Say, tmp_path: Path) -> None:
    names = [f"d{n}" for n in range(30)]
    flat = write(tmp_path / "flat.csv", AGE)
    counts = write(tmp_path / "c.csv", ",".join(names) + ",n\n" + "y," * 30 + "5\n")
    files = ["--counts", counts, *(word for name in names for word in ("--hierarchy", f"{name}={flat}"))]
    for verb, more in (("protect", ["--out", tmp_path / "out"]), ("generalise", [])):
        status, said = say(verb, *files, "--table", ",".join(names), "--lang", "en", *more)
        assert (status, "at most 1000000 are protected" in said) == (2, True), said


def test_more_known_figures_than_can_be_weighed_are_refused(say: Say, tmp_path: Path) -> None:
    known = write(tmp_path / "k.csv", "force,n\n" + "PS,6\n" * 1_001)
    status, said = protect(say, inputs(tmp_path), tmp_path / "out", "--known", known, "--lang", "en")
    assert (status, "there are 1001 figures" in said) == (1, True), said


def test_a_table_of_one_cell_is_protected_but_has_no_coarser_levels(say: Say, tmp_path: Path) -> None:
    write(tmp_path / "f.csv", "code,parent\nT,\n")
    counts = write(tmp_path / "c.csv", "f,n\nT,5\n")
    files = ["--counts", counts, "--hierarchy", f"f={tmp_path}/f.csv", "--table", "f"]
    assert say("protect", *files, "--out", tmp_path / "out")[0] == 0
    status, said = say("generalise", *files, "--lang", "en")
    assert (status, "has totals only" in said) == (2, True), said


REPORTS = [
    "",
    "[]",
    "[" * 100_000,
    '{"tables": []}',
    '{"method": "rounding", "tables": []}',
    "\0",
]


@pytest.mark.parametrize("report", REPORTS, ids=lambda text: f"{len(text)}-{text[:9]!r}")
def test_a_report_that_is_none_is_refused(say: Say, tmp_path: Path, report: str) -> None:
    files, out = inputs(tmp_path), tmp_path / "out"
    protect(say, files, out)
    write(out / "report.json", report)
    status, said = say("attack", out, *files, "--lang", "en")
    assert (status, "does not read as that of a release" in said) == (1, True), said


def test_a_table_without_cells_or_with_too_few_is_refused(say: Say, tmp_path: Path) -> None:
    files, out = inputs(tmp_path), tmp_path / "out"
    protect(say, files, out)
    lines = (out / "table-1.csv").read_text().splitlines(keepends=True)
    for kept in (lines[:1], lines[:-1], [lines[0], *lines[2:]]):
        write(out / "table-1.csv", "".join(kept))
        status, said = say("attack", out, *files, "--lang", "en")
        assert (status, "Unexpected" in said) == (1, False), said


def test_a_certificate_in_any_wrong_shape_is_refused(say: Say, tmp_path: Path) -> None:
    files, out = inputs(tmp_path), tmp_path / "out"
    protect(say, files, out, "--method", "rounding")
    good = (out / "release.oscert").read_bytes()
    lines = good.splitlines(keepends=True)
    worlds = [number for number, line in enumerate(lines) if line.startswith(b'["world"')]
    turned = [*lines[: worlds[0]], *(lines[number] for number in reversed(worlds)), *lines[worlds[-1] + 1 :]]
    shapes = [
        b"", b"null\n", b"[" * 100_000, b'["header",' + b"1" * 100_000, good[:-40], good[: len(good) // 2], good + good,
        good + b"\n", good + b"\0", b"\xef\xbb\xbf" + good, good.replace(b"\n", b"\r\n"),
        good.decode().encode("utf-16"),
        b"".join(turned), *(b"".join([*lines[: n + 1], *lines[n:]]) for n in range(len(lines))),
    ]  # fmt: skip
    for shape in shapes:
        status, said = say("verify", write(out / "release.oscert", shape), "--lang", "en")
        assert (status, said.count("\n"), "The certificate does not hold" in said) == (1, 1, True), said
    assert say("verify", out, "--lang", "en")[0] == say("verify", out / "none", "--lang", "en")[0] == 1


def test_a_certificate_of_other_tables_and_a_broken_ledger_are_refused(say: Say, tmp_path: Path) -> None:
    files, ledger = inputs(tmp_path), tmp_path / "ledger"
    protect(say, files, tmp_path / "one", "--ledger", ledger)
    protect(say, inputs(tmp_path, COUNTS.replace("7", "9")), tmp_path / "two")
    shutil.copy(tmp_path / "two" / "release.oscert", tmp_path / "one" / "release.oscert")
    status, said = say("verify", tmp_path / "one" / "release.oscert", "--lang", "en")
    assert (status, "not the table that was certified" in said) == (1, True)
    index = (ledger / "ledger.jsonl").read_bytes()
    for broken in (index[:-9], b"\xff\0", b"null\n", b"[" * 100_000, json.dumps({"number": 1}).encode()):
        write(ledger / "ledger.jsonl", broken)
        status, said = protect(say, inputs(tmp_path), tmp_path / "three", "--ledger", ledger, "--lang", "en")
        assert (status, "not as it was written" in said, (tmp_path / "three").exists()) == (1, True, False), said


def forged(certificate: bytes, change: Callable[[list[list[Any]]], object]) -> bytes:
    """The certificate with something else in it, and seals that fit."""
    lines, made = [json.loads(line) for line in certificate.splitlines()], b""
    change(lines)
    for line in lines:
        told = [*line[:-1], hashlib.sha256(made).hexdigest()] if line[0] in {"seal", "end"} else line
        made += json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return made


def chain(length: int) -> dict[str, str]:
    return {f"c{n}": f"c{n - 1}" if n else "" for n in range(length)}


BOMBS: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "cells": ({"b": chain(90)}, {"dimensions": ["b"] * 9, "shown": [[*chain(90)]] * 9}, "too many cells"),
    "depth": ({"b": chain(20_000)}, {}, "too deep"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_short_certificate_cannot_take_all_memory(say: Say, tmp_path: Path, bomb: str) -> None:
    axes, table, reason = BOMBS[bomb]
    protect(say, inputs(tmp_path), tmp_path / "out")
    path = tmp_path / "out" / "release.oscert"

    def change(lines: list[list[Any]]) -> None:
        lines[0][1]["classifications"] |= axes
        lines[0][1]["releases"][0]["tables"][0] |= table

    status, said = say("verify", write(path, forged(path.read_bytes(), change)), "--lang", "en")
    assert (status, reason in said) == (1, True), said


@pytest.mark.parametrize("name", [5, None, [], "x" * 300, "a\nb"], ids=str)
def test_a_certificate_with_an_odd_table_name_is_no_unexpected_error(say: Say, tmp_path: Path, name: object) -> None:
    protect(say, inputs(tmp_path), tmp_path / "out")
    path = tmp_path / "out" / "release.oscert"
    write(path, forged(path.read_bytes(), lambda lines: lines[0][1]["releases"][0]["tables"][0].update(name=name)))
    status, said = say("verify", path, "--lang", "en")
    assert (status in {0, 1}, said.count("\n") == status, "nexpected" in said) == (True, True, False), said


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in the file system here")
def test_a_pipe_is_not_waited_for(say: Say, tmp_path: Path) -> None:
    files, out, ledger = inputs(tmp_path), tmp_path / "out", tmp_path / "ledger"
    protect(say, files, out, "--ledger", ledger)
    for pipe, command in (
        (ledger / "ledger.jsonl", ("verify", out / "release.oscert", "--ledger", ledger)),
        (out / "release.oscert", ("verify", out / "release.oscert")),
        (out / "report.json", ("attack", out, *files)),
    ):
        pipe.unlink()
        os.mkfifo(pipe)
        assert say(*command)[0] == 1


def test_a_release_and_the_ledger_never_lie_one_inside_the_other(say: Say, tmp_path: Path) -> None:
    files, ledger = inputs(tmp_path), tmp_path / "ledger"
    for method in ("suppression", "rounding"):
        for out in (ledger, tmp_path):
            status, said = protect(say, files, out, "--ledger", ledger, "--method", method, "--lang", "en")
            assert (status, "inside the other" in said, ledger.exists()) == (1, True, False), said
    protect(say, files, tmp_path / "one", "--ledger", ledger)
    before = (ledger / "ledger.jsonl").read_bytes()
    assert protect(say, files, ledger / "0002", "--ledger", ledger)[0] == 1
    assert ((ledger / "ledger.jsonl").read_bytes(), (ledger / "0002").exists()) == (before, False)


def test_a_ledger_that_is_not_there_is_told_before_anything_is_believed(say: Say, tmp_path: Path) -> None:
    files, out = inputs(tmp_path), tmp_path / "out"
    protect(say, files, out)
    for command in (("verify", out / "release.oscert"), ("attack", out, *files)):
        status, said = say(*command, "--ledger", tmp_path / "legder", "--lang", "en")
        assert (status, "cannot be read" in said) == (1, True), said
    for place in (tmp_path / "c.csv", tmp_path / "none" / "ledger"):
        status, said = protect(say, files, tmp_path / "two", "--ledger", place, "--lang", "en")
        assert (status, "The ledger of releases" in said, (tmp_path / "two").exists()) == (1, True, False), said


def test_a_ledger_that_lost_its_index_or_its_counts_forgets_nothing(say: Say, tmp_path: Path) -> None:
    files, ledger, last = inputs(tmp_path), tmp_path / "ledger", tmp_path / "last"
    for name in ("one", "two"):
        protect(say, files, tmp_path / name, "--ledger", ledger)
    counts, index = ledger / "0001" / "counts.csv", ledger / "ledger.jsonl"
    for path, content, sentence in ((counts, b"\xff", "for release 1 cannot be read"), (index, b"", "not as it was")):
        write(path, content)
        status, said = protect(say, files, last, "--ledger", ledger, "--lang", "en")
        assert (status, sentence in said, last.exists()) == (1, True, False), said
    assert (ledger / "0001" / "release.oscert").is_file()


def test_tables_that_are_not_those_of_the_report_are_not_attacked(say: Say, tmp_path: Path) -> None:
    files, out = inputs(tmp_path), tmp_path / "out"
    protect(say, files, out)
    table, report = (out / "table-1.csv").read_text(), (out / "report.json").read_text()
    gone = "".join(line for line in table.splitlines(keepends=True) if not line.startswith("PS,"))
    for name, text in (
        ("table-1.csv", gone),
        ("table-1.csv", table.replace("PS,y,,Q", "PS,y,1,R")),
        ("report.json", report.replace('"threshold": 3', '"threshold": 3, "threshold": 1')),
        ("report.json", report.replace('"threshold": 3', '"threshold": 1' + "0" * 400)),
    ):
        write(out / "table-1.csv", table)
        write(out / name, text)
        status, said = say("attack", out, *files, "--lang", "en")
        assert (status, said.count("\n"), "nexpected" in said) == (1, 1, False), said
