"""A figure as it leaves by itself: its title above the chart; source, marking and state of the data below it.

A picture on a slide is soon without its read-me, so that what must be known of it stands in it.
"""

from dataclasses import replace

from observatory.charts.layout import layout, natural_height
from observatory.charts.marks import Dot, Measurer, Picture, Polygon, Polyline, Role, Shape, Text
from observatory.charts.sheet import Space
from observatory.periods import long_date
from observatory.reports.wording import AS_OF, DRAFT, PUBLISHER, SYNTHETIC, title_of
from observatory.summary.content import Cover, Figure
from observatory.terms import Language

WIDTH = 640.0
_MARGIN = 18.0
_TITLE_SIZE, _FOOT_SIZE = 12.5, 7.5
_LINES = 2
_GAP = 8.0
_WIDER = 1.25
"""On a slide a chart is wider than on a page, and higher in the same measure."""


def plate(figure: Figure, cover: Cover, language: Language, measure: Measurer) -> Picture:
    """The chart laid out between its title and its foot, in points."""
    inner = WIDTH - 2 * _MARGIN
    head = Space(inner, 0.0, measure, _TITLE_SIZE)
    titles = head.wrapped(title_of(figure).in_(language), inner, _LINES)
    top = _MARGIN + len(titles) * head.line + _GAP
    drawn = layout(figure.chart, Space(inner, natural_height(figure.chart) * _WIDER, measure, 9.0), language)
    foot = Space(inner, 0.0, measure, _FOOT_SIZE)
    below = [row for line, _ in _feet(cover, language) for row in foot.wrapped(line, inner, _LINES)]
    roles = [role for line, role in _feet(cover, language) for _ in foot.wrapped(line, inner, _LINES)]
    end = top + drawn.height + _GAP
    marks = [
        *_lines(titles, [Role.TEXT] * len(titles), _MARGIN, head),
        *(moved(mark, _MARGIN, top) for mark in drawn.marks),
        *_lines(tuple(below), roles, end, foot),
    ]
    return Picture(WIDTH, end + len(below) * foot.line + _MARGIN, tuple(marks))


def _feet(cover: Cover, language: Language) -> list[tuple[str, Role]]:
    as_of = f"{AS_OF.in_(language)} {long_date(cover.as_of).in_(language)} ({cover.vintage.in_(language)})"
    feet = [(f"{PUBLISHER.in_(language)} · {as_of}", Role.MUTED), (cover.marking.in_(language), Role.TEXT)]
    warnings = [DRAFT] * cover.is_draft + [SYNTHETIC] * cover.synthetic
    return [*feet, *((warning.in_(language), Role.REFERENCE) for warning in warnings)]


def _lines(rows: tuple[str, ...], roles: list[Role], top: float, space: Space) -> list[Shape]:
    return [
        Text(_MARGIN, top + (number + 0.8) * space.line, row, space.text_size, role)
        for number, (row, role) in enumerate(zip(rows, roles, strict=True))
    ]


def moved(mark: Shape, right: float, down: float) -> Shape:
    """The mark at another place."""
    if isinstance(mark, Dot | Text):
        return replace(mark, x=mark.x + right, y=mark.y + down)
    if isinstance(mark, Polyline | Polygon):
        return replace(mark, points=tuple((x + right, y + down) for x, y in mark.points))
    box = mark.box
    edges = {"left": box.left + right, "right": box.right + right, "top": box.top + down, "bottom": box.bottom + down}
    return replace(mark, box=replace(box, **edges))
