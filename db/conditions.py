"""A `Selection` as SQL; `observatory.selection.matches` is its meaning, and a property test compares the two."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Integer,
    Select,
    String,
    and_,
    cast,
    func,
    literal,
    not_,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.sql.expression import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from db import rows
from db.rows import table_of
from observatory.fields import Entity, Kind
from observatory.selection import TIME_FIELD, UNANSWERED, Condition, Selection, Span

_AS_IT_IS: custom_op[Any] = custom_op("+")
"""SQLite’s unary plus: the same value, for which it looks into no index."""

_ALL = -1
"""SQLite's LIMIT for «all»."""


def conditions(entity: Entity, selection: Selection, *, walks: bool = False) -> ColumnElement[bool]:
    """Everything but order and limits; where SQLite `walks` in the order asked for, no code leads it elsewhere."""
    return and_(True, *_conditions(entity, selection, walks=walks))


def _conditions(entity: Entity, selection: Selection, *, walks: bool) -> Iterator[ColumnElement[bool]]:
    for condition in selection.where:
        yield _holds(entity, condition, walks=walks and condition[0] != "id")
    for group in selection.any_of:
        yield or_(False, *(_holds(entity, condition, walks=walks) for condition in group))
    for condition in selection.excluding:
        yield not_(func.coalesce(_holds(entity, condition), False))
    for name in selection.without:
        yield table_of(entity).c[name].is_(None)
    if selection.since or selection.until:
        yield _within(entity, (TIME_FIELD[entity.name], selection.since, selection.until))
    for span in selection.within:
        yield _within(entity, span)


def _holds(entity: Entity, condition: Condition, *, walks: bool = False) -> ColumnElement[bool]:
    name, codes = condition
    column: ColumnElement[Any] = table_of(entity).c[name]
    if walks:
        column = UnaryExpression(column, operator=_AS_IT_IS, type_=column.type)
    kind = entity[name].kind if name != "id" else Kind.CODE
    told = sorted(code for code in codes if code != UNANSWERED)
    found = _any_code(column, kind, told)
    return or_(column.is_(None), found) if UNANSWERED in codes else found


def _any_code(column: ColumnElement[Any], kind: Kind, codes: list[str]) -> ColumnElement[bool]:
    if kind is Kind.CODES:
        padded = " " + column + " "
        return or_(False, *(func.instr(padded, f" {code} ") > 0 for code in codes))
    return and_(column.is_not(None), _as_text(column).in_(codes))


def _within(entity: Entity, span: Span) -> ColumnElement[bool]:
    name, since, until = span
    parts, dot, field = name.rpartition(".")
    if not dot:
        return _between(table_of(entity).c[name], since, until)
    part = table_of(entity.children[parts])
    return table_of(entity).c.id.in_(select(part.c.parent_id).where(_between(part.c[field], since, until)))


def _between(column: Column[Any], since: str, until: str) -> ColumnElement[bool]:
    text = _as_text(column)
    bounds = [text >= since, *([text <= until] if until else [])]
    return and_(column.is_not(None), *bounds)


def _as_text(column: ColumnElement[Any]) -> ColumnElement[str]:
    """A column as the text that `matches` compares. Only numbers are cast: a cast column can use no index."""
    if isinstance(column.type, Integer):
        return cast(column, String)
    return type_coerce(column, String) if isinstance(column.type, Date) else column


def ordered(query: Select[Any], entity: Entity, selection: Selection) -> Select[Any]:
    """By the asked column (empty ones last either way of asking), then by id, so that pages never overlap."""
    table = table_of(entity)
    column = _order(entity, selection)
    if selection.descending:
        query = query.order_by(column.desc(), table.c.id.desc())
    else:
        query = query.order_by(column.asc().nulls_last(), table.c.id.asc())
    return query.limit(selection.limit or _ALL).offset(0 if selection.after else selection.offset)


def followers(entity: Entity, selection: Selection) -> Iterator[ColumnElement[bool]]:
    """What follows the place that the selection names: the conditions of one or two stretches, in their order.

    Each stretch is one range of an index on the column and the id, which a disjunction would not be.
    """
    column, ident = _order(entity, selection), table_of(entity).c.id
    value, after = selection.after or (None, "")
    stored = literal(rows.stored(entity, column.name, value), column.type)
    if value not in rows.EMPTY:
        here, there = tuple_(column, ident), tuple_(stored, after)
        yield here < there if selection.descending else here > there
        yield column.is_(None)
    else:
        yield and_(column.is_(None), ident < after if selection.descending else ident > after)


def _order(entity: Entity, selection: Selection) -> Column[Any]:
    return table_of(entity).c[selection.order_by or TIME_FIELD[entity.name]]
