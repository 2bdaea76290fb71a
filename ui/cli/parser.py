"""What the command line understands: commands, options and their help in both languages."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from observatory.disclosure.rules import Audience
from observatory.periods import Period
from observatory.terms import Language, Term, same
from ui.cli import commands

DEFAULT_CASES = 5000
DEFAULT_SEED = 1

_Option = Callable[[argparse.ArgumentParser, Language], Any]


def parser(language: Language) -> argparse.ArgumentParser:
    """The whole command line, its help in the given language."""
    top = argparse.ArgumentParser(
        prog="observatory", description=_ABOUT.in_(language), epilog=_WINDOW.in_(language), allow_abbrev=False
    )
    top.add_argument("--version", action="version", version=_version())
    _language(top, language)
    verbs = top.add_subparsers(title=_COMMANDS.in_(language), required=True, metavar=_COMMAND.in_(language))
    _verb(verbs, "demo", _DEMO, commands.demo, language, (_store_option, _out_folder, _seed, _cases))
    _store(verbs, language)
    _verb(verbs, "import", _IMPORT, commands.import_, language, (_folder, _file, _mapping, _dry_run, _report))
    _verb(verbs, "summary", _SUMMARY, commands.summary, language, (_folder, *_QUESTION, _out_file))
    _verb(verbs, "export", _EXPORT, commands.export, language, (_folder, *_QUESTION, _format, _out_folder))
    return top


def _store(verbs: Any, language: Language) -> None:  # noqa: ANN401 - argparse's own type is private
    store = verbs.add_parser("store", help=_STORE.in_(language), description=_STORE.in_(language), allow_abbrev=False)
    inner = store.add_subparsers(title=_COMMANDS.in_(language), required=True, metavar=_COMMAND.in_(language))
    _verb(inner, "create", _CREATE, commands.create, language, (_folder,))


def _verb(  # noqa: PLR0913 - one line per command is what this is for
    verbs: Any,  # noqa: ANN401 - argparse's own type is private
    name: str,
    about: Term,
    run: Callable[[argparse.Namespace, Language], None],
    language: Language,
    options: tuple[_Option, ...],
) -> None:
    verb = verbs.add_parser(name, help=about.in_(language), description=about.in_(language), allow_abbrev=False)
    for option in options:
        option(verb, language)
    _passphrase(verb, language)
    _language(verb, language)
    verb.set_defaults(run=run)


def _typed(name: Term, read: Callable[[str], Any], language: Language) -> Callable[[str], Any]:
    """A reader for argparse that says in the right language what it expected."""

    def reader(text: str) -> Any:  # noqa: ANN401 - whatever `read` makes
        try:
            return read(text)
        except Exception as error:
            raise argparse.ArgumentTypeError(name.in_(language)) from error

    return reader


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 1_000_000:  # noqa: PLR2004 - a sanity bound, named in the message
        raise ValueError(text)
    return number


def _language(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--lang", choices=list(Language), default=argparse.SUPPRESS, help=_LANG.in_(language))


def _passphrase(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--passphrase-file", required=True, type=Path, metavar="FILE", help=_PASSPHRASE.in_(language))


def _folder(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("folder", type=Path, metavar="DIR", help=_STORE_FOLDER.in_(language))


def _store_option(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--store", dest="folder", required=True, type=Path, metavar="DIR", help=_STORE_FOLDER.in_(language))


def _out_folder(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--out", required=True, type=Path, metavar="DIR", help=_OUT_FOLDER.in_(language))


def _out_file(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--out", required=True, type=Path, metavar="F.pdf", help=_OUT_FILE.in_(language))


def _seed(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--seed", type=_typed(_WHOLE, int, language), default=DEFAULT_SEED, help=_SEED.in_(language))


def _cases(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--cases", type=_typed(_WHOLE, _count, language), default=DEFAULT_CASES, help=_CASES.in_(language))


def _file(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("file", type=Path, metavar="FILE", help=_REGISTER.in_(language))


def _mapping(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--mapping", required=True, type=Path, metavar="M.toml", help=_MAPPING.in_(language))


def _dry_run(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--dry-run", action="store_true", help=_DRY_RUN.in_(language))


def _report(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--report", type=Path, metavar="R.csv", help=_REPORT.in_(language))


def _period(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument(
        "--period", required=True, type=_typed(_PERIODS, Period.parse, language), help=_PERIODS.in_(language)
    )


def _audience(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument(
        "--audience", choices=[a.value for a in Audience], default=Audience.MEMBERS.value, help=_AUDIENCE.in_(language)
    )


def _as_of(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument(
        "--as-of", type=_typed(_DAY, date.fromisoformat, language), metavar="DATE", help=_AS_OF.in_(language)
    )


def _format(p: argparse.ArgumentParser, language: Language) -> None:
    p.add_argument("--format", required=True, choices=["xlsx", "csv"], help=_FORMAT.in_(language))


_QUESTION: tuple[_Option, ...] = (_period, _audience, _as_of)


def _version() -> str:
    from importlib.metadata import version  # noqa: PLC0415 - costs a directory scan; only the parser wants it

    return f"observatory {version('osservatorio')}"


_ABOUT = Term(
    "Osservatorio: registro cifrato di casi, interventi e riunioni interforze, con sintesi e statistiche protette.",
    "Osservatorio: encrypted register of cases, interventions and inter-force meetings, with protected statistics.",
)
_WINDOW = Term("Senza comando si apre la finestra.", "Without a command the window opens.")
_COMMANDS = Term("comandi", "commands")
_COMMAND = Term("COMANDO", "COMMAND")
_DEMO = Term(
    "crea un archivio di prova con dati sintetici, la sintesi e le esportazioni",
    "make a sample store with synthetic data, the summary and the exports",
)
_STORE = Term("gestisce un archivio", "work on a store")
_CREATE = Term("crea un archivio cifrato vuoto", "create an empty encrypted store")
_IMPORT = Term("importa un registro esterno secondo una mappatura", "import a foreign register through a mapping")
_SUMMARY = Term("produce la sintesi riservata in PDF", "make the confidential summary as PDF")
_EXPORT = Term("esporta le tavole della sintesi, protette", "export the summary’s tables, protected")
_LANG = Term("lingua dei messaggi e dei documenti (it, en)", "language of messages and documents (it, en)")
_PASSPHRASE = Term("file la cui prima riga è la frase d’accesso", "file whose first line is the passphrase")
_STORE_FOLDER = Term("cartella dell’archivio", "folder of the store")
_OUT_FOLDER = Term("cartella in cui scrivere", "folder to write to")
_OUT_FILE = Term("file PDF da scrivere", "PDF file to write")
_SEED = Term("seme dei dati sintetici (predefinito 1)", "seed of the synthetic data (default 1)")
_CASES = Term("numero di casi sintetici (predefinito 5000)", "number of synthetic cases (default 5000)")
_REGISTER = Term("registro da importare (CSV)", "register to import (CSV)")
_MAPPING = Term("mappatura delle colonne (TOML)", "mapping of the columns (TOML)")
_DRY_RUN = Term("prova soltanto: controlla e non scrive nulla", "only try: check and write nothing")
_REPORT = Term("file CSV con gli esiti riga per riga", "CSV file with the row-level report")
_PERIODS = Term(
    "periodo: 2026-Q1 (trimestre), 2026-T1 (quadrimestre), 2026-S1 (semestre), 2026 (anno)",
    "period: 2026-Q1 (quarter), 2026-T1 (four months), 2026-S1 (half-year), 2026 (year)",
)
_AUDIENCE = Term(
    "destinatari: members (soglia 3), interforce (5), external (10)",
    "audience: members (threshold 3), interforce (5), external (10)",
)
_AS_OF = Term(
    "dati noti a questa data, aaaa-mm-gg (predefinito oggi)", "data known on this day, yyyy-mm-dd (default today)"
)
_DAY = Term("data in forma aaaa-mm-gg", "a date as yyyy-mm-dd")
_WHOLE = Term("numero intero positivo", "a positive whole number")
_FORMAT = same("xlsx, csv")
