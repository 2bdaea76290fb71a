"""What a summary says: derived figures follow what is hidden, and what is not known is not called hidden."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from observatory.errors import WrongUse
from observatory.periods import Month, Period, Window
from observatory.population.strength import Strength
from observatory.summary.build import build_summary
from observatory.summary.content import ObservationStatus, PublishedTable, Summary
from observatory.summary.facts import Facts, Previous
from observatory.summary.rates import PersonYears
from observatory.summary.standing import marking, vintage
from observatory.terms import Language

FAMILIES = ("T1", "T2", "T3", "T5", "T6", "T7", "T9", "T10", "T12", "T13")
Q = ObservationStatus.SUPPRESSED


def table(summary: Summary, table_id: str) -> PublishedTable:
    return next(t for t in summary.tables if t.id == table_id)


@pytest.mark.parametrize("audience", ["members", "interforce", "external"])
@pytest.mark.parametrize("period", ["2025-Q4", "2025-Q2", "2025-T3", "2025"])
def test_every_family_of_tables_and_three_figures_are_there_for_every_audience_and_period(
    sample_facts: Callable[..., Facts], audience: str, period: str
) -> None:
    summary = build_summary(sample_facts(period, audience))
    for family in FAMILIES:
        assert any(t.id.rstrip("abcd") == family for t in summary.tables), family
    assert len(summary.figures) >= 3
    assert 0 < len(summary.main_points) <= 5
    assert len({t.id for t in summary.tables}) == len(summary.tables)


def test_rates_and_limits_are_hidden_with_the_count_they_rest_on(sample_facts: Callable[..., Facts]) -> None:
    """Few enough events that some force's count is hidden."""
    t2 = table(build_summary(sample_facts("2025", "interforce", cases=300)), "T2")
    hidden = [at[:2] for at, o in t2.observations.items() if at[2] == "events" and o.status is Q]
    assert hidden
    for at in hidden:
        assert all(t2.observations[*at, name].status is Q for name in ("rate", "low", "high"))
        assert all(t2.observations[*at, name].value is None for name in ("rate", "low", "high"))


def test_no_hidden_observation_carries_a_value(sample_facts: Callable[..., Facts]) -> None:
    for audience in ("members", "interforce", "external"):
        for t in build_summary(sample_facts("2025", audience, cases=500)).tables:
            assert all((o.value is None) == (o.status in "QON") for o in t.observations.values()), t.id


def test_shares_are_of_the_known_answers_and_their_denominator_is_printed(sample_facts: Callable[..., Facts]) -> None:
    for t in build_summary(sample_facts("2025")).tables:
        shares = {
            at: o.value for at, o in t.observations.items() if at[-1] == "share" and t.id.startswith(("T6", "T7"))
        }
        for (code, _), share in shares.items():
            if share is not None:
                known, n = t.observations["KNOWN", "events"].value, t.observations[code, "events"].value
                assert known is not None
                assert n is not None
                assert share == pytest.approx(100 * n / known)


def test_a_rate_without_its_strengths_is_not_known_rather_than_hidden(sample_facts: Callable[..., Facts]) -> None:
    summary = build_summary(replace(sample_facts("2025"), strengths=()))
    t2 = table(summary, "T2")
    of_forces = [o.status for at, o in t2.observations.items() if at[2] == "rate" and at[1] == "_T"]
    assert of_forces
    assert set(of_forces) == {ObservationStatus.MISSING}
    assert not {"F2", "F3"} & {figure.id for figure in summary.figures}
    assert len(summary.figures) >= 3


def test_rates_from_few_events_are_marked_inside_and_left_out_outside(sample_facts: Callable[..., Facts]) -> None:
    inside = table(build_summary(sample_facts("2025", "members")), "T2")
    for at, o in inside.observations.items():
        if at[2] == "rate" and o.value is not None:
            few = (inside.observations[*at[:2], "events"].value or 0) < 20
            assert (o.status is ObservationStatus.UNRELIABLE) == few
    outside = table(build_summary(sample_facts("2025", "external", cases=40)), "T2")
    events = [o.value for at, o in outside.observations.items() if at[2] == "events"]
    assert all(n is None or n < 20 for n in events)
    rates = [o.status for at, o in outside.observations.items() if at[2] == "rate"]
    assert ObservationStatus.NORMAL not in rates


