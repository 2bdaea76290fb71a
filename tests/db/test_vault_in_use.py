"""A store at work: several threads, closing under load, a full disk, a killed process."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from sqlalchemy import func, select, text
from sqlalchemy.exc import OperationalError

from db import cipher, vault
from db.schema import METADATA
from observatory.cases.case import Case, Source
from observatory.errors import DamagedStore, FileTrouble, NotAStore, StaleVersion
from observatory.ports import Draft, Release, Stamp
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.selection import EVERYTHING

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")
PROJECT = Path(vault.__file__).parents[1]

Made = Callable[[], tuple[Path, str]]


@pytest.fixture
def folder(make_store: Made) -> Path:
    return make_store()[0]


@pytest.fixture
def store(folder: Path) -> Iterator[vault.Vault]:
    opened = vault.open_(folder, WORDS)
    yield opened
    opened.close()


def raw(folder: Path) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """A connection behind the store's back."""
    return cipher.connect(folder / "vault.db", open_key_file((folder / "vault.keys").read_bytes(), WORDS))


def draft(key: str = "case:1") -> Draft:
    return Draft(key, "case", "1", 0, {"month": "2024-03"}, NOW)


def test_writers_in_several_threads_wait_for_each_other(store: vault.Vault) -> None:
    def write(number: int) -> None:
        with store.begin() as unit:
            before = unit.cases.count(EVERYTHING)
            unit.cases.add(Case(id=f"{number}-{before}"), STAMP)
            unit.commit()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(40)))
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 40


def test_competing_saves_of_one_record_are_each_recorded_once_or_told_that_they_are_stale(store: vault.Vault) -> None:
    with store.begin() as unit:
        unit.cases.add(Case(id="1"), STAMP)
        unit.commit()

    def save(_: int) -> int:
        for stale in range(1000):
            try:
                with store.begin() as unit:
                    unit.cases.replace(unit.cases.get("1"), STAMP)
                    unit.commit()
            except StaleVersion:
                continue
            return stale
        raise AssertionError

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(save, range(40)))
    with store.begin() as unit:
        assert unit.cases.get("1").version == 41
        assert [revision.version for revision in unit.cases.history("1")] == list(range(1, 42))


def test_the_window_reads_and_saves_a_draft_while_a_long_import_is_running(store: vault.Vault) -> None:
    writing = threading.Event()

    def import_() -> None:
        with store.begin() as unit:
            unit.settings.set("import", "running")
            writing.set()
            unit.cases.add_many((Case(id=str(n), note="testo"), STAMP) for n in range(1000))
            unit.commit()

    with ThreadPoolExecutor(1) as threads:
        job = threads.submit(import_)
        writing.wait(10)
        with store.begin() as unit:
            assert unit.cases.count(EVERYTHING) == 0
        with store.begin() as unit:
            unit.drafts.save(draft())
            unit.commit()
        job.result(20)
    with store.begin() as unit:
        assert (unit.cases.count(EVERYTHING), unit.drafts.get("case:1")) == (1000, draft())


