"""What two issues tell differently: cells that both print, compared as their readers could compare them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from observatory.summary.content import PublishedTable
from observatory.summary.told import Values
from observatory.terms import Term


class Change(StrEnum):
    """How a cell that both issues have is told in the second."""

    REVISED = "revised"
    NOW_HIDDEN = "now_hidden"
    NOW_TOLD = "now_told"


CHANGE_LABELS: Mapping[Change, Term] = {
    Change.REVISED: Term("cambiato", "changed"),
    Change.NOW_HIDDEN: Term("non più indicato", "no longer told"),
    Change.NOW_TOLD: Term("ora indicato", "now told"),
}


@dataclass(frozen=True, slots=True)
class CellChange:
    """One cell of a table, before and after; None where an issue gives no number."""

    table: str
    at: str
    """Its coordinates joined with `|`."""
    before: float | int | None
    after: float | int | None

    @property
    def change(self) -> Change:
        if self.after is None:
            return Change.NOW_HIDDEN
        return Change.NOW_TOLD if self.before is None else Change.REVISED


def changes(before: Values, after: Values) -> tuple[CellChange, ...]:
    """The cells that stand in both issues and are not told alike, in the order of the second.

    Only published numbers are compared: whoever has both documents could do the same.
    """
    return tuple(_changes(before, after))


def _changes(before: Values, after: Values) -> Iterator[CellChange]:
    for table, cells in after.items():
        earlier = before.get(table, {})
        for at, value in cells.items():
            if at in earlier and earlier[at] != value:
                yield CellChange(table, at, earlier[at], value)


def titles(tables: Iterable[PublishedTable]) -> dict[str, Term]:
    """The titles of tables, by their ids."""
    return {table.id: table.title for table in tables}


def place_names(tables: Iterable[PublishedTable]) -> dict[tuple[str, str], Term]:
    """What a cell is about, in words, by table and coordinates."""
    return {(table.id, "|".join(at)): _named(table, at) for table in tables for at in table.observations}


def _named(table: PublishedTable, at: tuple[str, ...]) -> Term:
    items = [
        next((item.label for item in axis.items if item.code == code), Term(code, code))
        for axis, code in zip(table.axes, at, strict=True)
    ]
    return Term(" · ".join(item.it for item in items), " · ".join(item.en for item in items))
