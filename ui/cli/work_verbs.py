"""The commands on what waits and on how good the data are, and what they take."""

from observatory.terms import Term
from ui.cli import work_commands
from ui.cli.verbs import FOLDER, Verb

ABOUT = Term("ciò che attende e la qualità dei dati", "what waits, and how good the data are")

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
)
