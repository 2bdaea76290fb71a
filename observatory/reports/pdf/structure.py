"""The logical structure of a document: what is a heading, a table, a cell, and in which order all of it is read.

A `Part` is declared once, with the flowable that prints it. A `Structure` is what one pass over the pages made of the
parts: an element comes into being when it is first drawn, so that the order of elements is the order of reading, and
the halves of something divided between pages are one element.

Roles are the standard structure types of ISO 32000-1, 14.8.4.
"""

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in points from the page's lower left corner."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A piece of the document known by its identity; without `within` it stands directly in the document.

    `alternative` says a figure in words, `spoken` what is read instead of what is printed (a sign), `scope` what a
    header heads. What `repeats` counts where it is drawn first; on later pages it is decoration, as running heads are.
    """

    role: str
    within: "Part | None" = None
    alternative: str = ""
    spoken: str = ""
    scope: str = ""
    columns: int = 1
    rows: int = 1
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """Marked content: the page, counted from 0, and its number on that page."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Jump:
    """A link's clickable area: the page, counted from 0, and its place among the page's annotations."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A part as it was drawn; its box only where one was told."""

    part: Part
    kids: "list[Element | Content | Jump]" = field(default_factory=list)
    box: Box | None = None

    @property
    def first_page(self) -> int | None:
        return next((kid.page for kid in self.kids if isinstance(kid, Content)), None)


class Structure:
    """The elements of one pass, and which of them owns each marked content of each page."""

    def __init__(self) -> None:
        self.document = Element(Part("Document"))
        self.pages: list[list[Element]] = []
        self._elements: dict[Part, Element] = {}

    def element(self, part: Part) -> Element:
        """The element of a part, brought into being, with all it stands in, when it is asked for first."""
        found = self._elements.get(part)
        if found is None:
            found = self._elements[part] = Element(part)
            parent = self.element(part.within) if part.within else self.document
            parent.kids.append(found)
        return found

    def add(self, part: Part, page: int) -> int:
        """Number the next marked content of a page (from 0) and give it to the part."""
        while len(self.pages) <= page:
            self.pages.append([])
        owners, element = self.pages[page], self.element(part)
        element.kids.append(Content(page, len(owners)))
        owners.append(element)
        return len(owners) - 1

    def jump(self, part: Part, page: int, number: int) -> None:
        """Give a clickable area to the part."""
        self.element(part).kids.append(Jump(page, number))

    def is_repeated(self, part: Part, page: int) -> bool:
        """Whether a part that counts once was drawn on an earlier page."""
        element = self._elements.get(part) if part.repeats else None
        return element is not None and element.first_page not in (None, page)

    def enclose(self, part: Part, box: Box) -> None:
        """Widen the part's box so that this one lies in it."""
        element = self.element(part)
        old = element.box or box
        element.box = (min(old[0], box[0]), min(old[1], box[1]), max(old[2], box[2]), max(old[3], box[3]))
