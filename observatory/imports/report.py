"""What an import did, row by row, with counts that add up; never the value that was refused."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from observatory.terms import Language, Term


class Outcome(StrEnum):
    """What became of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one cell: row as a spreadsheet shows it, the file's column, a stable code, a sentence."""

    row: int
    column: str
    code: str
    message: Term
    warning: bool = False


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """One row of the file and what became of it."""

    row: int
    outcome: Outcome
    problems: tuple[RowProblem, ...] = ()


@dataclass(frozen=True, slots=True)
class CandidatePair:
    """A row that could be the same event as an earlier row, or as a recorded case (None), which is not told."""

    row: int
    other: int | None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Rows read = new + changed + unchanged + refused, because each row has one outcome."""

    rows: tuple[RowOutcome, ...]
    dry_run: bool
    pairs: tuple[CandidatePair, ...] = ()
    """Rows that could be the same event; they were taken in all the same, for people to decide."""

    @property
    def read(self) -> int:
        return len(self.rows)

    @property
    def new(self) -> int:
        return self._count(Outcome.NEW)

    @property
    def changed(self) -> int:
        return self._count(Outcome.CHANGED)

    @property
    def unchanged(self) -> int:
        return self._count(Outcome.UNCHANGED)

    @property
    def refused(self) -> int:
        return self._count(Outcome.REFUSED)

    @property
    def problems(self) -> tuple[RowProblem, ...]:
        return tuple(problem for row in self.rows for problem in row.problems)

    @property
    def listed(self) -> tuple[RowProblem, ...]:
        """What is listed row by row: problems, then pairs that could be the same event."""
        return (*self.problems, *self.likely)

    @property
    def likely(self) -> tuple[RowProblem, ...]:
        """One warning for each row that could be the same event as others, for whoever sits before the store."""
        others: dict[int, list[int]] = {}
        for pair in self.pairs:
            others.setdefault(pair.row, []).extend([] if pair.other is None else [pair.other])
        recorded = Counter(pair.row for pair in self.pairs if pair.other is None)
        return tuple(_likely(row, rows, recorded[row]) for row, rows in sorted(others.items()))

    @property
    def refusals(self) -> tuple[RowProblem, ...]:
        """Why rows were refused."""
        return tuple(problem for problem in self.problems if not problem.warning)

    @property
    def warned(self) -> int:
        """Rows taken in with something unusual about them."""
        return sum(row.outcome is not Outcome.REFUSED and bool(row.problems) for row in self.rows)

    @property
    def headline(self) -> Term:
        counts = _COUNTS.with_values(
            read=self.read, new=self.new, changed=self.changed, unchanged=self.unchanged, refused=self.refused
        )
        lead = _DRY if self.dry_run else _DONE
        warned = _WARNED.with_values(warned=self.warned) if self.warned else _NOTHING
        pairs = _PAIRS.with_values(n=len(self.pairs)) if self.pairs else _NOTHING
        return Term("{lead}{counts}{warned}{pairs}", "{lead}{counts}{warned}{pairs}").with_values(
            lead=lead, counts=counts, warned=warned, pairs=pairs
        )

    def _count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


def _likely(row: int, rows: list[int], recorded: int) -> RowProblem:
    told = ", ".join(map(str, rows[:_FEW])) + (" …" if len(rows) > _FEW else "")
    parts = [_LIKE_ROWS.with_values(rows=told)] if rows else []
    parts += [_LIKE_CASES.with_values(n=recorded)] if recorded else []
    message = Term(" ".join(part.it for part in parts), " ".join(part.en for part in parts))
    return RowProblem(row, "", "V7", message, warning=True)


def as_csv(report: ImportReport, language: Language) -> str:
    """Every row with its outcome; a row with problems stands once for each, with column, code, severity, message.

    Of candidates for the same event the file, which leaves the store, tells how many each row has, and not which.
    """
    likely = Counter(pair.row for pair in report.pairs)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["row", "outcome", "column", "code", "severity", "message"])
    for row in report.rows:
        if likely[row.row]:
            message = _LIKELY.with_values(n=likely[row.row]).in_(language)
            writer.writerow([row.row, row.outcome, "", "V7", "warning", message])
        elif not row.problems:
            writer.writerow([row.row, row.outcome, "", "", "", ""])
        for p in row.problems:
            severity = "warning" if p.warning else "error"
            writer.writerow([row.row, row.outcome, _inert(p.column), p.code, severity, _inert(p.message.in_(language))])
    return text.getvalue()


def _inert(text: str) -> str:
    """The text, so written that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text


_DRY = Term("Prova, nulla è stato scritto. ", "Dry run, nothing was written. ")
_DONE = Term("Importazione conclusa. ", "Import done. ")
_COUNTS = Term(
    "Righe lette {read} = nuove {new} + modificate {changed} + invariate {unchanged} + rifiutate {refused}.",
    "Rows read {read} = new {new} + changed {changed} + unchanged {unchanged} + refused {refused}.",
)
_WARNED = Term(" Righe accolte con avvisi: {warned}.", " Rows taken in with warnings: {warned}.")
_NOTHING = Term("", "")
_PAIRS = Term(" Possibili stessi eventi da verificare: {n}.", " Possible same events to check: {n}.")
_FEW = 5
_LIKE_ROWS = Term(
    "Forse lo stesso evento delle righe: {rows}. Confrontare i casi e collegarli, o escludere.",
    "Perhaps the same event as rows: {rows}. Compare the cases and link them, or rule it out.",
)
_LIKE_CASES = Term(
    "Forse lo stesso evento di casi già in archivio: {n}. Aprire il caso e confrontare.",
    "Perhaps the same event as cases in the store: {n}. Open the case and compare.",
)
_LIKELY = Term("Possibili stessi eventi: {n}.", "Possible same events: {n}.")
