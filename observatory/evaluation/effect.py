"""What an indicator tells before and after go-live: rate ratio, runs, fidelity, and the power line beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from observatory.evaluation.indicator import Indicator, Measurement
from observatory.periods import Month, Period
from observatory.statistics.comparison import RateRatio, rate_ratio
from observatory.statistics.planning import years_each_side
from observatory.statistics.rates import rate
from observatory.statistics.run_charts import SHIFT, Runs, runs
from observatory.terms import Term

EFFECTIVE, LIKELY, NO_SIGNAL, WORSE, NOT_ASSESSABLE = "EF", "VE", "NS", "PE", "NV"
"""Codes of the list `verdict`."""
RISE, FALL = "AU", "DI"
"""Codes of the list `expected_direction`."""
FIDELITY, OUTCOME = "FE", "ES"
"""Codes of the list `indicator_kind`."""

FEWEST_QUARTERS = 4
GOOD_FIDELITY = 4
_QUARTERS_A_YEAR = 4
_CHANGE = 0.2


@dataclass(frozen=True, slots=True)
class Effect:
    """The measurements before and after go-live, and what follows from them.

    `ratio` is after over before, None without counts on both sides; `years` are those each side that a change of 20 %
    in the expected direction would need for 80 % power, None without events before. `proposed` is a verdict code that
    is shown and never recorded by itself; `why` says on what it rests.
    """

    before: tuple[Measurement, ...]
    after: tuple[Measurement, ...]
    ratio: RateRatio | None
    runs: Runs | None
    fidelity: float | None
    years: float | None
    proposed: str
    why: Term
    power: Term
    is_provisional: bool


def effect(indicator: Indicator) -> Effect:
    """What the measurements say so far; the quarter of go-live belongs to neither side.

    Events over exposure are compared as Poisson rates with exact limits; where events are a share of the exposure this
    is cautious. Without any exposure every quarter counts as one.
    """
    before, after = _sides(indicator)
    ratio, told = _ratio(before, after), _runs(before, after)
    fidelity = _fidelity(after)
    years = _years(indicator, before)
    proposed, why = _proposal(indicator, (before, after), (ratio, told, fidelity))
    provisional = any(each.status == "PROV" for each in after)
    return Effect(before, after, ratio, told, fidelity, years, proposed, why, _power(indicator, years), provisional)


def ordered(indicator: Indicator) -> tuple[Measurement, ...]:
    """The measurements with a quarter, oldest first."""
    return tuple(sorted((each for each in indicator.measurements if each.quarter), key=lambda each: str(each.quarter)))


def value_of(measurement: Measurement) -> float | None:
    """What is drawn: the fidelity, or events per unit of exposure, or events."""
    if measurement.fidelity is not None:
        return float(measurement.fidelity)
    if measurement.events is None:
        return None
    return measurement.events / measurement.exposure if measurement.exposure else float(measurement.events)


def go_live_quarter(day: date) -> str:
    """The quarter in which something went live."""
    return Month.of(day).quarter.code


def _sides(indicator: Indicator) -> tuple[tuple[Measurement, ...], tuple[Measurement, ...]]:
    if indicator.go_live_on is None:
        return ordered(indicator), ()
    live = go_live_quarter(indicator.go_live_on)
    since, until = indicator.baseline_since or "", indicator.baseline_until or live
    every = [each for each in ordered(indicator) if value_of(each) is not None]
    before = tuple(m for m in every if since <= str(m.quarter) <= until and str(m.quarter) < live)
    return before, tuple(m for m in every if str(m.quarter) > live)


def _ratio(before: Sequence[Measurement], after: Sequence[Measurement]) -> RateRatio | None:
    counted = [[m for m in side if m.events is not None] for side in (before, after)]
    if not all(counted):
        return None
    has_exposure = all(m.exposure for side in counted for m in side)
    first, second = (_rate(side, has_exposure=has_exposure) for side in counted)
    total = first[0] + second[0]
    return rate_ratio(rate(*second), rate(*first)) if total else None


def _rate(side: Sequence[Measurement], *, has_exposure: bool) -> tuple[int, float]:
    events = sum(m.events or 0 for m in side)
    return events, float(sum(m.exposure or 0 for m in side) if has_exposure else len(side))


def _runs(before: Sequence[Measurement], after: Sequence[Measurement]) -> Runs | None:
    values = [value for m in (*before, *after) if (value := value_of(m)) is not None]
    return runs(values, baseline=len(before)) if values else None


def _fidelity(after: Sequence[Measurement]) -> float | None:
    told = [m.fidelity for m in after if m.fidelity is not None]
    return float(median(told)) if told else None


def _years(indicator: Indicator, before: Sequence[Measurement]) -> float | None:
    counted = [m.events for m in before if m.events is not None]
    if not sum(counted):
        return None
    a_year = sum(counted) / len(counted) * _QUARTERS_A_YEAR
    return years_each_side(a_year, _wanted_ratio(indicator))


def _wanted_ratio(indicator: Indicator) -> float:
    return 1 + _CHANGE if indicator.direction == RISE else 1 - _CHANGE


def _power(indicator: Indicator, years: float | None) -> Term:
    if years is None:
        return _NO_POWER
    sentence = _POWER_RISE if indicator.direction == RISE else _POWER_FALL
    english = f"{years:.1f}" if years < _MANY else f"{years:.0f}"
    return sentence.with_values(years=Term(english.replace(".", ","), english))


_Sides = tuple[Sequence[Measurement], Sequence[Measurement]]
_Found = tuple[RateRatio | None, Runs | None, float | None]


def _proposal(indicator: Indicator, sides: _Sides, found: _Found) -> tuple[str, Term]:
    ratio, told, fidelity = found
    if indicator.go_live_on is None:
        return NOT_ASSESSABLE, _NOT_LIVE
    if indicator.kind == FIDELITY:
        return _by_fidelity(sides[1], fidelity)
    if ratio is None or min(map(len, sides)) < FEWEST_QUARTERS:
        return NOT_ASSESSABLE, _TOO_FEW.with_values(n=FEWEST_QUARTERS)
    if not ratio.is_distinguishable:
        return NO_SIGNAL, _CHANCE
    if (ratio.estimate > 1) is not (indicator.direction == RISE):
        return WORSE, _AGAINST
    moved = told is not None and _has_moved(sides[1], told.median, ratio.estimate)
    return (EFFECTIVE, _BOTH) if moved else (LIKELY, _RATIO_ONLY)


def _has_moved(after: Sequence[Measurement], middle: float, ratio: float) -> bool:
    """Whether the latest points, as many as a shift takes, all lie on the ratio’s side of the median before."""
    latest = [value for m in after if (value := value_of(m)) is not None][-SHIFT:]
    return len(latest) == SHIFT and all(value != middle and (value > middle) is (ratio > 1) for value in latest)


def _by_fidelity(after: Sequence[Measurement], fidelity: float | None) -> tuple[str, Term]:
    if fidelity is None or len(after) < FEWEST_QUARTERS:
        return NOT_ASSESSABLE, _TOO_FEW.with_values(n=FEWEST_QUARTERS)
    return (LIKELY, _FAITHFUL) if fidelity >= GOOD_FIDELITY else (NO_SIGNAL, _UNFAITHFUL)


def quarter_name(code: str) -> Term:
    """A quarter as charts name it."""
    period = Period.parse(code)
    return Term(f"{('I', 'II', 'III', 'IV')[period.number - 1]} {period.year}", f"Q{period.number} {period.year}")


_MANY = 10
DETECTION = Term(
    "Più tentativi o più disagio registrati dopo un’iniziativa possono indicare che se ne rilevano di più, non che ve "
    "ne siano di più.",
    "More attempts or more distress registered after an initiative may mean that more of them are detected, not that "
    "there are more.",
)
PROVISIONAL = Term(
    "Le misure più recenti sono provvisorie (punti vuoti): attenderne la conferma.",
    "The latest measurements are provisional (hollow points): wait until they are confirmed.",
)
_POWER_FALL = Term(
    "Con questi numeri, per riconoscere una diminuzione reale del 20 % in quattro casi su cinque servirebbero {years} "
    "anni prima e altrettanti dopo.",
    "At this volume a true fall of 20% would need {years} years each side to be recognised four times in five.",
)
_POWER_RISE = Term(
    "Con questi numeri, per riconoscere un aumento reale del 20 % in quattro casi su cinque servirebbero {years} "
    "anni prima e altrettanti dopo.",
    "At this volume a true rise of 20% would need {years} years each side to be recognised four times in five.",
)
_NO_POWER = Term(
    "Nel periodo di base non vi sono eventi contati: la potenza del confronto non si può indicare.",
    "There are no events counted in the baseline: the power of the comparison cannot be stated.",
)
_NOT_LIVE = Term("La misura non è ancora in vigore.", "The measure is not live yet.")
_TOO_FEW = Term(
    "Servono almeno {n} trimestri misurati prima e {n} dopo l’entrata in vigore.",
    "At least {n} measured quarters before and {n} after go-live are needed.",
)
_CHANCE = Term(
    "La differenza fra prima e dopo è compatibile con il caso.",
    "The difference between before and after is compatible with chance.",
)
_AGAINST = Term(
    "I valori si sono mossi nel verso opposto a quello atteso, più di quanto spieghi il caso.",
    "The values moved against the expected direction, more than chance explains.",
)
_BOTH = Term(
    "Il rapporto si distingue da 1 nel verso atteso e i punti sono passati da un lato della mediana.",
    "The ratio is distinguishable from 1 in the expected direction and the points moved to one side of the median.",
)
_RATIO_ONLY = Term(
    "Il rapporto si distingue da 1 nel verso atteso; la sequenza dei punti non lo conferma ancora.",
    "The ratio is distinguishable from 1 in the expected direction; the run of the points does not confirm it yet.",
)
_FAITHFUL = Term(
    "La misura è applicata in larga parte come previsto (mediana della fedeltà da 4 in su).",
    "The measure is applied largely as intended (median fidelity of 4 or more).",
)
_UNFAITHFUL = Term(
    "La misura è applicata solo in parte come previsto (mediana della fedeltà sotto 4).",
    "The measure is applied only partly as intended (median fidelity below 4).",
)
