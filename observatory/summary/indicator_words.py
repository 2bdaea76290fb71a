"""The indicators of T11 in words."""

from collections.abc import Mapping

from observatory.codelists import codelist
from observatory.terms import Term

TITLE = Term(
    "Indicatori di intervento e di seguito, quattro Forze insieme",
    "Indicators of intervention and follow-up, four forces together",
)
_FOLLOWED = Term("I-07 Controllo effettuato, a {due}", "I-07 Follow-up done, at {due}")
LABELS: Mapping[str, Term] = {
    "I-02a": Term("I-02 Primo contatto entro 72 ore", "I-02 First contact within 72 hours"),
    "I-02b": Term("I-02 Primo contatto entro 7 giorni", "I-02 First contact within 7 days"),
    "I-03": Term("I-03 Misura sull’arma entro 24 ore", "I-03 Firearm measure within 24 hours"),
    "I-04": Term("I-04 Misura sull’arma con sostegno contestuale", "I-04 Firearm measure with concurrent support"),
    "I-05": Term("I-05 Misura sull’arma finita con la riconsegna", "I-05 Firearm measure ended by its return"),
    "I-06": Term(
        "I-06 Decessi con un contatto interno nei 12 mesi prima (tre anni)",
        "I-06 Deaths with an internal contact in the 12 months before (three years)",
    ),
    **{f"I-07-{due.code}": _FOLLOWED.with_values(due=due.label) for due in codelist("follow_up_due")},
    "I-08": Term("I-08 Rientro in servizio, ai controlli effettuati", "I-08 Back at work, at the follow-ups done"),
    "I-09": Term(
        "I-09 Persone con un nuovo evento entro 12 mesi dal tentativo (un anno prima)",
        "I-09 Persons with a further event within 12 months of an attempt (a year back)",
    ),
    "I-10a": Term("I-10 Postvention avviata entro 24 ore", "I-10 Postvention begun within 24 hours"),
    "I-10b": Term("I-10 Postvention estesa ad almeno il 75 % del reparto", "I-10 Postvention reaching 75% of the unit"),
    "I-12a": Term("I-12 Decisioni chiuse entro il termine", "I-12 Decisions closed on time"),
    "I-12b": Term("I-12 Decisioni attuate con effetto verificato", "I-12 Decisions carried out, effect verified"),
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
