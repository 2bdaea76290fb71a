"""The records of one entity as they were known on past days, read once however many days are asked for."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, func, literal_column, select

from db.read_ahead import read_ahead
from db.schema import REVISION
from observatory.fields import Entity
from observatory.plain import mapping_reader, numbered_reader
from observatory.ports import R

if TYPE_CHECKING:
    from db.unit import SqlUnit

_CHUNK = 500
"""Records asked for at once."""

T = TypeVar("T")
Places = dict[str, int]
"""The number of the revision that stood, by the record's id."""


_AS_TEXT: ColumnElement[str] = literal_column(
    """'[' || group_concat(
        '[' || sequence || ',{"id":' || json_quote(record_id) || ',"version":' || version
        || iif(snapshot = '{}', '', ',') || substr(snapshot, 2) || ']'
    ) || ']'"""
)
_DAYS, _NUMBERS = mapping_reader(date), mapping_reader(int)


class Vintages(Generic[R]):
    """Between two days few records differ: of a second day only these are looked for."""

    def __init__(self, unit: "SqlUnit", entity: Entity) -> None:
        self._unit: SqlUnit = unit
        self._own = REVISION.c.entity == entity.name
        self._restored = numbered_reader(entity)
        self._records: dict[int, R] = {}
        self._known: tuple[date, Places] | None = None
        self._first: tuple[date, Mapping[str, date]] | None = None

    def forget(self) -> None:
        """Something was written: what stands on a day has to be looked up again."""
        self._known = self._first = None

    def as_of(self, day: date) -> Iterator[R]:
        """As known at the end of a day, by id."""
        places = self._places(day)
        self._read(sorted(place for place in places.values() if place not in self._records))
        return (self._records[place] for place in places.values())

    def first_known(self, until: date) -> Mapping[str, date]:
        """When each became known, of those that were by then."""
        if self._first is None or until > self._first[0]:
            first = select(REVISION.c.record_id, func.min(REVISION.c.as_of).label("day")).group_by(REVISION.c.record_id)
            told = first.where(self._own, REVISION.c.as_of <= until).subquery()
            self._first = until, _DAYS(self._told(func.json_group_object(told.c.record_id, told.c.day)))
        latest, known = self._first
        return known if until == latest else {name: day for name, day in known.items() if day <= until}

    def _places(self, day: date) -> Places:
        if self._known is None or day > self._known[0]:
            self._known = day, self._all(day)
        latest, places = self._known
        if day == latest:
            return places
        return self._without_changes(places, (day, latest))

    def _all(self, day: date) -> Places:
        told = self._newest(day).order_by(REVISION.c.record_id).subquery()
        return _NUMBERS(self._told(func.json_group_object(told.c.record_id, told.c.sequence)))

    def _without_changes(self, places: Places, days: tuple[date, date]) -> Places:
        """The places of the earlier of two days, from those of the later."""
        first, last = days
        changed = select(REVISION.c.record_id).distinct().where(self._own)
        changed = changed.where(REVISION.c.as_of > first, REVISION.c.as_of <= last)
        touched = [row[0] for row in self._unit.read(changed)]
        before: Places = {}
        for some in _chunks(touched):
            newest = self._newest(first).where(REVISION.c.record_id.in_(some))
            before |= {row[1]: row[0] for row in self._unit.read(newest)}
        then = {record_id: before.get(record_id, 0) for record_id in touched}
        return {record_id: place for record_id, place in (places | then).items() if place}

    def _newest(self, day: date) -> Select[tuple[int, str, int]]:
        """Sequence, id and version of the newest revisions; SQLite gives the sequence of the row with the maximum."""
        last = select(REVISION.c.sequence, REVISION.c.record_id, func.max(REVISION.c.version).label("version"))
        return last.where(self._own, REVISION.c.as_of <= day).group_by(REVISION.c.record_id)

    def _read(self, places: list[int]) -> None:
        """In the order of their numbers revisions lie side by side on the disk."""
        for text in read_ahead(self._text, _chunks(places)):
            self._records.update(self._restored(text))

    def _text(self, places: list[int]) -> str:
        """The revisions of these numbers as one text: SQLite writes it much faster than rows are fetched."""
        asked = select(func.json_each(str(places)).table_valued("value").c.value)
        return self._told(_AS_TEXT, REVISION.c.sequence.in_(asked))

    def _told(self, text: ColumnElement[str], *which: ColumnElement[bool]) -> str:
        return str(self._unit.read(select(text).where(*which))[0][0])


def _chunks(many: list[T]) -> Iterable[list[T]]:
    return (many[start : start + _CHUNK] for start in range(0, len(many), _CHUNK))
