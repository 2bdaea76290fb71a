"""Passphrases: what is accepted, how strong one is, and one to propose."""

import csv
import hashlib
import io
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache

from observatory.errors import WrongUse
from observatory.terms import Term
from resources import resource

SHORTEST = 14
"""Characters, after normalisation."""

WORDS_PROPOSED = 6
_LONGEST_RATED = 72
"""Characters; zxcvbn refuses more."""
_HASH_BITS = 256
_WORD_BITS = 11
"""The list has 2,048 words."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How hard a passphrase is to guess, from 0 to 4, in words."""

    score: int
    label: Term


def normal(passphrase: str) -> str:
    """The form that counts: composed characters (NFC), without the spaces around it, which nobody sees."""
    return unicodedata.normalize("NFC", passphrase).strip()


def accept(passphrase: str) -> str:
    """The passphrase in its normal form; raises `WrongUse` if it is shorter than 14 characters."""
    accepted = normal(passphrase)
    if len(accepted) < SHORTEST:
        raise WrongUse(_TOO_SHORT)
    return accepted


def strength(passphrase: str) -> Strength:
    """An estimate by zxcvbn, as guidance while typing; nothing is kept of what is typed."""
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its dictionaries take a tenth of a second to load

    if not passphrase:
        return Strength(0, _LABELS[0])
    score = int(zxcvbn(passphrase[:_LONGEST_RATED])["score"])
    if len(normal(passphrase)) < SHORTEST:
        score = min(score, 1)
    return Strength(score, _LABELS[score])


def propose() -> str:
    """Six Italian words and a number chosen at random: more than 60 bits."""
    words = _words()
    return "-".join([*(secrets.choice(words) for _ in range(WORDS_PROPOSED)), str(secrets.randbelow(90) + 10)])


def in_words(content: bytes, count: int = 6) -> str:
    """A fingerprint to read aloud: the first bits of the SHA-256 of the content, eleven to a word."""
    words = _words()
    number = int.from_bytes(hashlib.sha256(content).digest())
    places = (number >> _HASH_BITS - _WORD_BITS * (n + 1) & (1 << _WORD_BITS) - 1 for n in range(count))
    return " ".join(words[place] for place in places)


@cache
def _words() -> tuple[str, ...]:
    text = resource("passphrase_words.csv").read_text(encoding="utf-8")
    return tuple(row["word"] for row in csv.DictReader(io.StringIO(text)))


_TOO_SHORT = Term(
    "La frase d’accesso deve avere almeno 14 caratteri: più parole comuni insieme vanno bene.",
    "The passphrase needs at least 14 characters: several common words together are fine.",
)
_LABELS = (
    Term("molto debole", "very weak"),
    Term("debole", "weak"),
    Term("discreta", "fair"),
    Term("buona", "good"),
    Term("ottima", "very good"),
)
