"""Titillium Web, embedded from the program's own resources, and text made fit to be set in it."""

import unicodedata
from functools import cache
from importlib.resources import as_file
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from observatory.charts.numerals import glued
from observatory.errors import ObservatoryError
from observatory.terms import Term
from resources import resource

REGULAR = "TitilliumWeb"
BOLD = "TitilliumWeb-SemiBold"
ITALIC = "TitilliumWeb-Italic"
BOLD_ITALIC = "TitilliumWeb-SemiBoldItalic"
_FILES = {
    REGULAR: "TitilliumWeb-Regular.ttf",
    BOLD: "TitilliumWeb-SemiBold.ttf",
    ITALIC: "TitilliumWeb-Italic.ttf",
    BOLD_ITALIC: "TitilliumWeb-SemiBoldItalic.ttf",
}
_STYLES = {REGULAR: (0, 0), BOLD: (1, 0), ITALIC: (0, 1), BOLD_ITALIC: (1, 1)}
_SUBSTITUTES = str.maketrans(
    {"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2007": "\u00a0", "\u2011": "-", "→": "–", "\u200b": "", "\t": " "}
)


_STRANGE = Term(
    "Il carattere «{sign}» ({code}) manca nel tipo di carattere del documento: nulla è stato scritto. "
    "Sostituirlo nel testo e ripetere.",
    "The character “{sign}” ({code}) is not in the document’s typeface: nothing was written. "
    "Replace it in the text and try again.",
)


class Unprintable(ObservatoryError):
    """A text holds a character that the typefaces lack."""


def register() -> None:
    """Make Titillium Web the only font reportlab knows by default, and let no markup fetch anything."""
    for name, file in _FILES.items():
        with as_file(resource("fonts", file)) as path:
            pdfmetrics.registerFont(TTFont(name, str(path)))
        addMapping(REGULAR, *_STYLES[name], name)
    rl_config.canvas_basefontname = REGULAR
    rl_config.defaultGraphicsFontName = REGULAR
    rl_config.trustedSchemes = []
    rl_config.trustedHosts = None
    rl_config.toColorCanUse = None
    rl_config.useA85 = 0


@cache
def _letters() -> frozenset[int]:
    return frozenset.intersection(*(frozenset(pdfmetrics.getFont(name).face.charToGlyph) for name in _FILES))


def printable(text: str) -> str:
    """The text in characters the typefaces have.

    Raises `Unprintable` for any other: nothing is to print as an empty box, or as a letter that nobody wrote.
    """
    plain = _plain(text)
    strange = next((letter for letter in plain if ord(letter) not in _letters()), None)
    if strange is not None:
        raise Unprintable(_STRANGE.with_values(sign=strange, code=f"U+{ord(strange):04X}"))
    return plain


def closest(text: str) -> str:
    """The same with `?` for what cannot be printed: for names that identify well enough without it."""
    return "".join(letter if ord(letter) in _letters() else "?" for letter in _plain(text))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_SUBSTITUTES).replace("\n", " ")


def markup(text: str) -> str:
    """Text that a reportlab paragraph prints as it stands: nothing in it is read as markup."""
    return escape(printable(glued(text)))


def width(text: str, size: float, font: str = REGULAR) -> float:
    """Width in points."""
    return float(pdfmetrics.stringWidth(printable(text), font, size))
