"""A whole register into the encrypted store: counts, second time, cancelling, and nothing readable on the disk."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db import vault
from observatory.errors import Cancelled
from observatory.imports.mapping_file import read_mapping
from observatory.imports.report import ImportReport
from observatory.ports import Store
from observatory.progress import Progress, silent
from observatory.security.key_derivation import KdfCost
from observatory.selection import EVERYTHING
from observatory.synthetic.chance import Chance
from observatory.terms import Term
from observatory.usecases.import_register import ImportRequest, import_register

MAPPING = Path(__file__).parents[2] / "docs" / "examples" / "br_sim_register.toml"
HEADING = sorted(read_mapping(MAPPING).expected | read_mapping(MAPPING).drop)
CANARY = "Zanzottera"
WORDS = "cavallo nuvola pettine diciotto"
NOW = datetime(2026, 2, 15, 10, tzinfo=UTC)
ROWS = 300


def invented(number: int, chance: Chance) -> dict[str, str]:
    """A row in the layout of the example mapping; nobody's."""
    died = date(chance.randint(2010, 2019), chance.randint(1, 12), chance.randint(1, 28))
    return dict.fromkeys(HEADING, CANARY) | {
        "case_row": f"{CANARY}-{number}",
        "death_date": died.isoformat(),
        "certificate_date": chance.choice([died.isoformat(), ""]),
        "registered_date": chance.choice(["2020-01-31", ""]),
        "age_years": chance.choice(["", "18.0", "44.0", "63.0", "91"]),
        "sex": chance.choice("MF"),
        "marital": chance.choice(["married", "stable_union", "single", "separated", "widowed", "unknown", ""]),
        "place": chance.choice(["home", "hospital", "other_health", "public_road", "other", "unknown"]),
        "cause_final": chance.choice(["X700", "X749", "X849", "Y299", "X68"]),
        "force_group": chance.choice(["military_police", "federal_police", "prison_officer", "fire_brigade"]),
    }


@pytest.fixture
def register(tmp_path: Path) -> Path:
    chance = Chance(11)
    path = tmp_path / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADING)
        writer.writeheader()
        writer.writerows(invented(number, chance) for number in range(ROWS))
        writer.writerow(invented(ROWS, chance) | {"cause_final": "R99"})
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    made = vault.create(folder, WORDS, cost=KdfCost(memory=1024, passes=1, lanes=1))
    yield made
    made.close()


def take(store: Store, register: Path, *, dry_run: bool = False, progress: Progress = silent) -> ImportReport:
    request = ImportRequest(register, MAPPING, dry_run)
    return import_register(store, request, clock=lambda: NOW, progress=progress)


def counted(store: Store) -> int:
    with store.begin() as unit:
        return unit.cases.count(EVERYTHING)


def test_rows_read_are_new_and_refused_and_the_second_time_changes_nothing(store: Store, register: Path) -> None:
    first = take(store, register)
    assert (first.read, first.new, first.refused) == (ROWS + 1, ROWS, 1)
    assert [(p.row, p.column, p.code) for p in first.problems] == [(ROWS + 2, "cause_final", "E205")]
    again = take(store, register)
    assert (again.new, again.changed, again.unchanged, again.refused) == (0, 0, ROWS, 1)
    assert again.problems == first.problems
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == ROWS
        assert all(len(unit.cases.history(case.id)) == 1 for case in unit.cases.select(EVERYTHING))
        assert list(unit.cases.as_of(date(2019, 12, 31)))
        assert len(list(unit.cases.as_of(date(2020, 1, 31)))) > len(list(unit.cases.as_of(date(2020, 1, 30))))


def test_what_was_taken_in_is_still_known_after_closing(store: Store, register: Path, folder: Path) -> None:
    take(store, register)
    store.close()
    reopened = vault.open_(folder, WORDS)
    try:
        assert take(reopened, register).unchanged == ROWS
    finally:
        reopened.close()


def test_a_dry_run_leaves_the_store_empty(store: Store, register: Path) -> None:
    assert take(store, register, dry_run=True).new == ROWS
    assert counted(store) == 0
    assert take(store, register).new == ROWS


def test_an_import_cancelled_at_the_last_moment_leaves_the_store_empty(store: Store, register: Path) -> None:
    def stop(done: int, total: int, _what: Term) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        take(store, register, progress=stop)
    assert counted(store) == 0
    assert take(store, register).new == ROWS


def test_an_import_that_fails_while_writing_leaves_the_store_empty(
    store: Store, register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr("db.side_stores.ImportLedgerStore.note", full)
        with pytest.raises(OSError, match="No space"):
            take(store, register)
    assert counted(store) == 0
    assert take(store, register).new == ROWS


def test_no_word_of_the_register_can_be_read_on_the_disk(store: Store, register: Path, folder: Path) -> None:
    take(store, register)
    store.close()
    words = [word.encode(encoding) for word in (CANARY, "br-sim") for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert max(path.stat().st_size for path in files) > 100_000
    assert not [path.name for path in files for word in words if word in path.read_bytes()]
