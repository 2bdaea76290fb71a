"""The commands on questions kept for the next summaries."""

from observatory.terms import Term
from ui.cli import question_commands
from ui.cli.verbs import FOLDER, Option, Verb

ABOUT = Term("mostra e toglie le domande per la prossima sintesi", "show and remove questions for the next summary")
VERBS = (
    Verb(
        "list",
        Term("elenca le domande per la prossima sintesi", "list the questions for the next summary"),
        (FOLDER,),
        question_commands.list_,
    ),
    Verb(
        "remove",
        Term("toglie una domanda, per numero", "remove a question, by its number"),
        (
            FOLDER,
            Option(
                ("number",),
                Term("numero nell’elenco", "number in the list"),
                {"metavar": "N"},
                int,
                Term("atteso un numero", "a number is expected"),
            ),
        ),
        question_commands.remove,
    ),
)
