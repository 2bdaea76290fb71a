"""Replaces the pattern of a small table by the cheapest one there is, where the search for it comes to its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from observatory.disclosure.construction import Pattern, Task
from observatory.disclosure.effort import Effort
from observatory.disclosure.exactness import in_parts
from observatory.disclosure.improvement import pruned
from observatory.disclosure.optimum import Optimum, Riddle, optimum
from observatory.disclosure.refinement import prune
from observatory.disclosure.routing import Router
from observatory.disclosure.shifts import Shift
from observatory.disclosure.solver import Floats, Incidence, Ints
from observatory.disclosure.space import Space
from observatory.disclosure.worlds import FoundWorld, Need

MOST_CLASSES = 130
"""Beyond this many different cells the search hardly ever ends in time."""

_QUESTIONS_PER_SECOND, _MORE, _FEW_CLASSES = 300, 600, 60
_MOST = 10_000
_TIE = 1e-6
_SHARE = 0.6
_CLOSE = 1e-5


@dataclass(frozen=True, slots=True)
class Settled:
    """A pattern, and what no safe pattern can undercut in costs without noise; 0 where that is not known."""

    pattern: Pattern
    bound: float = 0.0


def settled(task: Task, pattern: Pattern, weights: Floats, seconds: float) -> Settled:
    """The pattern, or a cheaper one found by branch and cut; `weights` are the costs without what breaks ties."""
    if seconds <= 0 or len(weights) > MOST_CLASSES or pattern.unreachable:
        return Settled(pattern)
    system, limits = task.system, task.limits
    reach = max(limits.reach, int(system.counts.sum()) + limits.reach)
    costs = _slightly(weights, task.costs)
    riddle = Riddle(
        system.membership, system.links, system.counts, costs, limits.down, task.hidden, limits.up == 0, task.needs,
        reach,
    )  # fmt: skip
    found = optimum(riddle, _effort(riddle, seconds), riddle.cost(pattern.hidden))
    if found.hidden is not None:
        worlds = tuple(FoundWorld.of(system, np.asarray(move, dtype=np.int64)) for move in found.worlds)
        pattern = pruned(task, Pattern(worlds, task.hidden))
    return Settled(pattern, found.bound / (1 + _TIE))


def settle(router: Router, weights: Floats, seconds: float, *, whole: bool) -> float:
    """The same for a router, whose worlds are exchanged; gives the bound, 0 where it is not known.

    `whole`: readers know that counts are whole.
    """
    sizes = [len(grain.leaves) for grain in router.space.grains]
    if seconds <= 0 or router.space.size > MOST_CLASSES or prod(sizes) > 2 * MOST_CLASSES or len(router.viewers) > 1:
        return 0.0
    atoms = np.array(list(product(*map(range, sizes))), dtype=np.int64)
    riddle = _riddle(router, atoms, weights, whole=whole)
    found = optimum(riddle, _effort(riddle, seconds), riddle.cost(np.asarray(router.hidden & ~router.fixed)))
    if found.hidden is not None:
        _exchange(router, _shifts(router.space, atoms, riddle, found), riddle)
    return found.bound / (1 + _TIE)


def is_least(router: Router, weights: Floats, bound: float) -> bool:
    """Whether the router's pattern costs no more than what nothing can undercut."""
    return bool(weights[router.hidden & ~router.free].sum() * (1 - _CLOSE) <= bound)


def _exchange(router: Router, shifts: Sequence[Shift], riddle: Riddle) -> None:
    """These worlds for those of the router, if written as whole numbers of parts they still do."""
    lowest = -np.asarray(riddle.room)
    possible = all((shift.changes >= lowest[shift.classes] * shift.parts).all() for shift in shifts)
    if possible and all(any(_meets(shift, need) for shift in shifts) for need in riddle.needs):
        for number in list(router.shifts):
            router.remove(number)
        for shift in shifts:
            router.add(shift)
        prune(router)


def _meets(shift: Shift, need: Need) -> bool:
    change = int(shift.changes[shift.classes == need.target].sum())
    return change >= need.shift * shift.parts if need.shift > 0 else change <= need.shift * shift.parts


def _shifts(space: Space, atoms: Ints, riddle: Riddle, found: Optimum) -> list[Shift]:
    """Those that can be written so; the move of an atom down may not exceed its events."""
    still = np.ones(riddle.cells.height, dtype=np.bool_) if found.hidden is None else ~found.hidden | riddle.fixed
    shifts = []
    for move in found.worlds:
        written = in_parts(move.astype(np.float64), riddle.cells, still)
        if written is not None and np.all(written[0] >= -riddle.counts * written[1]):
            there = written[0] != 0
            shifts.append(Shift.of(space, atoms[there], written[0][there], written[1]))
    return shifts


def _riddle(router: Router, atoms: Ints, weights: Floats, *, whole: bool) -> Riddle:
    counts = router.events(atoms)
    fixed = router.fixed if router.zeros is None else router.fixed | router.zeros
    room = router.values if router.room is None else router.room
    none = np.zeros(0, dtype=np.int64)
    links = Incidence(none, none, np.zeros(0), 0, len(atoms))
    needs = _needs(router)
    reach = int(counts.sum()) + 3 * max((abs(need.shift) for need in needs), default=0)
    costs = _slightly(weights, router.costs)
    return Riddle(_membership(router, atoms), links, counts, costs, room, router.free, fixed, needs, reach, whole)


def _membership(router: Router, atoms: Ints) -> Incidence:
    above = router.space.classes_of(atoms)
    columns = np.broadcast_to(np.arange(len(atoms)), above.shape)
    real = above < router.space.size
    pairs = np.unique(np.stack([above[real], columns[real]]), axis=1).astype(np.int64)
    return Incidence(pairs[0], pairs[1], np.ones(pairs.shape[1]), router.space.size, len(atoms))


def _needs(router: Router) -> tuple[Need, ...]:
    viewer = router.viewers[0]
    return tuple(
        Need(int(number), sign * int(goal[number]))
        for sign, goal in ((-1, viewer.down), (1, viewer.up))
        for number in np.flatnonzero(goal > 0)
    )


def _slightly(weights: Floats, noisy: Floats) -> Floats:
    """Noise that settles ties and cannot be seen otherwise."""
    scale = np.maximum(noisy / np.maximum(weights, _TIE) - 1, 0)
    return np.asarray(weights * (1 + _TIE * np.minimum(scale / max(float(scale.max(initial=0)), _TIE), 1)))


def _effort(riddle: Riddle, seconds: float) -> Effort:
    rate = _MORE if len(riddle.costs) <= _FEW_CLASSES else _QUESTIONS_PER_SECOND
    return Effort.of(min(_MOST, int(rate * seconds)), _SHARE * seconds)
