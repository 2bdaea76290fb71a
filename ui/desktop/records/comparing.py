"""Brings a draft together with a record that somebody else changed meanwhile, field by field."""

from dataclasses import dataclass
from typing import Any

from observatory.fields import Entity
from observatory.ports import Json, Revision
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Merged:
    """The values to go on with: mine where I changed them, theirs elsewhere; `both` changed on both sides."""

    values: Json
    theirs: tuple[str, ...]
    both: tuple[str, ...]


def merged(base: Json, mine: Json, theirs: Json) -> Merged:
    """Three-way comparison of the values of one record; where both sides changed a field, mine stays and is named."""
    changed_there = tuple(name for name in theirs if theirs[name] != base.get(name))
    changed_here = {name for name in mine if mine[name] != base.get(name)}
    values = {name: mine.get(name) if name in changed_here else theirs[name] for name in theirs}
    both = tuple(name for name in changed_there if name in changed_here and mine[name] != theirs[name])
    return Merged(values, tuple(name for name in changed_there if name not in both), both)


def version_of(history: tuple[Revision[Any], ...], version: int) -> Any:  # noqa: ANN401 - the entity's dataclass
    """The record as it stood at that version, or None if the history does not hold it."""
    return next((revision.record for revision in history if revision.version == version), None)


def attribute_label(entity: Entity, name: str) -> Term:
    """What people call an attribute of a record: a field's label, or the plural of the child records it holds."""
    return entity.children[name].plural if name in entity.children else entity[name].label
