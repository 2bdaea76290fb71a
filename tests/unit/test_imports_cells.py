"""Cells of foreign registers: what is read, what is refused, and that a refusal never repeats the cell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.cases.fields import CASE
from observatory.imports.cells import CellError, converted, fold, own
from observatory.imports.mapping import Band, Column, Value
from observatory.meetings.fields import MEETING
from observatory.population.fields import STRENGTH
from observatory.privacy.person_codes import mint
from observatory.terms import Language

AGES = Column(
    sources=("age",), target=CASE["age_band"], bands=(Band(18, 24, "E1"), Band(25, 34, "E2")), values={"999": "NN"}
)
SEX = Column(sources=("sex",), target=CASE["sex"], values={fold("Male"): "M", fold("Età – d’uomo"): "F"}, blank="NN")


def icd10(wanted: str, target: str) -> Column:
    return Column(sources=("cause",), target=CASE[target], icd10=wanted)


def refusal(cell: str, column: Column) -> str:
    with pytest.raises(CellError) as caught:
        converted(cell, column)
    return caught.value.code


@pytest.mark.parametrize(("cell", "band"), [("18", "E1"), ("24.0", "E1"), (" 25 ", "E2"), ("34,0", "E2")])
def test_an_age_becomes_the_band_that_holds_it(cell: str, band: str) -> None:
    assert converted(cell, AGES) == band


@pytest.mark.parametrize(("cell", "code"), [("17", "E204"), ("24.5", "E204"), ("-20", "E204"), ("998", "E204")])
def test_an_age_outside_the_bands_is_refused(cell: str, code: str) -> None:
    assert refusal(cell, AGES) == code


@pytest.mark.parametrize("cell", ["nan", "inf", "1_9", "2e1", "٢٠", "20 years", "=20", "0x14"])
def test_only_plain_numbers_are_ages(cell: str) -> None:
    assert refusal(cell, AGES) == "E206"


def test_a_sentinel_that_the_mapping_lists_is_what_the_mapping_says() -> None:
    assert converted("999", AGES) == "NN"


@pytest.mark.parametrize("cell", ["Male", "MALE", "  male ", "ma\u00a0le".replace("\u00a0", "")])
def test_case_and_spaces_do_not_matter_to_a_listed_value(cell: str) -> None:
    assert converted(cell, SEX) == "M"


@pytest.mark.parametrize("cell", ["eta - d'uomo", "ETÀ\u00a0–  d’uomo"])
def test_accents_dashes_and_apostrophes_do_not_matter_to_a_listed_value(cell: str) -> None:
    assert converted(cell, SEX) == "F"


def test_a_value_that_the_mapping_does_not_list_is_refused_even_if_it_is_a_code() -> None:
    assert refusal("M", SEX) == "E203"


def test_an_empty_cell_is_what_the_mapping_says_or_unanswered() -> None:
    assert converted(" \t", SEX) == "NN"
    assert converted("", AGES) is None


def test_any_other_value_is_what_the_mapping_says() -> None:
    column = Column(sources=("age",), target=CASE["age_band"], bands=AGES.bands, otherwise="NN")
    assert converted("unknown", column) == "NN"
    assert converted("99", column) == "NN"


def test_a_cell_without_a_list_of_values_holds_the_code_itself() -> None:
    column = Column(sources=("sex",), target=CASE["sex"])
    assert converted("F", column) == "F"
    assert refusal("female", column) == "E203"


@pytest.mark.parametrize(
    ("cell", "method", "event_type", "block", "firearm"),
    [
        # ICD-10 (WHO), chapter XX: X70 hanging, X72–X74 firearms, X84 unspecified; Y10–Y34 the same means with
        # undetermined intent; Y87.0 sequelae of intentional self-harm.
        ("X70", "IMP", "SU", "X70", None),
        ("X749", "FUO", "SU", "X74", "NN"),
        ("x72.0", "FUO", "SU", "X72", "NN"),
        ("X849", "NN", "SU", "X84", None),
        ("Y20", "IMP", "SI", "Y20", None),
        ("Y240", "FUO", "SI", "Y24", "NN"),
        ("Y30.1", "PRE", "SI", "Y30", None),
        ("Y34", "NN", "SI", "Y34", None),
        ("Y870", "NN", "SU", "Y87.0", None),
    ],
)
def test_an_icd10_cause_tells_method_event_block_and_firearm(
    cell: str, method: str, event_type: str, block: str, firearm: str | None
) -> None:
    assert converted(cell, icd10("method", "method")) == method
    assert converted(cell, icd10("event_type", "event_type")) == event_type
    assert converted(cell, icd10("block", "icd10")) == block
    assert converted(cell, icd10("firearm", "firearm_ownership")) == firearm


@pytest.mark.parametrize("cell", ["R99", "X59", "X85", "Y09", "Y35", "Y87.1", "X7", "X70 by Rossi", "", "W34"])
def test_any_other_cause_is_refused(cell: str) -> None:
    assert refusal(cell or "Z", icd10("method", "method")) == "E205"


@pytest.mark.parametrize(
    ("cell", "date_format", "month"),
    [("2019-11-30", "%Y-%m-%d", "2019-11"), ("30/11/2019", "%d/%m/%Y", "2019-11"), ("11.2019", "%m.%Y", "2019-11")],
)
def test_of_a_date_a_month_field_keeps_only_the_month(cell: str, date_format: str, month: str) -> None:
    assert converted(cell, Column(sources=("d",), target=CASE["month"], date_format=date_format)) == month


@pytest.mark.parametrize("cell", ["2019-02-30", "30/11/2019", "2019", "0", "yesterday", "2019-11-30T00:00"])
def test_a_date_in_another_format_is_refused(cell: str) -> None:
    assert refusal(cell, Column(sources=("d",), target=CASE["status_date"])) == "E202"


def test_a_listed_value_stands_beside_readable_dates() -> None:
    column = Column(sources=("d",), target=CASE["status_date"], values={"9999-12-31": None})
    assert converted("9999-12-31", column) is None
    assert converted("2019-11-30", column) == date(2019, 11, 30)


@pytest.mark.parametrize(("cell", "number"), [("99137", 99137), ("99137.0", 99137), ("0", 0)])
def test_a_whole_number_is_read(cell: str, number: int) -> None:
    assert converted(cell, Column(sources=("n",), target=STRENGTH["mean_present"])) == number


@pytest.mark.parametrize("cell", ["99.137", "106.000", "12,5", "1e5", "1_000", "many", "9" * 400])
def test_a_number_that_could_mean_another_is_refused(cell: str) -> None:
    """`106.000` is a hundred and six thousand in Italy and a hundred and six elsewhere."""
    assert refusal(cell, Column(sources=("n",), target=STRENGTH["mean_present"])) == "E206"


def test_a_person_code_is_kept_in_its_one_form() -> None:
    code = mint("CC")
    assert converted(code.lower().replace("-", " "), Column(sources=("p",), target=CASE["person_code"])) == code


def test_several_codes_are_read_sorted() -> None:
    assert own("PS CC", MEETING["forces"]) == ("CC", "PS")
    with pytest.raises(CellError):
        own("PS XX", MEETING["forces"])


@given(st.text(max_size=40), st.sampled_from([AGES, SEX, icd10("method", "method"), icd10("block", "icd10")]))
def test_any_cell_is_read_or_refused_with_a_code_and_never_repeated(cell: str, column: Column) -> None:
    value, told = attempt(cell, column)
    assert value is None or isinstance(value, str)
    if len(cell.strip()) > 5:
        assert cell.strip() not in told


def attempt(cell: str, column: Column) -> tuple[Value, str]:
    """The value, or everything that a refusal says of the cell."""
    try:
        return converted(cell, column), ""
    except CellError as error:
        sentences = [error.message.in_(language) for language in Language]
        return None, " ".join([*sentences, error.code, str(error), str(error.__cause__), repr(error.args)])
