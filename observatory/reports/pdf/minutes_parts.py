"""The parts of minutes on paper: attendance, agenda with decisions and actions, text, steps, amendments."""

from collections.abc import Iterator, Sequence
from typing import Any

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, KeepTogether, Spacer, TableStyle

from observatory.codelists import FORCES
from observatory.labels import when
from observatory.meetings.differences import Difference, changed_lines
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.meetings.paper import Amendment, MinutesPaper
from observatory.meetings.quorum import is_valid, quorum_sentence
from observatory.meetings.series import STRUCK
from observatory.periods import long_date
from observatory.reports import minutes_words as words
from observatory.reports.pdf.entries import Entry, Heading, heading
from observatory.reports.pdf.pages import ROOM
from observatory.reports.pdf.palette import (
    ACCENT,
    BODY,
    BOX_TITLE,
    CAUTION,
    HAIRLINE,
    INK,
    NOTE,
    QUIET,
    TINT,
    TITLE,
    table_text,
)
from observatory.reports.pdf.structure import Part
from observatory.reports.pdf.tagged_table import TaggedTable
from observatory.reports.pdf.tags import Text
from observatory.reports.pdf.typefaces import BOLD, ITALIC, markup
from observatory.terms import Language, Term

_SIZE = 8.8
_CUT = 600
"""Characters of a changed part that are quoted: the whole of it stands in the versions."""
_HEAD = ParagraphStyle("minutes_head", parent=BOX_TITLE, spaceBefore=16, spaceAfter=5, keepWithNext=1)
_ITEM = ParagraphStyle("minutes_item", parent=TITLE, fontSize=10.6, leading=14, spaceBefore=9, spaceAfter=1)
_NOTE = ParagraphStyle("minutes_note", parent=NOTE, fontSize=8.4, leading=11.2, spaceAfter=3)
_CAUTION = ParagraphStyle("minutes_caution", parent=_NOTE, fontName=BOLD, textColor=CAUTION)
_DECIDED = ParagraphStyle("minutes_decided", parent=BODY, spaceAfter=2)
_LABEL = ParagraphStyle("minutes_label", parent=_NOTE, fontName=BOLD, textColor=ACCENT, spaceAfter=1)
_QUIET = ParagraphStyle("minutes_quiet", parent=BODY, fontName=ITALIC, textColor=QUIET)


def head(key: str, term: Term, language: Language) -> Heading:
    return heading(Entry(key, term.in_(language)), _HEAD, Part("Sect"))


def attendance(meeting: Meeting, language: Language) -> Iterator[Flowable]:
    """Forces by role, and the quorum in words."""
    yield head("attendance", words.ATTENDANCE, language)
    if meeting.attendance:
        forces = sorted({row.force or "" for row in meeting.attendance}, key=_by_force)
        heads = (words.FORCE, words.PRESENT, words.DELEGATES, words.ABSENT)
        rows = [
            [_force(force, language), *(words.roles(meeting.attendance, force, here, language) for here in "PDA")]
            for force in forces
        ]
        yield _table(heads, rows, (0.28, 0.27, 0.225, 0.225), language)
    else:
        told = words.NO_ROLES.with_values(forces=words.short_forces(meeting.forces))
        yield Text(markup(told.in_(language)), BODY)
    quorum = quorum_sentence(meeting)
    if quorum is not None:
        yield Spacer(0, 5)
        yield Text(markup(quorum.in_(language)), BODY)


def agenda(meeting: Meeting, language: Language) -> Iterator[Flowable]:
    """The points that stood, with what was decided; then those struck, each with its reason."""
    yield head("agenda", words.AGENDA, language)
    standing = [item for item in meeting.agenda if item.outcome != STRUCK]
    if not standing:
        yield Text(markup(words.NO_AGENDA.in_(language)), _QUIET)
    for item in standing:
        yield from _item(item, language)
    struck = [item for item in meeting.agenda if item.outcome == STRUCK]
    if struck:
        yield head("struck", words.STRUCK, language)
        for item in struck:
            told = [Text(markup(_name(item, language)), _LABEL), *_about(item, language)]
            yield KeepTogether(told)


