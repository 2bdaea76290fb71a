"""What exchanges are for and what comes of them: who must be able to think which cell other than it is, and worlds."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from observatory.disclosure.solver import Flags, Ints
from observatory.disclosure.space import Space


class Want(NamedTuple):
    """One viewer must be able to think this class higher (sign 1) or lower (sign -1) than it is."""

    viewer: int
    number: int
    sign: int


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who reads the tables: how far worlds must take each class down and up before them.

    `own` marks, per atom that occurs, the events that they know; worlds for them leave these alone, and every group of
    `known` in the dimension `place`.
    """

    down: Ints
    up: Ints
    place: int = -1
    known: Flags | None = None

    def goal(self, sign: int) -> Ints:
        return self.up if sign > 0 else self.down

    def knows(self, atoms: Ints) -> Flags:
        """Which atoms are the viewer's own."""
        if self.known is None:
            return np.zeros(len(atoms), dtype=np.bool_)
        return np.asarray(self.known[atoms[:, self.place]])


@dataclass(frozen=True, slots=True)
class Shift:
    """A world in numbers: atoms (a row each) with their change, and the classes that change with them.

    Changes count parts of events, so many `parts` to one event.
    """

    atoms: Ints
    move: Ints
    classes: Ints
    changes: Ints
    parts: int = 1

    @classmethod
    def of(cls, space: Space, atoms: Ints, move: Ints, parts: int = 1) -> "Shift":
        _, first, number = np.unique(space.numbered(atoms), return_index=True, return_inverse=True)
        atoms, sums = atoms[first], np.rint(np.bincount(number, move, len(first))).astype(np.int64)
        atoms, sums = atoms[sums != 0], sums[sums != 0]
        above = space.classes_of(atoms)
        classes, place = np.unique(above, return_inverse=True)
        weights = np.broadcast_to(sums, above.shape).ravel()
        changes = np.rint(np.bincount(place.ravel(), weights=weights, minlength=len(classes))).astype(np.int64)
        changed = (changes != 0) & (classes < space.size)
        return cls(atoms, sums, classes[changed].astype(np.int64), changes[changed], parts)
