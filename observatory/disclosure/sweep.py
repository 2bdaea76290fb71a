"""Opens many sums at once with what is hidden already: most need nothing more, and one search for each takes long.

A draw decides which sums are to rise and which are to fall, for two that make up a known one cannot both rise; the
next draw is for those that are left.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.solver import INFINITY, Bounds, Flags, Floats, Incidence, Ints, Program

_CLOSE = 1e-6
_HALF, _ENOUGH = 0.5, 0.05

Shift = tuple[int, int, int]
"""A sum, the direction in which it is to go (1 or -1), and how far."""


@dataclass(slots=True)
class Sweep:
    """`counts` limits the changes of the finest counts, `fixed` has the sums that may not, `sums` all."""

    counts: Bounds
    fixed: Incidence
    sums: Incidence
    _matrix: Incidence = field(init=False)

    def __post_init__(self) -> None:
        """A row per sum, less a column that may be as far as the sum goes and is rewarded up to its goal."""
        height, width = self.sums.height, self.sums.width
        rows = np.arange(height)
        sums = Incidence(
            np.concatenate([self.sums.rows, rows]),
            np.concatenate([self.sums.columns, width + rows]),
            np.concatenate([self.sums.signs, np.full(height, -1.0)]),
            height,
            width + height,
        )
        fixed = self.fixed
        self._matrix = Incidence(fixed.rows, fixed.columns, fixed.signs, fixed.height, width + height).above(sums)

    def changes(self, wanted: Sequence[Shift], reached: Mapping[int, Ints]) -> Iterator[Ints]:
        """One after the other for what is left of these, for as long as a draw of it all meets enough.

        Whoever asks notes in `reached`, by direction and per sum, how far each change that he takes brings the sums.
        """
        goals, draw = self._goals(wanted), np.random.default_rng(0)
        most = np.inf
        while 0 < (left := sum(int((reached[sign] < goals[sign]).sum()) for sign in goals)) <= most:
            most = left - max(1, int(_ENOUGH * left))
            rising, falling = reached[1] < goals[1], reached[-1] < goals[-1]
            rising &= (draw.random(len(rising)) < _HALF) | ~falling
            yield self.change(np.where(rising, goals[1], np.where(falling, -goals[-1], 0)))

    def _goals(self, wanted: Sequence[Shift]) -> dict[int, Ints]:
        found = {sign: np.zeros(self.sums.height, dtype=np.int64) for sign in (1, -1)}
        for number, sign, goal in wanted:
            found[sign][number] = max(goal, found[sign][number])
        return found

    def change(self, goals: Ints) -> Ints:
        """Of each finest count, so that the sums come as near to their goals as they can all together.

        A goal above 0 is to rise so far, below 0 to fall so far, 0 is none. Whole events only: what the best change
        splits stays as it is, with all that is tied to it.
        """
        zeros, up, down = np.zeros(self.fixed.height), goals > 0, goals < 0
        rows = np.where(up, 0.0, -INFINITY), np.where(down, 0.0, INFINITY)
        ends = np.where(down, goals, -INFINITY), np.where(up, goals, INFINITY)
        limits = zip((self.counts.lower, self.counts.upper), ends, strict=True)
        program = Program(
            self._matrix,
            Bounds(*(np.concatenate([zeros, side]) for side in rows)),
            Bounds(*map(np.concatenate, limits)),
        )
        worth = np.divide(-1.0, goals, out=np.zeros(len(goals)), where=goals != 0)
        program.set_costs(np.concatenate([np.zeros(self.sums.width), worth]))
        found = program.solve()
        return self._whole(np.zeros(self.sums.width) if found is None else found[: self.sums.width])

    def _whole(self, found: Floats) -> Ints:
        is_split = np.abs(found - np.rint(found)) > _CLOSE
        if is_split.any():
            found = np.where(self._tied(is_split, np.abs(found) > _CLOSE), 0.0, found)
        return np.rint(found).astype(np.int64)

    def _tied(self, some: Flags, changed: Flags) -> Flags:
        """The counts that changed together with some of these, by way of sums that may not change."""
        rows, columns = self.fixed.rows[changed[self.fixed.columns]], self.fixed.columns[changed[self.fixed.columns]]
        found, size = some.copy(), 0
        while size != (size := int(found.sum())):
            touched = np.zeros(self.fixed.height, dtype=np.bool_)
            touched[rows[found[columns]]] = True
            found[columns[touched[rows]]] = True
        return found
