"""The commands that change who opens a store: another passphrase, a lost one, the recovery sheet."""

from pathlib import Path

from observatory.terms import Term
from ui.cli import key_commands
from ui.cli.verbs import FOLDER, Option, Verb

SHEET = Option(
    ("--recovery-sheet",),
    Term("file PDF in cui scrivere il foglio di recupero", "PDF file to write the recovery sheet to"),
    {"type": Path, "metavar": "F.pdf"},
)
NEW_PASSPHRASE = Option(
    ("--new-passphrase-file",),
    Term("file la cui prima riga è la nuova frase d’accesso", "file whose first line is the new passphrase"),
    {"required": True, "type": Path, "metavar": "FILE"},
)
_PAPER_KEY = Option(
    ("--recovery-file",),
    Term(
        "file con gli otto gruppi della chiave del foglio di recupero",
        "file with the eight groups of the key on the recovery sheet",
    ),
    {"required": True, "type": Path, "metavar": "FILE"},
)
REKEY = Verb(
    "rekey",
    Term("cambia la frase d’accesso", "change the passphrase"),
    (FOLDER, NEW_PASSPHRASE),
    key_commands.rekey,
)
_WHO_LOST = Option(
    ("--member",),
    Term(
        "nome di chi ha perso la frase d’accesso; serve quando i membri sono più d’uno",
        "name of whoever lost the passphrase; needed once there are several members",
    ),
    {"default": "", "metavar": "NAME"},
)
RECOVER = Verb(
    "recover",
    Term(
        "apre con il foglio di recupero e imposta una nuova frase d’accesso",
        "open with the recovery sheet and set a new passphrase",
    ),
    (FOLDER, _WHO_LOST, _PAPER_KEY, NEW_PASSPHRASE),
    key_commands.recover,
    asks_passphrase=False,
)
