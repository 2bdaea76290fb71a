"""Place names in a text: the provinces always, further municipalities where the caller supplies them."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache

from observatory.privacy.folding import folded
from observatory.privacy.words import Word
from resources import resource

Index = Mapping[str, tuple[tuple[str, ...], ...]]

# Provinces whose name is also an everyday word: they count only with a capital inside a sentence.
_EVERYDAY = frozenset(
    {
        *("aquila", "brindisi", "cuneo", "fermo", "foggia", "latina", "lecco", "lodi", "macerata", "massa"),
        *("potenza", "prato", "spezia", "trapani"),
    }
)
_ALSO_CALLED = ("Aosta", "Aquila", "Ascoli", "Reggio", "Reggio Emilia", "Spezia", "Vibo", "Brianza")
_JOINTS = re.compile(r"/|-| e della | e ")


def place_spans(words: Sequence[Word], municipalities: frozenset[str] = frozenset()) -> Iterator[tuple[int, int]]:
    """Start and end of every place name, the longest reading at each word.

    A province is recognised in any spelling, a supplied municipality with a capital only, since thousands of them are
    everyday words.
    """
    provinces, supplied = _provinces(), _index(municipalities)
    position = 0
    while position < len(words):
        length = _match(words, position, provinces, capital_needed=False)
        length = max(length, _match(words, position, supplied, capital_needed=True))
        if length:
            yield words[position].start, words[position + length - 1].end
        position += max(length, 1)


def region_spans(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Start and end of every region's name: coarse enough to be written, though it may hold another name."""
    for position, word in enumerate(words):
        length = _match(words, position, _regions(), capital_needed=True)
        if length:
            yield word.start, words[position + length - 1].end


def _match(words: Sequence[Word], position: int, index: Index, *, capital_needed: bool) -> int:
    """How many words from `position` on are a place name of the index; 0 for none."""
    for name in index.get(words[position].plain, ()):
        run = words[position : position + len(name)]
        if tuple(word.plain for word in run) == name and _counts(run, capital_needed=capital_needed):
            return len(name)
    return 0


def _counts(run: Sequence[Word], *, capital_needed: bool) -> bool:
    if len(run) > 1:
        return run[-1].text[0].isupper() or not (capital_needed or run[-1].plain in _EVERYDAY)
    if capital_needed or run[0].plain in _EVERYDAY:
        return run[0].is_capitalised and not run[0].opens_sentence
    return True


@cache
def _regions() -> Index:
    return _index(frozenset(row["regione"].partition("/")[0] for row in _units()))


def _units() -> list[dict[str, str]]:
    text = resource("territory", "province_istat_2024.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def _provinces() -> Index:
    official = [row["denominazione"] for row in _units()]
    parts = [part for name in official for part in _JOINTS.split(name)]
    return _index(frozenset([*official, *parts, *_ALSO_CALLED]))


@lru_cache(maxsize=4)
def _index(names: frozenset[str]) -> Index:
    """Names as tuples of folded words, by their first word, the longest first."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        spelled = tuple(re.findall(r"[^\W\d_]+", folded(name)))
        index.setdefault(spelled[0], []).append(spelled)
    return {first: tuple(sorted(spellings, key=len, reverse=True)) for first, spellings in index.items()}
