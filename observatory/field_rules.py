"""What a single answer must be, derived from its `Field`: present, readable, in its list, in time, within bounds."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from observatory.codelists import NOT_KNOWN, codelist
from observatory.errors import Problem, WrongUse
from observatory.fields import Field, Kind
from observatory.periods import Month, Period
from observatory.privacy.person_codes import is_valid
from observatory.terms import Term
from observatory.text_rules import text_problems

EARLIEST = date(1990, 1, 1)
LONGEST_AHEAD = timedelta(days=5 * 366)
"""How far ahead a date may be where dates ahead make sense (due dates, planned meetings)."""

_ALLOWED_CONTROLS = frozenset("\n\t\r")
_TEXTS = (Kind.TEXT, Kind.NARRATIVE)

_REQUIRED = Term("«{label}» manca: indicare un valore.", "“{label}” is missing: give a value.")
_REQUIRED_OR_UNKNOWN = Term(
    "«{label}» manca: indicare un valore; se non si conosce, scegliere «{unknown}».",
    "“{label}” is missing: give a value; if it is not known, choose “{unknown}”.",
)
_UNKNOWN_CODE = Term(
    "«{label}»: il valore non è nell’elenco; sceglierne uno dell’elenco.",
    "“{label}”: the value is not in the list; choose one from the list.",
)
_CLOSED_CODE = Term(
    "«{label}»: «{value}» non è più in uso dal {day}; scegliere un valore in uso alla data della scheda.",
    "“{label}”: “{value}” is no longer in use since {day}; choose a value in use on the record’s date.",
)
_REPEATED = Term(
    "«{label}»: lo stesso valore compare due volte; lasciarne uno.",
    "“{label}”: the same value appears twice; keep one.",
)
_NOT_A_MONTH = Term(
    "«{label}»: mese non leggibile; scrivere aaaa-mm, ad esempio 2026-03.",
    "“{label}”: unreadable month; write yyyy-mm, for instance 2026-03.",
)
_NOT_A_QUARTER = Term(
    "«{label}»: trimestre non leggibile; scrivere aaaa-Qn, ad esempio 2026-Q1.",
    "“{label}”: unreadable quarter; write yyyy-Qn, for instance 2026-Q1.",
)
_NOT_A_DATE = Term(
    "«{label}»: data non leggibile; scrivere giorno, mese e anno, ad esempio 05/03/2026.",
    "“{label}”: unreadable date; write day, month and year, for instance 05/03/2026.",
)
_FUTURE = Term(
    "«{label}» è nel futuro: correggere la data.",
    "“{label}” is in the future: correct the date.",
)
_TOO_FAR = Term(
    "«{label}» è a più di cinque anni da oggi: correggere la data.",
    "“{label}” is more than five years from now: correct the date.",
)
_TOO_EARLY = Term(
    "«{label}» è prima del 1990: correggere la data.",
    "“{label}” is before 1990: correct the date.",
)
_NOT_A_NUMBER = Term(
    "«{label}»: scrivere un numero intero, senza decimali.",
    "“{label}”: write a whole number, without decimals.",
)
_OUT_OF_BOUNDS = Term(
    "«{label}»: il valore deve stare fra {low} e {high}.",
    "“{label}”: the value must be between {low} and {high}.",
)
_TOO_LONG = Term(
    "«{label}»: al massimo {longest} caratteri, ora sono {now}; abbreviare il testo.",
    "“{label}”: at most {longest} characters, now {now}; shorten the text.",
)
_CONTROLS = Term(
    "«{label}» contiene caratteri invisibili non ammessi: riscrivere il testo senza incollarlo.",
    "“{label}” contains invisible characters that are not allowed: type the text instead of pasting it.",
)
_PERSON_CODE = Term(
    "«{label}»: il codice non è valido o il carattere di controllo non corrisponde; ricopiarlo dal registro della "
    "forza.",
    "“{label}”: the code is not valid or its check character does not match; copy it again from the force’s register.",
)
_NOT_TEXT = Term(
    "«{label}»: il valore non è un testo; riscriverlo.",
    "“{label}”: the value is not a text; type it again.",
)


def field_problems(field: Field, value: object, path: str, today: date, month: Month | None) -> Iterator[Problem]:
    """What is wrong with one answer; `month` is the record's own, at which its codes must have been in use."""
    if value is None or value in ("", ()):
        if field.required:
            yield _missing(field, path)
        return
    if field.is_coded:
        yield from _code_problems(field, value, path, month)
    elif field.kind in _READ:
        yield from _time_problems(field, value, path, today)
    elif field.kind is Kind.INTEGER:
        yield from _number_problems(field, value, path)
    else:
        yield from _writing_problems(field, value, path)


