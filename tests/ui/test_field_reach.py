"""Every field of every record reaches the form, where a person may type it, and the history."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from db.memory import MemoryStore
from observatory.codelists import codelist
from observatory.entities import ENTITIES
from observatory.fields import Entity, Field, Kind
from observatory.ports import Revision, Stamp
from observatory.privacy.masking import Sight
from observatory.terms import Language
from ui.desktop.records.history import HistoryPart
from ui.desktop.records.sheet import Sheet
from ui.desktop.session import Session

NOW = datetime(2026, 5, 14, 10, 30, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 2), NOW, "clinician", "N")
Way = tuple[tuple[str, Entity], ...]
"""How a field is reached: each attribute that holds child records, with their entity."""


@pytest.fixture
def session() -> Iterator[Session]:
    made = Session(MemoryStore(), clock=lambda: NOW, language=Language.IT)
    yield made
    made.deleteLater()


def ways(entity: Entity, way: Way = ()) -> Iterator[tuple[Way, Entity]]:
    yield way, entity
    for name, child in entity.children.items():
        yield from ways(child, (*way, (name, child)))


def record(entity: Entity, way: Way, **values: object) -> Any:  # noqa: ANN401 - the entity's dataclass
    """A record that holds one child at each step of the way, and the values in the last."""
    if not way:
        return entity.type(id="x", **values)
    (name, child), *rest = way
    return replace(entity.type(id="x"), **{name: (record(child, tuple(rest), **values),)})


def an_answer(field: Field) -> object:
    if field.is_coded:
        code = next(iter(codelist(field.codelist))).code
        return (code,) if field.kind is Kind.CODES else code
    typed = {Kind.MONTH: "2025-11", Kind.QUARTER: "2025-Q4", Kind.DATE: date(2025, 11, 3), Kind.INTEGER: 77}
    return typed.get(field.kind, "parola")


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_field_is_told_by_the_history(entity: Entity) -> None:
    part = HistoryPart(entity, Language.IT, Sight(), lambda html: html, {})
    for way, holder in ways(entity):
        for field in holder.fields:
            now = record(entity, way, **{field.name: an_answer(field)})
            versions = tuple(Revision(STAMP, n, (), each) for n, each in enumerate((record(entity, way), now), 1))
            assert f"{escape(field.label.in_(Language.IT))}: " in part.html(versions), (way, field.name)


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_field_that_a_person_types_is_in_the_form(qtbot: QtBot, session: Session, entity: Entity) -> None:
    sheet = Sheet(entity, session).in_sections()
    qtbot.addWidget(sheet)
    open_one_of_each(sheet)
    found = {cell.path for cell in sheet.walk()}
    for way, holder in ways(entity):
        typed = not any(name in entity_before(entity, way, at).acted for at, (name, _) in enumerate(way))
        place = "".join(f"{name}.0." for name, _ in way)
        for field in holder.fields:
            assert (place + field.name in found) == (typed and not field.automatic), place + field.name


def entity_before(entity: Entity, way: Way, at: int) -> Entity:
    """Whose child the step at that place is."""
    return way[at - 1][1] if at else entity


def open_one_of_each(sheet: Sheet) -> None:
    for rows in sheet.lists.values():
        rows.add_one()
        open_one_of_each(rows.cards[0].sheet)
