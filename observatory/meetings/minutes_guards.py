"""What the course of the minutes refuses, each with its sentence."""

from enum import StrEnum

from observatory.errors import ObservatoryError
from observatory.terms import Term


class MinutesGuard(StrEnum):
    """One refusal; the name is stable."""

    READ_ONLY = "read_only"
    APPEND_ONLY = "append_only"
    BY_HAND = "by_hand"
    NOT_FROM_HERE = "not_from_here"
    EMPTY = "empty"
    ALREADY_SHARED = "already_shared"
    NOT_AS_SHARED = "not_as_shared"
    NEEDS_LATER_MEETING = "needs_later_meeting"
    NEEDS_REASON = "needs_reason"
    NOTHING_AMENDED = "nothing_amended"
    OUT_OF_ORDER = "out_of_order"
    NOT_YET = "not_yet"


class MinutesRefused(ObservatoryError):
    """A change that the course of the minutes does not let happen; nothing was changed."""

    def __init__(self, guard: MinutesGuard) -> None:
        super().__init__(SENTENCES[guard])
        self.guard = guard


SENTENCES: dict[MinutesGuard, Term] = {
    MinutesGuard.READ_ONLY: Term(
        "Il verbale è approvato: testo, presenze, punti, decisioni e azioni non si modificano più; si aggiornano "
        "stato, esito ed evidenze. Per correggerlo serve una rettifica con il motivo. Nulla è stato modificato.",
        "The minutes are approved: text, attendance, items, decisions and actions no longer change; status, outcome "
        "and evidence still do. Correcting them takes an amendment with its reason. Nothing was changed.",
    ),
    MinutesGuard.APPEND_ONLY: Term(
        "I passaggi del verbale già registrati non si modificano e non si tolgono. Nulla è stato modificato.",
        "Recorded steps of the minutes are neither changed nor removed. Nothing was changed.",
    ),
    MinutesGuard.BY_HAND: Term(
        "Lo stato del verbale e i suoi passaggi non si scrivono nella scheda: si condivide, si approva o si rettifica. "
        "Nulla è stato modificato.",
        "The status of the minutes and its steps are not written in the record: share, approve or amend them. "
        "Nothing was changed.",
    ),
    MinutesGuard.NOT_FROM_HERE: Term(
        "Il verbale passa da bozza a condiviso, da condiviso ad approvato, e da approvato a rettificato: questo "
        "passaggio non segue quello di ora. Nulla è stato modificato.",
        "Minutes go from draft to shared, from shared to approved, and from approved to amended: this step does not "
        "follow the present one. Nothing was changed.",
    ),
    MinutesGuard.EMPTY: Term(
        "Il verbale non ha ancora un testo: scriverlo prima di condividerlo. Nulla è stato modificato.",
        "The minutes have no text yet: write it before sharing them. Nothing was changed.",
    ),
    MinutesGuard.ALREADY_SHARED: Term(
        "Il verbale è già condiviso con questo testo. Nulla è stato modificato.",
        "The minutes are shared with this text already. Nothing was changed.",
    ),
    MinutesGuard.NOT_AS_SHARED: Term(
        "Il testo è cambiato dopo la condivisione: condividerlo di nuovo, poi approvarlo. Nulla è stato modificato.",
        "The text changed after it was shared: share it again, then approve it. Nothing was changed.",
    ),
    MinutesGuard.NEEDS_LATER_MEETING: Term(
        "Il verbale si approva in una riunione successiva, già tenuta e registrata: indicarla. "
        "Nulla è stato modificato.",
        "Minutes are approved at a later meeting that was held and is recorded: name it. Nothing was changed.",
    ),
    MinutesGuard.NEEDS_REASON: Term(
        "La rettifica di un verbale approvato richiede il motivo: scriverlo. Nulla è stato modificato.",
        "Amending approved minutes takes the reason: write it. Nothing was changed.",
    ),
    MinutesGuard.NOTHING_AMENDED: Term(
        "Il testo è quello già approvato: non c’è nulla da rettificare. Nulla è stato modificato.",
        "The text is the approved one: there is nothing to amend. Nothing was changed.",
    ),
    MinutesGuard.OUT_OF_ORDER: Term(
        "La data precede la riunione o il passaggio precedente del verbale: correggerla. Nulla è stato modificato.",
        "The date is before the meeting or the previous step of the minutes: correct it. Nothing was changed.",
    ),
    MinutesGuard.NOT_YET: Term(
        "La data è futura o manca: un passaggio si registra quando è avvenuto. Nulla è stato modificato.",
        "The date is in the future or missing: a step is recorded once it has happened. Nothing was changed.",
    ),
}
