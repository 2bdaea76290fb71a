"""A summary and its tables as lines of plain text, for a terminal."""

from collections.abc import Iterator

from observatory.reports.grid import Grid, grid
from observatory.reports.wording import MAIN_POINTS, particulars, title_of
from observatory.summary.content import PublishedTable, Summary
from observatory.terms import Language

_GAP = "  "
_INDENT = "  "


def lines(summary: Summary, language: Language) -> Iterator[str]:
    """Title, particulars, main points, and every table with its notes."""
    cover = summary.cover
    yield f"{cover.title.in_(language)} – {cover.period.in_(language)}"
    yield from (f"{name.in_(language)}: {value.in_(language)}" for name, value in particulars(cover))
    yield from ("", MAIN_POINTS.in_(language))
    yield from (f"- {point.in_(language)}" for point in summary.main_points)
    for table in summary.tables:
        yield from ("", *table_lines(table, language))


def table_lines(table: PublishedTable, language: Language) -> Iterator[str]:
    """Title and window, headings, one line a row, and the notes."""
    yield f"{title_of(table).in_(language)} ({table.window.in_(language)})"
    laid = grid(table)
    body = [_heading(laid, language), *_rows(laid, language)]
    widths = [max(len(line[column]) for line in body) for column in range(len(body[0]))]
    for stub, *cells in body:
        numbers = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield _GAP.join((stub.ljust(widths[0]), *numbers)).rstrip()
    yield from (note.in_(language) for note in table.notes)


def _heading(laid: Grid, language: Language) -> list[str]:
    """The whole path of each column in one line: a terminal has no spanners."""
    paths = (" · ".join(item.label.in_(language) for item in column) for column in laid.columns)
    return [laid.stub.in_(language), *paths]


def _rows(laid: Grid, language: Language) -> Iterator[list[str]]:
    for row in laid.rows:
        stub = _INDENT * row.depth + row.label.in_(language)
        cells = [laid.cell(row, column, language) for column in range(len(row.observations))]
        told = [f"{cell.text}{cell.flag}" for cell in cells] or [""] * len(laid.columns)
        yield [stub, *told]
