"""The chart of an indicator: a u-chart where there is an exposure, otherwise a run chart against the median before."""

from observatory.charts.chart import Chart, Mark, Point, Series
from observatory.evaluation.effect import Effect, ordered, quarter_name, value_of
from observatory.evaluation.indicator import Indicator, Measurement
from observatory.statistics.run_charts import Limits, u_limits
from observatory.terms import Term, same

_PER = 100


def chart_of(indicator: Indicator, found: Effect) -> Chart | None:
    """None without measurements. Provisional points are hollow; the limits come from the quarters before go-live."""
    every = tuple(each for each in ordered(indicator) if value_of(each) is not None)
    if not every:
        return None
    limits = _limits(every, found)
    per = _PER if limits else 1
    points = tuple(_point(each, limits[n] if limits else None, per) for n, each in enumerate(every))
    name = same(indicator.name or "")
    centre = limits[0].centre * per if limits else None if found.runs is None else found.runs.median
    return Chart(
        Mark.LINE,
        (Series(name, points),),
        _SHARE if limits else _FIDELITY if found.fidelity is not None else _COUNT,
        reference=centre,
        reference_label=_MEAN if limits else _MEDIAN,
        decimals=1,
        over_time=True,
        band=_BAND,
    )


def alternative(chart: Chart) -> Term:
    """What the chart shows, in words."""
    values = [point.value for point in chart.series[0].points if point.value is not None]
    outside = sum(_is_outside(point) for point in chart.series[0].points)
    low, high, last = (Term(f"{v:.1f}".replace(".", ","), f"{v:.1f}") for v in (min(values), max(values), values[-1]))
    return _ALTERNATIVE.with_values(n=len(values), low=low, high=high, last=last, outside=outside)


def _limits(every: tuple[Measurement, ...], found: Effect) -> tuple[Limits, ...]:
    """Of each point; none where a quarter has no exposure, or nothing was measured before go-live."""
    base = [each for each in every if each in found.before]
    if not base or any(each.events is None or not each.exposure for each in every):
        return ()
    lined_up = (*base, *(each for each in every if each not in found.before))
    made = u_limits([m.events or 0 for m in lined_up], [m.exposure or 1 for m in lined_up], baseline=len(base))
    by_id = dict(zip((each.id for each in lined_up), made, strict=True))
    return tuple(by_id[each.id] for each in every)


def _point(measurement: Measurement, limits: Limits | None, per: int) -> Point:
    return Point(
        quarter_name(str(measurement.quarter)),
        (value_of(measurement) or 0.0) * per,
        limits.low * per if limits else None,
        limits.high * per if limits else None,
        provisional=measurement.status == "PROV",
    )


def _is_outside(point: Point) -> bool:
    if point.value is None or point.low is None or point.high is None:
        return False
    return not point.low <= point.value <= point.high


_SHARE = Term("per 100", "per 100")
_COUNT = Term("eventi per trimestre", "events per quarter")
_FIDELITY = Term("fedeltà (1–5)", "fidelity (1–5)")
_MEAN = Term("media del periodo di base", "mean of the baseline")
_MEDIAN = Term("mediana", "median")
_BAND = Term("limiti di controllo", "control limits")
_ALTERNATIVE = Term(
    "Linea di {n} trimestri: valori da {low} a {high}, nell’ultimo {last}; fuori dai limiti: {outside}.",
    "Line of {n} quarters: values from {low} to {high}, in the latest {last}; outside the limits: {outside}.",
)
