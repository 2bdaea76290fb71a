"""What each command does: open the store, ask the use case, say in one line what was made."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from observatory.disclosure.rules import Audience
from observatory.errors import FileTrouble
from observatory.ports import Store
from observatory.terms import Language, Term
from ui import bootstrap
from ui.cli.progress_line import progress_line


def create(asked: argparse.Namespace, language: Language) -> None:
    bootstrap.create_store(asked.folder, _passphrase(asked.passphrase_file)).close()
    _say(_CREATED.with_values(folder=asked.folder), language)


def demo(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.make_demo import DemoRequest, make_demo  # noqa: PLC0415 - each command loads its own

    passphrase = _passphrase(asked.passphrase_file)
    _prepare(asked.out)
    store = bootstrap.create_store(asked.folder, passphrase)
    try:
        with progress_line(language) as progress:
            written = make_demo(
                store, DemoRequest(asked.out, asked.seed, asked.cases), clock=bootstrap.system_clock, progress=progress
            )
    finally:
        store.close()
    _say(_SAMPLE.with_values(folder=asked.folder), language)
    for path in written:
        _say(_WRITTEN.with_values(path=path), language)


def import_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.imports.report import as_csv  # noqa: PLC0415 - each command loads its own
    from observatory.usecases.import_register import ImportRequest, import_register  # noqa: PLC0415 - as above

    request = ImportRequest(asked.file, asked.mapping, bootstrap.DEFAULT_ROLE, asked.dry_run)
    with _opened(asked) as store, progress_line(language) as progress:
        report = import_register(store, request, clock=bootstrap.system_clock, progress=progress)
    if asked.report:
        _write(asked.report, as_csv(report, language))
    _say(report.headline, language)


def summary(asked: argparse.Namespace, language: Language) -> None:
    from observatory.reports.pdf import write_pdf  # noqa: PLC0415 - each command loads its own
    from observatory.usecases.summarise import make_summary  # noqa: PLC0415 - as above

    with _opened(asked) as store, progress_line(language) as progress:
        made = make_summary(store, _question(asked), clock=bootstrap.system_clock, progress=progress)
    write_pdf(made, language, asked.out)
    _say(_WRITTEN.with_values(path=asked.out), language)


def export(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases.summarise import export_summary, make_summary  # noqa: PLC0415 - each command loads its own

    with _opened(asked) as store, progress_line(language) as progress:
        made = make_summary(store, _question(asked), clock=bootstrap.system_clock, progress=progress)
    _prepare(asked.out)
    _say(_WRITTEN.with_values(path=export_summary(made, asked.format, asked.out, language)), language)


def _question(asked: argparse.Namespace):  # noqa: ANN202 - its type is loaded with the use case
    from observatory.usecases.summarise import SummaryRequest  # noqa: PLC0415 - each command loads its own

    as_of = asked.as_of or bootstrap.system_clock().date()
    return SummaryRequest(asked.period, Audience(asked.audience), as_of)


@contextmanager
def _opened(asked: argparse.Namespace) -> Iterator[Store]:
    store = bootstrap.open_store(asked.folder, _passphrase(asked.passphrase_file))
    try:
        yield store
    finally:
        store.close()


def _passphrase(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FileTrouble(_NO_PASSPHRASE) from error
    if not lines or not lines[0]:
        raise FileTrouble(_EMPTY_PASSPHRASE)
    return lines[0]


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileTrouble(_NO_FOLDER.with_values(path=folder)) from error
    if not os.access(folder, os.W_OK):
        raise FileTrouble(_NO_FOLDER.with_values(path=folder))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise FileTrouble(_NO_FILE.with_values(path=path)) from error


def _say(message: Term, language: Language) -> None:
    sys.stdout.write(message.in_(language) + "\n")


_CREATED = Term("Archivio creato in {folder}.", "Store created in {folder}.")
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
_NO_FILE = Term(
    "Non si può scrivere {path}: controllare percorso e permessi.",
    "{path} cannot be written: check its path and permissions.",
)
