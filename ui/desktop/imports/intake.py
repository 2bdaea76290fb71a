"""What the worker does for the import page: dry run, import of the very files that were tried, report on disk."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from observatory.errors import ImportRefused
from observatory.files import whole_file
from observatory.imports import mapping_file, reader
from observatory.imports.report import ImportReport, as_csv
from observatory.progress import Progress
from observatory.terms import Language, Term
from observatory.usecases.import_register import ImportRequest, import_register
from ui.desktop.session import Session

CHANGED = Term(
    "Un file è cambiato dopo la prova: provare di nuovo. Nulla è stato importato.",
    "A file has changed since the dry run: try again. Nothing was imported.",
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A register and how to read it."""

    file: Path
    mapping: Path


@dataclass(frozen=True, slots=True)
class Trial:
    """A dry run: of which files, with which content, of which kind of record, and what it found."""

    choice: Choice
    digest: str
    entity: str
    report: ImportReport

    @property
    def has_news(self) -> bool:
        return bool(self.report.new or self.report.changed)


def try_out(session: Session, choice: Choice, progress: Progress) -> Trial:
    """Check everything and write nothing; raises `ImportRefused` and `Cancelled`."""
    digest = digest_of(choice)
    report = _run(session, choice, digest, progress, dry_run=True)
    return Trial(choice, digest, mapping_file.read_mapping(choice.mapping).entity.name, report)


def take_in(session: Session, trial: Trial, progress: Progress) -> ImportReport:
    """Import what was tried, in one transaction; raises as `try_out`, also when a file is not what was tried."""
    if digest_of(trial.choice) != trial.digest:
        raise ImportRefused(CHANGED)
    return _run(session, trial.choice, trial.digest, progress, dry_run=False)


def save_report(report: ImportReport, language: Language, target: Path) -> None:
    """Write the row-level report as CSV; raises `FileTrouble`."""
    save_text(as_csv(report, language), target)


def save_text(text: str, target: Path) -> None:
    """Write a text file, whole or not at all; raises `FileTrouble`."""
    with whole_file(target) as stream:
        stream.write(text.encode())


def digest_of(choice: Choice) -> str:
    """What tells the content of both files from any other; files that cannot be read have a digest as well."""
    parts = (_content(choice.file, reader.LARGEST_FILE), _content(choice.mapping, mapping_file.LARGEST_FILE))
    return " ".join(hashlib.sha256(part).hexdigest() for part in parts)


def _content(path: Path, longest: int) -> bytes:
    """No more than an import reads; nothing where it would refuse the file in its own words."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(longest + 1)
    except (OSError, ValueError):
        return b""


def _run(session: Session, choice: Choice, digest: str, progress: Progress, *, dry_run: bool) -> ImportReport:
    is_first = True

    def watched(done: int, total: int, what: Term) -> None:
        # The first step is told once both files are read and before anything is written.
        nonlocal is_first
        if is_first and digest_of(choice) != digest:
            raise ImportRefused(CHANGED)
        is_first = False
        progress(done, total, what)

    request = ImportRequest(choice.file, choice.mapping, dry_run)
    return import_register(session.store, request, clock=session.clock, progress=watched)
