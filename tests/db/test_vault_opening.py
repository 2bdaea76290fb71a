"""Making and opening a store: what each wrong folder, file and passphrase is told, and that nothing good is lost."""

import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from db import cipher, layout, migrate, vault
from db import folder as folder_of_a_store
from db.anchor import AnchorFile
from db.files import replace_atomically
from db.lock import StoreLock, file_system, refuse_network_share
from observatory.cases.case import Case
from observatory.errors import (
    DamagedStore,
    FileTrouble,
    NewerStore,
    NotAStore,
    RolledBackStore,
    StoreError,
    StoreExists,
    StoreInUse,
    WrongPassphrase,
    WrongUse,
)
from observatory.ports import Stamp
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import new_key_file, open_key_file
from observatory.selection import EVERYTHING

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
STAMP = Stamp(date(2024, 5, 6), datetime(2024, 5, 6, tzinfo=UTC), "clinician", "N")

Made = Callable[[], tuple[Path, str]]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


def refused(folder: Path, error: type[StoreError], passphrase: str = WORDS) -> None:
    """The store is refused with that error, in a sentence, and no byte of it changes."""
    before = contents(folder)
    with pytest.raises(error) as told:
        vault.open_(folder, passphrase)
    assert type(told.value) is error
    assert told.value.message.it.endswith(".")
    assert contents(folder) == before


def test_a_store_opens_with_its_passphrase_however_it_is_composed(tmp_path: Path) -> None:
    composed, decomposed = "perché no, di lunedì", "perche\u0301 no, di lunedi\u0300"
    vault.create(tmp_path / "s", composed, cost=CHEAP).close()
    vault.open_(tmp_path / "s", decomposed).close()


def test_spaces_around_a_passphrase_do_not_count(tmp_path: Path) -> None:
    vault.create(tmp_path / "s", f" {WORDS}  ", cost=CHEAP).close()
    for typed in (WORDS, f"{WORDS} ", f"\t{WORDS}\u00a0"):
        vault.open_(tmp_path / "s", typed).close()
    with pytest.raises(WrongUse):
        vault.create(tmp_path / "t", " " * 20, cost=CHEAP)


def test_nobody_else_may_read_the_folder_or_its_files(tmp_path: Path) -> None:
    mask = os.umask(0)
    try:
        store = vault.create(tmp_path / "s", WORDS, cost=CHEAP)
        assert modes(tmp_path / "s") == {0o600}
        store.close()
        for path in (tmp_path / "s").iterdir():
            path.chmod(0o644)
        store = vault.open_(tmp_path / "s", WORDS)
        with store.begin() as unit:
            unit.cases.add(Case(id="1"), STAMP)
            unit.commit()
            assert {path.name for path in (tmp_path / "s").iterdir()} > {"vault.db-wal", "vault.db-shm"}
            assert modes(tmp_path / "s") == {0o600}
        store.close()
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "s").stat().st_mode) == 0o700


def modes(folder: Path) -> set[int]:
    return {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}


def test_a_closed_store_leaves_no_log_beside_the_database(make_store: Made) -> None:
    folder, _ = make_store()
    assert set(contents(folder)) == {"vault.db", "vault.keys", "vault.keys.bak"}


def test_a_folder_with_anything_in_it_is_not_overwritten(tmp_path: Path, make_store: Made) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for folder in (tmp_path / "full", tmp_path / "file", make_store()[0]):
        with pytest.raises(StoreExists):
            vault.create(folder, WORDS, cost=CHEAP)
    assert contents(tmp_path / "full") == {"letter.txt": b"mine"}
    vault.open_(tmp_path / "s", WORDS).close()


