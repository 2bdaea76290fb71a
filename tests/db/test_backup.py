"""Backups: whole or not at all, opened before success is told, restored beside; every damage has its sentence."""

import hashlib
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from db import backup, backup_folder, cipher, vault
from db.backup_file import extract_database, read_backup
from db.vault import Vault
from observatory.cases.case import Case
from observatory.errors import (
    Cancelled,
    DamagedStore,
    FileTrouble,
    NewerStore,
    NotAStore,
    StoreError,
    StoreExists,
    TamperedStore,
    WrongPassphrase,
    WrongUse,
)
from observatory.population.strength import Strength
from observatory.ports import Stamp
from observatory.progress import silent
from observatory.security.backup_manifest import MAGIC, check_signature, read_head, written_head
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.selection import EVERYTHING
from observatory.terms import Term

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
STAMP = Stamp(date(2026, 5, 6), datetime(2026, 5, 6, tzinfo=UTC), "clinician", "N")
ROOT = Path(__file__).parents[2]
CANARY = "nota-che-nessuno-deve-leggere"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Vault]:
    made = vault.create(tmp_path / "s", WORDS, cost=CHEAP)
    with made.begin() as unit:
        for n in range(40):
            unit.cases.add(Case(id=str(n), note=CANARY), STAMP)
        unit.commit()
    yield made
    made.close()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


@pytest.fixture
def made(store: Vault, place: Path) -> Path:
    return backup.make(store, place / "one.osbackup", NOW, silent).path


def cases(folder: Path, passphrase: str = WORDS) -> dict[str, Case]:
    opened = vault.open_(folder, passphrase)
    with opened.begin() as unit:
        found = {case.id: case for case in unit.cases.select(EVERYTHING)}
    opened.close()
    return found


def told(error: StoreError | FileTrouble) -> None:
    assert error.message.it.endswith(".")
    assert error.message.en.endswith(".")


def test_a_restored_store_has_every_record_and_opens_with_the_same_passphrase(made: Path, tmp_path: Path) -> None:
    restored = backup.restore(made, WORDS, tmp_path / "new", silent)
    found = cases(tmp_path / "new")
    assert len(found) == 40 == restored.counts["case"]
    assert {case.note for case in found.values()} == {CANARY}


def test_the_log_of_a_restored_store_says_from_which_backup_it_comes(made: Path, tmp_path: Path) -> None:
    backup.restore(made, WORDS, tmp_path / "new", silent)
    keyring = open_key_file((tmp_path / "new" / "vault.keys").read_bytes(), WORDS)
    with closing(cipher.connect(tmp_path / "new" / "vault.db", keyring)) as connection:
        told = connection.execute("SELECT object FROM audit_entry WHERE act = 'restored'").fetchall()
    assert len(told) == 1
    assert "2026-11-22T18:00:00Z" in told[0][0]
    opened = vault.open_(tmp_path / "new", WORDS)
    assert opened.verify(silent).findings == ()
    opened.close()


def test_a_backup_says_what_it_is_and_is_checked_with_either_key(store: Vault, made: Path) -> None:
    manifest = read_backup(made).manifest
    assert (manifest.store, manifest.made_at, manifest.epoch) == (store.keyring.store_id, NOW, 1)
    assert manifest.key_digest == hashlib.sha256((store.folder / "vault.keys").read_bytes()).hexdigest()
    by_store, by_words = backup.verify(store, made, silent), backup.verify_alone(made, WORDS, silent)
    assert by_store == by_words
    assert by_store.counts["case"] == 40


def test_a_backup_tells_a_thief_neither_records_nor_how_many_there_are(made: Path) -> None:
    content = made.read_bytes()
    assert CANARY.encode() not in content
    assert b'"case"' not in content
    assert b"SQLite format" not in content


@pytest.mark.skipif(os.name != "posix", reason="file modes")
def test_only_this_user_may_read_a_backup_or_what_was_restored(made: Path, tmp_path: Path) -> None:
    backup.restore(made, WORDS, tmp_path / "new", silent)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (made, *(tmp_path / "new").iterdir())}
    assert modes == {0o600}
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700


