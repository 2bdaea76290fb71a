"""A table whose cells are parts of the structure, and whose rules and grounds are decoration."""

from collections.abc import Iterable
from typing import Any, Self

from reportlab.platypus import Flowable, Table

from observatory.reports.pdf.structure import Part
from observatory.reports.pdf.tags import Text


class Words(str):
    """Plain text in a cell, and the part it is; plain text keeps large tables fast."""

    __slots__ = ("part",)
    part: Part

    def __new__(cls, text: str, part: Part) -> Self:
        made = super().__new__(cls, text)
        made.part = part
        return made


class TaggedTable(Table):  # type: ignore[misc]  # reportlab carries no types
    """Cells are `Words`, `Text` (which marks itself) or empty; two cells may be the same part.

    An empty cell that is a part stands in the structure too, so that all rows have the same columns.
    """

    def _drawBkgrnd(self) -> None:  # noqa: N802 - reportlab's name
        with self.canv.artifact("Layout"):
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802 - reportlab's name
        with self.canv.artifact("Layout"):
            super()._drawLines()

    def _drawCell(self, value: Any, style: Any, place: Any, size: Any) -> None:  # noqa: ANN401, N802 - reportlab's
        if isinstance(value, Words) and value:
            with self.canv.tagged(value.part):
                super()._drawCell(value, style, place, size)
        elif isinstance(value, Words):
            self.canv.structure.element(value.part)
        elif value != "":
            super()._drawCell(value, style, place, size)


class InOrder(Flowable):  # type: ignore[misc]  # as above
    """Nothing to see: brings parts into being in the order they are read, where they are drawn in another."""

    def __init__(self, parts: Iterable[Part]) -> None:
        super().__init__()
        self._parts = tuple(parts)

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002 - reportlab's hook
        return 0.0, 0.0

    def draw(self) -> None:
        for part in self._parts:
            self.canv.structure.element(part)


def named(row: Part, name: str, value: str, styles: tuple[Any, Any]) -> list[Text]:
    """A row of two: what something is called, which heads the row, and what it is; both as markup."""
    head = Part("TH", row, scope="Row")
    return [Text(name, styles[0], head), Text(value, styles[1], Part("TD", row))]
