"""The commands on the next meeting, on actions and on printed minutes, and what they take."""

from datetime import date
from pathlib import Path

from observatory.terms import Term
from ui.cli import meeting_agenda as commands
from ui.cli.verbs import A_DAY, FOLDER, Option, Verb

_ON = Option(
    ("--on",),
    Term("giorno della riunione, aaaa-mm-gg", "day of the meeting, yyyy-mm-dd"),
    {"metavar": "DATE", "required": True},
    date.fromisoformat,
    A_DAY,
)
_KIND = Option(
    ("--kind",),
    Term("tipo di riunione (predefinito OR, ordinaria)", "type of meeting (default OR, ordinary)"),
    {"default": "OR", "choices": ("OR", "ST", "TE", "CO", "FO")},
)
_SERIES = Option(
    ("--series",),
    Term(
        "nome della serie (predefinito: le riunioni dello stesso tipo)",
        "name of the series (default: meetings of the same type)",
    ),
    {"metavar": "T"},
)
_SEAT = Option(
    ("--seat",),
    Term("sede (predefinita DPS)", "seat (default DPS)"),
    {"default": "DPS", "choices": ("DPS", "FOR", "REM", "MIS")},
)
_OPEN = (
    FOLDER,
    _ON,
    _KIND,
    _SERIES,
    _SEAT,
    Option(
        ("--keep",),
        Term(
            "punti tenuti, nell’ordine voluto, come 2,1,3 (predefinito tutti quelli non stralciati)",
            "items kept, in the order wanted, as 2,1,3 (default all that are not struck)",
        ),
        {"metavar": "N,N"},
    ),
    Option(
        ("--strike",),
        Term("punto stralciato, con il motivo; si può ripetere", "item struck, with the reason; may be repeated"),
        {"metavar": "N=T", "action": "append", "default": []},
    ),
)
_MINUTES = (
    FOLDER,
    Option(
        ("meeting",),
        Term(
            "riunione: numero, data aaaa-mm-gg o inizio dell’identificativo",
            "meeting: its number, day yyyy-mm-dd or start of its id",
        ),
        {"metavar": "MEETING"},
    ),
    Option(
        ("--out",),
        Term("file PDF da scrivere", "PDF file to write"),
        {"type": Path, "metavar": "FILE", "required": True},
    ),
    Option(
        ("--step",),
        Term("com’era al passaggio con questo numero", "as it was at the step of this number"),
        {"metavar": "N"},
        int,
        Term("atteso un numero intero", "a whole number is expected"),
    ),
)
_ACTION = (
    FOLDER,
    Option(
        ("action",),
        Term("azione: inizio dell’identificativo, da «actions»", "action: start of its id, from “actions”"),
        {"metavar": "ACTION"},
    ),
    Option(
        ("--to",),
        Term(
            "IC in corso, FA fatta, VE verificata, AN annullata, RP riportata",
            "IC in progress, FA done, VE verified, AN cancelled, RP carried over",
        ),
        {"choices": ("IC", "FA", "VE", "AN", "RP"), "required": True},
    ),
    Option(
        ("--on",),
        Term("giorno in cui fu fatta (predefinito oggi)", "day on which it was done (default today)"),
        {"metavar": "DATE"},
        date.fromisoformat,
        A_DAY,
    ),
    Option(
        ("--evidence",),
        Term("evidenza, per esempio il protocollo", "evidence, such as the reference of an act"),
        {"metavar": "T"},
    ),
    Option(
        ("--decision",),
        Term("identificativo della decisione che la annulla", "id of the decision that drops it"),
        {"metavar": "ID"},
    ),
    Option(
        ("--until",),
        Term("nuova scadenza di un’azione riportata", "new due date of an action carried over"),
        {"metavar": "DATE"},
        date.fromisoformat,
        A_DAY,
    ),
)
VERBS = (
    Verb(
        "agenda",
        Term("propone l’ordine del giorno della prossima riunione", "propose the agenda of the next meeting"),
        (FOLDER, _ON, _KIND, _SERIES, _SEAT),
        commands.agenda,
    ),
    Verb(
        "open",
        Term("apre la prossima riunione di una serie", "open the next meeting of a series"),
        _OPEN,
        commands.open_,
    ),
    Verb("minutes", Term("stampa un verbale in PDF", "print minutes as PDF"), _MINUTES, commands.minutes),
    Verb(
        "actions",
        Term("elenca le azioni aperte", "list the open actions"),
        (
            FOLDER,
            Option(("--all",), Term("anche quelle chiuse", "closed ones too"), {"action": "store_true"}),
        ),
        commands.actions,
    ),
    Verb(
        "action",
        Term("registra che cosa ne è di un’azione", "record what became of an action"),
        _ACTION,
        commands.action,
    ),
    Verb(
        "quorum",
        Term("mostra o cambia il numero legale", "show or change the quorum"),
        (
            FOLDER,
            Option(
                ("forces",),
                Term("quante Forze su quattro, da 1 a 4", "how many of the four forces, 1 to 4"),
                {"metavar": "N", "nargs": "?"},
            ),
        ),
        commands.quorum,
    ),
)
