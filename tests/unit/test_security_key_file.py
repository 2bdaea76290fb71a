"""The key file: what it holds, and that every damage and every forgery has its own name."""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from observatory.errors import DamagedStore, NewerStore, StoreError, TamperedStore, WrongPassphrase
from observatory.security import slots
from observatory.security.key_container import MAGIC, VERSION, read_body
from observatory.security.key_derivation import CEILING, KdfCost, slot_keys
from observatory.security.key_file import new_key_file, open_key_file
from observatory.security.keyring import Keyring
from observatory.security.roles import FOUNDER_ROLES, Compartment

CHEAP = KdfCost(64, 1, 1)
WORDS = "cavallo nuvola pettine diciotto"
HEAD = len(MAGIC) + 5

Body = dict[str, Any]


@pytest.fixture(scope="module")
def content() -> bytes:
    return new_key_file(WORDS, CHEAP)[0]


def summed(content: bytes) -> bytes:
    """The content with a checksum that holds, as somebody who alters it on purpose would write."""
    return content[:-32] + hashlib.sha256(content[:-32]).digest()


def forged(content: bytes, change: Callable[[Body], object]) -> bytes:
    body = read_body(content)
    change(body)
    text = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return summed(content[: len(MAGIC) + 1] + len(text).to_bytes(4) + text + content[-64:])


def keys_of(keyring: Keyring) -> list[bytes]:
    """Everything in a keyring that nobody else may have."""
    narratives = (key for held in keyring.narratives.values() for key in held.values())
    return [bytes(key) for key in (keyring.database, keyring.root_key, *narratives, *keyring.drafts.values())]


def test_what_was_made_is_opened_again() -> None:
    content, made = new_key_file(WORDS, CHEAP)
    opened = open_key_file(content, WORDS)
    assert opened == made
    assert {len(key) for key in keys_of(opened)} == {32}
    assert len(set(keys_of(opened))) == 3 + len(Compartment)
    assert (opened.sequence, opened.previous, len(opened.cipher_salt)) == (1, "", 16)


def test_no_two_stores_share_a_key() -> None:
    first, second = (new_key_file(WORDS, CHEAP)[1] for _ in range(2))
    assert first.store_id != second.store_id
    assert set(keys_of(first)).isdisjoint(keys_of(second))


def test_neither_the_passphrase_nor_a_key_stands_in_the_file() -> None:
    content, keyring = new_key_file(WORDS, CHEAP)
    for secret in (*keys_of(keyring), bytes(keyring.signing), bytes(keyring.receive), WORDS.encode(), b"titolare"):
        for written in (secret, secret.hex().encode(), base64.b64encode(secret)):
            assert written not in content


def test_keys_do_not_show_themselves_when_printed() -> None:
    _, keyring = new_key_file(WORDS, CHEAP)
    shown = repr((keyring, slot_keys(WORDS, bytes(16), CHEAP)))
    assert shown.count("0x") == 2
    assert "bytearray" not in shown
    assert "b'" not in shown


@pytest.mark.parametrize("wrong", ["", WORDS.upper(), WORDS.replace(" ", "  ", 1), WORDS[:-1]])
def test_another_passphrase_is_wrong_and_nothing_else(content: bytes, wrong: str) -> None:
    with pytest.raises(WrongPassphrase):
        open_key_file(content, wrong)


@pytest.mark.parametrize("typed", [WORDS + " ", "\t" + WORDS, f" {WORDS}\n"])
def test_the_spaces_around_a_passphrase_do_not_count(content: bytes, typed: str) -> None:
    assert open_key_file(content, typed).store_id == open_key_file(content, WORDS).store_id


def test_every_flipped_byte_and_every_truncation_is_damage(content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "slot_keys", None)  # nothing is derived from a damaged file
    for place in range(len(content)):
        with pytest.raises(DamagedStore):
            open_key_file(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :], WORDS)
        with pytest.raises(DamagedStore):
            open_key_file(content[:place], WORDS)
    for longer in (content + b"\0", content + bytes(2 * 1024 * 1024), b""):
        with pytest.raises(DamagedStore):
            open_key_file(longer, WORDS)


