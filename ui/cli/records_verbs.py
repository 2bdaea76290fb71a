"""The commands on single records that leave, and what they take."""

from observatory.periods import Period
from observatory.terms import Term
from ui.cli import records_commands
from ui.cli.verbs import A_FOLDER, AS_OF, CONFIRM, FOLDER, Option, Verb

_A_PERIOD = Term(
    "atteso un periodo di trimestri interi, come 2024-Q1, 2024-S1 o 2024",
    "a period of whole quarters is expected, as 2024-Q1, 2024-S1 or 2024",
)
_NUMBER = Term("atteso un numero intero", "a whole number is expected")
_QUESTION = (
    FOLDER,
    AS_OF,
    Option(
        ("--from",),
        Term("primo periodo, di trimestri interi: 2021-Q1, 2021", "first period, of whole quarters: 2021-Q1, 2021"),
        {"required": True, "dest": "first", "metavar": "P"},
        Period.parse,
        _A_PERIOD,
    ),
    Option(
        ("--to",),
        Term("ultimo periodo, di trimestri interi", "last period, of whole quarters"),
        {"required": True, "dest": "last", "metavar": "P"},
        Period.parse,
        _A_PERIOD,
    ),
    Option(
        ("--k",),
        Term(
            "schede uguali in ogni gruppo, almeno 5 (predefinito)", "equal records in each group, at least 5 (default)"
        ),
        {"default": 5, "metavar": "N"},
        int,
        _NUMBER,
    ),
    Option(
        ("--l",),
        Term(
            "valori noti di mezzo e circostanze in ogni gruppo, almeno 2 (predefinito)",
            "known values of method and circumstances in each group, at least 2 (default)",
        ),
        {"default": 2, "metavar": "N"},
        int,
        _NUMBER,
    ),
)
_OUT = Option(("--out",), Term("cartella in cui scrivere", "folder to write to"), {"required": True, **A_FOLDER})
ABOUT = Term(
    "esporta in due singole schede rese uguali a gruppi",
    "export, by two members, single records made equal in groups",
)
VERBS = (
    Verb(
        "plan",
        Term(
            "mostra che cosa uscirebbe e con quale perdita, senza scrivere nulla",
            "show what would leave and what is lost, writing nothing",
        ),
        _QUESTION,
        records_commands.plan,
    ),
    Verb(
        "prepare",
        Term(
            "prepara l’esportazione, che un secondo membro confermerà",
            "prepare the export, which a second member will confirm",
        ),
        _QUESTION,
        records_commands.prepare,
    ),
    Verb(
        "export",
        Term(
            "scrive esattamente ciò che due membri di due Forze hanno confermato, una volta",
            "write exactly what two members of two forces confirmed, once",
        ),
        (*_QUESTION, *CONFIRM, _OUT),
        records_commands.export,
    ),
)
