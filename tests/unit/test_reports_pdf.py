import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from observatory.errors import FileTrouble
from observatory.reports.pdf import write_pdf
from observatory.reports.wording import DRAFT, as_of_sentence
from observatory.summary.content import (
    Axis,
    Confirmation,
    Figure,
    Item,
    Observation,
    Paragraph,
    PublishedTable,
    Section,
    Summary,
)
from observatory.terms import Language, Term, same
from resources import resource

ROOT = Path(__file__).parents[2]
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="poppler-utils is missing: apt-get install poppler-utils"
)


def pdf(summary: Summary, language: Language = Language.IT) -> bytes:
    stream = io.BytesIO()
    write_pdf(summary, language, stream)
    return stream.getvalue()


def poppler(program: str, content: bytes, tmp_path: Path, *options: str) -> str:
    path = tmp_path / "summary.pdf"
    path.write_bytes(content)
    command = [program, *options, str(path)]
    if program == "pdftotext":
        command.append("-")
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)  # noqa: S603 - our own
    return done.stdout


def pages(content: bytes, tmp_path: Path) -> list[str]:
    return poppler("pdftotext", content, tmp_path, "-layout").split("\f")[:-1]


@needs_poppler
def test_the_cover_carries_the_fingerprint_of_the_log_where_there_is_one(summary: Summary, tmp_path: Path) -> None:
    words = "312: annegare snervato platano azzimo ramo permesso"
    witnessed = replace(summary, cover=replace(summary.cover, fingerprint=words))
    first = pages(pdf(witnessed), tmp_path)[0]
    assert words in " ".join(first.split())
    assert "Registro dell’archivio" in first
    assert "Registro dell’archivio" not in pages(pdf(summary), tmp_path)[0]


@needs_poppler
@pytest.mark.parametrize("language", list(Language))
def test_every_font_is_embedded_and_is_titillium(summary: Summary, language: Language, tmp_path: Path) -> None:
    lines = poppler("pdffonts", pdf(summary, language), tmp_path).splitlines()[2:]
    assert lines
    for line in lines:
        assert re.match(r"[A-Z]{6}\+TitilliumWeb-\w+ +TrueType +\w+ +yes yes yes", line), line


@needs_poppler
@pytest.mark.parametrize("language", list(Language))
def test_the_text_has_period_marking_titles_and_signs(summary: Summary, language: Language, tmp_path: Path) -> None:
    written = pages(pdf(summary, language), tmp_path)
    whole = re.sub(r"\s+", " ", " ".join(written))
    marking = summary.cover.marking.in_(language)
    assert all(page.count(marking) >= 2 for page in written)
    assert summary.cover.period.in_(language) in written[0]
    for block in (*summary.tables, *summary.figures):
        assert whole.count(f" {block.id} – {block.title.in_(language)}") >= 2  # in the contents list and in its place
    assert all(sign in whole for sign in ("(*)", "....", "(u)", "(p)"))
    assert ("1.234" if language is Language.IT else "1,234") in whole
    assert ("15,2" if language is Language.IT else "15.2") in whole


@needs_poppler
def test_the_contents_list_gives_the_pages_on_which_things_stand(summary: Summary, tmp_path: Path) -> None:
    written = pages(pdf(summary), tmp_path)
    for block in (*summary.tables, *summary.figures):
        line = next(line for line in written[1].splitlines() if f" {block.id} –" in line)
        page = int(line.split()[-1])
        assert f" {block.id} – " in written[page - 1]


@needs_poppler
def test_every_page_of_text_says_which_of_how_many_it_is(summary: Summary, tmp_path: Path) -> None:
    written = pages(pdf(summary), tmp_path)
    for number, page in enumerate(written[1:], start=2):
        assert f"pagina {number} di {len(written)}" in page


