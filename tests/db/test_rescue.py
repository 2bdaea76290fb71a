"""Rescue: reads what SQLCipher wrote without SQLCipher, steps over what is destroyed, tells nobody else anything."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from db import cipher, salvage, table_pages, vault
from db.rescue import PLAIN_DATABASE, rescue
from db.write_ahead_log import committed
from observatory.cases.case import Case
from observatory.errors import Cancelled, DamagedStore, StoreExists, StoreInUse, WrongPassphrase
from observatory.ports import Stamp
from observatory.progress import silent
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.selection import EVERYTHING
from observatory.terms import Term
from observatory.usecases.build_demo import build_demo

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
STAMP = Stamp(date(2026, 5, 6), datetime(2026, 5, 6, tzinfo=UTC), "clinician", "N")
ROOT = Path(__file__).parents[2]
CANARY = "nota-che-nessuno-deve-leggere"
PAGE = 4096

Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with some hundred records; nobody writes to it."""
    folder = tmp_path_factory.mktemp("original") / "s"
    store = vault.create(folder, WORDS, cost=CHEAP)
    build_demo(store, seed=3, cases=250, progress=silent)
    with store.begin() as unit:
        unit.cases.add(Case(id="canary", note=CANARY, person_code="codice-canarino"), STAMP)
        unit.commit()
    store.close()
    return folder


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy of the store that may be destroyed."""
    return Path(shutil.copytree(original, tmp_path / "s"))


def rows_in(connection: Any) -> Rows:  # noqa: ANN401 - of two libraries
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    names = [name for (name,) in connection.execute(tables).fetchall()]
    return {name: connection.execute(f'SELECT rowid, * FROM "{name}" ORDER BY rowid').fetchall() for name in names}  # noqa: S608


def read_by_sqlcipher(folder: Path) -> Rows:
    keyring = open_key_file((folder / "vault.keys").read_bytes(), WORDS)
    with closing(cipher.connect(folder / "vault.db", keyring)) as connection:
        return rows_in(connection)


def read_by_sqlite(folder: Path) -> Rows:
    with closing(sqlite3.connect(folder / PLAIN_DATABASE)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return rows_in(connection)


def destroy(folder: Path, pages: list[int]) -> None:
    """Flip one bit of each page, somewhere."""
    database = folder / "vault.db"
    content = bytearray(database.read_bytes())
    for number in pages:
        content[(number - 1) * PAGE + number * 37 % PAGE] ^= 1
    database.write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


def test_a_rescued_store_has_every_row_that_sqlcipher_reads(folder: Path, tmp_path: Path) -> None:
    before = contents(folder)
    found = rescue(folder, WORDS, tmp_path / "out", silent)
    assert (found.is_exact, found.damaged) == (True, ())
    assert contents(folder) == before
    expected = read_by_sqlcipher(folder)
    assert sum(len(rows) for rows in expected.values()) > 1000
    assert read_by_sqlcipher(tmp_path / "out") == expected
    assert found.tables == {table: len(rows) for table, rows in expected.items()}
    vault.open_(tmp_path / "out", WORDS).close()


def test_a_plain_rescue_has_the_same_rows_and_keeps_notes_sealed(folder: Path, tmp_path: Path) -> None:
    rescue(folder, WORDS, tmp_path / "out", silent, plain=True)
    assert read_by_sqlite(tmp_path / "out") == read_by_sqlcipher(folder)
    content = (tmp_path / "out" / PLAIN_DATABASE).read_bytes()
    assert CANARY.encode() not in content
    assert b"codice-canarino" in content
    assert [path.name for path in (tmp_path / "out").iterdir()] == [PLAIN_DATABASE]


def test_unless_asked_a_rescue_writes_nothing_anybody_can_read(folder: Path, tmp_path: Path) -> None:
    rescue(folder, WORDS, tmp_path / "out", silent)
    for path in (tmp_path / "out").iterdir():
        content = path.read_bytes()
        assert b"SQLite format" not in content
        assert b"codice-canarino" not in content
        assert os.name != "posix" or path.stat().st_mode & 0o077 == 0


def test_rows_that_only_the_write_ahead_log_holds_are_rescued(folder: Path, tmp_path: Path) -> None:
    store = vault.open_(folder, WORDS)
    for n in range(30):
        with store.begin() as unit:
            unit.cases.add(Case(id=f"late{n}"), STAMP)
            unit.commit()
    crashed = Path(shutil.copytree(folder, tmp_path / "crashed"))
    store.close()
    assert (crashed / "vault.db-wal").stat().st_size > 0
    # SQLCipher folds the log into the twin when it opens it.
    twin = Path(shutil.copytree(crashed, tmp_path / "twin"))
    found = rescue(crashed, WORDS, tmp_path / "out", silent)
    assert found.frames > 30
    rescued = read_by_sqlcipher(tmp_path / "out")
    assert rescued == read_by_sqlcipher(twin)
    assert len([row for row in rescued["case"] if str(row[1]).startswith("late")]) == 30


def test_a_log_that_breaks_off_is_read_to_its_last_commit_as_sqlite_does(folder: Path, tmp_path: Path) -> None:
    store = vault.open_(folder, WORDS)
    for n in range(12):
        with store.begin() as unit:
            unit.cases.add(Case(id=f"late{n}"), STAMP)
            unit.commit()
    crashed = Path(shutil.copytree(folder, tmp_path / "crashed"))
    store.close()
    whole = (crashed / "vault.db-wal").read_bytes()
    for n, length in enumerate((len(whole) - 1, len(whole) - 5000, len(whole) // 2, 33, 10)):
        (crashed / "vault.db-wal").write_bytes(whole[:length])
        twin = Path(shutil.copytree(crashed, tmp_path / f"twin{n}"))
        rescue(crashed, WORDS, tmp_path / f"out{n}", silent)
        # SQLCipher folds the log into the twin when it opens it.
        assert read_by_sqlcipher(tmp_path / f"out{n}") == read_by_sqlcipher(twin)


def test_a_log_that_is_none_holds_nothing() -> None:
    assert (
        committed(b"").frames
        == committed(b"\x37\x7f\x06\x82" + bytes(40)).frames
        == committed(os.urandom(9000)).frames
        == 0
    )


@pytest.mark.parametrize("seed", range(4))
def test_what_stands_on_whole_pages_survives_damaged_ones(folder: Path, tmp_path: Path, seed: int) -> None:
    expected = read_by_sqlcipher(folder)
    count = (folder / "vault.db").stat().st_size // PAGE
    wounds = sorted(random.Random(seed).sample(range(2, count + 1), 6))  # noqa: S311 - a test's dice
    destroy(folder, wounds)
    found = rescue(folder, WORDS, tmp_path / "out", silent)
    assert (found.damaged, found.is_exact) == (tuple(wounds), False)
    rescued = read_by_sqlcipher(tmp_path / "out")
    assert rescued.keys() == expected.keys()
    for table, rows in rescued.items():
        values = {row[1:] for row in expected[table]}
        assert all(row[1:] in values for row in rows), table
        assert found.tables[table] == len(rows)
    assert sum(map(len, rescued.values())) > sum(map(len, expected.values())) / 3
    store = vault.open_(tmp_path / "out", WORDS)
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == len(rescued["case"])
    store.close()


def leaves(pages: bytes, root: int) -> list[int]:
    """Which pages hold the rows of a table, told by SQLite's own page types."""
    page = pages[(root - 1) * PAGE : root * PAGE]
    if page[0] == 0x0D:
        return [root]
    cells = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n]) for n in range(int.from_bytes(page[3:5]))]
    children = [*(int.from_bytes(page[cell : cell + 4]) for cell in cells), int.from_bytes(page[8:12])]
    return [leaf for child in children for leaf in leaves(pages, child)]


