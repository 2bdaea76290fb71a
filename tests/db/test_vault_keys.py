"""The keys of a store on disk: changed, recovered, raised and mended, and what any interruption leaves."""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from db import cipher, key_binding, vault
from db.vault import Vault
from observatory.errors import (
    FileTrouble,
    NotAStore,
    RolledBackStore,
    StoreBusy,
    StoreError,
    TamperedStore,
    WrongPassphrase,
    WrongUse,
)
from observatory.security import key_derivation
from observatory.security.key_derivation import FLOOR, KdfCost
from observatory.security.key_file import open_key_file, read_body
from observatory.security.paper_key import PaperKey, new_paper_key
from ui import bootstrap

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
OTHERS = "lampada sentiero arancia ventuno"
PAPER = PaperKey(bytes(range(20)))
PROJECT = Path(vault.__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with a recovery sheet."""
    vault.create(tmp_path / "s", WORDS, cost=CHEAP, paper=PAPER).close()
    return tmp_path / "s"


def key_files(folder: Path) -> tuple[bytes, bytes]:
    return (folder / "vault.keys").read_bytes(), (folder / "vault.keys.bak").read_bytes()


def change(folder: Path, old: str = WORDS, new: str = OTHERS) -> None:
    store = vault.open_(folder, old)
    try:
        store.keys.change_passphrase(old, new, cost=CHEAP)
    finally:
        store.close()


def opens(folder: Path, passphrase: str) -> bool:
    try:
        vault.open_(folder, passphrase).close()
    except WrongPassphrase:
        return False
    return True


def refused(folder: Path, error: type[StoreError], passphrase: str) -> None:
    before = key_files(folder)
    with pytest.raises(error) as told:
        vault.open_(folder, passphrase)
    assert type(told.value) is error
    assert key_files(folder) == before


def test_only_the_new_passphrase_opens_and_the_sheet_still_does(folder: Path) -> None:
    change(folder)
    assert (opens(folder, OTHERS), opens(folder, WORDS)) == (True, False)
    main, spare = key_files(folder)
    assert main == spare
    vault.recover(folder, PAPER, WORDS, cost=CHEAP).close()
    assert (opens(folder, OTHERS), opens(folder, WORDS)) == (False, True)


def test_one_session_changes_its_keys_as_often_as_it_likes(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    paper = new_paper_key()
    store.keys.change_passphrase(WORDS, OTHERS, cost=CHEAP)
    store.keys.set_recovery(OTHERS, paper)
    store.keys.change_passphrase(OTHERS, WORDS + " tre", cost=CHEAP)
    assert store.keys.sheet == paper.sheet
    with store.begin() as unit:
        unit.settings.set("still", "writes")
        unit.commit()
    store.close()
    store = vault.open_(folder, WORDS + " tre")
    with store.begin() as unit:
        assert unit.settings.get("still") == "writes"
    assert store.keys.sheet == paper.sheet
    store.close()
    with pytest.raises(WrongPassphrase):
        vault.recover(folder, PAPER, OTHERS, cost=CHEAP)


def test_a_change_that_is_refused_changes_nothing(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    before = key_files(folder)
    with pytest.raises(WrongPassphrase):
        store.keys.change_passphrase(OTHERS, OTHERS, cost=CHEAP)
    with pytest.raises(WrongUse):
        store.keys.change_passphrase(WORDS, "troppo corta", cost=CHEAP)
    with pytest.raises(WrongPassphrase):
        store.keys.set_recovery(OTHERS, new_paper_key())
    assert key_files(folder) == before
    store.close()
    with pytest.raises(NotAStore):
        store.keys.change_passphrase(WORDS, OTHERS, cost=CHEAP)
    assert opens(folder, WORDS)


def test_a_wrong_sheet_or_too_short_a_passphrase_recovers_nothing(folder: Path, tmp_path: Path) -> None:
    before = key_files(folder)
    with pytest.raises(WrongPassphrase):
        vault.recover(folder, new_paper_key(), OTHERS, cost=CHEAP)
    with pytest.raises(WrongUse):
        vault.recover(folder, PAPER, "troppo corta", cost=CHEAP)
    assert key_files(folder) == before
    plain = tmp_path / "plain"
    vault.create(plain, WORDS, cost=CHEAP).close()
    with pytest.raises(WrongPassphrase) as told:
        vault.recover(plain, PAPER, OTHERS, cost=CHEAP)
    assert "mai stato fatto" in told.value.message.it


def test_whoever_was_let_in_again_works_and_signs_as_somebody_new(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    before = store.keyring.member
    store.close()
    store = vault.recover(folder, PAPER, OTHERS, cost=CHEAP)
    assert store.keyring.member not in (before, PAPER.sheet)
    assert before in store.keyring.members
    with store.begin() as unit:
        unit.settings.set("a", "b")
        unit.commit()
    member = store.keyring.member
    store.close()
    store = vault.open_(folder, OTHERS)
    assert store.keyring.member == member
    store.close()


def test_an_older_key_file_put_back_is_named_whichever_name_it_takes(folder: Path) -> None:
    old, _ = key_files(folder)
    change(folder)
    new, _ = key_files(folder)
    (folder / "vault.keys").write_bytes(old)
    refused(folder, RolledBackStore, WORDS)
    (folder / "vault.keys.bak").write_bytes(old)
    refused(folder, RolledBackStore, WORDS)
    (folder / "vault.keys").unlink()
    before = (folder / "vault.keys.bak").read_bytes()
    with pytest.raises(RolledBackStore):
        vault.open_(folder, WORDS)
    assert (folder / "vault.keys.bak").read_bytes() == before
    with pytest.raises(RolledBackStore):
        vault.recover(folder, PAPER, WORDS, cost=CHEAP)
    (folder / "vault.keys").write_bytes(new)
    assert opens(folder, OTHERS)


def test_a_forked_successor_is_named(folder: Path, tmp_path: Path) -> None:
    """A change made on a copy of the folder, while the original went on too."""
    shutil.copytree(folder, tmp_path / "copy")
    change(tmp_path / "copy", WORDS, OTHERS)
    change(folder, WORDS, OTHERS + " tre")
    shutil.copy(tmp_path / "copy" / "vault.keys", folder / "vault.keys")
    refused(folder, RolledBackStore, OTHERS)


def test_a_key_file_exchanged_while_the_store_is_open_is_not_built_upon(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    change(tmp_path / "copy")
    store = vault.open_(folder, WORDS)
    shutil.copy(tmp_path / "copy" / "vault.keys", folder / "vault.keys")
    with pytest.raises(RolledBackStore):
        store.keys.change_passphrase(OTHERS, WORDS, cost=CHEAP)
    store.close()


# Mending.


@pytest.mark.parametrize("name", ["vault.keys", "vault.keys.bak"])
@pytest.mark.parametrize("damage", [b"", b"rubbish", None])
def test_a_damaged_or_missing_key_file_is_made_again_from_the_other_and_told_once(
    folder: Path, name: str, damage: bytes | None
) -> None:
    good, _ = key_files(folder)
    if damage is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(damage)
    store = vault.open_(folder, WORDS)
    assert [name in notice.it for notice in store.keys.notices] == [True]
    assert bootstrap.notices(bootstrap.OpenStore(store)) == store.keys.notices
    store.close()
    assert key_files(folder) == (good, good)
    store = vault.open_(folder, WORDS)
    assert store.keys.notices == ()
    store.close()


def test_every_truncation_and_some_flips_of_either_file_are_mended(folder: Path) -> None:
    good, _ = key_files(folder)
    for name in ("vault.keys", "vault.keys.bak"):
        for place in range(0, len(good), 500):
            for broken in (good[:place], good[:place] + bytes([good[place] ^ 4]) + good[place + 1 :]):
                (folder / name).write_bytes(broken)
                vault.open_(folder, WORDS).close()
                assert key_files(folder) == (good, good)


def test_nothing_is_mended_for_whoever_cannot_open_the_store(folder: Path) -> None:
    (folder / "vault.keys").write_bytes(b"rubbish")
    refused(folder, WrongPassphrase, OTHERS)


def test_a_disk_that_refuses_the_mending_does_not_keep_the_store_shut(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "vault.keys.bak").write_bytes(b"rubbish")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.key_pair.replace_atomically", full)
    store = vault.open_(folder, WORDS)
    assert store.keys.notices == ()
    store.close()
    monkeypatch.undo()
    store = vault.open_(folder, WORDS)
    assert len(store.keys.notices) == 1
    store.close()


def test_a_tampered_key_file_is_not_mended_away(folder: Path) -> None:
    good, _ = key_files(folder)
    body_end = len(good) - 64
    altered = good[: body_end - 40] + bytes([good[body_end - 40] ^ 1]) + good[body_end - 39 : -32]
    (folder / "vault.keys").write_bytes(altered + hashlib.sha256(altered).digest())
    with pytest.raises((TamperedStore, WrongPassphrase)):
        vault.open_(folder, WORDS)
    assert key_files(folder)[1] == good


# Raising the cost at unlock.


def cost_of(folder: Path, passphrase: str) -> KdfCost | None:
    return open_key_file(key_files(folder)[0], passphrase).cost


def test_unlocking_raises_what_is_too_cheap_and_then_leaves_it(folder: Path) -> None:
    asked: list[KdfCost] = []
    dearer = KdfCost(2048, 2, 1)

    def raised(cost: KdfCost, seconds: float) -> KdfCost | None:
        assert 0 < seconds < 60
        asked.append(cost)
        return None if cost == dearer else dearer

    for _ in range(3):
        vault.open_(folder, WORDS, raised=raised).close()
    assert asked == [CHEAP, dearer, dearer]
    assert cost_of(folder, WORDS) == dearer
    assert read_body(key_files(folder)[0])["sequence"] == 2


def test_the_programs_own_way_in_makes_and_keeps_slots_above_the_floor(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_derivation, "TARGET_SECONDS", 0.001)
    monkeypatch.setattr("db.vault.calibrated", lambda: key_derivation.calibrated(0.001))
    monkeypatch.setattr("db.vault_keys.calibrated", lambda: key_derivation.calibrated(0.001))
    monkeypatch.setattr(bootstrap, "harden_process", lambda: None)
    bootstrap.open_store(folder, WORDS).close()
    assert at_least_floor(folder, WORDS)
    bootstrap.create_store(tmp_path / "new", WORDS).close()
    assert at_least_floor(tmp_path / "new", WORDS)
    store = bootstrap.recover_store(folder, PAPER, OTHERS)
    store.close()
    assert at_least_floor(folder, OTHERS)


def at_least_floor(folder: Path, passphrase: str) -> bool:
    cost = cost_of(folder, passphrase)
    return cost is not None and cost.memory >= FLOOR.memory and cost.passes >= FLOOR.passes


def test_a_disk_that_refuses_the_raised_slot_does_not_keep_the_store_shut(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = key_files(folder)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("db.key_pair.replace_atomically", full)
    vault.open_(folder, WORDS, raised=lambda _cost, _seconds: KdfCost(2048, 2, 1)).close()
    assert key_files(folder) == before
    monkeypatch.undo()
    assert opens(folder, WORDS)


# Interruptions.


class Crash(BaseException):
    """Nothing of ours catches it."""


class Steps:
    """Counts what a change does to the disk, and ends it before or after the n-th step."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
        self.done, self.last, self.after, self._error = 0, -1, False, error
        disk = [(os, "fsync"), (Path, "replace"), (Path, "unlink")]
        for place, name in disk if error is OSError else [*disk, (key_binding, "note")]:
            monkeypatch.setattr(place, name, self._counted(getattr(place, name)))

    def _counted(self, real: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object, **named: object) -> object:
            number = self.done
            self.done += 1
            if number == self.last and not self.after:
                raise self._error
            answer = real(*given, **named)
            if number == self.last:
                raise self._error
            return answer

        return step


CHANGES: dict[str, Callable[[Vault], None]] = {
    "passphrase": lambda store: store.keys.change_passphrase(WORDS, OTHERS, cost=CHEAP),
    "sheet": lambda store: store.keys.set_recovery(WORDS, PaperKey(bytes(20))),
}


def is_finished(folder: Path, kind: str, last: int, *, after: bool = False) -> bool:
    """Make the change, cut short before or after the n-th step; whether there were so many steps at all."""
    store = vault.open_(folder, WORDS)
    with pytest.MonkeyPatch.context() as patched:
        steps = Steps(patched, Crash)
        steps.last, steps.after = last, after
        with contextlib.suppress(Crash):
            CHANGES[kind](store)
    store.close()
    return steps.done <= last


@pytest.mark.parametrize("kind", list(CHANGES))
@pytest.mark.parametrize("after", [False, True])
def test_a_crash_at_any_step_of_a_change_leaves_the_old_keys_or_the_new(
    folder: Path, tmp_path: Path, kind: str, after: bool
) -> None:
    outcomes = []
    for last in range(100):
        copy = tmp_path / f"copy-{last}"
        shutil.copytree(folder, copy)
        if is_finished(copy, kind, last, after=after):
            break
        outcomes.append(state_after(copy, kind))
    assert set(outcomes) == {"old", "new"}
    assert outcomes == sorted(outcomes, reverse=True)  # first the old ones, then the new ones


def state_after(folder: Path, kind: str) -> str:
    """Which keys hold, checked by each way in; afterwards the pair is whole and the next opening is quiet."""
    if kind == "passphrase":
        state = "new" if opens(folder, OTHERS) else "old"
        assert opens(folder, WORDS) is (state == "old")
        passphrase, paper = (OTHERS if state == "new" else WORDS), PAPER
    else:
        store = vault.open_(folder, WORDS)
        state = "old" if store.keys.sheet == PAPER.sheet else "new"
        store.close()
        passphrase, paper = WORDS, (PAPER if state == "old" else PaperKey(bytes(20)))
    main, spare = key_files(folder)
    assert main == spare
    store = vault.open_(folder, passphrase)
    assert store.keys.notices == ()
    store.close()
    vault.recover(folder, paper, passphrase, cost=CHEAP).close()
    return state


def test_the_other_file_serves_wherever_a_change_was_cut_short(folder: Path, tmp_path: Path) -> None:
    """A crash in the middle of a change, and on top of it one of the two files is damaged."""
    for last in range(0, 100, 2):
        copy = tmp_path / f"copy-{last}"
        shutil.copytree(folder, copy)
        if is_finished(copy, "passphrase", last):
            break
        for name in ("vault.keys", "vault.keys.bak"):
            damaged = tmp_path / f"{last}-{name}"
            shutil.copytree(copy, damaged)
            (damaged / name).write_bytes(b"rubbish")
            assert opens(damaged, WORDS) or opens(damaged, OTHERS)
    assert last > 5


@pytest.mark.parametrize("after", [False, True])
def test_a_disk_that_fails_at_any_step_means_changed_or_not_and_says_which(
    folder: Path, tmp_path: Path, after: bool
) -> None:
    answers = set()
    for last in range(100):
        copy = tmp_path / f"copy-{last}"
        shutil.copytree(folder, copy)
        store = vault.open_(copy, WORDS)
        with pytest.MonkeyPatch.context() as patched:
            steps = Steps(patched, OSError)
            steps.last, steps.after = last, after
            try:
                store.keys.change_passphrase(WORDS, OTHERS, cost=CHEAP)
                is_changed = True
            except FileTrouble:
                is_changed = False
        store.close()
        assert (opens(copy, OTHERS), opens(copy, WORDS)) == (is_changed, not is_changed)
        answers.add(is_changed)
        if steps.done <= last:
            break
    assert answers == {True, False}


def test_a_store_that_is_being_written_to_is_busy_and_its_keys_stay(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    before = key_files(folder)
    with store.begin() as unit:
        unit.settings.set("a", "b")
        told: list[BaseException] = []

        def attempt() -> None:
            try:
                store.keys.change_passphrase(WORDS, OTHERS, cost=CHEAP)
            except StoreBusy as error:
                told.append(error)

        thread = threading.Thread(target=attempt)
        thread.start()
        thread.join(30)
        assert len(told) == 1
        unit.commit()
    assert key_files(folder) == before
    store.keys.change_passphrase(WORDS, OTHERS, cost=CHEAP)
    store.close()
    assert opens(folder, OTHERS)


KILLED = """
import os, pathlib, signal, sys
from db import vault
from observatory.security.key_derivation import KdfCost
store = vault.open_(pathlib.Path(sys.argv[1]), sys.argv[2])
left = [int(sys.argv[4])]
def counted(real):
    def step(*given, **named):
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        return real(*given, **named)
    return step
os.fsync, pathlib.Path.replace = counted(os.fsync), counted(pathlib.Path.replace)
store.keys.change_passphrase(sys.argv[2], sys.argv[3], cost=KdfCost(1024, 1, 1))
os.write(1, b"changed")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_process_killed_in_the_middle_of_a_change_leaves_one_passphrase_that_opens(folder: Path) -> None:
    current, other = WORDS, OTHERS
    changed = []
    for step in (1, 3, 4, 6, 99):
        killed = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", KILLED, str(folder), current, other, str(step)],
            capture_output=True,
            cwd=PROJECT,
            check=False,
        )
        assert killed.returncode == -signal.SIGKILL
        is_changed = opens(folder, other)
        assert opens(folder, current) is not is_changed
        assert is_changed or killed.stdout != b"changed"  # what was acknowledged holds
        changed.append(is_changed)
        if is_changed:
            current, other = other, current
    assert set(changed) == {True, False}
    vault.recover(folder, PAPER, WORDS, cost=CHEAP).close()


def test_no_change_of_keys_writes_the_database_anew(folder: Path) -> None:
    """The store's own keys do not change: the database opens under the keys of any of the files."""
    before = open_key_file(key_files(folder)[0], WORDS)
    change(folder)
    connection = cipher.connect(folder / "vault.db", before)
    assert connection.execute("SELECT sequence FROM key_file").fetchone() == (2,)
    connection.close()
