"""The minutes of a meeting as a PDF file."""

import io
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.platypus import BaseDocTemplate, Flowable, Paragraph, Spacer, Table, TableStyle

from observatory.files import whole_file
from observatory.meetings.paper import MinutesPaper
from observatory.periods import long_date
from observatory.reports import minutes_words as words
from observatory.reports.pdf import minutes_parts as parts
from observatory.reports.pdf.entries import PageCount
from observatory.reports.pdf.minutes_pages import MinutesPages
from observatory.reports.pdf.pages import ROOM
from observatory.reports.pdf.palette import (
    ACCENT,
    BAND_TEXT,
    BAND_TITLE,
    CAUTION,
    COVER_DIGEST,
    COVER_NAME,
    COVER_PERIOD,
    COVER_PUBLISHER,
    COVER_TITLE,
    COVER_VALUE,
    HAIRLINE,
    NOTE,
)
from observatory.reports.pdf.tags import TaggedCanvas
from observatory.reports.pdf.typefaces import markup
from observatory.reports.wording import PUBLISHER, SYNTHETIC, SYNTHETIC_WHY, locale_of
from observatory.terms import Language, Term

_NAMES = 130.0
_TITLE = COVER_TITLE.clone("minutes_title", fontSize=24, leading=29, spaceAfter=2)
_DAY = COVER_PERIOD.clone("minutes_day", fontSize=14, leading=19)


def write_minutes(paper: MinutesPaper, language: Language, target: Path | BinaryIO) -> None:
    """Write minutes as A4 pages, in one language; the same version gives the same bytes.

    A path is written whole or not at all. Raises `FileTrouble` when it cannot be written.
    """
    pages = _pages(paper, language)
    if isinstance(target, Path):
        with whole_file(target) as stream:
            stream.write(pages)
    else:
        target.write(pages)


def _pages(paper: MinutesPaper, language: Language) -> bytes:
    count, stream = PageCount(), io.BytesIO()
    document = BaseDocTemplate(
        stream,
        title=_title(paper, language),
        author=PUBLISHER.in_(language),
        subject=paper.marking.in_(language),
        creator="Osservatorio",
        lang=locale_of(language).in_(language),
        displayDocTitle=True,
        nonFullScreenPageMode="UseNone",
        invariant=1,
    )
    document.addPageTemplates([MinutesPages(paper, count, language).template()])
    document.multiBuild([count, *_story(paper, language)], canvasmaker=partial(TaggedCanvas, as_of=paper.as_of))
    return stream.getvalue()


def _title(paper: MinutesPaper, language: Language) -> str:
    day = paper.meeting.held_on
    told = (words.title(paper.meeting), *((long_date(day),) if day else ()), words.standing(paper))
    return " – ".join(each.in_(language) for each in told)


def _story(paper: MinutesPaper, language: Language) -> list[Flowable]:
    return [
        *_front(paper, language),
        *parts.attendance(paper.meeting, language),
        *parts.agenda(paper.meeting, language),
        *parts.text(paper.meeting, language),
        *parts.steps(paper, language),
        *parts.amended(paper, language),
        Spacer(0, 14),
        Paragraph(markup(words.NO_NAMES.in_(language)), NOTE),
    ]


def _front(paper: MinutesPaper, language: Language) -> list[Flowable]:
    meeting = paper.meeting
    story: list[Flowable] = [
        Paragraph(markup(PUBLISHER.in_(language)), COVER_PUBLISHER),
        Spacer(0, 16),
        Paragraph(markup(words.title(meeting).in_(language)), _TITLE),
    ]
    if meeting.held_on:
        story.append(Paragraph(markup(long_date(meeting.held_on).in_(language)), _DAY))
    story.append(Spacer(0, 14))
    for shown, title, why in _bands(paper):
        story += [_band(title, why, language), Spacer(0, 12)] if shown else []
    digest = f"{words.TEXT_DIGEST.in_(language)}: {paper.digest}"
    return [*story, _particulars(paper, language), Spacer(0, 8), Paragraph(markup(digest), COVER_DIGEST)]


def _bands(paper: MinutesPaper) -> tuple[tuple[bool, Term, Term], ...]:
    return (
        (paper.synthetic, SYNTHETIC, SYNTHETIC_WHY),
        (paper.is_draft, words.DRAFT, words.DRAFT_WHY),
    )


def _band(title: Term, why: Term, language: Language) -> Table:
    rows = [
        [Paragraph(markup(title.in_(language)), BAND_TITLE)],
        [Paragraph(markup(why.in_(language)), BAND_TEXT)],
    ]
    style = [
        ("BOX", (0, 0), (-1, -1), 0.9, CAUTION),
        ("TOPPADDING", (0, 0), (-1, 0), 5),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
        ("BOTTOMPADDING", (0, 1), (-1, 1), 6),
    ]
    return Table(rows, colWidths=(ROOM,), style=TableStyle(style))


def _particulars(paper: MinutesPaper, language: Language) -> Table:
    rows = [
        [Paragraph(markup(name.in_(language)), COVER_NAME), Paragraph(markup(value.in_(language)), COVER_VALUE)]
        for name, value in words.particulars(paper)
    ]
    style: list[tuple[Any, ...]] = [
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIRLINE),
        ("TOPPADDING", (0, 0), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
    ]
    return Table(rows, colWidths=(_NAMES, ROOM - _NAMES), style=TableStyle(style))
