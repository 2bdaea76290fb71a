"""Every format read by programs not ours: csvw, frictionless, pysdmx with the official schemas, LibreOffice."""

import csv
import json
import math
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from observatory.exports.csv_tables import write_csv
from observatory.exports.sdmx import write_sdmx
from observatory.exports.sdmx_flows import flows_of
from observatory.exports.sdmx_time import time_of
from observatory.exports.spreadsheet import write_xlsx
from observatory.summary.build import build_summary
from observatory.summary.content import Confirmation, Observation, PublishedTable, Summary
from observatory.summary.facts import Facts
from observatory.terms import Language

few = settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
readers = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
"""What the readers' own libraries warn of is not ours to mend."""


@pytest.fixture(scope="module")
def four_months(sample_facts: Callable[..., Facts]) -> Summary:
    """A real summary: series of four-month periods, windows of one, three and five years, hidden cells."""
    return build_summary(sample_facts("2025-T3", "interforce", cases=400))


@pytest.fixture(scope="module")
def csv_folder(four_months: Summary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("csv")
    write_csv(four_months, Language.EN, folder)
    return folder


@pytest.fixture(scope="module")
def sdmx_folder(four_months: Summary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sdmx")
    write_sdmx(four_months, Language.IT, folder)
    return folder


def printed(observation: Observation, table: PublishedTable, key: tuple[str, ...]) -> float | None:
    """The number a reader must find: at the decimals of its measure, none where it is hidden or not there."""
    if observation.value is None or observation.status.value in {"Q", "O", "N"}:
        return None
    places = max(
        item.decimals for axis, code in zip(table.axes, key, strict=True) for item in axis.items if item.code == code
    )
    return round(float(observation.value), places)


@readers
def test_csvw_reads_every_table_with_its_types_and_codes(csv_folder: Path, four_months: Summary) -> None:
    import csvw  # noqa: PLC0415 - a heavy reader

    group = csvw.TableGroup.from_file(csv_folder / "csv-metadata.json")
    tables = {str(table.url): table for table in group.tables}
    assert tables.keys() == {f"{t.id}.csv" for t in four_months.tables} | {"codes.csv", "tables.csv"}
    for table in four_months.tables:
        of = tables[f"{table.id}.csv"]
        assert [str(name) for name in of.tableSchema.primaryKey] == [axis.name for axis in table.axes]
        rows = list(of.iterdicts(strict=True))
        found = {tuple(row[axis.name] for axis in table.axes): row["OBS_VALUE"] for row in rows}
        expected = {key: printed(one, table, key) for key, one in table.observations.items()}
        assert {key: None if value is None else float(value) for key, value in found.items()} == expected
    told = json.loads((csv_folder / "csv-metadata.json").read_text(encoding="utf-8"))
    names = told["tables"][0]["tableSchema"]["columns"][0]["dc:title"]
    assert [name["@language"] for name in names] == ["it", "en"]


@readers
@pytest.mark.parametrize(
    ("was", "becomes"), [("SU,", "XX,"), ("F\n", "X\n"), (",A,", ",0,")], ids=["code", "conf", "status"]
)
def test_csvw_and_frictionless_notice_a_wrong_code(csv_folder: Path, tmp_path: Path, was: str, becomes: str) -> None:
    """The metadata is no decoration: a code out of its list is refused by both."""
    import csvw  # noqa: PLC0415 - a heavy reader
    import frictionless  # noqa: PLC0415 - a heavy reader

    folder = Path(shutil.copytree(csv_folder, tmp_path / "spoilt"))
    spoilt = folder / "T1a.csv"
    spoilt.write_text(spoilt.read_text(encoding="utf-8").replace(was, becomes, 1), encoding="utf-8")
    table = next(t for t in csvw.TableGroup.from_file(folder / "csv-metadata.json").tables if str(t.url) == "T1a.csv")
    with pytest.raises(ValueError, match=r".+"):
        list(table.iterdicts(strict=True))
    kinds = {kind for (kind,) in frictionless.validate(str(folder / "datapackage.json")).flatten(["type"])}
    assert {"hash-count", "constraint-error"} <= kinds


@readers
def test_frictionless_finds_size_hash_types_and_codes_of_every_file_right(csv_folder: Path) -> None:
    import frictionless  # noqa: PLC0415 - a heavy reader

    report = frictionless.validate(str(csv_folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    told = json.loads((csv_folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {one["path"] for one in told["resources"]} == {p.name for p in csv_folder.iterdir()} - {"datapackage.json"}


@readers
@few
@given(data=st.data())
def test_the_readers_take_any_content(
    sibling: Callable[[str], ModuleType],
    summary: Summary,
    tmp_path_factory: pytest.TempPathFactory,
    data: st.DataObject,
) -> None:
    import csvw  # noqa: PLC0415 - a heavy reader
    import frictionless  # noqa: PLC0415 - a heavy reader

    drawn, folder = data.draw(sibling("sample_exports").contents(summary)), tmp_path_factory.mktemp("any")
    write_csv(drawn, Language.IT, folder)
    for table in csvw.TableGroup.from_file(folder / "csv-metadata.json").tables:
        list(table.iterdicts(strict=True))
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    write_sdmx(drawn, Language.IT, folder / "sdmx")
    read_structure(folder / "sdmx")


def read_structure(folder: Path) -> Any:  # noqa: ANN401 - a message of the reader
    from pysdmx.io import read_sdmx  # noqa: PLC0415 - a heavy reader

    return read_sdmx(str(folder / "structure.xml"), validate=True)


@readers
def test_pysdmx_reads_structure_and_data_by_the_official_schemas(sdmx_folder: Path, four_months: Summary) -> None:
    from pysdmx.io import get_datasets  # noqa: PLC0415 - a heavy reader

    message = read_structure(sdmx_folder)
    structures = {one.id: one for one in message.get_data_structure_definitions()}
    told = flows_of(four_months)
    assert structures.keys() == {flow.id for flow in told.flows} == {one.id for one in message.get_dataflows()}
    for flow in told.flows[:: 1 + len(told.flows) // 8]:
        data = sdmx_folder / f"{flow.table.id}.sdmx.csv"
        (dataset,) = get_datasets(str(data), str(sdmx_folder / "structure.xml"), validate=True)
        frame = dataset.data
        names = [one.id for one in structures[flow.id].components if one.role.value == "D"]
        assert names == ["FREQ", *(dimension.id for dimension in flow.dimensions), "TIME_PERIOD"]
        lists = {one.id: one.local_codes for one in structures[flow.id].components if one.local_codes is not None}
        for name, listed in lists.items():
            assert set(frame[name]) <= {code.id for code in listed}
        values = {
            tuple(row[name] for name in names): (row["OBS_VALUE"], row["OBS_STATUS"], row["CONF_STATUS"])
            for row in frame.to_dict("records")
        }
        assert len(values) == len(flow.table.observations)
        for key, one in flow.table.observations.items():
            frequency, period = flow.time_at(key)
            at = (frequency, *(key[dimension.place] for dimension in flow.dimensions), period)
            value, status, confidentiality = values[at]
            found = None if value is None or math.isnan(float(value)) else float(value)
            assert found == printed(one, flow.table, key)
            assert (status, confidentiality) == (one.status.value, "N" if one.status.value == "Q" else "F")


def test_every_hidden_cell_has_one_code_and_no_value(sdmx_folder: Path) -> None:
    hidden = []
    for path in sdmx_folder.glob("*.sdmx.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            hidden += [row for row in csv.DictReader(stream) if row["OBS_STATUS"] == "Q"]
    assert hidden
    assert {(row["OBS_VALUE"], row["CONF_STATUS"]) for row in hidden} == {("", "N")}


def test_four_month_periods_are_never_written_as_quarters(sdmx_folder: Path) -> None:
    with (sdmx_folder / "T3a.sdmx.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["FREQ"] for row in rows} == {"A_3"}
    assert {row["TIME_PERIOD"][4:6] for row in rows} == {"-T"}


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("2025-Q3", ("Q", "2025-Q3")),
        ("2025-T3", ("A_3", "2025-T3")),
        ("2025-S1", ("S", "2025-S1")),
        ("2025", ("A", "2025")),
        ("2025-03", ("M", "2025-03")),
        ("2023-01--2025-12", ("A3", "2023-01-01/P36M")),
        ("2024-10--2025-09", ("A", "2024-10-01/P12M")),
        ("2025-01--2025-09", ("_O", "2025-01-01/P9M")),
        ("2025-Q5", None),
        ("2025-12--2025-01", None),
        ("KNOWN", None),
    ],
)
def test_a_period_is_written_as_sdmx_writes_it(code: str, told: tuple[str, str] | None) -> None:
    assert time_of(code) == told


def test_what_sdmx_cannot_tell_is_named_and_stays_in_csv(sdmx_folder: Path, four_months: Summary) -> None:
    untold = {table.id for table in flows_of(four_months).untold}
    assert untold == {"T12b", "T13a"}
    read_me = (sdmx_folder / "LEGGIMI-SDMX.txt").read_text(encoding="utf-8")
    assert "T12b, T13a" in read_me
    assert not any((sdmx_folder / f"{name}.sdmx.csv").exists() for name in untold)


@readers
def test_a_draft_and_synthetic_data_say_so_in_the_structure(summary: Summary, tmp_path: Path) -> None:
    draft = replace(summary, cover=replace(summary.cover, confirmation=Confirmation.DRAFT))
    write_sdmx(draft, Language.IT, tmp_path)
    message = read_structure(tmp_path)
    assert {flow.version for flow in message.get_dataflows()} == {"7.0.0-draft"}
    assert message.header.test == "true"


def test_exports_of_every_form_may_share_a_folder_and_replace_their_own(summary: Summary, tmp_path: Path) -> None:
    write_csv(summary, Language.IT, tmp_path)
    write_sdmx(summary, Language.IT, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    fewer = replace(summary, sections=summary.sections[:1])
    write_sdmx(fewer, Language.EN, tmp_path)
    after = {path.name for path in tmp_path.iterdir()}
    assert {name for name in before if ".sdmx." not in name and "SDMX" not in name} <= after
    assert not [name for name in after if name.endswith(".sdmx.csv")]
    assert "README-SDMX.txt" in after
    assert "LEGGIMI-SDMX.txt" not in after


@pytest.mark.skipif(
    shutil.which("soffice") is None, reason="soffice is missing: apt-get install libreoffice-calc-nogui"
)
def test_libreoffice_reads_the_workbook_as_it_was_written(summary: Summary, tmp_path: Path) -> None:
    """Every value with its type and form, what is merged, and no formula; in both languages."""
    names = {language: f"{language}.xlsx" for language in Language}
    for language, name in names.items():
        write_xlsx(summary, language, tmp_path / name)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    told = ["soffice", home, "--headless", "--convert-to", "xlsx", "--outdir", "again", *names.values()]
    subprocess.run(told, cwd=tmp_path, check=True, timeout=120, capture_output=True)  # noqa: S603 - the installed program
    for name in names.values():
        ours, theirs = (openpyxl.load_workbook(folder / name) for folder in (tmp_path, tmp_path / "again"))
        assert ours.sheetnames == theirs.sheetnames
        assert [told_of(sheet) for sheet in ours] == [told_of(sheet) for sheet in theirs]


def told_of(sheet: Worksheet) -> tuple[dict[str, tuple[object, str, str]], set[str]]:
    """Of each cell with a value: the value, its type and its form; and the merged cells."""
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    forms = {cell.coordinate: re.sub(r"[\\\"]", "", cell.number_format) for cell in cells}  # «\\-» is «"-"»
    said = {cell.coordinate: (cell.value, cell.data_type, forms[cell.coordinate]) for cell in cells}
    return said, {str(each) for each in sheet.merged_cells.ranges}
