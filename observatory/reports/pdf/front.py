"""The first pages: cover with the support contacts, contents list, main points, signs; and the last: the notes."""

from typing import Any

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Spacer, Table, TableStyle

from observatory.reports.pdf.blocks import Whole
from observatory.reports.pdf.entries import Entry, Heading
from observatory.reports.pdf.pages import ROOM
from observatory.reports.pdf.palette import (
    ACCENT,
    BAND_TEXT,
    BAND_TITLE,
    BODY,
    BOX_TITLE,
    CAUTION,
    CHAPTER,
    COVER_DIGEST,
    COVER_NAME,
    COVER_PERIOD,
    COVER_PUBLISHER,
    COVER_TITLE,
    COVER_VALUE,
    HAIRLINE,
    POINT,
    TINT,
    table_text,
)
from observatory.reports.pdf.typefaces import BOLD, markup, printable
from observatory.reports.wording import (
    CONTACTS,
    DIGEST,
    DRAFT,
    DRAFT_WHY,
    MAIN_POINTS,
    NOTES,
    PUBLISHER,
    SIGNS,
    SYNTHETIC,
    SYNTHETIC_WHY,
    particulars,
)
from observatory.summary.content import Summary
from observatory.terms import Language, Term

_NAME_WIDTH = 130.0
_ABOVE, _ABOVE_DRAFT = 120.0, 48.0
"""Points above the title: a draft says so in a box below it, and the contacts stay on the page."""
_SIGN_WIDTH = 34.0
_BETWEEN_SIGNS = 18.0
_BARE = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def cover_page(summary: Summary, language: Language) -> list[Flowable]:
    """Publisher, title, period, particulars, digest."""
    cover = summary.cover
    story: list[Flowable] = [Spacer(0, 6), Paragraph(_in(PUBLISHER, language), COVER_PUBLISHER)]
    story.append(Spacer(0, _ABOVE_DRAFT if cover.is_draft else _ABOVE))
    story += [
        Paragraph(_in(cover.title, language), COVER_TITLE),
        Paragraph(_capitalised(cover.period, language), COVER_PERIOD),
    ]
    story.append(Spacer(0, 34))
    if cover.synthetic:
        story += [_band(SYNTHETIC, SYNTHETIC_WHY, language), Spacer(0, 24)]
    if cover.is_draft:
        story += [_band(DRAFT, DRAFT_WHY, language), Spacer(0, 24)]
    story.append(_particulars(summary, language))
    if summary.digest:
        digest = f"{DIGEST.in_(language)}: {summary.digest}"
        story += [Spacer(0, 26), Paragraph(markup(digest), COVER_DIGEST)]
    return [*story, *_contacts(summary, language)]


def _contacts(summary: Summary, language: Language) -> list[Flowable]:
    """Where help is to be had, on the first page: whoever reads these figures may need it."""
    if not summary.contacts:
        return []
    lines = [Paragraph(_in(contact, language), COVER_NAME) for contact in summary.contacts]
    return [Spacer(0, 44), Paragraph(_in(CONTACTS, language), COVER_VALUE), Spacer(0, 3), *lines]


def _in(term: Term, language: Language) -> str:
    return markup(term.in_(language))


def _capitalised(term: Term, language: Language) -> str:
    text = term.in_(language)
    return markup(text if text[1:2] == "." else text[:1].upper() + text[1:])


def _band(title: Term, why: Term, language: Language) -> Table:
    """What the whole document has to be read under."""
    rows = [[Paragraph(_in(title, language), BAND_TITLE)], [Paragraph(_in(why, language), BAND_TEXT)]]
    style = [
        ("BOX", (0, 0), (-1, -1), 0.9, CAUTION),
        ("TOPPADDING", (0, 0), (-1, 0), 7),
        ("BOTTOMPADDING", (0, 1), (-1, 1), 8),
    ]
    return Table(rows, colWidths=(ROOM,), style=TableStyle([*style, ("BOTTOMPADDING", (0, 0), (-1, 0), 0)]))


