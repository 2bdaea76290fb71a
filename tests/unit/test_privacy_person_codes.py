"""Person codes: random, read back in any hand, and every usual slip noticed."""

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from observatory.privacy.person_codes import ALPHABET, UnreadablePersonCode, force_of, is_valid, mint, parse

forces = st.sampled_from(["PS", "CC", "GF", "PP", "CP", "PL"])
codes = st.builds(lambda force, seed: mint(force, choose=Random(seed).choice), forces, st.integers(0))  # noqa: S311
positions = st.integers(0, 8)


def damaged(code: str, nine: str) -> str:
    return f"{code.partition('-')[0]}-{nine[:8]}-{nine[8]}"


def nine_of(code: str) -> str:
    return code.partition("-")[2].replace("-", "")


def test_the_worked_example_of_the_design_is_valid() -> None:
    assert parse("CC-7K3M9QXD-S") == "CC-7K3M9QXD-S"
    assert force_of(parse("CC-7K3M9QXD-S")) == "CC"


def test_the_check_character_is_that_of_the_standard() -> None:
    """ISO/IEC 7064 Mod 37,36: A12425GABC1234002 has the check character M (the ISRC example of python-stdnum)."""
    assert mod_37_36.calc_check_digit("A12425GABC1234002") == "M"
    assert nine_of("CC-7K3M9QXD-S")[8] == mod_37_36.calc_check_digit("7K3M9QXD")


@given(forces)
def test_a_minted_code_has_the_form_and_reads_back_as_itself(force: str) -> None:
    code = mint(force)
    assert force_of(code) == force
    assert re.fullmatch(rf"{force}-[{ALPHABET}]{{8}}-[{ALPHABET}]", code)
    assert parse(code) == code
    assert is_valid(code)


@given(codes, positions, st.sampled_from(ALPHABET))
def test_a_single_wrong_character_is_always_noticed(code: str, position: int, character: str) -> None:
    nine = nine_of(code)
    altered = nine[:position] + character + nine[position + 1 :]
    assert is_valid(damaged(code, altered)) == (altered == nine)


@given(codes, st.integers(0, 7))
def test_an_exchange_of_two_neighbours_is_always_noticed(code: str, i: int) -> None:
    nine = nine_of(code)
    altered = nine[:i] + nine[i + 1] + nine[i] + nine[i + 2 :]
    assert is_valid(damaged(code, altered)) == (altered == nine)


def test_codes_whose_exchanges_the_standard_misses_are_never_minted() -> None:
    """Mod 37,36 alone cannot tell BA and AB apart in some states: over many draws none of ours is among them."""
    for _ in range(3_000):
        nine = nine_of(mint("PS"))
        swapped = {nine[:i] + nine[i + 1] + nine[i] + nine[i + 2 :] for i in range(8)} - {nine}
        assert not any(mod_37_36.is_valid(other) for other in swapped)


@given(codes, st.data())
def test_lower_case_spaces_dashes_and_look_alike_letters_are_understood(code: str, data: st.DataObject) -> None:
    nine = "".join(
        data.draw(st.sampled_from({"0": "0Oo", "1": "1IiLl"}.get(character, character + character.lower())))
        for character in nine_of(code)
    )
    separator = data.draw(st.sampled_from(["", " ", "-", " - ", "–", "‑"]))
    typed = separator.join((f"  {code.partition('-')[0].lower()}", nine[:4] + " " + nine[4:8], nine[8]))
    assert parse(typed) == code


@pytest.mark.parametrize(
    "text",
    ["", "PS", "0A1B2C3D-4", "P-7K3M9QXD-S", "PS-7K3M9QX-S", "PS-7K3M9QXDD-S", "PS-7K3M9QUD-S",
     "12-7K3M9QXD-S", "è" * 11],
)  # fmt: skip
def test_what_is_no_code_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(UnreadablePersonCode) as refusal:
        parse(text)
    assert not text or text not in str(refusal.value) + refusal.value.message.it
    assert not is_valid(text)


@given(st.text(max_size=30))
def test_any_text_is_either_read_or_refused(text: str) -> None:
    if is_valid(text):
        assert parse(parse(text)) == parse(text)


@pytest.mark.parametrize("force", ["", "c", "cc", "CC1", "TOOLONG"])
def test_a_code_is_minted_for_a_force_only(force: str) -> None:
    with pytest.raises(ValueError, match="force"):
        mint(force)


def test_codes_do_not_repeat_and_use_the_whole_alphabet() -> None:
    minted = [mint("GF") for _ in range(4_000)]
    assert len(set(minted)) == len(minted)
    assert {character for code in minted for character in nine_of(code)} == set(ALPHABET)
