"""The kinds of record that stand on their own, by name."""

from observatory.cases.fields import CASE
from observatory.evaluation.fields import INDICATOR
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.links.fields import CASE_LINK
from observatory.meetings.fields import MEETING
from observatory.population.fields import STRENGTH
from observatory.procedures.fields import PROCEDURE
from observatory.recommendations.fields import RECOMMENDATION
from observatory.signals.fields import SIGNAL

ENTITIES: tuple[Entity, ...] = (
    CASE,
    INTERVENTION,
    MEETING,
    STRENGTH,
    CASE_LINK,
    RECOMMENDATION,
    PROCEDURE,
    INDICATOR,
    SIGNAL,
)

BY_NAME = {entity.name: entity for entity in ENTITIES}
