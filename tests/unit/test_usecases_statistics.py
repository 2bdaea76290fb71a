"""Answers to single questions: right figures, nothing small told by all of them together, every release reckoned in."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest

from db.memory import MemoryStore
from observatory.cases.counting import is_event
from observatory.charts.chart import Gap
from observatory.codelists import FORCES, codelist
from observatory.disclosure.rules import Audience
from observatory.disclosure.tables import TOTAL
from observatory.errors import ImportRefused, NotAllowed, WrongUse
from observatory.periods import Period
from observatory.population.reference import SETTING, from_text, read_reference, to_text
from observatory.ports import Stamp, Store
from observatory.security.members import Member
from observatory.security.roles import Role
from observatory.statistics.smr import smr
from observatory.summary.build import build_summary
from observatory.summary.content import ObservationStatus, Paragraph, Summary
from observatory.summary.earlier import Earlier
from observatory.summary.facts import PROFILES, Facts
from observatory.summary.finest import CUBES
from observatory.summary.known import kind_of
from observatory.summary.question import DIMENSIONS, Measure, Question, parse_window
from observatory.summary.question_answer import Answer
from observatory.summary.told import Shape, shape_of, told
from observatory.synthetic.calibration import TODAY
from observatory.usecases.build_demo import build_demo
from observatory.usecases.earlier_editions import STATISTICS, all_told, earlier_editions
from observatory.usecases.known_cases import counted_cases
from observatory.usecases.reference_population import import_reference
from observatory.usecases.statistics import StatisticsRequest, look, release_answer
from observatory.usecases.summarise import SummaryRequest, make_summary, weigh_summary
from tests.unit.sample_population import RATES, reference, structured
from ui import bootstrap
from ui.cli import main

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples" / "statistics"
FIVE = parse_window("2021..2025")


def clock() -> datetime:
    return datetime(2026, 11, 23, 9, tzinfo=UTC)


def request(measure: str, by: str = "", window: str = "2021..2025", audience: str = "members") -> StatisticsRequest:
    names = tuple(name for name in by.split(",") if name)
    return StatisticsRequest(Question(Measure(measure), names, parse_window(window)), Audience(audience), TODAY)


def demo(cases: int = 300, seed: int = 1) -> MemoryStore:
    store = MemoryStore()
    build_demo(store, seed=seed, cases=cases)
    return store


@pytest.fixture(scope="module")
def sample() -> MemoryStore:
    return demo(1_500)


Run = Callable[..., str]
Groups = frozenset[tuple[str, ...]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command on one store in memory; standard output."""
    store = MemoryStore()
    (tmp_path / "passphrase.txt").write_text("una frase giusta\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(store, "close", lambda: None)
    monkeypatch.setattr(bootstrap, "open_store", lambda *_given, **_named: store)
    monkeypatch.setattr(bootstrap, "system_clock", clock)

    def ran(*command: str, language: str = "en") -> str:
        status = main(["--lang", language, *command, "--passphrase-file", "passphrase.txt"])
        out = capsys.readouterr()
        assert status == 0, out.err
        return out.out

    return ran


def load(run: Run) -> None:
    for name in ("deaths", "strengths"):
        told_ = run("import", "store", str(EXAMPLES / f"{name}.csv"), "--mapping", str(EXAMPLES / f"{name}.toml"))
        assert "refused 0" in told_


PRINTED = (
    ("State Police (Polizia di Stato)", "75", "490,000", "15.31", "(12.04–19.19)"),
    ("Carabinieri", "78", "540,000", "14.44", "(11.42–18.03)"),
    ("Guardia di Finanza", "28", "300,000", "9.33", "(6.20–13.49)"),
    ("Prison Police (Polizia Penitenziaria)", "26", "190,000", "13.68", "(8.94–20.05)"),
    ("Total", "207", "1,520,000", "13.62", "(11.83–15.61)"),
)


def test_the_published_rates_come_out_of_data_that_a_user_can_load(run: Run) -> None:
    """Counts by force as published for 2019–2023, round strengths; limits and test by R."""
    load(run)
    out = run("statistics", "store", "--measure", "rate", "--by", "force", "--window", "2019..2023")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert [row for row in PRINTED if " ".join(row) not in lines] == []
    assert "χ² = 5.34, 3 degrees of freedom, p = 0.148" in out
    assert "Guardia di Finanza (28, limits 29–54)" in out
    assert "hidden" not in out
    yearly = run("statistics", "store", "--measure", "rate", "--by", "force,year", "--window", "2019..2023")
    assert "Total January 2019 – December 2023 207 1,520,000 13.62 (11.83–15.61)" in " ".join(yearly.split())
    assert ("p = 0.148" in yearly, "Trend:" in yearly, "Power:" in yearly) == (True, True, True)
    italian = run("statistics", "store", "--measure", "rate", "--window", "2019..2023", language="it")
    assert "Totale 207 1.520.000 13,62 (11,83–15,61)" in " ".join(italian.split())


def test_what_leaves_is_written_in_codes_and_noted_once(run: Run) -> None:
    load(run)
    asked = ("statistics", "store", "--measure", "rate", "--by", "force", "--window", "2019..2023", "--format")
    lines = run(*asked, "csv").splitlines()
    assert lines[0] == "force,measure,OBS_VALUE,OBS_STATUS,CONF_STATUS"
    assert "_T,rate,13.62,A,F" in lines
    found = json.loads(run(*asked, "json"))
    values = {(each["force"], each["measure"]): each["value"] for each in found["observations"]}
    assert (values["PS", "events"], values["PS", "rate"], values["PS", "high"]) == (75, 15.31, 19.19)
    assert found["codes"]["force"]["PS"]["it"] == "Polizia di Stato"
    with bootstrap.open_store(Path("store"), None).begin() as unit:  # type: ignore[arg-type]
        assert [(r.period, r.issue) for r in unit.releases.all(STATISTICS)] == [("2019-01--2023-12", 1)]


def test_a_look_is_noted_nowhere_and_needs_to_read_cases(sample: MemoryStore) -> None:
    first = look(sample, request("rate", "force"), clock=clock)
    assert first.digest == look(sample, request("rate", "force"), clock=clock).digest
    with sample.begin() as unit:
        assert all_told(unit) == ()
    secretary = MemoryStore(Member("s", "segreteria", "", (Role.SECRETARY,)))
    with pytest.raises(NotAllowed):
        look(secretary, request("count"), clock=clock)
    with pytest.raises(NotAllowed):
        release_answer(secretary, request("count"), ("csv",), clock=clock)


def test_counts_are_those_of_the_records(sample: MemoryStore) -> None:
    with sample.begin() as unit:
        cases = [c for c in counted_cases(unit, TODAY) if is_event(c) and kind_of(c) in ("SUC", "SUP")]
    answer = look(sample, request("count", "force,year"), clock=clock)
    truth = Counter((c.force, str(c.month)[:4]) for c in cases)
    shown = {at: o.value for at, o in answer.table.observations.items() if at[-1] == "events" and o.value is not None}
    assert len(shown) > 20
    for (force, year, _), value in shown.items():
        years = range(2021, 2026) if "--" in year else (int(year),)
        forces = FORCES if force == TOTAL else (force,)
        assert value == sum(truth[f, str(y)] for f in forces for y in years)


def test_whatever_is_derived_from_a_hidden_count_is_hidden() -> None:
    store = demo(150)
    for measure, by in (("rate", "force,year"), ("share", "age"), ("count", "age,year")):
        answer = look(store, request(measure, by), clock=clock)
        rows: dict[tuple[str, ...], set[str]] = {}
        for at, shown in answer.table.observations.items():
            if shown.status is ObservationStatus.SUPPRESSED:
                rows.setdefault(at[:-1], set()).add(at[-1])
        derived = {"rate", "share", "low", "high"} & {item.code for item in answer.table.axes[-1].items}
        hidden = [at for at, names in rows.items() if "events" in names]
        assert hidden
        for at in hidden:
            shown_here = {n: answer.table.observations.get((*at, n)) for n in derived}
            assert all(each is None or each.value is None for each in shown_here.values())
        assert answer.suppression.hidden >= len(hidden)


SERIES = (
    ("count", "force,year"),
    ("count", "quarter"),
    ("share", "age"),
    ("count", "sex,age,year"),
    ("rate", "force"),
    ("share", "method,year"),
)


def test_no_reader_of_all_answers_and_summaries_narrows_a_small_count(sibling: Callable[[str], ModuleType]) -> None:
    """One linear program over every count that any of them shows, the records counted anew here."""
    store = demo(100)
    for measure, by in SERIES[:3]:
        release_answer(store, request(measure, by), ("csv",), clock=clock)
    make_summary(store, SummaryRequest(Period.parse("2025-Q4"), Audience.MEMBERS, TODAY), clock=clock)
    for measure, by in SERIES[3:]:
        release_answer(store, request(measure, by), ("csv",), clock=clock)
    release_answer(store, request("count", "year", "2022..2024"), ("csv",), clock=clock)
    reader = sibling("sample_reader").Reader(_recount(store))
    shown, hidden = _all_counts(store)
    reader.known = [(groups, reader.count(groups)) for groups, value in shown]
    assert all(reader.count(groups) == value for groups, value in shown)
    reader.equal = list(_ties(groups for groups, _ in shown))
    wanted = {}
    for groups in hidden:
        n = reader.count(groups)
        if 0 < n < 3:
            wanted[groups] = (n, 3 - n)
    assert wanted
    assert list(reader.narrowed(wanted)) == []


def _recount(store: Store) -> Counter[tuple[str, ...]]:
    """Every event, and each characteristic of each death, with its month; the cubes’ codes, counted here."""
    counts: Counter[tuple[str, ...]] = Counter()
    groups = {
        "age": {"E1": "A1", "E2": "A1", "E3": "A2", "E4": "A3", "E5": "A4", "E6": "A4"},
        "method": {},
    }
    with store.begin() as unit:
        found = [c for c in counted_cases(unit, TODAY) if is_event(c)]
    for case in found:
        counts["events", str(case.force), kind_of(case), str(case.month)] += 1
        if kind_of(case) in ("SUC", "SUP"):
            counts["T5", case.sex or "NN", groups["age"].get(case.age_band or "", "NN"), str(case.month)] += 1
            counts["T7a", *_method(case.method, case.firearm_ownership), str(case.month)] += 1
    return counts


def _method(method: str | None, owner: str | None) -> tuple[str]:
    if method == "FUO":
        return (f"FUO-{owner or 'NN'}",)
    return (codelist("method")[method].attributes["published"] if method else "NN",)


def _all_counts(store: Store) -> tuple[list[tuple[Groups, int]], list[Groups]]:
    shown, hidden = [], []
    with store.begin() as unit:
        editions = earlier_editions(unit, all_told(unit))
    assert len(editions) == len(SERIES) + 2
    for one in editions:
        shape = Shape(one.windows, PROFILES[one.audience], one.as_of, one.since)
        for count, value in told(one.values, shape):
            if count.cube in ("events", "T5", "T7a"):
                groups = _groups(count.cube, count.codes, [str(month) for month in count.window.months])
                if value is None:
                    hidden.append(groups)
                else:
                    shown.append((groups, int(value)))
    return shown, hidden


def _groups(cube: str, codes: Iterable[str], months: list[str]) -> Groups:
    def below(code: str, axis: object) -> list[str]:
        leaves = list(axis.leaves)  # type: ignore[attr-defined]
        if code == "KNOWN":
            return [leaf for leaf in leaves if leaf != "NN"]
        if code == "FUO-KNOWN":
            return [leaf for leaf in leaves if leaf.startswith("FUO-") and leaf != "FUO-NN"]
        return [leaf for leaf in leaves if code in axis.ancestors(leaf)]  # type: ignore[attr-defined]

    axes = [below(code, axis) for code, axis in zip(codes, CUBES[cube], strict=True)]
    return frozenset((cube, *at, month) for at in product(*axes) for month in months)


def _ties(shown: Iterable[Groups]) -> Iterable[tuple[Groups, Groups]]:
    """Month by month, deaths by any characteristic are the deaths."""
    months = sorted({group[-1] for groups in shown for group in groups})
    for month in months:
        deaths = frozenset(("events", f, k, month) for f in FORCES for k in ("SUC", "SUP"))
        yield _groups("T5", (TOTAL, TOTAL), [month]), deaths
        yield _groups("T7a", (TOTAL,), [month]), deaths


def test_the_same_released_again_is_the_same_whatever_came_after() -> None:
    store = demo(100)
    asked = [request("rate", "force,year"), request("share", "age"), request("count", "quarter")]
    made = [release_answer(store, each, ("csv",), clock=clock).answer.digest for each in asked]
    make_summary(store, SummaryRequest(Period.parse("2025"), Audience.MEMBERS, TODAY), clock=clock)
    assert [release_answer(store, each, ("json",), clock=clock).answer.digest for each in asked] == made
    with store.begin() as unit:
        assert [(r.kind, r.issue) for r in all_told(unit)] == [
            ("summary", 1),
            ("statistics", 1),
            ("statistics", 2),
            ("statistics", 3),
        ]


def test_a_summary_says_which_answer_made_it_hide() -> None:
    store = demo(120)
    release_answer(store, request("count", "force,year", "2023..2025"), ("csv",), clock=clock)
    weighed = weigh_summary(store, SummaryRequest(Period.parse("2025-Q3"), Audience.MEMBERS, TODAY), clock=clock)
    names = {name.words.en for names in weighed.weighing.causes.earlier.values() for name in names}
    assert names == {"January 2023 – December 2025, members of the Observatory, data as of 15 February 2026"}
    assert not weighed.is_issued


def test_the_summary_compares_with_the_general_population_where_it_can(sample_facts: Callable[..., Facts]) -> None:
    facts = sample_facts(cases=300)
    without = build_summary(facts)
    assert all(table.id != "T4" for table in without.tables)
    untold = build_summary(replace(facts, reference=reference()))
    words = [block.text.en for s in untold.sections for block in s.blocks if isinstance(block, Paragraph)]
    assert all(table.id != "T4" for table in untold.tables)
    assert any("general population 2021 (invented) is not computed" in each for each in words)
    full = build_summary(replace(facts, reference=reference(), strengths=structured(facts.strengths)))
    table = next(table for table in full.tables if table.id == "T4")
    rates = next(table for table in full.tables if table.id == "T2")
    pooled = next(at[0] for at in rates.observations if "--" in at[0] or at[0] != rates.axes[0].items[0].code)
    years = rates.observations[pooled, TOTAL, "person_years"].value
    expected = (0.4 * 9 + 0.4 * 11 + 0.1 * 3 + 0.1 * 3) / 100_000 * float(years or 0)
    assert table.observations[TOTAL, "expected"].value == pytest.approx(expected, rel=1e-4)
    observed = table.observations[TOTAL, "events"].value
    assert observed == rates.observations[pooled, TOTAL, "events"].value
    assert table.observations[TOTAL, "high"].value == pytest.approx(
        100 * smr(int(observed or 0), expected).high, rel=1e-4
    )
    assert any("2021 (invented)" in note.en for note in table.notes)


@pytest.mark.parametrize(("audience", "cases"), [("members", 300), ("members", 40), ("interforce", 900)])
def test_inside_the_ratio_is_told_year_by_year_from_the_printed_counts(
    sample_facts: Callable[..., Facts], as_earlier: Callable[[Facts, Summary], Earlier], audience: str, cases: int
) -> None:
    """The ledger reads in it nothing but what T3b tells; where that hides a year, nothing that tells it is printed."""
    facts = sample_facts("2025", audience, cases=cases)
    summary = build_summary(replace(facts, reference=reference(), strengths=structured(facts.strengths)))
    by_year, series, rates = (next(t for t in summary.tables if t.id == name) for name in ("T4b", "T3b", "T2"))
    years = [item.code for item in by_year.axes[0].items]
    assert years == ["2021", "2022", "2023", "2024", "2025"]
    for year in years:
        row = {name: by_year.observations[year, name] for name in ("events", "expected", "smr", "low", "high")}
        assert row["events"] == series.observations[year, TOTAL]
        if row["events"].value is None:
            assert {row[name].status for name in ("smr", "low", "high")} == {ObservationStatus.SUPPRESSED}
            continue
        exact = smr(int(row["events"].value), float(row["expected"].value or 0))
        assert (row["smr"].value, row["low"].value, row["high"].value) == pytest.approx(
            (100 * exact.estimate, 100 * exact.low, 100 * exact.high)
        )
        assert (row["smr"].status is ObservationStatus.UNRELIABLE) is (row["events"].value < 20)
    person_years = float(rates.observations["2025", TOTAL, "person_years"].value or 0)
    expected = (0.4 * 9 + 0.4 * 11 + 0.1 * 3 + 0.1 * 3) / 100_000 * person_years
    assert by_year.observations["2025", "expected"].value == pytest.approx(expected, rel=1e-4)
    values, shape = as_earlier(facts, summary).values, shape_of(facts)
    own, printed = (dict(told({name: values[name]}, shape)) for name in ("T4b", "T3b"))
    assert len(own) == len(years)
    assert own.items() <= printed.items()
    section = next(s for s in summary.sections if by_year in s.blocks)
    after = section.blocks[section.blocks.index(by_year) + 1]
    assert isinstance(after, Paragraph)
    assert "true rise of 50%" in after.text.en


def test_outside_the_ratio_is_told_for_three_years_alone(sample_facts: Callable[..., Facts]) -> None:
    facts = sample_facts("2025", "external")
    summary = build_summary(replace(facts, reference=reference(), strengths=structured(facts.strengths)))
    assert [table.id for table in summary.tables if table.id.startswith("T4")] == ["T4"]


def test_the_ratio_is_asked_with_its_power_and_says_what_is_missing() -> None:
    store = demo()
    assert "no reference population" in _words(look(store, request("smr", "force"), clock=clock))
    _keep(store)
    answer = look(store, request("smr", "force"), clock=clock)
    assert "assumed structure" in _words(answer)
    assert answer.table.observations[TOTAL, "smr"].status is ObservationStatus.MISSING
    assert answer.figure is not None
    assert {point.gap for point in answer.figure.chart.series[0].points} == {Gap.MISSING}
    with store.begin() as unit:
        known = tuple(unit.strengths.as_of(TODAY))
        made = [each for each in structured(known) if each.sex]
        stamp = Stamp(TODAY, clock(), "clinician", "N")
        unit.strengths.add_many((replace(each, id=f"{n:036d}", version=0), stamp) for n, each in enumerate(made))
        unit.commit()
    full = look(store, request("smr", "force,year"), clock=clock)
    whole = "2021-01--2025-12"
    at = {name: full.table.observations[TOTAL, whole, name].value for name in ("events", "expected", "smr", "low")}
    assert at["smr"] == pytest.approx(100 * float(at["events"] or 0) / float(at["expected"] or 1))
    assert "true rise of 50%" in _words(full)
    by_sex = look(store, request("rate", "sex"), clock=clock)
    men, women = (by_sex.table.observations[sex, "person_years"].value for sex in ("M", "F"))
    assert float(men or 0) == pytest.approx(4 * float(women or 1), rel=1e-3)


def _words(answer: Answer) -> str:
    return " ".join(note.en for note in answer.notes)


def _keep(store: MemoryStore) -> None:
    with store.begin() as unit:
        unit.settings.set(SETTING, to_text(reference()))
        unit.commit()


def test_the_reference_population_is_imported_and_shown(run: Run, tmp_path: Path) -> None:
    assert "No reference population" in run("population", "show", "store")
    (tmp_path / "rates.csv").write_text("\ufeff" + RATES, encoding="utf-8")
    asked = ("population", "import", "store", "rates.csv", "--year", "2021", "--source", "invented")
    assert "Imported 12 rates: general population 2021 (invented)" in run(*asked)
    shown = run("population", "show", "store", language="it")
    assert ("popolazione generale 2021 (invented)" in shown, "Maschio, 45–54: 11,00" in shown) == (True, True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sex,age_band\nM,E1\n",
        "sex,age_band,rate\n",
        "sex,age_band,rate\nM,E9,3\n",
        "sex,age_band,rate\nX,E1,3\n",
        "sex,age_band,rate\nM,E1,-3\n",
        "sex,age_band,rate\nM,E1,3,5\n",
        "sex,age_band,rate\nM,E1,nan\n",
        "sex,age_band,rate\nM,E1,\n",
        "sex,age_band,rate\nM,E1,3\nM,E1,4\n",
        "sex,age_band,deaths,population\nM,E1,3,0\n",
        "sex,age_band,deaths,population\nM,E1\n",
        "x" * 200_000,
    ],
    ids=lambda text: repr(text[:40]),
)
def test_a_file_that_is_no_reference_population_is_refused(text: str, tmp_path: Path) -> None:
    store, path = MemoryStore(), tmp_path / "rates.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ImportRefused):
        import_reference(store, path, 2021, "source")
    with pytest.raises(ImportRefused):
        import_reference(store, tmp_path / "none.csv", 2021, "source")


