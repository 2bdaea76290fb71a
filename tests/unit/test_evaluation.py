"""Evaluation: what is fixed before go-live stays; verdicts are proposed with their power, never given by themselves."""

import gettext
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.authorisation.store import GuardedStore
from observatory.charts.layout import layout
from observatory.charts.sheet import Space
from observatory.codelists import codelist
from observatory.errors import NotAllowed, Refused
from observatory.evaluation.chart import alternative, chart_of
from observatory.evaluation.effect import DETECTION, effect
from observatory.evaluation.fields import INDICATOR
from observatory.evaluation.indicator import Indicator, Measurement
from observatory.evaluation.validation import DEFINITION, definition_problems, indicator_problems
from observatory.ports import Stamp
from observatory.privacy.wording import find_unsafe_wording
from observatory.recommendations.recommendation import Recommendation
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.terms import Language
from observatory.usecases.evaluate import Judgement, evaluations, judge, sentences
from observatory.usecases.record import record
from ui import bootstrap
from ui.cli import main

TODAY = date(2026, 4, 20)
STAMP = Stamp(TODAY, datetime(2026, 4, 20, 9, tzinfo=UTC), "secretary", "A")
QUARTERS = [f"{year}-Q{n}" for year in (2023, 2024, 2025) for n in (1, 2, 3, 4)]
BARE = Indicator(
    id="i1",
    recommendation_id="r1",
    force="PS",
    kind="PR",
    name="Ricontatti entro 72 ore",
    numerator="Ricontatti avvenuti",
    denominator="Segnali ricevuti",
    direction="AU",
    fixed_on=date(2024, 3, 1),
    go_live_on=date(2024, 8, 15),
    baseline_since="2023-Q1",
    baseline_until="2024-Q2",
)
TOLD = Judgement(verdict="VE", confidence="M", grounds="Rapporto e fedeltà concordi", day=TODAY)


def measured(events: list[int], exposure: int | None = 50, **more: object) -> Indicator:
    rows = tuple(
        Measurement(id=f"m{n}", quarter=quarter, events=count, exposure=exposure, status="DEF")
        for n, (quarter, count) in enumerate(zip(QUARTERS, events, strict=False))
    )
    return replace(BARE, measurements=rows, **more)  # type: ignore[arg-type]


BETTER = [20, 22, 19, 21, 20, 22, 30, 40, 41, 39, 42, 40]


def stored(*indicators: Indicator, member: Member | None = None) -> MemoryStore:
    made = LastingStore() if member is None else LastingStore(member)
    with made.begin() as unit:
        unit.recommendations.add(Recommendation(id="r1", code="RAC-2024-001", status="DE"), STAMP)
        for each in indicators:
            unit.indicators.add(each, STAMP)
        unit.commit()
    return made


class LastingStore(MemoryStore):
    """Stays open between one command and the next, as the files of a store do."""

    def close(self) -> None:
        """Nothing is lost."""


# What the measurements say.


def test_after_is_compared_with_the_baseline_and_the_quarter_of_go_live_is_left_out() -> None:
    """Worked by hand: 202 of 250 after, 124 of 300 before; 0.808 / 0.41333 = 1.95484."""
    found = effect(measured(BETTER))
    assert [m.quarter for m in found.before] == QUARTERS[:6]
    assert [m.quarter for m in found.after] == QUARTERS[7:]
    assert found.ratio is not None
    assert found.ratio.estimate == pytest.approx(1.9548387, rel=1e-6)
    assert found.ratio.low > 1
    assert found.runs is not None
    assert found.runs.median == pytest.approx(0.41)


@pytest.mark.parametrize(
    ("events", "direction", "proposed"),
    [
        (BETTER, "AU", "VE"),
        (BETTER, "DI", "PE"),
        ([20] * 12, "AU", "NS"),
        ([0] * 12, "AU", "NV"),
        (BETTER[:9], "AU", "NV"),
    ],
)
def test_a_verdict_is_proposed_by_the_rules(events: list[int], direction: str, proposed: str) -> None:
    found = effect(measured(events, direction=direction))
    assert found.proposed == proposed
    assert proposed in codelist("verdict")


