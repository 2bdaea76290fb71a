"""Worlds found before, kept so that a need may be met again without another program."""

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from observatory.disclosure.solver import Flags, Floats

_KEPT = 2_000
_MOST_FLAGS = 1 << 24


class Portion(NamedTuple):
    """A world of parts: how far each atom moves, which rows of the dealer it changes, which needs it meets."""

    move: Floats
    touched: Flags
    met: Flags


@dataclass(slots=True)
class Stock:
    """The latest worlds, for so many rows and needs; in larger tables fewer of them."""

    rows: int
    needs: int
    _worlds: list[Portion] = field(default_factory=list)
    _touched: Flags = field(init=False)
    _met: Flags = field(init=False)
    _next: int = 0

    def __post_init__(self) -> None:
        kept = max(1, min(_KEPT, _MOST_FLAGS // max(1, self.rows + self.needs)))
        self._touched = np.zeros((kept, self.rows), dtype=np.bool_)
        self._met = np.zeros((kept, self.needs), dtype=np.bool_)

    def put(self, world: Portion) -> None:
        """In the place of the oldest, once there are too many."""
        at = self._next % len(self._met)
        self._worlds[at : at + 1] = [world]
        self._touched[at], self._met[at] = world.touched, world.met
        self._next += 1

    def fitting(self, need: int, hidden: Flags, unmet: Flags) -> Portion | None:
        """The world for a need that changes hidden rows only and meets most of what is unmet; None if there is none."""
        there = np.flatnonzero(self._met[:, need])
        there = there[~self._touched[there][:, ~hidden].any(axis=1)]
        if not len(there):
            return None
        return self._worlds[int(there[np.argmax(self._met[there][:, unmet].sum(axis=1))])]
