"""The Observatory's code lists, read from `resources/codelists`.

To add a code: one line in the list's CSV file. A code is never removed: it gets `valid_to`. Columns after `code,it,en`
are attributes of the code (hints, external mappings, the group it is published in).
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from observatory.terms import Term
from resources import resource

NOT_KNOWN = "NN"


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a list: its code, both names, and further attributes by column name."""

    code: str
    label: Term
    attributes: Mapping[str, str]

    @property
    def hint(self) -> Term | None:
        it, en = self.attributes.get("hint_it", ""), self.attributes.get("hint_en", "")
        return Term(it, en) if it else None

    @property
    def short(self) -> str:
        return self.attributes.get("short") or self.code

    @property
    def is_open(self) -> bool:
        """Whether new records may still use it."""
        return not self.attributes.get("valid_to")


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of codes in the order in which forms and tables show them."""

    name: str
    title: Term
    codes: tuple[Code, ...]

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return any(c.code == code for c in self.codes)

    def __getitem__(self, code: str) -> Code:
        """The code's entry; raises `KeyError` for a code not in the list."""
        for candidate in self.codes:
            if candidate.code == code:
                return candidate
        raise KeyError(self.name)

    def label(self, code: str) -> Term:
        return self[code].label

    def where(self, attribute: str, value: str) -> tuple[str, ...]:
        """The codes whose attribute has this value."""
        return tuple(c.code for c in self.codes if c.attributes.get(attribute) == value)


def _text(name: str) -> str:
    return resource("codelists", f"{name}.csv").read_text(encoding="utf-8")


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(_text(name))))


@cache
def _titles() -> dict[str, Term]:
    return {row["list"]: Term(row["it"], row["en"]) for row in _rows("index")}


def names() -> tuple[str, ...]:
    """The names of all lists."""
    return tuple(_titles())


def _every_code() -> Iterator[str]:
    for name in names():
        yield from (line.partition(",")[0] for line in _text(name).splitlines()[1:])


@cache
def codelist(name: str) -> CodeList:
    """The list of that name; raises `KeyError` for a name that does not exist."""
    title = _titles()[name]
    codes = (Code(r.pop("code"), Term(r.pop("it"), r.pop("en")), r) for r in _rows(name))
    return CodeList(name, title, tuple(codes))


if TYPE_CHECKING:
    Coded = str
else:
    Coded = Literal[tuple(_every_code())]
"""What a field with a code list holds. Reading records, a code of a list is shared by all of them, any other is not."""

FORCES = ("PS", "CC", "GF", "PP")
"""The four forces of the decree: the only ones in totals and rates."""
