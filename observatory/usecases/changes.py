"""What changed from one version of a record to the next, field by field, and the version that was known on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from observatory.fields import Entity, Field
from observatory.ports import R, Revision
from observatory.terms import Term


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that differs. `within` names the parts it stands in, outermost first, each with its place from 1."""

    within: tuple[tuple[Term, int], ...]
    field: Field
    before: object
    after: object


def changes(entity: Entity, before: object | None, after: object) -> tuple[Change, ...]:
    """Every answer that differs, in the form's order; a child record that came or went is one against nothing."""
    return tuple(_changes(entity, before or entity.type(id=""), after, ()))


def known_on(history: tuple[Revision[R], ...], day: date) -> Revision[R] | None:
    """The version that counted as known at the end of a day, as vintages take it; None before the first."""
    known = [revision for revision in history if revision.stamp.as_of <= day]
    return max(known, key=lambda revision: revision.version, default=None)


def standings(history: tuple[Revision[R], ...], fields: tuple[str, ...]) -> tuple[Revision[R], ...]:
    """The versions in which one of the fields differs from the version before, oldest first."""
    told: list[Revision[R]] = []
    for revision in history:
        if not told or any(getattr(told[-1].record, name) != getattr(revision.record, name) for name in fields):
            told.append(revision)
    return tuple(told)


def _changes(entity: Entity, before: object, after: object, within: tuple[tuple[Term, int], ...]) -> Iterator[Change]:
    for field in entity.fields:
        old, new = _told(getattr(before, field.name)), _told(getattr(after, field.name))
        if old != new:
            yield Change(within, field, old, new)
    for name, child in entity.children.items():
        for place, old, new in _paired(child, getattr(before, name), getattr(after, name)):
            yield from _changes(child, old, new, (*within, (child.label, place)))


def _paired(child: Entity, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[tuple[int, Any, Any]]:
    """Child records by their id, each with its place; an empty one stands for what is not there."""
    earlier, later = {row.id: row for row in before}, {row.id: row for row in after}
    for place, row in enumerate(after, 1):
        yield place, earlier.get(row.id) or child.type(id=row.id), row
    for place, row in enumerate(before, 1):
        if row.id not in later:
            yield place, row, child.type(id=row.id)


def _told(value: object) -> object:
    return None if value in (None, (), "") else value
