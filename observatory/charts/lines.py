"""Lines: points joined within a band between their limits; the line breaks at hidden values and says so."""

from itertools import groupby

from observatory.charts.chart import SIGNS, Chart, Gap, Point, Series
from observatory.charts.marks import Anchor, Box, Dot, Polygon, Polyline, Rectangle, Role, Text
from observatory.charts.numerals import written
from observatory.charts.plot import Plot, draw_reference_line, frame, name_reference
from observatory.charts.sheet import Sheet
from observatory.terms import Language

GAP_HEIGHT = 6.0
_ROOM_AT_END = 0.24


def draw_lines(sheet: Sheet, chart: Chart, top: float, language: Language) -> None:
    ends = [_end_label(series, chart, language) for series in chart.series]
    room = min(max((sheet.space.wide(e) for e in ends), default=0.0) + 6, sheet.space.width * _ROOM_AT_END)
    plot = frame(sheet, chart, top, language, right=room)
    for series in chart.series:
        for run in _runs(series, known=True):
            _draw_band(sheet, plot, series, run)
    draw_reference_line(sheet, plot, chart)
    for number, series in enumerate(chart.series):
        _draw_series(sheet, plot, series, number)
    for series, end in zip(chart.series, ends, strict=True):
        _write_end(sheet, plot, series, end)
    name_reference(sheet, plot, chart, language)


def _end_label(series: Series, chart: Chart, language: Language) -> str:
    """The last known value, after the series' name where there are several."""
    last = next((p.value for p in reversed(series.points) if p.value is not None), None)
    value = "" if last is None else written(last, chart.decimals, language)
    return value if len(chart.series) == 1 else f"{series.name.in_(language)} {value}".strip()


def _runs(series: Series, *, known: bool) -> list[range]:
    """The unbroken stretches of known points, or of points that are missing for one reason."""
    stretches = groupby(range(len(series.points)), key=lambda n: _reason(series.points[n]))
    groups = [tuple(group) for reason, group in stretches if (reason is None) is known]
    return [range(group[0], group[-1] + 1) for group in groups]


def _reason(point: Point) -> Gap | None:
    return point.gap if point.value is None else None


def _draw_band(sheet: Sheet, plot: Plot, series: Series, run: range) -> None:
    limits = [(plot.x(n), p.low, p.high) for n in run if (p := series.points[n])]
    upper = [(x, plot.y(high)) for x, low, high in limits if low is not None and high is not None]
    lower = [(x, plot.y(low)) for x, low, high in limits if low is not None and high is not None]
    if len(upper) > 1:
        sheet.draw(Polygon((*upper, *reversed(lower)), Role.BAND))


def _draw_series(sheet: Sheet, plot: Plot, series: Series, number: int) -> None:
    for run in _runs(series, known=True):
        path = tuple((plot.x(n), plot.y(series.points[n].value or 0.0)) for n in run)
        sheet.draw(Polyline(path, Role.MARK, 1.4, dashed=number > 0))
        sheet.keep_clear(*(_around(a, b) for a, b in zip(path, (*path[1:], path[-1]), strict=True)))
    for run in _runs(series, known=False):
        _draw_gap(sheet, plot, run, series.points[run[0]].gap)
    radius = min(2.4, max(1.2, plot.slot * 0.22))
    for n, point in enumerate(series.points):
        if point.value is not None:
            sheet.draw(_dot(plot, n, point, (radius, number)))


def _around(a: tuple[float, float], b: tuple[float, float]) -> Box:
    """The ground a stretch of line with its dots takes."""
    xs, ys = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return Box(xs[0] - 3, ys[0] - 3, xs[1] + 3, ys[1] + 3)


def _dot(plot: Plot, n: int, point: Point, style: tuple[float, int]) -> Dot:
    radius, number = style
    y = plot.y(point.value or 0.0)
    return Dot(plot.x(n), y, radius, Role.MARK, hollow=point.provisional, square=number > 0)


def _draw_gap(sheet: Sheet, plot: Plot, run: range, gap: Gap) -> None:
    """A sign at the foot of the chart for a stretch without values; over a hatched strip where they are hidden."""
    half = plot.slot / 2
    box = Box(plot.x(run[0]) - half, plot.box.bottom - GAP_HEIGHT, plot.x(run[-1]) + half, plot.box.bottom)
    if gap is Gap.HIDDEN:
        sheet.draw(Rectangle(box, Role.HIDDEN, hatched=True))
    size = sheet.space.text_size
    sheet.write(Text((box.left + box.right) / 2, box.top - 0.4 * size, SIGNS[gap], size, anchor=Anchor.MIDDLE))


def _write_end(sheet: Sheet, plot: Plot, series: Series, label: str) -> None:
    """Name and last value beside the last known point, moved up or down where another name stands."""
    last = next((n for n in range(len(series.points) - 1, -1, -1) if series.points[n].value is not None), None)
    if last is None:
        return
    size = sheet.space.text_size
    x, y = plot.x(last) + 5, plot.y(series.points[last].value or 0.0) + 0.3 * size
    text = sheet.space.shortened(label, sheet.space.width - x)
    shifts = sorted((n * size * 0.3 for n in range(-12, 13)), key=abs)
    sheet.write(*(Text(x, y + shift, text, size) for shift in shifts))
