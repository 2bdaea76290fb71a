"""The record that a form opens on: one from the store, one that was begun and not recorded, or an empty one."""

from dataclasses import replace
from typing import Any

from observatory.authorisation.rules import FORCE, own_force
from observatory.fields import Entity
from observatory.ports import Draft
from observatory.usecases.record import new_record
from ui.desktop.session import Session


class Beginnings:
    """Of one kind of record."""

    def __init__(self, entity: Entity, session: Session) -> None:
        self._entity, self._session = entity, session

    def stored(self, record_id: str) -> Any:  # noqa: ANN401 - the entity's dataclass
        """The record as it stands; raises `NotFound`."""
        with self._session.begin() as unit:
            return unit.records(self._entity.name).get(record_id)

    def begun(self) -> Any:  # noqa: ANN401 - the entity's dataclass
        """A new record of which only a draft exists, or None."""
        with self._session.begin() as unit:
            drafts = [draft for draft in unit.drafts.all(self._entity.name) if not draft.version]
        return self.of_draft(drafts[0]) if drafts else None

    def of_draft(self, draft: Draft) -> Any:  # noqa: ANN401 - the entity's dataclass
        """The record over which a draft is kept."""
        return self.stored(draft.record_id) if draft.version else replace(self.empty(), id=draft.record_id)

    def empty(self) -> Any:  # noqa: ANN401 - the entity's dataclass
        """A new record, of the only force for which the member may record, if there is such a bound."""
        empty, force = new_record(self._entity, self._session.clock), own_force(self._session.member, self._entity)
        return replace(empty, **{FORCE: force}) if force else empty
