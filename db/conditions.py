"""A `Selection` as SQL; `observatory.selection.matches` is its meaning, and a property test compares the two."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Table, and_, cast, func, not_, or_

from db.rows import table_of
from observatory.fields import Entity, Kind
from observatory.selection import TIME_FIELD, UNANSWERED, Condition, Selection, Span


def conditions(entity: Entity, selection: Selection) -> ColumnElement[bool]:
    """Everything but order and limits."""
    return and_(True, *_conditions(entity, selection))


def _conditions(entity: Entity, selection: Selection) -> Iterator[ColumnElement[bool]]:
    for condition in selection.where:
        yield _holds(entity, condition)
    for group in selection.any_of:
        yield or_(False, *(_holds(entity, condition) for condition in group))
    for condition in selection.excluding:
        yield not_(func.coalesce(_holds(entity, condition), False))
    for name in selection.without:
        yield table_of(entity).c[name].is_(None)
    if selection.since or selection.until:
        yield _within(table_of(entity), (TIME_FIELD[entity.name], selection.since, selection.until))
    for span in selection.within:
        yield _within(table_of(entity), span)


def _holds(entity: Entity, condition: Condition) -> ColumnElement[bool]:
    name, codes = condition
    column: ColumnElement[Any] = table_of(entity).c[name]
    kind = entity[name].kind if name != "id" else Kind.CODE
    told = sorted(code for code in codes if code != UNANSWERED)
    found = _any_code(column, kind, told)
    return or_(column.is_(None), found) if UNANSWERED in codes else found


def _any_code(column: ColumnElement[Any], kind: Kind, codes: list[str]) -> ColumnElement[bool]:
    if kind is Kind.CODES:
        padded = " " + column + " "
        return or_(False, *(padded.contains(f" {code} ", autoescape=True) for code in codes))
    text = cast(column, String) if kind in (Kind.INTEGER, Kind.DATE) else column
    return and_(column.is_not(None), text.in_(codes))


def _within(table: Table, span: Span) -> ColumnElement[bool]:
    name, since, until = span
    text = cast(table.c[name], String)
    bounds = [text >= since, *([text <= until] if until else [])]
    return and_(table.c[name].is_not(None), *bounds)


def ordered(query: Select[Any], entity: Entity, selection: Selection) -> Select[Any]:
    """By the asked column (empty ones last either way of asking), then by id, so that pages never overlap."""
    table = table_of(entity)
    column = table.c[selection.order_by or TIME_FIELD[entity.name]]
    by = (column.desc(), table.c.id.desc()) if selection.descending else (column.asc(), table.c.id.asc())
    query = query.order_by(*by)
    return query.limit(selection.limit).offset(selection.offset) if selection.limit else query
