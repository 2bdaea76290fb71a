"""The recovery sheet: what is printed of a paper key, and what must be typed back before it counts."""

import secrets
from dataclasses import dataclass
from datetime import date

from observatory.security.paper_key import GROUPS, PaperKey
from observatory.security.passphrases import in_words
from observatory.terms import Term

ASKED_BACK = 2
"""Groups that whoever printed the sheet types from it, so that an unreadable print is noticed at once."""


@dataclass(frozen=True, slots=True, repr=False)
class RecoverySheet:
    """One printed page: the store by name and in six words (`StoreKeys.fingerprint`), the key, the day."""

    store: str
    fingerprint: str
    paper: PaperKey
    made_on: date

    @property
    def mark(self) -> str:
        return sheet_mark(self.paper.sheet)


def sheet_mark(sheet: str) -> str:
    """A sheet in three words, printed on it and shown in the window: tells the sheet in force from older ones."""
    return in_words(sheet.encode(), 3)


def asked_back() -> tuple[int, ...]:
    """The places, counted from 1, of the groups to type back."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), ASKED_BACK)))


TITLE = Term("Foglio di recupero", "Recovery sheet")
PURPOSE = Term(
    "Con la chiave stampata qui si apre l’archivio e si sceglie una nuova frase d’accesso quando quella in uso è stata "
    "dimenticata. Chi ha questo foglio e una copia dell’archivio può leggere tutto ciò che contiene.",
    "The key printed here opens the store and sets a new passphrase when the one in use was forgotten. "
    "Whoever has this sheet and a copy of the store can read everything in it.",
)
STORE = Term("Archivio", "Store")
FINGERPRINT = Term("Impronta dell’archivio", "Fingerprint of the store")
MARK = Term("Segno del foglio", "Mark of the sheet")
MADE_ON = Term("Preparato il", "Prepared on")
KEY = Term("La chiave", "The key")
ADVICE: tuple[tuple[Term, Term], ...] = (
    (
        Term("Come si usa", "How it is used"),
        Term(
            "Nella finestra chiusa scegliere «Ho dimenticato la frase…» e scrivere gli otto gruppi nell’ordine. "
            "Maiuscole, spazi e trattini non contano; le lettere I, L, O e U non compaiono mai. "
            "L’ultimo carattere di ogni gruppo lo controlla: un errore di scrittura viene indicato gruppo per gruppo.",
            "In the closed window choose “I forgot the passphrase…” and write the eight groups in order. "
            "Capitals, spaces and hyphens do not matter; the letters I, L, O and U never occur. "
            "The last character of each group checks it: a slip is told group by group.",
        ),
    ),
    (
        Term("Dove tenerlo", "Where to keep it"),
        Term(
            "In busta chiusa e firmata, in cassaforte, lontano dal computer e dalle copie dell’archivio. "
            "Non fotografarlo né inviarlo. Dopo la stampa cancellare il file da cui è stato stampato.",
            "In a sealed and signed envelope, in a safe, away from the computer and from copies of the store. "
            "Do not photograph or send it. After printing, delete the file it was printed from.",
        ),
    ),
    (
        Term("Quando non vale più", "When it is no longer valid"),
        Term(
            "Quando se ne fa uno nuovo: la finestra mostra il segno del foglio in vigore. Cambiare la frase d’accesso "
            "non lo annulla. Se il foglio è andato perso o è stato visto da altri, farne subito uno nuovo.",
            "When a new one is made: the window shows the mark of the sheet in force. Changing the passphrase "
            "does not cancel it. If the sheet was lost or seen by others, make a new one at once.",
        ),
    ),
)