def test_one_destroyed_leaf_costs_its_own_rows_and_no_other(folder: Path, tmp_path: Path) -> None:
    rescue(folder, WORDS, tmp_path / "plain", silent, plain=True)
    pages = (tmp_path / "plain" / PLAIN_DATABASE).read_bytes()
    with closing(sqlite3.connect(tmp_path / "plain" / PLAIN_DATABASE)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'case'").fetchone()
    table = leaves(pages, root)
    assert len(table) > 3
    expected = read_by_sqlcipher(folder)
    lost = int.from_bytes(pages[(table[1] - 1) * PAGE + 3 : (table[1] - 1) * PAGE + 5])
    destroy(folder, [table[1]])
    rescued = read_by_sqlcipher_after(folder, tmp_path / "out")
    assert len(rescued["case"]) == len(expected["case"]) - lost
    assert {name: rows for name, rows in rescued.items() if name != "case"} == {
        name: rows for name, rows in expected.items() if name != "case"
    }


def read_by_sqlcipher_after(folder: Path, out: Path) -> Rows:
    rescue(folder, WORDS, out, silent)
    return read_by_sqlcipher(out)


def test_a_file_cut_short_gives_what_is_left(folder: Path, tmp_path: Path) -> None:
    whole = (folder / "vault.db").read_bytes()
    (folder / "vault.db").write_bytes(whole[: len(whole) * 2 // 3 + 100])
    found = rescue(folder, WORDS, tmp_path / "out", silent)
    assert found.page_count == len(whole) // PAGE
    assert found.damaged[-1] == found.page_count
    assert sum(found.tables.values()) > 500


def test_junk_behind_the_last_page_is_no_damage(folder: Path, tmp_path: Path) -> None:
    with (folder / "vault.db").open("ab") as file:
        file.write(os.urandom(3 * PAGE + 5))
    assert rescue(folder, WORDS, tmp_path / "out", silent).is_exact


def test_without_its_first_page_nothing_is_rescued_and_nothing_is_left(folder: Path, tmp_path: Path) -> None:
    destroy(folder, [1])
    with pytest.raises(DamagedStore) as error:
        rescue(folder, WORDS, tmp_path / "out", silent)
    assert error.value.message.it.endswith(".")
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_the_spare_key_file_is_enough(folder: Path, tmp_path: Path) -> None:
    (folder / "vault.keys").write_bytes(b"OSSKEYS destroyed")
    assert rescue(folder, WORDS, tmp_path / "out", silent).is_exact
    vault.open_(tmp_path / "out", WORDS).close()


def test_the_wrong_passphrase_a_full_folder_and_an_open_store_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        rescue(folder, "un’altra frase qualsiasi", tmp_path / "out", silent)
    with pytest.raises(StoreExists):
        rescue(folder, WORDS, folder, silent)
    store = vault.open_(folder, WORDS)
    with pytest.raises(StoreInUse):
        rescue(folder, WORDS, tmp_path / "out", silent)
    store.close()
    assert not (tmp_path / "out").exists()


def test_a_cancelled_rescue_leaves_nothing(folder: Path, tmp_path: Path) -> None:
    def stop(done: int, total: int, _what: Term) -> None:
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        rescue(folder, WORDS, tmp_path / "out", stop)
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


ALONE = """
import sys
for name in ("sqlcipher3", "sqlalchemy", "alembic"):
    sys.modules[name] = None
from pathlib import Path
from db.rescue import rescue
from observatory.progress import silent
print(rescue(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), silent).is_exact)
"""


def test_a_rescue_needs_neither_sqlcipher_nor_sqlalchemy(folder: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-c", ALONE, str(folder), WORDS, str(tmp_path / "out")]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603 - our own script
    assert done.stdout.strip() == "True", done.stderr
    assert read_by_sqlcipher(tmp_path / "out") == read_by_sqlcipher(folder)


# Reading tables from their pages, against SQLite itself.

VALUES = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40),
    st.binary(max_size=60),
    st.integers(1, 30000).map(lambda length: bytes([length % 251]) * length),
)


@pytest.fixture(scope="module")
def blank() -> bytes:
    return salvage._empty()


@settings(max_examples=40, deadline=None)
@example([(0, None, bytes(4267))])
@given(st.lists(st.tuples(st.integers(-(2**62), 2**62), VALUES, VALUES), max_size=40, unique_by=lambda row: row[0]))
def test_pages_are_read_as_sqlite_reads_them(blank: bytes, rows: list[tuple[Any, ...]]) -> None:
    with closing(salvage.as_memory(blank)) as connection:
        connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)")
        connection.executemany("INSERT INTO t VALUES (?, ?, ?)", rows)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        pages = connection.serialize()
        (line,) = table_pages.schema(pages)
        found = [(row_id, *values[1:]) for row_id, values in table_pages.rows(pages, line.root)]
        assert found == connection.execute("SELECT * FROM t ORDER BY id").fetchall()


def test_a_long_value_with_a_page_gone_is_not_told_with_zeros_in_it(blank: bytes) -> None:
    with closing(salvage.as_memory(blank)) as connection:
        connection.execute("CREATE TABLE t (a)")
        connection.execute("INSERT INTO t VALUES (?)", (b"x" * 9000,))
        pages = bytearray(connection.serialize())
    (line,) = table_pages.schema(pages)
    assert len(list(table_pages.rows(pages, line.root))) == 1
    pages[-PAGE:] = table_pages.GONE
    assert list(table_pages.rows(pages, line.root)) == []


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0x0D, 0x05]))
def test_pages_of_nonsense_give_rows_or_none_and_never_a_fault(seed: int, kind: int) -> None:
    noise = random.Random(seed).randbytes(PAGE)  # noqa: S311 - a test's dice
    pages = bytes([kind]) + noise[1:] + bytes([kind]) + noise[:0:-1]
    assert len(list(table_pages.rows(pages, 1))) <= PAGE