def test_every_byte_altered_on_purpose_is_a_named_refusal(content: bytes) -> None:
    """With a checksum that holds: never opened, never a crash."""
    for place in range(len(content) - 32):
        for mask in (0x01, 0x20):
            with pytest.raises(StoreError) as told:
                open_key_file(summed(content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :]), WORDS)
            assert type(told.value) is not StoreError


def test_a_newer_version_is_told_whatever_else_is_in_it(content: bytes) -> None:
    newer = bytearray(content)
    newer[len(MAGIC)] = VERSION + 1
    with pytest.raises(NewerStore):
        open_key_file(summed(bytes(newer)), WORDS)


def _flip(text: str) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[-1] ^= 1
    return base64.b64encode(raw).decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["slots"][0].update(sealed=_flip(body["slots"][0]["sealed"])),
        lambda body: body["slots"][0].pop("salt"),
        lambda body: body["slots"][0].update(salt=""),
        lambda body: body["slots"][0].update(salt=7),
        lambda body: body["slots"][0].update(kdf=None),
        lambda body: body["slots"][0]["kdf"].update(memory=CEILING.memory + 1),
        lambda body: body["slots"][0]["kdf"].update(passes=10**9),
        lambda body: body["slots"][0]["kdf"].update(memory=1e3),
        lambda body: body["slots"][0]["kdf"].update(memory="64"),
        lambda body: body["slots"][0]["kdf"].update(extra=1),
        lambda body: body.update(slots=[]),
        lambda body: body.update(slots={}),
        lambda body: body.update(wraps=body["wraps"][:1]),
        lambda body: body["wraps"][0].update(sealed=_flip(body["wraps"][0]["sealed"])),
        lambda body: body["wraps"].reverse() or body["wraps"][0].update(key="root"),
        lambda body: body["members"][0].update(sig=body["members"][0]["kem"]),
        lambda body: body.update(roster=_flip(body["roster"])),
        lambda body: body.update(trust=_flip(body["trust"])),
        lambda body: body["minted"].update({"cases/1": 9}),
        lambda body: body["members"].append(dict(body["members"][0], id="intruder")),
        lambda body: body.update(sequence=9),
        lambda body: body.update(sequence="nine"),
        lambda body: body.update(cipher_salt=_flip(body["cipher_salt"])),
        lambda body: body.update(store="another"),
        lambda body: body.clear(),
    ],
)
def test_a_forged_part_is_tampering(content: bytes, change: Callable[[Body], object]) -> None:
    with pytest.raises(TamperedStore):
        open_key_file(forged(content, change), WORDS)


@pytest.mark.parametrize("text", [b"", b"[]", b"7", b"{", b'{"v": 1}', b"[" * 200_000, b'{"v":1,"v":1}', b"\xff\xfe"])
def test_a_body_that_is_not_ours_is_tampering(content: bytes, text: bytes) -> None:
    with pytest.raises(TamperedStore):
        read_body(summed(content[: len(MAGIC) + 1] + len(text).to_bytes(4) + text + content[-64:]))


def test_a_length_that_lies_is_damage(content: bytes) -> None:
    wrong = (len(content) - HEAD - 63).to_bytes(4)
    with pytest.raises(DamagedStore):
        open_key_file(summed(content[: len(MAGIC) + 1] + wrong + content[HEAD:]), WORDS)


def test_the_body_names_who_may_open_and_with_which_role(content: bytes) -> None:
    body = read_body(content)
    (member,), (slot,) = body["members"], body["slots"]
    assert slot["member"] == member["id"]
    named = {"root", "cases/1", "minutes/1", f"draft/{member['id']}"}
    assert {(wrap["member"], wrap["key"]) for wrap in body["wraps"]} == {(member["id"], name) for name in named}
    me = open_key_file(content, WORDS).me
    assert (me.id, me.name, me.force, me.roles) == (member["id"], "titolare", "", FOUNDER_ROLES)


def test_half_a_character_is_a_wrong_passphrase_and_is_not_quoted(content: bytes) -> None:
    with pytest.raises(WrongPassphrase) as told:
        open_key_file(content, "cavallo nuvola pettine\ud800")
    assert told.value.__context__ is None
