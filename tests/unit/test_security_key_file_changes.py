"""Successors of a key file: another passphrase, a sheet, a member let in again; and every way to get them wrong."""

import base64
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from observatory.errors import DamagedStore, StoreError, TamperedStore, WrongPassphrase
from observatory.security import key_derivation
from observatory.security import key_file_changes as changes
from observatory.security.key_container import MAGIC, read_body
from observatory.security.key_derivation import CEILING, FLOOR, TARGET_SECONDS, KdfCost, raised
from observatory.security.key_file import Change, new_key_file, open_key_file
from observatory.security.keyring import Keyring
from observatory.security.paper_key import PaperKey, new_paper_key
from observatory.security.passphrases import in_words
from observatory.security.roles import FOUNDER_ROLES, Role
from observatory.security.signing import is_signed, sign
from resources import resource

CHEAP = KdfCost(64, 1, 1)
DEARER = KdfCost(128, 2, 1)
WORDS = "cavallo nuvola pettine diciotto"
OTHERS = "lampada sentiero arancia ventuno"
PAPER = PaperKey(bytes(range(20)))

Body = dict[str, Any]


@pytest.fixture(scope="module")
def content() -> bytes:
    return new_key_file(WORDS, CHEAP, PAPER)[0]


def store_keys(keyring: Keyring) -> tuple[bytes, ...]:
    """What is the store's own, whoever opens it."""
    narratives = (key for held in keyring.narratives.values() for key in held.values())
    keys = (keyring.database, *narratives, *keyring.drafts.values(), keyring.cipher_salt)
    return (keyring.store_id.encode(), *(bytes(key) for key in keys))


def with_passphrase(content: bytes, old: str, new: str, cost: KdfCost) -> Change:
    return changes.with_passphrase(content, open_key_file(content, WORDS), old, new, cost)


def with_recovery(content: bytes, passphrase: str, paper: PaperKey) -> Change:
    return changes.with_recovery(content, open_key_file(content, WORDS), passphrase, paper)


def recovered(content: bytes, paper: PaperKey, new: str, cost: KdfCost) -> Change:
    return changes.recovered(content, paper, "", new, cost)


def follows(content: bytes, fresh: bytes, keyring: Keyring) -> bool:
    return (keyring.sequence, keyring.previous, keyring.digest) == (
        read_body(content)["sequence"] + 1,
        hashlib.sha256(content).hexdigest(),
        hashlib.sha256(fresh).hexdigest(),
    )


def test_a_changed_passphrase_opens_the_same_store_and_the_old_one_does_not(content: bytes) -> None:
    fresh, keyring = with_passphrase(content, WORDS, OTHERS, DEARER)
    before, after = open_key_file(content, WORDS), open_key_file(fresh, OTHERS)
    assert after == keyring
    assert follows(content, fresh, after)
    assert store_keys(after) == store_keys(before)
    assert (after.member, after.members, after.signing) == (before.member, before.members, before.signing)
    assert after.cost == DEARER
    with pytest.raises(WrongPassphrase):
        open_key_file(fresh, WORDS)
    assert store_keys(open_key_file(fresh, PAPER)) == store_keys(before)


def test_only_whoever_knows_the_passphrase_changes_it(content: bytes) -> None:
    for change in (
        lambda: with_passphrase(content, OTHERS, WORDS, CHEAP),
        lambda: with_recovery(content, OTHERS, new_paper_key()),
        lambda: recovered(content, new_paper_key(), OTHERS, CHEAP),
    ):
        with pytest.raises(WrongPassphrase):
            change()


def test_the_paper_key_opens_the_same_store_as_a_member_of_its_own(content: bytes) -> None:
    by_words, by_paper = open_key_file(content, WORDS), open_key_file(content, PAPER)
    assert store_keys(by_paper) == store_keys(by_words)
    assert by_paper.member == by_words.sheet == PAPER.sheet
    assert by_paper.member != by_words.member
    assert by_paper.signing != by_words.signing
    assert by_paper.members == by_words.members


def test_a_store_without_a_sheet_says_so(content: bytes) -> None:
    plain, keyring = new_key_file(WORDS, CHEAP)
    assert keyring.sheet == ""
    with pytest.raises(WrongPassphrase) as none_made:
        open_key_file(plain, PAPER)
    with pytest.raises(WrongPassphrase) as other_sheet:
        open_key_file(content, new_paper_key())
    assert none_made.value.message != other_sheet.value.message


def test_a_new_sheet_takes_the_old_ones_place() -> None:
    plain, _ = new_key_file(WORDS, CHEAP)
    first, _ = with_recovery(plain, WORDS, PAPER)
    newer = new_paper_key()
    second, keyring = with_recovery(first, WORDS, newer)
    assert follows(first, second, keyring)
    assert keyring.sheet == newer.sheet
    assert open_key_file(second, newer).sheet == newer.sheet
    assert open_key_file(second, WORDS) == keyring
    with pytest.raises(WrongPassphrase):
        open_key_file(second, PAPER)
    assert PAPER.sheet in keyring.members  # what it signed, it signed


