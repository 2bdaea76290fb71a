"""Hides fewer cells: takes back one hidden cell with all its worlds and meets their needs in another way."""

import numpy as np

from observatory.disclosure.effort import Effort
from observatory.disclosure.nearby import meet_nearby
from observatory.disclosure.routing import Router
from observatory.disclosure.shifts import Shift
from observatory.progress import Progress
from observatory.terms import Term

_LEAST_GAIN = 1e-6
_GAINS = 16
"""So many trials that succeed make it worth looking for worlds that are no longer needed."""

_FEWER = Term("Riduzione delle celle nascoste", "Hiding fewer cells")


def prune(router: Router) -> None:
    """Drops the worlds that no need depends on, the dearest first."""
    for number in sorted(router.shifts, key=lambda n: (-router.own_cost(router.shifts[n]), n)):
        if not router.only(router.shifts[number]):
            router.remove(number)


def refine(router: Router, effort: Effort, atoms: int, progress: Progress) -> None:
    """Leaves a pattern that meets the same needs and costs no more; each trial looks at so many atoms."""
    prune(router)
    gained = 0
    tried = np.zeros(router.space.size, dtype=np.bool_)
    for trial in range(effort.trials):
        secondary = np.flatnonzero((router.uses > 0) & ~router.free & ~tried)
        if effort.is_over or not len(secondary):
            break
        progress(trial, effort.trials, _FEWER)
        number = int(secondary[np.argmin(router.uses[secondary] / router.costs[secondary])])
        tried[number] = True
        gained += _without(router, number, atoms)
        if gained >= _GAINS:
            prune(router)
            gained = 0
    prune(router)


def _without(router: Router, number: int, atoms: int) -> bool:
    """Shows this class again if the rest can be had for less; else leaves everything as it is, and gives False."""
    before = router.cost()
    using = [n for n, shift in router.shifts.items() if number in shift.classes]
    old = [router.remove(n) for n in using]
    new = _mended(router, number, old, atoms, before)
    for shift in old if new is None else ():
        router.add(shift)
    return new is not None


def _mended(router: Router, number: int, old: list[Shift], atoms: int, most: float) -> list[int] | None:
    """The new worlds; None, and none of them kept, if a need stays open or they cost as much as before."""
    made: list[int] = []
    wants = {want for shift in old for want in router.only(shift) if router.is_open(want)}
    for want in sorted(wants, key=lambda w: (-router.costs[w.number], w)):
        if not router.is_open(want):
            continue
        prices = router.prices()
        prices[number] = np.inf
        found = meet_nearby(router, want, atoms, prices)
        if found:
            made.append(router.last)
        if not found or router.uses[number] or router.cost() > most - _LEAST_GAIN:
            for new in made:
                router.remove(new)
            return None
    return made
