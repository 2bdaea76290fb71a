"""The commands on meetings and their minutes, and what they take."""

from datetime import date
from pathlib import Path

from observatory.terms import Term
from ui.cli import meeting_agenda_verbs
from ui.cli import meeting_commands as commands
from ui.cli.verbs import FOLDER, Option, Verb

_WHICH = Option(
    ("meeting",),
    Term(
        "riunione: numero, data aaaa-mm-gg o inizio dell’identificativo",
        "meeting: its number, day yyyy-mm-dd or start of its id",
    ),
    {"metavar": "MEETING"},
)
_SHARE = (
    FOLDER,
    _WHICH,
    Option(
        ("--on",),
        Term("giorno della condivisione, aaaa-mm-gg (predefinito oggi)", "day of sharing, yyyy-mm-dd (default today)"),
        {"metavar": "DATE"},
        date.fromisoformat,
        Term("attesa una data in forma aaaa-mm-gg", "a date as yyyy-mm-dd is expected"),
    ),
)
_APPROVE = (
    FOLDER,
    _WHICH,
    Option(
        ("--at",),
        Term("riunione successiva che approva, indicata come sopra", "later meeting that approves, named as above"),
        {"metavar": "MEETING", "required": True},
    ),
)
_AMEND = (
    FOLDER,
    _WHICH,
    Option(
        ("--reason",), Term("motivo della rettifica", "reason of the amendment"), {"metavar": "T", "required": True}
    ),
    Option(
        ("--text",),
        Term("file con il nuovo testo del verbale", "file with the new text of the minutes"),
        {"type": Path, "metavar": "FILE"},
    ),
    Option(
        ("--draft",),
        Term(
            "prende tutto dalla bozza conservata dalla scheda: presenze, punti, decisioni, azioni e testo",
            "take everything from the draft that the form kept: attendance, items, decisions, actions and text",
        ),
        {"action": "store_true"},
    ),
    Option(
        ("--confirm",),
        Term("conferma gli avvisi sui testi", "confirm the warnings about texts"),
        {"action": "store_true"},
    ),
)
_SHOW = (
    FOLDER,
    _WHICH,
    Option(
        ("--step",),
        Term(
            "com’era al passaggio con questo numero, da «verify»", "as it was at the step of this number, from “verify”"
        ),
        {"metavar": "N"},
        int,
        Term("atteso un numero intero", "a whole number is expected"),
    ),
)
ABOUT = Term("segue le riunioni e i loro verbali", "follow the meetings and their minutes")
VERBS = (
    Verb(
        "list",
        Term("elenca le riunioni e lo stato dei verbali", "list the meetings and where their minutes stand"),
        (FOLDER,),
        commands.list_,
    ),
    Verb("show", Term("legge il testo di un verbale", "read the text of minutes"), _SHOW, commands.show),
    Verb("share", Term("condivide un verbale", "share minutes"), _SHARE, commands.share),
    Verb(
        "approve",
        Term("approva un verbale condiviso in una riunione successiva", "approve shared minutes at a later meeting"),
        _APPROVE,
        commands.approve,
    ),
    Verb(
        "amend",
        Term("rettifica un verbale approvato, con il motivo", "amend approved minutes, with the reason"),
        _AMEND,
        commands.amend,
    ),
    Verb(
        "verify",
        Term("verifica il verbale con le sue impronte", "check minutes against their digests"),
        (FOLDER, _WHICH),
        commands.verify,
    ),
    *meeting_agenda_verbs.VERBS,
)
