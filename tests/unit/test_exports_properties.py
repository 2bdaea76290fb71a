"""What holds for every export of any content: nothing hidden, no formula, both languages, the same bytes."""

import csv
import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observatory.errors import FileTrouble
from observatory.exports.cells import inert
from observatory.exports.forms import IN_A_FOLDER
from observatory.exports.spreadsheet import write_xlsx
from observatory.files import STORE_MARK
from observatory.summary.content import Summary
from observatory.terms import Language

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBERS = {"OBS_VALUE", "value", "low", "high"}
FORMS = ("xlsx", "csv", "sdmx", "figures")
few = settings(
    max_examples=4,
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.fixture(scope="module")
def content(sibling: Callable[[str], ModuleType]) -> ModuleType:
    return sibling("sample_exports")


def files(content: ModuleType, summary: Summary, form: str, language: Language = Language.IT) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        made: dict[str, bytes] = content.exported(summary, form, language, Path(folder))
        return made


@few
@given(data=st.data())
@pytest.mark.parametrize("form", FORMS)
def test_what_lies_beneath_a_hidden_cell_changes_not_a_byte(
    content: ModuleType, summary: Summary, form: str, data: st.DataObject
) -> None:
    """Neither the value nor its interval, nor whether it was small, is in any file: nothing depends on it."""
    drawn = data.draw(content.contents(summary))
    with_secret, with_one, with_none = (content.with_hidden(drawn, value) for value in (content.SECRET, 1, None))
    told = files(content, with_none, form)
    assert files(content, with_secret, form) == told
    assert files(content, with_one, form) == told


@few
@given(data=st.data(), language=st.sampled_from(Language))
def test_no_text_cell_starts_a_formula(
    content: ModuleType, summary: Summary, data: st.DataObject, language: Language
) -> None:
    drawn = data.draw(content.contents(summary))
    for form in ("csv", "sdmx", "figures"):
        for name, told in files(content, drawn, form, language).items():
            if name.endswith(".csv"):
                for row in csv.DictReader(io.StringIO(told.decode())):
                    assert not [v for k, v in row.items() if k not in NUMBERS and v.startswith(FORMULA_STARTS)]
    stream = io.BytesIO()
    write_xlsx(drawn, language, stream)
    for sheet in openpyxl.load_workbook(stream).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
        assert not [cell.value for cell in cells if cell.value.startswith(FORMULA_STARTS) or cell.data_type == "f"]


@few
@given(data=st.data())
def test_labels_come_in_both_languages(content: ModuleType, summary: Summary, data: st.DataObject) -> None:
    drawn = data.draw(content.contents(summary))
    rows = csv.DictReader(io.StringIO(files(content, drawn, "csv")["codes.csv"].decode()))
    found = {(row["axis"], row["code"], row["it"], row["en"]) for row in rows}
    axes = [axis for table in drawn.tables for axis in table.axes]
    assert found == {(a.name, i.code, inert(i.label.it), inert(i.label.en)) for a in axes for i in a.items}
    made = files(content, drawn, "sdmx")
    root = ET.fromstring(made["structure.xml"])  # noqa: S314 - as above
    name, lang = (
        "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common}Name",
        "{http://www.w3.org/XML/1998/namespace}lang",
    )
    for element in root.iter():
        languages = [child.get(lang) for child in element if child.tag == name]
        assert languages in ([], ["it", "en"])


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


WRITER = """
import importlib.util, pathlib, sys
def sibling(name):
    spec = importlib.util.spec_from_file_location(name, pathlib.Path(sys.argv[1]) / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
sibling("sample_exports").save_all(sibling("sample_summary").sample_summary, pathlib.Path(sys.argv[2]))
"""


def test_two_processes_write_the_same_bytes(tmp_path: Path) -> None:
    for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        (tmp_path / seed).mkdir()
        subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", WRITER, str(Path(__file__).parent), str(tmp_path / seed)],
            check=True,
            env=environment,
        )
    first = digests(tmp_path / "1")
    assert first == digests(tmp_path / "2")
    assert {"tables.xlsx", "csv/datapackage.json", "sdmx/structure.xml", "figures/F1.png"} <= first.keys()


@pytest.mark.parametrize("form", IN_A_FOLDER)
def test_no_form_is_written_into_a_store(summary: Summary, tmp_path: Path, form: str) -> None:
    (tmp_path / STORE_MARK).touch()
    with pytest.raises(FileTrouble, match="store"):
        IN_A_FOLDER[form](summary, Language.IT, tmp_path / "within")
    assert [path.name for path in tmp_path.iterdir()] == [STORE_MARK]


@pytest.mark.parametrize("form", IN_A_FOLDER)
def test_every_form_is_written_whole_or_not_at_all(
    summary: Summary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    move, moved = Path.replace, []

    def full(self: Path, target: Path) -> Path:
        moved.append(self.name)
        if len(moved) == 3:
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(FileTrouble):
        IN_A_FOLDER[form](summary, Language.IT, tmp_path / "out")
    assert not list(tmp_path.iterdir())
