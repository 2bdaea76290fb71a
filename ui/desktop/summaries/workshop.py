"""Who makes a summary and who writes it out: the use case and the renderers, loaded when first asked for."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from observatory.errors import FileTrouble
from observatory.periods import Period
from observatory.progress import Progress
from observatory.summary.content import Edit, Summary
from observatory.terms import Language, Term
from ui.desktop.session import Session

if TYPE_CHECKING:
    from observatory.reports.copies import Closing, Copy
    from observatory.summary.keeping import Mark
    from observatory.usecases.summarise import SummaryRequest, Weighed

AUDIENCES: dict[str, Term] = {
    "members": Term("Membri dell’Osservatorio", "Members of the Observatory"),
    "interforce": Term("Nota interforze", "Inter-force note"),
    "external": Term("Uso esterno", "External use"),
}
_UNWRITABLE = Term(
    "Non è stato possibile scrivere lì: verificare la cartella, lo spazio e i permessi. La sintesi è ancora aperta.",
    "It could not be written there: check the folder, the space and the permissions. The summary is still open.",
)


class Form(Enum):
    """A form in which a summary leaves: a file, or a folder of files."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    SDMX = "sdmx"
    FIGURES = "figures"

    @property
    def is_folder(self) -> bool:
        return self not in (Form.PDF, Form.XLSX)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a summary is asked for."""

    period: Period
    audience: str
    as_of: date
    keep: tuple["Mark", ...] = ()
    """Cells to keep if that can be done safely."""
    points: tuple[Edit, ...] | None = None
    """How the main points are edited; None for how they stood last."""


class Workshop:
    """The real one; tests give another."""

    def make(self, session: Session, choice: Choice, progress: Progress) -> Summary:
        """Called on the worker."""
        from observatory.usecases.summarise import make_summary  # noqa: PLC0415 - statistics, when first asked for

        return make_summary(session.store, _request(choice), clock=session.clock, progress=progress)

    def weigh(self, session: Session, choice: Choice, progress: Progress) -> "Weighed":
        """What it would hide and why, without making it. Called on the worker."""
        from observatory.usecases.summarise import weigh_summary  # noqa: PLC0415 - as above

        return weigh_summary(session.store, _request(choice), clock=session.clock, progress=progress)

    def send(self, session: Session, summary: Summary, target: Path, copy: "Copy", closing: "Closing") -> None:
        """Note whose copy leaves, then write it. Called on the worker; raises `FileTrouble`, `WrongUse`."""
        from observatory.usecases.send_copy import note_copy, write_copy  # noqa: PLC0415 - as above

        note_copy(session.store, summary, copy)
        try:
            write_copy(summary, session.language, target, copy, closing)
        except OSError as error:
            raise FileTrouble(_UNWRITABLE) from error

    def write(self, summary: Summary, form: Form, language: Language, target: Path) -> None:
        """Called on the worker; raises `FileTrouble`."""
        try:
            _write(summary, form, language, target)
        except OSError as error:
            raise FileTrouble(_UNWRITABLE) from error


def _request(choice: Choice) -> "SummaryRequest":
    from observatory.disclosure.rules import Audience  # noqa: PLC0415 - as above
    from observatory.usecases.summarise import SummaryRequest  # noqa: PLC0415 - as above

    return SummaryRequest(choice.period, Audience(choice.audience), choice.as_of, choice.keep, choice.points)


def _write(summary: Summary, form: Form, language: Language, target: Path) -> None:
    if form is Form.PDF:
        from observatory.reports.pdf import write_pdf  # noqa: PLC0415 - reportlab is loaded when first asked for

        write_pdf(summary, language, target)
    elif form is Form.XLSX:
        from observatory.exports.spreadsheet import write_xlsx  # noqa: PLC0415 - as above

        write_xlsx(summary, language, target)
    else:
        from observatory.exports.forms import IN_A_FOLDER  # noqa: PLC0415 - as above

        IN_A_FOLDER[form.value](summary, language, target)
