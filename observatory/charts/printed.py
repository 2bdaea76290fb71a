"""A chart of printed numbers: no mark stands where further digits would put it."""

from dataclasses import replace

from observatory.charts.chart import Chart, Point


def as_printed(chart: Chart) -> Chart:
    """The chart with its values at the precision they are printed with.

    A mark's place would otherwise tell further digits, and with them how small the group behind a percentage is.
    """
    series = tuple(replace(s, points=tuple(_printed(p, chart.decimals) for p in s.points)) for s in chart.series)
    return replace(chart, series=series, reference=_rounded(chart.reference, chart.decimals))


def _printed(point: Point, decimals: int) -> Point:
    if point.value is None:
        return replace(point, low=None, high=None)
    value, low, high = (_rounded(number, decimals) for number in (point.value, point.low, point.high))
    return replace(point, value=value, low=low, high=high)


def _rounded(value: float | None, decimals: int) -> float | None:
    return None if value is None else float(f"{value:.{decimals}f}")
