"""The first pages: cover with the support contacts, contents list, main points, signs; and the last: the notes."""

from typing import Any

from reportlab.platypus import Flowable, KeepTogether, Spacer, TableStyle

from observatory.reports.copies import COPY, Copy
from observatory.reports.pdf.blocks import Whole
from observatory.reports.pdf.entries import Entry, heading
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
from observatory.reports.pdf.structure import Part
from observatory.reports.pdf.tagged_table import InOrder, TaggedTable, Words, named
from observatory.reports.pdf.tags import Text
from observatory.reports.pdf.typefaces import BOLD, REGULAR, markup, printable
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


def cover_page(summary: Summary, language: Language, copy: Copy | None = None) -> list[Flowable]:
    """Publisher, title, period, particulars (with the copy’s number and recipient), digest."""
    cover = summary.cover
    story: list[Flowable] = [Spacer(0, 6), Text(_in(PUBLISHER, language), COVER_PUBLISHER)]
    story.append(Spacer(0, _ABOVE_DRAFT if cover.is_draft else _ABOVE))
    story += [
        Text(_in(cover.title, language), COVER_TITLE, Part("H1")),
        Text(_capitalised(cover.period, language), COVER_PERIOD),
    ]
    story.append(Spacer(0, 34))
    if cover.synthetic:
        story += [_band(SYNTHETIC, SYNTHETIC_WHY, language), Spacer(0, 24)]
    if cover.is_draft:
        story += [_band(DRAFT, DRAFT_WHY, language), Spacer(0, 24)]
    story.append(_particulars(summary, language, copy))
    if summary.digest:
        digest = f"{DIGEST.in_(language)}: {summary.digest}"
        story += [Spacer(0, 26), Text(markup(digest), COVER_DIGEST)]
    return [*story, *_contacts(summary, language)]


def _contacts(summary: Summary, language: Language) -> list[Flowable]:
    """Where help is to be had, on the first page: whoever reads these figures may need it."""
    if not summary.contacts:
        return []
    lines = [Text(_in(contact, language), COVER_NAME) for contact in summary.contacts]
    return [Spacer(0, 44), Text(_in(CONTACTS, language), COVER_VALUE), Spacer(0, 3), *lines]


def _in(term: Term, language: Language) -> str:
    return markup(term.in_(language))


def _capitalised(term: Term, language: Language) -> str:
    text = term.in_(language)
    return markup(text if text[1:2] == "." else text[:1].upper() + text[1:])


def _band(title: Term, why: Term, language: Language) -> TaggedTable:
    """What the whole document has to be read under."""
    rows = [[Text(_in(title, language), BAND_TITLE)], [Text(_in(why, language), BAND_TEXT)]]
    style = [
        ("BOX", (0, 0), (-1, -1), 0.9, CAUTION),
        ("TOPPADDING", (0, 0), (-1, 0), 7),
        ("BOTTOMPADDING", (0, 1), (-1, 1), 8),
    ]
    return TaggedTable(rows, colWidths=(ROOM,), style=TableStyle([*style, ("BOTTOMPADDING", (0, 0), (-1, 0), 0)]))


def _particulars(summary: Summary, language: Language, copy: Copy | None) -> TaggedTable:
    body, styles = Part("TBody", Part("Table")), (COVER_NAME, COVER_VALUE)
    rows = [
        named(Part("TR", body), _in(name, language), _capitalised(value, language), styles)
        for name, value in (*particulars(summary.cover), *(((COPY, copy.told),) if copy else ()))
    ]
    style: list[tuple[Any, ...]] = [
        *_BARE,
        ("LINEABOVE", (0, 0), (-1, 0), 1.2, ACCENT),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIRLINE),
        ("TOPPADDING", (0, 0), (-1, -1), 5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 6),
    ]
    return TaggedTable(rows, colWidths=(_NAME_WIDTH, ROOM - _NAME_WIDTH), style=TableStyle(style))


def main_points(summary: Summary, language: Language) -> list[Flowable]:
    """The tinted box of sentences."""
    if not summary.main_points:
        return []
    section = Part("Sect")
    title, items = heading(Entry("main-points", MAIN_POINTS.in_(language)), BOX_TITLE, section), Part("L", section)
    points = [_Point(_in(point, language), POINT, Part("LI", items)) for point in summary.main_points]
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
    return [
        TaggedTable([[part] for part in (title, *points)], colWidths=(ROOM,), style=TableStyle(style)),
        Spacer(0, 22),
    ]


def signs(summary: Summary, language: Language) -> list[Flowable]:
    """The signs used in tables, with their meaning."""
    if not summary.signs:
        return []
    section = Part("Sect")
    title = heading(Entry("signs", SIGNS.in_(language)), BOX_TITLE, section)
    half, items = (len(summary.signs) + 1) // 2, Part("L", section)
    lines = [Part("LI", items) for _ in summary.signs]
    cells = [_sign(line, *sign, language) for line, sign in zip(lines, summary.signs, strict=True)]
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
    table = TaggedTable(rows, colWidths=widths, style=TableStyle(style))
    return [Whole([title, Spacer(0, 4), InOrder(lines), table])]


def _sign(line: Part, sign: str, meaning: Term, language: Language) -> list[Any]:
    """A sign and what it means, read one after the other though they stand in two columns."""
    text = Text(_in(meaning, language), table_text(9.0), Part("LBody", line))
    return [Words(printable(sign), Part("Lbl", line)), text]


class _Point(Text):
    """An item of a list of sentences: its bullet is the label, the sentence the body."""

    def __init__(self, text: str | None, style: Any, part: Part | None = None, **more: Any) -> None:  # noqa: ANN401 - as reportlab's
        super().__init__(text, style, Part("LBody", part), **more)
        self._label = Part("Lbl", part)

    def draw(self) -> None:
        with self.canv.tagged(self._label):
            self.canv.setFont(REGULAR, self.style.fontSize)
            self.canv.setFillColor(self.style.textColor)
            self.canv.drawString(self.style.bulletIndent, self.height - self.style.fontSize, "•")
        super().draw()


def closing(summary: Summary, language: Language) -> list[Flowable]:
    """The notes, their first kept with its heading."""
    if not summary.notes:
        return []
    section = Part("Sect")
    first, *rest = [Text(_in(note, language), BODY, Part("P", section)) for note in summary.notes]
    return [KeepTogether([heading(Entry("notes", NOTES.in_(language)), CHAPTER, section), first]), *rest]


def closing_entries(summary: Summary, language: Language) -> tuple[Entry, ...]:
    """Their line of the contents list."""
    return (Entry("notes", NOTES.in_(language)),) if summary.notes else ()


def front_entries(summary: Summary, language: Language) -> tuple[Entry, ...]:
    """The lines of the contents list for what stands before the chapters."""
    known = (("main-points", MAIN_POINTS, summary.main_points), ("signs", SIGNS, summary.signs))
    return tuple(Entry(key, title.in_(language)) for key, title, content in known if content)
