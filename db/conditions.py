"""A `Selection` as SQL; `observatory.selection.matches` is its meaning, and a property test compares the two."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Select, String, Table, and_, cast, func, not_, or_, type_coerce

from db.rows import table_of
from observatory.fields import Entity, Kind
from observatory.selection import TIME_FIELD, UNANSWERED, Condition, Selection, Span

_ALL = -1
"""SQLite's LIMIT for «all»."""


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
        return or_(False, *(func.instr(padded, f" {code} ") > 0 for code in codes))
    return and_(column.is_not(None), _as_text(column).in_(codes))


def _within(table: Table, span: Span) -> ColumnElement[bool]:
    name, since, until = span
    text = _as_text(table.c[name])
    bounds = [text >= since, *([text <= until] if until else [])]
    return and_(table.c[name].is_not(None), *bounds)


def _as_text(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A column as the text that `matches` compares. Only numbers are cast: a cast column can use no index."""
    if isinstance(column.type, Integer):
        return cast(column, String)
    return type_coerce(column, String) if isinstance(column.type, Date) else column


def ordered(query: Select[Any], entity: Entity, selection: Selection) -> Select[Any]:
    """By the asked column (empty ones last either way of asking), then by id, so that pages never overlap."""
    table = table_of(entity)
    column = table.c[selection.order_by or TIME_FIELD[entity.name]]
    if selection.descending:
        query = query.order_by(column.desc(), table.c.id.desc())
    else:
        query = query.order_by(column.asc().nulls_last(), table.c.id.asc())
    return query.limit(selection.limit or _ALL).offset(selection.offset)
