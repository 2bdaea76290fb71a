"""What the command line understands: commands, options and their help in both languages."""

import argparse
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from observatory.disclosure.rules import Audience
from observatory.periods import Period
from observatory.terms import Language, Term
from ui.cli import (
    audit_verbs,
    commands,
    disclosure_verbs,
    evaluation_verbs,
    link_verbs,
    meeting_verbs,
    member_verbs,
    proposal_verbs,
    question_verbs,
    recommendation_verbs,
    records_verbs,
    release_verbs,
    retention_verbs,
    signal_verbs,
    statistics_verbs,
    summary_commands,
    work_verbs,
)
from ui.cli.codebook import CODEBOOK
from ui.cli.copy_options import COPY
from ui.cli.key_verbs import RECOVER, REKEY, SHEET
from ui.cli.member_verbs import FORCE, FOUNDER
from ui.cli.points_options import POINTS
from ui.cli.store_verbs import STORE_VERBS
from ui.cli.verbs import A_FOLDER, AS_OF, CONFIRM, FOLDER, LANG, STORE_FOLDER, Option, Verb

if TYPE_CHECKING:
    from observatory.summary.keeping import Mark

DEFAULT_CASES = 5000
DEFAULT_SEED = 1
MOST_CASES = 1_000_000


def parser(language: Language) -> argparse.ArgumentParser:
    """The whole command line, its help in the given language."""
    top = argparse.ArgumentParser(
        prog="observatory", description=_ABOUT.in_(language), epilog=_WINDOW.in_(language), allow_abbrev=False
    )
    top.add_argument("--version", action="version", version=_version(), help=_VERSION.in_(language))
    LANG.add_to(top, language)
    verbs = _verbs(top, language)
    _DEMO.add_to(verbs, language)
    for name, about, of_group in _GROUPS:
        group = verbs.add_parser(name, help=about.in_(language), description=about.in_(language), allow_abbrev=False)
        LANG.add_to(group, language)
        of_name = _verbs(group, language)
        for verb in of_group:
            verb.add_to(of_name, language)
    for verb in (_IMPORT, _SUMMARY, statistics_verbs.STATISTICS, _EXPORT, CODEBOOK):
        verb.add_to(verbs, language)
    return top


def _verbs(parser: argparse.ArgumentParser, language: Language) -> Any:  # noqa: ANN401 - argparse's own type is private
    return parser.add_subparsers(title=_COMMANDS.in_(language), required=True, metavar=_COMMAND.in_(language))


