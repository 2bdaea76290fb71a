"""Flowables that stand on one page as a whole, one under the other."""

from collections.abc import Sequence

from reportlab.platypus import Flowable


class Whole(Flowable):  # type: ignore[misc]  # reportlab carries no types
    """Flowables stacked without gaps and never divided: a heading with its chart, a title with its list."""

    def __init__(self, parts: Sequence[Flowable], space_after: float = 0.0) -> None:
        super().__init__()
        self.spaceAfter = space_after
        self._parts = tuple(parts)
        self._heights: tuple[float, ...] = ()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._heights = tuple(float(part.wrapOn(self.canv, width, height)[1]) for part in self._parts)
        self.width, self.height = width, sum(self._heights)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:  # noqa: ARG002 - reportlab's hook
        """Never: it moves to the next page."""
        return []

    def draw(self) -> None:
        y = self.height
        for part, height in zip(self._parts, self._heights, strict=True):
            y -= height
            part.drawOn(self.canv, 0, y)
