"""Worlds for free: what can still move when nothing more is hidden."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.flows import Flows, is_whole
from observatory.disclosure.solver import INFINITY, Bounds, Flags, Floats, Incidence, Ints, Program
from observatory.disclosure.worlds import Need

_COMPANY = 1e-3
_DEPTH = 40
_NODES = 500


@dataclass(slots=True)
class Leeway:
    """The program over the atoms that no published zero holds.

    `moving` marks the classes that may change, `down` says how far each of them may go down, `reach` how far any atom
    may move, `noise` (one number in [0, 1) per atom) breaks ties.
    """

    system: AtomSystem
    moving: Flags
    down: Ints
    reach: int
    noise: Floats
    _flows: Flows = field(init=False)
    _rows: Bounds = field(init=False)
    _program: Program = field(init=False)

    def __post_init__(self) -> None:
        atoms = _mobile(self.system, ~self.moving)
        self._flows = Flows.of(self.system, atoms)
        binding = ~self.moving | (self.down < self.system.values)
        cells, classes = self.system.membership.picked(binding).narrowed(atoms)
        links, _ = self.system.links.narrowed(atoms)
        self._rows = self._row_bounds(classes, links.height)
        matrix = self._flows.matrix(cells.above(links))
        self._program = Program(matrix, self._rows, self._flows.bounds(self.reach))
        self._program.expect_new_costs()

    def _row_bounds(self, classes: Ints, links: int) -> Bounds:
        moving = self.moving[classes]
        lower = np.where(moving, -self.down[classes].astype(float), 0.0)
        upper = np.where(moving, INFINITY, 0.0)
        return Bounds(np.append(lower, np.zeros(links)), np.append(upper, np.zeros(links)))

    def find(self, need: Need, company: Iterable[Need] = ()) -> Ints | None:
        """A move of all atoms that meets the need, and as many of the others as come along; None if none was found."""
        inside = self._inside(need)
        self._wish(need, company)
        found = self._program.solve()
        if found is None or not need.is_met_by(float(found @ inside)):
            return None
        moves: Floats | None = self._flows.net(found)
        if moves is None or not is_whole(moves):
            moves = self._whole(need, inside)
        return None if moves is None else self._flows.spread(moves)

    def _inside(self, need: Need) -> Floats:
        """What each column changes in the class of the need."""
        atoms = np.zeros(len(self.system.counts))
        atoms[self.system.atoms_of(need.target)] = 1
        return self._flows.costs(atoms)

    def _wish(self, need: Need, company: Iterable[Need]) -> None:
        wishes = np.zeros(len(self.system.values))
        for other in company:
            wishes[other.target] += _COMPANY if other.shift > 0 else -_COMPANY
        wishes[need.target] = 1 if need.shift > 0 else -1
        self._program.set_costs(-self._flows.costs(self.system.membership.transposed_times(wishes)))

    def _whole(self, need: Need, inside: Floats) -> Floats | None:
        """Aim at the shift itself; make one fractional move whole after the other; branch if that leads nowhere."""
        columns = np.flatnonzero(inside)
        aim = Incidence(np.zeros_like(columns), columns, inside[columns], 1, self._flows.width)
        ends = (need.shift, INFINITY) if need.shift > 0 else (-INFINITY, need.shift)
        rows = Bounds(np.append(self._rows.lower, ends[0]), np.append(self._rows.upper, ends[1]))
        program = Program(self._program.matrix.above(aim), rows, self._flows.bounds(self.reach))
        program.set_costs(self._flows.efforts(self.noise))
        moves = self._dive(program)
        if moves is None:
            program.set_bounds(self._flows.bounds(self.reach))
            found = program.solve_whole(np.ones(self._flows.width, dtype=np.bool_), nodes=_NODES)
            moves = None if found is None else self._flows.net(found)
        return moves

    def _dive(self, program: Program) -> Floats | None:
        bounds = self._flows.bounds(self.reach)
        for _ in range(_DEPTH):
            found = program.solve()
            if found is None:
                return None
            moves = self._flows.net(found)
            if is_whole(moves):
                return moves
            at = int(np.abs(moves - np.round(moves)).argmax())
            bounds = self._flows.fixed(bounds, at, float(np.round(moves[at])))
            program.set_bounds(bounds)
        return None


def _mobile(system: AtomSystem, still: Flags) -> Ints:
    """The atoms that no unchanging class pins: none with value zero, none with this atom as its only mobile one."""
    mobile = system.membership.transposed_times(still & (system.values == 0)) == 0
    while True:
        alone = still & (system.membership.times(mobile) == 1)
        pinned = mobile & (system.membership.transposed_times(alone) > 0)
        if not pinned.any():
            return np.flatnonzero(mobile)
        mobile &= ~pinned
