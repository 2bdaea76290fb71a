"""The commands on evaluation, and what they take."""

from datetime import date

from observatory.terms import Term
from ui.cli import evaluation_commands
from ui.cli.verbs import FOLDER, Option, Verb

VERDICTS = ("EF", "VE", "NS", "PE", "NV")
CONFIDENCES = ("A", "M", "B")
_INDICATOR = Option(
    ("indicator",),
    Term("identificativo dell’indicatore, o il suo inizio", "id of the indicator, or its beginning"),
    {"metavar": "ID"},
)
_VERDICT = Option(
    ("--verdict",),
    Term(
        "EF efficace, VE verosimile, NS nessun segnale, PE peggioramento, NV non valutabile",
        "EF effective, VE likely, NS no signal, PE worsening, NV cannot be assessed",
    ),
    {"required": True, "choices": VERDICTS},
)
_CONFIDENCE = Option(
    ("--confidence",),
    Term("fiducia nel giudizio: A alta, M media, B bassa", "confidence in the verdict: A high, M moderate, B low"),
    {"required": True, "choices": CONFIDENCES},
)
_GROUNDS = Option(
    ("--grounds",),
    Term("su che cosa si fonda, senza dati personali", "what it rests on, without personal data"),
    {"required": True, "metavar": "T"},
)
_ON = Option(
    ("--on",),
    Term("data del giudizio, aaaa-mm-gg (predefinito oggi)", "day of the verdict, yyyy-mm-dd (default today)"),
    {"metavar": "DATE"},
    date.fromisoformat,
    Term("attesa una data in forma aaaa-mm-gg", "a date as yyyy-mm-dd is expected"),
)
ABOUT = Term(
    "mostra se le raccomandazioni hanno funzionato e registra i giudizi",
    "show whether recommendations worked and record the verdicts",
)
VERBS = (
    Verb("list", Term("elenca gli indicatori", "list the indicators"), (FOLDER,), evaluation_commands.list_),
    Verb(
        "show",
        Term(
            "mostra un indicatore: misure, rapporto fra dopo e prima, potenza",
            "show an indicator: measurements, ratio of after to before, power",
        ),
        (FOLDER, _INDICATOR),
        evaluation_commands.show,
    ),
    Verb(
        "verdict",
        Term("registra il giudizio dato su un indicatore", "record the verdict given on an indicator"),
        (FOLDER, _INDICATOR, _VERDICT, _CONFIDENCE, _GROUNDS, _ON),
        evaluation_commands.verdict,
    ),
)
