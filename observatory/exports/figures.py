"""The figures of a summary for slides: each as SVG and PNG from the one layout, with its numbers as CSV beside it."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from observatory.charts.chart import Chart
from observatory.charts.printed import as_printed
from observatory.charts.svg import ROOM, svg
from observatory.exports.cells import as_csv, inert, one_line, published_digits
from observatory.exports.folders import listed_before, place_together
from observatory.exports.plate import plate
from observatory.exports.png import measured, png
from observatory.exports.read_me import read_me
from observatory.reports.wording import title_of
from observatory.summary.content import Figure, Observation, Summary
from observatory.terms import Language, Term

FIGURES_FILE = "figures.csv"
READ_ME_FILE = Term("LEGGIMI-FIGURE.txt", "README-FIGURES.txt")
_OURS = re.compile(r"F[0-9A-Za-z]*\.(?:svg|png|csv)")
_EXPLANATION = Term(
    "Ogni figura è in tre forme: F….svg (vettoriale), F….png (immagine) e F….csv con i suoi numeri, per chi non la "
    "vede; la descrizione a parole è dentro le immagini e in figures.csv. (*) e il tratteggio indicano un dato "
    "oscurato.",
    "Each figure comes in three forms: F….svg (vector), F….png (image) and F….csv with its numbers, for whoever does "
    "not see it; its description in words is inside the images and in figures.csv. (*) and hatching mark a hidden "
    "value.",
)


def write_figures(summary: Summary, language: Language, folder: Path) -> tuple[Path, ...]:
    """Write every figure as SVG, PNG and CSV, their list with descriptions, and a read-me; returns the files.

    All or nothing, as `write_csv`. Raises `FileTrouble`.
    """
    files: dict[str, bytes] = {}
    for figure in summary.figures:
        files |= _drawn(figure, summary, language)
    files[FIGURES_FILE] = _figures(summary.figures).encode()
    files[READ_ME_FILE.in_(language)] = _read_me(summary, language).encode()
    place_together(folder, files, _leftovers(folder))
    return tuple(folder / name for name in files)


def _names(figure: Figure) -> tuple[str, str, str]:
    return f"{figure.id}.svg", f"{figure.id}.png", f"{figure.id}.csv"


def _leftovers(folder: Path) -> tuple[str, ...]:
    ours = listed_before(folder, FIGURES_FILE, _OURS)
    return (*ours, READ_ME_FILE.it, READ_ME_FILE.en) if ours else ()


def _drawn(figure: Figure, summary: Summary, language: Language) -> dict[str, bytes]:
    picture = plate(figure, summary.cover, language, _roomy)
    title = one_line(title_of(figure).in_(language))
    told = f"{one_line(figure.alternative.in_(language))} {one_line(summary.cover.marking.in_(language))}."
    drawn = svg(picture, title, told, language.value).encode()
    painted = png(picture, {"Title": title, "Description": told}, language.value)
    return dict(zip(_names(figure), (drawn, painted, _numbers(figure.chart).encode()), strict=True))


def _roomy(text: str, size: float) -> float:
    """One layout for both images: with room for the typeface an SVG may be shown in."""
    return measured(text, size) * ROOM


def _numbers(chart: Chart) -> str:
    header = ("series_it", "series_en", "point_it", "point_en", "value", "low", "high", "provisional")
    return as_csv(header, _lines(as_printed(chart)))


def _lines(chart: Chart) -> Iterable[Sequence[str]]:
    for series in chart.series:
        for point in series.points:
            names = (series.name.it, series.name.en, point.label.it, point.label.en)
            numbers = (published_digits(Observation(n), chart.decimals) for n in (point.value, point.low, point.high))
            yield (*map(inert, names), *numbers, "p" if point.provisional else "")


def _figures(figures: Iterable[Figure]) -> str:
    header = ("id", "title_it", "title_en", "alternative_it", "alternative_en", "unit_it", "unit_en")
    rows = (
        (f.id, f.title.it, f.title.en, f.alternative.it, f.alternative.en, f.chart.unit.it, f.chart.unit.en, *_names(f))
        for f in figures
    )
    return as_csv((*header, "file", "image", "numbers"), ([inert(cell) for cell in row] for row in rows))


def _read_me(summary: Summary, language: Language) -> str:
    listed = [f"{f.id}  {f.title.in_(language)}. {f.alternative.in_(language)}" for f in summary.figures]
    return read_me(summary, language, [_EXPLANATION.in_(language)], listed)
