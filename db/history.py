"""Records as a store keeps and compares them, alike in both stores."""

from dataclasses import fields, replace
from typing import Any

from observatory.fields import Entity
from observatory.plain import restored, values_of

_EMPTY = (None, (), "")


def kept(entity: Entity, record: Any, version: int) -> Any:  # noqa: ANN401 - the entity's dataclass
    """The record as it is read back once recorded as that version: empty texts are unanswered fields."""
    return restored(entity, record.id, version, values_of(entity, record))


def changed(before: object | None, after: Any) -> tuple[str, ...]:  # noqa: ANN401 - the entity's dataclass
    """The attributes that differ, or those that are filled when there was nothing before."""
    names = [field.name for field in fields(after) if field.name not in ("id", "version")]
    if before is None:
        return tuple(name for name in names if getattr(after, name) not in _EMPTY)
    return tuple(name for name in names if _told(getattr(before, name)) != _told(getattr(after, name)))


def _told(value: object) -> object:
    return None if value in _EMPTY else value


def without_narratives(entity: Entity, record: Any) -> Any:  # noqa: ANN401 - as above
    """The record with its sealed fields empty; child records have none."""
    return replace(record, **{field.name: None for field in entity.sealed_fields})
