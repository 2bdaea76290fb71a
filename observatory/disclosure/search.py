"""Finds where a world that needs more hidden cells costs least."""

from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.flows import Flows
from observatory.disclosure.solver import Bounds, Flags, Floats, Incidence, Ints, Program
from observatory.disclosure.worlds import Need

_MOVED = 1e-6


@dataclass(frozen=True, slots=True)
class Limits:
    """How far worlds may take each class down and up (0 and 0: not at all), and how far any atom."""

    down: Ints
    up: Ints
    reach: int

    def without(self, closed: Flags) -> "Limits":
        """The same with some classes not to be changed at all."""
        return Limits(np.where(closed, 0, self.down), np.where(closed, 0, self.up), self.reach)

    def allow(self, need: Need) -> bool:
        most = self.up if need.shift > 0 else self.down
        return bool(most[need.target] >= abs(need.shift))


@dataclass(slots=True)
class Search:
    """The program over some atoms: moves, then how far each class goes up, then how far it goes down."""

    system: AtomSystem
    atoms: Ints
    _flows: Flows = field(init=False)
    _classes: Ints = field(init=False)
    _program: Program = field(init=False)

    def __post_init__(self) -> None:
        cells, self._classes = self.system.membership.narrowed(self.atoms)
        links, _ = self.system.links.narrowed(self.atoms)
        self._flows = Flows.of(self.system, self.atoms)
        matrix = _stacked(self._flows.matrix(cells), self._flows.matrix(links))
        none, nothing = np.zeros(matrix.height), np.zeros(matrix.width)
        self._program = Program(matrix, Bounds(none, none), Bounds(nothing, nothing))

    def find(self, need: Need, limits: Limits, costs: Floats) -> Flags | None:
        """The classes that the cheapest (perhaps fractional) move meeting the need changes; None if there is none.

        `costs` are per class and per event moved; classes already hidden cost nothing.
        """
        if not limits.allow(need) or need.target not in self._classes:
            return None
        self._aim(need, limits)
        usual = costs[self._classes] / abs(need.shift)
        self._program.set_costs(np.concatenate([np.zeros(self._flows.width), usual, usual]))
        found = self._program.solve()
        if found is None:
            return None
        touched = np.zeros(len(costs), dtype=np.bool_)
        touched[self._classes] = found[self._flows.width :].reshape(2, -1).sum(axis=0) > _MOVED
        return touched

    def _aim(self, need: Need, limits: Limits) -> None:
        up, down = limits.up[self._classes].astype(float), limits.down[self._classes].astype(float)
        least_up, least_down = np.zeros_like(up), np.zeros_like(down)
        at = int(np.searchsorted(self._classes, need.target))
        if need.shift > 0:
            least_up[at], down[at] = need.shift, 0
        else:
            least_down[at], up[at] = -need.shift, 0
        flows = self._flows.bounds(limits.reach)
        lower = np.concatenate([flows.lower, least_up, least_down])
        upper = np.concatenate([flows.upper, up, down])
        self._program.set_bounds(Bounds(lower, upper))


def _stacked(cells: Incidence, links: Incidence) -> Incidence:
    """Rows: moves of a class - up + down = 0, then the links; columns: atoms, ups, downs."""
    number = np.arange(cells.height)
    return Incidence(
        np.concatenate([cells.rows, number, number, links.rows + cells.height]),
        np.concatenate([cells.columns, cells.width + number, cells.width + cells.height + number, links.columns]),
        np.concatenate([cells.signs, -np.ones(cells.height), np.ones(cells.height), links.signs]),
        cells.height + links.height,
        cells.width + 2 * cells.height,
    )


def neighbourhood(system: AtomSystem, target: int, most: int, noise: Floats) -> Ints:
    """At most `most` atoms, those that share most cells with the target's, half of them with events."""
    if len(system.counts) <= most:
        return np.arange(len(system.counts))
    near = np.zeros(len(system.counts))
    near[system.atoms_of(target)] = 1.0
    sizes = np.maximum(system.membership.times(np.ones(len(near))), 1.0)
    for _ in range(2):
        near = system.membership.transposed_times((system.membership.times(near) > 0) / sizes)
        near += system.links.transposed_times(system.links.times(near) != 0) ** 2 / len(near)
    order = np.lexsort((noise, -near))
    occurring = order[system.counts[order] > 0][: most // 2]
    return np.sort(np.concatenate([occurring, order[system.counts[order] == 0][: most - len(occurring)]]))
