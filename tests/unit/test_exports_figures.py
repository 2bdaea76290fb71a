"""Figures as files: the one layout in both images, described in words, and no digit more than is printed."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from observatory.charts.chart import Chart, Mark, Point, Series
from observatory.charts.marks import Box, Dot, Picture, Polyline, Rectangle, Role, Text
from observatory.charts.printed import as_printed
from observatory.charts.svg import COLOURS, ROOM, hatching, svg
from observatory.exports.figures import write_figures
from observatory.exports.plate import WIDTH, plate
from observatory.exports.png import SCALE, measured
from observatory.reports.pdf.palette import ROLES
from observatory.summary.content import Confirmation, Figure, Section, Summary
from observatory.terms import Language, Term, same

SVG = "{http://www.w3.org/2000/svg}"


def one_figure(summary: Summary, figure: Figure) -> Summary:
    return replace(summary, sections=(Section("s", same("S"), (figure,)),))


def figure_of(*values: float | None, decimals: int = 1, mark: Mark = Mark.BARS) -> Figure:
    points = tuple(Point(Term(f"a{n}", f"b{n}"), value) for n, value in enumerate(values))
    chart = Chart(mark, (Series(Term("Quota", "Share"), points),), Term("per cento", "per cent"), decimals=decimals)
    return Figure("F1", Term("Quote", "Shares"), chart, Term("Due barre.", "Two bars."))


@pytest.fixture(scope="module")
def folder(summary: Summary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("figures")
    write_figures(summary, Language.IT, made)
    return made


def test_every_figure_comes_as_svg_png_and_numbers(folder: Path, summary: Summary) -> None:
    with (folder / "figures.csv").open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert [row["id"] for row in listed] == [figure.id for figure in summary.figures]
    for row, figure in zip(listed, summary.figures, strict=True):
        assert (row["alternative_it"], row["alternative_en"]) == (figure.alternative.it, figure.alternative.en)
        assert all((folder / row[form]).is_file() for form in ("file", "image", "numbers"))


@pytest.mark.parametrize("language", Language)
def test_the_svg_says_what_it_shows_and_draws_the_words_of_the_layout(
    summary: Summary, tmp_path: Path, language: Language
) -> None:
    write_figures(summary, language, tmp_path)
    for figure in summary.figures:
        root = ET.fromstring((tmp_path / f"{figure.id}.svg").read_text(encoding="utf-8"))  # noqa: S314 - our own file
        assert root.tag == f"{SVG}svg"
        assert (root.get("role"), root.get("aria-labelledby"), root.get("aria-describedby")) == ("img", "title", "desc")
        title, told = root.findtext(f"{SVG}title") or "", root.findtext(f"{SVG}desc") or ""
        assert figure.title.in_(language) in title
        assert figure.alternative.in_(language) in told
        assert summary.cover.marking.in_(language) in told
        picture = plate(figure, summary.cover, language, lambda text, size: measured(text, size) * ROOM)
        assert [element.text for element in root.iter(f"{SVG}text")] == [text.text for text in picture.texts]
        assert not [element for element in root.iter() if element.get("href") or element.tag == f"{SVG}script"]


def test_the_png_carries_the_description_and_the_size_of_a_slide(folder: Path, summary: Summary) -> None:
    for figure in summary.figures:
        with Image.open(folder / f"{figure.id}.png") as image:
            assert image.width == WIDTH * SCALE
            assert figure.alternative.it in str(image.info["Description"])
            assert figure.title.it in str(image.info["Title"])


def test_the_png_is_painted_where_the_layout_says(summary: Summary, tmp_path: Path) -> None:
    """Looked at in pixels: the middle of each bar has the colour of its role, the corner that of paper."""
    shown = one_figure(summary, figure_of(40.0, None, 80.0))
    write_figures(shown, Language.EN, tmp_path)
    picture = plate(shown.figures[0], summary.cover, Language.EN, lambda text, size: measured(text, size) * ROOM)
    with Image.open(tmp_path / "F1.png") as image:
        bars = [mark.box for mark in picture.marks if isinstance(mark, Rectangle) and mark.role is Role.MARK]
        assert len(bars) == 2
        for box in bars:
            assert colour_at(image, (box.left + box.right) / 2, box.bottom - 2) == COLOURS[Role.MARK]
        assert colour_at(image, 1, 1) == COLOURS[Role.PAPER]
        hatched = next(mark.box for mark in picture.marks if isinstance(mark, Rectangle) and mark.hatched)
        seen = {colour_at(image, hatched.left + n / 3, (hatched.top + hatched.bottom) / 2) for n in range(3, 60)}
        assert COLOURS[Role.PAPER] in seen
        assert len(seen) > 2


def colour_at(image: Image.Image, x: float, y: float) -> str:
    pixel = image.convert("RGB").getpixel((round(x * SCALE), round(y * SCALE)))
    assert isinstance(pixel, tuple)
    return "#" + "".join(f"{part:02X}" for part in pixel)


@pytest.mark.parametrize("mark", Mark)
def test_no_mark_tells_digits_that_are_not_printed(summary: Summary, tmp_path: Path, mark: Mark) -> None:
    """A percentage to many digits tells how small its group is: 33,33 % and 33,26 % print, and are drawn, alike."""
    for name, value in (("one", 100 / 3), ("two", 33.26)):
        write_figures(one_figure(summary, figure_of(value, 55.04, mark=mark)), Language.IT, tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_the_numbers_beside_a_figure_are_those_it_shows(folder: Path, summary: Summary) -> None:
    for figure in summary.figures:
        rows = csv.DictReader(io.StringIO((folder / f"{figure.id}.csv").read_text(encoding="utf-8")))
        found = [(row["series_it"], row["point_en"], row["value"], row["low"], row["high"]) for row in rows]
        expected = []
        for series in as_printed(figure.chart).series:
            for point in series.points:
                numbers = (point.value, point.low, point.high)
                written = ("" if n is None else f"{n:.{figure.chart.decimals}f}" for n in numbers)
                expected.append((series.name.it, point.label.en, *written))
        assert found == expected


def test_a_draft_and_synthetic_data_say_so_in_the_picture(summary: Summary) -> None:
    draft = replace(summary.cover, confirmation=Confirmation.DRAFT)
    words = {text.text for text in plate(summary.figures[0], draft, Language.EN, measured).texts}
    assert {"Draft: not confirmed by a second member", "Synthetic data", "OFFICIAL USE – AGGREGATED DATA"} <= words
    plain = replace(summary.cover, synthetic=False)
    words = {text.text for text in plate(summary.figures[0], plain, Language.EN, measured).texts}
    assert not words & {"Draft: not confirmed by a second member", "Synthetic data"}


def test_colours_are_those_of_the_printed_summary() -> None:
    assert {role: f"#{colour.hexval()[2:].upper()}" for role, colour in ROLES.items()} == COLOURS


def test_hatching_stays_within_its_box() -> None:
    box = Box(10, 20, 31, 27)
    lines = list(hatching(box))
    assert lines
    for a, b, c, d in lines:
        assert all(box.left <= x <= box.right + 1e-9 for x in (a, c))
        assert all(box.top - 1e-9 <= y <= box.bottom + 1e-9 for y in (b, d))
        assert c - a == pytest.approx(b - d)


def test_hostile_words_stay_words_in_the_svg() -> None:
    marks = (
        Text(1, 2, "</text><script>&", 8.0),
        Dot(3, 3, 1, Role.MARK, square=True),
        Polyline(((0, 0), (-0.001, 5)), Role.GRID, dashed=True),
    )
    drawn = svg(Picture(10, 10, marks), '<"&', "]]>", 'i"t')
    root = ET.fromstring(drawn)  # noqa: S314 - as above
    assert [element.text for element in root.iter(f"{SVG}text")] == ["</text><script>&"]
    assert "-0 " not in drawn
    assert "-0," not in drawn
