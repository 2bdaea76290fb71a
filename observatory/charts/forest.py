"""Forests: one row per point with its limits beside a reference line, in the order given and never ranked."""

from observatory.charts.chart import SIGNS, Chart, Point
from observatory.charts.marks import Anchor, Box, Dot, Polyline, Role, Text
from observatory.charts.numerals import written
from observatory.charts.plot import numbers, points_of
from observatory.charts.scale import Scale, scale
from observatory.charts.sheet import Sheet
from observatory.terms import Language

_NAMES = 0.34
_VALUES = 0.3


def draw_forest(sheet: Sheet, chart: Chart, top: float, language: Language) -> None:
    points, space = points_of(chart), sheet.space
    labels = [point.label.in_(language) for point in points]
    values = [_value(point, chart.decimals, language) for point in points]
    left = min(max((space.wide(name) for name in labels), default=0.0) + 8, space.width * _NAMES)
    right = space.width - min(max((space.wide(v) for v in values), default=0.0) + 8, space.width * _VALUES)
    ends = scale(numbers(points) + (() if chart.reference is None else (chart.reference,)))
    head = space.line * 1.1 if chart.reference_label is not None else 2.0
    area = Box(left, top + head, max(left + 1, right), max(top + head + 1, space.height - space.line - 2))
    _draw_scale(sheet, area, ends, language)
    _draw_reference(sheet, area, ends, (chart, language))
    step = area.height / max(1, len(points))
    for row, point in enumerate(points):
        y = area.top + (row + 0.5) * step
        _draw_row(sheet, area, ends, (y, point))
        baseline, size = y + 0.3 * space.text_size, space.text_size
        sheet.write(Text(0.0, baseline, space.shortened(labels[row], left - 6), size))
        sheet.write(Text(space.width, baseline, values[row], size, anchor=Anchor.END))


def _value(point: Point, decimals: int, language: Language) -> str:
    if point.value is None:
        return SIGNS[point.gap]
    value = written(point.value, decimals, language)
    if point.low is None or point.high is None:
        return value
    return f"{value} ({written(point.low, decimals, language)}–{written(point.high, decimals, language)})"


def _across(area: Box, ends: Scale, value: float) -> float:
    return area.left + ends.share(value) * area.width


def _draw_scale(sheet: Sheet, area: Box, ends: Scale, language: Language) -> None:
    size = sheet.space.text_size
    for tick in ends.ticks:
        x, role = _across(area, ends, tick), Role.AXIS if tick == 0 else Role.GRID
        sheet.draw(Polyline(((x, area.top), (x, area.bottom)), role, 0.75 if tick == 0 else 0.4))
        label = written(tick, ends.decimals, language)
        place = sheet.within(x, sheet.space.wide(label))
        sheet.write(Text(place, area.bottom + sheet.space.line * 0.9, label, size, Role.MUTED, Anchor.MIDDLE))


def _draw_reference(sheet: Sheet, area: Box, ends: Scale, asked: tuple[Chart, Language]) -> None:
    chart, language = asked
    if chart.reference is None:
        return
    x, size = _across(area, ends, chart.reference), sheet.space.text_size
    sheet.draw(Polyline(((x, area.top - 2), (x, area.bottom)), Role.REFERENCE, 0.9, dashed=True))
    if chart.reference_label is not None:
        name = sheet.space.shortened(chart.reference_label.in_(language), sheet.space.width)
        middle = sheet.within(x, sheet.space.wide(name))
        sheet.write(Text(middle, area.top - 0.55 * size, name, size, Role.REFERENCE, Anchor.MIDDLE))


def _draw_row(sheet: Sheet, area: Box, ends: Scale, row: tuple[float, Point]) -> None:
    y, point = row
    if point.value is None:
        sheet.draw(Polyline(((area.left, y), (area.right, y)), Role.GRID, 0.5, dashed=True))
        return
    if point.low is not None and point.high is not None:
        low, high = _across(area, ends, point.low), _across(area, ends, point.high)
        sheet.draw(Polyline(((low, y), (high, y)), Role.MARK, 1.2))
        sheet.draw(*(Polyline(((x, y - 2.5), (x, y + 2.5)), Role.MARK, 1.0) for x in (low, high)))
    sheet.draw(Dot(_across(area, ends, point.value), y, 2.8, Role.MARK, hollow=point.provisional, square=True))