def test_a_figure_changed_since_the_last_issue_carries_its_mark(sample_facts: Callable[..., Facts]) -> None:
    facts = sample_facts("2025-Q4")
    t3a = table(build_summary(facts), "T3a")
    at, value = next((at, o.value) for at, o in t3a.observations.items() if at[1] == "events" and o.value)
    before = Previous(facts.previous.as_of, 1, {"T3a": {"|".join(at): value + 1}})
    again = table(build_summary(replace(facts, previous=before)), "T3a")
    assert [at for at, o in again.observations.items() if o.revised] == [at]


def test_the_same_facts_make_the_same_summary_and_digest(sample_facts: Callable[..., Facts]) -> None:
    one, other = build_summary(sample_facts("2025")), build_summary(sample_facts("2025"))
    assert one == other
    assert len(one.digest) == 64
    assert one.digest != build_summary(sample_facts("2025", seed=2)).digest


def test_every_sentence_is_filled_in_both_languages(sample_facts: Callable[..., Facts]) -> None:
    summary = build_summary(sample_facts("2025-Q4"))
    terms = [
        *summary.main_points,
        *summary.notes,
        *(t.title for t in summary.tables),
        *(t.window for t in summary.tables),
    ]
    for language in Language:
        assert all(term.in_(language).strip() and "{" not in term.in_(language) for term in terms)


def test_person_years_are_a_twelfth_of_the_mean_staff_for_each_month() -> None:
    """Rolling four quarters of reference: 304,500, 304,000, 303,800, 303,500 → 303,950 person-years."""
    staff = {"2019-Q1": 304_500, "2019-Q2": 304_000, "2019-Q3": 303_800, "2019-Q4": 303_500}
    given = [
        Strength(id=f"{force}{quarter}", force=force, quarter=quarter, mean_present=n if force == "PS" else 1)
        for quarter, n in staff.items()
        for force in ("PS", "CC", "GF", "PP")
    ]
    years = PersonYears(given)
    year = Window(Month(2019, 1), Month(2019, 12))
    assert years(year, "PS") == pytest.approx(303_950)
    assert years(year) == pytest.approx(303_953)
    assert years(Window(Month(2018, 12), Month(2019, 12)), "PS") is None


def test_the_latest_vintage_of_the_preferred_definition_counts() -> None:
    def strength(n: int, definition: str, vintage: date, sex: str | None = None) -> Strength:
        return Strength(
            id=f"{n}", force="PS", quarter="2019-Q1", mean_present=n, definition=definition, vintage=vintage, sex=sex
        )

    old, new = date(2019, 5, 1), date(2020, 5, 1)
    given = [
        strength(1200, "D1", old),
        strength(2400, "D1", new),
        strength(9999, "D3", new),
        strength(5, "D1", new, "F"),
    ]
    assert PersonYears(given)(Window(Month(2019, 1), Month(2019, 1)), "PS") == pytest.approx(200)


@pytest.mark.parametrize(
    ("as_of", "word"),
    [
        (date(2019, 12, 15), "provvisorio, periodo in corso"),
        (date(2020, 2, 14), "provvisorio"),
        (date(2020, 6, 28), "provvisorio"),
        (date(2020, 6, 29), "consolidato"),
        (date(2021, 6, 24), "definitivo"),
    ],
)
def test_figures_are_provisional_then_consolidated_then_final(as_of: date, word: str) -> None:
    assert vintage(Period.parse("2019-Q4"), as_of).it == word


@pytest.mark.parametrize("typed", ["RISERVATO", "segreto", "Riservatissimo – uso interno", "SEGRETISSIMO"])
def test_the_legal_secrecy_words_are_refused_as_marking(typed: str) -> None:
    with pytest.raises(WrongUse):
        marking(typed)


def test_the_office_may_choose_its_own_marking() -> None:
    assert marking("PER USO INTERNO").it == "PER USO INTERNO"
    assert marking("").it == "USO D’UFFICIO – DATI AGGREGATI"
