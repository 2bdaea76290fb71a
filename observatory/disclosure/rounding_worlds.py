"""Finds states of affairs within the bound around rounded tables: small counts at zero, and at the threshold."""

from dataclasses import dataclass

import numpy as np

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.solver import Bounds, Flags, Incidence, Ints, Program
from observatory.disclosure.worlds import FoundWorld

_QUICK, _LONG = 20, 2_000
_ROUGH, _FAR = 0.1, 1_000_000


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """All whole counts that lie within `bound` of every `published` value (one per class of the system)."""

    system: AtomSystem
    published: Ints
    bound: int
    threshold: int

    def worlds(self, first: FoundWorld) -> tuple[FoundWorld, ...] | None:
        """Worlds that with `first` bring every small count to 0, and to the threshold; None where one is not found.

        One program asks for as many counts as possible at once; what is left is asked for again, at last one by one.
        """
        found: list[FoundWorld] = []
        small = np.flatnonzero((self.system.values > 0) & (self.system.values < self.threshold))
        for up in (False, True):
            left = np.ones(len(small), dtype=np.bool_)
            for world in (first, *found):
                left &= ~self._met(world, small, up=up)
            if not left.any():
                continue
            program = self._program(small, up=up)
            while left.any():
                more = self._step(program, small, left, up=up)
                if more is None:
                    return None
                found.append(more)
                left &= ~self._met(more, small, up=up)
        return tuple(found)

    def _step(self, program: Program, small: Ints, left: Flags, *, up: bool) -> FoundWorld | None:
        world = self._solved(program, small, left, up=up, nodes=_QUICK)
        if world is not None and np.any(self._met(world, small, up=up) & left):
            return world
        one = np.arange(len(small)) == np.flatnonzero(left)[0]
        world = self._solved(program, small, one, up=up, nodes=_LONG)
        return world if world is not None and np.any(self._met(world, small, up=up) & one) else None

    def _met(self, world: FoundWorld, small: Ints, *, up: bool) -> Flags:
        values = (self.system.values + world.changes)[small]
        return np.asarray(values >= self.threshold if up else values == 0)

    def _program(self, small: Ints, *, up: bool) -> Program:
        """Columns are the atoms' changes, then for each small class what counts of it: its value, to the threshold."""
        system, atoms = self.system, len(self.system.counts)
        classes, below = len(system.values), np.arange(len(small))
        matrix = system.membership.above(system.links)
        height = matrix.height
        part, rows = system.membership.picked(np.isin(np.arange(classes), small)), np.zeros(classes, dtype=np.int64)
        rows[small] = below
        matrix = Incidence(
            np.concatenate([matrix.rows, height + rows[part.rows], height + below]),
            np.concatenate([matrix.columns, part.columns, atoms + below]),
            np.concatenate([matrix.signs, part.signs, np.full(len(small), -1.0)]),
            height + len(small),
            atoms + len(small),
        )
        none, zero, now = np.full(len(small), np.inf), np.zeros(system.links.height), -system.values[small]
        low, high = np.maximum(0, self.published - self.bound), self.published + self.bound
        limits = Bounds(
            np.concatenate([low - system.values, zero, now if up else -none]),
            np.concatenate([high - system.values, zero, none if up else now]),
        )
        far = np.full(atoms, float(_FAR))
        lower = np.concatenate([-np.minimum(system.counts, far), np.zeros(len(small))])
        upper = np.concatenate([far, np.full(len(small), float(self.threshold) if up else np.inf)])
        return Program(matrix, limits, Bounds(lower, upper))

    def _solved(self, program: Program, small: Ints, asked: Flags, *, up: bool, nodes: int) -> FoundWorld | None:
        atoms = len(self.system.counts)
        program.set_costs(np.concatenate([np.zeros(atoms), np.where(asked, -1.0 if up else 1.0, 0.0)]))
        whole = np.arange(atoms + len(small)) < atoms
        found = program.solve_whole(whole, nodes=nodes, gap=_ROUGH if nodes == _QUICK else 0.0)
        if found is None:
            return None
        return FoundWorld.of(self.system, np.rint(found[:atoms]).astype(np.int64))