def _count(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_CASES:
        raise ValueError(text)
    return number


def _mark(text: str) -> "Mark":
    from observatory.summary.keeping import Mark

    return Mark.parse(text)


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
_PERIODS = Term(
    "periodo: 2026-Q1 (trimestre), 2026-T1 (quadrimestre), 2026-S1 (semestre), 2026 (anno)",
    "period: 2026-Q1 (quarter), 2026-T1 (four months), 2026-S1 (half-year), 2026 (year)",
)
_A_PERIOD = Term(
    "atteso un periodo come 2026-Q1 (trimestre), 2026-T1 (quadrimestre), 2026-S1 (semestre) o 2026 (anno)",
    "a period is expected, as 2026-Q1 (quarter), 2026-T1 (four months), 2026-S1 (half-year) or 2026 (year)",
)

_STORE = Option(("--store",), STORE_FOLDER, {"dest": "folder", "required": True, **A_FOLDER})
_OUT_FOLDER = Option(("--out",), Term("cartella in cui scrivere", "folder to write to"), {"required": True, **A_FOLDER})
_OUT_FILE = Option(
    ("--out",),
    Term("file PDF da scrivere", "PDF file to write"),
    {"type": Path, "metavar": "F.pdf"},
)
_EXPLAIN = Option(
    ("--explain",),
    Term(
        "dice soltanto che cosa si nasconderebbe e perché (riservato); non prepara e non scrive nulla",
        "only say what would be hidden and why (confidential); prepare and write nothing",
    ),
    {"action": "store_true"},
)
_SEED = Option(
    ("--seed",),
    Term("seme dei dati sintetici (predefinito 1)", "seed of the synthetic data (default 1)"),
    {"default": DEFAULT_SEED, "metavar": "N"},
    int,
    Term("atteso un numero intero", "a whole number is expected"),
)
_CASES = Option(
    ("--cases",),
    Term("numero di casi sintetici (predefinito 5000)", "number of synthetic cases (default 5000)"),
    {"default": DEFAULT_CASES, "metavar": "N"},
    _count,
    Term("atteso un numero intero da 1 a 1000000", "a whole number from 1 to 1000000 is expected"),
)
_IMPORT_OPTIONS = (
    FOLDER,
    Option(
        ("file",),
        Term("registro da importare (CSV)", "register to import (CSV)"),
        {"type": Path, "metavar": "FILE"},
    ),
    Option(
        ("--mapping",),
        Term("mappatura delle colonne (TOML)", "mapping of the columns (TOML)"),
        {"required": True, "type": Path, "metavar": "M.toml"},
    ),
    Option(
        ("--dry-run",),
        Term("prova soltanto: controlla e non scrive nulla", "only try: check and write nothing"),
        {"action": "store_true"},
    ),
    Option(
        ("--report",),
        Term("file CSV con gli esiti riga per riga", "CSV file with the row-level report"),
        {"type": Path, "metavar": "R.csv"},
    ),
)
_QUESTION = (
    FOLDER,
    Option(("--period",), _PERIODS, {"required": True, "metavar": "P"}, Period.parse, _A_PERIOD),
    Option(
        ("--audience",),
        Term(
            "destinatari: members (soglia 3, predefinito), interforce (5), external (10)",
            "audience: members (threshold 3, default), interforce (5), external (10)",
        ),
        {"choices": [audience.value for audience in Audience], "default": Audience.MEMBERS.value},
    ),
    AS_OF,
    Option(
        ("--keep",),
        Term(
            "cella da tenere se possibile, come T1a:SU,2025-Q4; si può ripetere, ed è parte della richiesta",
            "cell to keep if possible, as T1a:SU,2025-Q4; may be repeated, and is part of the request",
        ),
        {"action": "append", "default": [], "metavar": "CELL"},
        _mark,
        Term("attesa una cella come T1a:SU,2025-Q4", "a cell as T1a:SU,2025-Q4 is expected"),
    ),
)
_FORMAT = Option(
    ("--format",),
    Term(
        "xlsx (foglio di calcolo), csv (con CSVW e Data Package), sdmx (SDMX-CSV e SDMX-ML), figures (SVG e PNG)",
        "xlsx (spreadsheet), csv (with CSVW and Data Package), sdmx (SDMX-CSV and SDMX-ML), figures (SVG and PNG)",
    ),
    {"required": True, "choices": ["xlsx", "csv", "sdmx", "figures"]},
)

_DEMO = Verb(
    "demo",
    Term(
        "crea un archivio di prova con dati sintetici, la sintesi e le esportazioni",
        "make a sample store with synthetic data, the summary and the exports",
    ),
    (_STORE, _OUT_FOLDER, _SEED, _CASES, FOUNDER, FORCE),
    commands.demo,
)
_CREATE = Verb(
    "create",
    Term("crea un archivio cifrato vuoto", "create an empty encrypted store"),
    (FOLDER, FOUNDER, FORCE, SHEET),
    commands.create,
)
_IMPORT = Verb(
    "import",
    Term("importa un registro esterno secondo una mappatura", "import a foreign register through a mapping"),
    _IMPORT_OPTIONS,
    commands.import_,
)
_SUMMARY = Verb(
    "summary",
    Term("produce la sintesi riservata in PDF", "make the confidential summary as PDF"),
    (*_QUESTION, *CONFIRM, *POINTS, _OUT_FILE, _EXPLAIN, *COPY),
    summary_commands.summary,
)
_EXPORT = Verb(
    "export",
    Term("esporta le tavole e le figure della sintesi, protette", "export the summary’s tables and figures, protected"),
    (*_QUESTION, *CONFIRM, _FORMAT, _OUT_FOLDER),
    summary_commands.export,
)
_GROUPS = (
    ("store", _STORES, (_CREATE, *STORE_VERBS, REKEY, RECOVER)),
    ("member", member_verbs.ABOUT, member_verbs.VERBS),
    ("link", link_verbs.ABOUT, link_verbs.VERBS),
    ("meeting", meeting_verbs.ABOUT, meeting_verbs.VERBS),
    ("signal", signal_verbs.ABOUT, signal_verbs.VERBS),
    ("evaluation", evaluation_verbs.ABOUT, evaluation_verbs.VERBS),
    ("work", work_verbs.ABOUT, work_verbs.VERBS),
    ("audit", audit_verbs.ABOUT, audit_verbs.VERBS),
    ("retention", retention_verbs.ABOUT, retention_verbs.VERBS),
    ("records", records_verbs.ABOUT, records_verbs.VERBS),
    ("release", release_verbs.ABOUT, release_verbs.VERBS),
    ("proposal", proposal_verbs.ABOUT, proposal_verbs.verbs(_QUESTION)),
    ("question", question_verbs.ABOUT, question_verbs.VERBS),
    ("population", statistics_verbs.POPULATION_ABOUT, statistics_verbs.POPULATION_VERBS),
    ("disclosure", disclosure_verbs.ABOUT, disclosure_verbs.VERBS),
    ("recommendation", recommendation_verbs.ABOUT, recommendation_verbs.VERBS),
    ("procedure", recommendation_verbs.PROCEDURES_ABOUT, recommendation_verbs.PROCEDURE_VERBS),
)
