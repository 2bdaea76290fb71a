"""The commands on retention and what they take."""

from observatory.terms import Term
from ui.cli import retention_commands
from ui.cli.verbs import CONFIRM, FOLDER, Option, Verb

_POLICY = Option(
    ("policy",),
    Term("codice della regola, come lo mostra «plan»", "code of the policy, as “plan” shows it"),
    {"metavar": "CODE"},
)
_MONTHS = Option(
    ("months",),
    Term("mesi di conservazione; 0 conserva senza limite", "months to keep; 0 keeps without limit"),
    {"metavar": "N"},
    int,
    Term("atteso un numero intero di mesi", "a whole number of months is expected"),
)
ABOUT = Term(
    "cancella definitivamente, in due, ciò che ha superato il suo termine",
    "erase for good, by two members, what is past its term",
)
VERBS = (
    Verb(
        "plan",
        Term(
            "mostra quante schede hanno superato il termine, senza cancellare nulla",
            "show how many records are past their term, erasing nothing",
        ),
        (FOLDER,),
        retention_commands.plan,
    ),
    Verb(
        "set",
        Term("allunga o accorcia il termine di una regola", "lengthen or shorten the term of a policy"),
        (FOLDER, _POLICY, _MONTHS),
        retention_commands.set_term,
    ),
    Verb(
        "prepare",
        Term(
            "prepara la cancellazione, che un secondo membro confermerà",
            "prepare the erasure, which a second member will confirm",
        ),
        (FOLDER,),
        retention_commands.prepare,
    ),
    Verb(
        "run",
        Term(
            "cancella esattamente ciò che due membri di due Forze hanno confermato",
            "erase exactly what two members of two forces confirmed",
        ),
        (FOLDER, *CONFIRM),
        retention_commands.run,
    ),
)
