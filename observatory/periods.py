"""Months, quarters, four-month periods, half-years and years in SDMX codes.

`2026-Q1` is a quarter («1° trimestre 2026»), `2026-T1` a four-month period («1° quadrimestre 2026», the rhythm of
the decree's meetings), `2026-S1` a half-year, `2026` a year, `2026-03` a month.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from observatory.errors import WrongUse
from observatory.terms import Term

MONTHS_OF = {"Q": 3, "T": 4, "S": 6, "A": 12, "M": 1}
_CODE = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-(?:(?P<kind>[QTS])(?P<number>\d)|(?P<month>\d\d)))?", re.ASCII)
_ORDINAL_EN = {1: "1st", 2: "2nd", 3: "3rd", 4: "4th"}
_NAME = {
    "Q": Term("{n}° trimestre {year}", "{nth} quarter {year}"),
    "T": Term("{n}° quadrimestre {year}", "{nth} four-month period {year}"),
    "S": Term("{n}° semestre {year}", "{nth} half-year {year}"),
    "A": Term("anno {year}", "year {year}"),
}
_MONTHS = (
    Term("gennaio", "January"),
    Term("febbraio", "February"),
    Term("marzo", "March"),
    Term("aprile", "April"),
    Term("maggio", "May"),
    Term("giugno", "June"),
    Term("luglio", "July"),
    Term("agosto", "August"),
    Term("settembre", "September"),
    Term("ottobre", "October"),
    Term("novembre", "November"),
    Term("dicembre", "December"),
)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; arithmetic counts whole months."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12 or not 1900 <= self.year <= 2999:  # noqa: PLR2004 - the calendar
            raise WrongUse(Term("Mese inesistente: scrivere aaaa-mm.", "No such month: write yyyy-mm."))

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read `2026-03`; raises `WrongUse` for anything else."""
        return _month(text)

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def __add__(self, months: int) -> "Month":
        ordinal = self.ordinal + months
        return Month(ordinal // 12, ordinal % 12 + 1)

    def __sub__(self, months: int) -> "Month":
        return self + -months

    @property
    def ordinal(self) -> int:
        """Months since year 0."""
        return self.year * 12 + self.number - 1

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def quarter(self) -> "Period":
        return Period("Q", self.year, (self.number - 1) // 3 + 1)

    @property
    def name(self) -> Term:
        return Term("{month} {year}", "{month} {year}").with_values(month=_MONTHS[self.number - 1], year=self.year)


@lru_cache(maxsize=12_000)
def _month(text: str) -> Month:
    """Few months, many records."""
    if not re.fullmatch(r"\d{4}-\d{2}", text, re.ASCII):
        raise WrongUse(Term("Mese non leggibile: scrivere aaaa-mm.", "Unreadable month: write yyyy-mm."))
    return Month(int(text[:4]), int(text[5:]))


def long_date(day: date) -> Term:
    """`15 febbraio 2020`, `1° febbraio 2020`; `15 February 2020`."""
    first = "1°" if day.day == 1 else str(day.day)
    month = Month.of(day).name
    return Term(f"{first} {month.it}", f"{day.day} {month.en}")


@dataclass(frozen=True, slots=True)
class Window:
    """Whole months from `first` to `last`, both included."""

    first: Month
    last: Month

    @classmethod
    def ending(cls, last: Month, *, months: int) -> "Window":
        return cls(last - (months - 1), last)

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last

    def __len__(self) -> int:
        return self.last.ordinal - self.first.ordinal + 1

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(self.first + n for n in range(len(self)))

    @property
    def days(self) -> int:
        """The days of its months."""
        return ((self.last + 1).first_day - self.first.first_day).days

    def overlaps(self, other: "Window") -> bool:
        """Whether they have a month in common."""
        return self.first <= other.last and other.first <= self.last

    def earlier(self, *, months: int) -> "Window":
        return Window(self.first - months, self.last - months)

    @property
    def name(self) -> Term:
        return Term("{a} – {b}", "{a} – {b}").with_values(a=self.first.name, b=self.last.name)


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: kind Q, T, S, A or M, year, and number within the year (1 for A)."""

    kind: str
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        if self.kind not in MONTHS_OF or not 1 <= self.number <= 12 // MONTHS_OF[self.kind]:
            raise WrongUse(_UNREADABLE)

    @classmethod
    def parse(cls, code: str) -> "Period":
        """Read `2026-Q1`, `2026-T1`, `2026-S1`, `2026-03` or `2026`; raises `WrongUse` for anything else."""
        match = _CODE.fullmatch(code.strip())
        if match is None:
            raise WrongUse(_UNREADABLE)
        year = int(match["year"])
        if match["month"]:
            return cls("M", year, int(match["month"]))
        return cls(match["kind"], year, int(match["number"])) if match["kind"] else cls("A", year)

    @classmethod
    def containing(cls, month: Month, kind: str) -> "Period":
        return cls(kind, month.year, (month.number - 1) // MONTHS_OF[kind] + 1)

    @property
    def code(self) -> str:
        if self.kind == "A":
            return f"{self.year}"
        return f"{self.year}-{self.number:02d}" if self.kind == "M" else f"{self.year}-{self.kind}{self.number}"

    @property
    def name(self) -> Term:
        if self.kind == "M":
            return self.window.first.name
        return _NAME[self.kind].with_values(n=self.number, nth=_ORDINAL_EN.get(self.number, ""), year=self.year)

    @property
    def window(self) -> Window:
        length = MONTHS_OF[self.kind]
        first = Month(self.year, (self.number - 1) * length + 1)
        return Window(first, first + (length - 1))

    @property
    def previous(self) -> "Period":
        return Period.containing(self.window.first - 1, self.kind)

    @property
    def a_year_before(self) -> "Period":
        return Period(self.kind, self.year - 1, self.number)


_UNREADABLE = Term(
    "Periodo non leggibile: scrivere 2026-Q1 (trimestre), 2026-T1 (quadrimestre), 2026-S1 (semestre) o 2026 (anno).",
    "Unreadable period: write 2026-Q1 (quarter), 2026-T1 (four months), 2026-S1 (half-year) or 2026 (year).",
)
