"""Mean staff present in a quarter: the denominator of every rate, with definition, source and vintage."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Mean staff of a force in a quarter; sex, age, rank and region None mean all of them."""

    id: str
    version: int = 0
    force: str | None = None
    quarter: str | None = None
    mean_present: int | None = None
    definition: str | None = None
    source: str | None = None
    vintage: date | None = None
    status: str | None = None
    sex: str | None = None
    age_band: str | None = None
    rank_category: str | None = None
    macro_region: str | None = None
