"""The commands on links between cases, and what they take."""

from observatory.terms import Term
from ui.cli import link_commands
from ui.cli.verbs import FOLDER, Option, Verb

KINDS = ("SE", "SP", "PO", "NO")
_CASE = Option(
    ("--case",),
    Term("solo di questo caso (identificativo)", "of this case only (id)"),
    {"metavar": "ID", "default": ""},
)
_FIRST = Option(("case",), Term("identificativo del primo caso", "id of the first case"), {"metavar": "CASE"})
_SECOND = Option(("other",), Term("identificativo del secondo caso", "id of the second case"), {"metavar": "OTHER"})
_KIND = Option(
    ("--kind",),
    Term(
        "SE stesso evento, SP stessa persona, PO possibile, NO escluso",
        "SE same event, SP same person, PO possible, NO ruled out",
    ),
    {"required": True, "choices": KINDS},
)
_NOTE = Option(
    ("--note",), Term("annotazione, senza dati personali", "remark, without personal data"), {"metavar": "T"}
)
_ANYWAY = Option(
    ("--confirm-contradictions",),
    Term("registra anche se il collegamento contraddice altri dati", "record although the link contradicts other data"),
    {"action": "store_true"},
)
_LINK = Option(
    ("link",),
    Term("identificativo del collegamento, o il suo inizio", "id of the link, or its beginning"),
    {"metavar": "ID"},
)
_REASON = Option(("--reason",), Term("motivo della revoca", "reason for revoking"), {"required": True, "metavar": "T"})
_REVOKED = Option(("--all",), Term("anche quelli revocati", "revoked ones too"), {"action": "store_true"})
ABOUT = Term(
    "cerca, decide e revoca i collegamenti fra casi; nessun caso viene modificato",
    "look for, decide and revoke links between cases; no case is changed",
)
VERBS = (
    Verb(
        "candidates",
        Term(
            "elenca i casi che potrebbero essere lo stesso evento, con le ragioni",
            "list the cases that could be the same event, and why",
        ),
        (FOLDER, _CASE),
        link_commands.candidates,
    ),
    Verb(
        "list",
        Term(
            "elenca i collegamenti, le contraddizioni, e conta eventi e persone",
            "list the links, the contradictions, and count events and persons",
        ),
        (FOLDER, _CASE, _REVOKED),
        link_commands.list_,
    ),
    Verb(
        "add",
        Term("registra che cosa si è deciso di due casi", "record what was decided about two cases"),
        (FOLDER, _FIRST, _SECOND, _KIND, _NOTE, _ANYWAY),
        link_commands.add,
    ),
    Verb(
        "revoke",
        Term("revoca un collegamento: i casi restano com’erano", "revoke a link: the cases stay as they were"),
        (FOLDER, _LINK, _REASON),
        link_commands.revoke,
    ),
)
