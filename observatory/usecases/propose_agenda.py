"""What is proposed for the agenda of the next meeting of a series, each point with the reason why.

Nothing here is recorded. What the member may not read is proposed by nobody: a sentence says what is missing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from observatory.errors import NotAllowed
from observatory.labels import when
from observatory.meetings import minutes
from observatory.meetings.actions import due_day, is_overdue, undertaken
from observatory.meetings.agenda import CARRIED, DECISION, DISCUSSION, INFORMATION, TO_RATIFY, Proposal
from observatory.meetings.meeting import AgendaItem, Meeting
from observatory.meetings.quorum import is_valid
from observatory.meetings.series import Point, in_series, pending, root_of
from observatory.periods import Period
from observatory.ports import Release, UnitOfWork
from observatory.recommendations.clocks import Clock, Due, due
from observatory.selection import EVERYTHING, Selection
from observatory.terms import Language, Term
from observatory.usecases.watch import title

_ANSWERS = (Clock.ACKNOWLEDGE, Clock.ANSWER)
_OPEN_SIGNALS = Selection(where=(("outcome", frozenset({"NE", "VE", "AP"})),))
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Prefilled:
    """The proposals in the order of an agenda, and sentences about what could not be looked at."""

    proposals: tuple[Proposal, ...]
    unseen: tuple[Term, ...] = ()


def propose(unit: UnitOfWork, series: str, held_on: date, language: Language = Language.IT) -> Prefilled:
    """What waits for a meeting of that series (`series_key`) on that day; raises `NotAllowed`.

    What the items say is in the language given: it becomes the office's own text.
    """
    every = unit.meetings.select(EVERYTHING)
    earlier = tuple(each for each in in_series(every, series) if each.held_on and each.held_on < held_on)
    carried = tuple(_carried(earlier, language))
    roots = {root_of(point.item, every) for point in pending(earlier)}
    found = [*_to_approve(earlier, language), *carried]
    found += [each for each in _actions(every, held_on, language) if each.item.origin_id not in roots]
    unseen: list[Term] = []
    for make, words in ((_clocks, _NO_CLOCKS), (_signals, _NO_SIGNALS), (_summaries, _NO_SUMMARIES)):
        try:
            found += make(unit, (earlier, held_on), language)
        except NotAllowed:
            unseen.append(words)
    return Prefilled(_fresh(found, carried), tuple(unseen))


def _fresh(found: list[Proposal], carried: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Without those that a carried point is about already."""
    told = {name for each in carried for name in (each.item.recommendation_id, each.item.signal_id) if name}
    about = [(each, {each.item.recommendation_id, each.item.signal_id} & told) for each in found]
    return tuple(each for each, again in about if each in carried or not again)


def _to_approve(earlier: tuple[Meeting, ...], language: Language) -> Iterator[Proposal]:
    for each in earlier:
        if minutes.status_of(each) == minutes.SHARED:
            words = _MINUTES.with_values(meeting=meeting_words(each))
            yield _proposal("VB", each.id, (words, _SHARED_WHY), _item(DECISION, "VAR"), language)


def _carried(earlier: tuple[Meeting, ...], language: Language) -> Iterator[Proposal]:
    for point in pending(earlier):
        to_ratify = any(not is_valid(each) for each in point.item.decisions)
        source, why = (TO_RATIFY, _RATIFY_WHY) if to_ratify else (CARRIED, _CARRIED_WHY)
        told = _CARRIED_FROM.with_values(meeting=meeting_words(point.meeting), place=point.item.position or "–")
        yield Proposal(f"{source}:{point.item.id}", _again(point, source, told.in_(language)), _of(why, told))


def _again(point: Point, source: str, carried_from: str) -> AgendaItem:
    item = point.item
    return replace(
        item,
        source=source,
        carried_from=carried_from,
        origin_id=item.id,
        outcome=None,
        outcome_reason=None,
        decisions=(),
    )


def _actions(meetings: Iterable[Meeting], day: date, language: Language) -> Iterator[Proposal]:
    found = (each for meeting in meetings for each in undertaken(meeting) if is_overdue(each.action, day))
    for each in sorted(found, key=lambda one: str(due_day(one.action))):
        force = each.action.owner_force or "–"
        words = _ACTION.with_values(force=force, text=_cut(each.action.text))
        why = _ACTION_WHY.with_values(
            day=when(due_day(each.action), language), meeting=meeting_words(each.meeting), force=force
        )
        item = replace(_item(DISCUSSION, each.item.theme or "VAR"), origin_id=each.action.id)
        yield _proposal("AZ", each.action.id, (words, why), item, language)


_When = tuple[tuple[Meeting, ...], date]


def _clocks(unit: UnitOfWork, at: _When, language: Language) -> list[Proposal]:
    """Answers awaited by that day and recommendations that await verification, one point for each recommendation."""
    lines = due(unit.recommendations.select(EVERYTHING), at[1])
    answers = [line for line in lines if line.clock in _ANSWERS and line.due_on <= at[1]]
    verify = [line for line in lines if line.clock is Clock.VERIFY]
    return [*_by_code("RA", answers, _ANSWER_WHY, language), *_by_code("VF", verify, _VERIFY_WHY, language)]


