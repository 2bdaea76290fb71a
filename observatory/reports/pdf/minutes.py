"""The minutes of a meeting as a PDF file."""

import io
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.platypus import BaseDocTemplate, Flowable, Spacer, TableStyle

from observatory.files import whole_file
from observatory.meetings.paper import MinutesPaper
from observatory.periods import long_date
from observatory.reports import minutes_words as words
from observatory.reports.pdf import minutes_parts as parts
from observatory.reports.pdf.archive import archived
from observatory.reports.pdf.entries import PageCount
from observatory.reports.pdf.metadata import Particulars
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
from observatory.reports.pdf.structure import Part
from observatory.reports.pdf.tagged_table import TaggedTable, named
from observatory.reports.pdf.tags import Press, Text
from observatory.reports.pdf.typefaces import markup
from observatory.reports.wording import PUBLISHER, SYNTHETIC, SYNTHETIC_WHY, locale_of
from observatory.terms import Language, Term

_NAMES = 130.0
_TITLE = COVER_TITLE.clone("minutes_title", fontSize=24, leading=29, spaceAfter=2)
_DAY = COVER_PERIOD.clone("minutes_day", fontSize=14, leading=19)


def write_minutes(paper: MinutesPaper, language: Language, target: Path | BinaryIO) -> None:
    """Write minutes as A4 pages, in one language, as PDF/A-2a and PDF/UA-1; the same version gives the same bytes.

    A path is written whole or not at all. Raises `FileTrouble` when it cannot be written, `Unprintable` for a character
    without a glyph.
    """
    pages = _pages(paper, language)
    if isinstance(target, Path):
        with whole_file(target) as stream:
            stream.write(pages)
    else:
        target.write(pages)


def _pages(paper: MinutesPaper, language: Language) -> bytes:
    count, stream, press = PageCount(), io.BytesIO(), Press(paper.as_of)
    document = BaseDocTemplate(stream, lang=locale_of(language).in_(language), invariant=1)
    document.addPageTemplates([MinutesPages(paper, count, language).template()])
    document.multiBuild([count, *_story(paper, language)], canvasmaker=press.canvas)
    particulars = Particulars(
        title=_title(paper, language),
        author=PUBLISHER.in_(language),
        subject=paper.marking.in_(language),
        language=locale_of(language).in_(language),
        as_of=paper.as_of,
    )
    return archived(stream.getvalue(), press.latest.structure, particulars)


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
        Text(markup(words.NO_NAMES.in_(language)), NOTE),
    ]


def _front(paper: MinutesPaper, language: Language) -> list[Flowable]:
    meeting = paper.meeting
    story: list[Flowable] = [
        Text(markup(PUBLISHER.in_(language)), COVER_PUBLISHER),
        Spacer(0, 16),
        Text(markup(words.title(meeting).in_(language)), _TITLE, Part("H1")),
    ]
    if meeting.held_on:
        story.append(Text(markup(long_date(meeting.held_on).in_(language)), _DAY))
    story.append(Spacer(0, 14))
    for shown, title, why in _bands(paper):
        story += [_band(title, why, language), Spacer(0, 12)] if shown else []
    digest = f"{words.TEXT_DIGEST.in_(language)}: {paper.digest}"
    return [*story, _particulars(paper, language), Spacer(0, 8), Text(markup(digest), COVER_DIGEST)]


def _bands(paper: MinutesPaper) -> tuple[tuple[bool, Term, Term], ...]:
    return (
        (paper.synthetic, SYNTHETIC, SYNTHETIC_WHY),
        (paper.is_draft, words.DRAFT, words.DRAFT_WHY),
    )


def _band(title: Term, why: Term, language: Language) -> TaggedTable:
    rows = [
        [Text(markup(title.in_(language)), BAND_TITLE)],
        [Text(markup(why.in_(language)), BAND_TEXT)],
    ]
    style = [
        ("BOX", (0, 0), (-1, -1), 0.9, CAUTION),
        ("TOPPADDING", (0, 0), (-1, 0), 5),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 0),
        ("BOTTOMPADDING", (0, 1), (-1, 1), 6),
    ]
    return TaggedTable(rows, colWidths=(ROOM,), style=TableStyle(style))


def _particulars(paper: MinutesPaper, language: Language) -> TaggedTable:
    table, styles = Part("Table"), (COVER_NAME, COVER_VALUE)
    rows = [
        named(Part("TR", table), markup(name.in_(language)), markup(value.in_(language)), styles)
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
    return TaggedTable(rows, colWidths=(_NAMES, ROOM - _NAMES), style=TableStyle(style))
