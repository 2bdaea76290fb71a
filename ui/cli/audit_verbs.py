"""The commands on the signed log and what they take."""

from datetime import date
from pathlib import Path

from observatory.terms import Term, same
from ui.cli import audit_commands
from ui.cli.verbs import A_DAY, FOLDER, Option, Verb


def _act(text: str) -> str:
    from observatory.security.audit.entries import Act

    return Act(text).value if text else ""


_FILTERS = (
    Option(
        ("--actor",),
        Term("solo le voci di questo membro o ruolo", "only entries of this member or role"),
        {"default": "", "metavar": "TEXT"},
    ),
    Option(
        ("--act",),
        Term("solo questo atto", "only this act"),
        {"default": "", "metavar": "ACT"},
        _act,
        Term(
            "atteso un atto: unlock, read, record, amend, import, export, release, setting, keys, …",
            "an act is expected: unlock, read, record, amend, import, export, release, setting, keys, …",
        ),
    ),
    Option(
        ("--object",),
        Term("solo gli oggetti che contengono questo testo", "only objects that contain this text"),
        {"default": "", "metavar": "TEXT"},
    ),
    Option(
        ("--since",),
        Term("dal giorno, aaaa-mm-gg", "from this day on, yyyy-mm-dd"),
        {"metavar": "DATE"},
        date.fromisoformat,
        A_DAY,
    ),
    Option(
        ("--until",),
        Term("fino al giorno compreso, aaaa-mm-gg", "until this day included, yyyy-mm-dd"),
        {"metavar": "DATE"},
        date.fromisoformat,
        A_DAY,
    ),
)
ABOUT = Term("controlla, mostra ed esporta il registro firmato", "check, show and export the signed log")
VERBS = (
    Verb(
        "verify",
        Term(
            "controlla registro e schede senza modificare nulla; esce con 1 se qualcosa non torna",
            "check log and records without changing anything; exits with 1 if something is wrong",
        ),
        (FOLDER,),
        audit_commands.verify,
    ),
    Verb(
        "show",
        Term("mostra le voci del registro", "show the entries of the log"),
        (FOLDER, *_FILTERS),
        audit_commands.show,
    ),
    Verb(
        "export",
        Term(
            "scrive le voci del registro in un file, senza alcun valore",
            "write the entries to a file, without any value",
        ),
        (
            FOLDER,
            *_FILTERS,
            Option(("--format",), same("csv, json"), {"required": True, "choices": ["csv", "json"]}),
            Option(
                ("--out",),
                Term("file da scrivere", "file to write"),
                {"required": True, "type": Path, "metavar": "FILE"},
            ),
        ),
        audit_commands.export,
    ),
)
