"""The marks of a chart as SVG text: the painter for files, without any drawing library.

Words stay words, in the first of `TYPEFACES` that the reader's machine has: lay the picture out with some `ROOM` to
spare. Standard: SVG 1.1; accessible names as in SVG-AAM.
"""

from collections.abc import Iterable
from functools import singledispatch
from xml.sax.saxutils import escape, quoteattr

from observatory.charts.marks import Anchor, Box, Dot, Picture, Polygon, Polyline, Rectangle, Role, Text

COLOURS: dict[Role, str] = {
    Role.MARK: "#1F5A99",
    Role.SECOND: "#D3E2F1",
    Role.BAND: "#D6E3F0",
    Role.AXIS: "#4A4F55",
    Role.GRID: "#D9DDE1",
    Role.TEXT: "#1B1F24",
    Role.MUTED: "#56606B",
    Role.REFERENCE: "#8A4B08",
    Role.HIDDEN: "#56606B",
    Role.PAPER: "#FFFFFF",
    Role.ON_MARK: "#FFFFFF",
}
"""The colours of the printed summary."""

HATCH_STEP, HATCH_WIDTH = 2.6, 0.45
HOLLOW_WIDTH, OUTLINE_WIDTH, DOT_WIDTH = 0.8, 0.5, 1.0
DASH = (3.0, 2.0)
TYPEFACES = "'Titillium Web', Arial, 'Liberation Sans', sans-serif"
ROOM = 1.15
"""How much wider than Titillium Web the widest of them sets a text."""

_ANCHORS = {Anchor.START: "start", Anchor.MIDDLE: "middle", Anchor.END: "end"}


def svg(picture: Picture, title: str, description: str, language: str) -> str:
    """The picture as an SVG document whose name and description a screen reader says; `language` is a tag, `it`."""
    size = f"{_number(picture.width)} {_number(picture.height)}"
    width, height = size.split()
    named = f'role="img" aria-labelledby="title" aria-describedby="desc" xml:lang={quoteattr(language)}'
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {size}" {named}>'
    )
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            root,
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(description)}</desc>',
            f'<g font-family="{TYPEFACES}">',
            f'<rect width="{width}" height="{height}" fill="{COLOURS[Role.PAPER]}"/>',
            *(_drawn(mark) for mark in picture.marks),
            "</g>",
            "</svg>",
            "",
        ]
    )


def hatching(box: Box) -> Iterable[tuple[float, float, float, float]]:
    """Lines at 45° that fill a box and end at its edges, as x and y of both ends."""
    offset = HATCH_STEP - box.height
    while offset < box.width:
        start, end = max(0.0, offset), min(box.width, offset + box.height)
        foot = box.bottom + offset
        yield box.left + start, foot - start, box.left + end, foot - end
        offset += HATCH_STEP


@singledispatch
def _drawn(mark: object) -> str:
    raise TypeError(type(mark).__name__)


@_drawn.register
def _(mark: Rectangle) -> str:
    fill = COLOURS[Role.PAPER if mark.hollow or mark.hatched else mark.role]
    line = COLOURS[Role.MARK if mark.outlined else mark.role]
    lined = mark.hollow or mark.hatched or mark.outlined
    stroke = f' stroke="{line}" stroke-width="{HOLLOW_WIDTH if mark.hollow else OUTLINE_WIDTH}"' if lined else ""
    drawn = f"<rect {_box(mark.box)} fill={quoteattr(fill)}{stroke}/>"
    return f"{drawn}\n{_hatch(mark.box, line)}" if mark.hatched else drawn


def _hatch(box: Box, colour: str) -> str:
    lines = (f"M{_point(a, b)} L{_point(c, d)}" for a, b, c, d in hatching(box))
    return f'<path d="{" ".join(lines)}" stroke="{colour}" stroke-width="{HATCH_WIDTH}" fill="none"/>'


@_drawn.register
def _(mark: Polyline) -> str:
    dashed = f' stroke-dasharray="{DASH[0]:g} {DASH[1]:g}"' if mark.dashed else ""
    look = f'fill="none" stroke="{COLOURS[mark.role]}" stroke-width="{_number(mark.width)}"{dashed}'
    return f'<polyline points="{_points(mark.points)}" {look}/>'


@_drawn.register
def _(mark: Polygon) -> str:
    return f'<polygon points="{_points(mark.points)}" fill="{COLOURS[mark.role]}"/>'


@_drawn.register
def _(mark: Dot) -> str:
    fill = COLOURS[Role.PAPER if mark.hollow else mark.role]
    look = f'fill="{fill}" stroke="{COLOURS[mark.role]}" stroke-width="{DOT_WIDTH:g}"'
    if mark.square:
        return f"<rect {_box(square(mark))} {look}/>"
    return f'<circle cx="{_number(mark.x)}" cy="{_number(mark.y)}" r="{_number(mark.radius)}" {look}/>'


def square(dot: Dot) -> Box:
    """The box of a square dot, as large to the eye as a round one."""
    half = dot.radius * 0.9
    return Box(dot.x - half, dot.y - half, dot.x + half, dot.y + half)


@_drawn.register
def _(mark: Text) -> str:
    x, y = _number(mark.x), _number(mark.y)
    turned = f' transform="rotate(-90 {x} {y})"' if mark.upright else ""
    look = f'font-size="{_number(mark.size)}" fill="{COLOURS[mark.role]}" text-anchor="{_ANCHORS[mark.anchor]}"'
    return f'<text x="{x}" y="{y}" {look}{turned}>{escape(mark.text)}</text>'


def _box(box: Box) -> str:
    at = f'x="{_number(box.left)}" y="{_number(box.top)}"'
    return f'{at} width="{_number(box.width)}" height="{_number(box.height)}"'


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(_point(x, y) for x, y in points)


def _point(x: float, y: float) -> str:
    return f"{_number(x)},{_number(y)}"


def _number(value: float) -> str:
    """Hundredths of a point, without needless zeros or sign."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
