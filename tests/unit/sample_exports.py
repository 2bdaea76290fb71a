"""Synthetic content for tests of exports: any tables and figures, with hidden cells that wrongly carry numbers."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from itertools import product
from pathlib import Path

from hypothesis import strategies as st

from observatory.charts.chart import Chart, Mark, Point, Series
from observatory.exports.forms import IN_A_FOLDER
from observatory.exports.spreadsheet import write_xlsx
from observatory.summary.content import Axis, Figure, Item, Observation, ObservationStatus, PublishedTable, Section
from observatory.summary.content import Summary as Content
from observatory.terms import Language, Term

FORMS = ("xlsx", *IN_A_FOLDER)
SECRET = 98761
"""Beneath hidden cells: must be nowhere."""

TIMES = ("2025-Q3", "2025-T2", "2025-S1", "2024", "2025-03", "2023-01--2025-12", "2024-10--2025-09")
_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8)
_STARTS = st.sampled_from(["", "=", "+", "-", "@", "\t", "\r", "<&>", '"'])
_NAMES = st.builds(lambda start, text: start + "x" + text, _STARTS, _WORDS)
TERMS = st.builds(Term, _NAMES, _NAMES)
_CODES = st.sampled_from(["_T", "SU", "A1", "NN", "01", "KNOWN", "R45"])
_NUMBERS = st.integers(-5, 500) | st.floats(0, 100).map(lambda value: round(value, 4))
_WINDOWS = st.sampled_from(
    [
        Term("ottobre 2019 – dicembre 2019", "October 2019 – December 2019"),
        Term("gennaio 2017 – dicembre 2019", "January 2017 – December 2019"),
        Term("anno 2019", "year 2019"),
        Term("4° trimestre 2019", "4th quarter 2019"),
    ]
)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    status = draw(st.sampled_from(ObservationStatus))
    empty = status in {ObservationStatus.MISSING, ObservationStatus.NOT_MEANINGFUL}
    secret = status is ObservationStatus.SUPPRESSED
    return Observation(SECRET if secret else None if empty else draw(_NUMBERS), status, draw(st.booleans()))


@st.composite
def axes(draw: st.DrawFn, name: str) -> Axis:
    codes = draw(st.lists(st.sampled_from(TIMES) if name == "time" else _CODES, min_size=1, max_size=3, unique=True))
    decimals = st.integers(0, 2) if name == "measure" else st.just(0)
    return Axis(name, draw(TERMS), tuple(Item(code, draw(TERMS), decimals=draw(decimals)) for code in codes))


@st.composite
def tables(draw: st.DrawFn, number: int) -> PublishedTable:
    names = draw(st.lists(st.sampled_from(["force", "sex", "measure", "time"]), min_size=1, max_size=3, unique=True))
    of = tuple(draw(axes(name)) for name in names)
    keys = product(*(tuple(item.code for item in axis.items) for axis in of))
    cells = {key: draw(observations()) for key in keys}
    return PublishedTable(f"T{number}a", draw(TERMS), draw(_WINDOWS), of, cells, notes=(draw(TERMS),))


@st.composite
def figures(draw: st.DrawFn, number: int) -> Figure:
    values = draw(st.lists(st.none() | st.floats(0, 90).map(lambda v: round(v, 4)), min_size=1, max_size=5))
    points = tuple(
        Point(Term(f"a{n}", f"b{n}"), value, SECRET if value is None else value, SECRET if value is None else value + 3)
        for n, value in enumerate(values)
    )
    chart = Chart(draw(st.sampled_from(Mark)), (Series(draw(TERMS), points),), draw(TERMS), decimals=draw(st.just(1)))
    return Figure(f"F{number}", draw(TERMS), chart, draw(TERMS))


@st.composite
def contents(draw: st.DrawFn, like: Content) -> Content:
    """A summary with one to three tables and a figure, on the cover of another."""
    blocks = tuple(draw(tables(n)) for n in range(1, draw(st.integers(1, 3)) + 1))
    section = Section("s", draw(TERMS), (*blocks, draw(figures(1))))
    return replace(like, sections=(section,), notes=(draw(TERMS),))


def with_hidden(content: Content, secret: float | None) -> Content:
    """The same with another number beneath every hidden cell and point."""

    def cell(seen: Observation) -> Observation:
        return replace(seen, value=secret) if seen.status is ObservationStatus.SUPPRESSED else seen

    def point(seen: Point) -> Point:
        return replace(seen, low=secret, high=secret) if seen.value is None else seen

    def block(seen: object) -> object:
        if isinstance(seen, PublishedTable):
            return replace(seen, observations={key: cell(one) for key, one in seen.observations.items()})
        if isinstance(seen, Figure):
            series = tuple(replace(s, points=tuple(map(point, s.points))) for s in seen.chart.series)
            return replace(seen, chart=replace(seen.chart, series=series))
        return seen

    sections = tuple(replace(s, blocks=tuple(map(block, s.blocks))) for s in content.sections)
    return replace(content, sections=sections)


def exported(content: Content, form: str, language: Language, folder: Path) -> dict[str, bytes]:
    """The files of a form with their content; those of a workbook are the parts it is made of."""
    if form == "xlsx":
        stream = BytesIO()
        write_xlsx(content, language, stream)
        return dict(_parts(stream.getvalue()))
    IN_A_FOLDER[form](content, language, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def _parts(workbook: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def save_all(make: Callable[[], Content], folder: Path) -> None:
    """Every form of a summary, as one process writes it."""
    content = make()
    for form, write in IN_A_FOLDER.items():
        write(content, Language.IT, folder / form)
    write_xlsx(content, Language.IT, folder / "tables.xlsx")
