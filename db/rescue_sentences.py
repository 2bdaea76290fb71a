"""What a rescue says while it works and when it cannot."""

from observatory.terms import Term

OPENING = Term("Lettura delle pagine", "Reading pages")
WRITING = Term("Scrittura del recupero", "Writing what was rescued")
NOT_OVER = Term(
    "La cartella non è vuota: ciò che si recupera va in una cartella nuova. Nulla è stato sovrascritto.",
    "The folder is not empty: what is rescued goes into a new folder. Nothing was overwritten.",
)
NOT_WRITTEN = Term(
    "Il recupero non si è potuto leggere o scrivere: controllare spazio, supporto e permessi. L’archivio non è stato "
    "toccato e nulla è rimasto a metà.",
    "The rescue could not be read or written: check space, medium and permissions. The store was not touched and "
    "nothing was left half done.",
)
NOTHING_LEFT = Term(
    "L’inizio della base dati è distrutto e non se ne può recuperare nulla. L’archivio non è stato toccato: "
    "ripristinare l’ultimo salvataggio.",
    "The beginning of the database is destroyed and nothing of it can be rescued. The store was not touched: restore "
    "the last backup.",
)
