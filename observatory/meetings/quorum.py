"""Who is present at a meeting, whether that is enough to decide, and which decisions are therefore none yet.

The rule is the office's own setting, written into each meeting as it is opened, so that changing it later changes no
earlier meeting: at least three of the four forces of the decree unless the setting says otherwise. A delegate counts.
A meeting recorded before there was a rule has none.
"""

from observatory.codelists import FORCES
from observatory.errors import WrongUse
from observatory.meetings.meeting import Decision, Meeting
from observatory.terms import Term

SETTING = "quorum"
"""Name of the setting: how many of the four forces; empty means `DEFAULT`."""

DEFAULT = 3
DEFERRAL = "RIN"
"""Type of the decision that a meeting may take whoever is there: to put off."""
WITHOUT_QUORUM = "NQ"
"""Code of `decision_adopted`: agreed by who was there, valid once a meeting with quorum decides the same."""
_HERE = ("P", "D")


def quorum_from(text: str) -> int:
    """The number of forces that a setting tells; raises `WrongUse` for none of 1 to 4."""
    if not text:
        return DEFAULT
    if not text.isdecimal() or not 1 <= int(text) <= len(FORCES):
        raise WrongUse(_NOT_A_QUORUM)
    return int(text)


def present(meeting: Meeting) -> tuple[str, ...]:
    """Which of the four forces were there, by the attendance where it was taken, else by the forces present."""
    rows = {row.force for row in meeting.attendance if row.attendance in _HERE}
    there = rows if meeting.attendance else set(meeting.forces)
    return tuple(force for force in FORCES if force in there)


def has_quorum(meeting: Meeting) -> bool:
    """Whether the meeting can decide; one without a rule can."""
    return meeting.quorum is None or len(present(meeting)) >= meeting.quorum


def quorum_sentence(meeting: Meeting) -> Term | None:
    """Presence against the rule, as the minutes state it; None where there is no rule."""
    if meeting.quorum is None:
        return None
    words = _REACHED if has_quorum(meeting) else _MISSED
    return words.with_values(n=len(present(meeting)), of=len(FORCES), needed=meeting.quorum)


def is_valid(decision: Decision) -> bool:
    """Whether something can rest on the decision."""
    return decision.adopted != WITHOUT_QUORUM


def needs_quorum(decision: Decision) -> bool:
    """Whether it is more than putting off, and not marked as taken without quorum."""
    return decision.kind != DEFERRAL and is_valid(decision)


_REACHED = Term(
    "Numero legale raggiunto: presenti {n} Forze su {of}, ne occorrono {needed}.",
    "Quorum reached: {n} of {of} forces present, {needed} needed.",
)
_MISSED = Term(
    "Numero legale non raggiunto: presenti {n} Forze su {of}, ne occorrono {needed}. La riunione discute e rinvia; ciò "
    "che conviene è da ratificare.",
    "Quorum not reached: {n} of {of} forces present, {needed} needed. The meeting discusses and puts off; what it "
    "agrees on is to be ratified.",
)
_NOT_A_QUORUM = Term(
    "Il numero legale è un numero di Forze da 1 a 4. Nulla è stato modificato.",
    "The quorum is a number of forces from 1 to 4. Nothing was changed.",
)
