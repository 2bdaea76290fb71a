"""The words of a text with their places, and the word lists that the linters consult."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from observatory.privacy.folding import folded
from resources import resource

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One run of letters; `plain` is its folded spelling, `gap` what stands between it and the word before."""

    text: str
    plain: str
    start: int
    end: int
    gap: str

    @property
    def is_capitalised(self) -> bool:
        """Whether it is written like a name: a capital first and not capitals throughout."""
        return self.text[0].isupper() and (len(self.text) == 1 or not self.text.isupper())

    @property
    def opens_sentence(self) -> bool:
        """Whether its capital may be owed to its place: the first word, or the first after a stop or a line end."""
        return self.start == len(self.gap) or any(mark in self.gap for mark in '.!?:;\n•«"')


def words(text: str) -> tuple[Word, ...]:
    """All words in reading order; an apostrophe parts words."""
    return tuple(_words(text, folded(text)))


def _words(text: str, plain: str) -> Iterator[Word]:
    end = 0
    for found in _WORD.finditer(text):
        yield Word(found.group(), plain[slice(*found.span())], found.start(), found.end(), text[end : found.start()])
        end = found.end()


@cache
def word_list(name: str) -> frozenset[str]:
    """The folded words of `resources/privacy/<name>.txt`."""
    lines = resource("privacy", f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
