"""The whole summary as a PDF file."""

import io
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    NextPageTemplate,
    PageBreak,
    Spacer,
)

from observatory.files import whole_file
from observatory.reports.copies import Closing, Copy, Sending
from observatory.reports.pdf.archive import archived
from observatory.reports.pdf.blocks import Whole
from observatory.reports.pdf.entries import Contents, Entry, PageCount, heading
from observatory.reports.pdf.front import closing, closing_entries, cover_page, front_entries, main_points, signs
from observatory.reports.pdf.metadata import Particulars
from observatory.reports.pdf.pages import ROOM, Surroundings
from observatory.reports.pdf.painter import ChartFlowable
from observatory.reports.pdf.palette import BOX_TITLE, CHAPTER, DEFINITION, READING, TITLE
from observatory.reports.pdf.sealing import sealed
from observatory.reports.pdf.signature import signed
from observatory.reports.pdf.structure import Part
from observatory.reports.pdf.tables import printed_table
from observatory.reports.pdf.tags import Press, Text
from observatory.reports.pdf.typefaces import markup
from observatory.reports.wording import CONTENTS, PUBLISHER, locale_of, title_of
from observatory.summary.content import Figure, PublishedTable, Section, Summary
from observatory.summary.content import Paragraph as Running
from observatory.terms import Language

_AFTER_FIGURE = 14.0
_LEAST_OF_A_CHAPTER = 190.0
"""Points that must be left on a page for a chapter to begin on it."""


def write_pdf(summary: Summary, language: Language, target: Path | BinaryIO, sending: Sending | None = None) -> None:
    """Write a summary as A4 pages, in one language; the same summary gives the same bytes, unless it is encrypted.

    It is PDF/A-2a (3a with attachments) and PDF/UA-1; an encrypted one is only the latter. A path is written whole or
    not at all. Raises `FileTrouble` when it cannot be written, `Unprintable` for a character without a glyph.
    """
    pages = _pages(summary, language, sending)
    if sending:
        pages = _closed(pages, sending.closing)
    if isinstance(target, Path):
        with whole_file(target) as stream:
            stream.write(pages)
    else:
        target.write(pages)


def _pages(summary: Summary, language: Language, sending: Sending | None) -> bytes:
    copy, attachments = (sending.copy, sending.attachments) if sending else (None, ())
    count, stream, press = PageCount(), io.BytesIO(), Press(summary.cover.as_of)
    document = BaseDocTemplate(stream, lang=locale_of(language).in_(language), invariant=1)
    document.addPageTemplates(Surroundings(summary.cover, count, language, copy).templates())
    document.multiBuild([count, *_story(summary, language, copy)], canvasmaker=press.canvas)
    particulars = replace(_particulars(summary, language), part=_part(sending))
    return archived(stream.getvalue(), press.latest.structure, particulars, attachments)


def _closed(pages: bytes, closing: Closing) -> bytes:
    """Encrypted and signed as wished; the signature comes last, for it covers the whole."""
    pages = sealed(pages, closing.passphrase) if closing.passphrase else pages
    return signed(pages, closing.signing, closing.passphrase) if closing.signing else pages


def _part(sending: Sending | None) -> int:
    """The part of ISO 19005 that the file keeps; none of them has encryption."""
    if sending and sending.closing.passphrase:
        return 0
    return 3 if sending and sending.attachments else 2


def _story(summary: Summary, language: Language, copy: Copy | None) -> list[Flowable]:
    return [
        *cover_page(summary, language, copy),
        NextPageTemplate("text"),
        *_contents(_entries(summary, language), language),
        *main_points(summary, language),
        *signs(summary, language),
        *_chapters(summary, language),
        *closing(summary, language),
    ]


def _contents(entries: tuple[Entry, ...], language: Language) -> list[Flowable]:
    """The contents list on a page of its own, where there is anything to list."""
    if not entries:
        return []
    title = Text(CONTENTS.in_(language), BOX_TITLE, Part("H2"))
    return [PageBreak(), title, Contents(entries), PageBreak()]


def _particulars(summary: Summary, language: Language) -> Particulars:
    cover = summary.cover
    return Particulars(
        title=f"{cover.title.in_(language)} – {cover.period.in_(language)}",
        author=PUBLISHER.in_(language),
        subject=cover.marking.in_(language),
        language=locale_of(language).in_(language),
        as_of=cover.as_of,
    )


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
        part = Part("Sect")
        story.append(CondPageBreak(_LEAST_OF_A_CHAPTER))
        story.append(heading(_chapter_entry(section, number, language), CHAPTER, part))
        for block in section.blocks:
            story += _block(block, language, part)
    return story


def _block(block: Running | PublishedTable | Figure, language: Language, chapter: Part) -> list[Flowable]:
    if isinstance(block, PublishedTable):
        return printed_table(block, ROOM, language, chapter)
    if isinstance(block, Figure):
        return [_figure(block, language, chapter)]
    return [Text(markup(block.text.in_(language)), DEFINITION, Part("P", chapter))]


def _figure(figure: Figure, language: Language, chapter: Part) -> Flowable:
    """Title, chart and its reading, which is also what stands for the chart where it cannot be seen.

    The reading is the chart's caption, within it: it is read out once.
    """
    section, words = Part("Sect", chapter), figure.alternative.in_(language)
    part = Part("Figure", section, alternative=words)
    title = heading(Entry(figure.id, title_of(figure).in_(language), 1), TITLE, section)
    reading = Text(markup(words), READING, Part("Caption", part))
    chart = ChartFlowable(figure.chart, language, part)
    return Whole([title, Spacer(0, 4), chart, Spacer(0, 3), reading], _AFTER_FIGURE)
