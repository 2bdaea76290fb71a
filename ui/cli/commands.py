"""What each command does: open the store, ask the use case, say in one line what was made."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from observatory.errors import FileTrouble, WrongUse
from observatory.files import destination, whole_file
from observatory.ports import Store
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.output import say
from ui.cli.progress_line import progress_line

if TYPE_CHECKING:
    from observatory.imports.report import ImportReport
    from observatory.security.paper_key import PaperKey
    from observatory.security.slots import Login
    from observatory.security.store_keys import Newcomer

SHOWN_REFUSALS = 10


def create(asked: argparse.Namespace, language: Language) -> None:
    passphrase = passphrase_in(asked.passphrase_file)
    if asked.recovery_sheet is None:
        bootstrap.create_store(asked.folder, passphrase, founder=_founder(asked)).close()
    else:
        _create_with_sheet(asked, passphrase, language)
    say(_CREATED.with_values(folder=asked.folder), language)


def _create_with_sheet(asked: argparse.Namespace, passphrase: str, language: Language) -> None:
    """The sheet is on the disk before the store counts as made: without it the store goes again."""
    from observatory.reports.pdf.recovery_page import write_recovery_sheet
    from observatory.security.paper_key import new_paper_key
    from observatory.security.recovery_sheet import RecoverySheet
    from observatory.usecases.record import today

    refuse_misplaced(asked.recovery_sheet, asked)
    destination(asked.recovery_sheet)
    paper = new_paper_key()
    with _new_store(asked, passphrase, paper) as store:
        fingerprint = bootstrap.keys_of(store).fingerprint
        sheet = RecoverySheet(asked.folder.resolve().name, fingerprint, paper, today(bootstrap.system_clock))
        write_recovery_sheet(sheet, language, asked.recovery_sheet)
    say(_SHEET.with_values(path=asked.recovery_sheet), language)


def demo(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.make_demo import DemoRequest, make_demo

    request = DemoRequest(asked.out, asked.seed, asked.cases)
    passphrase = passphrase_in(asked.passphrase_file)
    with prepared_folder(asked.out, asked), _new_store(asked, passphrase) as store, progress_line(language) as progress:
        written = make_demo(store, request, clock=bootstrap.system_clock, progress=progress)
    say(_SAMPLE.with_values(folder=asked.folder), language)
    for path in written:
        say(_WRITTEN.with_values(path=path), language)


def import_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.imports.report import as_csv
    from observatory.usecases.import_register import ImportRequest, import_register

    request = ImportRequest(asked.file, asked.mapping, asked.dry_run)
    if asked.report:
        refuse_misplaced(asked.report, asked)
        destination(asked.report)
    with opened(asked, language) as store, progress_line(language) as progress:
        report = import_register(store, request, clock=bootstrap.system_clock, progress=progress)
    # First what was done: it stays done even if the disk then has no room for the report.
    _tell(report, language)
    if asked.report:
        with whole_file(asked.report) as written:
            written.write(as_csv(report, language).encode())


def _tell(report: "ImportReport", language: Language) -> None:
    say(report.headline, language)
    for problem in report.refusals[:SHOWN_REFUSALS]:
        say(
            _REFUSAL.with_values(row=problem.row, column=problem.column, code=problem.code, message=problem.message),
            language,
        )
    if len(report.refusals) > SHOWN_REFUSALS:
        say(_MORE.with_values(more=len(report.refusals) - SHOWN_REFUSALS), language)
    for likely in report.likely[:SHOWN_REFUSALS]:
        say(_LIKELY.with_values(row=likely.row, message=likely.message), language)


@contextmanager
def opened(asked: argparse.Namespace, language: Language) -> Iterator[Store]:
    """The store that a command names, open."""
    store = bootstrap.open_store(asked.folder, login_in(asked))
    try:
        tell_notices(store, language)
        yield store
    finally:
        store.close()


@contextmanager
def _new_store(asked: argparse.Namespace, passphrase: str, paper: "PaperKey | None" = None) -> Iterator[Store]:
    """A store made for one piece of work, in a new or empty folder: if the work fails it goes again."""
    folder, was_there = asked.folder, asked.folder.exists()
    store = bootstrap.create_store(folder, passphrase, paper, _founder(asked))
    try:
        yield store
    except BaseException:
        store.close()
        _clear(folder, keep=was_there)
        raise
    store.close()


def _clear(folder: Path, *, keep: bool) -> None:
    with suppress(OSError):
        for path in folder.iterdir():
            path.unlink()
        if not keep:
            folder.rmdir()


def _founder(asked: argparse.Namespace) -> "Newcomer":
    """Whoever makes a store, with the usual name unless one is given."""
    from dataclasses import replace

    from observatory.security.first_version import FOUNDER

    return replace(FOUNDER, name=asked.member or FOUNDER.name, force=asked.force)


def login_in(asked: argparse.Namespace) -> "Login":
    """Who opens the store, and with what; raises as `passphrase_in`."""
    from observatory.security.slots import Login

    return Login(asked.member, passphrase_in(asked.passphrase_file))


def passphrase_in(path: Path) -> str:
    """The first line of a file; raises `FileTrouble` where there is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            line = file.readline(_LONGEST_LINE).rstrip("\r\n")
    except (OSError, ValueError):
        raise FileTrouble(_NO_PASSPHRASE) from None
    if not line.strip():
        raise FileTrouble(_EMPTY_PASSPHRASE)
    return line


