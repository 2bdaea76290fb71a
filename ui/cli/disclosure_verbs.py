"""The commands on disclosure control, which work on files and need no store."""

from pathlib import Path

from observatory.terms import Term
from ui.cli import disclosure_commands, disclosure_levels
from ui.cli.verbs import Option, Verb


def _pair(text: str) -> tuple[str, Path]:
    name, mark, path = text.partition("=")
    if not (mark and name.strip() and path):
        raise ValueError(text)
    return name.strip(), Path(path)


def _from_one(text: str) -> int:
    number = int(text)
    if not 1 <= number <= _LARGEST:
        raise ValueError(text)
    return number


def _from_zero(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _seconds(text: str) -> float:
    number = float(text)
    if not 0 <= number <= _LONGEST:
        raise ValueError(text)
    return number


_LONGEST = 86_400.0
_LARGEST = 1_000_000_000
_FOLDER = {"type": Path, "metavar": "DIR"}
_COUNTS = Option(
    ("--counts",),
    Term(
        "conteggi: una colonna per dimensione con i codici più fini, e n",
        "counts: a column for each dimension with its finest codes, and n",
    ),
    {"required": True, "type": Path, "metavar": "C.csv"},
)
_HIERARCHY = Option(
    ("--hierarchy",),
    Term(
        "gerarchia di una dimensione: colonne code e parent (vuoto per il totale); una per dimensione",
        "hierarchy of a dimension: columns code and parent (empty for the total); one for each dimension",
    ),
    {"required": True, "action": "append", "metavar": "DIM=F.csv", "dest": "hierarchies"},
    _pair,
    Term("atteso DIMENSIONE=FILE.csv", "DIMENSION=FILE.csv is expected"),
)
_LEDGER = Option(
    ("--ledger",),
    Term(
        "registro delle pubblicazioni: si tiene conto di tutte quelle già fatte",
        "ledger of releases: all those made before are taken into account",
    ),
    _FOLDER,
)
_INSIDER = Option(
    ("--insider",),
    Term(
        "dimensione le cui voci conoscono i propri casi e possono sottrarli; ripetibile",
        "dimension whose categories know their own cases and may subtract them; may be repeated",
    ),
    {"action": "append", "default": [], "metavar": "DIM", "dest": "insiders"},
)
_KNOWN = Option(
    ("--known",),
    Term(
        "cifre già pubblicate da altri: colonne di dimensioni (vuoto = totale) e n",
        "figures that others have published: columns of dimensions (empty = total) and n",
    ),
    {"type": Path, "metavar": "K.csv"},
)
_WHOLE = Term(
    "atteso un numero intero da 1 a 1.000.000.000",
    "a whole number from 1 to 1,000,000,000 is expected",
)
_THRESHOLD = Option(
    ("--threshold",),
    Term("conteggio più piccolo che si può mostrare (predefinito 3)", "least count that may be shown (default 3)"),
    {"default": 3, "metavar": "K"},
    _from_one,
    _WHOLE,
)
_ZEROS = Option(
    ("--zeros",),
    Term(
        "gli zeri possono essere nascosti (camouflage, predefinito) o si mostrano sempre (open)",
        "zeros may be hidden (camouflage, default) or are always shown (open)",
    ),
    {"choices": ["camouflage", "open"], "default": "camouflage"},
)
_PROTECT = (
    _COUNTS,
    _HIERARCHY,
    Option(
        ("--table",),
        Term(
            "tavola da pubblicare: dimensioni separate da virgole, margini compresi; DIM@N solo il livello N "
            "(0 = totale), DIM@N-M i livelli da N a M; ripetibile",
            "table to publish: dimensions separated by commas, margins included; DIM@N level N only "
            "(0 = total), DIM@N-M levels N to M; may be repeated",
        ),
        {"required": True, "action": "append", "metavar": "DIM,DIM@N", "dest": "tables"},
    ),
    _THRESHOLD,
    _ZEROS,
    Option(
        ("--method",),
        Term(
            "nasconde celle (suppression, predefinito) o arrotonda tutti i conteggi a multipli di una base (rounding)",
            "hide cells (suppression, default) or round all counts to multiples of a base (rounding)",
        ),
        {"choices": ["suppression", "rounding"], "default": "suppression"},
    ),
    Option(
        ("--base",),
        Term(
            "base dell’arrotondamento, non sotto la soglia (predefinita: la soglia)",
            "base of rounding, not under the threshold (default: the threshold)",
        ),
        {"metavar": "B"},
        _from_one,
        _WHOLE,
    ),
    _INSIDER,
    _KNOWN,
    Option(
        ("--attacker",),
        Term(
            "da chi proteggere: A4, che conosce la regola sugli zeri (predefinito), oppure A2, più debole e solo per "
            "confronto con altri programmi",
            "against whom: A4, who knows the rule on zeros (default), or A2, weaker and only for comparison with other "
            "programs",
        ),
        {"choices": ["A2", "A4"], "default": "A4"},
    ),
    _LEDGER,
    Option(
        ("--time-budget",),
        Term(
            "secondi per nascondere meno celle (predefinito 5; la protezione è completa comunque), o entro cui "
            "arrotondare (predefinito 600)",
            "seconds for hiding fewer cells (default 5; the protection is whole in any case), or for rounding (default "
            "600)",
        ),
        {"metavar": "S", "dest": "budget"},
        _seconds,
        Term("attesi secondi da 0 a 86400", "seconds from 0 to 86400 are expected"),
    ),
    Option(
        ("--seed",),
        Term(
            "seme che ripete lo stesso risultato; senza, è casuale e resta segreto",
            "seed that gives the same result again; without it, it is random and stays secret",
        ),
        {"metavar": "N"},
        _from_zero,
        Term("atteso un numero intero da 0 in su", "a whole number from 0 is expected"),
    ),
    Option(("--out",), Term("cartella nuova in cui scrivere", "new folder to write to"), {"required": True, **_FOLDER}),
)
_ATTACKS = (
    Option(("folder",), Term("cartella di una pubblicazione", "folder of a release"), _FOLDER),
    _COUNTS,
    _HIERARCHY,
    _LEDGER,
    _KNOWN,
    _INSIDER,
    Option(
        ("--attacker",),
        Term(
            "A2 sa sottrarre e che nessun conteggio è negativo (predefinito); A3 anche che sono interi; A4 anche la "
            "regola sugli zeri",
            "A2 can subtract and knows that no count is negative (default); A3 also that they are whole; A4 also the "
            "rule on zeros",
        ),
        {"choices": ["A2", "A3", "A4"], "default": "A2"},
    ),
)

_GENERALISE = (
    _COUNTS,
    _HIERARCHY,
    Option(
        ("--table",),
        Term("tavola desiderata, come per protect", "table wished for, as for protect"),
        {"required": True, "metavar": "DIM,DIM@N"},
    ),
    _THRESHOLD,
    _ZEROS,
    Option(
        ("--time-budget",),
        Term("secondi per cercare (predefinito 30)", "seconds for the search (default 30)"),
        {"default": 30.0, "metavar": "S", "dest": "budget"},
        _seconds,
        Term("attesi secondi da 0 a 86400", "seconds from 0 to 86400 are expected"),
    ),
)

ABOUT = Term("protegge tavole di conteggi, senza archivio", "protect tables of counts, without a store")
VERBS = (
    Verb(
        "protect",
        Term(
            "nasconde quanto basta perché nessun conteggio piccolo si ricavi",
            "hide enough that no small count can be worked out",
        ),
        _PROTECT,
        disclosure_commands.protect,
        asks_passphrase=False,
    ),
    Verb(
        "verify",
        Term("controlla un certificato con sole somme e confronti", "check a certificate by additions and comparisons"),
        (
            Option(
                ("file",), Term("certificato (.oscert)", "certificate (.oscert)"), {"type": Path, "metavar": "FILE"}
            ),
            _LEDGER,
        ),
        disclosure_commands.verify,
        asks_passphrase=False,
    ),
    Verb(
        "attack",
        Term(
            "cerca di ricavare i conteggi nascosti dai soli file", "try to work out hidden counts from the files alone"
        ),
        _ATTACKS,
        disclosure_commands.attack,
        asks_passphrase=False,
    ),
    Verb(
        "generalise",
        Term(
            "cerca i livelli delle gerarchie a cui una tavola dice di più",
            "look for the levels of the hierarchies at which a table tells most",
        ),
        _GENERALISE,
        disclosure_levels.generalise,
        asks_passphrase=False,
    ),
)
