"""What the README and the manual say can be done can be done."""

import re
import shlex
from pathlib import Path

import pytest

from observatory.cases.fields import CASE
from observatory.search import parse_search
from observatory.terms import Language
from ui.cli.parser import parser

ROOT = Path(__file__).parents[2]
MANUALS = {language: ROOT / "docs" / "manual" / language / "README.md" for language in Language}
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMAND = re.compile(r"(?:^|`)observatory +(?P<words>(?!--store)[a-z][^`\n]*)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)(?P<file>[^)#\s]*)(?:#(?P<anchor>[^)]+))?\)")
EXAMPLE = re.compile(r"^\| (?P<cell>`.*?`) \|", re.MULTILINE)


def commands() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in (PAGES[0], *MANUALS.values())]
    return sorted({found["words"].strip() for text in texts for found in COMMAND.finditer(text)})


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("command", commands())
def test_a_command_that_is_shown_is_understood(command: str) -> None:
    assert parser(Language.IT).parse_args(shlex.split(command, comments=True)).run


def test_every_command_of_the_program_is_shown() -> None:
    assert {command.split()[0] for command in commands()} == {
        *(
            "audit",
            "codebook",
            "demo",
            "disclosure",
            "evaluation",
            "export",
            "import",
            "link",
            "meeting",
            "member",
            "population",
            "procedure",
            "proposal",
            "question",
            "recommendation",
            "records",
            "release",
            "retention",
            "signal",
            "statistics",
            "store",
            "summary",
            "work",
        ),
    }


@pytest.mark.parametrize("language", Language)
def test_every_search_of_the_manual_finds_what_it_says(language: Language) -> None:
    text = MANUALS[language].read_text(encoding="utf-8")
    examples = [example for row in EXAMPLE.finditer(text) for example in re.findall("`(.+?)`", row["cell"])]
    assert len(examples) == 7
    for example in examples:
        found = parse_search(CASE, example, language)
        assert found.problems == (), example


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.finditer(page.read_text(encoding="utf-8")):
        target = (page.parent / link["file"]) if link["file"] else page
        assert target.exists(), link["file"]
        assert link["anchor"] is None or link["anchor"] in anchors(target), link["anchor"]


def test_both_manuals_have_the_same_pages() -> None:
    italian, english = (
        re.findall(r"^#+ ", path.read_text(encoding="utf-8"), re.MULTILINE) for path in MANUALS.values()
    )
    assert italian == english
