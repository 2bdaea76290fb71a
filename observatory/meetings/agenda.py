"""The agenda of a meeting to come: what is proposed for it and why, and what the secretary makes of that.

Nothing proposed is recorded unless it is kept. A point carried over from an earlier meeting is never left out in
silence: it is kept, or struck with a reason that stands in the agenda.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import uuid4

from observatory.errors import ObservatoryError
from observatory.meetings.meeting import AgendaItem
from observatory.meetings.series import STRUCK
from observatory.terms import Term

INFORMATION, DISCUSSION, DECISION = "IN", "DI", "DE"
"""Codes of the list `agenda_kind`."""

CARRIED, TO_RATIFY = "RI", "RT"
"""Codes of `agenda_source` whose points answer for an earlier one; the others come back by themselves while they last.
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point proposed for an agenda: the item as it would stand, and why it is proposed, in words."""

    key: str
    item: AgendaItem
    why: Term

    @property
    def must_be_answered(self) -> bool:
        """Whether leaving it out takes a reason."""
        return self.item.source in (CARRIED, TO_RATIFY)


class AgendaGuard(StrEnum):
    """One refusal; the name is stable."""

    LEFT_OUT = "left_out"
    NO_REASON = "no_reason"
    UNKNOWN = "unknown"
    TWICE = "twice"


class AgendaRefused(ObservatoryError):
    """An agenda that loses a point, or keeps one that was not proposed; nothing was recorded."""

    def __init__(self, guard: AgendaGuard) -> None:
        super().__init__(SENTENCES[guard])
        self.guard = guard


def arranged(proposals: Sequence[Proposal], kept: Sequence[str], struck: Mapping[str, str]) -> tuple[AgendaItem, ...]:
    """The agenda of the proposals kept, in that order, and after them those struck, each with its reason.

    `kept` and `struck` name proposals by key. Raises `AgendaRefused`. Items get ids of their own and numbers from 1.
    """
    _check(proposals, kept, struck)
    known = {each.key: each.item for each in proposals}
    items = [known[key] for key in kept]
    reasons = {each.key: struck[each.key].strip() for each in proposals if each.key in struck}
    items += [replace(known[key], outcome=STRUCK, outcome_reason=why or None) for key, why in reasons.items()]
    return tuple(replace(item, id=str(uuid4()), position=place) for place, item in enumerate(items, start=1))


def _check(proposals: Sequence[Proposal], kept: Sequence[str], struck: Mapping[str, str]) -> None:
    named = [*kept, *struck]
    if len(set(named)) < len(named):
        raise AgendaRefused(AgendaGuard.TWICE)
    if not set(named) <= {each.key for each in proposals}:
        raise AgendaRefused(AgendaGuard.UNKNOWN)
    bound = {each.key for each in proposals if each.must_be_answered}
    if bound - set(named):
        raise AgendaRefused(AgendaGuard.LEFT_OUT)
    if any(not struck[key].strip() for key in struck):
        raise AgendaRefused(AgendaGuard.NO_REASON)


SENTENCES: dict[AgendaGuard, Term] = {
    AgendaGuard.LEFT_OUT: Term(
        "Un punto riportato da una riunione precedente non è né tenuto né stralciato: nessun punto si perde in "
        "silenzio. Tenerlo, oppure stralciarlo con il motivo. Nulla è stato registrato.",
        "A point carried over from an earlier meeting is neither kept nor struck: no point is lost in silence. Keep "
        "it, or strike it with the reason. Nothing was recorded.",
    ),
    AgendaGuard.NO_REASON: Term(
        "Per stralciare un punto serve il motivo: scriverlo. Nulla è stato registrato.",
        "Striking a point takes the reason: write it. Nothing was recorded.",
    ),
    AgendaGuard.UNKNOWN: Term(
        "Uno dei punti indicati non è fra quelli proposti oggi: rivedere le proposte. Nulla è stato registrato.",
        "One of the points named is not among those proposed today: look at the proposals again. Nothing was recorded.",
    ),
    AgendaGuard.TWICE: Term(
        "Lo stesso punto è indicato due volte: tenerlo o stralciarlo, una volta sola. Nulla è stato registrato.",
        "The same point is named twice: keep it or strike it, once. Nothing was recorded.",
    ),
}
