"""Letters without case and accents, one for one, so that a place in the folded text is the same place in the text."""

import unicodedata
from functools import lru_cache

_PLAIN = {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00a0": " ", "\u202f": " ", "–": "-", "‑": "-", "‐": "-"}


def folded(text: str) -> str:
    """The text in lower case, without accents, with plain apostrophes, spaces and hyphens; of the same length."""
    return "".join(map(_fold, text))


@lru_cache(maxsize=1024)
def _fold(character: str) -> str:
    plain = _PLAIN.get(character, character)
    return unicodedata.normalize("NFD", plain)[0].lower()[0]
