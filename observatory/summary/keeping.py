"""Cells that the preparer of a summary asks to keep: named as `table:code,code`, counted like any other."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from observatory.errors import WrongUse
from observatory.summary.content import PublishedTable, Summary
from observatory.summary.counted import At, Count
from observatory.summary.facts import Facts
from observatory.summary.told import ANSWER, count_at, shape_of
from observatory.terms import Term

MOST_MARKS = 20
"""More would compete with protection itself; and where all is to be kept, nothing is said about what to hide."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A printed cell: its table and its codes along the table's axes."""

    table: str
    at: At

    @classmethod
    def parse(cls, text: str) -> "Mark":
        """From `T1a:SU,2025-Q4`; raises `WrongUse` for anything else."""
        table, _, codes = text.partition(":")
        at = tuple(code.strip() for code in codes.split(","))
        if not table.strip() or not all(at):
            raise WrongUse(_FORM)
        return cls(table.strip(), at)

    def __str__(self) -> str:
        return f"{self.table}:{','.join(self.at)}"


def with_marks(facts: Facts, marks: Iterable[Mark]) -> Facts:
    """The facts of a summary in which these cells are kept if that can be done safely.

    Raises `WrongUse` for too many marks and for a cell that counts no events, as a rate or a share.
    """
    asked = sorted(set(marks))
    if len(asked) > MOST_MARKS:
        raise WrongUse(_TOO_MANY.with_values(n=MOST_MARKS))
    kept = frozenset(counted(mark, facts) for mark in asked)
    return replace(facts, marks=tuple(str(mark) for mark in asked), kept=kept)


def counted(mark: Mark, facts: Facts) -> Count:
    """What a marked cell counts; raises `WrongUse` if it is no count of events."""
    try:
        count = count_at(mark.table, mark.at, shape_of(facts))
    except (IndexError, KeyError, ValueError, WrongUse):
        count = None
    if mark.table.startswith(ANSWER):
        raise WrongUse(_ADDED.with_values(cell=mark))
    if count is None:
        raise WrongUse(_NO_COUNT.with_values(cell=mark))
    return count


def check_printed(marks: Iterable[Mark], summary: Summary) -> None:
    """Raises `WrongUse` for a marked cell that the summary does not have."""
    printed = {table.id: table.observations for table in summary.tables}
    for mark in marks:
        if mark.at not in printed.get(mark.table, {}):
            raise WrongUse(_NOT_THERE.with_values(cell=mark))


def cell_words(table: PublishedTable, at: At) -> Term:
    """A cell's name: the labels of its codes."""
    items = [{item.code: item for item in axis.items}.get(code) for axis, code in zip(table.axes, at, strict=True)]
    labels = [item.label for item in items if item is not None]
    return Term(" × ".join(label.it for label in labels), " × ".join(label.en for label in labels))


_FORM = Term(
    "Una cella da tenere si indica con tavola e codici, per esempio T1a:SU,2025-Q4.",
    "A cell to keep is named by its table and codes, for instance T1a:SU,2025-Q4.",
)
_TOO_MANY = Term(
    "Si possono tenere al più {n} celle: toglierne qualcuna.", "At most {n} cells can be kept: take some away."
)
_NO_COUNT = Term(
    "«{cell}» non è un conteggio di eventi: si tengono solo conteggi; tassi, quote e mediane seguono da questi.",
    "“{cell}” is no count of events: only counts can be kept; rates, shares and medians follow from them.",
)
_ADDED = Term(
    "«{cell}» è di una domanda aggiunta: questa mostra ciò che il resto della sintesi consente, e le sue celle non si "
    "tengono.",
    "“{cell}” is of an added question: that shows what the rest of the summary allows, and its cells cannot be kept.",
)
_NOT_THERE = Term("La sintesi non ha la cella «{cell}».", "The summary has no cell “{cell}”.")
