"""What a summary does not show, cell by cell, and why: for the member who prepares it, never to leave.

The account tells small counts from those hidden to protect them; whoever is told that knows which counts are small.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from observatory.disclosure.protection import TOO_FEW
from observatory.disclosure.rules import AUDIENCE_LABELS, Audience
from observatory.periods import Period, Window, long_date
from observatory.summary.content import ObservationStatus, PublishedTable, Summary
from observatory.summary.counted import At, Count
from observatory.summary.finest import covered
from observatory.summary.keeping import Mark
from observatory.summary.recount import Atom
from observatory.summary.told import Shape, count_at
from observatory.summary.windows import label
from observatory.terms import Term

MOST_NAMED = 3
"""Cells that a reason names at most."""


class Reason(StrEnum):
    """Why a cell is hidden."""

    SMALL = "small"
    BESIDE = "beside"
    WINDOWS = "windows"
    EARLIER = "earlier"
    REST = "rest"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class EditionName:
    """An earlier edition, as a member calls it."""

    period: Period | Window
    audience: Audience
    as_of: date

    @property
    def words(self) -> Term:
        told = {"period": self.period.name, "audience": AUDIENCE_LABELS[self.audience], "day": long_date(self.as_of)}
        return _EDITION.with_values(**told)


@dataclass(frozen=True, slots=True)
class FileName:
    """A file of single records that left before."""

    window: Window

    @property
    def words(self) -> Term:
        return _FILE.with_values(window=label(self.window))


@dataclass(frozen=True, slots=True)
class HiddenCell:
    """Why a cell is hidden, the cells that it protects (table and codes), and the editions beside which it must be."""

    reason: Reason
    protects: tuple[tuple[str, At], ...] = ()
    editions: tuple[EditionName | FileName, ...] = ()


@dataclass(frozen=True, slots=True)
class TableLoss:
    """A table as it will leave, and why its hidden cells are.

    `events` are what its cells count, an event once for each cell that counts it; `shown` what the shown cells count.
    """

    table: PublishedTable
    hidden: Mapping[At, HiddenCell]
    counts: int
    events: int
    shown: int

    def number(self, *reasons: Reason) -> int:
        """Hidden cells with these reasons; with none named, all of them."""
        return sum(not reasons or cell.reason in reasons for cell in self.hidden.values())

    @property
    def hidden_counts(self) -> int:
        """Hidden cells that count events themselves."""
        return self.number() - self.number(Reason.DERIVED)

    @property
    def is_withheld(self) -> bool:
        """Whether no count of it is shown."""
        return 0 < self.counts == self.hidden_counts

    @property
    def way_out(self) -> Term:
        """What to ask for instead of a table that shows nothing."""
        return _WAIT if self.number(Reason.EARLIER) else TOO_FEW


@dataclass(frozen=True, slots=True)
class Account:
    """What a whole summary loses; `kept` are the marks, `digest` is that of the summary it is about."""

    tables: tuple[TableLoss, ...]
    kept: tuple[Mark, ...]
    digest: str

    def with_tables(self, more: Sequence[TableLoss]) -> "Account":
        """The account of these tables too."""
        return replace(self, tables=(*self.tables, *more))

    def at(self, mark: Mark) -> HiddenCell | None:
        """Why a cell is hidden; None where it is shown."""
        return next((table.hidden.get(mark.at) for table in self.tables if table.table.id == mark.table), None)

    @property
    def unkept(self) -> tuple[Mark, ...]:
        """Marked cells that are hidden all the same."""
        return tuple(mark for mark in self.kept if self.at(mark) is not None)

    def number(self, *reasons: Reason) -> int:
        return sum(table.number(*reasons) for table in self.tables)


@dataclass(frozen=True)
class Truth:
    """The records behind a summary, to be asked for single counts."""

    counts: Mapping[Atom, int]
    shape: Shape
    threshold: int

    @cached_property
    def _by_cube(self) -> Mapping[str, list[tuple[At, int, int]]]:
        found: dict[str, list[tuple[At, int, int]]] = {}
        for (cube, codes, month), n in self.counts.items():
            found.setdefault(cube, []).append((codes, month, n))
        return found

    @cached_property
    def _known(self) -> dict[Count, int]:
        return {}

    def number(self, count: Count) -> int:
        """How many events."""
        if count not in self._known:
            codes, months = covered(count.cube, count.codes), months_of(count)
            atoms = self._by_cube.get(count.cube, ())
            self._known[count] = sum(n for at, month, n in atoms if month in months and at in codes)
        return self._known[count]

    def within(self, count: Count) -> Mapping[At, int]:
        """The events of a count's kind and window, at their finest codes."""
        found: dict[At, int] = {}
        for codes, month, n in self._by_cube.get(count.cube, ()):
            if month in months_of(count):
                found[codes] = found.get(codes, 0) + n
        return found

    def is_small(self, count: Count) -> bool:
        return 0 < self.number(count) < self.threshold


