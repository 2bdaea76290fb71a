"""Meetings that follow one another: which form a series, and which of their points are still open.

A point stays open until a meeting deals with it or strikes it with a reason; a later meeting of the series that took
it up answers for it from then on.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from observatory.meetings.meeting import AgendaItem, Meeting
from observatory.meetings.quorum import DEFERRAL, WITHOUT_QUORUM, is_valid

DEALT_WITH, PUT_OFF, STRUCK = "TR", "RI", "ST"
"""Codes of the list `agenda_outcome`."""


@dataclass(frozen=True, slots=True)
class Point:
    """An agenda item and the meeting on whose agenda it stood."""

    meeting: Meeting
    item: AgendaItem


def series_of(meeting: Meeting) -> str:
    """What meetings of one series have in common: their series' name, else their type."""
    return series_key(meeting.series, meeting.kind)


def series_key(series: str | None, kind: str | None) -> str:
    """As `series_of`, whatever the case and the spaces that the name was typed with."""
    name = " ".join((series or "").split()).casefold()
    return f"name {name}" if name else f"kind {kind or ''}"


def in_series(meetings: Iterable[Meeting], key: str) -> tuple[Meeting, ...]:
    """The meetings of a series, the earliest first."""
    return tuple(sorted((each for each in meetings if series_of(each) == key), key=_order))


def is_open(item: AgendaItem) -> bool:
    """Whether a point waits for another meeting.

    What was put off is open; what was dealt with or struck is not. Where nobody said, a valid decision other than
    putting off has closed it. A decision taken without quorum keeps it open: it is to be ratified.
    """
    if item.outcome == STRUCK:
        return False
    if any(each.adopted == WITHOUT_QUORUM for each in item.decisions):
        return True
    if item.outcome in (DEALT_WITH, PUT_OFF):
        return item.outcome == PUT_OFF
    return not any(each.kind != DEFERRAL and is_valid(each) for each in item.decisions)


def pending(earlier: Iterable[Meeting]) -> tuple[Point, ...]:
    """The open points of a series that no later meeting took up, the oldest first; `earlier` as `in_series` gives them.

    Of meetings recorded before points had outcomes, only the last is asked: nobody said of the others what came of
    them.
    """
    held = tuple(earlier)
    taken_up = {item.origin_id for meeting in held for item in meeting.agenda if item.origin_id}
    told = [each for each in held if each.quorum is not None or each is held[-1]]
    points = (Point(meeting, item) for meeting in told for item in meeting.agenda)
    return tuple(point for point in points if is_open(point.item) and point.item.id not in taken_up)


def root_of(item: AgendaItem, every: Iterable[Meeting]) -> str:
    """The id of what a carried point began with: the action or decision that it was about, else its first item."""
    items = {each.id: each for meeting in every for each in meeting.agenda}
    seen: set[str] = set()
    root = item.id
    while item.origin_id and item.origin_id not in seen:
        seen.add(item.origin_id)
        root = item.origin_id
        if root not in items:
            break
        item = items[root]
    return root


def _order(meeting: Meeting) -> tuple[date, int, str]:
    return meeting.held_on or date.max, meeting.number or 0, meeting.id
