"""Definitions of what only some summaries have: printed at the end wherever the table or the figure is."""

from collections.abc import Iterable, Iterator, Mapping

from observatory.summary.content import Figure, PublishedTable, Section
from observatory.terms import Term


def definitions(sections: Iterable[Section]) -> Iterator[Term]:
    """Those of the tables and figures that these sections have, in their order."""
    blocks = [block for section in sections for block in section.blocks]
    found = {block.id for block in blocks if isinstance(block, PublishedTable | Figure)}
    return (words for id_, words in _DEFINITIONS.items() if id_ in found)


_DEFINITIONS: Mapping[str, Term] = {
    "F4": Term(
        "Tempo fra i decessi (F4, T3c): giorni del periodo diviso decessi; tempo consueto: tutti i giorni diviso tutti "
        "i decessi dei periodi di confronto. Non è l’intervallo fra due persone, che non si riporta mai.",
        "Time between deaths (F4, T3c): days of the period over deaths; usual time: all days over all deaths of the "
        "periods compared with. It is no gap between two persons, which is never told.",
    ),
    "T8": Term(
        "Circostanza (T8): situazione nota alla Forza al momento del decesso, con quattro risposte possibili – sì, no "
        "(cercata e assente), non nota, non rilevata. Crisi: nelle due settimane prima o dopo l’evento. Ogni "
        "circostanza è una tavola a sé, perché per una persona ne possono valere più d’una; ciascuna è protetta con i "
        "decessi di cui è parte.",
        "Circumstance (T8): a situation known to the force at the time of the death, with four possible answers – yes, "
        "no (looked for and absent), not known, not collected. Crisis: within the two weeks before or after the event. "
        "Each circumstance is a table of its own, as several may hold for one person; each is protected together with "
        "the deaths that it is part of.",
    ),
    "T11": Term(
        "Indicatori (T11): sì fra le risposte note. Primo contatto: giorni dalla segnalazione; 72 ore sono tre "
        "giorni, 24 ore un giorno. Contatto interno: psicologo, medico, sportello, pari o dirigente della propria "
        "Forza. Rientro: pieno o con limitazioni. Nuovo evento: un tentativo o un decesso della stessa persona, "
        "riconosciuta dal codice. Chiusa entro il termine: la data di chiusura non è dopo la scadenza.",
        "Indicators (T11): yes among the known answers. First contact: days from the signal; 72 hours are three days, "
        "24 hours one day. Internal contact: psychologist, physician, help desk, peer or manager of one’s own force. "
        "Back at work: fully or with limits. Further event: an attempt or a death of the same person, known by the "
        "code. Closed on time: closed no later than due.",
    ),
    "F5": Term(
        "Dagli eventi agli effetti (F5, T12c): record di ciascun passo nei tre anni. Risposta ricevuta, attuata, "
        "verificata: la Forza ha compiuto quel passo, ovunque sia arrivata poi. Effetto giudicato: indicatore con un "
        "verdetto; verificato: efficace o verosimile.",
        "From events to effects (F5, T12c): the records of each step in the three years. Response received, "
        "implemented, verified: the force took that step, however far it has come since. Effect judged: an indicator "
        "with a verdict; verified: effective or likely.",
    ),
}
