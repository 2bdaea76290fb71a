"""Moves of atoms as columns of a program: one up for each atom, one down for each atom that has events.

Split like this, nothing moving is the corner where the simplex method starts, which makes the searches several times
quicker than with one column from minus n to plus reach.
"""

from dataclasses import dataclass

import numpy as np

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.solver import Bounds, Floats, Incidence, Ints

_WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Flows:
    """The columns for some atoms of a system; `givers` are the places, among `atoms`, of those with events."""

    atoms: Ints
    givers: Ints
    counts: Ints
    size: int

    @classmethod
    def of(cls, system: AtomSystem, atoms: Ints) -> "Flows":
        counts = system.counts[atoms]
        return cls(atoms, np.flatnonzero(counts > 0), counts, len(system.counts))

    @property
    def width(self) -> int:
        return len(self.atoms) + len(self.givers)

    def matrix(self, over_atoms: Incidence) -> Incidence:
        return over_atoms.with_opposites(self.givers)

    def bounds(self, reach: int) -> Bounds:
        up = np.full(len(self.atoms), float(reach))
        down = np.minimum(self.counts[self.givers], reach).astype(float)
        return Bounds(np.zeros(self.width), np.concatenate([up, down]))

    def costs(self, of_moves: Floats) -> Floats:
        """Of columns, when a move of each of the system's atoms by 1 costs so much."""
        costs = of_moves[self.atoms]
        return np.concatenate([costs, -costs[self.givers]])

    def efforts(self, noise: Floats) -> Floats:
        """Costs of columns under which the shortest move is best; a number in [0, 1) per atom breaks ties."""
        costs = 1 + noise[self.atoms]
        return np.concatenate([costs, costs[self.givers]])

    def net(self, columns: Floats) -> Floats:
        """Per atom of `atoms`, up minus down."""
        moves = columns[: len(self.atoms)].copy()
        moves[self.givers] -= columns[len(self.atoms) : self.width]
        return moves

    def fixed(self, bounds: Bounds, place: int, move: float) -> Bounds:
        """The bounds with the move of one atom settled."""
        lower, upper = bounds.lower.copy(), bounds.upper.copy()
        lower[place] = upper[place] = max(move, 0.0)
        for down in np.flatnonzero(self.givers == place) + len(self.atoms):
            lower[down] = upper[down] = max(-move, 0.0)
        return Bounds(lower, upper)

    def spread(self, moves: Floats) -> Ints:
        """A whole move of all the system's atoms."""
        move = np.zeros(self.size, dtype=np.int64)
        move[self.atoms] = np.round(moves).astype(np.int64)
        return move


def is_whole(moves: Floats) -> bool:
    return not len(moves) or float(np.abs(moves - np.round(moves)).max()) <= _WHOLE
