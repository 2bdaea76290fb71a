"""The latest period against its own past (T14): reckoned only from numbers that the series prints."""

from observatory.statistics.comparison import power_of_exact_test
from observatory.statistics.exceedance import LEAST, exceedance
from observatory.summary import windows
from observatory.summary.content import Axis, Block, Item, Observation, Paragraph, PublishedTable
from observatory.summary.events import EventCounts
from observatory.summary.facts import Facts
from observatory.summary.published import Observations, measures
from observatory.terms import Term

_LEFT_OUT, _FEWEST = 2, 8
"""Periods just before the one looked at, still pending, that the baseline leaves out; and the fewest it needs."""
_RISE = 1.5


def t14(facts: Facts, counts: EventCounts) -> tuple[Block, ...]:
    """The exact comparison with its power, or the sentence on why there is none.

    The last step of the summary against those before it without the latest two. Where the count of a step is hidden,
    there is no comparison: a p-value would tell it.
    """
    *past, last = facts.windows.steps
    baseline = [counts.cell("SU", window).value for window in past[:-_LEFT_OUT]]
    latest = counts.cell("SU", last).value
    known = [value for value in baseline if value is not None]
    if latest is None or len(known) < len(baseline) or len(known) < _FEWEST:
        return (Paragraph(_HIDDEN),)
    found = exceedance(latest, sum(known), len(known))
    if found.expected == 0:
        return (Paragraph(_NONE_BEFORE),)
    rows = Axis("window", Term("Periodo", "Period"), (Item(windows.code(last), windows.label(last)),))
    values = (latest, found.expected, max(found.limit, LEAST - 1), found.p_value)
    observations: Observations = {
        (windows.code(last), item.code): Observation(value) for item, value in zip(_MEASURES.items, values, strict=True)
    }
    verdict = _ABOVE if found.is_signal else _WITHIN
    table = PublishedTable(
        "T14", _TITLE, windows.label(last), (rows, _MEASURES), observations, notes=(_METHOD.with_values(n=len(known)),)
    )
    return (table, Paragraph(verdict), Paragraph(power_of_exact_test(found.expected, _RISE).sentence))


_TITLE = Term("L’ultimo periodo a confronto con i precedenti", "The latest period compared with those before it")
_MEASURES = measures(
    Item("events", Term("Decessi", "Deaths")),
    Item("expected", Term("Attesi", "Expected"), decimals=1),
    Item("limit", Term("Limite del caso", "Limit of chance")),
    Item("p", Term("p", "p"), decimals=3),
)
_METHOD = Term(
    "Confronto esatto, condizionato al totale, con i {n} periodi precedenti senza gli ultimi due; segnale con almeno "
    "5 decessi e p minore di 0,025.",
    "Exact comparison, conditional on the total, with the {n} periods before without the latest two; a signal takes at "
    "least 5 deaths and p below 0.025.",
)
_WITHIN = Term(
    "Il numero di decessi non è distinguibile dalla variazione casuale.",
    "The number of deaths cannot be told apart from chance variation.",
)
_ABOVE = Term(
    "Il numero di decessi è sopra l’atteso: si apre l’esame in tre passi, e solo una riunione conclude.",
    "The number of deaths is above the expected: an investigation in three steps opens, and only a meeting concludes.",
)
_HIDDEN = Term(
    "Il confronto con i periodi precedenti non si riporta: il conteggio di almeno un periodo è oscurato, e il "
    "confronto lo rivelerebbe.",
    "The comparison with earlier periods is not given: the count of at least one period is hidden, and the comparison "
    "would reveal it.",
)
_NONE_BEFORE = Term(
    "Nei periodi precedenti non c’è stato alcun decesso: non c’è con che confrontare.",
    "There was no death in the periods before: there is nothing to compare with.",
)
