"""How numbers are written for people: decimal comma and thousands point in Italian, the reverse in English."""

from observatory.terms import Language

MINUS = "−"
_SWAPPED = str.maketrans(",.", ".,")


def written(value: float, decimals: int, language: Language) -> str:
    """`1.234,5` in Italian, `1,234.5` in English; rounded half to even; a rounded zero has no sign."""
    text = f"{abs(value):,.{decimals}f}"
    if language is Language.IT:
        text = text.translate(_SWAPPED)
    return MINUS + text if value < 0 and text.strip("0.,") else text
