"""Who may do what: every method of every repository for every role and every single permission.

The expectations are written here by hand from the roles as `docs/security.md` tells them, not derived from the tables
that the guard itself uses.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory import ports
from observatory.authorisation import rules
from observatory.authorisation.rules import (
    PREPARING,
    acting_role,
    fixed_fields,
    is_withheld,
    may_read,
    may_write,
    own_force,
    withheld_fields,
)
from observatory.authorisation.store import GuardedStore, GuardedUnit
from observatory.cases.case import Case
from observatory.cases.fields import CASE
from observatory.entities import ENTITIES
from observatory.errors import NotAllowed, NotFound
from observatory.evaluation.indicator import Indicator
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.interventions.intervention import Intervention
from observatory.links.case_link import CaseLink
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import Meeting
from observatory.population.fields import STRENGTH
from observatory.population.strength import Strength
from observatory.ports import Revision, Stamp
from observatory.procedures.procedure import Procedure
from observatory.recommendations.recommendation import Recommendation
from observatory.security.members import Member
from observatory.security.proposals import Matter
from observatory.security.roles import ASSIGNABLE, FOUNDER_ROLES, MAY, ROLE_LABELS, Permission, Role
from observatory.selection import EVERYTHING, UNANSWERED, Selection, matches
from observatory.signals.signal import Signal
from observatory.terms import Term

Value = Any
"""A record, a field, a proposal: whatever a method takes or gives."""

P = Permission
STAMP = Stamp(date(2026, 3, 1), datetime(2026, 3, 1, 9, tzinfo=UTC), "claimed", "N")
OWN = "PS"
CLINICIAN, ANALYST, SECRETARY, DESK = Role.CLINICIAN, Role.ANALYST, Role.SECRETARY, Role.DESK
ADMINISTRATOR, AUDITOR, CUSTODIAN = Role.ADMINISTRATOR, Role.AUDITOR, Role.CUSTODIAN
ALL = frozenset(ASSIGNABLE)
ANYBODY = frozenset(Permission)

RECORDS: dict[str, Any] = {
    "case": Case(id="a", force=OWN),
    "intervention": Intervention(id="a", force=OWN),
    "meeting": Meeting(id="a"),
    "strength": Strength(id="a", force=OWN),
    "case_link": CaseLink(id="a", force=OWN),
    "recommendation": Recommendation(id="a"),
    "procedure": Procedure(id="a"),
    "indicator": Indicator(id="a", force=OWN),
    "signal": Signal(id="a", force=OWN),
}
READ_CASES = ({P.READ_CASES, P.READ_OWN_CASES}, {CLINICIAN, ANALYST, DESK, CUSTODIAN})
WRITE_CASES = ({P.WRITE_CASES, P.WRITE_OWN_CASES}, {CLINICIAN, DESK})
ALL_CASES = ({P.READ_CASES}, {CLINICIAN, ANALYST, CUSTODIAN})
READ_MEETINGS = ({P.READ_MEETINGS}, {CLINICIAN, ANALYST, SECRETARY})
WRITE_MEETINGS = ({P.WRITE_MEETINGS}, {SECRETARY})
READ_STRENGTHS = ({P.READ_STRENGTHS}, {ADMINISTRATOR, CLINICIAN, ANALYST})
WRITE_STRENGTHS = ({P.WRITE_STRENGTHS}, {ADMINISTRATOR, ANALYST})
READ_ANSWERABLE = ({P.READ_MEETINGS, P.ANSWER}, {CLINICIAN, ANALYST, SECRETARY, DESK})
WRITE_ALL_CASES = ({P.WRITE_CASES}, {CLINICIAN})
WRITE_SIGNALS = ({P.SUMMARISE}, {ANALYST})
OPEN = (ANYBODY, ALL)
Allowed = tuple[set[Permission] | frozenset[Permission], set[Role] | frozenset[Role]]
REPOSITORIES = {
    "cases",
    "interventions",
    "meetings",
    "strengths",
    "links",
    "recommendations",
    "procedures",
    "indicators",
    "signals",
}
BY_ENTITY: dict[str, tuple[Allowed, Allowed, Allowed]] = {
    "case": (READ_CASES, ALL_CASES, WRITE_CASES),
    "intervention": (READ_CASES, ALL_CASES, WRITE_CASES),
    "meeting": (READ_MEETINGS, READ_MEETINGS, WRITE_MEETINGS),
    "strength": (READ_STRENGTHS, READ_STRENGTHS, WRITE_STRENGTHS),
    "case_link": (ALL_CASES, ALL_CASES, WRITE_ALL_CASES),
    "recommendation": (READ_ANSWERABLE, READ_ANSWERABLE, WRITE_MEETINGS),
    "procedure": (READ_ANSWERABLE, READ_ANSWERABLE, WRITE_MEETINGS),
    "indicator": (READ_MEETINGS, READ_MEETINGS, WRITE_MEETINGS),
    "signal": (ALL_CASES, ALL_CASES, WRITE_SIGNALS),
}
"""Per entity: reading some records, reading the whole store, writing."""

Call = Callable[[GuardedUnit], object]


def calls_on_records(name: str) -> dict[str, tuple[Call, Allowed]]:
    some, whole, write = BY_ENTITY[name]
    record, day = RECORDS[name], STAMP.as_of
    field = {"meeting": "kind", "recommendation": "status", "procedure": "kind"}.get(name, "force")
    told: dict[str, tuple[Callable[[Any], object], Allowed]] = {
        "get": (lambda records: records.get("a"), some),
        "select": (lambda records: records.select(EVERYTHING), some),
        "count": (lambda records: records.count(EVERYTHING), some),
        "tally": (lambda records: records.tally(field, EVERYTHING), some),
        "history": (lambda records: records.history("a"), some),
        "as_of": (lambda records: records.as_of(day), whole),
        "first_known": (lambda records: records.first_known(day), whole),
        "revisions": (lambda records: records.revisions(day, day), whole),
        "add": (lambda records: records.add(record, STAMP), write),
        "add_many": (lambda records: records.add_many([(record, STAMP)]), write),
        "add_histories": (lambda records: records.add_histories([((record, STAMP),)]), write),
        "replace": (lambda records: records.replace(record, STAMP), write),
    }
    return {f"{name}.{method}": (through(call, name), allowed) for method, (call, allowed) in told.items()}


def through(call: Callable[[Any], object], entity: str) -> Call:
    return lambda unit: call(unit.records(entity))


def proposal(matter: Matter, prepared_by: str = "somebody") -> Value:
    return SimpleNamespace(id="p", matter=matter, prepared=SimpleNamespace(member=prepared_by))


def adding(matter: Matter) -> Call:
    return lambda unit: unit.proposals.add(proposal(matter))


READ_LOG = ({P.READ_LOG}, {ADMINISTRATOR, AUDITOR})
RETAIN = ({P.RETAIN}, {ADMINISTRATOR})
IMPORT = ({P.IMPORT}, {CLINICIAN})
SUMMARISE = ({P.SUMMARISE}, {ANALYST})
ANY: Any = None
CALLS: dict[str, tuple[Call, Allowed]] = {
    **{name: call for entity in RECORDS for name, call in calls_on_records(entity).items()},
    "imports.rows": (lambda unit: unit.imports.rows("r"), IMPORT),
    "imports.note": (lambda unit: unit.imports.note("r", []), IMPORT),
    "releases.add": (lambda unit: unit.releases.add(ANY), SUMMARISE),
    "releases.all": (
        lambda unit: unit.releases.all("summary"),
        ({P.READ_RELEASES, P.SUMMARISE}, ALL - {DESK, CUSTODIAN}),
    ),
    "settings.get": (lambda unit: unit.settings.get("marking"), OPEN),
    "settings.set": (lambda unit: unit.settings.set("marking", "x"), ({P.SETTINGS}, {ADMINISTRATOR})),
    "settings.set of a first number": (
        lambda unit: unit.settings.set("tie_break", "7"),
        ({P.SETTINGS, P.SUMMARISE}, {ADMINISTRATOR, ANALYST}),
    ),
    "audit.note": (lambda unit: unit.audit.note(ANY), OPEN),
    "audit.standing": (lambda unit: unit.audit.standing(), OPEN),
    "audit.count": (lambda unit: unit.audit.count(ANY), READ_LOG),
    "audit.entries": (lambda unit: unit.audit.entries(ANY), READ_LOG),
    "proposals.add of a release": (adding(Matter.RELEASE), SUMMARISE),
    "proposals.add of a record export": (adding(Matter.RECORD_EXPORT), SUMMARISE),
    "proposals.add of retention": (adding(Matter.RETENTION), RETAIN),
    "proposals.add of linkage": (adding(Matter.LINKAGE), ({P.MEMBERS}, {ADMINISTRATOR})),
    "proposals.replace": (
        lambda unit: unit.proposals.replace(proposal(Matter.RELEASE)),
        ({P.CONFIRM}, ALL - {AUDITOR, CUSTODIAN}),
    ),
    "proposals.get": (lambda unit: unit.proposals.get("p"), OPEN),
    "proposals.all": (lambda unit: unit.proposals.all(), OPEN),
    "erasure.elapsed": (lambda unit: unit.erasure.elapsed(ANY), RETAIN),
    "erasure.erase": (lambda unit: unit.erasure.erase("case", ["a"], "p", STAMP), RETAIN),
    "erasure.places": (lambda unit: unit.erasure.places("a"), RETAIN),
    "erasure.tables": (lambda unit: unit.erasure.tables, OPEN),
    "drafts.save": (lambda unit: unit.drafts.save(ANY), OPEN),
    "drafts.get": (lambda unit: unit.drafts.get("k"), OPEN),
    "drafts.all": (lambda unit: unit.drafts.all("case"), OPEN),
    "drafts.discard": (lambda unit: unit.drafts.discard("k"), OPEN),
}


class Beneath:
    """What is under the guard: it does everything and remembers what reached it."""

    tables = ()

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.entity = ""

    def __getattr__(self, name: str) -> Value:
        if name in {"cases", "drafts", "imports", "releases", "settings", "audit", "proposals", "erasure"}:
            return self
        return lambda *given, **_named: self._reach(name, given)

    def _reach(self, name: str, given: tuple[Any, ...]) -> Value:
        if name == "records":
            self.entity = given[0]
            return self
        if name in {"add_many", "add_histories"}:
            given = (list(given[0]),)
        self.reached.append(name)
        if name == "get" and given == ("p",):
            return proposal(Matter.RELEASE, "preparer")
        if name == "get":
            return RECORDS.get(self.entity)
        return {"count": 1}.get(name)


def member(*roles: Role, force: str = OWN) -> Member:
    return Member("me", "nome", force, roles)


def does(call: Call, who: Member) -> bool:
    """Whether it is let through; a refusal tells which role it takes and reaches nothing that writes."""
    beneath: Any = Beneath()
    refusal = refused(lambda: call(GuardedUnit(beneath, who)))
    if refusal is not None:
        assert not {"add", "add_many", "add_histories", "replace", "set", "note", "erase"} & set(beneath.reached)
        assert any(label.it in refusal.it for label in ROLE_LABELS.values())
        assert any(label.en in refusal.en for label in ROLE_LABELS.values())
    return refusal is None


def refused(act: Callable[[], object]) -> Term | None:
    try:
        act()
    except NotAllowed as error:
        return error.message
    return None


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("role", ASSIGNABLE)
def test_a_role_does_what_the_design_lets_it_and_nothing_else(role: Role, name: str) -> None:
    call, (_permissions, roles) = CALLS[name]
    assert does(call, member(role)) == (role in roles)


@pytest.mark.parametrize("name", CALLS)
def test_one_permission_alone_opens_what_it_is_for(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    call, (permissions, _roles) = CALLS[name]
    for permission in Permission:
        # A refusal names the roles that may: those of the true table, so another role carries the permission here.
        monkeypatch.setitem(MAY, Role.RECOVERY, frozenset({permission}))
        assert does(call, member(Role.RECOVERY)) == (permission in permissions), permission


@pytest.mark.parametrize("name", CALLS)
def test_roles_add_up_and_a_member_of_the_past_has_none(name: str) -> None:
    call, (permissions, _roles) = CALLS[name]
    assert does(call, member(*ASSIGNABLE))
    assert does(call, Member("x", "gone", OWN, ())) == (permissions == ANYBODY)


def test_no_method_of_a_port_goes_without_an_expectation() -> None:
    told = {name.split(" ")[0] for name in CALLS}
    wanted = {f"{entity}.{method}" for entity in RECORDS for method in public(ports.Records)}
    of_ports = {
        "imports": ports.ImportLedger,
        "releases": ports.Releases,
        "settings": ports.Settings,
        "audit": ports.AuditTrail,
        "proposals": ports.Proposals,
        "erasure": ports.Erasure,
        "drafts": ports.Drafts,
    }
    wanted |= {f"{name}.{method}" for name, port in of_ports.items() for method in public(port)}
    assert told == wanted
    assert public(ports.UnitOfWork) - REPOSITORIES == {
        *of_ports,
        "undertakings",  # what it gives depends on who owns an action: test_own_actions.py
        "records",
        "heed",
        "commit",
    }


def public(port: type[Any]) -> set[str]:
    return {name for name in vars(port) if not name.startswith("_")}


def test_every_entity_and_every_matter_has_its_rules() -> None:
    names = {entity.name for entity in ENTITIES}
    assert set(rules.READING) == set(rules.WRITING) == names
    assert set(PREPARING) == {matter.value for matter in Matter}


def test_the_first_number_of_protection_is_set_once_by_whoever_makes_the_summary() -> None:
    with GuardedStore(MemoryStore(member(ANALYST))).begin() as unit:
        unit.settings.set("tie_break", "7")
        with pytest.raises(NotAllowed):
            unit.settings.set("tie_break", "8")
        assert unit.settings.get("tie_break") == "7"


def test_whoever_prepared_a_proposal_goes_on_with_it_without_the_right_to_confirm() -> None:
    beneath: Any = Beneath()
    preparer = Member("preparer", "nome", OWN, (AUDITOR,))
    GuardedUnit(beneath, preparer).proposals.replace(proposal(Matter.RELEASE, "me"))
    assert beneath.reached == ["get", "replace"]


def test_who_prepared_a_proposal_is_what_the_store_knows_and_not_what_the_caller_says() -> None:
    beneath: Any = Beneath()
    with pytest.raises(NotAllowed):
        GuardedUnit(beneath, member(AUDITOR)).proposals.replace(proposal(Matter.RELEASE, "me"))


# The force liaison.

FORCES = ("PS", "CC", "GF", "PP", None)
some_cases = st.lists(
    st.builds(
        Case,
        id=st.uuids().map(str),
        force=st.sampled_from(FORCES),
        event_type=st.sampled_from(("SU", "TE", None)),
        sex=st.sampled_from(("M", "F", None)),
        month=st.sampled_from(("2025-11", "2026-01", "2026-02", None)),
    ),
    max_size=12,
    unique_by=lambda case: case.id,
)
conditions = st.tuples(
    st.sampled_from(("force", "event_type", "sex")),
    st.frozensets(st.sampled_from(("PS", "CC", "SU", "TE", "M", "F", UNANSWERED)), min_size=1),
)
selections = st.builds(
    Selection,
    where=st.lists(conditions, max_size=2).map(tuple),
    any_of=st.lists(st.lists(conditions, min_size=1, max_size=2).map(tuple), max_size=2).map(tuple),
    excluding=st.lists(conditions, max_size=1).map(tuple),
    without=st.lists(st.sampled_from(("force", "sex")), max_size=1).map(tuple),
    since=st.sampled_from(("", "2026-01")),
)


def desk_over(*records: Value, force: str = OWN, roles: tuple[Role, ...] = (DESK,)) -> GuardedStore:
    store = MemoryStore(Member("me", "nome", force, roles))
    with store.begin() as unit:
        for record in records:
            name = "case" if isinstance(record, Case) else "intervention"
            unit.records(name).add(record, STAMP)
        unit.commit()
    return GuardedStore(store)


@given(some_cases, selections)
def test_a_liaison_sees_of_every_selection_their_own_forces_records(cases: list[Case], asked: Selection) -> None:
    own = [case for case in cases if case.force == OWN and matches("case", case, asked)]
    with desk_over(*cases).begin() as unit:
        assert {case.id for case in unit.cases.select(asked)} == {case.id for case in own}
        assert unit.cases.count(asked) == len(own)
        assert unit.cases.tally("sex", asked) == Counter(case.sex for case in own)


@given(some_cases)
def test_a_liaison_reads_by_id_what_a_selection_shows_and_nothing_else(cases: list[Case]) -> None:
    with desk_over(*cases).begin() as unit:
        shown = {case.id for case in unit.cases.select(EVERYTHING)}
        for case in cases:
            if case.id in shown:
                assert unit.cases.get(case.id).force == OWN
                assert len(unit.cases.history(case.id)) == 1
            else:
                for read in (unit.cases.get, unit.cases.history):
                    with pytest.raises(NotFound):
                        read(case.id)


def test_a_page_of_a_liaisons_list_is_full_although_others_records_stand_between() -> None:
    cases = [Case(id=str(n), force=("CC", OWN)[n % 2], month="2026-01") for n in range(10)]
    with desk_over(*cases).begin() as unit:
        assert [case.id for case in unit.cases.select(Selection(limit=3))] == ["9", "7", "5"]


def test_what_is_another_forces_and_what_is_not_there_read_the_same() -> None:
    with desk_over(Case(id="theirs", force="CC")).begin() as unit:
        told = []
        for name in ("theirs", "nowhere"):
            with pytest.raises(NotFound) as raised:
                unit.cases.get(name)
            told.append(raised.value.message)
    assert told[0] == told[1]


@pytest.mark.parametrize("force", ["CC", None, ""])
def test_a_liaison_records_for_no_other_force(force: str | None) -> None:
    record = Intervention(id="new", force=force)
    with desk_over().begin() as unit:
        for write in (
            lambda: unit.interventions.add(record, STAMP),
            lambda: unit.interventions.add_many([(record, STAMP)]),
            lambda: unit.interventions.add_histories([((replace(record, force=OWN), STAMP), (record, STAMP))]),
        ):
            with pytest.raises(NotAllowed):
                write()
        assert unit.interventions.count(EVERYTHING) == 0


def test_a_liaison_moves_no_record_to_another_force_nor_takes_one() -> None:
    mine, theirs = Case(id="mine", force=OWN), Case(id="theirs", force="CC")
    store = desk_over(mine, theirs)
    with store.begin() as unit:
        with pytest.raises(NotAllowed):
            unit.cases.replace(replace(mine, version=1, force="CC"), STAMP)
        with pytest.raises(NotFound):
            unit.cases.replace(replace(theirs, version=1, force=OWN), STAMP)
        assert unit.cases.replace(replace(mine, version=1, sex="F"), STAMP).sex == "F"


def test_a_liaison_of_no_force_has_no_records_not_even_those_without_one() -> None:
    store = desk_over(Case(id="nobodys", force=None), force="")
    with store.begin() as unit:
        for read in (unit.cases.select, unit.cases.count):
            with pytest.raises(NotAllowed):
                read(EVERYTHING)
        with pytest.raises(NotAllowed):
            unit.cases.add(Case(id="new", force=None), STAMP)


def test_another_role_beside_widens_reading_and_not_writing() -> None:
    store = desk_over(Case(id="theirs", force="CC"), roles=(DESK, ANALYST))
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 1
        with pytest.raises(NotFound):
            unit.cases.replace(Case(id="theirs", force="CC", version=1, sex="M"), STAMP)


# In which role, and the sealed texts.


@pytest.mark.parametrize(
    ("roles", "entity", "acts_as"),
    [
        ((CLINICIAN,), "case", CLINICIAN),
        ((DESK,), "intervention", DESK),
        ((DESK, CLINICIAN), "case", CLINICIAN),
        (FOUNDER_ROLES, "case", CLINICIAN),
        (FOUNDER_ROLES, "meeting", SECRETARY),
        (FOUNDER_ROLES, "strength", ADMINISTRATOR),
        ((ANALYST,), "strength", ANALYST),
    ],
)
def test_the_history_says_the_role_in_which_a_member_may_write_whatever_the_caller_claims(
    roles: tuple[Role, ...], entity: str, acts_as: Role
) -> None:
    store = GuardedStore(MemoryStore(member(*roles)))
    first = replace(RECORDS[entity], id="first")
    with store.begin() as unit:
        records = unit.records(entity)
        records.add(first, STAMP)
        records.add_many([(replace(first, id="b"), STAMP)])
        records.add_histories([((replace(first, id="c"), STAMP), (replace(first, id="c", version=1), STAMP))])
        records.replace(replace(first, version=1), STAMP)
        told: list[Revision[Any]] = [r for name in ("first", "b", "c") for r in records.history(name)]
        unit.commit()
    assert [revision.stamp.role for revision in told] == [acts_as] * 5
    assert acting_role(store.member, next(e for e in ENTITIES if e.name == entity)) is acts_as


@pytest.mark.parametrize("text", ["", None])
def test_a_liaison_records_a_case_without_a_narrative_and_none_with_one(text: str | None) -> None:
    sealed = Case(id="a", force=OWN, note="a text")
    with desk_over().begin() as unit:
        for write in (
            lambda: unit.cases.add(sealed, STAMP),
            lambda: unit.cases.add_many([(sealed, STAMP)]),
            lambda: unit.cases.add_histories([((replace(sealed, note=None), STAMP), (sealed, STAMP))]),
        ):
            with pytest.raises(NotAllowed) as raised:
                write()
            assert "Clinician" in raised.value.message.en
            assert "a text" not in raised.value.message.en
        assert unit.cases.add(replace(sealed, note=text), STAMP).version == 1
        with pytest.raises(NotAllowed):
            unit.cases.replace(replace(sealed, version=1), STAMP)


def test_whoever_holds_the_key_writes_the_narrative() -> None:
    with GuardedStore(MemoryStore(member(CLINICIAN))).begin() as unit:
        assert unit.cases.add(Case(id="a", force="CC", note="a text"), STAMP).note == "a text"


# What is offered.

RECOMMENDED = {"recommendation", "procedure"}
MET = {"meeting", "indicator", *RECOMMENDED}
SEEN = {"case", "intervention", "strength", "case_link", "signal", *MET}
OFFERED = {
    ADMINISTRATOR: ({"strength"}, {"strength"}),
    CLINICIAN: (SEEN, {"case", "intervention", "case_link"}),
    ANALYST: (SEEN, {"strength", "signal"}),
    SECRETARY: (MET, MET),
    DESK: ({"case", "intervention", *RECOMMENDED}, {"case", "intervention"}),
    AUDITOR: (set(), set()),
    CUSTODIAN: ({"case", "intervention", "case_link", "signal"}, set()),
}


@pytest.mark.parametrize("role", ASSIGNABLE)
def test_what_is_offered_is_what_the_store_lets_do(role: Role) -> None:
    who = member(role)
    read, write = OFFERED[role]
    assert {entity.name for entity in ENTITIES if may_read(who, entity)} == read
    assert {entity.name for entity in ENTITIES if may_write(who, entity)} == write


def test_a_liaison_without_a_force_is_offered_nothing() -> None:
    who = member(DESK, force="")
    assert not any(may_read(who, entity) or may_write(who, entity) for entity in ENTITIES)


@pytest.mark.parametrize(
    ("role", "entity", "withheld"),
    [
        (CLINICIAN, CASE, False),
        (CLINICIAN, INTERVENTION, False),
        (CLINICIAN, MEETING, True),
        (SECRETARY, MEETING, False),
        (SECRETARY, CASE, True),
        (ANALYST, CASE, True),
        (ANALYST, MEETING, True),
        (DESK, CASE, True),
        (ADMINISTRATOR, INTERVENTION, True),
        (AUDITOR, MEETING, True),
        (CUSTODIAN, CASE, True),
        (CUSTODIAN, INTERVENTION, True),
    ],
)
def test_sealed_fields_are_withheld_from_whoever_lacks_their_key(role: Role, entity: Entity, withheld: bool) -> None:
    sealed = {field.name for field in entity.sealed_fields}
    assert sealed
    assert {f.name for f in entity.fields if is_withheld(member(role), entity, f)} == (sealed if withheld else set())
    assert set(withheld_fields(member(role), entity)) == (sealed if withheld else set())


def test_a_form_says_who_reads_what_it_withholds_and_which_force_it_is_for() -> None:
    told = fixed_fields(member(DESK), CASE)
    assert told["note"].it == "Riservato: lo legge chi ha il ruolo di Clinico."
    assert set(told) == {"note", "force"}
    assert own_force(member(DESK), CASE) == OWN
    assert not own_force(member(DESK, CLINICIAN), CASE)
    assert fixed_fields(member(ADMINISTRATOR), STRENGTH) == {}


def test_a_refusal_names_every_role_that_may() -> None:
    with GuardedStore(MemoryStore(member(AUDITOR))).begin() as unit, pytest.raises(NotAllowed) as raised:
        unit.cases.select(EVERYTHING)
    assert raised.value.message.it == (
        "Non consentito: serve il ruolo di Clinico o Analista o Referente di Forza o Custode dei collegamenti. "
        "Nulla è stato modificato."
    )


def test_the_guarded_store_is_its_members_and_closes_what_is_beneath() -> None:
    beneath = MemoryStore(member(AUDITOR))
    store = GuardedStore(beneath)
    assert store.member == beneath.member
    assert store.members == (beneath.member,)
    assert store.verify() is None
    signed = store.witness().sign(b"purpose", b"message")
    assert store.is_signed("me", b"purpose", b"message", signed)
    store.close()
    assert not beneath.is_open


def test_what_a_guarded_unit_does_not_commit_leaves_nothing() -> None:
    store = GuardedStore(MemoryStore(member(CLINICIAN)))
    with store.begin() as unit:
        unit.cases.add(Case(id="a"), STAMP)
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 0
        unit.cases.add(Case(id="a"), STAMP)
        unit.commit()
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 1
