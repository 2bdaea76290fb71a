"""What waits for a member: their own work, what is to be reviewed, what is overdue, what is awaited from the forces.

Few lists, each short, and every line leads to its record. To add a kind of line: one generator, named in its list.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from observatory.authorisation.rules import may_follow_actions, may_read, may_write
from observatory.cases.completeness import incomplete_selection
from observatory.cases.overdue import LONGEST_DAYS_SUSPECTED, overdue_selection
from observatory.entities import BY_NAME, ENTITIES
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.labels import when
from observatory.meetings.actions import due_day, is_overdue
from observatory.periods import Month
from observatory.ports import Draft, UnitOfWork
from observatory.recommendations.clocks import CLOCK_LABELS, Due, due
from observatory.security.members import Member
from observatory.selection import EVERYTHING, Selection
from observatory.terms import Language, Term
from observatory.usecases.follow_actions import open_actions

MOST = 20
"""Lines of one kind: who has more waiting looks at the view, which has all of them."""

MONTHS_UNTIL_DUE = {"72H": 0, "7G": 0, "30G": 1, "90G": 3, "180G": 6, "365G": 12}
"""Whole months from the start of an intervention to the month in which a follow-up is due, where none was written."""

_ACTIONS_PAGE = "minutes"
_SETTLED_FOLLOW_UPS = ("S", "N", "NA")
_OPEN_DECISIONS = ("AP", "CO", "SC")
_LONGEST_FOLLOW_UP_MONTHS = 24


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One thing that waits: of which record, what, and by when (a day or a month as text, or empty)."""

    entity: str
    record_id: str
    record: object | None
    what: Term
    due: str = ""
    draft: Draft | None = None
    all_of: Selection | None = None
    """Of a line that stands for many records: which they are."""
    page: str = ""
    """Where it is gone on with, if not in the record."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """Lines of one heading; `total` counts the records that the lines stand for and leave out as well."""

    name: str
    label: Term
    lines: tuple[WorkLine, ...]
    total: int


def work_lists(unit: UnitOfWork, member: Member, today: date) -> tuple[WorkList, ...]:
    """The four lists as the member may see them, empty ones included. Raises nothing for what may not be read."""
    made = (_mine, _overdue, _awaited, _to_review)
    return tuple(
        WorkList(name, label, lines, total)
        for (name, label), make in zip(_LABELS, made, strict=True)
        for lines, total in (_counted(make(unit, member, today)),)
    )


def due_month(intervention: Intervention, follow_up: FollowUp) -> Month | None:
    """The month in which a follow-up is due: the one written, or the one that its term gives."""
    if follow_up.due_month:
        return Month.parse(follow_up.due_month)
    if intervention.start and follow_up.due in MONTHS_UNTIL_DUE:
        return Month.parse(intervention.start) + MONTHS_UNTIL_DUE[follow_up.due]
    return None


def is_late(intervention: Intervention, follow_up: FollowUp, today: date) -> bool:
    """Whether the month of a follow-up is past and nobody said whether it was done."""
    month = due_month(intervention, follow_up)
    return month is not None and follow_up.done not in _SETTLED_FOLLOW_UPS and month < Month.of(today)


_Lines = Iterator[tuple[WorkLine, int]]
"""Lines, each with how many it stands for: a line «and so many more» is not there, its number is."""


def _counted(found: _Lines) -> tuple[tuple[WorkLine, ...], int]:
    pairs = tuple(found)
    return tuple(line for line, _ in pairs), sum(number for _, number in pairs)


def _mine(unit: UnitOfWork, member: Member, today: date) -> _Lines:
    """Drafts, and what is awaited from the member's own force."""
    for entity in (each for each in ENTITIES if may_write(member, each)):
        for draft in unit.drafts.all(entity.name):
            what = _DRAFT.with_values(day=when(draft.saved_at.astimezone().date(), Language.IT))
            yield WorkLine(entity.name, draft.record_id, None, what, draft=draft), 1
    for line in _clocks(unit, member, today):
        if line.awaits_force and member.force and line.force == member.force:
            yield _of_clock(unit, line), 1


def _to_review(unit: UnitOfWork, member: Member, _today: date) -> _Lines:
    if may_read(member, BY_NAME["case"]) and (incomplete := unit.cases.count(incomplete_selection())):
        yield WorkLine("case", "", None, _INCOMPLETE, all_of=incomplete_selection()), incomplete
    open_signals = Selection(where=(("outcome", frozenset({"NE", "VE", "AP"})),))
    yield from _selected(unit, member, "signal", open_signals, _SIGNAL)
    yield from _selected(unit, member, "indicator", Selection(without=("verdict",)), _INDICATOR)


def _overdue(unit: UnitOfWork, member: Member, today: date) -> _Lines:
    suspected = _SUSPECTED.with_values(days=LONGEST_DAYS_SUSPECTED)
    yield from _selected(unit, member, "case", overdue_selection(today), suspected)
    yield from _first(_follow_ups(unit, member, today))
    yield from _first(_undertaken(unit, member, today))
    for line in _clocks(unit, member, today):
        if line.is_overdue and not line.awaits_force:
            yield _of_clock(unit, line), 1


