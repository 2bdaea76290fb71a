"""The commands on signals, and what they take."""

from datetime import date

from observatory.terms import Term
from ui.cli import signal_commands
from ui.cli.verbs import FOLDER, Option, Verb

STEPS = ("data_check", "definition", "report")
CLOSED = ("CL", "CH")
_DAY = Term("attesa una data in forma aaaa-mm-gg", "a date as yyyy-mm-dd is expected")
_AS_OF = Option(
    ("--as-of",),
    Term(
        "dati noti a questa data, aaaa-mm-gg (predefinito oggi)", "data known on this day, yyyy-mm-dd (default today)"
    ),
    {"metavar": "DATE"},
    date.fromisoformat,
    _DAY,
)
_RECORD = Option(
    ("--record",),
    Term("registra i segnali trovati, da approfondire", "record the signals found, to be investigated"),
    {"action": "store_true"},
)
_SIGNAL = Option(
    ("signal",),
    Term("identificativo del segnale, o il suo inizio", "id of the signal, or its beginning"),
    {"metavar": "ID"},
)
_STEP = Option(
    ("--step",),
    Term(
        "passaggio: data_check (verifica dei dati), definition (definizione), report (relazione)",
        "step: data_check, definition, report",
    ),
    {"choices": STEPS},
)
_TEXT = Option(
    ("--text",),
    Term("che cosa si è fatto, senza dati personali", "what was done, without personal data"),
    {"metavar": "T"},
)
_ON = Option(
    ("--on",),
    Term("data del passaggio, aaaa-mm-gg (predefinito oggi)", "day of the step, yyyy-mm-dd (default today)"),
    {"metavar": "DATE"},
    date.fromisoformat,
    _DAY,
)
_OUTCOME = Option(
    ("--outcome",),
    Term(
        "che cosa ha deciso la riunione: CL cluster confermato, CH chiuso",
        "what the meeting decided: CL cluster confirmed, CH closed",
    ),
    {"choices": CLOSED},
)
_DECISION = Option(("--decision",), Term("identificativo della decisione", "id of the decision"), {"metavar": "ID"})
ABOUT = Term(
    "legge le serie, elenca i segnali e ne porta avanti l’approfondimento",
    "read the series, list the signals and take their investigation further",
)
VERBS = (
    Verb(
        "look",
        Term(
            "legge le serie con ogni metodo e dice quali superano la soglia, con la potenza",
            "read the series with every method and say which pass their threshold, with the power",
        ),
        (FOLDER, _AS_OF, _RECORD),
        signal_commands.look,
    ),
    Verb("list", Term("elenca i segnali registrati", "list the recorded signals"), (FOLDER,), signal_commands.list_),
    Verb(
        "advance",
        Term(
            "registra il passaggio seguente dell’approfondimento, o la decisione",
            "record the next step of the investigation, or the decision",
        ),
        (FOLDER, _SIGNAL, _STEP, _TEXT, _ON, _OUTCOME, _DECISION),
        signal_commands.advance,
    ),
)