def _prepare_folder(folder: Path, asked: argparse.Namespace) -> None:
    """Make the folder that a command writes to; raises `FileTrouble`, `WrongUse`."""
    refuse_misplaced(folder, asked)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise FileTrouble(_NO_FOLDER.with_values(path=folder)) from None
    if not os.access(folder, os.W_OK):
        raise FileTrouble(_NO_FOLDER.with_values(path=folder))


@contextmanager
def prepared_folder(folder: Path, asked: argparse.Namespace) -> Iterator[None]:
    """The folder while a command fills it; if that fails, folders that were made for it go again while empty."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    _prepare_folder(folder, asked)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            for path in made:
                path.rmdir()
        raise


def tell_notices(store: Store, language: Language) -> None:
    """Say what the opening mended, beside the command's own output."""
    for notice in bootstrap.notices(store):
        sys.stderr.write(notice.in_(language) + "\n")


def refuse_misplaced(output: Path, asked: argparse.Namespace) -> None:
    """An output never takes the place of what the command reads, nor stands inside a store."""
    place = _resolved(output)
    if place in {_resolved(path) for path in (asked.passphrase_file, *_read_by(asked))}:
        raise WrongUse(_OVER_INPUT.with_values(path=output))
    inside = (place, *place.parents)
    if _resolved(asked.folder) in inside or any(map(bootstrap.store_exists, inside)):
        raise WrongUse(_IN_STORE.with_values(path=output))


def _read_by(asked: argparse.Namespace) -> tuple[Path, ...]:
    passphrases = ("confirm_passphrase_file", "encrypt_passphrase_file", "sign_passphrase_file")
    names = ("file", "mapping", "points", "sign", *passphrases)
    return tuple(path for name in names if (path := getattr(asked, name, None)) is not None)


def _resolved(path: Path) -> Path:
    return Path(os.path.realpath(path))


_LONGEST_LINE = 4096
_CREATED = Term("Archivio creato in {folder}.", "Store created in {folder}.")
_SHEET = Term(
    "Foglio di recupero scritto in {path}: stamparlo, conservarlo in cassaforte e cancellare il file.",
    "Recovery sheet written to {path}: print it, keep it in a safe and delete the file.",
)
_SAMPLE = Term("Archivio di prova con dati sintetici in {folder}.", "Sample store with synthetic data in {folder}.")
_WRITTEN = Term("Scritto {path}", "Written {path}")
_NO_PASSPHRASE = Term(
    "Il file con la frase d’accesso non si può leggere: controllare percorso e permessi.",
    "The passphrase file cannot be read: check its path and permissions.",
)
_EMPTY_PASSPHRASE = Term(
    "La prima riga del file con la frase d’accesso è vuota.", "The first line of the passphrase file is empty."
)
_NO_FOLDER = Term(
    "Non si può scrivere nella cartella {path}: controllare percorso e permessi.",
    "The folder {path} cannot be written to: check its path and permissions.",
)
_OVER_INPUT = Term(
    "{path} è uno dei file da leggere: scegliere un altro nome per il risultato. Nulla è stato sovrascritto.",
    "{path} is one of the files to read: choose another name for the result. Nothing was overwritten.",
)
_IN_STORE = Term(
    "{path} è dentro un archivio: scegliere un altro posto per il risultato. Nulla è stato sovrascritto.",
    "{path} is inside a store: choose another place for the result. Nothing was overwritten.",
)
_REFUSAL = Term(
    "  riga {row}, colonna «{column}», {code}: {message}", "  row {row}, column “{column}”, {code}: {message}"
)
_LIKELY = Term("  riga {row}: {message}", "  row {row}: {message}")
_MORE = Term(
    "  … e altri {more}: tutti nel resoconto (--report).", "  … and {more} more: all in the report (--report)."
)
