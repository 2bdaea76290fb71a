"""Everything a user can read: in both languages, complete, and worded with care."""

import ast
import csv
import string
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from observatory.codelists import codelist, names
from observatory.entities import ENTITIES
from observatory.fields import Entity, Field
from observatory.privacy.wording import find_unsafe_wording
from observatory.terms import Language

ROOT = Path(__file__).parents[2]
RESOURCES = ROOT / "resources"
SOURCES = sorted(path for package in ("observatory", "db", "ui") for path in (ROOT / package).rglob("*.py"))
Text = tuple[str, str, str]
"""Where it stands, Italian, English."""


def terms() -> list[Text]:
    """Every Term written out in the source."""
    return [
        (f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", *(arg.value for arg in node.args))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Term"
        and len(node.args) == 2
        and all(isinstance(arg, ast.Constant) for arg in node.args)
    ]


def labels() -> list[Text]:
    """Every bilingual line of the tables in `resources`."""
    found = []
    for path in sorted(RESOURCES.rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        where = path.relative_to(ROOT).as_posix()
        found += [(where, row["it"], row["en"]) for row in rows if {"it", "en"} <= row.keys()]
    return found


def window_texts() -> Iterator[tuple[str, Language, str]]:
    """What the window says: English in the source, Italian in the translation."""
    for message in ET.parse(RESOURCES / "translations" / "observatory_it.ts").getroot().iter("message"):  # noqa: S314
        source, translation = message.findtext("source", ""), message.find("translation")
        assert translation is not None
        yield source, Language.EN, source
        for text in translation.itertext():
            yield source, Language.IT, text


def prose() -> list[tuple[str, Language, str]]:
    return [
        (path.name, language, path.read_text(encoding="utf-8"))
        for language in Language
        for path in sorted((ROOT / "docs" / "manual" / language).glob("*.md"))
    ]


def placeholders(text: str) -> set[str]:
    """The values a text asks for; `{name_it}` and `{name_en}` are one value told in each language, `{nth}` is `{n}`."""
    names = (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)
    return {"n" if name == "nth" else name.removesuffix("_it").removesuffix("_en") for name in names}


def fields(entity: Entity) -> Iterator[Field]:
    yield from entity.fields
    for child in entity.children.values():
        yield from fields(child)


def test_the_texts_are_found() -> None:
    assert len(terms()) > 500
    assert len(labels()) > 300
    assert len(list(window_texts())) > 200
    assert len(prose()) >= 2


def test_nothing_is_said_in_one_language_only() -> None:
    assert [where for where, it, en in terms() + labels() if bool(it.strip()) != bool(en.strip())] == []


def test_both_languages_ask_for_the_same_values() -> None:
    assert [where for where, it, en in terms() if placeholders(it) != placeholders(en)] == []


def test_the_tone_is_calm() -> None:
    spoken = [*terms(), *labels(), *((where, text, text) for where, _, text in window_texts())]
    assert [where for where, it, en in spoken if "!" in it + en] == []


def test_nothing_we_say_ourselves_is_worded_as_we_advise_against() -> None:
    spoken = [(where, Language.IT, it) for where, it, _ in terms() + labels()]
    spoken += [(where, Language.EN, en) for where, _, en in terms() + labels()]
    unsafe = {
        (where, finding.kind.en, text[finding.start : finding.end])
        for where, language, text in [*spoken, *window_texts(), *prose()]
        for finding in find_unsafe_wording(text, language)
    }
    assert unsafe == set()


@pytest.mark.parametrize("name", names())
def test_a_code_list_is_whole(name: str) -> None:
    codes = codelist(name).codes
    assert codes
    assert len({code.code for code in codes}) == len(codes)
    assert all(code.code.strip() == code.code != "" for code in codes)
    assert all(code.label.it.strip() and code.label.en.strip() for code in codes)


def test_every_code_list_has_a_title_and_every_title_a_list() -> None:
    files = {path.stem for path in (RESOURCES / "codelists").glob("*.csv")} - {"index"}
    assert files == set(names())


def test_every_coded_field_names_a_list_that_exists() -> None:
    coded = {(f.name, f.codelist) for entity in ENTITIES for f in fields(entity) if f.is_coded}
    assert coded
    assert {pair for pair in coded if pair[1] not in names()} == set()


def test_what_a_field_does_not_offer_is_in_its_list() -> None:
    every = [f for entity in ENTITIES for f in fields(entity) if f.is_coded]
    assert {(f.name, code) for f in every for code in f.not_offered if code not in codelist(f.codelist)} == set()
