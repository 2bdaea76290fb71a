"""The summary that the window proposes."""

from datetime import UTC, date, datetime

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.ports import Stamp
from observatory.usecases.due_period import due_period


def test_the_last_quarter_that_is_over_is_due() -> None:
    assert due_period(MemoryStore(), date(2026, 11, 22)).code == "2026-Q3"
    assert due_period(MemoryStore(), date(2026, 1, 2)).code == "2025-Q4"


def test_a_store_without_recent_cases_is_summed_up_where_its_cases_end() -> None:
    store = MemoryStore()
    with store.begin() as unit:
        for month in ("2024-02", "2025-05", "2024-11"):
            stamp = Stamp(date(2025, 6, 1), datetime(2025, 6, 1, tzinfo=UTC), "clinician", "N")
            unit.cases.add(Case(id=month, month=month), stamp)
        unit.commit()
    assert due_period(store, date(2026, 11, 22)).code == "2025-Q2"
