"""Colours and paragraph styles of the printed summary."""

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from observatory.charts.marks import Role
from observatory.reports.pdf.typefaces import BOLD, ITALIC, REGULAR

INK = HexColor("#1B1F24")
QUIET = HexColor("#56606B")
ACCENT = HexColor("#0B3C6F")
RULE = HexColor("#8A949E")
HAIRLINE = HexColor("#D5DADF")
TINT = HexColor("#F1F5F9")
CAUTION = HexColor("#8A4B08")
GHOST = HexColor("#E9ECEF")

ROLES: dict[Role, Color] = {
    Role.MARK: HexColor("#1F5A99"),
    Role.SECOND: HexColor("#D3E2F1"),
    Role.BAND: HexColor("#D6E3F0"),
    Role.AXIS: HexColor("#4A4F55"),
    Role.GRID: HexColor("#D9DDE1"),
    Role.TEXT: INK,
    Role.MUTED: QUIET,
    Role.REFERENCE: CAUTION,
    Role.HIDDEN: QUIET,
    Role.PAPER: HexColor("#FFFFFF"),
    Role.ON_MARK: HexColor("#FFFFFF"),
}


def _style(name: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    settings = {"fontName": REGULAR, "textColor": INK, **more}
    return ParagraphStyle(name, fontSize=size, leading=leading, **settings)


BODY = _style("body", 9.4, 13.4, spaceAfter=6)
DEFINITION = _style("definition", 10, 14.5, spaceAfter=9, keepWithNext=1)
CHAPTER = _style("chapter", 17, 21, fontName=BOLD, textColor=ACCENT, spaceBefore=22, spaceAfter=8, keepWithNext=1)
TITLE = _style("title", 9.8, 12.6, fontName=BOLD, textColor=ACCENT, keepWithNext=1)
WINDOW = _style("window", 8.5, 11, textColor=QUIET, spaceAfter=4)
NOTE = _style("note", 7.8, 10.2, textColor=QUIET)
READING = _style("reading", 8.2, 11, fontName=ITALIC, textColor=QUIET)
POINT = _style("point", 10.5, 15, leftIndent=13, bulletIndent=1, bulletFontSize=10.5)
BOX_TITLE = _style("box_title", 15, 19, fontName=BOLD, textColor=ACCENT, spaceAfter=6)
ENTRY = _style("entry", 10.2, 14.2, fontName=BOLD)
SUB_ENTRY = _style("sub_entry", 9.2, 12, leftIndent=14)
PAGE_OF_ENTRY = _style("page_of_entry", 10.2, 14.2, fontName=BOLD, alignment=TA_RIGHT)
PAGE_OF_SUB_ENTRY = _style("page_of_sub_entry", 9.2, 12, alignment=TA_RIGHT)
COVER_PUBLISHER = _style("cover_publisher", 12, 16, fontName=BOLD, textColor=ACCENT)
COVER_TITLE = _style("cover_title", 31, 37, fontName=BOLD, textColor=ACCENT, spaceAfter=10)
COVER_PERIOD = _style("cover_period", 20, 26, textColor=INK)
COVER_NAME = _style("cover_name", 9.5, 13, textColor=QUIET)
COVER_VALUE = _style("cover_value", 10.5, 14, fontName=BOLD)
COVER_DIGEST = _style("cover_digest", 8, 11, textColor=QUIET)
BAND_TITLE = _style("band_title", 11, 15, fontName=BOLD, textColor=CAUTION, alignment=TA_CENTER)
BAND_TEXT = _style("band_text", 9.5, 13, textColor=CAUTION, alignment=TA_CENTER)


def table_text(size: float, *, bold: bool = False, indent: float = 0.0, alignment: int = 0) -> ParagraphStyle:
    """Words within a table at a size: names of rows and columns."""
    return ParagraphStyle(
        "table_text",
        fontName=BOLD if bold else REGULAR,
        fontSize=size,
        leading=size * 1.24,
        textColor=INK,
        leftIndent=indent,
        alignment=alignment,
    )
