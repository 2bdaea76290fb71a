"""How numbers are written for people: decimal comma and thousands point in Italian, the reverse in English."""

import re

from observatory.terms import Language

MINUS = "−"
_WITHIN_NUMBERS = re.compile(r"(?<=\d) (?=%|\d{3}\b)")
_SWAPPED = str.maketrans(",.", ".,")


def written(value: float, decimals: int, language: Language) -> str:
    """`1.234,5` in Italian, `1,234.5` in English; rounded half to even; a rounded zero has no sign."""
    text = f"{abs(value):,.{decimals}f}"
    if language is Language.IT:
        text = text.translate(_SWAPPED)
    return MINUS + text if value < 0 and text.strip("0.,") else text


def glued(text: str) -> str:
    """The text with spaces that never end a line inside `95 %` and `100 000`."""
    return _WITHIN_NUMBERS.sub("\u00a0", text)
