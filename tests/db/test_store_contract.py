"""What every store must do, run on the one in memory and on the encrypted one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from random import Random
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from observatory.cases.case import Case, Circumstance
from observatory.entities import ENTITIES
from observatory.errors import NotAStore, NotFound, StaleVersion
from observatory.meetings.meeting import ActionItem, AgendaItem, Decision, Meeting
from observatory.ports import Draft, ImportedRow, Release, Stamp, Store, UnitOfWork
from observatory.selection import EVERYTHING, UNANSWERED, Selection

DAY = date(2024, 5, 6)
NOW = datetime(2024, 5, 6, 7, 8, 9, 123456, tzinfo=UTC)
NAMES = [entity.name for entity in ENTITIES]


def known(day: date = DAY, reason: str = "N") -> Stamp:
    return Stamp(day, NOW, "clinician", reason)


def a_case(record_id: str = "1", **values: Any) -> Case:  # noqa: ANN401 - any field
    return replace(Case(id=record_id, event_type="SU", month="2024-03", force="PS", status="SO"), **values)


def recorded(store: Store, *cases: Case, stamp: Stamp | None = None) -> None:
    with store.begin() as unit:
        for case in cases:
            unit.cases.add(case, stamp or known())
        unit.commit()


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_recorded_is_read_back_whole(
    lasting: Store, invented: ModuleType, name: str, data: st.DataObject
) -> None:
    record = data.draw(invented.records(invented.BY_NAME[name]))
    with lasting.begin() as unit:
        returned = unit.records(name).add(record, known())
        assert returned == replace(record, version=1) == unit.records(name).get(record.id)
        assert unit.records(name).select(EVERYTHING) == (returned,)
        assert unit.records(name).history(record.id)[0].record == returned


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=7, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_new_version_replaces_every_part_and_the_history_keeps_the_old(
    lasting: Store, invented: ModuleType, name: str, data: st.DataObject
) -> None:
    entity = invented.BY_NAME[name]
    first, second = (replace(data.draw(invented.records(entity)), id="1") for _ in range(2))
    with lasting.begin() as unit:
        unit.records(name).add(first, known())
        returned = unit.records(name).replace(replace(second, version=1), known(reason="A"))
        assert returned == replace(second, version=2) == unit.records(name).get("1")
        history = unit.records(name).history("1")
        assert [revision.record for revision in history] == [replace(first, version=1), returned]
        changed = {n for n in entity.type.__slots__ if getattr(first, n) != getattr(second, n)} - {"id", "version"}
        assert set(history[1].changed) == changed


def test_an_empty_text_is_an_unanswered_field(store: Store) -> None:
    with store.begin() as unit:
        assert unit.cases.add(a_case(icd10="", note=""), known()).icd10 is None
        assert unit.cases.get("1").note is None
        assert unit.cases.count(Selection(without=("icd10", "note"))) == 1
        assert unit.cases.history("1")[0].changed == ("event_type", "status", "month", "force")


def test_leaving_without_commit_leaves_nothing(store: Store) -> None:
    recorded(store, a_case())
    with store.begin() as unit:
        unit.cases.add(a_case("2"), known())
        unit.cases.replace(a_case(version=1, status="CO"), known())
        unit.settings.set("name", "x")
        unit.drafts.save(a_draft())
        unit.imports.note("r", [ImportedRow("k", "d", "1")])
        unit.releases.add(a_release())
    with store.begin() as unit:
        assert [case.version for case in unit.cases.select(EVERYTHING)] == [1]
        assert unit.settings.get("name", "none") == "none"
        assert (unit.drafts.all("case"), unit.imports.rows("r"), unit.releases.all("summary")) == ((), {}, ())
        assert len(unit.cases.history("1")) == 1


def test_an_exception_rolls_the_unit_back(store: Store) -> None:
    def fail() -> None:
        with store.begin() as unit:
            unit.cases.add(a_case(), known())
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 0


def test_a_unit_goes_on_after_a_commit(store: Store) -> None:
    with store.begin() as unit:
        unit.cases.add(a_case("1"), known())
        unit.commit()
        unit.cases.add(a_case("2"), known())
        unit.commit()
        unit.cases.add(a_case("3"), known())
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 2


def test_a_unit_reads_what_it_wrote_and_others_do_not_yet(store: Store) -> None:
    with store.begin() as writing, store.begin() as reading:
        writing.cases.add(a_case(), known())
        assert writing.cases.count(EVERYTHING) == 1
        assert reading.cases.count(EVERYTHING) == 0
        writing.commit()
        assert reading.cases.count(EVERYTHING) == 0
    with store.begin() as reading:
        assert reading.cases.count(EVERYTHING) == 1


def test_a_unit_that_read_before_another_wrote_can_still_write(store: Store) -> None:
    recorded(store, a_case())
    with store.begin() as unit:
        read = unit.cases.get("1")
        recorded(store, a_case("2"))
        unit.cases.replace(replace(read, status="CO"), known())
        unit.commit()
    with store.begin() as unit:
        assert (unit.cases.get("1").status, unit.cases.count(EVERYTHING)) == ("CO", 2)


def test_an_unknown_record_is_not_found(store: Store) -> None:
    with store.begin() as unit:
        with pytest.raises(NotFound):
            unit.cases.get("nobody")
        with pytest.raises(NotFound):
            unit.cases.replace(a_case(version=1), known())
        assert unit.cases.history("nobody") == ()


def test_a_version_that_somebody_overtook_is_refused(store: Store) -> None:
    recorded(store, a_case())
    with store.begin() as unit:
        unit.cases.replace(a_case(version=1, status="CO"), known())
        unit.commit()
    with store.begin() as unit, pytest.raises(StaleVersion):
        unit.cases.replace(a_case(version=1, status="ES"), known())
    with store.begin() as unit:
        assert unit.cases.get("1").status == "CO"
        assert len(unit.cases.history("1")) == 2


def test_a_version_that_never_was_is_refused(store: Store) -> None:
    recorded(store, a_case())
    for never in (0, 7):
        with store.begin() as unit, pytest.raises(StaleVersion):
            unit.cases.replace(a_case(version=never, status="ES"), known())


def test_excluding_a_code_keeps_what_is_unanswered(store: Store) -> None:
    meetings = [
        Meeting(id="1", kind="OR", forces=("CC", "PS")),
        Meeting(id="2", kind="CO", forces=("GF",)),
        Meeting(id="3"),
    ]
    with store.begin() as unit:
        unit.meetings.add_many((meeting, known()) for meeting in meetings)
        for field, code in (("forces", "PS"), ("kind", "OR")):
            without = unit.meetings.select(Selection(excluding=((field, frozenset({code})),)))
            assert {meeting.id for meeting in without} == {"2", "3"}
            answered = unit.meetings.select(Selection(excluding=((field, frozenset({code, UNANSWERED})),)))
            assert {meeting.id for meeting in answered} == {"2"}


def test_the_same_record_is_not_added_twice(store: Store) -> None:
    recorded(store, a_case())
    with store.begin() as unit, pytest.raises(StaleVersion):
        unit.cases.add(a_case(), known())
    with store.begin() as unit, pytest.raises(StaleVersion):
        unit.cases.add_many([(a_case("2"), known()), (a_case("2"), known())])
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 1


def test_many_records_and_whole_histories_are_added_at_once(store: Store) -> None:
    with store.begin() as unit:
        assert unit.cases.add_many((a_case(str(n)), known()) for n in range(3)) == 3
        later = known(DAY + timedelta(9), "E")
        histories = [((a_case("h"), known()), (a_case("h", status="CO"), later)), ()]
        assert unit.cases.add_histories(histories) == 1
        assert unit.cases.add_many([]) == 0
        unit.commit()
    with store.begin() as unit:
        assert unit.cases.get("h") == a_case("h", status="CO", version=2)
        first, second = unit.cases.history("h")
        assert (first.version, first.stamp, first.record.status) == (1, known(), "SO")
        assert (second.version, second.stamp, second.changed) == (2, later, ("status",))
        assert unit.cases.count(EVERYTHING) == 4


def test_children_keep_their_place_at_every_depth(store: Store) -> None:
    actions = tuple(ActionItem(id=f"a{n}", text=f"{n}", informed_forces=("CC", "PS")) for n in (2, 0, 1))
    decisions = (Decision(id="d1", actions=actions), Decision(id="d0"))
    agenda = (AgendaItem(id="g1"), AgendaItem(id="g0", decisions=decisions))
    with store.begin() as unit:
        unit.meetings.add(Meeting(id="m", agenda=agenda), known())
        assert unit.meetings.get("m").agenda == agenda
        fewer = (AgendaItem(id="g0", decisions=(Decision(id="d0", actions=actions[1:]),)),)
        unit.meetings.replace(Meeting(id="m", version=1, agenda=fewer), known())
        assert unit.meetings.get("m").agenda == fewer
        assert unit.meetings.history("m")[0].record.agenda == agenda


def test_a_vintage_is_what_was_known_at_the_end_of_a_day_without_narratives(store: Store) -> None:
    told = a_case(note="un testo", circumstances=(Circumstance(id="c", circumstance="LAV", value="S"),))
    with store.begin() as unit:
        unit.cases.add(told, known())
        unit.cases.replace(replace(told, version=1, status="CO"), known(DAY + timedelta(2)))
        unit.cases.add(a_case("2"), known(DAY + timedelta(1)))
        unit.commit()
    with store.begin() as unit:
        assert list(unit.cases.as_of(DAY - timedelta(1))) == []
        assert list(unit.cases.as_of(DAY)) == [replace(told, version=1, note=None)]
        assert [(c.id, c.status) for c in unit.cases.as_of(DAY + timedelta(1))] == [("1", "SO"), ("2", "SO")]
        assert [(c.id, c.status) for c in unit.cases.as_of(DAY + timedelta(2))] == [("1", "CO"), ("2", "SO")]
        assert unit.cases.first_known(DAY) == {"1": DAY}
        assert unit.cases.first_known(DAY + timedelta(9)) == {"1": DAY, "2": DAY + timedelta(1)}
        assert [revision.record.note for revision in unit.cases.history("1")] == ["un testo", "un testo"]


def test_days_in_any_order_and_between_writings_are_each_as_they_were(store: Store) -> None:
    """Against the histories themselves; a later version may be of an earlier day."""
    chance, told = Random(5), {}  # noqa: S311 - a test that can be repeated
    with store.begin() as unit:
        for number in range(25):
            days = [DAY + timedelta(chance.randint(0, 9)) for _ in range(chance.randint(1, 4))]
            statuses = [chance.choice(("SO", "CO", "ES")) for _ in days]
            pairs = list(zip(statuses, days, strict=True))
            unit.cases.add_histories([tuple((a_case(f"{number:02}", status=s), known(d)) for s, d in pairs)])
            told[f"{number:02}"] = pairs
            for day in (DAY + timedelta(chance.randint(-1, 10)) for _ in range(3)):
                newest = {ident: [s for s, d in each if d <= day] for ident, each in told.items()}
                expected = [(ident, found[-1]) for ident, found in newest.items() if found]
                assert [(case.id, case.status) for case in unit.cases.as_of(day)] == expected


def test_revisions_of_a_span_come_by_day_without_narratives(store: Store) -> None:
    with store.begin() as unit:
        unit.cases.add_histories(
            [
                ((a_case("1", note="x"), known()), (a_case("1", note="y"), known(DAY + timedelta(3)))),
                ((a_case("2"), known(DAY + timedelta(1))),),
            ]
        )
        found = list(unit.cases.revisions(DAY, DAY + timedelta(3)))
        assert [(r.record.id, r.version, r.record.note) for r in found] == [("2", 1, None), ("1", 2, None)]
        assert [r.version for r in unit.cases.revisions(DAY - timedelta(1), DAY)] == [1]
        assert list(unit.interventions.revisions(DAY - timedelta(9), DAY + timedelta(9))) == []


def test_iterators_may_be_read_after_the_unit_is_left(store: Store) -> None:
    recorded(store, a_case())
    with store.begin() as unit:
        vintage, revisions = unit.cases.as_of(DAY), unit.cases.revisions(date.min, DAY)
    assert ([case.id for case in vintage], [r.version for r in revisions]) == (["1"], [1])


def test_a_tally_counts_each_code(store: Store) -> None:
    meetings = [Meeting(id="1", forces=("CC", "PS")), Meeting(id="2", forces=("PS",), number=7), Meeting(id="3")]
    with store.begin() as unit:
        unit.meetings.add_many((meeting, known()) for meeting in meetings)
        assert unit.meetings.tally("forces", EVERYTHING) == {"CC": 1, "PS": 2, None: 1}
        assert unit.meetings.tally("number", EVERYTHING) == {"7": 1, None: 2}
        assert unit.meetings.tally("forces", Selection(without=("forces",))) == {None: 1}


def test_stamps_keep_the_instant_whatever_zone_it_was_written_in(store: Store) -> None:
    rome = timezone(timedelta(hours=2))
    recorded(store, a_case(), stamp=replace(known(), recorded_at=NOW.astimezone(rome)))
    with store.begin() as unit:
        kept = unit.cases.history("1")[0].stamp.recorded_at
    assert (kept, kept.utcoffset()) == (NOW, timedelta(0))


def a_draft(key: str = "case:1", saved_at: datetime = NOW, entity: str = "case") -> Draft:
    return Draft(key, entity, "1", 3, {"month": "2024-13", "note": "testo", "sources": [{"id": "s"}]}, saved_at)


def test_drafts_are_kept_replaced_and_discarded(store: Store) -> None:
    later = NOW + timedelta(seconds=1)
    with store.begin() as unit:
        unit.drafts.save(a_draft("b", later))
        unit.drafts.save(a_draft("a", NOW))
        unit.drafts.save(a_draft("m", NOW, "meeting"))
        unit.drafts.save(replace(a_draft("b", later), values={"month": ""}))
        unit.commit()
    with store.begin() as unit:
        assert unit.drafts.get("a") == a_draft("a")
        assert [draft.key for draft in unit.drafts.all("case")] == ["a", "b"]
        assert unit.drafts.all("case")[1].values == {"month": ""}
        unit.drafts.discard("a")
        unit.drafts.discard("never there")
        assert unit.drafts.get("a") is None


def test_the_ledger_remembers_rows_by_register_and_takes_the_newest(store: Store) -> None:
    with store.begin() as unit:
        unit.imports.note("r", [ImportedRow("k", "d1", "1"), ImportedRow("l", "d1", "2")])
        unit.imports.note("other", [ImportedRow("k", "d9", "9")])
        unit.imports.note("r", [ImportedRow("k", "d2", "1")])
        unit.imports.note("r", [])
        assert unit.imports.rows("r") == {"k": ImportedRow("k", "d2", "1"), "l": ImportedRow("l", "d1", "2")}
        assert unit.imports.rows("unheard") == {}


def a_release(release_id: str = "1", kind: str = "summary") -> Release:
    return Release(release_id, kind, "2024-Q1", "members", DAY, 1, NOW, "ab" * 32, {"T1": [[1, None, "×"]]})


def test_releases_come_oldest_first_and_by_kind(store: Store) -> None:
    with store.begin() as unit:
        for release_id, kind in (("z", "summary"), ("y", "export"), ("a", "summary")):
            unit.releases.add(a_release(release_id, kind))
        assert unit.releases.all("summary") == (a_release("z"), a_release("a"))
        with pytest.raises(StaleVersion):
            unit.releases.add(a_release("z"))


def test_settings_are_read_back_and_default(store: Store) -> None:
    with store.begin() as unit:
        assert (unit.settings.get("a"), unit.settings.get("a", "b")) == ("", "b")
        unit.settings.set("a", "1")
        unit.settings.set("a", "")
        unit.settings.set("keys", "no name is special")
        assert (unit.settings.get("a", "b"), unit.settings.get("keys")) == ("", "no name is special")


def test_a_closed_store_does_nothing_more(store: Store) -> None:
    unit: UnitOfWork = store.begin()
    unit.cases.add(a_case(), known())
    store.close()
    store.close()
    for act in (store.begin, unit.commit, lambda: unit.cases.get("1"), lambda: unit.cases.add(a_case("2"), known())):
        with pytest.raises(NotAStore):
            act()
    unit.__exit__(None, None, None)