def test_a_writer_that_waits_too_long_is_told_that_its_change_was_not_recorded(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    other = raw(folder)
    other.execute("BEGIN IMMEDIATE")
    with store.begin() as unit:
        unit.settings.get("x")
        unit._connection.exec_driver_sql("PRAGMA busy_timeout=50")  # type: ignore[union-attr]
    for _ in range(2):
        with store.begin() as unit, pytest.raises(FileTrouble) as told:
            unit.drafts.save(draft())
        assert "non è stata registrata" in told.value.message.it
    other.close()
    with store.begin() as unit:
        unit.drafts.save(draft())
        unit.commit()
    store.close()


def test_closing_interrupts_and_undoes_what_another_thread_is_doing(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    started = threading.Event()

    def import_() -> None:
        with store.begin() as unit:
            for number in range(100_000):
                unit.cases.add(Case(id=str(number)), STAMP)
                started.set()

    with ThreadPoolExecutor(1) as threads:
        job = threads.submit(import_)
        started.wait(10)
        begun = time.monotonic()
        store.close()
        assert time.monotonic() - begun < 4
        with pytest.raises(NotAStore):
            job.result(10)
    assert {path.name for path in folder.iterdir()} == {"vault.db", "vault.keys", "vault.keys.bak", "lock"}
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 0
    store.close()


def test_closing_interrupts_a_long_question_of_another_thread(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    asked = threading.Event()
    lengthy = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000000) SELECT max(i) FROM n"
    )

    def ask() -> None:
        with store.begin() as unit:
            unit.settings.get("x")
            asked.set()
            unit.read(lengthy)

    with ThreadPoolExecutor(1) as threads:
        job = threads.submit(ask)
        asked.wait(10)
        time.sleep(0.2)
        store.close()
        with pytest.raises(NotAStore):
            job.result(10)


def test_closing_within_a_unit_undoes_it_at_once(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        unit.cases.add(Case(id="1"), STAMP)
        begun = time.monotonic()
        store.close()
        assert time.monotonic() - begun < 4
        assert {path.name for path in folder.iterdir()} == {"vault.db", "vault.keys", "vault.keys.bak", "lock"}
        with pytest.raises(NotAStore):
            unit.commit()


def test_a_unit_that_could_not_write_records_nothing_at_all(store: vault.Vault) -> None:
    with store.begin() as unit:
        unit.settings.set("first", "1")
        size = unit._connection.exec_driver_sql("PRAGMA page_count").scalar()  # type: ignore[union-attr]
        unit._connection.exec_driver_sql(f"PRAGMA max_page_count={size + 2}")  # type: ignore[union-attr]
        with pytest.raises(FileTrouble) as told:
            unit.cases.add_many((Case(id=str(n), note="x" * 400), STAMP) for n in range(200))
        assert isinstance(told.value.__cause__, OperationalError)
        with pytest.raises(FileTrouble):
            unit.commit()
    with store.begin() as unit:
        assert (unit.settings.get("first"), unit.cases.count(EVERYTHING)) == ("", 0)


def test_a_page_damaged_while_the_store_is_open_is_told_as_damage(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        unit.cases.add_many((Case(id=str(n), note="x" * 400), STAMP) for n in range(300))
        unit.commit()
    store.close()
    store = vault.open_(folder, WORDS)
    whole = bytearray((folder / "vault.db").read_bytes())
    for page in range(4096, len(whole), 4096):
        whole[page + 50] ^= 0xFF
    (folder / "vault.db").write_bytes(whole)
    with store.begin() as unit, pytest.raises(DamagedStore):
        unit.cases.select(EVERYTHING)
    store.close()


@pytest.mark.parametrize("table", ["revision", "release"])
@pytest.mark.parametrize(
    "act", ["UPDATE {} SET as_of = '2000-01-01'", "DELETE FROM {}", "REPLACE INTO {} SELECT * FROM {}"]
)
def test_what_was_recorded_once_is_neither_changed_nor_deleted(folder: Path, table: str, act: str) -> None:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        unit.cases.add(Case(id="1"), STAMP)
        unit.releases.add(Release("1", "summary", "2024-Q1", "members", STAMP.as_of, 1, NOW, "d", {}))
        unit.commit()
    store.close()
    connection = raw(folder)
    with pytest.raises(sqlcipher3.IntegrityError, match="append-only"):
        connection.execute(act.format(table, table))
    connection.close()


def test_nothing_can_be_attached_and_so_nothing_written_in_the_clear(folder: Path) -> None:
    connection = raw(folder)
    for statement in (f"ATTACH '{folder / 'plain.db'}' AS plain KEY ''", f"VACUUM INTO '{folder / 'plain.db'}'"):
        with pytest.raises(sqlcipher3.DatabaseError):
            connection.execute(statement)
    connection.close()
    assert not (folder / "plain.db").exists()


def test_every_table_of_children_goes_with_its_parent(store: vault.Vault) -> None:
    with store.begin() as unit:
        unit.cases.add(Case(id="1", sources=(Source(id="s"),)), STAMP)
        connection = unit.take_write_lock()
        connection.execute(text("""DELETE FROM "case" """))
        left = connection.execute(select(func.count()).select_from(METADATA.tables["source"])).scalar()
        assert left == 0


SAVING = """
import pathlib, sys
from datetime import UTC, date, datetime
from db import vault
from observatory.cases.case import Case
from observatory.ports import Stamp
store = vault.open_(pathlib.Path(sys.argv[1]), sys.argv[2])
for number in range(int(sys.argv[3]), 100000):
    with store.begin() as unit:
        unit.cases.add(Case(id=f"{number:06d}"), Stamp(date(2024, 5, 6), datetime.now(UTC), "clinician", "N"))
        unit.commit()
    print(number, flush=True)
"""


def test_a_killed_process_loses_no_save_that_it_acknowledged(folder: Path) -> None:
    acknowledged = -1
    for trial in range(3):
        program = [sys.executable, "-c", SAVING, str(folder), WORDS, str((trial + 1) * 10_000)]
        with subprocess.Popen(program, stdout=subprocess.PIPE, cwd=PROJECT, text=True) as process:  # noqa: S603 - ours
            assert process.stdout
            for _ in range(15 + 7 * trial):
                acknowledged = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            acknowledged = max([acknowledged, *map(int, process.stdout.read().split())])
        store = vault.open_(folder, WORDS)
        with store.begin() as unit:
            kept = {int(case.id) for case in unit.cases.select(EVERYTHING)}
            assert len(unit.cases.history(f"{acknowledged:06d}")) == 1
        store.close()
        first = (trial + 1) * 10_000
        assert kept.issuperset(range(first, acknowledged + 1))
        assert not kept.intersection(range(acknowledged + 2, first + 10_000))


FILLING = """
import pathlib, resource, sys
from datetime import UTC, date, datetime
from db import vault
from observatory.cases.case import Case
from observatory.errors import FileTrouble
from observatory.ports import Stamp
from observatory.selection import EVERYTHING
folder = pathlib.Path(sys.argv[1])
store = vault.open_(folder, sys.argv[2])
size = (folder / "vault.db").stat().st_size + int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    for number in range(100000):
        with store.begin() as unit:
            unit.cases.add(Case(id=f"{number:06d}"), Stamp(date(2024, 5, 6), datetime.now(UTC), "clinician", "N"))
            unit.commit()
except FileTrouble:
    with store.begin() as unit:
        print(number, unit.cases.count(EVERYTHING))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
@pytest.mark.parametrize("room", [70_000, 150_001])
def test_a_full_disk_is_told_and_what_was_saved_before_stays(folder: Path, room: int) -> None:
    """A limit on file sizes stands for the disk: writing beyond it fails, in a commit as in a checkpoint."""
    program = [sys.executable, "-c", FILLING, str(folder), WORDS, str(room)]
    told = subprocess.run(program, capture_output=True, text=True, check=True, cwd=PROJECT)  # noqa: S603 - ours
    acknowledged, readable = map(int, told.stdout.split())
    assert acknowledged == readable > 3
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        assert sorted(int(case.id) for case in unit.cases.select(EVERYTHING)) == list(range(acknowledged))
    store.close()
