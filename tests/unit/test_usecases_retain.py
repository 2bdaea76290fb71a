"""Retention: what is past its term, what two members confirm, and that exactly this is erased or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import vault
from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.codelists import codelist
from observatory.entities import ENTITIES
from observatory.errors import Cancelled, NotAllowed, TamperedStore, WrongUse
from observatory.interventions.intervention import Intervention
from observatory.periods import Month
from observatory.ports import Draft, Elapsed, Stamp, Store
from observatory.retention.plan import counts_of, day_of, plan
from observatory.retention.policies import FOR_EVER, LONGEST, policies, policy
from observatory.security.key_derivation import KdfCost
from observatory.security.members import Member
from observatory.security.proposals import Matter, Proposal, State
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.security.store_keys import Newcomer
from observatory.selection import EVERYTHING
from observatory.terms import Term
from observatory.usecases import confirm
from observatory.usecases.retain import NotErased, change_term, prepare_retention, run_retention, see_plan

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
STAMP = Stamp(date(2014, 5, 6), datetime(2014, 5, 6, tzinfo=UTC), "clinician", "N")
ADA = Member("1", "Ada", "PS", FOUNDER_ROLES)
BRUNO = Member("2", "Bruno", "CC", (Role.ANALYST,))
WORDS, OTHER_WORDS = "cavallo nuvola pettine diciotto", "tavolo pioggia cestino ventidue"


def clock() -> datetime:
    return NOW


def filled(store: Store) -> Store:
    with store.begin() as unit:
        for name, event, month in (
            ("old death", "SU", "2006-09"),
            ("young death", "SU", "2006-12"),
            ("old attempt", "TE", "2016-10"),
            ("young attempt", "TE", "2016-11"),
            ("old distress", "DS", "2011-01"),
            ("undated", "DS", None),
        ):
            unit.cases.add(Case(id=name, event_type=event, month=month, force="PS"), STAMP)
        unit.interventions.add(
            Intervention(id="old help", start="2011-01", end="2016-10", case_id="old distress"), STAMP
        )
        unit.interventions.add(
            Intervention(id="long help", start="2011-01", end="2020-01", case_id="old attempt"), STAMP
        )
        unit.drafts.save(Draft("case:x", "case", "x", 0, {}, datetime(2025, 1, 1, tzinfo=UTC)))
        unit.drafts.save(Draft("case:y", "case", "y", 0, {}, datetime(2026, 1, 1, tzinfo=UTC)))
        unit.commit()
    return store


@pytest.fixture(params=["memory", "encrypted"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    made: Store = MemoryStore(ADA, (BRUNO,)) if request.param == "memory" else of_two(tmp_path / "s")
    yield filled(made)
    made.close()


def of_two(folder: Path) -> vault.Vault:
    cost = KdfCost(1024, 1, 1)
    made = vault.create(folder, WORDS, cost=cost, founder=Newcomer("Ada", "PS", FOUNDER_ROLES))
    made.keys.add_member(Newcomer("Bruno", "CC", (Role.ANALYST,)), OTHER_WORDS, cost=cost)
    return made


def confirmed(store: Store) -> Proposal:
    made = prepare_retention(store, clock)
    with store.second("Bruno", OTHER_WORDS) as witness:
        return confirm.confirm(store, made.id, witness, clock)


def names(store: Store) -> set[str]:
    with store.begin() as unit:
        return {record.id for kind in ("case", "intervention") for record in unit.records(kind).select(EVERYTHING)}


def test_the_plan_counts_what_is_past_its_term_and_shows_no_id(store: Store) -> None:
    found = see_plan(store, clock)
    told = {line.policy.code: (line.count, line.oldest, line.newest) for line in found.lines if line.count}
    assert told == {
        "interventions": (1, "2016-10", "2016-10"),
        "deaths": (1, "2006-09", "2006-09"),
        "attempts": (1, "2016-10", "2016-10"),
        "distress": (1, "2011-01", "2011-01"),
        "drafts": (1, "2025-01", "2025-01"),
    }
    assert "old" not in repr(found)
    assert "old" not in found.subject


def test_exactly_what_two_members_confirmed_is_erased_and_proved(store: Store) -> None:
    done = run_retention(store, confirmed(store).id, clock)
    assert names(store) == {"young death", "young attempt", "undated", "long help"}
    assert done.count == 5
    assert done.tables
    with store.begin() as unit:
        assert unit.interventions.get("long help").case_id is None
        assert [draft.key for draft in unit.drafts.all("case")] == ["case:y"]
        for name in ("old death", "old attempt", "old distress", "old help"):
            assert unit.erasure.places(name) == ()
    verification = store.verify()
    if verification is not None:
        assert verification.findings == ()
        assert (done.standing, done.entries) == (verification.standing, 7)
    assert see_plan(store, clock).count == 0


def test_a_proposal_is_carried_out_once(store: Store) -> None:
    proposal = confirmed(store)
    run_retention(store, proposal.id, clock)
    with store.begin() as unit:
        assert unit.proposals.get(proposal.id).state(NOW) is State.DONE
    with pytest.raises(WrongUse):
        run_retention(store, proposal.id, clock)


def test_nothing_is_erased_without_the_second_member(store: Store) -> None:
    before, made = names(store), prepare_retention(store, clock)
    with pytest.raises(WrongUse):
        run_retention(store, made.id, clock)
    assert names(store) == before


def test_a_proposal_about_something_else_erases_nothing(store: Store) -> None:
    before = names(store)
    made = confirm.prepare(store, Matter.RELEASE, see_plan(store, clock).subject, clock)
    with store.second("Bruno", OTHER_WORDS) as witness:
        confirm.confirm(store, made.id, witness, clock)
    with pytest.raises(WrongUse):
        run_retention(store, made.id, clock)
    assert names(store) == before


def changed_case(store: Store) -> None:
    with store.begin() as unit:
        unit.cases.add(Case(id="another", event_type="DS", month="2010-01"), STAMP)
        unit.commit()


def swapped_case(store: Store) -> None:
    """The same numbers, another record."""
    with store.begin() as unit:
        unit.cases.replace(replace(unit.cases.get("old distress"), month="2020-01"), STAMP)
        unit.cases.replace(replace(unit.cases.get("undated"), month="2011-01"), STAMP)
        unit.commit()


def longer_term(store: Store) -> None:
    change_term(store, "deaths", 241)


@pytest.mark.parametrize("change", [changed_case, swapped_case, longer_term])
def test_when_the_plan_has_changed_it_must_be_prepared_anew(store: Store, change: Callable[[Store], None]) -> None:
    proposal = confirmed(store)
    change(store)
    before = names(store)
    with pytest.raises(WrongUse):
        run_retention(store, proposal.id, clock)
    assert names(store) == before
    with store.begin() as unit:
        assert unit.proposals.get(proposal.id).state(NOW) is State.CONFIRMED


def test_the_day_after_the_same_is_erased_though_more_is_due(store: Store) -> None:
    proposal = confirmed(store)
    run_retention(store, proposal.id, lambda: NOW + timedelta(days=10))
    assert "young attempt" in names(store)


def test_it_is_stopped_without_a_trace(store: Store) -> None:
    proposal, before = confirmed(store), names(store)
    calls: list[int] = []

    def stop(_done: int, _total: int, _what: Term) -> None:
        calls.append(1)
        if len(calls) == 4:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_retention(store, proposal.id, clock, stop)
    assert names(store) == before
    run_retention(store, proposal.id, clock)


def test_if_anything_would_be_left_nothing_is_erased(store: Store) -> None:
    with store.begin() as unit:
        unit.settings.set("note", "about old death")
        unit.commit()
    proposal, before = confirmed(store), names(store)
    with pytest.raises(NotErased):
        run_retention(store, proposal.id, clock)
    assert names(store) == before


def test_there_is_nothing_to_propose_in_an_empty_store() -> None:
    with pytest.raises(WrongUse):
        prepare_retention(MemoryStore(ADA, (BRUNO,)), clock)


def test_an_altered_proposal_erases_nothing() -> None:
    store = MemoryStore(ADA, (BRUNO,))
    filled(store)
    proposal, before = confirmed(store), names(store)
    store.contents.proposals[proposal.id] = replace(proposal, subject=proposal.subject.replace("240", "241"))
    with pytest.raises(TamperedStore):
        run_retention(store, proposal.id, clock)
    assert names(store) == before


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ADMINISTRATOR, Role.RECOVERY)])
def test_only_an_administrator_sees_prepares_and_changes_retention(role: Role) -> None:
    store = GuardedStore(MemoryStore(replace(ADA, roles=(role,)), (BRUNO,)))
    for act in (
        lambda: see_plan(store, clock),
        lambda: prepare_retention(store, clock),
        lambda: change_term(store, "deaths", 12),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_an_administrator_who_reads_no_record_runs_it() -> None:
    below = MemoryStore(replace(ADA, roles=(Role.ADMINISTRATOR,)), (BRUNO,))
    filled(below)
    store = GuardedStore(below)
    assert run_retention(store, confirmed(store).id, clock).count == 5


def test_what_is_signed_can_be_read_back() -> None:
    store = MemoryStore(ADA, (BRUNO,))
    filled(store)
    subject = prepare_retention(store, clock).subject
    assert day_of(subject) == date(2026, 11, 22)
    assert counts_of(subject)["deaths"] == (240, 1)


@given(months=st.integers(1, LONGEST), year=st.integers(2001, 2100), number=st.integers(1, 12))
def test_a_term_is_over_when_that_many_whole_months_have_passed(months: int, year: int, number: int) -> None:
    now = Month(year, number)
    asked = policy("deaths").elapsed(months, now)
    assert isinstance(asked, Elapsed)
    last = Month.parse(asked.until)
    assert last + months + 1 == now
    assert policy("deaths").elapsed(FOR_EVER, now) is None


def test_a_term_is_set_and_taken_back_and_an_impossible_one_refused() -> None:
    store = MemoryStore(ADA, (BRUNO,))
    filled(store)
    change_term(store, "attempts", 119)
    assert [line.count for line in see_plan(store, clock).lines if line.policy.code == "attempts"] == [2]
    change_term(store, "attempts", FOR_EVER)
    assert [line.count for line in see_plan(store, clock).lines if line.policy.code == "attempts"] == [0]
    for code, months in (("attempts", -1), ("attempts", LONGEST + 1), ("unheard", 12)):
        with pytest.raises(WrongUse):
            change_term(store, code, months)


def test_every_policy_names_what_there_is_and_every_event_type_has_one() -> None:
    by_name = {entity.name: entity for entity in ENTITIES}
    for each in policies():
        if each.entity in by_name:
            assert {by_name[each.entity][name].name for name in each.clock} == set(each.clock)
        assert each.reason.it
        assert each.reason.en
        assert 0 <= each.months <= LONGEST
    codes = [code for each in policies() if each.entity == "case" and each.where for code in each.where[1]]
    assert sorted(codes) == sorted(code.code for code in codelist("event_type"))
    assert {each.entity for each in policies()} == {*by_name, "draft"}


def test_a_record_is_planned_once() -> None:
    store = MemoryStore(ADA, (BRUNO,))
    filled(store)
    with store.begin() as unit:
        found = plan(unit, date(2060, 1, 1))
    assert len(set(found.ids)) == len(found.ids) == 7
