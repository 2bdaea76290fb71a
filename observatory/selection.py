"""Which records are asked for: a saved filter is a value."""

from dataclasses import dataclass

Condition = tuple[str, frozenset[str]]
"""A field's name and the codes it may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Records that meet every condition.

    `where`: each named field has one of the codes. `any_of`: for each group at least one condition holds (a word of
    the search box that several lists know). `without`: the named fields are unanswered. `since` and `until` bound the
    entity's time field (`TIME_FIELD`) as text, both included: `2019-03`, `2019-Q1` or an ISO date, by entity.
    `limit` 0 means all.
    """

    where: tuple[Condition, ...] = ()
    any_of: tuple[tuple[Condition, ...], ...] = ()
    without: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    order_by: str = ""
    descending: bool = True
    offset: int = 0
    limit: int = 0


EVERYTHING = Selection()

TIME_FIELD = {"case": "month", "intervention": "start", "meeting": "held_on", "strength": "quarter"}
