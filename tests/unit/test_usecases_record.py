"""Recording, drafts, views and finding, on a store of a few dictionaries."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.cases.case import Case, Circumstance
from observatory.cases.fields import CASE
from observatory.entities import ENTITIES
from observatory.errors import NotFound, Refused, StaleVersion
from observatory.fields import Entity
from observatory.interventions.fields import INTERVENTION
from observatory.interventions.intervention import Intervention
from observatory.meetings.fields import MEETING
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.plain import restored, values_of
from observatory.ports import Draft, Stamp, UnitOfWork
from observatory.selection import EVERYTHING, Selection, matches
from observatory.terms import Language, Term
from observatory.usecases.drafts import discard_draft, recover, save_draft
from observatory.usecases.find import Search, find
from observatory.usecases.record import Changes, new_child, new_record, record, record_problems, stamped, today
from observatory.usecases.views import view_counts, views

Row = Any
"""Any record, or any value of one."""

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY = date(2026, 3, 31)


def clock() -> datetime:
    return NOON


@dataclass
class FakeRecords:
    """The records of one entity in a dictionary."""

    entity: str
    rows: dict[str, Any] = field(default_factory=dict)
    stamps: list[Stamp] = field(default_factory=list)

    def get(self, record_id: str) -> Row:
        if record_id not in self.rows:
            raise NotFound(Term("Non c’è.", "Not there."))
        return self.rows[record_id]

    def add(self, record: Row, stamp: Stamp) -> Row:
        self.stamps.append(stamp)
        self.rows[record.id] = replace(record, version=1)
        return self.rows[record.id]

    def replace(self, record: Row, stamp: Stamp) -> Row:
        if self.get(record.id).version != record.version:
            raise StaleVersion
        self.stamps.append(stamp)
        self.rows[record.id] = replace(record, version=record.version + 1)
        return self.rows[record.id]

    def select(self, selection: Selection) -> tuple[Any, ...]:
        found = [row for row in self.rows.values() if matches(self.entity, row, selection)]
        return tuple(found[selection.offset : selection.offset + selection.limit if selection.limit else None])

    def count(self, selection: Selection) -> int:
        return len(self.select(selection))


class FakeDrafts(dict[str, Draft]):
    """Drafts by key."""

    def save(self, draft: Draft) -> None:
        self[draft.key] = draft

    def discard(self, key: str) -> None:
        self.pop(key, None)


class FakeUnit:
    """A unit of work that counts its commits."""

    def __init__(self) -> None:
        self.tables = {entity.name: FakeRecords(entity.name) for entity in ENTITIES}
        self.drafts = FakeDrafts()
        self.commits = 0

    @property
    def cases(self) -> FakeRecords:
        return self.tables["case"]

    def records(self, entity: str) -> FakeRecords:
        return self.tables[entity]

    def commit(self) -> None:
        self.commits += 1


@pytest.fixture
def fake() -> FakeUnit:
    return FakeUnit()


@pytest.fixture
def unit(fake: FakeUnit) -> UnitOfWork:
    return cast("UnitOfWork", fake)


NOW = stamped(clock, "redattore")


def sound_case() -> Case:
    answers = {f.name: "NN" for f in CASE.fields if f.required and f.is_coded}
    answers |= {
        "event_type": "TE",
        "outcome": "SO",
        "method": "NN",
        "month": "2026-02",
        "force": "PS",
        "precision": "M",
        "status": "SO",
    }
    case: Case = replace(new_record(CASE, clock), **answers)
    return case


def test_a_new_record_has_a_random_id_and_the_usual_first_answers() -> None:
    case, other = new_record(CASE, clock), new_record(CASE, clock)
    assert case.id != other.id
    assert case.id[14] == "4"  # RFC 9562: the version digit of a random UUID
    assert case == Case(id=case.id, precision="M", status="SO", status_date=TODAY)
    assert new_record(MEETING, clock).held_on == TODAY
    assert isinstance(new_child(CASE.children["circumstances"]), Circumstance)


def test_recording_a_new_case_writes_version_1_and_forgets_the_draft(unit: UnitOfWork, fake: FakeUnit) -> None:
    case = sound_case()
    save_draft(unit, CASE, case, values_of(CASE, case), clock)
    changes = record(unit, CASE, case, NOW)
    assert changes.record == replace(case, version=1)
    assert (changes.entity, set(changes.changed)) == ("case", {f.name for f in CASE.fields if getattr(case, f.name)})
    assert fake.cases.stamps == [Stamp(TODAY, NOON, "redattore", "N")]
    assert recover(unit, CASE, case.id) is None
    assert fake.commits == 2


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"place": "AB"}, "A"),
        ({"status": "CO"}, "E"),
        ({"event_type": "TI"}, "R"),
        ({"event_type": "TI", "status": "RI"}, "R"),
    ],
)
def test_the_reason_of_a_change_is_deduced(
    unit: UnitOfWork, fake: FakeUnit, change: dict[str, Any], reason: str
) -> None:
    kept = record(unit, CASE, sound_case(), NOW).record
    changes = record(unit, CASE, replace(kept, **change), NOW)
    assert set(changes.changed) == set(change)
    assert fake.cases.stamps[-1].reason == reason
    assert changes.record.version == 2


def test_a_given_reason_is_kept(unit: UnitOfWork, fake: FakeUnit) -> None:
    kept = record(unit, CASE, sound_case(), NOW).record
    record(unit, CASE, replace(kept, place="AB"), stamped(clock, "redattore", "C"))
    assert fake.cases.stamps[-1].reason == "C"


def test_recording_without_a_change_writes_no_version(unit: UnitOfWork, fake: FakeUnit) -> None:
    kept = record(unit, CASE, sound_case(), NOW).record
    assert record(unit, CASE, kept, NOW) == Changes("case", kept, ())
    assert len(fake.cases.stamps) == 1


def test_a_refused_case_writes_nothing_and_keeps_the_draft(unit: UnitOfWork, fake: FakeUnit) -> None:
    case = replace(sound_case(), sex=None)
    save_draft(unit, CASE, case, values_of(CASE, case), clock)
    with pytest.raises(Refused) as caught:
        record(unit, CASE, case, NOW, confirmed_warnings=True)
    assert [(p.field, p.code) for p in caught.value.problems] == [("sex", "required")]
    assert fake.cases.rows == {}
    assert recover(unit, CASE, case.id) is not None


def test_warnings_refuse_until_they_are_confirmed(unit: UnitOfWork, fake: FakeUnit) -> None:
    case = replace(sound_case(), rank_category="R0", age_band="E6")
    with pytest.raises(Refused) as caught:
        record(unit, CASE, case, NOW)
    assert all(problem.warning for problem in caught.value.problems)
    record(unit, CASE, case, NOW, confirmed_warnings=True)
    assert set(fake.cases.rows) == {case.id}


def test_a_stale_save_is_refused_and_keeps_the_draft(unit: UnitOfWork, fake: FakeUnit) -> None:
    kept = record(unit, CASE, sound_case(), NOW).record
    record(unit, CASE, replace(kept, place="AB"), NOW)
    mine = replace(kept, place="CA")
    save_draft(unit, CASE, mine, values_of(CASE, mine), clock)
    with pytest.raises(StaleVersion):
        record(unit, CASE, mine, NOW)
    assert fake.cases.rows[kept.id].place == "AB"
    assert recover(unit, CASE, kept.id) is not None


def test_v7_a_second_report_of_the_same_event_is_pointed_out_by_count_only(unit: UnitOfWork) -> None:
    first = record(unit, CASE, sound_case(), NOW).record
    second = sound_case()
    told = record_problems(unit, CASE, second, NOW)
    assert [(p.code, p.warning) for p in told] == [("V7", True)]
    assert first.id not in told[0].message.it
    record(unit, CASE, second, NOW, confirmed_warnings=True)
    assert "2" in record_problems(unit, CASE, sound_case(), NOW)[0].message.it


def test_v7_is_asked_once_and_again_only_when_the_compared_values_change(unit: UnitOfWork) -> None:
    record(unit, CASE, sound_case(), NOW)
    second = record(unit, CASE, sound_case(), NOW, confirmed_warnings=True).record
    assert record_problems(unit, CASE, replace(second, place="AB"), NOW) == ()
    elsewhere = record(unit, CASE, replace(second, force="CC"), NOW).record
    assert [p.code for p in record_problems(unit, CASE, replace(elsewhere, force="PS"), NOW)] == ["V7"]


def test_a_link_to_a_case_that_is_not_there_is_refused(unit: UnitOfWork) -> None:
    case = record(unit, CASE, sound_case(), NOW).record
    base = Intervention(id="i", kind="S04", scope="IN", force="PS", start="2026-03", outcome="IC", case_id=case.id)
    assert record_problems(unit, INTERVENTION, base, NOW) == ()
    told = record_problems(unit, INTERVENTION, replace(base, case_id="nowhere"), NOW)
    assert [(p.field, p.code) for p in told] == [("case_id", "no_such_record")]


def test_the_day_is_the_office_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    import time  # noqa: PLC0415 - only this test changes the time zone

    monkeypatch.setenv("TZ", "Europe/Rome")
    time.tzset()
    try:
        assert today(lambda: datetime(2026, 3, 31, 22, 30, tzinfo=UTC)) == date(2026, 4, 1)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_draft_outlives_its_unit_and_is_one_for_each_record(unit: UnitOfWork) -> None:
    case = sound_case()
    save_draft(unit, CASE, case, {"note": "pri"}, clock)
    save_draft(unit, CASE, case, {"note": "prima parola"}, clock)
    draft = recover(unit, CASE, case.id)
    assert draft == Draft(f"case:{case.id}", "case", case.id, 0, {"note": "prima parola"}, NOON)
    discard_draft(unit, CASE, case.id)
    assert recover(unit, CASE, case.id) is None


def test_values_of_a_record_come_back_as_the_same_record() -> None:
    decision = Decision(id="d", text="Corso", forces=("CC", "PS"), due_on=date(2026, 9, 1))
    meeting = Meeting(id="m", version=3, held_on=TODAY, agenda=(AgendaItem(id="p", position=1, decisions=(decision,)),))
    assert restored(MEETING, "m", 3, values_of(MEETING, meeting)) == meeting
    assert restored(MEETING, "m", 0, {"held_on": "31/02/20"}).held_on == "31/02/20"


@given(st.dictionaries(st.sampled_from([f.name for f in CASE.fields]), st.text(min_size=1, max_size=5)))
def test_any_typed_text_survives_a_draft(typed: dict[str, str]) -> None:
    values = values_of(CASE, restored(CASE, "x", 0, typed))
    assert all(values[name] == text or name == "status_date" for name, text in typed.items())


def test_views_of_cases_hold_what_their_names_say(unit: UnitOfWork, fake: FakeUnit) -> None:
    def put(name: str, **values: Row) -> None:
        fake.cases.rows[name] = replace(sound_case(), id=name, **values)

    put("old", month="2019-05", status="CO", status_date=date(2020, 1, 1))
    put("late", month="2025-04", event_type="SU", outcome="DE", status_date=date(2025, 5, 1))
    put("open", month="2026-01", event_type="ID", method=None, status="AC")
    put("twice", month="2025-03", status="DU")
    whole = {f.name: "S" for f in CASE.fields if f.required and f.is_coded}
    put("whole", **whole | {"status": "CO", "month": "2026-03", "event_type": "TI", "method": "IMP"})
    names = {view.name: {row.id for row in fake.cases.select(view.selection)} for view in views(CASE, TODAY)}
    assert names == {
        "all": {"old", "late", "open", "twice", "whole"},
        "this_year": {"open", "whole"},
        "last_12_months": {"late", "open", "whole"},
        "to_complete": {"old", "late", "open", "twice"},
        "pending": {"late", "open"},
        "overdue": {"late"},
        "deaths": {"late"},
        "attempts": {"old", "twice", "whole"},
        "signals": {"open"},
        "set_aside": {"twice"},
    }
    assert dict(view_counts(unit, CASE, views(CASE, TODAY))) == {name: len(ids) for name, ids in names.items()}


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.name)
def test_every_entity_has_views_that_a_store_can_count(entity: Entity, unit: UnitOfWork) -> None:
    named = [view.name for view in views(entity, TODAY)]
    assert named[0] == "all"
    assert len(set(named)) == len(named)
    assert dict(view_counts(unit, entity, views(entity, TODAY))) == dict.fromkeys(named, 0)


def test_views_of_meetings_part_past_and_planned(fake: FakeUnit, unit: UnitOfWork) -> None:
    days = {"m1": date(2025, 3, 31), "m2": date(2025, 4, 1), "m3": TODAY, "m4": date(2026, 4, 1)}
    fake.tables["meeting"].rows.update({name: Meeting(id=name, held_on=day, kind="OR") for name, day in days.items()})
    counts = dict(view_counts(unit, MEETING, views(MEETING, TODAY)))
    assert counts == {"all": 4, "this_year": 2, "last_12_months": 2, "planned": 1, "ordinary": 4, "thematic": 0}


def test_finding_combines_the_view_with_the_words_and_pages(unit: UnitOfWork, fake: FakeUnit) -> None:
    for number in range(5):
        force = "PS" if number else "CC"
        fake.cases.rows[f"{number}"] = replace(sound_case(), id=f"{number}", force=force, month=f"202{number}-06")
    by_name: Callable[[str], Selection] = {view.name: view.selection for view in views(CASE, TODAY)}.__getitem__
    page = find(unit, CASE, Search(text="forza:PS 2021 zzz", within=by_name("pending")), today=TODAY)
    assert ([row.id for row in page.records], page.total, len(page.problems)) == (["1"], 1, 1)
    paged = find(unit, CASE, Search(text="force:PS", language=Language.EN, offset=1, limit=2), today=TODAY)
    assert ([row.id for row in paged.records], paged.total) == (["2", "3"], 4)
    within = find(unit, CASE, Search(text="until:2023", within=Selection(since="2022-01")), today=TODAY)
    assert [row.id for row in within.records] == ["2", "3"]
    assert find(unit, CASE, Search(), today=TODAY).total == len(fake.cases.select(EVERYTHING))
