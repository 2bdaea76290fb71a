"""The figures of an answer, derived from its protected counts only: each with its limits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from observatory.disclosure.tables import TOTAL, SafeCell
from observatory.periods import Window
from observatory.statistics.proportions import proportion
from observatory.summary.content import MISSING, SUPPRESSED, Axis, Item, Observation
from observatory.summary.events import limits
from observatory.summary.finest import UNKNOWN
from observatory.summary.published import group, measures, observed
from observatory.summary.question import Measure, Question
from observatory.summary.question_cells import Ground, SafeCells
from observatory.summary.rates import PersonYears, estimated
from observatory.summary.smr import MEASURES as COMPARED
from observatory.summary.smr import Expected, StructuredYears, compared
from observatory.terms import Term

_LOW = Item("low", Term("IC 95 % inf.", "95% CI low"), decimals=1)
_HIGH = Item("high", Term("IC 95 % sup.", "95% CI high"), decimals=1)
_FINE = tuple(Item(each.code, each.label, decimals=2) for each in (_LOW, _HIGH))
_EVENTS = Item("events", Term("Decessi", "Deaths"))
MEASURES: Mapping[Measure, Axis] = {
    Measure.COUNT: measures(Item("events", Term("Numero", "Number")), _LOW, _HIGH),
    Measure.RATE: measures(
        _EVENTS,
        Item("person_years", Term("Anni-persona", "Person-years")),
        Item("rate", Term("Tasso per 100 000", "Rate per 100,000"), decimals=2),
        *_FINE,
    ),
    Measure.SMR: COMPARED,
    Measure.SHARE: measures(
        Item("events", Term("Numero (n)", "Number (n)")),
        Item("known", Term("Risposte note (N)", "Known answers (N)")),
        Item("share", Term("% sui noti", "% of known"), decimals=1),
        _LOW,
        _HIGH,
    ),
}

Row = Mapping[str, Observation]


@dataclass(frozen=True)
class Denominators:
    """Person-years by window and codes, and expected deaths; None where strengths are missing."""

    ground: Ground

    def years(self, codes: Mapping[str, str], window: Window) -> float | None:
        """Of the staff with these codes, whole forces where neither sex nor age is told apart."""
        sex, age = codes.get("sex", TOTAL), codes.get("age", TOTAL)
        if (sex, age) == (TOTAL, TOTAL):
            return PersonYears(self.ground.strengths)(window, codes.get("force", TOTAL))
        structure = StructuredYears(self.ground.strengths)(window)
        if structure is None:
            return None
        bands = group("age_band")
        return sum(n for (s, a), n in structure.items() if sex in (TOTAL, s) and age in (TOTAL, bands(a)))

    def expected(self, codes: Mapping[str, str], window: Window) -> float | None:
        if self.ground.reference is None:
            return None
        made = Expected(self.ground.reference, StructuredYears(self.ground.strengths))
        return made(window, codes.get("force", TOTAL))


def row_of(cells: SafeCells, ground: Ground) -> Callable[[Mapping[str, str], Window], Row]:
    """From the codes by dimension and a window to the figures of a line."""
    below = Denominators(ground)
    question = cells.question

    def row(codes: Mapping[str, str], window: Window) -> Row:
        cell = cells.at(codes, window)
        if question.measure is Measure.RATE:
            return _rate(cell, below.years(codes, window), ground)
        if question.measure is Measure.SMR:
            return compared(cell, below.expected(codes, window), ground.audience)
        if question.measure is Measure.SHARE:
            return _share(question, codes, cell, cells.known[window])
        return _count(cell)

    return row


def _count(cell: SafeCell) -> Row:
    low, high = limits(cell)
    return {"events": observed(cell), "low": low, "high": high}


def _rate(cell: SafeCell, years: float | None, ground: Ground) -> Row:
    known = Observation(round(years)) if years else MISSING
    return {"events": observed(cell), "person_years": known, **estimated(cell.value, years, ground.audience)}


def _share(question: Question, codes: Mapping[str, str], cell: SafeCell, known: int | None) -> Row:
    """No share of what is not known, nor of the total."""
    told = {"events": observed(cell), "known": SUPPRESSED if known is None else Observation(known)}
    if codes.get(question.dimensions[0].name, TOTAL) in (TOTAL, UNKNOWN):
        return {"events": told["events"]}
    if cell.value is None or known is None:
        return told | dict.fromkeys(("share", "low", "high"), SUPPRESSED)
    if not known:
        return told | dict.fromkeys(("share", "low", "high"), MISSING)
    made = proportion(cell.value, known)
    figures = {"share": made.estimate, "low": made.low, "high": made.high}
    return told | {name: Observation(100 * value) for name, value in figures.items()}
