"""What the course of a recommendation refuses, each with its sentence."""

from enum import StrEnum

from observatory.errors import ObservatoryError
from observatory.terms import Term


class Guard(StrEnum):
    """One refusal; the name is stable."""

    NOT_FROM_HERE = "not_from_here"
    NOT_ADDRESSED = "not_addressed"
    ALREADY_ADDRESSED = "already_addressed"
    NOT_ISSUED = "not_issued"
    ALREADY_ISSUED = "already_issued"
    SUPERSEDED = "superseded"
    ONLY_SECRETARIAT = "only_secretariat"
    ONLY_ADDRESSEE = "only_addressee"
    NOT_BY_OWNER = "not_by_owner"
    NEEDS_REASON = "needs_reason"
    NEEDS_EVIDENCE = "needs_evidence"
    NEEDS_DECISION = "needs_decision"
    UNKNOWN_DECISION = "unknown_decision"
    NOT_SILENT = "not_silent"
    OUT_OF_ORDER = "out_of_order"
    NOT_YET = "not_yet"
    NOT_YOURS = "not_yours"
    APPEND_ONLY = "append_only"
    STATE_WITHOUT_STEP = "state_without_step"
    ON_BEHALF = "on_behalf"
    ITSELF = "itself"


class StepRefused(ObservatoryError):
    """A step that the course of a recommendation does not let happen; nothing was changed."""

    def __init__(self, guard: Guard) -> None:
        super().__init__(SENTENCES[guard])
        self.guard = guard


SENTENCES: dict[Guard, Term] = {
    Guard.NOT_FROM_HERE: Term(
        "Da dove si trova ora la risposta non si passa a questo stato: scegliere uno degli stati proposti. "
        "Nulla è stato modificato.",
        "From where the response now stands it cannot move to this state: choose one of those offered. "
        "Nothing was changed.",
    ),
    Guard.NOT_ADDRESSED: Term(
        "La raccomandazione non è rivolta a questa Forza: aggiungerla prima fra le destinatarie. "
        "Nulla è stato modificato.",
        "The recommendation is not addressed to this force: add it to the addressees first. Nothing was changed.",
    ),
    Guard.ALREADY_ADDRESSED: Term(
        "La raccomandazione è già rivolta a questa Forza. Nulla è stato modificato.",
        "The recommendation is addressed to this force already. Nothing was changed.",
    ),
    Guard.NOT_ISSUED: Term(
        "La raccomandazione è ancora una bozza: va prima deliberata da una riunione. Nulla è stato modificato.",
        "The recommendation is still a draft: a meeting issues it first. Nothing was changed.",
    ),
    Guard.ALREADY_ISSUED: Term(
        "La raccomandazione è già stata deliberata. Nulla è stato modificato.",
        "The recommendation was issued already. Nothing was changed.",
    ),
    Guard.SUPERSEDED: Term(
        "La raccomandazione è stata sostituita: si prosegue in quella che la sostituisce. Nulla è stato modificato.",
        "The recommendation was superseded: go on in the one that replaces it. Nothing was changed.",
    ),
    Guard.ONLY_SECRETARIAT: Term(
        "Questo stato lo registra la segreteria, non la Forza destinataria. Nulla è stato modificato.",
        "This state is entered by the secretariat, not by the addressed force. Nothing was changed.",
    ),
    Guard.ONLY_ADDRESSEE: Term(
        "Questo stato spetta alla Forza destinataria. Nulla è stato modificato.",
        "This state is entered by the addressed force. Nothing was changed.",
    ),
    Guard.NOT_BY_OWNER: Term(
        "La verifica spetta alla segreteria o a un’altra Forza, mai a chi ha attuato. Nulla è stato modificato.",
        "The secretariat or another force verifies, never whoever implemented. Nothing was changed.",
    ),
    Guard.NEEDS_REASON: Term(
        "Manca il motivo: scriverlo e registrare di nuovo. Nulla è stato modificato.",
        "The reason is missing: write it and record again. Nothing was changed.",
    ),
    Guard.NEEDS_EVIDENCE: Term(
        "«Attuata» richiede un’evidenza: indicare il documento o i dati aggregati che lo mostrano. "
        "Nulla è stato modificato.",
        "“Implemented” needs evidence: name the document or the aggregate data that show it. Nothing was changed.",
    ),
    Guard.NEEDS_DECISION: Term(
        "Per questo passo serve la decisione di una riunione: sceglierla. Nulla è stato modificato.",
        "This step needs a meeting’s decision: choose it. Nothing was changed.",
    ),
    Guard.UNKNOWN_DECISION: Term(
        "La decisione indicata non è di una riunione registrata: sceglierne una registrata. Nulla è stato modificato.",
        "The decision given is not one of a recorded meeting: choose a recorded one. Nothing was changed.",
    ),
    Guard.NOT_SILENT: Term(
        "Il termine per la risposta non è ancora scaduto: «senza risposta» si può deliberare solo dopo. "
        "Nulla è stato modificato.",
        "The time for an answer has not run out yet: “no response” can be decided only afterwards. "
        "Nothing was changed.",
    ),
    Guard.OUT_OF_ORDER: Term(
        "La data precede quella del passaggio precedente: correggerla. Nulla è stato modificato.",
        "The date is before that of the previous step: correct it. Nothing was changed.",
    ),
    Guard.NOT_YET: Term(
        "La data è futura o manca: un passaggio si registra quando è avvenuto. Nulla è stato modificato.",
        "The date is in the future or missing: a step is recorded once it has happened. Nothing was changed.",
    ),
    Guard.NOT_YOURS: Term(
        "Un passaggio lo corregge chi lo ha compiuto: la Forza i propri, la segreteria gli altri. "
        "Nulla è stato modificato.",
        "A step is corrected by whoever took it: the force its own, the secretariat the others. Nothing was changed.",
    ),
    Guard.APPEND_ONLY: Term(
        "I passaggi registrati non si modificano e non si tolgono: un errore si corregge con un nuovo passaggio. "
        "Nulla è stato modificato.",
        "Recorded steps are neither changed nor removed: a mistake is mended by a further step. Nothing was changed.",
    ),
    Guard.STATE_WITHOUT_STEP: Term(
        "Lo stato di una risposta cambia solo con un passaggio: registrarlo dalla griglia delle Forze. "
        "Nulla è stato modificato.",
        "The state of a response changes by a step only: record one from the grid of forces. Nothing was changed.",
    ),
    Guard.ON_BEHALF: Term(
        "La segreteria registra un passaggio della Forza solo con gli estremi della comunicazione ricevuta: "
        "scriverli fra le evidenze. Nulla è stato modificato.",
        "The secretariat records a step of the force only with the reference of what it received: "
        "write it as evidence. Nothing was changed.",
    ),
    Guard.ITSELF: Term(
        "Una raccomandazione non può sostituire sé stessa: sceglierne un’altra. Nulla è stato modificato.",
        "A recommendation cannot supersede itself: choose another one. Nothing was changed.",
    ),
}
