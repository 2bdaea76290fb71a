"""The investigation of a signal: verify the data, define the cluster, report; then a decision, taken by people."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from observatory.errors import ObservatoryError
from observatory.signals.signal import Signal
from observatory.signals.validation import CLOSED, STEPS
from observatory.terms import Term

_AFTER = {"data_check": "VE", "definition": "AP", "report": "AP"}
"""The outcome that each step leaves: codes of the list `signal_outcome`."""


class SignalGuard(StrEnum):
    """One refusal; the name is stable."""

    OUT_OF_ORDER = "out_of_order"
    ALL_DONE = "all_done"
    NEEDS_TEXT = "needs_text"
    TOO_EARLY = "too_early"
    NOT_YET = "not_yet"
    NEEDS_STEPS = "needs_steps"
    NEEDS_DECISION = "needs_decision"
    NO_CONCLUSION = "no_conclusion"
    ALREADY_CLOSED = "already_closed"


class InvestigationRefused(ObservatoryError):
    """A step that the investigation does not let happen; nothing was changed."""

    def __init__(self, guard: SignalGuard) -> None:
        super().__init__(SENTENCES[guard])
        self.guard = guard


def next_step(signal: Signal) -> str | None:
    """The step that is due, of `STEPS`; None once all three are done."""
    return next((name for name in STEPS if not getattr(signal, name)), None)


def is_closed(signal: Signal) -> bool:
    """Whether a decision concluded it."""
    return signal.outcome in CLOSED


def stepped(signal: Signal, step: str, told: str, day: date, today: date) -> Signal:
    """The signal with its next step described and dated; raises `InvestigationRefused`."""
    _require(not is_closed(signal), SignalGuard.ALREADY_CLOSED)
    due = next_step(signal)
    _require(due is not None, SignalGuard.ALL_DONE)
    _require(due == step, SignalGuard.OUT_OF_ORDER)
    _require(bool(told.strip()), SignalGuard.NEEDS_TEXT)
    _require(day <= today, SignalGuard.NOT_YET)
    _require(day >= _latest(signal), SignalGuard.TOO_EARLY)
    after = replace(signal, outcome=_AFTER[step])
    if step == "data_check":
        return replace(after, data_check=told.strip(), data_check_on=day)
    if step == "definition":
        return replace(after, definition=told.strip(), definition_on=day)
    return replace(after, report=told.strip(), report_on=day)


def concluded(signal: Signal, outcome: str, decision_id: str) -> Signal:
    """The signal with what a meeting decided about it; raises `InvestigationRefused`."""
    _require(not is_closed(signal), SignalGuard.ALREADY_CLOSED)
    _require(next_step(signal) is None, SignalGuard.NEEDS_STEPS)
    _require(outcome in CLOSED, SignalGuard.NO_CONCLUSION)
    _require(bool(decision_id), SignalGuard.NEEDS_DECISION)
    return replace(signal, outcome=outcome, decision_id=decision_id)


def _latest(signal: Signal) -> date:
    days = (signal.as_of, *(getattr(signal, f"{name}_on") for name in STEPS))
    return max((day for day in days if day is not None), default=date.min)


def _require(holds: bool, guard: SignalGuard) -> None:
    if not holds:
        raise InvestigationRefused(guard)


SENTENCES: dict[SignalGuard, Term] = {
    SignalGuard.OUT_OF_ORDER: Term(
        "I passaggi vanno nell’ordine: verifica dei dati, definizione, relazione. Nulla è stato modificato.",
        "The steps go in order: data check, definition, report. Nothing was changed.",
    ),
    SignalGuard.ALL_DONE: Term(
        "I tre passaggi sono compiuti: resta la decisione. Nulla è stato modificato.",
        "The three steps are done: the decision remains. Nothing was changed.",
    ),
    SignalGuard.NEEDS_TEXT: Term(
        "Descrivere il passaggio in poche parole, senza dati personali. Nulla è stato modificato.",
        "Describe the step in a few words, without personal data. Nothing was changed.",
    ),
    SignalGuard.TOO_EARLY: Term(
        "La data precede quella dei dati o del passaggio prima: correggerla. Nulla è stato modificato.",
        "The day comes before that of the data or of the step before: correct it. Nothing was changed.",
    ),
    SignalGuard.NOT_YET: Term(
        "La data è nel futuro: correggerla. Nulla è stato modificato.",
        "The day is in the future: correct it. Nothing was changed.",
    ),
    SignalGuard.NEEDS_STEPS: Term(
        "Prima della decisione servono i tre passaggi dell’approfondimento. Nulla è stato modificato.",
        "The three steps of the investigation come before the decision. Nothing was changed.",
    ),
    SignalGuard.NEEDS_DECISION: Term(
        "Un segnale si conclude solo con la decisione di una riunione: indicarla. Nulla è stato modificato.",
        "A signal is concluded only by a meeting’s decision: name it. Nothing was changed.",
    ),
    SignalGuard.NO_CONCLUSION: Term(
        "L’esito deve essere «Cluster confermato» o «Chiuso». Nulla è stato modificato.",
        "The outcome must be “Cluster confirmed” or “Closed”. Nothing was changed.",
    ),
    SignalGuard.ALREADY_CLOSED: Term(
        "Il segnale è già concluso: aprirne uno nuovo se vi sono fatti nuovi. Nulla è stato modificato.",
        "The signal is concluded already: open another one if there are new facts. Nothing was changed.",
    ),
}
