"""Searches saved under a name: kept with the member's drafts, found again, renamed, removed, never lapsing."""

from datetime import UTC, date, datetime

import pytest

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.entities import ENTITIES
from observatory.errors import WrongUse
from observatory.meetings.fields import MEETING
from observatory.ports import Elapsed, Stamp
from observatory.selection import Selection
from observatory.terms import Language
from observatory.usecases.saved_views import LONGEST_NAME, MOST, new_view, remove_view, save_view, saved_views

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
TODAY = date(2026, 5, 14)


def clock() -> datetime:
    return NOON


def saved(store: MemoryStore, name: str, words: str = "forza:CC", within: str = "all") -> str:
    with store.begin() as unit:
        return save_view(unit, CASE, new_view(name, words, Language.IT, within), clock).id


def names(store: MemoryStore) -> list[str]:
    with store.begin() as unit:
        return [view.name for view in saved_views(unit, CASE)]


def test_a_view_is_kept_in_order_and_by_kind_of_record() -> None:
    store = MemoryStore()
    saved(store, "Carabinieri")
    saved(store, "  In   ritardo ")
    assert names(store) == ["Carabinieri", "In ritardo"]
    with store.begin() as unit:
        assert saved_views(unit, MEETING) == ()


def test_a_view_is_renamed_in_its_place_and_removed() -> None:
    store = MemoryStore()
    first = saved(store, "Uno")
    saved(store, "Due")
    with store.begin() as unit:
        view = saved_views(unit, CASE)[0]
        save_view(unit, CASE, type(view)(view.id, "Primo", view.words, view.language, view.within), clock)
    assert names(store) == ["Primo", "Due"]
    with store.begin() as unit:
        remove_view(unit, CASE, first, clock)
        remove_view(unit, CASE, first, clock)
    assert names(store) == ["Due"]


def test_it_finds_what_words_and_view_find_together_in_the_language_typed() -> None:
    store = MemoryStore()
    stamp = Stamp(TODAY, NOON, "clinician", "N")
    with store.begin() as unit:
        for ident, force, status in (("1", "CC", "SO"), ("2", "CC", "CO"), ("3", "PS", "SO")):
            unit.cases.add(Case(id=ident, force=force, status=status, month="2026-01"), stamp)
        view = save_view(unit, CASE, new_view("Mia", "forza:CC", Language.IT, "pending"), clock)
        found = unit.cases.select(view.selection(CASE, TODAY))
    assert [case.id for case in found] == ["1"]


def test_a_view_within_one_that_is_gone_is_within_all() -> None:
    assert new_view("x", "", Language.EN, "no longer there").selection(CASE, TODAY) == Selection()


@pytest.mark.parametrize("name", ["", "   ", "a" * (LONGEST_NAME + 1), "UNO"])
def test_a_name_that_is_empty_long_or_taken_is_refused(name: str) -> None:
    store = MemoryStore()
    saved(store, "Uno")
    with pytest.raises(WrongUse) as refusal:
        saved(store, name)
    assert refusal.value.message.it != refusal.value.message.en
    assert names(store) == ["Uno"]


def test_there_are_not_too_many() -> None:
    store = MemoryStore()
    for number in range(MOST):
        saved(store, f"Vista {number}")
    with pytest.raises(WrongUse):
        saved(store, "Un’altra")


def test_saved_views_are_no_drafts_to_resume_and_never_lapse() -> None:
    store = MemoryStore()
    saved(store, "Uno")
    with store.begin() as unit:
        assert all(unit.drafts.all(entity.name) == () for entity in ENTITIES)
        assert unit.erasure.elapsed(Elapsed("draft", ("saved_at",), "2099-12")) == {}
