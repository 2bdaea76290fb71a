"""The paper key: what is printed reads back, and every slip of the pen is told where it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from observatory.security.paper_key import (
    GROUPS,
    MistypedPaperKey,
    PaperKey,
    is_group,
    new_paper_key,
    read_paper_key,
)
from observatory.security.recovery_sheet import ASKED_BACK, asked_back, sheet_mark

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # https://www.crockford.com/base32.html
KEYS = st.binary(min_size=20, max_size=20).map(PaperKey)
PLACES = st.integers(0, GROUPS - 1)
LETTERS = st.sampled_from(CROCKFORD)


@given(KEYS, st.sampled_from([" ", "-", " – ", "\n", "", ", "]))
def test_what_is_printed_reads_back_however_it_is_separated_and_written(paper: PaperKey, between: str) -> None:
    assert read_paper_key(between.join(paper.groups)) == paper
    assert read_paper_key(f" {between.join(paper.groups).lower()}\n") == paper


@given(KEYS)
def test_the_first_four_characters_of_each_group_are_the_key_in_base_32(paper: PaperKey) -> None:
    """An oracle of its own: Python's base 32 in Crockford's letters."""
    digits = [CROCKFORD.index(letter) for group in paper.groups for letter in group[:4]]
    number = sum(digit << 5 * place for place, digit in enumerate(reversed(digits)))
    assert number == int.from_bytes(paper.key)
    assert set("".join(paper.groups)) <= set(CROCKFORD)


@given(KEYS, PLACES, st.integers(0, 4), LETTERS)
def test_one_wrong_character_is_told_with_its_group(paper: PaperKey, place: int, at: int, letter: str) -> None:
    groups = list(paper.groups)
    groups[place] = groups[place][:at] + letter + groups[place][at + 1 :]
    if groups[place] == paper.groups[place]:
        return
    for between in (" ", ""):
        with pytest.raises(MistypedPaperKey) as told:
            read_paper_key(between.join(groups))
        assert told.value.groups == (place + 1,)
        assert f"{place + 1}" in told.value.message.it


@given(KEYS, PLACES, st.integers(0, 3))
def test_two_neighbours_exchanged_are_told(paper: PaperKey, place: int, at: int) -> None:
    groups = list(paper.groups)
    group = groups[place]
    groups[place] = group[:at] + group[at + 1] + group[at] + group[at + 2 :]
    if groups[place] != group:
        with pytest.raises(MistypedPaperKey) as told:
            read_paper_key(" ".join(groups))
        assert told.value.groups == (place + 1,)


@given(KEYS, PLACES, PLACES)
def test_two_groups_exchanged_are_told(paper: PaperKey, one: int, other: int) -> None:
    groups = list(paper.groups)
    groups[one], groups[other] = groups[other], groups[one]
    if one != other:
        with pytest.raises(MistypedPaperKey) as told:
            read_paper_key(" ".join(groups))
        assert set(told.value.groups) == {one + 1, other + 1}


@given(KEYS, PLACES)
def test_a_missing_character_is_told_where_it_is_missing(paper: PaperKey, place: int) -> None:
    groups = list(paper.groups)
    groups[place] = groups[place][1:]
    with pytest.raises(MistypedPaperKey) as told:
        read_paper_key(" ".join(groups))
    assert told.value.groups == (place + 1,)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_key_or_a_named_slip(text: str) -> None:
    with pytest.raises(MistypedPaperKey) as told:
        read_paper_key(text)
    assert told.value.message.it.endswith(".")


def test_letters_that_look_like_digits_are_read_as_digits() -> None:
    paper = PaperKey(bytes(20))
    assert read_paper_key(" ".join(paper.groups).replace("0", "O").replace("1", "l")) == paper


def test_no_two_keys_are_alike_and_none_shows_itself() -> None:
    keys = [new_paper_key() for _ in range(50)]
    assert len({paper.key for paper in keys}) == len({paper.sheet for paper in keys}) == 50
    assert all(group not in repr(keys[0]) for group in keys[0].groups)
    assert "b'" not in repr(keys[0])


def test_the_mark_of_a_sheet_is_three_words_and_nothing_of_its_key() -> None:
    paper = new_paper_key()
    assert len(sheet_mark(paper.sheet).split()) == 3
    assert sheet_mark(paper.sheet) != sheet_mark(new_paper_key().sheet)


def test_two_different_groups_are_asked_back_and_recognised() -> None:
    paper = new_paper_key()
    for _ in range(30):
        places = asked_back()
        assert len(set(places)) == ASKED_BACK
        assert set(places) <= set(range(1, GROUPS + 1))
    assert is_group(paper, 3, f" {paper.groups[2].lower()} ")
    assert not is_group(paper, 4, paper.groups[2])
    assert not is_group(paper, 3, "")
