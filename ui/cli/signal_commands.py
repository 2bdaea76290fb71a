"""What the commands on signals do: look, list, take an investigation further."""

import argparse
from typing import TYPE_CHECKING

from observatory.errors import Refused, WrongUse
from observatory.ports import Stamp, Store
from observatory.terms import Language, Term, same
from ui import bootstrap
from ui.cli.commands import opened
from ui.cli.output import say
from ui.cli.progress_line import progress_line

if TYPE_CHECKING:
    from observatory.signals.readings import Reading
    from observatory.signals.signal import Signal


def look(asked: argparse.Namespace, language: Language) -> None:
    """Counts are printed: who may run it reads cases, and the result is a work list that goes nowhere."""
    from observatory.usecases.record import today
    from observatory.usecases.watch import keep
    from observatory.usecases.watch import look as look_at

    with opened(asked, language) as store, progress_line(language) as progress:
        found = look_at(store, asked.as_of or today(bootstrap.system_clock), progress)
        for reading in found.candidates:
            _tell_reading(reading, language)
        say(found.sentence, language)
        if not asked.record:
            say(_CANDIDATES.with_values(n=len(found.candidates)), language)
        else:
            kept = keep(store, found.candidates, found.as_of, _stamp(store), language)
            say(_KEPT.with_values(n=len(kept)), language)


def list_(asked: argparse.Namespace, language: Language) -> None:
    from observatory.selection import EVERYTHING

    with opened(asked, language) as store, store.begin() as unit:
        signals = unit.signals.select(EVERYTHING)
    for signal in signals:
        _tell_signal(signal, language)
    say(_COUNT.with_values(n=len(signals)), language)


def advance(asked: argparse.Namespace, language: Language) -> None:
    from observatory.usecases import watch
    from observatory.usecases.record import today

    with opened(asked, language) as store:
        with store.begin() as unit:
            signal = watch.signal_named(unit, asked.signal)
        try:
            if asked.outcome:
                after = watch.conclude(store, signal, asked.outcome, asked.decision or "", _stamp(store))
            else:
                told = (_step(asked), asked.text or "", asked.on or today(bootstrap.system_clock))
                after = watch.step(store, signal, told, _stamp(store))
        except Refused as refusal:
            message = refusal.problems[0].message
            raise WrongUse(message) from None
    _tell_signal(after, language)


def _step(asked: argparse.Namespace) -> str:
    if not asked.step:
        raise WrongUse(_WHAT)
    return str(asked.step)


def _stamp(store: Store) -> Stamp:
    from observatory.authorisation.rules import acting_role
    from observatory.signals.fields import SIGNAL
    from observatory.usecases.record import stamped

    return stamped(bootstrap.system_clock, acting_role(store.member, SIGNAL))


def _tell_reading(reading: "Reading", language: Language) -> None:
    from observatory.codelists import codelist
    from observatory.usecases.watch import title

    told = _READING.with_values(
        title=title(reading),
        method=codelist("signal_method").label(reading.method),
        observed=reading.observed,
        expected=_number(reading.expected, 1),
        p=_p_value(reading.p_value),
    )
    say(told, language)
    say(_DETAIL.with_values(text=reading.threshold), language)
    say(_DETAIL.with_values(text=reading.power), language)


def _tell_signal(signal: "Signal", language: Language) -> None:
    from observatory.codelists import codelist
    from observatory.signals.fields import SIGNAL
    from observatory.signals.investigation import is_closed, next_step
    from observatory.usecases.watch import title

    step = next_step(signal)
    due = _NONE if is_closed(signal) else _DECISION if step is None else SIGNAL[step].label
    told = _SIGNAL.with_values(
        id=signal.id,
        title=title(signal),
        method=codelist("signal_method").label(str(signal.method)),
        outcome=codelist("signal_outcome").label(str(signal.outcome)),
        due=due,
    )
    say(told, language)


def _p_value(value: float | None) -> Term:
    if value is None:
        return _NO_P
    return _TINY_P if value < _LEAST_P else _P.with_values(p=_number(value, 4))


def _number(value: float, decimals: int) -> Term:
    english = f"{value:.{decimals}f}"
    return Term(english.replace(".", ","), english)


_READING = Term(
    "{title} – {method}: {observed} osservati, {expected} attesi{p}",
    "{title} – {method}: {observed} observed, {expected} expected{p}",
)
_P = Term("; p = {p}", "; p = {p}")
_TINY_P = Term("; p < 0,0001", "; p < 0.0001")
_NO_P = same("")
_LEAST_P = 0.0001
_DETAIL = Term("  {text}", "  {text}")
_CANDIDATES = Term(
    "Da registrare: {n}. Con --record si aprono gli approfondimenti. Nulla è stato modificato.",
    "To be recorded: {n}. With --record their investigations are opened. Nothing was changed.",
)
_KEPT = Term("Segnali registrati: {n}; resta da verificare i dati.", "Signals recorded: {n}; next, check the data.")
_COUNT = Term("Segnali registrati: {n}.", "Signals recorded: {n}.")
_SIGNAL = Term("{id}  {title} – {method}: {outcome}; poi: {due}", "{id}  {title} – {method}: {outcome}; next: {due}")
_DECISION = Term("decisione di una riunione", "a meeting’s decision")
_NONE = Term("nulla", "nothing")
_WHAT = Term(
    "Indicare il passaggio (--step e --text) oppure la decisione (--outcome e --decision). Nulla è stato modificato.",
    "Give a step (--step and --text) or the decision (--outcome and --decision). Nothing was changed.",
)
