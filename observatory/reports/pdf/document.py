"""The whole summary as a PDF file."""

import io
from calendar import timegm
from datetime import date
from pathlib import Path
from time import gmtime
from typing import Any, BinaryIO

from reportlab.lib.utils import TimeStamp
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    NextPageTemplate,
    PageBreak,
    Paragraph,
    Spacer,
)

from observatory.files import whole_file
from observatory.reports.pdf.blocks import Whole
from observatory.reports.pdf.entries import Contents, Entry, Heading, PageCount
from observatory.reports.pdf.front import closing, closing_entries, cover_page, front_entries, main_points, signs
from observatory.reports.pdf.pages import ROOM, Surroundings
from observatory.reports.pdf.painter import ChartFlowable
from observatory.reports.pdf.palette import BOX_TITLE, CHAPTER, DEFINITION, READING, TITLE
from observatory.reports.pdf.tables import printed_table
from observatory.reports.pdf.typefaces import markup
from observatory.reports.wording import CONTENTS, PUBLISHER, locale_of, title_of
from observatory.summary.content import Figure, PublishedTable, Section, Summary
from observatory.summary.content import Paragraph as Running
from observatory.terms import Language

_AFTER_FIGURE = 14.0
_LEAST_OF_A_CHAPTER = 190.0
"""Points that must be left on a page for a chapter to begin on it."""


def write_pdf(summary: Summary, language: Language, target: Path | BinaryIO) -> None:
    """Write a summary as A4 pages, in one language; the same summary gives the same bytes.

    A path is written whole or not at all. Raises `FileTrouble` when it cannot be written.
    """
    pages = _pages(summary, language)
    if isinstance(target, Path):
        with whole_file(target) as stream:
            stream.write(pages)
    else:
        target.write(pages)


def _pages(summary: Summary, language: Language) -> bytes:
    count, stream = PageCount(), io.BytesIO()
    document = _template(summary, language, stream)
    document.addPageTemplates(Surroundings(summary.cover, count, language).templates())
    document.multiBuild(
        [
            count,
            *cover_page(summary, language),
            NextPageTemplate("text"),
            *_contents(_entries(summary, language), language),
            *main_points(summary, language),
            *signs(summary, language),
            *_chapters(summary, language),
            *closing(summary, language),
        ],
        canvasmaker=_canvas_dated(summary.cover.as_of),
    )
    return stream.getvalue()


def _contents(entries: tuple[Entry, ...], language: Language) -> list[Flowable]:
    """The contents list on a page of its own, where there is anything to list."""
    if not entries:
        return []
    return [PageBreak(), Paragraph(CONTENTS.in_(language), BOX_TITLE), Contents(entries), PageBreak()]


def _template(summary: Summary, language: Language, stream: io.BytesIO) -> BaseDocTemplate:
    cover = summary.cover
    return BaseDocTemplate(
        stream,
        title=f"{cover.title.in_(language)} – {cover.period.in_(language)}",
        author=PUBLISHER.in_(language),
        subject=cover.marking.in_(language),
        creator="Osservatorio",
        lang=locale_of(language).in_(language),
        displayDocTitle=True,
        nonFullScreenPageMode="UseNone",
        invariant=1,
    )


def _canvas_dated(as_of: date) -> type[Canvas]:
    """A canvas whose file carries the as-of date instead of the moment of writing, so that bytes can be compared."""
    seconds = timegm(as_of.timetuple())

    class DatedCanvas(Canvas):  # type: ignore[misc]  # reportlab carries no types
        def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - passed through
            super().__init__(*arguments, **options)
            stamp = TimeStamp(invariant=1)
            stamp.t, stamp.lt, stamp.YMDhms = float(seconds), gmtime(seconds), tuple(gmtime(seconds))[:6]
            self._doc._timeStamp = stamp  # noqa: SLF001 - reportlab offers no other way
            self.showOutline()

    return DatedCanvas


def _entries(summary: Summary, language: Language) -> tuple[Entry, ...]:
    entries = list(front_entries(summary, language))
    for number, section in enumerate(summary.sections, start=1):
        entries.append(_chapter_entry(section, number, language))
        blocks = [block for block in section.blocks if isinstance(block, PublishedTable | Figure)]
        entries += [Entry(block.id, title_of(block).in_(language), 1) for block in blocks]
    return (*entries, *closing_entries(summary, language))


def _chapter_entry(section: Section, number: int, language: Language) -> Entry:
    return Entry(f"chapter-{section.id}", f"{number}. {section.title.in_(language)}")


def _chapters(summary: Summary, language: Language) -> list[Flowable]:
    story: list[Flowable] = []
    for number, section in enumerate(summary.sections, start=1):
        story.append(CondPageBreak(_LEAST_OF_A_CHAPTER))
        story.append(Heading(_chapter_entry(section, number, language), CHAPTER))
        for block in section.blocks:
            story += _block(block, language)
    return story


def _block(block: Running | PublishedTable | Figure, language: Language) -> list[Flowable]:
    if isinstance(block, PublishedTable):
        return printed_table(block, ROOM, language)
    if isinstance(block, Figure):
        return [_figure(block, language)]
    return [Paragraph(markup(block.text.in_(language)), DEFINITION)]


def _figure(figure: Figure, language: Language) -> Flowable:
    title = Heading(Entry(figure.id, title_of(figure).in_(language), 1), TITLE)
    reading = Paragraph(markup(figure.alternative.in_(language)), READING)
    return Whole([title, Spacer(0, 4), ChartFlowable(figure.chart, language), Spacer(0, 3), reading], _AFTER_FIGURE)
