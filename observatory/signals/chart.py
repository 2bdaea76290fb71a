"""The chart of a series that was read: its counts over time, with the threshold where it is one of counts."""

from observatory.charts.chart import Chart, Mark, Point
from observatory.charts.chart import Series as Drawn
from observatory.codelists import codelist
from observatory.periods import Month
from observatory.signals.readings import C1, C2, EXCEEDANCE, LEFT_OUT, QUARTERS, Reading
from observatory.signals.series import Series
from observatory.terms import Term, same

_MONTHS = 36
_FRESH_MONTHS = 6
_QUARTER = 3


def chart_of(series: Series, method: str, reading: Reading | None = None) -> Chart:
    """Quarters for the exceedance, else months; the newest are still provisional and drawn hollow.

    The threshold is drawn only with the reading that it belongs to.
    """
    points = _quarters(series) if method == EXCEEDANCE else _months(series)
    name = codelist("event_group").label(series.group)
    has_bar = reading is not None and reading.method in (EXCEEDANCE, C1, C2)
    return Chart(
        Mark.BARS,
        (Drawn(name, points),),
        name,
        reference=reading.bar if reading is not None and has_bar else None,
        reference_label=_THRESHOLD if has_bar else None,
        over_time=True,
    )


def alternative(chart: Chart) -> Term:
    """What the chart shows, in words."""
    values = [point.value for point in chart.series[0].points if point.value is not None]
    told = _ALTERNATIVE.with_values(n=len(values), low=round(min(values)), high=round(max(values)))
    last = _LAST.with_values(last=round(values[-1]))
    return Term(f"{told.it} {last.it}", f"{told.en} {last.en}")


def _quarters(series: Series) -> tuple[Point, ...]:
    counts = series.quarters[-QUARTERS - 1 :]
    return tuple(
        Point(_quarter(series.last_quarter - _QUARTER * back), count, provisional=back <= LEFT_OUT)
        for back, count in zip(range(len(counts) - 1, -1, -1), counts, strict=True)
    )


def _quarter(month: Month) -> Term:
    number = month.quarter.number
    return Term(f"{('I', 'II', 'III', 'IV')[number - 1]} {month.year}", f"Q{number} {month.year}")


def _months(series: Series) -> tuple[Point, ...]:
    counts = series.months[-_MONTHS:]
    return tuple(
        Point(_month(series.last_month - back), count, provisional=back < _FRESH_MONTHS)
        for back, count in zip(range(len(counts) - 1, -1, -1), counts, strict=True)
    )


def _month(month: Month) -> Term:
    return same(f"{month.number:02d}/{month.year}")


_THRESHOLD = Term("soglia", "threshold")
_ALTERNATIVE = Term(
    "Istogramma di {n} periodi: valori da {low} a {high}. Le barre vuote sono provvisorie.",
    "Bar chart of {n} periods: values from {low} to {high}. Hollow bars are provisional.",
)
_LAST = Term("Nell’ultimo: {last}.", "In the latest: {last}.")
