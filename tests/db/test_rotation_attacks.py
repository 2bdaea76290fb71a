"""What whoever was shut out, and whoever has no role for narratives, can do with all they ever had: nothing."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db import cipher, inspection, rescue, vault
from db.key_pair import KeyPair
from observatory.cases.case import Case
from observatory.errors import (
    DamagedStore,
    NotAllowed,
    RolledBackStore,
    StoreError,
    TamperedStore,
    WrongPassphrase,
)
from observatory.interventions.intervention import Intervention
from observatory.meetings.meeting import Meeting
from observatory.ports import Draft, Stamp
from observatory.progress import silent
from observatory.security import certificates
from observatory.security.key_container import MAGIC, Json, canonical, read_body
from observatory.security.key_container import contained as contained_under
from observatory.security.key_derivation import KdfCost, expand
from observatory.security.key_file import open_key_file
from observatory.security.key_wraps import unwrapped
from observatory.security.keyring import Keyring
from observatory.security.page_cipher import PAGE_BYTES, PageCipher
from observatory.security.paper_key import PaperKey
from observatory.security.roles import Compartment, Role
from observatory.security.sealing import Seal
from observatory.security.slots import Login
from observatory.security.store_keys import Newcomer

CHEAP = KdfCost(1024, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
PAPER = PaperKey(bytes(range(20)))
NOW = datetime(2024, 5, 6, tzinfo=UTC)
STAMP = Stamp(date(2024, 5, 6), NOW, "clinician", "N")
FOUNDER = Login("titolare", WORDS)
ANNA, UGO = (Login(name, f"{WORDS} {name}") for name in ("anna", "ugo"))
CANARY = "Zanzottera"
KEY_FILES = ("vault.keys", "vault.keys.bak")


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store from which Anna, who was clinician and administrator, has not been shut out."""
    folder = tmp_path_factory.mktemp("before") / "s"
    with closing(vault.create(folder, WORDS, cost=CHEAP, paper=PAPER)) as store:
        store.keys.add_member(Newcomer("anna", "", (Role.ADMINISTRATOR, Role.CLINICIAN)), ANNA.passphrase, cost=CHEAP)
        store.keys.add_member(Newcomer("ugo", "", (Role.ANALYST,)), UGO.passphrase, cost=CHEAP)
        with store.begin() as unit:
            unit.cases.add(Case(id="a", note=CANARY, event_type="SU"), STAMP)
            unit.interventions.add(Intervention(id="i", note=CANARY), STAMP)
            unit.meetings.add(Meeting(id="m", minutes=CANARY), STAMP)
            unit.drafts.save(Draft("d", "case", "", 0, {"note": CANARY}, NOW))
            unit.commit()
    with closing(vault.open_(folder, ANNA)) as store, store.begin() as unit:
        unit.drafts.save(Draft("d", "case", "", 0, {"note": CANARY}, NOW))
        unit.cases.add(Case(id="b", note=CANARY), STAMP)
        unit.commit()
    return folder


