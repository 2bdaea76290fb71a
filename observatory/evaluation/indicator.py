"""Indicators: fixed before a measure goes live, measured quarter by quarter, judged."""

from dataclasses import dataclass
from datetime import date

from observatory.codelists import Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What was counted in one quarter: events out of an exposure, or fidelity from 1 to 5."""

    id: str
    quarter: str | None = None
    events: int | None = None
    exposure: int | None = None
    fidelity: int | None = None
    status: Coded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """How the effect of a recommendation in a force is measured; fixed before it goes live."""

    id: str
    version: int = 0
    recommendation_id: str | None = None
    force: Coded | None = None
    kind: Coded | None = None
    name: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    direction: Coded | None = None
    fixed_on: date | None = None
    go_live_on: date | None = None
    baseline_since: str | None = None
    baseline_until: str | None = None
    review_on: date | None = None
    verdict: Coded | None = None
    verdict_on: date | None = None
    confidence: Coded | None = None
    verdict_text: str | None = None
    measurements: tuple[Measurement, ...] = ()
