"""The commands on statistics and on the reference population, and what they take."""

from pathlib import Path
from typing import TYPE_CHECKING

from observatory.disclosure.rules import Audience
from observatory.terms import Term
from ui.cli import statistics_commands
from ui.cli.verbs import AS_OF, CONFIRM, FOLDER, Option, Verb

if TYPE_CHECKING:
    from observatory.periods import Window


def _measure(text: str) -> str:
    """`proportion` is another name of `share`."""
    measure = "share" if text == "proportion" else text
    if measure not in _MEASURES:
        raise ValueError(text)
    return measure


def _window(text: str) -> "Window":
    from observatory.summary.question import parse_window

    return parse_window(text)


_MEASURES = ("count", "rate", "smr", "share")
_MEASURE = Option(
    ("--measure",),
    Term(
        "che cosa: count (numero), rate (tasso), smr (rapporto con la popolazione generale), share o proportion (%%)",
        "what: count, rate, smr (ratio to the general population), share or proportion (%%)",
    ),
    {"required": True, "metavar": "M"},
    _measure,
    Term("atteso count, rate, smr, share o proportion", "count, rate, smr, share or proportion is expected"),
)
_BY = Option(
    ("--by",),
    Term(
        "dimensioni separate da virgole: force, type, sex, age, rank, seniority, position, method, place, on_duty; e "
        "year, half-year, four-months o quarter (predefinito: nessuna)",
        "dimensions separated by commas: force, type, sex, age, rank, seniority, position, method, place, on_duty; and "
        "year, half-year, four-months or quarter (default: none)",
    ),
    {"default": "", "metavar": "D,D"},
)
_WINDOW = Option(
    ("--window",),
    Term("periodi interi, come 2019..2023 o 2021-Q1..2022-Q4", "whole periods, as 2019..2023 or 2021-Q1..2022-Q4"),
    {"required": True, "metavar": "W"},
    _window,
    Term(
        "attesa una finestra di periodi interi, come 2019..2023 o 2021-Q1..2022-Q4",
        "a window of whole periods is expected, as 2019..2023 or 2021-Q1..2022-Q4",
    ),
)
_AUDIENCE = Option(
    ("--audience",),
    Term(
        "destinatari: members (soglia 3, predefinito), interforce (5), external (10)",
        "audience: members (threshold 3, default), interforce (5), external (10)",
    ),
    {"choices": [audience.value for audience in Audience], "default": Audience.MEMBERS.value},
)
_FORMAT = Option(
    ("--format",),
    Term(
        "table (a schermo, predefinito), csv o json: questi ultimi escono e si annotano",
        "table (on screen, default), csv or json: the latter leave, and are noted",
    ),
    {"choices": ["table", "csv", "json"], "default": "table"},
)
_ADD = Option(
    ("--add-to-summary",),
    Term(
        "non risponde ora: la prossima sintesi per questi destinatari vi risponderà",
        "do not answer now: the next summary for this audience will",
    ),
    {"action": "store_true"},
)
_FIGURE = Option(
    ("--figure",),
    Term(
        "file .svg o .png in cui scrivere la figura: la risposta esce e si annota",
        "file .svg or .png to write the figure to: the answer leaves, and is noted",
    ),
    {"type": Path, "metavar": "FILE"},
)
_QUESTION = (FOLDER, _MEASURE, _BY, _WINDOW, _AUDIENCE, AS_OF)
STATISTICS = Verb(
    "statistics",
    Term(
        "calcola numeri, tassi, rapporti e percentuali, protetti, con limiti e potenza",
        "compute counts, rates, ratios and shares, protected, with limits and power",
    ),
    (*_QUESTION, _FORMAT, _FIGURE, _ADD, *CONFIRM),
    statistics_commands.statistics,
)
PROPOSE = Verb(
    "answer",
    Term(
        "propone di far uscire una risposta statistica dall’Osservatorio",
        "propose to release a statistical answer outside the Observatory",
    ),
    _QUESTION,
    statistics_commands.propose,
)
POPULATION_ABOUT = Term("importa e mostra la popolazione di riferimento", "import and show the reference population")
POPULATION_VERBS = (
    Verb(
        "import",
        Term(
            "importa i tassi della popolazione generale per sesso ed età (CSV), al posto dei precedenti",
            "import the rates of the general population by sex and age (CSV), in place of the earlier ones",
        ),
        (
            FOLDER,
            Option(("file",), Term("file CSV", "CSV file"), {"type": Path, "metavar": "FILE"}),
            Option(
                ("--year",),
                Term("anno dei tassi", "year of the rates"),
                {"required": True, "metavar": "YYYY"},
                int,
                Term("atteso un anno", "a year is expected"),
            ),
            Option(("--source",), Term("fonte", "source"), {"required": True, "metavar": "T"}),
        ),
        statistics_commands.import_population,
    ),
    Verb(
        "show",
        Term("mostra anno, fonte e tassi", "show year, source and rates"),
        (FOLDER,),
        statistics_commands.show_population,
    ),
)
