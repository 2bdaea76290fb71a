"""What stands around the text on every page of minutes: marking, draft mark, running head, digest, page x of y."""

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

from observatory.meetings.paper import MinutesPaper
from observatory.periods import long_date
from observatory.reports import minutes_words as words
from observatory.reports.pdf.entries import PageCount
from observatory.reports.pdf.pages import BOTTOM, HEIGHT, ROOM, SIDE, TOP, WIDTH
from observatory.reports.pdf.palette import ACCENT, CAUTION, QUIET, RULE
from observatory.reports.pdf.tags import TaggedCanvas
from observatory.reports.pdf.typefaces import BOLD, REGULAR, printable, width
from observatory.reports.wording import PAGE, SYNTHETIC
from observatory.terms import Language

_SMALL, _MARK = 7.8, 8.0
_HEAD, _FOOT = HEIGHT - 52.0, 50.0
_DIGITS = 16
"""Of the digest, enough on each page to tell two versions apart; the whole of it stands on the first."""


@dataclass(frozen=True, slots=True)
class MinutesPages:
    """Draws what surrounds the text of every page."""

    paper: MinutesPaper
    count: PageCount
    language: Language

    def template(self) -> PageTemplate:
        frame = Frame(SIDE, BOTTOM, ROOM, HEIGHT - BOTTOM - TOP, 0, 0, 0, 0, id="text")
        return PageTemplate("text", [frame], onPage=self.draw, pagesize=A4)

    def draw(self, canvas: TaggedCanvas, document: BaseDocTemplate) -> None:
        self.count.saw(document.page)
        canvas.saveState()
        with canvas.artifact("Pagination"):
            self._markings(canvas)
        with canvas.artifact("Pagination", "Header"):
            self._head(canvas)
        with canvas.artifact("Pagination", "Footer"):
            self._foot(canvas, document.page)
        canvas.restoreState()

    def _markings(self, canvas: Canvas) -> None:
        marking = printable(self.paper.marking.in_(self.language))
        _centred(canvas, marking, ACCENT, HEIGHT - 34, 26)
        if self.paper.is_draft:
            _centred(canvas, printable(words.DRAFT.in_(self.language)), CAUTION, HEIGHT - 24, 16)

    def _head(self, canvas: Canvas) -> None:
        meeting, language = self.paper.meeting, self.language
        day = long_date(meeting.held_on).in_(language) if meeting.held_on else ""
        _set(canvas, REGULAR, QUIET)
        canvas.drawString(SIDE, _HEAD, printable(words.title(meeting).in_(language)))
        canvas.drawRightString(WIDTH - SIDE, _HEAD, printable(day))
        if self.paper.synthetic:
            _set(canvas, BOLD, CAUTION)
            canvas.drawRightString(
                WIDTH - SIDE - width(day, _SMALL) - 14, _HEAD, printable(SYNTHETIC.in_(self.language))
            )
        _rule(canvas, _HEAD - 6)

    def _foot(self, canvas: Canvas, page: int) -> None:
        _rule(canvas, _FOOT + 10)
        _set(canvas, REGULAR, QUIET)
        told = f"{words.standing(self.paper).in_(self.language)} · {self.paper.digest[:_DIGITS]}…"
        canvas.drawString(SIDE, _FOOT, printable(told))
        number = PAGE.with_values(n=page, all=self.count.total or page).in_(self.language)
        canvas.drawRightString(WIDTH - SIDE, _FOOT, number)


def _centred(canvas: Canvas, text: str, colour: object, *heights: float) -> None:
    canvas.setFillColor(colour)
    canvas.setFont(BOLD, _MARK)
    for height in heights:
        canvas.drawCentredString(WIDTH / 2, height, text)


def _set(canvas: Canvas, font: str, colour: object) -> None:
    canvas.setFont(font, _SMALL)
    canvas.setFillColor(colour)


def _rule(canvas: Canvas, y: float) -> None:
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.4)
    canvas.line(SIDE, y, WIDTH - SIDE, y)
