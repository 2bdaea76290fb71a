"""Replaces whole worlds by worlds of parts where readers are thought not to know that counts are whole (A2)."""

from collections.abc import Iterator, Sequence

import numpy as np

from observatory.disclosure.annealing import Annealing, Portion
from observatory.disclosure.effort import Effort
from observatory.disclosure.exactness import in_parts
from observatory.disclosure.nearby import meet_nearby
from observatory.disclosure.portions import Dealer, Scene
from observatory.disclosure.routing import Router
from observatory.disclosure.shifts import Shift, Want
from observatory.disclosure.solver import Flags
from observatory.progress import Progress

_WORK = 0.75e6
"""Microseconds of work, as counted, to a second of the clock, which is only the last stop."""

_BASE, _BASE_SIZE, _GROWTH = 2.2, 232_000.0, 1.4
"""Seconds that a first pattern takes for so many atoms times rows, and how fast that grows."""

_MOST_ATOMS = 200
"""In larger tables the worlds found need more parts to an event than can be proven by whole numbers of this size."""

_TRIES = 1
_ATOMS = 300


def apportion(router: Router, effort: tuple[int, float, Progress]) -> bool:
    """Leaves a cheaper pattern that meets the same needs in the router; False if there was no time for one.

    `effort` is the seed, the seconds, and who is told how far it is.
    """
    seed, seconds, progress = effort
    if not router.shifts or router.room is not None or _seconds(router) > seconds:
        return False
    rng = np.random.default_rng(seed)
    scene = Scene.of(router)
    found = Annealing(scene, Dealer(scene), rng, Effort.of(int(seconds * _WORK), seconds), progress)
    if not found.construct():
        return False
    _Exchange(router, found).make(found.cool())
    return True


def _seconds(router: Router) -> float:
    """What a first pattern takes, from the numbers of atoms and of classes that may be hidden beside the free ones."""
    size = len(router.counts) * int((~router.free & (router.values > 0)).sum())
    return float(_BASE * (size / _BASE_SIZE) ** _GROWTH)


class _Exchange:
    """One pattern for another, if it is cheaper when all its worlds have been proven."""

    def __init__(self, router: Router, found: Annealing) -> None:
        self._router, self._found, self._scene = router, found, found.scene
        self._hidden = np.zeros(len(found.dealer.rows), dtype=np.bool_)

    def make(self, worlds: Sequence[Portion]) -> None:
        router, before = self._router, self._router.cost()
        old = [router.remove(number) for number in list(router.shifts)]
        self._hidden = np.any([world.touched for world in worlds], axis=0) if worlds else self._hidden
        met = np.zeros(len(self._scene.aims.rows), dtype=np.bool_)
        for world in worlds:
            met |= world.met if self._prove(world) else False
        self._again(met)
        if not all(self._mend(want, old) for want in self._open()) or router.cost() >= before:
            for number in list(router.shifts):
                router.remove(number)
            for shift in old:
                router.add(shift)

    def _prove(self, world: Portion) -> bool:
        """Adds the world as whole numbers of parts; False if it cannot be written so."""
        scene, still = self._scene, self._still()
        found = in_parts(world.move, scene.sums, still)
        if found is None or np.any(scene.counts * found[1] + found[0] < 0):
            return False
        moved = found[0] != 0
        self._router.add(Shift.of(self._router.space, scene.atoms[moved], found[0][moved], found[1]))
        return True

    def _still(self) -> Flags:
        """The rows of the scene that stay as they are."""
        still = np.zeros(self._scene.sums.height, dtype=np.bool_)
        still[self._found.dealer.rows[~self._hidden]] = True
        return still

    def _again(self, met: Flags) -> None:
        """Other worlds within the pattern for the needs of those that could not be proven."""
        dealer, rng = self._found.dealer, self._found.rng
        for need in np.flatnonzero(~met):
            for _ in range(0 if met[need] else _TRIES):
                move = dealer.find(int(need), np.where(self._hidden, rng.random(len(self._hidden)), np.inf))
                world = None if move is None else Portion(move, dealer.changed(move), self._scene.met(move))
                if world is not None and self._prove(world):
                    met |= world.met
                    break

    def _open(self) -> Iterator[Want]:
        for viewer, who in enumerate(self._router.viewers):
            for sign in (-1, 1):
                wants = (Want(viewer, int(number), sign) for number in np.flatnonzero(who.goal(sign) > 0))
                yield from (want for want in wants if self._router.is_open(want))

    def _mend(self, want: Want, old: Sequence[Shift]) -> bool:
        """A whole world for a need that is left over: a new one near by, or an old one."""
        router = self._router
        if not router.is_open(want) or meet_nearby(router, want, _ATOMS, router.prices()):
            return True
        for shift in old:
            number = router.add(shift)
            if not router.is_open(want):
                return True
            router.remove(number)
        return False