def test_a_reference_population_is_kept_as_it_was_read() -> None:
    counted = read_reference("sex,age_band,deaths,population\nM,E1,30,250000\n", 2020, " Istat,  tavole ")
    assert (counted.rates["M", "E1"], counted.source) == (pytest.approx(0.00012), "Istat, tavole")
    assert from_text(to_text(counted)) == counted
    assert from_text("") is None
    with pytest.raises(ImportRefused):
        read_reference(RATES, 2021, "  ")


@pytest.mark.parametrize(
    ("measure", "by", "window"),
    [
        ("rate", "force,sex", "2021..2025"),
        ("count", "force,force", "2021..2025"),
        ("count", "shoe_size", "2021..2025"),
        ("count", "year,quarter", "2021..2025"),
        ("count", "year", "2021-Q2..2022-Q1"),
        ("rate", "method", "2021..2025"),
        ("rate", "type", "2021..2025"),
        ("smr", "sex", "2021..2025"),
        ("share", "", "2021..2025"),
        ("share", "sex,age", "2021..2025"),
    ],
)
def test_what_cannot_be_protected_or_means_nothing_is_refused(measure: str, by: str, window: str) -> None:
    with pytest.raises(WrongUse):
        request(measure, by, window)


@pytest.mark.parametrize("text", ["2023..2021", "2023-05", "2023..2024-02", "now", "2021.."])
def test_a_window_is_made_of_whole_periods(text: str) -> None:
    if text == "2021..":
        assert parse_window(text) == parse_window("2021")
        return
    with pytest.raises(WrongUse):
        parse_window(text)


