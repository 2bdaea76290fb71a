"""What an import did, row by row, with counts that add up; never the value that was refused."""

import csv
import io
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
class ImportReport:
    """Rows read = new + changed + unchanged + refused, because each row has one outcome."""

    rows: tuple[RowOutcome, ...]
    dry_run: bool

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
        return Term("{lead}{counts}{warned}", "{lead}{counts}{warned}").with_values(
            lead=lead, counts=counts, warned=warned
        )

    def _count(self, outcome: Outcome) -> int:
        return sum(row.outcome is outcome for row in self.rows)


def as_csv(report: ImportReport, language: Language) -> str:
    """Every row with its outcome; a row with problems stands once for each, with column, code, severity, message."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["row", "outcome", "column", "code", "severity", "message"])
    for row in report.rows:
        if not row.problems:
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
