"""What an interruption leaves behind is cleared away, taken up or handed over, and nothing else is."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3

from db import cipher, copying, unit, vault
from db.side_stores import DraftStore
from observatory.cases.case import Case
from observatory.errors import DamagedStore, FileTrouble, StoreExists
from observatory.ports import Draft, Stamp
from observatory.security.first_version import FOUNDER
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.security.keyring import Keyring
from observatory.security.paper_key import PaperKey
from observatory.security.roles import Role
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer

CHEAP = KdfCost(1024, 1, 1)
WORDS, OTHERS = "cavallo nuvola pettine diciotto", "lampada sentiero arancia ventuno"
PAPER = PaperKey(bytes(range(20)))
NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")
AT_REST = {"lock", "vault.db", "vault.keys", "vault.keys.bak"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A closed store with a recovery sheet, a case and a draft."""
    with closing(vault.create(tmp_path / "s", WORDS, cost=CHEAP, paper=PAPER)) as store, store.begin() as unit:
        unit.cases.add(Case(id="c", force="PS"), STAMP)
        unit.drafts.save(a_draft("c", "prima"))
        unit.commit()
    return tmp_path / "s"


def a_draft(record: str, note: str) -> Draft:
    return Draft(f"case:{record}", "case", record, 1, {"note": note}, NOW)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def keyring_of(folder: Path, secret: str | Login) -> Keyring:
    return open_key_file((folder / "vault.keys").read_bytes(), secret)


# --- a store that was being made ---


def leave_unfinished(folder: Path, *left: str) -> None:
    (folder / "vault.db").rename(folder / "vault.db.new")
    for name in names(folder) - {"vault.db.new", *left}:
        (folder / name).unlink()
    for name in left:
        (folder / name).touch()


@pytest.mark.parametrize(
    "left",
    [(), ("lock",), ("vault.keys.bak.new",), ("vault.keys.bak", "vault.keys.new"), ("vault.keys", "vault.keys.bak")],
)
def test_a_store_that_never_got_its_database_may_be_made_again(folder: Path, left: tuple[str, ...]) -> None:
    leave_unfinished(folder, *left, *(["vault.db.new-wal"] if left else []))
    vault.create(folder, OTHERS, cost=CHEAP).close()
    assert names(folder) == AT_REST - {"lock"} | (names(folder) & {"lock"})
    vault.open_(folder, OTHERS).close()


@pytest.mark.parametrize("also", ["vault.db", "appunti.txt", "vault.keys.next", "vault-0002.db"])
def test_a_folder_that_may_hold_more_is_left_as_it_is(folder: Path, also: str) -> None:
    leave_unfinished(folder, "vault.keys")
    (folder / also).write_text("x")
    before = names(folder)
    with pytest.raises(StoreExists):
        vault.create(folder, OTHERS, cost=CHEAP)
    assert names(folder) == before


@pytest.mark.parametrize("gone", [("vault.db",), ("vault.keys", "vault.keys.bak")])
def test_a_store_that_lost_a_part_is_not_taken_for_one_that_was_being_made(folder: Path, gone: tuple[str, ...]) -> None:
    for name in gone:
        (folder / name).unlink()
    with pytest.raises(StoreExists):
        vault.create(folder, OTHERS, cost=CHEAP)


# --- key files ---


def test_a_key_file_that_was_being_written_is_removed_at_the_next_opening(folder: Path) -> None:
    for name in ("vault.keys.new", "vault.keys.bak.new"):
        (folder / name).write_bytes(b"a part")
    vault.open_(folder, WORDS).close()
    assert names(folder) == AT_REST


# --- drafts of whoever was let in again ---


def cut_short(folder: Path) -> None:
    """Let in again, but the power went before the drafts were handed over: they are still the former member's."""
    former = keyring_of(folder, WORDS).member
    vault.recover(folder, PAPER, OTHERS, cost=CHEAP).close()
    with closing(cipher.connect(folder / "vault.db", keyring_of(folder, OTHERS))) as connection:
        connection.execute("UPDATE draft SET member = ?", (former,))


def drafts(store: vault.Vault) -> list[str]:
    with store.begin() as unit:
        return [draft.values["note"] for draft in unit.drafts.all("case")]


def test_drafts_that_a_recovery_left_to_nobody_are_found_at_the_next_opening(folder: Path) -> None:
    cut_short(folder)
    for _ in range(2):
        with closing(vault.open_(folder, OTHERS)) as store:
            assert drafts(store) == ["prima"]
            assert store.verify().findings == ()