def readable(field: Field, value: Any) -> Any:  # noqa: ANN401 - an answer as typed
    """The answer, or an empty one when it is not what the field holds."""
    if field.kind is Kind.CODES:
        return value if isinstance(value, tuple) and all(code in codelist(field.codelist) for code in value) else ()
    if field.is_coded:
        return value if value in codelist(field.codelist) else None
    if field.kind in _READ:
        return value if _READ[field.kind][0](value) else None
    return value if isinstance(value, int if field.kind is Kind.INTEGER else str) else None


def month_of(value: object) -> Month | None:
    """The month in which a date lies, or a month code, or a quarter's first month; None for anything unreadable."""
    try:
        if isinstance(value, date):
            return Month.of(value)
        return Period.parse(value).window.first if isinstance(value, str) else None
    except WrongUse:
        return None


def _problem(field: Field, path: str, code: str, message: Term, **values: object) -> Problem:
    return Problem(path, code, message.with_values(label=field.label, **values))


def _missing(field: Field, path: str) -> Problem:
    if field.is_coded and NOT_KNOWN in codelist(field.codelist):
        unknown = codelist(field.codelist).label(NOT_KNOWN)
        return _problem(field, path, "required", _REQUIRED_OR_UNKNOWN, unknown=unknown)
    return _problem(field, path, "required", _REQUIRED)


def _code_problems(field: Field, value: object, path: str, month: Month | None) -> Iterator[Problem]:
    codes = value if field.kind is Kind.CODES and isinstance(value, tuple) else (value,)
    if len(set(codes)) < len(codes):
        yield _problem(field, path, "repeated", _REPEATED)
    known = codelist(field.codelist)
    for code in codes:
        if not isinstance(code, str) or code not in known or code in field.not_offered:
            yield _problem(field, path, "unknown_code", _UNKNOWN_CODE)
        elif not known[code].is_open and not _was_open(known[code].attributes["valid_to"], month):
            day = date.fromisoformat(known[code].attributes["valid_to"])
            label = known.label(code)
            yield _problem(field, path, "closed_code", _CLOSED_CODE, value=label, day=f"{day:%d/%m/%Y}")


def _was_open(valid_to: str, month: Month | None) -> bool:
    return month is not None and str(month) <= valid_to[:7]


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _first_of_month(value: object) -> date | None:
    try:
        return Month.parse(str(value)).first_day
    except WrongUse:
        return None


def _first_of_quarter(value: object) -> date | None:
    try:
        period = Period.parse(str(value))
    except WrongUse:
        return None
    return period.window.first.first_day if period.kind == "Q" and period.code == value else None


_READ: dict[Kind, tuple[Callable[[object], date | None], str, Term]] = {
    Kind.DATE: (_day, "not_a_date", _NOT_A_DATE),
    Kind.MONTH: (_first_of_month, "not_a_month", _NOT_A_MONTH),
    Kind.QUARTER: (_first_of_quarter, "not_a_quarter", _NOT_A_QUARTER),
}


def _time_problems(field: Field, value: object, path: str, today: date) -> Iterator[Problem]:
    read, code, message = _READ[field.kind]
    first_day = read(value)
    if first_day is None:
        yield _problem(field, path, code, message)
    elif first_day < EARLIEST:
        yield _problem(field, path, "too_early", _TOO_EARLY)
    elif first_day > today and not field.may_be_future:
        yield _problem(field, path, "future", _FUTURE)
    elif first_day > today + LONGEST_AHEAD:
        yield _problem(field, path, "too_far", _TOO_FAR)


def _number_problems(field: Field, value: object, path: str) -> Iterator[Problem]:
    if isinstance(value, bool) or not isinstance(value, int):
        yield _problem(field, path, "not_a_number", _NOT_A_NUMBER)
    elif not field.minimum <= value <= field.maximum:
        yield _problem(field, path, "out_of_bounds", _OUT_OF_BOUNDS, low=field.minimum, high=field.maximum)


def _writing_problems(field: Field, value: object, path: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield _problem(field, path, "not_text", _NOT_TEXT)
        return
    if len(value) > field.longest:
        yield _problem(field, path, "too_long", _TOO_LONG, longest=field.longest, now=len(value))
    if any(unicodedata.category(sign) == "Cc" and sign not in _ALLOWED_CONTROLS for sign in value):
        yield _problem(field, path, "control_characters", _CONTROLS)
    if field.kind is Kind.PERSON_CODE and not is_valid(value):
        yield _problem(field, path, "person_code", _PERSON_CODE)
    if field.kind in _TEXTS and not field.automatic:  # what nobody types holds ids, which look like numbers of persons
        yield from text_problems(field, value, path)