def test_a_shift_beside_the_ratio_makes_it_effective() -> None:
    early = replace(measured([20, 22, 19, 21, 20, 40, 40, 41, 39, 42, 40, 41]), go_live_on=date(2024, 5, 2))
    early = replace(early, baseline_until="2024-Q1", fixed_on=date(2024, 3, 1))
    found = effect(early)
    assert found.runs is not None
    assert found.runs.has_shift
    assert found.proposed == "EF"


def test_before_go_live_nothing_is_judged() -> None:
    assert effect(replace(measured(BETTER), go_live_on=None)).proposed == "NV"


def test_fidelity_is_read_as_its_median() -> None:
    rows = tuple(
        Measurement(id=q, quarter=q, fidelity=n, status="DEF")
        for q, n in zip(QUARTERS[7:], (3, 4, 5, 4, 4), strict=True)
    )
    found = effect(replace(BARE, kind="FE", measurements=rows))
    assert (found.fidelity, found.proposed, found.ratio) == (4, "VE", None)
    low = effect(replace(BARE, kind="FE", measurements=tuple(replace(row, fidelity=2) for row in rows)))
    assert low.proposed == "NS"


def test_the_power_line_is_that_of_the_printed_table() -> None:
    """50 events a year, a fall of 20 %: 7.1 years each side."""
    found = effect(
        measured([12, 13, 12, 13, 12, 13], None, direction="DI", baseline_since="2023-Q1", baseline_until="2023-Q4")
    )
    assert found.years is not None
    assert round(found.years, 1) == 7.1
    assert found.power.it.startswith("Con questi numeri, per riconoscere una diminuzione reale del 20 %")
    assert "7.1 years each side" in found.power.en


def test_more_detected_is_not_more_happening() -> None:
    store = stored(measured(BETTER, kind="ES", direction="DI"), measured(BETTER, id="i2"))
    with store.begin() as unit:
        found = {each.indicator.id: sentences(each) for each in evaluations(unit)}
    assert DETECTION in found["i1"]
    assert DETECTION not in found["i2"]


@given(st.lists(st.integers(0, 60), max_size=12), st.sampled_from(["AU", "DI"]), st.sampled_from(["PR", "ES", "ST"]))
def test_every_indicator_can_be_read_and_drawn(events: list[int], direction: str, kind: str) -> None:
    indicator = measured(events, direction=direction, kind=kind)
    found = effect(indicator)
    assert found.proposed in codelist("verdict")
    for sentence in (found.why, found.power):
        assert not find_unsafe_wording(sentence.it, Language.IT)
        assert not find_unsafe_wording(sentence.en, Language.EN)
    chart = chart_of(indicator, found)
    assert (chart is None) is (not events)
    if chart is not None:
        assert alternative(chart).en
        assert layout(chart, Space(400, 160, lambda text, size: len(text) * size / 2), Language.IT).marks


def test_the_limits_come_from_the_quarters_before_and_provisional_points_are_hollow() -> None:
    """ū = 124/300 per unit: 41.3 per 100, ± 3·√(0.41333/50) = 27.3."""
    indicator = measured(BETTER)
    last = replace(indicator.measurements[-1], status="PROV")
    indicator = replace(indicator, measurements=(*indicator.measurements[:-1], last))
    chart = chart_of(indicator, effect(indicator))
    assert chart is not None
    point = chart.series[0].points[-1]
    assert (point.value, point.provisional) == (80, True)
    assert chart.reference == pytest.approx(41.3333333)
    assert point.high == pytest.approx(41.3333333 + 27.2764, abs=1e-3)
    assert "fuori dai limiti: 5" in alternative(chart).it


# What is fixed beforehand.


@pytest.mark.parametrize("name", DEFINITION)
def test_the_definition_stays_once_the_measure_is_live(name: str) -> None:
    changed = replace(BARE, **{name: None})
    found = list(definition_problems(BARE, changed, TODAY))
    assert [problem.field for problem in found] == [name]
    assert not list(definition_problems(BARE, changed, date(2024, 8, 14)))


