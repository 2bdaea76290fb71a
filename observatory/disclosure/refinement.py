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
    """Leaves a pattern that meets the same needs and costs no more.

    The effort counts programs, not cells that are tried: one has few needs to meet anew, another dozens.
    """
    prune(router)
    gained = solved = 0
    tried = np.zeros(router.space.size, dtype=np.bool_)
    while solved < effort.trials and not effort.is_over:
        secondary = np.flatnonzero((router.uses > 0) & ~router.free & ~tried)
        if not len(secondary):
            break
        progress(solved, effort.trials, _FEWER)
        number = int(secondary[np.argmin(router.uses[secondary] / router.costs[secondary])])
        tried[number] = True
        is_better, programs = _without(router, number, atoms)
        gained += is_better
        solved += programs
        if gained >= _GAINS:
            prune(router)
            gained = 0
    prune(router)


def _without(router: Router, number: int, atoms: int) -> tuple[bool, int]:
    """Shows this class again if the rest can be had for less, else leaves everything as it is; and programs solved."""
    before = router.cost()
    using = [n for n, shift in router.shifts.items() if number in shift.classes]
    old = [router.remove(n) for n in using]
    is_better, programs = _mended(router, number, old, atoms, before)
    for shift in () if is_better else old:
        router.add(shift)
    return is_better, programs


def _mended(router: Router, number: int, old: list[Shift], atoms: int, most: float) -> tuple[bool, int]:
    """Whether new worlds meet the needs for less than before, else none of them is kept; and programs solved."""
    made: list[int] = []
    programs = 0
    wants = {want for shift in old for want in router.only(shift) if router.is_open(want)}
    for want in sorted(wants, key=lambda w: (-router.costs[w.number], w)):
        if not router.is_open(want):
            continue
        prices = router.prices()
        prices[number] = np.inf
        programs += 1
        found = meet_nearby(router, want, atoms, prices)
        if found:
            made.append(router.last)
        if not found or router.uses[number] or router.cost() > most - _LEAST_GAIN:
            for new in made:
                router.remove(new)
            return False, programs
    return True, programs
