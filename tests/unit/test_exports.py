import csv
import io
import stat
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from db.layout import KEYS
from observatory.errors import FileTrouble
from observatory.exports.cells import inert, published_digits
from observatory.exports.csv_tables import write_csv
from observatory.exports.spreadsheet import write_xlsx
from observatory.files import STORE_MARK
from observatory.reports.grid import grid
from observatory.reports.wording import DRAFT
from observatory.summary.content import (
    Confirmation,
    Observation,
    ObservationStatus,
    PublishedTable,
    Section,
    Summary,
)
from observatory.terms import Language, same

SIGNS = {"A": "", "Q": "[c]", "O": "[x]", "N": "[low]", "U": "[u]", "P": "[p]", "E": "[e]"}
"""Shorthand of the UK Analysis Function by SDMX status."""

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://a")')
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def workbook(summary: Summary, language: Language = Language.IT) -> bytes:
    stream = io.BytesIO()
    write_xlsx(summary, language, stream)
    return stream.getvalue()


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def hostile(summary: Summary) -> Summary:
    """A summary whose every label would be a formula."""
    table = summary.tables[0]
    axes = tuple(
        replace(
            axis,
            title=same(HOSTILE[0]),
            items=tuple(replace(i, label=same(HOSTILE[n % len(HOSTILE)])) for n, i in enumerate(axis.items)),
        )
        for axis in table.axes
    )
    bad = replace(table, title=same(HOSTILE[1]), window=same(HOSTILE[2]), axes=axes, notes=tuple(map(same, HOSTILE)))
    return replace(summary, sections=(Section("s", same(HOSTILE[3]), (bad,)),), notes=tuple(map(same, HOSTILE)))


def leaking(summary: Summary) -> Summary:
    """A summary whose hidden cells wrongly carry a number."""

    def spoilt(table: PublishedTable) -> PublishedTable:
        cells = {
            k: replace(o, value=98761) if o.status is ObservationStatus.SUPPRESSED else o
            for k, o in table.observations.items()
        }
        return replace(table, observations=cells)

    blocks = tuple(spoilt(table) for table in summary.tables)
    return replace(summary, sections=(Section("s", same("S"), blocks),))


@pytest.mark.parametrize("language", list(Language))
def test_a_workbook_read_back_equals_the_content(summary: Summary, language: Language) -> None:
    book = opened(workbook(summary, language))
    assert book.sheetnames == ["Leggimi" if language is Language.IT else "Read me", *(t.id for t in summary.tables)]
    for table in summary.tables:
        sheet, content = book[table.id], grid(table)
        first = 3 + max(1, len(content.columns[0]))
        rows = [row for row in content.rows if not row.is_heading]
        for line, row in enumerate(rows, start=first):
            labels = [sheet.cell(line, n).value for n in range(1, len(row.path) + 1)]
            assert labels == [item.label.in_(language) for item in row.path]
            for index, observation in enumerate(row.observations):
                assert observation is not None
                value = sheet.cell(line, len(row.path) + 1 + 2 * index).value
                sign = sheet.cell(line, len(row.path) + 2 + 2 * index).value
                decimals = content.decimals(row, index)
                expected = None if observation.value is None else round(observation.value, decimals)
                signs = (SIGNS[observation.status.value], "[r]" if observation.revised else "")
                assert (value, sign or "") == (expected, " ".join(filter(None, signs)))


def test_a_workbook_has_neither_merged_cells_nor_formulas(summary: Summary) -> None:
    for sheet in opened(workbook(summary)).worksheets:
        assert not sheet.merged_cells.ranges
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert "USO D’UFFICIO" in str(sheet.oddHeader.center.text)
        assert "USO D’UFFICIO" in str(sheet.oddFooter.center.text)


def test_the_properties_of_a_workbook_carry_marking_and_digest(summary: Summary) -> None:
    told = opened(workbook(summary)).properties
    assert told.contentStatus == "USO D’UFFICIO – DATI AGGREGATI"
    assert told.description == summary.digest
    assert told.created == datetime(2020, 2, 15)  # noqa: DTZ001 - as openpyxl gives it


def test_a_table_has_no_blank_row_and_its_header_names_every_column(summary: Summary) -> None:
    for sheet in opened(workbook(summary)).worksheets[1:]:
        rows = list(sheet.iter_rows(values_only=True))
        assert all(any(cell is not None for cell in row) for row in rows)
        head = next(row for row in rows if "Segno" in row)
        assert all(cell is not None for cell in head)


def test_the_read_me_says_what_the_issue_is(summary: Summary) -> None:
    sheet = opened(workbook(summary)).worksheets[0]
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    for wanted in (
        "4° trimestre 2019",
        "15 febbraio 2020",
        "Componenti dell’Osservatorio",
        "USO D’UFFICIO",
        "T3",
        "Dati sintetici",
        "[c]",
        "[r]",
    ):
        assert wanted in text


