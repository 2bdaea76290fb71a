"""The recovery sheet on paper, read back with another program's eyes."""

import shutil
import stat
import subprocess
from datetime import date
from pathlib import Path

import pytest

from observatory.errors import FileTrouble
from observatory.reports.pdf.recovery_page import write_recovery_sheet
from observatory.security.paper_key import PaperKey, read_paper_key
from observatory.security.passphrases import in_words
from observatory.security.recovery_sheet import ADVICE, PURPOSE, TITLE, RecoverySheet
from observatory.terms import Language

SHEET = RecoverySheet("archivio Roma", in_words(b"store"), PaperKey(bytes(range(40, 60))), date(2026, 3, 1))
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext and pdfinfo are not installed")


def told(program: str, *arguments: object) -> str:
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout


@needs_poppler
@pytest.mark.parametrize("language", list(Language))
def test_the_page_holds_the_store_the_key_and_what_to_do(language: Language, tmp_path: Path) -> None:
    write_recovery_sheet(SHEET, language, tmp_path / "f.pdf")
    text = " ".join(told("pdftotext", tmp_path / "f.pdf", "-").split())
    assert "Pages: 1" in " ".join(told("pdfinfo", tmp_path / "f.pdf").split())
    for term in (TITLE, PURPOSE, *(part for pair in ADVICE for part in pair)):
        assert " ".join(term.in_(language).split()) in text
    for part in ("archivio Roma", SHEET.fingerprint, SHEET.mark, "2026", *SHEET.paper.groups):
        assert part in text
    other = Language.EN if language is Language.IT else Language.IT
    assert PURPOSE.in_(other) not in text


@needs_poppler
def test_the_groups_stand_in_order_under_their_numbers(tmp_path: Path) -> None:
    write_recovery_sheet(SHEET, Language.IT, tmp_path / "f.pdf")
    lines = [line.split() for line in told("pdftotext", "-layout", tmp_path / "f.pdf", "-").splitlines()]
    at = [lines.index(list(numbers)) for numbers in ("1234", "5678")]
    found = [next(line for line in lines[place + 1 :] if line) for place in at]
    assert read_paper_key(" ".join(found[0] + found[1])) == SHEET.paper


def test_the_file_is_for_its_owner_only_and_whole_or_not_there(tmp_path: Path) -> None:
    write_recovery_sheet(SHEET, Language.IT, tmp_path / "f.pdf")
    assert stat.S_IMODE((tmp_path / "f.pdf").stat().st_mode) == 0o600
    with pytest.raises(FileTrouble):
        write_recovery_sheet(SHEET, Language.IT, tmp_path / "nowhere" / "f.pdf")
    assert [path.name for path in tmp_path.iterdir()] == ["f.pdf"]


def test_the_key_shows_itself_nowhere_but_on_the_page() -> None:
    assert all(group not in repr(SHEET) for group in SHEET.paper.groups)


@needs_poppler
def test_a_store_with_a_very_long_name_still_has_one_page(tmp_path: Path) -> None:
    long = RecoverySheet("archivio " * 25, SHEET.fingerprint, SHEET.paper, SHEET.made_on)
    write_recovery_sheet(long, Language.EN, tmp_path / "f.pdf")
    assert "Pages: 1" in " ".join(told("pdfinfo", tmp_path / "f.pdf").split())
