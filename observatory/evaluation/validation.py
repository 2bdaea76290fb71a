"""Rules of an indicator over its answers together: a base period in order, each quarter once, a dated verdict."""

from collections.abc import Iterator
from datetime import date

from observatory.errors import Problem
from observatory.evaluation.indicator import Indicator
from observatory.periods import Month
from observatory.terms import Term

_BASE_BACKWARDS = Term(
    "Il periodo di base finisce prima di cominciare: correggere uno dei due trimestri.",
    "The baseline ends before it begins: correct one of the two quarters.",
)
_VERDICT_WITHOUT_DAY = Term("Vi è un giudizio: indicarne la data.", "There is a verdict: give its date.")
_REPEATED_QUARTER = Term(
    "Il trimestre ha già una misura: usare quella.", "The quarter already has a measurement: use that one."
)
_FIXED_LATE = Term(
    "L’indicatore va fissato prima dell’entrata in vigore: correggere una delle due date, oppure usare un indicatore "
    "fissato prima.",
    "The indicator is fixed before go-live: correct one of the two dates, or use one that was fixed before.",
)
_BASE_AFTER = Term(
    "Il periodo di base deve finire prima dell’entrata in vigore: correggere il trimestre.",
    "The baseline has to end before go-live: correct the quarter.",
)
_VERDICT_EARLY = Term(
    "Non si giudica una misura prima che sia in vigore: correggere una delle date.",
    "A measure is not judged before it is live: correct one of the dates.",
)
_VERDICT_BARE = Term("Vi è un giudizio: indicare su che cosa si fonda.", "There is a verdict: say what it rests on.")
_FIXED = Term(
    "La misura è in vigore: la definizione dell’indicatore non si cambia più. Per misurare altro, farne uno nuovo.",
    "The measure is live: the definition of the indicator no longer changes. To measure otherwise, make a new one.",
)
DEFINITION = (
    "recommendation_id",
    "force",
    "kind",
    "name",
    "numerator",
    "denominator",
    "direction",
    "fixed_on",
    "go_live_on",
    "baseline_since",
    "baseline_until",
)
"""What is fixed before go-live and stays."""


def definition_problems(before: Indicator, after: Indicator, today: date) -> Iterator[Problem]:
    """What of the definition was changed although the measure was live already."""
    if before.go_live_on is None or before.go_live_on > today:
        return
    for name in DEFINITION:
        if getattr(before, name) != getattr(after, name):
            yield Problem(name, "fixed_before_go_live", _FIXED)


def indicator_problems(indicator: Indicator, _today: date) -> Iterator[Problem]:
    """The rules over the answers of an indicator together."""
    since, until = indicator.baseline_since, indicator.baseline_until
    if since and until and until < since:
        yield Problem("baseline_until", "base_backwards", _BASE_BACKWARDS)
    if indicator.verdict and not indicator.verdict_on:
        yield Problem("verdict_on", "verdict_without_day", _VERDICT_WITHOUT_DAY)
    yield from _order_problems(indicator)
    seen: set[str] = set()
    for index, measurement in enumerate(indicator.measurements):
        if measurement.quarter in seen:
            yield Problem(f"measurements[{index}].quarter", "repeated_quarter", _REPEATED_QUARTER)
        if measurement.quarter:
            seen.add(measurement.quarter)


def _order_problems(indicator: Indicator) -> Iterator[Problem]:
    """First the definition and its baseline, then go-live, then the verdict with its grounds."""
    live, until = indicator.go_live_on, indicator.baseline_until
    if live and indicator.fixed_on and indicator.fixed_on > live:
        yield Problem("fixed_on", "fixed_after_go_live", _FIXED_LATE)
    if live and until and until >= Month.of(live).quarter.code:
        yield Problem("baseline_until", "base_after_go_live", _BASE_AFTER)
    if indicator.verdict and not indicator.verdict_text:
        yield Problem("verdict_text", "verdict_without_grounds", _VERDICT_BARE)
    if indicator.verdict_on and (live is None or indicator.verdict_on < live):
        yield Problem("verdict_on", "verdict_before_go_live", _VERDICT_EARLY)
