"""An intervention and its follow-ups; firearm measures and postvention are kinds of it."""

from dataclasses import dataclass

from observatory.codelists import FORCES, Coded, codelist

MEASURES_TAKEN = frozenset(code.code for code in codelist("firearm_measure")) - {"W00", "W70", "NN"}
"""Firearm measures that keep a firearm away: neither none, nor its return, nor one not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A contact due after an intervention, and whether it took place."""

    id: str
    due: Coded | None = None
    due_month: str | None = None
    done: Coded | None = None
    contact: Coded | None = None
    return_to_duty: Coded | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """One intervention. Delays and durations are whole days, never dates."""

    id: str
    version: int = 0
    scope: Coded | None = None
    kind: Coded | None = None
    element: Coded | None = None
    force: Coded | None = None
    macro_region: Coded | None = None
    case_id: str | None = None
    person_code: str | None = None
    start: str | None = None
    end: str | None = None
    days_from_signal: int | None = None
    mode: Coded | None = None
    participants: Coded | None = None
    legal_basis: str | None = None
    outcome: Coded | None = None
    firearm_measure: Coded | None = None
    firearm_days: int | None = None
    extended: Coded | None = None
    concurrent_support: Coded | None = None
    duty_after: Coded | None = None
    firearm_outcome: Coded | None = None
    postvention_delay: Coded | None = None
    postvention_recipients: tuple[Coded, ...] = ()
    coverage: Coded | None = None
    note: str | None = None
    follow_ups: tuple[FollowUp, ...] = ()


def is_of_force(one: Intervention) -> bool:
    """Whether an intervention counts at all: of one of the four forces, with its kind and start."""
    return bool(one.force in FORCES and one.start and one.kind)


def keeps_firearm_away(one: Intervention) -> bool:
    """Whether it is a measure taken, of whichever kind of intervention."""
    return one.firearm_measure in MEASURES_TAKEN
