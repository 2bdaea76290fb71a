"""The numbers that a typed main point may hold: those that the summary prints, as the reader would see them."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from observatory.charts.numerals import written
from observatory.disclosure.rules import Audience
from observatory.summary.content import PublishedTable, Summary
from observatory.terms import Language

_TOKEN = {
    Language.IT: re.compile(r"\d+(?:[.\u00a0\u202f ]\d{3}(?!\d))*(?:,\d+)?"),
    Language.EN: re.compile(r"\d+(?:[,\u00a0\u202f ]\d{3}(?!\d))*(?:\.\d+)?"),
}
_PHRASES = {
    Language.IT: re.compile(
        r"\bIC 95 ?%|(?<!\d)100[ .]?000 anni-persona|\b(?:12|dodici) mesi\b|\bquattro forze\b"
        r"|(?<!\d)[1-4][°º] (?:tri|quadri)mestre|(?<!\d)[12][°º] semestre|\b(?:due|tre) anni\b",
        re.IGNORECASE,
    ),
    Language.EN: re.compile(
        r"(?<!\d)95 ?% CI\b|(?<!\d)100,?000 person-years|\b(?:12|twelve) months\b|\bfour forces\b"
        r"|(?<!\d)[1-4](?:st|nd|rd|th) (?:quarter|four-month period|half-year)|\b(?:two|three) years\b",
        re.IGNORECASE,
    ),
}
"""Wordings that hold a number and count nothing."""

_WORDS = {
    Language.IT: (
        "uno|un solo|una sola|un unico|un'unica|un’unica=1 due|entrambi|entrambe|un paio=2 tre=3 quattro=4 cinque=5 "
        "sei=6 sette=7 otto=8 nove=9 dieci=10 undici=11 dodici=12 tredici=13 quattordici=14 quindici=15 sedici=16 "
        "diciassette=17 diciotto=18 diciannove=19 venti=20 trenta=30 quaranta=40 cinquanta=50 cento=100"
    ),
    Language.EN: (
        "one|single=1 two|both|twice=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 ten=10 eleven=11 twelve=12 "
        "thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 "
        "forty=40 fifty=50 hundred=100"
    ),
}


def _spelled(words: str) -> dict[str, str]:
    groups = re.findall(r"([^=]+)=(\d+) ?", words)
    return {word: value for names, value in groups for word in names.split("|")}


_SPELLED = {language: _spelled(words) for language, words in _WORDS.items()}
_A_WORD = {
    language: re.compile(rf"\b(?:{'|'.join(sorted(words, key=len, reverse=True))})\b", re.IGNORECASE)
    for language, words in _SPELLED.items()
}
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What may be typed in place of one sentence, in a form that does not depend on the language.

    Whole numbers under the audience’s threshold, zero too, only where the generated sentence itself has them: elsewhere
    such a number stands for something else, and what is hidden is just as small.
    """

    printed: frozenset[str]
    own: frozenset[str]
    threshold: int

    def has(self, number: str) -> bool:
        is_small = number.isdigit() and int(number) < self.threshold
        return number in self.own or (number in self.printed and not is_small)


def numbers_of(summary: Summary, language: Language) -> tuple[Numbers, ...]:
    """For each generated sentence the numbers of it, of the others, of the tables, and the years that are printed."""
    own = [frozenset(n for n, *_ in found(point.in_(language), language)) for point in summary.sentences]
    tables = {number for table in summary.tables for number in _printed(table, language)}
    printed = frozenset(tables | _years(summary)).union(*own)
    threshold = Audience(summary.cover.audience_code).threshold
    return tuple(Numbers(printed, each, threshold) for each in own)


def found(text: str, language: Language) -> Iterator[tuple[str, int, int]]:
    """Every number in the text, with where it begins and ends: in figures, in words, and in signs such as ½ or Ⅳ."""
    # As many blanks as there were signs: what is found keeps its place.
    plain = _PHRASES[language].sub(lambda phrase: " " * len(phrase[0]), text)
    for token in _TOKEN[language].finditer(plain):
        yield _plain(token[0], language), *token.span()
    for word in _A_WORD[language].finditer(plain):
        yield _SPELLED[language][word[0].lower()], *word.span()
    for at, sign in enumerate(plain):
        if (sign.isnumeric() and not sign.isascii()) or unicodedata.name(sign, "").startswith("ROMAN NUMERAL"):
            yield sign, at, at + 1


def _plain(token: str, language: Language) -> str:
    thousands, point = (".", ",") if language is Language.IT else (",", ".")
    return re.sub(r"\s", "", token).replace(thousands, "").replace(point, ".")


def _printed(table: PublishedTable, language: Language) -> Iterator[str]:
    decimals = [{item.code: item.decimals for item in axis.items} for axis in table.axes]
    for at, observation in table.observations.items():
        if observation.value is not None:
            places = max(each.get(code, 0) for each, code in zip(decimals, at, strict=True))
            yield _plain(written(abs(observation.value), places, language), language)


def _years(summary: Summary) -> set[str]:
    windows = (table.window.en for table in summary.tables)
    items = (item.label.en for table in summary.tables for axis in table.axes for item in axis.items)
    return {year for text in (summary.cover.period.en, *windows, *items) for year in _A_YEAR.findall(text)}
