from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.charts.chart import SIGNS, Chart, Gap, Mark, Point, Series
from observatory.charts.layout import layout, natural_height
from observatory.charts.marks import Box, Dot, Picture, Polygon, Polyline, Rectangle, Role, Text
from observatory.charts.numerals import written
from observatory.charts.scale import scale
from observatory.charts.sheet import Space
from observatory.terms import Language, Term, same


def measure(text: str, size: float) -> float:
    """A typeface in which every letter is 0.55 em wide."""
    return 0.55 * size * len(text)


def space(width: float = 470, height: float = 170) -> Space:
    return Space(width, height, measure)


def points(*values: float | None, label: str = "voce") -> tuple[Point, ...]:
    return tuple(Point(same(f"{label} {n}"), value) for n, value in enumerate(values))


def chart(mark: Mark, *values: float | None, **more: object) -> Chart:
    return Chart(mark, (Series(same("serie"), points(*values)),), Term("Decessi", "Deaths"), **more)  # type: ignore[arg-type]


def drawn(given_chart: Chart, given_space: Space | None = None, language: Language = Language.IT) -> Picture:
    return layout(given_chart, given_space or space(), language)


def boxes(picture: Picture) -> Iterator[Box]:
    """The extent of every mark."""
    for mark in picture.marks:
        match mark:
            case Rectangle():
                yield mark.box
            case Text():
                yield mark.box(measure)
            case Dot():
                yield Box(mark.x, mark.y, mark.x, mark.y)
            case Polyline() | Polygon():
                xs, ys = zip(*mark.points, strict=True)
                yield Box(min(xs), min(ys), max(xs), max(ys))


_labels = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), max_size=40)
_numbers = st.floats(0, 1e6, allow_nan=False) | st.integers(0, 500)


@st.composite
def _points(draw: st.DrawFn) -> Point:
    value = draw(st.none() | _numbers)
    spread = draw(st.none() | st.floats(0, 1e4))
    limits = (None, None) if value is None or spread is None else (max(0.0, value - spread), value + spread)
    return Point(same(draw(_labels)), value, *limits, provisional=draw(st.booleans()))


@st.composite
def _charts(draw: st.DrawFn) -> Chart:
    series = st.builds(Series, st.builds(same, _labels), st.lists(_points(), max_size=26).map(tuple))
    return Chart(
        draw(st.sampled_from(Mark)),
        tuple(draw(st.lists(series, min_size=1, max_size=2))),
        same(draw(_labels)),
        draw(st.none() | _numbers),
        draw(st.none() | st.builds(same, _labels)),
        draw(st.integers(0, 2)),
        draw(st.booleans()),
    )


@given(_charts(), st.floats(140, 900), st.floats(90, 600), st.sampled_from(Language))
@settings(max_examples=150, deadline=None)
def test_no_word_leaves_the_frame_or_overlaps_another(
    given_chart: Chart, width: float, height: float, language: Language
) -> None:
    picture = layout(given_chart, space(width, height), language)
    frame = Box(0, 0, width, height)
    words = [text.box(measure) for text in picture.texts]
    assert all(frame.holds(word) for word in words)
    assert not any(one.meets(other) for one, other in combinations(words, 2))


@given(_charts(), st.sampled_from(Language))
@settings(max_examples=100, deadline=None)
def test_no_mark_leaves_the_frame_of_a_chart_of_natural_height(given_chart: Chart, language: Language) -> None:
    height = natural_height(given_chart)
    picture = layout(given_chart, space(470, height), language)
    assert all(Box(0, 0, 470, height).holds(box, slack=0.01) for box in boxes(picture))


def test_bars_are_as_tall_as_their_values() -> None:
    picture = drawn(chart(Mark.BARS, 4, 2, 8))
    heights = [m.box.height for m in picture.marks if isinstance(m, Rectangle) and m.role is Role.MARK]
    assert heights[0] == pytest.approx(2 * heights[1])
    assert heights[2] == pytest.approx(2 * heights[0])


def test_stacked_bars_stand_on_each_other() -> None:
    both = Chart(Mark.BARS, (Series(same("a"), points(3)), Series(same("b"), points(2))), same("u"))
    bars = [m.box for m in drawn(both).marks if isinstance(m, Rectangle) and m.box.width > 20]
    assert bars[1].bottom == pytest.approx(bars[0].top)
    assert bars[0].height == pytest.approx(1.5 * bars[1].height)


@pytest.mark.parametrize("mark", list(Mark))
def test_a_hidden_value_says_so_and_tells_nothing_of_its_size(mark: Mark) -> None:
    picture = drawn(chart(mark, 5, None, 6, None))
    assert [text.text for text in picture.texts].count("(*)") == 2
    stubs = [m.box for m in picture.marks if isinstance(m, Rectangle) and m.hatched and m.box.width > 10]
    assert len({round(box.height, 6) for box in stubs}) <= 1


def test_a_zero_is_written_as_a_dash_and_has_no_bar() -> None:
    picture = drawn(chart(Mark.BARS, 5, 0))
    assert "-" in {text.text for text in picture.texts}
    assert len([m for m in picture.marks if isinstance(m, Rectangle) and m.role is Role.MARK]) == 1


@pytest.mark.parametrize("mark", list(Mark))
@pytest.mark.parametrize("gap", [Gap.MISSING, Gap.NOT_MEANINGFUL])
def test_what_is_not_known_is_told_apart_from_what_is_hidden(mark: Mark, gap: Gap) -> None:
    both = Series(same("serie"), (*points(3), Point(same("noto"), None, gap=gap), Point(same("celato"), None)))
    picture = drawn(Chart(mark, (both,), Term("Decessi", "Deaths")))
    written_ = [each.text for each in picture.marks if isinstance(each, Text)]
    assert written_.count("(*)") == written_.count(SIGNS[gap]) == 1
    assert {"(*) dato oscurato", {Gap.MISSING: ".... dato non noto"}.get(gap, ".. non significativo")} < set(written_)
    hatched = [each for each in picture.marks if isinstance(each, Rectangle) and each.hatched]
    assert len(hatched) == (1 if mark is Mark.FOREST else 2)  # in the key, and where it stands


