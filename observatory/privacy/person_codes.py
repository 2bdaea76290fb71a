"""Person codes: random, with a check character, derived from nothing that belongs to a person.

`CC-7K3M9QXD-S` is the force, forty random bits in Crockford's base 32 and the ISO/IEC 7064 Mod 37,36 check character of
those eight. The reporting force alone keeps, in its own register, whose code it is.
"""

import re
import secrets
from collections.abc import Callable
from typing import NewType

from stdnum.iso7064 import mod_37_36

from observatory.errors import ObservatoryError
from observatory.terms import Term

PersonCode = NewType("PersonCode", str)

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8

_FORCE = re.compile(r"[A-Z]{2,5}")
_CODE = re.compile(rf"(?P<force>[A-Z]{{2,5}})(?P<body>[{ALPHABET}]{{{LENGTH}}})(?P<check>[{ALPHABET}])")
_SEPARATORS = re.compile(r"[\s\-‐‑–—.]+")
_READ_AS = str.maketrans("OIL", "011")


class UnreadablePersonCode(ObservatoryError):
    """What was typed is not a person code; the text itself is not repeated."""

    def __init__(self) -> None:
        super().__init__(
            Term(
                "Il codice persona non è leggibile: ricontrollare i caratteri con il registro della Forza "
                "(esempio: CC-7K3M9QXD-S).",
                "The person code cannot be read: check its characters against the force’s register "
                "(example: CC-7K3M9QXD-S).",
            )
        )


def mint(force: str, *, choose: Callable[[str], str] = secrets.choice) -> PersonCode:
    """A new code for the force with this code (two to five capital letters); raises `ValueError` for anything else.

    `choose` picks one character at random; only synthetic data may replace it by a seeded choice. Uniqueness is the
    store's business: among 10,000 codes the chance of any pair is about 1 in 20,000.
    """
    if not _FORCE.fullmatch(force):
        raise ValueError("a force is named by two to five capital letters")
    while True:
        body = "".join(choose(ALPHABET) for _ in range(LENGTH))
        check = mod_37_36.calc_check_digit(body)
        if _is_robust(body + check):
            return PersonCode(f"{force}-{body}-{check}")


def parse(text: str) -> PersonCode:
    """The canonical form of a typed code; raises `UnreadablePersonCode`.

    Lower case, spaces, any dashes and the letters O, I, L typed for 0, 1, 1 are understood. Any other single wrong
    character and any exchange of two neighbours among the nine is refused.
    """
    typed = _SEPARATORS.sub("", text).upper()
    tail = LENGTH + 1
    found = _CODE.fullmatch(typed[:-tail] + typed[-tail:].translate(_READ_AS))
    if found is None or not mod_37_36.is_valid(found["body"] + found["check"]):
        raise UnreadablePersonCode
    return PersonCode(f"{found['force']}-{found['body']}-{found['check']}")


def is_valid(text: str) -> bool:
    """Whether `parse` can read it."""
    try:
        parse(text)
    except UnreadablePersonCode:
        return False
    return True


def force_of(code: PersonCode) -> str:
    """The code of the force that minted it."""
    return code.partition("-")[0]


def _is_robust(characters: str) -> bool:
    """Whether body and check stay clear of the two weak spots of Mod 37,36 in a code that people copy by hand.

    The check character may come out as I, L, O or U, which are read as digits or not at all; and 36 of the 22,680
    exchanges of neighbours go unnoticed. One code in nine is drawn again for this.
    """
    if characters[-1] not in ALPHABET:
        return False
    swapped = (characters[:i] + characters[i + 1] + characters[i] + characters[i + 2 :] for i in range(LENGTH))
    return not any(other != characters and mod_37_36.is_valid(other) for other in swapped)
