"""The commands that keep a store safe: tell, check, back up, restore, rescue."""

from pathlib import Path

from observatory.terms import Term
from ui.cli import store_commands
from ui.cli.verbs import A_FOLDER, FOLDER, MEMBER, Option, Verb

_STORE_OR_BACKUP = Option(
    ("folder",),
    Term("cartella dell’archivio, o file di un salvataggio", "folder of the store, or file of a backup"),
    {"type": Path, "metavar": "DIR"},
)
_PERHAPS_PASSPHRASE = Option(
    ("--passphrase-file",),
    Term(
        "file la cui prima riga è la frase d’accesso; senza, si dice ciò che è visibile a tutti",
        "file whose first line is the passphrase; without it, what anybody can see is told",
    ),
    {"type": Path, "metavar": "FILE"},
)
_TO = Option(
    ("--to",),
    Term(
        "cartella o file .osbackup; senza, la cartella scelta per i salvataggi di ogni giorno",
        "folder or .osbackup file; without it, the folder chosen for the daily backups",
    ),
    {"type": Path, "metavar": "PLACE"},
)
_KEEP = Option(
    ("--keep",),
    Term(
        "da ora i salvataggi di ogni giorno vanno in quella cartella (7 giorni, 5 settimane, 12 mesi)",
        "from now on the daily backups go to that folder (7 days, 5 weeks, 12 months)",
    ),
    {"action": "store_true"},
)
_BACKUP = Option(("backup",), Term("file del salvataggio", "file of the backup"), {"type": Path, "metavar": "FILE"})
_NEW_FOLDER = Option(
    ("--to",),
    Term("cartella nuova in cui ripristinare", "new folder to restore into"),
    {"required": True, **A_FOLDER},
)
_OUT = Option(
    ("--out",),
    Term("cartella nuova in cui scrivere ciò che si recupera", "new folder to write what is rescued to"),
    {"required": True, **A_FOLDER},
)
_PLAIN = Option(
    ("--plain",),
    Term(
        "scrive una base dati NON cifrata: chiunque abbia il file legge ogni scheda; solo le note e le bozze restano "
        "sigillate. Solo su un disco cifrato, da cancellare dopo l’uso",
        "write a database that is NOT encrypted: anybody who has the file reads every record; only notes and drafts "
        "stay sealed. On an encrypted disk only, to be deleted after use",
    ),
    {"action": "store_true"},
)
STORE_VERBS = (
    Verb(
        "info",
        Term("dice che cosa c’è, senza segreti", "tell what is there, without secrets"),
        (_STORE_OR_BACKUP, MEMBER, _PERHAPS_PASSPHRASE),
        store_commands.tell,
        asks_passphrase=False,
    ),
    Verb(
        "verify",
        Term(
            "verifica un archivio chiuso o un salvataggio, pagina per pagina",
            "check a closed store or a backup, page by page",
        ),
        (_STORE_OR_BACKUP,),
        store_commands.verify,
    ),
    Verb(
        "backup",
        Term(
            "salva una copia cifrata in un solo file e la verifica", "keep an encrypted copy in one file and check it"
        ),
        (FOLDER, _TO, _KEEP),
        store_commands.back_up,
    ),
    Verb(
        "restore",
        Term(
            "ripristina un salvataggio in una cartella nuova, mai sopra un archivio",
            "restore a backup into a new folder, never over a store",
        ),
        (_BACKUP, _NEW_FOLDER),
        store_commands.restore,
    ),
    Verb(
        "rescue",
        Term(
            "recupera ciò che si legge di un archivio danneggiato, senza la libreria SQLCipher",
            "rescue what can be read of a damaged store, without SQLCipher’s library",
        ),
        (FOLDER, _OUT, _PLAIN),
        store_commands.rescue,
    ),
)