def _particulars(summary: Summary, language: Language) -> Table:
    rows = [
        [Paragraph(_in(name, language), COVER_NAME), Paragraph(_capitalised(value, language), COVER_VALUE)]
        for name, value in particulars(summary.cover)
    ]
    style: list[tuple[Any, ...]] = [
        *_BARE,
        ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIRLINE),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ]
    return Table(rows, colWidths=(_NAME_WIDTH, ROOM - _NAME_WIDTH), style=TableStyle(style))


def main_points(summary: Summary, language: Language) -> list[Flowable]:
    """The tinted box of sentences."""
    if not summary.main_points:
        return []
    title = Heading(Entry("main-points", MAIN_POINTS.in_(language)), BOX_TITLE)
    points = [Paragraph(_in(point, language), POINT, bulletText="•") for point in summary.main_points]
    style: list[tuple[Any, ...]] = [
        ("BACKGROUND", (0, 0), (-1, -1), TINT),
        ("LINEBEFORE", (0, 0), (0, -1), 3, ACCENT),
        ("LEFTPADDING", (0, 0), (-1, -1), 16),
        ("RIGHTPADDING", (0, 0), (-1, -1), 16),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, 0), 12),
        ("BOTTOMPADDING", (0, 0), (-1, 0), 6),
        ("BOTTOMPADDING", (0, 1), (-1, -1), 4),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 13),
    ]
    return [Table([[part] for part in (title, *points)], colWidths=(ROOM,), style=TableStyle(style)), Spacer(0, 22)]


def signs(summary: Summary, language: Language) -> list[Flowable]:
    """The signs used in tables, with their meaning."""
    if not summary.signs:
        return []
    title = Heading(Entry("signs", SIGNS.in_(language)), BOX_TITLE)
    text, half = table_text(9.0), (len(summary.signs) + 1) // 2
    cells = [[printable(sign), Paragraph(_in(meaning, language), text)] for sign, meaning in summary.signs]
    beside = [*cells[half:], *([["", ""]] * (2 * half - len(cells)))]
    rows = [[*left, "", *right] for left, right in zip(cells[:half], beside, strict=True)]
    style: list[tuple[Any, ...]] = [
        *_BARE,
        *(("FONT", (column, 0), (column, -1), BOLD, 9.0) for column in (0, 3)),
        ("LINEBELOW", (0, 0), (1, -1), 0.25, HAIRLINE),
        ("LINEBELOW", (3, 0), (4, max(0, len(cells) - half - 1)), 0.25, HAIRLINE),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    half_width = (ROOM - _BETWEEN_SIGNS) / 2 - _SIGN_WIDTH
    widths = (_SIGN_WIDTH, half_width, _BETWEEN_SIGNS, _SIGN_WIDTH, half_width)
    return [Whole([title, Spacer(0, 4), Table(rows, colWidths=widths, style=TableStyle(style))])]


def closing(summary: Summary, language: Language) -> list[Flowable]:
    """The notes, their first kept with its heading."""
    if not summary.notes:
        return []
    first, *rest = [Paragraph(_in(note, language), BODY) for note in summary.notes]
    return [KeepTogether([Heading(Entry("notes", NOTES.in_(language)), CHAPTER), first]), *rest]


def closing_entries(summary: Summary, language: Language) -> tuple[Entry, ...]:
    """Their line of the contents list."""
    return (Entry("notes", NOTES.in_(language)),) if summary.notes else ()


def front_entries(summary: Summary, language: Language) -> tuple[Entry, ...]:
    """The lines of the contents list for what stands before the chapters."""
    known = (("main-points", MAIN_POINTS, summary.main_points), ("signs", SIGNS, summary.signs))
    return tuple(Entry(key, title.in_(language)) for key, title, content in known if content)
