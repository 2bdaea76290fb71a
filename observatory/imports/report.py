"""What an import did, row by row, with counts that add up; never the value that was refused."""

import csv
import io
from dataclasses import dataclass

from observatory.terms import Language, Term


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one cell: row as a spreadsheet shows it, the file's column, a stable code, a sentence."""

    row: int
    column: str
    code: str
    message: Term
    warning: bool = False


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Rows read = new + changed + unchanged + refused."""

    read: int
    new: int
    changed: int
    unchanged: int
    refused: int
    problems: tuple[RowProblem, ...]
    dry_run: bool

    @property
    def headline(self) -> Term:
        lead = _DRY if self.dry_run else _DONE
        counts = _COUNTS.with_values(
            read=self.read, new=self.new, changed=self.changed, unchanged=self.unchanged, refused=self.refused
        )
        return Term("{lead}{counts}", "{lead}{counts}").with_values(lead=lead, counts=counts)


def as_csv(report: ImportReport, language: Language) -> str:
    """The problems as CSV: row, column, code, severity, message."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["row", "column", "code", "severity", "message"])
    for p in report.problems:
        writer.writerow([p.row, p.column, p.code, "warning" if p.warning else "refused", p.message.in_(language)])
    return text.getvalue()


_DRY = Term("Prova, nulla è stato scritto. ", "Dry run, nothing was written. ")
_DONE = Term("Importazione conclusa. ", "Import done. ")
_COUNTS = Term(
    "Righe lette {read} = nuove {new} + modificate {changed} + invariate {unchanged} + rifiutate {refused}.",
    "Rows read {read} = new {new} + changed {changed} + unchanged {unchanged} + refused {refused}.",
)
