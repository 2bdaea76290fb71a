"""Worlds: moves of whole events that leave every published figure as it is.

If one world brings a hidden cell to the bottom of its protection interval and another to the top, then nobody who
sees all the published figures can narrow it further, whatever the method.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.solver import Flags, Ints
from observatory.disclosure.tables import Coordinates

_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Need:
    """One class must be able to change by `shift` (down if negative)."""

    target: int
    shift: int

    def is_met(self, changes: Ints) -> bool:
        return self.is_met_by(float(changes[self.target]))

    def is_met_by(self, change: float) -> bool:
        return change >= self.shift - _CLOSE if self.shift > 0 else change <= self.shift + _CLOSE


@dataclass(frozen=True, slots=True)
class Move:
    """So many events more (or fewer) at these leaves of every dimension that some table has."""

    dimensions: tuple[str, ...]
    coordinates: Coordinates
    change: int


@dataclass(frozen=True, slots=True)
class World:
    """One other state of affairs that the published figures allow. Confidential: it holds the counts' differences.

    Its changes count parts of events, so many `parts` to one event: more than 1 only for readers who are thought not to
    know that counts are whole.
    """

    moves: tuple[Move, ...]
    parts: int = 1


@dataclass(frozen=True, slots=True)
class FoundWorld:
    """A world in the numbers of an atom system: per atom, and what follows for each class."""

    move: Ints
    changes: Ints

    @classmethod
    def of(cls, system: AtomSystem, move: Ints) -> "FoundWorld":
        return cls(move, system.membership.times(move).astype(np.int64))

    def is_possible(self, system: AtomSystem) -> bool:
        """No count below zero, and the blocks agree on what they share."""
        return bool(np.all(system.counts + self.move >= 0)) and not np.any(system.links.times(self.move))


def changed(worlds: Sequence[FoundWorld], size: int) -> Flags:
    """The classes that some world changes."""
    found = np.zeros(size, dtype=np.bool_)
    for world in worlds:
        found |= world.changes != 0
    return found
