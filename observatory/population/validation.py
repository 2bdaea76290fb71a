"""Rules of strengths: a plausible denominator, told after its quarter began, and which quarters have none (V10)."""

from collections.abc import Iterable, Iterator
from datetime import date

from observatory.codelists import FORCES
from observatory.errors import Problem
from observatory.field_rules import month_of
from observatory.periods import Month, Period, Window
from observatory.population.strength import Strength
from observatory.terms import Term

SMALLEST_PLAUSIBLE, LARGEST_PLAUSIBLE = 1_000, 150_000
"""Mean staff of a whole force; outside, a slip of the finger is likelier than the truth."""

_BREAKDOWN = ("sex", "age_band", "rank_category", "macro_region")
_BEFORE_QUARTER = Term(
    "La data del dato precede il trimestre: un dato sul trimestre non può essere più vecchio; correggere una delle "
    "due.",
    "The vintage is before the quarter: figures on a quarter cannot be older than it; correct one of the two.",
)
_FINAL_TOO_SOON = Term(
    "Il trimestre non è ancora finito: il dato può essere solo provvisorio.",
    "The quarter is not over yet: its figure can only be provisional.",
)
_IMPLAUSIBLE = Term(
    "«Media dei presenti» insolita per un’intera forza: controllare la cifra o indicare il dettaglio a cui si "
    "riferisce.",
    "“Mean staff present” is unusual for a whole force: check the figure or say to which breakdown it belongs.",
)


def strength_problems(strength: Strength, today: date) -> Iterator[Problem]:
    """The rules over the answers of a strength together."""
    quarter = month_of(strength.quarter)
    vintage = month_of(strength.vintage)
    if quarter is not None:
        if vintage is not None and vintage < quarter:
            yield Problem("vintage", "vintage", _BEFORE_QUARTER)
        if strength.status == "DEF" and quarter + 3 > Month.of(today):
            yield Problem("status", "final_too_soon", _FINAL_TOO_SOON)
    if strength.mean_present is not None and is_whole_force(strength) and not _is_plausible(strength.mean_present):
        yield Problem("mean_present", "implausible", _IMPLAUSIBLE, warning=True)


def is_whole_force(strength: Strength) -> bool:
    """Whether the figure is of all staff, without a breakdown."""
    return all(getattr(strength, name) is None for name in _BREAKDOWN)


def missing_strengths(strengths: Iterable[Strength], window: Window) -> tuple[tuple[str, Period], ...]:
    """Rule V10: the forces and quarters of the window without a figure for the whole force.

    Rates of a window with any of them are printed as `....` (not collected).
    """
    present = {(strength.force, strength.quarter) for strength in strengths if is_whole_force(strength)}
    quarters = dict.fromkeys(month.quarter for month in window.months)
    return tuple((force, q) for force in FORCES for q in quarters if (force, q.code) not in present)


def _is_plausible(mean_present: int) -> bool:
    return SMALLEST_PLAUSIBLE <= mean_present <= LARGEST_PLAUSIBLE
