"""Values in words, the same in lists, details and history."""

from datetime import UTC, date, datetime

import pytest

from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.entities import ENTITIES
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.interventions.intervention import Intervention
from observatory.labels import moment, record_title, shown
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting
from observatory.population.fields import STRENGTH
from observatory.population.strength import Strength
from observatory.terms import Language

IT, EN = Language.IT, Language.EN


@pytest.mark.parametrize(
    ("entity", "field", "value", "it", "en"),
    [
        (CASE, "event_type", "SU", "Decesso per suicidio", "Death by suicide"),
        (CASE, "month", "2026-03", "marzo 2026", "March 2026"),
        (CASE, "month", "2026-3", "2026-3", "2026-3"),
        (CASE, "status_date", date(2026, 3, 5), "05/03/2026", "05/03/2026"),
        (CASE, "sex", None, "", ""),
        (CASE, "sex", "Z", "Z", "Z"),
        (STRENGTH, "quarter", "2026-Q1", "1° trimestre 2026", "1st quarter 2026"),
        (STRENGTH, "mean_present", 97123, "97.123", "97,123"),
        (MEETING, "forces", ("CC", "PL"), "Arma dei Carabinieri, Polizia locale", "Carabinieri, Local police"),
        (MEETING, "forces", (), "", ""),
        (CASE, "note", "Testo", "Testo", "Testo"),
    ],
)  # fmt: skip
def test_a_value_is_shown_in_words(entity: Entity, field: str, value: object, it: str, en: str) -> None:
    assert (shown(entity[field], value, IT), shown(entity[field], value, EN)) == (it, en)


def test_a_record_is_named_by_a_few_of_its_values() -> None:
    assert record_title(CASE, Case(id="x", event_type="TE", force="GF", month="2026-03"), IT) == (
        "Tentativo attuato · GdF · marzo 2026"
    )
    assert record_title(INTERVENTION, Intervention(id="x", kind="S04"), IT) == "Supporto tra pari"
    meeting = Meeting(id="x", kind="ST", number=1204, held_on=date(2026, 3, 5))
    assert record_title(MEETING, meeting, EN) == "Extraordinary · no. 1204 · 05/03/2026"
    assert record_title(STRENGTH, Strength(id="x", force="PS", quarter="2026-Q1"), IT) == "PS · 1° trimestre 2026"


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_an_empty_record_has_the_name_of_its_kind(entity: Entity) -> None:
    assert record_title(entity, entity.type(id="x"), IT) == entity.label.it


def test_a_time_of_writing_is_shown_to_the_minute() -> None:
    assert moment(datetime(2026, 3, 5, 9, 7, 30, tzinfo=UTC)) == "05/03/2026 09:07"
