"""What is said when a backup cannot be made, checked or restored."""

from observatory.terms import Term

NO_ROOM = Term(
    "Il salvataggio non è stato fatto: controllare spazio, supporto e permessi della cartella. Nulla è rimasto a metà; "
    "l’archivio e i salvataggi precedenti sono intatti.",
    "The backup was not made: check space, medium and permissions of the folder. Nothing was left half done; the store "
    "and earlier backups are intact.",
)
NOT_CHECKED = Term(
    "Il salvataggio non si è potuto verificare: controllare spazio, supporto e permessi. Il file è come prima.",
    "The backup could not be checked: check space, medium and permissions. The file is as it was.",
)
NOT_RESTORED = Term(
    "L’archivio non è stato ripristinato: controllare spazio e permessi della cartella. Nulla è rimasto a metà; il "
    "salvataggio è intatto.",
    "The store was not restored: check space and permissions of the folder. Nothing was left half done; the backup is "
    "intact.",
)
NOT_OVER = Term(
    "La cartella non è vuota: un salvataggio si ripristina accanto, in una cartella nuova. Nulla è stato sovrascritto.",
    "The folder is not empty: a backup is restored beside, into a new folder. Nothing was overwritten.",
)
INSIDE = Term(
    "Un salvataggio dentro la cartella dell’archivio andrebbe perso con essa: scegliere un’altra cartella, meglio su "
    "un altro disco.",
    "A backup inside the store’s folder would be lost with it: choose another folder, better on another disk.",
)
OTHER_STORE = Term(
    "Il salvataggio è di un altro archivio: si verifica con la sua frase d’accesso. Nulla è stato modificato.",
    "The backup is of another store: check it with that store’s passphrase. Nothing was changed.",
)
OTHER_KEYS = Term(
    "Il salvataggio è di prima che le chiavi dell’archivio cambiassero: si verifica con la frase d’accesso di allora. "
    "Nulla è stato modificato.",
    "The backup is from before the keys of the store changed: check it with the passphrase of that time. Nothing was "
    "changed.",
)
FOREIGN_KEYS = Term(
    "Il file delle chiavi nel salvataggio non è quello che la base dati conosce: il salvataggio non viene usato. "
    "Nulla è stato modificato: scegliere un altro salvataggio.",
    "The key file in the backup is not the one that its database knows: the backup is not used. Nothing was changed: "
    "choose another backup.",
)
AWAY = Term(
    "La cartella dei salvataggi non è raggiungibile: collegare il disco o sceglierne un’altra. L’ultimo salvataggio "
    "resta quello di prima.",
    "The folder of the backups cannot be reached: connect the disk or choose another one. The last backup is still the "
    "one before.",
)
NO_FOLDER = Term(
    "Non è stata scelta una cartella per i salvataggi: indicarla con --to.",
    "No folder was chosen for the backups: name one with --to.",
)
NOT_WHOLE_KEYS = Term(
    "Il file delle chiavi non è quello che la base dati conosce: è di un altro momento o di un altro archivio. Nulla è "
    "stato modificato: avvisare l’amministratore.",
    "The key file is not the one that the database knows: it is of another time or another store. Nothing was changed: "
    "tell the administrator.",
)
