"""Printed tables: title, window, thin rules, numbers on one edge, notes below, and a sound way over the page."""

from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.platypus import Flowable, TableStyle

from observatory.reports.grid import Cell, Grid, Row, Spanner, grid
from observatory.reports.pdf.columns import INDENT, Column, Panel, is_bold, panels
from observatory.reports.pdf.entries import Entry, heading
from observatory.reports.pdf.palette import HAIRLINE, INK, NOTE, RULE, TITLE, WINDOW, table_text
from observatory.reports.pdf.structure import Part
from observatory.reports.pdf.tagged_table import TaggedTable, Words
from observatory.reports.pdf.tags import REPEATED, Text
from observatory.reports.pdf.typefaces import BOLD, REGULAR, markup, printable
from observatory.reports.wording import CONTINUED, PART, spoken, title_of
from observatory.summary.content import PublishedTable
from observatory.terms import Language

_WHOLE_ON_A_PAGE = 380.0
"""Points: a table up to this height is moved to the next page rather than divided."""
_SPACE_AFTER = 16.0
_ROWS_KEPT = 3
_SMALL_GROUP = 6
_SMALL = 7.5


@dataclass(frozen=True, slots=True)
class _Share:
    """Which panel of a table this is, of how many, and the section all of them stand in."""

    panel: Panel
    number: int
    count: int
    section: Part


def printed_table(table: PublishedTable, room: float, language: Language, within: Part) -> list[Flowable]:
    """A table as flowables, one for each panel it takes, in a section of its own within the chapter's."""
    content, section = grid(table), Part("Sect", within)
    parts = panels(content, room, language)
    shares = [_Share(panel, number, len(parts), section) for number, panel in enumerate(parts)]
    return [_panel(table, content, share, language) for share in shares]


def _panel(table: PublishedTable, content: Grid, share: _Share, language: Language) -> "TitledTable":
    """One panel with its title; only the first stands in the contents list, only the last has the notes."""
    part, window = Part("Table", share.section), markup(table.window.in_(language))
    caption = Part("Caption", part)
    title, again = _titles(table, share, caption, language)
    head = (title, Text(window, WINDOW, Part("P", caption)))
    texts = table.notes if share.number == share.count - 1 else ()
    notes = [Text(markup(note.in_(language)), NOTE, Part("P", share.section)) for note in texts]
    body = _PanelTable(content, share.panel, language, part).table()
    return TitledTable(head, (again, Text(window, WINDOW, REPEATED)), body, notes)


def _titles(table: PublishedTable, share: _Share, caption: Part, language: Language) -> tuple[Text, Text]:
    """The panel's title and the one it has where it goes on; only the first panel's is a heading."""
    plain = title_of(table).in_(language)
    which = f" ({PART.with_values(n=share.number + 1, all=share.count).in_(language)})" if share.count > 1 else ""
    again = Text(markup(f"{plain}{which} – {CONTINUED.in_(language)}"), TITLE, REPEATED)
    if share.number:
        return Text(markup(plain + which), TITLE, Part("P", caption)), again
    return heading(Entry(table.id, plain, 1), TITLE, share.section, plain + which), again


