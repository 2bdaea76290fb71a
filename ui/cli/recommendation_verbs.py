"""The commands on recommendations and shared instruments, and what they take."""

from datetime import date

from observatory.codelists import FORCES, codelist
from observatory.terms import Term
from ui.cli import recommendation_commands as commands
from ui.cli.verbs import FOLDER, Option, Verb

_DAY = Term("attesa una data in forma aaaa-mm-gg", "a date as yyyy-mm-dd is expected")
_NAME = Term(
    "codice della raccomandazione, o inizio dell’identificativo", "code of the recommendation, or start of its id"
)
_DECISION_HELP = Term(
    "decisione di una riunione registrata (identificativo o inizio, da «recommendation decisions»)",
    "decision of a recorded meeting (id or its beginning, from “recommendation decisions”)",
)
_WHICH = Option(("recommendation",), _NAME, {"metavar": "RAC"})
_DECISION = Option(("--decision",), _DECISION_HELP, {"metavar": "ID"})
_DECIDED = Option(("--decision",), _DECISION_HELP, {"metavar": "ID", "required": True})


def _state(text: str) -> str:
    if text not in codelist("response_state"):
        raise ValueError(text)
    return text


def _day(name: str, it: str, en: str) -> Option:
    return Option((name,), Term(it, en), {"metavar": "DATE"}, date.fromisoformat, _DAY)


def _text(name: str, it: str, en: str) -> Option:
    return Option((name,), Term(it, en), {"metavar": "TEXT"})


_ADVANCE = (
    FOLDER,
    _WHICH,
    Option(("force",), Term("Forza destinataria", "addressed force"), {"choices": FORCES}),
    Option(
        ("to",),
        Term("stato a cui passare, fra quelli che «show» propone", "state to enter, one that “show” offers"),
        {"metavar": "STATE"},
        _state,
        Term("atteso il codice di uno stato, come RA o IA", "the code of a state is expected, such as RA or IA"),
    ),
    _day("--on", "giorno del passaggio, aaaa-mm-gg (predefinito oggi)", "day of the step, yyyy-mm-dd (default today)"),
    _text("--reason", "motivo", "reason"),
    _text(
        "--evidence", "evidenza, o estremi della comunicazione ricevuta", "evidence, or reference of what was received"
    ),
    _DECISION,
    Option(("--by",), Term("altra Forza che ha verificato", "other force that verified"), {"choices": FORCES}),
    _day("--live-on", "in vigore dal, aaaa-mm-gg", "go-live on, yyyy-mm-dd"),
    Option(
        ("--share",),
        Term("quota raggiunta, da 0 a 100", "share reached, from 0 to 100"),
        {"metavar": "N"},
        int,
        Term("atteso un numero intero", "a whole number is expected"),
    ),
    _day("--until", "termine più lungo per la risposta, aaaa-mm-gg", "a longer term for the answer, yyyy-mm-dd"),
    Option(
        ("--confirm",),
        Term("conferma gli avvisi sui testi", "confirm the warnings about texts"),
        {"action": "store_true"},
    ),
)
ABOUT = Term(
    "segue le raccomandazioni alle Forze, passaggio per passaggio",
    "follow the recommendations to the forces, step by step",
)
VERBS = (
    Verb("list", Term("elenca le raccomandazioni", "list the recommendations"), (FOLDER,), commands.list_),
    Verb(
        "show",
        Term(
            "mostra una raccomandazione, i passaggi e quelli possibili",
            "show a recommendation, its steps and those possible",
        ),
        (FOLDER, _WHICH),
        commands.show,
    ),
    Verb(
        "grid",
        Term("mostra la griglia delle quattro Forze", "show the grid of the four forces"),
        (FOLDER,),
        commands.grid,
    ),
    Verb("advance", Term("registra un passaggio di una Forza", "record a step of a force"), _ADVANCE, commands.advance),
    Verb(
        "issue",
        Term("delibera una bozza: riceve il suo codice", "issue a draft: it gets its code"),
        (FOLDER, _WHICH, _DECIDED),
        commands.issue,
    ),
    Verb(
        "address",
        Term("aggiunge Forze destinatarie", "add addressed forces"),
        (
            FOLDER,
            _WHICH,
            Option(("force",), Term("Forze destinatarie", "addressed forces"), {"choices": FORCES, "nargs": "+"}),
        ),
        commands.address,
    ),
    Verb(
        "supersede",
        Term("sostituisce una raccomandazione con un’altra", "replace a recommendation by another one"),
        (
            FOLDER,
            _WHICH,
            Option(
                ("by",), Term("la raccomandazione che la sostituisce", "the one that replaces it"), {"metavar": "RAC"}
            ),
            _DECIDED,
        ),
        commands.supersede,
    ),
    Verb(
        "decisions",
        Term("elenca le decisioni che un passaggio può indicare", "list the decisions that a step can name"),
        (FOLDER,),
        commands.decisions,
    ),
)
PROCEDURES_ABOUT = Term(
    "segue i documenti condivisi e le loro versioni", "follow the shared instruments and their versions"
)
PROCEDURE_VERBS = (
    Verb(
        "list",
        Term(
            "elenca i documenti condivisi e la versione in vigore",
            "list the shared instruments and the version in force",
        ),
        (FOLDER,),
        commands.procedures,
    ),
    Verb(
        "adopt",
        Term(
            "adotta una versione; la precedente finisce il giorno prima",
            "adopt a version; the one before ends the day before",
        ),
        (
            FOLDER,
            Option(
                ("procedure",),
                Term("identificativo (inizio) o parole del titolo", "id (its beginning) or words of the title"),
                {"metavar": "DOC"},
            ),
            _DECIDED,
            Option(
                ("--number",),
                Term("numero della versione (predefinito il successivo)", "number of the version (default the next)"),
                {"metavar": "N"},
                int,
                Term("atteso un numero intero", "a whole number is expected"),
            ),
            _day(
                "--valid-from",
                "valida dal (predefinito il giorno della riunione)",
                "valid from (default the meeting’s day)",
            ),
            _text("--summary", "contenuto in sintesi", "summary of the content"),
            _text("--reference", "documento di riferimento", "reference document"),
        ),
        commands.adopt,
    ),
)
