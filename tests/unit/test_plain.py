"""Records from their JSON text: at once where the text is as the type says, with care where it is not."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.cases.case import Case, Source
from observatory.cases.fields import CASE
from observatory.entities import ENTITIES
from observatory.fields import Entity
from observatory.plain import numbered_reader, restored, values_of
from tests.db.invented_records import records

READERS = {entity.name: numbered_reader(entity) for entity in ENTITIES}
EMPTY = {entity.name: restored(entity, "c2", 1, {}) for entity in ENTITIES}
WHOLE = Case(
    id="c1", force="PS", status_date=date(2024, 3, 1), sources=(Source(id="s1", received_on=date(2024, 2, 29)),)
)


def read(entity: Entity, values: dict[str, object]) -> object:
    beside = {"id": "c2", "version": 1, **values_of(entity, EMPTY[entity.name])}
    found = READERS[entity.name](json.dumps([[7, {"id": "c1", "version": 3, **values}], [8, beside]]))
    assert [number for number, _ in found] == [7, 8]
    return found[0][1]


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
@settings(max_examples=15)
@given(data=st.data())
def test_a_record_of_any_kind_comes_back_from_its_text_as_it_was(entity: Entity, data: st.DataObject) -> None:
    record = replace(data.draw(records(entity)), id="c1", version=3)
    assert read(entity, values_of(entity, record)) == record


@pytest.mark.parametrize(
    "given_",
    [
        {"note": ""},
        {"status_date": "primavera"},
        {"status_date": "20240301"},
        {"status_date": ""},
        {"circumstances": None},
        {"sources": [{"id": "s1", "received_on": "ieri"}]},
        {"force": 7},
        {"no_longer_a_field": "x"},
        {"note": 'a «quota" and \\ a line\n'},
    ],
    ids="-".join,
)
def test_text_that_is_not_as_the_type_says_is_read_with_the_same_care_as_values(given_: dict[str, object]) -> None:
    values = {**values_of(CASE, WHOLE), **given_}
    assert read(CASE, values) == restored(CASE, "c1", 3, values)


def test_what_an_older_program_did_not_write_stands_unanswered() -> None:
    assert read(CASE, {}) == Case(id="c1", version=3)
    assert read(CASE, {"force": "PS"}) == Case(id="c1", version=3, force="PS")


def test_a_code_is_kept_once_for_all_records_that_have_it() -> None:
    one, other = (read(CASE, values_of(CASE, WHOLE)) for _ in range(2))
    assert isinstance(one, Case)
    assert isinstance(other, Case)
    assert one.force is other.force
    assert read(CASE, {"force": "XX"}) == Case(id="c1", version=3, force="XX")
