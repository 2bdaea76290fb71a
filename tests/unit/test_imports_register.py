"""Importing a register: counts that add up, the same file twice, dry runs, cancelling, amended rows, the report."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.memory import MemoryStore
from observatory.cases.case import Case, Circumstance, Source
from observatory.errors import Cancelled, ImportRefused
from observatory.imports.report import ImportReport, Outcome, RowOutcome, RowProblem, as_csv
from observatory.ports import Stamp
from observatory.progress import Progress, silent
from observatory.selection import EVERYTHING
from observatory.terms import Language, Term
from observatory.usecases.import_register import ImportRequest, import_register

MAPPING = """
name = "register"
key = "id"
known_on = ["registered"]
delimiter = ";"
drop = ["surname"]

[constants]
status = "CO"
precision = "M"
macro_region = "9"
rank_category = "NN"
on_duty = "NC"
homicide_suicide = "NC"
prior_firearm_measure = "NN"
prior_attempts = "NC"
service_contact = "NN"
place = "NN"
position = "IS"
outcome = "DE"

[[column]]
from = "died"
to = "month"

[[column]]
from = ["certified", "died"]
to = "status_date"

[[column]]
from = "corps"
to = "force"
values = { police = "PS", carabinieri = "CC", forest = "CF" }

[[column]]
from = "cause"
to = "event_type"
icd10 = "event_type"

[[column]]
from = "cause"
to = "method"
icd10 = "method"

[[column]]
from = "cause"
to = "firearm_ownership"
icd10 = "firearm"

[[column]]
from = "sex"
to = "sex"
values = { m = "M", f = "F" }
blank = "NN"

