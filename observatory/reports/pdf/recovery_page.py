"""The recovery sheet on paper: one A4 page with the store, the key in groups, and what to do with it."""

import io
from pathlib import Path

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from observatory.files import whole_file
from observatory.periods import long_date
from observatory.reports.pdf.palette import (
    ACCENT,
    BODY,
    COVER_NAME,
    COVER_PUBLISHER,
    COVER_TITLE,
    COVER_VALUE,
    HAIRLINE,
    INK,
    QUIET,
    TINT,
)
from observatory.reports.pdf.palette import TITLE as SMALL_TITLE
from observatory.reports.pdf.typefaces import BOLD, REGULAR, closest, markup
from observatory.reports.wording import PUBLISHER, locale_of
from observatory.security.recovery_sheet import (
    ADVICE,
    FINGERPRINT,
    KEY,
    MADE_ON,
    MARK,
    PURPOSE,
    STORE,
    TITLE,
    RecoverySheet,
)
from observatory.terms import Language, same

_MARGIN = 62.0
_ROOM = A4[0] - 2 * _MARGIN - 12.0
_IN_A_ROW = 4
_NAMES = 150.0
_GROUP = ParagraphStyle("group", fontName=BOLD, fontSize=23, leading=30, textColor=INK, alignment=TA_CENTER)
_PLACE = ParagraphStyle("place", fontName=REGULAR, fontSize=8, leading=11, textColor=QUIET, alignment=TA_CENTER)


def write_recovery_sheet(sheet: RecoverySheet, language: Language, target: Path) -> None:
    """Write the page, readable by its owner only, whole or not at all.

    Raises `FileTrouble` when it cannot be written.
    """
    stream = io.BytesIO()
    title = TITLE.in_(language)
    SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=title,
        author=PUBLISHER.in_(language),
        creator="Osservatorio",
        lang=locale_of(language).in_(language),
        invariant=1,
    ).build(_story(sheet, language))
    with whole_file(target) as file:
        file.write(stream.getvalue())


def _story(sheet: RecoverySheet, language: Language) -> list[Flowable]:
    story = [
        Paragraph(markup(PUBLISHER.in_(language)), COVER_PUBLISHER),
        Spacer(0, 14),
        Paragraph(markup(TITLE.in_(language)), COVER_TITLE),
        Paragraph(markup(PURPOSE.in_(language)), BODY),
        Spacer(0, 10),
        _particulars(sheet, language),
        Spacer(0, 20),
        Paragraph(markup(KEY.in_(language)), SMALL_TITLE),
        Spacer(0, 4),
        _key(sheet.paper.groups),
        Spacer(0, 22),
    ]
    for title, text in ADVICE:
        story += [Paragraph(markup(title.in_(language)), SMALL_TITLE), Paragraph(markup(text.in_(language)), BODY)]
        story.append(Spacer(0, 6))
    return story


def _particulars(sheet: RecoverySheet, language: Language) -> Table:
    lines = (
        (STORE, same(sheet.store)),
        (FINGERPRINT, same(sheet.fingerprint)),
        (MARK, same(sheet.mark)),
        (MADE_ON, long_date(sheet.made_on)),
    )
    rows = [
        [
            Paragraph(markup(name.in_(language)), COVER_NAME),
            Paragraph(markup(closest(value.in_(language))), COVER_VALUE),
        ]
        for name, value in lines
    ]
    style = TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("LINEBELOW", (0, 0), (-1, -1), 0.4, HAIRLINE)])
    return Table(rows, colWidths=(_NAMES, _ROOM - _NAMES), style=style)


def _key(groups: tuple[str, ...]) -> Table:
    """Two rows of four groups, each under its number: that is how a slip is told."""
    cells = [[Paragraph(str(n), _PLACE), Paragraph(group, _GROUP)] for n, group in enumerate(groups, start=1)]
    rows = [cells[at : at + _IN_A_ROW] for at in range(0, len(cells), _IN_A_ROW)]
    style = TableStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), TINT),
            ("BOX", (0, 0), (-1, -1), 0.8, ACCENT),
            ("TOPPADDING", (0, 0), (-1, -1), 8),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 10),
        ]
    )
    return Table(rows, colWidths=(_ROOM / _IN_A_ROW,) * _IN_A_ROW, style=style)
