"""Paints a chart's picture with QPainter; where everything goes is decided in `observatory.charts`."""

from collections.abc import Mapping
from math import floor

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from observatory.charts.marks import (
    Anchor,
    Box,
    Dot,
    Measurer,
    Picture,
    Polygon,
    Polyline,
    Rectangle,
    Role,
    Shape,
    Text,
)

_OUTLINE = 0.7
_HATCHING_STEP = 3.5
_DASHES = [3.0, 2.0]
# Pixel sizes are whole numbers: letters are set ten times as large and painted at a tenth.
_FINE = 10


def measurer(family: str) -> Measurer:
    """Width in points of a text at a size in points, in the typeface of the window."""

    def measure(text: str, size: float) -> float:
        return QFontMetricsF(_font(family, size)).horizontalAdvance(text) / _FINE

    return measure


def _font(family: str, size: float) -> QFont:
    font = QFont(family)
    font.setPixelSize(round(size * _FINE))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


class ChartPainter:
    """Puts pictures onto one painter, whose unit must be the point of the picture."""

    def __init__(self, painter: QPainter, colours: Mapping[Role, QColor], family: str) -> None:
        self._painter, self._colours, self._family = painter, colours, family

    def paint(self, picture: Picture) -> None:
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for mark in picture.marks:
            self._draw(mark)

    def _draw(self, mark: Shape) -> None:
        match mark:
            case Rectangle():
                self._rectangle(mark)
            case Polyline():
                self._polyline(mark)
            case Polygon():
                self._polygon(mark)
            case Dot():
                self._dot(mark)
            case Text():
                self._text(mark)

    def _rectangle(self, mark: Rectangle) -> None:
        colour = self._colours[mark.role]
        box = QRectF(mark.box.left, mark.box.top, mark.box.width, mark.box.height)
        if mark.hatched:
            self._hatch(mark.box, colour)
        fill = self._colours[Role.PAPER] if mark.hollow else colour
        edge = self._colours[Role.MARK] if mark.outlined else colour
        self._painter.setPen(self._pen(edge) if mark.hollow or mark.hatched or mark.outlined else Qt.PenStyle.NoPen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush if mark.hatched else fill)
        self._painter.drawRect(box)

    def _hatch(self, box: Box, colour: QColor) -> None:
        """Lines at 45° that stay the same at every scale, which a brush pattern does not."""
        self._painter.save()
        self._painter.setClipRect(QRectF(box.left, box.top, box.width, box.height), Qt.ClipOperation.IntersectClip)
        self._painter.setPen(self._pen(colour))
        reach = box.width + box.height
        for step in range(floor(reach / _HATCHING_STEP) + 1):
            x = box.left + step * _HATCHING_STEP
            self._painter.drawLine(QLineF(x, box.top, x - box.height, box.bottom))
        self._painter.restore()

    def _polyline(self, mark: Polyline) -> None:
        pen = QPen(self._colours[mark.role], mark.width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if mark.dashed:
            # Dashes are counted in widths of the pen.
            pen.setDashPattern([length / mark.width for length in _DASHES])
        self._painter.setPen(pen)
        self._painter.drawPolyline(_points(mark.points))

    def _polygon(self, mark: Polygon) -> None:
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._colours[mark.role])
        self._painter.drawPolygon(_points(mark.points))

    def _dot(self, mark: Dot) -> None:
        colour = self._colours[mark.role]
        self._painter.setPen(self._pen(colour))
        self._painter.setBrush(self._colours[Role.PAPER] if mark.hollow else colour)
        centre = QPointF(mark.x, mark.y)
        if mark.square:
            self._painter.drawRect(QRectF(mark.x - mark.radius, mark.y - mark.radius, 2 * mark.radius, 2 * mark.radius))
        else:
            self._painter.drawEllipse(centre, mark.radius, mark.radius)

    def _text(self, mark: Text) -> None:
        font = _font(self._family, mark.size)
        length = QFontMetricsF(font).horizontalAdvance(mark.text)
        before = {Anchor.START: 0.0, Anchor.MIDDLE: length / 2, Anchor.END: length}[mark.anchor]
        self._painter.save()
        self._painter.translate(mark.x, mark.y)
        if mark.upright:
            self._painter.rotate(-90)
        self._painter.scale(1 / _FINE, 1 / _FINE)
        self._painter.setFont(font)
        self._painter.setPen(self._colours[mark.role])
        self._painter.drawText(QPointF(-before, 0), mark.text)
        self._painter.restore()

    def _pen(self, colour: QColor) -> QPen:
        pen = QPen(colour, _OUTLINE)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        return pen


def _points(pairs: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in pairs])
