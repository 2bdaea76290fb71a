"""Drafts: what was typed and not yet recorded outlives a lock, a crash and a refresh."""

from typing import Any

from observatory.fields import Entity
from observatory.plain import restored, values_of
from observatory.ports import Clock, Draft, Json, UnitOfWork

__all__ = ["discard_draft", "draft_key", "recover", "restored", "save_draft", "values_of"]


def draft_key(entity: Entity, record_id: str) -> str:
    """The name under which the draft of a record is kept: one draft for each record."""
    return f"{entity.name}:{record_id}"


def save_draft(unit: UnitOfWork, entity: Entity, record: Any, values: Json, clock: Clock) -> Draft:  # noqa: ANN401
    """Keep what was typed over `record` (the version it started from) and commit; replaces the earlier draft."""
    draft = Draft(draft_key(entity, record.id), entity.name, record.id, record.version, values, clock())
    unit.drafts.save(draft)
    unit.commit()
    return draft


def recover(unit: UnitOfWork, entity: Entity, record_id: str) -> Draft | None:
    """The draft of a record, if there is one."""
    return unit.drafts.get(draft_key(entity, record_id))


def discard_draft(unit: UnitOfWork, entity: Entity, record_id: str) -> None:
    """Forget the draft of a record and commit."""
    unit.drafts.discard(draft_key(entity, record_id))
    unit.commit()
