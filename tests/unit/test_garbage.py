"""Collecting is off within, and afterwards as it was."""

import gc
from collections.abc import Iterator

import pytest

from observatory.garbage import uncollected


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    was_collecting = gc.isenabled()
    yield
    (gc.enable if was_collecting else gc.disable)()


@pytest.mark.parametrize("before", [True, False])
def test_nothing_is_collected_within_and_afterwards_all_is_as_before(*, before: bool) -> None:
    (gc.enable if before else gc.disable)()
    with uncollected(), uncollected():
        assert not gc.isenabled()
    assert gc.isenabled() is before


def test_a_failure_leaves_collecting_on() -> None:
    gc.enable()
    with pytest.raises(KeyError), uncollected():
        raise KeyError
    assert gc.isenabled()