class TitledTable(Flowable):  # type: ignore[misc]  # reportlab carries no types
    """Title, window, body and notes that stay together; divided, each part has its title and the notes end the last."""

    def __init__(self, head: tuple[Text, ...], again: tuple[Text, ...], body: TaggedTable, notes: list[Text]) -> None:
        super().__init__()
        self._head, self._again, self._body, self._notes = head, again, body, notes
        self.spaceAfter = _SPACE_AFTER

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002 - reportlab's hook
        parts: tuple[Flowable, ...] = (*self._head, self._body, *self._notes)
        self._placed = [(part, self._height_of(part, width)) for part in parts]
        self.width, self.height = width, sum(h for _, h in self._placed) + self._gaps()
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Nothing where the whole may as well move to the next page; two parts otherwise."""
        total = self.wrap(width, height)[1]
        if total <= height:
            return [self]
        if total <= _WHOLE_ON_A_PAGE:
            return []
        above = sum(self._height_of(part, width) for part in self._head) + self._gaps()
        tall = self._height_of(self._body, width)
        parts = self._body.splitOn(self.canv, width, min(height - above, tall - 1.0))
        if len(parts) != 2:  # noqa: PLR2004 - upper and lower part
            return []
        upper = TitledTable(self._head, self._again, parts[0], [])
        return [upper, TitledTable(self._again, self._again, parts[1], self._notes)]

    def draw(self) -> None:
        y = self.height
        for part, height in self._placed:
            y -= height
            if part in self._notes[:1]:
                y -= self._gaps()
            part.drawOn(self.canv, 0, y + self._room_below(part))

    def _height_of(self, part: Flowable, width: float) -> float:
        return float(part.wrapOn(self.canv, width, 1e6)[1]) + self._room_below(part)

    def _room_below(self, part: Flowable) -> float:
        return 5.0 if part is self._head[-1] else 0.0

    def _gaps(self) -> float:
        return 4.0 if self._notes else 0.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where the number of a column stands among the physical columns, and where its flag."""

    column: Column
    number: int

    @property
    def last(self) -> int:
        return self.number + (1 if self.column.flag else 0)


