"""The commands on what waits and on how good the data are, and what they take."""

from observatory.terms import Term
from ui.cli import work_commands, work_following
from ui.cli.verbs import FOLDER, Option, Verb

ABOUT = Term("ciò che attende e la qualità dei dati", "what waits, and how good the data are")
_RECORD = Option(
    ("record",),
    Term(
        "caso: identificativo; riunione: numero, data o inizio dell’identificativo; raccomandazione: codice o inizio "
        "dell’identificativo; indicatore, segnale: inizio dell’identificativo",
        "case: id; meeting: number, day or start of its id; recommendation: code or start of its id; indicator, "
        "signal: start of its id",
    ),
    {"metavar": "RECORD"},
)


def _kind(*choices: str) -> Option:
    return Option(("kind",), Term("tipo di scheda", "kind of record"), {"choices": choices})


_BEGIN = (
    FOLDER,
    _kind("case", "meeting", "recommendation"),
    _RECORD,
    Option(
        ("--set",),
        Term(
            "risposta della nuova scheda, ripetibile: codici, aaaa-mm-gg, aaaa-mm, numeri",
            "answer of the new record, repeatable: codes, yyyy-mm-dd, yyyy-mm, numbers",
        ),
        {"metavar": "FIELD=VALUE", "action": "append", "default": []},
    ),
    Option(("--confirm",), Term("conferma gli avvisi", "confirm the warnings"), {"action": "store_true"}),
)
VERBS = (
    Verb(
        "list",
        Term(
            "elenca bozze, ritardi, risposte attese e ciò che è da rivedere",
            "list drafts, what is overdue, answers awaited and what is to be reviewed",
        ),
        (FOLDER,),
        work_commands.list_,
    ),
    Verb(
        "quality",
        Term(
            "conta le risposte non note, le conferme in ritardo, i ritardi di segnalazione e gli indicatori",
            "count unknown answers, overdue confirmations, reporting delays and indicators",
        ),
        (FOLDER,),
        work_commands.quality,
    ),
    Verb(
        "next",
        Term(
            "dice che cosa segue da una scheda e con quali comandi si prosegue",
            "say what follows from a record and by which commands it is gone on with",
        ),
        (FOLDER, _kind("case", "meeting", "recommendation", "indicator", "signal"), _RECORD),
        work_following.next_,
    ),
    Verb(
        "begin",
        Term(
            "registra ciò che segue: l’intervento su un caso, la raccomandazione di una riunione, il suo indicatore",
            "record what follows: the intervention on a case, the recommendation of a meeting, its indicator",
        ),
        _BEGIN,
        work_following.begin,
    ),
)
