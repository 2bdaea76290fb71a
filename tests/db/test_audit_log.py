"""The log of a store on disk: what is written with what, what meddling is named, what older copies are told."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from db import backup, cipher, unlocking, vault
from db.anchor import AnchorFile, state_folder
from db.stored_rows import stored_rows
from observatory.cases.case import Case, Circumstance
from observatory.errors import FileTrouble, RolledBackStore, StaleVersion, WrongPassphrase, WrongUse
from observatory.meetings.meeting import AgendaItem, Decision, Meeting
from observatory.ports import ImportedRow, Release, Stamp
from observatory.progress import silent
from observatory.security.audit.entries import Act, Content, Note, Wanted
from observatory.security.audit.findings import Kind
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.selection import EVERYTHING

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")
GOLDEN = Path(__file__).parents[1] / "golden" / "0001" / "store"

Made = Callable[[], tuple[Path, str]]


@pytest.fixture
def folder(make_store: Made) -> Path:
    return make_store()[0]


@pytest.fixture
def store(folder: Path) -> Iterator[vault.Vault]:
    opened = vault.open_(folder, WORDS)
    yield opened
    opened.close()


def told(store: vault.Vault, wanted: Wanted = Wanted()) -> list[Content]:  # noqa: B008 - never changed
    """What the log says, oldest first."""
    with store.begin() as unit:
        return [entry.content for entry in reversed(unit.audit.entries(wanted))]


def acts(store: vault.Vault) -> list[str]:
    return [content.act for content in told(store)]


def save(store: vault.Vault, *cases: Case) -> None:
    with store.begin() as unit:
        for case in cases:
            (unit.cases.replace if case.version else unit.cases.add)(case, STAMP)
        unit.commit()


def raw(folder: Path) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    """A connection behind the store's back."""
    return cipher.connect(folder / "vault.db", open_key_file((folder / "vault.keys").read_bytes(), WORDS))


def meddle(folder: Path, *statements: str) -> None:
    """Change the closed database as somebody with the keys and without the program would."""
    connection = raw(folder)
    for kind in ("audit_entry", "audit_checkpoint", "revision", "release"):
        for act in ("update", "delete"):
            connection.execute(f"DROP TRIGGER {kind}_no_{act}")
    for statement in statements:
        connection.execute(statement)
    connection.close()


def found(folder: Path) -> list[tuple[Kind, int, str]]:
    return [(f.kind, f.sequence, f.object) for f in vault.inspect(folder, WORDS).findings]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "lock"}


