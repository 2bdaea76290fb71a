"""Deaths against those expected at the general population’s rates by sex and age: three years (T4), years (T4b)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from observatory.codelists import FORCES
from observatory.disclosure.rules import Audience
from observatory.disclosure.tables import TOTAL, SafeCell
from observatory.periods import Window
from observatory.population.reference import ReferencePopulation
from observatory.population.strength import Strength
from observatory.statistics.comparison import power_of_exact_test
from observatory.statistics.smr import Smr, expected_events, smr
from observatory.summary import windows
from observatory.summary.content import (
    MISSING,
    NOT_MEANINGFUL,
    SUPPRESSED,
    Block,
    Item,
    Observation,
    ObservationStatus,
    Paragraph,
    PublishedTable,
)
from observatory.summary.events import EventCounts
from observatory.summary.facts import RATES_FROM, Facts
from observatory.summary.published import Observations, force_axis, measures, observed, time_axis
from observatory.summary.rates import WIDEST, PersonYears, best_strengths
from observatory.terms import Term

_PER_CENT = 100
_RISE = 1.5
_SLACK = 0.02
"""Share by which the strengths by sex and age may miss the whole strength of a quarter."""


class StructuredYears:
    """Person-years by sex and age band; None where a quarter of a force has no whole structure."""

    def __init__(self, strengths: Iterable[Strength]) -> None:
        told = tuple(strengths)
        structured = (s for s in told if s.sex and s.age_band and not (s.rank_category or s.macro_region))
        self._by_quarter: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
        for (force, quarter, sex, age), mean in best_strengths(structured).items():
            self._by_quarter.setdefault((force, quarter), {})[sex, age] = mean
        self._whole = PersonYears(told)

    def __call__(self, window: Window, force: str = TOTAL) -> Mapping[tuple[str, str], float] | None:
        """By sex and age band."""
        found: dict[tuple[str, str], float] = {}
        for one in FORCES if force == TOTAL else (force,):
            for month in window.months:
                structure = self._by_quarter.get((one, month.quarter.code), {})
                if not self._is_whole(structure, month.quarter.window, one):
                    return None
                for at, mean in structure.items():
                    found[at] = found.get(at, 0.0) + mean / 12
        return found

    def _is_whole(self, structure: Mapping[tuple[str, str], int], quarter: Window, force: str) -> bool:
        whole = self._whole(quarter, force)
        return bool(structure) and (whole is None or abs(sum(structure.values()) / 4 - whole) <= _SLACK * whole)


@dataclass(frozen=True)
class Expected:
    """The deaths expected of a force in a window at the rates of a population; None where that cannot be told."""

    reference: ReferencePopulation
    years: StructuredYears

    def __call__(self, window: Window, force: str = TOTAL) -> float | None:
        structure = self.years(window, force)
        if structure is None or not structure.keys() <= self.reference.rates.keys():
            return None
        return expected_events((years, self.reference.rates[at]) for at, years in structure.items())


def t4(facts: Facts, counts: EventCounts) -> tuple[Block, ...]:
    """Three years together, where a reference population is known; else nothing, or why it cannot be computed."""
    if facts.reference is None:
        return ()
    expected = Expected(facts.reference, StructuredYears(facts.strengths))
    window = facts.windows.pooled
    if expected(window) is None:
        return (Paragraph(NO_STRUCTURE.with_values(reference=facts.reference.words)),)
    forces = force_axis(by_force=facts.profile.by_force)
    observations: Observations = {}
    for force in forces.items:
        row = compared(counts.cell("SU", window, force.code), expected(window, force.code), facts.audience)
        observations |= {(force.code, name): value for name, value in row.items()}
    notes = (COMPARED.with_values(reference=facts.reference.words), _BOUND)
    table = PublishedTable("T4", _TITLE, windows.label(window), (forces, MEASURES), observations, notes=notes)
    return (table, *_by_year(facts, counts, expected))


def _by_year(facts: Facts, counts: EventCounts, expected: Expected) -> tuple[Block, ...]:
    """Inside the Observatory, the four forces together: of one force alone most years have fewer than 20 deaths.

    The counts are those of T3b. What a single year could have shown stands below: one year within chance proves little.
    """
    if not facts.profile.short:
        return ()
    years = tuple(reversed(facts.windows.years))
    observations: Observations = {}
    for year in years:
        row = compared(counts.cell("SU", year), expected(year), facts.audience)
        observations |= {(windows.code(year), name): value for name, value in row.items()}
    axes, window = (time_axis(years), MEASURES), windows.label(facts.windows.whole)
    table = PublishedTable("T4b", _TITLE_BY_YEAR, window, axes, observations, notes=(_ONE_YEAR,))
    due = expected(facts.windows.rolling)
    return (table, *((Paragraph(power_of_exact_test(due, _RISE).sentence),) if due else ()))


def compared(cell: SafeCell, expected: float | None, audience: Audience) -> Mapping[str, Observation]:
    """Observed, expected, and their ratio times 100 with exact limits; hidden where the count is."""
    due = Observation(expected) if expected else MISSING
    return {"events": observed(cell), "expected": due, **_ratio(cell, expected, audience)}


def published_smr(cell: SafeCell, expected: float | None) -> Smr | None:
    """The ratio of a published count, where something is expected."""
    return None if cell.value is None or not expected else smr(cell.value, expected)


def _ratio(cell: SafeCell, expected: float | None, audience: Audience) -> Mapping[str, Observation]:
    made = published_smr(cell, expected)
    if made is None:
        return dict.fromkeys(("smr", "low", "high"), SUPPRESSED if cell.value is None else MISSING)
    if audience is Audience.EXTERNAL and (made.observed < RATES_FROM or made.high - made.low > WIDEST * made.estimate):
        return dict.fromkeys(("smr", "low", "high"), NOT_MEANINGFUL)
    status = ObservationStatus.NORMAL if made.observed >= RATES_FROM else ObservationStatus.UNRELIABLE
    return {
        "smr": Observation(made.estimate * _PER_CENT, status),
        "low": Observation(made.low * _PER_CENT),
        "high": Observation(made.high * _PER_CENT),
    }


MEASURES = measures(
    Item("events", Term("Osservati", "Observed")),
    Item("expected", Term("Attesi", "Expected"), decimals=1),
    Item("smr", Term("SMR × 100", "SMR × 100"), decimals=1),
    Item("low", Term("IC 95 % inf.", "95% CI low"), decimals=1),
    Item("high", Term("IC 95 % sup.", "95% CI high"), decimals=1),
)
NO_STRUCTURE = Term(
    "Il confronto con la {reference} non si calcola: mancano le consistenze per sesso ed età di uno o più trimestri, "
    "o il tasso di una fascia. Con una struttura supposta il risultato dipenderebbe dalla supposizione.",
    "The comparison with the {reference} is not computed: the strengths by sex and age of one or more quarters, or the "
    "rate of a band, are missing. With an assumed structure the result would depend on the assumption.",
)
COMPARED = Term(
    "Attesi: decessi che si avrebbero con i tassi della {reference} nelle stesse fasce di sesso ed età. 100 = come la "
    "popolazione; limiti esatti di Poisson al 95 %. (u): meno di 20 eventi.",
    "Expected: the deaths that the rates of the {reference} would give in the same sex and age bands. 100 = as in the "
    "population; exact 95% Poisson limits. (u): fewer than 20 events.",
)
_BOUND = Term(
    "Chi è in servizio è scelto e sano più della popolazione generale; ha anche accesso alle armi: il rapporto non "
    "misura da solo l’effetto del lavoro.",
    "Serving personnel are selected and healthier than the general population, and have access to firearms: the ratio "
    "alone does not measure the effect of the work.",
)
_ONE_YEAR = Term(
    "Attesi e limiti come nella tavola T4. Il caso muove un anno più di tre insieme: un anno lontano dagli altri non "
    "dice, da solo, che il rapporto sia cambiato.",
    "Expected deaths and limits as in table T4. Chance moves one year more than three together: one year away from the "
    "others does not say, by itself, that the ratio has changed.",
)
_TITLE_BY_YEAR = Term(
    "Decessi per suicidio e attesi secondo la popolazione generale, per dodici mesi",
    "Deaths by suicide and those expected from the general population, by twelve months",
)
_TITLE = Term(
    "Decessi per suicidio e attesi secondo la popolazione generale",
    "Deaths by suicide and those expected from the general population",
)