@pytest.fixture(scope="module")
def after(before: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same store once Anna was shut out, with a copy from an older format left beside it by somebody."""
    folder = tmp_path_factory.mktemp("after") / "s"
    shutil.copytree(before, folder)
    shutil.copy(folder / "vault.db", folder / "vault-0002.db")
    with closing(vault.open_(folder, FOUNDER)) as store:
        store.keys.remove_member("anna")
        with store.begin() as unit:
            unit.cases.add(Case(id="c", note=CANARY), STAMP)
            unit.commit()
    return folder


@pytest.fixture
def folder(after: Path, tmp_path: Path) -> Path:
    shutil.copytree(after, tmp_path / "s")
    return tmp_path / "s"


@pytest.fixture
def hers(before: Path) -> Iterator[Keyring]:
    """All keys that Anna could save while she was a member."""
    keyring = open_key_file((before / "vault.keys").read_bytes(), ANNA)
    yield keyring
    keyring.wipe()


def refused(folder: Path, error: type[StoreError], login: Login) -> None:
    """It is named, by opening and by looking, and no file is changed."""
    names = ("vault.db", *KEY_FILES)
    content = [(folder / name).read_bytes() for name in names if (folder / name).exists()]
    for attempt in (vault.open_, vault.inspect, lambda *asked: inspection.check(*asked, silent)):
        with pytest.raises(error) as told:
            attempt(folder, login)
        assert type(told.value) is error
    assert content == [(folder / name).read_bytes() for name in names if (folder / name).exists()]


def test_her_passphrase_opens_nothing(folder: Path) -> None:
    refused(folder, WrongPassphrase, ANNA)
    refused(folder, WrongPassphrase, Login("titolare", ANNA.passphrase))


@pytest.mark.parametrize("replayed", [KEY_FILES, KEY_FILES[:1], (*KEY_FILES, "vault.keys.next")])
def test_her_saved_key_files_are_named_as_older(folder: Path, before: Path, replayed: tuple[str, ...]) -> None:
    for name in replayed:
        shutil.copy(before / "vault.keys", folder / name)
    refused(folder, RolledBackStore, ANNA)
    refused(folder, RolledBackStore, FOUNDER)


def test_her_saved_key_file_as_spare_is_renewed(folder: Path, before: Path) -> None:
    shutil.copy(before / "vault.keys", folder / "vault.keys.bak")
    refused(folder, WrongPassphrase, ANNA)
    vault.open_(folder, FOUNDER).close()
    assert (folder / "vault.keys.bak").read_bytes() == (folder / "vault.keys").read_bytes()
    shutil.copy(before / "vault.keys", folder / "vault.keys.bak")
    (folder / "vault.keys").unlink()
    refused(folder, RolledBackStore, ANNA)


def test_her_saved_key_file_announced_as_the_next_changes_nothing(folder: Path, before: Path) -> None:
    shutil.copy(before / "vault.keys", folder / "vault.keys.next")
    refused(folder, WrongPassphrase, ANNA)
    vault.open_(folder, FOUNDER).close()
    assert not (folder / "vault.keys.next").exists()


def test_the_state_of_an_interrupted_removal_made_up_again_lets_nobody_in(folder: Path, before: Path) -> None:
    """The true predecessor in place and the file in force announced: it is finished again."""
    with closing(vault.open_(folder, FOUNDER)) as store:
        store.keys.change_passphrase(WORDS, WORDS + " bis", cost=CHEAP)
    in_force = (folder / "vault.keys").read_bytes()
    for name in KEY_FILES:
        shutil.copy(before / "vault.keys", folder / name)
    (folder / "vault.keys.next").write_bytes(in_force)
    refused(folder, RolledBackStore, ANNA)
    refused(folder, RolledBackStore, FOUNDER)


def test_an_older_key_file_of_the_same_epoch_announced_is_named(folder: Path, before: Path) -> None:
    """Made up again is the moment of the switch, though the keys have changed since."""
    with closing(vault.open_(folder, FOUNDER)) as store:
        first_of_epoch = (folder / "vault.keys").read_bytes()
        store.keys.change_passphrase(WORDS, WORDS + " bis", cost=CHEAP)
    for name in KEY_FILES:
        shutil.copy(before / "vault.keys", folder / name)
    (folder / "vault.keys.next").write_bytes(first_of_epoch)
    refused(folder, WrongPassphrase, ANNA)
    refused(folder, RolledBackStore, FOUNDER)


def test_the_whole_store_as_it_was_before_is_named_where_it_is_known(folder: Path, before: Path) -> None:
    vault.open_(folder, FOUNDER).close()
    for name in ("vault.db", *KEY_FILES):
        shutil.copy(before / name, folder / name)
    for login in (ANNA, FOUNDER):
        with pytest.raises(RolledBackStore):
            vault.open_(folder, login)


def test_the_old_database_under_the_new_key_files_is_named(folder: Path, before: Path) -> None:
    shutil.copy(before / "vault.db", folder / "vault.db")
    refused(folder, RolledBackStore, FOUNDER)
    refused(folder, WrongPassphrase, ANNA)


def test_her_saved_keys_open_no_page(folder: Path, before: Path, hers: Keyring) -> None:
    content = (folder / "vault.db").read_bytes()
    with closing(vault.open_(folder, FOUNDER)) as store:
        salts, epochs = (hers.cipher_salt, store.keyring.cipher_salt), (hers.epoch, store.keyring.epoch)
    derived = [expand(hers.root_key, f"osservatorio/database/v1|{hers.store_id}|{epoch}".encode()) for epoch in epochs]
    secrets = [bytes(key) for key in (hers.root_key, hers.database, hers.signing, hers.receive, *derived)]
    secrets += [bytes(key) for key in (*hers.drafts.values(), *hers.narratives[Compartment.CASES].values())]
    for key in secrets:
        for salt in salts:
            pages = PageCipher(key, salt)
            for number in range(1, len(content) // PAGE_BYTES + 1):
                assert pages.opened(number, content[(number - 1) * PAGE_BYTES : number * PAGE_BYTES]) is None
    with pytest.raises(DamagedStore):
        cipher.connect(folder / "vault.db", hers)
    with pytest.raises(DamagedStore):
        rescue.rescue(
            _with_key_files(folder, (before / "vault.keys").read_bytes()), ANNA, folder.parent / "out", silent
        )


def _with_key_files(folder: Path, saved: bytes) -> Path:
    """The rotated database beside the key file that she saved."""
    other = folder.parent / "hers"
    shutil.copytree(folder, other)
    for name in KEY_FILES:
        (other / name).write_bytes(saved)
    return other


def test_nothing_that_she_opens_is_left_beside_the_store(folder: Path, hers: Keyring) -> None:
    assert sorted(path.name for path in folder.iterdir()) == ["lock", "vault.db", *KEY_FILES]
    for path in folder.iterdir():
        if path.stat().st_size >= PAGE_BYTES:
            with pytest.raises(DamagedStore):
                cipher.connect(path, hers)


def test_her_keyset_opens_no_key_of_the_new_file(folder: Path, hers: Keyring) -> None:
    body = read_body((folder / "vault.keys").read_bytes())
    assert hers.member not in {each["member"] for each in body["wraps"]}
    for wrap in body["wraps"]:
        for member in {each["member"] for each in body["wraps"]} | {hers.member}:
            with pytest.raises(InvalidTag):
                unwrapped(hers.store_id, [wrap | {"member": member}], member, hers.receive)


def forged(content: bytes, body: Json, root: bytes | bytearray | None = None) -> bytes:
    """A key file that says this, with the old MAC's bytes or a MAC under some key, and a checksum that holds."""
    if root is not None:
        return contained_under(body, root)
    text = canonical(body)
    signed = MAGIC + content[7:8] + len(text).to_bytes(4) + text + content[-64:-32]
    return signed + hashlib.sha256(signed).digest()


def test_her_old_slot_in_the_new_file_opens_nothing(folder: Path, before: Path, hers: Keyring) -> None:
    new, old = (path.read_bytes() for path in (folder / "vault.keys", before / "vault.keys"))
    slot = next(each for each in read_body(old)["slots"] if each["member"] == hers.member)
    wraps = [each for each in read_body(old)["wraps"] if each["member"] == hers.member]
    for more in ([], wraps):
        for root in (None, hers.root_key):
            body = read_body(new)
            body["slots"].append(slot)
            body["wraps"] += more
            for name in KEY_FILES:
                (folder / name).write_bytes(forged(new, body, root))
            refused(folder, TamperedStore, ANNA)
            refused(folder, TamperedStore, FOUNDER)


def test_a_roster_of_her_own_under_her_old_root_key_opens_nothing(folder: Path, before: Path, hers: Keyring) -> None:
    """Her old file with the new salt, epoch and number, so that it claims to be the one in force."""
    new, old = (read_body(path.read_bytes()) for path in (folder / "vault.keys", before / "vault.keys"))
    body = old | {name: new[name] for name in ("epoch", "sequence", "previous", "cipher_salt")}
    for name in KEY_FILES:
        (folder / name).write_bytes(contained_under(body, hers.root_key))
    refused(folder, TamperedStore, ANNA)


# --- an analyst at the level of keys ---


def sealed_values(keyring: Keyring, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every sealed value of every table, with the table's name."""
    with closing(cipher.connect(folder / "vault.db", keyring)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608
                yield from (
                    (table, value) for value in row if isinstance(value, bytes) and value.startswith((b"\x01", b"\x02"))
                )


def everything_held(value: Any, seen: set[int]) -> Iterator[bytes]:  # noqa: ANN401
    """Every 32 bytes that can be reached from an object of ours."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, bytes | bytearray) and len(value) == 32:
        yield bytes(value)
    parts: list[Any] = []
    if isinstance(value, dict):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple | set):
        parts = list(value)
    elif type(value).__module__.startswith(("db.", "observatory.")):
        names = {*getattr(type(value), "__slots__", ()), *getattr(value, "__dict__", ())}
        parts = [getattr(value, name, None) for name in names]
    for part in parts:
        yield from everything_held(part, seen)


@pytest.mark.parametrize("is_rotated", [False, True])
def test_an_analyst_holds_no_key_of_any_narrative(before: Path, after: Path, tmp_path: Path, is_rotated: bool) -> None:
    folder = tmp_path / "s"
    shutil.copytree(after if is_rotated else before, folder)
    with closing(vault.open_(folder, UGO)) as store:
        keyring = store.keyring.copied()
        with store.begin() as unit:
            unit.drafts.save(Draft("own", "strength", "", 0, {"note": "mio"}, NOW))
            assert unit.cases.get("a").note is None
            assert unit.meetings.get("m").minutes is None
            assert [revision.record.note for revision in unit.cases.history("a")] == [None]
            unit.commit()
        held = set(everything_held(store, set()))
    assert not any(keyring.narratives.values())
    assert list(keyring.drafts) == [keyring.member]
    held |= {bytes(key) for key in keyring._keys()} | {keyring.trust}
    derivations = (b"osservatorio/roster/v2", b"osservatorio/key-file-mac/v1", b"osservatorio/slot/v1")
    held |= {expand(key, purpose) for key in tuple(held) for purpose in derivations}
    held |= {
        expand(key, f"osservatorio/{what}/v1|{keyring.store_id}|{epoch}".encode())
        for key in tuple(held)
        for what in ("drafts", "database")
        for epoch in (1, 2)
    }
    assert len(held) > 20
    blobs = list(sealed_values(keyring, folder))
    told = [table for table, _ in blobs]
    assert {"case", "intervention", "meeting", "revision", "draft"} <= set(told)
    opened = {table for table, blob in blobs if _opens(blob, held)}
    assert opened <= {"draft"}
    assert sum(_opens(blob, held) for table, blob in blobs if table == "draft") == 1


def _opens(blob: bytes, keys: set[bytes]) -> bool:
    """Whether a key opens the value in any place it might have been sealed for: a nonce that fits is enough."""
    rest = blob[1:] if blob[0] == 1 else blob[3:]
    for key in keys:
        for place in _PLACES:
            with suppress(InvalidTag, ValueError):
                AESGCM(key).decrypt(rest[:12], rest[12:], place)
                return True
    return False


def _bound(*place: str) -> bytes:
    return b"osservatorio/sealed/v1|" + json.dumps(place, separators=(",", ":")).encode()


_PLACES = [
    *(_bound("case", ident, "note") for ident in "abc"),
    _bound("intervention", "i", "note"),
    _bound("meeting", "m", "minutes"),
    *(_bound("revision", "case", ident, "1") for ident in "abc"),
    _bound("revision", "intervention", "i", "1"),
    _bound("revision", "meeting", "m", "1"),
    *(_bound("draft", key, "typed") for key in ("d", "own")),
]


def test_the_oracle_of_that_test_opens_what_a_clinician_opens(after: Path) -> None:
    """Else it would prove nothing."""
    keyring = open_key_file((after / "vault.keys").read_bytes(), FOUNDER)
    held = {bytes(key) for key in keyring._keys()}
    blobs = [(table, blob) for table, blob in sealed_values(keyring, after) if not table.startswith("audit")]
    assert all(_opens(blob, held) for _, blob in blobs)
    assert len(blobs) >= 9


def test_an_analyst_s_seal_refuses(after: Path, tmp_path: Path) -> None:
    shutil.copytree(after, tmp_path / "s")
    with closing(vault.open_(tmp_path / "s", UGO)) as store:
        for entity in ("case", "intervention", "meeting"):
            seal: Seal = store._seals.of(entity)
            assert not seal.can_open
            with pytest.raises(NotAllowed):
                seal.close("x", ("case", "a", "note"))


def test_an_analyst_cannot_give_themselves_a_role(after: Path, tmp_path: Path) -> None:
    shutil.copytree(after, tmp_path / "s")
    with closing(vault.open_(tmp_path / "s", UGO)) as store:
        for act in (
            lambda: store.keys.change_member("ugo", (Role.CLINICIAN,), ""),
            lambda: store.keys.add_member(Newcomer("lui", "", (Role.CLINICIAN,)), WORDS, cost=CHEAP),
            lambda: store.keys.remove_member("titolare"),
        ):
            with pytest.raises(NotAllowed):
                act()


# --- slots, seen by the member whose slot it is ---


def test_a_slot_altered_behind_a_member_s_back_is_no_wrong_passphrase(folder: Path) -> None:
    content = (folder / "vault.keys").read_bytes()
    body = read_body(content)
    slots = {slot["member"]: slot for slot in body["slots"]}
    mine = open_key_file(content, UGO).member
    slots[mine]["salt"] = slots[mine]["commitment"][:24]
    (folder / "vault.keys").write_bytes(forged(content, body))
    refused(folder, TamperedStore, UGO)
    refused(folder, WrongPassphrase, Login("ugo", WORDS))
    (folder / "vault.keys").write_bytes(content)
    vault.open_(folder, UGO).close()


def test_two_slots_exchanged_are_named_to_both(folder: Path) -> None:
    content = (folder / "vault.keys").read_bytes()
    ugo, founder = (open_key_file(content, login).member for login in (UGO, FOUNDER))
    for names in (("salt", "kdf", "sealed", "commitment"), ("member",), ("tag",), ("sealed",), ("commitment",)):
        body = read_body(content)
        one, other = (next(s for s in body["slots"] if s["member"] == member) for member in (ugo, founder))
        for name in names:
            one[name], other[name] = other[name], one[name]
        (folder / "vault.keys").write_bytes(forged(content, body))
        for login in (UGO, FOUNDER):
            refused(folder, TamperedStore, login)


def test_a_spare_from_before_a_change_of_passphrase_does_not_cry_wolf(folder: Path) -> None:
    """A crash leaves the spare one number behind; the old passphrase is then simply wrong."""
    old = (folder / "vault.keys").read_bytes()
    with closing(vault.open_(folder, UGO)) as store:
        store.keys.change_passphrase(UGO.passphrase, WORDS + " altra", cost=CHEAP)
    (folder / "vault.keys.bak").write_bytes(old)
    with pytest.raises(WrongPassphrase):
        vault.open_(folder, UGO)
    vault.open_(folder, Login("ugo", WORDS + " altra")).close()


@pytest.mark.parametrize("names", [KEY_FILES[:1], KEY_FILES[1:], KEY_FILES])
def test_an_older_key_file_of_the_same_epoch_is_named(folder: Path, names: tuple[str, ...]) -> None:
    old = (folder / "vault.keys").read_bytes()
    with closing(vault.open_(folder, FOUNDER)) as store:
        for word in ("uno", "due"):
            store.keys.add_member(Newcomer(word, "", (Role.AUDITOR,)), f"{WORDS} {word}", cost=CHEAP)
    for name in names:
        (folder / name).write_bytes(old)
    if "vault.keys" in names:
        refused(folder, RolledBackStore, UGO)
    else:
        vault.open_(folder, UGO).close()
        assert (folder / "vault.keys.bak").read_bytes() == KeyPair(folder).content()


def test_whoever_lost_a_role_cannot_make_the_roster_forget_it(folder: Path) -> None:
    """Every beginning of a roster is soundly signed, and a member of now can bind another key file to the database."""
    with closing(vault.open_(folder, FOUNDER)) as store:
        store.keys.add_member(Newcomer("eva", "", (Role.ADMINISTRATOR, Role.CLINICIAN)), WORDS + " eva", cost=CHEAP)
        store.keys.change_member("eva", (Role.ANALYST,), "")
    content = (folder / "vault.keys").read_bytes()
    eva = open_key_file(content, Login("eva", WORDS + " eva"))
    body = read_body(content)
    body["roster"] = certificates.sealed(eva.roster[:-1], eva.root_key, certificates.place_of_roster(body))
    altered = contained_under(body, eva.root_key)
    for name in KEY_FILES:
        (folder / name).write_bytes(altered)
    with closing(cipher.connect(folder / "vault.db", eva)) as connection:
        connection.execute("UPDATE key_file SET digest = ?", (hashlib.sha256(altered).hexdigest(),))
    for login in (FOUNDER, Login("eva", WORDS + " eva")):
        with pytest.raises(TamperedStore) as told:
            vault.open_(folder, login)
        assert told.value.message == certificates.FORGED_ROLE
