"""What both stores say to a user when they cannot do what was asked."""

from observatory.terms import Term

NO_SUCH_RECORD = Term(
    "La scheda non esiste in questo archivio: aggiornare l’elenco.",
    "There is no such record in this store: refresh the list.",
)
NO_SUCH_PROPOSAL = Term(
    "La proposta non esiste in questo archivio: aggiornare l’elenco.",
    "There is no such proposal in this store: refresh the list.",
)
CLOSED = Term("L’archivio è chiuso: riaprirlo con la frase d’accesso.", "The store is closed: unlock it again.")
BUSY = Term(
    "L’archivio sta ancora scrivendo un altro lavoro: questa modifica non è stata registrata. Quanto scritto resta a "
    "video; riprovare tra poco.",
    "The store is still writing another piece of work: this change was not recorded. What was typed stays on screen; "
    "try again shortly.",
)
