"""Opening the next meeting of a series: its number, its quorum, and the agenda that the secretary made of proposals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import uuid4

from observatory.authorisation.rules import require
from observatory.errors import WrongUse
from observatory.meetings.agenda import arranged
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting
from observatory.meetings.quorum import SETTING, quorum_from
from observatory.meetings.series import series_key
from observatory.ports import Stamp, Store, UnitOfWork
from observatory.security.roles import Permission
from observatory.selection import EVERYTHING
from observatory.terms import Language, Term
from observatory.usecases.chain_rules import office_quorum
from observatory.usecases.propose_agenda import Prefilled, propose
from observatory.usecases.record import NEW, record


@dataclass(frozen=True, slots=True)
class Opening:
    """The meeting to open: its day, type, series (empty: by type) and seat."""

    held_on: date
    kind: str = "OR"
    series: str = ""
    seat: str = "DPS"

    @property
    def key(self) -> str:
        """What the meetings of its series have in common."""
        return series_key(self.series, self.kind)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the secretary makes of the proposals, by key: those kept, in order, and those struck, with the reason."""

    kept: Sequence[str] = ()
    struck: Mapping[str, str] = field(default_factory=dict)


def proposals(store: Store, opening: Opening, language: Language = Language.IT) -> Prefilled:
    """What is proposed for its agenda; nothing is recorded. Raises `NotAllowed`."""
    with store.begin() as unit:
        return propose(unit, opening.key, opening.held_on, language)


def open_meeting(
    store: Store, opening: Opening, chosen: Chosen, stamp: Stamp, language: Language = Language.IT
) -> Meeting:
    """Record the meeting with the agenda as chosen, in one transaction with looking at the proposals again.

    Raises `AgendaRefused` when a point would be lost or is no longer proposed, `Refused`, `NotAllowed`.
    """
    with store.begin() as unit:
        found = propose(unit, opening.key, opening.held_on, language)
        made = Meeting(
            id=str(uuid4()),
            number=_next_number(unit),
            kind=opening.kind,
            series=" ".join(opening.series.split()) or None,
            held_on=opening.held_on,
            seat=opening.seat,
            quorum=office_quorum(unit),
            agenda=arranged(found.proposals, chosen.kept, chosen.struck),
        )
        return record(unit, MEETING, made, replace(stamp, reason=NEW), confirmed_warnings=True).record  # type: ignore[no-any-return]


def series_names(unit: UnitOfWork) -> tuple[str, ...]:
    """The names of series in use, by alphabet; raises `NotAllowed`."""
    names = {series_key(each.series, ""): each.series for each in unit.meetings.select(EVERYTHING) if each.series}
    return tuple(sorted(name for name in names.values() if name))


def quorum(store: Store) -> int:
    """How many of the four forces make a quorum."""
    with store.begin() as unit:
        return office_quorum(unit)


def set_quorum(store: Store, forces: str) -> int:
    """Change the rule for meetings opened from now on; raises `WrongUse` for no number of 1 to 4, `NotAllowed`."""
    require(store.member, Permission.SETTINGS)
    if not forces:
        raise WrongUse(_NO_NUMBER)
    number = quorum_from(forces)
    with store.begin() as unit:
        unit.settings.set(SETTING, str(number))
        unit.commit()
    return number


def _next_number(unit: UnitOfWork) -> int:
    return max((each.number or 0 for each in unit.meetings.select(EVERYTHING)), default=0) + 1


_NO_NUMBER = Term(
    "Indicare quante Forze fanno il numero legale. Nulla è stato modificato.",
    "Say how many forces make the quorum. Nothing was changed.",
)
