"""A field declared once is in the form, on the page, in the history and in the stored text of its record."""

import importlib.util
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.entities import ENTITIES
from observatory.fields import Entity, Field
from observatory.plain import restored, values_of
from observatory.terms import Language
from observatory.usecases.changes import changes
from ui.desktop.records.sheet import Sheet
from ui.desktop.session import Session

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)


def loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


INVENTED = loaded(Path(__file__).parent.parent / "db" / "invented_records.py")


def some(field: Field) -> Any:  # noqa: ANN401 - by kind of field
    """An answer to the field."""
    chance = Random(1)  # noqa: S311 - invented
    return next(value for value in iter(lambda: INVENTED._quick_value(field, chance), object()) if value)


def parts(entity: Entity) -> Iterator[Entity]:
    yield entity
    for child in entity.children.values():
        yield from parts(child)


EVERY = [(entity, part) for entity in ENTITIES for part in parts(entity)]
IDS = [f"{entity.name}-{part.name}" for entity, part in EVERY]


@pytest.mark.parametrize(("entity", "part"), EVERY, ids=IDS)
def test_a_change_of_each_field_is_told_in_the_history(entity: Entity, part: Entity) -> None:
    assert entity in ENTITIES
    blank = part.type(id="x")
    for field in part.fields:
        answered = replace(blank, **{field.name: some(field)})
        (told,) = changes(part, blank, answered)
        assert told.field == field


@pytest.mark.parametrize(("entity", "part"), EVERY, ids=IDS)
def test_each_field_outlives_the_text_that_is_stored(entity: Entity, part: Entity) -> None:
    assert entity in ENTITIES
    for field in part.fields:
        answered = replace(part.type(id="x"), **{field.name: some(field)})
        assert restored(part, "x", 0, values_of(part, answered)) == answered


@pytest.mark.parametrize(("entity", "part"), EVERY, ids=IDS)
def test_each_field_is_in_the_form_or_is_written_by_the_program(qtbot: QtBot, entity: Entity, part: Entity) -> None:
    session = Session(MemoryStore(), clock=lambda: NOW, language=Language.IT)
    sheet = Sheet(part, session, "" if part is entity else "part.").in_columns()
    qtbot.addWidget(sheet)
    sheet.set_values(values_of(part, part.type(id="x")))
    assert {field.name for field in part.fields} - set(sheet.cells) == {
        field.name for field in part.fields if field.automatic
    }
    assert set(part.children) - set(sheet.lists) == set(part.acted)
    assert set(sheet.values()) == {field.name for field in part.fields} | set(part.children)
