"""Reads months, dates, quarters and whole numbers as people type them, and writes them back as people read them.

Nothing here knows Qt. What cannot be read raises `WrongUse` with a sentence saying what to write.
"""

import re
from datetime import date, timedelta

from observatory.errors import WrongUse
from observatory.periods import Month, Period
from observatory.terms import Language, Term

_TODAY = frozenset({"oggi", "today", "t"})
_YESTERDAY = frozenset({"ieri", "yesterday"})
_CENTURY = 2000
_TWO_DIGITS = 100
_SHORTEST_NAME = 3
_DECEMBER = 12
_UNREADABLE_MONTH = Term("Scrivere mese e anno: 3/2019, marzo 2019, oggi.", "Write month and year: 3/2019, March 2019.")
_UNREADABLE_DATE = Term("Scrivere giorno, mese, anno: 09/03/2024, oggi.", "Write day, month, year: 09/03/2024, today.")
_UNREADABLE_QUARTER = Term("Scrivere trimestre e anno: 1/2026.", "Write quarter and year: 1/2026.")
_UNREADABLE_NUMBER = Term("Scrivere un numero intero.", "Write a whole number.")


def _year(text: str) -> int:
    year = int(text)
    return year + _CENTURY if year < _TWO_DIGITS else year


def _month_number(text: str) -> int | None:
    """A month by number or by the first three or more letters of its name in either language."""
    if text.isdecimal():
        return int(text)
    if len(text) < _SHORTEST_NAME:
        return None
    names = (Month(_CENTURY, n).name for n in range(1, _DECEMBER + 1))
    return next((n for n, name in enumerate(names, 1) if _starts(name, text)), None)


def _starts(name: Term, text: str) -> bool:
    return name.it.lower().startswith(text) or name.en.lower().startswith(text)


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\s/.\-]+", text.strip().lower()) if part]


def month_of(text: str, today: date) -> str:
    """`2019-03` from `3/2019`, `2019-03`, `marzo 2019`, `mar 19`, `3` (this year) or `oggi`."""
    parts = _parts(text)
    if parts and parts[0] in _TODAY:
        return str(Month.of(today))
    if re.fullmatch(r"\d{4}-\d{1,2}", text.strip()):
        parts.reverse()
    return str(_month(parts, today))


def _month(parts: list[str], today: date) -> Month:
    number = _month_number(parts[0]) if len(parts) in (1, 2) else None
    year = parts[1] if len(parts) > 1 else str(today.year)
    if number is None or not year.isdecimal() or not 1 <= number <= _DECEMBER:
        raise WrongUse(_UNREADABLE_MONTH)
    return Month(_year(year), number)


def date_of(text: str, today: date) -> date:
    """A day from `09/03/2024`, `9/3/24`, `9 marzo 2024`, `9/3` (this year), `9` (this month), ISO or `oggi`."""
    parts = _parts(text)
    if parts and parts[0] in _TODAY | _YESTERDAY:
        return today - timedelta(days=parts[0] in _YESTERDAY)
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        parts.reverse()
    if not parts or not parts[0].isdecimal():
        raise WrongUse(_UNREADABLE_DATE)
    return _day(int(parts[0]), parts[1:], today)


def _day(day: int, rest: list[str], today: date) -> date:
    try:
        month = _month(rest, today) if rest else Month.of(today)
        return date(month.year, month.number, day)
    except (WrongUse, ValueError):
        raise WrongUse(_UNREADABLE_DATE) from None


def quarter_of(text: str, today: date) -> str:
    """`2026-Q1` from `1/2026`, `2026-Q1`, `Q1 2026`, `1° trimestre 2026`, `1st quarter 2026` or `oggi`."""
    if text.strip().lower() in _TODAY:
        return Month.of(today).quarter.code
    year, number = re.search(r"\b(\d{4})\b", text), re.search(r"(?<!\d)([1-4])(?!\d)", text)
    if year is None or number is None or re.search(r"quadri|four|t\d", text, re.IGNORECASE):
        raise WrongUse(_UNREADABLE_QUARTER)
    return Period("Q", int(year[1]), int(number[1])).code


def integer_of(text: str) -> int:
    """A whole number; thousands may be grouped by dots, commas, apostrophes or spaces."""
    if not re.fullmatch(r"-?\d+|-?\d{1,3}([.,'’\s]\d{3})+", text.strip(), re.ASCII):
        raise WrongUse(_UNREADABLE_NUMBER)
    return int(re.sub(r"[.,'’\s]", "", text))


def month_shown(code: str, language: Language) -> str:
    """`2019-03` as «marzo 2019»."""
    return Month.parse(code).name.in_(language)


def date_shown(day: date) -> str:
    """A day as dd/MM/yyyy in both languages."""
    return f"{day:%d/%m/%Y}"


def quarter_shown(code: str, language: Language) -> str:
    """`2026-Q1` as «1° trimestre 2026»."""
    return Period.parse(code).name.in_(language)


def integer_shown(number: int, language: Language) -> str:
    """Thousands grouped as the language does: 1.234 or 1,234."""
    return f"{number:,}".replace(",", "." if language is Language.IT else ",")
