"""A field is said three times, as attribute, `Field` and column: the three must agree."""

import typing
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from types import UnionType
from typing import Any

import pytest
from sqlalchemy import Date, Integer, LargeBinary, String

from db.schema import METADATA
from observatory.codelists import Coded, codelist, names
from observatory.entities import ENTITIES
from observatory.fields import Entity, Kind
from observatory.selection import TIME_FIELD


def every_entity(entities: tuple[Entity, ...] = ENTITIES) -> Iterator[Entity]:
    for entity in entities:
        yield entity
        yield from every_entity(tuple(entity.children.values()))


ALL = tuple(every_entity())
NAMES = [entity.name for entity in ALL]

PYTHON: dict[Kind, Any] = {
    **dict.fromkeys((Kind.CODE, Kind.ANSWER), Coded | None),
    Kind.CODES: tuple[Coded, ...],
    Kind.DATE: date | None,
    Kind.INTEGER: int | None,
}
COLUMNS = {Kind.DATE: Date, Kind.INTEGER: Integer, Kind.NARRATIVE: LargeBinary}


@pytest.mark.parametrize("entity", ALL, ids=NAMES)
def test_attributes_and_fields_agree(entity: Entity) -> None:
    standing = {"id", "version"} if entity in ENTITIES else {"id"}
    attributes = {field.name for field in fields(entity.type)}
    assert attributes == standing | {field.name for field in entity.fields} | set(entity.children)
    assert len({field.name for field in entity.fields}) == len(entity.fields)


@pytest.mark.parametrize("entity", ALL, ids=NAMES)
def test_attributes_have_the_type_that_their_kind_promises(entity: Entity) -> None:
    types: dict[str, type | UnionType] = typing.get_type_hints(entity.type)
    for field in entity.fields:
        assert types[field.name] == PYTHON.get(field.kind, str | None), field.name
    for name, child in entity.children.items():
        assert types[name] == tuple[child.type, ...]  # type: ignore[name-defined]


def test_records_share_every_code_of_every_list_and_nothing_else() -> None:
    assert set(typing.get_args(Coded)) == {code.code for name in names() for code in codelist(name)}


@pytest.mark.parametrize("entity", ALL, ids=NAMES)
def test_columns_and_fields_agree(entity: Entity) -> None:
    table = METADATA.tables[entity.name]
    standing = {"id", "version"} if entity in ENTITIES else {"id", "parent_id", "place"}
    # A case's own field «place» is a type of place; a child's «place» is its position. No entity needs both.
    assert {column.name for column in table.columns} == standing | {field.name for field in entity.fields}
    assert standing.isdisjoint(field.name for field in entity.fields)
    for field in entity.fields:
        column = table.columns[field.name]
        assert isinstance(column.type, COLUMNS.get(field.kind, String)), field.name
        assert column.nullable


@pytest.mark.parametrize("entity", ALL, ids=NAMES)
def test_children_hang_on_their_parent_and_go_with_it(entity: Entity) -> None:
    for child in entity.children.values():
        (key,) = METADATA.tables[child.name].columns["parent_id"].foreign_keys
        assert (key.target_fullname, key.ondelete) == (f"{entity.name}.id", "CASCADE")


@pytest.mark.parametrize("entity", ALL, ids=NAMES)
def test_code_lists_exist_and_what_is_listed_is_a_field(entity: Entity) -> None:
    for field in entity.fields:
        assert bool(field.codelist) == field.is_coded, field.name
        if field.is_coded:
            codes = [code.code for code in codelist(field.codelist)]
            assert codes
            assert not any(" " in code or not code for code in codes), "several codes are stored joined by a space"
            assert set(field.not_offered) < set(codes)
    for name in (*entity.listed, *entity.title):
        assert entity[name]


def test_no_child_has_a_narrative() -> None:
    """Vintages drop the record's own narratives only."""
    assert [entity.name for entity in ALL if entity not in ENTITIES and entity.sealed_fields] == []


def test_each_entity_has_its_own_name_and_a_time() -> None:
    assert len(set(NAMES)) == len(NAMES)
    assert {
        entity.name: TIME_FIELD[entity.name] for entity in ENTITIES if entity[TIME_FIELD[entity.name]]
    } == TIME_FIELD
