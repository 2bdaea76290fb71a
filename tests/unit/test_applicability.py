"""Which fields a form offers, by what the others hold (reference: conditional fields and rules V2, V3, V8)."""

import pytest

from observatory.applicability import _RULES, applies, choices, why_not
from observatory.cases.fields import CASE, CIRCUMSTANCE, SOURCE
from observatory.codelists import codelist
from observatory.fields import Entity
from observatory.interventions.fields import FOLLOW_UP, INTERVENTION
from observatory.meetings.agenda_fields import ACTION_ITEM, AGENDA_ITEM, DECISION
from observatory.meetings.fields import ATTENDANCE, MEETING

EVERY: dict[str, Entity] = {
    e.name: e
    for e in (
        CASE, CIRCUMSTANCE, SOURCE, INTERVENTION, FOLLOW_UP, MEETING, ATTENDANCE, AGENDA_ITEM, DECISION, ACTION_ITEM
    )
}  # fmt: skip


def test_every_rule_names_a_field_that_exists_and_is_not_required() -> None:
    assert [key for key in _RULES if EVERY[key[0]][key[1]].required] == []


@pytest.mark.parametrize(("method", "expected"), [("FUO", True), ("IMP", False), (None, False)])
def test_ownership_of_the_firearm_is_asked_only_when_a_firearm_was_used(method: str | None, expected: bool) -> None:
    assert applies("case", "firearm_ownership", {"method": method}) is expected


@pytest.mark.parametrize("code", [c.code for c in codelist("event_type")])
def test_the_method_is_asked_of_acts_only(code: str) -> None:
    # Rule V2: method is required unless preparatory acts, ideation or distress.
    assert applies("case", "method", {"event_type": code}) is (code not in {"AP", "ID", "DS"})


@pytest.mark.parametrize("code", [c.code for c in codelist("intervention")])
def test_postvention_fields_open_for_postvention_kinds_only(code: str) -> None:
    assert applies("intervention", "coverage", {"kind": code}) is code.startswith("V")


def test_an_inapplicable_field_says_why_in_both_languages() -> None:
    reason = why_not("intervention", "firearm_days", {"kind": "V01"})
    assert reason is not None
    assert reason.it
    assert reason.en
    assert reason.it != reason.en


def test_a_field_without_rule_always_applies() -> None:
    assert applies("case", "force", {})
    assert why_not("strength", "source", {}) is None


def test_regions_follow_the_macro_region() -> None:
    # ISTAT: the Islands are Sicilia (19) and Sardegna (20).
    assert choices("case", "region", {"macro_region": "5"}) == {"19", "20"}
    assert choices("case", "region", {}) is None
    assert not applies("case", "region", {"macro_region": "9"})


def test_measures_of_the_state_police_are_offered_to_the_state_police_only() -> None:
    # Rule V8: W20, W21, W30 only if the force is PS.
    assert {"W20", "W21", "W30"} <= (choices("intervention", "firearm_measure", {"force": "PS"}) or set())
    assert not {"W20", "W21", "W30"} & (choices("case", "prior_firearm_measure", {"force": "GF"}) or set())


def test_other_fields_keep_all_their_codes() -> None:
    assert choices("case", "sex", {"force": "PS"}) is None
