"""The paper key: 160 bits in groups that a person writes by hand, each with a character that tells a slip."""

import re
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from observatory.errors import WrongUse
from observatory.security.key_derivation import expand
from observatory.terms import Term

KEY_BYTES = 20
GROUPS = 8
GROUP_LENGTH = 5
"""Four characters of the key and one that checks them and their place."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32 (https://www.crockford.com/base32.html): without I, L, O, which are read as digits, and U."""
_READ_AS = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\-–—.,·]+")
_GROUP_BITS = 20


@dataclass(frozen=True, slots=True, repr=False)
class PaperKey:
    """A key that exists on paper only; made by `new_paper_key` or read by `read_paper_key`."""

    key: bytes

    @property
    def sheet(self) -> str:
        """Which sheet the key is on: an identifier that tells nothing of the key itself."""
        return str(uuid.UUID(bytes=expand(self.key, b"osservatorio/paper-id/v1", length=16), version=4))

    @property
    def groups(self) -> tuple[str, ...]:
        """The eight groups as they are printed."""
        number = int.from_bytes(self.key)
        parts = (number >> _GROUP_BITS * (GROUPS - 1 - place) for place in range(GROUPS))
        return tuple(_checked(part % (1 << _GROUP_BITS), place) for place, part in enumerate(parts))


class MistypedPaperKey(WrongUse):
    """What was typed is no paper key; `groups` are the places, counted from 1, where it cannot be right."""

    def __init__(self, message: Term, groups: Iterable[int] = ()) -> None:
        super().__init__(message)
        self.groups = tuple(groups)


def new_paper_key() -> PaperKey:
    """160 bits from the system's generator."""
    return PaperKey(secrets.token_bytes(KEY_BYTES))


def read_paper_key(text: str) -> PaperKey:
    """The key in what was typed: groups with anything usual between them, or all in one; small letters are fine.

    Raises `MistypedPaperKey`, which names the groups to look at again.
    """
    groups = _groups(text)
    wrong = [place for place, group in enumerate(groups) if not _is_right(group, place)]
    if len(wrong) == 1:
        raise MistypedPaperKey(_ONE_WRONG.with_values(n=wrong[0] + 1), [wrong[0] + 1])
    if wrong:
        places = [place + 1 for place in wrong]
        raise MistypedPaperKey(_SOME_WRONG.with_values(which=", ".join(map(str, places))), places)
    number = 0
    for group in groups:
        number = number << _GROUP_BITS | _number(group[:-1])
    return PaperKey(number.to_bytes(KEY_BYTES))


def is_group(paper: PaperKey, place: int, typed: str) -> bool:
    """Whether somebody typed the group that stands at that place, counted from 1."""
    return _plain(typed) == paper.groups[place - 1]


def _groups(text: str) -> list[str]:
    """Eight groups: as they were separated, so that a missing character is told where it is missing, or by length."""
    written = [_plain(part) for part in _BETWEEN.split(text.strip()) if part]
    if len(written) == GROUPS:
        return written
    whole = "".join(written)
    if len(whole) != GROUPS * GROUP_LENGTH:
        raise MistypedPaperKey(_WRONG_LENGTH)
    return [whole[at : at + GROUP_LENGTH] for at in range(0, len(whole), GROUP_LENGTH)]


def _plain(typed: str) -> str:
    return _BETWEEN.sub("", typed).upper().translate(_READ_AS)


def _is_right(group: str, place: int) -> bool:
    if len(group) != GROUP_LENGTH or not set(group) <= set(_LETTERS):
        return False
    return _checked(_number(group[:-1]), place) == group


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number << 5 | _LETTERS.index(letter)
    return number


def _checked(number: int, place: int) -> str:
    """Four characters and their check: a sum in the field of 32 elements with another weight at each position.

    So one wrong character, two neighbours exchanged and a group in another group's place are always noticed.
    """
    digits = [number >> shift & 31 for shift in (15, 10, 5, 0)]
    check = place + 1
    for weight, digit in enumerate(digits, start=1):
        check ^= _times_two(digit, weight)
    return "".join(_LETTERS[digit] for digit in (*digits, check))


def _times_two(digit: int, times: int) -> int:
    """Multiplied by x as often as said, modulo x⁵ + x² + 1."""
    for _ in range(times):
        digit = digit << 1 ^ (0b100101 if digit & 16 else 0)
    return digit


_ONE_WRONG = Term(
    "Il gruppo {n} non è quello del foglio: controllarlo carattere per carattere.",
    "Group {n} is not the one on the sheet: check it character by character.",
)
_SOME_WRONG = Term(
    "Questi gruppi non sono quelli del foglio: {which}. Controllarli carattere per carattere.",
    "These groups are not those on the sheet: {which}. Check them character by character.",
)
_WRONG_LENGTH = Term(
    "La chiave del foglio ha otto gruppi di cinque caratteri: scriverli tutti, nell’ordine.",
    "The key on the sheet has eight groups of five characters: write them all, in order.",
)