def test_a_draft_begun_anew_meanwhile_counts(folder: Path) -> None:
    cut_short(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(vault.Vault, "claim_drafts", lambda _: None)
        with closing(vault.open_(folder, OTHERS)) as store, store.begin() as unit:
            unit.drafts.save(a_draft("c", "seconda"))
            unit.commit()
    with closing(vault.open_(folder, OTHERS)) as store:
        assert drafts(store) == ["seconda"]


def test_nobody_claims_what_their_key_does_not_open_or_another_member_has(folder: Path) -> None:
    with closing(vault.open_(folder, WORDS)) as store:
        store.keys.add_member(Newcomer("Rossi", "PS", (Role.CLINICIAN,)), "frase di Rossi che basta", cost=CHEAP)
    rossi = Login("Rossi", "frase di Rossi che basta")
    with closing(cipher.connect(folder / "vault.db", keyring_of(folder, rossi))) as connection:
        connection.execute(
            "INSERT INTO draft SELECT 'gone', key, entity, record_id, version, x'00', saved_at FROM draft"
        )
    for login, seen in ((rossi, []), (Login(FOUNDER.name, WORDS), ["prima"])):
        with closing(vault.open_(folder, login)) as store:
            assert drafts(store) == seen


def test_a_disk_that_refuses_the_claim_is_asked_at_the_next_opening(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_short(folder)

    def refuse(*_: object) -> bool:
        raise FileTrouble(copying.DISK)

    monkeypatch.setattr(DraftStore, "claim", refuse)
    with closing(vault.open_(folder, OTHERS)) as store:
        assert drafts(store) == []
    monkeypatch.undo()
    with closing(vault.open_(folder, OTHERS)) as store:
        assert drafts(store) == ["prima"]


# --- copies kept before a change of tables ---


def keep(folder: Path) -> None:
    copying.keep_copy(folder / "vault.db", folder / "vault-0002.db", keyring_of(folder, WORDS))


def test_what_a_copy_that_was_cut_short_left_is_replaced(folder: Path) -> None:
    for name in ("vault-0002.db", "vault-0002.db.new", "vault-0002.db.new-journal"):
        (folder / name).write_bytes(b"a part")
    keep(folder)
    assert names(folder) - {"lock"} == AT_REST - {"lock"} | {"vault-0002.db"}
    cipher.check_pages(folder / "vault-0002.db", keyring_of(folder, WORDS))


def refusing(error: Exception) -> Callable[..., Any]:
    def refuse(*_: object, **__: object) -> None:
        raise error

    return refuse


class Source:
    """A connection whose backup fails."""

    def __init__(self, error: Exception) -> None:
        self.backup = refusing(error)


@pytest.mark.parametrize("step", ["copy_database", "flush_folder"])
def test_a_disk_that_refuses_the_copy_is_told_as_such_and_the_earlier_one_stays_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    keep(folder)
    monkeypatch.setattr(copying, step, refusing(OSError(28, "No space left on device")))
    with pytest.raises(FileTrouble):
        keep(folder)
    cipher.check_pages(folder / "vault-0002.db", keyring_of(folder, WORDS))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (sqlcipher3.OperationalError("disk I/O error"), FileTrouble),
        (sqlcipher3.DatabaseError("database disk image is malformed"), DamagedStore),
    ],
)
def test_the_backup_of_sqlite_which_tells_no_code_is_told_by_its_class(error: Exception, told: type[Exception]) -> None:
    with pytest.raises(told):
        copying._back_up(Source(error), None, lambda *_: None)


def test_an_erasure_that_cannot_remove_an_old_copy_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder)
    with closing(vault.open_(folder, WORDS)) as store:
        with store.begin() as work, monkeypatch.context() as patched:
            work.erasure.erase("case", ["c"], "distress", STAMP)
            patched.setattr(Path, "unlink", refusing(PermissionError(13, "Permission denied")))
            with pytest.raises(FileTrouble):
                work.commit()
        with store.begin() as work:
            assert work.cases.get("c").force == "PS"


def test_old_copies_are_gone_before_an_erasure_holds(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(folder)
    with closing(vault.open_(folder, WORDS)) as store, store.begin() as work:
        work.erasure.erase("case", ["c"], "distress", STAMP)
        monkeypatch.setattr(unit, "spoken", refusing(ZeroDivisionError()))
        with pytest.raises(ZeroDivisionError):
            work.commit()
        monkeypatch.undo()
        assert not (folder / "vault-0002.db").exists()
