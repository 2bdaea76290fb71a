"""Rules on what a held meeting decided: only with quorum, dissent with its reason, struck points with theirs."""

from collections.abc import Iterator

from observatory.errors import Problem
from observatory.meetings.meeting import Decision, Meeting
from observatory.meetings.quorum import has_quorum, is_valid, needs_quorum, present, quorum_sentence
from observatory.meetings.series import STRUCK
from observatory.terms import Term

UNANIMOUSLY = "UN"

_NO_QUORUM = Term(
    "{quorum} Scegliere «Senza numero legale: da ratificare», oppure il tipo «Rinvio».",
    "{quorum} Choose “Without quorum: to be ratified”, or the type “Deferred”.",
)
_HAS_QUORUM = Term(
    "{quorum} La decisione vale: indicare se fu adottata all’unanimità o a maggioranza.",
    "{quorum} The decision holds: say whether it was adopted unanimously or by majority.",
)
_NOT_UNANIMOUS = Term(
    "La decisione risulta all’unanimità ma ha forze dissenzienti: correggere una delle due voci.",
    "The decision is unanimous but has dissenting forces: correct one of the two.",
)
_NO_REASON = Term(
    "Il dissenso si verbalizza con il motivo: scrivere, per ciascuna forza, perché dissente.",
    "Dissent is minuted with its reason: write, for each force, why it dissents.",
)
_NOBODY_DISSENTS = Term(
    "Vi sono motivi di dissenso ma nessuna forza dissenziente: indicarla, oppure togliere i motivi.",
    "There are reasons of dissent but no dissenting force: name it, or take the reasons away.",
)
_ABSENT = Term(
    "Una forza dissenziente non risulta presente: controllare le presenze, poi confermare.",
    "A dissenting force is not recorded as present: check the attendance, then confirm.",
)
_STRUCK_WITHOUT_REASON = Term(
    "Il punto è stralciato senza motivo: scriverlo, perché nessun punto si perde in silenzio.",
    "The item is struck without a reason: write it, because no point is lost in silence.",
)


def outcome_rules(meeting: Meeting) -> Iterator[Problem]:
    """A struck point says why."""
    for index, item in enumerate(meeting.agenda):
        if item.outcome == STRUCK and not (item.outcome_reason or "").strip():
            yield Problem(f"agenda[{index}].outcome_reason", "struck_without_reason", _STRUCK_WITHOUT_REASON)


def decision_rules(meeting: Meeting) -> Iterator[Problem]:
    """Quorum and dissent of every decision of a meeting that was held."""
    for index, item in enumerate(meeting.agenda):
        for number, decision in enumerate(item.decisions):
            path = f"agenda[{index}].decisions[{number}]"
            yield from _quorum(meeting, decision, path)
            yield from _dissent(meeting, decision, path)


def _quorum(meeting: Meeting, decision: Decision, path: str) -> Iterator[Problem]:
    told = quorum_sentence(meeting)
    if told is None:
        return
    if not has_quorum(meeting) and needs_quorum(decision):
        yield Problem(f"{path}.adopted", "no_quorum", _NO_QUORUM.with_values(quorum=told))
    if has_quorum(meeting) and not is_valid(decision):
        yield Problem(f"{path}.adopted", "has_quorum", _HAS_QUORUM.with_values(quorum=told))


def _dissent(meeting: Meeting, decision: Decision, path: str) -> Iterator[Problem]:
    reason = (decision.dissent_reason or "").strip()
    if decision.dissent and decision.adopted == UNANIMOUSLY:
        yield Problem(f"{path}.dissent", "not_unanimous", _NOT_UNANIMOUS)
    if decision.dissent and not reason:
        yield Problem(f"{path}.dissent_reason", "dissent_without_reason", _NO_REASON)
    if reason and not decision.dissent:
        yield Problem(f"{path}.dissent", "nobody_dissents", _NOBODY_DISSENTS)
    if meeting.attendance and not set(decision.dissent) <= {*present(meeting), *meeting.forces}:
        yield Problem(f"{path}.dissent", "absent_dissenter", _ABSENT, warning=True)
