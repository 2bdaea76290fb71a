"""Where recommendations stand, in words: states, what is awaited, steps and what a step needs."""

from collections.abc import Mapping
from datetime import date

from observatory.codelists import codelist
from observatory.recommendations.clocks import CLOCK_LABELS, Clock, clocks_of
from observatory.recommendations.lifecycle import AWAITING, NOT_SENT, Need
from observatory.recommendations.recommendation import ForceResponse, Recommendation, ResponseStep
from observatory.terms import Term, same

NEED_LABELS: Mapping[Need, Term] = {
    Need.REASON: Term("il motivo", "the reason"),
    Need.EVIDENCE: Term("l’evidenza", "the evidence"),
    Need.DECISION: Term("la decisione di una riunione", "a meeting’s decision"),
    Need.REFERENCE: Term(
        "fra le evidenze, gli estremi della comunicazione della Forza",
        "as evidence, the reference of what the force sent",
    ),
    Need.SILENCE: Term("il termine per la risposta già scaduto", "the time for an answer already over"),
}
NOT_ADDRESSED = Term("non destinataria", "not addressed")
SECRETARIAT = Term("Segreteria", "Secretariat")
_OVERDUE = Term("▲ in ritardo: {what}, {day}", "▲ overdue: {what}, {day}")
_DUE = Term("entro il {day}: {what}", "by {day}: {what}")
_STEP = Term("{day}  {state} – {who}", "{day}  {state} – {who}")
RECEIPT = Term("Presa visione", "Receipt")
_BACK = Term("Correggi: torna a «{state}»", "Correct: back to “{state}”")
_FURTHER = Term("{state}: aggiornamento", "{state}: progress report")
_SILENT = Term(
    "▲ silenzio dal {day}: candidata a «senza risposta»", "▲ silent since {day}: candidate for “no response”"
)
_ADOPTED = Term("{n} su {total}", "{n} of {total}")


def state_words(code: str | None) -> Term:
    """The state of a response."""
    return codelist("response_state").label(code or NOT_SENT)


def due_words(response: ForceResponse, today: date) -> Term | None:
    """What is awaited first of a response: marked, in words, where it is overdue. None where nothing is."""
    until = next((day for clock, day in clocks_of(response) if clock is Clock.ANSWER), today)
    if response.state == AWAITING and until < today:
        return _SILENT.with_values(day=f"{until:%d/%m/%Y}")
    first: tuple[Clock, date] | None = min(clocks_of(response), key=lambda clock: clock[1], default=None)
    if first is None:
        return None
    clock, day = first
    return (_OVERDUE if day < today else _DUE).with_values(what=CLOCK_LABELS[clock], day=f"{day:%d/%m/%Y}")


def cell_words(recommendation: Recommendation, response: ForceResponse | None, today: date) -> Term:
    """A cell of the grid: the state, then what is awaited."""
    if response is None:
        return NOT_ADDRESSED
    state, awaited = state_words(response.state), due_words(response, today)
    if awaited is None or recommendation.status in ("BO", "SO"):
        return state
    return Term("{state}\n{awaited}", "{state}\n{awaited}").with_values(state=state, awaited=awaited)


def adopted_words(share: tuple[int, int]) -> Term:
    """How many forces have put it into practice, of how many it is addressed to."""
    return _ADOPTED.with_values(n=share[0], total=share[1])


def offer_words(to: str, response: ForceResponse, *, corrects: bool) -> Term:
    """A state as it is offered: a receipt and a report on progress leave the state as it is."""
    state = state_words(to)
    if corrects:
        return _BACK.with_values(state=state)
    if to != response.state:
        return state
    return RECEIPT if to == AWAITING else _FURTHER.with_values(state=state)


def step_words(step: ResponseStep) -> Term:
    """One step in a line: day, state, whose act."""
    day = f"{step.taken_on:%d/%m/%Y}" if step.taken_on else "–"
    return _STEP.with_values(day=day, state=step_state(step), who=who(step.force))


def step_state(step: ResponseStep) -> Term:
    """The state that a step entered; for the addressee's first word, that it received the recommendation."""
    is_receipt = step.state == AWAITING and step.force is not None and not step.reason
    return RECEIPT if is_receipt else state_words(step.state)


def who(force: str | None) -> Term:
    """The acting force by its short name, or the secretariat."""
    return SECRETARIAT if force is None else same(codelist("force")[force].short)
