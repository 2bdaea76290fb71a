"""The kinds of record that stand on their own, by name."""

from observatory.cases.fields import CASE
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.meetings.fields import MEETING
from observatory.population.fields import STRENGTH

ENTITIES: tuple[Entity, ...] = (CASE, INTERVENTION, MEETING, STRENGTH)

BY_NAME = {entity.name: entity for entity in ENTITIES}