def test_the_log_tells_of_opening_saving_reading_and_closing_with_the_names_of_fields(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    save(store, Case(id="1", force="PS", note="parole"))
    save(store, Case(id="1", version=1, force="CC", note="parole"))
    with store.begin() as unit:
        unit.cases.get("1")
        unit.cases.history("1")
        unit.settings.set("marking", "x")
        unit.imports.note("registro", [ImportedRow("1", "00", "1")])
        unit.releases.add(Release("r1", "summary", "2024-Q1", "members", STAMP.as_of, 1, NOW, "00", {}))
        unit.commit()
    member = store.keyring.member
    store.close()
    store = vault.open_(folder, WORDS)
    lines = [(c.act, c.object, c.version, c.fields) for c in told(store)]
    assert lines == [
        ("create", "", 0, ""),
        ("lock", "", 0, ""),
        ("unlock", "", 0, ""),
        ("record", "case/1", 1, "force note"),
        ("amend", "case/1", 2, "force"),
        ("read", "case/1", 2, "note"),
        ("setting", "setting/marking", 0, ""),
        ("import", "register/registro", 0, ""),
        ("release", "release/r1", 0, ""),
        ("lock", "", 0, ""),
        ("unlock", "", 0, ""),
    ]
    assert {(c.member, c.role) for c in told(store)} == {(member, "administrator+clinician+analyst+secretary")}
    assert store.verify().findings == ()
    store.close()


def test_an_entry_stands_in_the_transaction_of_its_change(store: vault.Vault) -> None:
    before = acts(store)
    with store.begin() as unit:
        unit.cases.add(Case(id="1"), STAMP)
        unit.settings.set("x", "y")
    assert acts(store) == before
    save(store, Case(id="2"))
    assert acts(store) == [*before, "record"]


def test_a_change_whose_entry_cannot_be_written_is_not_recorded(
    store: vault.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise FileTrouble(unlocking.NOT_A_STORE)

    monkeypatch.setattr("db.audit_log.tail", full)
    with store.begin() as unit:
        unit.cases.add(Case(id="1"), STAMP)
        with pytest.raises(FileTrouble):
            unit.commit()
    monkeypatch.undo()
    with store.begin() as unit:
        assert unit.cases.count(EVERYTHING) == 0


def test_a_narrative_read_without_writing_is_told_once_for_each_version(store: vault.Vault) -> None:
    save(store, Case(id="1", note="parole"), Case(id="2", force="PS"))
    for _ in range(3):
        with store.begin() as unit:
            unit.cases.get("1")
            unit.cases.get("2")
    assert [(c.object, c.fields) for c in told(store, Wanted(act="read"))] == [("case/1", "note")]
    save(store, Case(id="1", version=1, note="altre"))
    with store.begin() as unit:
        unit.cases.history("1")
    assert [c.version for c in told(store, Wanted(act="read"))] == [1, 2]


def test_a_reading_while_another_work_writes_waits_for_its_turn(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    save(store, Case(id="1", note="parole"))
    other = raw(folder)
    other.execute("BEGIN IMMEDIATE")
    with store.begin() as unit:
        assert unit.cases.get("1").note == "parole"
    other.execute("ROLLBACK")
    other.close()
    assert "read" not in acts(store)
    store.close()
    store = vault.open_(folder, WORDS)
    assert acts(store)[-4:] == ["record", "read", "lock", "unlock"]
    store.close()


def test_failed_unlocks_are_told_at_the_next_one(folder: Path) -> None:
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            vault.open_(folder, "una frase che non apre")
    for last in (["failed_unlock"] * 3 + ["unlock"], ["unlock", "lock", "unlock"]):
        store = vault.open_(folder, WORDS)
        assert acts(store)[-len(last) :] == last
        store.close()


def test_the_log_refuses_to_be_changed_or_cut(store: vault.Vault) -> None:
    with store.begin() as unit:
        connection = unit.take_write_lock()
        for statement in ("UPDATE audit_entry SET act = 'x'", "DELETE FROM audit_entry"):
            with pytest.raises(Exception, match="append-only"):
                connection.exec_driver_sql(statement)


def test_checkpoints_come_every_hundred_entries_at_lock_and_at_release(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        unit.cases.add_many((Case(id=str(n)), STAMP) for n in range(230))
        unit.commit()
    with store.begin() as unit:
        unit.releases.add(Release("r1", "summary", "2024-Q1", "members", STAMP.as_of, 1, NOW, "00", {}))
        unit.commit()
    store.close()
    connection = raw(folder)
    sizes = [row[0] for row in connection.execute("SELECT size FROM audit_checkpoint ORDER BY size")]
    connection.close()
    assert sizes == [2, 100, 200, 234, 235]
    assert found(folder) == []


def test_meddling_with_entries_is_named(folder: Path, tmp_path: Path) -> None:
    store = vault.open_(folder, WORDS)
    save(store, Case(id="1", force="PS"))
    save(store, Case(id="2", force="PS"))
    store.close()
    forged = "UPDATE audit_entry SET signature = zeroblob(64) WHERE sequence = 4"
    for statement, expected in (
        ("UPDATE audit_entry SET object = 'case/9' WHERE sequence = 4", Kind.EDITED_ENTRY),
        ("DELETE FROM audit_entry WHERE sequence = 4", Kind.REMOVED_ENTRY),
        (forged, Kind.FORGED_SIGNATURE),
    ):
        shutil.copytree(folder, tmp_path / expected)
        meddle(tmp_path / expected, statement)
        assert (expected, 4) in [finding[:2] for finding in found(tmp_path / expected)]


def test_meddling_with_rows_at_any_depth_is_named(folder: Path, tmp_path: Path) -> None:
    store = vault.open_(folder, WORDS)
    save(store, Case(id="1", force="PS", circumstances=(Circumstance(id="c1", value="S"),)), Case(id="2"))
    save(store, Case(id="1", version=1, force="CC", circumstances=(Circumstance(id="c1", value="S"),)))
    decision = Decision(id="d1", kind="RA")
    with store.begin() as unit:
        unit.meetings.add(Meeting(id="m1", agenda=(AgendaItem(id="a1", decisions=(decision,)),)), STAMP)
        unit.settings.set("marking", "x")
        unit.releases.add(Release("r1", "summary", "2024-Q1", "members", STAMP.as_of, 1, NOW, "00", {}))
        unit.commit()
    store.close()
    assert found(folder) == []
    for number, (statement, kind, name) in enumerate(
        (
            ("""UPDATE "case" SET force = 'GF' WHERE id = '1'""", Kind.EDITED_ROW, "case/1"),
            ("""UPDATE "case" SET version = 1, force = 'PS' WHERE id = '1'""", Kind.REPLAYED_ROW, "case/1"),
            ("UPDATE circumstance SET value = 'N'", Kind.EDITED_ROW, "case/1"),
            ("DELETE FROM circumstance", Kind.EDITED_ROW, "case/1"),
            ("DELETE FROM revision WHERE record_id = '1' AND version = 1", Kind.EDITED_ROW, "case/1"),
            ("UPDATE revision SET as_of = '2020-01-01' WHERE record_id = '2'", Kind.EDITED_ROW, "case/2"),
            ("""DELETE FROM "case" WHERE id = '2'""", Kind.MISSING_ROW, "case/2"),
            ("""INSERT INTO "case" (id, version) VALUES ('9', 1)""", Kind.UNLOGGED_ROW, "case/9"),
            ("UPDATE decision SET kind = 'XX'", Kind.EDITED_ROW, "meeting/m1"),
            ("UPDATE setting SET value = 'y'", Kind.EDITED_ROW, "setting/marking"),
            ("UPDATE release SET digest = 'ff'", Kind.EDITED_ROW, "release/r1"),
        )
    ):
        copy = tmp_path / str(number)
        shutil.copytree(folder, copy)
        meddle(copy, statement)
        assert [(f[0], f[2]) for f in found(copy)] == [(kind, name)], statement


def test_an_old_page_put_back_is_named_though_every_page_is_sound(folder: Path) -> None:
    """SQLCipher's MAC binds a page to its place, not to its time: the old page passes its check."""
    store = vault.open_(folder, WORDS)
    save(store, *(Case(id=str(n), force="PS") for n in range(40)))
    store.close()
    old = (folder / "vault.db").read_bytes()
    store = vault.open_(folder, WORDS)
    save(store, *(Case(id=str(n), version=1, force="CC") for n in range(40)))
    store.close()
    new = (folder / "vault.db").read_bytes()
    named = 0
    for page in range(1, len(old) // 4096):
        start = page * 4096
        if old[start : start + 4096] == new[start : start + 4096]:
            continue
        (folder / "vault.db").write_bytes(new[:start] + old[start : start + 4096] + new[start + 4096 :])
        keyring = open_key_file((folder / "vault.keys").read_bytes(), WORDS)
        cipher.check_pages(folder / "vault.db", keyring)
        connection = cipher.connect(folder / "vault.db", keyring)
        values = {row[0] for row in connection.execute('SELECT force FROM "case" NOT INDEXED')}
        connection.close()
        if "PS" in values:
            assert {Kind.REPLAYED_ROW} <= {finding[0] for finding in found(folder)}
            named += 1
    assert named > 0


def test_yesterdays_whole_store_is_told_from_todays(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "yesterday")
    store = vault.open_(folder, WORDS)
    save(store, Case(id="1"))
    store.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "yesterday", folder)
    before = contents(folder)
    with pytest.raises(RolledBackStore) as told_:
        vault.open_(folder, WORDS)
    assert "copia più vecchia" in told_.value.message.it
    assert contents(folder) == before
    assert [finding[0] for finding in found(folder)] == [Kind.ROLLED_BACK]


def test_a_log_that_was_cut_is_told_from_an_older_store(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    save(store, Case(id="1"))
    store.close()
    meddle(folder, "DELETE FROM audit_entry WHERE sequence > 3", "DELETE FROM audit_checkpoint WHERE size > 3")
    assert {finding[0] for finding in found(folder)} == {Kind.TRUNCATED, Kind.UNLOGGED_ROW}
    with pytest.raises(RolledBackStore, match="cut short"):
        vault.open_(folder, WORDS)


def test_two_copies_that_went_their_own_ways_are_a_fork(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "copy")
    for place in (folder, tmp_path / "copy"):
        store = vault.open_(place, WORDS)
        save(store, Case(id="1"))
        store.close()
    shutil.copy(tmp_path / "copy" / "vault.db", folder / "vault.db")
    assert [finding[0] for finding in found(folder)] == [Kind.FORKED]
    with pytest.raises(RolledBackStore, match="diverging"):
        vault.open_(folder, WORDS)


def test_a_log_ahead_that_a_killed_program_left_is_missed_when_it_is_taken_away(folder: Path) -> None:
    code = (
        "import sys, time; from pathlib import Path; from datetime import *; from db import vault\n"
        "from observatory.cases.case import Case; from observatory.ports import Stamp\n"
        "store = vault.open_(Path(sys.argv[1]), sys.argv[2])\n"
        "with store.begin() as unit:\n"
        "    now = datetime(2024, 5, 6, tzinfo=UTC)\n"
        "    unit.cases.add(Case(id='1'), Stamp(now.date(), now, 'clinician', 'N'))\n"
        "    unit.commit()\n"
        "print('saved', flush=True); time.sleep(60)"
    )
    other = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, str(folder), WORDS],
        stdout=subprocess.PIPE,
        cwd=Path(vault.__file__).parents[1],
        env=dict(os.environ),
    )
    assert other.stdout
    with other.stdout as output:
        assert output.readline() == b"saved\n"
        other.send_signal(signal.SIGKILL)
        other.wait(10)
    shutil.copytree(folder, folder.parent / "whole")
    for name in ("vault.db-wal", "vault.db-shm"):
        (folder / name).unlink()
    with pytest.raises(RolledBackStore):
        vault.open_(folder, WORDS)
    shutil.rmtree(folder)
    shutil.copytree(folder.parent / "whole", folder)
    store = vault.open_(folder, WORDS)
    assert store.verify().findings == ()
    store.close()


def test_a_store_new_to_this_workstation_opens_and_says_so(folder: Path, tmp_path: Path) -> None:
    store = vault.open_(folder, WORDS)
    assert (store.notices, store.verify().has_anchor) == ((), True)
    store.close()
    shutil.copytree(folder, tmp_path / "elsewhere")
    assert not vault.inspect(tmp_path / "elsewhere", WORDS).has_anchor
    store = vault.open_(tmp_path / "elsewhere", WORDS)
    assert len(store.notices) == 1
    assert (store.verify().findings, store.verify().has_anchor) == ((), False)
    store.close()
    vault.open_(folder, WORDS).close()


def test_a_workstation_that_keeps_nothing_still_opens_stores(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with pytest.raises(WrongPassphrase):
        vault.open_(folder, "una frase che non apre")
    store = vault.open_(folder, WORDS)
    save(store, Case(id="1"))
    assert store.notices
    store.close()


def test_an_altered_anchor_is_a_finding_and_does_not_lock_anybody_out(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    anchor = AnchorFile(folder, store.keyring.store_id)
    store.close()
    anchor._path.write_bytes(anchor._path.read_bytes().replace(b'"sequence": 4', b'"sequence": 1'))
    assert found(folder) == [(Kind.ALTERED_ANCHOR, 0, "")]
    vault.open_(folder, WORDS).close()
    assert found(folder) == []


def test_an_anchor_never_goes_backwards(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    anchor = AnchorFile(folder, store.keyring.store_id)
    with store.begin() as unit:
        older = unit.audit.standing()
    save(store, Case(id="1"))
    known = anchor.read(store.keyring.members)
    store.log.acknowledge(older)
    assert anchor.read(store.keyring.members) == known
    store.close()


def test_the_state_folder_is_where_each_system_keeps_such_things() -> None:
    assert state_folder({"XDG_STATE_HOME": "/s"}, "linux") == Path("/s/osservatorio")
    assert state_folder({"XDG_STATE_HOME": "relative"}, "linux") == Path.home() / ".local/state/osservatorio"
    assert state_folder({}, "linux") == Path.home() / ".local/state/osservatorio"
    assert state_folder({"PROGRAMDATA": "C:/P", "LOCALAPPDATA": "C:/L"}, "win32") == Path("C:/P/Osservatorio")
    assert state_folder({"LOCALAPPDATA": "C:/L"}, "win32") == Path("C:/L/Osservatorio")


def test_a_restored_store_says_so_and_is_known_again_at_its_place(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "backup")
    store = vault.open_(folder, WORDS)
    save(store, Case(id="1"))
    name = store.keyring.store_id
    store.close()
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)
    AnchorFile(folder, name).forget()
    store = vault.open_(folder, WORDS)
    store.note_restored("2024-05-06")
    assert told(store)[-1].object == "backup/2024-05-06"
    store.close()
    assert found(folder) == []


def test_another_passphrase_is_told_in_the_log(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    store.keys.change_passphrase(WORDS, "quattro parole del tutto nuove", cost=CHEAP)
    assert told(store)[-1].act == "keys"
    store.close()
    vault.open_(folder, "quattro parole del tutto nuove").close()
    assert vault.inspect(folder, "quattro parole del tutto nuove").findings == ()


def test_a_store_of_the_format_before_is_copied_migrated_and_its_records_are_taken_over(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    shutil.copytree(GOLDEN, folder)
    with pytest.raises(WrongUse):
        vault.inspect(folder, WORDS)
    store = vault.open_(folder, WORDS)
    with store.begin() as unit:
        case = unit.cases.get("6f1c2f0e-0000-4000-8000-000000000001")
        assert (case.version, case.status, case.note) == (2, "CO", "Nota inventata, su nessuno.")
    kinds = [content.object.partition("/")[0] for content in told(store) if content.act == "adopt"]
    assert sorted(set(kinds)) == ["case", "intervention", "meeting", "register", "release", "setting", "strength"]
    assert len(kinds) == 8
    assert store.verify().findings == ()
    save(store, replace(case, status="ES"))
    store.close()
    assert found(folder) == []
    keyring = open_key_file((folder / "vault.keys").read_bytes(), WORDS)
    connection = cipher.connect(folder / "vault-0001.db", keyring)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchone()[0] == "0001"
    connection.close()


def test_records_that_were_never_taken_over_are_not_silently_accepted(tmp_path: Path) -> None:
    """Whoever empties the log does not get a new one: only the migration takes records over."""
    folder = tmp_path / "s"
    shutil.copytree(GOLDEN, folder)
    vault.open_(folder, WORDS).close()
    meddle(folder, "DELETE FROM audit_entry", "DELETE FROM audit_checkpoint")
    shutil.move(folder, tmp_path / "elsewhere")
    vault.open_(tmp_path / "elsewhere", WORDS).close()
    assert {finding[0] for finding in found(tmp_path / "elsewhere")} == {Kind.UNLOGGED_ROW}


def test_a_column_added_later_changes_no_digest(store: vault.Vault) -> None:
    save(store, Case(id="1", force="PS"))
    with store.begin() as unit:
        rows = stored_rows(unit.take_write_lock(), ["case/1", "case/none", "nothing/1", ""])
    assert list(rows) == ["case/1"]
    assert rows["case/1"].rows.startswith(b'[["case",{"force":"PS","id":"1","version":1}],["revision",')


def test_filters_page_through_the_log_newest_first(store: vault.Vault) -> None:
    save(store, *(Case(id=str(n)) for n in range(7)))
    with store.begin() as unit:
        wanted = Wanted(act="record", object="case/")
        assert unit.audit.count(wanted) == 7
        pages = [unit.audit.entries(wanted, offset=offset, limit=3) for offset in (0, 3, 6)]
        assert [entry.content.object for page in pages for entry in page] == [f"case/{n}" for n in range(6, -1, -1)]
        assert unit.audit.count(Wanted(object="%")) == 0
        assert unit.audit.count(Wanted(since=datetime(2999, 1, 1, tzinfo=UTC))) == 0
        assert unit.audit.count(Wanted(until=datetime(2999, 1, 1, tzinfo=UTC))) == unit.audit.standing().sequence


def test_a_check_can_be_stopped(store: vault.Vault) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.verify(stop)
    save(store, Case(id="1"))


def test_the_log_outlives_closing_while_a_work_is_under_way(folder: Path) -> None:
    store = vault.open_(folder, WORDS)
    unit = store.begin()
    unit.__enter__()
    unit.cases.add(Case(id="1"), STAMP)
    store.close()
    store.close()
    store = vault.open_(folder, WORDS)
    assert acts(store)[-2:] == ["lock", "unlock"]
    assert "record" not in acts(store)
    store.close()


def test_what_was_noted_is_gone_with_a_failed_write(store: vault.Vault) -> None:
    before = acts(store)
    with store.begin() as unit:
        unit.cases.add(Case(id="1"), STAMP)
        with pytest.raises(StaleVersion):
            unit.cases.add(Case(id="1"), STAMP)
    assert acts(store) == before
    with store.begin() as unit:
        unit.audit.note(Act.EXPORT, "log", ("csv",))
        unit.note(Note(Act.LOCK))
    assert acts(store) == before


def test_a_backup_restored_where_the_newer_store_stood_opens_and_says_where_it_comes_from(
    folder: Path, tmp_path: Path
) -> None:
    store = vault.open_(folder, WORDS)
    backup.make(store, tmp_path / "b.osbackup", NOW, silent)
    save(store, Case(id="1"))
    store.close()
    shutil.rmtree(folder)
    backup.restore(tmp_path / "b.osbackup", WORDS, folder, silent)
    store = vault.open_(folder, WORDS)
    assert acts(store)[-4:] == ["unlock", "restored", "lock", "unlock"]
    assert store.verify().findings == ()
    store.close()
