"""Turning a foreign cell into a field's value, or into a coded error that never repeats the cell."""

import re
from datetime import date, datetime
from functools import cache

from observatory.codelists import NOT_KNOWN, codelist
from observatory.fields import Field, Kind
from observatory.imports.mapping import ISO_DATE, Column, Value
from observatory.privacy.folding import folded
from observatory.privacy.person_codes import is_valid, parse
from observatory.terms import Term

_ICD10 = re.compile(r"(?P<letter>[XY])(?P<number>\d\d)\.?(?P<detail>\d?)\d?", re.ASCII)
_INTEGER = re.compile(r"[+-]?\d{1,15}(?:[.,]0)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,15})?", re.ASCII)
_FIREARM = "FUO"
_SEQUELAE = "Y870"
_UNDETERMINED_TO_INTENTIONAL = 50
"""Y10–Y34 list the same means in the same order as X60–X84 (ICD-10, chapter XX)."""


class CellError(Exception):
    """Why a cell cannot be taken: a stable code and a sentence."""

    def __init__(self, code: str, message: Term) -> None:
        super().__init__(code)
        self.code = code
        self.message = message


def fold(cell: str) -> str:
    """What two spellings of the same cell have in common: case, accents, dashes, apostrophes, spaces."""
    return " ".join(folded(cell).split())


def converted(cell: str, column: Column) -> Value:
    """The field's value for a cell; raises `CellError` (E202 … E206)."""
    text = " ".join(cell.split())
    if not text:
        return column.blank
    listed = fold(text)
    if listed in column.values:
        return column.values[listed]
    try:
        return _read(text, column)
    except CellError:
        if column.otherwise is None:
            raise
        return column.otherwise


def _read(text: str, column: Column) -> Value:
    if column.icd10:
        return _from_icd10(text, column.icd10)
    if column.bands:
        return _from_bands(text, column)
    if column.values and column.target.is_coded:
        raise CellError("E203", _UNKNOWN_VALUE)
    return _typed(text, column.target, column.date_format)


def own(text: str, field: Field) -> Value:
    """A value in the Observatory's own form: code, yyyy-mm-dd, yyyy-mm, number; raises `CellError`."""
    return _typed(text, field, "%Y-%m" if field.kind is Kind.MONTH else ISO_DATE) if text else None


def day(text: str, date_format: str) -> date:
    """A calendar day in the given format; raises `CellError`."""
    try:
        return datetime.strptime(" ".join(text.split()), date_format).date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise CellError("E202", _NOT_A_DATE) from None


def _typed(text: str, field: Field, date_format: str) -> Value:
    match field.kind:
        case Kind.CODE | Kind.ANSWER | Kind.CODES:
            return _codes(text, field)
        case Kind.DATE:
            return day(text, date_format)
        case Kind.MONTH:
            found = day(text, date_format)
            return f"{found.year:04d}-{found.month:02d}"
        case Kind.INTEGER:
            return _integer(text)
        case Kind.PERSON_CODE:
            return parse(text) if is_valid(text) else text  # the rules for typed records say what is wrong with it
        case _:
            return text


def _codes(text: str, field: Field) -> Value:
    codes = tuple(sorted(text.split())) if field.kind is Kind.CODES else (text,)
    if any(code not in codelist(field.codelist) or code in field.not_offered for code in codes):
        raise CellError("E203", _UNKNOWN_VALUE)
    return codes if field.kind is Kind.CODES else text


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise CellError("E206", _NOT_A_NUMBER)
    return int(text.replace(",", ".").partition(".")[0])


def _from_bands(text: str, column: Column) -> Value:
    if not _NUMBER.fullmatch(text):
        raise CellError("E206", _NOT_A_NUMBER)
    number = float(text.replace(",", "."))
    for band in column.bands:
        if band.low <= number <= band.high:
            return band.value
    raise CellError("E204", _OUT_OF_RANGE)


def _from_icd10(text: str, wanted: str) -> Value:
    found = _ICD10.fullmatch(text.upper())
    if found is None:
        raise CellError("E205", _NOT_A_SUICIDE_CODE)
    block = found["letter"] + found["number"]
    if block + found["detail"] == _SEQUELAE:
        return {"method": NOT_KNOWN, "event_type": "SU", "block": "Y87.0"}.get(wanted)
    method = _method(block)
    match wanted:
        case "block":
            return block
        case "event_type":
            return "SI" if block.startswith("Y") else "SU"
        case "firearm":
            return NOT_KNOWN if method == _FIREARM else None
        case _:
            return method


def _method(block: str) -> str:
    intentional = block if block.startswith("X") else f"X{int(block[1:]) + _UNDETERMINED_TO_INTENTIONAL}"
    method = _methods_by_block().get(intentional)
    if method is None:
        raise CellError("E205", _NOT_A_SUICIDE_CODE)
    return method


@cache
def _methods_by_block() -> dict[str, str]:
    return {block: method.code for method in codelist("method") for block in method.attributes["icd10"].split()}


_NOT_A_DATE = Term("Data non leggibile nel formato previsto.", "Not a date in the expected format.")
_UNKNOWN_VALUE = Term("Valore non previsto dalla mappatura.", "Value not listed in the mapping.")
_OUT_OF_RANGE = Term("Numero fuori dalle fasce previste.", "Number outside the listed bands.")
_NOT_A_SUICIDE_CODE = Term(
    "Codice ICD-10 che non indica suicidio (X60–X84, Y87.0) né intento indeterminato (Y10–Y34).",
    "ICD-10 code for neither suicide (X60–X84, Y87.0) nor undetermined intent (Y10–Y34).",
)
_NOT_A_NUMBER = Term("Numero non leggibile.", "Not a number.")
