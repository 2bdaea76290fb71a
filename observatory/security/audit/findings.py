"""What a check of the log can find, each with its own name and sentence."""

from dataclasses import dataclass
from enum import StrEnum

from observatory.terms import Term


class Kind(StrEnum):
    """What was done to the log or to the rows that it speaks of."""

    EDITED_ENTRY = "edited_entry"
    REMOVED_ENTRY = "removed_entry"
    REPLACED_ENTRY = "replaced_entry"
    FORGED_SIGNATURE = "forged_signature"
    FALSE_ROLE = "false_role"
    FORKED = "forked"
    TRUNCATED = "truncated"
    ROLLED_BACK = "rolled_back"
    ALTERED_ANCHOR = "altered_anchor"
    EDITED_ROW = "edited_row"
    REPLAYED_ROW = "replayed_row"
    MISSING_ROW = "missing_row"
    UNLOGGED_ROW = "unlogged_row"
    RETURNED_ROW = "returned_row"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written; `sequence` is 0 where no entry is concerned."""

    kind: Kind
    sequence: int = 0
    object: str = ""

    @property
    def sentence(self) -> Term:
        return SENTENCES[self.kind].with_values(n=self.sequence, object=self.object)


SENTENCES: dict[Kind, Term] = {
    Kind.EDITED_ENTRY: Term(
        "Voce {n}: il contenuto è stato alterato dopo essere stato scritto.",
        "Entry {n}: its content was altered after it was written.",
    ),
    Kind.REMOVED_ENTRY: Term("Voce {n}: è stata tolta dal registro.", "Entry {n}: it was removed from the log."),
    Kind.REPLACED_ENTRY: Term(
        "Voce {n}: non segue quella che la precede; una delle due è stata sostituita.",
        "Entry {n}: it does not follow the one before it; one of the two was replaced.",
    ),
    Kind.FORGED_SIGNATURE: Term(
        "Voce {n}: la firma non è quella di un membro dell’archivio.",
        "Entry {n}: the signature is not that of a member of the store.",
    ),
    Kind.FALSE_ROLE: Term(
        "Voce {n}: chi l’ha firmata non aveva il ruolo che la voce dichiara, o quel ruolo non comprende l’atto.",
        "Entry {n}: whoever signed it did not hold the role that it claims, or that role does not include the act.",
    ),
    Kind.FORKED: Term(
        "Voce {n}: la storia è un’altra rispetto a quella già attestata; esistono due copie divergenti dell’archivio.",
        "Entry {n}: the history is not the one attested before; there are two diverging copies of the store.",
    ),
    Kind.TRUNCATED: Term(
        "Il registro è stato troncato: mancano le voci fino alla {n}.",
        "The log was cut short: the entries up to {n} are missing.",
    ),
    Kind.ROLLED_BACK: Term(
        "L’archivio è una copia più vecchia: questa postazione ne conosce una arrivata alla voce {n}.",
        "The store is an older copy: this workstation knows one that had come to entry {n}.",
    ),
    Kind.ALTERED_ANCHOR: Term(
        "L’attestazione conservata su questa postazione è stata alterata.",
        "The attestation kept on this workstation was altered.",
    ),
    Kind.EDITED_ROW: Term(
        "{object}: non è come fu scritta alla voce {n}; è stata cambiata fuori dal programma.",
        "{object}: not as written at entry {n}; it was changed outside the program.",
    ),
    Kind.REPLAYED_ROW: Term(
        "{object}: è tornata a una versione più vecchia di quella della voce {n}.",
        "{object}: it went back to an older version than that of entry {n}.",
    ),
    Kind.MISSING_ROW: Term(
        "{object}: scritta alla voce {n}, non c’è più.", "{object}: written at entry {n}, it is gone."
    ),
    Kind.UNLOGGED_ROW: Term(
        "{object}: nessuna voce ne parla; è stata aggiunta fuori dal programma.",
        "{object}: no entry speaks of it; it was added outside the program.",
    ),
    Kind.RETURNED_ROW: Term(
        "{object}: cancellata definitivamente alla voce {n}, è ricomparsa; è stata rimessa fuori dal programma.",
        "{object}: erased for good at entry {n}, it is back; it was put there outside the program.",
    ),
}
