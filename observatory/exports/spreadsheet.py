"""The tables of a summary as a workbook: a read-me sheet, then one table a sheet, without formulas or merged cells.

Beside each column of numbers stands one with signs: a hidden cell is blank there, with the sign [c].
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from observatory.exports.cells import REVISED_SHORTHAND, SHORTHAND, inert, published_number, sign_of
from observatory.files import whole_file
from observatory.reports.grid import Grid, Row, grid
from observatory.reports.wording import DRAFT, NOTES, PERIOD, PUBLISHER, SYNTHETIC, SYNTHETIC_WHY, particulars, title_of
from observatory.summary.content import Cover, PublishedTable, Summary
from observatory.terms import Language, Term

READ_ME = Term("Leggimi", "Read me")
_SIGN = Term("Segno", "Sign")
_SIGNS = Term("Segni accanto ai numeri", "Signs beside the numbers")
_TABLES = Term("Tavole", "Tables")
_SOURCE = Term("Fonte: {publisher}", "Source: {publisher}").with_values(publisher=PUBLISHER)
_LONGEST_SHEET_NAME = 31
_LABEL_WIDTH = 38
_SHORT_LABEL_WIDTH = 30
_VALUE_WIDTH = 14
_SIGN_WIDTH = 9
_FIRST_HEADER_ROW = 2
_READ_ME_WIDTH = 100
_LETTERS_A_LINE, _LINE_HEIGHT = 95, 15
"""Rows of wrapped text are given their height: not every program finds it by itself."""


Workbook = Any
Sheet = Any
"""xlsxwriter carries no types."""


@dataclass(frozen=True, slots=True)
class _Formats:
    """Looks of cells; numbers by decimals and weight."""

    workbook: Workbook
    bold: Any
    title: Any
    header: Any
    number_header: Any
    wrapped: Any
    sign: Any
    numbers: dict[tuple[int, bool], Any]

    def number(self, decimals: int, *, bold: bool) -> Any:  # noqa: ANN401 - xlsxwriter carries no types
        """Thousands and decimals follow the reader's own settings; a zero shows as `-`."""
        digits = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
        pattern = digits if decimals else f'{digits};-{digits};"-"'
        key = (decimals, bold)
        if key not in self.numbers:
            self.numbers[key] = self.workbook.add_format({"num_format": pattern, "bold": bold})
        return self.numbers[key]


def write_xlsx(summary: Summary, language: Language, target: Path | BinaryIO) -> None:
    """Write all tables of a summary as one workbook; the same summary gives the same bytes.

    A path is written whole or not at all. Raises `FileTrouble` when it cannot be written.
    """
    content = _workbook(summary, language)
    if isinstance(target, Path):
        with whole_file(target) as stream:
            stream.write(content)
    else:
        target.write(content)


def _workbook(summary: Summary, language: Language) -> bytes:
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as workbook:
        cover = summary.cover
        workbook.set_properties(
            {
                "title": f"{cover.title.in_(language)} – {cover.period.in_(language)}",
                "author": PUBLISHER.in_(language),
                "status": cover.marking.in_(language),
                "comments": summary.digest,
                "category": cover.vintage.in_(language),
                "created": datetime(cover.as_of.year, cover.as_of.month, cover.as_of.day, tzinfo=UTC),
            }
        )
        formats = _formats(workbook)
        _read_me(workbook, formats, summary, language)
        for table in summary.tables:
            _TableSheet(workbook, formats, summary, language).write(table)
    return stream.getvalue()


def _formats(workbook: Workbook) -> _Formats:
    wrap = {"text_wrap": True, "valign": "top"}
    header = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
    return _Formats(
        workbook,
        workbook.add_format({"bold": True}),
        workbook.add_format({"bold": True, "font_size": 13}),
        workbook.add_format(header),
        workbook.add_format({**header, "align": "right"}),
        workbook.add_format(wrap),
        workbook.add_format({"align": "left", "indent": 1}),
        {},
    )


def _sheet(workbook: Workbook, name: str, cover: Cover, language: Language) -> Sheet:
    """A sheet with the marking at the head and foot of every printed page; a draft says so there too."""
    sheet = workbook.add_worksheet(name[:_LONGEST_SHEET_NAME])
    shown = cover.marking.in_(language).replace("&", "&&")
    draft = f"&L{DRAFT.in_(language)}" if cover.is_draft else ""
    sheet.set_header(f"{draft}&C{shown}")
    sheet.set_footer(f"&C{shown}&R&P / &N")
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    return sheet


