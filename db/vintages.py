"""The records of one entity as they were known on past days, read once however many days are asked for."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_

from db.schema import REVISION
from observatory.fields import Entity
from observatory.plain import text_reader
from observatory.ports import R

if TYPE_CHECKING:
    from db.unit import SqlUnit

_CHUNK = 500
"""Records asked for by name at once; SQLite's limit of variables is far above it."""

T = TypeVar("T")
Places = dict[str, int]
"""The version that stood, by the record's id."""


class Vintages(Generic[R]):
    """Between two days few records differ: of a second day only these are looked for."""

    def __init__(self, unit: "SqlUnit", entity: Entity) -> None:
        self._unit: SqlUnit = unit
        self._own = REVISION.c.entity == entity.name
        self._restored = text_reader(entity)
        self._records: dict[tuple[str, int], R] = {}
        self._known: tuple[date, Places] | None = None

    def forget(self) -> None:
        """Something was written: what stands on a day has to be looked up again."""
        self._known = None

    def as_of(self, day: date) -> Iterator[R]:
        """As known at the end of a day, by id."""
        places = self._places(day)
        self._read([place for place in places.items() if place not in self._records])
        return (self._records[place] for place in places.items())

    def _places(self, day: date) -> Places:
        if self._known is None or day > self._known[0]:
            self._known = day, self._all(day)
        latest, places = self._known
        if day == latest:
            return places
        return self._without_changes(places, (day, latest))

    def _all(self, day: date) -> Places:
        """Of the first day everything, and at once: in the order of the sequence rows lie side by side on the disk."""
        newest = self._newest(day)
        if not self._records:
            self._keep(REVISION.c.sequence.in_(select(newest.subquery().c.sequence)))
            return dict(sorted(self._records))
        return {row[1]: row[2] for row in self._unit.read(newest.order_by(REVISION.c.record_id))}

    def _without_changes(self, places: Places, days: tuple[date, date]) -> Places:
        """The places of the earlier of two days, from those of the later."""
        first, last = days
        changed = select(REVISION.c.record_id).distinct().where(self._own)
        changed = changed.where(REVISION.c.as_of > first, REVISION.c.as_of <= last)
        touched = [row[0] for row in self._unit.read(changed)]
        before: Places = {}
        for some in _chunks(touched):
            newest = self._newest(first).where(REVISION.c.record_id.in_(some))
            before |= {row[1]: row[2] for row in self._unit.read(newest)}
        then = {record_id: before.get(record_id, 0) for record_id in touched}
        return {record_id: version for record_id, version in (places | then).items() if version}

    def _newest(self, day: date) -> Select[tuple[int, str, int]]:
        """Sequence, id and version of the newest revisions; SQLite gives the sequence of the row with the maximum."""
        last = select(REVISION.c.sequence, REVISION.c.record_id, func.max(REVISION.c.version).label("version"))
        return last.where(self._own, REVISION.c.as_of <= day).group_by(REVISION.c.record_id)

    def _read(self, places: list[tuple[str, int]]) -> None:
        place = tuple_(REVISION.c.record_id, REVISION.c.version)
        for some in _chunks(places):
            self._keep(and_(self._own, place.in_(some)))

    def _keep(self, wanted: ColumnElement[bool]) -> None:
        query = select(REVISION.c.record_id, REVISION.c.version, REVISION.c.snapshot).where(wanted)
        for record_id, version, snapshot in self._unit.read(query):
            self._records[record_id, version] = self._restored(record_id, version, snapshot)


def _chunks(many: list[T]) -> Iterable[list[T]]:
    return (many[start : start + _CHUNK] for start in range(0, len(many), _CHUNK))