def test_a_unit_never_breaks_inside_its_number() -> None:
    unit = Term("per 100 000 anni-persona", "per 100,000 person-years")
    picture = drawn(Chart(Mark.LINE, (Series(same("serie"), points(1, 2)),), unit))
    assert "per 100\u00a0000 anni-persona" in [each.text for each in picture.marks if isinstance(each, Text)]


def test_a_line_breaks_at_a_hidden_value() -> None:
    lines = [m for m in drawn(chart(Mark.LINE, 5, 6, None, 7, 8)).marks if isinstance(m, Polyline)]
    assert [len(line.points) for line in lines if line.role is Role.MARK] == [2, 2]


def test_the_band_runs_between_the_limits() -> None:
    limits = tuple(Point(same(str(n)), 5.0, 4.0, 7.0) for n in range(3))
    picture = drawn(Chart(Mark.LINE, (Series(same("s"), limits),), same("u"), decimals=1))
    band = next(m for m in picture.marks if isinstance(m, Polygon))
    upper, lower = band.points[0][1], band.points[-1][1]
    middle = next(m.y for m in picture.marks if isinstance(m, Dot))
    assert (lower - middle) / (middle - upper) == pytest.approx(1 / 2)


@pytest.mark.parametrize("mark", list(Mark))
def test_provisional_values_are_hollow(mark: Mark) -> None:
    one = Series(same("s"), (Point(same("a"), 5.0), Point(same("b"), 6.0, provisional=True)))
    hollow = [m for m in drawn(Chart(mark, (one,), same("u"))).marks if getattr(m, "hollow", False)]
    assert len(hollow) == 2  # the value and its key
    assert any("provvisorio" in text.text for text in drawn(Chart(mark, (one,), same("u"))).texts)


def test_a_forest_keeps_the_order_given() -> None:
    values = (9.0, 15.0, 4.0)
    picture = drawn(chart(Mark.FOREST, *values, decimals=1), space(470, natural_height(chart(Mark.FOREST, *values))))
    rows = [m for m in picture.marks if isinstance(m, Dot)]
    assert [row.y for row in rows] == sorted(row.y for row in rows)
    assert [values[n] for n in sorted(range(3), key=lambda n: rows[n].x)] == sorted(values)


def test_every_year_names_the_same_quarter_when_names_are_thinned_out() -> None:
    names = tuple(Point(same(f"{n % 4 + 1}° trim. {2015 + n // 4}"), 5) for n in range(20))
    texts = {t.text for t in drawn(Chart(Mark.BARS, (Series(same("s"), names),), same("u"))).texts}
    assert {text for text in texts if "trim." in text} == {f"1° trim. {year}" for year in range(2015, 2020)}


def test_names_of_kinds_are_never_thinned_out() -> None:
    kinds = tuple(
        Point(same(name), 5) for name in ("Arma da fuoco", "Impiccamento o soffocamento", "Altro", "Non noto")
    )
    texts = " ".join(t.text for t in drawn(Chart(Mark.BARS, (Series(same("s"), kinds),), same("u")), space(240)).texts)
    assert all(word in texts for word in ("Arma", "Impiccamento", "soffocamento", "Altro", "noto"))


def test_the_reference_line_is_named() -> None:
    asked = chart(Mark.LINE, 5, 6, 7, reference=6.0, reference_label=Term("media: 6", "mean: 6"))
    assert "media: 6" in {t.text for t in drawn(asked).texts}
    assert "mean: 6" in {t.text for t in drawn(asked, language=Language.EN).texts}


@pytest.mark.parametrize(("mark", "values"), [(Mark.BARS, ()), (Mark.LINE, (None, None)), (Mark.FOREST, (None,))])
def test_a_chart_without_values_is_still_a_chart(mark: Mark, values: tuple[None, ...]) -> None:
    assert drawn(chart(mark, *values)).texts


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False, allow_subnormal=False), max_size=8), st.booleans())
def test_a_scale_covers_its_values_with_few_round_ticks(values: list[float], whole: bool) -> None:
    ends = scale(tuple(values), whole=whole)
    slack = 1e-6 * (ends.high - ends.low)
    assert all(ends.low - slack <= v <= ends.high + slack for v in values)
    assert 2 <= len(ends.ticks) <= 8
    assert 0.0 in ends.ticks
    assert not whole or all(tick == int(tick) for tick in ends.ticks)


@pytest.mark.parametrize(
    ("value", "decimals", "italian", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (-3, 0, "−3", "−3"),
        (-0.04, 1, "0,0", "0.0"),
        (2.5, 0, "2", "2"),
        (3.5, 0, "4", "4"),
    ],
)
def test_numbers_are_written_in_the_language(value: float, decimals: int, italian: str, english: str) -> None:
    assert written(value, decimals, Language.IT) == italian
    assert written(value, decimals, Language.EN) == english


@pytest.mark.parametrize("mark", list(Mark))
def test_a_mark_stands_where_the_printed_number_puts_it(mark: Mark) -> None:
    """Further digits of a share would tell how small the group behind it is."""
    exact, printed = ((33.34999, 8.25001), (33.3, 8.3))
    assert drawn(chart(mark, *exact, decimals=1)) == drawn(chart(mark, *printed, decimals=1))
    assert drawn(chart(mark, *exact, decimals=1)) != drawn(chart(mark, 33.4, 8.3, decimals=1))
