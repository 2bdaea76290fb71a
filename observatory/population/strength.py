"""Mean staff present in a quarter: the denominator of every rate, with definition, source and vintage."""

from dataclasses import dataclass
from datetime import date

from observatory.codelists import Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """Mean staff of a force in a quarter; sex, age, rank and region None mean all of them."""

    id: str
    version: int = 0
    force: Coded | None = None
    quarter: str | None = None
    mean_present: int | None = None
    definition: Coded | None = None
    source: str | None = None
    vintage: date | None = None
    status: Coded | None = None
    sex: Coded | None = None
    age_band: Coded | None = None
    rank_category: Coded | None = None
    macro_region: Coded | None = None
