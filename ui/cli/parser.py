"""What the command line understands: commands, options and their help in both languages."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from observatory.disclosure.rules import Audience
from observatory.errors import ObservatoryError
from observatory.periods import Period
from observatory.terms import Language, Term, same
from ui.cli import commands

DEFAULT_CASES = 5000
DEFAULT_SEED = 1
MOST_CASES = 1_000_000

Run = Callable[[argparse.Namespace, Language], None]


@dataclass(frozen=True, slots=True)
class _Option:
    """One option or argument: its names, its help, and the other settings argparse takes.

    `reads` turns the text into a value; what it cannot read is wrong use, and `expects` says what was expected.
    """

    names: tuple[str, ...]
    help: Term
    settings: Mapping[str, Any] = field(default_factory=dict)
    reads: Callable[[str], Any] | None = None
    expects: Term | None = None

    def add_to(self, parser: argparse.ArgumentParser, language: Language) -> None:
        settings = dict(self.settings)
        if self.reads is not None:
            settings["type"] = _reader(self.reads, self.expects or self.help, language)
        parser.add_argument(*self.names, help=self.help.in_(language), **settings)


@dataclass(frozen=True, slots=True)
class _Verb:
    """One command: its name, what it is for, what it takes, what it runs."""

    name: str
    about: Term
    options: tuple[_Option, ...]
    run: Run

    def add_to(self, verbs: Any, language: Language) -> None:  # noqa: ANN401 - argparse's own type is private
        about = self.about.in_(language)
        verb = verbs.add_parser(self.name, help=about, description=about, allow_abbrev=False)
        for option in (*self.options, _PASSPHRASE, _LANG):
            option.add_to(verb, language)
        verb.set_defaults(run=self.run)


def parser(language: Language) -> argparse.ArgumentParser:
    """The whole command line, its help in the given language."""
    top = argparse.ArgumentParser(
        prog="observatory", description=_ABOUT.in_(language), epilog=_WINDOW.in_(language), allow_abbrev=False
    )
    top.add_argument("--version", action="version", version=_version(), help=_VERSION.in_(language))
    _LANG.add_to(top, language)
    verbs = _verbs(top, language)
    _DEMO.add_to(verbs, language)
    about = _STORES.in_(language)
    store = verbs.add_parser("store", help=about, description=about, allow_abbrev=False)
    _LANG.add_to(store, language)
    _CREATE.add_to(_verbs(store, language), language)
    for verb in (_IMPORT, _SUMMARY, _EXPORT):
        verb.add_to(verbs, language)
    return top


def _verbs(parser: argparse.ArgumentParser, language: Language) -> Any:  # noqa: ANN401 - argparse's own type is private
    return parser.add_subparsers(title=_COMMANDS.in_(language), required=True, metavar=_COMMAND.in_(language))


def _reader(read: Callable[[str], Any], expects: Term, language: Language) -> Callable[[str], Any]:
    """A reader for argparse that says in the right language what it expected."""

    def reader(text: str) -> Any:  # noqa: ANN401 - whatever `read` makes
        try:
            return read(text)
        except (ValueError, ObservatoryError):
            raise argparse.ArgumentTypeError(expects.in_(language)) from None

    return reader


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_CASES:
        raise ValueError(text)
    return number


def _version() -> str:
    try:
        return f"observatory {version('osservatorio')}"
    except PackageNotFoundError:
        return "observatory"


_ABOUT = Term(
    "Osservatorio: registro cifrato di casi, interventi e riunioni interforze, con sintesi e statistiche protette.",
    "Osservatorio: encrypted register of cases, interventions and inter-force meetings, with protected statistics.",
)
_WINDOW = Term("Senza comando si apre la finestra.", "Without a command the window opens.")
_VERSION = Term("mostra la versione ed esce", "show the version and exit")
_COMMANDS = Term("comandi", "commands")
_COMMAND = Term("COMANDO", "COMMAND")
_STORES = Term("gestisce un archivio", "work on a store")
_DAY = Term("attesa una data in forma aaaa-mm-gg", "a date as yyyy-mm-dd is expected")
_PERIODS = Term(
    "periodo: 2026-Q1 (trimestre), 2026-T1 (quadrimestre), 2026-S1 (semestre), 2026 (anno)",
    "period: 2026-Q1 (quarter), 2026-T1 (four months), 2026-S1 (half-year), 2026 (year)",
)
_A_PERIOD = Term(
    "atteso un periodo come 2026-Q1 (trimestre), 2026-T1 (quadrimestre), 2026-S1 (semestre) o 2026 (anno)",
    "a period is expected, as 2026-Q1 (quarter), 2026-T1 (four months), 2026-S1 (half-year) or 2026 (year)",
)
_STORE_FOLDER = Term("cartella dell’archivio", "folder of the store")

_A_FOLDER: Mapping[str, Any] = {"type": Path, "metavar": "DIR"}
_LANG = _Option(
    ("--lang",),
    Term("lingua dei messaggi e dei documenti (it, en)", "language of messages and documents (it, en)"),
    {"choices": [language.value for language in Language], "default": argparse.SUPPRESS},
)
_PASSPHRASE = _Option(
    ("--passphrase-file",),
    Term("file la cui prima riga è la frase d’accesso", "file whose first line is the passphrase"),
    {"required": True, "type": Path, "metavar": "FILE"},
)
_FOLDER = _Option(("folder",), _STORE_FOLDER, _A_FOLDER)
_STORE = _Option(("--store",), _STORE_FOLDER, {"dest": "folder", "required": True, **_A_FOLDER})
_OUT_FOLDER = _Option(
    ("--out",), Term("cartella in cui scrivere", "folder to write to"), {"required": True, **_A_FOLDER}
)
_OUT_FILE = _Option(
    ("--out",),
    Term("file PDF da scrivere", "PDF file to write"),
    {"required": True, "type": Path, "metavar": "F.pdf"},
)
_SEED = _Option(
    ("--seed",),
    Term("seme dei dati sintetici (predefinito 1)", "seed of the synthetic data (default 1)"),
    {"default": DEFAULT_SEED, "metavar": "N"},
    int,
    Term("atteso un numero intero", "a whole number is expected"),
)
_CASES = _Option(
    ("--cases",),
    Term("numero di casi sintetici (predefinito 5000)", "number of synthetic cases (default 5000)"),
    {"default": DEFAULT_CASES, "metavar": "N"},
    _count,
    Term("atteso un numero intero da 1 a 1000000", "a whole number from 1 to 1000000 is expected"),
)
_IMPORT_OPTIONS = (
    _FOLDER,
    _Option(
        ("file",),
        Term("registro da importare (CSV)", "register to import (CSV)"),
        {"type": Path, "metavar": "FILE"},
    ),
    _Option(
        ("--mapping",),
        Term("mappatura delle colonne (TOML)", "mapping of the columns (TOML)"),
        {"required": True, "type": Path, "metavar": "M.toml"},
    ),
    _Option(
        ("--dry-run",),
        Term("prova soltanto: controlla e non scrive nulla", "only try: check and write nothing"),
        {"action": "store_true"},
    ),
    _Option(
        ("--report",),
        Term("file CSV con gli esiti riga per riga", "CSV file with the row-level report"),
        {"type": Path, "metavar": "R.csv"},
    ),
)
_QUESTION = (
    _FOLDER,
    _Option(("--period",), _PERIODS, {"required": True, "metavar": "P"}, Period.parse, _A_PERIOD),
    _Option(
        ("--audience",),
        Term(
            "destinatari: members (soglia 3, predefinito), interforce (5), external (10)",
            "audience: members (threshold 3, default), interforce (5), external (10)",
        ),
        {"choices": [audience.value for audience in Audience], "default": Audience.MEMBERS.value},
    ),
    _Option(
        ("--as-of",),
        Term(
            "dati noti a questa data, aaaa-mm-gg (predefinito oggi)",
            "data known on this day, yyyy-mm-dd (default today)",
        ),
        {"metavar": "DATE"},
        date.fromisoformat,
        _DAY,
    ),
)
_FORMAT = _Option(("--format",), same("xlsx, csv"), {"required": True, "choices": ["xlsx", "csv"]})

_DEMO = _Verb(
    "demo",
    Term(
        "crea un archivio di prova con dati sintetici, la sintesi e le esportazioni",
        "make a sample store with synthetic data, the summary and the exports",
    ),
    (_STORE, _OUT_FOLDER, _SEED, _CASES),
    commands.demo,
)
_CREATE = _Verb(
    "create", Term("crea un archivio cifrato vuoto", "create an empty encrypted store"), (_FOLDER,), commands.create
)
_IMPORT = _Verb(
    "import",
    Term("importa un registro esterno secondo una mappatura", "import a foreign register through a mapping"),
    _IMPORT_OPTIONS,
    commands.import_,
)
_SUMMARY = _Verb(
    "summary",
    Term("produce la sintesi riservata in PDF", "make the confidential summary as PDF"),
    (*_QUESTION, _OUT_FILE),
    commands.summary,
)
_EXPORT = _Verb(
    "export",
    Term("esporta le tavole della sintesi, protette", "export the summary’s tables, protected"),
    (*_QUESTION, _FORMAT, _OUT_FOLDER),
    commands.export,
)
