"""The marks of a chart painted on a page; the layout stays the one of the window."""

from functools import singledispatch

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject
from reportlab.platypus import Flowable

from observatory.charts.chart import Chart
from observatory.charts.layout import layout, natural_height
from observatory.charts.marks import Anchor, Box, Dot, Picture, Polygon, Polyline, Rectangle, Role, Text
from observatory.charts.sheet import Space
from observatory.reports.pdf.palette import ROLES
from observatory.reports.pdf.structure import Part
from observatory.reports.pdf.typefaces import REGULAR, printable, width
from observatory.terms import Language

_HATCH_STEP = 2.6
_TALLEST = 560.0
"""Points: what fits on a page with title and reading."""


class ChartFlowable(Flowable):  # type: ignore[misc]  # reportlab carries no types
    """A chart as wide as its frame; the part says it in words."""

    def __init__(self, chart: Chart, language: Language, part: Part) -> None:
        super().__init__()
        self._chart, self._language, self._part = chart, language, part
        self._picture: Picture | None = None

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:  # noqa: ARG002
        """Take the frame's width and the chart's own height."""
        space = Space(available_width, min(natural_height(self._chart), _TALLEST), width)
        self._picture = layout(self._chart, space, self._language)
        self.width, self.height = space.width, space.height
        return self.width, self.height

    def draw(self) -> None:
        if self._picture is None:
            return
        self.canv.enclose(self._part, self.width, self.height)
        with self.canv.tagged(self._part):
            self.canv.saveState()
            self.canv.translate(0, self.height)
            for mark in self._picture.marks:
                _paint(mark, self.canv)
            self.canv.restoreState()


@singledispatch
def _paint(mark: object, canvas: Canvas) -> None:  # noqa: ARG001 - the dispatcher's signature
    raise TypeError(type(mark).__name__)


@_paint.register
def _(mark: Rectangle, canvas: Canvas) -> None:
    box, colour = mark.box, ROLES[mark.role]
    canvas.setStrokeColor(ROLES[Role.MARK] if mark.outlined else colour)
    canvas.setFillColor(ROLES[Role.PAPER] if mark.hollow or mark.hatched else colour)
    lined = mark.hollow or mark.hatched or mark.outlined
    canvas.setLineWidth(0.8 if mark.hollow else 0.5)
    canvas.rect(box.left, -box.bottom, box.width, box.height, stroke=int(lined), fill=1)
    if mark.hatched:
        _hatch(canvas, box)


def _hatch(canvas: Canvas, box: Box) -> None:
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(box.left, -box.bottom, box.width, box.height)
    canvas.clipPath(clip, stroke=0)
    canvas.setLineWidth(0.45)
    offset = -box.height
    while offset < box.width:
        canvas.line(box.left + offset, -box.bottom, box.left + offset + box.height, -box.top)
        offset += _HATCH_STEP
    canvas.restoreState()


@_paint.register
def _(mark: Polyline, canvas: Canvas) -> None:
    canvas.setStrokeColor(ROLES[mark.role])
    canvas.setLineWidth(mark.width)
    canvas.setDash([3, 2] if mark.dashed else [])
    canvas.drawPath(_path(canvas, mark.points), stroke=1, fill=0)
    canvas.setDash([])


@_paint.register
def _(mark: Polygon, canvas: Canvas) -> None:
    canvas.setFillColor(ROLES[mark.role])
    path = _path(canvas, mark.points)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


@_paint.register
def _(mark: Dot, canvas: Canvas) -> None:
    canvas.setStrokeColor(ROLES[mark.role])
    canvas.setFillColor(ROLES[Role.PAPER if mark.hollow else mark.role])
    canvas.setLineWidth(1.0)
    if mark.square:
        side = mark.radius * 1.8
        canvas.rect(mark.x - side / 2, -mark.y - side / 2, side, side, stroke=1, fill=1)
    else:
        canvas.circle(mark.x, -mark.y, mark.radius, stroke=1, fill=1)


@_paint.register
def _(mark: Text, canvas: Canvas) -> None:
    canvas.saveState()
    canvas.setFillColor(ROLES[mark.role])
    canvas.setFont(REGULAR, mark.size)
    canvas.translate(mark.x, -mark.y)
    if mark.upright:
        canvas.rotate(90)
    write = {
        Anchor.START: canvas.drawString,
        Anchor.MIDDLE: canvas.drawCentredString,
        Anchor.END: canvas.drawRightString,
    }[mark.anchor]
    write(0, 0, printable(mark.text))
    canvas.restoreState()


def _path(canvas: Canvas, points: tuple[tuple[float, float], ...]) -> PDFPathObject:
    path = canvas.beginPath()
    for number, (x, y) in enumerate(points):
        (path.lineTo if number else path.moveTo)(x, -y)
    return path
