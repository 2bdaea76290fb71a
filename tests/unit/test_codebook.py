"""The codebook holds every field of every record, and says truly which of them the record file tells of."""

import csv
import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from observatory.cases.case import Case, Circumstance
from observatory.codelists import codelist
from observatory.entities import ENTITIES
from observatory.exports.codebook import codebook_csv, codebook_markdown
from observatory.fields import Field, Kind
from observatory.microdata.columns import COLUMNS, leaves_of
from observatory.terms import Language
from ui.cli import main

LINES = list(csv.DictReader(io.StringIO(codebook_csv())))
BLANK = Case(id="c", month="2025-02", circumstances=(Circumstance(id="i", circumstance="C21", value="S"),))


def attributes(record: type[Any]) -> Iterator[str]:
    """The attributes of a record and of what it is made of, read from the dataclasses and not from the fields."""
    hints = get_type_hints(record)
    for each in fields(record):
        (child, *_) = (*(kind for kind in get_args(hints[each.name]) if is_dataclass(kind)), None)
        if child is not None:
            yield from attributes(child)
        elif each.name not in ("id", "version"):
            yield each.name


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_attribute_of_a_record_is_in_the_codebook(entity: Any) -> None:  # noqa: ANN401
    told = [line["field"] for line in LINES if line["record"] == entity.name]
    assert sorted(told) == sorted(attributes(entity.type))


def test_every_line_is_complete_in_both_languages() -> None:
    for line in LINES:
        for name in ("label", "section"):
            assert line[f"{name}_it"], line
            assert line[f"{name}_en"], line
        assert bool(line["codelist"]) == bool(line["codes_it"]) == bool(line["codes_en"]), line
        assert line["kind"] in list(Kind)


@pytest.mark.parametrize("language", Language)
def test_the_page_to_read_has_every_field_and_every_code(language: Language) -> None:
    rows = [row for row in codebook_markdown(language).splitlines() if row.startswith("| `")]
    lists = {line["codelist"] for line in LINES} - {""}
    assert len(rows) == len(LINES) + sum(len(codelist(name).codes) for name in lists)
    assert {row.count("|") for row in rows} == {5, 6}


def answers(field: Field) -> Iterator[Any]:
    """Several answers to a field, so that one of them shows wherever it is told."""
    if field.is_coded:
        codes = [code.code for code in codelist(field.codelist)]
        yield from ([(code,) for code in codes] if field.kind is Kind.CODES else codes)
    elif field.kind is Kind.MONTH:
        yield "2025-11"
    elif field.kind in (Kind.TEXT, Kind.NARRATIVE, Kind.PERSON_CODE, Kind.REFERENCE):
        yield "x"


def told_of(entity: Any, about: Any, put: Any) -> dict[str, set[str]]:  # noqa: ANN401
    """By field, the columns of the record file that change with an answer to it."""
    found: dict[str, set[str]] = {}
    for field in entity.fields:
        for answer in answers(field):
            leaves = leaves_of(put(replace(about, **{field.name: answer})))
            changed = zip(COLUMNS, leaves, leaves_of(BLANK), strict=True)
            found.setdefault(field.name, set()).update(column.name for column, now, then in changed if now != then)
    return found


def test_the_export_tells_of_exactly_the_fields_that_the_codebook_says() -> None:
    case = next(entity for entity in ENTITIES if entity.type is Case)
    circumstance = case.children["circumstances"]
    (held,) = BLANK.circumstances
    found = {f"case.{name}": columns for name, columns in told_of(case, BLANK, lambda it: it).items()}
    inside = told_of(circumstance, held, lambda it: replace(BLANK, circumstances=(it,)))
    found |= {f"circumstance.{name}": columns for name, columns in inside.items()}
    said = {f"{line['part']}.{line['field']}": set(line["record_file"].split()) for line in LINES}
    for name, columns in found.items():
        assert said.pop(name) == columns, name
    assert not any(said.values())


def test_no_narrative_or_person_code_is_in_the_export() -> None:
    assert not any(line["record_file"] for line in LINES if line["kind"] in (Kind.NARRATIVE, Kind.PERSON_CODE))


def test_the_command_prints_it_or_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "codebook", "--format", "csv"]) == 0
    assert capsys.readouterr().out == codebook_csv()
    target = tmp_path / "codebook.md"
    assert main(["--lang", "it", "codebook", "--out", str(target)]) == 0
    assert target.read_text(encoding="utf-8") == codebook_markdown(Language.IT)
    assert str(target) in capsys.readouterr().out
