"""Rounded tables beside others: whoever reads all releases and tries all counts still finds every small one open."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from observatory.disclosure.beside import Company
from observatory.disclosure.certificate import Claim, Published
from observatory.disclosure.files_attack import Assault, attack_files
from observatory.disclosure.files_protect import Order, protect_files
from observatory.disclosure.files_rounding import round_files
from observatory.disclosure.files_verify import check_ledger
from observatory.disclosure.hiding_beside import hide_beside
from observatory.disclosure.rounding import round_tables
from observatory.disclosure.rounding_certificate import write_rounded_certificate
from observatory.disclosure.rules import Rule
from observatory.disclosure.suppression import protect
from observatory.disclosure.tables import Classification, Coordinates, Cube, Status, TableSpec
from observatory.disclosure.verifier_rounding import verify, verify_either
from observatory.disclosure.watch import Watch
from observatory.errors import Unprotectable, WrongUse
from observatory.progress import Progress
from observatory.terms import Term

ROWS = Classification.flat("row", ("a", "b"), "T")
COLUMNS = Classification.flat("column", ("x", "y"), "T")
ASKED = [
    TableSpec("both", ("row", "column")),
    TableSpec("rows", ("row",)),
    TableSpec("columns", ("column",)),
    TableSpec("total", ("row",), {"row": frozenset({"T"})}),
]
MOST = 9
COUNT = st.integers(0, 5)
COUNTS = st.tuples(COUNT, COUNT, COUNT, COUNT)
STEP = st.tuples(st.sampled_from(ASKED), st.booleans())
WHAT = Term("prova", "trial")


def cube_of(counts: tuple[int, ...]) -> Cube:
    return Cube((ROWS, COLUMNS), dict(zip(product(ROWS.leaves, COLUMNS.leaves), counts, strict=True)))


def sums(counts: tuple[int, ...]) -> dict[tuple[str, str], int]:
    a, b, c, d = counts
    return {
        ("T", "T"): a + b + c + d, ("T", "x"): a + c, ("T", "y"): b + d,
        ("a", "T"): a + b, ("a", "x"): a, ("a", "y"): b,
        ("b", "T"): c + d, ("b", "x"): c, ("b", "y"): d,
    }  # fmt: skip


def name(dimensions: tuple[str, ...], at: Coordinates) -> tuple[str, str]:
    codes = dict(zip(dimensions, at, strict=True))
    return codes.get("row", "T"), codes.get("column", "T")


def fits(released: list[Published], found: dict[tuple[str, str], int]) -> bool:
    """Whether a reader of the releases must think these counts possible; written without the program's own sums."""
    for release in released:
        for table in release.tables:
            for at, cell in table.cells.items():
                if cell.value is not None and abs(found[name(table.dimensions, at)] - cell.value) > release.bound:
                    return False
    return True


def possible(released: list[Published]) -> Iterator[dict[tuple[str, str], int]]:
    for counts in product(range(MOST), repeat=4):
        found = sums(counts)
        if fits(released, found):
            yield found


def told(released: list[Published], counts: tuple[int, ...], threshold: int = 3) -> list[tuple[str, str]]:
    """The small counts in some release that a reader of all of them narrows."""
    true, worlds = sums(counts), list(possible(released))
    shown = {name(t.dimensions, at) for release in released for t in release.tables for at in t.cells}
    small = [at for at in sorted(shown) if 0 < true[at] < threshold]
    return [at for at in small if min(w[at] for w in worlds) > 0 or max(w[at] for w in worlds) < threshold]


def released_after(cube: Cube, spec: TableSpec, company: Company, *, rounds: bool, seed: int) -> Published | None:
    """One more release, proven by its certificate; None where it is refused."""
    watch = Watch(WHAT, 60)
    try:
        if rounds:
            made = round_tables(cube, [spec], 3, seed=seed, company=company)
            new, worlds = Published(made.tables, Rule(3), base=made.base, bound=made.bound), made.worlds
        else:
            hidden = hide_beside(cube, protect(cube, [spec], Rule(3), budget_seconds=0), Rule(3), company, watch)
            new, worlds = Published(hidden.tables, Rule(3)), hidden.worlds
    except Unprotectable:
        return None
    lines: list[bytes] = []
    write_rounded_certificate(Claim(cube, new, worlds, company.releases), lines.append)
    verify(lines)
    return new


@settings(max_examples=25, deadline=None)
@given(counts=COUNTS, steps=st.lists(STEP, min_size=2, max_size=3), seed=st.integers(0, 9))
def test_whoever_reads_all_releases_and_tries_all_counts_narrows_none(
    counts: tuple[int, int, int, int], steps: list[tuple[TableSpec, bool]], seed: int
) -> None:
    cube, released = cube_of(counts), list[Published]()
    for number, (spec, rounds) in enumerate(steps):
        asked = replace(spec, name=f"{number}/{spec.name}")
        new = released_after(cube, asked, Company(tuple(released)), rounds=rounds, seed=seed + number)
        released += [new] if new is not None else []
    assert told(released, counts) == []