def test_the_sheet_lets_a_member_in_again_as_somebody_new(content: bytes) -> None:
    before = open_key_file(content, WORDS)
    signature = sign(before.signing, b"p", b"m")
    fresh, keyring = recovered(content, PAPER, OTHERS, DEARER)
    after = open_key_file(fresh, OTHERS)
    assert after == keyring
    assert follows(content, fresh, after)
    assert after.database == before.database
    assert after.draft == before.draft
    for compartment, held in before.narratives.items():  # what the lost keyset could read gets a new key for what comes
        assert after.narratives[compartment] == held | {2: after.narratives[compartment][2]}
    assert after.member not in (before.member, PAPER.sheet)
    assert after.signing != before.signing
    assert is_signed(after.members[before.member], b"p", b"m", signature)
    assert is_signed(after.members[after.member], b"p", b"m", sign(after.signing, b"p", b"m"))
    with pytest.raises(WrongPassphrase):
        open_key_file(fresh, WORDS)
    assert open_key_file(fresh, PAPER).sheet == PAPER.sheet
    newest = {each.member: each for each in after.roster}
    assert {each.member: each.roles for each in newest.values()} == {
        before.member: (),
        after.member: FOUNDER_ROLES,
        PAPER.sheet: (Role.RECOVERY,),
    }


def test_neither_the_paper_key_nor_its_hash_stands_in_the_file(content: bytes) -> None:
    whole = "".join(PAPER.groups).encode()
    for secret in (PAPER.key, PAPER.key.hex().encode(), base64.b64encode(PAPER.key), whole):
        assert secret not in content
    assert base64.b64encode(hashlib.sha256(PAPER.key).digest()) not in content


def summed(content: bytes) -> bytes:
    return content[:-32] + hashlib.sha256(content[:-32]).digest()


@pytest.mark.parametrize("secret", [WORDS, PAPER])
def test_every_flipped_byte_and_every_truncation_of_a_file_with_a_sheet_is_damage(
    content: bytes, secret: str | PaperKey
) -> None:
    for place in range(len(content)):
        for broken in (content[:place] + bytes([content[place] ^ 0x10]) + content[place + 1 :], content[:place]):
            with pytest.raises(DamagedStore):
                open_key_file(broken, secret)


@pytest.mark.parametrize("secret", [WORDS, PAPER])
def test_every_byte_altered_on_purpose_in_a_file_with_a_sheet_is_a_named_refusal(
    content: bytes, secret: str | PaperKey
) -> None:
    for place in range(len(content) - 32):
        with pytest.raises(StoreError) as told:
            open_key_file(summed(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]), secret)
        assert type(told.value) is not StoreError


def forged(content: bytes, change: Callable[[Body], object]) -> bytes:
    body = read_body(content)
    change(body)
    text = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    return summed(content[: len(MAGIC) + 1] + len(text).to_bytes(4) + text + content[-64:])


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body["slots"].pop(),
        lambda body: body["slots"].reverse(),
        lambda body: body["slots"][1].update(member=body["slots"][0]["member"]),
        lambda body: body["members"].pop(),
        lambda body: body["wraps"].pop(),
        lambda body: body["slots"].append(dict(body["slots"][1], member="intruder")),
    ],
)
def test_a_swapped_added_or_missing_slot_is_tampering(content: bytes, change: Callable[[Body], object]) -> None:
    with pytest.raises(TamperedStore):
        open_key_file(forged(content, change), WORDS)


def test_a_passphrase_slot_dressed_as_paper_does_not_open(content: bytes) -> None:
    """Otherwise whoever altered the file could make the derivation free."""
    weakened = forged(content, lambda body: body["slots"][0].update(kdf="paper"))
    with pytest.raises(StoreError):
        open_key_file(weakened, WORDS)


def test_a_slot_below_the_floor_is_raised_and_one_at_the_target_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[float] = []
    wanted = KdfCost(256 * 1024, 3, 4)
    monkeypatch.setattr(key_derivation, "calibrated", lambda: calls.append(0) or wanted)
    assert raised(KdfCost(32 * 1024, 3, 4), TARGET_SECONDS) == wanted
    assert raised(KdfCost(64 * 1024, 1, 4), TARGET_SECONDS) == wanted
    assert len(calls) == 2
    assert raised(FLOOR, TARGET_SECONDS) is None
    assert raised(wanted, TARGET_SECONDS / 2) is None
    assert len(calls) == 2  # an opening that took its time is not measured again


def test_a_slot_that_a_faster_machine_opens_in_a_moment_is_raised_and_never_lowered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(key_derivation, "calibrated", lambda: KdfCost(256 * 1024, 3, 4))
    assert raised(FLOOR, 0.01) == KdfCost(256 * 1024, 3, 4)
    assert raised(KdfCost(128 * 1024, 4, 8), 0.01) == KdfCost(256 * 1024, 4, 8)
    assert raised(KdfCost(512 * 1024, 3, 4), 0.01) is None
    assert raised(KdfCost(512 * 1024, CEILING.passes, 4), 0.0) is None


def test_a_fingerprint_is_six_words_of_the_list_and_changes_with_its_content() -> None:
    listed = resource("passphrase_words.csv").read_text(encoding="utf-8").split()
    assert set(in_words(b"one").split()) <= set(listed)
    assert len(in_words(b"one").split()) == 6
    assert in_words(b"one") != in_words(b"two")
    first_word = int.from_bytes(hashlib.sha256(b"one").digest()[:2]) >> 5
    assert in_words(b"one", 1) == listed[1:][first_word]