def test_recording_refuses_a_changed_definition_and_takes_a_measurement() -> None:
    store = stored(measured(BETTER))
    with store.begin() as unit:
        kept = unit.indicators.get("i1")
        with pytest.raises(Refused) as refused:
            record(unit, INDICATOR, replace(kept, direction="DI"), STAMP)
        assert {problem.code for problem in refused.value.problems} == {"fixed_before_go_live"}
        more = Measurement(id="m99", quarter="2026-Q1", events=41, exposure=50, status="PROV")
        record(unit, INDICATOR, replace(kept, measurements=(*kept.measurements, more)), STAMP)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"fixed_on": date(2024, 8, 16)}, "fixed_after_go_live"),
        ({"baseline_until": "2024-Q3"}, "base_after_go_live"),
        ({"verdict": "EF", "verdict_on": TODAY}, "verdict_without_grounds"),
        ({"verdict": "EF", "verdict_on": date(2024, 8, 1), "verdict_text": "x"}, "verdict_before_go_live"),
    ],
)
def test_each_guard_refuses_in_two_languages(change: dict[str, object], code: str) -> None:
    found = list(indicator_problems(replace(BARE, **change), TODAY))  # type: ignore[arg-type]
    assert [problem.code for problem in found] == [code]
    assert found[0].message.it != found[0].message.en
    assert not list(indicator_problems(BARE, TODAY))


# Verdicts.


def test_a_verdict_is_recorded_only_by_somebody() -> None:
    store = stored(measured(BETTER))
    with store.begin() as unit:
        (found,) = evaluations(unit)
    assert (found.effect.proposed, found.indicator.verdict, found.recommendation) == ("VE", None, "RAC-2024-001")
    kept = judge(store, found.indicator, TOLD, STAMP)
    assert (kept.verdict, kept.confidence, kept.verdict_on) == ("VE", "M", TODAY)
    with pytest.raises(Refused):
        judge(store, kept, replace(TOLD, grounds=" "), STAMP)


def test_who_writes_no_meetings_gives_no_verdict() -> None:
    store = GuardedStore(stored(measured(BETTER), member=Member("1", "Ada", "PS", (Role.ANALYST,))))
    with store.begin() as unit:
        (found,) = evaluations(unit)
    with pytest.raises(NotAllowed):
        judge(store, found.indicator, TOLD, STAMP)


# On the command line.


@pytest.fixture
def run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., tuple[int, str]]]:
    store = GuardedStore(stored(measured(BETTER)))
    monkeypatch.setattr(bootstrap, "open_store", lambda _folder, _login: store)
    monkeypatch.setattr(bootstrap, "system_clock", lambda: STAMP.recorded_at)
    monkeypatch.setenv("LANGUAGE", "en")
    domain = gettext.textdomain()
    words = tmp_path / "words"
    words.write_text("frase lunga\n", encoding="utf-8")

    def ran(verb: str, *more: str) -> tuple[int, str]:
        status = main(["evaluation", verb, "s", *more, "--passphrase-file", str(words), "--lang", "en"])
        out, err = capsys.readouterr()
        return status, out + err

    yield ran
    gettext.textdomain(domain)


def test_list_show_and_verdict(run: Callable[..., tuple[int, str]]) -> None:
    assert "verdict not given yet; the figures suggest: Likely" in run("list")[1]
    told = run("show", "i1")[1]
    assert "After over before: 1.95 (exact 95% limits: 1.5" in told
    assert "years each side" in told
    judged = ("--verdict", "VE", "--confidence", "M")
    status, told = run("verdict", "i1", *judged, "--grounds", "Ratio and fidelity agree")
    assert (status, "Verdict recorded." in told, "each side" in told) == (0, True, True)
    assert "verdict Likely" in run("list")[1]
    assert run("verdict", "i1", *judged, "--grounds", "x", "--on", "2024-01-01")[0] != 0
    assert "No indicator, or several" in run("show", "zzz")[1]