@pytest.mark.parametrize("confirmation", Confirmation)
def test_only_a_draft_says_on_every_sheet_and_in_the_read_me_that_it_is_one(
    summary: Summary, confirmation: Confirmation, tmp_path: Path
) -> None:
    made = replace(summary, cover=replace(summary.cover, confirmation=confirmation))
    says = confirmation is Confirmation.DRAFT
    for sheet in opened(workbook(made)).worksheets:
        told = " ".join(str(cell.value) for row in sheet.iter_rows(max_row=12) for cell in row if cell.value)
        assert (DRAFT.it in told) == says
        assert (DRAFT.it in str(sheet.oddHeader.left.text)) == says
    read_me = next(path for path in write_csv(made, Language.IT, tmp_path) if path.name == "LEGGIMI.txt")
    text = read_me.read_text(encoding="utf-8")
    assert (DRAFT.it in text) == says
    assert ("Confermata da due membri" in text) == (confirmation is Confirmation.CONFIRMED)


def test_no_text_cell_can_be_taken_for_a_formula(summary: Summary, tmp_path: Path) -> None:
    for sheet in opened(workbook(hostile(summary))).worksheets:
        for row in sheet.iter_rows():
            assert not any(isinstance(cell.value, str) and cell.value.startswith(FORMULA_STARTS) for cell in row)
    write_csv(hostile(summary), Language.IT, tmp_path)
    for path in tmp_path.glob("*.csv"):
        for line in lines(path):
            texts = [value for name, value in line.items() if name != "OBS_VALUE"]
            assert not any(text.startswith(FORMULA_STARTS) for text in texts)


def test_a_workbook_has_the_same_bytes_every_time(summary: Summary) -> None:
    assert workbook(summary) == workbook(summary)


def test_csv_read_back_equals_the_content(summary: Summary, tmp_path: Path) -> None:
    write_csv(summary, Language.IT, tmp_path)
    for table in summary.tables:
        read = lines(tmp_path / f"{table.id}.csv")
        names = [axis.name for axis in table.axes]
        assert list(read[0]) == [*names, "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"]
        found = {tuple(line[name] for name in names): line for line in read}
        assert found.keys() == table.observations.keys()
        for key, observation in table.observations.items():
            line = found[key]
            assert line["OBS_STATUS"] == observation.status.value
            assert line["CONF_STATUS"] == ("N" if observation.status is ObservationStatus.SUPPRESSED else "F")
            assert (
                line["OBS_VALUE"] == "" if observation.value is None else float(line["OBS_VALUE"]) == observation.value
            )


def test_every_code_of_a_csv_is_explained_once_for_its_table(summary: Summary, tmp_path: Path) -> None:
    write_csv(summary, Language.EN, tmp_path)
    codes = [(line["axis"], line["code"], t) for line in lines(tmp_path / "codes.csv") for t in line["tables"].split()]
    assert len(codes) == len(set(codes))
    for table in lines(tmp_path / "tables.csv"):
        for line in lines(tmp_path / table["file"]):
            axes = [name for name in line if name not in {"OBS_VALUE", "OBS_STATUS", "CONF_STATUS"}]
            assert {(name, line[name], table["id"]) for name in axes} <= set(codes)
    assert any(code == "_T" for _, code, _ in codes)


def test_hidden_values_are_in_no_export_even_if_the_content_carried_them(summary: Summary, tmp_path: Path) -> None:
    write_csv(leaking(summary), Language.IT, tmp_path)
    assert not any(b"98761" in path.read_bytes() for path in tmp_path.iterdir())
    values = {c.value for s in opened(workbook(leaking(summary))).worksheets for row in s.iter_rows() for c in row}
    assert 98761 not in values


def test_hidden_cells_cannot_be_told_apart(summary: Summary, tmp_path: Path) -> None:
    write_csv(summary, Language.IT, tmp_path)
    hidden = [line for t in summary.tables for line in lines(tmp_path / f"{t.id}.csv") if line["OBS_STATUS"] == "Q"]
    assert hidden
    assert {(line["OBS_VALUE"], line["CONF_STATUS"]) for line in hidden} == {("", "N")}


@pytest.mark.parametrize(
    ("value", "decimals", "digits"),
    [(100 / 3, 0, "33"), (12.34567, 1, "12.3"), (-0.01, 1, "0.0"), (0, 0, "0"), (-2, 0, "-2")],
)
def test_numbers_leave_at_the_precision_they_are_printed_with(value: float, decimals: int, digits: str) -> None:
    assert published_digits(Observation(value), decimals) == digits


