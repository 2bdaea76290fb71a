"""Any value of a record as people read it: lists, details, titles and history all say it the same way."""

from datetime import date, datetime
from typing import Any

from observatory.codelists import codelist
from observatory.errors import WrongUse
from observatory.fields import Entity, Field, Kind
from observatory.periods import Month, Period
from observatory.privacy.masking import HIDDEN, OPENED, Sight
from observatory.terms import Language, Term

NOTHING = ""
_SEPARATOR = " · "
_NUMBER = Term("n. {n}", "no. {n}")


def shown(field: Field, value: object, language: Language, sight: Sight = OPENED) -> str:
    """A value in words: labels for codes, names for months and quarters, dd/MM/yyyy for dates; empty for no answer.

    A value that the field cannot hold (typed and not yet corrected) is shown as it is; dots where it may not be seen.
    """
    if value is None or value == ():
        return NOTHING
    if not sight.shows(field):
        return HIDDEN
    if isinstance(value, (tuple, list)):
        return ", ".join(code_label(field, str(code), language) for code in value)
    if field.is_coded:
        return code_label(field, str(value), language)
    if isinstance(value, int):
        return number(value, language)
    return when(value, language) if field.kind in (Kind.MONTH, Kind.QUARTER, Kind.DATE) else str(value)


def code_label(field: Field, code: str, language: Language) -> str:
    """The label of a code of the field's list; a code that is not in the list stands for itself."""
    try:
        return codelist(field.codelist).label(code).in_(language)
    except KeyError:
        return code


def number(value: int, language: Language) -> str:
    """`12.345` in Italian, `12,345` in English."""
    text = f"{value:,}"
    return text.replace(",", ".") if language is Language.IT else text


def when(value: object, language: Language) -> str:
    """A day as dd/MM/yyyy; a month or quarter code in words; anything else as it is."""
    if isinstance(value, date):
        return f"{value:%d/%m/}{value.year:04d}"
    try:
        text = str(value)
        return (Period.parse(text) if "Q" in text else Month.parse(text)).name.in_(language)
    except WrongUse:
        return str(value)


def moment(value: datetime) -> str:
    """A time of writing as dd/MM/yyyy HH:mm, in the time zone it carries."""
    return f"{value:%d/%m/}{value.year:04d}{value: %H:%M}"


def record_title(
    entity: Entity,
    record: Any,  # noqa: ANN401 - any record of the entity
    language: Language,
    sight: Sight = OPENED,
) -> str:
    """A record in one line, from those fields that name it and may be seen; the entity's name where there are none."""
    named = (entity[name] for name in entity.title if sight.shows(entity[name]))
    parts = (_title_part(field, getattr(record, field.name), language) for field in named)
    return _SEPARATOR.join(part for part in parts if part) or entity.label.in_(language)


def _title_part(field: Field, value: object, language: Language) -> str:
    if field.kind is Kind.INTEGER and value is not None:
        return _NUMBER.with_values(n=value).in_(language)
    if field.name == "force" and isinstance(value, str) and value in codelist(field.codelist):
        return codelist(field.codelist)[value].short
    return shown(field, value, language)
