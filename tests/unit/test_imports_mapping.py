"""Mapping files: the example holds, and whatever could not hold for any row is refused by name."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import ImportRefused
from observatory.imports import mapping_file
from observatory.imports.mapping_file import read_mapping
from observatory.terms import Language

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
HEAD = 'name = "r"\nkey = "id"\n'
SEX = '[[column]]\nfrom = "sex"\nto = "sex"\n'


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "mapping.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(ImportRefused) as caught:
        read_mapping(written(folder, text))
    assert "Nulla è stato importato" in caught.value.message.it
    return caught.value.message.in_(Language.EN)


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.toml")), ids=lambda path: path.name)
def test_the_examples_are_valid(path: Path) -> None:
    assert read_mapping(path).columns


def test_the_shortest_mapping_says_where_rows_are_named_and_one_field(tmp_path: Path) -> None:
    mapping = read_mapping(written(tmp_path, HEAD + SEX))
    assert mapping.entity.name == "case"
    assert mapping.fields == ("sex",)
    assert mapping.expected == {"id", "sex"}


def test_a_byte_order_mark_is_fine(tmp_path: Path) -> None:
    assert read_mapping(written(tmp_path, "\ufeff" + HEAD + SEX)).key == "id"


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        (SEX, "name"),
        ('name = "r"\n' + SEX, "key"),
        (HEAD, "column"),
        (HEAD + "colour = 1\n" + SEX, "colour"),
        (HEAD + 'entity = "person"\n' + SEX, "entity"),
        (HEAD + "entity = 3\n" + SEX, "entity"),
        (HEAD + 'encoding = "rot13"\n' + SEX, "encoding"),
        (HEAD + 'delimiter = ";;"\n' + SEX, "delimiter"),
        (HEAD + 'delimiter = "a"\n' + SEX, "delimiter"),
        (HEAD + 'delimiter = "\\n"\n' + SEX, "delimiter"),
        (HEAD + 'delimiter = ""\n' + SEX, "delimiter"),
        (HEAD + 'known_on = "registered"\n' + SEX, "known_on"),
        (HEAD + "drop = [1]\n" + SEX, "drop"),
        (HEAD + 'drop = ["sex"]\n' + SEX, "drop"),
        (HEAD + 'date_format = "%H:%M"\n' + SEX, "date_format"),
        (HEAD + 'date_format = "%Q"\n' + SEX, "date_format"),
        (HEAD + 'known_on = ["d"]\ndate_format = "%m/%Y"\n' + SEX, "date_format"),
        (HEAD + 'column = "sex"\n', "column"),
        (HEAD + "column = [1]\n", "column"),
        (HEAD + SEX + 'kind = "x"\n', "column 1: kind"),
        (HEAD + '[[column]]\nfrom = "sex"\n', "column 1: to"),
        (HEAD + '[[column]]\nto = "sex"\n', "column 1 (sex): from"),
        (HEAD + '[[column]]\nfrom = []\nto = "sex"\n', "column 1 (sex): from"),
        (HEAD + '[[column]]\nfrom = ["a", 1]\nto = "sex"\n', "column 1 (sex): from"),
        (HEAD + '[[column]]\nfrom = "name"\nto = "surname"\n', "column 1: to = surname"),
        (HEAD + '[[column]]\nfrom = "text"\nto = "note"\n', "column 1: to = note"),
        (HEAD + SEX + SEX, "to = sex"),
        (HEAD + SEX + 'values = { Male = "Q" }\n', "column 1 (sex): values.Male"),
        (HEAD + SEX + "values = { Male = 1 }\n", "column 1 (sex): values.Male"),
        (HEAD + SEX + "values = 3\n", "column 1 (sex): values"),
        (HEAD + SEX + 'values = { m = "M", M = "F" }\n', "column 1 (sex): values.M"),
        (HEAD + SEX + 'blank = "?"\n', "column 1 (sex): blank"),
        (HEAD + SEX + 'otherwise = "?"\n', "column 1 (sex): otherwise"),
        (HEAD + SEX + 'bands = [[1, 2, "ZZ"]]\n', "column 1 (sex): bands"),
        (HEAD + SEX + 'bands = [[2, 1, "M"]]\n', "column 1 (sex): bands"),
        (HEAD + SEX + 'bands = [[nan, 1, "M"]]\n', "column 1 (sex): bands"),
        (HEAD + SEX + 'bands = [["a", "b", "M"]]\n', "column 1 (sex): bands"),
        (HEAD + SEX + 'bands = [[1, 5, "M"], [5, 9, "F"]]\n', "column 1 (sex): bands"),
        (HEAD + SEX + 'icd10 = "method"\n', "column 1 (sex): icd10"),
        (HEAD + SEX + "icd10 = []\n", "column 1 (sex): icd10"),
        (HEAD + SEX + 'date_format = "%d"\n', "column 1 (sex): date_format"),
        (
            HEAD + '[[column]]\nfrom = "d"\nto = "status_date"\ndate_format = "%m/%Y"\n',
            "column 1 (status_date): date_format",
        ),
        (HEAD + '[constants]\nsex = "Male"\n' + SEX.replace("sex", "force"), "constants.sex"),
        (HEAD + '[constants]\nsurname = "M"\n' + SEX, "constants.surname"),
        (HEAD + "[constants]\nforce = 1\n" + SEX, "constants.force"),
        (HEAD + '[constants]\nmonth = "2019-13"\n' + SEX, "constants.month"),
        (HEAD + '[constants]\nmonth = "March"\n' + SEX, "constants.month"),
        (HEAD + '[constants]\nsex = "M"\n' + SEX, "to = sex"),
        (HEAD + '[constants]\nprior_attempts = "NA"\n' + SEX, "constants.prior_attempts"),
        ("constants = 3\n" + HEAD + SEX, "constants"),
    ],
)
def test_an_impossible_entry_is_named(tmp_path: Path, text: str, entry: str) -> None:
    assert f"“{entry}”" in refusal(tmp_path, text)


def test_a_code_no_longer_in_use_may_still_be_that_of_an_old_event(tmp_path: Path) -> None:
    """The State Forestry Corps was merged on 1 January 2017 (legislative decree 177/2016)."""
    text = HEAD + '[[column]]\nfrom = "corps"\nto = "force"\nvalues = { forest = "CF" }\n'
    assert read_mapping(written(tmp_path, text)).columns[0].values == {"forest": "CF"}


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe\x00", b"a = " + b"[" * 5000, b"\0", b"= 3"])
def test_what_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "not valid TOML" in refusal(tmp_path, content)


def test_an_oversized_mapping_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapping_file, "LARGEST_FILE", 10)
    assert "not valid TOML" in refusal(tmp_path, HEAD + SEX)


@pytest.mark.parametrize("name", ["", "missing.toml", "a\0b"])
def test_a_mapping_that_cannot_be_read_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ImportRefused, match="cannot be read"):
        read_mapping(tmp_path / name)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_mapping_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = written(tmp_path_factory.getbasetemp(), HEAD.encode() + SEX.encode() + content)
    with suppress(ImportRefused):
        assert read_mapping(path).fields[0] == "sex"
