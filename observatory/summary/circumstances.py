"""Circumstances of the deaths (T8): of each, where it was found, where it was looked for and absent, where not known.

Only for the members and for the whole country over three years: what is known of a life is the most sensitive part of
a record. Several circumstances may hold for one person, so each is a table of its own whose total is the deaths. Beside
a file of single records that tells their domain the counts could not be protected; then there are none.
"""

from collections.abc import Iterable, Iterator
from functools import partial

from observatory.cases.case import Case
from observatory.codelists import codelist
from observatory.disclosure.tables import Cube
from observatory.summary import windows
from observatory.summary.answers import FEW_KNOWN, NO, NOT_KNOWN, SHARE, YES, Answers
from observatory.summary.content import Axis, Block, Item, Observation, Paragraph, PublishedTable
from observatory.summary.events import EventCounts
from observatory.summary.facts import Facts
from observatory.summary.finest import CIRCUMSTANCES, CUBES, IN_CRISIS
from observatory.summary.published import Observations, concealed, count, measures, observed, protect_part
from observatory.summary.recount import circumstance_answer
from observatory.summary.told import shape_of, told_by_profile
from observatory.terms import Term


def t8(facts: Facts, counts: EventCounts) -> tuple[Block, ...]:
    """Each circumstance with its four-valued answers, or the sentence on why there are none."""
    window = facts.windows.pooled
    if any(file.window.overlaps(window) for file in facts.files):
        return (Paragraph(_BESIDE_FILE),)
    rows = dict(_rows(facts, counts))
    items = tuple(Item(code.code, code.label) for code in codelist("circumstance"))
    axis = Axis("circumstance", codelist("circumstance").title, items)
    observations: Observations = {(code, name): value for code, row in rows.items() for name, value in row.items()}
    notes = (_DEATHS, _SEVERAL, _NOT_LOOKED_FOR, _SHARES, FEW_KNOWN)
    return (PublishedTable("T8", _TITLE, windows.label(window), (axis, _MEASURES), observations, notes=notes),)


def _rows(facts: Facts, counts: EventCounts) -> Iterator[tuple[str, dict[str, Observation]]]:
    cases = facts.suicides(facts.windows.pooled)
    total = counts.cell("SU", facts.windows.pooled)
    for code, cube in CIRCUMSTANCES.items():
        tells = partial(told_by_profile, cube, shape_of(facts))
        table = concealed(protect_part(_cube(cases, code), cube, facts, total, tells), facts, tells)
        yield code, {**Answers.of(table).row, "crisis": observed(table[(IN_CRISIS,)])}


def _cube(cases: Iterable[Case], code: str) -> Cube:
    return Cube(CUBES[CIRCUMSTANCES[code]], count((circumstance_answer(case, code),) for case in cases))


_TITLE = Term("Circostanze note dei decessi per suicidio", "Known circumstances of deaths by suicide")
_MEASURES = measures(
    YES,
    Item("crisis", Term("di cui crisi entro 2 settimane", "of which crisis within 2 weeks"), depth=1),
    NO,
    NOT_KNOWN,
    *SHARE,
)
_DEATHS = Term(
    "Decessi per suicidio di personale in servizio, quattro Forze insieme, tre anni. Solo per i componenti "
    "dell’Osservatorio.",
    "Deaths by suicide of serving personnel, four forces together, three years. For members of the Observatory only.",
)
_SEVERAL = Term(
    "Per una persona possono valere più circostanze insieme: sono fattori associati, nessuna è la spiegazione.",
    "Several circumstances may hold for one person: they are associated factors, none is the explanation.",
)
_NOT_LOOKED_FOR = Term(
    "Sì: accertata; no: cercata e assente. «Non noto» comprende ciò che non è stato rilevato: una circostanza senza "
    "risposta non è assente.",
    "Yes: found; no: looked for and absent. “Not known” includes what was not collected: a circumstance without an "
    "answer is not absent.",
)
_SHARES = Term(
    "Percentuali sulle risposte note, con limiti di Wilson al 95 %. Una circostanza si segnala più spesso quando c’è: "
    "se le risposte note sono poche, la percentuale è più alta del vero.",
    "Percentages of the known answers, with 95% Wilson limits. A circumstance is reported more often when it is there: "
    "where few answers are known, the percentage is higher than the truth.",
)
_BESIDE_FILE = Term(
    "Le circostanze non si riportano: di decessi degli stessi anni è già uscito un file di schede singole, e i due "
    "insieme direbbero troppo.",
    "The circumstances are not reported: a file of single records on deaths of the same years has left before, and the "
    "two together would tell too much.",
)
