"""Writes a move that a linear program found as whole numbers of equal parts of events, and proves it by additions.

What a move must meet leaves it some room, so it need not be written to the last digit: rounded within the kernel of
the sums that stay, it changes none of them, and few parts do.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import gcd

import numpy as np

from observatory.disclosure.exactness import MOST_PARTS
from observatory.disclosure.kernel import Kernel, kernel
from observatory.disclosure.solver import Flags, Floats, Incidence, Ints

_MOST = 1 << 52
"""Beyond, sums of a table would not fit into whole numbers that floating point holds."""

_PARTS = (1, 2, 3, 4, 6, 12, 60, 840, 1 << 14, 1 << 19, 1 << 24)

Holds = Callable[[Ints, int], bool]
"""Whether so many parts of each atom, so many to an event, do what is wanted."""


@dataclass(frozen=True, slots=True)
class Moves:
    """The moves of atoms under which some sums of theirs stay.

    The `kernel` has those of `columns`, the atoms that can move at all, and a last column for the number one.
    """

    columns: Ints
    width: int
    kernel: Kernel

    @classmethod
    def of(cls, sums: Incidence, still: Flags) -> "Moves | None":
        """Those that leave the rows in `still` alone; None if they are too large to be told."""
        kept = sums.picked(still)
        alone = np.bincount(kept.rows, minlength=kept.height)[kept.rows] == 1
        columns = np.setdiff1d(np.arange(kept.width), kept.columns[alone])
        part, _ = kept.narrowed(columns)
        matrix = np.zeros((part.height, len(columns) + 1), dtype=np.int64)
        matrix[part.rows, part.columns] = 1
        found = kernel(np.unique(matrix, axis=0))
        return None if found is None else cls(columns, kept.width, found)

    def near(self, move: Floats, exact: Flags, holds: Holds) -> tuple[Ints, int] | None:
        """A move like this one in parts, and how many of them are one event; None if none was found.

        At the atoms in `exact` it is exactly as many events as the nearest whole number says.
        """
        whole = np.rint(move).astype(np.int64)
        if np.any(np.delete(whole * exact, self.columns)):
            return None
        inner = self._bound(exact[self.columns], whole[self.columns])
        if inner is None:
            return None
        rough = np.append(move[self.columns], 1.0)[inner.free]
        room = _MOST // max(1, int(np.abs(inner.steps).sum(axis=1).max(initial=0)))
        for parts in _PARTS:
            if np.abs(rough).max(initial=1) * parts >= room or inner.parts * parts > MOST_PARTS:
                break
            found = self._written(inner.steps @ np.rint(rough * parts).astype(np.int64), inner.parts * parts)
            if holds(*found):
                return found
        return None

    def _bound(self, exact: Flags, whole: Ints) -> Kernel | None:
        """With these columns bound to whole numbers of events; None if that cannot be, or not in numbers that fit."""
        steps = self.kernel.steps
        at = np.flatnonzero(exact)
        inner = kernel(steps[at] - whole[at][:, None] * steps[-1])
        if inner is None or not len(inner.free) or inner.free[-1] != steps.shape[1] - 1:
            return None
        return self.kernel.then(inner)

    def _written(self, steps: Ints, parts: int) -> tuple[Ints, int]:
        """For all atoms, in lowest terms."""
        shared = gcd(parts, int(np.gcd.reduce(steps)))
        move = np.zeros(self.width, dtype=np.int64)
        move[self.columns] = steps[:-1] // shared
        return move, parts // shared
