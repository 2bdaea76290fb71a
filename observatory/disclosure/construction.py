"""Builds a pattern of hidden cells out of worlds: one sensitive cell and direction after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from observatory.disclosure.atoms import AtomSystem
from observatory.disclosure.leeway import Leeway
from observatory.disclosure.search import Limits, Search, neighbourhood
from observatory.disclosure.solver import Flags, Floats, Ints
from observatory.disclosure.worlds import FoundWorld, Need, changed
from observatory.progress import Progress
from observatory.terms import Term

NEAREST = 900
"""Atoms that one search looks at first; smaller systems are searched whole."""

_WORKING = Term("Protezione delle celle sensibili", "Protecting the sensitive cells")


@dataclass(frozen=True, slots=True)
class Task:
    """What has to be protected: the needs in order, the classes hidden in any case, what worlds may do, at what cost.

    `noise` has one number in [0, 1) per atom and breaks ties.
    """

    system: AtomSystem
    needs: tuple[Need, ...]
    hidden: Flags
    limits: Limits
    costs: Floats
    noise: Floats


@dataclass(frozen=True, slots=True)
class Pattern:
    """Worlds that meet needs, the classes that must be hidden for them, and the needs for which there is no world."""

    worlds: tuple[FoundWorld, ...]
    hidden: Flags
    unreachable: tuple[Need, ...] = ()

    def cost(self, task: Task) -> float:
        return float(task.costs[self.hidden & ~task.hidden].sum())


@dataclass(slots=True)
class Construction:
    """Keeps the programs warm over one task; `complete` may be called again and again."""

    task: Task
    _searches: dict[bytes, Search] = field(default_factory=dict)

    def complete(
        self,
        progress: Progress,
        start: Sequence[FoundWorld] = (),
        closed: Flags | None = None,
        most: float = np.inf,
    ) -> Pattern | None:
        """A pattern that meets every need it can, from these worlds on, without ever hiding the `closed` classes.

        None as soon as it costs more than `most`.
        """
        task = self.task
        limits = task.limits if closed is None else task.limits.without(closed)
        worlds, hidden = list(start), task.hidden | changed(start, len(task.hidden))
        unmet = [need for need in task.needs if not any(need.is_met(world.changes) for world in worlds)]
        unreachable: list[Need] = []
        leeway: Leeway | None = None
        while unmet:
            progress(len(task.needs) - len(unmet), len(task.needs), _WORKING)
            leeway = leeway or self._leeway(hidden, limits)
            move = leeway.find(unmet[0], unmet)
            if move is None:
                leeway, move = self._widened(unmet, hidden, limits)
            if move is None:
                unreachable.append(unmet.pop(0))
                continue
            worlds.append(FoundWorld.of(task.system, move))
            hidden = hidden | (worlds[-1].changes != 0)
            if float(task.costs[hidden & ~task.hidden].sum()) > most:
                return None
            leeway = leeway if leeway and not np.any(leeway.moving & ~hidden) else None
            unmet = [need for need in unmet if not need.is_met(worlds[-1].changes)]
        return Pattern(tuple(worlds), hidden, tuple(unreachable))

    def _leeway(self, hidden: Flags, limits: Limits) -> Leeway:
        moving = hidden & ((limits.up > 0) | (limits.down > 0))
        return Leeway(self.task.system, moving, limits.down, limits.reach, self.task.noise)

    def _widened(self, unmet: Sequence[Need], hidden: Flags, limits: Limits) -> tuple[Leeway | None, Ints | None]:
        """The move for the first need that hides the cheapest further classes; near its target first, then anywhere."""
        system, need = self.task.system, unmet[0]
        near = neighbourhood(system, need.target, NEAREST, self.task.noise)
        costs = np.where(hidden, 0.0, self.task.costs)
        for atoms in (near, np.arange(len(system.counts)))[: 1 + (len(near) < len(system.counts))]:
            touched = self._search(atoms).find(need, limits, costs)
            if touched is not None:
                leeway = self._leeway(hidden | touched, limits)
                move = leeway.find(need, unmet)
                if move is not None:
                    return leeway, move
        return None, self._leeway(np.ones_like(hidden), limits).find(need) if limits.allow(need) else None

    def furthest(self, need: Need) -> Need | None:
        """The largest part of a need that some world meets with everything hidden; None if no part."""
        leeway = self._leeway(np.ones_like(self.task.hidden), self.task.limits)
        sign = 1 if need.shift > 0 else -1
        parts = (Need(need.target, sign * size) for size in range(abs(need.shift) - 1, 0, -1))
        return next((part for part in parts if leeway.find(part) is not None), None)

    def _search(self, atoms: Ints) -> Search:
        key = atoms.tobytes()
        if key not in self._searches:
            if len(atoms) < len(self.task.system.counts):
                self._searches.clear()
            self._searches[key] = Search(self.task.system, atoms)
        return self._searches[key]
