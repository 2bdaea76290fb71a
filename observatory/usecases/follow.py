"""What follows from a record: an intervention on a case, a recommendation of a meeting, an indicator of that."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from observatory.cases.case import Case
from observatory.codelists import FORCES
from observatory.evaluation.fields import INDICATOR
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.meetings.meeting import Meeting
from observatory.ports import Clock
from observatory.recommendations.fields import RECOMMENDATION
from observatory.recommendations.lifecycle import NOT_SENT
from observatory.recommendations.recommendation import ForceResponse, Recommendation
from observatory.usecases.record import new_record

FOLLOWING: Mapping[str, Entity] = {"case": INTERVENTION, "meeting": RECOMMENDATION, "recommendation": INDICATOR}
"""By the name of an entity: of which kind the record is that follows from it."""


def following(entity: Entity, record: Any, clock: Clock) -> Any:  # noqa: ANN401 - the entities' dataclasses
    """An empty record of the kind that follows, with what the first one tells already; raises `KeyError` for none."""
    empty = new_record(FOLLOWING[entity.name], clock)
    return replace(empty, **_TOLD[entity.name](record))


def _of_case(case: Case) -> dict[str, Any]:
    return {"case_id": case.id, "force": case.force, "macro_region": case.macro_region}


def _of_meeting(meeting: Meeting) -> dict[str, Any]:
    """From the decision taken last, addressed to the four forces."""
    taken = [decision for item in meeting.agenda for decision in item.decisions]
    element = taken[-1].element if taken else None
    four = tuple(ForceResponse(id=str(uuid4()), force=force, state=NOT_SENT) for force in FORCES)
    return {"element": element, "responses": four}


def _of_recommendation(recommendation: Recommendation) -> dict[str, Any]:
    return {"recommendation_id": recommendation.id}


_TOLD: dict[str, Callable[[Any], dict[str, Any]]] = {
    "case": _of_case,
    "meeting": _of_meeting,
    "recommendation": _of_recommendation,
}