def _by_code(source: str, lines: list[Due], why: Term, language: Language) -> Iterator[Proposal]:
    for ident in dict.fromkeys(line.recommendation_id for line in lines):
        own = [line for line in lines if line.recommendation_id == ident]
        forces = ", ".join(dict.fromkeys(line.force for line in own))
        words = _RECOMMENDATION.with_values(code=own[0].code or "–", title=_cut(own[0].title))
        told = why.with_values(forces=forces, day=when(own[0].due_on, language))
        item = replace(_item(DISCUSSION, "VAR"), recommendation_id=ident)
        yield _proposal(source, ident, (words, told), item, language)


def _signals(unit: UnitOfWork, _at: _When, language: Language) -> list[Proposal]:
    """Signals without a decision: what they are about, never their counts."""
    return [
        _proposal(
            "SE",
            each.id,
            (_SIGNAL.with_values(title=title(each)), _SIGNAL_WHY),
            replace(_item(DECISION, "DAT"), signal_id=each.id),
            language,
        )
        for each in unit.signals.select(_OPEN_SIGNALS)
        if each.decision_id is None
    ]


def _summaries(unit: UnitOfWork, at: _When, language: Language) -> list[Proposal]:
    """Of every period the newest issue made since the last meeting, and which issue it revises."""
    earlier, day = at
    since = max((each.held_on for each in earlier if each.held_on), default=date.min)
    newest: dict[tuple[str, str], Release] = {}
    for release in unit.releases.all("summary"):
        if since < release.as_of <= day:
            newest[release.period, release.audience] = release
    return [_summary(each, language) for each in newest.values()]


def _summary(release: Release, language: Language) -> Proposal:
    period = Period.parse(release.period).name
    words = _SUMMARY.with_values(period=period, issue=release.issue)
    why = _REVISED_WHY if release.issue > 1 else _SUMMARY_WHY
    told = why.with_values(day=when(release.as_of, language), before=release.issue - 1)
    reference = _REFERENCE.with_values(period=release.period, issue=release.issue).in_(language)
    item = replace(_item(INFORMATION, "DAT"), origin_id=release.id, reference=reference)
    return _proposal("SI", release.id, (words, told), item, language)


def _proposal(source: str, ident: str, told: tuple[Term, Term], item: AgendaItem, language: Language) -> Proposal:
    words, why = told
    stands = replace(item, source=source, summary=words.in_(language), carried_from=why.in_(language))
    return Proposal(f"{source}:{ident}", stands, why)


def _item(kind: str, theme: str) -> AgendaItem:
    return AgendaItem(id="", kind=kind, theme=theme)


def _of(why: Term, told: Term) -> Term:
    return why.with_values(told=told)


def _cut(text: str | None) -> str:
    told = text or "–"
    return told if len(told) <= _LONGEST else told[:_LONGEST].rsplit(" ", 1)[0] + " …"


def meeting_words(meeting: Meeting) -> Term:
    """Number and day of a meeting."""
    day = f"{meeting.held_on:%d/%m/%Y}" if meeting.held_on else "–"
    return _MEETING.with_values(number=meeting.number or "–", day=day)


_MEETING = Term("riunione n. {number} del {day}", "meeting no. {number} of {day}")
_MINUTES = Term("Approvazione del verbale: {meeting}", "Approval of the minutes: {meeting}")
_SHARED_WHY = Term("verbale condiviso e non ancora approvato", "minutes shared and not approved yet")
_CARRIED_FROM = Term("{meeting}, punto {place}", "{meeting}, item {place}")
_CARRIED_WHY = Term("riportato: {told}", "carried over: {told}")
_RATIFY_WHY = Term("preso senza numero legale: {told}", "taken without quorum: {told}")
_ACTION = Term("Azione scaduta ({force}): {text}", "Overdue action ({force}): {text}")
_ACTION_WHY = Term("{force}, scaduta il {day}: {meeting}", "{force}, due on {day}: {meeting}")
_RECOMMENDATION = Term("Raccomandazione {code}: {title}", "Recommendation {code}: {title}")
_ANSWER_WHY = Term("risposta attesa entro il {day}: {forces}", "answer awaited by {day}: {forces}")
_VERIFY_WHY = Term("da verificare entro il {day}: {forces}", "to be verified by {day}: {forces}")
_SIGNAL = Term("Segnale: {title}", "Signal: {title}")
_SIGNAL_WHY = Term("segnale senza una decisione", "signal without a decision")
_SUMMARY = Term("Sintesi statistica, {period}, edizione {issue}", "Statistical summary, {period}, issue {issue}")
_SUMMARY_WHY = Term("prima edizione, dati al {day}", "first issue, data as of {day}")
_REVISED_WHY = Term(
    "dati al {day}, con le revisioni rispetto all’edizione {before}",
    "data as of {day}, with the revisions since issue {before}",
)
_REFERENCE = Term("Sintesi {period}, edizione {issue}", "Summary {period}, issue {issue}")
_NO_CLOCKS = Term(
    "Le raccomandazioni non sono state guardate: il ruolo non le legge.",
    "Recommendations were not looked at: the role does not read them.",
)
_NO_SIGNALS = Term(
    "I segnali non sono stati guardati: li legge chi analizza i casi. Chiedere se ve ne sono senza una decisione.",
    "Signals were not looked at: whoever analyses cases reads them. Ask whether any is without a decision.",
)
_NO_SUMMARIES = Term(
    "Le edizioni delle sintesi non sono state guardate: il ruolo non le legge.",
    "The issues of summaries were not looked at: the role does not read them.",
)
