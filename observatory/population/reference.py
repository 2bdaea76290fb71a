"""The general population that rates are compared with: deaths by suicide by sex and age in one year."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from observatory.codelists import codelist
from observatory.errors import ImportRefused
from observatory.terms import Term

SETTING = "reference_population"
"""Name of the setting that holds it, as `to_text` writes it."""

LARGEST = 100_000
"""Characters of a file."""

_PER = 100_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2999
_SEXES = ("M", "F")
_DEATHS, _RATES = frozenset({"sex", "age_band", "deaths", "population"}), frozenset({"sex", "age_band", "rate"})
_FIRST_ROW = 2


@dataclass(frozen=True, slots=True)
class ReferenceStratum:
    """A sex (M, F) and an age band of the list `age_band`, with its rate per 100,000 a year."""

    sex: str
    age_band: str
    rate: float


@dataclass(frozen=True)
class ReferencePopulation:
    """Suicide rates of a population by sex and age, the year and the source that are printed beside every use."""

    year: int
    source: str
    strata: tuple[ReferenceStratum, ...]

    @cached_property
    def rates(self) -> Mapping[tuple[str, str], float]:
        """Deaths per person-year by sex and age band."""
        return {(each.sex, each.age_band): each.rate / _PER for each in self.strata}

    @property
    def words(self) -> Term:
        """What it is, in one sentence."""
        return _WORDS.with_values(year=self.year, source=self.source)


def read_reference(text: str, year: int, source: str) -> ReferencePopulation:
    """From a CSV with the columns sex, age_band and either rate (per 100,000 a year) or deaths and population.

    Raises `ImportRefused` for other columns, an unknown or double stratum, a number that is none, rates of zero or
    above 1,000, no row, a year that is none or a source left out.
    """
    if len(text) > LARGEST:
        raise ImportRefused(_TOO_LARGE)
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not source.strip():
        raise ImportRefused(_NO_SOURCE)
    try:
        reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
        rows = list(reader)
    except csv.Error:
        raise ImportRefused(_COLUMNS) from None
    if frozenset(reader.fieldnames or ()) not in (_DEATHS, _RATES):
        raise ImportRefused(_COLUMNS)
    strata = tuple(_stratum(row, number) for number, row in enumerate(rows, start=_FIRST_ROW))
    if not strata or len({(each.sex, each.age_band) for each in strata}) < len(strata):
        raise ImportRefused(_DOUBLE)
    return ReferencePopulation(year, " ".join(source.split()), strata)


def to_text(reference: ReferencePopulation) -> str:
    """For the store’s settings."""
    strata = [[each.sex, each.age_band, each.rate] for each in reference.strata]
    return json.dumps({"year": reference.year, "source": reference.source, "strata": strata}, ensure_ascii=False)


def from_text(text: str) -> ReferencePopulation | None:
    """What `to_text` wrote; None for an empty setting."""
    if not text:
        return None
    told = json.loads(text)
    strata = tuple(ReferenceStratum(sex, age, float(rate)) for sex, age, rate in told["strata"])
    return ReferencePopulation(int(told["year"]), str(told["source"]), strata)


def _stratum(row: Mapping[str, str | None], number: int) -> ReferenceStratum:
    if None in row:  # more cells than columns
        raise ImportRefused(_COLUMNS)
    sex, age = str(row["sex"]).strip(), str(row["age_band"]).strip()
    if sex not in _SEXES or age not in codelist("age_band") or age == "NN":
        raise ImportRefused(_STRATUM.with_values(row=number))
    try:
        rate = _rate(row)
    except (ValueError, ZeroDivisionError):
        raise ImportRefused(_NUMBER.with_values(row=number)) from None
    if not 0 < rate <= _HIGHEST:
        raise ImportRefused(_NUMBER.with_values(row=number))
    return ReferenceStratum(sex, age, rate)


def _rate(row: Mapping[str, str | None]) -> float:
    """Raises `ValueError` and `ZeroDivisionError` for what is no number or no population."""
    if "rate" in row:
        return float(row["rate"] or "")
    return int(row["deaths"] or "") / int(row["population"] or "") * _PER


def labels(strata: Iterable[ReferenceStratum]) -> Iterable[tuple[Term, Term, float]]:
    """Sex, age band and rate of each stratum, in words."""
    sexes, ages = codelist("sex"), codelist("age_band")
    return ((sexes.label(each.sex), ages.label(each.age_band), each.rate) for each in strata)


_HIGHEST = 1000
_WORDS = Term("popolazione generale {year} ({source})", "general population {year} ({source})")
_TOO_LARGE = Term(
    "Il file è troppo grande per una popolazione di riferimento. Nulla è stato importato.",
    "The file is too large for a reference population. Nothing was imported.",
)
_NO_SOURCE = Term(
    "Indicare anno (quattro cifre) e fonte della popolazione di riferimento. Nulla è stato importato.",
    "Give the year (four digits) and the source of the reference population. Nothing was imported.",
)
_COLUMNS = Term(
    "Le colonne devono essere sex, age_band e rate (per 100 000 l’anno) oppure sex, age_band, deaths e population. "
    "Nulla è stato importato.",
    "The columns must be sex, age_band and rate (per 100,000 a year), or sex, age_band, deaths and population. Nothing "
    "was imported.",
)
_STRATUM = Term(
    "Riga {row}: il sesso è M o F e la fascia d’età un codice della lista age_band (E1 … E6). Nulla è stato importato.",
    "Row {row}: sex is M or F and the age band a code of the list age_band (E1 … E6). Nothing was imported.",
)
_NUMBER = Term(
    "Riga {row}: serve un tasso fra 0 e 1.000 per 100 000, oppure decessi e popolazione. Nulla è stato importato.",
    "Row {row}: a rate between 0 and 1,000 per 100,000 is needed, or deaths and population. Nothing was imported.",
)
_DOUBLE = Term(
    "Serve almeno una riga, e una sola per ogni sesso e fascia d’età. Nulla è stato importato.",
    "At least one row is needed, and only one for each sex and age band. Nothing was imported.",
)
