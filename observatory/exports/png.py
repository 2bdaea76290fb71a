"""The marks of a chart as a PNG: painted by Pillow at several times their size, then made smaller, without a screen."""

import io
from collections.abc import Iterator, Mapping
from functools import cache, singledispatch
from itertools import pairwise
from math import hypot

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from observatory.charts.marks import Anchor, Box, Dot, Picture, Polygon, Polyline, Rectangle, Role, Text
from observatory.charts.svg import (
    COLOURS,
    DASH,
    DOT_WIDTH,
    HATCH_WIDTH,
    HOLLOW_WIDTH,
    OUTLINE_WIDTH,
    hatching,
    square,
)
from resources import resource

SCALE = 3
"""Pixels a point: a figure of 640 points fills a slide of 1920 pixels."""

_FINER = 2
_ZOOM = SCALE * _FINER
_DOTS_AN_INCH = 72 * SCALE
_MEASURED_AT = 100
_ANCHORS = {Anchor.START: "ls", Anchor.MIDDLE: "ms", Anchor.END: "rs"}


def png(picture: Picture, texts: Mapping[str, str], language: str) -> bytes:
    """The picture as a PNG that carries the texts (`Title`, `Description`) within it."""
    size = (round(picture.width * _ZOOM), round(picture.height * _ZOOM))
    image = Image.new("RGB", size, COLOURS[Role.PAPER])
    canvas = ImageDraw.Draw(image)
    for mark in picture.marks:
        _paint(mark, canvas)
    told = PngInfo()
    for name, text in texts.items():
        told.add_itxt(name, text, language, name)
    stream = io.BytesIO()
    image.reduce(_FINER).save(stream, "PNG", pnginfo=told, dpi=(_DOTS_AN_INCH, _DOTS_AN_INCH))
    return stream.getvalue()


def measured(text: str, size: float) -> float:
    """The width in points of a text in Titillium Web."""
    return float(_typeface(_MEASURED_AT).getlength(text)) * size / _MEASURED_AT


@cache
def _typeface(size: float) -> ImageFont.FreeTypeFont:
    """The typeface at a size in pixels; laid out letter by letter, as everywhere."""
    content = io.BytesIO(resource("fonts", "TitilliumWeb-Regular.ttf").read_bytes())
    return ImageFont.truetype(content, size, layout_engine=ImageFont.Layout.BASIC)


@singledispatch
def _paint(mark: object, canvas: ImageDraw.ImageDraw) -> None:  # noqa: ARG001 - the dispatcher's signature
    raise TypeError(type(mark).__name__)


@_paint.register
def _(mark: Rectangle, canvas: ImageDraw.ImageDraw) -> None:
    fill = COLOURS[Role.PAPER if mark.hollow or mark.hatched else mark.role]
    line = COLOURS[Role.MARK if mark.outlined else mark.role]
    canvas.rectangle(_pixels(mark.box), fill=fill)
    if mark.hatched:
        for a, b, c, d in hatching(mark.box):
            _line(canvas, ((a, b), (c, d)), line, HATCH_WIDTH)
    if mark.hollow or mark.hatched or mark.outlined:
        width = HOLLOW_WIDTH if mark.hollow else OUTLINE_WIDTH
        canvas.rectangle(_pixels(mark.box, width / 2), outline=line, width=_thick(width))


@_paint.register
def _(mark: Polyline, canvas: ImageDraw.ImageDraw) -> None:
    stretches = _dashes(mark.points) if mark.dashed else [mark.points]
    for stretch in stretches:
        _line(canvas, stretch, COLOURS[mark.role], mark.width)


@_paint.register
def _(mark: Polygon, canvas: ImageDraw.ImageDraw) -> None:
    canvas.polygon([(x * _ZOOM, y * _ZOOM) for x, y in mark.points], fill=COLOURS[mark.role])


@_paint.register
def _(mark: Dot, canvas: ImageDraw.ImageDraw) -> None:
    fill, line = COLOURS[Role.PAPER if mark.hollow else mark.role], COLOURS[mark.role]
    if mark.square:
        canvas.rectangle(_pixels(square(mark), DOT_WIDTH / 2), fill, line, _thick(DOT_WIDTH))
        return
    box = Box(mark.x - mark.radius, mark.y - mark.radius, mark.x + mark.radius, mark.y + mark.radius)
    canvas.ellipse(_pixels(box, DOT_WIDTH / 2), fill, line, _thick(DOT_WIDTH))


@_paint.register
def _(mark: Text, canvas: ImageDraw.ImageDraw) -> None:
    typeface, at = _typeface(mark.size * _ZOOM), (mark.x * _ZOOM, mark.y * _ZOOM)
    if not mark.upright:
        canvas.text(at, mark.text, COLOURS[mark.role], typeface, _ANCHORS[mark.anchor])
        return
    length = measured(mark.text, mark.size) * _ZOOM
    before = {Anchor.START: 0.0, Anchor.MIDDLE: length / 2, Anchor.END: length}[mark.anchor]
    rise, fall = round(mark.size * _ZOOM), round(mark.size * _ZOOM / 2)
    words = Image.new("L", (round(length) + 2, rise + fall), 0)
    ImageDraw.Draw(words).text((0, rise), mark.text, 255, typeface, "ls")
    turned = words.transpose(Image.Transpose.ROTATE_90)
    place = (round(at[0]) - rise, round(at[1] + before) - turned.height)
    canvas.bitmap(place, turned, COLOURS[mark.role])


def _dashes(points: tuple[tuple[float, float], ...]) -> Iterator[tuple[tuple[float, float], ...]]:
    """The inked stretches of a dashed line; each piece begins with ink."""
    for (a, b), (c, d) in pairwise(points):
        length = hypot(c - a, d - b)
        start = 0.0
        while start < length:
            ends = (start / length, min(1.0, (start + DASH[0]) / length))
            yield tuple((a + share * (c - a), b + share * (d - b)) for share in ends)
            start += sum(DASH)


def _line(canvas: ImageDraw.ImageDraw, points: tuple[tuple[float, float], ...], colour: str, width: float) -> None:
    canvas.line([(x * _ZOOM, y * _ZOOM) for x, y in points], colour, _thick(width), joint="curve")


def _thick(width: float) -> int:
    return max(1, round(width * _ZOOM))


def _pixels(box: Box, spread: float = 0.0) -> tuple[float, float, float, float]:
    """The box in pixels, an outline's half width larger, with its right and bottom edges inside."""
    left, top = (box.left - spread) * _ZOOM, (box.top - spread) * _ZOOM
    right, bottom = (box.right + spread) * _ZOOM - 1, (box.bottom + spread) * _ZOOM - 1
    return left, top, max(left, right), max(top, bottom)
