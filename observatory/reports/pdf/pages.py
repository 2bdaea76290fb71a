"""What stands on every page around the text: marking above and below, running head, as-of date, page x of y."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from observatory.reports.copies import Copy
from observatory.reports.pdf.entries import PageCount
from observatory.reports.pdf.palette import ACCENT, CAUTION, GHOST, QUIET, RULE
from observatory.reports.pdf.tags import TaggedCanvas
from observatory.reports.pdf.typefaces import BOLD, REGULAR, printable, width
from observatory.reports.wording import DRAFT, PAGE, SYNTHETIC, as_of_sentence
from observatory.summary.content import Cover
from observatory.terms import Language

WIDTH, HEIGHT = A4
SIDE = 54.0
TOP = 84.0
BOTTOM = 72.0
ROOM = WIDTH - 2 * SIDE
"""Points: the width of the text."""
_HEAD = HEIGHT - 52.0
_FOOT = 50.0
_MARKING_SIZE = 8.0
_SMALL = 7.8
_LARGEST, _DIAGONAL, _SLOPE = 34.0, 780.0, 54.0
"""The diagonal text: its size at most and its length at most in points, its slope in degrees."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Draws what surrounds the text of every page of one document."""

    cover: Cover
    count: PageCount
    language: Language
    copy: Copy | None = None

    def cover_page(self, canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        self.count.saw(document.page)
        self._watermark(canvas)
        with canvas.artifact("Pagination"):
            canvas.saveState()
            canvas.setFillColor(ACCENT)
            canvas.rect(0, HEIGHT - 16, WIDTH, 16, stroke=0, fill=1)
            self._markings(canvas)
            self._copy_line(canvas)
            canvas.restoreState()

    def text_page(self, canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        self.count.saw(document.page)
        self._watermark(canvas)
        canvas.saveState()
        with canvas.artifact("Pagination"):
            self._markings(canvas)
        with canvas.artifact("Pagination", "Header"):
            self._running_head(canvas)
        with canvas.artifact("Pagination", "Footer"):
            self._foot(canvas, document.page)
            self._copy_line(canvas)
        canvas.restoreState()

    def _watermark(self, canvas: TaggedCanvas) -> None:
        """Under the text, from corner to corner, whose copy this is: in opaque grey, for paper has no transparency."""
        if self.copy is None:
            return
        text = printable(self.copy.line.in_(self.language))
        size = min(_LARGEST, _LARGEST * _DIAGONAL / width(text, _LARGEST, BOLD))
        with canvas.artifact("Pagination", "Watermark"):
            canvas.saveState()
            canvas.setFillColor(GHOST)
            canvas.setFont(BOLD, size)
            canvas.translate(WIDTH / 2, HEIGHT / 2)
            canvas.rotate(_SLOPE)
            canvas.drawCentredString(0, -size / 3, text)
            canvas.restoreState()

    def _copy_line(self, canvas: TaggedCanvas) -> None:
        if self.copy is not None:
            canvas.setFont(REGULAR, _SMALL)
            canvas.setFillColor(QUIET)
            canvas.drawString(SIDE, _FOOT - 11, _cut(self.copy.line.in_(self.language), ROOM))

    def _markings(self, canvas: TaggedCanvas) -> None:
        canvas.setFillColor(ACCENT)
        canvas.setFont(BOLD, _MARKING_SIZE)
        marking = printable(self.cover.marking.in_(self.language))
        canvas.drawCentredString(WIDTH / 2, HEIGHT - 34, marking)
        canvas.drawCentredString(WIDTH / 2, 26, marking)
        if self.cover.is_draft:
            draft = printable(DRAFT.in_(self.language))
            canvas.setFillColor(CAUTION)
            canvas.drawCentredString(WIDTH / 2, HEIGHT - 24, draft)
            canvas.drawCentredString(WIDTH / 2, 16, draft)

    def _running_head(self, canvas: TaggedCanvas) -> None:
        canvas.setFont(REGULAR, _SMALL)
        canvas.setFillColor(QUIET)
        period = self.cover.period.in_(self.language)
        canvas.drawRightString(WIDTH - SIDE, _HEAD, printable(period))
        taken = width(period, _SMALL) + 14
        if self.cover.synthetic:
            canvas.setFillColor(CAUTION)
            canvas.setFont(BOLD, _SMALL)
            canvas.drawRightString(WIDTH - SIDE - taken, _HEAD, printable(SYNTHETIC.in_(self.language)))
            taken += width(SYNTHETIC.in_(self.language), _SMALL, BOLD) + 14
        canvas.setFont(REGULAR, _SMALL)
        canvas.setFillColor(QUIET)
        canvas.drawString(SIDE, _HEAD, _cut(self.cover.title.in_(self.language), ROOM - taken))
        _rule(canvas, _HEAD - 6)

    def _foot(self, canvas: TaggedCanvas, page: int) -> None:
        _rule(canvas, _FOOT + 10)
        canvas.setFont(REGULAR, _SMALL)
        canvas.setFillColor(QUIET)
        vintage = self.cover.vintage.in_(self.language)
        left = f"{as_of_sentence(self.cover.as_of).in_(self.language)} · {vintage}"
        canvas.drawString(SIDE, _FOOT, _cut(left, ROOM - 110))
        total = self.count.total or page
        canvas.drawRightString(WIDTH - SIDE, _FOOT, PAGE.with_values(n=page, all=total).in_(self.language))

    def templates(self) -> list[PageTemplate]:
        """The cover's page and the pages of text."""
        cover = Frame(SIDE, BOTTOM, ROOM, HEIGHT - BOTTOM - 92, 0, 0, 0, 0, id="cover")
        text = Frame(SIDE, BOTTOM, ROOM, HEIGHT - BOTTOM - TOP, 0, 0, 0, 0, id="text")
        return [
            PageTemplate("cover", [cover], onPage=self.cover_page, pagesize=A4),
            PageTemplate("text", [text], onPage=self.text_page, pagesize=A4),
        ]


def _rule(canvas: TaggedCanvas, y: float) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.4)
    canvas.line(SIDE, y, WIDTH - SIDE, y)


def _cut(text: str, room: float) -> str:
    """The text, shortened with an ellipsis where it would run into its neighbour."""
    shown = printable(text)
    while width(shown, _SMALL) > room and len(shown) > 1:
        shown = shown.rstrip("…")[:-1].rstrip() + "…"
    return shown
