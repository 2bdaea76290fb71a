"""Key derivation, sealing and passphrases, against published vectors and what they promise."""

import math
from types import SimpleNamespace

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from hypothesis import given
from hypothesis import strategies as st

from observatory.errors import TamperedStore, WrongUse
from observatory.security import key_derivation, passphrases
from observatory.security.key_derivation import CEILING, FLOOR, KdfCost, calibrated, check, expand, slot_keys
from observatory.security.key_file import new_key_file
from observatory.security.passphrases import SHORTEST, WORDS_PROPOSED, accept, propose, strength
from observatory.security.roles import Compartment
from observatory.security.sealing import Seal
from resources import resource

CHEAP = KdfCost(64, 1, 1)
SALT = bytes(range(16))
PLACE = ("case", "1", "note")


def test_argon2id_is_that_of_rfc_9106() -> None:
    """RFC 9106, section 5.3: Argon2id test vector."""
    derived = Argon2id(
        salt=b"\x02" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\x04" * 12, secret=b"\x03" * 8
    ).derive(b"\x01" * 32)
    assert derived.hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_expansion_is_hkdf_of_rfc_5869() -> None:
    """RFC 5869, appendix A.1 (with salt and info) and A.3 (without)."""
    secret = b"\x0b" * 22
    salted = expand(secret, bytes(range(0xF0, 0xFA)), salt=bytes(range(13)), length=42)
    assert salted.hex() == ("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865")
    assert expand(secret, b"", length=42).hex() == (
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    )


def test_the_two_keys_of_a_slot_stay_what_they_were_in_the_first_release() -> None:
    """Argon2id then HKDF, put together here from the library alone: the format of written stores depends on it."""
    argon = Argon2id(salt=SALT, length=32, iterations=1, lanes=1, memory_cost=64).derive(b"frase")
    both = expand(argon, b"osservatorio/slot/v1", salt=SALT, length=64)
    keys = slot_keys("frase", SALT, CHEAP)
    assert (keys.seal, keys.commit) == (both[:32], both[32:])


def test_a_passphrase_is_the_same_however_it_is_composed_and_different_otherwise() -> None:
    assert slot_keys("perché", SALT, CHEAP) == slot_keys("perche\u0301", SALT, CHEAP)
    others = [slot_keys("perche", SALT, CHEAP), slot_keys("perché", SALT[::-1], CHEAP)]
    others += [slot_keys("perché", SALT, cost) for cost in (KdfCost(128, 1, 1), KdfCost(64, 2, 1), KdfCost(64, 1, 2))]
    assert len({slot_keys("perché", SALT, CHEAP).seal, *(keys.seal for keys in others)}) == 1 + len(others)


@pytest.mark.parametrize(
    "cost",
    [
        KdfCost(CEILING.memory + 1, 3, 4),
        KdfCost(FLOOR.memory, CEILING.passes + 1, 4),
        KdfCost(FLOOR.memory, 3, CEILING.lanes + 1),
        KdfCost(0, 1, 1),
        KdfCost(64, 0, 1),
        KdfCost(64, 1, 0),
        KdfCost(64, 1, -1),
        KdfCost(31, 1, 4),
    ],
)
def test_an_absurd_cost_is_refused_before_anything_is_derived(monkeypatch: pytest.MonkeyPatch, cost: KdfCost) -> None:
    monkeypatch.setattr(key_derivation, "Argon2id", None)
    with pytest.raises(TamperedStore):
        slot_keys("frase", SALT, cost)


def test_floor_and_ceiling_are_costs_that_are_taken() -> None:
    check(FLOOR)
    check(CEILING)


@pytest.mark.parametrize(
    ("seconds", "mebibytes", "passes"),
    [(5.0, 64, 3), (0.7, 64, 3), (0.3, 128, 3), (0.1, 256, 3), (0.08, 512, 3), (0.04, 512, 6), (0.0, 512, 32)],
)
def test_the_cost_is_set_to_what_this_machine_does_in_the_time(
    monkeypatch: pytest.MonkeyPatch, seconds: float, mebibytes: int, passes: int
) -> None:
    """A machine that takes `seconds` for the floor's 3 passes, and a target of 0.7 seconds."""
    ticks = iter([0.0, seconds])
    monkeypatch.setattr(key_derivation, "slot_keys", lambda *_: None)
    monkeypatch.setattr(key_derivation, "time", SimpleNamespace(perf_counter=lambda: next(ticks)))
    assert calibrated(0.7) == KdfCost(mebibytes * 1024, passes, FLOOR.lanes)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_sealed_text_opens_in_its_place(text: str) -> None:
    seal = Seal({0: bytearray(range(32))})
    assert seal.open(seal.close(text, PLACE), PLACE) == text


