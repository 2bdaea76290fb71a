"""Record files: the promise kept, the least lost, and nothing narrowed beside what the summaries protect."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, replace
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import OptimizeResult, linprog
from scipy.sparse import coo_array

from observatory.cases.case import Case
from observatory.exports.record_files import staged_records
from observatory.microdata.columns import ALL, COLUMNS, Column, Level
from observatory.microdata.file import Microdata, as_told, concerned, source_of
from observatory.microdata.generalised import Kind, Promise, Source
from observatory.microdata.search import MOST_BLANKED, Found, best
from observatory.microdata.suppression import BLANK, suppressed
from observatory.periods import Month, Window
from observatory.summary.beside_file import Shelf
from observatory.summary.content import Summary
from observatory.summary.counted import Count
from observatory.summary.earlier import Earlier
from observatory.summary.editions import build_beside, edition_of
from observatory.summary.facts import Facts
from observatory.summary.finest import covered
from observatory.summary.record_files import RecordFile
from observatory.summary.recount import Atom, recounted
from observatory.terms import Language, same

THREE_YEARS = Window(Month(2023, 1), Month(2025, 12))
TWO_YEARS, LAST_YEAR = Window(Month(2023, 1), Month(2024, 12)), Window(Month(2025, 1), Month(2025, 12))
PROMISE = Promise(5, 2)


def column(name: str, *groups: Callable[[str], str], sensitive: bool = False) -> Column:
    levels = tuple(Level(same(name), group) for group in (lambda leaf: leaf, *groups, lambda _leaf: ALL))
    return Column(name, same(name), str, levels, same, sensitive)


SMALL = (column("a", lambda leaf: leaf[:1]), column("b"), column("s", sensitive=True))
RECORDS = st.lists(
    st.tuples(st.sampled_from(["xu", "xv", "yu"]), st.sampled_from("pq"), st.sampled_from(["1", "2", "NN"])),
    min_size=2,
    max_size=9,
)


def anonymity(rows: Sequence[Sequence[str]], quasi: Sequence[int]) -> int:
    """k as the literature defines it, counted here anew."""
    return min(Counter(tuple(row[n] for n in quasi) for row in rows).values())


def diversity(rows: Sequence[Sequence[str]], quasi: Sequence[int], sensitive: int) -> int:
    told: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        told.setdefault(tuple(row[n] for n in quasi), set()).add(row[sensitive])
    return min(len(values - {"NN"}) for values in told.values())


def is_kept(rows: Sequence[tuple[str, ...]]) -> bool:
    """k = 2 and, where the sensitive column leaves, l = 2, of rows (a, b, s)."""
    if anonymity(rows, (0, 1)) < 2:
        return False
    return all(row[2] == ALL for row in rows) or diversity(rows, (0, 1), 2) >= 2


def brute_force(source: Source) -> float | None:
    """Every point of the lattice with every choice of blanks: the least loss, in cells."""
    least: list[float] = []
    for node in product(*(range(len(c.levels)) for c in source.columns)):
        rows = source.rows(node)
        choices = [
            [(blank, kind) for blank in product((False, True), repeat=2) if not any(
                b and v == ALL for b, v in zip(blank, kind[0], strict=True))]
            for kind in rows
        ]  # fmt: skip
        base = source.loss(node)
        for made in product(*choices):
            told = [
                (*(BLANK if b else v for b, v in zip(blank, kind[0], strict=True)), *kind[1]) for blank, kind in made
            ]
            if is_kept(told):
                extra = sum(
                    1 - source.price(n, node[n], kind[0][n]) for blank, kind in made for n in (0, 1) if blank[n]
                )
                least.append(base + extra)
    return min(least, default=None)


@settings(max_examples=25, deadline=None)
@given(RECORDS.filter(lambda rows: len(rows) <= 5))
def test_no_choice_of_levels_and_blanks_loses_less(records: list[tuple[str, ...]]) -> None:
    """Against every point of the lattice with every choice of blanks, where any number of records may have one."""
    source = Source(SMALL, tuple(records))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("observatory.microdata.search.MOST_BLANKED", 1.0)
        found = best(source, Promise(2, 2), lambda _found: True)
    least = brute_force(source)
    assert (found is None) == (least is None)
    if found is not None and least is not None:
        assert found.is_least
        assert found.loss * len(records) * 3 == pytest.approx(least)


@settings(max_examples=40, deadline=None)
@given(RECORDS)
def test_what_is_suppressed_keeps_the_promise_and_loses_no_record(records: list[tuple[str, ...]]) -> None:
    kinds: Counter[Kind] = Counter(((a, b), (s,)) for a, b, s in records)
    made = suppressed(kinds, {kind[0]: [1.0, 1.0] for kind in kinds}, Promise(2, 2))
    if made is not None:
        rows = [(*quasi, *sensitive) for quasi, sensitive in made.told.elements()]
        assert is_kept(rows)
        assert sorted(row[2] for row in rows) == sorted(s for _, _, s in records)


@pytest.fixture(scope="module")
def made(sample_facts: Callable[..., Facts]) -> tuple[Facts, Microdata]:
    facts = sample_facts(cases=3000)
    cases = concerned(facts.cases, THREE_YEARS)
    source = source_of(cases)
    found = best(source, PROMISE, lambda _found: True)
    assert found is not None
    return facts, Microdata(THREE_YEARS, PROMISE, found, source.records)


def read(text: str) -> tuple[list[str], list[list[str]]]:
    header, *rows = csv.reader(io.StringIO(text))
    return header, rows


def test_the_written_file_keeps_k_and_l_as_counted_anew(made: tuple[Facts, Microdata], tmp_path: Path) -> None:
    _, data = made
    with staged_records(data, tmp_path / "out", Language.EN) as place:
        place()
    header, rows = read((tmp_path / "out" / "records.csv").read_text(encoding="utf-8"))
    quasi = [n for n, name in enumerate(header) if name not in ("method", "circumstances")]
    assert anonymity(rows, quasi) == data.k >= 5
    found = [diversity(rows, quasi, header.index(name)) for name in ("method", "circumstances") if name in header]
    assert min(found) == data.l >= 2
    assert sum(cell == BLANK for row in rows for cell in row) == data.found.blanks.cells


def test_only_few_records_have_a_blank_and_all_leave(made: tuple[Facts, Microdata]) -> None:
    facts, data = made
    assert len(data.rows) == len(concerned(facts.cases, THREE_YEARS))
    assert 0 < MOST_BLANKED < 0.2


def test_order_and_cells_tell_nothing_else(made: tuple[Facts, Microdata]) -> None:
    """Sorted by what the rows say; no cell starts a formula; no date is finer than a quarter."""
    _, data = made
    assert list(data.rows) == sorted(data.rows)
    cells = {cell for row in data.rows for cell in row}
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not {str(month) for month in THREE_YEARS.months} & cells


def test_nothing_that_identifies_reaches_any_file(made: tuple[Facts, Microdata], tmp_path: Path) -> None:
    """Every text field of every case holds a canary that is no code."""
    facts, _ = made
    free = ("id", "person_code", "note", "icd10", "time_band", "outcome")
    cases = concerned(facts.cases, THREE_YEARS)
    planted = [replace(case, **dict.fromkeys(free, f"Zanzottera-{n}")) for n, case in enumerate(cases)]
    source = source_of(planted)
    found = best(source, PROMISE, lambda _found: True)
    assert found is not None
    with staged_records(Microdata(THREE_YEARS, PROMISE, found, source.records), tmp_path / "o", Language.IT) as place:
        place()
    for path in (tmp_path / "o").iterdir():
        assert "Zanzottera" not in path.read_text(encoding="utf-8")
    assert {"month", "icd10", "note", "person_code"} <= {f.name for f in fields(planted[0])}
    assert not {c.name for c in COLUMNS} & {"month", "icd10", "note", "person_code", "id"}


FORCES, SEXES, AGES = ("PS", "CC", "GF", "PP"), ("M", "F", "NN"), ("A1", "A2", "A3", "A4", "NN")
RANKS, METHODS = ("R01", "R2", "R3", "R45", "NN"), ("FUO", "IMP", "PRE", "ALT", "NN")
QUARTERS = [f"{year}-Q{n}" for year in range(2020, 2026) for n in range(1, 5)]
PLACES = {"force": 0, "sex": 1, "age": 2, "rank": 3, "method": 4, "period": 5}
TABLES = {"events": ("force",), "T5": ("sex", "age"), "T6a": ("rank",), "T7a": ("method",)}
Said = tuple[np.ndarray, int | None]
Told = tuple[Facts, Summary]


def span_of(window: Window) -> list[str]:
    return [q for q in QUARTERS if window.first.quarter.code <= q <= window.last.quarter.code]


def fitting(data: Microdata, row: Sequence[str], atoms: np.ndarray) -> np.ndarray:
    """Which deaths a row of a file may stand for."""
    fits = np.ones(len(atoms), dtype=bool)
    for (column, level), value in zip(data.columns, row, strict=True):
        if column.name in PLACES and value != BLANK:
            leaves, at = np.unique(atoms[:, PLACES[column.name]], return_inverse=True)
            fits &= np.array([column.levels[level].group(leaf) == value for leaf in leaves])[at]
    return fits


class Besieger:
    """Deaths by force, sex, age, rank, method, quarter and row of a file: own unknowns, own sums, own solver."""

    def __init__(self, summaries: Sequence[Told], files: Sequence[Microdata], asked: Sequence[Told] = ()) -> None:
        """What the summaries `asked` hide is looked for as well, though what they tell is not known."""
        first = min(facts.windows.whole.first.quarter.code for facts, _ in (*summaries, *asked))
        atoms = np.array(list(product(FORCES, SEXES, AGES, RANKS, METHODS, [q for q in QUARTERS if q >= first])))
        rest, blocks, counts = np.ones(len(atoms), dtype=bool), [], []
        for data in files:
            inside = np.isin(atoms[:, 5], span_of(data.window))
            rest &= ~inside
            for row, count in Counter(data.rows).items():
                fits = atoms[inside & fitting(data, row, atoms)]
                blocks.append(np.column_stack([fits, np.full(len(fits), str(len(counts)))]))
                counts.append(count)
        blocks.append(np.column_stack([atoms[rest], np.full(rest.sum(), "")]))
        self.atoms = np.concatenate(blocks)
        self.known: list[Said] = [(self.atoms[:, 6] == str(n), count) for n, count in enumerate(counts)]
        self.wanted: dict[str, tuple[np.ndarray, int]] = {}
        for facts, summary in summaries:
            self._read(facts, summary)
        known = len(self.known)
        for facts, summary in asked:
            self._read(facts, summary)
        del self.known[known:]

    def _read(self, facts: Facts, summary: object) -> None:
        """Of all that the summary tells, what is about these deaths."""
        atoms = recounted(facts.cases, facts.interventions)
        for count, value in edition_of(facts, summary).told.items():
            if count.cube in TABLES and (count.cube != "events" or count.codes[1] == "SU"):
                mask = self._mask(count)
                if mask is None:
                    continue
                if value is not None:
                    self.known.append((mask, int(value)))
                elif 0 < (n := truth(atoms, count)) < 3:
                    self.wanted[f"{count.cube} {count.codes} {count.window.first}"] = (mask, n)

    def _mask(self, count: Count) -> np.ndarray | None:
        mask = np.isin(self.atoms[:, 5], span_of(count.window))
        for name, code in zip(TABLES[count.cube], count.codes, strict=False):
            if code in ("KNOWN", "ELSE") or "-" in code:
                return None
            if code != "_T":
                mask &= self.atoms[:, PLACES[name]] == code
        return mask

    def narrowed(self) -> Iterator[str]:
        """The protected counts that must lie above 0 or below 3; many at a time are sought where they may lie."""
        masks = [mask for mask, _ in self.known] + [mask for mask, _ in self.wanted.values()]
        packed = np.packbits(np.array(masks), axis=0).T.copy()
        _, first = np.unique(packed.view([("", packed.dtype)] * packed.shape[1]), return_index=True)
        merged = np.array(masks, dtype=float)[:, first]
        matrix, values = coo_array(merged[: len(self.known)]), [n for _, n in self.known]
        for sign, reach in ((1, 0.0), (-1, 3.0)):
            left = dict(zip(self.wanted, merged[len(self.known) :], strict=True))
            together = len(left) > 1
            while left:
                sought = left if together else dict([next(iter(left.items()))])
                goal = sign * sum(sought.values())
                end = reached(goal, matrix, values)
                done = {name for name, costs in left.items() if sign * (costs @ end.x - reach) <= 1e-6}
                if not together:
                    yield from sought.keys() - done
                    done |= sought.keys()
                together = together and bool(done)
                left = {name: costs for name, costs in left.items() if name not in done}


def reached(goal: np.ndarray, matrix: coo_array, values: Sequence[int]) -> OptimizeResult:
    """Where nothing bounds a sum, as far as a thousand is far enough."""
    for most in (None, 1_000):
        end = linprog(goal, A_eq=matrix, b_eq=values, bounds=(0, most), method="highs-ipm")
        if end.status == 0:
            return end
    raise AssertionError(end.message)


def truth(atoms: Counter[Atom], count: Count) -> int:
    codes, window = covered(count.cube, count.codes), count.window
    return sum(
        n
        for (c, at, m), n in atoms.items()
        if c == count.cube and at in codes and window.first.ordinal <= m <= window.last.ordinal
    )


COARSE = (1, 0, 2, 1, 2, 2, 2, 0)
"""The first level of detail that the search finds to be safe beside this summary; all before it are tried at length."""


def test_a_reader_of_the_summary_and_the_file_narrows_nothing(
    sample_facts: Callable[..., Facts], as_earlier: Callable[[Facts, Summary], Earlier]
) -> None:
    """By linear programming over both; a file that only keeps its own promise does narrow, which shows the need."""
    facts = sample_facts("2025", "members", cases=1200)
    summary = build_beside((), facts)
    before = (as_earlier(facts, summary),)
    cases = concerned(facts.cases, THREE_YEARS)
    source = source_of(cases)
    shelf = Shelf(before, (), recounted(facts.cases, facts.interventions))
    alone = best(source, PROMISE, lambda _found: True)
    safe = best(
        source, PROMISE, lambda f: f.node == COARSE and shelf.is_safe_beside(as_told(source, cases, f, THREE_YEARS))
    )
    assert alone is not None
    assert safe is not None
    besieged = Besieger([(facts, summary)], [Microdata(THREE_YEARS, PROMISE, safe, source.records)])
    assert len(besieged.wanted) > 5
    assert list(besieged.narrowed()) == []
    naive = Besieger([(facts, summary)], [Microdata(THREE_YEARS, PROMISE, alone, source.records)])
    assert next(naive.narrowed(), None)


@pytest.mark.parametrize("seed", range(2))
def test_several_files_and_summaries_one_after_the_other_narrow_nothing(
    sample_facts: Callable[..., Facts], as_earlier: Callable[[Facts, Summary], Earlier], seed: int
) -> None:
    """A summary, a file of two years, the summary of the next year, a file of that year: attacked all together."""
    summaries: list[Told] = []
    left: list[RecordFile] = []
    outputs: list[Told | Microdata] = []
    for period, window in (("2024", TWO_YEARS), ("2025", LAST_YEAR)):
        facts = replace(sample_facts(period, "members", cases=120, seed=seed), files=tuple(left))
        earlier = [as_earlier(*each) for each in summaries]
        summaries.append((facts, build_beside(earlier, facts)))
        outputs.append(summaries[-1])
        cases = concerned(facts.cases, window)
        source = source_of(cases)
        shelf = Shelf([*earlier, as_earlier(*summaries[-1])], facts.files, recounted(facts.cases, facts.interventions))
        found = best(source, PROMISE, partial(is_safe, shelf, source, cases, window))
        if found is not None:  # else there are too few deaths for a file that keeps its promise
            left.append(as_told(source, cases, found, window))
            outputs.append(Microdata(window, PROMISE, found, source.records))
    assert left
    assert len(Besieger(*told_in(outputs)).wanted) > 5
    assert newly_narrowed(outputs) == set()


def newly_narrowed(outputs: Sequence[Told | Microdata]) -> set[str]:
    """What some output narrows further than all those before it; a file says itself how many deaths had its methods."""
    summaries, files = told_in(outputs)
    found = set(Besieger(summaries, files).narrowed())
    if not found:
        return set()
    before, files_before = told_in(outputs[:-1])
    known = set(Besieger(before, files_before, summaries[len(before) :]).narrowed())
    return (found - known) | newly_narrowed(outputs[:-1])


def told_in(outputs: Sequence[Told | Microdata]) -> tuple[list[Told], list[Microdata]]:
    return [o for o in outputs if isinstance(o, tuple)], [o for o in outputs if isinstance(o, Microdata)]


def is_safe(shelf: Shelf, source: Source, cases: Sequence[Case], window: Window, found: Found) -> bool:
    return shelf.is_safe_beside(as_told(source, cases, found, window))
