"""What is done at the desks, in words: what an undo takes back, and why the rest stays as it was recorded."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from observatory.fields import Entity
from observatory.recommendations.clocks import DRAFT, SUPERSEDED
from observatory.recommendations.course import CLOSED
from observatory.recommendations.recommendation import Recommendation
from observatory.signals import investigation
from observatory.signals.signal import Signal
from observatory.terms import Term
from observatory.usecases.decisions import decisions_named

STEP_STAYS = Term(
    "I passaggi di una risposta restano: l’ultimo si toglie con un nuovo passaggio e il suo motivo. Nella griglia "
    "delle Forze scegliere la cella e premere Ctrl+Z. Nulla è cambiato.",
    "The steps of a response stay: the last one is taken back by a further step with its reason. On the grid of "
    "forces, choose the cell and press Ctrl+Z. Nothing has changed.",
)
MINUTES_STAY = Term(
    "I passaggi di un verbale restano: condivisione, approvazione e rettifica non si annullano. Finché non è approvato "
    "se ne corregge il testo e lo si condivide di nuovo, poi si rettifica con il motivo. Nulla è cambiato.",
    "The steps of minutes stay: sharing, approval and amendment are not undone. Until approved, their text is "
    "corrected and shared again; afterwards it is amended with the reason. Nothing has changed.",
)
DECIDED = Term(
    "Ciò che si registra per decisione di una riunione non si annulla: resta deliberato, adottato, sostituito o "
    "concluso. Si va avanti con un nuovo passaggio, una nuova versione o una nuova scheda. Nulla è cambiato.",
    "What is recorded by a meeting’s decision is not undone: it stays issued, adopted, superseded or concluded. "
    "Go on with a further step, version or record. Nothing has changed.",
)
OVER = Term(
    "La raccomandazione è chiusa: non vi si annulla più nulla. Per correggerla aprirla e registrare ciò che è giusto. "
    "Nulla è cambiato.",
    "The recommendation is closed: nothing is undone in it any more. To correct it, open it and record what is "
    "right. Nothing has changed.",
)


@dataclass(frozen=True, slots=True)
class Act:
    """What was done, in words, and why it stays; `stays` is None for what can be undone."""

    words: Term
    stays: Term | None = None


ACTION_MOVED = Act(Term("esito di un’azione", "what became of an action"))
ADDRESSED = Act(Term("Forze destinatarie aggiunte", "forces addressed"))
INVESTIGATED = Act(Term("passo dell’approfondimento", "step of the investigation"))
JUDGED = Act(Term("giudizio", "verdict"))

ADOPTED = Act(Term("versione adottata", "version adopted"), DECIDED)
CONCLUDED = Act(Term("segnale concluso", "signal concluded"), DECIDED)
ISSUED = Act(Term("raccomandazione deliberata", "recommendation issued"), DECIDED)
REPLACED = Act(Term("raccomandazione sostituita", "recommendation superseded"), DECIDED)
MINUTES_STEPPED = Act(Term("passaggio del verbale", "step of the minutes"), MINUTES_STAY)
RESPONSE_STEPPED = Act(Term("passaggio di una risposta", "step of a response"), STEP_STAYS)


def why_it_stays(entity: Entity, now: Any, earlier: Any) -> Term | None:  # noqa: ANN401 - records of the entity
    """Why a record does not go back to what it was, or None; what its own course refuses comes on top."""
    if (over := why_it_is_over(now)) is not None:
        return over
    if isinstance(now, Recommendation) and now.status not in _DRAFTED and earlier.status in _DRAFTED:
        return DECIDED
    return _decided(entity, now, earlier)


def why_it_is_over(record: object) -> Term | None:
    """Why nothing of the record is undone whatever it was before, or None: it is closed or concluded."""
    if isinstance(record, Recommendation) and record.status in (CLOSED, SUPERSEDED):
        return OVER
    return DECIDED if isinstance(record, Signal) and investigation.is_closed(record) else None


def _decided(entity: Entity, now: object, earlier: object) -> Term | None:
    """Where a decision would be named less often; an action of a meeting says itself what became of it."""
    if entity.name == "meeting":
        return None
    return DECIDED if Counter(decisions_named(entity, now)) - Counter(decisions_named(entity, earlier)) else None


_DRAFTED = (None, DRAFT)
