"""The parts that charts share: unit and key above, value scale at the left, names below, reference line."""

import re
from dataclasses import dataclass

from observatory.charts.chart import SIGNS, Chart, Gap, Mark, Point
from observatory.charts.marks import Anchor, Box, Dot, Polyline, Rectangle, Role, Shape, Text
from observatory.charts.numerals import glued, written
from observatory.charts.scale import Scale, scale
from observatory.charts.sheet import Sheet, Space
from observatory.terms import Language, Term, same

SWATCH = 9.0
_GAPS = {
    Gap.HIDDEN: Term("dato oscurato", "value hidden"),
    Gap.MISSING: Term("dato non noto", "value not known"),
    Gap.NOT_MEANINGFUL: Term("non significativo", "not meaningful"),
}
_PROVISIONAL = Term("dato provvisorio", "provisional value")
_BAND = Term("intervallo di confidenza", "confidence interval")
_YEAR = re.compile(r"(?:19|20)\d\d")
_EVERY = (2, 3, 4, 6, 8, 12, 16, 20, 24, 36, 48)
_BELOW_ZERO = 3.5


@dataclass(frozen=True, slots=True)
class Plot:
    """The rectangle in which data are drawn, with its value scale and its equal slots, one per point."""

    box: Box
    scale: Scale
    slots: int

    @property
    def slot(self) -> float:
        return self.box.width / max(1, self.slots)

    def x(self, index: int) -> float:
        """The middle of a slot."""
        return self.box.left + (index + 0.5) * self.slot

    def y(self, value: float) -> float:
        return self.box.bottom - self.scale.share(value) * self.box.height


@dataclass(frozen=True, slots=True)
class Names:
    """How the names under the slots are written: lines of each, every how many, or upright."""

    rows: tuple[tuple[str, ...], ...]
    every: int
    upright: bool
    height: float


def points_of(chart: Chart) -> tuple[Point, ...]:
    return tuple(point for series in chart.series for point in series.points)


def numbers(points: tuple[Point, ...]) -> tuple[float, ...]:
    """Every value and limit that is there."""
    return tuple(v for p in points if p.value is not None for v in (p.value, p.low, p.high) if v is not None)


def is_over_time(chart: Chart) -> bool:
    labels = [point.label.it for point in points_of(chart)]
    return chart.over_time or (len(labels) > 1 and all(_YEAR.search(label) for label in labels))


def label_of(point: Point, decimals: int, language: Language) -> str:
    """What is written at a point: its number, `-` for none, a sign for one that is not there."""
    if point.value is None:
        return SIGNS[point.gap]
    return "-" if point.value == 0 and decimals == 0 else written(point.value, decimals, language)


def heading(sheet: Sheet, chart: Chart, language: Language) -> float:
    """Write the unit and the key from the top left, line after line; returns where they end."""
    space = sheet.space
    x, y = 0.0, space.line * 0.8
    for swatch, name in (("", glued(chart.unit.in_(language))), *_key(chart, language)):
        lead = SWATCH + 4 if swatch else 0.0
        if x and x + lead + space.wide(name) > space.width:
            x, y = 0.0, y + space.line
        text = space.shortened(name, space.width - x - lead)
        if swatch and sheet.write(Text(x + lead, y, text, space.text_size, Role.MUTED)):
            sheet.draw(*_swatch(swatch, Box(x, y - 6.0, x + SWATCH, y + 0.5)))
        elif not swatch:
            sheet.write(Text(x, y, text, space.text_size, Role.MUTED))
        x += lead + space.wide(text) + 14.0
    return y + space.line * 0.7


def _key(chart: Chart, language: Language) -> list[tuple[str, str]]:
    points = points_of(chart)
    entries: list[tuple[str, Term]] = []
    if chart.mark is Mark.BARS and len(chart.series) > 1:
        entries += [(kind, series.name) for kind, series in zip(("mark", "second"), chart.series, strict=False)]
    if chart.mark is Mark.LINE and any(p.low is not None and p.high is not None for p in points):
        entries.append(("band", chart.band or _BAND))
    if any(p.provisional and p.value is not None for p in points):
        entries.append(("dot" if chart.mark is not Mark.BARS else "hollow", _PROVISIONAL))
    gaps = {point.gap for point in points if point.value is None}
    entries += [("hidden" if gap is Gap.HIDDEN else "", _signed(gap)) for gap in _GAPS if gap in gaps]
    return [(kind, name.in_(language)) for kind, name in entries]


def _signed(gap: Gap) -> Term:
    return same("{sign} {name}").with_values(sign=SIGNS[gap], name=_GAPS[gap])


def _swatch(kind: str, box: Box) -> tuple[Shape, ...]:
    middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    swatches: dict[str, Shape] = {
        "mark": Rectangle(box, Role.MARK),
        "second": Rectangle(box, Role.SECOND, outlined=True),
        "band": Rectangle(box, Role.BAND),
        "hollow": Rectangle(box, Role.MARK, hollow=True),
        "dot": Dot(*middle, 2.4, Role.MARK, hollow=True),
        "hidden": Rectangle(box, Role.HIDDEN, hatched=True),
    }
    return (swatches[kind],)


