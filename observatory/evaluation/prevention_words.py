"""What the indicators I-01 … I-12 are called, one name for each row of the page and of table T11."""

from collections.abc import Mapping

from observatory.codelists import codelist
from observatory.terms import Term

_FOLLOWED = Term("Controllo effettuato, a {due}", "Follow-up done, at {due}")
LABELS: Mapping[str, Term] = {
    "I-01": Term("Giorni dalla segnalazione al primo contatto", "Days from the signal to the first contact"),
    "I-02a": Term("Primo contatto entro 72 ore", "First contact within 72 hours"),
    "I-02b": Term("Primo contatto entro 7 giorni", "First contact within 7 days"),
    "I-03": Term("Misura sull’arma entro 24 ore", "Firearm measure within 24 hours"),
    "I-04": Term("Misura sull’arma con sostegno contestuale", "Firearm measure with concurrent support"),
    "I-05": Term("Misura sull’arma finita con la riconsegna", "Firearm measure ended by its return"),
    "I-05-days": Term("Durata delle misure sull’arma, in giorni", "Duration of firearm measures, in days"),
    "I-06": Term(
        "Decessi con un contatto interno nei 12 mesi prima (tre anni)",
        "Deaths with an internal contact in the 12 months before (three years)",
    ),
    **{f"I-07-{due.code}": _FOLLOWED.with_values(due=due.label) for due in codelist("follow_up_due")},
    "I-08": Term("Rientro in servizio, ai controlli effettuati", "Back at work, at the follow-ups done"),
    "I-09": Term(
        "Persone con un nuovo evento entro 12 mesi dal tentativo (un anno prima)",
        "Persons with a further event within 12 months of an attempt (a year back)",
    ),
    "I-10a": Term("Postvention avviata entro 24 ore", "Postvention begun within 24 hours"),
    "I-10b": Term("Postvention estesa ad almeno il 75 % del reparto", "Postvention reaching 75% of the unit"),
    "I-11": Term(
        "Interventi individuali di sportelli e linee d’ascolto", "Individual interventions by desks and lines"
    ),
    "I-12a": Term("Decisioni chiuse entro il termine", "Decisions closed on time"),
    "I-12b": Term("Decisioni attuate con effetto verificato", "Decisions carried out, effect verified"),
}
"""By row; the first four letters are the indicator’s code."""

CODE_LENGTH = 4