@needs_poppler
def test_a_table_over_two_pages_repeats_title_and_header(summary: Summary, tmp_path: Path) -> None:
    parts = [page for page in pages(pdf(summary), tmp_path)[2:] if "Tavola T3 –" in page]
    assert len(parts) >= 2
    assert all("segue" in part for part in parts[1:])
    assert all("Anno / Trimestre" in part for part in parts)


@needs_poppler
def test_a_hidden_number_is_nowhere_in_the_text(summary: Summary, tmp_path: Path) -> None:
    secret = {
        key: Observation(98761, o.status) if o.value is None else o for key, o in summary.tables[0].observations.items()
    }
    section = Section("s", same("S"), (replace(summary.tables[0], observations=secret),))
    text = poppler("pdftotext", pdf(replace(summary, sections=(section,))), tmp_path)
    assert "(*)" in text
    assert "98761" not in text.replace(".", "")


@needs_poppler
def test_titles_language_and_bookmarks_are_in_the_file(summary: Summary, tmp_path: Path) -> None:
    content = pdf(summary)
    told = poppler("pdfinfo", content, tmp_path)
    assert "Sintesi periodica dell’Osservatorio – 4° trimestre 2019" in told
    assert re.search(r"CreationDate: +Sat Feb 15", told)
    with pikepdf.open(io.BytesIO(content)) as file:
        assert file.Root.Lang == "it-IT"
        assert len(file.pages[1].Annots) >= len(summary.tables)
        assert len(list(file.open_outline().root)) >= len(summary.sections)
        assert not file.is_encrypted


@needs_poppler
def test_text_that_looks_like_markup_is_printed_as_it_stands(summary: Summary, tmp_path: Path) -> None:
    hostile = '<b>x</b> & <img src="file:///etc/passwd"/> <a href="http://a">'
    axes = (
        Axis("a", same(hostile), (Item("A", same(hostile)),)),
        Axis("MEASURE", same(""), (Item("N", same(hostile)),)),
    )
    table = PublishedTable(
        "T1", same(hostile), same(hostile), axes, {("A", "N"): Observation(1)}, notes=(same(hostile),)
    )
    section = Section("s", same(hostile), (Paragraph(same(hostile)), table))
    changed = replace(summary, sections=(section,), main_points=(same(hostile),), notes=(same(hostile),))
    text = re.sub(r"\s+", "", poppler("pdftotext", pdf(changed), tmp_path))
    assert text.count(re.sub(r"\s+", "", '<img src="file:///etc/passwd"/>')) >= 7


def test_the_same_summary_gives_the_same_bytes_in_another_process(summary: Summary) -> None:
    program = (
        "import hashlib, importlib.util, io, sys\n"
        "spec = importlib.util.spec_from_file_location('sample', sys.argv[1])\n"
        "sample = importlib.util.module_from_spec(spec); spec.loader.exec_module(sample)\n"
        "from observatory.reports.pdf import write_pdf\n"
        "from observatory.terms import Language\n"
        "stream = io.BytesIO(); write_pdf(sample.sample_summary(), Language.IT, stream)\n"
        "print(hashlib.sha256(stream.getvalue()).hexdigest())\n"
    )
    sample = str(Path(__file__).with_name("sample_summary.py"))
    told = subprocess.run(  # noqa: S603 - our own
        [sys.executable, "-c", program, sample],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
        timeout=120,
    ).stdout
    assert told.strip() == hashlib.sha256(pdf(summary)).hexdigest()


def test_an_impossible_place_is_said_and_leaves_nothing_behind(summary: Summary, tmp_path: Path) -> None:
    with pytest.raises(FileTrouble) as told:
        write_pdf(summary, Language.IT, tmp_path / "missing" / "summary.pdf")
    assert "cartella" in told.value.message.it
    taken = tmp_path / "taken.pdf"
    taken.mkdir()
    with pytest.raises(FileTrouble):
        write_pdf(summary, Language.IT, taken)
    assert [path.name for path in tmp_path.iterdir()] == ["taken.pdf"]


