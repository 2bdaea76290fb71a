"""Questions added to the next summary: asked once, protected with the rest, remembered with the issue."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from db.memory import MemoryStore
from observatory.cases.case import Case
from observatory.cases.counting import counts_in_rates
from observatory.disclosure.rules import Audience
from observatory.errors import NotFound, WrongUse
from observatory.periods import Period
from observatory.ports import Stamp, Store
from observatory.summary.added import SECTION, added_tables, without_answers
from observatory.summary.keeping import Mark
from observatory.summary.loss import Reason
from observatory.summary.question import Measure, Question, parse_window
from observatory.synthetic.calibration import TODAY
from observatory.usecases.added_questions import MOST, Wish, add_wish, all_wishes, remove_wish
from observatory.usecases.build_demo import build_demo
from observatory.usecases.earlier_editions import SUMMARY, all_told, earlier_editions
from observatory.usecases.issue_words import difference
from observatory.usecases.issues import content_of, issues
from observatory.usecases.statistics import StatisticsRequest, look
from observatory.usecases.summarise import SummaryRequest, make_summary, weigh_summary

ASKED = SummaryRequest(Period.parse("2025"), Audience.EXTERNAL, TODAY)
BY_YEAR = Question(Measure.RATE, ("year",), parse_window("2019..2025"))
BY_FORCE = Question(Measure.RATE, ("force",), parse_window("2021..2025"))
WHOLE = "2023-01--2025-12"
BY_SEX = Question(Measure.SHARE, ("sex",), parse_window("2020..2024"))


def clock() -> datetime:
    return datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def store() -> Store:
    made: Store = MemoryStore()
    build_demo(made, seed=1, cases=150)
    return made


def test_the_next_summary_answers_in_a_section_of_its_own_and_the_wish_is_fulfilled(store: Store) -> None:
    assert add_wish(store, Wish(BY_YEAR, Audience.EXTERNAL))
    assert not add_wish(store, Wish(BY_YEAR, Audience.EXTERNAL))
    add_wish(store, Wish(BY_SEX, Audience.EXTERNAL))
    add_wish(store, Wish(BY_SEX, Audience.INTERFORCE))
    made = make_summary(store, ASKED, clock=clock)
    assert [table.id for table in added_tables(made)] == ["D1", "D2"]
    assert all_wishes(store) == (Wish(BY_SEX, Audience.INTERFORCE),)
    again = make_summary(store, ASKED, clock=clock)
    assert again.digest == made.digest
    assert len(issues(store)) == 1
    remade = content_of(store, issues(store)[0])
    assert remade is not None
    assert remade.digest == made.digest
    later = make_summary(store, replace(ASKED, as_of=TODAY + timedelta(days=1)), clock=clock)
    assert len(added_tables(later)) == 2


def test_the_account_tells_what_answers_lose_and_why(store: Store) -> None:
    """Small are the cells of fewer than three deaths, counted anew; what is weighed is what is then made."""
    by_place = Question(Measure.COUNT, ("force", "year"), parse_window("2023..2025"))
    for question in (by_place, BY_SEX):
        add_wish(store, Wish(question, Audience.MEMBERS))
    asked = replace(ASKED, audience=Audience.MEMBERS)
    account = weigh_summary(store, asked, clock=clock).weighing.account
    answers = [loss for loss in account.tables if loss.table.id.startswith("D")]
    assert [loss.table for loss in answers] == list(added_tables(make_summary(store, asked, clock=clock)))
    with store.begin() as unit:
        told = [c for c in unit.cases.as_of(TODAY) if counts_in_rates(c) and "2023" <= str(c.month) < "2026"]
    counted = Counter((force, time) for c in told for force in (c.force, "_T") for time in (str(c.month)[:4], WHOLE))
    loss = answers[0]
    small = {at for at, cell in loss.hidden.items() if cell.reason is Reason.SMALL}
    assert small == {(*at, "events") for at, n in counted.items() if n < 3}
    assert {loss.hidden[at].reason for at in loss.hidden if at[-1] == "low"} == {Reason.DERIVED}
    assert loss.events == counted.total()
    assert 0 < loss.shown < loss.events


def test_a_cell_of_an_answer_is_not_kept_and_that_is_said(store: Store) -> None:
    add_wish(store, Wish(BY_SEX, Audience.MEMBERS))
    asked = replace(ASKED, audience=Audience.MEMBERS, keep=(Mark("D1", ("M", "events")),))
    with pytest.raises(WrongUse, match="added question"):
        weigh_summary(store, asked, clock=clock)


def test_what_an_answer_hides_for_the_rest_of_the_summary_is_told_apart(store: Store) -> None:
    """The same question alone shows more."""
    question = Question(Measure.COUNT, ("force", "year"), parse_window("2023..2025"))
    add_wish(store, Wish(question, Audience.INTERFORCE))
    alone = look(store, StatisticsRequest(question, Audience.INTERFORCE, TODAY), clock=clock).table
    account = weigh_summary(store, replace(ASKED, audience=Audience.INTERFORCE), clock=clock).weighing.account
    loss = next(each for each in account.tables if each.table.id == "D1")
    more = {at for at, told in alone.observations.items() if told.value is not None} & loss.hidden.keys()
    told = {at for at, cell in loss.hidden.items() if cell.reason is Reason.REST}
    assert told == {at for at in more if at[-1] == "events"}


def test_the_rest_of_the_summary_is_what_it_is_without_questions(store: Store) -> None:
    other: Store = MemoryStore()
    build_demo(other, seed=1, cases=150)
    with other.begin() as unit:
        unit.settings.set("tie_break", "7")
        unit.commit()
    with store.begin() as unit:
        unit.settings.set("tie_break", "7")
        unit.commit()
    add_wish(store, Wish(BY_YEAR, Audience.EXTERNAL))
    made, plain = (make_summary(each, ASKED, clock=clock) for each in (store, other))
    assert without_answers(made).tables == plain.tables
    assert made.main_points == plain.main_points


def test_an_answer_is_no_more_than_its_release_after_the_summary_would_be(store: Store) -> None:
    """The same question, looked at beside a summary without it, hides exactly as much."""
    other: Store = MemoryStore()
    build_demo(other, seed=1, cases=150)
    for each in (store, other):
        with each.begin() as unit:
            unit.settings.set("tie_break", "7")
            unit.commit()
    add_wish(store, Wish(BY_YEAR, Audience.EXTERNAL))
    within = added_tables(make_summary(store, ASKED, clock=clock))[0]
    make_summary(other, ASKED, clock=clock)
    beside = look(other, StatisticsRequest(BY_YEAR, Audience.EXTERNAL, TODAY), clock=clock)
    assert within.observations == beside.table.observations
    assert any(shown.value is not None for shown in within.observations.values())


def test_what_was_answered_counts_as_told_for_whatever_comes_later(store: Store) -> None:
    add_wish(store, Wish(BY_YEAR, Audience.EXTERNAL))
    make_summary(store, ASKED, clock=clock)
    with store.begin() as unit:
        told = earlier_editions(unit, all_told(unit))[-1].values
        noted = unit.releases.all(SUMMARY)[-1].tables
    assert "Q-events" in told
    assert "D1" not in noted
    assert make_summary(store, replace(ASKED, period=Period.parse("2024")), clock=clock).tables


def test_a_question_added_to_a_summary_that_is_made_makes_another(store: Store) -> None:
    first = make_summary(store, ASKED, clock=clock)
    add_wish(store, Wish(BY_SEX, Audience.EXTERNAL))
    second = make_summary(store, ASKED, clock=clock)
    assert not added_tables(first)
    assert added_tables(second)
    assert len(issues(store)) == 2


def test_questions_are_listed_and_taken_away_and_refused_where_they_do_not_fit(store: Store) -> None:
    with pytest.raises(WrongUse):
        add_wish(store, Wish(BY_FORCE, Audience.EXTERNAL))
    for year in range(2010, 2010 + MOST):
        add_wish(store, Wish(Question(Measure.COUNT, (), parse_window(str(year))), Audience.MEMBERS))
    with pytest.raises(WrongUse):
        add_wish(store, Wish(BY_FORCE, Audience.MEMBERS))
    assert remove_wish(store, 1).question.window == parse_window("2010")
    assert len(all_wishes(store)) == MOST - 1
    with pytest.raises(NotFound):
        remove_wish(store, MOST)


def test_a_question_about_months_to_come_is_said_to_have_no_answer(store: Store) -> None:
    add_wish(store, Wish(Question(Measure.COUNT, (), parse_window("2030")), Audience.EXTERNAL))
    made = make_summary(store, ASKED, clock=clock)
    assert not added_tables(made)
    assert any(section.id == SECTION for section in made.sections)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (BY_SEX, "Percentuale sui noti, per sesso, gennaio 2020 – dicembre 2024 (uso esterno)"),
        (Question(Measure.COUNT, (), parse_window("2024")), "Numero, anno 2024 (uso esterno)"),
    ],
    ids=["by sex", "in total"],
)
def test_a_wish_is_named_as_the_choices_name_it(question: Question, words: str) -> None:
    assert Wish(question, Audience.EXTERNAL).words.it == words


def test_what_an_answer_tells_otherwise_is_named_as_the_summary_prints_it(store: Store) -> None:
    add_wish(store, Wish(BY_YEAR, Audience.EXTERNAL))
    make_summary(store, ASKED, clock=clock)
    day = TODAY + timedelta(days=1)
    stamp = Stamp(day, datetime(day.year, day.month, day.day, 9, tzinfo=UTC), "clinician", "N")
    with store.begin() as unit:
        for n in range(40):
            month = f"2024-{1 + n % 12:02d}"
            unit.cases.add(Case(id=f"late-{n}", event_type="SU", status="CO", month=month, force="PS"), stamp)
        unit.commit()
    make_summary(store, replace(ASKED, as_of=day), clock=clock)
    later, earlier = issues(store)
    lines = [line.en for line in difference(store, earlier, later)]
    (named,) = (line for line in lines if line.startswith("D1 "))
    assert BY_YEAR.window.name.en in named or "rate" in named.lower()
    after = lines[lines.index(named) + 1 :]
    assert any("Deaths" in line and "→" in line for line in after)
    assert not [line for line in lines if "Q-" in line]
    assert lines[0].startswith(str(len([line for line in lines[1:] if "→" in line or line.startswith("  ")])))
