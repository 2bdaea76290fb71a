"""The synthetic sample: repeatable, valid on every day it was known, faithful to the published counts."""

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.counting import is_countable_suicide
from observatory.entities import ENTITIES
from observatory.errors import Cancelled, WrongUse
from observatory.privacy.person_codes import is_valid
from observatory.security.members import Member
from observatory.security.roles import FOUNDER_ROLES
from observatory.selection import EVERYTHING
from observatory.synthetic import chain
from observatory.synthetic.calibration import SUICIDES, TODAY, WINDOW
from observatory.synthetic.cases import stories
from observatory.synthetic.chance import Chance
from observatory.synthetic.interventions import interventions
from observatory.synthetic.meetings import meetings
from observatory.synthetic.recommendations import adopted, recommendations
from observatory.synthetic.story import Story
from observatory.synthetic.strengths import strengths
from observatory.terms import Term
from observatory.usecases.build_demo import SYNTHETIC, build_demo
from observatory.validation import problems

ENTITY = {entity.name: entity for entity in ENTITIES}
EXPECTED_WARNINGS = {("case", "V6")}
"""A case that stays «suspected» for more than 180 days is what the summary has to show."""

Sample = dict[str, list[Story[Any]]]


def sample(seed: int, cases: int) -> Sample:
    chance = Chance(seed)
    told = list(stories(chance, cases))
    before: Sample = {
        "case": told,
        "intervention": list(interventions(chance, told)),
        "meeting": (met := list(meetings(chance))),
        "strength": list(strengths(chance)),
    }
    decided = adopted(met)
    instruments = list(chain.procedures(chance, decided))
    recommended = list(recommendations(chance, decided, instruments))
    return before | {
        "case_link": list(chain.links(chance, told)),
        "procedure": instruments,
        "recommendation": recommended,
        "indicator": list(chain.indicators(chance, recommended)),
        "signal": list(chain.signals(chance)),
    }


@pytest.fixture(scope="module")
def whole() -> Sample:
    return sample(1, 5000)


@pytest.mark.parametrize("cases", [1, 2, 50, 700])
def test_the_same_seed_tells_the_same_stories_and_another_seed_others(cases: int) -> None:
    assert sample(7, cases) == sample(7, cases)
    assert sample(7, cases)["case"] != sample(8, cases)["case"]


@given(st.integers(1, 300), st.integers())
def test_there_are_as_many_cases_as_were_asked_for_with_ids_of_their_own(cases: int, seed: int) -> None:
    told = list(stories(Chance(seed), cases))
    assert len({story.last.id for story in told}) == cases


@pytest.mark.parametrize("entity", [entity.name for entity in ENTITIES])
def test_every_version_is_valid_on_the_day_it_became_known(whole: Sample, entity: str) -> None:
    found = {
        (entity, problem.code)
        for story in whole[entity]
        for record, day in zip(story.versions, story.known_on, strict=True)
        for problem in problems(ENTITY[entity], record, today=day)
    }
    assert found <= EXPECTED_WARNINGS


@pytest.mark.parametrize("entity", [entity.name for entity in ENTITIES])
def test_what_is_known_today_is_valid_today(whole: Sample, entity: str) -> None:
    found = [p for story in whole[entity] for p in problems(ENTITY[entity], story.last, today=TODAY)]
    assert {(entity, problem.code) for problem in found} <= EXPECTED_WARNINGS
    assert all(problem.warning for problem in found)


@pytest.mark.parametrize("entity", [entity.name for entity in ENTITIES])
def test_nothing_is_known_before_it_was_known_first_or_after_the_day_of_the_sample(whole: Sample, entity: str) -> None:
    for story in whole[entity]:
        assert all(earlier <= later for earlier, later in pairwise(story.known_on))
        assert story.known_on[-1] <= TODAY
        assert len({record.id for record in story.versions}) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_suicides_by_force_and_year_are_the_published_ones(seed: int) -> None:
    told = stories(Chance(seed), 1000)
    counted = Counter(
        (story.last.force, int((story.last.month or "0")[:4])) for story in told if is_countable_suicide(story.last)
    )
    published = {
        (force, WINDOW.first.year + n): count for force, counts in SUICIDES.items() for n, count in enumerate(counts)
    }
    assert counted == published


