"""The indicators of T11 in words."""

from collections.abc import Mapping

from observatory.evaluation.prevention_words import CODE_LENGTH
from observatory.evaluation.prevention_words import LABELS as NAMES
from observatory.terms import Term, same

TITLE = Term(
    "Indicatori di intervento e di seguito, quattro Forze insieme",
    "Indicators of intervention and follow-up, four forces together",
)
LABELS: Mapping[str, Term] = {
    row: same("{code} {name}").with_values(code=row[:CODE_LENGTH], name=name) for row, name in NAMES.items()
}
NOTES = (
    Term(
        "Percentuali sulle risposte note, con limiti di Wilson al 95 %. Nessun confronto fra periodi o fra Forze: una "
        "differenza più stretta dei limiti non si vedrebbe.",
        "Percentages of the known answers, with 95% Wilson limits. No comparison of periods or forces: a difference "
        "narrower than the limits would not be seen.",
    ),
    Term(
        "Le mediane dei tempi (I-01, I-05) sono nella tavola T10d. I controlli (I-07, I-08) si contano nel mese in cui "
        "erano dovuti; I-12 riguarda le decisioni con termine nel periodo e tutte quelle attuate.",
        "The median times (I-01, I-05) are in table T10d. Follow-ups (I-07, I-08) are counted in the month in which "
        "they were due; I-12 concerns the decisions due in the period, and all that were carried out.",
    ),
    Term(
        "I-09 conta persone con un codice: i tentativi senza codice, o entro 12 mesi da uno già contato, sono fra i "
        "«non noto». Un nuovo evento registrato senza codice non si vede: la quota è un minimo.",
        "I-09 counts persons with a code: attempts without one, or within 12 months of one already counted, are among "
        "the “not known”. A further event recorded without a code is not seen: the share is a minimum.",
    ),
    Term(
        "Non rilevati, e perciò non riportati: giorni al rientro (I-08), personale formato, accessi allo sportello e "
        "accessi spontanei (I-11), misure oltre il termine di legge (I-05: il termine non è lo stesso per le Forze).",
        "Not collected, and so not reported: days until the return (I-08), staff trained, help-desk contacts and "
        "self-referrals (I-11), measures beyond the legal term (I-05: the term is not the same for all forces).",
    ),
)