def test_an_earlier_file_is_replaced_whole(summary: Summary, tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    target.write_bytes(b"earlier")
    write_pdf(summary, Language.IT, target)
    assert target.read_bytes() == pdf(summary)
    assert list(tmp_path.iterdir()) == [target]


@needs_poppler
def test_a_summary_that_is_not_synthetic_does_not_say_so(build_summary: Callable[..., Summary], tmp_path: Path) -> None:
    assert "Dati sintetici" in poppler("pdftotext", pdf(build_summary()), tmp_path)
    assert "Dati sintetici" not in poppler("pdftotext", pdf(build_summary(synthetic=False)), tmp_path)


@needs_poppler
@pytest.mark.parametrize("language", Language)
def test_every_page_of_a_draft_says_so_and_of_a_release_none(
    summary: Summary, language: Language, tmp_path: Path
) -> None:
    def made(confirmation: Confirmation) -> list[str]:
        cover = replace(summary.cover, confirmation=confirmation)
        return pages(pdf(replace(summary, cover=cover), language), tmp_path)

    draft = made(Confirmation.DRAFT)
    assert all(page.count(DRAFT.in_(language)) >= 2 for page in draft)
    released = made(Confirmation.CONFIRMED)
    assert len(released) == len(draft)
    assert not any(DRAFT.in_(language) in page for page in released)
    assert (
        Term("Confermata da due membri di due Forze", "Confirmed by two members of two forces").in_(language)
        in (released[0])
    )
    assert DRAFT.in_(language) not in "".join(made(Confirmation.NOT_NEEDED))


def test_a_table_far_too_wide_is_divided_and_loses_no_column(summary: Summary, tmp_path: Path) -> None:
    months = Axis("month", Term("Mese", "Month"), tuple(Item(f"M{n}", same(f"colonna{n:02d}")) for n in range(40)))
    rows = Axis("force", Term("Forza", "Force"), (Item("PS", same("Polizia di Stato")),))
    cells = {("PS", f"M{n}"): Observation(1000 + n) for n in range(40)}
    table = PublishedTable("T9", same("Larga"), same("2019"), (rows, months), cells)
    text = poppler("pdftotext", pdf(replace(summary, sections=(Section("s", same("S"), (table,)),))), tmp_path)
    assert all(f"colonna{n:02d}" in text and f"1.0{n:02d}" in text for n in range(40))
    assert "parte 2 di" in text


def test_an_empty_summary_is_still_a_document(summary: Summary) -> None:
    bare = replace(summary, main_points=(), signs=(), sections=(), notes=(), contacts=(), digest="")
    assert pdf(bare).startswith(b"%PDF-")


def test_the_fonts_are_those_of_the_published_package() -> None:
    package = pytest.importorskip("fontpkg_titillium_web", reason="fontpkg-titillium-web is not installed")
    published = Path(package.__file__).parent / "files"
    for style in ("Regular", "SemiBold", "Italic", "SemiBoldItalic"):
        name = f"TitilliumWeb-{style}.ttf"
        assert resource("fonts", name).read_bytes() == (published / name).read_bytes()
    assert "SIL Open Font License" in resource("fonts", "OFL.txt").read_text(encoding="utf-8")


def test_a_figure_without_a_single_published_value_is_drawn(summary: Summary) -> None:
    figure = summary.figures[0]
    hidden = tuple(replace(s, points=tuple(replace(p, value=None) for p in s.points)) for s in figure.chart.series)
    empty = Figure("F9", same("Vuota"), replace(figure.chart, series=hidden), same("Nessun dato."))
    assert pdf(replace(summary, sections=(Section("s", same("S"), (empty,)),))).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 11, 8), "all’8 novembre 2026"),
        (date(2026, 2, 15), "al 15 febbraio 2026"),
        (date(2026, 5, 11), "all’11"),
    ],
)
def test_the_day_of_the_data_is_said_with_its_article(day: date, sentence: str) -> None:
    assert sentence in as_of_sentence(day).it
