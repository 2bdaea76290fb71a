"""The indicators of prevention against figures counted by hand, and how they treat what is not known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.cases.case import Case
from observatory.evaluation.prevention import FEWEST, Figure, firearm_durations, indicators, repeated
from observatory.interventions.intervention import FollowUp, Intervention
from observatory.meetings.meeting import AgendaItem, Decision, Meeting

ANSWERS = st.sampled_from((None, "S", "N", "NN", "NC", "NA"))


def figures(
    interventions: tuple[Intervention, ...] = (), cases: tuple[Case, ...] = (), meetings: tuple[Meeting, ...] = ()
) -> dict[tuple[str, int], Figure]:
    """By code and place among those of the same code."""
    seen: dict[str, int] = {}
    found = {}
    for each in indicators(interventions, cases, meetings):
        found[each.code, seen.get(each.code, 0)] = each
        seen[each.code] = seen.get(each.code, 0) + 1
    return found


def numbers(figure: Figure) -> tuple[int | None, int, int]:
    return figure.successes, figure.known, figure.missing


def test_all_twelve_are_there_even_over_nothing() -> None:
    found = figures()
    assert {code for code, _ in found} == {f"I-{number:02}" for number in range(1, 13)}
    assert all(figure.known == 0 and figure.share is None and figure.timing is None for figure in found.values())


def test_first_contacts_are_timed_and_counted() -> None:
    days = (0, 3, 4, 7, 8, None)
    found = figures(tuple(Intervention(id=str(n), scope="IN", days_from_signal=d) for n, d in enumerate(days)))
    timing = found["I-01", 0].timing
    assert timing is not None
    assert (timing.median, timing.intervals, found["I-01", 0].missing) == (4.0, 5, 1)
    assert numbers(found["I-02", 0]) == (2, 5, 1)
    assert numbers(found["I-02", 1]) == (4, 5, 1)


def test_firearm_measures_by_support_delay_and_outcome() -> None:
    def measure(ident: str, **told: object) -> Intervention:
        return Intervention(id=ident, kind="S12", firearm_measure="W20", **told)  # type: ignore[arg-type]

    found = figures(
        (
            measure("1", days_from_signal=0, concurrent_support="S", firearm_outcome="RE"),
            measure("2", days_from_signal=1, concurrent_support="N", firearm_outcome="PR"),
            measure("3", days_from_signal=2, concurrent_support="NN", firearm_outcome=None),
            Intervention(id="4", firearm_measure="W00", concurrent_support="S"),
        )
    )
    assert numbers(found["I-03", 0]) == (2, 3, 0)
    assert numbers(found["I-04", 0]) == (1, 2, 1)
    assert numbers(found["I-05", 1]) == (1, 2, 1)


def test_help_sought_before_counts_known_answers_only() -> None:
    told = ("P1", "PM", "N", "NN", None)
    cases = tuple(Case(id=str(n), event_type="SU", status="CO", service_contact=t) for n, t in enumerate(told))
    out = Case(id="x", event_type="SU", status="ES", service_contact="P1")
    assert numbers(figures(cases=(*cases, out))["I-06", 0]) == (2, 3, 2)


def test_follow_ups_by_term_and_the_last_known_return() -> None:
    follow_ups = (
        FollowUp(id="a", due="30G", done="S", return_to_duty="NA"),
        FollowUp(id="b", due="90G", done="N", return_to_duty="RL"),
        FollowUp(id="c", due="180G", done="NC"),
    )
    waiting = Intervention(id="j", follow_ups=(FollowUp(id="d", due="30G", done="NA", return_to_duty="NA"),))
    found = figures((Intervention(id="i", follow_ups=follow_ups), waiting))
    assert numbers(found["I-07", 2]) == (1, 1, 0)
    assert numbers(found["I-07", 3]) == (0, 1, 0)
    assert numbers(found["I-07", 4]) == (0, 0, 1)
    assert numbers(found["I-08", 0]) == (1, 2, 0)


def test_repeats_count_persons_and_not_events() -> None:
    def attempt(ident: str, person: str | None, month: str) -> Case:
        return Case(id=ident, event_type="TE", status="CO", person_code=person, month=month)

    cases = (
        attempt("1", "A", "2024-01"),
        attempt("2", "A", "2024-06"),
        attempt("3", "A", "2024-07"),
        attempt("4", "B", "2024-01"),
        attempt("5", "B", "2025-02"),
        attempt("6", None, "2024-01"),
    )
    assert repeated(cases) == (1, 2)


def test_decisions_on_time_and_verified() -> None:
    def decision(ident: str, status: str, due: date | None, closed: date | None) -> Decision:
        return Decision(id=ident, status=status, due_on=due, closed_on=closed)

    decisions = (
        decision("1", "AT", date(2026, 3, 1), date(2026, 3, 1)),
        decision("2", "VE", date(2026, 3, 1), date(2026, 3, 2)),
        decision("3", "VE", None, date(2026, 3, 2)),
        decision("4", "AP", date(2026, 3, 1), None),
    )
    found = figures(meetings=(Meeting(id="m", agenda=(AgendaItem(id="p", decisions=decisions),)),))
    assert numbers(found["I-12", 0]) == (1, 2, 1)
    assert numbers(found["I-12", 1]) == (2, 3, 0)


def test_durations_are_by_measure_and_only_where_enough_are_known() -> None:
    def lasting(measure: str, count: int) -> list[Intervention]:
        return [Intervention(id=f"{measure}{n}", firearm_measure=measure, firearm_days=n) for n in range(count)]

    found = firearm_durations([*lasting("W20", FEWEST), *lasting("W30", FEWEST - 1), *lasting("W00", FEWEST)])
    assert list(found) == ["W20"]
    assert found["W20"].median == 2.0


@pytest.mark.parametrize(("known", "is_given"), [(FEWEST - 1, False), (FEWEST, True)])
def test_a_share_is_given_from_enough_known_answers_on(known: int, is_given: bool) -> None:
    assert (Figure("I-04", indicators((), (), ())[0].label, known, successes=1).share is not None) is is_given


@given(st.lists(st.tuples(ANSWERS, ANSWERS), max_size=12))
def test_known_and_missing_are_all_that_applies(told: list[tuple[str | None, str | None]]) -> None:
    measures = tuple(
        Intervention(
            id=str(n), firearm_measure="W20", concurrent_support=a, follow_ups=(FollowUp(id="f", due="30G", done=b),)
        )
        for n, (a, b) in enumerate(told)
    )
    found = figures(measures)
    for figure, answers in ((found["I-04", 0], [a for a, _ in told]), (found["I-07", 2], [b for _, b in told])):
        assert numbers(figure) == (
            answers.count("S"),
            answers.count("S") + answers.count("N"),
            sum(answer in (None, "NN", "NC") for answer in answers),
        )
