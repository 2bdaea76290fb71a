"""The commands on issues that were made, and what they take."""

from observatory.terms import Term
from ui.cli import release_commands
from ui.cli.verbs import FOLDER, Option, Verb

ABOUT = Term(
    "elenca, mostra, confronta e ritira ciò che è uscito: sintesi, risposte, file di schede",
    "list, show, compare and withdraw what left: summaries, answers, record files",
)
_ISSUE = Option(
    ("issue",),
    Term("identificativo dell’edizione, o il suo inizio", "id of the issue, or its beginning"),
    {"metavar": "ID"},
)
_OTHER = Option(
    ("other",),
    Term(
        "edizione con cui confrontarla (predefinita la precedente per gli stessi destinatari)",
        "issue to compare it with (default the one before for the same audience)",
    ),
    {"metavar": "EARLIER", "nargs": "?", "default": ""},
)
_REASON = Option(
    ("--reason",),
    Term("perché si ritira, in parole generiche", "why it is withdrawn, in general words"),
    {"required": True, "metavar": "TEXT"},
)
VERBS = (
    Verb(
        "list",
        Term(
            "elenca sintesi, risposte e file di schede, i più recenti per primi",
            "list summaries, answers and record files, newest first",
        ),
        (FOLDER,),
        release_commands.list_,
    ),
    Verb(
        "show",
        Term("mostra un’edizione come fu fatta", "show an issue as it was made"),
        (FOLDER, _ISSUE),
        release_commands.show,
    ),
    Verb(
        "diff",
        Term("dice che cosa cambia da un’edizione precedente", "tell what changed since an earlier issue"),
        (FOLDER, _ISSUE, _OTHER),
        release_commands.diff,
    ),
    Verb(
        "withdraw",
        Term("ritira un’edizione con il motivo", "withdraw an issue with its reason"),
        (FOLDER, _ISSUE, _REASON),
        release_commands.withdraw,
    ),
)
