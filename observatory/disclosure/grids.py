"""The cells of a large table as two arrays; a cell becomes an object only when it is read."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from observatory.disclosure.solver import Flags, Ints
from observatory.disclosure.tables import HIDDEN, LEFT_OUT, Coordinates, SafeCell, Status


class CellGrid(Mapping[Coordinates, SafeCell]):
    """All combinations of some codes, in order, with a value each unless it is hidden, or left out altogether."""

    __slots__ = ("_codes", "_hidden", "_left_out", "_places", "_values")

    def __init__(self, codes: Sequence[Sequence[str]], values: Ints, hidden: Flags, left_out: Flags) -> None:
        self._codes = tuple(map(tuple, codes))
        self._places = tuple({code: place for place, code in enumerate(own)} for own in self._codes)
        self._values = values
        self._values[hidden] = -1
        self._hidden, self._left_out = hidden, left_out

    def __len__(self) -> int:
        return prod(map(len, self._codes))

    def __iter__(self) -> Iterator[Coordinates]:
        return product(*self._codes)

    def __getitem__(self, at: Coordinates) -> SafeCell:
        if len(at) != len(self._places):
            raise KeyError(at)
        number = 0
        for places, code in zip(self._places, at, strict=True):
            number = number * len(places) + places[code]
        if self._hidden[number]:
            return LEFT_OUT if self._left_out[number] else HIDDEN
        return SafeCell(int(self._values[number]), Status.PUBLISHED)
