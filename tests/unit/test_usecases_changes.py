"""What changed between versions, field by field, and which version was known on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from observatory.cases.case import Case, Circumstance
from observatory.cases.fields import CASE
from observatory.ports import Revision, Stamp
from observatory.usecases.changes import changes, known_on, standings

NOON = datetime(2026, 5, 14, 12, tzinfo=UTC)
CASE_ONE = Case(id="c-1", version=1, force="CC", place="AB", status="SO", circumstances=(Circumstance(id="a"),))


def revision(version: int, day: date, **answers: str) -> Revision[Case]:
    return Revision(Stamp(day, NOON, "clinician", "A"), version, (), replace(CASE_ONE, version=version, **answers))


def told(before: Case | None, after: Case) -> list[tuple[str, int, object, object]]:
    return [
        (change.field.name, change.within[-1][1] if change.within else 0, change.before, change.after)
        for change in changes(CASE, before, after)
    ]


def test_each_answer_that_differs_is_told_with_both_values() -> None:
    after = replace(CASE_ONE, version=2, place="CA", status="CO")
    assert sorted(told(CASE_ONE, after)) == [("place", 0, "AB", "CA"), ("status", 0, "SO", "CO")]


def test_nothing_and_an_empty_text_are_the_same() -> None:
    assert told(CASE_ONE, replace(CASE_ONE, version=2, icd10="")) == []


def test_a_first_version_is_told_against_nothing() -> None:
    assert ("force", 0, None, "CC") in told(None, CASE_ONE)


def test_parts_are_followed_by_their_id_however_they_move() -> None:
    first, second = Circumstance(id="a", circumstance="C01"), Circumstance(id="b", circumstance="C02", value="S")
    before = replace(CASE_ONE, circumstances=(first, second))
    after = replace(CASE_ONE, circumstances=(replace(second, value="N"),))
    assert told(before, after) == [("value", 1, "S", "N"), ("circumstance", 1, "C01", None)]


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 1, 1)), max_size=6), st.dates(date(2020, 1, 1), date(2026, 1, 1)))
def test_the_version_known_on_a_day_is_the_one_of_the_vintages(days: list[date], day: date) -> None:
    history = tuple(revision(number, each) for number, each in enumerate(days, 1))
    expected = None
    for each in history:
        if each.stamp.as_of <= day:
            expected = each
    assert known_on(history, day) == expected


def test_standings_are_the_versions_with_another_status() -> None:
    day = date(2026, 1, 1)
    history = (
        revision(1, day),
        revision(2, day, place="CA"),
        revision(3, day, status="AC"),
        revision(4, day, status="AC", place="UF"),
        revision(5, day, status="CO", event_type="SU"),
    )
    assert [each.version for each in standings(history, ("status", "event_type"))] == [1, 3, 5]
