"""Signals: aberrations in the counts, with their investigation in three steps and their decision."""

from dataclasses import dataclass
from datetime import date

from observatory.codelists import Coded


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """An unusual count, the three steps of its investigation and its decision."""

    id: str
    version: int = 0
    method: Coded | None = None
    force: Coded | None = None
    event_group: Coded | None = None
    period: str | None = None
    month: str | None = None
    as_of: date | None = None
    observed: int | None = None
    expected_hundredths: int | None = None
    p_value_millionths: int | None = None
    threshold: str | None = None
    power_note: str | None = None
    outcome: Coded | None = None
    data_check: str | None = None
    data_check_on: date | None = None
    definition: str | None = None
    definition_on: date | None = None
    report: str | None = None
    report_on: date | None = None
    decision_id: str | None = None
