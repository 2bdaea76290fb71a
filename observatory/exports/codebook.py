"""The codebook: every field of every record in both languages, with what it may hold, as CSV or as Markdown.

Generated from the fields and the code lists alone; it opens no store and tells nothing of what one holds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from observatory.codelists import Code, codelist
from observatory.entities import ENTITIES
from observatory.exports.cells import as_csv, inert
from observatory.fields import Entity, Field, Kind
from observatory.microdata.columns import COLUMNS
from observatory.terms import Language, Term, same

CSV_HEADS = (
    "record",
    "part",
    "field",
    "label_it",
    "label_en",
    "section_it",
    "section_en",
    "kind",
    "needed",
    "written_by",
    "least",
    "most",
    "level",
    "codelist",
    "refers_to",
    "record_file",
    "codes_it",
    "codes_en",
)
"""The columns of the CSV, stable names; `record_file` are the columns of the record file that a field feeds."""


@dataclass(frozen=True, slots=True)
class Place:
    """One field where it stands: the record, the part of it that has the field, and the field."""

    record: Entity
    part: Entity
    field: Field

    @property
    def name(self) -> str:
        return f"{self.part.name}.{self.field.name}"

    @property
    def record_file(self) -> tuple[str, ...]:
        """The columns of the record file that tell something of the field."""
        return tuple(column.name for column in COLUMNS if self.name in column.sources)


def places() -> Iterator[Place]:
    """Every field, in the order of the records and of their forms."""
    for record in ENTITIES:
        for part in parts(record):
            yield from (Place(record, part, field) for field in part.fields)


def parts(entity: Entity) -> Iterator[Entity]:
    """The record itself and the child records it is made of, however deep."""
    yield entity
    for child in entity.children.values():
        yield from parts(child)


def codebook_csv() -> str:
    """One line per field, UTF-8, the same bytes on every system."""
    return as_csv(CSV_HEADS, ([inert(cell) for cell in _row(place)] for place in places()))


def codebook_markdown(language: Language) -> str:
    """A table for each kind of record, then one for each code list that a field uses; headings in the language."""
    told = [f"# {_TITLE.in_(language)}", ""]
    for record in ENTITIES:
        for part in parts(record):
            told += [f"## {_heading(record, part).in_(language)}", "", *_fields(part, language), ""]
    for name in sorted({place.field.codelist for place in places() if place.field.codelist}):
        told += [f"## {name} – {codelist(name).title.in_(language)}", "", *_codes(name, language), ""]
    return "\n".join(told)


def _row(place: Place) -> list[str]:
    field, codes = place.field, _codes_of(place.field)
    least, most = _bounds(field)
    return [
        place.record.name,
        place.part.name,
        field.name,
        *(field.label.it, field.label.en, field.section.it, field.section.en),
        field.kind.value,
        "yes" if field.required else "no",
        "program" if field.automatic else "person",
        *(least, most, field.level.value, field.codelist, field.entity),
        " ".join(place.record_file),
        "; ".join(f"{code.code} = {code.label.it}" for code in codes),
        "; ".join(f"{code.code} = {code.label.en}" for code in codes),
    ]


def _codes_of(field: Field) -> tuple[Code, ...]:
    listed = codelist(field.codelist) if field.codelist else ()
    return tuple(code for code in listed if code.code not in field.not_offered)


def _bounds(field: Field) -> tuple[str, str]:
    """The least and the most of a number; of a text the most characters."""
    if field.kind is Kind.INTEGER:
        return str(field.minimum), str(field.maximum)
    return "", str(field.longest) if field.kind in (Kind.TEXT, Kind.NARRATIVE) and not field.automatic else ""


def _heading(record: Entity, part: Entity) -> Term:
    if part is record:
        return record.label
    return Term("{record}: {part}", "{record}: {part}").with_values(record=record.label, part=part.label)


def _fields(part: Entity, language: Language) -> Iterator[str]:
    heads = (_NAME, same("Italiano"), same("English"), _HOLDS, _NEEDED)
    yield from _table_head([head.in_(language) for head in heads])
    for field in part.fields:
        needed = _BY_PROGRAM if field.automatic else _YES if field.required else same("")
        holds = _holds(field).in_(language)
        yield _table_row((f"`{field.name}`", field.label.it, field.label.en, holds, needed.in_(language)))


def _holds(field: Field) -> Term:
    """The kind of field, with its list, what it refers to or its bounds."""
    least, most = _bounds(field)
    if field.is_coded:
        return _OF.with_values(kind=KIND_WORDS[field.kind], what=same(f"`{field.codelist}`"))
    if field.entity:
        return _OF.with_values(kind=KIND_WORDS[field.kind], what=same(f"`{field.entity}`"))
    if field.kind is Kind.INTEGER:
        return _OF.with_values(kind=KIND_WORDS[field.kind], what=same(f"{least}–{most}"))
    return _LONGEST.with_values(kind=KIND_WORDS[field.kind], n=most) if most else KIND_WORDS[field.kind]


def _codes(name: str, language: Language) -> Iterator[str]:
    yield from _table_head([_CODE.in_(language), "Italiano", "English", _UNTIL.in_(language)])
    for code in codelist(name):
        yield _table_row((f"`{code.code}`", code.label.it, code.label.en, code.attributes.get("valid_to") or ""))


def _table_head(heads: Sequence[str]) -> tuple[str, str]:
    return _table_row(heads), f"|{'---|' * len(heads)}"


def _table_row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


KIND_WORDS = {
    Kind.CODE: Term("codice", "code"),
    Kind.CODES: Term("più codici", "several codes"),
    Kind.ANSWER: Term("risposta", "answer"),
    Kind.MONTH: Term("mese", "month"),
    Kind.QUARTER: Term("trimestre", "quarter"),
    Kind.DATE: Term("data", "date"),
    Kind.INTEGER: Term("numero", "number"),
    Kind.TEXT: Term("testo breve", "short text"),
    Kind.NARRATIVE: Term("narrazione, mai esportata", "narrative, never exported"),
    Kind.PERSON_CODE: Term("codice persona", "person code"),
    Kind.REFERENCE: Term("altra scheda", "other record"),
}
_TITLE = Term("Dizionario dei dati dell’Osservatorio", "Codebook of the observatory")
_NAME = Term("Campo", "Field")
_HOLDS = Term("Contiene", "Holds")
_NEEDED = Term("Richiesto", "Needed")
_YES = Term("sì", "yes")
_BY_PROGRAM = Term("lo scrive il programma", "written by the program")
_OF = Term("{kind}: {what}", "{kind}: {what}")
_LONGEST = Term("{kind}, al più {n} caratteri", "{kind}, at most {n} characters")
_CODE = Term("Codice", "Code")
_UNTIL = Term("Valido fino al", "Valid until")
