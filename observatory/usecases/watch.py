"""Looking for signals in what was known on a day, recording them, and taking their investigation further."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from observatory.authorisation.rules import READING, WRITING, require
from observatory.codelists import codelist
from observatory.errors import WrongUse
from observatory.ports import Stamp, Store, UnitOfWork
from observatory.progress import Progress
from observatory.selection import EVERYTHING
from observatory.signals.fields import SIGNAL
from observatory.signals.investigation import concluded, stepped
from observatory.signals.readings import Reading, readings
from observatory.signals.series import Series, series_of
from observatory.signals.signal import Signal
from observatory.terms import Language, Term
from observatory.usecases.decisions import origin
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.record import record


@dataclass(frozen=True, slots=True)
class Look:
    """What was looked at on a day: every series, every reading, and the candidates that nobody recorded yet."""

    as_of: date
    series: tuple[Series, ...]
    readings: tuple[Reading, ...]
    candidates: tuple[Reading, ...]

    @property
    def sentence(self) -> Term:
        """How many readings were made and how many stand out; many looks find something by chance."""
        return _LOOKED.with_values(n=len(self.readings), m=sum(each.is_signal for each in self.readings))


def look(store: Store, as_of: date, progress: Progress) -> Look:
    """Read every series with every method. Nothing is recorded. Raises `NotAllowed`, `Cancelled`."""
    require(store.member, *READING["signal"].permissions)
    with store.begin() as unit:
        every = series_of(counted_cases(unit, as_of), as_of)
        known = {_about(signal) for signal in unit.signals.select(EVERYTHING)}
    found: list[Reading] = []
    for number, series in enumerate(every):
        progress(number, len(every), _LOOKING)
        found.extend(readings(series))
    candidates = tuple(each for each in found if each.is_signal and _about(each) not in known)
    return Look(as_of, every, tuple(found), candidates)


def keep(store: Store, found: Iterable[Reading], as_of: date, stamp: Stamp, language: Language) -> tuple[Signal, ...]:
    """Record candidates as signals to be investigated; those recorded already are left. Raises `NotAllowed`."""
    require(store.member, *WRITING["signal"].permissions)
    kept: list[Signal] = []
    for reading in found:
        with store.begin() as unit:
            known = {_about(signal) for signal in unit.signals.select(EVERYTHING)}
            if _about(reading) not in known:
                kept.append(record(unit, SIGNAL, _signal(reading, as_of, language), stamp).record)
    return tuple(kept)


def _about(of: Reading | Signal) -> tuple[str | None, ...]:
    """What makes two of them the same finding."""
    group = of.group if isinstance(of, Reading) else of.event_group
    month = of.month if of.method != "EC" else None
    return (of.method, of.force, group, of.period, month)


def _signal(reading: Reading, as_of: date, language: Language) -> Signal:
    return Signal(
        id=str(uuid4()),
        method=reading.method,
        force=reading.force,
        event_group=reading.group,
        period=reading.period,
        month=reading.month,
        as_of=as_of,
        observed=reading.observed,
        expected_hundredths=round(100 * reading.expected),
        p_value_millionths=None if reading.p_value is None else round(1_000_000 * reading.p_value),
        threshold=reading.threshold.in_(language),
        power_note=reading.power.in_(language),
        outcome="NE",
    )


def step(store: Store, signal: Signal, told: tuple[str, str, date], stamp: Stamp) -> Signal:
    """Take the next step of an investigation: its name, what is told, its day.

    Raises `InvestigationRefused`, `Refused` for a text that breaks a rule, `StaleVersion`, `NotAllowed`.
    """
    name, text, day = told
    return _kept(store, stepped(signal, name, text, day, stamp.as_of), stamp)


def conclude(store: Store, signal: Signal, outcome: str, decision_id: str, stamp: Stamp) -> Signal:
    """Write down what a meeting decided; raises as `step`, and `StepRefused` for a decision of no recorded meeting."""
    after = concluded(signal, outcome, decision_id)
    with store.begin() as unit:
        origin(unit, decision_id, stamp.as_of)
    return _kept(store, after, stamp)


def _kept(store: Store, after: Signal, stamp: Stamp) -> Signal:
    with store.begin() as unit:
        kept: Signal = record(unit, SIGNAL, after, replace(stamp, reason="A"), confirmed_warnings=True).record
    return kept


def signal_named(unit: UnitOfWork, name: str) -> Signal:
    """The signal whose id begins so; raises `WrongUse` for none or several."""
    found = [each for each in unit.signals.select(EVERYTHING) if name and each.id.startswith(name)]
    if len(found) != 1:
        raise WrongUse(_WHICH)
    return found[0]


def title(of: Reading | Signal) -> Term:
    """What a signal is about, in words: events, force, period."""
    group = of.group if isinstance(of, Reading) else of.event_group
    force = codelist("force").label(of.force) if of.force else _ALL
    events = codelist("event_group").label(str(group)) if group else _EVENTS
    return _TITLE.with_values(events=events, force=force, period=of.month or of.period or "–")


_LOOKING = Term("Lettura delle serie", "Reading the series")
_LOOKED = Term(
    "Letture: {n}; sopra la soglia: {m}. Con tante letture qualcuna supera la soglia per caso: un segnale invita a "
    "verificare i dati e non conclude nulla.",
    "Readings: {n}; above their threshold: {m}. Among so many some pass it by chance: a signal invites a check of the "
    "data and concludes nothing.",
)
_ALL = Term("tutte le Forze", "all forces")
_EVENTS = Term("Eventi", "Events")
_TITLE = Term("{events}, {force}, {period}", "{events}, {force}, {period}")
_WHICH = Term(
    "Nessun segnale, o più d’uno, ha un identificativo che comincia così: indicarlo per intero. "
    "Nulla è stato modificato.",
    "No signal, or several, have an id that begins so: give it in full. Nothing was changed.",
)
