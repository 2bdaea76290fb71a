"""Where the marks of a chart go: pure, the same for paper and window, in the language asked for."""

from observatory.charts.bars import draw_bars
from observatory.charts.chart import Chart, Mark
from observatory.charts.forest import draw_forest
from observatory.charts.lines import draw_lines
from observatory.charts.marks import Picture
from observatory.charts.plot import heading, points_of
from observatory.charts.printed import as_printed
from observatory.charts.sheet import Sheet, Space
from observatory.terms import Language

_KINDS = {Mark.BARS: draw_bars, Mark.LINE: draw_lines, Mark.FOREST: draw_forest}
_FOREST_ROW = 17.0
_HEIGHT = 165.0


def layout(chart: Chart, space: Space, language: Language) -> Picture:
    """Lay a chart out in a space. No word leaves it or overlaps another: words without room are shortened or left out.

    Marks stand where the printed numbers put them. Everything a chart shows is also in the table that follows it, so
    that leaving a label out loses nothing.
    """
    sheet, shown = Sheet(space), as_printed(chart)
    top = heading(sheet, shown, language)
    _KINDS[chart.mark](sheet, shown, top, language)
    return sheet.picture()


def natural_height(chart: Chart) -> float:
    """The height in points at which a chart reads well: by rows for a forest, a golden strip otherwise."""
    if chart.mark is Mark.FOREST:
        return 58.0 + _FOREST_ROW * len(points_of(chart))
    return _HEIGHT