def plan_names(names: tuple[str, ...], slot: float, space: Space, *, over_time: bool) -> Names:
    """Find the plainest way to write the names: level, every second or fourth, broken, upright, thinned out."""
    widest = max((space.wide(name) for name in names), default=0.0)
    level = tuple((name,) for name in names)
    if widest <= slot - 3:
        return Names(level, 1, upright=False, height=space.line)
    every = next((n for n in _strides(names) if widest <= n * slot - 4), max(1, len(names)))
    if over_time:
        return Names(level, every, upright=False, height=space.line)
    broken = tuple(space.wrapped(name, slot - 3, 3) for name in names)
    if all("".join(rows) == name.replace(" ", "") for rows, name in zip(_unspaced(broken), names, strict=True)):
        return Names(broken, 1, upright=False, height=space.line * max(len(rows) for rows in broken))
    if slot >= space.line:
        room = min(widest, 0.35 * space.height)
        return Names(tuple((space.shortened(n, room),) for n in names), 1, upright=True, height=room + 4)
    return Names(level, every, upright=False, height=space.line)


def _strides(names: tuple[str, ...]) -> tuple[int, ...]:
    """Every how many names may be written so that the same quarter or month is named in every year."""
    bare = [_YEAR.sub("", name) for name in names]
    round_of_names = next((n for n in range(1, len(bare)) if bare[n] == bare[0]), 1)
    return tuple(n for n in _EVERY if round_of_names % n == 0 or n % round_of_names == 0)


def _unspaced(broken: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    return [tuple(row.replace(" ", "") for row in rows) for rows in broken]


def write_names(sheet: Sheet, plot: Plot, names: Names) -> None:
    space = sheet.space
    for index, rows in enumerate(names.rows):
        if index % names.every:
            continue
        if names.every > 1:
            foot = plot.box.bottom
            sheet.draw(Polyline(((plot.x(index), foot), (plot.x(index), foot + _BELOW_ZERO)), Role.AXIS, 0.6))
        for number, row in enumerate(rows):
            x, y = plot.x(index), plot.box.bottom + _BELOW_ZERO + space.line * (number + 0.85)
            if names.upright:
                middle = plot.x(index) + 0.27 * space.text_size
                sheet.write(
                    Text(
                        middle, plot.box.bottom + _BELOW_ZERO + 2, row, space.text_size, anchor=Anchor.END, upright=True
                    )
                )
            else:
                sheet.write(Text(sheet.within(x, space.wide(row)), y, row, space.text_size, anchor=Anchor.MIDDLE))


def frame(sheet: Sheet, chart: Chart, top: float, language: Language, right: float = 0.0) -> Plot:
    """Place plot, value scale with its grid, and names; `right` keeps room for words at the end of lines."""
    space = sheet.space
    points = tuple(series.points for series in chart.series)
    slots = max((len(p) for p in points), default=0)
    ends = scale(_values(chart), intervals=_intervals(space.height - top, space), whole=chart.decimals == 0)
    ticks = [written(t, ends.decimals, language) for t in ends.ticks]
    left = min(max(space.wide(t) for t in ticks) + 5, space.width / 3)
    longest = max(points, key=len, default=())
    across = max(1.0, space.width - left - right)
    names = plan_names(
        tuple(p.label.in_(language) for p in longest),
        across / max(1, slots),
        space,
        over_time=is_over_time(chart),
    )
    ceiling = top + space.line
    floor = max(ceiling + 1.0, space.height - names.height - _BELOW_ZERO - 2)
    plot = Plot(Box(left, ceiling, left + across, floor), ends, slots)
    _draw_scale(sheet, plot, ticks)
    write_names(sheet, plot, names)
    return plot


def _values(chart: Chart) -> tuple[float, ...]:
    values = numbers(points_of(chart)) + (() if chart.reference is None else (chart.reference,))
    if chart.mark is not Mark.BARS or len(chart.series) < 2:  # noqa: PLR2004 - stacking needs two
        return values
    stacks = zip(*(series.points for series in chart.series), strict=False)
    return values + tuple(sum(p.value for p in stack if p.value is not None) for stack in stacks)


def _intervals(height: float, space: Space) -> int:
    return max(1, min(5, int(height / (space.line * 3))))


def _draw_scale(sheet: Sheet, plot: Plot, ticks: list[str]) -> None:
    size = sheet.space.text_size
    for value, label in zip(plot.scale.ticks, ticks, strict=True):
        y, role = plot.y(value), Role.AXIS if value == 0 else Role.GRID
        width = 0.75 if value == 0 else 0.4
        sheet.draw(Polyline(((plot.box.left, y), (plot.box.right, y)), role, width))
        sheet.write(Text(plot.box.left - 4, y + 0.3 * size, label, size, Role.MUTED, Anchor.END))


def draw_reference_line(sheet: Sheet, plot: Plot, chart: Chart) -> None:
    if chart.reference is not None:
        y = plot.y(chart.reference)
        sheet.draw(Polyline(((plot.box.left, y), (plot.box.right, y)), Role.REFERENCE, 0.9, dashed=True))


def name_reference(sheet: Sheet, plot: Plot, chart: Chart, language: Language) -> None:
    """Write the reference line's name along it, where it hides the least."""
    if chart.reference is None or chart.reference_label is None:
        return
    y, size = plot.y(chart.reference), sheet.space.text_size
    name = sheet.space.shortened(chart.reference_label.in_(language), plot.box.width * 0.9)
    above, below = y - 0.45 * size, y + 1.0 * size
    middles = [(plot.x(n), Anchor.MIDDLE) for n in range(plot.slots)]
    ends = ((plot.box.right, Anchor.END), (plot.box.left + 2, Anchor.START), *middles)
    places = [Text(x, level, name, size, Role.REFERENCE, anchor) for x, anchor in ends for level in (above, below)]
    sheet.write_clear(*(place for place in places if plot.box.left <= place.box(sheet.space.measure).left))