def _awaited(unit: UnitOfWork, member: Member, today: date) -> _Lines:
    for line in _clocks(unit, member, today):
        if line.awaits_force and line.force != member.force:
            yield _of_clock(unit, line), 1


def _selected(unit: UnitOfWork, member: Member, entity: str, selection: Selection, what: Term) -> _Lines:
    """The first records of a selection; the first line stands for those left out as well."""
    if not may_read(member, BY_NAME[entity]):
        return
    records = unit.records(entity)
    more = max(0, records.count(selection) - MOST)
    for record in records.select(replace(selection, limit=MOST)):
        yield WorkLine(entity, record.id, record, what), 1 + more
        more = 0


def _first(lines: Iterable[WorkLine]) -> _Lines:
    """The earliest of lines by when they were due."""
    ordered = sorted(lines, key=lambda line: line.due)
    more = max(0, len(ordered) - MOST)
    for line in islice(ordered, MOST):
        yield line, 1 + more
        more = 0


def _follow_ups(unit: UnitOfWork, member: Member, today: date) -> Iterator[WorkLine]:
    if not may_read(member, BY_NAME["intervention"]):
        return
    for each in _followed(unit, Month.of(today) - _LONGEST_FOLLOW_UP_MONTHS):
        for follow_up in each.follow_ups:
            if is_late(each, follow_up, today):
                yield WorkLine("intervention", each.id, each, _FOLLOW_UP, str(due_month(each, follow_up)))


def _followed(unit: UnitOfWork, first: Month) -> Iterator[Intervention]:
    """Interventions that began from that month on, and older ones with a follow-up written to fall due from then on."""
    due = ("follow_ups.due_month", str(first), "")
    yield from unit.interventions.select(Selection(since=str(first)))
    yield from unit.interventions.select(Selection(until=str(first - 1), within=(due,)))


def _undertaken(unit: UnitOfWork, member: Member, today: date) -> Iterator[WorkLine]:
    """Decisions and actions of meetings whose day is past; for a desk, the actions that its own force owns."""
    if not may_read(member, BY_NAME["meeting"]):
        yield from _own_actions(unit, member, today)
        return
    for meeting in unit.meetings.select(EVERYTHING):
        for decision in (decision for item in meeting.agenda for decision in item.decisions):
            if decision.status in _OPEN_DECISIONS and _is_past(decision.due_on, today):
                yield WorkLine("meeting", meeting.id, meeting, _DECISION, str(decision.due_on))
            for action in decision.actions:
                if is_overdue(action, today):
                    yield WorkLine("meeting", meeting.id, meeting, _ACTION, str(due_day(action)))


def _own_actions(unit: UnitOfWork, member: Member, today: date) -> Iterator[WorkLine]:
    for each in open_actions(unit) if may_follow_actions(member) else ():
        if is_overdue(each.action, today):
            day = str(due_day(each.action))
            yield WorkLine("meeting", each.meeting.id, each.meeting, _ACTION, day, page=_ACTIONS_PAGE)


def _clocks(unit: UnitOfWork, member: Member, today: date) -> tuple[Due, ...]:
    if not may_read(member, BY_NAME["recommendation"]):
        return ()
    return due(unit.recommendations.select(EVERYTHING), today)


def _of_clock(unit: UnitOfWork, line: Due) -> WorkLine:
    what = _CLOCK.with_values(what=CLOCK_LABELS[line.clock], force=line.force)
    record = unit.recommendations.get(line.recommendation_id)
    return WorkLine("recommendation", line.recommendation_id, record, what, line.due_on.isoformat())


def _is_past(day: object, today: date) -> bool:
    return isinstance(day, date) and day < today


_LABELS: tuple[tuple[str, Term], ...] = (
    ("mine", Term("Mio lavoro", "My work")),
    ("overdue", Term("In ritardo", "Overdue")),
    ("awaited", Term("In attesa di risposta", "Awaiting an answer")),
    ("review", Term("Da rivedere", "To review")),
)
_DRAFT = Term("bozza del {day}, non registrata", "draft of {day}, not recorded")
_INCOMPLETE = Term("risposte obbligatorie non note", "mandatory answers not known")
_SIGNAL = Term("segnale da esaminare", "signal to be examined")
_INDICATOR = Term("indicatore da giudicare", "indicator to be judged")
_SUSPECTED = Term("segnalato da oltre {days} giorni", "suspected for more than {days} days")
_FOLLOW_UP = Term("controllo previsto e non registrato", "follow-up due and not recorded")
_DECISION = Term("decisione oltre la scadenza", "decision past its day")
_ACTION = Term("azione oltre la scadenza", "action past its day")
_CLOCK = Term("{what} attesa – {force}", "{what} awaited – {force}")