def test_each_changed_byte_is_noticed(made: Path, tmp_path: Path) -> None:
    content, changed = made.read_bytes(), tmp_path / "usb" / "changed.osbackup"
    at_database = read_backup(made).database_at
    random.seed(7)
    places = [*range(0, at_database, 3), *random.sample(range(at_database, len(content)), 60)]
    for at in places:
        changed.write_bytes(content[:at] + bytes([content[at] ^ (1 << at % 8)]) + content[at + 1 :])
        with pytest.raises(StoreError) as error:
            extracted(changed)
        told(error.value)


def extracted(path: Path) -> None:
    """Head, key file and every byte of the database, without deriving a key for each of a thousand files."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a device
        extract_database(read_backup(path), nowhere, silent)


def test_each_truncation_and_anything_appended_is_noticed(made: Path, place: Path) -> None:
    content, cut = made.read_bytes(), place / "cut.osbackup"
    random.seed(8)
    for length in [*range(0, 3000, 97), *random.sample(range(3000, len(content)), 20), len(content) - 1]:
        cut.write_bytes(content[:length])
        with pytest.raises(DamagedStore):
            read_backup(cut)
    cut.write_bytes(content + b"\x00")
    with pytest.raises(DamagedStore):
        read_backup(cut)


def test_a_newer_form_of_backup_asks_for_a_newer_program(made: Path) -> None:
    content = bytearray(made.read_bytes())
    content[len(MAGIC)] = 2
    made.write_bytes(content)
    with pytest.raises(NewerStore):
        read_backup(made)


def test_a_head_written_anew_by_somebody_else_is_refused(store: Vault, made: Path) -> None:
    """Whoever has no member's seed can make every checksum right, but not the signature."""
    whole, content = read_backup(made), made.read_bytes()
    thief = replace(store.keyring, signing=bytearray(32))
    forged = replace(whole.manifest, made_at=NOW + timedelta(days=1))
    made.write_bytes(written_head(forged, thief) + content[whole.database_at - len(whole.keys) :])
    with pytest.raises(TamperedStore):
        read_backup(made)
    head = written_head(forged, store.keyring)
    check_signature(head, read_head(head), store.keyring.members)


def test_counts_that_are_not_those_of_the_database_are_noticed(store: Vault, made: Path) -> None:
    whole, content = read_backup(made), made.read_bytes()
    other = backup.sealed_counts({"case": 3}, store.keyring, NOW)
    head = written_head(replace(whole.manifest, counts=other), store.keyring)
    made.write_bytes(head + content[whole.database_at - len(whole.keys) :])
    with pytest.raises(TamperedStore):
        backup.verify(store, made, silent)


def test_the_backup_of_another_store_is_told_from_ones_own(store: Vault, tmp_path: Path, place: Path) -> None:
    other = vault.create(tmp_path / "other", WORDS, cost=CHEAP)
    theirs = backup.make(other, place / "other.osbackup", NOW, silent).path
    other.close()
    with pytest.raises(NotAStore):
        backup.verify(store, theirs, silent)
    assert backup_folder.found(store, place) == ()


def test_the_wrong_passphrase_opens_no_backup_and_leaves_nothing(made: Path, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        backup.restore(made, "un’altra frase qualsiasi", tmp_path / "new", silent)
    assert not (tmp_path / "new").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["s", "usb"]


def test_an_older_backup_opens_with_the_passphrase_of_its_time(store: Vault, made: Path, tmp_path: Path) -> None:
    store.keys.change_passphrase(WORDS, "tutta un’altra frase", cost=CHEAP)
    with store.begin() as unit:
        unit.cases.add(Case(id="later"), STAMP)
        unit.commit()
    assert backup.verify(store, made, silent).counts["case"] == 40
    newer = backup.make(store, made.with_name("two.osbackup"), NOW, silent)
    backup.restore(made, WORDS, tmp_path / "then", silent)
    backup.restore(newer.path, "tutta un’altra frase", tmp_path / "now", silent)
    assert (len(cases(tmp_path / "then")), len(cases(tmp_path / "now", "tutta un’altra frase"))) == (40, 41)


def test_nothing_is_ever_restored_over_anything(store: Vault, made: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreExists):
        backup.restore(made, WORDS, store.folder, silent)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreExists):
        backup.restore(made, WORDS, tmp_path / "full", silent)
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]
    (tmp_path / "empty").mkdir()
    backup.restore(made, WORDS, tmp_path / "empty", silent)
    assert len(cases(tmp_path / "empty")) == 40