def text(meeting: Meeting, language: Language) -> Iterator[Flowable]:
    """What was said, paragraph by paragraph."""
    yield head("text", words.TEXT, language)
    told = [line.strip() for line in (meeting.minutes or "").splitlines() if line.strip()]
    if not told:
        yield Text(markup(words.NO_TEXT.in_(language)), _QUIET)
    yield from (Text(markup(line), BODY) for line in told)


def steps(paper: MinutesPaper, language: Language) -> Iterator[Flowable]:
    """Every step with the digest of the text that it was given to."""
    if not paper.meeting.minutes_steps:
        return
    heads = (words.STEP_DAY, words.STEP_STATE, words.STEP_DIGEST, words.STEP_REASON)
    rows = [
        [
            when(step.taken_on, language) if step.taken_on else "–",
            words.step_words(step).in_(language),
            f"{(step.digest or '')[:16]}…",
            step.reason or "–",
        ]
        for step in paper.meeting.minutes_steps
    ]
    table = _table(heads, rows, (0.14, 0.18, 0.22, 0.46), language)
    yield KeepTogether([head("steps", words.STEPS, language), table])


def amended(paper: MinutesPaper, language: Language) -> Iterator[Flowable]:
    """What each amendment changed and why, the latest first."""
    if paper.amendments:
        yield head("amendments", words.AMENDMENTS, language)
    for each in reversed(paper.amendments):
        yield from _amendment(each, language)


def _amendment(each: Amendment, language: Language) -> Iterator[Flowable]:
    day = long_date(each.step.taken_on) if each.step.taken_on else "–"
    title = words.AMENDED.with_values(n=each.version, day=day)
    why = words.WHY.with_values(reason=each.step.reason or "–")
    yield Text(markup(title.in_(language)), _LABEL)
    yield Text(markup(why.in_(language)), BODY)
    rows = [row for change in each.changes for row in _change(change, language)]
    if rows:
        heads = (words.CHANGED, words.BEFORE, words.AFTER)
        yield _table(heads, rows, (0.28, 0.36, 0.36), language)
        yield Spacer(0, 8)


def _change(change: Difference, language: Language) -> Iterator[list[str]]:
    pairs = changed_lines(change.before[language], change.after[language])
    for place, (before, after) in enumerate(pairs):
        yield [change.where.in_(language) if not place else "", _cut(before), _cut(after)]


def _item(item: AgendaItem, language: Language) -> Iterator[Flowable]:
    entry = Entry(f"item-{item.id}", _name(item, language), 1)
    parts = [heading(entry, _ITEM, Part("Sect")), *_about(item, language)]
    decided = [list(_decision(decision, n, language)) for n, decision in enumerate(item.decisions, 1)]
    yield KeepTogether([*parts, *(decided[0] if decided else [])])
    for more in decided[1:]:
        yield KeepTogether(more)


def _name(item: AgendaItem, language: Language) -> str:
    told = item.summary or words.UNTITLED.with_values(n=item.position or "–").in_(language)
    return words.ITEM.with_values(n=item.position or "–", words=told).in_(language)


def _about(item: AgendaItem, language: Language) -> Iterator[Flowable]:
    labels = (words.label("agenda_kind", item.kind), words.label("theme", item.theme))
    line = " · ".join(each.in_(language) for each in labels if each)
    line = " · ".join(part for part in (line, item.reference) if part)
    if line:
        yield Text(markup(line), _NOTE)
    if item.carried_from:
        yield Text(markup(words.ORIGIN.with_values(origin=item.carried_from).in_(language)), _NOTE)
    outcome = words.label("agenda_outcome", item.outcome)
    if outcome is not None:
        told = words.OUTCOME_WHY if item.outcome_reason else words.OUTCOME
        yield Text(markup(told.with_values(outcome=outcome, reason=item.outcome_reason or "").in_(language)), _NOTE)