def test_published_sums_are_those_of_the_sources() -> None:
    """Press of September 2024 on 2019–2023: PS 75, CC 78, GF 28, PP 26; PS 2015–2020: PMC8104462."""
    first = 2019 - WINDOW.first.year
    assert {force: sum(counts[first : first + 5]) for force, counts in SUICIDES.items()} == {
        "PS": 75,
        "CC": 78,
        "GF": 28,
        "PP": 26,
    }
    assert SUICIDES["PS"][:6] == (14, 7, 13, 10, 18, 12)


def test_person_codes_have_valid_check_characters_and_none_appears_twice(whole: Sample) -> None:
    codes = [story.last.person_code for story in whole["case"] if story.last.person_code]
    assert all(map(is_valid, codes))
    assert len(set(codes)) == len(codes) > 4000


def test_some_cases_are_still_open_and_some_were_ruled_out(whole: Sample) -> None:
    statuses = Counter(story.last.status for story in whole["case"])
    assert {"SO", "AC", "CO", "ES"} <= set(statuses)


def records(store: MemoryStore) -> list[Any]:
    with store.begin() as unit:
        return [record for entity in ENTITIES for record in unit.records(entity.name).select(EVERYTHING)]


def test_the_store_is_filled_and_marked_as_synthetic() -> None:
    store = MemoryStore()
    build_demo(store, seed=3, cases=50)
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 50
        assert unit.settings.get(SYNTHETIC)
    assert len({record.id for record in records(store)}) == len(records(store))


def test_the_same_seed_fills_two_stores_alike() -> None:
    one, two = MemoryStore(), MemoryStore()
    build_demo(one, seed=3, cases=50)
    build_demo(two, seed=3, cases=50)
    assert list(map(repr, records(one))) == list(map(repr, records(two)))


def test_the_vintages_differ_as_reports_come_in() -> None:
    store = MemoryStore()
    build_demo(store, seed=3, cases=200)
    with store.begin() as unit:
        early = [case.status for case in unit.cases.as_of(date(2020, 6, 30))]
        assert 0 < len(early) < 200
        assert {"SO", "AC"} & set(early)


def test_a_store_that_holds_anything_is_left_as_it_is() -> None:
    store = MemoryStore()
    build_demo(store, seed=3, cases=2)
    before = records(store)
    with pytest.raises(WrongUse, match="empty store"):
        build_demo(store, seed=4, cases=2)
    assert records(store) == before


@pytest.mark.parametrize("cases", [0, -1])
def test_no_cases_are_wrong_use(cases: int) -> None:
    with pytest.raises(WrongUse):
        build_demo(MemoryStore(), seed=1, cases=cases)


@pytest.mark.parametrize("stage", [0, 3, 5])
def test_a_cancelled_sample_leaves_nothing_behind(stage: int) -> None:
    store = MemoryStore()
    calls = 0

    def stop(_done: int, _total: int, _what: Term) -> None:
        nonlocal calls
        calls += 1
        if calls > stage:
            raise Cancelled

    with pytest.raises(Cancelled):
        build_demo(store, seed=1, cases=150, progress=stop)
    assert records(store) == []
    with store.begin() as unit:
        assert not unit.settings.get(SYNTHETIC)


def test_a_founder_who_is_no_linkage_custodian_gets_a_sample_without_links_of_persons() -> None:
    store = GuardedStore(MemoryStore(Member("me", "ada", "PS", FOUNDER_ROLES)))
    build_demo(store, seed=1, cases=200)
    with store.begin() as unit:
        kinds = {link.kind for link in unit.links.select(EVERYTHING)}
    assert kinds == {"PO", "NO"}
