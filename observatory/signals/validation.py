"""Rules of a signal over its answers together: the month within its quarter, each step of the investigation dated."""

from collections.abc import Iterator
from datetime import date

from observatory.errors import Problem
from observatory.field_rules import month_of
from observatory.signals.signal import Signal
from observatory.terms import Term

STEPS = ("data_check", "definition", "report")
"""The texts of the investigation, in its order; each has its date in `<name>_on`."""
CLOSED = ("CL", "CH")
"""The outcomes that conclude a signal."""

_OUTSIDE = Term(
    "Il mese non è nel trimestre: correggere uno dei due.", "The month is not in the quarter: correct one of the two."
)
_WITHOUT_DAY = Term("Il passaggio è descritto: indicarne la data.", "The step is described: give its date.")
_WITHOUT_TEXT = Term(
    "Il passaggio ha una data: descriverlo, oppure togliere la data.",
    "The step has a date: describe it, or clear the date.",
)
_SKIPPED = Term(
    "Il passaggio viene dopo quelli precedenti: completare prima quelli.",
    "The step comes after the earlier ones: complete those first.",
)
_UNDONE = Term(
    "Un segnale si conclude dopo i tre passaggi dell’approfondimento: completarli.",
    "A signal is concluded after the three steps of its investigation: complete them.",
)


def signal_problems(signal: Signal, _today: date) -> Iterator[Problem]:
    """The rules over the answers of a signal together."""
    month = month_of(signal.month)
    if month is not None and signal.period and month.quarter.code != signal.period:
        yield Problem("month", "outside", _OUTSIDE)
    for name in STEPS:
        told, day = getattr(signal, name), getattr(signal, f"{name}_on")
        if told and day is None:
            yield Problem(f"{name}_on", "step_without_day", _WITHOUT_DAY)
        if day and not told:
            yield Problem(name, "step_without_text", _WITHOUT_TEXT)
    yield from _course_problems(signal)


def _course_problems(signal: Signal) -> Iterator[Problem]:
    """Steps in their order, and none missing once it is concluded."""
    done = [bool(getattr(signal, name)) for name in STEPS]
    for place, name in enumerate(STEPS):
        if done[place] and not all(done[:place]):
            yield Problem(name, "step_out_of_order", _SKIPPED)
    if signal.outcome in CLOSED and not all(done):
        yield Problem("outcome", "investigation_undone", _UNDONE)