def test_a_backup_does_not_live_inside_the_store(store: Vault) -> None:
    with pytest.raises(WrongUse):
        backup.make(store, store.folder / "vault.db", NOW, silent)
    with pytest.raises(WrongUse):
        backup_folder.choose(store, store.folder / "backups")


def test_a_backup_during_writes_is_one_moment_of_the_store(store: Vault, place: Path) -> None:
    """Every transaction adds one case and one strength, so their numbers differ by 40 at every moment."""
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        for n in range(100000):
            if stop.is_set():
                return
            with store.begin() as unit:
                unit.cases.add(Case(id=f"w{n}"), STAMP)
                unit.strengths.add(Strength(id=f"w{n}"), STAMP)
                unit.commit()
            written.append(n)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = [backup.make(store, place / f"{n}.osbackup", NOW, silent).counts for n in range(4)]
    finally:
        stop.set()
        writer.join()
    assert {count["case"] - count["strength"] for count in counts} == {40}
    assert counts[0]["case"] < counts[-1]["case"]
    assert len(written) > 4


@pytest.mark.parametrize("after", [0, 1, 2, 3, 4])
def test_a_cancelled_backup_leaves_the_one_before_and_nothing_else(store: Vault, made: Path, after: int) -> None:
    before, calls = made.read_bytes(), []

    def stop(_done: int, _total: int, what: Term) -> None:
        calls.append(what)
        if len(calls) > after:
            raise Cancelled

    with pytest.raises(Cancelled):
        backup.make(store, made, NOW, stop)
    assert made.read_bytes() == before
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_a_store_that_is_closed_meanwhile_says_so(store: Vault, place: Path) -> None:
    def close(_done: int, _total: int, _what: Term) -> None:
        store.close()

    with pytest.raises(NotAStore):
        backup.make(store, place / "x.osbackup", NOW, close)
    assert list(place.iterdir()) == []


def test_a_place_that_is_not_there_is_told(store: Vault, place: Path) -> None:
    with pytest.raises(FileTrouble) as error:
        backup.make(store, place / "gone" / "x.osbackup", NOW, silent)
    told(error.value)


