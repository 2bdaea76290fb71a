"""The marks a chart is made of, for painters: what to draw where, in words of drawing and roles instead of colours.

Coordinates are points (1/72 inch) from the top left corner of the picture, y downwards, as on screen; a painter on
paper turns y over. Marks are painted in the order of `Picture.marks`, later ones over earlier ones. Colours belong to
the theme, which gives one to each `Role`; no role is told from another by colour alone, because the layout adds
hatching, hollowness, dashes or words wherever two would meet.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

Measurer = Callable[[str, float], float]
"""Width in points of a text at a font size in points, in the typeface the painter will use."""

ASCENT = 0.80
DESCENT = 0.26
"""Of the font size: how far letters reach above and below the baseline."""


class Role(StrEnum):
    """What a mark stands for; a theme maps each to a colour."""

    MARK = "mark"  # the data: bars, line, points
    SECOND = "second"  # the second series: a light fill, always with an outline of `MARK`
    BAND = "band"  # between the limits
    AXIS = "axis"  # the zero line and the ends of the scale
    GRID = "grid"  # behind the data
    TEXT = "text"  # names and values
    MUTED = "muted"  # scale, unit, key
    REFERENCE = "reference"  # the line data are held against, and its name
    HIDDEN = "hidden"  # the hatching that stands for a hidden value
    PAPER = "paper"  # the ground: inside hollow points and behind words on a line
    ON_MARK = "on_mark"  # words inside a filled bar


class Anchor(StrEnum):
    """Which part of a text stands at its x."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its edges; `bottom` is greater than `top`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: "Box", slack: float = 1e-6) -> bool:
        """Whether the other lies inside this one."""
        return (
            self.left - slack <= other.left
            and self.top - slack <= other.top
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A filled rectangle.

    `hollow`: filled with `PAPER` and outlined with the role (a provisional value). `hatched`: outlined with the role,
    with 45° hatching inside and no fill (a hidden value). `outlined`: filled with the role, outlined with `MARK`.
    """

    box: Box
    role: Role
    hollow: bool = False
    hatched: bool = False
    outlined: bool = False


@dataclass(frozen=True, slots=True)
class Polyline:
    """An open line through points; `width` in points; dashes are 3 on, 2 off."""

    points: tuple[tuple[float, float], ...]
    role: Role
    width: float = 0.5
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed, filled area without outline."""

    points: tuple[tuple[float, float], ...]
    role: Role


@dataclass(frozen=True, slots=True)
class Dot:
    """A round point; `hollow` is filled with `PAPER` and outlined; `square` tells a second series."""

    x: float
    y: float
    radius: float
    role: Role
    hollow: bool = False
    square: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on its baseline at (x, y).

    `upright` text is turned 90° counter-clockwise about (x, y) and reads from bottom to top: the anchor then works
    along y, START being the lower end.
    """

    x: float
    y: float
    text: str
    size: float
    role: Role = Role.TEXT
    anchor: Anchor = Anchor.START
    upright: bool = False

    def box(self, measure: Measurer) -> Box:
        """The space the text takes."""
        length = measure(self.text, self.size)
        before = {Anchor.START: 0.0, Anchor.MIDDLE: length / 2, Anchor.END: length}[self.anchor]
        rise, fall = ASCENT * self.size, DESCENT * self.size
        if self.upright:
            return Box(self.x - rise, self.y - length + before, self.x + fall, self.y + before)
        return Box(self.x - before, self.y - rise, self.x - before + length, self.y + fall)


Shape = Rectangle | Polyline | Polygon | Dot | Text


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart laid out: marks within (0, 0) and (width, height), in painting order."""

    width: float
    height: float
    marks: tuple[Shape, ...]

    @property
    def texts(self) -> tuple[Text, ...]:
        return tuple(m for m in self.marks if isinstance(m, Text))