def test_tables_made_each_alone_do_tell() -> None:
    """The property above is not empty: without looking at each other the same releases narrow a small count."""
    found = 0
    for counts in ((1, 4, 0, 5), (2, 0, 4, 1), (1, 5, 4, 0), (2, 2, 3, 5)):
        cube = cube_of(counts)
        made = [released_after(cube, ASKED[0], Company(), rounds=True, seed=seed) for seed in range(4)]
        made += [released_after(cube, spec, Company(), rounds=False, seed=0) for spec in ASKED[1:]]
        found += len(told([one for one in made if one is not None], counts))
    assert found


def test_what_was_rounded_before_keeps_its_value() -> None:
    """Two drawings of one count could be averaged."""
    cube, company = cube_of((4, 1, 2, 5)), Company()
    first = released_after(cube, ASKED[1], company, rounds=True, seed=1)
    assert first is not None
    for seed in range(5):
        again = released_after(cube, ASKED[0], Company((first,)), rounds=True, seed=seed)
        assert again is not None
        assert all(again.tables[0][row, "T"] == first.tables[0][row,] for row in ("a", "b", "T"))


def test_another_base_is_refused_and_the_base_of_before_is_taken() -> None:
    cube = cube_of((4, 1, 2, 5))
    made = round_tables(cube, [ASKED[1]], 3, base=5)
    company = Company((Published(made.tables, Rule(3), base=5, bound=made.bound),))
    assert round_tables(cube, [replace(ASKED[0], name="next")], 3, company=company).base == 5
    with pytest.raises(WrongUse, match="--base 5"):
        round_tables(cube, [replace(ASKED[0], name="next")], 3, base=3, company=company)


def test_a_count_already_shown_exactly_cannot_be_rounded_open() -> None:
    """Shown to an audience with threshold 1, a count of 2 is out: the refusal names it, and nothing is made."""
    cube = cube_of((2, 5, 5, 5))
    open_ = Published(protect(cube, [replace(ASKED[0], name="1/both")], Rule(1)).tables, Rule(1))
    with pytest.raises(Unprotectable, match=r"no rounding leaves a small count open \(table 1?/?both, cell a × x\)"):
        round_tables(cube, [ASKED[0]], 3, company=Company((open_,)))


class Enough(Exception):
    pass


def after(calls: int) -> Progress:
    left = [calls]

    def progress(done: int, total: int, what: Term) -> None:
        assert 0 <= done <= total
        assert str(what.en)
        left[0] -= 1
        if left[0] < 0:
            raise Enough

    return progress


BIG = Cube(
    tuple(Classification.flat(one, tuple(f"{one}{n}" for n in range(8))) for one in "ABC"),
    {(f"A{n % 8}", f"B{n // 8 % 8}", f"C{n // 64}"): n * 7 % 5 for n in range(512)},
)


def test_rounding_stops_when_its_time_is_over_or_it_is_cancelled() -> None:
    spec = [TableSpec("t", ("A", "B", "C"))]
    with pytest.raises(Unprotectable, match="time given"):
        round_tables(BIG, spec, 3, seconds=0.0)
    with pytest.raises(Enough):
        round_tables(BIG, spec, 3, progress=after(2))


@pytest.fixture
def order(samples: ModuleType, tmp_path: Path) -> Callable[..., Order]:
    paths = samples.write_inputs(tmp_path / "in")
    hierarchies = {name: path for name, path in paths.items() if name != "counts"}

    def made(out: str, *tables: str, **more: object) -> Order:
        ledger = tmp_path / "ledger"
        return Order(
            paths["counts"], hierarchies, tables, tmp_path / out, seed=1, budget_seconds=0, ledger=ledger, **more
        )  # type: ignore[arg-type]

    return made


@pytest.mark.parametrize("first_rounds", [True, False], ids=["rounded-first", "exact-first"])
def test_a_ledger_of_both_withstands_every_attacker(order: Callable[..., Order], *, first_rounds: bool) -> None:
    steps = (round_files, protect_files) if first_rounds else (protect_files, round_files)
    made = [order("one", "force,age"), order("two", "force,age@1", "age"), order("three", "force")]
    for one, step in zip(made, (*steps, steps[0]), strict=True):
        step(one)
    for one in made:
        for attacker in ("A2", "A3"):
            found = attack_files(Assault(one.out, one.counts, one.hierarchies, attacker, one.ledger))
            assert (found.narrow, found.aside) == ((), 0)
        with (one.out / "release.oscert").open("rb") as file:
            check_ledger(verify_either(file), one.ledger or Path())
    last = protect_files(order("four", "force,age")).protection.tables[0]
    assert {cell.status for cell in last.cells.values()} <= {Status.PUBLISHED, Status.SUPPRESSED, Status.WITHHELD}


def test_options_and_revisions_that_rounding_cannot_keep_are_refused(order: Callable[..., Order]) -> None:
    round_files(order("one", "force"))
    for more in ({"zeros": "open"}, {"insiders": ("force",)}, {"attacker": "A2"}):
        with pytest.raises(WrongUse, match="Beside the rounded tables"):
            protect_files(order("two", "force,age", **more))
    revised = order("two", "force,age")
    lines = revised.counts.read_text().splitlines()
    codes, _, n = lines[1].rpartition(",")
    revised.counts.write_text("\n".join([lines[0], f"{codes},{int(n) + 1}", *lines[2:]]) + "\n")
    for step in (round_files, protect_files):
        with pytest.raises(WrongUse, match="counts have changed"):
            step(revised)
    assert not revised.out.exists()