[[column]]
from = "age"
to = "age_band"
values = { 999 = "NN" }
bands = [[18, 24, "E1"], [25, 34, "E2"], [35, 44, "E3"], [45, 54, "E4"], [55, 59, "E5"], [60, 120, "E6"]]
"""
HEADING = ("id", "surname", "died", "certified", "registered", "corps", "cause", "sex", "age")
GOOD = {
    "id": "1",
    "surname": "Zanzottera",
    "died": "2019-03-04",
    "certified": "2019-03-05",
    "registered": "2019-04-01",
    "corps": "Police",
    "cause": "X70",
    "sex": "m",
    "age": "44.0",
}
NOW = datetime(2026, 2, 15, 10, tzinfo=UTC)

Cells = dict[str, str]


def row(**changes: str) -> Cells:
    return {**GOOD, **changes}


class Office:
    """A folder with a register and its mapping, and a store to take it in."""

    def __init__(self, folder: Path) -> None:
        self.store = MemoryStore()
        self.file = folder / "register.csv"
        self._mapping = folder / "mapping.toml"
        self._mapping.write_text(MAPPING, encoding="utf-8")
        self.progress: Progress = silent

    def takes(self, *rows: Cells, dry_run: bool = False, day: datetime = NOW) -> ImportReport:
        self.writes(*rows)
        return self.imports(dry_run=dry_run, day=day)

    def writes(self, *rows: Cells) -> None:
        with self.file.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, HEADING, delimiter=";")
            writer.writeheader()
            writer.writerows(rows)

    def imports(self, *, dry_run: bool = False, day: datetime = NOW) -> ImportReport:
        request = ImportRequest(self.file, self._mapping, dry_run)
        return import_register(self.store, request, clock=lambda: day, progress=self.progress)

    def maps(self, old: str, new: str) -> None:
        self._mapping.write_text(self._mapping.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    @property
    def cases(self) -> tuple[Case, ...]:
        with self.store.begin() as unit:
            return unit.cases.select(EVERYTHING)

    def as_of(self, day: date) -> list[Case]:
        with self.store.begin() as unit:
            return list(unit.cases.as_of(day))

    def edit(self, case: Case) -> None:
        with self.store.begin() as unit:
            unit.cases.replace(case, Stamp(NOW.date(), NOW, "clinician", "A"))
            unit.commit()


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.refused


def refusals(report: ImportReport) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.code) for problem in report.refusals]


def test_a_row_becomes_a_case_without_day_or_name(office: Office) -> None:
    assert counts(office.takes(row())) == (1, 0, 0, 0)
    (case,) = office.cases
    told = (case.month, case.force, case.event_type, case.method, case.sex, case.age_band, case.status_date)
    assert told == ("2019-03", "PS", "SU", "IMP", "M", "E3", date(2019, 3, 5))
    assert "Zanzottera" not in repr(case)
    assert "2019-03-04" not in repr(case)


def test_a_case_counts_as_known_from_the_day_the_register_says(office: Office) -> None:
    office.takes(row())
    assert office.as_of(date(2019, 3, 31)) == []
    assert len(office.as_of(date(2019, 4, 1))) == 1


def test_without_such_a_day_it_counts_as_known_from_today(office: Office) -> None:
    office.takes(row(registered=""))
    assert office.as_of(date(2026, 2, 14)) == []
    assert len(office.as_of(date(2026, 2, 15))) == 1


def test_the_same_file_twice_changes_nothing_even_on_another_day(office: Office) -> None:
    rows = [row(), row(id="2", registered=""), row(id="3", cause="R99")]
    assert counts(office.takes(*rows)) == (2, 0, 0, 1)
    before = office.cases
    assert counts(office.takes(*rows, day=datetime(2027, 1, 1, tzinfo=UTC))) == (0, 0, 2, 1)
    assert office.cases == before


def test_a_changed_row_amends_what_the_file_fills_and_keeps_what_was_typed_here(office: Office) -> None:
    office.takes(row())
    (case,) = office.cases
    circumstance = Circumstance(id="c", circumstance="C01", value="S")
    office.edit(replace(case, circumstances=(circumstance,), seniority="A2"))
    assert counts(office.takes(row(age="46"))) == (0, 1, 0, 0)
    (amended,) = office.cases
    assert (amended.id, amended.age_band, amended.seniority) == (case.id, "E4", "A2")
    assert amended.circumstances == (circumstance,)
    assert counts(office.takes(row(age="46"))) == (0, 0, 1, 0)


def test_a_change_counts_as_known_from_today(office: Office) -> None:
    office.takes(row())
    office.takes(row(age="46"))
    assert [case.age_band for case in office.as_of(date(2026, 2, 14))] == ["E3"]
    assert [case.age_band for case in office.as_of(date(2026, 2, 15))] == ["E4"]


def test_a_changed_row_that_no_longer_fits_what_was_typed_here_is_refused(office: Office) -> None:
    """Seniority of 25 years and an age under 25 cannot both be right."""
    office.takes(row())
    (case,) = office.cases
    office.edit(replace(case, seniority="A4"))
    report = office.takes(row(age="20"))
    assert refusals(report) == [(2, "seniority", "seniority")]
    assert office.cases[0].age_band == "E3"


def test_a_row_already_corrected_here_is_unchanged(office: Office) -> None:
    office.takes(row())
    (case,) = office.cases
    office.edit(replace(case, age_band="E4"))
    assert counts(office.takes(row(age="46"))) == (0, 0, 1, 0)


def test_a_row_that_is_refused_later_leaves_its_case_as_it_was(office: Office) -> None:
    office.takes(row())
    before = office.cases
    assert counts(office.takes(row(cause="R99"))) == (0, 0, 0, 1)
    assert office.cases == before


def test_a_register_of_another_name_is_another_register(office: Office) -> None:
    office.takes(row())
    office.maps('name = "register"', 'name = "other"')
    assert counts(office.takes(row())) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"id": " "}, "id", "E201"),
        ({"died": "04/03/2019"}, "died", "E202"),
        ({"died": "2099-01-01", "certified": "", "registered": ""}, "died", "future"),
        ({"died": ""}, "died", "required"),
        ({"certified": "2018-12-31"}, "certified", "status_date"),
        ({"registered": "2019-02-28"}, "registered", "E208"),
        ({"registered": "2027-01-01"}, "registered", "E207"),
        ({"registered": "soon"}, "registered", "E202"),
        ({"corps": "Navy"}, "corps", "E203"),
        ({"corps": "=HYPERLINK(1)"}, "corps", "E203"),
        ({"corps": "forest"}, "corps", "closed_code"),
        ({"cause": "R99"}, "cause", "E205"),
        ({"sex": "maschio"}, "sex", "E203"),
        ({"age": "17"}, "age", "E204"),
        ({"age": "forty"}, "age", "E206"),
    ],
)
def test_a_refusal_says_row_column_and_code_and_never_the_value(
    office: Office, cells: Cells, column: str, code: str
) -> None:
    report = office.takes(row(id="0"), row(**cells))
    assert (3, column, code) in refusals(report)
    assert counts(report) == (1, 0, 0, 1)
    for language in Language:
        text = as_csv(report, language)
        assert all(value not in text for value in cells.values() if len(value) > 3)


def test_an_event_in_the_future_is_refused_even_where_nothing_says_when_it_was_known(office: Office) -> None:
    office.maps('known_on = ["registered"]', "known_on = []")
    office.maps('drop = ["surname"]', 'drop = ["surname", "registered"]')
    assert refusals(office.takes(row(died="2027-01-01", certified=""))) == [
        (2, "died", "future"),
        (2, "certified", "future"),
    ]


def test_the_day_of_knowledge_is_the_first_filled_one_and_its_column_is_told(office: Office) -> None:
    office.maps('known_on = ["registered"]', 'known_on = ["registered", "certified"]')
    office.takes(row(registered=""))
    assert len(office.as_of(date(2019, 3, 5))) == 1
    assert (2, "certified", "E208") in refusals(office.takes(row(id="2", registered="", certified="2019-02-01")))


def test_a_month_known_only_to_its_quarter_may_have_been_known_in_that_quarter(office: Office) -> None:
    office.maps('precision = "M"', 'precision = "T"')
    assert counts(office.takes(row(certified="2019-02-03", registered="2019-02-03"))) == (1, 0, 0, 0)


def test_a_cause_that_fills_three_fields_is_told_once(office: Office) -> None:
    assert refusals(office.takes(row(cause="R99"))) == [(2, "cause", "E205")]


def test_a_sentinel_age_is_what_the_mapping_says(office: Office) -> None:
    office.takes(row(age="999"))
    assert office.cases[0].age_band == "NN"


def test_rows_that_share_a_key_are_all_refused(office: Office) -> None:
    report = office.takes(row(), row(id="2"), row(id=" 1 ", age="30"))
    assert refusals(report) == [(2, "id", "E301"), (4, "id", "E301")]
    assert counts(report) == (1, 0, 0, 2)


def test_a_ragged_row_is_refused_and_the_others_are_taken(office: Office) -> None:
    office.writes(row())
    with office.file.open("a", encoding="utf-8") as file:
        file.write("2;short\n")
    report = office.imports()
    assert refusals(report) == [(3, "", "E302")]
    assert counts(report) == (1, 0, 0, 1)


def test_a_dry_run_reports_the_same_and_writes_nothing(office: Office) -> None:
    tried = office.takes(row(), row(id="2", age="17"), dry_run=True)
    assert office.cases == ()
    assert "Prova, nulla è stato scritto" in tried.headline.it
    done = office.takes(row(), row(id="2", age="17"))
    assert tried.rows == done.rows
    assert counts(done) == (1, 0, 0, 1)


@pytest.mark.parametrize("stage", range(3))
def test_a_cancelled_import_leaves_nothing_behind(office: Office, stage: int) -> None:
    calls = 0

    def stop(_done: int, _total: int, _what: Term) -> None:
        nonlocal calls
        calls += 1
        if calls > stage:
            raise Cancelled

    office.progress = stop
    with pytest.raises(Cancelled):
        office.takes(*(row(id=str(n)) for n in range(60)))
    assert office.cases == ()
    office.progress = silent
    assert counts(office.takes(row())) == (1, 0, 0, 0)


def test_a_refused_file_leaves_the_store_as_it_was(office: Office) -> None:
    office.takes(row())
    office.maps('drop = ["surname"]', "drop = []")
    with pytest.raises(ImportRefused, match="position 2"):
        office.takes(row(id="2"))
    assert len(office.cases) == 1


def test_warnings_take_the_row_in_and_are_counted(office: Office) -> None:
    office.maps('status = "CO"', 'status = "SO"')
    report = office.takes(row(), row(id="2", sex="?"))
    assert counts(report) == (1, 0, 0, 1)
    assert report.warned == 1
    assert [problem.code for problem in report.problems if problem.warning] == ["V6"]
    assert "avvisi: 1" in report.headline.it


def test_sources_typed_here_still_decide_the_status_of_an_amended_case(office: Office) -> None:
    """Rule V5: what only the press reported stays suspected."""
    office.takes(row())
    (case,) = office.cases
    office.edit(replace(case, status="SO", sources=(Source(id="s", source="F7"),)))
    assert refusals(office.takes(row(age="46"))) == [(2, "status", "V5")]


def test_the_report_adds_up_and_reads_back(office: Office) -> None:
    report = office.takes(row(), row(id="2", sex="?", age="17"), row(id="3", cause="R99"))
    lines = list(csv.DictReader(io.StringIO(as_csv(report, Language.EN))))
    outcome = {line["row"]: line["outcome"] for line in lines}
    assert Counter(outcome.values()) == {"new": 1, "refused": 2}
    assert [(line["row"], line["column"], line["code"], line["severity"]) for line in lines] == [
        ("2", "", "", ""),
        ("3", "sex", "E203", "error"),
        ("3", "age", "E204", "error"),
        ("4", "cause", "E205", "error"),
    ]


@pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@x", "\tx"])
def test_nothing_in_the_report_is_a_formula_to_a_spreadsheet(name: str) -> None:
    problem = RowProblem(2, name, "E203", Term("…", "…"))
    text = as_csv(ImportReport((RowOutcome(2, Outcome.REFUSED, (problem,)),), dry_run=False), Language.IT)
    assert list(csv.reader(io.StringIO(text)))[1][2] == f"'{name}"


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["1", "2", "3", "4", "5", "6", "7", ""]),
            "died": st.sampled_from(["2019-03-04", "2018-12-31", "", "04/03/2019"]),
            "certified": st.sampled_from(["2019-03-05", ""]),
            "registered": st.sampled_from(["2019-04-01", "", "2019-01-01"]),
            "corps": st.sampled_from(["police", "carabinieri", "navy"]),
            "cause": st.sampled_from(["X70", "X740", "Y22", "R99"]),
            "sex": st.sampled_from(["m", "f", "", "?"]),
            "age": st.sampled_from(["18", "33", "61", "999", "17", ""]),
            "surname": st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=5),
        }
    ),
    max_size=8,
)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, later=ROWS, data=st.data())
def test_counts_add_up_twice_is_once_and_order_is_irrelevant(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Cells], later: list[Cells], data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    office, other = Office(folder), Office(folder)
    first, mixed = office.takes(*rows), other.takes(*data.draw(st.permutations(rows)))
    assert sum(counts(first)) == first.read <= len(rows)
    assert counts(first) == counts(mixed)
    assert first.new == len(office.cases)
    assert contents(office) == contents(other)
    again = office.takes(*rows)
    assert counts(again) == (0, 0, first.new, first.refused)
    third = office.takes(*later)
    assert sum(counts(third)) == third.read
    assert len(office.cases) == first.new + third.new
    settled = contents(office)
    assert office.takes(*later).changed == 0
    assert contents(office) == settled


def contents(office: Office) -> list[str]:
    return sorted(repr(replace(case, id="")) for case in office.cases)


def test_the_example_of_the_manual_works_as_printed(tmp_path: Path) -> None:
    manual = Path(__file__).parents[2].joinpath("docs", "imports.md").read_text(encoding="utf-8")
    for kind in ("csv", "toml"):
        (printed,) = re.findall(rf"```{kind}\n(.*?)```", manual, re.DOTALL)
        (tmp_path / f"example.{kind}").write_text(printed, encoding="utf-8")
    request = ImportRequest(tmp_path / "example.csv", tmp_path / "example.toml")
    store = MemoryStore()
    report = import_register(store, request, clock=lambda: NOW)
    assert counts(report) == (2, 0, 0, 0)
    with store.begin() as unit:
        told = {(c.month, c.force, c.method, c.sex, c.age_band) for c in unit.cases.select(EVERYTHING)}
    assert told == {("2025-03", "PS", "IMP", "M", "E3"), ("2025-05", "CC", "FUO", "F", "NN")}


def test_strengths_are_imported_like_cases(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text(
        'name = "strengths"\nentity = "strength"\nkey = "row"\ndate_format = "%d/%m/%Y"\n'
        '[constants]\ndefinition = "D1"\nsource = "Annuario"\nstatus = "DEF"\n'
        '[[column]]\nfrom = "corps"\nto = "force"\n[[column]]\nfrom = "quarter"\nto = "quarter"\n'
        '[[column]]\nfrom = "staff"\nto = "mean_present"\n[[column]]\nfrom = "told"\nto = "vintage"\n',
        encoding="utf-8",
    )
    (tmp_path / "s.csv").write_text(
        "row,corps,quarter,staff,told\n1,PS,2019-Q4,99137,31/01/2020\n2,PS,2019-Q5,1,31/01/2020\n3,PS,2020-Q1,99.137,\n",
        encoding="utf-8",
    )
    store = MemoryStore()
    report = import_register(store, ImportRequest(tmp_path / "s.csv", tmp_path / "s.toml"), clock=lambda: NOW)
    assert counts(report) == (1, 0, 0, 2)
    assert {(3, "quarter", "not_a_quarter"), (4, "staff", "E206")} <= set(refusals(report))
    with store.begin() as unit:
        (strength,) = unit.strengths.select(EVERYTHING)
    assert (strength.force, strength.mean_present, strength.vintage) == ("PS", 99137, date(2020, 1, 31))


def test_rows_that_could_be_one_event_are_told_by_row_and_only_counted_in_the_file(office: Office) -> None:
    office.takes(row(id="9"))
    report = office.takes(row(id="9"), row(id="1"), row(id="2", corps="Carabinieri"), row(id="3", sex="f"))
    assert counts(report) == (3, 0, 1, 0), "taken in: which of them are one event, people decide"
    assert [(pair.row, pair.other) for pair in report.pairs] == [(3, None), (4, 3), (4, None)]
    assert report.headline.en.endswith("Possible same events to check: 3.")
    told = [line for line in csv.reader(io.StringIO(as_csv(report, Language.EN))) if line[3] == "V7"]
    assert [(line[0], line[5]) for line in told] == [
        ("3", "Possible same events: 1."),
        ("4", "Possible same events: 2."),
    ]
    assert office.takes(row(id="9"), row(id="1")).pairs == (), "what is unchanged is not asked about again"
