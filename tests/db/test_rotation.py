"""Shutting a member out: what changes, what stays, and what any interruption leaves."""

import contextlib
import errno
import os
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from db import backup, connections, inspection, rotation, vault
from db.audit_log import AuditLog
from db.connections import Connections
from db.key_pair import KeyPair
from db.rotation import Rotation
from db.vault import Vault
from observatory.cases.case import Case
from observatory.errors import (
    Cancelled,
    FileTrouble,
    NotAllowed,
    NotAStore,
    ObservatoryError,
    StoreBusy,
    WrongPassphrase,
    WrongUse,
)
from observatory.meetings.meeting import Meeting
from observatory.ports import Draft, Stamp
from observatory.progress import silent
from observatory.security.audit.entries import Wanted
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.security.paper_key import PaperKey
from observatory.security.roles import Compartment, Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer
from observatory.selection import EVERYTHING
from observatory.terms import Term

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
PAPER = PaperKey(bytes(range(20)))
NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")
FOUNDER = Login("titolare", WORDS)
ANNA, UGO, ADA, SARA = (Login(name, f"{WORDS} {name}") for name in ("anna", "ugo", "ada", "sara"))
ROLES = ((ANNA, Role.CLINICIAN), (UGO, Role.ANALYST), (ADA, Role.ADMINISTRATOR), (SARA, Role.CLINICIAN))
AT_REST = ["lock", "vault.db", "vault.keys", "vault.keys.bak"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store: a founder, two clinicians, an analyst, a mere administrator, a recovery sheet, some records."""
    folder = tmp_path_factory.mktemp("made") / "s"
    with closing(vault.create(folder, WORDS, cost=CHEAP, paper=PAPER)) as store:
        for login, role in ROLES:
            store.keys.add_member(Newcomer(login.name, "", (role,)), login.passphrase, cost=CHEAP)
        with store.begin() as unit:
            unit.cases.add_many([(Case(id=f"c{n}", event_type="SU", note=f"prima {n}"), STAMP) for n in range(20)])
            unit.meetings.add(Meeting(id="m", minutes="verbale"), STAMP)
            unit.drafts.save(Draft("mine", "case", "", 0, {"note": "mia"}, NOW))
            unit.commit()
    with closing(vault.open_(folder, ANNA)) as store, store.begin() as unit:
        unit.drafts.save(Draft("hers", "case", "", 0, {"note": "sua"}, NOW))
        unit.commit()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "s")
    return tmp_path / "s"


def remove(folder: Path, login: Login = FOUNDER, name: str = "anna") -> None:
    with closing(vault.open_(folder, login)) as store:
        store.keys.remove_member(name)


def opens(folder: Path, login: Login) -> bool:
    try:
        vault.open_(folder, login).close()
    except WrongPassphrase:
        return False
    return True


def assert_sound(folder: Path, *, has_anna: bool | None = None) -> bool:
    """The store opens for everybody who should open it, is whole, and nothing is left over; whether Anna is there."""
    with closing(vault.open_(folder, FOUNDER)) as store:
        names = {member.name for member in store.members}
        with store.begin() as unit:
            assert unit.cases.get("c3").note == "prima 3"
            assert unit.cases.count(EVERYTHING) >= 20
            assert unit.drafts.get("mine") is not None
            unit.settings.set("still", "writes")
            unit.commit()
        assert not store.verify().findings
    is_there = "anna" in names
    assert names - {"anna"} == {"titolare", "ugo", "ada", "sara"}
    assert has_anna in (None, is_there)
    assert opens(folder, UGO)
    assert opens(folder, ANNA) == is_there
    sheet = open_key_file(KeyPair(folder).content(), PAPER)
    assert set(sheet.narratives) == set(Compartment)
    inspection.check(folder, FOUNDER, silent)
    assert sorted(path.name for path in folder.iterdir()) == AT_REST
    main, spare = ((folder / name).read_bytes() for name in ("vault.keys", "vault.keys.bak"))
    assert main == spare
    return is_there


def test_whoever_was_shut_out_is_gone_and_everybody_else_stays(folder: Path) -> None:
    before = (folder / "vault.db").read_bytes()
    remove(folder)
    assert not assert_sound(folder, has_anna=False)
    after = (folder / "vault.db").read_bytes()
    assert before[:16] != after[:16]
    pages = {before[at : at + 4096] for at in range(0, len(before), 4096)}
    assert not any(after[at : at + 4096] in pages for at in range(0, len(after), 4096))
    for login in (UGO, ADA, SARA):
        assert opens(folder, login)
    with closing(vault.recover(folder, PAPER, WORDS + " due", member="titolare", cost=CHEAP)) as store:
        assert store.member.name == "titolare"
        assert not store.verify().findings


def test_the_open_store_goes_on_under_the_new_keys(folder: Path) -> None:
    with closing(vault.open_(folder, FOUNDER)) as store:
        old = bytes(store.keyring.database)
        unit = store.begin()
        store.keys.remove_member("Anna ")
        assert (store.keyring.epoch, bytes(store.keyring.database) != old) == (2, True)
        with unit:
            assert unit.cases.get("c1").note == "prima 1"
            unit.cases.add(Case(id="after", note="dopo"), STAMP)
            unit.commit()
        assert [member.name for member in store.members] == ["ada", "sara", "titolare", "ugo"]
        assert not store.verify().findings
        store.keys.change_passphrase(WORDS, WORDS + " bis", cost=CHEAP)
        store.keys.remove_member("ugo")
        store.keys.add_member(Newcomer("anna", "", (Role.CLINICIAN,)), WORDS + " nuova", cost=CHEAP)
        assert store.keyring.epoch == 3
        second = store.second("ada", ADA.passphrase)
        assert store.is_signed(second.member.id, b"p", b"m", second.sign(b"p", b"m"))
    with closing(vault.open_(folder, Login("titolare", WORDS + " bis"))) as store, store.begin() as unit:
        assert unit.cases.get("after").note == "dopo"
        assert not store.verify().findings
    assert (opens(folder, ANNA), opens(folder, UGO), opens(folder, SARA)) == (False, False, True)
    assert opens(folder, Login("anna", WORDS + " nuova"))


def test_the_log_tells_it_and_the_anchor_stands(folder: Path) -> None:
    assert opens(folder, FOUNDER)
    with closing(vault.open_(folder, FOUNDER)) as store:
        anna = next(member.id for member in store.members if member.name == "anna")
        store.keys.change_member("ugo", (Role.ANALYST, Role.AUDITOR), "")
        store.keys.remove_member("anna")
        with store.begin() as unit:
            told = [(each.content.act, each.content.object) for each in unit.audit.entries(Wanted(), limit=3)]
            added = unit.audit.entries(Wanted(act="member_added", object=anna))
            changed = unit.audit.entries(Wanted(act="member_changed"))
        assert told[:2] == [("rotated", f"keys/{store.keyring.sequence}"), ("member_removed", f"member/{anna}")]
        assert (len(added), changed[0].content.fields) == (1, "roles")
        found = store.verify()
        assert (found.findings, found.has_anchor) == ((), True)
    found = vault.inspect(folder, FOUNDER)
    assert (found.findings, found.has_anchor) == ((), True)


def test_narratives_stay_readable_and_new_ones_have_a_new_key(folder: Path) -> None:
    remove(folder)
    for login, note in ((FOUNDER, "di titolare"), (SARA, "di sara")):
        with closing(vault.open_(folder, login)) as store, store.begin() as unit:
            assert sorted(store.keyring.narratives[Compartment.CASES]) == [1, 2]
            assert unit.cases.get("c7").note == "prima 7"
            unit.cases.add(Case(id=login.name, note=note), STAMP)
            unit.commit()
    with closing(vault.open_(folder, SARA)) as store:
        with store.begin() as unit:
            assert unit.cases.get("titolare").note == "di titolare"
        rows = _raw(store, 'SELECT note FROM "case" WHERE id IN (?, ?)', "titolare", "sara")
        assert all(sealed.startswith(b"\x02\x00\x02") for (sealed,) in rows)


def test_an_administrator_who_reads_nothing_shuts_out_all_the_same(folder: Path) -> None:
    remove(folder, ADA)
    with closing(vault.open_(folder, ADA)) as store:
        assert not store.keyring.narratives.get(Compartment.CASES)
    with closing(vault.open_(folder, SARA)) as store, store.begin() as unit:
        assert unit.cases.get("c7").note == "prima 7"
        assert sorted(store.keyring.narratives[Compartment.CASES]) == [1, 2]
    assert_sound(folder, has_anna=False)


def test_drafts_of_whoever_was_shut_out_are_gone_and_others_stay(folder: Path) -> None:
    with closing(vault.open_(folder, FOUNDER)) as store:
        assert len(_raw(store, "SELECT member FROM draft")) == 2
        store.keys.remove_member("anna")
        assert _raw(store, "SELECT member FROM draft") == [(store.member.id,)]


def _raw(store: Vault, query: str, *values: str) -> list[Any]:
    connection = store._connections.lend("BEGIN")
    try:
        return connection.connection.driver_connection.execute(query, values).fetchall()  # type: ignore[union-attr]
    finally:
        store._connections.take_back(connection)


@pytest.mark.parametrize(
    ("login", "name", "error"),
    [
        (FOUNDER, "nessuno", WrongUse),
        (FOUNDER, "titolare", WrongUse),
        (FOUNDER, "foglio di recupero", WrongUse),
        (UGO, "anna", NotAllowed),
        (ANNA, "ugo", NotAllowed),
    ],
)
def test_what_may_not_be_changes_nothing(folder: Path, login: Login, name: str, error: type[Exception]) -> None:
    with closing(vault.open_(folder, login)) as store:
        before = (folder / "vault.keys").read_bytes()
        with pytest.raises(error):
            store.keys.remove_member(name)
        assert (folder / "vault.keys").read_bytes() == before
    assert_sound(folder, has_anna=True)


def test_earlier_backups_are_of_other_keys(folder: Path, tmp_path: Path) -> None:
    with closing(vault.open_(folder, FOUNDER)) as store:
        earlier = backup.make(store, tmp_path / "one.osbackup", NOW, silent)
        store.keys.remove_member("anna")
        with pytest.raises(NotAStore) as told:
            backup.verify(store, earlier.path, silent)
        assert "chiavi" in told.value.message.it
        later = backup.make(store, tmp_path / "two.osbackup", NOW, silent)
        assert backup.verify(store, later.path, silent).counts["case"] == 20
    assert backup.verify_alone(earlier.path, ANNA, silent).counts["case"] == 20
    with pytest.raises(WrongPassphrase):
        backup.verify_alone(later.path, ANNA, silent)


def test_copies_from_before_a_change_of_tables_are_deleted(folder: Path) -> None:
    for name in ("vault-0002.db", "vault-0001.db", "vault-0001.db.new"):
        shutil.copy(folder / "vault.db", folder / name)
    (folder / "appunti.txt").write_text("dell’utente")
    remove(folder)
    assert sorted(path.name for path in folder.iterdir()) == ["appunti.txt", *AT_REST]


# --- stopping ---


def test_it_can_be_stopped_until_the_copy_takes_the_name(folder: Path) -> None:
    told: list[Term] = []
    with closing(vault.open_(folder, FOUNDER)) as store:
        stops = 0
        while True:
            seen = 0

            def stop(_done: int, _total: int, what: Term, last: int = stops) -> None:
                nonlocal seen
                seen += 1
                if seen > last:
                    told.append(what)
                    raise Cancelled

            try:
                store.keys.remove_member("anna", stop)
            except Cancelled:
                assert sorted(path.name for path in folder.iterdir() if "-" not in path.name) == AT_REST
                assert "anna" in {member.name for member in store.members}
                with store.begin() as unit:
                    unit.settings.set("stopped", str(stops))
                    unit.commit()
                stops += 1
            else:
                break
        assert stops >= 5
        assert {rotation.COPYING, rotation.CHECKING, rotation.WAITING} == set(told)
    assert_sound(folder, has_anna=False)


def test_a_stop_leaves_the_member(folder: Path) -> None:
    def stop(*_: object) -> None:
        raise Cancelled

    with closing(vault.open_(folder, FOUNDER)) as store, pytest.raises(Cancelled):
        store.keys.remove_member("anna", stop)
    assert_sound(folder, has_anna=True)


# --- faults ---


OPERATIONS = ("open", "fsync", "replace", "unlink")
STEPS: tuple[tuple[Any, str], ...] = (
    *((KeyPair, name) for name in ("settle", "announce", "discard", "remove_old_copies")),
    *((rotation, name) for name in ("copy_database", "_check", "_without_log", "key_notes", "flush_folder")),
    (Rotation, "_note_in_copy"),
    (Rotation, "_exchange"),
    (Connections, "_wait_for_others"),
    (AuditLog, "write"),
    (AuditLog, "acknowledge"),
)


class Unexpected(Exception):
    """A fault of ours rather than the disk's."""


def trouble(kind: str) -> Exception:
    return OSError(errno.EIO, "Input/output error") if kind == "disk" else Unexpected()


@contextlib.contextmanager
def counted_operations(at: Callable[[int], None]) -> Iterator[list[int]]:
    """Calls `at` before each operation on files, with its number."""
    count = [0]
    with pytest.MonkeyPatch.context() as patch:
        for name in OPERATIONS:
            real = getattr(os, name)

            def counted(*args: Any, real: Any = real, **kwargs: Any) -> Any:  # noqa: ANN401
                count[0] += 1
                at(count[0])
                return real(*args, **kwargs)

            patch.setattr(os, name, counted)
        yield count


def number_of_operations(folder: Path) -> int:
    with closing(vault.open_(folder, FOUNDER)) as store, counted_operations(lambda _: None) as count:
        store.keys.remove_member("anna")
    return count[0]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("for_ever", [False, True])
def test_a_disk_that_refuses_at_any_operation_leaves_it_before_or_after(  # noqa: PLR0915 - one story
    made: Path, tmp_path: Path, code: int, for_ever: bool
) -> None:
    shutil.copytree(made, tmp_path / "count")
    total = number_of_operations(tmp_path / "count")
    assert total > 25
    outcomes = set()
    for number in range(1 + for_ever, total + 1, 3 if for_ever or code == errno.ENOSPC else 1):
        folder = tmp_path / f"s{number}"
        shutil.copytree(made, folder)

        def refuse(count: int, number: int = number) -> None:
            if count == number or (for_ever and count > number):
                raise OSError(code, os.strerror(code))

        with closing(vault.open_(folder, FOUNDER)) as store:
            told = None
            with counted_operations(refuse):
                try:
                    store.keys.remove_member("anna")
                except ObservatoryError as error:
                    told = error
            assert told is None or isinstance(told, FileTrouble), told
            is_there = "anna" in {member.name for member in store.members}
            assert is_there == (told is not None)
            with store.begin() as unit:
                assert unit.cases.get("c1").note == "prima 1"
                unit.settings.set("goes", "on")
                unit.commit()
            assert not store.verify().findings
        assert assert_sound(folder, has_anna=is_there) == is_there
        outcomes.add(is_there)
        shutil.rmtree(folder)
    assert outcomes == {True, False}


@pytest.mark.parametrize("kind", ["disk", "ours"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_fault_before_or_after_any_step_leaves_it_before_or_after(
    made: Path, tmp_path: Path, kind: str, moment: str
) -> None:
    for place, name in STEPS:
        folder = tmp_path / f"{name}-{kind}"
        shutil.copytree(made, folder)
        with closing(vault.open_(folder, FOUNDER)) as store, pytest.MonkeyPatch.context() as patch:
            real = getattr(place, name)

            def faulty(*args: Any, real: Any = real, **kwargs: Any) -> Any:  # noqa: ANN401
                if moment == "after":
                    real(*args, **kwargs)
                raise trouble(kind)

            patch.setattr(place, name, faulty)
            with contextlib.suppress(ObservatoryError, Unexpected):
                store.keys.remove_member("anna")
            patch.undo()
            is_there = "anna" in {member.name for member in store.members}
            with store.begin() as unit:
                assert unit.cases.get("c1").note == "prima 1", name
                unit.settings.set("goes", "on")
                unit.commit()
        assert assert_sound(folder, has_anna=is_there) == is_there
        shutil.rmtree(folder)


def killed_at(folder: Path, number: int) -> bool:
    """Whether the removal was still under way at that operation, when its process died without a word."""
    child = os.fork()
    if not child:
        try:
            store = vault.open_(folder, FOUNDER)
            with counted_operations(lambda count: os._exit(7) if count == number else None):
                store.keys.remove_member("anna")
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7


def test_a_process_killed_at_any_operation_leaves_it_before_or_after(made: Path, tmp_path: Path) -> None:
    outcomes, notices, number = [], set(), 1
    while True:
        folder = tmp_path / f"k{number}"
        shutil.copytree(made, folder)
        if not killed_at(folder, number):
            break
        if number % 2:  # the one who was to go is the first who tries
            before = opens(folder, ANNA)
        with closing(vault.open_(folder, FOUNDER)) as store:
            notices.update(notice.it for notice in store.keys.notices)
        is_there = assert_sound(folder)
        assert not number % 2 or is_there == before
        outcomes.append(is_there)
        shutil.rmtree(folder)
        number += 1
    assert number > 25
    assert sorted(outcomes, reverse=True) == outcomes
    assert set(outcomes) == {True, False}
    assert any("completato" in notice for notice in notices)
    assert any("c’è ancora" in notice for notice in notices)


@pytest.mark.parametrize("place", ["copy_database", "_check", "_without_log"])
def test_a_process_killed_while_sqlite_works_leaves_the_store_as_before(folder: Path, place: str) -> None:
    child = os.fork()
    if not child:
        try:
            store = vault.open_(folder, FOUNDER)
            real = getattr(rotation, place)

            def die(*args: Any) -> None:  # noqa: ANN401
                if place == "copy_database":
                    real(*args[:3], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
                real(*args)
                os.kill(os.getpid(), signal.SIGKILL)

            setattr(rotation, place, die)
            store.keys.remove_member("anna")
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert (folder / "vault.db.new").exists()
    assert_sound(folder, has_anna=True)


def interrupted(folder: Path, *, after_the_switch: bool) -> None:
    """The removal's process dies right before or right after the copy takes the database's name."""
    child = os.fork()
    if not child:
        try:
            store = vault.open_(folder, FOUNDER)
            real = os.replace

            def dying(source: Any, target: Any) -> None:  # noqa: ANN401
                is_switch = Path(target).name == "vault.db"
                if is_switch and not after_the_switch:
                    os._exit(7)
                real(source, target)
                if is_switch:
                    os._exit(7)

            os.replace = dying  # type: ignore[assignment]
            store.keys.remove_member("anna")
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert (folder / "vault.keys.next").exists()


def test_after_the_switch_the_one_shut_out_has_a_wrong_passphrase_at_once(folder: Path) -> None:
    shutil.copy(folder / "vault.db", folder / "vault-0002.db")
    interrupted(folder, after_the_switch=True)
    assert not opens(folder, ANNA)
    with pytest.raises(WrongPassphrase):
        inspection.check(folder, ANNA, silent)
    with pytest.raises(WrongPassphrase):
        vault.inspect(folder, ANNA)
    assert inspection.facts(folder).epoch == 2
    assert (folder / "vault.keys.next").exists()
    assert vault.inspect(folder, UGO).findings == ()
    assert inspection.check(folder, UGO, silent).counts["case"] == 20
    assert_sound(folder, has_anna=False)


def test_before_the_switch_nothing_happened(folder: Path) -> None:
    interrupted(folder, after_the_switch=False)
    assert inspection.facts(folder).epoch == 1
    assert opens(folder, ANNA)
    assert_sound(folder, has_anna=True)


@pytest.mark.parametrize("lost", ["vault.keys", "vault.keys.bak"])
@pytest.mark.parametrize("after", [True, False])
def test_either_key_file_may_be_damaged_besides(folder: Path, lost: str, after: bool) -> None:
    interrupted(folder, after_the_switch=after)
    (folder / lost).write_bytes(b"rubbish")
    assert_sound(folder, has_anna=not after)


def test_a_key_file_announced_by_somebody_else_is_cleared_away(folder: Path) -> None:
    for content in (b"", b"rubbish", (folder / "vault.keys").read_bytes()):
        (folder / "vault.keys.next").write_bytes(content)
        (folder / "vault.db.new").write_bytes(content)
        assert_sound(folder, has_anna=True)


def test_an_interrupted_removal_may_be_followed_by_another_though_the_disk_kept_refusing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with closing(vault.open_(folder, FOUNDER)) as store:
        with monkeypatch.context() as patch:
            patch.setattr(KeyPair, "settle", lambda _, good: None if good == before else refuse())
            before = KeyPair(folder).content()
            store.keys.remove_member("anna")
        assert (folder / "vault.keys").read_bytes() == before
        store.keys.change_passphrase(WORDS, WORDS + " bis", cost=CHEAP)
        store.keys.change_passphrase(WORDS + " bis", WORDS, cost=CHEAP)
    assert_sound(folder, has_anna=False)


def test_without_room_for_a_copy_nothing_is_begun(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(vault.open_(folder, FOUNDER)) as store:
        usage = shutil.disk_usage(folder)._replace(free=(folder / "vault.db").stat().st_size)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
        calls: list[object] = []
        with pytest.raises(FileTrouble) as told:
            store.keys.remove_member("anna", lambda *told: calls.append(told))
        assert "MB" in told.value.message.it
        assert calls == []
    assert_sound(folder, has_anna=True)


# --- while others work ---


def test_readers_go_on_while_it_is_copied_and_writers_are_told(folder: Path) -> None:  # noqa: C901, PLR0915 - one story
    reading, ended = threading.Event(), threading.Event()
    troubles: list[BaseException] = []
    reads = writes = refused = 0

    def read(store: Vault) -> None:
        nonlocal reads
        while not ended.is_set():
            try:
                with store.begin() as unit:
                    assert len(unit.cases.select(EVERYTHING)) >= 20
                    assert unit.cases.get("c3").note == "prima 3"
                reads += 1
                reading.set()
            except BaseException as error:  # noqa: BLE001
                troubles.append(error)
                return

    def write(store: Vault) -> None:
        nonlocal writes, refused
        while not ended.is_set():
            try:
                with store.begin() as unit:
                    unit.cases.add(Case(id=str(uuid4()), note="durante"), STAMP)
                    unit.commit()
                writes += 1
            except StoreBusy:
                refused += 1
            except BaseException as error:  # noqa: BLE001
                troubles.append(error)
                return

    with closing(vault.open_(folder, FOUNDER)) as store:
        threads = [threading.Thread(target=task, args=(store,)) for task in (read, read, write)]
        for thread in threads:
            thread.start()
        reading.wait(10)
        store.keys.remove_member("anna")
        store.keys.remove_member("ugo")
        time.sleep(0.2)
        ended.set()
        for thread in threads:
            thread.join()
        assert troubles == []
        assert reads > 3
        with store.begin() as unit:
            assert unit.cases.count(EVERYTHING) == 20 + writes
        assert not store.verify().findings
    with closing(vault.open_(folder, FOUNDER)) as store, store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 20 + writes
    assert not opens(folder, ANNA)


def test_a_unit_that_stays_open_is_waited_for_and_then_it_is_busy(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_LONG_PATIENCE", 0.5)
    with closing(vault.open_(folder, FOUNDER)) as store:
        with store.begin() as unit:
            assert unit.cases.count(EVERYTHING) == 20
            with pytest.raises(StoreBusy):
                store.keys.remove_member("anna")
            assert unit.cases.get("c3").note == "prima 3"
        assert "anna" in {member.name for member in store.members}
        store.keys.remove_member("anna")
    assert_sound(folder, has_anna=False)


def test_a_unit_that_ends_in_time_is_not_interrupted(folder: Path) -> None:
    began, troubles = threading.Event(), []

    def read(store: Vault) -> None:
        try:
            with store.begin() as unit:
                assert unit.cases.count(EVERYTHING) == 20
                began.set()
                time.sleep(1)
                assert unit.cases.get("c3").note == "prima 3"
        except BaseException as error:  # noqa: BLE001
            troubles.append(error)

    with closing(vault.open_(folder, FOUNDER)) as store:
        thread = threading.Thread(target=read, args=(store,))
        thread.start()
        began.wait(5)
        store.keys.remove_member("anna")
        thread.join()
    assert troubles == []
    assert_sound(folder, has_anna=False)


def test_a_backup_under_way_and_a_removal_wait_for_each_other(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "_PATIENCE", 0.2)
    with closing(vault.open_(folder, FOUNDER)) as store:

        def meanwhile(*_: object) -> None:
            with pytest.raises(StoreBusy):
                store.keys.remove_member("anna")

        made = backup.make(store, tmp_path / "one.osbackup", NOW, meanwhile)

        def back_up(*_: object) -> None:
            with pytest.raises(StoreBusy):
                backup.make(store, tmp_path / "two.osbackup", NOW, silent)
            with pytest.raises(StoreBusy):
                backup.verify(store, made.path, silent)

        store.keys.remove_member("anna", back_up)
    assert not (tmp_path / "two.osbackup").exists()
    assert_sound(folder, has_anna=False)


@pytest.mark.parametrize("at", [rotation.COPYING, rotation.CHECKING, rotation.WAITING])
@pytest.mark.parametrize("from_outside", [False, True])
def test_a_store_locked_meanwhile_stays_as_it_was(folder: Path, at: Term, from_outside: bool) -> None:
    store = vault.open_(folder, FOUNDER)

    def close(_done: int, _total: int, what: Term) -> None:
        if what == at and from_outside:
            thread = threading.Thread(target=store.close)
            thread.start()
            time.sleep(0.2)
        elif what == at:
            store.close()

    with pytest.raises((NotAStore, StoreBusy)) as told:
        store.keys.remove_member("anna", close)
    assert isinstance(told.value, NotAStore)
    store.close()
    assert_sound(folder, has_anna=True)


def test_a_store_locked_during_the_switch_has_switched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, threads = vault.open_(folder, FOUNDER), []
    real = KeyPair.settle

    def slow(pair: KeyPair, good: bytes) -> None:
        if good != before:
            threads.append(threading.Thread(target=store.close))
            threads[0].start()
            time.sleep(0.5)
            assert threads[0].is_alive()
        real(pair, good)

    before = KeyPair(folder).content()
    monkeypatch.setattr(KeyPair, "settle", slow)
    store.keys.remove_member("anna")
    threads[0].join()
    monkeypatch.undo()
    assert not any(store.keyring.root_key)
    assert_sound(folder, has_anna=False)


def test_the_old_and_the_passed_over_keys_are_wiped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []
    real = Rotation.carry_out

    def watched(self: Rotation, old: bytes, change: Any, progress: Any) -> None:  # noqa: ANN401
        seen.append(change[1])
        real(self, old, change, progress)

    monkeypatch.setattr(Rotation, "carry_out", watched)
    with closing(vault.open_(folder, FOUNDER)) as store:
        with pytest.raises(Cancelled):
            store.keys.remove_member("anna", _stop)
        store.keys.remove_member("anna")
        assert any(store.keyring.database)
    for newer in seen:
        assert not any(newer.database)
        assert not any(newer.root_key)


def _stop(*_: object) -> None:
    raise Cancelled


def test_a_case_saved_by_a_form_opened_before_is_recorded_after(folder: Path) -> None:
    with closing(vault.open_(folder, FOUNDER)) as store:
        with store.begin() as unit:
            case = unit.cases.get("c3")
        store.keys.remove_member("anna")
        with store.begin() as unit:
            unit.cases.replace(replace(case, note="corretta"), STAMP)
            unit.commit()
        with store.begin() as unit:
            assert [revision.record.note for revision in unit.cases.history("c3")] == ["prima 3", "corretta"]