LIMITED = """
import resource, sys
from datetime import UTC, datetime
from pathlib import Path
from db import backup, vault
from observatory.errors import FileTrouble
from observatory.progress import silent
store = vault.open_(Path(sys.argv[1]), sys.argv[2])
size = (Path(sys.argv[1]) / "vault.db").stat().st_size
left = 0
for limit in (0, 1, 4096, 50000, size // 2, size - 1, size + 500):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        backup.make(store, Path(sys.argv[3]) / "x.osbackup", datetime.now(UTC), silent)
        print("made at", limit)
    except FileTrouble:
        left += 1
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(left, len(list(Path(sys.argv[3]).iterdir())))
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of POSIX")
def test_a_disk_without_room_gets_a_sentence_and_keeps_nothing(store: Vault, place: Path) -> None:
    store.close()
    done = python(LIMITED, store.folder, WORDS, place)
    assert done.stdout.split() == ["7", "0"], done.stdout + done.stderr


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs root on Linux")
def test_a_full_volume_gets_a_sentence_and_keeps_nothing(store: Vault, place: Path) -> None:
    mounted = subprocess.run(  # noqa: S603 - a folder of this test
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(place)],  # noqa: S607 - wherever the system keeps it
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        with pytest.raises(FileTrouble) as error:
            backup.make(store, place / "x.osbackup", NOW, silent)
        told(error.value)
        assert list(place.iterdir()) == []
    finally:
        subprocess.run(["umount", str(place)], check=True)  # noqa: S603, S607 - as above


ENDLESS = """
import itertools, sys
from datetime import UTC, datetime
from pathlib import Path
from db import backup, vault
from observatory.progress import silent
store = vault.open_(Path(sys.argv[1]), sys.argv[2])
print("open", flush=True)
for n in itertools.count():
    print(backup.make(store, Path(sys.argv[3]) / f"{n}.osbackup", datetime.now(UTC), silent).path, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_killed_backup_never_passes_for_one(store: Vault, place: Path) -> None:
    store.close()
    for n in range(6):
        told = killed(store.folder, place, 0.05 * n)
        found = sorted(path.name for path in place.glob("*.osbackup"))
        assert {Path(line).name for line in told} <= set(found)
        for path in place.glob("*.osbackup"):
            extracted(path)
            path.unlink()
    again = vault.open_(store.folder, WORDS)
    last = backup.make(again, place / "last.osbackup", NOW, silent)
    assert [path.name for path in place.iterdir()] == ["last.osbackup"]
    assert backup.verify(again, last.path, silent).counts["case"] == 40
    again.close()


def killed(folder: Path, place: Path, seconds: float) -> list[str]:
    """Make backups without end, kill -9 after a while; what was told to be made."""
    command = [sys.executable, "-c", ENDLESS, str(folder), WORDS, str(place)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return [line.strip() for line in process.stdout if line.endswith("\n")]


def python(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, *(str(argument) for argument in arguments)]
    return subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)  # noqa: S603


# The schedule.


@pytest.fixture
def days(store: Vault, place: Path) -> Callable[[datetime], Path | None]:
    """Makes the backup of a moment, if one is due."""
    backup_folder.choose(store, place)

    def make(moment: datetime) -> Path | None:
        due = backup_folder.make_if_due(store, moment, silent)
        return due.path if due else None

    return make


def test_a_backup_is_made_once_a_day_and_the_state_says_so(
    store: Vault, place: Path, days: Callable[[datetime], Path | None]
) -> None:
    first = days(NOW)
    assert first is not None
    assert days(NOW + timedelta(hours=23)) is None
    assert days(NOW + timedelta(hours=24)) is not None
    state = backup_folder.state(store)
    assert (state.folder, state.is_reachable) == (place, True)
    assert [one.manifest.made_at for one in state.backups] == [NOW + timedelta(days=1), NOW]
    assert (state.checked, state.checked_at) == (state.backups[0].path, NOW + timedelta(days=1))


def test_without_a_folder_nothing_is_due(store: Vault) -> None:
    assert backup_folder.make_if_due(store, NOW, silent) is None
    with pytest.raises(WrongUse):
        backup_folder.make_in_folder(store, NOW, silent)


def test_a_folder_that_went_away_is_told(place: Path, days: Callable[[datetime], Path | None]) -> None:
    shutil.rmtree(place)
    with pytest.raises(FileTrouble) as error:
        days(NOW)
    told(error.value)


def test_thinning_out_removes_only_the_schedules_own_whole_files(
    store: Vault, place: Path, days: Callable[[datetime], Path | None]
) -> None:
    first = days(NOW)
    assert first is not None
    kept_by_hand, damaged = place / "before-the-audit.osbackup", place / first.name.replace("2026", "2020")
    shutil.copy(first, kept_by_hand)
    damaged.write_bytes(first.read_bytes()[:-1])
    (place / "letter.osbackup").write_text("mine", encoding="utf-8")
    for n in range(1, 12):
        days(NOW + timedelta(days=n))
    names = {path.name for path in place.iterdir()}
    assert {kept_by_hand.name, damaged.name, "letter.osbackup"} <= names
    own = [one.manifest.made_at for one in backup_folder.found(store, place) if one.path != kept_by_hand]
    # 22 November is a Sunday: it is the last of its week; 30 November is the last of its month and in the days.
    assert own == [NOW + timedelta(days=n) for n in (11, 10, 9, 8, 7, 6, 5, 0)]
