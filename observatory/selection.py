"""Which records are asked for: a saved filter is a value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

UNANSWERED = ""
"""The code that, in a condition, stands for a field left empty (None, or a tuple without codes)."""

Condition = tuple[str, frozenset[str]]
"""A field's name and the codes it may have; a field of several codes needs one of them."""

Span = tuple[str, str, str]
"""A field's name and its first and last value as text, both included; an empty bound is open.

A name with a dot is a field of the parts of that name, of which one lies within: `follow_ups.due_month`.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Records that meet every condition. `matches` is the meaning; a store must agree with it.

    `where`: each named field has one of the codes. `any_of`: for each group at least one condition holds (a word of
    the search box that several lists know). `excluding`: no condition holds; a record whose field is empty stays,
    unless the condition names `UNANSWERED`. `without`: the named fields are unanswered. `since` and `until` bound the
    entity's time field (`TIME_FIELD`) as text, both included: `2019-03`, `2019-Q1` or an ISO date, by entity.
    `within` bounds other fields of months, quarters or dates in the same way; an empty field is out of every span.
    An empty `order_by` is the time field; `limit` 0 means all. Two conditions on one field must both hold. `after` is
    the place of a record (its value of `order_by` and its id): only what follows it is asked for, and `offset` counts
    for nothing.
    """

    where: tuple[Condition, ...] = ()
    any_of: tuple[tuple[Condition, ...], ...] = ()
    excluding: tuple[Condition, ...] = ()
    without: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    within: tuple[Span, ...] = ()
    order_by: str = ""
    descending: bool = True
    offset: int = 0
    limit: int = 0
    after: tuple[Any, str] | None = None


EVERYTHING = Selection()

TIME_FIELD = {
    "case": "month",
    "intervention": "start",
    "meeting": "held_on",
    "strength": "quarter",
    "case_link": "decided_on",
    "recommendation": "issued_on",
    "procedure": "adopted_on",
    "indicator": "fixed_on",
    "signal": "period",
}


def matches(entity: str, record: Any, selection: Selection) -> bool:  # noqa: ANN401 - any record of the entity
    """Whether the record of the entity of that name meets every condition; order and limits aside."""
    spans = selection.within
    if selection.since or selection.until:
        spans = (*spans, (TIME_FIELD[entity], selection.since, selection.until))
    return (
        all(_holds(record, condition) for condition in selection.where)
        and all(any(_holds(record, condition) for condition in group) for group in selection.any_of)
        and not any(_holds(record, condition) for condition in selection.excluding)
        and all(_codes(record, name) == {UNANSWERED} for name in selection.without)
        and all(_is_within(record, span) for span in spans)
    )


def _holds(record: object, condition: Condition) -> bool:
    name, codes = condition
    return not codes.isdisjoint(_codes(record, name))


def _codes(record: object, name: str) -> set[str]:
    value = getattr(record, name)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return set(value) or {UNANSWERED}
    return {UNANSWERED if value is None else str(value)}


def _is_within(record: object, span: Span) -> bool:
    name, since, until = span
    texts = (text for text in _texts(record, name) if text != UNANSWERED)
    return any(since <= text and (not until or text <= until) for text in texts)


def _texts(record: object, name: str) -> Iterator[str]:
    parts, dot, field = name.rpartition(".")
    for each in getattr(record, parts) if dot else (record,):
        value = getattr(each, field)
        yield UNANSWERED if value is None else str(value)