def test_a_key_file_is_on_the_disk_before_it_takes_its_name_and_the_name_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    replace_, fsync = Path.replace, os.fsync

    def flush(file: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(file).st_mode) else "file")
        fsync(file)

    monkeypatch.setattr(Path, "replace", lambda path, target: (done.append("named"), replace_(path, target))[1])
    monkeypatch.setattr(os, "fsync", flush)
    replace_atomically(tmp_path / "vault.keys", b"new")
    assert done == ["file", "named", "folder"]
    assert (tmp_path / "vault.keys").read_bytes() == b"new"


def test_a_key_file_that_the_disk_does_not_keep_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "vault.keys").write_bytes(b"old")
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"something else")
    with pytest.raises(FileTrouble):
        replace_atomically(tmp_path / "vault.keys", b"new")
    monkeypatch.undo()
    assert contents(tmp_path) == {"vault.keys": b"old"}


@pytest.mark.parametrize("existed", [True, False])
def test_a_store_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existed: bool
) -> None:
    if existed:
        (tmp_path / "s").mkdir()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vault, "replace_atomically", full)
    with pytest.raises(FileTrouble):
        vault.create(tmp_path / "s", WORDS, cost=CHEAP)
    assert (tmp_path / "s").exists() == existed
    assert not existed or list((tmp_path / "s").iterdir()) == []
    monkeypatch.undo()
    vault.create(tmp_path / "s", WORDS, cost=CHEAP).close()


@pytest.mark.parametrize("existed", [True, False])
def test_two_who_make_one_store_leave_that_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, existed: bool
) -> None:
    """Both find the folder empty; whoever comes second takes nothing of the first away."""
    folder = tmp_path / "s"
    if existed:
        folder.mkdir()
    first: list[vault.Vault] = []
    lock = StoreLock

    def late(place: Path) -> StoreLock:
        monkeypatch.setattr(folder_of_a_store, "StoreLock", lock)
        first.append(vault.create(folder, WORDS, cost=CHEAP))
        return lock(place)

    monkeypatch.setattr(folder_of_a_store, "StoreLock", late)
    with pytest.raises(StoreInUse):
        vault.create(folder, WORDS, cost=CHEAP)
    first[0].close()
    vault.open_(folder, WORDS).close()


def test_a_store_finished_meanwhile_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, lock = tmp_path / "s", StoreLock

    def late(place: Path) -> StoreLock:
        monkeypatch.setattr(folder_of_a_store, "StoreLock", lock)
        vault.create(folder, WORDS, cost=CHEAP).close()
        return lock(place)

    monkeypatch.setattr(folder_of_a_store, "StoreLock", late)
    with pytest.raises(StoreExists):
        vault.create(folder, "un’altra frase, più lunga", cost=CHEAP)
    vault.open_(folder, WORDS).close()


def test_a_making_that_was_killed_at_the_start_may_be_repeated(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "lock").touch()
    vault.create(tmp_path / "s", WORDS, cost=CHEAP).close()


def test_a_name_that_no_folder_can_have_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileTrouble):
        vault.create(tmp_path / ("n" * 300), WORDS, cost=CHEAP)
    with pytest.raises(NotAStore):
        vault.open_(tmp_path / ("n" * 300), WORDS)


def test_a_short_passphrase_makes_no_store(tmp_path: Path) -> None:
    with pytest.raises(WrongUse):
        vault.create(tmp_path / "s", "tredici lette", cost=CHEAP)
    assert not (tmp_path / "s").exists()


def test_a_folder_without_the_database_or_without_keys_is_no_store(tmp_path: Path, make_store: Made) -> None:
    folder, _ = make_store()
    shutil.copytree(folder, tmp_path / "keys-only")
    (tmp_path / "keys-only" / "vault.db").unlink()
    shutil.copytree(folder, tmp_path / "database-only")
    for name in ("vault.keys", "vault.keys.bak"):
        (tmp_path / "database-only" / name).unlink()
    for name in ("keys-only", "database-only", "nowhere"):
        with pytest.raises(NotAStore):
            vault.open_(tmp_path / name, WORDS)
        assert not layout.is_store(tmp_path / name)
    assert not (tmp_path / "keys-only" / "vault.db").exists()