@dataclass(frozen=True, slots=True)
class Causes:
    """What had to be hidden beside what a table hides alone: `own` because of its windows, `earlier` by edition."""

    own: frozenset[Count]
    earlier: Mapping[Count, tuple[EditionName | FileName, ...]]
    rest: frozenset[Count] = frozenset()
    """Of an answer: what it hides because of what else is told."""


def account(summary: Summary, truth: Truth, causes: Causes, marks: Sequence[Mark]) -> Account:
    """Why each hidden cell of the summary is."""
    tables = [table for table in summary.tables if any(_counts(table, truth))]
    made = tuple(table_loss(table, dict(_counts(table, truth)), truth, causes) for table in tables)
    return Account(made, tuple(marks), summary.digest)


def _counts(table: PublishedTable, truth: Truth) -> Iterator[tuple[At, Count]]:
    """The cells of a table that count events."""
    for at in table.observations:
        if (count := count_at(table.id, at, truth.shape)) is not None:
            yield at, count


def table_loss(table: PublishedTable, counts: Mapping[At, Count], truth: Truth, causes: Causes) -> TableLoss:
    """Why each hidden cell of a table is; `counts` says what its cells count that are not derived from others."""
    small = frozenset(at for at, count in counts.items() if truth.is_small(count))
    gone = [at for at, shown in table.observations.items() if shown.status is ObservationStatus.SUPPRESSED]
    hidden = {at: _why(table.id, at, counts.get(at), causes, small) for at in gone}
    numbers = {at: truth.number(count) for at, count in counts.items()}
    shown = sum(n for at, n in numbers.items() if at not in hidden)
    return TableLoss(table, hidden, len(counts), sum(numbers.values()), shown)


def _why(table: str, at: At, count: Count | None, causes: Causes, small: frozenset[At]) -> HiddenCell:
    if count is None:
        return HiddenCell(Reason.DERIVED)
    if at in small:
        return HiddenCell(Reason.SMALL)
    if count in causes.earlier:
        return HiddenCell(Reason.EARLIER, editions=causes.earlier[count])
    if count in causes.own:
        return HiddenCell(Reason.WINDOWS)
    if count in causes.rest:
        return HiddenCell(Reason.REST)
    return HiddenCell(Reason.BESIDE, tuple((table, other) for other in _in_line(at, small)))


def _in_line(at: At, small: Iterable[At]) -> Sequence[At]:
    """Small counts that differ from a cell in one code only: what subtracting it from a total would tell."""
    found = (other for other in small if sum(a != b for a, b in zip(at, other, strict=True)) == 1)
    return sorted(found)[:MOST_NAMED]


def months_of(count: Count) -> range:
    """Months since year 0."""
    return range(count.window.first.ordinal, count.window.last.ordinal + 1)


_EDITION = Term("{period}, {audience}, dati al {day}", "{period}, {audience}, data as of {day}")
_FILE = Term("file di record, {window}", "record file, {window}")
_WAIT = Term(
    "Quanto è già uscito in altre edizioni non lascia mostrare nulla qui: usare voci più ampie, un periodo che non si "
    "sovrapponga, oppure attendere nuovi dati.",
    "What other issues have shown leaves nothing to show here: use broader categories, a period that does not overlap, "
    "or wait for new data.",
)