def test_csv_has_the_same_bytes_every_time_and_plain_line_ends(summary: Summary, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_csv(summary, Language.IT, tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()
        assert b"\r" not in path.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["one", "two"]


def test_the_read_me_is_in_the_language_asked_for(summary: Summary, tmp_path: Path) -> None:
    write_csv(summary, Language.IT, tmp_path)
    text = (tmp_path / "LEGGIMI.txt").read_text(encoding="utf-8")
    assert text.startswith("USO D’UFFICIO – DATI AGGREGATI\n")
    assert "15 febbraio 2020" in text
    write_csv(summary, Language.EN, tmp_path)
    assert not (tmp_path / "LEGGIMI.txt").exists()
    assert "15 February 2020" in (tmp_path / "README.txt").read_text(encoding="utf-8")


def test_tables_of_an_earlier_export_do_not_stay_among_the_new_ones(summary: Summary, tmp_path: Path) -> None:
    write_csv(summary, Language.IT, tmp_path)
    (tmp_path / "mine.csv").write_text("kept")
    (tmp_path / "T99.csv").write_text("kept too: no export listed it")
    fewer = replace(summary, sections=summary.sections[:1])
    write_csv(fewer, Language.IT, tmp_path)
    tables = {f"{t.id}.csv" for t in fewer.tables}
    assert {p.name for p in tmp_path.iterdir()} == tables | {
        "codes.csv", "tables.csv", "LEGGIMI.txt", "csv-metadata.json", "datapackage.json", "mine.csv", "T99.csv",
    }  # fmt: skip


def test_a_failed_export_leaves_the_folder_as_it_was(
    summary: Summary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    write_csv(replace(summary, sections=summary.sections[:1]), Language.IT, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    move = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if self.parent.name == "new" and self.name == "tables.csv":
            raise OSError(28, "No space left on device")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(FileTrouble) as told:
        write_csv(summary, Language.EN, folder)
    assert "disco" in told.value.message.it
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_stopped_export_leaves_the_folder_as_it_was(
    summary: Summary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "out"
    write_csv(replace(summary, sections=summary.sections[:1]), Language.IT, folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    move = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if self.parent.name == "new" and self.name == "tables.csv":
            raise KeyboardInterrupt
        return move(self, target)

    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_csv(summary, Language.IT, folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_only_its_owner_may_read_what_is_written(summary: Summary, tmp_path: Path) -> None:
    write_csv(summary, Language.IT, tmp_path / "csv")
    write_xlsx(summary, Language.IT, tmp_path / "tables.xlsx")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_link_is_followed_and_stays_a_link(summary: Summary, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.xlsx").symlink_to("folder/tables.xlsx")
    write_xlsx(summary, Language.IT, tmp_path / "link.xlsx")
    assert (tmp_path / "link.xlsx").is_symlink()
    assert opened((tmp_path / "folder" / "tables.xlsx").read_bytes()).sheetnames


@pytest.mark.parametrize(
    ("name", "said"),
    [("/dev/null", "device"), (".", "folder stands"), ("n" * 300, "does not take"), ("gone/x", "does not exist")],
)
def test_what_no_file_can_replace_is_said_and_left(summary: Summary, tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(FileTrouble, match=said):
        write_xlsx(summary, Language.IT, tmp_path / name)
    assert not list(tmp_path.iterdir())
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("inside", [(), ("deep", "deeper")], ids=["itself", "below"])
def test_nothing_is_written_into_a_store(summary: Summary, tmp_path: Path, inside: tuple[str, ...]) -> None:
    store = tmp_path / "store"
    store.mkdir()
    (store / STORE_MARK).touch()
    with pytest.raises(FileTrouble, match="store"):
        write_csv(summary, Language.IT, store.joinpath(*inside))
    assert [path.name for path in store.iterdir()] == [STORE_MARK]


def test_a_file_in_the_folders_place_is_said(summary: Summary, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(FileTrouble):
        write_csv(summary, Language.IT, tmp_path / "out")
    with pytest.raises(FileTrouble):
        write_xlsx(summary, Language.IT, tmp_path / "out" / "tables.xlsx")
    assert (tmp_path / "out").read_text() == "a file"


def test_only_text_that_would_start_a_formula_is_changed() -> None:
    assert inert("a\r\n=b") == "a  =b"
    assert inert(" \t=1") == "'=1"
    assert inert("Polizia di Stato") == "Polizia di Stato"
    assert inert("=1") == "'=1"


def test_nothing_is_written_inside_a_store(tmp_path: Path, summary: Summary) -> None:
    """Wherever the place is chosen: a file of that name could be the store's own."""
    store = tmp_path / "store"
    (store / "inner").mkdir(parents=True)
    (store / KEYS).write_bytes(b"keys")
    for place in (store / KEYS, store / "summary.xlsx", store / "inner" / "summary.xlsx"):
        with pytest.raises(FileTrouble):
            write_xlsx(summary, Language.IT, place)
    assert (store / KEYS).read_bytes() == b"keys"
    assert sorted(path.name for path in store.rglob("*")) == ["inner", KEYS]
