"""How wide the columns of a list are: as their values need, the long ones giving way where room is short."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from PySide6.QtGui import QFontMetrics

from observatory.codelists import codelist
from observatory.fields import Field, Kind
from observatory.labels import number, when
from observatory.terms import Language
from ui.desktop.records.table_model import RecordsModel

_AIR = 8
_ARROW = 16
"""Room for the arrow that tells the order, beside the heading."""
_LEAST_LETTERS, _MOST_LETTERS = 16, 32
_LEAST_OF_MANY, _MOST_OF_MANY = 9, 24
"""Of free texts and of several codes, cut off where room is short."""
_LARGEST_NUMBER = 999_999


@dataclass(frozen=True, slots=True)
class Wish:
    """Pixels: what a column cannot do without, and what its longest value takes."""

    least: int
    usual: int


def fitted(wishes: Sequence[Wish], room: int) -> list[int]:
    """Widths by which as many columns as can be fit into the room; the others are to be scrolled to.

    Each elastic column among those that fit gives up the same share of what it may.
    """
    seen = list(wishes)
    while seen and sum(wish.least for wish in seen) > room:
        seen.pop()
    missing = sum(wish.usual for wish in seen) - room
    elastic = sum(wish.usual - wish.least for wish in seen)
    share = missing / elastic if missing > 0 else 0.0
    squeezed = [wish.usual - ceil(share * (wish.usual - wish.least)) for wish in seen]
    return squeezed + [wish.usual for wish in wishes[len(seen) :]]


def wishes_of(model: RecordsModel, letters: QFontMetrics, language: Language) -> list[Wish]:
    """What the columns of a list need in a language; no record is read for it."""
    return [_wish(model, field, letters, language) for field in model.fields]


def _wish(model: RecordsModel, field: Field, letters: QFontMetrics, language: Language) -> Wish:
    letter = letters.averageCharWidth()
    heading = letters.horizontalAdvance(field.heading.in_(language)) + _ARROW
    if field.kind in (Kind.CODES, Kind.TEXT):
        longest, least = letter * _MOST_OF_MANY, letter * _LEAST_OF_MANY
    else:
        longest = max(letters.horizontalAdvance(text) for text in _samples(model, field, language))
        least = min(longest, letter * _LEAST_LETTERS) if field.is_coded else longest
    longest = min(longest, letter * _MOST_LETTERS)
    return Wish(max(heading, least) + _AIR, max(heading, longest) + _AIR)


def _samples(model: RecordsModel, field: Field, language: Language) -> Iterable[str]:
    """Values among which the widest is."""
    if field.is_coded:
        return [model.told(field, code.code) for code in codelist(field.codelist)]
    if field.kind is Kind.INTEGER:
        return [number(min(field.maximum, _LARGEST_NUMBER), language)]
    if field.kind is Kind.MONTH:
        return [when(f"2000-{month:02d}", language) for month in range(1, 13)]
    return [when("2000-Q4" if field.kind is Kind.QUARTER else date(2000, 12, 28), language)]
