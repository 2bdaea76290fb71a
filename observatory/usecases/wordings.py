"""An issue made again in the words that the preparer of the summary gave its main points."""

from collections.abc import Sequence

from observatory.ports import Release, UnitOfWork
from observatory.summary.content import Edit, Summary
from observatory.summary.points import worded
from observatory.usecases.noted_words import base_of, edits_of
from observatory.usecases.withdrawals import refuse_withdrawn, withdrawals


def as_worded(again: Summary, base: Release, unit: UnitOfWork, edits: Sequence[Edit] | None) -> Summary:
    """An issue made again, with its main points as asked, or as they stood last.

    Raises `WrongUse` for an issue that was taken back, and for words that cannot be printed.
    """
    withdrawn = withdrawals(unit)
    issues = [each for each in unit.releases.all(base.kind) if base_of(each) == base.id]
    refuse_withdrawn(withdrawn.get(base.id))
    last = [each for each in issues if each.id not in withdrawn][-1]
    made = worded(again, edits_of(last) if edits is None else edits)
    for each in issues:
        if each.digest == made.digest:
            refuse_withdrawn(withdrawn.get(each.id))
    return made
