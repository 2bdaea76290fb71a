"""Suicide rates (T2): published counts over person-years, with exact limits and their flags."""

from collections.abc import Iterable, Mapping

from observatory.codelists import FORCES
from observatory.disclosure.rules import Audience
from observatory.disclosure.tables import TOTAL, SafeCell
from observatory.periods import Month, Window
from observatory.population.strength import Strength
from observatory.statistics.rates import Rate, rate
from observatory.summary import windows
from observatory.summary.content import (
    MISSING,
    NOT_MEANINGFUL,
    SUPPRESSED,
    Item,
    Observation,
    ObservationStatus,
    PublishedTable,
)
from observatory.summary.events import EventCounts
from observatory.summary.facts import RATES_FROM, Facts
from observatory.summary.published import Observations, force_axis, measures, observed, time_axis, total_of
from observatory.terms import Term

WIDEST = 1.6
"""Relative width of the limits above which a rate is not shown outside (NCHS: 160 %)."""

Estimated = Mapping[str, Observation]
"""A `rate` with its limits, `low` and `high`."""

_PREFERRED = ("D1", "D4", "D2", "D3")


class PersonYears:
    """Person-years by force and window, from the latest strength of each quarter; None where one is missing."""

    def __init__(self, strengths: Iterable[Strength]) -> None:
        self._means = _means(strengths)

    def __call__(self, window: Window, force: str = TOTAL) -> float | None:
        forces = FORCES if force == TOTAL else (force,)
        parts = [self._means.get((f, month.quarter.code)) for f in forces for month in window.months]
        known = [part for part in parts if part is not None]
        return sum(known) / 12 if len(known) == len(parts) else None


def _means(strengths: Iterable[Strength]) -> Mapping[tuple[str, str], int]:
    """Mean staff by force and quarter: all staff."""
    whole = (s for s in strengths if not any((s.sex, s.age_band, s.rank_category, s.macro_region)))
    return {(force, quarter): mean for (force, quarter, _, _), mean in best_strengths(whole).items()}


def best_strengths(strengths: Iterable[Strength]) -> Mapping[tuple[str, str, str, str], int]:
    """Mean staff by force, quarter, sex and age band (empty for all): the preferred definition, the latest vintage."""
    best: dict[tuple[str, str, str, str], Strength] = {}
    for strength in strengths:
        key = (str(strength.force), str(strength.quarter), strength.sex or "", strength.age_band or "")
        best[key] = max(strength, best.get(key, strength), key=_worth)
    return {key: strength.mean_present for key, strength in best.items() if strength.mean_present is not None}


def _worth(strength: Strength) -> tuple[int, str]:
    rank = _PREFERRED.index(strength.definition) if strength.definition in _PREFERRED else len(_PREFERRED)
    return (-rank, str(strength.vintage))


def published_rate(events: int | None, person_years: float | None, audience: Audience) -> Rate | None:
    """The rate of a published count, where there is a denominator; outside only where it is steady enough."""
    if events is None or not person_years:
        return None
    made = rate(events, person_years)
    is_steady = made.events >= RATES_FROM and made.relative_width <= WIDEST
    return made if is_steady or audience is not Audience.EXTERNAL else None


def t2(facts: Facts, counts: EventCounts, person_years: PersonYears) -> PublishedTable:
    """Rates by force: twelve months (inside the Observatory) and three years pooled."""
    w = facts.windows
    of = (w.rolling, w.pooled) if facts.profile.short else (w.pooled,)
    forces = force_axis(by_force=facts.profile.by_force)
    observations: Observations = {}
    for window in of:
        for force in forces.items:
            row = _row(counts.cell("SU", window, force.code), person_years(window, force.code), facts)
            observations |= {(windows.code(window), force.code, name): value for name, value in row.items()}
    return PublishedTable(
        "T2",
        Term("Tasso di suicidio del personale in servizio", "Suicide rate of serving personnel"),
        windows.label(w.pooled) if len(of) == 1 else _BOTH.with_values(last=windows.up_to(w.last)),
        (time_axis(of), forces, _MEASURES),
        observations,
        row_axes=2,
        notes=(_RATES, _NO_RANKING),
    )


def _row(cell: SafeCell, person_years: float | None, facts: Facts) -> Mapping[str, Observation]:
    years = Observation(round(person_years)) if person_years else MISSING
    return {"events": observed(cell), "person_years": years, **estimated(cell.value, person_years, facts.audience)}


def estimated(events: int | None, person_years: float | None, audience: Audience) -> Estimated:
    """The rate of a count with its limits, or why there is none."""
    made = published_rate(events, person_years, audience)
    if made is None:
        why = SUPPRESSED if events is None else NOT_MEANINGFUL if person_years else MISSING
        return dict.fromkeys(("rate", "low", "high"), why)
    status = ObservationStatus.NORMAL if made.events >= RATES_FROM else ObservationStatus.UNRELIABLE
    return {
        "rate": Observation(made.estimate, status),
        "low": Observation(made.low),
        "high": Observation(made.high),
    }


def rolling_rates(facts: Facts, counts: EventCounts, person_years: PersonYears) -> tuple[tuple[Month, Estimated], ...]:
    """National rate over twelve months at the end of each step."""
    steps = facts.windows.steps
    per_year = 12 // len(steps[0])
    found = []
    for end in range(per_year, len(steps) + 1):
        year = steps[end - per_year : end]
        events = total_of(*(counts.cell("SU", step).value for step in year))
        years = person_years(Window(year[0].first, year[-1].last))
        found.append((year[-1].last, estimated(events, years, facts.audience)))
    return tuple(found)


_MEASURES = measures(
    Item("events", Term("Decessi", "Deaths")),
    Item("person_years", Term("Anni-persona", "Person-years")),
    Item("rate", Term("Tasso per 100 000", "Rate per 100,000"), decimals=1),
    Item("low", Term("IC 95 % inf.", "95% CI low"), decimals=1),
    Item("high", Term("IC 95 % sup.", "95% CI high"), decimals=1),
)
_BOTH = Term("12 e 36 mesi {last}", "12 and 36 months {last}")
_RATES = Term(
    "Tassi per 100 000 anni-persona del personale in servizio; limiti esatti di Poisson al 95 %. "
    "(u): meno di 20 eventi, tasso instabile.",
    "Rates per 100,000 person-years of serving personnel; exact 95% Poisson limits. "
    "(u): fewer than 20 events, unstable rate.",
)
_NO_RANKING = Term(
    "Le Forze differiscono per età, sesso e compiti: i tassi grezzi non ordinano le Forze.",
    "The forces differ in age, sex and tasks: crude rates do not rank the forces.",
)