def test_the_same_text_is_never_sealed_alike() -> None:
    seal = Seal({0: bytearray(range(32))})
    assert len({seal.close("testo", PLACE) for _ in range(100)}) == 100


@pytest.mark.parametrize("elsewhere", [("case", "2", "note"), ("case", "1", "minutes"), ("case|1", "note"), ()])
def test_a_sealed_text_that_was_moved_is_not_shown(elsewhere: tuple[str, ...]) -> None:
    seal = Seal({0: bytearray(range(32))})
    with pytest.raises(TamperedStore):
        seal.open(seal.close("testo", PLACE), elsewhere)


def test_every_change_and_truncation_of_a_sealed_text_is_noticed() -> None:
    seal = Seal({0: bytearray(range(32))})
    sealed = seal.close("testo", PLACE)
    altered = [sealed[:n] + bytes([sealed[n] ^ 1]) + sealed[n + 1 :] for n in range(len(sealed))]
    for wrong in (*altered, *(sealed[:n] for n in range(len(sealed))), sealed + b"\0"):
        with pytest.raises(TamperedStore):
            seal.open(wrong, PLACE)
    with pytest.raises(TamperedStore):
        Seal({0: bytearray(32)}).open(sealed, PLACE)


def test_nothing_is_sealed_once_the_keys_are_wiped() -> None:
    _, keyring = new_key_file("cavallo nuvola pettine", KdfCost(64, 1, 1))
    narratives = keyring.narratives[Compartment.CASES]
    seal, drafts = Seal(narratives), keyring.draft
    keyring.wipe()
    assert not any((*keyring.database, *keyring.root_key, *narratives[1], *drafts, *keyring.signing, *keyring.receive))
    with pytest.raises(ValueError, match="wiped"):
        seal.close("testo", PLACE)


@pytest.mark.parametrize("passphrase", ["", "x" * (SHORTEST - 1), "e\u0301" * (SHORTEST - 1)])
def test_a_short_passphrase_is_refused(passphrase: str) -> None:
    with pytest.raises(WrongUse):
        accept(passphrase)


def test_an_accepted_passphrase_is_in_normal_form() -> None:
    assert accept("e\u0301" * SHORTEST) == "é" * SHORTEST


def test_strength_goes_from_nothing_to_very_good() -> None:
    told = ["", "password", "aaaaaaaaaaaaaaaa", propose()]
    scores = [strength(passphrase).score for passphrase in told]
    assert scores[0] == 0
    assert scores == sorted(scores)
    assert scores[-1] == 4
    assert strength("Xk9#vQ2!mZ7&p").score <= 1, "too short to be accepted, however random"
    assert strength("a" * 5000).score <= 2


def test_a_proposed_passphrase_has_more_than_sixty_bits() -> None:
    words = resource("passphrase_words.csv").read_text(encoding="utf-8").split()[1:]
    assert len(set(words)) == 2048
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert math.log2(len(words)) * WORDS_PROPOSED > 60


def test_a_proposed_passphrase_is_accepted_and_new_each_time() -> None:
    words = set(resource("passphrase_words.csv").read_text(encoding="utf-8").split()[1:])
    proposals = {propose() for _ in range(50)}
    assert len(proposals) == 50
    for proposal in proposals:
        *chosen, number = proposal.split("-")
        assert len(chosen) == WORDS_PROPOSED
        assert words.issuperset(chosen)
        assert 10 <= int(number) <= 99
        assert accept(proposal) == proposal


def test_words_are_chosen_by_the_system_and_not_by_a_seeded_generator() -> None:
    assert passphrases.secrets.choice.__self__.__class__.__name__ == "SystemRandom"  # type: ignore[attr-defined]