def test_a_folder_that_may_not_be_entered_is_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_file", denied)
    assert not layout.is_store(tmp_path)
    with pytest.raises(NotAStore):
        vault.open_(tmp_path, WORDS)


def test_the_wrong_passphrase_is_told_from_everything_else(make_store: Made) -> None:
    folder, passphrase = make_store()
    refused(folder, WrongPassphrase, passphrase + "x")


def test_the_spare_keys_open_a_store_whose_key_file_is_damaged_or_gone(make_store: Made) -> None:
    folder, passphrase = make_store()
    for damage in (b"", b"rubbish", (folder / "vault.keys").read_bytes()[:-1]):
        (folder / "vault.keys").write_bytes(damage)
        vault.open_(folder, passphrase).close()
    (folder / "vault.keys").unlink()
    vault.open_(folder, passphrase).close()
    for name in ("vault.keys", "vault.keys.bak"):
        (folder / name).write_bytes(b"rubbish")
    refused(folder, DamagedStore)


def test_every_truncation_and_change_of_the_database_is_noticed(make_store: Made) -> None:
    folder, _ = make_store()
    whole = (folder / "vault.db").read_bytes()
    pages = len(whole) // 4096
    assert pages > 10
    for length in (0, 1, 15, 4095, 4096, 4096 * (pages // 2), 4096 * (pages - 1), len(whole) - 1):
        (folder / "vault.db").write_bytes(whole[:length])
        refused(folder, DamagedStore)
    for page in range(1, pages, 7):
        place = page * 4096 + 100
        (folder / "vault.db").write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        refused(folder, DamagedStore)
    (folder / "vault.db").write_bytes(whole[:4096] + whole[8192:12288] + whole[4096:8192] + whole[12288:])
    refused(folder, DamagedStore)


def test_the_database_of_another_store_is_refused(tmp_path: Path, make_store: Made) -> None:
    folder, _ = make_store()
    vault.create(tmp_path / "other", WORDS, cost=CHEAP).close()
    shutil.copy(tmp_path / "other" / "vault.db", folder / "vault.db")
    refused(folder, RolledBackStore)


def run_sql(folder: Path, *statements: str) -> None:
    keyring = open_key_file((folder / "vault.keys").read_bytes(), WORDS)
    connection = cipher.connect(folder / "vault.db", keyring)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "known",
    [
        "UPDATE key_file SET sequence = 2",
        "UPDATE key_file SET digest = 'another'",
        "UPDATE key_file SET sequence = 0",
        "DELETE FROM key_file",
    ],
)
def test_a_key_file_that_the_database_does_not_know_is_refused(make_store: Made, known: str) -> None:
    folder, _ = make_store()
    run_sql(folder, known)
    refused(folder, RolledBackStore)


def test_the_direct_successor_of_the_known_key_file_is_taken(make_store: Made) -> None:
    """A crash came between writing the key file and noting it in the database."""
    folder, _ = make_store()
    keyring = open_key_file((folder / "vault.keys").read_bytes(), WORDS)
    run_sql(folder, "UPDATE key_file SET sequence = 0, digest = ''")
    assert (keyring.sequence, keyring.previous) == (1, "")
    vault.open_(folder, WORDS).close()
    vault.open_(folder, WORDS).close()


def test_a_store_used_with_a_newer_program_is_left_alone(make_store: Made) -> None:
    folder, _ = make_store()
    run_sql(folder, "UPDATE alembic_version SET version_num = '9999'")
    refused(folder, NewerStore)
    run_sql(folder, "DROP TABLE key_file")
    refused(folder, NewerStore)


def test_an_older_store_is_copied_whole_before_it_is_migrated(
    make_store: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = make_store()
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        unit.cases.add(Case(id="1", force="PS"), STAMP)
        unit.commit()
    store.close()
    copied: list[bool] = []
    kept = f"vault-{migrate.HEAD}.db"
    monkeypatch.setattr(migrate, "HEAD", "9999")
    monkeypatch.setattr(migrate, "_run", lambda *_: copied.append((folder / kept).exists()))
    vault.open_(folder, WORDS).close()
    assert copied == [True]
    monkeypatch.undo()
    assert stat.S_IMODE((folder / kept).stat().st_mode) == 0o600
    AnchorFile(folder, store.keyring.store_id).forget()  # the copy is older on purpose
    (folder / kept).replace(folder / "vault.db")
    assert set(contents(folder)) == {"vault.db", "vault.keys", "vault.keys.bak"}
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        assert [case.force for case in unit.cases.select(EVERYTHING)] == ["PS"]
    store.close()


def test_a_migration_that_fails_changes_nothing(make_store: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, _ = make_store()

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(migrate, "HEAD", "9999")
    monkeypatch.setattr("alembic.command.upgrade", fail)
    with pytest.raises(ZeroDivisionError):
        vault.open_(folder, WORDS)
    monkeypatch.undo()
    vault.open_(folder, WORDS).close()


def test_one_store_has_one_user_at_a_time(make_store: Made) -> None:
    folder, _ = make_store()
    store = vault.open_(folder, WORDS)
    with pytest.raises(StoreInUse):
        vault.open_(folder, WORDS)
    store.close()
    vault.open_(folder, WORDS).close()


def test_the_lock_of_a_killed_process_is_gone_with_it(make_store: Made) -> None:
    folder, _ = make_store()
    code = (
        "import pathlib, sys, time; from db.lock import StoreLock\n"
        "kept = StoreLock(pathlib.Path(sys.argv[1])); print('held', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, cwd=Path(vault.__file__).parents[1]
    )
    assert other.stdout
    with other.stdout as told:
        assert told.readline() == b"held\n"
        with pytest.raises(StoreInUse):
            vault.open_(folder, WORDS)
        other.send_signal(signal.SIGKILL)
        other.wait(10)
    vault.open_(folder, WORDS).close()


def test_a_disk_that_takes_nothing_does_not_stop_the_lock(make_store: Made) -> None:
    folder, _ = make_store()
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        lock = StoreLock(folder)
        with pytest.raises(StoreInUse):
            StoreLock(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    lock.release()
    StoreLock(folder).release()


def test_a_refused_opening_frees_the_lock(make_store: Made) -> None:
    folder, _ = make_store()
    refused(folder, WrongPassphrase, WORDS + "x")
    StoreLock(folder).release()


def test_a_network_share_is_recognised_by_the_longest_mount_point(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "disk / ext4 rw 0 0\nserver:/x /srv/share nfs4 rw 0 0\ndisk2 /srv/share/local ext4 rw 0 0\n"
        "//server/y /mnt/due\\040parole cifs rw 0 0\nbroken line\n"
    )
    told = {
        place: file_system(Path(place), mounts)
        for place in ("/srv/share/a", "/srv/shared", "/srv/share/local/b", "/mnt/due parole/s")
    }
    assert told == {
        "/srv/share/a": "nfs4",
        "/srv/shared": "ext4",
        "/srv/share/local/b": "ext4",
        "/mnt/due parole/s": "cifs",
    }


def test_a_store_on_a_network_share_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_network_share(tmp_path)
    monkeypatch.setattr("db.lock.file_system", lambda _: "cifs")
    for act in (vault.create, vault.open_):
        with pytest.raises(StoreError):
            act(tmp_path / "s", WORDS)
    assert not (tmp_path / "s").exists()


def test_the_keys_of_a_closed_store_are_wiped() -> None:
    _, keyring = new_key_file(WORDS, CHEAP)
    narratives = [key for held in keyring.narratives.values() for key in held.values()]
    kept = [keyring.database, keyring.root_key, keyring.signing, keyring.receive, keyring.draft, *narratives]
    keyring.wipe()
    assert not any(byte for key in kept for byte in key)
