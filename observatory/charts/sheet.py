"""The sheet a chart is laid out on: it takes marks, and lets no word overlap another or leave the frame."""

from dataclasses import dataclass

from observatory.charts.marks import ASCENT, DESCENT, Box, Measurer, Picture, Rectangle, Role, Shape, Text

ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Space:
    """The room for a chart in points, how wide text is in it, and the font size of its words."""

    width: float
    height: float
    measure: Measurer
    text_size: float = 8.0

    @property
    def line(self) -> float:
        """Height of a line of text with its leading."""
        return (ASCENT + DESCENT) * self.text_size + 1.5

    def wide(self, text: str) -> float:
        return self.measure(text, self.text_size)

    def shortened(self, text: str, width: float) -> str:
        """The text, or its beginning with an ellipsis, within a width; empty where not even that fits."""
        if self.wide(text) <= width:
            return text
        for end in range(len(text) - 1, 0, -1):
            candidate = text[:end].rstrip(" ,;:–-") + ELLIPSIS
            if self.wide(candidate) <= width:
                return candidate
        return ""

    def wrapped(self, text: str, width: float, lines: int) -> tuple[str, ...]:
        """The text broken between words into at most so many lines, the last one shortened if need be."""
        rows: list[str] = []
        words = text.split()
        while words and len(rows) < lines - 1:
            count = len(words)
            while count > 1 and self.wide(" ".join(words[:count])) > width:
                count -= 1
            rows.append(self.shortened(" ".join(words[:count]), width))
            words = words[count:]
        if words:
            rows.append(self.shortened(" ".join(words), width))
        return tuple(rows)


class Sheet:
    """Marks in painting order, and the boxes that words already take."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.frame = Box(0.0, 0.0, space.width, space.height)
        self._marks: list[Shape] = []
        self._words: list[Box] = []
        self._data: list[Box] = []

    def draw(self, *marks: Shape) -> None:
        """Add marks that are not words."""
        self._marks.extend(marks)

    def keep_clear(self, *boxes: Box) -> None:
        """Boxes that the data take, which words with a choice of places avoid."""
        self._data.extend(boxes)

    def write_clear(self, *places: Text) -> bool:
        """Write at the first place free of words and data, else at the first free of words, on cleared ground."""
        clear = [p for p in places if not any(p.box(self.space.measure).meets(taken) for taken in self._data)]
        return self.write(*clear, *places, on_paper=True)

    def write(self, *places: Text, on_paper: bool = False) -> bool:
        """Write the first of these that is free; whether one was. `on_paper` clears the ground behind it."""
        for text in places:
            box = text.box(self.space.measure)
            if not text.text or not self.frame.holds(box) or any(box.meets(taken) for taken in self._words):
                continue
            if on_paper:
                self._marks.append(Rectangle(box, Role.PAPER))
            self._marks.append(text)
            self._words.append(box)
            return True
        return False

    @property
    def rectangles(self) -> tuple[Rectangle, ...]:
        return tuple(mark for mark in self._marks if isinstance(mark, Rectangle))

    def within(self, x: float, width: float) -> float:
        """The centre nearest to x at which words of that width stay in the frame."""
        return min(max(x, width / 2), max(width / 2, self.space.width - width / 2))

    def picture(self) -> Picture:
        return Picture(self.space.width, self.space.height, tuple(self._marks))
