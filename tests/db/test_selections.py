"""Selections answered by a store against their meaning, `observatory.selection.matches`."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.entities import ENTITIES
from observatory.fields import Kind
from observatory.ports import Stamp, Store
from observatory.selection import TIME_FIELD, Selection, matches

STAMP = Stamp(date(2024, 5, 6), datetime(2024, 5, 6, tzinfo=UTC), "analyst", "N")
NAMES = [entity.name for entity in ENTITIES]
MANY = 40


def filled(invented: ModuleType, name: str, seed: int) -> list[Any]:
    chance = Random(seed)  # noqa: S311 - invented records, no secret
    return [replace(invented.quick(invented.BY_NAME[name], chance), version=1) for _ in range(MANY)]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=20, deadline=None)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_a_store_selects_what_the_meaning_says(
    encrypted: Store, invented: ModuleType, name: str, data: st.DataObject, seed: int
) -> None:
    records = filled(invented, name, seed)
    with encrypted.begin() as unit:
        unit.records(name).add_many((record, STAMP) for record in records)
        for selection in data.draw(st.lists(invented.selections(invented.BY_NAME[name]), min_size=4, max_size=8)):
            wanted = {record.id: record for record in records if matches(name, record, selection)}
            assert {record.id: record for record in unit.records(name).select(selection)} == wanted
            assert unit.records(name).count(selection) == len(wanted)
            field = data.draw(st.sampled_from([f for f in invented.BY_NAME[name].fields if f.is_coded]))
            assert unit.records(name).tally(field.name, selection) == tallied(wanted.values(), field.name)


def tallied(records: Any, name: str) -> dict[str | None, int]:  # noqa: ANN401 - any records
    found = [getattr(record, name) for record in records]
    return dict(Counter(code for value in found for code in (value or [None] if isinstance(value, tuple) else [value])))


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_pages_follow_the_order_without_overlap_and_end_with_the_empty_ones(
    lasting: Store, invented: ModuleType, name: str, data: st.DataObject, seed: int
) -> None:
    entity = invented.BY_NAME[name]
    records = filled(invented, name, seed)
    by = data.draw(st.sampled_from(["", *(f.name for f in entity.fields if not f.is_sealed and f.kind != Kind.CODES)]))
    selection = Selection(order_by=by, descending=data.draw(st.booleans()), limit=data.draw(st.integers(1, MANY)))
    with lasting.begin() as unit:
        unit.records(name).add_many((record, STAMP) for record in records)
        whole = unit.records(name).select(replace(selection, limit=0))
        starts = range(0, MANY, selection.limit)
        pages = [unit.records(name).select(replace(selection, offset=start)) for start in starts]
        assert unit.records(name).select(replace(selection, offset=3, limit=0)) == whole[3:]
    assert tuple(record for page in pages for record in page) == whole
    told = [(getattr(record, by or TIME_FIELD[name]), record.id) for record in whole]
    answered = [pair for pair in told if pair[0] is not None]
    assert answered == sorted(answered, reverse=selection.descending)
    assert all(value is None for value, _ in told[len(answered) :])
    assert len(set(told)) == MANY


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=6, deadline=None)
@given(data=st.data(), seed=st.integers(0, 10**6))
def test_a_page_of_any_selection_is_what_its_meaning_says_wherever_it_begins(
    lasting: Store, invented: ModuleType, name: str, data: st.DataObject, seed: int
) -> None:
    """Counted off from the start, and from a record on: both are the same stretch of the whole, sorted in Python."""
    entity = invented.BY_NAME[name]
    records = filled(invented, name, seed)
    by = data.draw(st.sampled_from(["", *(f.name for f in entity.fields if not f.is_sealed)]))
    drawn = data.draw(invented.selections(entity))
    asked = replace(drawn, order_by=by, descending=data.draw(st.booleans()), limit=data.draw(st.integers(1, MANY)))
    wanted = in_order([record for record in records if matches(name, record, asked)], by or TIME_FIELD[name], asked)
    with lasting.begin() as unit:
        unit.records(name).add_many((record, STAMP) for record in records)
        for start in data.draw(st.sets(st.integers(0, len(wanted)), min_size=1, max_size=4)):
            stretch = tuple(wanted[start : start + asked.limit])
            assert unit.records(name).select(replace(asked, offset=start)) == stretch
            if start:
                before = wanted[start - 1]
                place = (getattr(before, by or TIME_FIELD[name]), before.id)
                assert unit.records(name).select(replace(asked, after=place)) == stretch
                assert unit.records(name).select(replace(asked, after=place, limit=0)) == tuple(wanted[start:])


def in_order(records: list[Any], by: str, asked: Selection) -> list[Any]:
    """Sorted by hand: those with a value by value and id, then those without, by id."""

    def told(record: Any) -> Any:  # noqa: ANN401 - by kind
        value = getattr(record, by)
        return " ".join(value) or None if isinstance(value, tuple) else value

    filled_ = sorted((r for r in records if told(r) is not None), key=lambda r: (told(r), r.id))
    empty = sorted((r for r in records if told(r) is None), key=lambda r: r.id)
    return filled_[::-1] + empty[::-1] if asked.descending else filled_ + empty