def _decision(decision: Decision, number: int, language: Language) -> Iterator[Flowable]:
    parts: list[Flowable] = [
        Text(markup(words.DECISION_NUMBER.with_values(n=number).in_(language)), _LABEL),
        Text(markup(decision.text or "–"), _DECIDED),
        Text(markup(words.decided(decision, language)), _NOTE),
    ]
    if not is_valid(decision):
        parts.append(Text(markup(words.NOT_VALID.in_(language)), _CAUTION))
    if decision.dissent:
        told = words.DISSENT.with_values(
            forces=words.short_forces(decision.dissent), reason=decision.dissent_reason or "–"
        )
        parts.append(Text(markup(told.in_(language)), _NOTE))
    yield _boxed(parts, CAUTION if not is_valid(decision) else ACCENT)
    if decision.actions:
        yield Spacer(0, 3)
        yield _actions(decision, language)
    yield Spacer(0, 7)


def _actions(decision: Decision, language: Language) -> TaggedTable:
    heads = (words.ACTION, words.OWNER, words.INFORMED, words.DUE)
    rows = [
        [
            each.text or "–",
            " – ".join(
                part for part in (words.short_forces((each.owner_force or "",)), _office(each, language)) if part
            ),
            words.short_forces(each.informed_forces),
            when(each.due_on, language) if each.due_on else "–",
        ]
        for each in decision.actions
    ]
    return _table(heads, rows, (0.44, 0.26, 0.17, 0.13), language)


def _office(action: Any, language: Language) -> str:  # noqa: ANN401 - an action item
    office = words.label("office", action.owner_office)
    return office.in_(language) if office else ""


def _boxed(parts: list[Flowable], colour: Color) -> TaggedTable:
    style = [
        ("BACKGROUND", (0, 0), (-1, -1), TINT),
        ("LINEBEFORE", (0, 0), (0, -1), 2.4, colour),
        ("LEFTPADDING", (0, 0), (-1, -1), 10),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
    ]
    return TaggedTable([[parts]], colWidths=(ROOM,), style=TableStyle(style), hAlign="LEFT")


def _table(heads: Sequence[Term], rows: list[list[str]], shares: tuple[float, ...], language: Language) -> TaggedTable:
    """A table of words with thin rules across, its heads repeated on every page."""
    table = Part("Table")
    top = Part("TR", table)
    lines = [
        [
            Text(
                markup(each.in_(language)), table_text(_SIZE, bold=True), Part("TH", top, scope="Column", repeats=True)
            )
            for each in heads
        ]
    ]
    for row in rows:
        line = Part("TR", table)
        lines.append([Text(markup(cell), table_text(_SIZE), Part("TD", line)) for cell in row])
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 2.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
        ("LINEABOVE", (0, 0), (-1, 0), 0.9, INK),
        ("LINEBELOW", (0, 0), (-1, 0), 0.5, INK),
        ("LINEBELOW", (0, 1), (-1, -1), 0.25, HAIRLINE),
        ("LINEBELOW", (0, -1), (-1, -1), 0.9, INK),
    ]
    widths = tuple(ROOM * share for share in shares)
    return TaggedTable(lines, colWidths=widths, style=TableStyle(style), repeatRows=1, hAlign="LEFT")


def _by_force(force: str) -> tuple[int, str]:
    return (FORCES.index(force) if force in FORCES else len(FORCES), force)


def _force(force: str, language: Language) -> str:
    told = words.label("force", force)
    return told.in_(language) if told else "–"


def _cut(told: str) -> str:
    return told if len(told) <= _CUT else told[:_CUT].rsplit(" ", 1)[0] + " …"
