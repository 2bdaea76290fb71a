"""Signals: which series are read, what stands out, and an investigation that only people conclude."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.cases.case import Case
from observatory.errors import Cancelled, NotAllowed, WrongUse
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.periods import Month
from observatory.ports import Stamp
from observatory.privacy.wording import find_unsafe_wording
from observatory.progress import silent
from observatory.recommendations.guards import StepRefused
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.selection import Selection
from observatory.signals.fields import SIGNAL
from observatory.signals.investigation import (
    SENTENCES,
    InvestigationRefused,
    SignalGuard,
    concluded,
    next_step,
    stepped,
)
from observatory.signals.readings import Reading, readings
from observatory.signals.series import Series, last_of_quarter, series_of
from observatory.signals.signal import Signal
from observatory.signals.validation import STEPS
from observatory.terms import Language
from observatory.usecases.watch import conclude, keep, look, signal_named, step, title
from observatory.validation import problems

TODAY = date(2026, 4, 20)
NOW = datetime(2026, 4, 20, 9, tzinfo=UTC)
STAMP = Stamp(TODAY, NOW, "analyst", "")
FRESH = Signal(id="s1", method="EC", event_group="SU", period="2026-Q1", as_of=TODAY, observed=9, outcome="NE")
TOLD = ("Nessun doppione", "Eventi della Forza nel trimestre", "Compatibile con il caso")


def case(ident: str, month: str, **answers: str) -> Case:
    told = {"event_type": "SU", "status": "CO", "force": "PS", "precision": "M", **answers}
    return Case(id=ident, month=month, **told)  # type: ignore[arg-type]


def past(per_month: int, until: str = "2025-12", since: str = "2019-01") -> list[Case]:
    first, last = Month.parse(since), Month.parse(until)
    months = [first + n for n in range(last.ordinal - first.ordinal + 1)]
    return [case(f"{month}-{n}", str(month)) for month in months for n in range(per_month)]


def store_with(cases: list[Case], member: Member | None = None) -> GuardedStore:
    below = MemoryStore() if member is None else MemoryStore(member)
    with below.begin() as unit:
        for each in cases:
            unit.cases.add(each, STAMP)
        decision = Decision(id="d1", text="Chiudere il segnale")
        agenda = (AgendaItem(id="p1", decisions=(decision,)),)
        unit.meetings.add(Meeting(id="m1", number=1, held_on=date(2026, 4, 10), agenda=agenda), STAMP)
        unit.commit()
    return GuardedStore(below)


def one(cases: list[Case], group: str = "SU", force: str | None = None) -> Series:
    return next(s for s in series_of(cases, TODAY) if (s.group, s.force) == (group, force))


# The series.


def test_there_is_a_series_for_each_group_nationally_and_by_force() -> None:
    every = series_of(past(1), TODAY)
    assert len(every) == 4 * 5
    assert {series.last_month for series in every} == {Month(2026, 3)}
    assert {len(series.months) for series in every} == {87}
    assert {len(series.quarters) for series in every} == {29}


def test_ruled_out_duplicate_and_former_do_not_count() -> None:
    cases = [
        case("a", "2026-01"),
        case("b", "2026-01", status="ES"),
        case("c", "2026-01", status="DU"),
        case("d", "2026-01", force="VF"),
        case("e", "2026-02", event_type="TI"),
    ]
    assert one(cases).quarters[-1] == 1
    assert one(cases, "TE").quarters[-1] == 1
    assert one(cases, "SU", "CC").quarters[-1] == 0


def test_an_event_known_by_its_quarter_counts_in_no_month() -> None:
    series = one([case("a", "2026-01", precision="T"), case("b", "2026-02")])
    assert (series.quarters[-1], series.months) == (2, (0, 1, 0))


def test_a_quarter_under_way_is_not_read() -> None:
    assert [str(last_of_quarter(Month(2026, n))) for n in (1, 2, 3, 4)] == ["2025-12", "2025-12", "2026-03", "2026-03"]
    assert one(past(1, "2026-04")).quarters[-1] == 3


@given(st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["PS", "CC", "GF", "PP"])), min_size=1, max_size=40))
def test_the_forces_add_up_to_all_of_them(told: list[tuple[int, str]]) -> None:
    cases = [case(str(n), str(Month(2022, 1) + at), force=force) for n, (at, force) in enumerate(told)]
    every = {(s.group, s.force): s.quarters for s in series_of(cases, TODAY)}
    forces = [every["SU", force] for force in ("PS", "CC", "GF", "PP")]
    assert every["SU", None] == tuple(map(sum, zip(*forces, strict=True)))
    assert sum(every["SU", None]) == len(cases)


# What stands out.


def by_method(cases: list[Case]) -> dict[str, Reading]:
    return {reading.method: reading for reading in readings(one(cases))}


def test_a_steady_past_has_no_signal() -> None:
    found = by_method(past(2, "2026-03"))
    assert set(found) == {"EC", "C1", "C2", "CU"}
    assert not any(reading.is_signal for reading in found.values())


def test_a_quarter_far_above_its_past_is_seen_and_c1_gets_used_to_it() -> None:
    """The months before the last one lie in the baseline of C1, not in that of C2."""
    many = [case(f"n{n}", f"2026-0{1 + n % 3}") for n in range(30)]
    found = by_method(past(2) + many)
    assert {method for method, reading in found.items() if reading.is_signal} == {"EC", "C2", "CU", "ST"}
    exact = found["EC"]
    assert (exact.observed, exact.expected, exact.period, exact.month) == (30, 6.0, "2026-Q1", None)
    assert exact.p_value is not None
    assert exact.p_value < 0.0001


def test_the_latest_two_quarters_of_the_past_are_left_out_of_the_baseline() -> None:
    late = [case(f"l{n}", "2025-11") for n in range(20)]
    assert by_method(past(2) + late)["EC"].expected == 6.0


def test_a_short_past_is_not_compared() -> None:
    assert by_method([case("a", "2026-01")]) == {}


def test_the_power_stands_beside_every_reading() -> None:
    for reading in by_method(past(3, "2026-03")).values():
        for language in Language:
            assert "50" in reading.power.in_(language)
            assert not find_unsafe_wording(reading.power.in_(language), language)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=60, max_size=60))
def test_every_reading_can_be_recorded(counts: list[int]) -> None:
    series = Series("TE", "CC", Month(2026, 3), tuple(counts), tuple(sum(counts[n : n + 3]) for n in range(0, 60, 3)))
    for reading in readings(series):
        store = MemoryStore()
        (kept,) = keep(store, [reading], TODAY, STAMP, Language.IT)
        assert not problems(SIGNAL, kept, today=TODAY)
        assert (kept.outcome, kept.observed) == ("NE", reading.observed)


# Looking and recording.


def test_looking_changes_nothing_and_recording_happens_once() -> None:
    store = store_with(past(2) + [case(f"n{n}", f"2026-0{1 + n % 3}") for n in range(30)])
    found = look(store, TODAY, silent)
    with store.begin() as unit:
        assert not unit.signals.select(Selection())
    assert {each.force for each in found.candidates} == {None, "PS"}
    assert len(keep(store, found.candidates, TODAY, STAMP, Language.IT)) == len(found.candidates)
    assert not keep(store, found.candidates, TODAY, STAMP, Language.IT)
    assert not look(store, TODAY, silent).candidates


def test_a_past_day_is_read_as_it_was_known_then() -> None:
    store = store_with(past(2))
    with store.begin() as unit:
        for n in range(30):
            unit.cases.add(case(f"n{n}", "2026-01"), replace(STAMP, as_of=date(2026, 4, 15)))
        unit.commit()
    assert look(store, TODAY, silent).candidates
    earlier = look(store, date(2026, 4, 10), silent)
    assert not earlier.readings


def test_a_look_can_be_stopped() -> None:
    def stop(_done: int, _total: int, _what: object) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        look(store_with(past(1)), TODAY, stop)


@pytest.mark.parametrize("role", [Role.DESK, Role.SECRETARY, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_does_not_read_cases_does_not_look(role: Role) -> None:
    store = store_with([])
    member = Member("x", "X", "PS", (role,))
    with pytest.raises(NotAllowed):
        look(GuardedStore(MemoryStore(member)), TODAY, silent)
    with pytest.raises(NotAllowed):
        keep(GuardedStore(MemoryStore(member)), [], TODAY, STAMP, Language.IT)
    assert store.member.may


def test_a_clinician_looks_and_does_not_record() -> None:
    member = Member("x", "X", "PS", (Role.CLINICIAN,))
    store = GuardedStore(MemoryStore(member))
    assert not look(store, TODAY, silent).candidates
    with pytest.raises(NotAllowed):
        keep(store, [], TODAY, STAMP, Language.IT)


# The investigation.


def investigated(count: int) -> Signal:
    signal = FRESH
    for name, told in list(zip(STEPS, TOLD, strict=True))[:count]:
        signal = stepped(signal, name, told, TODAY, TODAY)
    return signal


def test_the_steps_go_in_order_and_leave_their_outcome() -> None:
    assert [(next_step(investigated(n)), investigated(n).outcome) for n in range(4)] == [
        ("data_check", "NE"),
        ("definition", "VE"),
        ("report", "AP"),
        (None, "AP"),
    ]


EARLIER, LATER = date(2026, 4, 19), date(2026, 4, 21)
REFUSED = [
    (SignalGuard.OUT_OF_ORDER, lambda: stepped(FRESH, "definition", "x", TODAY, TODAY)),
    (SignalGuard.OUT_OF_ORDER, lambda: stepped(investigated(1), "data_check", "x", TODAY, TODAY)),
    (SignalGuard.ALL_DONE, lambda: stepped(investigated(3), "report", "x", TODAY, TODAY)),
    (SignalGuard.NEEDS_TEXT, lambda: stepped(FRESH, "data_check", "  ", TODAY, TODAY)),
    (SignalGuard.TOO_EARLY, lambda: stepped(FRESH, "data_check", "x", EARLIER, TODAY)),
    (SignalGuard.NOT_YET, lambda: stepped(FRESH, "data_check", "x", LATER, TODAY)),
    (SignalGuard.NEEDS_STEPS, lambda: concluded(investigated(2), "CH", "d1")),
    (SignalGuard.NEEDS_DECISION, lambda: concluded(investigated(3), "CH", "")),
    (SignalGuard.NO_CONCLUSION, lambda: concluded(investigated(3), "AP", "d1")),
    (SignalGuard.ALREADY_CLOSED, lambda: concluded(concluded(investigated(3), "CH", "d1"), "CL", "d1")),
    (SignalGuard.ALREADY_CLOSED, lambda: stepped(concluded(investigated(3), "CH", "d1"), "report", "x", TODAY, TODAY)),
]


@pytest.mark.parametrize(("guard", "attempt"), REFUSED, ids=[f"{n}-{guard}" for n, (guard, _) in enumerate(REFUSED)])
def test_every_guard_refuses_with_its_sentence(guard: SignalGuard, attempt: object) -> None:
    with pytest.raises(InvestigationRefused) as refused:
        attempt()  # type: ignore[operator]
    assert refused.value.guard is guard
    assert refused.value.message.it.endswith("Nulla è stato modificato.")
    assert refused.value.message.en.endswith("Nothing was changed.")


def test_every_guard_is_tested_and_speaks_as_it_should() -> None:
    assert {guard for guard, _ in REFUSED} == set(SignalGuard) == set(SENTENCES)
    for sentence in SENTENCES.values():
        for language in Language:
            assert not find_unsafe_wording(sentence.in_(language), language)


def test_an_investigation_ends_only_with_a_decision_of_a_recorded_meeting() -> None:
    store = store_with([])
    with store.begin() as unit:
        unit.signals.add(FRESH, STAMP)
        unit.commit()
    with store.begin() as unit:
        signal = signal_named(unit, "s")
    for name, told in zip(STEPS, TOLD, strict=True):
        signal = step(store, signal, (name, told, TODAY), STAMP)
    with pytest.raises(StepRefused):
        conclude(store, signal, "CH", "unknown", STAMP)
    closed = conclude(store, signal, "CH", "d1", STAMP)
    assert (closed.outcome, closed.decision_id, closed.version) == ("CH", "d1", 5)
    with store.begin() as unit, pytest.raises(WrongUse):
        signal_named(unit, "nope")


def test_a_form_cannot_conclude_or_skip() -> None:
    skipped = replace(FRESH, report="x", report_on=TODAY)
    assert "step_out_of_order" in {p.code for p in problems(SIGNAL, skipped, today=TODAY)}
    early = replace(FRESH, outcome="CL")
    assert "investigation_undone" in {p.code for p in problems(SIGNAL, early, today=TODAY)}
    assert SIGNAL["outcome"].automatic


def test_a_signal_is_named_by_events_force_and_period() -> None:
    assert title(FRESH).en == "Deaths by suicide, all forces, 2026-Q1"
