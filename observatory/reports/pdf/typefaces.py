"""Titillium Web, embedded from the program's own resources, and text made fit to be set in it."""

import re
import unicodedata
from functools import cache
from importlib.resources import as_file
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.fonts import addMapping
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

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
_WITHIN_NUMBERS = re.compile(r"(?<=\d) (?=%|\d{3}\b)")
_SUBSTITUTES = str.maketrans(
    {"\u202f": "\u00a0", "\u2009": "\u00a0", "\u2007": "\u00a0", "\u2011": "-", "→": "–", "\u200b": "", "\t": " "}
)


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


@cache
def _letters() -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


def printable(text: str) -> str:
    """The text in characters the typeface has; others become `?`, so that nothing prints as an empty box."""
    plain = unicodedata.normalize("NFC", text).translate(_SUBSTITUTES)
    return "".join(letter if ord(letter) in _letters() else "?" for letter in plain.replace("\n", " "))


def glued(text: str) -> str:
    """The text with spaces that never end a line inside `95 %` and `100 000`."""
    return _WITHIN_NUMBERS.sub("\u00a0", text)


def markup(text: str) -> str:
    """Text that a reportlab paragraph prints as it stands: nothing in it is read as markup."""
    return escape(printable(glued(text)))


def width(text: str, size: float, font: str = REGULAR) -> float:
    """Width in points."""
    return float(pdfmetrics.stringWidth(printable(text), font, size))
