"""Reading that is given up: long reading ends, short reading does not, and the transaction goes on."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from db import vault
from observatory.cases.case import Case
from observatory.errors import Cancelled
from observatory.ports import STEPS_BETWEEN, Stamp
from observatory.security.key_derivation import KdfCost
from observatory.selection import EVERYTHING, Selection

STAMP = Stamp(date(2024, 5, 6), datetime(2024, 5, 6, tzinfo=UTC), "clinician", "N")
LONG = Selection(excluding=(("place", frozenset({"AB"})),))
"""A selection for which every record is looked at."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[vault.Vault]:
    words = "cavallo nuvola pettine diciotto"
    made = vault.create(tmp_path_factory.mktemp("heeding") / "s", words, cost=KdfCost(1024, 1, 1))
    with made.begin() as unit:
        unit.cases.add_many((Case(id=f"{n:036}", month="2024-03"), STAMP) for n in range(1500))
        unit.commit()
    yield made
    made.close()


def test_long_reading_is_given_up_and_the_unit_reads_on(store: vault.Vault) -> None:
    with store.begin() as unit:
        unit.heed(lambda: True)
        with pytest.raises(Cancelled):
            unit.cases.count(LONG)
        unit.heed(lambda: False)
        assert unit.cases.count(LONG) == 1500
        assert len(unit.cases.select(Selection(limit=7))) == 7


def test_little_reading_is_never_given_up(store: vault.Vault) -> None:
    with store.begin() as unit:
        unit.heed(lambda: True)
        assert unit.cases.get(f"{3:036}").month == "2024-03"


def test_nobody_is_asked_by_the_next_unit_on_the_same_connection(store: vault.Vault) -> None:
    with store.begin() as unit:
        unit.heed(lambda: True)
        with pytest.raises(Cancelled):
            unit.cases.count(LONG)
    with store.begin() as unit:
        assert unit.cases.count(LONG) == unit.cases.count(EVERYTHING) == 1500


def test_it_is_asked_as_often_as_was_wished(store: vault.Vault) -> None:
    asked: dict[int, int] = {STEPS_BETWEEN: 0, 10 * STEPS_BETWEEN: 0}
    for every in asked:

        def note(every: int = every) -> bool:
            asked[every] += 1
            return False

        with store.begin() as unit:
            unit.heed(note, every)
            unit.cases.count(LONG)
    often, seldom = asked.values()
    assert often >= 5 * max(seldom, 1)
