"""The indicators of prevention against figures counted by hand, and how they treat what is not known."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.cases.case import Case
from observatory.evaluation.prevention import FEWEST, Figure, firearm_durations, indicators
from observatory.evaluation.prevention_words import LABELS
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.periods import Month, Window

ANSWERS = st.sampled_from((None, "S", "N", "NN", "NC", "NA"))
YEAR = Window(Month(2025, 1), Month(2025, 12))
DAY = date(2026, 1, 15)


def figures(
    interventions: tuple[Intervention, ...] = (), cases: tuple[Case, ...] = (), meetings: tuple[Meeting, ...] = ()
) -> dict[str, Figure]:
    return {each.row: each for each in indicators(interventions, cases, meetings, YEAR, DAY)}


def numbers(figure: Figure) -> tuple[int | None, int, int]:
    return figure.successes, figure.known, figure.missing


def done(ident: object, **told: object) -> Intervention:
    """An individual intervention of the year."""
    given: dict[str, object] = {"force": "PS", "kind": "S05", "scope": "IN", "start": "2025-03"}
    return Intervention(id=str(ident), **(given | told))  # type: ignore[arg-type]


def measure(ident: object, **told: object) -> Intervention:
    return done(ident, **({"kind": "S12", "firearm_measure": "W20"} | told))


def test_all_twelve_are_there_even_over_nothing() -> None:
    found = figures()
    assert set(found) == set(LABELS)
    assert {figure.code for figure in found.values()} == {f"I-{number:02}" for number in range(1, 13)}
    assert all(figure.known == 0 and figure.share is None and figure.timing is None for figure in found.values())


def test_first_contacts_are_timed_and_counted_firearm_measures_among_them() -> None:
    contacts = [done(n, days_from_signal=days) for n, days in enumerate((0, 3, 4, 7, None))]
    others = (measure("m", days_from_signal=8), done("unit", scope="RE", days_from_signal=0))
    found = figures((*contacts, *others))
    timing = found["I-01"].timing
    assert timing is not None
    assert (timing.median, timing.intervals, found["I-01"].missing) == (4.0, 5, 1)
    assert numbers(found["I-02a"]) == (2, 5, 1)
    assert numbers(found["I-02b"]) == (4, 5, 1)


@pytest.mark.parametrize(
    "away",
    [{"start": "2024-12"}, {"start": "2026-01"}, {"force": "XX"}, {"kind": None}, {"start": None}],
    ids=["before", "after", "another body", "no kind", "no month"],
)
def test_an_intervention_counts_that_began_in_the_window_with_its_force_and_kind(away: dict[str, str | None]) -> None:
    one = done("1", days_from_signal=1)
    assert numbers(figures((one,))["I-02a"]) == (1, 1, 0)
    assert numbers(figures((replace(one, **away),))["I-02a"]) == (0, 0, 0)  # type: ignore[arg-type]


def test_firearm_measures_by_support_delay_and_outcome() -> None:
    found = figures(
        (
            measure("1", days_from_signal=0, concurrent_support="S", firearm_outcome="RE", firearm_days=30),
            measure("2", days_from_signal=1, concurrent_support="N", firearm_outcome="PR"),
            measure("3", days_from_signal=2, concurrent_support="NN", firearm_outcome=None),
            measure("4", days_from_signal=None, concurrent_support="NA", firearm_outcome="NN"),
            measure("returned", firearm_measure="W70", concurrent_support="S"),
        )
    )
    assert numbers(found["I-03"]) == (2, 3, 1)
    assert numbers(found["I-04"]) == (1, 2, 2)
    assert numbers(found["I-05"]) == (1, 2, 2)
    assert (found["I-05-days"].known, found["I-05-days"].missing) == (1, 3)


def death(ident: object, **told: object) -> Case:
    given: dict[str, object] = {
        "event_type": "SU",
        "status": "CO",
        "force": "CC",
        "month": "2025-06",
        "service_contact": "P1",
    }
    return Case(id=str(ident), **(given | told))  # type: ignore[arg-type]


def test_help_sought_is_that_of_internal_services() -> None:
    """Psychologist and more than one; of the others one had none and one an external service; two are not known."""
    told = ("P1", "PM", "N", "P6", "NN", None)
    assert numbers(figures(cases=tuple(death(n, service_contact=t) for n, t in enumerate(told)))["I-06"]) == (2, 4, 2)


@pytest.mark.parametrize(
    "other",
    [{"status": "ES"}, {"event_type": "TE"}, {"position": "C1"}, {"force": None}, {"month": "2024-12"}],
    ids=["ruled out", "an attempt", "had left", "no force", "before"],
)
def test_help_sought_is_asked_of_suicides_in_service_only(other: dict[str, str | None]) -> None:
    assert numbers(figures(cases=(death("1"), death("2", **other)))["I-06"]) == (1, 1, 0)


def test_follow_ups_are_counted_when_they_were_due_and_back_at_work_at_those_done() -> None:
    rows = (
        FollowUp(id="a", due="30G", due_month="2025-01", done="S", return_to_duty="NA"),
        FollowUp(id="b", due="90G", due_month="2025-03", done="N", return_to_duty="RL"),
        FollowUp(id="c", due="180G", due_month="2025-06", done="NC"),
        FollowUp(id="d", due="365G", due_month="2025-12", done="S", return_to_duty="RL"),
        FollowUp(id="e", due="7G", due_month="2024-12", done="S", return_to_duty="RP"),
        FollowUp(id="f", due="72H", done="S", return_to_duty="RP"),
    )
    waiting = done("j", follow_ups=(FollowUp(id="g", due="30G", due_month="2025-04", done="S"),))
    found = figures((done("i", start="2024-12", follow_ups=rows), waiting))
    by_due = {due: numbers(found[f"I-07-{due}"]) for due in ("72H", "7G", "30G", "90G", "180G", "365G")}
    assert by_due == {
        "72H": (0, 0, 0),
        "7G": (0, 0, 0),
        "30G": (2, 2, 0),
        "90G": (0, 1, 0),
        "180G": (0, 0, 1),
        "365G": (1, 1, 0),
    }
    assert numbers(found["I-08"]) == (1, 2, 1)


def test_repeats_count_persons_of_the_year_before() -> None:
    def attempt(ident: str, person: str | None, month: str, kind: str = "TE") -> Case:
        return death(ident, event_type=kind, person_code=person, month=month)

    cases = (
        attempt("1", "A", "2024-01"),
        attempt("2", "A", "2024-06"),
        attempt("3", "A", "2024-07"),
        attempt("4", "B", "2024-01"),
        attempt("5", "B", "2025-02"),
        attempt("6", None, "2024-01"),
        attempt("7", "C", "2024-05", "TI"),
        attempt("8", "C", "2025-05", "SU"),
        attempt("9", "D", "2023-12"),
        attempt("10", "D", "2024-02"),
        attempt("11", "E", "2024-02", "AL"),
    )
    assert numbers(figures(cases=cases)["I-09"]) == (2, 3, 4)


def test_postvention_by_how_soon_and_how_far_it_reached() -> None:
    after = [
        done(n, kind="V01", scope="RE", postvention_delay=delay, coverage=coverage)
        for n, (delay, coverage) in enumerate((("1", "4"), ("2", "3"), ("NN", None), (None, "NN")))
    ]
    found = figures((*after, done("else", postvention_delay="1", coverage="4")))
    assert numbers(found["I-10a"]) == (1, 2, 2)
    assert numbers(found["I-10b"]) == (1, 2, 2)


def test_desks_and_lines_among_individual_interventions() -> None:
    found = figures((done("1", kind="S01"), done("2", kind="S02"), done("3"), done("4", kind="S01", scope="FO")))
    assert numbers(found["I-11"]) == (2, 3, 0)


def test_decisions_on_time_and_verified() -> None:
    due, later = date(2025, 3, 1), date(2025, 3, 2)
    taken = (
        Decision(id="in time", status="AT", due_on=due, closed_on=due),
        Decision(id="late", status="VE", due_on=due, closed_on=later),
        Decision(id="nobody knows when", status="VE", due_on=due),
        Decision(id="open", status="AP", due_on=due),
        Decision(id="cancelled", status="AN", due_on=due, closed_on=due),
        Decision(id="never due", status="VE", closed_on=later),
        Decision(id="due before", status="AT", due_on=date(2024, 12, 31), closed_on=due),
        Decision(id="due that day", status="AP", due_on=DAY),
    )
    held = Meeting(id="m", held_on=date(2024, 6, 1), agenda=(AgendaItem(id="p", decisions=taken),))
    ahead = replace(held, id="later", held_on=date(2026, 1, 2))
    found = figures(meetings=(held, ahead))
    assert numbers(found["I-12a"]) == (1, 3, 1)
    assert numbers(found["I-12b"]) == (3, 5, 0)


def test_durations_are_by_measure_and_only_where_enough_are_known() -> None:
    def lasting(kind: str, count: int) -> list[Intervention]:
        return [Intervention(id=f"{kind}{n}", firearm_measure=kind, firearm_days=n) for n in range(count)]

    found = firearm_durations([*lasting("W20", FEWEST), *lasting("W30", FEWEST - 1), *lasting("W00", FEWEST)])
    assert list(found) == ["W20"]
    assert found["W20"].median == 2.0


@pytest.mark.parametrize(("known", "is_given"), [(FEWEST - 1, False), (FEWEST, True)])
def test_a_share_is_given_from_enough_known_answers_on(known: int, is_given: bool) -> None:
    assert (Figure("I-04", known, successes=1).share is not None) is is_given


@given(st.lists(st.tuples(ANSWERS, ANSWERS), max_size=12))
def test_known_and_missing_are_all_of_whom_it_was_asked(told: list[tuple[str | None, str | None]]) -> None:
    measures = tuple(
        measure(n, concurrent_support=a, follow_ups=(FollowUp(id="f", due="30G", due_month="2025-05", done=b),))
        for n, (a, b) in enumerate(told)
    )
    found = figures(measures)
    for figure, answers in ((found["I-04"], [a for a, _ in told]), (found["I-07-30G"], [b for _, b in told])):
        known = answers.count("S") + answers.count("N")
        assert numbers(figure) == (answers.count("S"), known, len(answers) - known)