@pytest.mark.parametrize(
    ("by", "window", "audience"),
    [
        ("force", "2021..2025", "external"),
        ("quarter", "2021..2025", "external"),
        ("place", "2021..2025", "external"),
        ("force,quarter", "2021..2025", "members"),
        ("sex,age", "2021..2025", "interforce"),
        ("age,year", "2021..2025", "interforce"),
        ("age", "2024..2025", "external"),
    ],
)
def test_an_audience_has_no_more_in_an_answer_than_in_its_summary(
    by: str, window: str, audience: str, sample: MemoryStore
) -> None:
    with pytest.raises(WrongUse):
        look(sample, request("count", by, window, audience), clock=clock)


def test_outside_a_rate_of_few_events_is_not_shown(run: Run) -> None:
    load(run)
    out = run(
        "statistics", "store", "--measure", "rate", "--by", "year", "--window", "2019..2023", "--audience", "external"
    )
    assert "Draft" in out
    assert "13.62" in out
    few = run("statistics", "store", "--measure", "share", "--by", "method", "--window", "2019..2023")
    assert "95% Wilson limits" in few


def test_every_dimension_is_answered(sample: MemoryStore) -> None:
    for name in DIMENSIONS:
        answer = look(sample, request("count", name), clock=clock)
        assert answer.table.axes[0].name == name
        assert answer.figure is not None or name == "type"
    assert look(sample, request("rate", "quarter"), clock=clock).figure is not None


def test_the_future_and_what_has_not_begun_are_refused(sample: MemoryStore) -> None:
    late = replace(request("count"), as_of=date(2027, 1, 1))
    with pytest.raises(WrongUse):
        look(sample, late, clock=clock)
    with pytest.raises(WrongUse):
        look(sample, request("count", "", "2027"), clock=clock)
