"""Bars: one per point, or two parts stacked; hidden values are hatched stubs of one height, whatever they hide."""

from dataclasses import dataclass

from observatory.charts.chart import SIGNS, Chart, Gap, Point
from observatory.charts.marks import ASCENT, DESCENT, Anchor, Box, Polyline, Rectangle, Role, Text
from observatory.charts.plot import Plot, draw_reference_line, frame, label_of, name_reference
from observatory.charts.sheet import Sheet
from observatory.terms import Language

STUB = 7.0
_WIDEST = 46.0
_SIZES = (1.0, 0.9, 0.8)


@dataclass(frozen=True, slots=True)
class _Bar:
    """A part drawn: its box, what is written about it, and whether that is written inside it."""

    box: Box
    label: str
    inside: bool = False


def draw_bars(sheet: Sheet, chart: Chart, top: float, language: Language) -> None:
    plot = frame(sheet, chart, top, language)
    tips: list[_Bar] = []
    inner: list[_Bar] = []
    for index in range(plot.slots):
        parts = tuple(series.points[index] for series in chart.series[:2] if index < len(series.points))
        labels = tuple(label_of(part, chart.decimals, language) for part in parts)
        drawn = _draw_stack(sheet, plot, plot.x(index), parts, labels)
        inner += [bar for bar in drawn if bar.inside]
        tips += [bar for bar in drawn if not bar.inside]
    _write_tips(sheet, plot, tips)
    _write_inside(sheet, inner, plot.slot)
    draw_reference_line(sheet, plot, chart)
    name_reference(sheet, plot, chart, language)


def _draw_stack(
    sheet: Sheet, plot: Plot, middle: float, parts: tuple[Point, ...], labels: tuple[str, ...]
) -> list[_Bar]:
    """Draw the parts from the zero line upwards (a single negative value downwards)."""
    half = min(plot.slot * 0.34, _WIDEST / 2)
    foot, drawn, stacked = plot.y(0), [], len(parts) > 1
    for number, (part, label) in enumerate(zip(parts, labels, strict=True)):
        rise = STUB if part.value is None else plot.y(0) - plot.y(part.value)
        box = Box(middle - half, min(foot, foot - rise), middle + half, max(foot, foot - rise))
        if part.value or (part.value is None and part.gap is Gap.HIDDEN):
            sheet.draw(_rectangle(box, part, number))
            sheet.keep_clear(box)
        whiskers = _draw_whiskers(sheet, plot, middle, part) if not stacked else box.top
        inside = stacked and part.value is not None
        drawn.append(_Bar(Box(box.left, min(box.top, whiskers), box.right, box.bottom), label, inside=inside))
        foot = box.top if stacked else foot
    return _with_one_tip(drawn, parts) if stacked else drawn


def _with_one_tip(drawn: list[_Bar], parts: tuple[Point, ...]) -> list[_Bar]:
    """Of a stack, written above: the sign of a part that is not there, `-` where every part is zero; never a sum."""
    top = min(bar.box.top for bar in drawn)
    frame_of_stack = Box(drawn[0].box.left, top, drawn[0].box.right, drawn[0].box.bottom)
    inside = [bar for bar, part in zip(drawn, parts, strict=True) if part.value]
    gone = [part.gap for part in parts if part.value is None]
    if gone:
        return [*inside, _Bar(frame_of_stack, SIGNS[Gap.HIDDEN if Gap.HIDDEN in gone else gone[0]])]
    return inside or [_Bar(frame_of_stack, "-")]


def _rectangle(box: Box, part: Point, number: int) -> Rectangle:
    if part.value is None:
        return Rectangle(box, Role.HIDDEN, hatched=True)
    if number:
        return Rectangle(box, Role.SECOND, outlined=True)
    return Rectangle(box, Role.MARK, hollow=part.provisional)


def _draw_whiskers(sheet: Sheet, plot: Plot, middle: float, part: Point) -> float:
    """The limits as a thin line with ends; returns the y above which there is room for words."""
    if part.value is None or part.low is None or part.high is None:
        return plot.box.bottom
    low, high = plot.y(part.low), plot.y(part.high)
    reach = min(3.5, plot.slot * 0.2)
    sheet.draw(Polyline(((middle, low), (middle, high)), Role.TEXT, 0.7))
    sheet.draw(*(Polyline(((middle - reach, y), (middle + reach, y)), Role.TEXT, 0.7) for y in (low, high)))
    return high


def _write_tips(sheet: Sheet, plot: Plot, tips: list[_Bar]) -> None:
    """Write all labels above their bars in the largest size that fits every slot, or only the signs."""
    size = _fitting_size(sheet, [tip.label for tip in tips], plot.slot - 1.5)
    for tip in tips:
        chosen = size or _fitting_size(sheet, [tip.label], plot.slot - 1.5) if tip.label in SIGNS.values() else size
        if chosen:
            middle = (tip.box.left + tip.box.right) / 2
            sheet.write(
                Text(middle, tip.box.top - 0.35 * chosen, tip.label, chosen, anchor=Anchor.MIDDLE), on_paper=True
            )


def _write_inside(sheet: Sheet, bars: list[_Bar], slot: float) -> None:
    size = _fitting_size(sheet, [bar.label for bar in bars], slot * 0.68 - 1.5)
    for bar in bars:
        if size and bar.box.height >= (ASCENT + DESCENT) * size:
            role = Role.TEXT if _is_light(sheet, bar.box) else Role.ON_MARK
            middle = (bar.box.left + bar.box.right) / 2
            baseline = (bar.box.top + bar.box.bottom) / 2 + 0.33 * size
            sheet.write(Text(middle, baseline, bar.label, size, role, Anchor.MIDDLE))


def _is_light(sheet: Sheet, box: Box) -> bool:
    """Whether words in this bar stand on the paper or a light fill."""
    return any(r.box == box and (r.hollow or r.role is Role.SECOND) for r in sheet.rectangles)


def _fitting_size(sheet: Sheet, labels: list[str], width: float) -> float:
    """The largest size at which every label fits a width; 0 if none does."""
    for share in _SIZES:
        size = sheet.space.text_size * share
        if all(sheet.space.measure(label, size) <= width for label in labels):
            return size
    return 0.0
