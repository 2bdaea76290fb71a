"""Issues of a summary: numbered, noted once, compared with the issue before, refused when they make no sense."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from db.memory import MemoryStore
from observatory.cases.counting import is_event
from observatory.disclosure.rules import Audience
from observatory.errors import Unprotectable, WrongUse
from observatory.periods import Period
from observatory.ports import Stamp, Store
from observatory.summary.known import kind_of
from observatory.synthetic.calibration import TODAY
from observatory.terms import Language
from observatory.usecases.build_demo import build_demo
from observatory.usecases.earlier_editions import SUMMARY
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.link_cases import Decision, decide
from observatory.usecases.make_demo import DemoRequest, make_demo
from observatory.usecases.summarise import MARKING, SummaryRequest, export_summary, make_summary

QUARTER = Period.parse("2025-Q4")


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


def request(as_of: date = TODAY, audience: Audience = Audience.MEMBERS, period: Period = QUARTER) -> SummaryRequest:
    return SummaryRequest(period, audience, as_of)


@pytest.fixture(scope="module")
def sample() -> Store:
    store: Store = MemoryStore()
    build_demo(store, seed=1, cases=400)
    return store


def issues(store: Store) -> list[tuple[str, int]]:
    with store.begin() as unit:
        return [(release.period, release.issue) for release in unit.releases.all(SUMMARY)]


def test_issues_are_numbered_for_their_audience_and_the_same_one_is_noted_once() -> None:
    store: Store = MemoryStore()
    build_demo(store, seed=1, cases=300)
    first = make_summary(store, request(date(2026, 1, 15)), clock=clock)
    second = make_summary(store, request(), clock=clock)
    again = make_summary(store, request(), clock=clock)
    other = make_summary(store, request(audience=Audience.INTERFORCE), clock=clock)
    assert [s.cover.issue for s in (first, second, again, other)] == [1, 2, 2, 1]
    assert again.digest == second.digest
    assert issues(store) == [("2025-Q4", 1), ("2025-Q4", 2), ("2025-Q4", 1)]


def test_an_edition_made_again_from_the_same_data_is_the_same_whatever_came_after() -> None:
    store: Store = MemoryStore()
    build_demo(store, seed=1, cases=100)
    asked = [*(request(audience=each) for each in Audience), request(period=Period.parse("2025"))]
    made = [make_summary(store, one, clock=clock) for one in asked]
    assert [make_summary(store, one, clock=clock).digest for one in asked] == [summary.digest for summary in made]
    assert len(issues(store)) == len(asked)


def test_a_table_of_another_version_stops_the_next_edition_and_nothing_is_noted() -> None:
    store: Store = MemoryStore()
    build_demo(store, seed=1, cases=60)
    make_summary(store, request(), clock=clock)
    with store.begin() as unit:
        old = unit.releases.all(SUMMARY)[0]
        unit.releases.add(replace(old, id="another", audience="external", tables={"T99": {"SU": 4}}))
        unit.commit()
    with pytest.raises(Unprotectable, match="T99"):
        make_summary(store, request(audience=Audience.INTERFORCE), clock=clock)
    assert len(issues(store)) == 2


def test_an_issue_keeps_only_what_it_published(sample: Store) -> None:
    summary = make_summary(sample, request(), clock=clock)
    with sample.begin() as unit:
        kept = unit.releases.all(SUMMARY)[-1].tables
    printed = {t.id: {"|".join(at): o.value for at, o in t.observations.items()} for t in summary.tables}
    assert kept == printed


def test_an_earlier_day_shows_what_was_known_then(sample: Store) -> None:
    """Each in a store of its own: beside the other it would show less."""
    other = MemoryStore()
    build_demo(other, seed=1, cases=400)
    early = make_summary(sample, request(date(2025, 10, 20)), clock=clock)
    late = make_summary(other, request(), clock=clock)
    assert early.cover.as_of == date(2025, 10, 20)

    def events(summary: object) -> int:
        cells = next(t for t in summary.tables if t.id == "T1a").observations  # type: ignore[attr-defined]
        return sum(o.value or 0 for at, o in cells.items() if at[1] == "2025-Q4" and at[0] != "SUP")

    assert events(early) < events(late)


@pytest.mark.parametrize("as_of", [date(2026, 3, 2), date(2025, 9, 30)])
def test_a_day_in_the_future_or_before_the_period_is_refused_and_nothing_is_noted(sample: Store, as_of: date) -> None:
    before = issues(sample)
    with pytest.raises(WrongUse):
        make_summary(sample, request(as_of), clock=clock)
    assert issues(sample) == before


def test_a_summary_of_an_empty_store_says_so_without_failing(tmp_path: Path) -> None:
    summary = make_summary(MemoryStore(), request(), clock=clock)
    assert summary.main_points
    assert not summary.cover.synthetic
    export_summary(summary, "csv", tmp_path, Language.EN)
    assert (tmp_path / "T1a.csv").exists()


def test_a_legal_secrecy_word_in_the_settings_stops_the_summary(sample: Store) -> None:
    with sample.begin() as unit:
        unit.settings.set(MARKING, "RISERVATO")
        unit.commit()
    with pytest.raises(WrongUse):
        make_summary(sample, request(), clock=clock)
    with sample.begin() as unit:
        unit.settings.set(MARKING, "")
        unit.commit()


def test_exports_are_named_after_period_and_audience(sample: Store, tmp_path: Path) -> None:
    summary = make_summary(sample, request(), clock=clock)
    assert export_summary(summary, "xlsx", tmp_path, Language.IT).name == "sintesi-2025-Q4-members.xlsx"
    assert export_summary(summary, "csv", tmp_path / "csv", Language.IT) == tmp_path / "csv"


def test_the_demo_writes_everything_it_names(tmp_path: Path) -> None:
    store: Store = MemoryStore()
    written = make_demo(store, DemoRequest(tmp_path, seed=3, cases=60), clock=clock)
    assert [path.name for path in written] == [
        "sintesi-2025-Q4.pdf",
        "summary-2025-Q4.pdf",
        "sintesi-2025-Q4-members.xlsx",
        "csv",
    ]
    assert all(path.exists() for path in written)
    assert [period for period, _ in issues(store)] == ["2025-Q3", "2025-Q4"]


def test_a_case_linked_as_the_same_event_is_counted_once_and_earlier_issues_stay_as_they_were() -> None:
    store: Store = MemoryStore()
    build_demo(store, seed=1, cases=400)
    with store.begin() as unit:
        deaths = [
            case
            for case in unit.cases.as_of(TODAY)
            if is_event(case) and kind_of(case) in ("SUC", "SUP") and case.month >= "2023-01"  # type: ignore[operator]
        ]
    earlier = make_summary(store, request(), clock=clock)
    later = Stamp(TODAY + timedelta(days=10), clock(), "clinician", "")
    with store.begin() as unit:
        decide(unit, Decision(deaths[0].id, deaths[1].id, "SE"), later, confirmed_warnings=True)
    again = make_summary(store, request(), clock=clock)
    assert again.digest == earlier.digest
    with store.begin() as unit:
        before, after = (counted_cases(unit, day) for day in (TODAY, later.as_of))
        assert sum(map(is_event, before)) - sum(map(is_event, after)) == 1
        assert [case.id for case in before] == [case.id for case in after]
