"""The commands on issues that were made, and what they take."""

from observatory.terms import Term
from ui.cli import release_commands
from ui.cli.verbs import FOLDER, Option, Verb

ABOUT = Term(
    "elenca, mostra, confronta e ritira le edizioni delle sintesi",
    "list, show, compare and withdraw the issues of summaries",
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
        Term("elenca le edizioni, la più recente per prima", "list the issues, newest first"),
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
