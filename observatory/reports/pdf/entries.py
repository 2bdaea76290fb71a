"""Headings that enter the contents list and the bookmarks, the list itself, and the count of pages.

Page numbers are known only after the pages are made: the document is built until these three agree with themselves.
"""

from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle
from reportlab.platypus.doctemplate import IndexingFlowable

from observatory.reports.pdf.palette import ENTRY, HAIRLINE, PAGE_OF_ENTRY, PAGE_OF_SUB_ENTRY, SUB_ENTRY
from observatory.reports.pdf.typefaces import markup

_PAGE_WIDTH = 34.0
_PLACED = "placed"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list: its key, its text, and whether it is a chapter (0) or a table or figure (1)."""

    key: str
    text: str
    level: int = 0


class Heading(Paragraph):  # type: ignore[misc]  # reportlab carries no types
    """A heading that tells the contents list where it stands and sets a bookmark there; `shown` is what it prints."""

    def __init__(self, entry: Entry, style: ParagraphStyle, shown: str = "") -> None:
        super().__init__(markup(shown or entry.text), style)
        self._entry = entry

    def draw(self) -> None:
        entry, canvas = self._entry, self.canv
        canvas.bookmarkHorizontal(entry.key, 0, self.height + 12)
        canvas.addOutlineEntry(entry.text, entry.key, entry.level, closed=0)
        canvas._doctemplate.notify(_PLACED, (entry.key, canvas.getPageNumber()))  # noqa: SLF001 - as reportlab's index
        super().draw()


class Contents(IndexingFlowable):  # type: ignore[misc]
    """The contents list: all entries are known from the start, their pages from the pass before."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self._entries = entries
        self._pages: dict[str, int] = {}
        self._before: dict[str, int] = {}

    def isSatisfied(self) -> bool:  # noqa: N802 - reportlab's name
        """Whether the pages printed are the pages of this pass."""
        return self._pages == self._before

    def beforeBuild(self) -> None:  # noqa: N802 - reportlab's name
        self._before, self._pages = self._pages, {}

    def notify(self, kind: str, stuff: Any) -> None:  # noqa: ANN401 - reportlab's hook
        if kind == _PLACED:
            key, page = stuff
            self._pages[key] = page

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Set the list closer where it would run over the page by a little."""
        for air in (1.0, 0.6, 0.25):
            self._table = self._lines(width, air)
            self.width, self.height = self._table.wrapOn(self.canv, width, height)
            if self.height <= height:
                break
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        return list(self._table.splitOn(self.canv, width, height))

    def draw(self) -> None:
        self._table.drawOn(self.canv, 0, 0)

    def _lines(self, width: float, air: float) -> Table:
        styles = ((ENTRY, PAGE_OF_ENTRY), (SUB_ENTRY, PAGE_OF_SUB_ENTRY))
        rows = [
            [Paragraph(f'<a href="#{e.key}">{markup(e.text)}</a>', styles[e.level][0]), self._page(e, styles)]
            for e in self._entries
        ]
        commands: list[tuple[Any, ...]] = [
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6 * air),
            ("VALIGN", (0, 0), (0, -1), "TOP"),
            ("VALIGN", (1, 0), (1, -1), "BOTTOM"),
        ]
        for number, entry in enumerate(self._entries):
            if entry.level == 0:
                commands.append(("TOPPADDING", (0, number), (-1, number), 4.0 * air))
                commands.append(("LINEABOVE", (0, number), (-1, number), 0.4, HAIRLINE))
                commands.append(("BOTTOMPADDING", (0, max(0, number - 1)), (-1, max(0, number - 1)), 6.0 * air))
        return Table(rows, colWidths=(width - _PAGE_WIDTH, _PAGE_WIDTH), style=TableStyle(commands))

    def _page(self, entry: Entry, styles: tuple[tuple[ParagraphStyle, ParagraphStyle], ...]) -> Paragraph:
        return Paragraph(str(self._before.get(entry.key, "")), styles[entry.level][1])


class PageCount(IndexingFlowable):  # type: ignore[misc]
    """Nothing to see: remembers how many pages the pass before had."""

    def __init__(self) -> None:
        super().__init__()
        self.total = 0
        self._seen = 0

    def isSatisfied(self) -> bool:  # noqa: N802 - reportlab's name
        """Whether this pass had as many pages as it printed."""
        return self.total == self._seen

    def beforeBuild(self) -> None:  # noqa: N802 - reportlab's name
        self.total, self._seen = self._seen, 0

    def saw(self, page: int) -> None:
        """Called for every page begun."""
        self._seen = page

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002 - reportlab's hook
        return 0.0, 0.0

    def draw(self) -> None:
        """Nothing is drawn."""
