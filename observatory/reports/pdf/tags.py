"""The canvas that marks what it draws: as part of the logical structure, or as decoration that nobody reads out."""

from calendar import timegm
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from time import gmtime
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from observatory.reports.pdf.structure import Part, Structure

_END = "EMC"
REPEATED = Part("Artifact")
"""For words that only say again, on a later page, what was read already."""


class TaggedCanvas(Canvas):  # type: ignore[misc]  # reportlab carries no types
    """A canvas with a structure; its file carries the as-of date, not the moment of writing, so that bytes compare."""

    def __init__(self, *arguments: Any, as_of: date, **options: Any) -> None:  # noqa: ANN401 - passed through
        super().__init__(*arguments, **options)
        seconds = timegm(as_of.timetuple())
        stamp = TimeStamp(invariant=1)
        stamp.t, stamp.lt, stamp.YMDhms = float(seconds), gmtime(seconds), tuple(gmtime(seconds))[:6]
        self._doc._timeStamp = stamp  # noqa: SLF001 - reportlab offers no other way
        self.showOutline()
        self.structure = Structure()

    @property
    def _page(self) -> int:
        return int(self.getPageNumber()) - 1

    @contextmanager
    def tagged(self, part: Part) -> Iterator[None]:
        """What is drawn here belongs to the part; never one within another."""
        if part is REPEATED or self.structure.is_repeated(part, self._page):
            with self.artifact("Pagination"):
                yield
            return
        number = self.structure.add(part, self._page)
        self._code.append(f"/{part.role} <</MCID {number}>> BDC")
        yield
        self._code.append(_END)

    @contextmanager
    def artifact(self, kind: str, subtype: str = "") -> Iterator[None]:
        """What is drawn here is decoration: `Layout` (rules, grounds) or `Pagination` (`Header`, `Footer`)."""
        more = f" /Subtype /{subtype}" if subtype else ""
        begin = f"/Artifact <</Type /{kind}{more}>> BDC"
        self._code.append(begin)
        yield
        if self._code[-1] is begin:
            self._code.pop()
        else:
            self._code.append(_END)

    def link(self, part: Part, words: str, target: str, box: tuple[float, float, float, float]) -> None:
        """A clickable area, in the present coordinates, that is the part and leads to a bookmark."""
        self.structure.jump(part, self._page, len(self._annotationrefs))
        self.linkRect(words, target, box, relative=1, thickness=0)

    def enclose(self, part: Part, width: float, height: float) -> None:
        """Say that the part covers this much from the present origin."""
        left, bottom = self.absolutePosition(0, 0)
        self.structure.enclose(part, (left, bottom, left + width, bottom + height))


class Press:
    """Makes the canvas of each pass and keeps the last: its structure is that of the file."""

    latest: TaggedCanvas

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of

    def canvas(self, *arguments: Any, **options: Any) -> TaggedCanvas:  # noqa: ANN401 - reportlab's hook
        self.latest = TaggedCanvas(*arguments, as_of=self._as_of, **options)
        return self.latest


class Text(Paragraph):  # type: ignore[misc]  # as above
    """A paragraph that is a part of the structure; divided between pages it stays that one part."""

    part: Part

    def __init__(self, text: str | None, style: ParagraphStyle, part: Part | None = None, **more: Any) -> None:  # noqa: ANN401 - as reportlab's
        super().__init__(text, style, **more)
        self.part = part or Part("P")

    def split(self, width: float, height: float) -> list[Flowable]:
        pieces: list[Flowable] = super().split(width, height)
        for piece in pieces:
            piece.part = self.part
        return pieces

    def draw(self) -> None:
        self._part_words()
        with self.canv.tagged(self.part):
            super().draw()

    def _part_words(self) -> None:
        """End every line but the last with a space, unseen: whoever reads the file aloud joins the lines otherwise."""
        if self.blPara.kind == 0:
            for line in self.blPara.lines[:-1]:
                line[1].extend([""] if line[1][-1:] != [""] else [])
