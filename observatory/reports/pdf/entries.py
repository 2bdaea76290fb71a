"""Headings that enter the contents list and the bookmarks, the list itself, and the count of pages.

Page numbers are known only after the pages are made: the document is built until these three agree with themselves.
"""

from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Table, TableStyle
from reportlab.platypus.doctemplate import IndexingFlowable

from observatory.reports.pdf.palette import ENTRY, HAIRLINE, PAGE_OF_ENTRY, PAGE_OF_SUB_ENTRY, SUB_ENTRY
from observatory.reports.pdf.structure import Part
from observatory.reports.pdf.tagged_table import TaggedTable
from observatory.reports.pdf.tags import Text
from observatory.reports.pdf.typefaces import markup

_PAGE_WIDTH = 34.0
_PLACED = "placed"
_STYLES = ((ENTRY, PAGE_OF_ENTRY), (SUB_ENTRY, PAGE_OF_SUB_ENTRY))


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents list: its key, its text, and whether it is a chapter (0) or a table or figure (1)."""

    key: str
    text: str
    level: int = 0


class Heading(Text):
    """A heading that tells the contents list where it stands and sets a bookmark there."""

    entry: Entry | None = None

    def split(self, width: float, height: float) -> list[Flowable]:
        """The bookmark stays with the first part."""
        pieces = super().split(width, height)
        for piece in pieces[:1]:
            piece.entry = self.entry
        return pieces

    def draw(self) -> None:
        if self.entry:
            self._place(self.entry)
        super().draw()

    def _place(self, entry: Entry) -> None:
        canvas = self.canv
        canvas.bookmarkHorizontal(entry.key, 0, self.height + 12)
        canvas.addOutlineEntry(entry.text, entry.key, entry.level, closed=0)
        canvas._doctemplate.notify(_PLACED, (entry.key, canvas.getPageNumber()))  # noqa: SLF001 - as reportlab's index


def heading(entry: Entry, style: ParagraphStyle, within: Part, shown: str = "") -> Heading:
    """The heading of an entry in the section it opens; `shown` is what it prints, where that is more."""
    made = Heading(markup(shown or entry.text), style, Part(f"H{entry.level + 2}", within))
    made.entry = entry
    return made


class _Line(Text):
    """A line of the contents list that leads, over its whole width, to what it names."""

    entry: Entry
    reach: float

    def draw(self) -> None:
        super().draw()
        self.canv.link(self.part, self.entry.text, self.entry.key, (0, 0, self.reach, self.height))


class Contents(IndexingFlowable):  # type: ignore[misc]
    """The contents list: all entries are known from the start, their pages from the pass before."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self._entries, self._links = entries, _links(entries)
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
        for air in (1.0, 0.6, 0.25, 0.0):
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
        rows = [self._line(entry, link, width) for entry, link in zip(self._entries, self._links, strict=True)]
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
        return TaggedTable(rows, colWidths=(width - _PAGE_WIDTH, _PAGE_WIDTH), style=TableStyle(commands))

    def _line(self, entry: Entry, link: Part, width: float) -> list[Text]:
        style, style_of_page = _STYLES[entry.level]
        line = _Line(markup(entry.text), style, link)
        line.entry, line.reach = entry, width
        return [line, Text(str(self._before.get(entry.key, "")), style_of_page, link)]


def _links(entries: tuple[Entry, ...]) -> tuple[Part, ...]:
    """One for each entry; those of a chapter's tables and figures stand in a list of their own."""
    whole = inner = Part("TOC")
    links = []
    for entry in entries:
        inner = whole if entry.level == 0 else Part("TOC", whole) if inner is whole else inner
        links.append(Part("Link", Part("Reference", Part("TOCI", inner))))
    return tuple(links)


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
