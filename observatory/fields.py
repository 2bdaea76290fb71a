"""What a field is, said once: form, table, filter, store, history, export and codebook derive from it.

To add a field: 1. the attribute in the record's dataclass; 2. its `Field` in the `fields.py` beside it; 3. the column
in `db/schema.py` with a migration. `tests/unit/test_fields.py` stays red until the three agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from observatory.terms import Term


class Kind(StrEnum):
    """What a field holds; the Python type is in brackets."""

    CODE = "code"  # one code of a list [str]
    CODES = "codes"  # several codes of a list [tuple[str, ...], sorted, stored joined by a space]
    ANSWER = "answer"  # yes, no, not known, not collected, not applicable [str, list `answer`]
    MONTH = "month"  # [str, yyyy-mm]
    QUARTER = "quarter"  # [str, SDMX yyyy-Qn]
    DATE = "date"  # [datetime.date]
    INTEGER = "integer"  # [int]
    TEXT = "text"  # short free text about no person [str]
    NARRATIVE = "narrative"  # free text about an event: sealed, checked as typed, never exported [str]
    PERSON_CODE = "person_code"  # opaque code minted here [str]
    REFERENCE = "reference"  # id of another record [str]


class Level(StrEnum):
    """How near a field comes to a person: A0 not about a person … A3 sensitive. A4 has no place in the schema."""

    A0 = "A0"
    A1 = "A1"
    A2 = "A2"
    A3 = "A3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a record.

    `codelist` names the list for CODE, CODES and ANSWER; `entity` the referred entity for REFERENCE; `minimum` and
    `maximum` bound INTEGER; `longest` bounds texts, in characters. `automatic` fields are never typed. `not_offered`
    are codes of the list that make no sense here; `may_be_future` lifts the bound «not after today» from dates.
    `is_shown` is false for what only the program reads, such as the id of a child record elsewhere.
    `brief` is the heading of a list's column where the label is too long for one.
    """

    name: str
    label: Term
    kind: Kind
    section: Term
    required: bool = False
    codelist: str = ""
    entity: str = ""
    level: Level = Level.A0
    hint: Term | None = None
    minimum: int = 0
    maximum: int = 1_000_000
    longest: int = 200
    automatic: bool = False
    not_offered: tuple[str, ...] = ()
    may_be_future: bool = False
    brief: Term | None = None
    is_shown: bool = True

    @property
    def heading(self) -> Term:
        """What stands over a list's column."""
        return self.brief or self.label

    @property
    def is_sealed(self) -> bool:
        return self.kind is Kind.NARRATIVE

    @property
    def is_coded(self) -> bool:
        return self.kind in (Kind.CODE, Kind.CODES, Kind.ANSWER)


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of record: its dataclass, names, fields, and the child records it is made of.

    The dataclass has `id: str`; an entity that stands on its own also has `version: int` (0 = not yet recorded).
    `children` maps the attribute holding a tuple of child records to their entity. `listed` names the fields that a
    list shows, `title` those that name one record to a person. `acted` names the children that acts of their own
    write, one by one: they stand on the page of a record, and no form edits them.
    """

    name: str
    type: type[Any]
    label: Term
    plural: Term
    fields: tuple[Field, ...]
    children: Mapping[str, "Entity"]
    listed: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    acted: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Field:
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)

    @property
    def sections(self) -> tuple[Term, ...]:
        return tuple(dict.fromkeys(field.section for field in self.fields))

    @property
    def sealed_fields(self) -> tuple[Field, ...]:
        return tuple(field for field in self.fields if field.is_sealed)
