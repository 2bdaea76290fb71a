"""Pages that opening leaves unchecked: damage is still found, what is sound raises no alarm, and one can stop it."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Thread

import pytest

from db import page_check, vault
from db.page_check import PageCheck, for_seconds
from observatory.cases.case import Case
from observatory.errors import Cancelled, DamagedStore
from observatory.ports import Stamp
from observatory.security.key_derivation import KdfCost
from observatory.security.key_file import open_key_file
from observatory.security.page_cipher import PAGE_BYTES
from observatory.terms import Term

WORDS = "cavallo nuvola pettine diciotto"
STAMP = Stamp(date(2024, 5, 6), datetime(2024, 5, 6, tzinfo=UTC), "clinician", "N")
NOW = 0.0
"""The patience of whoever waits for no page at all."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("pages") / "s"
    store = vault.create(made, WORDS, cost=KdfCost(1024, 1, 1))
    with store.begin() as unit:
        unit.cases.add_many((Case(id=f"{n:036}", month="2024-03", force="PS"), STAMP) for n in range(200))
        unit.commit()
    store.close()
    return made


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    mine = tmp_path / "s"
    mine.mkdir(0o700)
    for path in folder.iterdir():
        (mine / path.name).write_bytes(path.read_bytes())
    return mine


def check_of(folder: Path) -> PageCheck:
    return PageCheck(folder / "vault.db", open_key_file((folder / "vault.keys").read_bytes(), WORDS))


def altered(folder: Path, page: int, change: Callable[[bytes], bytes]) -> None:
    content = bytearray((folder / "vault.db").read_bytes())
    start = (page - 1) * PAGE_BYTES
    content[start : start + PAGE_BYTES] = change(bytes(content[start : start + PAGE_BYTES]))
    (folder / "vault.db").write_bytes(content)


def always(_done: int, _total: int) -> bool:
    return True


def test_a_sound_store_is_sound_however_often_the_check_pauses(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_check, "_STRETCH", 16)
    check, steps = check_of(copy), 0
    while not check.is_complete:
        before = check.done
        check.go_on(lambda done, _total, at=before: done == at)
        steps += 1
    assert check.done == check.total == (copy / "vault.db").stat().st_size // PAGE_BYTES
    assert steps > 1


@pytest.mark.parametrize("at", [0.0, 0.5, 1.0], ids=["first", "middle", "last"])
@pytest.mark.parametrize("byte", [16, 4095])
def test_one_flipped_byte_of_any_page_is_found(copy: Path, at: float, byte: int) -> None:
    page = 1 + round(at * (check_of(copy).total - 1))
    altered(copy, page, lambda old: old[:byte] + bytes([old[byte] ^ 1]) + old[byte + 1 :])
    with pytest.raises(DamagedStore):
        check_of(copy).go_on(always)


def test_a_page_of_zeros_and_a_page_in_the_place_of_another_are_found(copy: Path) -> None:
    last = check_of(copy).total
    sound = (copy / "vault.db").read_bytes()
    for change in (lambda _: bytes(PAGE_BYTES), lambda _: sound[-2 * PAGE_BYTES : -PAGE_BYTES]):
        altered(copy, last, change)
        with pytest.raises(DamagedStore):
            check_of(copy).go_on(always)


@pytest.mark.parametrize("at", [0.4, 0.8])
def test_what_opening_left_is_checked_before_the_log_and_damage_is_named(copy: Path, at: float) -> None:
    """Named at the latest by the check behind the window, or at once where opening itself reads the page."""
    altered(copy, 1 + round(at * (check_of(copy).total - 1)), lambda old: old[:100] + bytes([old[100] ^ 1]) + old[101:])

    def opened_and_checked() -> None:
        with closing(vault.open_(copy, WORDS, patience=NOW)) as store:
            store.verify()

    with pytest.raises(DamagedStore):
        opened_and_checked()


def test_a_sound_store_is_sound_behind_the_window_too(copy: Path) -> None:
    with closing(vault.open_(copy, WORDS, patience=NOW)) as store:
        assert not store.verify().findings


def test_the_page_that_sqlite_never_writes_is_no_damage(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a store beyond a gibibyte; here its place is moved into a small one."""
    assert page_check.LOCK_PAGE == 262_145
    altered(copy, 5, lambda _: bytes(PAGE_BYTES))
    with pytest.raises(DamagedStore):
        check_of(copy).go_on(always)
    monkeypatch.setattr(page_check, "LOCK_PAGE", 5)
    check_of(copy).go_on(always)


def test_without_patience_damage_is_told_before_anything_is_written(copy: Path) -> None:
    altered(copy, check_of(copy).total, lambda old: old[:-1] + bytes([old[-1] ^ 1]))
    before = (copy / "vault.db").read_bytes()
    for patience in (None, 60.0):
        with pytest.raises(DamagedStore):
            vault.open_(copy, WORDS, patience=patience)
        assert (copy / "vault.db").read_bytes() == before


@pytest.mark.parametrize("pages", [1, 5])
def test_a_file_that_was_cut_does_not_open_however_impatient_one_is(copy: Path, pages: int) -> None:
    content = (copy / "vault.db").read_bytes()
    (copy / "vault.db").write_bytes(content[: -pages * PAGE_BYTES])
    with pytest.raises(DamagedStore):
        vault.open_(copy, WORDS, patience=NOW)


def test_a_check_that_was_stopped_goes_on_where_it_was(copy: Path) -> None:
    store = vault.open_(copy, WORDS, patience=NOW)
    asked: list[int] = []

    def stop(done: int, _total: int, _what: Term) -> None:
        asked.append(done)
        raise Cancelled

    with pytest.raises(Cancelled):
        store.verify(stop)
    assert asked == [0]
    assert not store.verify().findings
    with pytest.raises(Cancelled):
        store.verify(stop)
    store.close()


def test_pages_written_meanwhile_raise_no_alarm(copy: Path) -> None:
    store = vault.open_(copy, WORDS, patience=NOW)

    def work() -> None:
        for n in range(25):
            with store.begin() as unit:
                unit.cases.replace(Case(id=f"{n:036}", version=1, month="2023-01", force="CC"), STAMP)
                unit.commit()
            store._connections.fold_log()

    writer = Thread(target=work)
    writer.start()
    while writer.is_alive():
        check = PageCheck(copy / "vault.db", store.keyring)
        check.go_on(always)
    writer.join()
    store.close()


def test_a_database_under_new_keys_was_checked_when_it_was_made(copy: Path) -> None:
    check = check_of(copy)
    check._keyring.epoch += 1
    assert check.is_complete
    check.go_on(for_seconds(60))