def _read_me(workbook: Workbook, formats: _Formats, summary: Summary, language: Language) -> None:
    sheet = _sheet(workbook, READ_ME.in_(language), summary.cover, language)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, _READ_ME_WIDTH)
    lines = list(_read_me_lines(summary, language))
    for row, (name, value) in enumerate(lines):
        look = formats.title if row == 0 else formats.wrapped
        if name:
            sheet.write_string(row, 0, inert(name), look if row == 0 else formats.bold)
        if value:
            sheet.write_string(row, 1, inert(value), formats.wrapped)
            sheet.set_row(row, _LINE_HEIGHT * (1 + len(value) // _LETTERS_A_LINE))


def _read_me_lines(summary: Summary, language: Language) -> Iterable[tuple[str, str]]:
    """Title first, then name and value a line; a line with a name only heads a list."""
    cover = summary.cover
    yield cover.title.in_(language), ""
    yield PERIOD.in_(language), cover.period.in_(language)
    for name, value in particulars(cover):
        yield name.in_(language), value.in_(language)
    if cover.synthetic:
        yield SYNTHETIC.in_(language), SYNTHETIC_WHY.in_(language)
    yield _SIGNS.in_(language), ""
    yield from ((sign, meaning.in_(language)) for sign, _, meaning in SHORTHAND)
    yield REVISED_SHORTHAND[0], REVISED_SHORTHAND[1].in_(language)
    yield _TABLES.in_(language), ""
    yield from ((t.id, f"{t.title.in_(language)} ({t.window.in_(language)})") for t in summary.tables)
    if summary.notes:
        yield NOTES.in_(language), ""
        yield from (("", note.in_(language)) for note in summary.notes)


class _TableSheet:
    """Writes one table on its sheet."""

    def __init__(self, workbook: Workbook, formats: _Formats, summary: Summary, language: Language) -> None:
        self._workbook, self._formats, self._summary, self._language = workbook, formats, summary, language

    def write(self, table: PublishedTable) -> None:
        cover = self._summary.cover
        sheet, content = _sheet(self._workbook, table.id, cover, self._language), grid(table)
        names = max(1, table.row_axes)
        sheet.write_string(0, 0, inert(title_of(table).in_(self._language)), self._formats.title)
        draft = f" · {DRAFT.in_(self._language)}" if cover.is_draft else ""
        sheet.write_string(1, 0, inert(f"{table.window.in_(self._language)}{draft}"))
        first = self._header(sheet, table, content, names)
        rows = [row for row in content.rows if not row.is_heading]
        for number, row in enumerate(rows):
            self._body(sheet, content, row, first + number)
        self._notes(sheet, table, first + len(rows))
        sheet.set_column(0, names - 1, _LABEL_WIDTH if names == 1 else _SHORT_LABEL_WIDTH)
        for index in range(len(content.columns)):
            sheet.set_column(names + 2 * index, names + 2 * index, _VALUE_WIDTH)
            sheet.set_column(names + 2 * index + 1, names + 2 * index + 1, _SIGN_WIDTH)
        sheet.freeze_panes(first, names)

    def _header(self, sheet: Sheet, table: PublishedTable, content: Grid, names: int) -> int:
        """One header row per axis across, labels repeated in every column; returns the row after them."""
        levels = len(content.columns[0]) if content.columns else 0
        last = _FIRST_HEADER_ROW + max(1, levels) - 1
        for level in range(levels):
            row = _FIRST_HEADER_ROW + level
            for index, column in enumerate(content.columns):
                at = names + 2 * index
                label = column[level].label.in_(self._language)
                sheet.write_string(row, at, inert(label), self._formats.number_header)
                sign = _SIGN.in_(self._language) if row == last else label
                sheet.write_string(row, at + 1, inert(sign), self._formats.header)
        for number, axis in enumerate(table.axes[: table.row_axes]):
            sheet.write_string(last, number, inert(axis.title.in_(self._language)), self._formats.header)
        return last + 1

    def _body(self, sheet: Sheet, content: Grid, row: Row, line: int) -> None:
        for number, item in enumerate(row.path):
            look = self._formats.bold if item.is_total else None
            sheet.write_string(line, number, inert(item.label.in_(self._language)), look)
        names = max(1, len(row.path))
        for index, observation in enumerate(row.observations):
            if observation is None:
                continue
            decimals, at = content.decimals(row, index), names + 2 * index
            number_written = published_number(observation, decimals)
            bold = row.is_total or any(item.is_total for item in content.columns[index])
            if number_written is not None:
                sheet.write_number(line, at, number_written, self._formats.number(decimals, bold=bold))
            if sign := sign_of(observation):
                sheet.write_string(line, at + 1, sign, self._formats.sign)

    def _notes(self, sheet: Sheet, table: PublishedTable, line: int) -> None:
        for number, note in enumerate((*table.notes, _SOURCE)):
            sheet.write_string(line + number, 0, inert(note.in_(self._language)))