class _PanelTable:
    """Builds the reportlab table of one panel, as the part given."""

    def __init__(self, content: Grid, panel: Panel, language: Language, part: Part) -> None:
        self._grid, self._panel, self._language = content, panel, language
        self._head, self._body = Part("THead", part), Part("TBody", part)
        self._corner: Part | None = None
        self._widths: list[float] = [panel.stub]
        self._places: list[_Place] = []
        for column in panel.columns:
            self._widths += [column.gutter] if column.gutter else []
            self._places.append(_Place(column, len(self._widths)))
            self._widths += [column.number] + ([column.flag] if column.flag else [])
        self._headers = len(content.header)
        self._commands: list[tuple[Any, ...]] = []

    def table(self) -> TaggedTable:
        header = [self._header_row(level) for level in range(self._headers)]
        body = [self._body_row(number, row) for number, row in enumerate(self._grid.rows)]
        self._rule()
        return TaggedTable(
            [*header, *body],
            colWidths=self._widths,
            repeatRows=self._headers,
            style=TableStyle(self._commands),
            hAlign="LEFT",
        )

    def _header_row(self, level: int) -> list[Any]:
        cells: list[Any] = [""] * len(self._widths)
        last, row = level == self._headers - 1, Part("TR", self._head)
        cells[0] = self._stub(row, last=last)
        for spanner in self._shown(self._grid.header[level]):
            first, end = self._extent(spanner, with_flag=not last)
            alignment = TA_RIGHT if last else TA_CENTER
            style = table_text(self._panel.size, bold=spanner.is_total, alignment=alignment)
            part = Part("TH", row, scope="Column", columns=spanner.span, repeats=True)
            cells[first] = Text(markup(spanner.label.in_(self._language)), style, part)
            if end > first:
                self._commands.append(("SPAN", (first, level), (end, level)))
            if not last:
                self._commands.append(("LINEBELOW", (first, level), (end, level), 0.4, RULE))
        return cells

    def _stub(self, row: Part, *, last: bool) -> str | Text:
        """The heading over the names of rows is one cell beside all header rows; it is printed in the last."""
        if self._corner is None:
            self._corner = Part("TH", row, scope="Column", rows=self._headers, repeats=True)
            if not last:
                return Words("", self._corner)
        text = markup(self._grid.stub.in_(self._language))
        return Text(text, table_text(self._panel.size), self._corner) if last else ""

    def _shown(self, spanners: tuple[Spanner, ...]) -> list[Spanner]:
        """The spanners over this panel's columns, each cut to those."""
        here = [column.index for column in self._panel.columns]
        cut = []
        for spanner in spanners:
            covered = [index for index in here if spanner.first <= index < spanner.first + spanner.span]
            if covered:
                cut.append(replace(spanner, first=covered[0], span=len(covered)))
        return cut

    def _extent(self, spanner: Spanner, *, with_flag: bool) -> tuple[int, int]:
        """The physical columns a heading stands over; a column's own heading ends with its digits."""
        covered = [p for p in self._places if spanner.first <= p.column.index < spanner.first + spanner.span]
        return covered[0].number, covered[-1].last if with_flag else covered[-1].number

    def _body_row(self, number: int, row: Row) -> list[Any]:
        cells: list[Any] = [""] * len(self._widths)
        line = self._headers + number
        style = table_text(self._panel.size, bold=row.is_total or row.is_heading, indent=row.depth * INDENT)
        part = Part("TR", self._body)
        span = 1 + len(self._places) if row.is_heading else 1
        cells[0] = Text(markup(row.label.in_(self._language)), style, Part("TH", part, scope="Row", columns=span))
        if row.is_heading:
            self._commands.append(("NOSPLIT", (0, line), (-1, line + self._followers(number))))
            return cells
        for place in self._places:
            index = place.column.index
            self._fill(cells, place, self._grid.cell(row, index, self._language), part)
            if is_bold(self._grid, row, index):
                self._commands.append(("FONTNAME", (place.number, line), (place.number, line), BOLD))
        return cells

    def _fill(self, cells: list[Any], place: _Place, cell: Cell, row: Part) -> None:
        """Number and flag stand apart on paper and are one cell to whoever listens."""
        part = Part("TD", row, spoken=spoken(cell, self._language))
        cells[place.number] = Words(printable(cell.text), part)
        if place.column.flag and cell.flag:
            cells[place.last] = Words(printable(cell.flag), part)

    def _followers(self, number: int) -> int:
        """How many rows stay with a heading row: its whole group where that is small."""
        rows = self._grid.rows[number + 1 :]
        group = next((n for n, row in enumerate(rows) if row.is_heading), len(rows))
        return group if group <= _SMALL_GROUP else _ROWS_KEPT

    def _rule(self) -> None:
        """Thin rules only across: above, below the header, between rows, below."""
        top, first, last = 0, self._headers, self._headers + len(self._grid.rows) - 1
        size = self._panel.size
        self._commands = [
            ("FONT", (0, 0), (-1, -1), REGULAR, size),
            ("LEADING", (0, 0), (-1, -1), size * 1.24),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("LEFTPADDING", (1, 0), (-1, first - 1), 6 if size > _SMALL else 3),
            ("TOPPADDING", (0, 0), (-1, -1), 2.1),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.6),
            ("ALIGN", (1, first), (-1, -1), "RIGHT"),
            ("VALIGN", (0, 0), (-1, first - 1), "BOTTOM"),
            ("VALIGN", (0, first), (-1, -1), "BOTTOM"),
            ("LINEABOVE", (0, top), (-1, top), 0.9, INK),
            ("LINEBELOW", (0, first), (-1, last - 1), 0.25, HAIRLINE),
            ("LINEBELOW", (0, first - 1), (-1, first - 1), 0.5, INK),
            ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.5, RULE),
            ("LINEBELOW", (0, last), (-1, last), 0.9, INK),
            ("NOSPLIT", (0, first), (-1, min(last, first + _ROWS_KEPT - 1))),
            ("NOSPLIT", (0, max(first, last - _ROWS_KEPT + 1)), (-1, last)),
            *(self._flag_style(place, first) for place in self._places if place.column.flag),
            *(("ALIGN", (p.last, first), (p.last, -1), "LEFT") for p in self._places if p.column.flag),
            *(("LEFTPADDING", (p.last, first), (p.last, -1), 1.5) for p in self._places if p.column.flag),
            *self._commands,
        ]

    def _flag_style(self, place: _Place, first: int) -> tuple[Any, ...]:
        return ("FONTSIZE", (place.last, first), (place.last, -1), self._panel.size * 0.85)
