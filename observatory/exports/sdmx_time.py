"""Periods as SDMX writes them, and how often such a period comes round.

Time formats: SDMX 3.0, section 6, 4.2 (Gregorian, reporting and time-range periods). `T` is a four-month period, so a
quarter is never written with it. Frequencies: cross-domain code list CL_FREQ 2.1.
"""

import re
from collections.abc import Mapping

from observatory.errors import WrongUse
from observatory.periods import Month, Period, Window
from observatory.summary.content import Cover
from observatory.summary.windows import Windows, code, label
from observatory.terms import Term

FREQUENCIES: Mapping[str, Term] = {
    "A": Term("annuale", "annual"),
    "A3": Term("triennale", "triennial"),
    "A5": Term("quinquennale", "quinquennial"),
    "A_3": Term("tre volte l’anno (quadrimestre)", "three times a year (four-month period)"),
    "S": Term("semestrale", "half-yearly"),
    "Q": Term("trimestrale", "quarterly"),
    "M": Term("mensile", "monthly"),
    "_O": Term("altra durata", "other length"),
}
_OF_MONTHS = {12: "A", 36: "A3", 60: "A5", 4: "A_3", 6: "S", 3: "Q", 1: "M"}
_RANGE = re.compile(r"(\d{4}-\d{2})--(\d{4}-\d{2})", re.ASCII)


def time_of(written: str) -> tuple[str, str] | None:
    """Frequency and SDMX period of a period's code in data; None for what is none.

    `2025-Q3` and `2025` stay; the window `2023-01--2025-12` becomes the range `2023-01-01/P36M`.
    """
    try:
        if of := _RANGE.fullmatch(written):
            window = Window(Month.parse(of[1]), Month.parse(of[2]))
            return (_frequency(window), f"{window.first}-01/P{len(window)}M") if window.first <= window.last else None
        return _frequency(Period.parse(written).window), written
    except WrongUse:
        return None


def _frequency(window: Window) -> str:
    return _OF_MONTHS.get(window.last.ordinal - window.first.ordinal + 1, "_O")


def windows_told(cover: Cover) -> Mapping[Term, tuple[str, str]]:
    """Frequency and period of every window of a summary by its name: a table without a time axis names only that."""
    windows = Windows(Period.parse(cover.period_code))
    shown = (windows.current, windows.to_date, windows.pooled, windows.whole, *windows.years)
    return {label(window): told for window in shown if (told := time_of(code(window)))}
