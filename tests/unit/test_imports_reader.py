"""Foreign files: what is read as rows, what refuses the whole file, and that a refusal repeats nothing of it."""

import csv
import os
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.cases.fields import CASE
from observatory.errors import ImportRefused
from observatory.imports import reader
from observatory.imports.mapping import Column, RegisterMapping
from observatory.imports.reader import read_rows


def mapping(encoding: str = "utf-8", delimiter: str = ",") -> RegisterMapping:
    return RegisterMapping(
        name="r",
        entity=CASE,
        key="id",
        columns=(Column(sources=("sex",), target=CASE["sex"]),),
        drop=frozenset({"città"}),
        encoding=encoding,
        delimiter=delimiter,
    )


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "register.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(folder: Path, content: bytes | str, **asked: str) -> list[tuple[int, dict[str, str] | None]]:
    found = read_rows(written(folder, content), mapping(**asked))
    return [(row.number, None if row.cells is None else dict(row.cells)) for row in found]


def refusal(folder: Path, content: bytes | str, **asked: str) -> str:
    with pytest.raises(ImportRefused) as caught:
        rows(folder, content, **asked)
    assert caught.value.__cause__ is None
    return caught.value.message.en


def test_rows_are_numbered_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    assert rows(tmp_path, "id,sex\n1,M\n2,F\n") == [(2, {"id": "1", "sex": "M"}), (3, {"id": "2", "sex": "F"})]


def test_blank_lines_and_lines_of_delimiters_are_passed_over_but_counted(tmp_path: Path) -> None:
    assert [number for number, _ in rows(tmp_path, "id,sex\n\n1,M\n,\n  \n2,F\n")] == [3, 6]


def test_the_order_of_columns_is_free(tmp_path: Path) -> None:
    assert rows(tmp_path, "sex , id\nM,1\n") == [(2, {"id": "1", "sex": "M"})]


def test_quoted_cells_may_hold_delimiters_quotes_and_new_lines(tmp_path: Path) -> None:
    found = rows(tmp_path, 'id,sex\n1,"a,""b""\nc"\n2,F\n')
    assert found == [(2, {"id": "1", "sex": 'a,"b"\nc'}), (3, {"id": "2", "sex": "F"})]


def test_a_row_with_more_or_fewer_cells_than_columns_has_none(tmp_path: Path) -> None:
    assert rows(tmp_path, "id,sex\n1\n1,M,F\n2,F\n") == [(2, None), (3, None), (4, {"id": "2", "sex": "F"})]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_is_fine(tmp_path: Path, ending: str) -> None:
    assert len(rows(tmp_path, ending.join(["id,sex", "1,M", "2,F", ""]))) == 2


@pytest.mark.parametrize(
    ("content", "asked"),
    [
        ("\ufeffid;sex\n1;à\n".encode(), {"delimiter": ";"}),
        ("id\tsex\n1\tà\n".encode("utf-16"), {"delimiter": "\t", "encoding": "utf-16"}),
        ("id|sex\n1|à\n".encode("cp1252"), {"delimiter": "|", "encoding": "cp1252"}),
    ],
)
def test_encodings_and_delimiters_follow_the_mapping(tmp_path: Path, content: bytes, asked: dict[str, str]) -> None:
    assert rows(tmp_path, content, **asked) == [(2, {"id": "1", "sex": "à"})]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("id,sex\n1,à\n".encode("cp1252"), "utf-8"),
        ("id,sex\n1,M\n".encode("utf-16"), "utf-8"),
        ("id,sex\n1,M\n".encode("utf-16-le"), "cp1252"),
        (b"id,sex\n1,\x81\n", "cp1252"),
        (b"id,sex\n1,M\0\n", "utf-8"),
        (b"id,sex\n1,M\n", "utf-16"),
        (b"PK\x03\x04\x00\x00", "cp1252"),
    ],
)
def test_a_file_in_another_encoding_is_refused(tmp_path: Path, content: bytes, encoding: str) -> None:
    assert refusal(tmp_path, content, encoding=encoding).startswith(f"The file is not text in the encoding {encoding}")


@pytest.mark.parametrize("content", ["", "\n", ",,\n1,2,3\n", "\ufeff"])
def test_a_file_without_headings_is_refused(tmp_path: Path, content: str) -> None:
    assert "no headings" in refusal(tmp_path, content)


def test_a_file_with_headings_only_has_no_rows(tmp_path: Path) -> None:
    assert rows(tmp_path, "id,sex\n") == []


def test_two_equal_headings_refuse_the_file(tmp_path: Path) -> None:
    assert "same heading" in refusal(tmp_path, "id,sex, sex\n1,M,F\n")


def test_missing_columns_are_named_as_the_mapping_names_them(tmp_path: Path) -> None:
    assert "missing from the file: sex" in refusal(tmp_path, "id\n1\n")


def test_another_delimiter_looks_like_missing_columns_and_says_so(tmp_path: Path) -> None:
    assert "check “delimiter”" in refusal(tmp_path, "id;sex\n1;M\n")


def test_an_unknown_column_refuses_the_file_by_position_because_it_may_hold_names(tmp_path: Path) -> None:
    told = refusal(tmp_path, "id,sex,Mario Rossi\n1,M,x\n")
    assert "position 3" in told
    assert "Rossi" not in told


def test_a_dropped_column_is_read_past(tmp_path: Path) -> None:
    assert rows(tmp_path, "id,sex,città\n1,M,Roma\n")[0][0] == 2


@pytest.mark.parametrize("content", ['id,sex\n1,"M\n', 'id,sex\n1,"M"x\n', "id,sex\n1," + "M" * 200_000 + "\n"])
@pytest.mark.parametrize("limit", [131_072, 10_000_000])
def test_broken_quotes_and_huge_cells_refuse_the_file(
    tmp_path: Path, content: str, limit: int, request: pytest.FixtureRequest
) -> None:
    """Whatever a library in the same process made of the csv module's own limit."""
    request.addfinalizer(partial(csv.field_size_limit, csv.field_size_limit(limit)))
    told = refusal(tmp_path, content)
    assert "not readable CSV" in told
    assert "M" * 9 not in told


def test_a_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "LARGEST_FILE", 12)
    assert len(rows(tmp_path, "id,sex\n1,M\n")) == 1
    assert "larger than" in refusal(tmp_path, "id,sex\n1,M\n2,F\n")


@pytest.mark.parametrize("name", ["", "missing.csv", "a\0b", "pipe"])
def test_what_is_no_readable_file_is_refused(tmp_path: Path, name: str) -> None:
    if name == "pipe":
        if not hasattr(os, "mkfifo"):
            pytest.skip("named pipes are a Unix thing")
        os.mkfifo(tmp_path / name)
    with pytest.raises(ImportRefused, match="cannot be read"):
        read_rows(tmp_path / name, mapping())


@given(st.binary(max_size=200))
def test_any_bytes_are_rows_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), b"id,sex\n" + content)
    with suppress(ImportRefused):
        found = read_rows(path, mapping())
        assert len({row.number for row in found}) == len(found)
        assert all(row.cells is None or set(row.cells) == {"id", "sex"} for row in found)
